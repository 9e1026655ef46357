"""Shares that fill the list around them up to 100 % where they are what their amounts ask."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.wholes import Pair
    from auditor.evaluation.relations import Outcome

_LIST = 3


def filling(outcome: Outcome, pair: Pair, pairs: Sequence[Pair]) -> Outcome:
    """Return an outcome as explained where the share that it asks makes the list of shares around it give 100 %, which it misses as it is.

    分别占 60.0%、18.0%、18.2%、7.9%、5.0%: with 9.1% all of it, as the amount over the whole is.
    """
    share = pair[0]
    own = [each[0] for each in pairs if each[0].sentence == share.sentence and each[0].depth == share.depth]
    variables = outcome.relation.variables if outcome.relation is not None else ()
    if outcome.verdict is not Verdict.DISCREPANCY or len(own) < _LIST or len(variables) != _LIST:
        return outcome
    part, whole = (each.alternatives[0].value for each in variables[1:])
    rest = 1 - sum((each.known.printed.value for each in own if each is not share), Fraction(0))
    slack = sum((each.known.printed.step for each in own), Fraction(0))
    full = abs(rest - part / whole) <= slack and abs(rest - share.known.printed.value) > slack
    return attrs.evolve(outcome, rule=attrs.evolve(outcome.rule, explained=True)) if full else outcome
