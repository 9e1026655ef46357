"""Which column each value of a row with blank cells belongs to: what the codes sum up decides.

208 is the sum of 20805 and 20808, in every column. Going down from the total, the values of the rows below each
row can be in its columns in one way only, or nothing is certain. A wrong figure breaks a sum: then the way is
taken that breaks the fewest columns, where there is but one.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

from auditor.extraction.coded.relations import row_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.coded.budget import Budget
    from auditor.extraction.coded.relations import Cells, Relation, Values
    from auditor.extraction.coded.rows import Row

_MOST_TRIED = 2000
_ROOT = -1
_Option = tuple["Cells", "Values"]


def parents_of(codes: Sequence[str | None]) -> list[int]:
    """Return for each row the one that sums it up: that of the longest beginning of its code, or the total."""
    places = {code: at for at, code in enumerate(codes) if code is not None}
    total = next((at for at, code in enumerate(codes) if code is None), _ROOT)
    found: list[int] = []
    for code in codes:
        above = (code[:size] for size in range(len(code) - 1, 0, -1)) if code is not None else iter(())
        found.append(next((places[each] for each in above if each in places), total if code else _ROOT))
    return found


class Tree:
    """Rows with the ways in which their values may stand, and the rows below each."""

    def __init__(
        self, rows: Sequence[Row], parents: Sequence[int], relation: Relation, budget: Budget
    ) -> None:
        self._relation = relation
        self._summed = [at for at in range(relation.width) if at not in relation.apart]
        self._below: dict[int, list[int]] = {}
        for at, parent in enumerate(parents):
            if parent != _ROOT:
                self._below.setdefault(parent, []).append(at)
        self._root = next(at for at, parent in enumerate(parents) if parent == _ROOT)
        self._options: list[list[_Option]] = []
        for row in rows:
            fixed = {column: value.number for column, value in row.fixed.items()}
            rest = [value.number for value in row.rest]
            self._options.append([(cells, row_of(fixed, rest, cells)) for cells in row.ways])
        self._kept = [row.kept for row in rows]
        self._budget = budget
        self.held = 0

    def solved(self) -> tuple[list[Cells], int] | None:
        """Return the columns of the values of each row and how many sums break, None where that is not one way."""
        found: list[tuple[int, dict[int, Cells], int]] = []
        for option in self._options[self._root]:
            self.held = 0
            way = self._down(self._root, option)
            if self._budget.left <= 0:
                return None
            if way is not None:
                found.append((way[1], way[0], self.held))
        found.sort(key=lambda each: each[0])
        if not found or (len(found) > 1 and found[0][0] == found[1][0]):
            return None
        broken, chosen, self.held = found[0]
        return [chosen[at] for at in range(len(self._options))], broken

    def _down(self, top: int, option: _Option) -> tuple[dict[int, Cells], int] | None:
        found = {top: option[0]}
        broken = 0
        todo = [(top, option[1])]
        while todo:
            node, values = todo.pop()
            below = self._below.get(node, [])
            if not below:
                continue
            ways = self._exact(below, values)
            if len(ways) > 1:
                return None
            if ways:
                chosen = ways[0]
                self.held += len(values)
            else:
                told = self._nearest(below, values)
                if told is None:
                    return None
                chosen, wrong = told
                broken += wrong
            for at, each in zip(below, chosen, strict=True):
                found[at] = each[0]
                todo.append((at, each[1]))
        return found, broken

    def _exact(self, below: Sequence[int], values: Values) -> list[list[_Option]]:
        """Return the ways that keep all sums, no more than two."""
        ways = [
            [
                option
                for option in self._options[at]
                if all(column in values or not number.value for column, number in option[1].items())
                or self._relation.apart
            ]
            for at in below
        ]
        found: list[list[_Option]] = []
        for way in self._ways(ways, values):
            found.append(way)
            if len(found) > 1:
                break
        return found

    def _ways(self, ways: Sequence[Sequence[_Option]], values: Values) -> Iterator[list[_Option]]:
        """Iterate over the choices whose sums are the values above, column by column."""
        plain = all(
            number.value >= 0 for options in ways for _, row in options[:1] for number in row.values()
        )
        todo: list[tuple[int, tuple[_Option, ...]]] = [(0, ())]
        while todo and self._budget.spend():
            at, chosen = todo.pop()
            if at == len(ways):
                if not self._wrong(chosen, values):
                    yield list(chosen)
                continue
            for option in reversed(ways[at]):
                more = (*chosen, option)
                if plain and self._over(more, values):
                    continue
                todo.append((at + 1, more))

    def _over(self, chosen: Sequence[_Option], values: Values) -> bool:
        for column in chosen[-1][1]:
            if column in self._relation.apart:
                continue
            wanted = values.get(column)
            told = [row[column] for _, row in chosen if column in row]
            room = sum((each.half for each in told), wanted.half if wanted else 0)
            if sum(each.value for each in told) > (wanted.value if wanted else 0) + room:
                return True
        return False

    def _wrong(self, chosen: Sequence[_Option], values: Values) -> int:
        """Return in how many columns the rows do not add up to the row above."""
        wrong = 0
        for column in self._summed:
            wanted = values.get(column)
            told = [row[column] for _, row in chosen if column in row]
            if wanted is None and not told:
                continue
            room = sum((each.half for each in told), wanted.half if wanted else 0)
            if len(told) <= 1:
                room = 0
            given = sum(each.value for each in told)
            wrong += abs(given - (wanted.value if wanted else 0)) > room
        return wrong

    def _nearest(self, below: Sequence[int], values: Values) -> tuple[list[_Option], int] | None:
        """Return the one way that breaks the fewest sums, and how many."""
        ways = [self._options[at] for at in below]
        if math.prod(map(len, ways)) > _MOST_TRIED:
            ways = [
                [option for option in options if set(option[1]) <= set(values)] or options for options in ways
            ]
        if math.prod(map(len, ways)) > _MOST_TRIED:
            return None
        least: int | None = None
        best: list[tuple[_Option, ...]] = []
        for chosen in itertools.product(*ways):
            if not self._budget.spend():
                return None
            wrong = self._wrong(chosen, values)
            if least is None or wrong < least:
                least, best = wrong, [chosen]
            elif wrong == least:
                best.append(chosen)
        if least is None or len(best) != 1:
            return None
        return list(best[0]), least
