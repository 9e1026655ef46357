"""One pass over the pieces of a score: how high and low it comes, which way it moves, and where it jumps.

Most rules keep what they promise, and this pass shows it. Only where it does not is a piece looked for that
breaks the promise, with a value to show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import records
from auditor.assurance.piecewise import UNDEFINED, Piece, height
from auditor.assurance.stretches import Ratio

if TYPE_CHECKING:
    from collections.abc import Sequence


@records.frozen
class Extent:
    """What the pieces of a score do, ends that do not belong to them counted as if they did.

    `low` and `high` are None where the score has no bound there, or where nothing has a score. `up` and
    `down` say whether it rises or falls anywhere, in a piece or at a jump; `jump` is the border of the first
    jump, with the values before and behind it; `holes` says whether something is not defined.
    """

    low: Ratio | None
    high: Ratio | None
    up: bool
    down: bool
    jump: tuple[Ratio, Ratio, Ratio] | None
    holes: bool


def extent_of(pieces: Sequence[Piece]) -> Extent:
    """Return what the pieces of a score do, in one pass."""
    low: Ratio | None = None
    high: Ratio | None = None
    bounded_below = bounded_above = True
    up = down = holes = started = False
    jump: tuple[Ratio, Ratio, Ratio] | None = None
    before: Ratio | None = None
    before_value: Ratio | None = None
    for (lo, _, hi, _), curve in pieces:
        if curve == UNDEFINED:
            holes = True
            continue
        a, b, c, e = curve
        tilt = a * e - b * c
        up, down = up or tilt > 0, down or tilt < 0
        left = None if lo is None else height(curve, lo)
        right = left if not tilt and left is not None else None if hi is None else height(curve, hi)
        if left is None or right is None:
            # Without an end, or towards a hole: a line has no bound there, a level one no other value.
            if not tilt:
                left = right = _level(curve)
            else:
                bounded_below = bounded_below and not (tilt > 0 if left is None else tilt < 0)
                bounded_above = bounded_above and not (tilt < 0 if left is None else tilt > 0)
                if left is None and right is None:
                    bounded_below = bounded_above = False
        for value in (left, right):
            if value is None:
                continue
            if low is None or value[0] * low[1] < low[0] * value[1]:
                low = value
            if high is None or value[0] * high[1] > high[0] * value[1]:
                high = value
        if started:
            if before_value is None or left is None:
                up = down = True  # beside a hole: look closer
            elif step := left[0] * before_value[1] - before_value[0] * left[1]:
                up, down = up or step > 0, down or step < 0
                if before is not None and lo is not None and before[0] * lo[1] == lo[0] * before[1]:
                    jump = jump or (lo, before_value, left)
        started = True
        before, before_value = hi, right
    return Extent(low if bounded_below else None, high if bounded_above else None, up, down, jump, holes)


def _level(curve: tuple[int, int, int, int]) -> Ratio:
    a, b, c, e = curve
    top, bottom = (b, e) if e else (a, c)
    return (top, bottom) if bottom > 0 else (-top, -bottom)
