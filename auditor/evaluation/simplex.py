"""Whether linear constraints can hold together, exactly: a simplex for bounds, some of them strict.

The method is that of Dutertre and de Moura ("A fast linear-arithmetic solver for DPLL(T)", CAV 2006): one
slack for each constraint, bounds on unknowns and slacks, and pivots until every bound holds or one row
proves that it cannot. A strict bound is a bound plus or minus an infinitesimal, so that half-open ends
need no margin; a float solver with a margin of 1e-6 gets such ties wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import attrs

from auditor.numbers import Interval

MAX_PIVOTS = 4_000
"""A table of some hundred cells needs fewer; past that the question stays open."""


class PivotsSpentError(Exception):
    """The search took more than MAX_PIVOTS steps."""


@attrs.frozen
class Constraint:
    """A weighted sum of unknowns, and the interval in which it must lie."""

    weights: Mapping[int, Fraction]
    allowed: Interval


@attrs.frozen
class Conflict:
    """Constraints and unknowns (by index) whose bounds cannot hold together."""

    constraints: frozenset[int]
    unknowns: frozenset[int]


# A number with an infinitesimal part; tuples compare as such numbers do.
_Value = tuple[Fraction, Fraction]
_NOTHING = Fraction(0)


class Simplex:
    """One system of constraints over bounded unknowns."""

    def __init__(self, box: Mapping[int, Interval], constraints: Sequence[Constraint]) -> None:
        """Set up slacks; unknowns that no constraint mentions play no part."""
        self._unknowns = sorted({index for each in constraints for index in each.weights})
        place = {index: at for at, index in enumerate(self._unknowns)}
        count = len(self._unknowns)
        allowed = [box[index] for index in self._unknowns] + [each.allowed for each in constraints]
        self._low = [_lower(each) for each in allowed]
        self._high = [_upper(each) for each in allowed]
        self._values: list[_Value] = [
            self._start(at) if at < count else (_NOTHING, _NOTHING) for at in range(len(allowed))
        ]
        self._rows: dict[int, dict[int, Fraction]] = {}
        for at, each in enumerate(constraints):
            row = {place[index]: weight for index, weight in each.weights.items() if weight}
            self._rows[count + at] = row
            self._values[count + at] = self._sum(row)

    def solve(self) -> Conflict | dict[int, Fraction]:
        """Return a value for each unknown, or the bounds in conflict. Raises PivotsSpentError."""
        for at, (low, high) in enumerate(zip(self._low, self._high, strict=True)):
            if low is not None and high is not None and low > high:
                return self._conflict([at])
        for _ in range(MAX_PIVOTS):
            # The least index first (Bland's rule): the search cannot go in circles.
            broken = next((at for at in sorted(self._rows) if self._broken(at)), None)
            if broken is None:
                return self._solution()
            rising = self._below(broken)
            row = self._rows[broken]
            entering = next(
                (at for at in sorted(row) if self._can_move(at, rising=(row[at] > 0) is rising)), None
            )
            if entering is None:
                return self._conflict([broken, *row])
            target = self._low[broken] if rising else self._high[broken]
            assert target is not None  # noqa: S101 - a broken bound exists
            self._pivot(broken, entering, target)
        raise PivotsSpentError

    def _start(self, at: int) -> _Value:
        low, high = self._low[at], self._high[at]
        return low if low is not None else high if high is not None else (_NOTHING, _NOTHING)

    def _sum(self, row: Mapping[int, Fraction]) -> _Value:
        plain = tiny = _NOTHING
        for at, weight in row.items():
            plain += weight * self._values[at][0]
            tiny += weight * self._values[at][1]
        return plain, tiny

    def _below(self, at: int) -> bool:
        low = self._low[at]
        return low is not None and self._values[at] < low

    def _broken(self, at: int) -> bool:
        high = self._high[at]
        return self._below(at) or (high is not None and self._values[at] > high)

    def _can_move(self, at: int, *, rising: bool) -> bool:
        bound = self._high[at] if rising else self._low[at]
        if bound is None:
            return True
        return self._values[at] < bound if rising else self._values[at] > bound

    def _pivot(self, leaving: int, entering: int, target: _Value) -> None:
        row = self._rows.pop(leaving)
        weight = row.pop(entering)
        step = (
            (target[0] - self._values[leaving][0]) / weight,
            (target[1] - self._values[leaving][1]) / weight,
        )
        solved = {at: -other / weight for at, other in row.items()}
        solved[leaving] = 1 / weight
        self._values[leaving] = target
        self._values[entering] = _moved(self._values[entering], step, Fraction(1))
        for at, other in self._rows.items():
            factor = other.pop(entering, None)
            if factor is None:
                continue
            self._values[at] = _moved(self._values[at], step, factor)
            for index, part in solved.items():
                total = other.get(index, _NOTHING) + factor * part
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
                    small = min(small, room / loss)
        return {
            index: value[0] + value[1] * small
            for index, value in zip(self._unknowns, self._values, strict=False)
        }


def _moved(value: _Value, step: _Value, factor: Fraction) -> _Value:
    return value[0] + factor * step[0], value[1] + factor * step[1]


def _lower(interval: Interval) -> _Value | None:
    return None if interval.lo is None else (interval.lo, Fraction(0 if interval.lo_in else 1))


def _upper(interval: Interval) -> _Value | None:
    return None if interval.hi is None else (interval.hi, Fraction(0 if interval.hi_in else -1))
