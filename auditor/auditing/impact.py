"""What a repaired figure does to score, total and grade: the lead's first question."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.auditing.score import GRADES, TOTALS
from auditor.evaluation import forms
from auditor.findings import Verdict
from auditor.numbers import decimal_text, round_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.auditing.localisation import Repair
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

SCORE_ATTRIBUTES = ("得分", "实际得分", "score")
_HUNDREDTH = Fraction(1, 100)


def impact_of(facts: Facts, repair: Repair, outcomes: Sequence[Outcome]) -> dict[str, str]:
    """Return `score` and `grade` after the repair: `不变/unchanged` or from what to what; empty where unknown.

    Only scores that follow from the figure by a scoring rule, or the figure itself where it is a score,
    are moved; totals move by the same points.
    """
    moved = _moved(facts, repair, outcomes)
    if moved is None:
        return {}
    total = next((facts.figure(name) for name in TOTALS if facts.figure(name) is not None), None)
    if total is None:
        return {"score": "unchanged" if moved == 0 else f"{decimal_text(moved)}"}
    printed = facts.steps.printed(total, total.mentions[0])
    if printed is None or moved == 0:
        return {"score": "unchanged", "grade": "unchanged"}
    before, after = printed.value, printed.value + moved
    result = {"score": f"{decimal_text(before)} → {decimal_text(after)}"}
    grade = next((facts.figure(name) for name in GRADES if facts.figure(name) is not None), None)
    if grade is not None:
        was, becomes = grade.mentions[0].text, _grade_at(after, outcomes)
        if becomes is not None:
            result["grade"] = "unchanged" if becomes == was else f"{was} → {becomes}"
    return result


def _moved(facts: Facts, repair: Repair, outcomes: Sequence[Outcome]) -> Fraction | None:
    key = repair.figure.key
    if repair.figure.attribute in SCORE_ATTRIBUTES:
        if key in TOTALS:
            return repair.value - repair.printed.value
        leaf = not facts.children(repair.figure.concept)
        return repair.value - repair.printed.value if leaf else Fraction(0)
    moved: Fraction | None = None
    for outcome in outcomes:
        relation, decision = outcome.relation, outcome.decision
        if relation is None or decision is None or outcome.verdict is Verdict.NOT_CHECKABLE:
            continue
        claim = decision.claim
        if claim is None or relation.variables[claim].figure.attribute not in SCORE_ATTRIBUTES:
            continue
        index = next((at for at, each in enumerate(relation.variables) if each.figure.key == key), None)
        if index is None or index == claim:
            continue
        point = [
            each.alternatives[at].value for each, at in zip(relation.variables, outcome.chosen, strict=True)
        ]
        point[index] = repair.value
        side = relation.right if forms.is_variable(relation.left.form) else relation.left
        try:
            score = forms.value_at(side.form, point)
        except forms.ZeroBaseError:
            continue
        stated = relation.variables[claim].alternatives[outcome.chosen[claim]]
        change = round_to(score, _HUNDREDTH) - stated.value
        moved = change + (moved or Fraction(0))
    return moved


def _grade_at(score: Fraction, outcomes: Sequence[Outcome]) -> str | None:
    for outcome in outcomes:
        if outcome.kind == "grade" and outcome.grade_at is not None:
            return outcome.grade_at(score)
    return None
