"""English: an earlier amount that a sentence sets beside a later one, and that the row of both does not print.

`Net income was $157.2 million, or $2.69 per diluted share, compared with $142.8 million in fiscal 2022`: the later
amount shows which row is meant, and the words behind the earlier one which of its years.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._english import Sentence, english, year_of
from auditor.checks._relations import judged, rule, summed
from auditor.checks._rownames import agrees, levels, named, scale_of, years
from auditor.checks._slips import MEANT, digits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.checks._numbers import Number, Stated
    from auditor.checks._rownames import Named
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "earlier-not-row"
TITLE = {"zh": "所比的上期数与表中不符", "en": "an earlier amount is not the one of its table row"}
_AGAINST = re.compile(r"\b(?:compared (?:with|to)|as against|versus|up from|down from)\s*$", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:a year (?:ago|earlier|before)|(?:in |for |at )?the (?:prior|previous|preceding) (?:fiscal )?year|last year)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"adjusted|excluding|constant|pro forma|quarter|month|budget|plan|target|guidance|average|estimate|approximately|restated|respectively",
    re.IGNORECASE,
)
_NEAR = 60


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the comparisons of sentences that name a row."""
    for sentence in english(facts):
        pairs = list(_pairs(sentence))
        if not pairs:
            continue
        rows = [
            each for each in named(facts, sentence) if each.sheet.near(sentence.paragraph.block.index, _NEAR)
        ]
        for now, before in pairs:
            yield from _judged(facts, sentence, now, before, rows)


def _pairs(sentence: Sentence) -> Iterator[tuple[Number, Number]]:
    """Iterate over amounts with the one that they are compared with."""
    if _OTHER.search(sentence.text):
        return
    numbers = [each for each in sentence.numbers if each.stated and digits(each.known) >= MEANT - 1]
    for at, before in enumerate(numbers):
        if before.is_share or not _AGAINST.search(sentence.before(before)):
            continue
        earlier = [each for each in numbers[:at] if each.dimension == before.dimension and not each.is_share]
        units = [each for each in earlier if each.occurrence.unit == before.occurrence.unit]
        if units:
            yield units[-1], before


def _judged(
    facts: Facts, sentence: Sentence, now: Number, before: Number, rows: Sequence[Named]
) -> Iterator[Outcome]:
    start = now.occurrence.span.start - sentence.start
    behind = re.split(r"[;(]|\band\b", sentence.after(before))[0]
    said = years(behind)
    found: dict[Fraction, tuple[Stated, Fraction]] = {}
    for row in rows:
        scale = scale_of(facts, row.sheet)
        cells = [cell for cell in levels(row.sheet, row.row) if cell[1].unit.dimension != "ratio"]
        ordered = sorted((cell for cell in cells if year_of(cell[0])), key=lambda cell: year_of(cell[0]))
        distinct = len({year_of(column) for column, _ in ordered}) == len(ordered)
        if row.end > start or scale is None or not distinct:
            continue
        for (_, one), (column, two) in itertools.pairwise(ordered):
            if not agrees(now.known, two, scale):
                continue
            cell = next((value for other, value in ordered if {year_of(other)} == said), None)
            if cell is None and not said and _BEFORE.search(behind):
                cell = one
            if cell is not None and year_of(column) not in said:
                found[cell.printed.value] = cell, scale
    if any(agrees(before.known, cell, scale) for cell, scale in found.values()) or len(found) == 1:
        cell, scale = next(
            (each for each in found.values() if agrees(before.known, *each)), next(iter(found.values()))
        )
        sign = -scale if (before.known.printed.value < 0) != (cell.printed.value < 0) else scale
        info = rule(NAME, TITLE)
        yield judged(facts, summed(info, before.known, [(sign, cell)], role="stated"))
