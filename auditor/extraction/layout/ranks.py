"""Aligned tables whose columns the page does not keep apart, read by the order of their cells.

A text layer moves what stands behind a long label, so that the columns of one line reach into those of another.
Full lines, which have a cell in every column, still tell what each column holds and about where it ends. The cells
of every other line stand in the columns that keep their order, suit what they are, and lie nearest; where a second
choice is about as good, nothing is certain.
"""

from __future__ import annotations

import functools
import itertools
import statistics
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.layout.columns import Piece, Placed
from auditor.extraction.layout.heads import Head, group_names
from auditor.extraction.layout.rows import Shape
from auditor.extraction.layout.trees import lifted, tree_of
from auditor.extraction.tables.cellvalues import is_value, states_values
from auditor.extraction.text.grid import GridCell
from auditor.extraction.text.mapped import join_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.text.mapped import Mapped

_FEWEST = 2
_FULL = 3
_WIDEST = 14
_LONGEST = 400
_MOST_HEADS = 4
# Columns of characters.
_WRONG_KIND = 14
_CLEARLY = 4
_FAR = 16
_LONGEST_HEAD = 24
_CODE = re.compile(r"[0-9]{3,7}")
_COUNTED = re.compile(r"栏\s*次")


@records.frozen(eq=False)
class Ranked:
    """A head and the lines below it, each cell in its column, and what the columns hold."""

    head: Head
    body: list[Placed]
    shape: Shape


@records.frozen
class _Column:
    """Where the cells of a column usually begin and end, and whether they state values, or are codes before names."""

    left: int
    right: int
    values: bool
    codes: bool

    def distance(self, piece: Piece) -> int:
        """Return how far a cell lies from where it should: amounts end below each other, words begin so."""
        value = is_value(piece.text.text)
        away = abs(piece.right - self.right) if value and self.values else abs(piece.left - self.left)
        fits = value is self.values or (self.codes and _CODE.fullmatch(piece.text.text) is not None)
        return away + (0 if fits else _WRONG_KIND)

    def aside(self, piece: Piece) -> int:
        """Return how far the middle of a head lies from the middle of the column."""
        return abs(piece.left + piece.right - self.left - self.right) // 2


def ranked(rows: Sequence[Sequence[Piece]]) -> Ranked | None:
    """Return lines as a table with every cell in its column, None where that is not certain."""
    first = next((at for at, row in enumerate(rows) if _states(row)), 0)
    if not 0 < first <= _MOST_HEADS or len(rows) > _LONGEST:
        return None
    columns = _columns(rows[first:], rows[:first])
    if columns is None:
        return None
    body = [_placed(row, columns) for row in rows[first:]]
    head = _head(rows[:first], columns)
    if head is None or any(line is None for line in body):
        return None
    values = [at for at, column in enumerate(columns) if column.values]
    labels = tuple(itertools.takewhile(lambda at: at not in values, range(len(columns))))
    shape = Shape(len(columns), frozenset(values), labels)
    return Ranked(head, [line for line in body if line is not None], shape)


def _states(row: Sequence[Piece]) -> bool:
    return states_values([piece.text.text for piece in row])


def _columns(rows: Sequence[Sequence[Piece]], heads: Sequence[Sequence[Piece]]) -> tuple[_Column, ...] | None:
    """Return the columns that the full lines show, None where there are too few of these."""
    width = max(len(row) for row in rows)
    full = [row for row in rows if len(row) == width]
    headed = any(len(line) == width for line in heads)
    if not _FEWEST < width <= _WIDEST or len(full) < _FULL - headed:
        return None
    values = [sum(1 for row in full if is_value(row[column].text.text)) for column in range(width)]
    found = []
    for column, stated in enumerate(values):
        cells = [row[column] for row in full]
        if column and _FEWEST * min(stated, len(cells) - stated) > len(cells) - 1:
            return None  # neither words nor values: the full lines do not agree
        left = statistics.median_low(cell.left for cell in cells)
        right = statistics.median_low(cell.right for cell in cells)
        named = column + 1 < width and values[column + 1] * _FEWEST < len(cells)
        # 80 周岁以下, 80 至 89 周岁, 合计: what only looks like values names rows.
        count = 0 if not column and stated < len(cells) else stated
        code = named and all(_CODE.fullmatch(cell.text.text) for cell in cells)
        found.append(_Column(left, right, count * 2 > len(cells) and not code, code))
    labelled = not found[0].values and any(column.values for column in found)
    return tuple(found) if labelled else None


def _placed(row: Sequence[Piece], columns: tuple[_Column, ...]) -> Placed | None:
    """Return a line's cells in their columns, None where two choices are about as good."""
    best = _assigned(row, [[column.distance(piece) for column in columns] for piece in row])
    if best is None or any(_reaches(piece, column, columns) for column, piece in zip(best, row, strict=True)):
        return None
    return Placed({column: piece.text for column, piece in zip(best, row, strict=True)}, tuple(row))


def _reaches(piece: Piece, column: int, columns: tuple[_Column, ...]) -> bool:
    """Whether words reach far into the columns behind their own: a line of the text, not of a cell."""
    behind = columns[column + 1 : column + 2]
    return not columns[column].values and any(piece.right > each.right for each in behind)


def _assigned(row: Sequence[Piece], costs: Sequence[Sequence[int]]) -> tuple[int, ...] | None:
    """Return the columns of the cells of a line, in order, that cost clearly least."""
    choices = sorted(
        (sum(costs[at][column] for at, column in enumerate(chosen)), chosen)
        for chosen in itertools.combinations(range(len(costs[0])), len(row))
    )
    if not choices:
        return None
    (cost, chosen), *others = choices
    if not others:
        return chosen  # a full line, wherever its cells stand
    # 栏次 1 栏次 2 counts the columns, and states nothing.
    counted = any(_COUNTED.fullmatch(piece.text.text) for piece in row)
    sure = counted or others[0][0] - cost >= _CLEARLY
    return chosen if sure and cost <= _FAR * len(row) else None


