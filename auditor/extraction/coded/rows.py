"""Which values of a page stand in which row: each row has to keep what holds among its columns.

A text layer prints a page row by row, values that stand close below each other as one run. The next run goes on
with the row or begins the next one, and what was printed late, at the end of a page, fills a row that lacks it.
Of the ways to divide the runs, the one that breaks the fewest rows is taken.
"""

from __future__ import annotations

import heapq
import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import records
from auditor.extraction.coded.relations import Cells, Number
from auditor.extraction.text.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.coded.budget import Budget
    from auditor.extraction.coded.relations import Relation

_MOST_COST = 4
_MOST_LATE = 2
_LATE_FROM = 5
"""So many of the last runs of a page may be late."""
_MOST_WAYS = 6
_BROKEN = 2
_LATE = 1


@records.frozen(eq=False)
class Value:
    """A value: its line, and the number that it prints."""

    line: Line
    number: Number


@records.frozen(eq=False)
class Run:
    """Values below each other in one column; the column where their head stands directly above, the row if known."""

    values: tuple[Value, ...]
    column: int | None = None
    row: int | None = None
    near: int | None = None
    """The row whose code, name and values are printed one behind the other, and this among them."""


@records.frozen(eq=False)
class Row:
    """The values of a row: those whose column is known, the others from left to right, and where these may stand.

    `kept` tells that some way keeps what holds among the columns.
    """

    fixed: dict[int, Value]
    rest: tuple[Value, ...]
    ways: tuple[Cells, ...]
    kept: bool = True


@records.frozen(eq=False)
class Division:
    """The rows of a page, how many of them break what holds, and how many runs were late."""

    rows: tuple[Row, ...]
    weight: int
    starts: tuple[tuple[int, int], ...] = ()
    """For each run that begins a row: its place among all runs, and the row."""


_Cells = tuple[tuple[int, int], ...]
"""Cells by the places of their runs and their places in these."""
_Rows = tuple[_Cells, ...]


@records.frozen
class _State:
    """How far a page is divided: the row and the run that are next, and the cells of the rows that were begun."""

    row: int
    run: int
    pending: _Rows
    late: tuple[int, ...] = ()
    open: tuple[int, ...] = ()


def divisions(runs: Sequence[Run], count: int, relation: Relation, budget: Budget) -> list[Division]:
    """Return the best ways to divide the runs of a page into so many rows, none where none is good."""
    return _Divider(runs, count, relation, budget).best()


