"""English: a change that is not the difference of the two amounts that it names.

`recommends A, an increase of B above the enacted level of C`; `rose p percent from C to A`. The earlier
amount may also stand in the lines above the paragraph (Appropriations, 2023 … C; Budget estimate … C).
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor.checks._leaders import Line, lines
from auditor.checks._numbers import Number, Paragraph, paragraphs
from auditor.checks._relations import ONE, judged, quotient, rule, summed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "change-not-difference"
TITLE = {"zh": "增减额与两期数额之差不符", "en": "a change is not the difference of its two amounts"}
_AGAINST = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?:or [0-9.]+ ?(?:percent|%) )?(?P<way>above|over|more than|higher than|below|under|less than|lower than)\s+(?P<what>[^.;]{0,90})$",
    re.IGNORECASE,
)
_LEVELS = (
    (
        re.compile(
            r"enacted|appropriat|fiscal year [0-9]{4}\s+(?:\w+ ){0,2}level|prior year|last year|"
            r"(?:amount|funding|level) (?:available |provided )?(?:for|in|of) fiscal year",
            re.IGNORECASE,
        ),
        re.compile(r"appropriations?|enacted", re.IGNORECASE),
    ),
    (
        re.compile(r"request|estimate", re.IGNORECASE),
        re.compile(r"budget (?:estimate|request)|request", re.IGNORECASE),
    ),
)
_FROM = re.compile(r"\bfrom\s*$", re.IGNORECASE)
_TO = re.compile(r"\bto\s*$", re.IGNORECASE)
_UP = re.compile(r"\b(?:increas|rose|grew|up|gain|rais|climb)", re.IGNORECASE)
_DOWN = re.compile(r"\b(?:decreas|fell|declin|down|drop|reduc|lower)", re.IGNORECASE)
_SIGNED = re.compile(r"[\s$]*[+\-−]")
_RECOMMENDED = re.compile(r"recommend|provided|in the bill", re.IGNORECASE)
_TAKES_UP = re.compile(
    r"\s*(?:This|That|The (?:recommendation|recommended (?:level|amount|funding)|amount|total)|It|These funds)\b"
    r"[^.;]{0,60}$"
)


@attrs.frozen(eq=False)
class _Account:
    """The lines of dots above a paragraph: what was granted, what was asked, what is recommended."""

    lines: tuple[Line, ...]

    def called(self, headed: re.Pattern[str], change: Number) -> Number | None:
        """Return the one amount whose line bears a name."""
        found = [
            line.number
            for line in self.lines
            # Only the first amount of a column bears its $.
            if headed.search(line.label) and line.number.dimension in {change.dimension, "number"}
        ]
        values = {each.stated.printed.value for each in found if each.stated}
        return found[-1] if len(values) == 1 else None

    def of(self, level: Number) -> bool:
        """Whether the account recommends the amount that the text speaks of; unsaid, it may."""
        values = [
            line.number.stated.printed.value
            for line in self.lines
            if _RECOMMENDED.search(line.label) and line.number.stated
        ]
        return not values or level.known.printed.value in values


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the changes of English sentences."""
    if facts.report.document.language != "en":
        return
    account = _Account(())
    for paragraph in paragraphs(facts):
        here = tuple(line for line in lines(paragraph) if not _SIGNED.match(line.number.occurrence.text))
        if here:
            # A paragraph may begin with the account's lines and go on with its sentences.
            account = _Account(here)
        yield from _differences(facts, paragraph, account)
        yield from _spans(facts, paragraph)


