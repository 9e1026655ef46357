"""How far a claim is from what is possible, which claim would fit, and whether a gap is likely."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.evaluation import polynomials
from auditor.evaluation.forms import Form, Quotient
from auditor.numbers import Interval, Rounding, interval_of

if TYPE_CHECKING:
    from collections.abc import Sequence

LIKELY = Fraction(33, 10)
"""Standard deviations of the sum of rounding errors; beyond 3.3 lies one case in a thousand."""


def beyond_rounding(
    possible: Sequence[Interval], targets: Sequence[Interval], step: Fraction
) -> Fraction | None:
    """Return the distance between what is possible and what is asked for, in last places."""
    if not possible or not step:
        return None
    return min(each.distance(target) for each in possible for target in targets) / step


def nearest_claim(
    claim: Fraction, step: Fraction, possible: Sequence[Interval], mode: Rounding
) -> Fraction | None:
    """Return the value closest to `claim` that could be printed with last place `step`, None where none could."""
    best: Fraction | None = None
    for interval in possible:
        for end in (interval.lo, interval.hi):
            if end is None:
                continue
            for value in _printable(end, step):
                if not interval_of(value, step, mode).meets(interval):
                    continue
                if best is None or abs(value - claim) < abs(best - claim):
                    best = value
    return best


def _printable(end: Fraction, step: Fraction) -> list[Fraction]:
    if not step:
        return [end]
    below = (end / step).__floor__()
    return [(below + shift) * step for shift in (-1, 0, 1, 2)]


def unlikely_gap(form: Form, box: Sequence[Interval], point: Sequence[Fraction], gap: Fraction) -> bool:
    """Return whether rounding can, but hardly would, add up to `gap`.

    Each figure's rounding error is taken as even over its interval: variance width²/12. For n addends
    of one step that is 3.3·√(n/12) last places. Squares are compared, so that no root is taken.
    """
    if not isinstance(form, Quotient):
        return False
    bottom = polynomials.value(form.divisor, point)
    if bottom == 0:
        return False
    top = polynomials.value(form.numerator, point)
    rising, falling = (polynomials.slopes(each, point) for each in (form.numerator, form.divisor))
    spread = Fraction(0)
    for index in form.variables:
        low, high = box[index].lo, box[index].hi
        if low is None or high is None or low == high:
            continue
        slope = rising.get(index, Fraction(0)) * bottom - top * falling.get(index, Fraction(0))
        spread += (slope * (high - low)) ** 2
    return gap * gap * 12 * bottom**4 > LIKELY * LIKELY * spread
