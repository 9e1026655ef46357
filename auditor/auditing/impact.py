"""What a repaired figure does to score, total and grade: the lead's first question."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.auditing.score import GRADES, TOTALS
from auditor.evaluation import forms
from auditor.evaluation.decide import derived
from auditor.findings import Verdict
from auditor.numbers import decimal_text, round_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.auditing.repairs import Repair
    from auditor.auditing.trials import Trials
    from auditor.evaluation.relations import Outcome
    from auditor.evaluation.variables import Alternative

_HUNDREDTH = Fraction(1, 100)
MAX_STEPS = 60
"""How many figures one repair is followed through."""


def impact_of(
    trials: Trials, ways: Sequence[Sequence[Repair]], outcomes: Sequence[Outcome]
) -> dict[str, str]:
    """Return `score` and `grade` after the repairs of one way: `unchanged`, or from what to what.

    Of several possible ways it is said only where all of them have the same effect. Empty where the
    report prints no total score.
    """
    if trials.spent:
        return {}
    found = [_of_one(trials, repairs, outcomes) for repairs in ways]
    return found[0] if found and all(each == found[0] for each in found) else {}


def _of_one(trials: Trials, repairs: Sequence[Repair], outcomes: Sequence[Outcome]) -> dict[str, str]:
    facts = trials.facts
    total = next((figure for name in TOTALS if (figure := facts.figure(name)) is not None), None)
    if total is None:
        return {}
    printed = facts.steps.printed(total, total.mentions[0])
    after = _followed(trials, repairs).get(total.key)
    if printed is None or after is None or after.value == printed.value:
        return {"score": "unchanged", "grade": "unchanged"}
    result = {"score": f"{decimal_text(printed.value)} → {decimal_text(after.value)}"}
    grade = next((figure for name in GRADES if (figure := facts.figure(name)) is not None), None)
    if grade is not None:
        was, becomes = grade.mentions[0].text, _grade_at(after.value, outcomes)
        if becomes is not None:
            result["grade"] = "unchanged" if becomes == was else f"{was} → {becomes}"
    return result


def _followed(trials: Trials, repairs: Sequence[Repair]) -> dict[str, Alternative]:
    """Return the repaired figures, and every figure that then has to say something else."""
    changes = {repair.figure.key: trials.printed_as(repair.printed, repair.value) for repair in repairs}
    waiting = list(changes)
    for _ in range(MAX_STEPS):
        if not waiting:
            break
        for outcome in trials.related(waiting.pop(0)):
            relation, decision = outcome.relation, outcome.decision
            if (
                relation is None
                or decision is None
                or decision.claim is None
                or not outcome.verdict.consistent
            ):
                continue
            claimed = relation.variables[decision.claim]
            if claimed.figure.key in changes or trials.verdict(outcome, changes) is not Verdict.DISCREPANCY:
                continue
            point = [
                changes[each.figure.key].value if each.figure.key in changes else each.alternatives[at].value
                for each, at in zip(relation.variables, outcome.chosen, strict=True)
            ]
            side = derived(relation.left.form, relation.right.form, decision.claim)
            try:
                value = forms.value_at(side, point)
            except forms.ZeroBaseError:
                continue
            chosen = claimed.alternatives[outcome.chosen[decision.claim]]
            # Points are followed to the hundredth, however coarsely they are printed.
            step = min(chosen.step or _HUNDREDTH, _HUNDREDTH) if claimed.figure.unit == "分" else chosen.step
            changes[claimed.figure.key] = trials.printed_as(chosen, round_to(value, step))
            waiting.append(claimed.figure.key)
    return changes


def _grade_at(score: Fraction, outcomes: Sequence[Outcome]) -> str | None:
    for outcome in outcomes:
        if outcome.kind == "grade" and outcome.grade_at is not None:
            return outcome.grade_at(score)
    return None
