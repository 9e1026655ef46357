"""What values a form takes over a box of half-open intervals.

The range of a quotient is exact: a minimum or maximum, and whether some true values reach it. A form of
several pieces keeps them apart, so that both outcomes of a straddled threshold can be shown.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import records
from auditor.evaluation import bounding, forms, pieces
from auditor.evaluation.bounding import Range
from auditor.evaluation.corners import Bounds, OutOfReachError
from auditor.evaluation.forms import Absolute, Extremum, Form, Quotient, ZeroBaseError
from auditor.evaluation.joint import Together, hold_together, ratio_constraints
from auditor.evaluation.pieces import Branch, Region
from auditor.numbers import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence


@records.frozen
class Piece:
    """The values of a form on one region of the box, where it is one quotient.

    `interval` holds them all; where `exact` each of them is taken. `branch` names the threshold choices.
    """

    interval: Interval
    exact: bool
    inner: Interval | None
    branch: Branch
    quotient: Quotient
    region: Region
    bounds: Bounds | None = None

    def reaches(self, target: Interval) -> bool | None:
        """Return whether some true values of the region give a value in `target`, None where undecided."""
        if not self.interval.meets(target):
            return False
        if self.exact:
            return True
        if self.inner is not None and self.inner.meets(target):
            return True
        answer = self.linear_answer(target)
        return None if answer is None else answer is not False

    def linear_answer(self, target: Interval) -> dict[int, Fraction] | bool | None:
        """Return true values that give a value in `target`, False where there are none, None where not linear."""
        quotient = bounding.folded(self.quotient, self.region.box)
        if self.region.curved or not quotient.linear_fractional:
            return None
        divisor = bounding.range_of_quotient(Quotient(quotient.divisor), self.region.box).interval
        if divisor.hi is not None and divisor.hi < 0:
            quotient = Quotient(quotient.numerator.times(-1), quotient.divisor.times(-1))
        guards = (*self.region.guards, *ratio_constraints(target, quotient))
        found = hold_together(guards, self.region.box)
        match found.answer:
            case Together.CONSISTENT:
                return dict(found.witness) or True
            case Together.INCONSISTENT:
                return False
        return None


@records.frozen
class RangeResult:
    """What values a form takes over a box, or why that cannot be told (`reason`: zero-base, budget, unbounded).

    `inner` holds values that are surely taken, for forms without jumps.
    """

    pieces: tuple[Piece, ...] = ()
    reason: str = ""
    _inner: Interval | Callable[[], Interval | None] | None = attrs.field(default=None, alias="inner")

    @property
    def inner(self) -> Interval | None:
        """Return values that are surely taken; they are looked for where the pieces leave it open."""
        return self._inner() if callable(self._inner) else self._inner

    @property
    def interval(self) -> Interval | None:
        """Return the smallest interval that holds all values, None where they are not known."""
        return hull_of(self.pieces) if self.pieces else None

    @property
    def exact(self) -> bool:
        """Whether the pieces are exactly the values taken."""
        return bool(self.pieces) and all(piece.exact for piece in self.pieces)

    @property
    def outcomes(self) -> tuple[tuple[Piece, ...], ...]:
        """Return the pieces by outcome: sides of a threshold whose values join are one outcome."""
        if len(self.pieces) == 1:
            return (self.pieces,)
        by_branch: dict[Branch, list[Piece]] = {}
        for piece in self.pieces:
            by_branch.setdefault(piece.branch, []).append(piece)
        groups = sorted(by_branch.values(), key=lambda group: hull_of(group).lo or Fraction(0))
        joined: list[list[Piece]] = []
        for group in groups:
            if joined and _touch(hull_of(joined[-1]), hull_of(group)):
                joined[-1].extend(group)
            else:
                joined.append(list(group))
        return tuple(tuple(group) for group in joined)

    def reaches(self, target: Interval) -> bool | None:
        """Return whether some true values give a value in `target`, None where undecided."""
        answer = reaches(self.pieces, target)
        inner = self.inner if answer is None else None
        return True if inner is not None and inner.meets(target) else answer


def reaches(members: Sequence[Piece], target: Interval) -> bool | None:
    """Return whether some of the pieces reach `target`, None where undecided."""
    answers = [piece.reaches(target) for piece in members]
    if True in answers:
        return True
    return None if None in answers else False


def range_of(form: Form, box: Sequence[Interval]) -> RangeResult:
    """Return what values `form` takes over `box`."""
    try:
        if isinstance(form, Quotient):
            found = bounding.range_of_quotient(form, box)
            return RangeResult((_piece(found, form, Region(tuple(box))),), inner=found.inner)
        return _piecewise(form, box)
    except ZeroBaseError:
        return RangeResult(reason="zero-base")
    except OutOfReachError as error:
        return RangeResult(reason=error.reason)
    except forms.TooLargeError:
        return RangeResult(reason="budget")


def zero_base(quotient: Quotient, box: Sequence[Interval]) -> str:
    """Return zero-base where a divisor can be zero on the closed box, another reason where that is not known."""
    if not quotient.divisor.degree and quotient.divisor.terms and not quotient.bases:
        return ""
    try:
        for divisor in (quotient.divisor, *quotient.bases):
            bounding.refuse_zero(divisor, box)
    except ZeroBaseError:
        return "zero-base"
    except OutOfReachError as error:
        return error.reason
    return ""


def _piecewise(form: Form, box: Sequence[Interval]) -> RangeResult:
    found: list[Piece] = []
    for part in pieces.parts_of(form, box):
        values = bounding.range_of_quotient(part.quotient, part.region.box)
        if part.region.guards or part.region.curved:
            # Somewhere on a smaller region than the box that was measured.
            values = Range(values.interval, exact=False)
        found.append(_piece(values, part.quotient, part.region, part.branch))
    if all(piece.exact for piece in found) or not forms.continuous(form):
        return RangeResult(tuple(found))
    # Pieces were measured on more than their region: what surely bounds the whole form bounds them too.
    whole = _propagated(form, box)
    tightened = [attrs.evolve(piece, interval=piece.interval.meet(whole)) for piece in found]
    kept = tuple(piece for piece in tightened if not piece.interval.is_empty)
    # A sample that divides by zero says that the range cannot be told: it is not put off.
    late = not forms.divisor_variables(form)
    return RangeResult(kept, inner=functools.partial(_sampled, form, box) if late else _sampled(form, box))


def _propagated(form: Form, box: Sequence[Interval]) -> Interval:
    """Return an interval that holds all values of `form`: sound whatever its parts have in common."""
    match form:
        case Quotient():
            return bounding.range_of_quotient(form, box).interval
        case Extremum():
            parts = [_propagated(part, box) for part in form.parts]
            return (
                _largest(parts)
                if form.largest
                else _largest([_mirrored(part) for part in parts], mirror=True)
            )
        case Absolute():
            part = _propagated(form.part, box)
            return _largest([part, _mirrored(part)])
    return Interval.everything()


def _largest(parts: Sequence[Interval], *, mirror: bool = False) -> Interval:
    result = parts[0]
    for part in parts[1:]:
        # The larger of two lies above both lower ends and below the larger upper end.
        floor = Interval(result.lo, None, result.lo_in).meet(Interval(part.lo, None, part.lo_in))
        roof = Interval(None, result.hi, hi_in=result.hi_in).hull(Interval(None, part.hi, hi_in=part.hi_in))
        result = floor.meet(roof)
    return _mirrored(result) if mirror else result


def _mirrored(interval: Interval) -> Interval:
    return interval.times(Fraction(-1))


def _piece(values: Range, quotient: Quotient, region: Region, branch: Branch = ()) -> Piece:
    return Piece(values.interval, values.exact, values.inner, branch, quotient, region, values.bounds)


def _sampled(form: Form, box: Sequence[Interval]) -> Interval | None:
    whole = {}
    for index in forms.variables(form):
        low, high = box[index].lo, box[index].hi
        if low is None or high is None:
            return None
        whole[index] = (low, high)
    inner: Interval | None = None
    for sample in bounding.samples(whole, box):
        value = Interval.point(forms.value_at(form, sample))
        inner = value if inner is None else inner.hull(value)
    return inner


def hull_of(members: Sequence[Piece]) -> Interval:
    """Return the interval that spans all pieces."""
    result = members[0].interval
    for piece in members[1:]:
        result = result.hull(piece.interval)
    return result


def _touch(left: Interval, right: Interval) -> bool:
    if left.meets(right):
        return True
    return left.hi is not None and left.hi == right.lo and (left.hi_in or right.lo_in)
