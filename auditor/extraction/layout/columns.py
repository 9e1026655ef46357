"""The columns of an aligned table: stretches of the page that pieces of lines fill one above the other.

The lines with the most pieces show the columns; every other line widens them, fullest lines first. A piece
that lies over two columns bridges them: a title over several columns, or a cell whose place is not certain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.tables.cellvalues import is_value
from auditor.extraction.text.mapped import Mapped

if TYPE_CHECKING:
    from collections.abc import Sequence


FEWEST = 2
_TOTAL = re.compile(r"(?:[小合总共]\s*计|总\s*分)$")
_CLEAR = 3


@records.frozen(eq=False)
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


@records.frozen(eq=False)
class Placed:
    """A line's pieces by column; `spanning` are those that lie over several columns.

    `wide` tells over how many columns a cell is merged, by its first one.
    """

    cells: dict[int, Mapped]
    pieces: tuple[Piece, ...]
    spanning: tuple[Piece, ...] = ()
    wide: dict[int, int] = attrs.field(factory=dict)


def columns_of(rows: Sequence[Sequence[Piece]], *, whole: bool = False) -> list[Band] | None:
    """Return the columns of lines of pieces, None where even the fullest lines do not agree.

    Neighbouring stretches that no line fills both are one column, unless every stretch is `whole`, or one holds
    labels and the other amounts: a label's lines may all stand above and below those of its values.
    """
    most = max((len(row) for row in rows), default=0)
    if most < FEWEST:
        return None
    bands: list[_Stretch] = []
    for number, row in sorted(enumerate(rows), key=lambda item: -len(item[1])):
        wider = _widened(bands, row, number)
        if wider is not None:
            bands = wider
        elif len(row) == most:
            return None
    return [(band.left, band.right) for band in (bands if whole else _parted(bands))]


@records.frozen(eq=False)
class _Stretch:
    left: int
    right: int
    lines: frozenset[int]
    words: int = 0
    values: int = 0

    def with_(self, other: _Stretch) -> _Stretch:
        """Return the stretch that both fill."""
        return _Stretch(
            min(self.left, other.left),
            max(self.right, other.right),
            self.lines | other.lines,
            self.words + other.words,
            self.values + other.values,
        )

    def unlike(self, other: _Stretch) -> bool:
        """Whether one holds labels and the other amounts."""
        one, two = (self, other) if self.words > self.values else (other, self)
        return one.words > 1 and not one.values and two.values > 2 and two.words <= 2  # noqa: PLR2004 - its head


def _stretch_of(piece: Piece, line: int) -> _Stretch:
    value = is_value(piece.text.text)
    return _Stretch(piece.left, piece.right, frozenset({line}), words=not value, values=value)


def _widened(bands: list[_Stretch], row: Sequence[Piece], number: int) -> list[_Stretch] | None:
    """Return the stretches with a line's pieces, None where a piece joins what another line keeps apart."""
    stretches = [*bands, *(_stretch_of(piece, number) for piece in row)]
    found: list[_Stretch] = []
    for each in sorted(stretches, key=lambda each: (each.left, each.right)):
        if found and each.left < found[-1].right:
            last = found[-1]
            if last.lines & each.lines:
                return None
            found[-1] = last.with_(each)
        else:
            found.append(each)
    return found


def _parted(bands: list[_Stretch]) -> list[_Stretch]:
    """Merge neighbouring stretches that no line fills both: one column whose cells are set apart.

    A head centred over amounts may touch neither them nor the labels before them: it belongs to the nearer.
    """
    merged = [bands[0]]
    for at, band in enumerate(bands[1:], start=2):
        last = merged[-1]
        if (
            last.lines & band.lines
            or last.unlike(band)
            or (at < len(bands) and _nearer(band, bands[at], last))
        ):
            merged.append(band)
        else:
            merged[-1] = last.with_(band)
    return merged


def _nearer(band: _Stretch, following: _Stretch, before: _Stretch) -> bool:
    return not following.lines & band.lines and following.left - band.right < band.left - before.right


def place(row: Sequence[Piece], bands: Sequence[Band]) -> Placed:
    """Return the pieces of a line by column; where two lie over one column, neither has a sure place."""
    found: dict[int, Piece] = {}
    spanning: list[Piece] = []
    for piece in row:
        over = bands_over(piece, bands)
        shares = sorted((_overlap(piece, bands[at]) for at in over), reverse=True)
        if not over:
            at = min(range(len(bands)), key=lambda at: _distance(piece, bands[at]))
        elif len(over) == 1 or shares[0] >= _CLEAR * shares[1]:
            at = max(over, key=lambda at: _overlap(piece, bands[at]))
        elif piece is row[0] and len(row) > 1 and _TOTAL.search(piece.text.text):
            at = over[0]  # 决策小计 in the middle of the columns that name rows, merged into one
        else:
            spanning.append(piece)
            continue
        if at in found:
            spanning.append(piece)
        else:
            found[at] = piece
    return Placed({at: piece.text for at, piece in found.items()}, tuple(row), tuple(spanning))


def in_order(row: Sequence[Piece]) -> Placed:
    """Return a line that has a piece for every column: each in its own, wherever it stands."""
    return Placed({at: piece.text for at, piece in enumerate(row)}, tuple(row))


def bands_over(piece: Piece, bands: Sequence[Band]) -> list[int]:
    """Return the places of the bands over which a piece lies."""
    return [at for at, band in enumerate(bands) if piece.left < band[1] and band[0] < piece.right]


def _overlap(piece: Piece, band: Band) -> int:
    return min(piece.right, band[1]) - max(piece.left, band[0])


def _distance(piece: Piece, band: Band) -> int:
    return max(piece.left - band[1], band[0] - piece.right)
