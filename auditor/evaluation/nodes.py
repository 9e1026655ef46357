"""The nodes of a form: a quotient of polynomials, or what is not one."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from auditor import records
from auditor.evaluation.polynomials import ONE
from auditor.evaluation.quotients import Quotient
from auditor.language.tree import Operator, Relation
from auditor.numbers import Rounding

if TYPE_CHECKING:
    from collections.abc import Iterator


@records.frozen(cache_hash=True)
class Extremum:
    """The smallest of its parts, or the largest."""

    largest: bool
    parts: tuple[Form, ...]


@records.frozen(cache_hash=True)
class Absolute:
    """The value of its part without sign."""

    part: Form


@records.frozen(cache_hash=True)
class Rounded:
    """Its part rounded to a multiple of `step`: full steps (FLOOR), started steps (CEILING), or rounding."""

    part: Form
    step: Fraction
    mode: Rounding


@records.frozen(cache_hash=True)
class Choice:
    """The form of the first case whose condition holds, or `otherwise`."""

    cases: tuple[tuple[Condition, Form], ...]
    otherwise: Form


@records.frozen(cache_hash=True)
class Combined:
    """Arithmetic that cannot be pushed into its parts."""

    operator: Operator
    left: Form
    right: Form


Form = Quotient | Extremum | Absolute | Rounded | Choice | Combined


@records.frozen(cache_hash=True)
class Test:
    """A form compared with zero."""

    __test__ = False  # pytest collects what is called Test

    relation: Relation
    form: Form


@records.frozen(cache_hash=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]


@records.frozen(cache_hash=True)
class Any:
    """Some part holds."""

    parts: tuple[Condition, ...]


@records.frozen(cache_hash=True)
class Not:
    """The part does not hold."""

    part: Condition


Condition = Test | All | Any | Not

_DIRECTED = (Rounding.FLOOR, Rounding.CEILING)

# Asking ----------------------------------------------------------------------------------------


def forms_in(node: Form | Condition) -> tuple[Form | Condition, ...]:
    """Return the forms and conditions directly under a node, in order."""
    match node:
        case Quotient():
            return ()
        case Extremum() | All() | Any():
            return node.parts
        case Absolute() | Rounded() | Not():
            return (node.part,)
        case Test():
            return (node.form,)
        case Choice():
            return (*(each for case in node.cases for each in case), node.otherwise)
        case Combined():
            return (node.left, node.right)
    assert_never(node)


def rounds(node: Form | Condition) -> bool:
    """Whether a form holds a value rounded otherwise than to full or to started steps."""
    if isinstance(node, Quotient):
        return False
    if isinstance(node, Rounded) and node.mode not in _DIRECTED:
        return True
    return any(map(rounds, forms_in(node)))


def quotients_in(node: Form | Condition) -> Iterator[Quotient]:
    """Give every quotient anywhere in a form or condition."""
    if isinstance(node, Quotient):
        yield node
    for part in forms_in(node):
        yield from quotients_in(part)


def variables(node: Form | Condition) -> frozenset[int]:
    """Return the unknowns that a form or condition speaks of."""
    if isinstance(node, Quotient):
        return node.variables
    return frozenset(index for part in quotients_in(node) for index in part.variables)


def divisor_variables(form: Form) -> frozenset[int]:
    """Return the unknowns that stand below a line somewhere in `form`."""
    if isinstance(form, Quotient) and not form.divisor.degree and not form.bases:
        return frozenset()
    found: set[int] = set()
    for part in quotients_in(form):
        found |= part.divisor.variables.union(*(base.variables for base in part.bases))
    for node in _walk(form):
        if isinstance(node, Combined) and node.operator is Operator.DIVIDE:
            found |= variables(node.right)
    return frozenset(found)


def _walk(node: Form | Condition) -> Iterator[Form | Condition]:
    yield node
    for part in forms_in(node):
        yield from _walk(part)


def continuous(form: Form) -> bool:
    """Return whether `form` has no jumps: no cases and no rounding."""
    return not any(isinstance(node, Choice | Rounded) for node in _walk(form))


def unknown_of(form: Form) -> int | None:
    """Return the unknown that `form` is and nothing else, or None."""
    if not isinstance(form, Quotient) or len(form.numerator.terms) != 1 or form.bases:
        return None
    monomial, coefficient = form.numerator.terms[0]
    if len(monomial) != 1 or coefficient != 1:
        return None
    return monomial[0] if form.divisor is ONE or form.divisor == ONE else None


def speaks_of(form: Form, index: int) -> bool:
    """Return whether an unknown occurs in `form`."""
    if isinstance(form, Quotient) and not form.bases and not form.divisor.degree:
        return any(index in monomial for monomial, _ in form.numerator.terms)
    return index in variables(form)


def is_variable(form: Form) -> bool:
    """Return whether `form` is one unknown and nothing else."""
    return unknown_of(form) is not None


def is_affine(form: Form) -> bool:
    """Return whether `form` adds up figures, each times an exact number."""
    return isinstance(form, Quotient) and form.affine
