"""Printed values by what they state, so that those that can be one value are found without comparing all."""

from __future__ import annotations

import bisect
import math
from fractions import Fraction
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from auditor.checks.common.numbers import Stated

_Thing = TypeVar("_Thing")


class _Prints(Generic[_Thing]):
    """Prints of one last place in the order of their values, and where a value would stand among them.

    The values are kept as whole numbers of a part that all of them are made of: comparing fractions takes ten times as long.
    """

    def __init__(self, step: Fraction, held: Sequence[tuple[Fraction, int, _Thing]]) -> None:
        """Sort what is given by value; equal ones keep their order."""
        self.step = step
        self._parts = math.lcm(*(value.denominator for value, _, _ in held))
        ordered = sorted(
            (value.numerator * (self._parts // value.denominator), order, at)
            for at, (value, order, _) in enumerate(held)
        )
        self._values = [value for value, _, _ in ordered]
        self.things = [(order, held[at][2]) for _, order, at in ordered]

    @property
    def least(self) -> Fraction:
        """Return the smallest value."""
        return Fraction(self._values[0], self._parts)

    def start(self, least: Fraction) -> int:
        """Return where those begin that are no less than a value."""
        return bisect.bisect_left(self._values, -(-least.numerator * self._parts // least.denominator))

    def end(self, most: Fraction) -> int:
        """Return where those end that are no more than a value."""
        return bisect.bisect_right(self._values, most.numerator * self._parts // most.denominator)


class ByValue(Generic[_Thing]):
    """Prints of values, or what is known of one each, in the order they were given in.

    A coarse print may be the same as many fine ones, so that the prints of each last place are kept apart.
    """

    def __init__(self, things: Iterable[_Thing], stated_of: Callable[[_Thing], Stated]) -> None:
        """Sort what is given by last place and value."""
        found: dict[tuple[int, int], list[tuple[Fraction, int, _Thing]]] = {}
        for order, each in enumerate(things):
            printed = stated_of(each).printed
            found.setdefault(printed.step.as_integer_ratio(), []).append((printed.value, order, each))
        self._steps = [_Prints(Fraction(*step), held) for step, held in found.items()]

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
        for each in self._steps:
            step, placed = each.step, each.things
            start, end = 0, len(placed)
            if part.printed.value >= 0 and most > 0:
                # The quotient is off by what the whole was rounded by, in the worst case that of the smallest value.
                blur, slack = part.printed.value * step / each.least, part.printed.step
                start = each.start((part.printed.value - blur - slack) / most)
                if least > 0:
                    end = max(start, each.end((part.printed.value + blur + slack) / least))
            found.extend(placed[start:end])
        return [each for _, each in sorted(found, key=lambda each: each[0])]

    def to_place(self, step: Fraction, least: Fraction, most: Fraction) -> list[_Thing]:
        """Return what is printed to one last place, from one value to another."""
        found: list[tuple[int, _Thing]] = []
        for each in self._steps:
            if each.step == step:
                found = each.things[each.start(least) : each.end(most)]
        return [each for _, each in sorted(found, key=lambda each: each[0])]

    def _within(self, value: Fraction, reach: Callable[[Fraction], Fraction]) -> list[_Thing]:
        found: list[tuple[int, _Thing]] = []
        for each in self._steps:
            far = reach(each.step)
            found.extend(each.things[each.start(value - far) : each.end(value + far)])
        return [each for _, each in sorted(found, key=lambda each: each[0])]
