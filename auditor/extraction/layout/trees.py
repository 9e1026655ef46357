"""The head of an aligned table whose names stand away from the cells below: read from its own lines alone.

A text layer may set the lines of a head otherwise than those of the rows, but its lines agree with each other. A name
on the first line is a column's, continued or not on the lines below it, or that of a group of the heads there. Where
just one way to share the heads out gives as many columns as the rows have, and each name lies about over its own, it
is the head.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import records
from auditor.extraction.layout.heads import Head, group_names
from auditor.extraction.text.grid import GridCell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.layout.columns import Piece

# Half columns of characters.
_FARTHEST = 16
_CLEARLY = 12
_FEWEST = 2
_MOST = 24
_WAYS = 2


@records.frozen
class _Way:
    cost: int
    counts: tuple[int, ...]


def tree_of(
    lines: Sequence[Sequence[Piece]], width: int, first: int = 0, *, flat: bool = False
) -> Head | None:
    """Return the head that lines make above `width` columns from the `first` on, None where there is none, or more.

    A `flat` head may have names over one column each and no group.
    """
    if len(lines) < _FEWEST:
        return None
    tops = sorted(lines[0], key=lambda piece: piece.left)
    below = group_names([piece for line in lines[1:] for piece in line])
    if _beside(lines[1:], below):
        return None
    if not tops or not below or max(len(tops), len(below)) > _MOST or len(below) >= width:
        return None
    ways = _ways(tops, below, width - first)
    if not ways or (len(ways) > 1 and ways[1].cost - ways[0].cost < _CLEARLY):
        return None
    counts = ways[0].counts
    if max(counts) < _FEWEST and not flat:
        return None
    cells: list[GridCell] = []
    column, taken = first, 0
    for top, count in zip(tops, counts, strict=True):
        heads = below[taken : taken + count]
        taken += count
        if count > 1:
            if len({head.text.text for head in heads}) < count:
                return None  # no group has two columns of one name
            cells.append(GridCell(0, column, top.text, columns=count))
            cells.extend(GridCell(1, column + at, head.text) for at, head in enumerate(heads))
        else:
            name = group_names([top, *heads])
            if len(name) > 1:
                return None
            cells.append(GridCell(0, column, name[0].text, rows=2))
        column += max(count, 1)
    return Head(tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))), 2, 0)


def _beside(lines: Sequence[Sequence[Piece]], names: Sequence[Piece]) -> bool:
    """Whether two pieces of one line came into one name: they stand beside each other, and are no lines of it."""
    return any(
        sum(1 for piece in line if name.left <= piece.left and piece.right <= name.right) > 1
        for line in lines
        for name in names
    )


def lifted(lines: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """Return lines with the names of middle lines that stand alone in their columns of characters on the first of them.

    兑付率 between the lines of 申请 / （份） and 机具 / （台） has its middle where those have theirs.
    """
    alone = [
        piece
        for at, line in enumerate(lines)
        for piece in line
        if 0 < at < len(lines) - 1
        and not any(
            piece.left < other.right and other.left < piece.right
            for row in lines
            for other in row
            if other is not piece
        )
    ]
    taken = {id(piece) for piece in alone}
    first, *others = [[piece for piece in line if id(piece) not in taken] for line in lines]
    return [sorted([*first, *alone], key=lambda piece: piece.left), *(line for line in others if line)]


def _ways(tops: Sequence[Piece], below: Sequence[Piece], width: int) -> list[_Way]:
    """Return the two best ways to share out the heads below the names, in order, over so many columns."""
    # By how many heads are shared out and how many columns they and the names make.
    states: dict[tuple[int, int], list[_Way]] = {(0, 0): [_Way(0, ())]}
    for top in tops:
        further: dict[tuple[int, int], list[_Way]] = {}
        for (taken, columns), ways in states.items():
            for count in range(len(below) - taken + 1):
                made = columns + max(count, 1)
                cost = _cost(top, below[taken : taken + count])
                if made > width or cost > _FARTHEST:
                    continue
                found = further.setdefault((taken + count, made), [])
                found.extend(_Way(way.cost + cost, (*way.counts, count)) for way in ways)
        states = {key: sorted(ways, key=lambda way: way.cost)[:_WAYS] for key, ways in further.items()}
    return states.get((len(below), width), [])


def _cost(top: Piece, heads: Sequence[Piece]) -> int:
    """Return how far, in half columns, a name lies from the middle of the heads below it."""
    if not heads:
        return 0
    return abs(top.left + top.right - heads[0].left - heads[-1].right)
