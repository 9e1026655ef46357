"""English: the rows that the words before a number name, and the pairs of their cells that a comparison may be of."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import year_of
from auditor.checks.common.numbers import Stated
from auditor.checks.common.rownames import CHANGES, headed, levels, named, scale_in, scales, years
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.common.tables import Sheet, header, sheets
from auditor.evaluation.facts import Facts
from auditor.report.model import Column

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.checks.common.english import Sentence

_NEAR = 60
_PLAN = re.compile(r"\b(?:budget(?:ed)?|plan(?:ned)?)\b", re.IGNORECASE)
_AGAINST_PLAN = re.compile(
    r"\b(?:above|below|over|under|than|against|of|on|to|with|versus|from) (?:in |for |that of |the |its |our |a )*(?:(?:final|revised|approved|original|annual) )?(?:budget|plan)(?:ed)?\b(?! (?:year|for|of))",
    re.IGNORECASE,
)
_ACTUAL = re.compile(r"\b(?:actual|outturn|result|spent|this year|current)\b", re.IGNORECASE)
_LAST = re.compile(r"\b(?:prior|previous|last|preceding)\b", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:a year (?:ago|earlier|before)|the year before|(?:prior|previous|preceding|last) (?:fiscal |financial |calendar )?year)\b",
    re.IGNORECASE,
)
_ALTERED = re.compile(
    r"\b(?:excluding|constant|pro forma|before|after|of which|including|net of|per (?!cent)|as a percentage)\b",
    re.IGNORECASE,
)
_SHARES = re.compile(r"%|per ?cent|share|rate\b", re.IGNORECASE)


@records.frozen(eq=False)
class Row:
    """A row that is named, with the cells that are levels."""

    facts: Facts
    sheet: Sheet
    cells: tuple[tuple[Column, Stated], ...]

    @property
    def whole(self) -> bool:
        """Whether its levels are those of different years and no other."""
        held = [year_of(column) for column, _ in self.cells]
        return all(held) and len(set(held)) == len(held)

    def scaled(self, claim: Stated, cell: Stated) -> Sequence[Fraction]:
        """Return the scales in which a cell may repeat a figure."""
        return scales(self.facts, self.sheet, claim, cell)

    def scale(self, claim: Stated, cell: Stated) -> Fraction | None:
        """Return the scale in which a cell repeats a figure, None where it does not."""
        return scale_in(self.facts, self.sheet, claim, cell)

    def prints(self, claim: Stated, cell: Stated) -> bool:
        """Whether a cell repeats a figure."""
        return self.scale(claim, cell) is not None


@records.frozen(eq=False)
class Period:
    """A cell and the one it is held against; `sure` where words or columns leave no choice."""

    now: Stated
    before: Stated
    sure: bool


def rows_printing(facts: Facts, sentence: Sentence, claim: Stated) -> list[Row]:
    """Return the row that alone prints so long a level, where the sentence calls it by none of its labels: 92,480 connections."""
    if digits(claim) <= MEANT:
        return []
    index = sentence.paragraph.block.index
    found = [
        Row(facts, sheet, tuple(cell for cell in levels(sheet, row) if _is_level(cell)))
        for sheet in sheets(facts)
        if sheet.near(index, _NEAR)
        for row in sheet.table.rows
    ]
    found = [each for each in found if any(each.prints(claim, cell) for _, cell in each.cells)]
    return found if len(found) == 1 else []


def rows_of(facts: Facts, sentence: Sentence, start: int) -> list[Row]:
    """Return the rows that are named last before a place in a sentence, and those that head its paragraph."""
    index = sentence.paragraph.block.index
    ahead = [each for each in named(facts, sentence) if each.end <= start and each.sheet.near(index, _NEAR)]
    cut = max(sentence.text.rfind(mark, 0, start) for mark in ("; ", ": ", " while ", " whereas ", " and "))
    here = [each for each in ahead if each.start >= cut] or ahead
    last = max((each.end for each in here), default=0)
    found = [each for each in here if each.end == last]
    if _ALTERED.search(sentence.text[last:start]):
        return []
    found += [each for each in headed(facts, sentence.paragraph) if each.sheet.near(index, _NEAR)]
    return [
        Row(facts, each.sheet, tuple(cell for cell in levels(each.sheet, each.row) if _is_level(cell)))
        for each in found
    ]


def _is_level(cell: tuple[Column, Stated]) -> bool:
    column, value = cell
    return value.unit.dimension != "ratio" and not _SHARES.search(header(column))


def periods(row: Row, words: str) -> Iterator[Period]:
    """Iterate over the pairs of cells that words may compare: with the budget, with a year named, with the year before."""
    kinds: dict[str, list[tuple[Column, Stated]]] = {}
    for cell in row.cells:
        if year_of(cell[0]):
            kinds.setdefault(re.sub(r"[\s0-9]+", "", header(cell[0])), []).append(cell)
    dated = [cell for cells in kinds.values() for cell in cells]
    several = len({year_of(column) for column, _ in dated}) < len(dated)
    if _AGAINST_PLAN.search(words):
        yield from _planned(row.cells)
        return
    over = years(words)
    plain = [cell for cell in row.cells if not CHANGES.search(header(cell[0]))]
    last = [cell for cell in plain if _LAST.search(header(cell[0]))]
    actual = [cell for cell in plain if _ACTUAL.search(header(cell[0])) and not _PLAN.search(header(cell[0]))]
    if len(actual) == 1:
        base = [cell for cell in plain if year_of(cell[0]) in over] if over else last
        if len(base) == 1 and base[0] is not actual[0]:
            yield Period(actual[0][1], base[0][1], sure=True)
            return
    # Revenue 2024, Revenue 2023, Profit 2024, Profit 2023: each kind of columns has its own years.
    for cells in kinds.values() if several else [dated]:
        yield from _in_years(cells, over, sure=bool(over or _BEFORE.search(words)))


def _planned(cells: Sequence[tuple[Column, Stated]]) -> Iterator[Period]:
    plan = [
        value
        for column, value in cells
        if _PLAN.search(header(column)) and not _ACTUAL.search(header(column))
    ]
    actual = [
        value
        for column, value in cells
        if _ACTUAL.search(header(column)) and not _PLAN.search(header(column))
    ]
    if len(plan) == len(actual) == 1:
        yield Period(actual[0], plan[0], sure=True)


def _in_years(cells: Sequence[tuple[Column, Stated]], over: set[str], *, sure: bool) -> Iterator[Period]:
    ordered = sorted(cells, key=lambda cell: year_of(cell[0]), reverse=True)
    held = {year_of(column) for column, _ in ordered}
    if len(held) != len(ordered) or over - held:
        return
    for place, ((column, now), (_, before)) in enumerate(itertools.pairwise(ordered)):
        others = over - {year_of(column)}
        base = next((cell for other, cell in ordered if year_of(other) in others), before)
        yield Period(now, base, sure=len(ordered) == 2 or (sure and place == 0))  # noqa: PLR2004 - one pair alone
