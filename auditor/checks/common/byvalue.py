"""Printed values by what they state, so that those that can be one value are found without comparing all."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from fractions import Fraction

    from auditor.checks.common.numbers import Stated

_Thing = TypeVar("_Thing")


class ByValue(Generic[_Thing]):
    """Prints of values, or what is known of one each, in the order they were given in.

    A coarse print may be the same as many fine ones, so that the prints of each last place are kept apart.
    """

    def __init__(self, things: Iterable[_Thing], stated_of: Callable[[_Thing], Stated]) -> None:
        """Sort what is given by last place and value."""
        found: dict[Fraction, list[tuple[Fraction, int, _Thing]]] = {}
        for order, each in enumerate(things):
            printed = stated_of(each).printed
            found.setdefault(printed.step, []).append((printed.value, order, each))
        self._steps = [
            (step, [value for value, _, _ in placed], [(order, each) for _, order, each in placed])
            for step, unsorted in found.items()
            for placed in (sorted(unsorted, key=lambda each: each[:2]),)
        ]

    def alike(self, stated: Stated) -> list[_Thing]:
        """Return what one value can print as well as `stated`: see `same_value`."""
        printed = stated.printed
        return self._within(printed.value, lambda step: max(printed.step, step) / 2)

    def about(self, stated: Stated) -> list[_Thing]:
        """Return all whose true value can be that of `stated`, however both were rounded, and perhaps some more."""
        printed = stated.printed
        return self._within(printed.value, lambda step: printed.step + step)

    def wholes(self, part: Stated, share: Stated, places: int = 1) -> list[_Thing]:
        """Return, where all values are positive, those that a part is a share of: see `near_ratio`; and perhaps some more.

        `places` is how many last places of the share may part it from the quotient.
        """
        most, least = (share.printed.value + sign * places * share.printed.step for sign in (1, -1))
        found: list[tuple[int, _Thing]] = []
        for step, values, placed in self._steps:
            start, end = 0, len(values)
            if part.printed.value >= 0 and most > 0:
                # The quotient is off by what the whole was rounded by, in the worst case that of the smallest value.
                blur, slack = part.printed.value * step / values[0], part.printed.step
                start = bisect.bisect_left(values, (part.printed.value - blur - slack) / most)
                if least > 0:
                    end = bisect.bisect_right(values, (part.printed.value + blur + slack) / least, lo=start)
            found.extend(placed[start:end])
        return [each for _, each in sorted(found, key=lambda each: each[0])]

    def to_place(self, step: Fraction, least: Fraction, most: Fraction) -> list[_Thing]:
        """Return what is printed to one last place, from one value to another."""
        found: list[tuple[int, _Thing]] = []
        for last, values, placed in self._steps:
            if last == step:
                found = placed[bisect.bisect_left(values, least) : bisect.bisect_right(values, most)]
        return [each for _, each in sorted(found, key=lambda each: each[0])]

    def _within(self, value: Fraction, reach: Callable[[Fraction], Fraction]) -> list[_Thing]:
        found: list[tuple[int, _Thing]] = []
        for step, values, placed in self._steps:
            far = reach(step)
            start = bisect.bisect_left(values, value - far)
            end = bisect.bisect_right(values, value + far, lo=start)
            found.extend(placed[start:end])
        return [each for _, each in sorted(found, key=lambda each: each[0])]
