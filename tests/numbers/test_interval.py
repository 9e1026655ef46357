"""Intervals keep track of the ends that belong to them."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from auditor.numbers import Interval

ENDS = st.one_of(st.none(), st.builds(Fraction, st.integers(-4, 4), st.sampled_from([1, 2])))
INTERVALS = st.builds(Interval, ENDS, ENDS, st.booleans(), st.booleans())
POINTS = st.builds(Fraction, st.integers(-10, 10), st.sampled_from([1, 2, 4]))


@given(one=INTERVALS, two=INTERVALS, value=POINTS)
def test_a_value_in_both_is_in_what_they_share(one: Interval, two: Interval, value: Fraction) -> None:
    assert (value in one and value in two) is (value in one.meet(two))


@given(one=INTERVALS, two=INTERVALS, value=POINTS)
def test_the_hull_holds_both(one: Interval, two: Interval, value: Fraction) -> None:
    if value in one or value in two:
        assert value in one.hull(two)


@given(one=INTERVALS, two=INTERVALS)
def test_meeting_has_no_order(one: Interval, two: Interval) -> None:
    assert one.meets(two) is two.meets(one)


@given(interval=INTERVALS, value=POINTS)
def test_nothing_lies_in_an_empty_interval(interval: Interval, value: Fraction) -> None:
    if interval.is_empty:
        assert value not in interval


@given(interval=INTERVALS, factor=POINTS, value=POINTS)
def test_a_factor_takes_the_ends_along(interval: Interval, factor: Fraction, value: Fraction) -> None:
    if value in interval:
        assert value * factor in interval.times(factor)


@given(one=INTERVALS, two=INTERVALS, first=POINTS, second=POINTS)
def test_sums_lie_in_the_sum(one: Interval, two: Interval, first: Fraction, second: Fraction) -> None:
    if first in one and second in two:
        assert first + second in one.plus(two)


def test_distance_of_touching_intervals_is_none() -> None:
    left = Interval(Fraction(0), Fraction(1), hi_in=False)
    right = Interval(Fraction(1), Fraction(2))
    assert left.distance(right) == 0
    assert not left.meets(right)
    assert Interval.point(Fraction(5)).distance(right) == 3
