"""The normal form of a formula: what evaluator, prover, linter and localiser all work on.

Arithmetic on figures becomes one quotient of polynomials. What is not a quotient (the smaller of two,
a score by bands, a rounded value) is a node over such forms. Forms are immutable, hashable values;
unknowns are numbered from 0.
"""

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
    continuous,
    divisor_variables,
    is_affine,
    is_variable,
    quotients_in,
    rounds,
    speaks_of,
    unknown_of,
    variables,
)
from auditor.evaluation.pointwise import compares, holds_at, value_at
from auditor.evaluation.polynomials import TooLargeError
from auditor.evaluation.quotients import Quotient, ZeroBaseError
from auditor.language.tree import Operator, Relation
from auditor.numbers import Rounding, round_to

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from fractions import Fraction

__all__ = [
    "OPPOSITE", "ZERO", "Absolute", "All", "Any", "Choice", "Combined", "Condition", "Extremum", "Form", "Not", "Quotient",
    "Rounded", "Test", "TooLargeError", "ZeroBaseError", "absolute", "add", "all_of", "always", "any_of",
    "choose", "compares", "constant", "continuous", "divide", "divisor_variables", "holds_at", "is_affine",
    "is_number", "is_variable", "maximum", "measured", "minimum", "multiply", "negate", "never", "none_of", "quotients_in", "rounded", "rounds",
    "speaks_of", "substituted", "subtract", "test", "total", "unknown_of", "value_at", "variable", "variables",
]  # fmt: skip

ZERO, _MINUS_ONE = quotients.of_ratio(0, 1), quotients.of_ratio(-1, 1)

# Making forms --------------------------------------------------------------------------------


def constant(value: Fraction) -> Form:
    """Return an exact number as a form."""
    return quotients.of_fraction(value)


def measured(value: Fraction, factor: Fraction) -> Form:
    """Return a number of a unit, of which `factor` base units make one, as a form."""
    return quotients.of_ratio(value.numerator * factor.numerator, value.denominator * factor.denominator)


def variable(index: int) -> Form:
    """Return one unknown as a form."""
    return quotients.of_variable(index)


def is_number(form: Form) -> bool:
    """Whether a form is an exact number: without unknowns, and without a zero base."""
    return isinstance(form, Quotient) and form.known


def add(left: Form, right: Form) -> Form:
    """Return the sum of two forms."""
    if isinstance(left, Quotient):
        return quotients.added(left, right) if isinstance(right, Quotient) else _joined(left, right)
    return _joined(right, left) if isinstance(right, Quotient) else Combined(Operator.ADD, left, right)


def _joined(plain: Quotient, part: Form) -> Form:
    """Return the sum of a quotient and a form that is none."""
    number = plain.number
    if number is None:
        return Combined(Operator.ADD, plain, part)
    return _shifted(part, plain) if number[0] else part


def subtract(left: Form, right: Form) -> Form:
    """Return the difference of two forms."""
    if isinstance(left, Quotient) and isinstance(right, Quotient):
        return quotients.added(left, right, -1)
    return add(left, negate(right))


def total(parts: Sequence[Form]) -> Form:
    """Return the sum of forms; that of none is 0."""
    result: Form = quotients.total([part for part in parts if isinstance(part, Quotient)])
    for part in parts:
        if not isinstance(part, Quotient):
            result = add(result, part)
    return result


def negate(part: Form) -> Form:
    """Return the negative of a form."""
    if isinstance(part, Quotient):
        return quotients.negated(part)
    return _times(part, _MINUS_ONE)


def multiply(left: Form, right: Form) -> Form:
    """Return the product of two forms."""
    if isinstance(left, Quotient) and isinstance(right, Quotient):
        return quotients.product(left, right)
    for factor, other in ((left, right), (right, left)):
        if isinstance(factor, Quotient) and (number := factor.number) is not None and number[0]:
            return other if number == (1, 1) else _times(other, factor)
    return Combined(Operator.MULTIPLY, left, right)


def divide(left: Form, right: Form) -> Form:
    """Return one form divided by another; a zero divisor shows when the form is evaluated."""
    if isinstance(right, Quotient):
        if isinstance(left, Quotient):
            return quotients.ratio(left, right)
        if (number := right.number) is not None and number[0]:
            top, bottom = number
            return multiply(
                left, quotients.of_ratio(bottom, top) if top > 0 else quotients.of_ratio(-bottom, -top)
            )
    return Combined(Operator.DIVIDE, left, right)


def _times(part: Form, amount: Quotient) -> Form:
    """Return a form times a number other than 0."""
    match part:
        case Quotient():
            return quotients.product(part, amount)
        case Extremum():
            # A negative factor turns the largest into the smallest.
            same = amount.numerator.terms[0][1] > 0
            return Extremum(part.largest is same, tuple([_times(each, amount) for each in part.parts]))
        case Choice():
            cases = tuple([(when, _times(each, amount)) for when, each in part.cases])
            return Choice(cases, _times(part.otherwise, amount))
    return Combined(Operator.MULTIPLY, amount, part)


def _shifted(part: Form, amount: Quotient) -> Form:
    """Return a form plus a number."""
    match part:
        case Quotient():
            return quotients.added(part, amount)
        case Extremum():
            return Extremum(part.largest, tuple(_shifted(each, amount) for each in part.parts))
        case Choice():
            cases = tuple((when, _shifted(each, amount)) for when, each in part.cases)
            return Choice(cases, _shifted(part.otherwise, amount))
    return Combined(Operator.ADD, part, amount)


def minimum(parts: Iterable[Form]) -> Form:
    """Return the smallest of some forms, one at least."""
    return _extremum(parts, largest=False)


