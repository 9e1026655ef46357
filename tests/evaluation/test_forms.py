"""Formulas become one normal form, and stay what they mean."""

from __future__ import annotations

import json
import random
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.evaluation import forms
from auditor.evaluation.kept import KeptFormError, from_data, to_data
from auditor.language.tree import Relation
from auditor.numbers import Rounding
from tests.evaluation.oracle import ZeroError, walk
from tests.evaluation.printing import A, B, C, T
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


@given(st.integers(0, 10**9))
def test_kept_forms_read_back(seed: int) -> None:
    form = random_form(random.Random(seed), 3)  # noqa: S311 - test data
    assert from_data(json.loads(json.dumps(to_data(form)))) == form


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        ["quotient"],
        ["quotient", [["x"]], [[1]], []],
        ["largest"],
        ["rounded", ["absolute"], "1", "up"],
        "quotient",
    ],
)
def test_what_is_no_kept_form(data: object) -> None:
    with pytest.raises(KeptFormError):
        from_data(data)


def test_a_kept_form_nested_too_deep_is_refused() -> None:
    data: object = to_data(T)
    for _ in range(100_000):
        data = ["absolute", data]
    with pytest.raises(KeptFormError):
        from_data(data)


def test_equal_formulas_have_equal_forms() -> None:
    growth = forms.divide(forms.subtract(A, B), B)
    assert growth == forms.subtract(forms.divide(A, B), ONE)
    assert forms.add(A, B) == forms.add(B, A)
    tenth = forms.multiply(A, forms.constant(Fraction(1, 10)))
    assert tenth == forms.divide(A, forms.constant(Fraction(10)))


def test_common_divisors_stay_common() -> None:
    share = forms.add(forms.divide(A, C), forms.divide(B, C))
    assert share == forms.divide(forms.add(A, B), C)


def test_a_cancelled_base_is_still_a_base() -> None:
    form = forms.divide(forms.divide(A, B), forms.divide(C, B))
    assert forms.value_at(form, [Fraction(0), Fraction(6), Fraction(1), Fraction(3)]) == 2
    with pytest.raises(forms.ZeroBaseError):
        forms.value_at(form, [Fraction(0), Fraction(6), Fraction(0), Fraction(3)])
    assert forms.divisor_variables(form) == {2, 3}


def test_a_case_ruled_out_is_never_divided_by_its_zero() -> None:
    """若 基数 = 0 得 0，否则 a / 基数."""
    form = forms.choose([(forms.test(Relation.EQUAL, B), forms.constant(Fraction(0)))], forms.divide(A, B))
    zero = [Fraction(1), Fraction(5), Fraction(0)]
    assert forms.value_at(form, zero) == 0
    assert forms.substituted(form, {2: Fraction(0)}) == forms.constant(Fraction(0))


def test_what_is_one_unknown() -> None:
    assert forms.is_variable(A)
    assert not forms.is_variable(forms.add(A, A))
    assert not forms.is_variable(forms.negate(A))
    assert forms.is_affine(forms.subtract(A, B))
    assert not forms.is_affine(forms.multiply(A, B))


def test_limits() -> None:
    eighth = A
    for _ in range(7):
        eighth = forms.multiply(eighth, A)
    with pytest.raises(forms.TooLargeError):
        forms.multiply(eighth, A)
    many = [forms.variable(index) for index in range(6_000)]
    with pytest.raises(forms.TooLargeError):
        forms.total(many)
    wide = forms.total(many[:1_000])
    with pytest.raises(forms.TooLargeError):
        forms.multiply(wide, wide)
