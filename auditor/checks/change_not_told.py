"""English: a change in a sentence of two levels and their change alone, whatever the order of its words.

`A, compared with B a year before, p percent higher`; `A was p percent higher than the B of 2022`; `compared with B, the
total of A represents a rise of p`; `up C, or p percent, on the B of the year before`. Every number of the sentence has to
have its part: one level is told as the earlier one, the other is not, and the words say which way the change goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks._english import Sentence, english
from auditor.checks._numbers import Number
from auditor.checks._relations import ONE, WAY, compared, judged, quotient, rule, summed
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "change-not-told"
TITLE = {"zh": "增减与句中两个水平不符", "en": "a change is not that of the two levels of its sentence"}
_UP = r"improvement|improved|increase[sd]?|increasing|ris(?:e|es|en|ing)|rose|gr(?:ew|own|owth|owing)|gain(?:s|ed)?|climbed|jumped|up|higher|more|above|over"
_DOWN = r"shrank|shrunk|cut|saving|decrease[sd]?|decreasing|f(?:ell|all|alls|allen|alling)|declin(?:e|es|ed|ing)|dropp?(?:s|ed|ing)?|reduc(?:tion|ed)|down|lower|less|fewer|below|under|short of"
_BEFORE = re.compile(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?: (?:by|of|to))?\s*[$€£]?\s*$",
    re.IGNORECASE,
)
_AN = re.compile(
    r"(?:^|[,(–—]|\b(?:of|is|was|are|were|or|by|representing|represents|registering|recording|marking|posting|showing|seeing|saw|and|for))\s*(?:an? )?$"
)
_BEHIND = re.compile(
    r"^\s*\)?\s*(?:(?P<up>higher|more|above|over|greater|increase|rise|growth|gain|improvement|up)|"
    r"(?P<down>lower|less|fewer|below|under|short of|decrease|fall|decline|drop|reduction|saving|down))\b(?! to\b| in the\b)",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"(?:\bfrom(?: the| its)?|\b(?:compared?|comparing|comparison) (?:with|to)(?: the| its| an?| some| just| only)?|\b(?:versus|against)(?: the)?|\bthan(?: the| in)?|"
    r"\b(?:over|above|below|on|under) (?:the|its|last year's|the previous year['\u2019]s))"
    r"(?:\s+(?:[a-z'\u2019-]+|[0-9]{4},?)){0,6}?\s*[$€£]?\s*$",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"^[^.;,()0-9]{0,40}\b(?:(?:the|in|of|for) (?:the )?(?:previous|preceding|prior|last) (?:fiscal |financial |calendar )?(?:year|season|quarter|month|period)|a year (?:ago|earlier|before)|the (?:year|season|month) before|last year)\b",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"\b(?:of which|of whom|including|includes?|while|whereas|but|respectively|exclud\w+|constant|organic\w*|like-for-like|real terms|underlying|adjusted|"
    r"inflation|per (?!cent\b)|each|annual(?:ly)?|average of|a year(?! (?:ago|earlier|before))|compound|(?:nearly|almost)(?! (?:doubl|tripl|quadrupl))|about|approximately|around|some|roughly|target(?:ed)?|expected|projected|forecast|"
    r"median|contribut\w+|account\w*|remaining|rest|owing to|due to|because|attribut\w+|driven|offset|result\w*|reflect\w*|in addition|another|further|first|half|quarter|both)\b|±|:",
    re.IGNORECASE,
)
_REASON = re.compile(
    r",?\s(?:owing to|due to|because|driven by|reflecting|thanks to)\b[^0-9]*(?:(?:19|20)[0-9]{2}[^0-9]*)?$",
    re.IGNORECASE,
)
"""Why it changed, told behind the figures, is no figure's other basis."""
_CLAUSE = re.compile(
    r",?\s+(?:and|while|whereas|but)\s+(?=[^,;:()]{1,70}\b(?:was|were|is|are|rose|fell|increased|decreased|grew|said|stood|had|came)\b)|;\s+",
    re.IGNORECASE,
)
_TO = re.compile(r"\bto\s*[$€£]?\s*$", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"^\s*(?:nationally|elsewhere|among|on average|(?:for|at|in) (?!(?:the )?(?:fiscal|financial|calendar|year|FY|same|previous|prior|preceding|last|(?:19|20)[0-9]{2}|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|first|second|third|fourth)))",
    re.IGNORECASE,
)
_JOINED = re.compile(r"^\s*(?:\(|,?\s*or\s+(?:by )?|,\s*)\s*$", re.IGNORECASE)
_FOUR, _TWO, _THREE = 4, 2, 3