def maximum(parts: Iterable[Form]) -> Form:
    """Return the largest of some forms, one at least."""
    return _extremum(parts, largest=True)


def _extremum(parts: Iterable[Form], *, largest: bool) -> Form:
    members: list[Form] = []
    best: tuple[int, int] | None = None
    for part in parts:
        for each in part.parts if isinstance(part, Extremum) and part.largest is largest else (part,):
            number = each.number if isinstance(each, Quotient) else None
            if number is None:
                members.append(each)
            elif best is None or (number[0] * best[1] > best[0] * number[1]) is largest:
                best = number
    if len(members) > 1:
        members = list(dict.fromkeys(members))
    if best is not None:
        members.append(quotients.of_ratio(*best))
    if not members:
        raise ValueError("the smallest or largest of nothing")
    return members[0] if len(members) == 1 else Extremum(largest, tuple(members))


def absolute(part: Form) -> Form:
    """Return a form without its sign."""
    if isinstance(part, Quotient) and (value := part.constant) is not None:
        return constant(abs(value))
    return part if isinstance(part, Absolute) else Absolute(part)


def rounded(part: Form, step: Fraction, mode: Rounding = Rounding.HALF_UP) -> Form:
    """Return a form rounded to a multiple of a positive `step`."""
    if step.numerator <= 0:
        raise ValueError("a form is rounded to a positive step")
    if isinstance(part, Quotient) and (value := part.constant) is not None:
        return constant(round_to(value, step, mode))
    return Rounded(part, step, mode)


def choose(cases: Iterable[tuple[Condition, Form]], otherwise: Form) -> Form:
    """Return the form of the first case that holds, else `otherwise`; impossible cases are dropped."""
    kept: list[tuple[Condition, Form]] = []
    for condition, form in cases:
        if isinstance(condition, Test):
            kept.append((condition, form))
        elif condition == _ALWAYS:
            otherwise = form
            break
        elif condition != _NEVER:
            kept.append((condition, form))
    return Choice(tuple(kept), otherwise) if kept else otherwise


_ALWAYS, _NEVER = All(()), Any(())

# Making conditions -----------------------------------------------------------------------------


def test(relation: Relation, form: Form) -> Condition:
    """Return the condition that `form` compares so with zero."""
    if isinstance(form, Quotient) and (number := form.number) is not None:
        return always() if compares(relation, number[0]) else never()
    return Test(relation, form)


test.__test__ = False  # type: ignore[attr-defined]  # pytest collects functions by this name


def all_of(parts: Iterable[Condition]) -> Condition:
    """Return the condition that every part holds."""
    kept = tuple(dict.fromkeys(part for part in parts if part != always()))
    if never() in kept:
        return never()
    return kept[0] if len(kept) == 1 else All(kept)


def any_of(parts: Iterable[Condition]) -> Condition:
    """Return the condition that some part holds."""
    kept = tuple(dict.fromkeys(part for part in parts if part != never()))
    if always() in kept:
        return always()
    return kept[0] if len(kept) == 1 else Any(kept)


OPPOSITE = {
    Relation.EQUAL: Relation.UNEQUAL,
    Relation.UNEQUAL: Relation.EQUAL,
    Relation.LESS: Relation.AT_LEAST,
    Relation.AT_LEAST: Relation.LESS,
    Relation.GREATER: Relation.AT_MOST,
    Relation.AT_MOST: Relation.GREATER,
}


def none_of(part: Condition) -> Condition:
    """Return the condition that the part does not hold, with the negation pushed to the comparisons."""
    match part:
        case Test():
            return Test(OPPOSITE[part.relation], part.form)
        case All():
            return any_of(none_of(each) for each in part.parts)
        case Any():
            return all_of(none_of(each) for each in part.parts)
        case Not():
            return part.part
    assert_never(part)


def always() -> Condition:
    """Return the condition that always holds."""
    return _ALWAYS


def never() -> Condition:
    """Return the condition that never holds."""
    return _NEVER


# Putting values in ------------------------------------------------------------------------------


def substituted(form: Form, known: Mapping[int, Fraction]) -> Form:
    """Return `form` with known values put in and what they decide left out. Raises ZeroBaseError."""
    match form:
        case Quotient():
            return quotients.substituted(form, known)
        case Extremum():
            return _extremum((substituted(part, known) for part in form.parts), largest=form.largest)
        case Absolute():
            return absolute(substituted(form.part, known))
        case Rounded():
            return rounded(substituted(form.part, known), form.step, form.mode)
        case Choice():
            # In order, so that a case that is ruled out is never divided by its zero.
            cases: list[tuple[Condition, Form]] = []
            for condition, part in form.cases:
                left = _condition_substituted(condition, known)
                if left == never():
                    continue
                cases.append((left, substituted(part, known)))
                if left == always():
                    return choose(cases, cases[-1][1])
            return choose(cases, substituted(form.otherwise, known))
        case Combined():
            return _ARITHMETIC[form.operator](substituted(form.left, known), substituted(form.right, known))
    assert_never(form)


_ARITHMETIC: Mapping[Operator, Callable[[Form, Form], Form]] = {
    Operator.ADD: add,
    Operator.SUBTRACT: subtract,
    Operator.MULTIPLY: multiply,
    Operator.DIVIDE: divide,
}


def _condition_substituted(condition: Condition, known: Mapping[int, Fraction]) -> Condition:
    match condition:
        case Test():
            return test(condition.relation, substituted(condition.form, known))
        case All():
            return all_of(_condition_substituted(part, known) for part in condition.parts)
        case Any():
            return any_of(_condition_substituted(part, known) for part in condition.parts)
        case Not():
            return none_of(_condition_substituted(condition.part, known))
    assert_never(condition)