def _head(lines: Sequence[Sequence[Piece]], columns: tuple[_Column, ...]) -> Head | None:
    """Return the head: a line that names every column, or groups whose columns the last line names."""
    if any(len(piece.text.text) > _LONGEST_HEAD for line in lines for piece in line):
        return None
    width = len(columns)
    at = next((at for at, line in enumerate(lines) if len(line) == width), None)
    if at is not None:
        return _full_head(lines, at, columns)
    for heads in (lines, lifted(lines)):
        # The corner above the labels may be blank.
        corner = int(heads[0][0].left > columns[0].right) if heads[0] else 0
        if found := tree_of(heads, width, corner):
            return found
    return _grouped_head(lines, columns)


def _full_head(lines: Sequence[Sequence[Piece]], at: int, columns: tuple[_Column, ...]) -> Head | None:
    width = len(columns)
    parts: list[list[Piece]] = [[piece] for piece in lines[at]]
    for line in lines[at + 1 :]:
        for piece in line:
            _nearest(parts, piece).append(piece)
    names = [join_lines(piece.text for piece in part) for part in parts]
    above = [piece for line in lines[:at] for piece in line]
    cells = [GridCell(1, column, name) for column, name in enumerate(names)]
    if not above:
        return Head(tuple(attrs.evolve(cell, row=0) for cell in cells), 1, 0)
    # 收入 | 支出 above 项目 行次 金额 | 项目 行次 金额: each side has columns of the same kinds.
    span, rest = divmod(width, len(above))
    kinds = [column.values for column in columns]
    if rest or len(above) < _FEWEST or kinds != kinds[:span] * len(above):
        starts = [at for at in range(width) if not kinds[at] and (not at or kinds[at - 1])]
        if len(starts) != len(above):
            return None
    else:
        starts = [number * span for number in range(len(above))]
    groups = [
        GridCell(0, start, piece.text, columns=end - start)
        for piece, start, end in zip(above, starts, [*starts[1:], width], strict=True)
    ]
    return Head((*groups, *cells), 2, 0)


def _grouped_head(lines: Sequence[Sequence[Piece]], columns: tuple[_Column, ...]) -> Head | None:
    """Return the head of 合计 | 出国费 | 用车费 (小计 购置费 运行费) | 接待费, whose names can stand in one way only."""
    if len(lines) < _FEWEST:
        return None
    leaves: tuple[int, ...] | None = tuple(range(1, len(columns)))  # all but the corner above the labels
    if len(lines[-1]) >= len(columns):
        return None  # a name for every column, the corner as well
    if len(lines[-1]) < len(columns) - 1:
        leaves = _assigned(lines[-1], [[column.aside(piece) for column in columns] for piece in lines[-1]])
    if leaves is None:
        return None
    top: list[list[Piece]] = [[piece] for piece in lines[0]]
    for line in lines[1:-1]:
        for piece in line:
            _nearest(top, piece).append(piece)
    first = [join_lines(piece.text for piece in part) for part in top]
    # A name may begin below the first line: what stands one above the other is one name.
    one = [piece.text for piece in group_names([piece for line in lines[:-1] for piece in line])]
    return _with_groups(first, leaves, lines[-1], len(columns)) or _with_groups(
        one, leaves, lines[-1], len(columns)
    )


def _with_groups(
    names: list[Mapped], leaves: tuple[int, ...], last: Sequence[Piece], width: int
) -> Head | None:
    """Return the head whose names stand above the `leaves` and beside them, None where they cannot all."""
    runs = [
        [column for _, column in run]
        for _, run in itertools.groupby(enumerate(leaves), key=lambda each: each[1] - each[0])
    ]
    runs = _repeated(runs, last, len(names) - (width - len(leaves))) or runs
    heads = {column: piece.text.text for column, piece in zip(leaves, last, strict=True)}
    # No group has two columns of one name.
    if any(len({heads[column] for column in run}) < len(run) for run in runs):
        return None
    for corner in (1, 0):  # the corner above the labels may be blank
        slots = sorted(
            [[column] for column in range(corner, width) if column not in leaves] + runs,
            key=lambda slot: slot[0],
        )
        if len(slots) == len(names) and all(len(run) > 1 for run in runs) and leaves[0] >= corner:
            break
    else:
        return None
    cells = [GridCell(1, column, piece.text) for column, piece in zip(leaves, last, strict=True)]
    for slot, name in zip(slots, names, strict=True):
        cells.append(GridCell(0, slot[0], name, rows=1 if len(slot) > 1 else 2, columns=len(slot)))
    return Head(tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))), 2, 0)


def _repeated(runs: list[list[int]], leaves: Sequence[Piece], count: int) -> list[list[int]] | None:
    """Return one run of columns as so many groups of the same heads: 2023 年 2024 年 | 2023 年 2024 年."""
    if len(runs) != 1 or count < _FEWEST or len(leaves) % count:
        return None
    span = len(leaves) // count
    names = [piece.text.text for piece in leaves]
    if span < _FEWEST or names != names[:span] * count:
        return None
    return [runs[0][start : start + span] for start in range(0, len(leaves), span)]


def _nearest(parts: list[list[Piece]], piece: Piece) -> list[Piece]:
    """Return the name that a further line of it continues: the one whose middle is nearest."""
    return min(parts, key=functools.partial(_away, piece))


def _away(piece: Piece, part: list[Piece]) -> int:
    return abs(piece.left + piece.right - part[0].left - part[0].right)
