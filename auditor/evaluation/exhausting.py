"""A scoring standard that cannot take all the marks although it says so: 2 criteria, 1 point each, of 5 points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor.evaluation.evidence import evidence_of
from auditor.evaluation.relations import Outcome
from auditor.findings import Severity, Verdict
from auditor.numbers import decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from auditor.evaluation.conditions import Setting
    from auditor.language import tree

_PRINTED = ("评分标准.扣分", "权重")


def cannot_exhaust(
    setting: Setting, scoring: tree.Scoring, weight: Fraction, amount: Fraction
) -> Iterator[Outcome]:
    """Yield a note where all criteria together lose less than the weight and the deduction is to go on until it is gone.

    The standard is the report's own: the reader has to say whether a share of the weight was meant.
    """
    criteria = scoring.criteria
    if criteria is None or criteria.count is None or not criteria.floored or scoring.floor is not None:
        return
    lost = criteria.count * amount
    if amount <= 0 or lost >= weight:
        return
    facts = setting.facts
    figures = [facts.report.figures.get(f"{scoring.id}.{attribute}") for attribute in _PRINTED]
    evidence = tuple(
        evidence_of(facts, figure, mention, "stated" if at == 0 else "base")
        for at, figure in enumerate(figures)
        if figure is not None
        for mention in figure.mentions
    )
    if not evidence:
        return
    count, each, total, full = (
        decimal_text(value, places=4) for value in (criteria.count, amount, lost, weight)
    )
    messages = {
        "zh": f"{scoring.id} {scoring.title}：{{位置}}的评分标准写扣完为止，而 {count} 项各扣 {each} 分只能扣 {total} 分，扣不完权重 {full} 分",
        "en": f"{scoring.id} {scoring.title}: the standard at {{place}} deducts until exhausted, but {count} criteria of {each} point(s) lose {total} of {full} points",
    }
    yield Outcome(
        rule=attrs.evolve(setting.rule, level=Severity.NOTE, messages=messages, source=None),
        verdict=Verdict.DISCREPANCY,
        kind="exists",
        evidence=evidence,
        facts=setting.context,
        trace=f"{count} × {each} = {total} < {full}",
    )
