"""Columns whose cells print a count with its share in brackets, read as two columns: 2,134 (61%); 26 (19.8) under n (%).

A mean with its deviation, 45.2 (12.3), has the same form: only a printed %, or a head, corner or caption that says (%),
makes the bracket a share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.extraction.text.mapped import INSERTED, Mapped

if TYPE_CHECKING:
    from auditor.extraction.text.grid import Grid, GridCell

_BOTH = re.compile(
    r"\s*(?P<count>[0-9][0-9,]*)\s*[（(]\s*(?P<share>[0-9]{1,3}(?:\.[0-9]+)?)\s*(?P<sign>[%％])?\s*[)）]\s*"
)
_SAYS = re.compile(
    r"[（(]\s*[%％]\s*[)）]|\b(?:per ?cent|percentages?) in (?:brackets|parentheses)\b", re.IGNORECASE
)
_DROPPED = re.compile(r"\s*[,，]?\s*[（(]\s*[%％]\s*[)）]")
_FEWEST = 2
_WHOLE = 100


def split_brackets(grid: Grid) -> Grid:
    """Return a grid with a column of shares behind every column of counts that bears them in brackets."""
    if not any(_BOTH.fullmatch(cell.text.text) for cell in grid.cells):
        return grid
    corner = any(_SAYS.search(cell.text.text) for cell in grid.cells if cell.row == 0 and cell.column == 0)
    told = corner or _SAYS.search(grid.caption.text) is not None
    columns = [column for column in range(1, grid.width) if _bears(grid, column, told=told)]
    if not columns:
        return grid
    cells: list[GridCell] = []
    for cell in grid.cells:
        before = sum(1 for column in columns if column < cell.column)
        inside = sum(1 for column in columns if cell.column <= column < cell.column + cell.columns)
        moved = attrs.evolve(cell, column=cell.column + before, columns=cell.columns + inside)
        cells.extend(_parts(moved) if inside and cell.columns == 1 else [moved])
    return attrs.evolve(grid, cells=tuple(cells), width=grid.width + len(columns))


def _bears(grid: Grid, column: int, *, told: bool) -> bool:
    """Whether most cells of a column are counts with shares, and nothing that fits the form is greater than a share."""
    own = [
        cell for cell in grid.cells if cell.column == column and cell.columns == 1 and cell.text.text.strip()
    ]
    found = [match for cell in own if (match := _BOTH.fullmatch(cell.text.text)) is not None]
    numbers = [cell for cell in own if re.search(r"[0-9]", cell.text.text) and cell.row]
    if len(found) < _FEWEST or len(found) * 3 < len(numbers) * 2:
        return False
    if any(int(match["share"].split(".")[0]) > _WHOLE for match in found):
        return False
    signed = sum(1 for match in found if match["sign"])
    headed = any(_SAYS.search(cell.text.text) for cell in own if _BOTH.fullmatch(cell.text.text) is None)
    return signed == len(found) or ((told or headed) and not signed)


def _parts(cell: GridCell) -> list[GridCell]:
    """Return the two cells that one makes: count and share, a head and the same with %; a lone number counts."""
    text = cell.text
    found = _BOTH.fullmatch(text.text)
    left, right = attrs.evolve(cell, columns=1), attrs.evolve(cell, column=cell.column + 1, columns=1)
    if found is not None:
        share = text.cut(found.start("share"), found.end("sign") if found["sign"] else found.end("share"))
        count = text.cut(found.start("count"), found.end("count"))
        return [attrs.evolve(left, text=count), attrs.evolve(right, text=share)]
    if re.search("[A-Za-z一-龥]", text.text) is None:
        return [left, attrs.evolve(right, text=text.cut(0, 0))]
    dropped = _DROPPED.search(text.text)
    head = text.cut(0, dropped.start()) if dropped is not None and dropped.start() else text
    return [
        attrs.evolve(left, text=head),
        attrs.evolve(right, text=Mapped.of(f"{head.text} %", (*head.origins, INSERTED, INSERTED))),
    ]