@attrs.frozen(eq=False)
class _Change:
    number: Number
    sign: int


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the sentences that tell two levels and their change, and no other figure."""
    for sentence in _clauses(facts):
        numbers = [each for each in sentence.numbers if each.figure is not None or each.stated is None]
        told = sentence.stated
        if (
            len(told) != len(numbers)
            or not _THREE <= len(told) <= _FOUR
            or _ELSE.search(_REASON.sub("", sentence.text))
        ):
            continue
        yield from _judged(facts, sentence, told)


def _clauses(facts: Facts) -> Iterator[Sentence]:
    """Iterate over sentences, and over the clauses of those that tell of more: …, and B of users were satisfied, …."""
    for sentence in english(facts):
        yield sentence
        cuts = [found.end() for found in _CLAUSE.finditer(sentence.text)]
        if len(sentence.numbers) > _FOUR and cuts:
            for start, end in zip([0, *cuts], [*cuts, len(sentence.text)], strict=True):
                inside = [
                    each
                    for each in sentence.numbers
                    if start <= each.occurrence.span.start - sentence.start < end
                ]
                text = sentence.text[start:end]
                yield Sentence(sentence.paragraph, sentence.start + start, text, tuple(inside))


def _change_of(sentence: Sentence, number: Number) -> _Change | None:
    """Return a number as a change, where the words beside it make it one."""
    words = sentence.before(number)
    found = _BEFORE.search(words)
    if found is not None and not re.search(r"\bto\s*[$€£]?\s*$", words):
        return _Change(number, 1 if found["up"] else -1)
    found = _BEHIND.match(sentence.after(number))
    if found is not None and _AN.search(words):
        return _Change(number, 1 if found["up"] else -1)
    return None


def _judged(facts: Facts, sentence: Sentence, numbers: Sequence[Number]) -> Iterator[Outcome]:
    shares = [each for each in numbers if each.is_share]
    points = [each for each in numbers if _in_points(sentence, each, shares)]
    rates = [] if points else shares
    changes = [found for each in numbers if (found := _change_of(sentence, each)) is not None]
    if points:
        changes = [each for each in changes if each.number in points]
    if not changes or (rates and len(rates) != 1):
        return
    change = changes[0]
    moved = [change.number]
    if len(numbers) > _TWO and not points and rates and rates[0] is not change.number:
        at = numbers.index(change.number)
        beside = numbers[numbers.index(rates[0]) - 1]
        if not _JOINED.match(sentence.between(beside, rates[0])) or numbers.index(rates[0]) < at:
            return
        if beside is not change.number and not _TO.search(sentence.before(beside)):
            return  # rose by C to A (p percent)
        moved.append(rates[0])
    if any(each.number not in moved for each in changes):
        return
    levels = [each for each in numbers if each not in moved]
    if len({each.dimension for each in levels}) != 1 or any(each.sign for each in levels):
        return
    if any(each.known.printed.value <= 0 for each in levels):
        return
    earlier = [each for each in levels if _is_earlier(sentence, each)]
    # rose by C to A (p percent); rose C, or p percent, to A is judged with what led to the level
    behind = len(moved) == _TWO and numbers.index(moved[1]) > numbers.index(levels[0])
    if not earlier and len(levels) == 1 and behind and _TO.search(sentence.before(levels[0])):
        yield from _of_one(facts, moved, change.sign, levels[0])
        return
    if len(earlier) != 1:
        return
    before = earlier[0]
    if len(levels) == _TWO:
        now = next(each for each in levels if each is not before)
        yield from _of_two(facts, moved, change.sign, (now, before))
    elif len(levels) == 1 and len(moved) == _TWO and change.number.dimension == before.dimension:
        parts = [(ONE, change.number.known)]
        yield judged(facts, quotient(rule(NAME, TITLE), moved[1].known, parts, [(ONE, before.known)]))


def _in_points(sentence: Sentence, number: Number, shares: Sequence[Number]) -> bool:
    """Whether a number is a distance of two percentages, in points."""
    bare = number.dimension == "number" and re.match(r" points?\b", sentence.after(number)) is not None
    return number.dimension == "points" or (bare and len(shares) == _TWO)


def _of_one(facts: Facts, moved: Sequence[Number], way: int, now: Number) -> Iterator[Outcome]:
    """Judge `rose by C to A (p percent)`: p is C over A less C."""
    change, rate = moved
    if change.dimension != now.dimension or change.known.printed.value >= now.known.printed.value:
        return
    base = [(ONE, now.known), (-ONE if way > 0 else ONE, change.known)]
    yield judged(facts, quotient(rule(NAME, TITLE), rate.known, [(ONE, change.known)], base))


def _is_earlier(sentence: Sentence, level: Number) -> bool:
    if _ELSEWHERE.match(sentence.after(level)):
        return False
    return bool(_EARLIER.search(sentence.before(level)) or _AGO.match(sentence.after(level)))


def _of_two(
    facts: Facts, moved: Sequence[Number], way: int, levels: tuple[Number, Number]
) -> Iterator[Outcome]:
    now, before = levels
    if now.known.printed.value == before.known.printed.value:
        return
    if (now.known.printed.value > before.known.printed.value) != (way > 0):
        comparison = tree.Relation.GREATER if way > 0 else tree.Relation.LESS
        yield judged(facts, compared(WAY, now.known, comparison, before.known))
        return
    sign = ONE if way > 0 else -ONE
    parts, info = [(sign, now.known), (-sign, before.known)], rule(NAME, TITLE)
    for each in moved:
        if each.is_share and not now.is_share:
            yield judged(facts, quotient(info, each.known, parts, [(ONE, before.known)]))
        elif (each.dimension == now.dimension and not each.is_share) or (
            each.dimension == "points" and now.is_share
        ):
            yield judged(facts, summed(info, each.known, parts, role="stated"))
