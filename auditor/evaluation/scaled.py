"""The figures of one report as whole numbers, for the kernel.

All figures are brought to whole numbers by one scale. Where ends of intervals are added up they are also
stretched by a factor K: an end that does not belong to its interval then is one more or one less, an
infinitesimal that decides every tie as long as fewer than K of them meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from operator import neg

import attrs

from auditor.numbers import Interval


@attrs.frozen
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
    floors: list[int]
    roofs: list[int]
    unit: int
    stretch: int
    point: Sequence[Fraction]
    box: Sequence[Interval]
    steps: Sequence[Fraction] | None


def load(
    point: Sequence[Fraction], box: Sequence[Interval], steps: Sequence[Fraction] | None, stretch: int
) -> Figures:
    """Return figures as whole numbers. Raises ValueError where an interval has no bound."""
    low_ends: list[Fraction] = []
    high_ends: list[Fraction] = []
    for interval in box:
        if interval.lo is None or interval.hi is None:
            raise ValueError("a figure needs an interval with two ends")
        low_ends.append(interval.lo)
        high_ends.append(interval.hi)
    denominators = {value.denominator for numbers in (point, low_ends, high_ends) for value in numbers}
    unit = lcm(*denominators)
    factors = {denominator: unit // denominator for denominator in denominators}
    values, floors, roofs = (
        [value.numerator * factors[value.denominator] for value in numbers]
        for numbers in (point, low_ends, high_ends)
    )
    lows = [end * stretch + (not each.lo_in) for end, each in zip(floors, box, strict=True)]
    highs = [end * stretch - (not each.hi_in) for end, each in zip(roofs, box, strict=True)]
    return Figures(
        values=[*values, 0, *map(neg, values)],
        marks=[value * stretch for value in values],
        least=[*lows, 0, *map(neg, highs)],
        most=[*highs, 0, *map(neg, lows)],
        floors=floors,
        roofs=roofs,
        unit=unit,
        stretch=stretch,
        point=point,
        box=box,
        steps=steps,
    )
