"""True values that round to everything printed and satisfy a rule: the proof that rounding can explain it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.evaluation import forms, polynomials
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
) -> dict[int, Fraction] | None:
    """Return true values of the figures in `form` for which it lies in `target`, None where none were found."""
    used = forms.variables(form)
    for piece in result.pieces:
        if not piece.interval.meets(target):
            continue
        found = _in_piece(piece, target)
        if found is None:
            continue
        point = {index: found[index] if index in found else some_value(box[index]) for index in used}
        if _proves(form, box, point, target):
            return point
    return None


def _proves(form: Form, box: Sequence[Interval], point: Mapping[int, Fraction], target: Interval) -> bool:
    # Whatever way it was found, a witness counts only once it has been checked.
    try:
        return (
            all(value in box[index] for index, value in point.items())
            and forms.value_at(form, point) in target
        )
    except ZeroBaseError:
        return False


def _in_piece(piece: Piece, target: Interval) -> dict[int, Fraction] | None:
    if piece.bounds is not None and not piece.region.guards:
        return _along_bounds(piece, piece.bounds, target)
    found = piece.linear_answer(target)
    return found if isinstance(found, dict) else None


def _along_bounds(piece: Piece, bounds: Bounds, target: Interval) -> dict[int, Fraction] | None:
    """Aim at one value and walk there, from the middle of the box towards a corner."""
    aim = some_value(piece.interval.meet(target))
    for end in (bounds.low, bounds.high):
        if end.point is not None and end.value == aim:
            return dict(end.point)
    box = piece.region.box
    here = {index: some_value(box[index]) for index in piece.quotient.variables}
    value = _value(piece, here)
    end = bounds.low if value > aim else bounds.high
    share = Fraction(1, 2)
    for _ in range(MAX_HALVINGS):
        # Ever closer to the corner, which itself may not belong to the box.
        there = {index: at + (1 - share) * (end.corner.get(index, at) - at) for index, at in here.items()}
        if (_value(piece, there) - aim) * (value - aim) <= 0:
            return _between(piece, here, there, aim)
        share /= 2
    return None


def _between(
    piece: Piece, here: dict[int, Fraction], there: dict[int, Fraction], aim: Fraction
) -> dict[int, Fraction]:
    """Walk from one point to another, figure by figure, and stop where the value is `aim`.

    Along one figure that is not multiplied by itself both numerator and divisor are straight lines, and
    for sums and ratios of sums they are along any way.
    """
    start = _distance(piece, here, aim)
    if piece.quotient.linear_fractional:
        share = start / (start - _distance(piece, there, aim)) if start else Fraction(0)
        return {index: value + share * (there[index] - value) for index, value in here.items()}
    order = list(here)
    near, far = 0, len(order)
    while far - near > 1:
        middle = (near + far) // 2
        if _distance(piece, _partly(order, middle, here, there), aim) * start > 0:
            near = middle
        else:
            far = middle
    stop = _partly(order, near, here, there)
    index = order[near]
    return _on_line(piece, stop, index, (here[index], there[index]), aim)


def _partly(
    order: Sequence[int], count: int, here: Mapping[int, Fraction], there: Mapping[int, Fraction]
) -> dict[int, Fraction]:
    return {index: (there if at < count else here)[index] for at, index in enumerate(order)}


def _on_line(
    piece: Piece, here: dict[int, Fraction], index: int, ends: tuple[Fraction, Fraction], aim: Fraction
) -> dict[int, Fraction]:
    """Return the point between two values of one figure where the value is `aim`, as close as may be."""
    first, last = ends
    for _ in range(MAX_HALVINGS):
        one, two = (_distance(piece, {**here, index: end}, aim) for end in (first, last))
        if one == two:
            break
        found = {**here, index: first + one / (one - two) * (last - first)}
        if _distance(piece, found, aim) == 0:
            return found
        # The figure is multiplied by itself: no straight line, and perhaps no fraction hits the value.
        middle = (first + last) / 2
        if _distance(piece, {**here, index: middle}, aim) * one <= 0:
            last = middle
        else:
            first = middle
    return {**here, index: (first + last) / 2}


def _distance(piece: Piece, point: Mapping[int, Fraction], aim: Fraction) -> Fraction:
    return polynomials.value(piece.quotient.numerator, point) - aim * polynomials.value(
        piece.quotient.divisor, point
    )


def _value(piece: Piece, point: Mapping[int, Fraction]) -> Fraction:
    return forms.value_at(piece.quotient, point)
