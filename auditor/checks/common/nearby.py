"""Tables by where they stand, so that those near a place are found without asking each how far it is."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from auditor.checks.common.tables import Sheet

_Thing = TypeVar("_Thing")


class Nearby(Generic[_Thing]):
    """Tables, or what is known of one table each, in the order they were given in."""

    def __init__(self, things: Iterable[_Thing], sheet_of: Callable[[_Thing], Sheet]) -> None:
        """Sort what stands at a block by that block; what stands nowhere is near to nothing."""
        placed = [
            (block.index, order, each)
            for order, each in enumerate(things)
            if (block := sheet_of(each).block) is not None
        ]
        placed.sort(key=lambda each: each[:2])
        self._places = [index for index, _, _ in placed]
        self._things = [(order, each) for _, order, each in placed]

    def within(self, first: int, last: int) -> list[_Thing]:
        """Return what stands between two blocks, these included."""
        start = bisect.bisect_left(self._places, first)
        end = bisect.bisect_right(self._places, last)
        return [each for _, each in sorted(self._things[start:end], key=lambda found: found[0])]

    def near(self, index: int, most: int) -> list[_Thing]:
        """Return what stands at most so many blocks before or behind a block."""
        return self.within(index - most, index + most)


def nearby(tables: Iterable[Sheet]) -> Nearby[Sheet]:
    """Return tables by where they stand."""
    return Nearby(tables, lambda sheet: sheet)
