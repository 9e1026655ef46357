"""What kind of quantity an expression is, so that 万元 and 项 are never added."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from auditor import records

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.numbers import Unit

_PLAIN = frozenset({"number", "ratio", "points"})
ANY_COUNT = "count:*"


class DimensionError(Exception):
    """Two quantities of different kinds were added or compared; `left` and `right` are their kinds."""

    def __init__(self, left: Dimension, right: Dimension) -> None:
        """Keep both sides for the message."""
        super().__init__(f"{left} and {right}")
        self.left = left
        self.right = right


@records.frozen
class Dimension:
    """Powers of base dimensions, and for a plain number whether it is a ratio, points or a count.

    `kind` is `number`, `ratio` or `points` where no power is left: 93.22 % and 0.9322 are one value,
    but a bare 93 is not a percentage.
    """

    powers: tuple[tuple[str, int], ...] = ()
    kind: str = "number"

    @staticmethod
    def of(unit: Unit) -> Dimension:
        """Return the dimension of figures printed in `unit`."""
        return _called(unit.dimension)

    @staticmethod
    def called(dimension: str) -> Dimension:
        """Return the dimension of that name, as units give it."""
        return _called(dimension)

    @property
    def plain(self) -> bool:
        """Whether no base dimension is left."""
        return not self.powers

    def __str__(self) -> str:
        """Return the dimension for a message."""
        if self.plain:
            return self.kind
        return "·".join(name if power == 1 else f"{name}^{power}" for name, power in self.powers)

    def plus(self, other: Dimension) -> Dimension:
        """Return the dimension of a sum or of two compared quantities. Raises DimensionError."""
        if self.plain and other.plain:
            if self.kind == other.kind:
                return self
            if {self.kind, other.kind} == {"ratio", "points"}:
                return Dimension((), "ratio")
            raise DimensionError(self, other)
        if self.powers == other.powers:
            return self
        for left, right in ((self, other), (other, self)):
            if left.powers == ((ANY_COUNT, 1),) and (
                (right.plain and right.kind == "number")
                or (
                    len(right.powers) == 1
                    and right.powers[0][1] == 1
                    and right.powers[0][0].startswith("count:")
                )
            ):
                return right
        # 2次 × 2分 is an amount of 分, and 万元 over 人 is printed in 万元; what is only counted stays apart.
        amount = self.uncounted
        if amount and amount == other.uncounted:
            return Dimension(amount)
        raise DimensionError(self, other)

    @property
    def uncounted(self) -> tuple[tuple[str, int], ...]:
        """Return the powers of what is measured, without what is counted."""
        return tuple(power for power in self.powers if not power[0].startswith("count:"))

    def times(self, other: Dimension) -> Dimension:
        """Return the dimension of a product."""
        return self._combined(other, 1)

    def over(self, other: Dimension) -> Dimension:
        """Return the dimension of a quotient; like over like is a ratio."""
        return self._combined(other, -1)

    def _combined(self, other: Dimension, sign: int) -> Dimension:
        powers: Mapping[str, int] = dict(self.powers)
        total = dict(powers)
        for name, power in other.powers:
            total[name] = total.get(name, 0) + sign * power
        left = tuple(sorted((name, power) for name, power in total.items() if power))
        if left:
            return Dimension(left)
        if self.plain and other.plain:
            same = self.kind == other.kind == "number"
            return Dimension((), "number" if same else "ratio")
        return Dimension((), "ratio")


@functools.cache
def _called(dimension: str) -> Dimension:
    if dimension in _PLAIN:
        return Dimension((), dimension)
    return Dimension(((dimension, 1),))
