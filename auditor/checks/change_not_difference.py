"""English: a change that is not the difference of the two amounts that it names.

`recommends A, an increase of B above the enacted level of C`; `rose p percent from C to A`. The earlier
amount may also stand in the lines above the paragraph (Appropriations, 2023 … C; Budget estimate … C).
"""

from __future__ import annotations

import itertools
import re
from fractions import Fraction
from typing import TYPE_CHECKING

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
        re.compile(r"enacted|appropriat|fiscal year [0-9]{4} level|prior year", re.IGNORECASE),
        re.compile(r"appropriations?|enacted", re.IGNORECASE),
    ),
    (
        re.compile(r"request|estimate", re.IGNORECASE),
        re.compile(r"budget (?:estimate|request)|request", re.IGNORECASE),
    ),
)
_FROM = re.compile(r"\bfrom\s*$", re.IGNORECASE)
_TO = re.compile(r"^\s*(?:in [0-9]{4}\s*)?to\s*$", re.IGNORECASE)
_UP = re.compile(r"\b(?:increas|rose|grew|up|gain|rais|climb)", re.IGNORECASE)
_DOWN = re.compile(r"\b(?:decreas|fell|declin|down|drop|reduc|lower)", re.IGNORECASE)
_BACK = 12


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the changes of English sentences."""
    if facts.report.document.language != "en":
        return
    earlier: list[Number] = []
    for paragraph in paragraphs(facts):
        yield from _differences(facts, paragraph, earlier)
        yield from _spans(facts, paragraph)
        earlier = [*earlier, *(each for each in paragraph.numbers if each.stated)][-_BACK:]


def _differences(facts: Facts, paragraph: Paragraph, earlier: Sequence[Number]) -> Iterator[Outcome]:
    numbers = [each for each in paragraph.numbers if each.stated and not each.is_share]
    for at, change in enumerate(numbers):
        end = numbers[at + 1].occurrence.span.start if at + 1 < len(numbers) else len(paragraph.text)
        words = paragraph.text[change.occurrence.span.end : end].strip(" $")
        words = re.sub(r",?\s*and\s*(?:is\s*)?$", "", words.split(". ")[0]).rstrip(".")
        found = _AGAINST.match(words)
        if found is None or change.stated is None:
            continue
        levels = [
            each
            for each in numbers[:at]
            if each.sentence == change.sentence and each.dimension == change.dimension
        ]
        before = _before(found["what"], numbers[at + 1 : at + 2], [*earlier, *numbers[:at]], change)
        if (
            not levels
            or before is None
            or before.stated is None
            or levels[0].stated is None
            or before is levels[0]
        ):
            continue
        sign = ONE if re.match(r"above|over|more|higher", found["way"], re.IGNORECASE) else -ONE
        yield judged(
            facts,
            summed(
                rule(NAME, TITLE),
                change.stated,
                [(sign, levels[0].stated), (-sign, before.stated)],
                role="stated",
            ),
        )


def _before(
    what: str, following: Sequence[Number], earlier: Sequence[Number], change: Number
) -> Number | None:
    """Return the amount that a change is measured against: printed behind it, or in the lines above."""
    if (
        re.search(r"\b(?:of|level|request|estimate)\s*$", what)
        and following
        and following[0].sentence == change.sentence
    ) and re.search(r"\bof\s*\W*$", following[0].before):
        return following[0]
    for said, headed in _LEVELS:
        if said.search(what):
            found = [
                each
                for each in earlier
                if headed.search(each.before[-60:]) and each.dimension == change.dimension and not each.sign
            ]
            values = {each.stated.printed.value for each in found if each.stated}
            return found[-1] if len(values) == 1 else None
    return None


def _spans(facts: Facts, paragraph: Paragraph) -> Iterator[Outcome]:
    numbers = [each for each in paragraph.numbers if each.stated]
    for first, last in itertools.pairwise(numbers):
        if (
            not _FROM.search(first.before.rstrip(" $"))
            or not _TO.match(last.before.rstrip(" $"))
            or first.dimension != last.dimension
        ):
            continue
        near = [each for each in numbers if each.sentence == last.sentence and each not in {first, last}]
        rates = [each for each in near if each.is_share and not first.is_share]
        if len(rates) != 1 or rates[0].stated is None or first.stated is None or last.stated is None:
            continue
        words = paragraph.text.split(". ")[0] + rates[0].before
        sign = Fraction(-1) if _DOWN.search(words) and not _UP.search(words) else ONE
        yield judged(
            facts,
            quotient(
                rule(NAME, TITLE),
                rates[0].stated,
                [(sign, last.stated), (-sign, first.stated)],
                [(ONE, first.stated)],
            ),
        )
