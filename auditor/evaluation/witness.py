"""True values that round to everything printed and satisfy a rule: the proof that rounding can explain it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.evaluation import forms
from auditor.evaluation.forms import Form, ZeroBaseError
from auditor.evaluation.joint import some_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from auditor.evaluation.corners import Bounds
    from auditor.evaluation.ranges import Piece, RangeResult
    from auditor.numbers import Interval

MAX_HALVINGS = 80
"""A target as wide as a rounding interval is hit long before."""


def find_witness(
    form: Form, box: Sequence[Interval], result: RangeResult, target: Interval
) -> tuple[Fraction, ...] | None:
    """Return true values in `box` for which `form` lies in `target`, or None where none were found."""
    for piece in result.pieces:
        if not piece.interval.meets(target):
            continue
        point = _in_piece(piece, target)
        if point is None:
            continue
        full = tuple(point.get(at, some_value(each)) for at, each in enumerate(box))
        if _proves(form, box, full, target):
            return full
    return None


def _proves(form: Form, box: Sequence[Interval], point: Sequence[Fraction], target: Interval) -> bool:
    # Whatever way it was found, a witness counts only once it has been checked.
    used = forms.variables(form)
    try:
        return all(point[index] in box[index] for index in used) and forms.value_at(form, point) in target
    except ZeroBaseError:
        return False


def _in_piece(piece: Piece, target: Interval) -> dict[int, Fraction] | None:
    if piece.bounds is not None and not piece.region.guards:
        return _along_bounds(piece, piece.bounds, target)
    found = piece.linear_answer(target)
    return found if isinstance(found, dict) else None


def _along_bounds(piece: Piece, bounds: Bounds, target: Interval) -> dict[int, Fraction] | None:
    """Walk from the middle of the box towards a corner until the value lies in `target`."""
    box = piece.region.box
    for end in (bounds.low, bounds.high):
        if end.point is not None and end.value in target:
            return dict(end.point)
    middle = {index: some_value(box[index]) for index in piece.quotient.variables}
    here = _value(piece, middle)
    if here in target:
        return middle
    end = bounds.low if target.hi is not None and (here > target.hi or here == target.hi) else bounds.high
    near, far = Fraction(0), Fraction(1)
    for _ in range(MAX_HALVINGS):
        share = (near + far) / 2
        point = {
            index: value + share * (end.corner.get(index, value) - value) for index, value in middle.items()
        }
        value = _value(piece, point)
        if value in target:
            return point
        # Still on this side of the target: further out. Past it: back.
        if _before(value, target, rising=end is bounds.high):
            near = share
        else:
            far = share
    return None


def _before(value: Fraction, target: Interval, *, rising: bool) -> bool:
    if rising:
        return target.lo is not None and value <= target.lo
    return target.hi is not None and value >= target.hi


def _value(piece: Piece, point: Mapping[int, Fraction]) -> Fraction:
    size = len(piece.region.box)
    return forms.value_at(piece.quotient, [point.get(at, Fraction(0)) for at in range(size)])
