"""The total score and grade of an evaluation report, as printed and as its rules recompute them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.evaluation.variables import shown
from auditor.findings import Score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Figure, Report

TOTALS = ("总分.得分", "总得分.得分", "总得分", "评价.总分", "总分")
GRADES = ("评价.等级", "评价等级", "总分.等级", "总得分.等级", "等级")


def score_of(report: Report, outcomes: Sequence[Outcome]) -> Score:
    """Return the printed total and grade, and what the outcomes that claim them compute."""
    total, grade = _first(report, TOTALS), _first(report, GRADES)
    recomputed = next((value for outcome in outcomes if (value := _computed(outcome, total))), None)
    regraded = next((outcome.facts.get("grade") for outcome in outcomes if outcome.kind == "grade"), None)
    return Score(
        printed=None if total is None else total.mentions[0].text,
        recomputed=recomputed,
        grade=None if grade is None else grade.mentions[0].text,
        recomputed_grade=regraded,
    )


def _first(report: Report, keys: Sequence[str]) -> Figure | None:
    return next((report.figures[key] for key in keys if key in report.figures), None)


def _computed(outcome: Outcome, total: Figure | None) -> str | None:
    relation, decision = outcome.relation, outcome.decision
    if total is None or relation is None or decision is None or decision.computed is None:
        return None
    claim = decision.claim
    if claim is None or relation.variables[claim].figure.key != total.key:
        return None
    chosen = relation.variables[claim].alternatives[outcome.chosen[claim]]
    return shown(decision.computed, chosen.finest).removesuffix(chosen.finest.unit.symbol)
