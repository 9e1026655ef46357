"""English: a rate that the amount of change in the sentence before it does not give.

`A for X, which is B above the fiscal year 2025 level and C below the request. This represents an increase of p percent
over fiscal year 2025.` The earlier level is not printed beside them: p is B over A less B. `The recommendation is p percent above
the enacted level`: the lines of the account, or the row that is named, have both.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import Sentence, sentences, terms
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import ONE, judged, quotient, rule
from auditor.checks.common.rownames import years
from auditor.checks.english._account_rates import account_rates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "rate-not-of-change"
TITLE = {"zh": "增减率与前句的增减额不符", "en": "a rate is not that of the change told before it"}
_WAY = re.compile(
    r"^\s*(?P<way>above|over|more than|higher than|below|under|less than|lower than)\s+(?P<base>[^,;.]{3,60}?)(?=\s+and\b|[,;.]|$)",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"(?:,\s*(?:which (?:is|was)|or|an? (?:increase|decrease|reduction) of)|\band)\s*[$€£]?\s*$",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"^\s*(?:The (?:recommendation|amount|total|request|appropriation|budget|change|difference|increase|decrease|reduction)|This|It|That)\s+"
    r"(?:\w+\s+){0,2}?(?:represents|is|was|equals|amounts to|constitutes|reflects)\s+an?(?:\s+(?P<noun>increase|rise|decrease|reduction|decline|cut)\s+of)?\s*$",
    re.IGNORECASE,
)
_NOUN = re.compile(r"^\s*(?P<noun>increase|rise|decrease|reduction|decline|cut)\b", re.IGNORECASE)
_OVER = re.compile(
    r"^\s*(?:over|above|from|below|compared (?:with|to)|on)\s+(?P<base>[^,;.]{3,60})", re.IGNORECASE
)
_THIS = re.compile(
    r"^\s*(?:This|That|It|The (?:recommendation|amount|total|recommended (?:level|amount)))(?: amount| level| total)? (?:is|was)\s*[$€£]?\s*$"
)
_BESIDE = re.compile(
    r"^[^.;()0-9]*(?:fiscal year (?:19|20)[0-9]{2})?[^.;()0-9]*, (?:or|an? (?P<noun>increase|decrease|reduction|rise|decline) of)\s*$",
    re.IGNORECASE,
)
_TWO = 2
_UP = re.compile(r"above|over|more|higher|increase|rise", re.IGNORECASE)


@records.frozen(eq=False)
class _Change:
    """A level, its change, and what the change is from."""

    now: Number
    change: Number
    up: bool
    base: str


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge rates told in the sentence behind an amount and its changes."""
    info = rule(NAME, TITLE)
    for relation in account_rates(facts, info):
        yield judged(facts, relation)
    for paragraph in paragraphs(facts):
        for first, second in itertools.pairwise(sentences(paragraph)):
            yield from _taken_up(facts, first, second)
            claim = next((each for each in second.numbers if each.stated and each.is_share), None)
            told = _told(second, claim) if claim is not None else None
            if claim is None or told is None:
                continue
            rising, base = told
            found = [each for each in _changes(first) if _same_base(each.base, base)]
            if len(found) != 1 or found[0].up != rising:
                continue
            now, change = found[0].now.known, found[0].change.known
            sign = ONE if found[0].up else -ONE
            if now.printed.value > change.printed.value:
                yield judged(
                    facts, quotient(info, claim.known, [(ONE, change)], [(ONE, now), (-sign, change)])
                )


def _taken_up(facts: Facts, first: Sentence, second: Sentence) -> Iterator[Outcome]:
    """Judge `recommends A. This is B above the enacted level, an increase of p percent`: p is B over A less B."""
    numbers = [each for each in second.numbers if each.stated]
    levels = [each for each in first.numbers if each.stated and not each.is_share]
    if len(numbers) < _TWO or len(levels) != 1 or levels[0].sign:
        return
    change, claim = numbers[:2]
    way = _WAY.match(second.after(change))
    told = _BESIDE.search(second.between(change, claim))
    if not _THIS.match(second.before(change)) or way is None or told is None or not claim.is_share:
        return
    now, up = levels[0].known, bool(_UP.match(way["way"]))
    same = change.dimension == levels[0].dimension and now.printed.value > change.known.printed.value
    if same and (not told["noun"] or bool(_UP.search(told["noun"])) is up):
        sign = ONE if up else -ONE
        parts, base = [(ONE, change.known)], [(ONE, now), (-sign, change.known)]
        yield judged(facts, quotient(rule(NAME, TITLE), claim.known, parts, base))


def _told(sentence: Sentence, claim: Number) -> tuple[bool, str] | None:
    """Return whether a rate is one of rising, and from what: an increase of p percent over, a p percent increase over."""
    before, behind = _RATE.match(sentence.before(claim)), sentence.after(claim)
    if before is None:
        return None
    noun = before["noun"] or ""
    if not noun:
        found = _NOUN.match(behind)
        if found is None:
            return None
        noun, behind = found["noun"], behind[found.end() :]
    over = _OVER.match(behind)
    return (bool(_UP.search(noun)), over["base"]) if over is not None else None


def _changes(sentence: Sentence) -> list[_Change]:
    """Return the changes of the last level of a sentence: the amounts that `which is` and `and` join to it."""
    numbers = [each for each in sentence.numbers if each.stated and not each.is_share]
    found: list[_Change] = []
    for before, each in itertools.pairwise(numbers):
        way = _WAY.match(sentence.after(each))
        joined = _WHICH.search(sentence.between(before, each))
        if way is None or joined is None or before.dimension != each.dimension:
            found = []
            continue
        further = joined.group().startswith("and")
        if further and not found:
            continue
        now = found[-1].now if further else before
        found.append(_Change(now, each, bool(_UP.match(way["way"])), way["base"]))
    return found


def _same_base(one: str, two: str) -> bool:
    """Whether two descriptions of an earlier level agree in their year and in all the words that the shorter has."""
    left, right = terms(one), terms(two)
    return years(one) == years(two) and bool(left & right) and (left <= right or right <= left)
