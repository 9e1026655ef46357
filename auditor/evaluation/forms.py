"""The normal form of a formula: what evaluator, prover, linter and localiser all work on.

Arithmetic on figures becomes one quotient of polynomials. What is not a quotient (the smaller of two,
a score by bands, a rounded value) is a node over such forms. Forms are immutable, hashable values;
unknowns are numbered from 0.
"""

from __future__ import annotations

from fractions import Fraction
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

__all__ = [
    "OPPOSITE", "Absolute", "All", "Any", "Choice", "Combined", "Condition", "Extremum", "Form", "Not", "Quotient",
    "Rounded", "Test", "TooLargeError", "ZeroBaseError", "absolute", "add", "all_of", "always", "any_of",
    "choose", "compares", "constant", "continuous", "divide", "divisor_variables", "holds_at", "is_affine",
    "is_number", "is_variable", "maximum", "measured", "minimum", "multiply", "negate", "never", "none_of", "quotients_in", "rounded", "rounds",
    "substituted", "subtract", "test", "total", "unknown_of", "value_at", "variable", "variables",
]  # fmt: skip

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
    return total((left, right))


def subtract(left: Form, right: Form) -> Form:
    """Return the difference of two forms."""
    if isinstance(left, Quotient) and isinstance(right, Quotient):
        return quotients.total((left, quotients.negated(right)))
    return total((left, negate(right)))


def total(parts: Sequence[Form]) -> Form:
    """Return the sum of forms; that of none is 0."""
    plain = quotients.total([part for part in parts if isinstance(part, Quotient)])
    result: Form = plain
    started = any(isinstance(part, Quotient) for part in parts) and plain.constant != 0
    for part in parts:
        if isinstance(part, Quotient):
            continue
        if not started:
            result, started = part, True
            continue
        if isinstance(result, Quotient) and (amount := result.constant) is not None:
            result = _shifted(part, amount)
            continue
        result = Combined(Operator.ADD, result, part)
    return result


def negate(part: Form) -> Form:
    """Return the negative of a form."""
    if isinstance(part, Quotient):
        return quotients.negated(part)
    return multiply(constant(Fraction(-1)), part)


def multiply(left: Form, right: Form) -> Form:
    """Return the product of two forms."""
    if isinstance(left, Quotient) and isinstance(right, Quotient):
        return quotients.product(left, right)
    for factor, other in ((left, right), (right, left)):
        if isinstance(factor, Quotient) and (amount := factor.constant):
            return _times(other, amount)
    return Combined(Operator.MULTIPLY, left, right)


def divide(left: Form, right: Form) -> Form:
    """Return one form divided by another; a zero divisor shows when the form is evaluated."""
    if isinstance(right, Quotient):
        if isinstance(left, Quotient):
            return quotients.ratio(left, right)
        if amount := right.constant:
            return _times(left, 1 / amount)
    return Combined(Operator.DIVIDE, left, right)


def _times(part: Form, amount: Fraction) -> Form:
    if amount == 1:
        return part
    if isinstance(part, Quotient):
        return quotients.scaled(part, amount)
    if isinstance(part, Extremum):
        # A negative factor turns the largest into the smallest.
        return Extremum(part.largest is (amount > 0), tuple(_times(each, amount) for each in part.parts))
    if isinstance(part, Choice):
        cases = tuple((when, _times(each, amount)) for when, each in part.cases)
        return Choice(cases, _times(part.otherwise, amount))
    return Combined(Operator.MULTIPLY, constant(amount), part)


def _shifted(part: Form, amount: Fraction) -> Form:
    match part:
        case Quotient():
            return add(part, constant(amount))
        case Extremum():
            return Extremum(part.largest, tuple(_shifted(each, amount) for each in part.parts))
        case Choice():
            cases = tuple((when, _shifted(each, amount)) for when, each in part.cases)
            return Choice(cases, _shifted(part.otherwise, amount))
    return Combined(Operator.ADD, part, constant(amount))


def minimum(parts: Iterable[Form]) -> Form:
    """Return the smallest of some forms, one at least."""
    return _extremum(parts, largest=False)


def maximum(parts: Iterable[Form]) -> Form:
    """Return the largest of some forms, one at least."""
    return _extremum(parts, largest=True)


def _extremum(parts: Iterable[Form], *, largest: bool) -> Form:
    flat: dict[Form, None] = {}
    known: list[Fraction] = []
    for part in parts:
        for each in part.parts if isinstance(part, Extremum) and part.largest is largest else (part,):
            value = each.constant if isinstance(each, Quotient) else None
            if value is None:
                flat[each] = None
            else:
                known.append(value)
    if known:
        flat[constant(max(known) if largest else min(known))] = None
    if not flat:
        raise ValueError("the smallest or largest of nothing")
    members = tuple(flat)
    return members[0] if len(members) == 1 else Extremum(largest, members)


def absolute(part: Form) -> Form:
    """Return a form without its sign."""
    if isinstance(part, Quotient) and (value := part.constant) is not None:
        return constant(abs(value))
    return part if isinstance(part, Absolute) else Absolute(part)


def rounded(part: Form, step: Fraction, mode: Rounding = Rounding.HALF_UP) -> Form:
    """Return a form rounded to a multiple of a positive `step`."""
    if step <= 0:
        raise ValueError("a form is rounded to a positive step")
    if isinstance(part, Quotient) and (value := part.constant) is not None:
        return constant(round_to(value, step, mode))
    return Rounded(part, step, mode)


def choose(cases: Iterable[tuple[Condition, Form]], otherwise: Form) -> Form:
    """Return the form of the first case that holds, else `otherwise`; impossible cases are dropped."""
    kept: list[tuple[Condition, Form]] = []
    for condition, form in cases:
        if condition == always():
            otherwise = form
            break
        if condition != never():
            kept.append((condition, form))
    return Choice(tuple(kept), otherwise) if kept else otherwise


# Making conditions -----------------------------------------------------------------------------


def test(relation: Relation, form: Form) -> Condition:
    """Return the condition that `form` compares so with zero."""
    if isinstance(form, Quotient) and (value := form.constant) is not None:
        return always() if compares(relation, value) else never()
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
    return All(())


def never() -> Condition:
    """Return the condition that never holds."""
    return Any(())


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
