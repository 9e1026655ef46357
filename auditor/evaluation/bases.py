"""Over how many answers a list of shares was computed, where the number stated does not explain it."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.numbers import Interval

BASES_TRIED = 10
"""A list that does not fit n is tried on all bases up to so many times n."""
MAX_BASE = 5_000


def other_base(intervals: Sequence[Interval], base: int, *, multiple: bool) -> int | None:
    """Return the number of answers that explains a whole list which does not fit `base`, or None.

    For one choice each the nearest number up to `base` is the likeliest (some skipped the question), for
    several choices the smallest above it (the share of all ticks, not of all people).
    """
    scale, rows = _scaled(intervals)
    return next((answers for answers in _tried(base, multiple=multiple) if _fits(rows, scale, answers)), None)


def _tried(base: int, *, multiple: bool) -> Iterator[int]:
    """Give the numbers of answers that may stand behind a list, the likeliest first."""
    limit = min(BASES_TRIED * base, MAX_BASE)
    below, above = range(min(base, limit), 0, -1), range(base + 1, limit + 1)
    return itertools.chain(above, below) if multiple else itertools.chain(below, above)


@records.frozen
class OddRow:
    """The number of answers that a list was computed over, and the one row that does not fit it.

    No `row` where each fits and only their sum does not.
    """

    answers: int
    row: int | None


def base_but_one(intervals: Sequence[Interval], base: int, *, multiple: bool) -> OddRow | None:
    """Return the likeliest number of answers that explains a list but for one wrong row, or None."""
    scaled = _scaled(intervals)
    for answers in _tried(base, multiple=multiple):
        found = None if answers == base else _but_one(scaled, answers)
        if found is not None:
            return found
    return None


def _but_one(scaled: tuple[int, Sequence[_Row]], answers: int) -> OddRow | None:
    scale, rows = scaled
    odd = None
    lows: list[int] = []
    most = 0
    for at, row in enumerate(rows):
        low, high = _counts(row, scale, answers)
        if low > high:
            if odd is not None:
                return None
            odd, low, high = at, 0, 0
        lows.append(low)
        most += high
    if odd is not None:
        return OddRow(answers, odd) if sum(lows) <= answers else None
    # Each row fits: one of them takes the place of another share of the same list.
    short = most < answers or (sum(lows) > answers and sum(lows) - max(lows) <= answers)
    return OddRow(answers, None) if short else None


_Row = tuple[int, int, bool, bool]


def _scaled(intervals: Sequence[Interval]) -> tuple[int, list[_Row]]:
    """Return the rows as whole numbers over one denominator: many bases are tried, and most fail at once."""
    ends = [(each.lo or Fraction(0), each.hi or Fraction(0), each.lo_in, each.hi_in) for each in intervals]
    scale = math.lcm(*(end.denominator for lo, hi, _, _ in ends for end in (lo, hi)))
    return scale, [(int(lo * scale), int(hi * scale), lo_in, hi_in) for lo, hi, lo_in, hi_in in ends]


def _counts(row: _Row, scale: int, answers: int) -> tuple[int, int]:
    """Return the least and the greatest count that prints as a row; the least is above where there is none."""
    lo, hi, lo_in, hi_in = row
    low, odd = divmod(lo * answers, scale)
    low += 1 if odd or not lo_in else 0
    high, rest = divmod(hi * answers, scale)
    high -= 0 if rest or hi_in else 1
    return max(low, 0), min(high, answers)


def _fits(rows: Sequence[_Row], scale: int, answers: int) -> bool:
    """Whether some whole counts of `answers` print as the rows and add up to at most all of them."""
    least = most = 0
    for row in rows:
        low, high = _counts(row, scale, answers)
        if low > high:
            return False
        least, most = least + low, most + high
    return least <= answers <= most
