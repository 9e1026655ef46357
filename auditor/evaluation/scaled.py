"""The figures of one report as whole numbers, for the kernel.

All figures are brought to whole numbers by one scale. Where ends of intervals are added up they are also
stretched by a factor K: an end that does not belong to its interval then is one more or one less, an
infinitesimal that decides every tie as long as fewer than K of them meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm
from operator import neg

import attrs

from auditor import records
from auditor.numbers import Interval


@attrs.define(eq=False)
class Figures:
    """Printed values and the ends of intervals as whole numbers.

    `values` stand at `unit` times their value, followed by a 0 that fills up short sums and by their
    negatives, so that a difference is a sum. `least` and `most` hold the stretched ends in the same
    order: the least and the most that each figure, or its negative, can be. `marks` are the stretched
    values, `floors` and `roofs` the ends as they are.
    """

    values: list[int]
    marks: list[int]
    least: list[int]
    most: list[int]
    floors: Sequence[int]
    roofs: Sequence[int]
    unit: int
    stretch: int
    steps: Sequence[Fraction] | None = None

    @cached_property
    def point(self) -> list[Fraction]:
        """The printed values, for comparisons that whole numbers alone do not decide."""
        return [Fraction(value, self.unit) for value in self.values[: len(self.floors)]]

    @cached_property
    def box(self) -> list[Interval]:
        """The intervals of true values, for comparisons that whole numbers alone do not decide."""
        return [
            Interval(
                Fraction(floor, self.unit),
                Fraction(roof, self.unit),
                lo_in=self.least[at] == floor * self.stretch,
                hi_in=self.most[at] == roof * self.stretch,
            )
            for at, (floor, roof) in enumerate(zip(self.floors, self.roofs, strict=True))
        ]


@records.frozen
class Whole:
    """Figures as whole numbers of one `unit` (20,000: two hundredths of a cent, in 元).

    An end of an interval that does not belong to it has a 1 in `excluded_floors` or `excluded_roofs`.
    """

    unit: int
    values: Sequence[int]
    floors: Sequence[int]
    roofs: Sequence[int]
    excluded_floors: Sequence[int]
    excluded_roofs: Sequence[int]


def whole(point: Sequence[Fraction], box: Sequence[Interval]) -> Whole:
    """Return figures as whole numbers. Raises ValueError where an interval has no bound."""
    low_ends: list[Fraction] = []
    high_ends: list[Fraction] = []
    for interval in box:
        if interval.lo is None or interval.hi is None:
            raise ValueError("a figure needs an interval with two ends")
        low_ends.append(interval.lo)
        high_ends.append(interval.hi)
    ratios = [[value.as_integer_ratio() for value in numbers] for numbers in (point, low_ends, high_ends)]
    denominators = {bottom for numbers in ratios for _, bottom in numbers}
    unit = lcm(*denominators)
    factors = {bottom: unit // bottom for bottom in denominators}
    values, floors, roofs = ([top * factors[bottom] for top, bottom in numbers] for numbers in ratios)
    return Whole(
        unit, values, floors, roofs, [not each.lo_in for each in box], [not each.hi_in for each in box]
    )


def prepared(given: Whole, stretch: int, steps: Sequence[Fraction] | None = None) -> Figures:
    """Return whole numbers laid out for the kernel's loops."""
    lows = [end * stretch + out for end, out in zip(given.floors, given.excluded_floors, strict=True)]
    highs = [end * stretch - out for end, out in zip(given.roofs, given.excluded_roofs, strict=True)]
    return Figures(
        values=[*given.values, 0, *map(neg, given.values)],
        marks=[value * stretch for value in given.values],
        least=[*lows, 0, *map(neg, highs)],
        most=[*highs, 0, *map(neg, lows)],
        floors=given.floors,
        roofs=given.roofs,
        unit=given.unit,
        stretch=stretch,
        steps=steps,
    )
