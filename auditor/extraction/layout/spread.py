"""Cells of a row that lie over several columns: the name of a total over those of the names, one value for two columns.

What the columns hold tells where such a cell belongs: words that begin a row of values, over columns that name rows
alone, name that row; a value over columns of values is one cell merged over them.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor.extraction.tables.cellvalues import is_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.layout.columns import Band, Piece, Placed
    from auditor.extraction.layout.rows import Shape


_FEWEST = 2


def spread(line: Placed, shape: Shape, bands: Sequence[Band]) -> Placed:
    """Return a line with its pieces over several columns in cells, the line itself where not all have a sure place."""
    if not line.spanning or not any(column in shape.values for column in line.cells):
        return line
    cells, wide = dict(line.cells), dict(line.wide)
    for piece in line.spanning:
        over = [at for at, band in enumerate(bands) if piece.left < band[1] and band[0] < piece.right]
        if len(over) < _FEWEST or any(column in cells for column in over):
            return line
        if piece is line.pieces[0] and not is_value(piece.text.text):
            naming = [column for column in (*shape.merged, *shape.labels) if column not in cells]
            if not set(over) <= set(naming):
                return line
            cells[_first(piece, over, naming, bands)] = piece.text
        elif is_value(piece.text.text) and shape.values.issuperset(over):
            cells[over[0]] = piece.text
            wide[over[0]] = len(over)
        else:
            return line
    return attrs.evolve(line, cells=cells, spanning=(), wide=wide)


def _first(piece: Piece, over: Sequence[int], naming: Sequence[int], bands: Sequence[Band]) -> int:
    """Return the first of the columns that a name lies in the middle of."""
    ways = [
        (first, last)
        for first, last in itertools.combinations(naming, 2)
        if first <= over[0] and over[-1] <= last
    ]
    return min(ways, key=lambda way: abs(piece.left + piece.right - bands[way[0]][0] - bands[way[1]][1]))[0]
