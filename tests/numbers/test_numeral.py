"""Printed numerals keep their digits: value, last place, sign, mark and bound."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.numbers import NotANumeralError, decimal_text, read_numeral, unit_of, with_unit


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [
        ("46.92", "46.92", "0.01"),
        ("46.920", "46.92", "0.001"),
        ("1,234,567.80", "1234567.80", "0.01"),
        ("-0.5", "-0.5", "0.1"),
        ("（12.30）", "-12.30", "0.01"),
        ("９３．２２％", "93.22", "0.01"),  # noqa: RUF001 - full-width, as typed in Chinese text
        ("+214.97%", "214.97", "0.01"),
        ("00", "0", "1"),
        ("−7", "-7", "1"),
        (".43", "0.43", "0.01"),
    ],
)
def test_value_and_last_place(text: str, value: str, step: str) -> None:
    numeral = read_numeral(text)
    assert (numeral.value, numeral.step) == (Fraction(value), Fraction(step))


@pytest.mark.parametrize(
    "text", ["1,23", "1e5", "1_000", "٣", "12.", ".", "1.2.3", "①", "NaN", "一百", "9" * 41]
)
def test_what_is_no_numeral(text: str) -> None:
    with pytest.raises(NotANumeralError):
        read_numeral(text)


@pytest.mark.parametrize(
    ("text", "bound"), [("≥95%", "≥"), ("不超过3", "≤"), ("＜1.0", "<"), ("±5", "±"), ("95%", "")]
)
def test_bounds(text: str, bound: str) -> None:
    assert read_numeral(text).bound == bound


@given(st.builds(Fraction, st.integers(-(10**9), 10**9), st.sampled_from([1, 10, 100, 10**6])))
def test_decimal_text_reads_back(value: Fraction) -> None:
    assert Fraction(decimal_text(value)) == value


def test_units_scale_the_step() -> None:
    """46.92 万元 stands for 469,200 元 give or take 50."""
    numeral, unit = read_numeral("46.92"), unit_of("万元")
    assert (numeral.value * unit.factor, numeral.step * unit.factor) == (Fraction(469_200), Fraction(100))
    assert unit_of("‰").factor == Fraction(1, 1000)
    assert unit_of("亿元").dimension == unit_of("元").dimension
    assert unit_of("人").is_exact
    assert unit_of("人").dimension != unit_of("项").dimension


@pytest.mark.parametrize(
    ("unit", "text"),
    [("万元", "2.0万元"), ("%", "2.0%"), ("million dollars", "2.0 million dollars"), ("m", "2.0m")],
)
def test_a_latin_unit_stands_apart(unit: str, text: str) -> None:
    """230.0million is no English."""
    assert with_unit("2.0", unit) == text


@pytest.mark.parametrize(
    ("one", "two"),
    [("㎡", "平方米"), ("万㎡", "万平方米"), ("km", "公里"), ("千克", "公斤"), ("m³", "立方米")],
)
def test_two_signs_of_one_measure_are_one(one: str, two: str) -> None:
    """29.30 万㎡ in a table is what the text tells in 万平方米."""
    assert (unit_of(one).dimension, unit_of(one).factor) == (unit_of(two).dimension, unit_of(two).factor)
