"""A table as it was read: cells with their spans, before anything is known about their meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import records
from auditor.extraction.text.characters import fold, squeeze
from auditor.extraction.text.mapped import EMPTY, Mapped

if TYPE_CHECKING:
    from collections.abc import Sequence


@records.frozen(eq=False)
class GridCell:
    """A cell with its text. `cell` is a spreadsheet address, `box` a place on a pdf page."""

    row: int
    column: int
    text: Mapped
    rows: int = 1
    columns: int = 1
    cell: str | None = None
    box: tuple[str, ...] | None = None
    page: int | None = None

    @property
    def plain(self) -> str:
        """Return the text with layout blanks and line breaks removed."""
        return squeeze(fold(self.text.text))


@records.frozen(eq=False)
class Grid:
    """Cells in reading order. `source` tells how the columns were found: ruled, aligned, or counted.

    A `rest` was aligned on a page of its own and has no head: it means something below its beginning only.

    `unit` is what a line of its own above the table states for all of it.
    """

    cells: tuple[GridCell, ...]
    height: int
    width: int
    caption: Mapped = EMPTY
    source: str = "ruled"
    unit: str | None = None

    def table(self) -> list[list[GridCell | None]]:
        """Return the cells as rows; a merged cell stands at every place that it covers."""
        rows: list[list[GridCell | None]] = [[None] * self.width for _ in range(self.height)]
        for cell in self.cells:
            for row in range(cell.row, min(self.height, cell.row + cell.rows)):
                for column in range(cell.column, min(self.width, cell.column + cell.columns)):
                    rows[row][column] = cell
        return rows

    def part(self, first: int, last: int, left: int = 0, right: int | None = None) -> Grid:
        """Return rows `first` to `last` and columns `left` to `right` (exclusive) as a grid of their own."""
        right = self.width if right is None else right
        kept = tuple(
            records.evolve(
                cell,
                row=max(cell.row, first) - first,
                column=max(cell.column, left) - left,
                rows=min(cell.row + cell.rows, last) - max(cell.row, first),
                columns=min(cell.column + cell.columns, right) - max(cell.column, left),
            )
            for cell in self.cells
            if cell.row < last and cell.row + cell.rows > first
            if cell.column < right and cell.column + cell.columns > left
        )
        return Grid(kept, last - first, right - left, self.caption, self.source, self.unit)


def grid_of(rows: Sequence[Sequence[Mapped]], *, caption: Mapped = EMPTY, source: str = "counted") -> Grid:
    """Return a grid without merged cells; short rows are filled up with empty cells."""
    width = max((len(row) for row in rows), default=0)
    cells = [
        GridCell(at, column, row[column] if column < len(row) else EMPTY)
        for at, row in enumerate(rows)
        for column in range(width)
    ]
    return Grid(tuple(cells), len(rows), width, caption, source)


def stack(first: Grid, second: Grid, skip: int) -> Grid:
    """Return `second` without its first `skip` rows below `first`: a table continued on the next page."""
    moved = [
        records.evolve(cell, row=cell.row - skip + first.height) for cell in second.cells if cell.row >= skip
    ]
    height = first.height + second.height - skip
    return Grid(
        (*first.cells, *moved),
        height,
        max(first.width, second.width),
        first.caption,
        first.source,
        first.unit,
    )
