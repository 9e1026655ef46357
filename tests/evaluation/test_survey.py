"""What n whole answers can give."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.evaluation.deviations import debit, grimmer
from auditor.evaluation.survey import SHARE, Counts, Scale, bases_explaining, caught, counts, shares
from auditor.numbers import Interval, Rounding, interval_of, round_to

CENT, PERCENT = Fraction(1, 100), Fraction(1, 10_000)
LIKERT = Scale(Fraction(1), Fraction(5))


def percent(*texts: str, step: Fraction = PERCENT) -> list[Interval]:
    """Return the intervals of percentages printed with two decimals."""
    return [interval_of(Fraction(text) / 100, step) for text in texts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("95.77", Counts(68, 68)), ("97.20", None), ("50.00", None), ("100.00", Counts(71, 71))],
)
def test_shares_of_71_answers(text: str, expected: Counts | None) -> None:
    assert counts(percent(text)[0], 71) == expected


def test_means_of_several_items() -> None:
    mean = interval_of(Fraction("0.80"), CENT, Rounding.NEAREST)
    assert counts(mean, 4, items=2, scale=Scale()) is None
    assert counts(mean, 5, scale=Scale()) == Counts(4, 4)
    assert counts(interval_of(Fraction("5.00"), CENT), 71, scale=LIKERT) == Counts(355, 355)
    assert counts(mean, 0) is None


def test_the_power_of_the_test() -> None:
    share, mean = caught(PERCENT, 71, SHARE), caught(CENT, 71, LIKERT)
    assert share == Fraction(10_001 - 72, 10_001)  # 99.3 %
    assert mean == Fraction(401 - 285, 401)  # 29 %
    assert caught(CENT, 71, Scale()) is None
    assert caught(Fraction(1, 10**9), 71, SHARE) is not None


def test_a_single_choice_adds_up_to_n() -> None:
    assert shares(percent("66.20", "26.76", "5.63", "1.41"), 71).total == Counts(71, 71)
    assert not shares(percent("66.20", "26.76", "7.04", "1.41"), 71).consistent  # 72 of 71
    assert shares(percent("66.20", "26.76", "5.64", "1.41"), 71).impossible == (2,)
    assert shares(percent("66.20", "26.76", "7.04", "1.41"), 71, multiple=True).consistent


def test_of_several_choices_each_answer_takes_one_or_more_where_it_must() -> None:
    """40 + 30 ticks of 71 answers are enough, 40 + 30 without one answer are not; more are always possible."""
    enough, short = percent("56.34", "43.66"), percent("56.34", "42.25")
    assert shares(enough, 71, multiple=True, required=True).consistent
    assert shares(percent("56.34", "98.59"), 71, multiple=True, required=True).consistent
    assert not shares(short, 71, multiple=True, required=True).consistent
    assert shares(short, 71, multiple=True).consistent
    # 1/3 three times prints as 99.99 %.
    assert shares(percent("33.33", "33.33", "33.33"), 3, multiple=True, required=True).consistent
    assert shares(percent("33.33", "33.33", "33.33"), None, multiple=True, required=True).consistent
    assert not shares(percent("33.33", "33.33", "33.32"), None, multiple=True, required=True).consistent
    assert shares(percent("33.33", "33.33", "99.32"), None, multiple=True, required=True).consistent


@given(st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=5, unique=True), min_size=1, max_size=60))
def test_what_answers_tick_is_never_refused(answers: list[list[int]]) -> None:
    """Every answer ticks one option or more."""
    ticks = [sum(option in each for each in answers) for option in range(5)]
    printed = [interval_of(round_to(Fraction(each, len(answers)), PERCENT), PERCENT) for each in ticks]
    assert shares(printed, len(answers), multiple=True, required=True).consistent
    assert shares(printed, None, multiple=True, required=True).consistent


def test_without_n_the_sum_must_be_able_to_give_100() -> None:
    assert shares(percent("33.33", "33.33", "33.33"), None).consistent
    tenth = Fraction(1, 1000)
    assert not shares(percent("12.4", "87.5", step=tenth), None).consistent  # the upper ends are open
    assert shares(percent("12.4", step=tenth), None, multiple=True).consistent


def test_bases_that_explain_a_list() -> None:
    """The text says 71, the list was computed over 92."""
    listed = percent(*(str(round_to(Fraction(100 * count, 92), CENT)) for count in (60, 25, 7)))
    assert not shares(listed, 71).consistent
    assert bases_explaining(listed, 100, most=1) == (92,)
    assert bases_explaining(percent("12.34", "12.34"), 50) == ()


@given(
    st.lists(st.integers(0, 40), min_size=2, max_size=6).filter(any),
    st.sampled_from([Fraction(1, 100), Fraction(1, 1000), PERCENT]),
    st.sampled_from([Rounding.HALF_UP, Rounding.HALF_EVEN, Rounding.TRUNCATE, Rounding.CEILING]),
)
def test_true_counts_are_never_refused(answers: list[int], step: Fraction, mode: Rounding) -> None:
    total = sum(answers)
    printed = [interval_of(round_to(Fraction(each, total), step, mode), step, mode) for each in answers]
    assert shares(printed, total).consistent
    assert shares(printed, None).consistent
    for each, interval in zip(answers, printed, strict=True):
        found = counts(interval, total)
        assert found is not None
        assert found.low <= each <= found.high


@given(st.lists(st.integers(1, 7), min_size=2, max_size=12))
def test_true_deviations_are_never_refused(answers: list[int]) -> None:
    size = len(answers)
    mean = Fraction(sum(answers), size)
    variance = sum((each - mean) ** 2 for each in answers) / (size - 1)
    # The deviation to two decimals, from below: hundredths whose square stays under the variance.
    hundredths = 0
    while Fraction(hundredths + 1, 100) ** 2 <= variance:
        hundredths += 1
    deviation = Interval(Fraction(hundredths, 100), Fraction(hundredths + 1, 100), hi_in=False)
    assert grimmer(interval_of(round_to(mean, CENT), CENT), deviation, size)


def test_published_deviations() -> None:
    def near(text: str, step: str) -> Interval:
        return interval_of(Fraction(text), Fraction(step), Rounding.NEAREST)

    assert grimmer(near("5.21", "0.01"), near("1.6", "0.1"), 28)
    assert not grimmer(near("5.19", "0.01"), near("1.5", "0.1"), 28)
    assert debit(near("0.93", "0.01"), near("0.25", "0.01"), 1683)
    assert not debit(near("0.93", "0.01"), near("0.35", "0.01"), 1683)
