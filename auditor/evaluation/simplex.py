"""Whether linear constraints can hold together, exactly: a simplex for bounds, some of them strict.

The method is that of Dutertre and de Moura ("A fast linear-arithmetic solver for DPLL(T)", CAV 2006): one
slack for each constraint, bounds on unknowns and slacks, and pivots until every bound holds or one row
proves that it cannot. A strict bound is a bound plus or minus an infinitesimal, so that half-open ends
need no margin; a float solver with a margin of 1e-6 gets such ties wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm

from auditor import records
from auditor.numbers import Interval

MAX_PIVOTS = 4_000
"""A table of some hundred cells needs fewer; past that the question stays open."""
EAGER_PIVOTS = 1_000
"""So long the worst violation is mended first; then the first one (Bland's rule), which cannot go in circles."""


class PivotsSpentError(Exception):
    """The search took more than MAX_PIVOTS steps."""


@records.frozen
class Constraint:
    """A weighted sum of unknowns, and the interval in which it must lie."""

    weights: Mapping[int, Fraction]
    allowed: Interval


@records.frozen
class Conflict:
    """Constraints and unknowns (by index) whose bounds cannot hold together."""

    constraints: frozenset[int]
    unknowns: frozenset[int]


# Whole numbers as long as they last: tables have weights of one, and bounds are brought to one scale.
_Number = int | Fraction
# A number with an infinitesimal part; tuples compare as such numbers do.
_Value = tuple[_Number, _Number]


class Simplex:
    """One system of constraints over bounded unknowns."""

    def __init__(self, box: Mapping[int, Interval], constraints: Sequence[Constraint]) -> None:
        """Set up slacks; unknowns that no constraint mentions play no part."""
        self._unknowns = sorted({index for each in constraints for index in each.weights})
        place = {index: at for at, index in enumerate(self._unknowns)}
        count = len(self._unknowns)
        allowed = [box[index] for index in self._unknowns] + [each.allowed for each in constraints]
        # Twice the common denominator, so that middles are whole too.
        ends = [end for each in allowed for end in (each.lo, each.hi) if end is not None]
        self._scale = 2 * lcm(*(end.denominator for end in ends))
        self._low = [self._end(each.lo, 0 if each.lo_in else 1) for each in allowed]
        self._high = [self._end(each.hi, 0 if each.hi_in else -1) for each in allowed]
        self._values: list[_Value] = [self._start(at) if at < count else (0, 0) for at in range(len(allowed))]
        self._rows: dict[int, dict[int, _Number]] = {}
        for at, each in enumerate(constraints):
            row = {place[index]: _plain(weight) for index, weight in each.weights.items() if weight}
            self._rows[count + at] = row
            self._values[count + at] = self._sum(row)

    def solve(self) -> Conflict | dict[int, Fraction]:
        """Return a value for each unknown, or the bounds in conflict. Raises PivotsSpentError."""
        for at, (low, high) in enumerate(zip(self._low, self._high, strict=True)):
            if low is not None and high is not None and low > high:
                return self._conflict([at])
        for count in range(MAX_PIVOTS):
            broken = self._broken(eager=count < EAGER_PIVOTS)
            if broken is None:
                return self._solution()
            low, high = self._low[broken], self._high[broken]
            rising = low is not None and self._values[broken] < low
            target = low if rising else high
            row = self._rows[broken]
            free = [at for at in sorted(row) if self._room(at, rising=(row[at] > 0) is rising) != (0, 0)]
            if target is None or not free:
                return self._conflict([broken, *row])
            entering = free[0]
            if count < EAGER_PIVOTS:
                entering = max(free, key=lambda at: self._reach(at, row[at], rising=rising))
            self._pivot(broken, entering, target)
        raise PivotsSpentError

    def _end(self, value: Fraction | None, tiny: int) -> _Value | None:
        return None if value is None else (_plain(value * self._scale), tiny)

    def _start(self, at: int) -> _Value:
        low, high = self._low[at], self._high[at]
        if low is not None and high is not None and low[0] < high[0]:
            return ((low[0] + high[0]) // 2, 0)
        return low if low is not None else high if high is not None else (0, 0)

    def _sum(self, row: Mapping[int, _Number]) -> _Value:
        plain: _Number = 0
        tiny: _Number = 0
        for at, weight in row.items():
            plain += weight * self._values[at][0]
            tiny += weight * self._values[at][1]
        return plain, tiny

    def _broken(self, *, eager: bool) -> int | None:
        worst: tuple[_Value, int] | None = None
        for at in self._rows if eager else sorted(self._rows):
            value, low, high = self._values[at], self._low[at], self._high[at]
            if low is not None and value < low:
                short = (low[0] - value[0], low[1] - value[1])
            elif high is not None and value > high:
                short = (value[0] - high[0], value[1] - high[1])
            else:
                continue
            if not eager:
                return at
            if worst is None or (short, -at) > (worst[0], -worst[1]):
                worst = short, at
        return None if worst is None else worst[1]

    def _room(self, at: int, *, rising: bool) -> _Value | None:
        """Return how far an unknown can move, None for any way."""
        bound, value = (self._high if rising else self._low)[at], self._values[at]
        if bound is None:
            return None
        room = (
            (bound[0] - value[0], bound[1] - value[1])
            if rising
            else (value[0] - bound[0], value[1] - bound[1])
        )
        return max(room, (0, 0))

    def _reach(self, at: int, weight: _Number, *, rising: bool) -> tuple[bool, _Number, int]:
        room = self._room(at, rising=(weight > 0) is rising)
        return (True, 0, -at) if room is None else (False, room[0] * (weight if weight > 0 else -weight), -at)

    def _pivot(self, leaving: int, entering: int, target: _Value) -> None:
        row = self._rows.pop(leaving)
        weight = row.pop(entering)
        now = self._values[leaving]
        step = (_ratio(target[0] - now[0], weight), _ratio(target[1] - now[1], weight))
        solved = {at: _ratio(-other, weight) for at, other in row.items()}
        solved[leaving] = _ratio(1, weight)
        self._values[leaving] = target
        self._values[entering] = _moved(self._values[entering], step, 1)
        for at, other in self._rows.items():
            factor = other.pop(entering, None)
            if factor is None:
                continue
            self._values[at] = _moved(self._values[at], step, factor)
            for index, part in solved.items():
                total = other.get(index, 0) + factor * part
                if total:
                    other[index] = total
                else:
                    other.pop(index, None)
        self._rows[entering] = solved

    def _conflict(self, places: Sequence[int]) -> Conflict:
        count = len(self._unknowns)
        return Conflict(
            frozenset(at - count for at in places if at >= count),
            frozenset(self._unknowns[at] for at in places if at < count),
        )

    def _solution(self) -> dict[int, Fraction]:
        # Any positive number small enough may stand for the infinitesimal.
        small = Fraction(1)
        for value, low, high in zip(self._values, self._low, self._high, strict=True):
            for smaller, larger in ((low, value), (value, high)):
                if smaller is None or larger is None:
                    continue
                room, loss = larger[0] - smaller[0], smaller[1] - larger[1]
                if room > 0 and loss > 0:
                    small = min(small, Fraction(room) / loss)
        return {
            index: Fraction(value[0] + value[1] * small) / self._scale
            for index, value in zip(self._unknowns, self._values, strict=False)
        }


def _moved(value: _Value, step: _Value, factor: _Number) -> _Value:
    return value[0] + factor * step[0], value[1] + factor * step[1]


def _plain(value: Fraction) -> _Number:
    return value.numerator if value.denominator == 1 else value


def _ratio(top: _Number, bottom: _Number) -> _Number:
    if bottom == 1:
        return top
    return -top if bottom == -1 else _plain(Fraction(top) / bottom)
