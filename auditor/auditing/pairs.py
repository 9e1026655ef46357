"""One number written two ways under several names: the same two values contradict each other again and again.

245.93 stands for the spending of all projects wherever the expenditure table speaks, 245.94 wherever the
project table does: budget, income and outlay break one rule each, and all for one cent. A reader wants one
finding. Numbers of few digits meet by chance, so only long ones tie broken rules together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.auditing.slips import digits_of
from auditor.evaluation import forms
from auditor.language import tree
from auditor.numbers import unit_of

if TYPE_CHECKING:
    from fractions import Fraction

    from auditor.evaluation.relations import Outcome

LONG = 4
"""So many digits, zeros at either end aside, do not meet by chance."""

Pair = tuple[str, "Fraction", "Fraction"]


def pair_of(outcome: Outcome) -> Pair | None:
    """Return the two values that a rule finds unequal where they should be one number, None for other rules."""
    relation = outcome.relation
    if relation is None or relation.comparison is not tree.Relation.EQUAL or len(relation.variables) != 2:  # noqa: PLR2004 - two figures
        return None
    if not (forms.is_variable(relation.left.form) and forms.is_variable(relation.right.form)):
        return None
    one, two = (each.alternatives[at] for each, at in zip(relation.variables, outcome.chosen, strict=True))
    if any(len(digits_of(each).strip("0")) < LONG for each in (one, two)):
        return None
    unit = unit_of(relation.variables[0].figure.unit)
    return unit.dimension, min(one.value, two.value), max(one.value, two.value)
