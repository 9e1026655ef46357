"""The columns of an aligned table: stretches of the page that pieces of lines fill one above the other.

The lines with the most pieces show the columns; every other line widens them, fullest lines first. A piece
that lies over two columns bridges them: a title over several columns, or a cell whose place is not certain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor.extraction.mapped import Mapped, join

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST = 2
_CLEAR = 3


@attrs.frozen(eq=False)
class Piece:
    """A stretch of a line between wide blanks, and the columns of characters that it takes."""

    text: Mapped
    left: int
    right: int

    @property
    def width(self) -> int:
        """How many columns of characters it takes."""
        return self.right - self.left


Band = tuple[int, int]


@attrs.frozen(eq=False)
class Placed:
    """A line's pieces by column; `spanning` are those that lie over several columns."""

    cells: dict[int, Mapped]
    pieces: tuple[Piece, ...]
    spanning: tuple[Piece, ...] = ()


def columns_of(rows: Sequence[Sequence[Piece]]) -> list[Band] | None:
    """Return the columns of lines of pieces, None where even the fullest lines do not agree."""
    most = max((len(row) for row in rows), default=0)
    if most < FEWEST:
        return None
    bands: list[Band] = []
    for row in sorted(rows, key=len, reverse=True):
        wider = _widened(bands, row)
        if len(row) == most and len(wider) < most:
            return None
        if not _bridges(row, bands):
            bands = wider
    return _parted(rows, bands)


def place(row: Sequence[Piece], bands: Sequence[Band]) -> Placed:
    """Return the pieces of a line by column; two pieces over one column are one cell."""
    found: dict[int, list[Mapped]] = {}
    spanning: list[Piece] = []
    for piece in row:
        over = _over(piece, bands)
        shares = sorted((_overlap(piece, bands[at]) for at in over), reverse=True)
        if not over:
            at = min(range(len(bands)), key=lambda at: _distance(piece, bands[at]))
        elif len(over) == 1 or shares[0] >= _CLEAR * shares[1]:
            at = max(over, key=lambda at: _overlap(piece, bands[at]))
        else:
            spanning.append(piece)
            continue
        found.setdefault(at, []).append(piece.text)
    cells = {at: parts[0] if len(parts) == 1 else join(parts, " ") for at, parts in found.items()}
    return Placed(cells, tuple(row), tuple(spanning))


def _widened(bands: list[Band], row: Sequence[Piece]) -> list[Band]:
    stretches = sorted([*bands, *((piece.left, piece.right) for piece in row)])
    found: list[Band] = []
    for left, right in stretches:
        if found and left < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _bridges(row: Sequence[Piece], bands: list[Band]) -> bool:
    return any(len(_over(piece, bands)) > 1 for piece in row)


def _over(piece: Piece, bands: Sequence[Band]) -> list[int]:
    return [at for at, band in enumerate(bands) if piece.left < band[1] and band[0] < piece.right]


def _overlap(piece: Piece, band: Band) -> int:
    return min(piece.right, band[1]) - max(piece.left, band[0])


def _distance(piece: Piece, band: Band) -> int:
    return max(piece.left - band[1], band[0] - piece.right)


def _parted(rows: Sequence[Sequence[Piece]], bands: list[Band]) -> list[Band]:
    """Merge neighbouring stretches that no line fills both: one column whose cells are set apart."""
    filled = [{at for piece in row for at in _over(piece, bands)} for row in rows]
    merged: list[Band] = [bands[0]]
    members = [{0}]
    for at in range(1, len(bands)):
        if any(at in row and row & members[-1] for row in filled):
            merged.append(bands[at])
            members.append({at})
        else:
            merged[-1] = (merged[-1][0], bands[at][1])
            members[-1].add(at)
    return merged
