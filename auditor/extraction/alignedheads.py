"""The head of an aligned table: one line, heads broken over lines, or groups above the heads of their columns.

A group (编制 above 行政 事业 工勤 小计) is centred above its columns or begins where they begin; it is taken only
where one division of the columns among the groups fits clearly better than every other one.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor.extraction.grid import GridCell
from auditor.extraction.mapped import join_lines
from auditor.extraction.tables import states_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.alignedcolumns import Piece, Placed

MOST_LINES = 4
_MORE = 1
_ONLY_FIRST = 8
_CLEARLY = 4
_LONGEST = 24
_MOST_LEAVES = 16


@attrs.frozen(eq=False)
class Head:
    """The cells of a head, how many rows they take, and how unlikely this reading is."""

    cells: tuple[GridCell, ...]
    height: int
    cost: int


def head_of(lines: Sequence[Placed], width: int) -> Head | None:
    """Return the head that lines make above `width` columns, None where they make none."""
    texts = [piece.text.text.strip() for line in lines for piece in line.pieces]
    if any(states_values([piece.text.text.strip() for piece in line.pieces]) for line in lines):
        return None
    if not texts or any(len(text) > _LONGEST for text in texts):
        return None
    return _plain(lines, width) or _grouped(lines, width)


def _plain(lines: Sequence[Placed], width: int) -> Head | None:
    """Return the head whose columns have one cell each."""
    if any(line.spanning for line in lines):
        return None
    height = len(lines)
    held = [[at for at, line in enumerate(lines) if column in line.cells] for column in range(width)]
    filled = [places for places in held if places]
    # Only the corner above the labels may be blank.
    if not all(held[1:]) or not filled:
        return None
    middle = all([height - 1 - at for at in reversed(places)] == places for places in filled)
    top = all(places == list(range(len(places))) for places in filled)
    if not (middle or top):
        return None
    cells = [
        GridCell(0, column, join_lines(lines[at].cells[column] for at in places))
        for column, places in enumerate(held)
        if places
    ]
    cost = _MORE * (height - 1)
    cost += _ONLY_FIRST * sum(1 for line in lines[1:] if line.cells.keys() <= {0})
    return Head(tuple(cells), 1, cost)


def _grouped(lines: Sequence[Placed], width: int) -> Head | None:
    """Return the head whose first line names groups of the columns that the last line heads."""
    if not 1 < len(lines) < MOST_LINES or lines[-1].spanning:
        return None
    leaves = sorted(lines[-1].cells)
    if len(lines[-1].pieces) != len(leaves) or not 1 < len(leaves) <= _MOST_LEAVES:
        return None
    single = [column for column in range(width) if column not in leaves]
    groups = []
    for piece in lines[0].pieces:
        over = [column for column in single if column in lines[0].cells and lines[0].cells[column] is piece.text]
        if not over:
            groups.append(piece)
    inner = [column for line in lines[1:-1] for column in line.cells]
    if not groups or any(column in leaves for column in inner) or any(line.spanning for line in lines[1:]):
        return None
    named = {column for line in lines[:-1] for column in line.cells if column in single}
    if any(column not in named and column for column in single):
        return None
    spans = _spans(groups, leaves, dict(zip(leaves, lines[-1].pieces, strict=True)))
    if spans is None:
        return None
    cells = [
        GridCell(0, column, join_lines(line.cells[column] for line in lines[:-1] if column in line.cells), rows=2)
        for column in single
        if column in named
    ]
    cells.extend(
        GridCell(0, span[0], group.text, columns=len(span)) for group, span in zip(groups, spans, strict=True)
    )
    cells.extend(GridCell(1, column, lines[-1].cells[column]) for column in leaves)
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Head(tuple(cells), 2, _MORE * (len(lines) - 1))


def _spans(groups: list[Piece], leaves: list[int], pieces: dict[int, Piece]) -> list[list[int]] | None:
    """Return the columns below each group, None where two divisions fit about as well."""
    fits = sorted(
        ((_misfit(groups, spans, pieces), spans) for spans in _divisions(leaves, len(groups))),
        key=lambda fit: fit[0],
    )
    if not fits or (len(fits) > 1 and fits[1][0] - fits[0][0] < _CLEARLY):
        return None
    return fits[0][1]


def _divisions(leaves: list[int], count: int) -> Iterator[list[list[int]]]:
    for cuts in itertools.combinations(range(1, len(leaves)), count - 1):
        spans = [leaves[start:end] for start, end in itertools.pairwise((0, *cuts, len(leaves)))]
        if all(span[-1] - span[0] == len(span) - 1 for span in spans):
            yield spans


def _misfit(groups: list[Piece], spans: list[list[int]], pieces: dict[int, Piece]) -> int:
    """Return how far, in half columns, groups lie from the middle or from the beginning of their columns."""
    centred = left = 0
    for group, span in zip(groups, spans, strict=True):
        first, last = pieces[span[0]], pieces[span[-1]]
        centred += abs(group.left + group.right - first.left - last.right)
        left += 2 * abs(group.left - first.left)
    return min(centred, left)
