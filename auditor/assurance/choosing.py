"""Choose a value to show: the roundest one of a stretch, whole where the unit counts things."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.numbers import Unit, ratio_text

if TYPE_CHECKING:
    from auditor.assurance.stretches import Ratio, Stretch

_MOST_PLACES = 12


def counts(unit: Unit) -> bool:
    """Whether only whole numbers of `unit` exist: things that are counted, and days of the calendar."""
    return unit.is_exact or unit.dimension == "date"


def chosen(stretch: Stretch, unit: Unit) -> Fraction | None:
    """Return the value of a stretch with the fewest digits in `unit`, None where there is none.

    Of a unit that counts things only whole values count. Of several the one nearest to the finite end
    is taken, so that a witness stands beside the threshold that it is about.
    """
    lo, lo_in, hi, hi_in = stretch
    if lo is None and hi is None:
        return Fraction(0)
    whole = counts(unit)
    if lo is not None and hi is not None and not whole and lo[0] * hi[1] == hi[0] * lo[1]:
        return Fraction(*lo)
    size, base = unit.factor.numerator, unit.factor.denominator
    low, high = (None if end is None else (end[0] * base, end[1] * size) for end in (lo, hi))
    for places in range(1 if whole else _MOST_PLACES):
        found = _multiple((low, lo_in, high, hi_in), 10**places)
        if found is not None:
            return Fraction(found * size, 10**places * base)
    return None


def _multiple(stretch: Stretch, parts: int) -> int | None:
    """Return how many parts of one, so many to a whole, reach from 0 into a stretch, nearest to its finite end."""
    lo, lo_in, hi, hi_in = stretch
    if lo is None:
        if hi is None:
            return 0
        found = hi[0] * parts // hi[1]
        return found - 1 if not hi_in and found * hi[1] == hi[0] * parts else found
    found = -(-lo[0] * parts // lo[1])
    if not lo_in and found * lo[1] == lo[0] * parts:
        found += 1
    over = -1 if hi is None else found * hi[1] - hi[0] * parts
    return found if over < 0 or (over == 0 and hi_in) else None


def whole_part(stretch: Stretch, unit: Unit) -> Stretch | None:
    """Return the smallest stretch that holds the values of a stretch that `unit` can have, None where it has none."""
    if not counts(unit):
        return stretch
    lo, lo_in, hi, hi_in = stretch
    low = None if lo is None else _multiple((lo, lo_in, None, False), 1)
    high = None if hi is None else _multiple((None, False, hi, hi_in), 1)
    if low is not None and high is not None and low > high:
        return None
    first: Ratio | None = None if low is None else (low, 1)
    last: Ratio | None = None if high is None else (high, 1)
    return first, low is not None, last, high is not None


def said(value: Fraction, unit: Unit) -> str:
    """Return `value` (in base units) as a rule would write it."""
    if unit.dimension == "date":
        return dt.date.fromordinal(int(value)).isoformat()
    factor = unit.factor
    text = ratio_text(value.numerator * factor.denominator, value.denominator * factor.numerator)
    return f"{text}{unit.symbol}"
