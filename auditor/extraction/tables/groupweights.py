"""What the name of a group of rows says they weigh, 过程（25 分）, and the rows that a page cuts off from such a group."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.extraction.text.characters import fold

if TYPE_CHECKING:
    from auditor.extraction.text.grid import Grid, GridCell

_NAMED = re.compile(r"[^()]*[^()0-9.\s][^()]*\((?:权重|分值)?([0-9]{1,3}(?:\.[0-9]{1,2})?)分?\)")
_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2})?")
_TOTAL = re.compile(r"合计|总计|小计|总分|.{0,6}得分")


def stated_weight(text: str) -> Fraction | None:
    """Return the weight that ends the name of a group, None where it states none."""
    told = _NAMED.fullmatch(_plain(text))
    return Fraction(told[1]) if told else None


def weight(text: str) -> Fraction | None:
    """Return the weight that a cell of a row states, None where it is no plain number."""
    plain = _plain(text)
    return Fraction(plain) if _NUMBER.fullmatch(plain) else None


def carried_over(grid: Grid, page: int) -> Grid:
    """Return a table with its last groups before row `page` over the rows behind it that make up the weight they state."""
    table = grid.table()
    cells = list(grid.cells)
    for column in range(grid.width):
        group = table[page - 1][column]
        if group is None or group.column != column or (wanted := stated_weight(group.text.text)) is None:
            continue
        end = page
        while end < grid.height and table[end][column] is None and not _totals(table[end]):
            end += 1
        if end > page and any(
            _sum(table[group.row : end], each) == wanted for each in range(column + 1, grid.width)
        ):
            cells[cells.index(group)] = attrs.evolve(group, rows=end - group.row)
    return attrs.evolve(grid, cells=tuple(cells))


def _totals(row: list[GridCell | None]) -> bool:
    return any(cell is not None and _TOTAL.fullmatch(cell.plain) for cell in row)


def _sum(rows: list[list[GridCell | None]], column: int) -> Fraction | None:
    """Return the sum of a column, None unless each row states a weight there."""
    told = [weight(cell.text.text) for row in rows if (cell := row[column]) is not None and cell.rows == 1]
    known = [each for each in told if each]
    return sum(known, Fraction(0)) if len(known) == len(rows) else None


def _plain(text: str) -> str:
    return "".join(fold(text).split())
