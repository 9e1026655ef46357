"""Forms as plain lists, to be kept beside a rule file and read back without parsing it.

Every node is a list that starts with its kind; numbers are whole or texts p/q, never binary fractions.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from auditor.evaluation.nodes import (
    Absolute,
    All,
    Any,
    Choice,
    Combined,
    Condition,
    Extremum,
    Form,
    Not,
    Rounded,
    Test,
)
from auditor.evaluation.polynomials import Polynomial, collected
from auditor.evaluation.quotients import Quotient
from auditor.language.tree import Operator, Relation
from auditor.numbers import Rounding

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_DEPTH = 200
"""How deep kept lists may be nested; the parser's own limit lies below."""

Data = list[object]


class KeptFormError(ValueError):
    """The data is not a form that this version kept."""


def to_data(form: Form) -> Data:
    """Return `form` as nested lists of texts and whole numbers."""
    match form:
        case Quotient():
            bases = [_terms(base) for base in form.bases]
            return ["quotient", _terms(form.numerator), _terms(form.divisor), bases]
        case Extremum():
            return ["largest" if form.largest else "smallest", *map(to_data, form.parts)]
        case Absolute():
            return ["absolute", to_data(form.part)]
        case Rounded():
            return ["rounded", to_data(form.part), str(form.step), form.mode.value]
        case Choice():
            cases = [[condition_to_data(when), to_data(part)] for when, part in form.cases]
            return ["choice", cases, to_data(form.otherwise)]
        case Combined():
            return ["combined", form.operator.value, to_data(form.left), to_data(form.right)]
    assert_never(form)


def condition_to_data(condition: Condition) -> Data:
    """Return `condition` as nested lists of texts and whole numbers."""
    match condition:
        case Test():
            return ["test", condition.relation.value, to_data(condition.form)]
        case All():
            return ["all", *map(condition_to_data, condition.parts)]
        case Any():
            return ["any", *map(condition_to_data, condition.parts)]
        case Not():
            return ["not", condition_to_data(condition.part)]
    assert_never(condition)


def _terms(polynomial: Polynomial) -> Data:
    return [[coefficient, *monomial] for monomial, coefficient in polynomial.terms]


def from_data(data: object, depth: int = 0) -> Form:
    """Return the form that `to_data` gave as `data`. Raises KeptFormError."""
    try:
        return _form(data, depth)
    except (TypeError, ValueError, ZeroDivisionError) as error:
        raise KeptFormError("not a kept form") from error


def _form(data: object, depth: int) -> Form:
    kind, parts = _node(data, depth)
    match kind, parts:
        case "quotient", [top, bottom, list(bases)]:
            return Quotient(_polynomial(top), _polynomial(bottom), tuple(_polynomial(base) for base in bases))
        case (("largest" | "smallest"), [_, *_]):
            return Extremum(kind == "largest", tuple(_form(part, depth + 1) for part in parts))
        case "absolute", [part]:
            return Absolute(_form(part, depth + 1))
        case "rounded", [part, str(step), str(mode)]:
            return Rounded(_form(part, depth + 1), Fraction(step), Rounding(mode))
        case "choice", [list(cases), otherwise]:
            return Choice(tuple(_case(case, depth) for case in cases), _form(otherwise, depth + 1))
        case "combined", [str(operator), left, right]:
            return Combined(Operator(operator), _form(left, depth + 1), _form(right, depth + 1))
    raise KeptFormError("not a kept form")


def _case(data: object, depth: int) -> tuple[Condition, Form]:
    match data:
        case [when, part]:
            return _condition(when, depth + 1), _form(part, depth + 1)
    raise KeptFormError("not a kept case")


def _condition(data: object, depth: int) -> Condition:
    kind, parts = _node(data, depth)
    match kind, parts:
        case "test", [str(relation), form]:
            return Test(Relation(relation), _form(form, depth + 1))
        case "all", _:
            return All(tuple(_condition(part, depth + 1) for part in parts))
        case "any", _:
            return Any(tuple(_condition(part, depth + 1) for part in parts))
        case "not", [part]:
            return Not(_condition(part, depth + 1))
    raise KeptFormError("not a kept condition")


def _node(data: object, depth: int) -> tuple[str, Sequence[object]]:
    if depth > MAX_DEPTH:
        raise KeptFormError(f"nested more than {MAX_DEPTH} deep")
    match data:
        case [str(kind), *parts]:
            return kind, parts
    raise KeptFormError("not a kept node")


def _polynomial(data: object) -> Polynomial:
    terms: dict[tuple[int, ...], int] = {}
    if not isinstance(data, list):
        raise KeptFormError("not a kept polynomial")
    for term in data:
        match term:
            case [int(coefficient), *monomial] if all(
                type(index) is int and index >= 0 for index in monomial
            ):
                terms[tuple(sorted(monomial))] = coefficient
            case _:
                raise KeptFormError("not a kept term")
    return collected(terms)
