"""Which rows values belong to where the total of each row is known: no value is left over, and no row lacks one.

A text layer prints narrow columns row by row, and those behind them in pieces whose order says little. Each row
takes the values that make up its total; that has to be one way for all rows of a page.
"""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING

from auditor import records
from auditor.extraction.coded.rows import Division, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.coded.budget import Budget
    from auditor.extraction.coded.rows import Run, Value

_MOST_PARTS = 3
_MOST_VALUES = 400
_ENOUGH = 2
_BROKEN = 2
_PLACE = 2
"""The last place of a number is two halves of it; a sum may be rounded by as much."""
_Parts = tuple[int, ...]


@records.frozen
class _Known:
    """The totals below their head, printed late; the values of runs of one, and those of these that are totals."""

    late: set[int]
    alone: set[int]
    loose: set[int]


def covered(
    page: Sequence[Run], totals: Sequence[Value], taken: frozenset[int], width: int, budget: Budget
) -> Division | None:
    """Return the one way to give all values but the totals to the rows, None where there is none or more than one."""
    fixed: list[dict[int, Value]] = [{0: total} for total in totals]
    late = {id(value) for at in taken if page[at].column == 0 for value in page[at].values}
    free: list[tuple[Value, int | None]] = []
    for at, run in enumerate(page):
        if at in taken:
            continue
        if run.row is None:
            free.extend((value, run.column) for value in run.values)
        elif run.column is None or run.column in fixed[run.row]:
            return None
        else:
            fixed[run.row][run.column] = run.values[0]
    if len(free) > _MOST_VALUES or any(not value.number.value for value, _ in free):
        return None
    wanted = [row[0].number.value - sum(each.number.value for at, each in row.items() if at) for row in fixed]
    given = Counter(value.number.value for value, _ in free)
    found = _covers(wanted, given, width - 1, budget)
    broken: int | None = None
    if not found:
        found = _covers(wanted, given, width - 1, budget, room=_PLACE)
    if not found:
        for row in range(len(wanted)):
            more = _covers(wanted, given, width - 1, budget, broken=row)
            if more:
                found.extend(more)
                broken = row
    if len(found) != 1:
        return None
    left: dict[int, list[tuple[Value, int | None]]] = {}
    # Which of several runs of one value holds a total makes no difference; longer ones stand as they are.
    loose = [
        value
        for at in taken
        for value in page[at].values
        if page[at].column is page[at].row is None and len(page[at].values) == 1
    ]
    for value, column in sorted(
        [*free, *((value, None) for value in loose)], key=lambda each: each[0].line.number
    ):
        left.setdefault(value.number.value, []).append((value, column))
    alone = {id(run.values[0]) for run in page if len(run.values) == 1}
    known = _Known(late, alone, {id(value) for value in loose})
    return _division(found[0], fixed, left, known, width=width, broken=broken)


def _covers(  # noqa: PLR0913 - what is wanted, what is given, and how far both may differ
    wanted: Sequence[int],
    given: Counter[int],
    most: int,
    budget: Budget,
    *,
    room: int = 0,
    broken: int | None = None,
) -> list[list[_Parts]]:
    """Return up to two ways to make up what rows want of what is given; a `broken` row takes what is left.

    Where there is `room`, a sum may be off by it.
    """
    ways = [_sums(each, given, min(most, _MOST_PARTS), room) for each in wanted]
    order = [at for at in range(len(wanted)) if at != broken]
    if not all(ways[at] for at in order):
        return []
    order.sort(key=lambda at: len(ways[at]))
    found: list[list[_Parts]] = []
    todo: list[tuple[int, Counter[int], tuple[_Parts, ...]]] = [(0, given, ())]
    while todo and len(found) < _ENOUGH and budget.spend():
        at, left, chosen = todo.pop()
        if at == len(order):
            rows: list[_Parts] = [()] * len(wanted)
            if broken is not None and 0 < left.total() <= min(most, _MOST_PARTS):
                rows[broken] = tuple(left.elements())
            if left.total() == (len(rows[broken]) if broken is not None else 0):
                for row, parts in zip(order, chosen, strict=True):
                    rows[row] = parts
                found.append(rows)
            continue
        for parts in ways[order[at]]:
            taken = Counter(parts)
            if taken <= left:
                todo.append((at + 1, left - taken, (*chosen, parts)))
    return found if budget.left > 0 else []


def _sums(wanted: int, given: Counter[int], most: int, room: int) -> list[_Parts]:
    """Return the values, no more than so many, that make up a number; nothing makes up nothing."""
    if not wanted:
        return [()]
    values = sorted(given)
    found: list[_Parts] = [(wanted,)] if wanted in given else []
    for size in range(2, most + 1):
        for parts in itertools.combinations(values, size - 1):
            exact = wanted - sum(parts)
            found.extend(
                (*parts, last)
                for last in {exact, exact - room, exact + room}
                if last in given and last >= parts[-1] and Counter((*parts, last)) <= given
            )
    return found


def _division(  # noqa: PLR0913 - all that is known of a page
    parts: Sequence[_Parts],
    fixed: Sequence[dict[int, Value]],
    left: dict[int, list[tuple[Value, int | None]]],
    known: _Known,
    *,
    width: int,
    broken: int | None,
) -> Division | None:
    """Return the rows; values that a page has once stand in the order of the text, and below their heads.

    What is printed directly below a head belongs to the first row that it can.
    """
    counts = Counter(amount for each in parts for amount in each)
    once = {amount for amount, count in counts.items() if count == 1}
    rows: list[Row] = []
    last = 0
    for at, (given, each) in enumerate(zip(fixed, parts, strict=True)):
        row = dict(given)
        amount = row[0].number.value
        # Of equal values, the first is the total of the first row that has one.
        equal = [
            place
            for place, (value, head) in enumerate(left.get(amount, []))
            if head is None and id(value) in known.alone
        ]
        if id(row[0]) in known.loose and equal:
            row[0] = left[amount].pop(equal[0])[0]
            if row[0].line.number < last:
                return None  # totals are printed in the order of their rows
            last = row[0].line.number
        taken: list[tuple[Value, int | None]] = []
        for amount in each:
            # The cells right of a total are printed behind it.
            behind = [
                place
                for place, value in enumerate(left[amount])
                if id(row[0]) in known.late or value[0].line.number > row[0].line.number
            ]
            headed = [place for place in behind if left[amount][place][1] is not None and not at]
            if not behind:
                return None
            taken.append(left[amount].pop((headed or behind)[0]))
        taken.sort(key=lambda value: value[0].line.number)
        heads = [head if not at or value.number.value in once else None for value, head in taken]
        sure = [place for place, (value, _) in enumerate(taken) if value.number.value in once]
        columns = [column for column in range(width) if column not in row]
        ways = tuple(
            way
            for way in itertools.permutations(columns, len(taken))
            if all(head in {None, column} for column, head in zip(way, heads, strict=True))
            and all(way[one] < way[other] for one, other in itertools.pairwise(sure))
        )
        rows.append(Row(row, tuple(value for value, _ in taken), ways, kept=at != broken))
    return Division(tuple(rows), 0 if broken is None else _BROKEN)
