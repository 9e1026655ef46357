"""How much work a piece of code does, in calls: the same on every machine, busy or not. Seconds are measured in benchmarks."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable


class Calls:
    """Counts the calls of functions, of Python and of C, between `with` and its end.

    What a single call does (the search of one pattern, say) counts as one, however long it takes.
    """

    made = 0

    def _count(self, _frame: object, event: str, _argument: Any) -> None:
        if event.endswith("call"):
            self.made += 1

    def __enter__(self) -> Self:
        """Begin to count."""
        sys.setprofile(self._count)
        return self

    def __exit__(self, *_: object) -> None:
        """End, also where something was raised."""
        sys.setprofile(None)


def calls(work: Callable[[], object]) -> int:
    """Return how many calls `work` makes. What it raises is raised."""
    with Calls() as counted:
        work()
    return counted.made
