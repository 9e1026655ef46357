"""Cut a form over a box into pieces: regions of the box where it is one quotient.

The smaller of two figures is the one where it is below, the other elsewhere; a score by bands is one
quotient a band. Comparisons that the box decides cut nothing, so most forms give a single piece. A cut
along one figure narrows its interval; a cut across several stays a guard, for exact linear arithmetic.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, assert_never

import attrs

from auditor import records
from auditor.evaluation import bounding, forms
from auditor.evaluation.corners import OutOfReachError
from auditor.evaluation.cutting import Cutter
from auditor.evaluation.forms import Form, Quotient, Rounded
from auditor.evaluation.joint import Together, allowed_values, hold_together, within
from auditor.evaluation.polynomials import ZERO
from auditor.evaluation.simplex import Constraint
from auditor.language.tree import Operator, Relation
from auditor.numbers import Interval, Rounding, interval_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MAX_PIECES = 256
"""So many pieces one form may fall into over the box of its figures."""
MAX_STEPS = 128
"""So many steps of a rounded part one box may span."""

_DIRECTED = {Rounding.FLOOR, Rounding.CEILING, Rounding.TRUNCATE, Rounding.AWAY}

Branch = tuple[int, ...]


@records.frozen
class Region:
    """A part of a box: the narrowed intervals, and the linear guards that no one interval can express.

    `curved` says that a guard was left out because it is not linear: the true region may be smaller.
    """

    box: tuple[Interval, ...]
    guards: tuple[Constraint, ...] = ()
    curved: bool = False


@records.frozen
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
    found = _BOXES.cut(forms.substituted(form, known), Region(tuple(box)))
    return [Part(region, *value) for region, value in found if possible(region)]


def possible(region: Region) -> bool:
    """Return whether a region may hold any true values."""
    if any(interval.is_empty for interval in region.box):
        return False
    if not region.guards:
        return True
    return hold_together(region.guards, region.box).answer is not Together.INCONSISTENT


Value = tuple[Quotient, Branch]


class _Boxes(Cutter[Region, Value]):
    """Cuts forms over boxes; what stands on a region is a quotient and the threshold choices that led there."""

    def leaf(self, form: Quotient, region: Region) -> list[tuple[Region, Value]]:
        return [(region, (form, ()))]

    def sign(self, value: Value, relation: Relation, region: Region) -> list[Region]:
        return _narrowed(region, relation, value[0])

    def parted(self, value: Value, relation: Relation, region: Region) -> tuple[list[Region], list[Region]]:
        found = bounding.range_of_quotient(value[0], region.box)
        return (
            _narrowed(region, relation, value[0], found),
            _narrowed(region, forms.OPPOSITE[relation], value[0], found),
        )

    def joined(
        self, operator: Operator, left: Value, right: Value, region: Region
    ) -> Iterable[tuple[Region, Value]]:
        return [(region, (_joined(operator, left[0], right[0]), left[1] + right[1]))]

    def steps(self, form: Rounded, value: Value, region: Region) -> Iterable[tuple[Region, Value]]:
        return _steps(form, value, region)

    def negative(self, value: Value) -> Value:
        return _quotient(forms.negate(value[0])), value[1]

    def difference(self, left: Value, right: Value) -> Value:
        return _quotient(forms.subtract(left[0], right[0])), ()

    def beside(self, value: Value, other: Value) -> Value:
        return value[0], value[1] + other[1]

    def chosen(self, value: Value, at: int) -> Value:
        return value[0], (at, *value[1])

    def checked(self, found: Iterable[tuple[Region, Value]]) -> list[tuple[Region, Value]]:
        parts = list(itertools.islice(found, MAX_PIECES + 1))
        if len(parts) > MAX_PIECES:
            raise OutOfReachError("budget")
        return parts

    def checked_regions(self, found: list[Region]) -> list[Region]:
        if len(found) > MAX_PIECES:
            raise OutOfReachError("budget")
        return [region for region in found if possible(region)]


_BOXES = _Boxes()


def _steps(form: Rounded, value: Value, region: Region) -> Iterator[tuple[Region, Value]]:
    quotient, before = value
    interval = bounding.range_of_quotient(quotient, region.box).interval
    if interval.lo is None or interval.hi is None:
        raise OutOfReachError("unbounded")
    first, last = (interval.lo / form.step).__floor__(), (interval.hi / form.step).__ceil__()
    if last - first > MAX_STEPS:
        raise OutOfReachError("budget")
    for count in range(first, last + 1):
        amount = count * form.step
        allowed = interval_of(amount, form.step, form.mode)
        if not allowed.meets(interval):
            continue
        branch = (*before, count) if form.mode in _DIRECTED else before
        for inside in _within(region, quotient, allowed):
            yield inside, (_quotient(forms.constant(amount)), branch)


def _within(region: Region, quotient: Quotient, allowed: Interval) -> Iterator[Region]:
    if allowed.lo is None or allowed.hi is None:
        raise OutOfReachError("unbounded")
    above = _quotient(forms.subtract(quotient, forms.constant(allowed.lo)))
    below = _quotient(forms.subtract(quotient, forms.constant(allowed.hi)))
    for inside in _narrowed(region, Relation.AT_LEAST if allowed.lo_in else Relation.GREATER, above):
        yield from _narrowed(inside, Relation.AT_MOST if allowed.hi_in else Relation.LESS, below)


def _narrowed(
    region: Region, relation: Relation, quotient: Quotient, found: bounding.Range | None = None
) -> list[Region]:
    """Return where in `region` the quotient compares so with zero: nowhere, in one region or in two.

    `found` is the quotient's range over the region, where it is known.
    """
    found = found or bounding.range_of_quotient(quotient, region.box)
    if relation is Relation.UNEQUAL:
        sides = (Relation.LESS, Relation.GREATER)
        return [part for side in sides for part in _narrowed(region, side, quotient, found)]
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
