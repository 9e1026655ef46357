"""Formulas become one normal form, and stay what they mean."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from auditor.evaluation import forms
from auditor.language.tree import Relation
from auditor.numbers import Rounding
from tests.evaluation.oracle import ZeroError, walk
from tests.evaluation.problems import SHAPES, form_of

if TYPE_CHECKING:
    from auditor.evaluation.forms import Form

ONE = forms.constant(Fraction(1))


def random_form(rng: random.Random, depth: int) -> Form:
    """Return a form with every kind of node."""
    if depth == 0 or rng.random() < 0.2:
        if rng.random() < 0.6:
            return forms.variable(rng.randrange(4))
        return forms.constant(Fraction(rng.randint(-6, 6), rng.choice((1, 2, 10))))
    left, right = random_form(rng, depth - 1), random_form(rng, depth - 1)
    match rng.randrange(9):
        case 0:
            return forms.add(left, right)
        case 1:
            return forms.subtract(left, right)
        case 2:
            return forms.multiply(left, right)
        case 3:
            return forms.divide(left, right)
        case 4:
            return forms.minimum([left, right, ONE])
        case 5:
            return forms.maximum([left, right])
        case 6:
            return forms.absolute(left)
        case 7:
            return forms.rounded(left, Fraction(1, 2), rng.choice((Rounding.FLOOR, Rounding.HALF_UP)))
    first = forms.test(rng.choice(list(Relation)), forms.subtract(left, right))
    second = forms.test(rng.choice(list(Relation)), left)
    condition = rng.choice((forms.all_of, forms.any_of))([first, forms.none_of(second)])
    return forms.choose([(condition, left)], right)


def values(rng: random.Random) -> list[Fraction]:
    """Return a value for each unknown."""
    return [Fraction(rng.randint(-30, 30), rng.choice((1, 2, 10))) for _ in range(5)]


def value_or_none(form: Form, point: list[Fraction]) -> Fraction | None:
    """Return the value at a point, None for a zero base."""
    try:
        return forms.value_at(form, point)
    except forms.ZeroBaseError:
        return None


@given(st.integers(0, 10**9))
def test_the_form_has_the_value_of_the_formula(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - test data
    tree, point = rng.choice(SHAPES), values(rng)
    try:
        expected = walk(tree, tuple(point))
    except ZeroError:
        expected = None
    assert value_or_none(form_of(tree), point) == expected


@given(st.integers(0, 10**9))
def test_putting_values_in_early_changes_nothing(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - test data
    form, point = random_form(rng, 3), values(rng)
    known = {index: point[index] for index in range(4) if rng.random() < 0.5}
    expected = value_or_none(form, point)
    try:
        early = value_or_none(forms.substituted(form, known), point)
    except forms.ZeroBaseError:
        early = None
    if expected is not None and early is not None:
        assert early == expected


@given(st.integers(0, 10**9))
def test_arithmetic_on_nodes_is_arithmetic_on_values(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - test data
    one, two, point = random_form(rng, 2), random_form(rng, 2), values(rng)
    first, second = value_or_none(one, point), value_or_none(two, point)
    if first is None or second is None:
        return
    assert forms.value_at(forms.add(one, two), point) == first + second
    assert forms.value_at(forms.subtract(one, two), point) == first - second
    assert forms.value_at(forms.multiply(one, two), point) == first * second
    assert forms.value_at(forms.maximum([one, two]), point) == max(first, second)
    assert forms.value_at(forms.negate(one), point) == -first
