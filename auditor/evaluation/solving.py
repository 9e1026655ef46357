"""Solve a relation for one of its unknowns, to know what it should have said."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.evaluation import forms
from auditor.evaluation.decide import derived
from auditor.evaluation.judging import claim_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from auditor.evaluation.relations import Relation


def solve(relation: Relation, index: int, point: Sequence[Fraction]) -> Fraction | None:
    """Return the value of one unknown that makes an equality hold at the others' values, or None."""
    if claim_of(relation) == index:
        try:
            return forms.value_at(derived(relation.left.form, relation.right.form, index), point)
        except forms.ZeroBaseError:
            return None

    def off(value: Fraction) -> Fraction:
        at = [*point[:index], value, *point[index + 1 :]]
        return forms.value_at(relation.left.form, at) - forms.value_at(relation.right.form, at)

    try:
        return _root(off, point[index])
    except (forms.ZeroBaseError, ZeroDivisionError):
        return None


def _root(off: Callable[[Fraction], Fraction], start: Fraction) -> Fraction | None:
    # (a·x + b)/(c·x + d) is fixed by three points, and so is its zero.
    xs = [start + shift for shift in (Fraction(0), Fraction(1), Fraction(3))]
    (x0, y0), (x1, y1), (x2, y2) = ((x, off(x)) for x in xs)
    if y1 != y0 and (y2 - y0) * (x1 - x0) == (y1 - y0) * (x2 - x0):
        return x0 - y0 * (x1 - x0) / (y1 - y0)
    # y = p + q/(x - r): solve for the pole, then for the zero.
    left = (y0 - y1) * (x2 - x1)
    right = (y1 - y2) * (x1 - x0)
    if left == right:
        return None
    pole = (left * x0 - right * x2) / (left - right)
    q = (y0 - y1) * (x0 - pole) * (x1 - pole) / (x1 - x0)
    p = y0 - q / (x0 - pole)
    if p == 0:
        return None
    root = pole - q / p
    return root if off(root) == 0 else None
