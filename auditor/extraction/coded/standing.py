"""Which rows the values of a page fill that is printed column by column.

Each column gives its values from the top, and a blank cell leaves no trace where it stands alone. So each row
takes the next values of some of the columns: those with which it keeps what holds among them.
"""

from __future__ import annotations

import heapq
import itertools
from typing import TYPE_CHECKING

from auditor.extraction.coded.rows import Division, Row, Run, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.coded.budget import Budget
    from auditor.extraction.coded.relations import Relation

_MOST_BROKEN = 2
_MOST_CUTS = 60
_MOST_WAYS = 6
_FEWEST = 4
_WEIGHT = 2
_Taken = tuple[tuple[int, ...], ...]


def stands(runs: Sequence[Run], count: int) -> bool:
    """Whether a run goes through half of the rows: nothing that is printed row by row does."""
    longest = max((len(run.values) for run in runs), default=0)
    return longest >= _FEWEST and longest * 2 >= count


def standing(runs: Sequence[Run], count: int, relation: Relation, budget: Budget) -> list[Division]:
    """Return the best ways to put the columns of a page into so many rows."""
    found: list[Division] = []
    for columns in itertools.islice(_columns(runs, relation.width), _MOST_CUTS):
        for division in _divided(columns, count, relation, budget):
            if not found or division.weight < found[0].weight:
                found = [division]
            elif division.weight == found[0].weight:
                found.append(division)
    return found[:_MOST_WAYS]


def _columns(runs: Sequence[Run], width: int) -> Iterator[list[list[Value]]]:
    """Iterate over the columns that runs may be: one below a head begins its column, others go on or begin the next."""
    pinned = {run.column for run in runs}
    todo: list[tuple[int, int, tuple[int, ...]]] = [(0, -1, ())]
    while todo:
        at, last, places = todo.pop()
        if at == len(runs):
            columns: list[list[Value]] = [[] for _ in range(width)]
            for run, place in zip(runs, places, strict=True):
                columns[place].extend(run.values)
            yield columns
            continue
        column = runs[at].column
        if column is not None:
            if column > last:
                todo.append((at + 1, column, (*places, column)))
            continue
        todo.extend(
            (at + 1, place, (*places, place))
            for place in reversed(range(max(last, 0), width))
            if place == last or not any(each in pinned for each in range(last + 1, place + 1))
        )


def _divided(
    columns: Sequence[Sequence[Value]], count: int, relation: Relation, budget: Budget
) -> list[Division]:
    """Return the ways with the fewest broken rows to fill the rows from the columns, each to its end."""
    sizes = tuple(map(len, columns))
    if max(sizes) > count:
        return []
    order = itertools.count()
    begin = (0,) * len(columns)
    todo: list[tuple[int, int, int, tuple[int, ...], _Taken]] = [(0, 0, 0, begin, ())]
    least: int | None = None
    found: list[Division] = []
    while todo and budget.spend():
        cost, _, row, at, taken = heapq.heappop(todo)
        if (least is not None and cost > least) or len(found) >= _MOST_WAYS:
            break
        if row == count:
            if at == sizes:
                least = cost
                found.append(_division(columns, taken, relation))
            continue
        # No column may have more values left than there are rows.
        left = count - row
        if any(size - place > left for size, place in zip(sizes, at, strict=True)):
            continue
        for cells, kept in _rows(columns, at, relation):
            more = 0 if kept else 1
            if cost + more <= _MOST_BROKEN:
                after = tuple(place + (column in cells) for column, place in enumerate(at))
                heapq.heappush(todo, (cost + more, -next(order), row + 1, after, (*taken, cells)))
    return found


def _rows(
    columns: Sequence[Sequence[Value]], at: Sequence[int], relation: Relation
) -> Iterator[tuple[tuple[int, ...], bool]]:
    """Iterate over the columns of which a row may take the next value, and whether it keeps what holds then."""
    able = [column for column, place in enumerate(at) if place < len(columns[column])]
    for size in range(1, len(able) + 1):
        for cells in itertools.combinations(able, size):
            row = {column: columns[column][at[column]].number for column in cells}
            yield cells, relation.holds(row)


def _division(columns: Sequence[Sequence[Value]], taken: _Taken, relation: Relation) -> Division:
    at = [0] * len(columns)
    made: list[Row] = []
    for cells in taken:
        row = {column: columns[column][at[column]] for column in cells}
        for column in cells:
            at[column] += 1
        kept = relation.holds({column: value.number for column, value in row.items()})
        made.append(Row(row, (), ((),), kept))
    return Division(tuple(made), sum(not row.kept for row in made) * _WEIGHT)
