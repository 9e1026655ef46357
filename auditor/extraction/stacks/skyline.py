"""Filling columns from the runs of values that a text layer prints: all of them have to come out of one height.

A run stands in the leftmost of the shortest columns. One that was printed early or late, beside a head of more lines,
stands in another: of the ways to fill the columns those that leave the order least are tried first.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.stacks.latticestream import Run
    from auditor.extraction.text.lines import Line

MOST_MOVED = 3
_MOST_STEPS = 2000
_MOST_WORK = 40_000
_MOST_WAYS = 20

_State = tuple[tuple[tuple[int, ...], ...], tuple[int, ...], int]


@records.frozen(eq=False)
class Filling:
    """Which runs stand in each column, from the top, and in how many places the order of the text was left."""

    columns: tuple[tuple[int, ...], ...]
    rows: int
    moved: int = 0
    top: int = 0
    """The rows of the band that is printed first."""

    def cells(self, runs: Sequence[Run]) -> list[list[Line]]:
        """Return the cells of each column."""
        return [[line for at in column for line in runs[at].values] for column in self.columns]

    def ends(self, runs: Sequence[Run]) -> tuple[int, ...]:
        """Return the rows behind which the values of most columns are parted."""
        found: dict[int, int] = {}
        for column in self.columns:
            for end in itertools.accumulate(len(runs[at].values) for at in column):
                found[end] = found.get(end, 0) + 1
        return tuple(sorted(end for end, count in found.items() if count * 2 > len(self.columns)))

    @property
    def whole(self) -> bool:
        """Whether every column was printed in one run."""
        return all(len(column) == 1 for column in self.columns)


def fillings(runs: Sequence[Run], width: int, moved: int) -> list[Filling]:
    """Return the ways to fill so many columns that leave the order in exactly so many places, none where there are too many."""
    count = sum(len(run.values) for run in runs)
    rows = count // width
    if count % width or len(runs) < width or any(len(run.values) > rows for run in runs):
        return []
    found: list[Filling] = list(_blocks(runs, width, rows)) if moved == 1 else []
    todo: list[_State] = [(((),) * width, (0,) * width, 0)]
    for _ in range(min(_MOST_STEPS, _MOST_WORK // len(runs))):
        if not todo:
            return found
        columns, heights, cost = todo.pop()
        at = sum(map(len, columns))
        if at == len(runs):
            if cost == moved:
                found.append(Filling(columns, rows, cost, len(runs[0].values)))
                if len(found) > _MOST_WAYS:
                    return []
            continue
        size = len(runs[at].values)
        for column, more in _places(runs[at], heights):
            if heights[column] + size > rows or cost + more > moved or not _below(runs, columns[column], at):
                continue
            todo.append(
                (
                    (*columns[:column], (*columns[column], at), *columns[column + 1 :]),
                    (*heights[:column], heights[column] + size, *heights[column + 1 :]),
                    cost + more,
                )
            )
    return []


def _blocks(runs: Sequence[Run], width: int, rows: int) -> Iterator[Filling]:
    """Iterate over the fillings in which the left columns are printed whole, row by row, before the right ones."""
    ends = list(itertools.accumulate(len(run.values) for run in runs))
    for left in range(2, width - 1):
        if left * rows not in ends:
            continue
        columns: list[tuple[int, ...]] = [()] * width
        heights = [0] * width
        for at, run in enumerate(runs):
            block = range(left) if ends[at] <= left * rows else range(left, width)
            column = min(block, key=lambda each: heights[each])
            if run.words and heights[column]:
                break  # what stands below a head begins a column
            if not _below(runs, columns[column], at):
                break
            columns[column] = (*columns[column], at)
            heights[column] += len(run.values)
        else:
            if set(heights) == {rows} and any(len(column) > 1 for column in columns):
                yield Filling(tuple(columns), rows, 1, len(runs[0].values))


def _places(run: Run, heights: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Iterate over the columns in which a run may stand, and over what that leaves of the order."""
    opened = sum(1 for height in heights if height)
    if run.words:
        if opened < len(heights):
            yield opened, 0  # what stands below a head begins a column
        return
    due = heights.index(min(heights))
    # A row may be full in the columns that are begun, while others await their heads.
    begun = heights[:opened].index(min(heights[:opened])) if opened else due
    for column in range(min(opened + 1, len(heights))):
        yield column, 0 if column == due else 1 if column == begun else 2


def _below(runs: Sequence[Run], column: Sequence[int], at: int) -> bool:
    """Whether a run can stand below another: percents stand below percents, or end a column of other values."""
    if not column:
        return True
    above, look = runs[column[-1]].look, runs[at].look
    return not above.kinds or not look.kinds or above.kinds <= look.kinds
