"""The exact range of a quotient in which no figure is multiplied by itself.

Such a quotient is monotone in each figure alone, so its minimum and maximum over a box lie at corners.
Where it is fractional, Dinkelbach's iteration ("On nonlinear fractional programming", Management Science
13, 1967) finds the best corner: N/D is at least t iff the minimum of N - t·D is at least 0. That minimum
falls apart into groups of figures that are multiplied with each other; a figure alone is a group of one
and needs no enumeration.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

import attrs

from auditor import records
from auditor.evaluation import polynomials
from auditor.evaluation.quotients import Quotient, ZeroBaseError
from auditor.numbers import Interval

if TYPE_CHECKING:
    from auditor.evaluation.polynomials import Polynomial

MAX_GROUP = 14
"""So many uncertain figures may be multiplied with each other: 16,384 corners."""


class OutOfReachError(Exception):
    """The range cannot be found exactly this way; `reason` says why."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


@records.frozen
class End:
    """One end of a range: its value, whether some true values reach it, and the closest corner.

    `corner` holds the ends of the figures' intervals that give `value`; where `reached`, `point` lies in
    the box and gives it too.
    """

    value: Fraction
    reached: bool
    corner: Mapping[int, Fraction]
    point: Mapping[int, Fraction] | None = None


@records.frozen
class Bounds:
    """The range of a quotient over a box, from its least value to its greatest."""

    low: End
    high: End

    @property
    def interval(self) -> Interval:
        """Return the range as an interval."""
        return Interval(self.low.value, self.high.value, self.low.reached, self.high.reached)


def bounds_of_sum(quotient: Quotient, box: Sequence[Interval]) -> Bounds:
    """Return the exact range of a sum of figures, each times a number: every figure stands at one of its ends."""
    low: dict[int, Fraction] = {}
    high: dict[int, Fraction] = {}
    low_in = high_in = True
    for monomial, weight in quotient.numerator.terms:
        if not monomial:
            continue
        (index,) = monomial
        interval = box[index]
        ends = ends_of(interval)
        if weight > 0:
            low[index], high[index] = ends
            low_in, high_in = low_in and interval.lo_in, high_in and interval.hi_in
        else:
            high[index], low[index] = ends
            low_in, high_in = low_in and interval.hi_in, high_in and interval.lo_in
    divisor = quotient.divisor.constant or 1
    least, most = (polynomials.value(quotient.numerator, corner, divisor) for corner in (low, high))
    return Bounds(
        End(least, low_in, low, low if low_in else None), End(most, high_in, high, high if high_in else None)
    )


@attrs.define
class _Group:
    """Figures multiplied with each other, and numerator and divisor at each of their corners.

    Bit i of a corner's number is set where figure i stands at its upper end.
    """

    variables: tuple[int, ...]
    tops: list[int]
    bottoms: list[int]

    def least(self, top: int, bottom: int) -> int:
        """Return the corner where the group's numerator less top/bottom times its divisor is least."""
        values = [bottom * one - top * two for one, two in zip(self.tops, self.bottoms, strict=True)]
        return values.index(min(values))


