"""How many of the days of a span are from Monday to Friday: the working days, but for holidays, which nobody here knows."""

from __future__ import annotations

from typing import Final

_WEEK: Final = 7
_WORKING: Final = 5


def weekdays(start: int, days: int) -> int:
    """Return how many of so many days are no Saturday or Sunday; the first is day `start` of the week, from Monday, 0."""
    weeks, rest = divmod(days, _WEEK)
    return weeks * _WORKING + sum((start + each) % _WEEK < _WORKING for each in range(rest))
