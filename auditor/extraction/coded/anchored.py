"""Which row the values of a page belong to that is printed row by row: code, name, then the values of the row.

What is printed apart, at the end of the page or between its heads, fills the rows that lack it: those in which the
total is not yet the sum of its parts. Nothing may be left over; of a few ways, what the codes sum up takes one.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import records
from auditor.extraction.coded.relations import Sum, row_of
from auditor.extraction.coded.rows import Division, Row, Run, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.coded.budget import Budget
    from auditor.extraction.coded.relations import Cells, Relation

_MOST_LATE = 3
"""So many values of a row may be printed apart from it."""
_MOST_LOOSE = 24
_MOST_WAYS = 4
_BROKEN = 2
_SHARE = 2
_Late = tuple[int, ...]


@records.frozen(eq=False)
class _Begun:
    """What is printed beside the code of a row: values below their heads, and others from left to right."""

    fixed: dict[int, Value]
    own: tuple[Value, ...]


def anchored(runs: Sequence[Run], count: int, relation: Relation, budget: Budget) -> list[Division]:
    """Return the few ways to fill the rows of a page printed row by row, none where there are many."""
    told = {run.near for run in runs if run.near is not None}
    if len(told) * _SHARE < count:
        return []
    rows: list[_Begun] = [_Begun({}, ()) for _ in range(count)]
    loose: list[Value] = []
    for run in runs:
        home = run.near if run.near is not None else run.row
        if run.column is not None and home is None:
            # Directly below a head stand the first rows.
            for row, value in enumerate(run.values):
                if row >= count or run.column in rows[row].fixed:
                    return []
                rows[row].fixed[run.column] = value
        elif home is None:
            loose.extend(run.values)
        elif run.column is not None:
            rows[home].fixed[run.column] = run.values[0]
        else:
            rows[home] = attrs.evolve(rows[home], own=(*rows[home].own, *run.values))
    _part_last(rows, loose, relation)
    if len(loose) > _MOST_LOOSE or any(len(row.fixed) + len(row.own) > relation.width for row in rows):
        return []
    printed = [row.own[0].line.number for row in rows if row.own]
    if printed != sorted(printed):
        return []  # the total stands where it is printed
    begun = {run.near: at for at, run in reversed(list(enumerate(runs))) if run.near is not None}
    starts = tuple((at, row) for row, at in sorted(begun.items()))
    return [attrs.evolve(way, starts=starts) for way in _Filler(rows, loose, relation, budget).found()]


def _part_last(rows: list[_Begun], loose: list[Value], relation: Relation) -> None:
    """Set apart what is printed directly behind the last row of a page and is too much for it."""
    last = max(range(len(rows)), key=lambda at: rows[at].own[-1].line.number if rows[at].own else 0)
    row = rows[last]
    fixed = {column: value.number for column, value in row.fixed.items()}
    for size in range(1, len(row.own)):
        numbers = [value.number for value in row.own[:size]]
        if len(fixed) + size <= relation.width and relation.fits(fixed, numbers):
            rows[last] = _Begun(row.fixed, row.own[:size])
            loose.extend(row.own[size:])
            return


class _Filler:
    """Gives what is printed apart to the rows that lack it."""

    def __init__(
        self, rows: Sequence[_Begun], loose: Sequence[Value], relation: Relation, budget: Budget
    ) -> None:
        self._rows = rows
        self._loose = loose
        self._relation = relation
        self._budget = budget
        self._sum = relation.rules == (Sum(0, tuple(range(1, relation.width))),)
        self._whole = [self._placed(row, ()) for row in rows]
        self._full = [len(row.fixed) + len(row.own) == relation.width for row in rows]
        self._lacking = [at for at, ways in enumerate(self._whole) if not ways and not self._full[at]]

    def found(self) -> list[Division]:
        """Return the ways in which all rows keep what holds, or the one in which all but one do."""
        options = {at: self._options(self._rows[at]) for at in self._lacking}
        ways = self._covers(options)
        broken: int | None = None
        if not ways:
            for at in self._lacking:
                more = self._covers({row: given for row, given in options.items() if row != at}, left=at)
                if more:
                    ways.extend(more)
                    broken = at
        if len(ways) > _MOST_WAYS or (broken is not None and len(ways) > 1):
            return []
        return [self._division(way, broken) for way in ways]

    def _placed(self, row: _Begun, late: Sequence[Value]) -> tuple[Cells, ...]:
        """Return the columns in which the values of a row may stand so that it keeps what holds."""
        fixed = {column: value.number for column, value in row.fixed.items()}
        values = [value.number for value in (*row.own, *late)]
        if not fixed and not values:
            return ()
        found: dict[tuple[tuple[int, int], ...], Cells] = {}
        for cells in self._cells(row, len(late)):
            placed = row_of(fixed, values, cells)
            if self._relation.holds(placed):
                # Which of equal values stands where makes no difference.
                said = tuple(sorted((column, number.value) for column, number in placed.items()))
                found.setdefault(said, cells)
        return tuple(found.values())

    def _cells(self, row: _Begun, late: int) -> Iterator[Cells]:
        """Iterate over the columns of the values of a row: those beside its code stand from left to right."""
        free = [at for at in range(self._relation.width) if at not in row.fixed]
        for own in itertools.combinations(free, len(row.own)):
            rest = [at for at in free if at not in own]
            for more in itertools.permutations(rest, late):
                yield (*own, *more)

    def _options(self, row: _Begun) -> dict[_Late, tuple[Cells, ...]]:
        """Return what may be added to a row, as places among what is printed apart, and where it stands then."""
        found: dict[_Late, tuple[Cells, ...]] = {}
        room = self._relation.width - len(row.fixed) - len(row.own)
        seen: set[tuple[int, ...]] = set()
        for size in range(1, min(room, _MOST_LATE if self._sum else 1) + 1):
            for late in itertools.combinations(range(len(self._loose)), size):
                values = [self._loose[at] for at in late]
                amounts = tuple(sorted(value.number.value for value in values))
                if amounts in seen:
                    continue  # which of equal values it is makes no difference
                seen.add(amounts)
                if self._sum and not self._adds(row, values):
                    continue
                if not self._budget.spend():
                    return {}
                if ways := self._placed(row, values):
                    found[late] = ways
        return found

    def _adds(self, row: _Begun, late: Sequence[Value]) -> bool:
        """Whether one of the values is the sum of the others."""
        numbers = [value.number for value in (*row.fixed.values(), *row.own, *late)]
        total = sum(each.value for each in numbers)
        room = sum(each.half for each in numbers)
        return any(abs(total - 2 * each.value) <= room for each in numbers)

    def _covers(
        self, options: dict[int, dict[_Late, tuple[Cells, ...]]], left: int | None = None
    ) -> list[dict[int, _Late]]:
        """Return some ways to give all that is printed apart to rows; a row takes what is `left`."""
        order = sorted(options, key=lambda at: len(options[at]))
        amounts = [value.number.value for value in self._loose]
        found: dict[tuple[tuple[int, tuple[int, ...]], ...], dict[int, _Late]] = {}
        todo: list[tuple[int, frozenset[int], tuple[_Late, ...]]] = [(0, frozenset(range(len(amounts))), ())]
        while todo and len(found) <= _MOST_WAYS:
            if not self._budget.spend():
                return []
            at, free, chosen = todo.pop()
            if at < len(order):
                for late in options[order[at]]:
                    taken = _taken([amounts[place] for place in late], amounts, free)
                    if taken is not None:
                        todo.append((at + 1, free - set(taken), (*chosen, taken)))
                continue
            way = dict(zip(order, chosen, strict=True))
            if left is not None:
                room = self._relation.width - len(self._rows[left].fixed) - len(self._rows[left].own)
                if len(free) > min(room, _MOST_LATE) or not (free or self._rows[left].own):
                    continue
                way[left] = tuple(sorted(free))
            elif free:
                continue
            told = tuple((row, tuple(sorted(amounts[at] for at in way[row]))) for row in sorted(way))
            found.setdefault(told, way)
        return list(found.values())

    def _division(self, late: dict[int, _Late], broken: int | None) -> Division:
        made: list[Row] = []
        faults = 0
        for at, row in enumerate(self._rows):
            more = [self._loose[place] for place in late.get(at, ())]
            ways = self._placed(row, more) if more else self._whole[at]
            kept = bool(ways) and at != broken
            if not ways:
                ways = tuple(self._cells(row, len(more)))
                faults += 1
            made.append(Row(row.fixed, (*row.own, *more), ways, kept))
        return Division(tuple(made), faults * _BROKEN)


def _taken(wanted: Sequence[int], amounts: Sequence[int], free: frozenset[int]) -> _Late | None:
    """Return the first places that are free and hold the amounts, None where there are none."""
    found: list[int] = []
    for amount in wanted:
        place = next((at for at in sorted(free) if amounts[at] == amount and at not in found), None)
        if place is None:
            return None
        found.append(place)
    return tuple(found)
