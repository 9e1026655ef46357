"""The totals of all rows of a table, found by what the codes sum up before anything else is known.

The first column is full, and a text layer prints its values in the order of the rows. Of the runs of values those
are its own with which every row is the sum of the rows below it: the last of these has one value only.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor import records
from auditor.extraction.coded.rows import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.coded.budget import Budget
    from auditor.extraction.coded.rows import Run

_AHEAD = 8
"""So many runs of other columns may stand between two of the first."""
_MOST_CHAINS = 4
_MOST_STEPS = 8000
_MOST_BARE = 1
_PLACE = 2
"""The last place of a number is two halves of it; a sum may be rounded by as much."""
_MOST_VALUES = 160


@records.frozen
class _State:
    row: int
    page: int
    run: int
    left: tuple[tuple[int, int], ...]
    """What is left of the rows above for the rows below them."""
    bare: int = 0
    """So many totals are no sum of other values of their page."""
    told: int = 0
    """What tells apart the totals so far."""


@records.frozen(eq=False)
class Chain:
    """The total of each row, and the runs that hold totals, by page and place."""

    values: tuple[Value, ...]
    runs: frozenset[tuple[int, int]]


class Chains:
    """Looks for the totals of the rows of some pages; `parents` are the rows that sum up each row."""

    def __init__(
        self, pages: Sequence[Sequence[Run]], sizes: Sequence[int], parents: Sequence[int], budget: Budget
    ) -> None:
        self._pages = pages
        # What stands directly below the head of the totals begins its page, even where it is printed late.
        self._order = [
            [
                *(at for at, run in enumerate(page) if run.column == 0),
                *(at for at, run in enumerate(page) if run.column != 0),
            ]
            for page in pages
        ]
        self._parents = parents
        self._budget = budget
        self._ends: list[int] = []
        for size in sizes:
            self._ends.append((self._ends[-1] if self._ends else 0) + size)
        self._sums = [_made(page) for page in pages]
        self._last = {parent: at for at, parent in enumerate(parents)}
        self._children: dict[int, int] = {}
        for parent in parents:
            self._children[parent] = self._children.get(parent, 0) + 1

    def found(self) -> list[Chain]:
        """Return the ways to read the totals that differ."""
        chains: dict[tuple[int, ...], Chain] = {}
        for chain in self._search():
            chains.setdefault(tuple(value.number.value for value in chain.values), chain)
            if len(chains) >= _MOST_CHAINS:
                break
        return list(chains.values())

    def _search(self) -> Iterator[Chain]:
        seen: set[_State] = set()
        todo: list[tuple[_State, tuple[Value, ...], tuple[tuple[int, int], ...]]]
        todo = [(_State(0, 0, 0, ()), (), ())]
        for _ in range(_MOST_STEPS):
            if not (todo and self._budget.spend()):
                return
            state, values, runs = todo.pop()
            if state in seen:
                continue
            seen.add(state)
            if state.row == len(self._parents):
                yield Chain(values, frozenset(runs))
                continue
            page = state.page + (state.row == self._ends[state.page])
            first = state.run if page == state.page else 0
            end = self._ends[page]
            nexts: list[tuple[_State, tuple[Value, ...], tuple[tuple[int, int], ...]]] = []
            last = min(len(self._pages[page]), first + _AHEAD)
            order = self._order[page]
            tried: set[tuple[int, ...]] = set()
            for place in range(first, last):
                at = order[place]
                run = self._pages[page][at]
                if any(self._pages[page][each].column == 0 for each in order[first:place]):
                    break  # no run below the head of totals is passed over
                amounts = tuple(value.number.value for value in run.values)
                if amounts in tried:
                    continue  # which of equal runs it is makes no difference
                tried.add(amounts)
                wrong = run.column not in {0, None} or (
                    run.row is not None and run.row + self._begin(page) != state.row
                )
                if wrong or state.row + len(run.values) > end:
                    continue
                bare = state.bare + sum(not self._made_up(page, value) for value in run.values)
                left = self._taken(state, run) if bare <= _MOST_BARE else None
                if left is not None:
                    told = hash((state.told, *amounts))
                    after = _State(state.row + len(run.values), page, place + 1, left, bare, told)
                    nexts.append((after, (*values, *run.values), (*runs, (page, at))))
            # A value like the total above it belongs to the row of that total more often than to the next.
            above = values[-1].number.value if values else None
            nexts.sort(key=lambda each: each[1][len(values)].number.value == above)
            todo.extend(reversed(nexts))

    def _made_up(self, page: int, value: Value) -> bool:
        return value.number.value in self._sums[page]

    def _begin(self, page: int) -> int:
        return self._ends[page - 1] if page else 0

    def _taken(self, state: _State, run: Run) -> tuple[tuple[int, int], ...] | None:
        """Return what is left for the rows below after the totals of a run, None where they do not fit."""
        left = dict(state.left)
        for place, value in enumerate(run.values):
            row = state.row + place
            parent = self._parents[row]
            if parent in left:
                # Every part is rounded by itself.
                room = value.number.half * (self._children[parent] + 1) if self._children[parent] > 1 else 0
                left[parent] -= value.number.value
                if left[parent] < -room:
                    return None
                if self._last[parent] == row and abs(left.pop(parent)) > room:
                    return None
            if row in self._children:
                left[row] = value.number.value
        return tuple(sorted(left.items()))


def _made(page: Sequence[Run]) -> frozenset[int]:
    """Return the values of a page that others make up: another like it, two, or three."""
    values = [value.number.value for run in page for value in run.values]
    found = {value for value, count in Counter(values).items() if count > 1} | {0}
    whole = sorted({value for value in values if value > 0})[:_MOST_VALUES]
    known = set(whole)
    for at, one in enumerate(whole):
        for place in range(at + 1, len(whole)):
            pair = one + whole[place]
            if pair > whole[-1]:
                break
            found.update(known & {pair - _PLACE, pair, pair + _PLACE})
            for third in whole[place + 1 :]:
                if pair + third > whole[-1]:
                    break
                total = pair + third
                found.update(known & {total - _PLACE, total, total + _PLACE})
    return frozenset(found)
