"""Whether a relation that does not hold was meant at all: a wrong figure is seldom more than twice what it should be.

People copy the figure of another year or row, mistype a digit, move the point or take another unit. What misses by more
than a factor of two and by no such slip is a relation that was read where none is: the whole of another thing,
the amount of another row. Of 285 planted errors that a sum or quotient found, none was of that kind.
Differences and growth are left out: they are small beside what they are worked out of.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.checks.common.numbers import Stated
from auditor.checks.common.relations import noted
from auditor.checks.common.slips import slip
from auditor.findings import Verdict

if TYPE_CHECKING:
    from auditor.evaluation.relations import Outcome

_FACTOR = 2
_POWERS = tuple(Fraction(10) ** power for power in range(-9, 10) if power)
_NEAR = Fraction(1, 20)


def doubted(outcome: Outcome) -> Outcome:
    """Return an outcome as a note only where its claim misses by more than any error would."""
    relation, decision = outcome.relation, outcome.decision
    if outcome.verdict is not Verdict.DISCREPANCY or relation is None or decision is None:
        return outcome
    if decision.claim is None or not decision.computed or not _combines(relation.right.text):
        return outcome
    variable = relation.variables[decision.claim]
    chosen = variable.alternatives[0]
    share = chosen.value / decision.computed
    if share <= 0 or Fraction(1, _FACTOR) <= share <= _FACTOR:
        return outcome
    if any(abs(share / power - 1) <= _NEAR for power in _POWERS):
        return outcome
    stated = Stated(variable.figure, chosen.mentions[0], chosen.finest)
    return outcome if slip(stated, decision.computed) else noted(outcome)


def _combines(formula: str) -> bool:
    """Whether a formula is a sum or quotient of what stands in it, and takes nothing off."""
    return (" / " in formula or " + " in formula) and "-" not in formula
