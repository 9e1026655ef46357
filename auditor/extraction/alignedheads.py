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
# Half columns: names of groups are set in the middle, give or take a few characters.
_FARTHEST = 12
_NEVER = 10_000


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
    """Return the head whose first line names groups of the columns that its last lines head."""
    if any(line.spanning for line in lines[1:]):
        return None
    for first, centred in itertools.product(range(1, len(lines)), (True, False)):
        found = _with_leaves(lines, width, first, centred=centred)
        if found is not None:
            return found
    return None


def _with_leaves(lines: Sequence[Placed], width: int, first: int, *, centred: bool) -> Head | None:
    """Return the head whose groups have the heads of their columns on the lines from `first` on."""
    height = len(lines)
    held = [[at for at, line in enumerate(lines) if column in line.cells] for column in range(width)]
    leaves = [
        column for column, places in enumerate(held)
        if (below := [at - first for at in places if at]) and _fits(below, height - first, centred=centred)
    ]  # fmt: skip
    single = [column for column in range(width) if column not in leaves]
    own = [held[column] for column in single if held[column] or column]
    if not all(places and _fits(places, height, centred=centred) for places in own):
        return None
    if not 1 < len(leaves) <= _MOST_LEAVES:
        return None
    taken = {id(lines[0].cells[column]) for column in single if column in lines[0].cells}
    groups = [piece for piece in lines[0].pieces if id(piece.text) not in taken]
    stretches = {column: _stretch(lines[first:], column) for column in leaves}
    spans = _spans(groups, leaves, stretches) if groups else None
    if spans is None:
        return None
    cells = [
        GridCell(0, column, join_lines(lines[at].cells[column] for at in held[column]), rows=2)
        for column in single
        if held[column]
    ]
    cells.extend(
        GridCell(0, span[0], group.text, columns=len(span)) for group, span in zip(groups, spans, strict=True)
    )
    cells.extend(
        GridCell(1, column, join_lines(lines[at].cells[column] for at in held[column] if at >= first))
        for column in leaves
    )
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Head(tuple(cells), 2, _MORE * (height - 1))


def _fits(places: list[int], height: int, *, centred: bool) -> bool:
    """Whether the lines of a cell lie around the middle of `height` lines, or begin at their top."""
    if places[0] < 0:
        return False
    if centred:
        return [height - 1 - at for at in reversed(places)] == places
    return places == list(range(len(places)))


def _stretch(lines: Sequence[Placed], column: int) -> tuple[int, int]:
    """Return from where to where the pieces of a column reach."""
    texts = [line.cells[column] for line in lines if column in line.cells]
    pieces = [piece for line in lines for piece in line.pieces if any(piece.text is text for text in texts)]
    return min(piece.left for piece in pieces), max(piece.right for piece in pieces)


def _spans(
    groups: list[Piece], leaves: list[int], stretches: dict[int, tuple[int, int]]
) -> list[list[int]] | None:
    """Return the columns below each group, None where two divisions fit about as well."""
    fits = sorted(
        ((_misfit(groups, spans, stretches), spans) for spans in _divisions(leaves, len(groups))),
        key=lambda fit: fit[0],
    )
    if not fits or fits[0][0] >= _NEVER or (len(fits) > 1 and fits[1][0] - fits[0][0] < _CLEARLY):
        return None
    return fits[0][1]


def _divisions(leaves: list[int], count: int) -> Iterator[list[list[int]]]:
    for cuts in itertools.combinations(range(1, len(leaves)), count - 1):
        spans = [leaves[start:end] for start, end in itertools.pairwise((0, *cuts, len(leaves)))]
        # A group of one column would be a head broken over two lines.
        if all(1 < len(span) == span[-1] - span[0] + 1 for span in spans):
            yield spans


def _misfit(groups: list[Piece], spans: list[list[int]], stretches: dict[int, tuple[int, int]]) -> int:
    """Return how far, in half columns, groups lie from the middle or from the beginning of their columns."""
    centred: list[int] = []
    left: list[int] = []
    for group, span in zip(groups, spans, strict=True):
        first, last = stretches[span[0]][0], stretches[span[-1]][1]
        centred.append(abs(group.left + group.right - first - last))
        left.append(2 * abs(group.left - first))
    return min(sum(misfits) if max(misfits) <= _FARTHEST else _NEVER for misfits in (centred, left))
