"""The exact value of a form at one point."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from auditor.evaluation import quotients
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
from auditor.evaluation.quotients import Quotient, ZeroBaseError
from auditor.language.tree import Operator, Relation
from auditor.numbers import round_to

if TYPE_CHECKING:
    from fractions import Fraction

    from auditor.evaluation.polynomials import Point


_AT = (Relation.EQUAL, Relation.AT_MOST, Relation.AT_LEAST)
_BELOW = (Relation.LESS, Relation.AT_MOST, Relation.UNEQUAL)
_ABOVE = (Relation.GREATER, Relation.AT_LEAST, Relation.UNEQUAL)


def value_at(form: Form, point: Point) -> Fraction:
    """Return the value of `form` at a point, one value for each unknown. Raises ZeroBaseError."""
    match form:
        case Quotient():
            return quotients.value(form, point)
        case Extremum():
            values = [value_at(part, point) for part in form.parts]
            return max(values) if form.largest else min(values)
        case Absolute():
            return abs(value_at(form.part, point))
        case Rounded():
            return round_to(value_at(form.part, point), form.step, form.mode)
        case Choice():
            for condition, part in form.cases:
                if holds_at(condition, point):
                    return value_at(part, point)
            return value_at(form.otherwise, point)
        case Combined():
            return _apply(form.operator, value_at(form.left, point), value_at(form.right, point))
    assert_never(form)


def _apply(operator: Operator, left: Fraction, right: Fraction) -> Fraction:
    match operator:
        case Operator.ADD:
            return left + right
        case Operator.SUBTRACT:
            return left - right
        case Operator.MULTIPLY:
            return left * right
        case Operator.DIVIDE:
            if right == 0:
                raise ZeroBaseError
            return left / right
    assert_never(operator)


def holds_at(condition: Condition, point: Point) -> bool:
    """Return whether `condition` holds at a point. Raises ZeroBaseError."""
    match condition:
        case Test():
            return compares(condition.relation, value_at(condition.form, point))
        case All():
            return all(holds_at(part, point) for part in condition.parts)
        case Any():
            return any(holds_at(part, point) for part in condition.parts)
        case Not():
            return not holds_at(condition.part, point)
    assert_never(condition)


def compares(relation: Relation, value: Fraction | int) -> bool:
    """Return whether `value` compares so with zero."""
    top = value.numerator
    return (
        (top > 0 and relation in _ABOVE) or (top < 0 and relation in _BELOW) or (not top and relation in _AT)
    )
