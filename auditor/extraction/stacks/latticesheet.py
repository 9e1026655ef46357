"""A page of a table of a text layer: its pieces in the order of the text, and which of them fill its columns."""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING

from auditor import records
from auditor.extraction.stacks.latticefill import Filling
from auditor.extraction.stacks.latticestream import Run

if TYPE_CHECKING:
    from collections.abc import Sequence


@records.frozen(eq=False, slots=False)
class Sheet:
    """The pieces of a page, and which of them fill its columns."""

    pieces: tuple[Run, ...]
    places: tuple[int, ...]
    filling: Filling

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return len(self.filling.columns)

    @functools.cached_property
    def rows(self) -> int:
        """Return the number of rows."""
        return max(
            sum(len(self.pieces[self.places[at]].values) for at in column) for column in self.filling.columns
        )

    def first(self, column: int) -> int:
        """Return the piece that begins a column."""
        return self.places[self.filling.columns[column][0]]

    def second(self) -> int:
        """Return the piece behind which no head stands: one below the first of a column, and the last of these."""
        below = [self.places[at] for column in self.filling.columns for at in column[1:]]
        last = max(self.first(column) for column in range(self.width))
        return max(last, min(below, default=len(self.pieces)))

    def ends(self) -> tuple[int, ...]:
        """Return the rows behind which the values of most columns are parted."""
        found: dict[int, int] = {}
        for column in self.filling.columns:
            for end in itertools.accumulate(len(self.pieces[self.places[at]].values) for at in column):
                found[end] = found.get(end, 0) + 1
        return tuple(sorted(end for end, count in found.items() if count * 2 > self.width))

    def printed(self, piece: int) -> int:
        """Return how many rows are full where a piece begins."""
        return sum(len(each.values) for each in self.pieces[:piece]) // self.width

    def torn(self, end: int) -> bool:
        """Whether a page ends behind a row."""
        column = [line for at in self.filling.columns[0] for line in self.pieces[self.places[at]].values]
        return 0 < end < len(column) and column[end].leaf != column[end - 1].leaf


def detached(sheet: Sheet) -> Sheet | None:
    """Return a page with its heads apart from the values that stand below them in the order of the text.

    A head of several lines ends where the first value of the column left of it stands.
    """
    if all(sheet.pieces[sheet.first(column)].words for column in range(sheet.width)):
        return None
    pieces: list[Run] = []
    places: list[int] = []
    for piece in sheet.pieces:
        if piece.words and piece.values:
            pieces.append(Run(piece.words, (), piece.group))
        if piece.values:
            places.append(len(pieces))
        pieces.append(Run((), piece.values) if piece.words and piece.values else piece)
    return Sheet(tuple(pieces), tuple(places), sheet.filling) if len(pieces) > len(sheet.pieces) else None


def lines_of(piece: Run) -> list[str]:
    """Return the lines of a head and of its group, without blanks."""
    return ["".join(line.text.split()) for line in (*piece.group, *piece.words)]


def words_of(sheets: Sequence[Sheet]) -> frozenset[str]:
    """Return the lines of words that all pages print."""
    pages = [{line for piece in sheet.pieces for line in lines_of(piece)} for sheet in sheets]
    return frozenset(set.intersection(*pages)) if pages else frozenset()
