"""The figures of one report as whole numbers, for the kernel.

Figures are brought to whole numbers by one scale, and stretched by a factor K: an end that does not belong
to its interval then is one more or one less, an infinitesimal that decides every tie as long as fewer than
K of them are added up.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

import attrs

from auditor.numbers import Interval


@attrs.frozen
class Figures:
    """Printed values and intervals of true values, at `unit` times their value.

    `lows` and `highs` carry the infinitesimals, `floors` and `roofs` are the same ends without. Each list
    has a 0 after the last figure, which fills up sums of unlike length.
    """

    values: list[int]
    lows: list[int]
    highs: list[int]
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
    floors: list[Fraction] = []
    roofs: list[Fraction] = []
    for interval in box:
        if interval.lo is None or interval.hi is None:
            raise ValueError("a figure needs an interval with two ends")
        floors.append(interval.lo)
        roofs.append(interval.hi)
    denominators = {value.denominator for numbers in (point, floors, roofs) for value in numbers}
    unit = lcm(*denominators) * stretch
    factors = {denominator: unit // denominator for denominator in denominators}
    values, bottoms, tops = (
        [value.numerator * factors[value.denominator] for value in numbers] + [0]
        for numbers in (point, floors, roofs)
    )
    return Figures(
        values=values,
        lows=[end + (not each.lo_in) for end, each in zip(bottoms, box, strict=False)] + [0],
        highs=[end - (not each.hi_in) for end, each in zip(tops, box, strict=False)] + [0],
        floors=bottoms,
        roofs=tops,
        unit=unit,
        stretch=stretch,
        point=point,
        box=box,
        steps=steps,
    )
