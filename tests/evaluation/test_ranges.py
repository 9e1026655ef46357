"""The range of a form holds the value at every point of the box, and where it is exact no others."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

from auditor.evaluation import forms
from auditor.evaluation.decide import decide
from auditor.evaluation.ranges import range_of
from auditor.findings import Verdict
from auditor.language.tree import Relation
from auditor.numbers import Interval, interval_of
from tests.evaluation.oracle import extremes
from tests.evaluation.printing import A, B, T, prints
from tests.evaluation.problems import problem
from tests.evaluation.test_forms import random_form, value_or_none

if TYPE_CHECKING:
    from auditor.evaluation.forms import Form


def random_box(rng: random.Random) -> list[Interval]:
    """Return intervals of printed figures, some exact, few wide."""
    box = []
    for _ in range(5):
        step = rng.choice((Fraction(0), Fraction(0), Fraction(1, 10), Fraction(1, 10), Fraction(1)))
        count = rng.randint(-12, 30)
        box.append(interval_of(count * (step or Fraction(1, 2)), step))
    return box


def inside(rng: random.Random, interval: Interval) -> Fraction:
    """Return a value of a bounded interval, often an end that belongs to it."""
    if interval.lo is None or interval.hi is None:
        raise ValueError("bounded intervals only")
    ends = [end for end, belongs in ((interval.lo, interval.lo_in), (interval.hi, interval.hi_in)) if belongs]
    if ends and rng.random() < 0.4:
        return rng.choice(ends)
    share = Fraction(rng.randint(1, 99), 100)
    return interval.lo + share * (interval.hi - interval.lo)


@given(st.integers(0, 10**9))
def test_no_value_lies_outside(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - test data
    form, box = random_form(rng, 3), random_box(rng)
    result = range_of(form, box)
    if result.reason:
        return
    for _ in range(20):
        value = value_or_none(form, [inside(rng, interval) for interval in box])
        assert value is not None
        assert any(value in piece.interval for piece in result.pieces)
        assert result.reaches(Interval.point(value)) is not False


@given(st.integers(0, 10**9))
def test_verdicts_agree_with_what_is_found_by_trying(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - test data
    form, box = random_form(rng, 3), random_box(rng)
    point = [inside(rng, interval) for interval in box]
    value = value_or_none(form, [inside(rng, interval) for interval in box])
    if value is None:
        return
    step = rng.choice((Fraction(1, 100), Fraction(1, 10), Fraction(1)))
    claim = (value / step).__floor__() * step
    claims = interval_of(claim, step)
    decision = decide(
        Relation.EQUAL, forms.variable(5), form, [*box, claims], [*point, claim], steps=[*[step] * 5, step]
    )
    if value in claims:
        assert decision.verdict is not Verdict.DISCREPANCY
    if decision.verdict is Verdict.ROUNDING_GAP and decision.witness is not None:
        witness = decision.witness
        assert forms.value_at(form, witness) == witness[5]
        assert witness[5] in claims
        assert all(witness[index] in box[index] for index in forms.variables(form))


@given(st.integers(0, 10**9))
@example(20170405)
def test_ranges_of_quotients_are_those_of_the_corners(seed: int) -> None:
    case = problem(random.Random(seed))  # noqa: S311 - test data
    result = range_of(case.form, case.box)
    if result.reason:
        return
    (low, low_in), (high, high_in) = extremes(case.tree, case.spans)
    assert result.exact
    assert result.interval == Interval(low, high, low_in, high_in)


def test_a_flat_end_is_reached_though_its_corner_is_excluded() -> None:
    """0 · b is 0 for every b: the excluded ends of b do not matter where a is 0."""
    box = [
        Interval.point(Fraction(0)),
        Interval(Fraction(0), Fraction(1)),
        Interval(Fraction(1), Fraction(2), False, False),
    ]
    result = range_of(forms.multiply(A, B), box)
    assert result.interval == Interval(Fraction(0), Fraction(2), hi_in=False)


def test_a_figure_multiplied_by_itself() -> None:
    rising = range_of(forms.multiply(A, A), prints("0", "1.5").box)
    assert rising.exact
    assert rising.interval == Interval(Fraction("2.1025"), Fraction("2.4025"), hi_in=False)
    # Across zero the square turns: enclosed from both sides, exact at neither end.
    turning = range_of(forms.multiply(A, A), prints("0", "0").box)
    assert turning.interval is not None
    assert turning.interval.lo == 0
    assert turning.reaches(Interval.point(Fraction(0))) is True
    assert turning.reaches(Interval(Fraction(1), Fraction(2))) is False


def test_reasons() -> None:
    box = prints("1", "1", "0").box
    assert range_of(forms.divide(A, B), box).reason == "zero-base"
    assert range_of(T, [Interval.everything()]).reason == "unbounded"
    pairs = [forms.multiply(forms.variable(0), forms.variable(index)) for index in range(1, 20)]
    form = forms.divide(forms.total(pairs), forms.total([forms.variable(index) for index in range(1, 20)]))
    assert range_of(form, prints(*["5"] * 20).box).reason == "budget"


def a_form(text: str) -> Form:
    """Return an exact number."""
    return forms.constant(Fraction(text))


def test_both_sides_of_a_threshold_are_kept() -> None:
    band = forms.choose([(forms.test(Relation.LESS, forms.subtract(A, a_form("60"))), a_form("0"))], A)
    result = range_of(band, prints("0", "60").box)
    assert [group[0].interval for group in result.outcomes] == [
        Interval.point(Fraction(0)),
        Interval(Fraction(60), Fraction("60.5"), hi_in=False),
    ]