class Corners:
    """Numerator and divisor of a quotient over a box, ready to be searched corner by corner.

    All ends are brought to whole numbers by one common scale, so that the search adds and multiplies
    integers only. Raises ZeroBaseError where a divisor holds zero on the closed box, OutOfReachError
    where too many figures hang together or an end has no bound.
    """

    def __init__(self, quotient: Quotient, box: Sequence[Interval]) -> None:
        """Tabulate the groups of `quotient` over `box`."""
        self._box = box
        used = sorted(quotient.numerator.variables | quotient.divisor.variables)
        self._ends = {index: ends_of(box[index]) for index in used}
        scale = lcm(*(end.denominator for ends in self._ends.values() for end in ends)) if used else 1
        self._whole = {
            index: tuple(end.numerator * (scale // end.denominator) for end in ends)
            for index, ends in self._ends.items()
        }
        degree = max(quotient.numerator.degree, quotient.divisor.degree)
        powers = [scale**power for power in range(degree + 1)]
        self._top0, tops = _split(quotient.numerator, degree, powers)
        self._bottom0, bottoms = _split(quotient.divisor, degree, powers)
        self._groups = [self._tabulate(group, tops, bottoms) for group in _connected(used, (tops, bottoms))]
        self._face_the_divisor()

    def _tabulate(
        self,
        group: tuple[int, ...],
        tops: Mapping[tuple[int, ...], int],
        bottoms: Mapping[tuple[int, ...], int],
    ) -> _Group:
        if len(group) == 1:
            (index,) = group
            low, high = self._whole[index]
            top, bottom = tops.get(group, 0), bottoms.get(group, 0)
            return _Group(group, [top * low, top * high], [bottom * low, bottom * high])
        if len(group) > MAX_GROUP:
            raise OutOfReachError("budget")
        members = set(group)
        inside = [
            [(monomial, factor) for monomial, factor in terms.items() if monomial[0] in members]
            for terms in (tops, bottoms)
        ]
        table = _Group(group, [], [])
        for corner in range(1 << len(group)):
            at = {index: self._whole[index][corner >> bit & 1] for bit, index in enumerate(group)}
            for terms, values in zip(inside, (table.tops, table.bottoms), strict=True):
                total = 0
                for monomial, factor in terms:
                    for index in monomial:
                        factor *= at[index]  # noqa: PLW2901 - the term's value grows factor by factor
                    total += factor
                values.append(total)
        return table

    def _face_the_divisor(self) -> None:
        least = self._bottom0 + sum(min(group.bottoms) for group in self._groups)
        most = self._bottom0 + sum(max(group.bottoms) for group in self._groups)
        if least <= 0 <= most:
            raise ZeroBaseError
        if most < 0:  # the search below wants a positive divisor
            self._turn()
            self._bottom0 = -self._bottom0
            for group in self._groups:
                group.bottoms = [-value for value in group.bottoms]

    def _turn(self) -> None:
        self._top0 = -self._top0
        for group in self._groups:
            group.tops = [-value for value in group.tops]

    def bounds(self) -> Bounds:
        """Return the exact range."""
        low = self._least()
        self._turn()
        high = self._least()
        self._turn()
        return Bounds(low, attrs.evolve(high, value=-high.value))

    def _least(self) -> End:
        top, bottom = 0, 1
        while True:
            chosen = [group.least(top, bottom) for group in self._groups]
            new_top = self._top0 + sum(group.tops[at] for group, at in zip(self._groups, chosen, strict=True))
            new_bottom = self._bottom0 + sum(
                group.bottoms[at] for group, at in zip(self._groups, chosen, strict=True)
            )
            if new_top * bottom == top * new_bottom:
                break
            top, bottom = new_top, new_bottom
        corner: dict[int, Fraction] = {}
        point: dict[int, Fraction] | None = {}
        for group, at in zip(self._groups, chosen, strict=True):
            corner.update(
                (index, self._ends[index][at >> bit & 1]) for bit, index in enumerate(group.variables)
            )
            found = self._reached(
                group, [bottom * a - top * b for a, b in zip(group.tops, group.bottoms, strict=True)]
            )
            point = None if point is None or found is None else {**point, **found}
        return End(Fraction(top, bottom), point is not None, corner, point)

    def _reached(self, group: _Group, values: Sequence[int]) -> dict[int, Fraction] | None:
        # A value of the half-open box is the least iff every corner of the smallest face around it is:
        # so some least corner must stay the least when any of its excluded ends are exchanged.
        least = min(values)
        excluded = [0, 0]
        for bit, index in enumerate(group.variables):
            interval = self._box[index]
            excluded[0] |= (not interval.lo_in) << bit
            excluded[1] |= (not interval.hi_in) << bit
        every = len(values) - 1
        for corner, value in enumerate(values):
            if value != least:
                continue
            free = (excluded[0] & ~corner & every) | (excluded[1] & corner)
            if all(values[corner ^ flip] == least for flip in _subsets(free)):
                return {
                    index: self._middle(index) if free >> bit & 1 else self._ends[index][corner >> bit & 1]
                    for bit, index in enumerate(group.variables)
                }
        return None

    def _middle(self, index: int) -> Fraction:
        low, high = self._ends[index]
        return (low + high) / 2


def ends_of(interval: Interval) -> tuple[Fraction, Fraction]:
    """Return both ends of an interval that has them."""
    if interval.lo is None or interval.hi is None:
        raise OutOfReachError("unbounded")
    return interval.lo, interval.hi


def _split(
    polynomial: Polynomial, degree: int, powers: Sequence[int]
) -> tuple[int, dict[tuple[int, ...], int]]:
    terms = {monomial: factor * powers[degree - len(monomial)] for monomial, factor in polynomial.terms}
    return terms.pop((), 0), terms


def _connected(used: Sequence[int], tables: Sequence[Mapping[tuple[int, ...], int]]) -> list[tuple[int, ...]]:
    leader = {index: index for index in used}

    def lead(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    for terms in tables:
        for monomial in terms:
            for index in monomial[1:]:
                leader[lead(index)] = lead(monomial[0])
    groups: dict[int, list[int]] = {}
    for index in used:
        groups.setdefault(lead(index), []).append(index)
    return [tuple(members) for members in groups.values()]


def _subsets(mask: int) -> list[int]:
    found, part = [0], mask
    while part:
        found.append(part)
        part = (part - 1) & mask
    return found
