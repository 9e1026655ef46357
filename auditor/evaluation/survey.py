"""What n whole answers can give: shares, means and lists of shares.

A share of n answers is a whole count over n, so most printed percentages are impossible for a given n.
For means of whole-number answers the test is GRIM: N. J. L. Brown and J. A. J. Heathers, "The GRIM test:
a simple technique detects numerous anomalies in the reporting of results in psychology", Social
Psychological and Personality Science 8(4), 2017. It is done here in exact numbers; in floats with a
margin of 1e-12 it gets a tenth of the published examples wrong.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import records
from auditor.numbers import Interval, Rounding, interval_of

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_PRINTABLE = 200_000
"""The power of a test is counted over all values that could be printed; past that it is close to none."""


@records.frozen
class Counts:
    """The whole totals of answers that print as a share or mean: from `low` to `high`, both included."""

    low: int
    high: int

    @property
    def number(self) -> int:
        """Return how many totals there are."""
        return self.high - self.low + 1


@records.frozen
class Scale:
    """What one answer can be: between `low` and `high`, None for no bound; a share counts 0 and 1."""

    low: Fraction | None = None
    high: Fraction | None = None


SHARE = Scale(Fraction(0), Fraction(1))


def counts(interval: Interval, answers: int, *, items: int = 1, scale: Scale = SHARE) -> Counts | None:
    """Return the whole totals k for which k / (answers · items) lies in `interval`, or None for no total.

    `items` is how many questions a mean was taken over for each answer.
    """
    size = answers * items
    if size <= 0:
        return None
    allowed = interval.meet(Interval(scale.low, scale.high))
    if allowed.is_empty or allowed.lo is None or allowed.hi is None:
        return None
    lowest, highest = allowed.lo * size, allowed.hi * size
    low = -((-lowest.numerator) // lowest.denominator)
    high = highest.numerator // highest.denominator
    low += low == lowest and not allowed.lo_in
    high -= high == highest and not allowed.hi_in
    return Counts(low, high) if low <= high else None


def caught(
    step: Fraction, answers: int, scale: Scale, *, items: int = 1, mode: Rounding = Rounding.HALF_UP
) -> Fraction | None:
    """Return the share of printable values that no answers can give: how often a wrong one is noticed.

    None where the scale has no bounds or too many values could be printed. Two-decimal shares of 71
    answers give 99.3 %, two-decimal means of 71 answers from 1 to 5 only 29 %.
    """
    if scale.low is None or scale.high is None or step <= 0:
        return None
    first, last = scale.low / step, scale.high / step
    low, high = -((-first.numerator) // first.denominator), last.numerator // last.denominator
    printable = high - low + 1
    size = answers * items
    if printable <= 0 or size <= 0:
        return None
    reachable = 0
    # Totals further apart than the last place print differently: they need not be tried one by one.
    if printable <= MAX_PRINTABLE and step * size > 1:
        for at in range(low, high + 1):
            reachable += (
                counts(interval_of(at * step, step, mode), answers, items=items, scale=scale) is not None
            )
        return Fraction(printable - reachable, printable)
    totals = (scale.high - scale.low) * size + 1
    return max(Fraction(0), 1 - totals / printable)


@records.frozen
class SharesResult:
    """Whether a list of shares can be what n answers gave.

    `impossible` are the rows (from 0) that no whole count gives. `total` is the least and the greatest
    number of answers that the rows can add up to, or without n the interval of their sum in `sum`.
    """

    consistent: bool
    impossible: tuple[int, ...] = ()
    total: Counts | None = None
    sum: Interval | None = None


def shares(
    intervals: Sequence[Interval], answers: int | None, *, multiple: bool = False, required: bool = False
) -> SharesResult:
    """Return whether shares, each given by its interval, can come from one question.

    Every answer to a single choice counts in one row, so whole counts in the rows must be able to add up
    to n: Σ least ≤ n ≤ Σ greatest, each row being free in between. Without n, 100 % must lie among the
    possible sums. A question with several choices has no sum rule: each row is tested alone.
    Only where it is `required`, where each answer takes one of the rows or more, must n be reached.
    """
    if answers is None:
        total = Interval.point(Fraction(0))
        for each in intervals:
            total = total.plus(each)
        enough = not required or total.hi is None or total.hi > 1
        return SharesResult((multiple and enough) or Fraction(1) in total, sum=total)
    found = [counts(each, answers) for each in intervals]
    impossible = tuple(at for at, each in enumerate(found) if each is None)
    if impossible:
        return SharesResult(consistent=False, impossible=impossible)
    low, high = sum(each.low for each in found if each), sum(each.high for each in found if each)
    enough, not_over = answers <= high or (multiple and not required), low <= answers or multiple
    return SharesResult(enough and not_over, total=Counts(low, high))


def bases_explaining(
    intervals: Sequence[Interval], limit: int, *, multiple: bool = False, most: int = 3
) -> tuple[int, ...]:
    """Return the smallest numbers of answers, up to `limit`, that explain all shares of a list.

    Used where a list does not fit the number stated: "computed over 92 answers, the text says 71".
    """
    found: list[int] = []
    for answers in range(1, limit + 1):
        # Most numbers fail at the first row; the whole list is weighed for the few that do not.
        if any(counts(each, answers) is None for each in intervals):
            continue
        if shares(intervals, answers, multiple=multiple).consistent:
            found.append(answers)
            if len(found) >= most:
                break
    return tuple(found)
