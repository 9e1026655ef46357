"""Cut a form over a box into pieces: regions of the box where it is one quotient.

The smaller of two figures is the one where it is below, the other elsewhere; a score by bands is one
quotient a band. Comparisons that the box decides cut nothing, so most forms give a single piece. A cut
along one figure narrows its interval; a cut across several stays a guard, for exact linear arithmetic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import attrs

from auditor.evaluation import bounding, forms
from auditor.evaluation.corners import OutOfReachError
from auditor.evaluation.forms import (
    Absolute,
    All,
    Any,
    Choice,
    Combined,
    Condition,
    Extremum,
    Form,
    Not,
    Quotient,
    Rounded,
    Test,
)
from auditor.evaluation.joint import Together, allowed_values, hold_together, within
from auditor.evaluation.polynomials import ZERO
from auditor.evaluation.simplex import Constraint
from auditor.language.tree import Operator, Relation
from auditor.numbers import Interval, Rounding, interval_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_PIECES = 256
"""So many pieces one form may fall into over the box of its figures."""
MAX_STEPS = 128
"""So many steps of a rounded part one box may span."""

_DIRECTED = {Rounding.FLOOR, Rounding.CEILING, Rounding.TRUNCATE, Rounding.AWAY}

Branch = tuple[int, ...]


@attrs.frozen
class Region:
    """A part of a box: the narrowed intervals, and the linear guards that no one interval can express.

    `curved` says that a guard was left out because it is not linear: the true region may be smaller.
    """

    box: tuple[Interval, ...]
    guards: tuple[Constraint, ...] = ()
    curved: bool = False


@attrs.frozen
class Part:
    """A form on one region, where it is one quotient.

    `branch` names the threshold choices taken: the cases of a scheme, full or started steps. Kinks that
    are no jumps (smallest, largest, absolute) leave no trace there.
    """

    region: Region
    quotient: Quotient
    branch: Branch = ()


def parts_of(form: Form, box: Sequence[Interval]) -> list[Part]:
    """Return the parts of `form` over `box`. Raises ZeroBaseError, OutOfReachError."""
    known = bounding.points_of(forms.variables(form), box)
    found = list(_form(forms.substituted(form, known), Region(tuple(box))))
    if len(found) > MAX_PIECES:
        raise OutOfReachError("budget")
    return [part for part in found if possible(part.region)]


def possible(region: Region) -> bool:
    """Return whether a region may hold any true values."""
    if any(interval.is_empty for interval in region.box):
        return False
    if not region.guards:
        return True
    return hold_together(region.guards, region.box).answer is not Together.INCONSISTENT


def _limited(parts: Iterator[Part]) -> list[Part]:
    found: list[Part] = []
    for part in parts:
        found.append(part)
        if len(found) > MAX_PIECES:
            raise OutOfReachError("budget")
    return found


def _form(form: Form, region: Region) -> Iterator[Part]:
    match form:
        case Quotient():
            yield Part(region, form)
        case Extremum():
            yield from _extremum(form, region)
        case Absolute():
            for part in _limited(_form(form.part, region)):
                for inside in _narrowed(part.region, Relation.AT_LEAST, part.quotient):
                    yield attrs.evolve(part, region=inside)
                for inside in _narrowed(part.region, Relation.LESS, part.quotient):
                    yield attrs.evolve(part, region=inside, quotient=_negative(part.quotient))
        case Rounded():
            for part in _limited(_form(form.part, region)):
                yield from _steps(form, part)
        case Choice():
            yield from _choice(form, region)
        case Combined():
            for left in _limited(_form(form.left, region)):
                for right in _limited(_form(form.right, left.region)):
                    joined = _joined(form.operator, left.quotient, right.quotient)
                    yield Part(right.region, joined, left.branch + right.branch)
        case _:
            assert_never(form)


def _extremum(form: Extremum, region: Region) -> Iterator[Part]:
    best = _limited(_form(form.parts[0], region))
    relation = Relation.AT_LEAST if form.largest else Relation.AT_MOST
    for other in form.parts[1:]:
        merged: list[Part] = []
        for one in best:
            for two in _limited(_form(other, one.region)):
                difference = _quotient(forms.subtract(one.quotient, two.quotient))
                branch = one.branch + two.branch
                cut = _narrowed(two.region, relation, difference)
                merged.extend(Part(inside, one.quotient, branch) for inside in cut)
                cut = _narrowed(two.region, _STRICT_OPPOSITE[relation], difference)
                merged.extend(Part(inside, two.quotient, branch) for inside in cut)
        best = _limited(iter(merged))
    yield from best


_STRICT_OPPOSITE = {Relation.AT_LEAST: Relation.LESS, Relation.AT_MOST: Relation.GREATER}


def _steps(form: Rounded, part: Part) -> Iterator[Part]:
    interval = bounding.range_of_quotient(part.quotient, part.region.box).interval
    if interval.lo is None or interval.hi is None:
        raise OutOfReachError("unbounded")
    first, last = (interval.lo / form.step).__floor__(), (interval.hi / form.step).__ceil__()
    if last - first > MAX_STEPS:
        raise OutOfReachError("budget")
    for count in range(first, last + 1):
        value = count * form.step
        allowed = interval_of(value, form.step, form.mode)
        if not allowed.meets(interval):
            continue
        branch = (*part.branch, count) if form.mode in _DIRECTED else part.branch
        for inside in _within(part.region, part.quotient, allowed):
            yield Part(inside, _quotient(forms.constant(value)), branch)


def _within(region: Region, quotient: Quotient, allowed: Interval) -> Iterator[Region]:
    if allowed.lo is None or allowed.hi is None:
        raise OutOfReachError("unbounded")
    above = _quotient(forms.subtract(quotient, forms.constant(allowed.lo)))
    below = _quotient(forms.subtract(quotient, forms.constant(allowed.hi)))
    for inside in _narrowed(region, Relation.AT_LEAST if allowed.lo_in else Relation.GREATER, above):
        yield from _narrowed(inside, Relation.AT_MOST if allowed.hi_in else Relation.LESS, below)


def _choice(form: Choice, region: Region) -> Iterator[Part]:
    rest = [region]
    for at, (condition, chosen) in enumerate(form.cases):
        left: list[Region] = []
        for one in rest:
            for inside in _where(condition, one):
                for part in _form(chosen, inside):
                    yield attrs.evolve(part, branch=(at, *part.branch))
            left.extend(_where(forms.none_of(condition), one))
        rest = left
        if not rest:
            return
        if len(rest) > MAX_PIECES:
            raise OutOfReachError("budget")
    for one in rest:
        for part in _form(form.otherwise, one):
            yield attrs.evolve(part, branch=(len(form.cases), *part.branch))


# Conditions ------------------------------------------------------------------------------------


def _where(condition: Condition, region: Region) -> list[Region]:
    match condition:
        case Test():
            found: list[Region] = []
            for part in _limited(_form(condition.form, region)):
                found.extend(_narrowed(part.region, condition.relation, part.quotient))
        case All():
            found = [region]
            for each in condition.parts:
                found = [inside for one in found for inside in _where(each, one)]
        case Any():
            # Disjoint regions: each part only where none before it holds.
            found, rest = [], [region]
            for each in condition.parts:
                found.extend(inside for one in rest for inside in _where(each, one))
                rest = [inside for one in rest for inside in _where(forms.none_of(each), one)]
        case Not():
            return _where(forms.none_of(condition.part), region)
        case _:
            assert_never(condition)
    if len(found) > MAX_PIECES:
        raise OutOfReachError("budget")
    return [inside for inside in found if possible(inside)]


def _narrowed(region: Region, relation: Relation, quotient: Quotient) -> list[Region]:
    """Return where in `region` the quotient compares so with zero: nowhere, in one region or in two."""
    if relation is Relation.UNEQUAL:
        return [*_narrowed(region, Relation.LESS, quotient), *_narrowed(region, Relation.GREATER, quotient)]
    found = bounding.range_of_quotient(quotient, region.box)
    allowed = allowed_values(relation)
    if allowed is None or not found.interval.meets(allowed):
        return []
    if found.interval.meet(allowed) == found.interval:
        return [region]
    quotient = bounding.folded(quotient, region.box)
    if not quotient.linear_fractional:
        return [attrs.evolve(region, curved=True)]
    # The divisor keeps one sign on the box, or its range would have been refused: only the numerator counts.
    numerator = quotient.numerator
    if quotient.divisor.degree and _negative_on(Quotient(quotient.divisor), region):
        numerator = numerator.times(-1)
    guard = within(Quotient(numerator), allowed)
    if len(guard.weights) > 1:
        return [attrs.evolve(region, guards=(*region.guards, guard))]
    ((index, weight),) = guard.weights.items()
    narrowed = region.box[index].meet(guard.allowed.times(1 / weight))
    if narrowed.is_empty:
        return []
    return [attrs.evolve(region, box=(*region.box[:index], narrowed, *region.box[index + 1 :]))]


def _negative_on(divisor: Quotient, region: Region) -> bool:
    high = bounding.range_of_quotient(divisor, region.box).interval.hi
    return high is not None and high < 0


# Arithmetic on quotients stays with quotients ------------------------------------------------------


def _quotient(form: Form) -> Quotient:
    if not isinstance(form, Quotient):
        raise TypeError("arithmetic on quotients gives quotients")
    return form


def _negative(quotient: Quotient) -> Quotient:
    return _quotient(forms.negate(quotient))


def _joined(operator: Operator, left: Quotient, right: Quotient) -> Quotient:
    match operator:
        case Operator.ADD:
            return _quotient(forms.add(left, right))
        case Operator.SUBTRACT:
            return _quotient(forms.subtract(left, right))
        case Operator.MULTIPLY:
            return _quotient(forms.multiply(left, right))
        case Operator.DIVIDE:
            if right.numerator == ZERO:
                return Quotient(left.numerator, ZERO)
            return _quotient(forms.divide(left, right))
    assert_never(operator)
