"""A target that equals a result which the report itself states in two ways: one question, so one finding.

Where the target was copied into the result, the target was not set from it; where the result is right as it
stands beside the target, it may have been. Only the working papers can tell, and they tell both at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor.auditing.causes import ACTUALS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.findings import Consequence, Finding

FROM_RESULT = "target-from-result"


def doubted_result(facts: Facts, outcome: Outcome) -> str | None:
    """Return the key of the result that a target looks set from; None where the outcome says no such thing."""
    for variable in () if outcome.relation is None else outcome.relation.variables:
        if variable.accused == FROM_RESULT:
            siblings = facts.report.concepts[variable.figure.concept]
            return next((siblings[name].key for name in ACTUALS if name in siblings), None)
    return None


def folded(
    facts: Facts, found: Sequence[tuple[Outcome, Finding, Consequence]], language: str
) -> list[Finding]:
    """Return the findings, those of such targets as consequences of the disagreement about the result."""
    disputes = {
        finding.figures[0].key: at
        for at, (outcome, finding, _) in enumerate(found)
        if outcome.kind == "agreement"
    }
    findings: list[Finding | None] = [finding for _, finding, _ in found]
    for at, (outcome, finding, consequence) in enumerate(found):
        place = disputes.get(doubted_result(facts, outcome) or "")
        host = None if place is None else findings[place]
        if place is None or host is None:
            continue
        findings[place] = attrs.evolve(
            host,
            consequences=(*host.consequences, consequence),
            remarks=(*host.remarks, _remark(finding, language)),
        )
        findings[at] = None
    return [finding for finding in findings if finding is not None]


def _remark(finding: Finding, language: str) -> str:
    text = finding.figures[0].text
    if language == "zh":
        return f"若业绩值确为 {text}，则标杆值与结果完全相同且带零头，疑似按结果倒填，应查年度计划"
    return f"if the result is {text} indeed, the target equals it to the last decimal and was probably set from it: check the work plan"