def _differences(facts: Facts, paragraph: Paragraph, account: _Account) -> Iterator[Outcome]:
    ruled = {id(line.number) for line in lines(paragraph)}
    numbers = [
        each for each in paragraph.numbers if each.stated and not each.is_share and id(each) not in ruled
    ]
    for at, change in enumerate(numbers):
        end = numbers[at + 1].occurrence.span.start if at + 1 < len(numbers) else len(paragraph.text)
        words = paragraph.text[change.occurrence.span.end : end].strip(" $")
        words = re.sub(r",?\s*and\s*(?:is\s*)?$", "", words.split(". ")[0]).rstrip(".")
        found = _AGAINST.match(words)
        level = _level(paragraph, numbers[:at], change) if found else None
        if found is None or level is None:
            continue
        before = _before(found["what"], numbers[at + 1 : at + 2], account, change, level)
        if before is None or before is level or change.stated is None:
            continue
        sign = ONE if re.match(r"above|over|more|higher", found["way"], re.IGNORECASE) else -ONE
        parts = [(sign, level.known), (-sign, before.known)]
        yield judged(facts, summed(rule(NAME, TITLE), change.stated, parts, role="stated"))


def _level(paragraph: Paragraph, before: Sequence[Number], change: Number) -> Number | None:
    """Return the amount that changed: the first of the sentence, or the only one of the sentence before."""
    same = [each for each in before if each.dimension == change.dimension]
    here = [each for each in same if each.sentence == change.sentence]
    if here and here[0] is not change:
        return here[0]
    start = paragraph.text[: change.occurrence.span.start].rfind(". ") + 1
    if not _TAKES_UP.match(paragraph.text[start : change.occurrence.span.start]):
        return None
    last = [each for each in same if each.sentence == change.sentence - 1]
    return last[0] if len(last) == 1 else None


def _before(
    what: str, following: Sequence[Number], account: _Account, change: Number, level: Number
) -> Number | None:
    """Return the amount that a change is measured against: printed behind it, or in the lines above."""
    if (
        re.search(r"\b(?:of|level|request|estimate)\s*$", what)
        and following
        and following[0].sentence == change.sentence
    ) and re.search(r"\bof\s*\W*$", following[0].before):
        return following[0]
    if not account.of(level):
        return None
    for said, headed in _LEVELS:
        if said.search(what):
            return account.called(headed, change)
    return None


def _spans(facts: Facts, paragraph: Paragraph) -> Iterator[Outcome]:
    """Judge rose by B, or p percent, from C to A, in whichever order a sentence says it."""
    numbers = [each for each in paragraph.numbers if each.stated]
    for sentence in sorted({each.sentence for each in numbers}):
        own = [each for each in numbers if each.sentence == sentence]
        first = [each for each in own if _FROM.search(_words(each))]
        last = [each for each in own if _TO.search(_words(each))]
        if len(first) != 1 or len(last) != 1 or first[0].dimension != last[0].dimension:
            continue
        sign = _direction("".join(each.before for each in own))
        if sign is None:
            continue
        rest = [each for each in own if each not in {first[0], last[0]}]
        yield from _moved(facts, rest, first[0], last[0], sign)


def _moved(
    facts: Facts, rest: Sequence[Number], first: Number, last: Number, sign: Fraction
) -> Iterator[Outcome]:
    info = rule(NAME, TITLE)
    parts = [(sign, last.known), (-sign, first.known)]
    amounts = [
        each
        for each in rest
        if each.dimension == first.dimension or (each.dimension == "points" and first.is_share)
    ]
    rates = [each for each in rest if each.is_share and not first.is_share]
    if len(amounts) == 1:
        yield judged(facts, summed(info, amounts[0].known, parts, role="stated"))
    if len(rates) == 1 and first.known.printed.value > 0:
        yield judged(facts, quotient(info, rates[0].known, parts, [(ONE, first.known)]))


def _words(number: Number) -> str:
    return number.before.rstrip(" $")


def _direction(words: str) -> Fraction | None:
    """Return +1 or -1 where the words of a sentence go one way only."""
    up, down = _UP.search(words), _DOWN.search(words)
    if bool(up) == bool(down):
        return None
    return Fraction(1) if up else Fraction(-1)
