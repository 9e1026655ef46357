"""The pieces of a score as lines in exact numbers: what its borders and jumps are read off, and how they are shown."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import records
from auditor.assurance.piecewise import UNDEFINED, Piece
from auditor.assurance.stretches import interval_over
from auditor.numbers import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence

_ZERO, _ONE = Fraction(0), Fraction(1)


@records.frozen
class Line:
    """(slope · x + start) / (bend · x + base) on an interval; `undefined` where it has no value there."""

    interval: Interval
    slope: Fraction
    start: Fraction
    bend: Fraction = _ZERO
    base: Fraction = _ONE
    undefined: bool = False

    def at(self, x: Fraction) -> Fraction:
        """Return the value at `x`."""
        above = self.slope * x + self.start
        return above / (self.bend * x + self.base) if self.bend else above

    def ends(self, x: Fraction) -> bool:
        """Whether the line has a value, or comes as close as one likes to one, at `x`."""
        return not self.bend or bool(self.bend * x + self.base)

    @property
    def direction(self) -> int:
        """Return 1 where the line rises, -1 where it falls, 0 where it is level."""
        tilt = self.slope * self.base - self.start * self.bend
        return (tilt > 0) - (tilt < 0)


def line_of(piece: Piece) -> Line:
    """Return a piece as a line."""
    stretch, (a, b, c, e) = piece
    interval = interval_over(stretch)
    if piece[1] == UNDEFINED:
        return Line(interval, _ZERO, _ZERO, undefined=True)
    if not c:
        return Line(interval, Fraction(a, e), Fraction(b, e))
    unit = e or c
    return Line(interval, Fraction(a, unit), Fraction(b, unit), Fraction(c, unit), Fraction(e, unit))


def merged(lines: Sequence[Line]) -> list[Line]:
    """Return the pieces with neighbours on one line joined: equal functions give equal pieces."""
    found: list[Line] = []
    for line in lines:
        flat = (
            line
            if not line.interval.is_point or line.undefined
            else Line(line.interval, _ZERO, line.at(line.interval.lo or _ZERO))
        )
        last = found[-1] if found else None
        joined = None if last is None else _join(last, flat)
        if joined is None:
            found.append(flat)
        else:
            found[-1] = joined
    for at in range(1, len(found)):
        # Where nothing jumps, it does not matter to which piece the border belongs.
        one, two = found[at - 1], found[at]
        border = two.interval.lo
        if (
            border is not None
            and one.interval.hi == border
            and not one.undefined
            and not two.undefined
            and one.ends(border)
            and two.ends(border)
            and one.at(border) == two.at(border)
        ):
            found[at - 1] = attrs.evolve(one, interval=attrs.evolve(one.interval, hi_in=False))
            found[at] = attrs.evolve(two, interval=attrs.evolve(two.interval, lo_in=True))
    return found


def _join(one: Line, two: Line) -> Line | None:
    border = two.interval.lo
    touching = one.interval.hi == border and border is not None and (one.interval.hi_in or two.interval.lo_in)
    if not touching or border is None or one.undefined is not two.undefined:
        return None
    whole = one.interval.hull(two.interval)
    if one.undefined:
        return attrs.evolve(one, interval=whole)
    if two.interval.is_point:
        same = one.ends(border) and one.at(border) == two.start
        return attrs.evolve(one, interval=whole) if same else None
    if one.interval.is_point:
        same = two.ends(border) and two.at(border) == one.start
        return attrs.evolve(two, interval=whole) if same else None
    same = (one.slope, one.start, one.bend, one.base) == (two.slope, two.start, two.bend, two.base)
    return attrs.evolve(one, interval=whole) if same else None
