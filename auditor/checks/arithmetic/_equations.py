"""Equations among printed figures: whether they hold, what they ask of one member, and which slip would have them hold.

Every equation is of the first degree in each of its members, so that each can be worked out of the others, and
what rounding leaves open of them says how closely.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from auditor import records
from auditor.checks.common.numbers import Number
from auditor.checks.common.slips import slip_within
from auditor.evaluation.relations import Relation, RuleInfo

_HALF = Fraction(1, 2)
_FAR = Fraction(3, 10)


@records.frozen(eq=False)
class Slip:
    """A slip of the pen that makes an equation hold: which member, of what kind, and how closely the others bear it out.

    `width` is how great a part of the value all those are that would do as well: what an accident would have to hit.
    """

    number: Number
    kind: str
    width: Fraction


@records.frozen(eq=False)
class Equation:
    """An equation of printed figures, the worked out one first.

    `residual` is nothing where it holds and of the first degree in each value; `relation` proposes it to the evaluator.
    """

    numbers: tuple[Number, ...]
    residual: Callable[[Sequence[Fraction]], Fraction]
    relation: Callable[[RuleInfo], Relation]
    divided: bool = False
    """Whether the first is a quotient, which is rounded even where it counts things."""

    def holds(self) -> bool:
        """Whether rounding, and a last place beyond it, can explain what is left."""
        value, slack = self.asked(0)
        printed = self.numbers[0].known.printed
        return abs(value - printed.value) <= slack + self._step

    def far(self) -> bool:
        """Whether the first member is so far from what the others ask that one would rather have read them wrong."""
        value, _ = self.asked(0)
        return abs(value - self.numbers[0].known.printed.value) >= _FAR * max(
            value, self.numbers[0].known.printed.value
        )

    @property
    def _step(self) -> Fraction:
        """Return to what place the first member is told."""
        printed = self.numbers[0].known.printed
        return printed.numeral.step * printed.unit.factor if self.divided else printed.step

    def slips(self) -> Iterator[Slip]:
        """Iterate over the slips of one member that would explain what is left."""
        for at, number in enumerate(self.numbers):
            value, slack = self.asked(at)
            found = slip_within(number.known, value, slack) if value > 0 else None
            if found is not None:
                yield Slip(number, *found)

    def asked(self, at: int) -> tuple[Fraction, Fraction]:
        """Return the value that the others ask of a member, and what their rounding leaves open of it; 0 where they do not say."""
        values = [number.known.printed.value for number in self.numbers]
        slope = self._slope(values, at)
        if not slope:
            return Fraction(0), Fraction(0)
        rest = self.residual([*values[:at], Fraction(0), *values[at + 1 :]])
        asked = -rest / slope
        there = [*values[:at], asked, *values[at + 1 :]]
        slack = sum(
            (
                abs(self._slope(there, other)) * number.known.printed.step * _HALF
                for other, number in enumerate(self.numbers)
                if other != at
            ),
            Fraction(0),
        )
        return asked, slack / abs(slope)

    def _slope(self, values: Sequence[Fraction], at: int) -> Fraction:
        one, none = list(values), list(values)
        one[at], none[at] = Fraction(1), Fraction(0)
        return self.residual(one) - self.residual(none)
