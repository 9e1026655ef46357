"""A rounded figure of running text as a table prints it to more places: 58.14 万人, and 581,420 beside the very part that is told.

常住人口 58.14 万人，其中城镇 298,998 人，城镇化率 51.42%: of 58.14 万 the rate may be so, of 581,420 it is not. That the cell is the same
figure shows where the other of the two stands, to its last digit, in one column or row with it.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from auditor.checks.common.slips import digits
from auditor.checks.common.tables import numeric, same_value, sheets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts

_TELLING = 4
"""A figure of fewer digits may stand in a column by chance."""


def finer(facts: Facts, rounded: Stated, beside: Stated) -> Stated:
    """Return the one cell that a figure rounds, in a line that prints the other figure; the figure itself where there is none."""
    if digits(beside) < _TELLING or digits(rounded) < _TELLING - 1:
        return rounded
    found = {}
    for line in _lines(facts):
        if not any(
            cell.unit.dimension == beside.unit.dimension and cell.printed.value == beside.printed.value
            for cell in line
        ):
            continue
        for cell in line:
            same = cell.unit.dimension == rounded.unit.dimension and cell.printed.step < rounded.printed.step
            if same and same_value(cell, rounded):
                found[cell.printed.value] = cell
    return next(iter(found.values())) if len(found) == 1 else rounded


@functools.lru_cache(maxsize=4)
def _lines(facts: Facts) -> tuple[Sequence[Stated], ...]:
    lines: list[Sequence[Stated]] = []
    for sheet in sheets(facts):
        columns = numeric(sheet)
        lines += [
            [cell for row in sheet.table.rows if (cell := sheet.at(row, each)) is not None]
            for each in columns
        ]
        lines += [
            [cell for each in columns if (cell := sheet.at(row, each)) is not None]
            for row in sheet.table.rows
        ]
    return tuple(lines)
