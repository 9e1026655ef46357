"""How the rows of a score table add up: which are subtotals of the rows above them, and which is the total."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from auditor import records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FULL = 100
_FEWEST = 4
_MOST_BEHIND = 5
_MOST_STEPS = 2000
_MOST = 6


@records.frozen
class Sums:
    """The rows that are subtotals, each with the rows that it sums up, and the row of the total."""

    groups: tuple[tuple[int, tuple[int, ...]], ...]
    total: int | None
    leaves: tuple[int, ...]

    def checks(self) -> list[tuple[int, tuple[int, ...]]]:
        """Return every sum as its row and the rows that it adds."""
        found = list(self.groups)
        if self.total is not None:
            found.append((self.total, tuple(row for row, _ in self.groups) or self.leaves))
        return found

    @property
    def rows(self) -> frozenset[int]:
        """Return the rows that are sums."""
        return frozenset(row for row, _ in self.checks())


def sums_of(values: Sequence[Decimal | None]) -> list[Sums]:
    """Return the ways in which all rows up to a total add up; those behind it add points or take them off."""
    found: dict[Sums, None] = {}
    count = len(values)
    steps = 0
    todo: list[tuple[int, tuple[int, ...], tuple[tuple[int, tuple[int, ...]], ...], tuple[int, ...]]] = [
        (0, (), (), ())
    ]
    while todo and steps < _MOST_STEPS and len(found) <= _MOST:
        steps += 1
        at, open_, groups, leaves = todo.pop()
        if at == count:
            if len(groups) > 1 and not open_ and sum_of(values, [row for row, _ in groups]) == FULL:
                found[Sums(groups, None, leaves)] = None
            continue
        value = values[at]
        if value is None:
            continue
        parts = [row for row, _ in groups] if groups else list(leaves)
        closed = not groups or not open_
        if (
            closed
            and len(leaves) >= _FEWEST
            and len(parts) > 1
            and (at == count - 1 or (at >= count - _MOST_BEHIND and (groups or value == FULL)))
            and sum_of(values, parts) == value
        ):
            found[Sums(groups, at, leaves)] = None
        if not (groups and not open_ and value > FULL):
            todo.append((at + 1, (*open_, at), groups, (*leaves, at)))
        enough = len(open_) > 1 or (open_ and groups)
        if enough and sum_of(values, open_) == value and (groups or open_[0] == 0):
            todo.append((at + 1, (), (*groups, (at, open_)), leaves))
    return list(found) if steps < _MOST_STEPS else []


def sum_of(values: Sequence[Decimal | None], rows: Sequence[int]) -> Decimal | None:
    """Return the sum of rows, None where one states no value."""
    each = [values[row] for row in rows]
    return None if None in each else sum((value for value in each if value is not None), Decimal(0))


def kept(sums: Sums, values: Sequence[Decimal | None]) -> Iterator[bool]:
    """Iterate over the sums, whether a column keeps each."""
    for row, parts in sums.checks():
        yield row < len(values) and values[row] is not None and sum_of(values, parts) == values[row]
