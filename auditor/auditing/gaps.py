"""What is probably wrong where only hidden digits explain a figure, and far more of them than its last place.

3万元 may be 2.9953万元, and then 45.76 / 3 = 1523.67 % holds. In a report whose other figures all follow from
what it prints it is likelier that 45.71 was meant, which does as well; in one that was computed from digits
that it does not print such gaps are usual, and nobody is suspected. Rounding can still explain it: the
suspicion is weak.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.auditing.repairs import Repair
from auditor.auditing.suspects import named
from auditor.auditing.trials import RECOMPUTED
from auditor.findings import Verdict
from auditor.numbers import interval_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.auditing.trials import Trials
    from auditor.evaluation.relations import Outcome
    from auditor.evaluation.variables import Alternative, Variable
    from auditor.findings import Suspect

MAX_FIGURES = 3
"""In longer sums the rounding of the parts adds up, and any of them could be meant."""
RARE = 100
"""Gaps are rare where so many times more relations recompute from the printed digits."""


def gaps_are_rare(outcomes: Sequence[Outcome]) -> bool:
    """Whether a report computes with the digits that it prints, so that a gap is odd."""
    verdicts = [outcome.verdict for outcome in outcomes if outcome.relation is not None]
    gaps = verdicts.count(Verdict.ROUNDING_GAP)
    return gaps * RARE <= sum(verdict in RECOMPUTED for verdict in verdicts)


def suspects_of_gap(trials: Trials, outcome: Outcome, *, rare: bool) -> tuple[Suspect, ...]:
    """Return the mentions one of which, written otherwise, would leave no gap; the fewest to change first.

    Where gaps are not `rare`, only mentions are suspected that other mentions of their figure belie.
    """
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
    if not rare:
        repairs = [each for each in repairs if each.cost < sum(len(wrong.mentions) for wrong in each.wrong)]
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
