"""A page that ends within the head of an aligned table: the rows on the next page stand under other columns of characters."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

import attrs

from auditor.extraction.layout.heads import MOST_LINES
from auditor.extraction.tables.cellvalues import states_values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.layout.columns import Piece

_FEWEST = 2


def head_alone(rows: Sequence[Sequence[Piece]], page: int) -> bool:
    """Whether the rows before a page break are the head of those behind it, which are as wide.

    The last line of the head may stand behind the break itself: （所） （人） below 学校 学生.
    """
    head = rows[:page]
    if not 0 < page < MOST_LINES or any(map(_states, head)):
        return False
    width = max(len(row) for row in head)
    first = next((row for row in rows[page:] if _states(row)), ())
    return width > _FEWEST and len(first) == width


def drawn_under(rows: list[list[Piece]], page: int) -> list[list[Piece]]:
    """Return rows with the cells of full lines before a page break moved to where the full rows behind it stand."""
    width = max(len(row) for row in rows[:page])
    full = [row for row in rows[page:] if len(row) == width and _states(row)]
    if not full:
        return rows
    lefts = [statistics.median_low(row[at].left for row in full) for at in range(width)]
    rights = [statistics.median_low(row[at].right for row in full) for at in range(width)]
    moved = [
        [attrs.evolve(piece, left=lefts[at], right=rights[at]) for at, piece in enumerate(row)]
        if len(row) == width
        else row
        for row in rows[:page]
    ]
    return [*moved, *rows[page:]]


def _states(row: Sequence[Piece]) -> bool:
    return states_values([piece.text.text for piece in row])
