"""What is probably wrong where only hidden digits explain a figure, and far more of them than its last place.

3万元 may be 2.9953万元, and then 45.76 / 3 = 1523.67 % holds; it is likelier that 45.71 was meant, which
recomputes from the printed digits alone. Rounding can still explain it: such a suspicion is weak.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.auditing.repairs import Repair
from auditor.auditing.suspects import named
from auditor.auditing.trials import RECOMPUTED
from auditor.findings import Verdict
from auditor.numbers import interval_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.auditing.trials import Trials
    from auditor.evaluation.relations import Outcome
    from auditor.evaluation.variables import Alternative, Variable
    from auditor.findings import Suspect

MAX_FIGURES = 3
"""In longer sums the rounding of the parts adds up, and any of them could be meant."""


def suspects_of_gap(trials: Trials, outcome: Outcome) -> tuple[Suspect, ...]:
    """Return the mentions one of which, written otherwise, would leave no gap; the fewest to change first."""
    relation, decision = outcome.relation, outcome.decision
    if relation is None or decision is None or len(relation.variables) > MAX_FIGURES:
        return ()
    if decision.claim is None or decision.gap_ulp is None or abs(decision.gap_ulp) <= 1:
        return ()  # one last place is what rounding does
    claimed = relation.variables[decision.claim].alternatives[outcome.chosen[decision.claim]]
    own = claimed.finest.numeral.step * claimed.finest.unit.factor
    shown = interval_of(claimed.value, own, trials.facts.report.rounding)
    if decision.computed is None or decision.computed in shown:
        return ()  # 744.38% is right as it is printed: only its column shows more places
    repairs: list[Repair] = []
    for variable, at in zip(relation.variables, outcome.chosen, strict=True):
        repairs.extend(_repairs(trials, outcome, variable, variable.alternatives[at]))
    repairs.sort(key=lambda repair: repair.cost)
    return tuple(suspect for repair in repairs for suspect in named(trials.facts, repair, "low"))


def _repairs(trials: Trials, outcome: Outcome, variable: Variable, printed: Alternative) -> Iterator[Repair]:
    """Yield the value of one figure that closes the gap and leaves everything else as good as it was."""
    if variable.disputed or variable.place is not None:
        return
    tried = {printed.value}
    for value in trials.proposals(outcome, variable.figure, {}):
        if value in tried or trials.spent:
            continue
        tried.add(value)
        changes = {variable.figure.key: trials.printed_as(printed, value)}
        if trials.verdict(outcome, changes) not in RECOMPUTED:
            continue
        others = (each for each in trials.related(variable.figure.key) if each is not outcome)
        if not any(_worse(each.verdict, trials.verdict(each, changes)) for each in others):
            yield Repair(variable.figure, (printed,), value, frozenset({0}))


def _worse(before: Verdict, after: Verdict) -> bool:
    if before is Verdict.DISCREPANCY:
        return False
    return after is Verdict.DISCREPANCY or (before in RECOMPUTED and after not in RECOMPUTED)
