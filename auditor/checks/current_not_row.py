"""English: an amount with that of an earlier year in brackets, of whose row the table prints another amount.

`Free cash flow was £71.9m (2023: £51.2m)`: the earlier amount shows which row is meant, and the next year of that row
what the sentence should say.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._english import english, year_of
from auditor.checks._relations import judged, rule, summed
from auditor.checks._rownames import agrees, levels, named, scales
from auditor.checks._slips import digits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.checks._english import Sentence
    from auditor.checks._numbers import Number, Stated
    from auditor.checks._rownames import Named
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "current-not-row"
TITLE = {
    "zh": "本期数与表中同一行不符",
    "en": "an amount beside its earlier one is not that of the table row",
}
_BRACKET = re.compile(r"^[^().;0-9]{0,20}\(\s*(?:in |FY ?)?(?P<year>(?:19|20)[0-9]{2})\s*:\s*[A-Z]{0,3}\s*$")
_OTHER = re.compile(
    r"excluding|constant|pro forma|quarter|month|half|budget|plan\b|target|average|restated|before|after|of which|including|\bnet of|per ",
    re.IGNORECASE,
)
_FAR = 40


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the amounts that have an earlier one in brackets behind them."""
    for sentence in english(facts):
        pairs = list(_pairs(sentence))
        rows = named(facts, sentence) if pairs else []
        for now, before, year in pairs:
            yield from _judged(facts, sentence, now, before, year, rows)


def _pairs(sentence: Sentence) -> Iterator[tuple[Number, Number, int]]:
    for now, before in itertools.pairwise(sentence.stated):
        if now.dimension != before.dimension or now.depth or not before.depth:
            continue
        found = _BRACKET.match(re.sub(r"[$€£]", "", sentence.between(now, before)))
        if found and digits(before.known) > 1:
            yield now, before, int(found["year"])


def _judged(  # noqa: PLR0913, PLR0917 - the two amounts, their year and where they stand
    facts: Facts, sentence: Sentence, now: Number, before: Number, year: int, rows: Sequence[Named]
) -> Iterator[Outcome]:
    start = now.occurrence.span.start - sentence.start
    ahead = [each for each in rows if each.end <= start]
    last = max((each.end for each in ahead), default=0)
    words = sentence.text[last:start]
    if len(words) > _FAR or re.search(r"[0-9;:]", words) or _OTHER.search(words):
        return
    found: list[tuple[Stated, Fraction]] = []
    for each in ahead:
        if each.end != last:
            continue
        cells = levels(each.sheet, each.row)
        then = [cell for column, cell in cells if year_of(column) == str(year)]
        after = [cell for column, cell in cells if year_of(column) == str(year + 1)]
        if len(then) != 1 or len(after) != 1:
            continue
        found.extend(
            (after[0], scale)
            for scale in scales(facts, each.sheet, before.known, then[0])
            if agrees(before.known, then[0], scale)
        )
    right = next((each for each in found if agrees(now.known, *each)), None)
    values = {abs(cell.printed.value) * scale for cell, scale in found}
    if right is None and len(values) != 1:
        return
    cell, scale = right or found[0]
    sign = -scale if (now.known.printed.value < 0) != (cell.printed.value < 0) else scale
    yield judged(facts, summed(rule(NAME, TITLE), now.known, [(sign, cell)], role="stated"))
