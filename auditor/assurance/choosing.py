"""Choose a value to show: the roundest one of an interval, whole where the unit counts things."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from auditor.numbers import Interval, Unit, decimal_text

_MOST_PLACES = 12


def counts(unit: Unit) -> bool:
    """Whether only whole numbers of `unit` exist: things that are counted, and days of the calendar."""
    return unit.is_exact or unit.dimension == "date"


def chosen(interval: Interval, unit: Unit) -> Fraction | None:
    """Return the value of `interval` with the fewest digits in `unit`, None where there is none.

    Of a unit that counts things only whole values count. Of several the one nearest to the finite end
    is taken, so that a witness stands beside the threshold that it is about.
    """
    scaled = interval.times(1 / unit.factor)
    if scaled.is_empty:
        return None
    if scaled.is_point and scaled.lo is not None and not counts(unit):
        return scaled.lo * unit.factor
    for places in range(1 if counts(unit) else _MOST_PLACES):
        found = _multiple(scaled, Fraction(1, 10**places))
        if found is not None:
            return found * unit.factor
    return None


def _multiple(interval: Interval, step: Fraction) -> Fraction | None:
    if interval.lo is not None:
        value = (interval.lo / step).__ceil__() * step
        if value == interval.lo and not interval.lo_in:
            value += step
    elif interval.hi is not None:
        value = (interval.hi / step).__floor__() * step
        if value == interval.hi and not interval.hi_in:
            value -= step
    else:
        value = Fraction(0)
    return value if value in interval else None


def whole_part(interval: Interval, unit: Unit) -> Interval:
    """Return the smallest interval that holds the whole values of `interval`, for a unit that counts."""
    if not counts(unit):
        return interval
    low = None if interval.lo is None else _multiple(interval, unit.factor)
    high = None if interval.hi is None else _below(interval, unit.factor)
    if (interval.lo is not None and low is None) or (interval.hi is not None and high is None):
        return Interval(Fraction(0), Fraction(0), lo_in=False, hi_in=False)
    return Interval(low, high)


def _below(interval: Interval, step: Fraction) -> Fraction | None:
    found = _multiple(interval.times(Fraction(-1)), step)
    return None if found is None else -found


def said(value: Fraction, unit: Unit) -> str:
    """Return `value` (in base units) as a rule would write it."""
    if unit.dimension == "date":
        return dt.date.fromordinal(int(value)).isoformat()
    return f"{decimal_text(value / unit.factor)}{unit.symbol}"
