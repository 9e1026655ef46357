"""The hot path gives the verdicts of `decide`, whatever shape a comparison has."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.evaluation import forms
from auditor.evaluation.decide import Options, decide
from auditor.evaluation.kernel import Comparison, Kernel
from auditor.language.tree import Relation
from auditor.numbers import Interval, interval_of
from tests.evaluation.printing import A, B, C, D, T, prints
from tests.evaluation.problems import MODES
from tests.evaluation.test_forms import random_form

HUNDRED = forms.constant(Fraction(100))
COMPARISONS = (
    Comparison(Relation.EQUAL, T, forms.add(A, B)),
    Comparison(Relation.EQUAL, T, forms.total([A, B, C, forms.negate(D)])),
    Comparison(Relation.EQUAL, forms.subtract(HUNDRED, A), T),
    Comparison(Relation.EQUAL, T, forms.multiply(A, forms.constant(Fraction(5, 100)))),
    Comparison(Relation.EQUAL, T, forms.divide(A, B)),
    Comparison(Relation.EQUAL, T, forms.divide(forms.subtract(A, B), B)),
    Comparison(Relation.EQUAL, T, forms.divide(A, forms.total([A, B, C]))),
    Comparison(Relation.EQUAL, T, forms.divide(A, forms.subtract(B, C))),
    Comparison(Relation.EQUAL, T, forms.divide(HUNDRED, A)),
    Comparison(Relation.EQUAL, T, forms.divide(forms.multiply(A, HUNDRED), forms.negate(B))),
    Comparison(Relation.EQUAL, T, HUNDRED),
    Comparison(Relation.EQUAL, T, A),
    Comparison(Relation.EQUAL, T, forms.multiply(A, B)),
    Comparison(Relation.EQUAL, T, forms.maximum([A, B])),
    Comparison(Relation.EQUAL, forms.add(T, A), forms.add(B, C)),
    Comparison(Relation.AT_MOST, T, forms.add(A, B)),
    Comparison(Relation.LESS, forms.multiply(T, HUNDRED), A),
    Comparison(Relation.GREATER, T, A),
    Comparison(Relation.AT_LEAST, T, T),
    Comparison(Relation.UNEQUAL, T, A),
    Comparison(Relation.EQUAL, T, forms.add(A, B), Options(tolerance=Fraction(1, 10))),
    Comparison(Relation.EQUAL, T, forms.divide(forms.divide(A, B), forms.divide(C, B))),
)
KERNEL = Kernel(COMPARISONS, 5)


@given(st.integers(0, 10**9))
def test_every_shape(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - test data
    mode = rng.choice(MODES)
    steps = [rng.choice((Fraction(1), Fraction(1), Fraction(1, 10), Fraction(0))) for _ in range(5)]
    point = [rng.randint(-3, 12) * (step or Fraction(1)) for step in steps]
    box = [interval_of(value, step, mode) for value, step in zip(point, steps, strict=True)]
    expected = [
        decide(each.relation, each.left, each.right, box, point, steps=steps, options=each.options).verdict
        for each in COMPARISONS
    ]
    assert KERNEL.verdicts(KERNEL.load(point, box, steps)) == expected


@given(st.integers(0, 10**9))
def test_any_forms(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - test data
    comparison = Comparison(rng.choice(list(Relation)), random_form(rng, 2), random_form(rng, 2))
    given_figures = prints(*(f"{rng.randint(-3, 9)}.{rng.randint(0, 9)}" for _ in range(5)))
    kernel = Kernel([comparison], 5)
    expected = decide(
        comparison.relation,
        comparison.left,
        comparison.right,
        given_figures.box,
        given_figures.point,
        steps=given_figures.steps,
    )
    loaded = kernel.load(given_figures.point, given_figures.box, given_figures.steps)
    assert kernel.verdicts(loaded) == [expected.verdict]


def test_shapes_are_found() -> None:
    assert KERNEL.shapes == {"sums": 3, "ratios": 3, "alone": 12, "others": 4}
    assert Kernel([], 0).verdicts(Kernel([], 0).load([], [])) == []


def test_figures_come_back_as_they_were() -> None:
    given_figures = prints("1.05", "-3", "7!", "0.0", "12")
    loaded = KERNEL.load(given_figures.point, given_figures.box)
    assert loaded.point == given_figures.point
    assert loaded.box == given_figures.box


def test_an_interval_without_bounds_is_refused() -> None:
    with pytest.raises(ValueError, match="two ends"):
        KERNEL.load([Fraction(1)], [Interval.everything()])
