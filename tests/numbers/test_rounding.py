"""A printed number is the set of all values that print so, and rounding is what prints them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.numbers import Interval, Rounding, half_apart, interval_of, round_to

STEPS = st.sampled_from([Fraction(1, 100), Fraction(1, 10), Fraction(1), Fraction(100), Fraction(1, 3)])
# Few digits, so that ties and values just beside them are common.
VALUES = st.builds(Fraction, st.integers(-4000, 4000), st.sampled_from([1, 2, 3, 8, 20, 200, 2000]))
MODES = [mode for mode in Rounding if mode is not Rounding.EXACT]


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
@given(value=VALUES, step=STEPS)
def test_a_value_lies_in_the_interval_of_what_it_prints_as(
    mode: Rounding, value: Fraction, step: Fraction
) -> None:
    printed = round_to(value, step, mode)
    assert (printed / step).denominator == 1
    assert value in interval_of(printed, step, mode)


@pytest.mark.parametrize(
    "mode", [mode for mode in MODES if mode is not Rounding.NEAREST], ids=lambda mode: mode.value
)
@given(value=VALUES, step=STEPS, shift=st.integers(-2, 2))
def test_a_value_lies_in_no_other_interval(
    mode: Rounding, value: Fraction, step: Fraction, shift: int
) -> None:
    printed = round_to(value, step, mode)
    assert (value in interval_of(printed + shift * step, step, mode)) is (shift == 0)


def end(text: str) -> Interval:
    """Read an interval written as [1, 2)."""
    low, high = text[1:-1].split(",")
    return Interval(Fraction(low), Fraction(high.strip()), text[0] == "[", text[-1] == "]")


@pytest.mark.parametrize(
    ("mode", "positive", "negative", "zero"),
    [
        (Rounding.HALF_UP, "[5/2, 7/2)", "(-7/2, -5/2]", "(-1/2, 1/2)"),
        (Rounding.HALF_EVEN, "(5/2, 7/2)", "(-7/2, -5/2)", "[-1/2, 1/2]"),
        (Rounding.HALF_DOWN, "(5/2, 7/2]", "[-7/2, -5/2)", "[-1/2, 1/2]"),
        (Rounding.NEAREST, "[5/2, 7/2]", "[-7/2, -5/2]", "[-1/2, 1/2]"),
        (Rounding.TRUNCATE, "[3, 4)", "(-4, -3]", "(-1, 1)"),
        (Rounding.FLOOR, "[3, 4)", "[-3, -2)", "[0, 1)"),
        (Rounding.CEILING, "(2, 3]", "(-4, -3]", "(-1, 0]"),
        (Rounding.AWAY, "(2, 3]", "[-3, -2)", "[0, 0]"),
        (Rounding.EXACT, "[3, 3]", "[-3, -3]", "[0, 0]"),
        (Rounding.HALF_CEILING, "[5/2, 7/2)", "[-7/2, -5/2)", "[-1/2, 1/2)"),
    ],
)
def test_the_table_of_intervals(mode: Rounding, positive: str, negative: str, zero: str) -> None:
    for value, text in ((3, positive), (-3, negative), (0, zero)):
        assert interval_of(Fraction(value), Fraction(1), mode) == end(text)


def test_a_step_of_zero_is_an_exact_figure() -> None:
    assert interval_of(Fraction(71), Fraction(0)) == Interval.point(Fraction(71))
    assert round_to(Fraction(1, 3), Fraction(0)) == Fraction(1, 3)


def test_equal_precision_tiles_the_line() -> None:
    """276.08 and 276.09 can never agree."""
    cent = Fraction(1, 100)
    assert not interval_of(Fraction("276.08"), cent).meets(interval_of(Fraction("276.09"), cent))
    touching = (interval_of(Fraction(value), cent, Rounding.NEAREST) for value in ("276.08", "276.09"))
    assert next(touching).meets(next(touching))


@given(*[st.fractions(-1000, 1000, max_denominator=1000)] * 2, st.fractions(0, 2000, max_denominator=1000))
def test_half_a_step_apart_is_what_fractions_say(one: Fraction, two: Fraction, step: Fraction) -> None:
    assert half_apart(one, two, step) is (abs(one - two) * 2 <= step)
    assert half_apart(one, one + step / 2, step)