class _Divider:
    def __init__(self, runs: Sequence[Run], count: int, relation: Relation, budget: Budget) -> None:
        self._runs = runs
        self._count = count
        self._relation = relation
        self._budget = budget
        self._free = [at for at, run in enumerate(runs) if run.column is None]
        self._tail = [at for at in self._free[-_LATE_FROM:] if len(runs[at].values) == 1]
        self._fixed: list[dict[int, Value]] = [{} for _ in range(count)]
        self._sound = sum(len(run.values) for run in runs) <= count * relation.width
        for run in runs:
            if run.column is None:
                continue
            for row, value in enumerate(run.values):
                if row >= count or run.column in self._fixed[row]:
                    self._sound = False
                    break
                self._fixed[row][run.column] = value
        self._known: dict[tuple[int, _Cells], tuple[Cells, ...]] = {}

    def best(self) -> list[Division]:
        """Return the divisions of the least weight."""
        if not self._sound or not self._count:
            return []
        found: list[Division] = []
        for cost, rows, state in self._search():
            if found and cost > found[0].weight:
                break
            division = self._division(rows, state, cost)
            if division is not None:
                found.append(division)
            if len(found) >= _MOST_WAYS:
                break
        return found

    def _ways(self, row: int, cells: _Cells) -> tuple[Cells, ...]:
        key = (row, cells) if self._fixed[row] else (-1, cells)
        if key not in self._known:
            fixed = {column: value.number for column, value in self._fixed[row].items()}
            rest = [self._value(cell).number for cell in cells]
            full = len(fixed) + len(rest) <= self._relation.width
            self._known[key] = tuple(self._relation.fits(fixed, rest)) if full else ()
        return self._known[key]

    def _value(self, cell: tuple[int, int]) -> Value:
        run, place = cell
        return self._runs[run].values[place]

    def _search(self) -> Iterator[tuple[int, _Rows, _State]]:
        """Iterate over the divisions, those of the least weight first."""
        order = itertools.count()
        todo: list[tuple[int, int, _State, _Rows]] = [(0, 0, _State(0, 0, ()), ())]
        seen: set[_State] = set()
        while todo and self._budget.spend():
            cost, _, state, closed = heapq.heappop(todo)
            if state in seen:
                continue
            seen.add(state)
            if state.row == self._count and state.run == len(self._free):
                if not state.pending and len(state.late) == len(state.open):
                    yield cost, closed, state
                continue
            for more, after, row in self._next(state):
                if cost + more <= _MOST_COST:
                    rows = closed if row is None else (*closed, row)
                    heapq.heappush(todo, (cost + more, -next(order), after, rows))

    def _next(self, state: _State) -> Iterator[tuple[int, _State, _Cells | None]]:
        run = self._free[state.run] if state.run < len(self._free) else None
        if run is not None and run in self._tail and len(state.late) < len(state.open):
            late = _State(state.row, state.run + 1, state.pending, (*state.late, run), state.open)
            yield _LATE, late, None
        if state.row == self._count:
            return
        here = state.pending[0] if state.pending else ()
        width = len(here) + len(self._fixed[state.row])
        if here or self._fixed[state.row]:
            pending = state.pending[1:]
            after = _State(state.row + 1, state.run, pending, state.late, state.open)
            if self._ways(state.row, here):
                yield 0, after, here
            elif width <= self._relation.width:
                yield _BROKEN, after, here
                if len(state.open) < _MOST_LATE and self._tail:
                    # What is late may be the wrong figure itself.
                    more = 0 if self._lacks(state, here) else _BROKEN
                    yield more, attrs.evolve(after, open=(*state.open, state.row)), here
        if run is not None and width < self._relation.width:
            size = len(self._runs[run].values)
            if state.row + size <= self._count:
                rows = [*state.pending, *[()] * (size - len(state.pending))]
                for place in range(size):
                    rows[place] = (*rows[place], (run, place))
                yield 0, _State(state.row, state.run + 1, tuple(rows), state.late, state.open), None

    def _lacks(self, state: _State, here: _Cells) -> bool:
        """Whether a run that may be late makes a row keep what holds."""
        return any(
            self._ways(state.row, (*here, (late, 0)))
            for late in self._tail
            if late not in state.late and all(late > cell[0] for cell in here)
        )

    def _mends(self, row: int, cells: _Cells) -> bool:
        """Whether some run that may be late makes a row keep what holds."""
        return any(self._ways(row, (*cells, (late, 0))) for late in self._tail)

    def _division(self, closed: _Rows, state: _State, weight: int) -> Division | None:
        """Return the rows with what was late in rows that lack it, None where it fits none or several."""
        rows = list(closed)
        lacking = list(state.open)
        for run in state.late:
            homes = [row for row in lacking if self._ways(row, (*rows[row], (run, 0)))]
            homes = homes or [row for row in lacking if not self._mends(row, rows[row])]
            if len(homes) != 1:
                return None
            rows[homes[0]] = (*rows[homes[0]], (run, 0))
            lacking.remove(homes[0])
        made: list[Row] = []
        for row, cells in enumerate(rows):
            ways = self._ways(row, cells)
            fixed = self._fixed[row]
            values = tuple(self._value(cell) for cell in cells)
            if ways:
                made.append(Row(fixed, values, ways))
                continue
            numbers = {column: value.number for column, value in fixed.items()}
            made.append(Row(fixed, values, tuple(self._relation.all(numbers, len(values))), kept=False))
        starts = tuple(
            (cells[0][0], row)
            for row, cells in enumerate(rows)
            if cells and cells[0][1] == 0 and cells[0][0] not in state.late and not self._fixed[row]
        )
        return Division(tuple(made), weight, starts)
