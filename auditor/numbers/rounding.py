"""What a printed number stands for under each way of rounding, and the rounding itself."""

from __future__ import annotations

import enum
from fractions import Fraction
from typing import assert_never

from auditor.numbers.interval import Interval


class Rounding(enum.Enum):
    """How a true value was turned into the printed one.

    HALF_UP is 四舍五入 with ties away from zero, HALF_EVEN is GB/T 8170-2008, NEAREST is a rounding
    whose rule for ties is unknown, HALF_CEILING is XPath's fn:round.
    """

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    HALF_DOWN = "half_down"
    HALF_CEILING = "half_ceiling"
    NEAREST = "nearest"
    TRUNCATE = "truncate"
    FLOOR = "floor"
    CEILING = "ceiling"
    AWAY = "away"
    EXACT = "exact"


def interval_of(value: Fraction, step: Fraction, mode: Rounding = Rounding.HALF_UP) -> Interval:
    """Return all true values that print as `value` at the unit of the last place `step`.

    `value` and `step` share one unit; `step` 0 means that the figure is exact. The table stands in
    the design notes on rounding and follows GB/T 8170 and the EBA's and XBRL's reading that a
    printed figure is the set of all values that round to it.
    """
    if step == 0 or mode is Rounding.EXACT:
        return Interval.point(value)
    half = step / 2
    around = (value - half, value + half)
    match mode:
        case Rounding.NEAREST:
            return Interval(*around)
        case Rounding.HALF_UP:
            return Interval(*around, lo_in=value > 0, hi_in=value < 0)
        case Rounding.HALF_DOWN:
            return Interval(*around, lo_in=value <= 0, hi_in=value >= 0)
        case Rounding.HALF_CEILING:
            return Interval(*around, lo_in=True, hi_in=False)
        case Rounding.HALF_EVEN:
            even = (value / step).denominator == 1 and (value / step).numerator % 2 == 0
            return Interval(*around, lo_in=even, hi_in=even)
        case Rounding.TRUNCATE if value == 0:
            return Interval(-step, step, lo_in=False, hi_in=False)
        case Rounding.AWAY if value == 0:
            return Interval.point(value)
        case Rounding.FLOOR:
            return Interval(value, value + step, hi_in=False)
        case Rounding.CEILING:
            return Interval(value - step, value, lo_in=False)
        case Rounding.TRUNCATE | Rounding.AWAY:
            if (value > 0) is (mode is Rounding.TRUNCATE):
                return Interval(value, value + step, hi_in=False)
            return Interval(value - step, value, lo_in=False)
    assert_never(mode)


def half_apart(one: Fraction, two: Fraction, step: Fraction) -> bool:
    """Whether two values are at most half a step apart.

    It is asked of every pair of prints, and reducing the fractions between takes most of the time that they would.
    """
    (top, bottom), (other, under) = one.as_integer_ratio(), two.as_integer_ratio()
    gap = 2 * abs(top * under - other * bottom)
    return gap * step.denominator <= step.numerator * bottom * under


def round_to(value: Fraction, step: Fraction, mode: Rounding = Rounding.HALF_UP) -> Fraction:
    """Return `value` rounded to a multiple of `step`; exact values and a zero step pass unchanged.

    NEAREST breaks ties as HALF_UP does: some choice is needed, and it is the usual one.
    """
    if step == 0 or mode is Rounding.EXACT:
        return value
    scaled = value / step
    below = scaled.numerator // scaled.denominator
    rest = scaled - below
    if rest == 0:
        return value
    half = Fraction(1, 2)
    match mode:
        case Rounding.FLOOR:
            up = False
        case Rounding.CEILING:
            up = True
        case Rounding.TRUNCATE:
            up = value < 0
        case Rounding.AWAY:
            up = value > 0
        case Rounding.HALF_CEILING:
            up = rest >= half
        case Rounding.HALF_EVEN:
            up = rest > half or (rest == half and below % 2 == 1)
        case Rounding.HALF_DOWN:
            up = rest > half or (rest == half and value < 0)
        case Rounding.HALF_UP | Rounding.NEAREST:
            up = rest > half or (rest == half and value > 0)
        case _:
            assert_never(mode)
    return (below + up) * step
