"""Stretches of the values of one figure: intervals whose ends are whole numbers over whole numbers.

The ends are never reduced: nearly all that is done with them is comparing them.
"""

from __future__ import annotations

from fractions import Fraction

from auditor.numbers import Interval

Ratio = tuple[int, int]
"""A number: a whole one over a positive one."""
Stretch = tuple["Ratio | None", bool, "Ratio | None", bool]
"""A non-empty interval: its ends, None for none, and whether they belong to it."""


def stretch_of(interval: Interval) -> Stretch:
    """Return a non-empty interval as a stretch."""
    lo, hi = interval.lo, interval.hi
    return (
        None if lo is None else (lo.numerator, lo.denominator),
        lo is not None and interval.lo_in,
        None if hi is None else (hi.numerator, hi.denominator),
        hi is not None and interval.hi_in,
    )


def interval_over(stretch: Stretch) -> Interval:
    """Return a stretch as an interval."""
    lo, lo_in, hi, hi_in = stretch
    return Interval(
        None if lo is None else Fraction(*lo), None if hi is None else Fraction(*hi), lo_in, hi_in
    )


def above(stretch: Stretch, at: Ratio, *, included: bool) -> Stretch | None:
    """Return the part of a stretch above `at`, None where there is none."""
    lo, lo_in, hi, hi_in = stretch
    if lo is None:
        lo, lo_in = at, included
    else:
        side = lo[0] * at[1] - at[0] * lo[1]
        if side > 0:
            return stretch
        if side == 0:
            lo_in = lo_in and included
        else:
            lo, lo_in = at, included
    return _kept(lo, lo_in, hi, hi_in)


def below(stretch: Stretch, at: Ratio, *, included: bool) -> Stretch | None:
    """Return the part of a stretch below `at`, None where there is none."""
    lo, lo_in, hi, hi_in = stretch
    if hi is None:
        hi, hi_in = at, included
    else:
        side = hi[0] * at[1] - at[0] * hi[1]
        if side < 0:
            return stretch
        if side == 0:
            hi_in = hi_in and included
        else:
            hi, hi_in = at, included
    return _kept(lo, lo_in, hi, hi_in)


def _kept(lo: Ratio | None, lo_in: bool, hi: Ratio | None, hi_in: bool) -> Stretch | None:  # noqa: FBT001 - the four parts of a stretch
    """Return the stretch between two ends, None where nothing lies there."""
    if lo is not None and hi is not None:
        width = hi[0] * lo[1] - lo[0] * hi[1]
        if width < 0 or (width == 0 and not (lo_in and hi_in)):
            return None
    return (lo, lo_in, hi, hi_in)
