"""Standard deviations of whole answers: GRIMMER and DEBIT.

GRIMMER (J. Anaya 2016, refined by A. Allard 2018) asks whether a mean and a sample standard deviation can
come from n whole numbers: the sum of squares must be whole and as even or odd as the sum. DEBIT (J. Heathers
and N. J. L. Brown 2019) asks the same of zeros and ones, where the mean alone fixes the deviation.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.evaluation.survey import SHARE, Scale, counts

if TYPE_CHECKING:
    from auditor.numbers import Interval


def grimmer(mean: Interval, deviation: Interval, answers: int, *, items: int = 1) -> bool:
    """Return whether n whole answers can have this mean and this sample standard deviation (n - 1)."""
    totals = counts(mean, answers, items=items, scale=Scale())
    if totals is None or answers < 2:  # noqa: PLR2004 - one answer has no deviation
        return False
    return any(_squares_fit(total, answers, items, deviation) for total in range(totals.low, totals.high + 1))


def _squares_fit(total: int, answers: int, items: int, deviation: Interval) -> bool:
    # variance·(n - 1) = Σx² - (Σx)²/n, with x counted in steps of 1/items.
    low = max(deviation.lo or Fraction(0), Fraction(0))
    high = deviation.hi if deviation.hi is not None else low
    scale = Fraction((answers - 1) * items * items)
    middle = Fraction(total * total, answers)
    least, most = low * low * scale + middle, high * high * scale + middle
    whole, rest = divmod(total, answers)
    flattest = (answers - rest) * whole * whole + rest * (whole + 1) ** 2
    first = max(-((-least.numerator) // least.denominator), flattest)
    last = most.numerator // most.denominator
    for squares in range(first, min(last, first + 3) + 1):
        at_low = squares == least and not deviation.lo_in and low > 0
        at_high = squares == most and not deviation.hi_in
        if (squares - total) % 2 == 0 and not at_low and not at_high:
            return True
    return False


def debit(mean: Interval, deviation: Interval, answers: int) -> bool:
    """Return whether n zeros and ones can have this mean and this sample standard deviation (n - 1)."""
    ones = counts(mean, answers, scale=SHARE)
    if ones is None or answers < 2:  # noqa: PLR2004 - one answer has no deviation
        return False
    for count in range(ones.low, ones.high + 1):
        variance = Fraction(count * (answers - count), answers * (answers - 1))
        low, high = deviation.lo or Fraction(0), deviation.hi or Fraction(0)
        above = low < 0 or variance > low * low or (variance == low * low and deviation.lo_in)
        below = variance < high * high or (variance == high * high and deviation.hi_in)
        if above and below:
            return True
    return False
