"""Filling a grid from the runs of values that a text layer prints: arithmetic decides where their order does not.

The next run stands in the leftmost of the shortest columns. A run that was printed late, beside a head of more
lines or behind all others, is taken out of its order, and the first runs may stand in another order than those
below them: of the ways that are left, the one is taken that keeps the arithmetic of the other rows.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import records
from auditor.extraction.stacks.latticestream import Run, alike
from auditor.extraction.tables.columnproofs import Row, holds, number_of, relations
from auditor.extraction.tables.rowproofs import row_sums

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.text.lines import Line

_MOST_STEPS = 400
MOST_LATE = 2
"""So many runs of a page may be printed out of their order."""
_MOST_RUNS = 70
_MOST_UNTOLD = 12
_MOST_WAYS = 40
_MOST_ORDERS = 800
_MOST_LACKING = 2


@records.frozen(eq=False)
class Filling:
    """The columns of a page: for each the runs that it takes, by their places; `late` runs were out of order."""

    columns: tuple[tuple[int, ...], ...]
    late: frozenset[int] = frozenset()


@records.frozen
class _State:
    unused: tuple[int, ...]
    columns: tuple[tuple[int, ...], ...]
    heights: tuple[int, ...]
    late: frozenset[int] = frozenset()
    jumps: int = 0
    last: int = -1


def fillings(runs: Sequence[Run], width: int, late: int) -> list[Filling]:
    """Return the ways to fill so many columns with so many runs taken out of their order."""
    count = sum(len(run.values) for run in runs)
    if len(runs) < width or (late and len(runs) > _MOST_RUNS) or (-count) % width > _MOST_LACKING:
        return []
    rows = -(-count // width)
    if any(len(run.values) > rows for run in runs):
        return []
    # Columns below their heads may stand in any order; the others have theirs from the heads that stand alone.
    found: dict[tuple[object, ...], Filling] = {}
    for order in _sequences(runs, width):
        for filling in itertools.islice(_fillings(runs, order, width, rows, late), _MOST_WAYS):
            bare = tuple(column for column in filling.columns if not runs[column[0]].words)
            found.setdefault((frozenset(filling.columns), bare), filling)
    return list(found.values())


def _sequences(runs: Sequence[Run], width: int) -> list[tuple[int, ...]]:
    """Return the order in which runs are printed, and that with the heads that stand alone first."""
    printed = tuple(range(len(runs)))
    first = sorted(printed[:width], key=lambda at: bool(runs[at].words))
    turned = (*first, *printed[width:])
    return [printed] if turned == printed else [printed, turned]


def _fillings(
    runs: Sequence[Run], order: tuple[int, ...], width: int, rows: int, most: int
) -> Iterator[Filling]:
    todo = [_State(order, ((),) * width, (0,) * width)]
    for _ in range(_MOST_STEPS):
        if not todo:
            return
        state = todo.pop()
        if not state.unused:
            if state.jumps == most:
                yield Filling(state.columns, state.late)
            continue
        todo.extend(reversed(list(_next(state, runs, rows, most))))


def _next(state: _State, runs: Sequence[Run], rows: int, most: int) -> Iterator[_State]:
    column = state.heights.index(min(state.heights))
    yield from _placed(state, runs, rows, column, 0)
    gap = max(state.heights) - state.heights[column]
    if not gap:
        return
    for place in range(1, len(state.unused)):
        at = state.unused[place]
        if state.jumps >= most and not (state.late and at == state.last + 1):
            continue
        size = len(runs[at].values)
        if size == gap or (size < gap and not runs[at].look.kinds):
            yield from _placed(state, runs, rows, column, place)


def _placed(state: _State, runs: Sequence[Run], rows: int, column: int, place: int) -> Iterator[_State]:
    at = state.unused[place]
    height = state.heights[column] + len(runs[at].values)
    below = state.columns[column][1:]
    if height > rows or (state.columns[column] and not _goes_on(state, runs, (*below, at))):
        return
    if runs[at].words and state.columns[column]:
        return  # a head stands above all values of its column
    # Runs that follow one that was taken out of its order are out of it together.
    jump = place > 0 and not (state.late and at == state.last + 1)
    yield _State(
        (*state.unused[:place], *state.unused[place + 1 :]),
        tuple((*each, at) if here == column else each for here, each in enumerate(state.columns)),
        tuple(height if here == column else each for here, each in enumerate(state.heights)),
        state.late | {at} if place else state.late,
        state.jumps + jump,
        at,
    )


def _goes_on(state: _State, runs: Sequence[Run], below: tuple[int, ...]) -> bool:
    """Whether runs can stand in one column, below one of the first of all columns."""
    firsts = [each[0] for each in state.columns if each]
    if len(firsts) < len(state.columns):
        return _alike(runs, below)
    return any(_alike(runs, (first, *below)) for first in firsts)


def _alike(runs: Sequence[Run], places: Sequence[int]) -> bool:
    return alike([runs[at].look for at in places])


def orders(runs: Sequence[Run], filling: Filling) -> list[Filling]:
    """Return the filling with its first runs in every order that their columns allow.

    Runs with heads keep their order among each other, and so do those without; late ones may stand anywhere.
    """
    first = [column[0] for column in filling.columns]
    rests = [column[1:] for column in filling.columns]
    if not any(rests):
        return [filling]  # each run stands below its own head
    sizes = [len(runs[at].values) for at in first]
    found: list[Filling] = []
    for order in itertools.islice(_merged(runs, first, filling.late), _MOST_ORDERS):
        if [len(runs[at].values) for at in order] != sizes:
            continue
        if all(_alike(runs, (at, *rest)) for at, rest in zip(order, rests, strict=True)):
            columns = tuple((at, *rest) for at, rest in zip(order, rests, strict=True))
            found.append(Filling(columns, filling.late))
    return found


def _merged(runs: Sequence[Run], first: list[int], late: frozenset[int]) -> Iterator[tuple[int, ...]]:
    """Iterate over the orders of the first runs, that in which they are printed first."""
    free = [at for at in first if at in late]
    kept = [
        [at for at in first if at not in late and bool(runs[at].words) is headed] for headed in (True, False)
    ]
    seen: set[tuple[int, ...]] = set()
    width = len(first)
    for places in itertools.permutations(range(width), len(free)):
        others = [place for place in range(width) if place not in places]
        printed = [at for at in first if at not in late]
        for chosen in itertools.chain(
            [tuple(place for place, at in zip(others, printed, strict=True) if at in kept[0])],
            itertools.combinations(others, len(kept[0])),
        ):
            order: list[int] = [-1] * width
            for place, at in zip(places, free, strict=True):
                order[place] = at
            for place, at in zip(chosen, kept[0], strict=True):
                order[place] = at
            rest = iter(kept[1])
            done = tuple(at if at >= 0 else next(rest) for at in order)
            if done not in seen:
                seen.add(done)
                yield done


def cells_of(runs: Sequence[Run], filling: Filling) -> list[list[Line | None]]:
    """Return the columns of a filling as lines; a short column lacks its last cells."""
    columns: list[list[Line | None]] = [
        [line for at in column for line in runs[at].values] for column in filling.columns
    ]
    rows = max(map(len, columns))
    return [[*column, *[None] * (rows - len(column))] for column in columns]


def numbers_of(columns: Sequence[Sequence[Line | None]]) -> list[Row]:
    """Return the numbers of columns row by row."""
    return [
        tuple(number_of(line.text) if line is not None else None for line in row)
        for row in zip(*columns, strict=True)
    ]


def best_of(ways: Sequence[list[Row]], sure: Sequence[Row]) -> int | None:
    """Return the place of the one way whose rows keep the arithmetic of sure rows and totals best, else None."""
    if len(ways) == 1:
        return 0
    tests = relations(sure)
    if not tests and len(ways) > _MOST_UNTOLD:
        return None
    judged: list[tuple[int, int]] = []
    for place, rows in enumerate(ways):
        own = tests or relations(rows)
        told = [held for row in rows for test in own if (held := holds(test, row)) is not None]
        total = sum(len(each.held) - len(each.broken) for each in row_sums(rows))
        judged.append((told.count(True) - 2 * told.count(False) + 2 * total, place))
    judged.sort(reverse=True)
    best = [place for score, place in judged if score == judged[0][0]]
    if judged[0][0] <= 0 or any(ways[place] != ways[best[0]] for place in best):
        return None
    return best[0]
