"""Group outcomes into findings: one cause, one finding, with its copies and consequences."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import attrs

from auditor.auditing.severity import severity_of
from auditor.auditing.wording import interval_text, messages, softening
from auditor.evaluation.judging import claim_of
from auditor.evaluation.relations import Outcome
from auditor.findings import Consequence, Finding, Verdict
from auditor.numbers import decimal_text
from auditor.report.model import Report


def findings_of(report: Report, outcomes: Sequence[Outcome], language: str = "zh") -> tuple[Finding, ...]:
    """Return the findings of `outcomes`, sorted by location, rule and id."""
    disputes = {
        outcome.evidence[0].key: outcome
        for outcome in outcomes
        if outcome.kind == "agreement" and outcome.verdict is Verdict.DISCREPANCY and outcome.evidence
    }
    findings: list[Finding] = []
    seen: set[tuple[str, str]] = set()
    for outcome in outcomes:
        finding = _finding(report, outcome, language)
        if finding is None:
            continue
        if outcome.kind == "agreement":
            finding = attrs.evolve(finding, consequences=_consequences(outcome, outcomes, disputes))
        identity = (finding.id, finding.value_digest)
        if identity not in seen:
            seen.add(identity)
            findings.append(finding)
    return tuple(sorted(findings, key=lambda finding: finding.order))


def _consequences(
    dispute: Outcome, outcomes: Sequence[Outcome], disputes: dict[str, Outcome]
) -> tuple[Consequence, ...]:
    # Rules that hold for one printed value and break for the other: evidence for one side.
    key = dispute.evidence[0].key
    return tuple(
        Consequence(rule=outcome.rule.id, verdict=outcome.verdict, figures=outcome.evidence, trace=outcome.trace)
        for outcome in outcomes
        if outcome.split and any(support.key == key for support in outcome.supports)
    )


def _finding(report: Report, outcome: Outcome, language: str) -> Finding | None:
    level = severity_of(report, outcome)
    if level is None:
        return None
    severity, softened = level
    return Finding(
        rule=outcome.rule.id,
        title=outcome.rule.title,
        verdict=outcome.verdict,
        severity=severity,
        messages=messages(outcome),
        figures=outcome.evidence,
        source=outcome.rule.source,
        trace=outcome.trace,
        softened=softening(softened, language),
        remarks=_remarks(outcome, language),
        **_numbers(outcome),
    )


def _remarks(outcome: Outcome, language: str) -> tuple[str, ...]:
    lent = sorted({f"{item.text}{'' if item.text.endswith('%') else item.unit}" for item in outcome.evidence if item.lent})
    remarks = []
    if lent:
        listed = ", ".join(lent[:6])
        remarks.append(
            f"{listed} 按同列或全文惯用的位数理解" if language == "zh" else f"{listed} read to the places that its column or document uses"
        )
    if outcome.decision is not None and outcome.decision.unlikely:
        remarks.append("四舍五入虽可解释，但可能性很小" if language == "zh" else "rounding can explain it, but hardly does")
    return tuple(remarks)


def _numbers(outcome: Outcome) -> dict[str, object]:
    relation, decision = outcome.relation, outcome.decision
    if relation is None or decision is None:
        ulp = None if outcome.gap_ulp is None else decimal_text(outcome.gap_ulp)
        return {"gap_ulp": ulp}
    claim = claim_of(relation)
    factor = Fraction(1)
    interval_line = None
    if claim is not None:
        chosen = relation.variables[claim].alternatives[outcome.chosen[claim]]
        factor = chosen.finest.unit.factor
        interval_line = interval_text(decision.interval, chosen) or None
    interval = decision.interval
    ends = None
    if interval is not None and interval.lo is not None and interval.hi is not None:
        ends = (decimal_text(interval.lo / factor), decimal_text(interval.hi / factor))
    return {
        "computed": None if decision.computed is None else decimal_text(decision.computed / factor),
        "interval": ends,
        "interval_text": interval_line,
        "gap": None if decision.gap is None else decimal_text(decision.gap / factor),
        "gap_ulp": None if decision.gap_ulp is None else decimal_text(decision.gap_ulp),
    }
