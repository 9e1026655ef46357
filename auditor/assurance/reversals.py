"""Two values between which a score moves against what it claims: higher, and yet it scores less."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.assurance.choosing import counts, whole_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.assurance.lines import Line
    from auditor.numbers import Interval, Unit

_ZERO = Fraction(0)

Pair = tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]
"""Two values, each with its score."""


def reversal(lines: Sequence[Line], unit: Unit, *, rising: bool) -> Pair | None:
    """Return two values, each with its score, between which the score moves the wrong way."""
    sign = 1 if rising else -1
    solid = [line for line in lines if not line.undefined]
    before: tuple[Fraction, Fraction] | None = None
    for at, line in enumerate(solid):
        inside = whole_part(line.interval, unit)
        if inside.is_empty:
            continue
        if line.direction * sign < 0 and not inside.is_point:
            one, two = _two_of(inside, unit)
            if one != two:
                return (one, line.at(one)), (two, line.at(two))
        here = _two_of(inside, unit)
        if before is not None:
            pair = _drop(solid, at, before, inside, unit, sign)
            if pair is not None:
                return pair
        best = here[1] if inside.hi is None or not inside.hi_in else inside.hi
        before = (
            (best, line.at(best)) if before is None or (line.at(best) - before[1]) * sign >= 0 else before
        )
    return None


def _drop(  # noqa: PLR0913, PLR0917 - each fact once
    solid: Sequence[Line],
    at: int,
    before: tuple[Fraction, Fraction],
    inside: Interval,
    unit: Unit,
    sign: int,
) -> Pair | None:
    # A jump the wrong way shows at the border; close enough to it, two values show it too.
    line, previous = solid[at], solid[at - 1]
    border = line.interval.lo
    if counts(unit) or border is None:
        value = inside.lo if inside.lo is not None else None
        if value is not None and (line.at(value) - before[1]) * sign < 0:
            return before, (value, line.at(value))
        return None
    if not (line.ends(border) and previous.ends(border)):
        return None
    if previous.interval.hi == border and (line.at(border) - previous.at(border)) * sign < 0:
        one, two = border if previous.interval.hi_in else None, border if line.interval.lo_in else None
        width = unit.factor
        for _ in range(60):
            left = one if one is not None else _inside(previous.interval, border - width)
            right = two if two is not None else _inside(line.interval, border + width)
            if left is not None and right is not None and (line.at(right) - previous.at(left)) * sign < 0:
                return (left, previous.at(left)), (right, line.at(right))
            width /= 10
    return None


def _inside(interval: Interval, wanted: Fraction) -> Fraction | None:
    return wanted if wanted in interval else None


def _two_of(interval: Interval, unit: Unit) -> tuple[Fraction, Fraction]:
    """Return two values of a non-empty interval, the lower one first; one twice where it holds no more."""
    low, high = interval.lo, interval.hi
    step = unit.factor
    if low is None and high is None:
        return _ZERO, step
    if low is None:
        assert high is not None  # noqa: S101 - what was established before
        return high - 2 * step, high - step
    if high is None:
        return low + step, low + 2 * step
    if counts(unit) or low == high:
        return low, high
    width = high - low
    one = low if interval.lo_in else low + width / 4
    two = high if interval.hi_in else high - width / 4
    return one, two
