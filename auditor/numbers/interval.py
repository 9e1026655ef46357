"""Intervals of exact numbers whose ends may or may not belong to them."""

from __future__ import annotations

from fractions import Fraction

from auditor import records


@records.frozen
class Interval:
    """All values between `lo` and `hi`; None is an end without bound.

    `lo_in` and `hi_in` say whether the end itself belongs to the interval. Half-open intervals are
    what rounding half up gives, so the flags decide every tie; XBRL processors that drop them let
    276.08 and 276.09 agree.
    """

    lo: Fraction | None
    hi: Fraction | None
    lo_in: bool = True
    hi_in: bool = True

    @classmethod
    def point(cls, value: Fraction) -> Interval:
        """Return the interval that holds `value` alone."""
        return cls(value, value)

    @classmethod
    def everything(cls) -> Interval:
        """Return the interval without bounds."""
        return cls(None, None, lo_in=False, hi_in=False)

    @property
    def is_point(self) -> bool:
        """Whether exactly one value belongs to the interval."""
        return self.lo is not None and self.lo == self.hi and self.lo_in and self.hi_in

    @property
    def is_empty(self) -> bool:
        """Whether no value belongs to the interval."""
        if self.lo is None or self.hi is None or self.lo < self.hi:
            return False
        return not (self.lo_in and self.hi_in) or self.lo != self.hi

    def __contains__(self, value: Fraction) -> bool:
        """Whether `value` belongs to the interval."""
        if self.lo is not None and (value < self.lo or (value == self.lo and not self.lo_in)):
            return False
        return self.hi is None or value < self.hi or (value == self.hi and self.hi_in)

    def meet(self, other: Interval) -> Interval:
        """Return the values that belong to both; it may be empty."""
        lo, lo_in = self.lo, self.lo_in
        if other.lo is not None and (lo is None or other.lo > lo):
            lo, lo_in = other.lo, other.lo_in
        elif other.lo is not None and other.lo == lo:
            lo_in = lo_in and other.lo_in
        hi, hi_in = self.hi, self.hi_in
        if other.hi is not None and (hi is None or other.hi < hi):
            hi, hi_in = other.hi, other.hi_in
        elif other.hi is not None and other.hi == hi:
            hi_in = hi_in and other.hi_in
        return Interval(lo, hi, lo_in, hi_in)

    def meets(self, other: Interval) -> bool:
        """Whether some value belongs to both."""
        return not (self.is_empty or other.is_empty or self._below(other) or other._below(self))

    def _below(self, other: Interval) -> bool:
        """Whether the interval ends before the other one begins."""
        end, start = self.hi, other.lo
        if end is None or start is None:
            return False
        return end <= start if not (self.hi_in and other.lo_in) else end < start

    def hull(self, other: Interval) -> Interval:
        """Return the smallest interval that holds both."""
        lo, lo_in = self.lo, self.lo_in
        if lo is not None:
            if other.lo is None or other.lo < lo:
                lo, lo_in = other.lo, other.lo_in
            elif other.lo == lo:
                lo_in = lo_in or other.lo_in
        hi, hi_in = self.hi, self.hi_in
        if hi is not None:
            if other.hi is None or other.hi > hi:
                hi, hi_in = other.hi, other.hi_in
            elif other.hi == hi:
                hi_in = hi_in or other.hi_in
        return Interval(lo, hi, lo_in, hi_in)

    def times(self, factor: Fraction) -> Interval:
        """Return the interval of `factor` times each value; a negative factor swaps the ends."""
        if factor == 0:
            return Interval.point(Fraction(0))
        lo = None if self.lo is None else self.lo * factor
        hi = None if self.hi is None else self.hi * factor
        if factor > 0:
            return Interval(lo, hi, self.lo_in, self.hi_in)
        return Interval(hi, lo, self.hi_in, self.lo_in)

    def plus(self, other: Interval) -> Interval:
        """Return the interval of all sums of a value of each, the two moving independently."""
        lo = None if self.lo is None or other.lo is None else self.lo + other.lo
        hi = None if self.hi is None or other.hi is None else self.hi + other.hi
        return Interval(lo, hi, self.lo_in and other.lo_in, self.hi_in and other.hi_in)

    def widened(self, slack: Fraction, *, open_ends: bool = False) -> Interval:
        """Return the interval with `slack` added at both ends, the new ends open on request."""
        lo = None if self.lo is None else self.lo - slack
        hi = None if self.hi is None else self.hi + slack
        return Interval(lo, hi, self.lo_in and not open_ends, self.hi_in and not open_ends)

    def distance(self, other: Interval) -> Fraction:
        """Return how far apart the two are: 0 where they touch or overlap."""
        if self.hi is not None and other.lo is not None and self.hi < other.lo:
            return other.lo - self.hi
        if self.lo is not None and other.hi is not None and other.hi < self.lo:
            return self.lo - other.hi
        return Fraction(0)

    def __str__(self) -> str:
        """Return the interval in the usual notation, ends as fractions."""
        left, right = "[" if self.lo_in else "(", "]" if self.hi_in else ")"
        lo = "-∞" if self.lo is None else str(self.lo)
        hi = "∞" if self.hi is None else str(self.hi)
        return f"{left}{lo}, {hi}{right}"
