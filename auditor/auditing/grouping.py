"""Group outcomes into findings: one cause, one finding, with its copies and consequences."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor.auditing.causes import cause_of, owner_of
from auditor.auditing.impact import impact_of
from auditor.auditing.localisation import Cause, causes_of
from auditor.auditing.severity import severity_of
from auditor.auditing.suspects import COPIES, gap_figure, suspects_of
from auditor.auditing.trials import Trials
from auditor.auditing.wording import interval_text, messages, softening
from auditor.evaluation.judging import claim_of
from auditor.findings import Consequence, Finding, Severity, Verdict
from auditor.numbers import decimal_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.findings import Suspect


def findings_of(facts: Facts, outcomes: Sequence[Outcome], language: str = "zh") -> tuple[Finding, ...]:
    """Return the findings of `outcomes`, sorted by location, rule and id.

    Discrepancies with one cause become one finding: the primary one with its suspects, the rest as its
    consequences. Rounding gaps stay one each.
    """
    outcomes = _most_specific(outcomes)
    findings: list[Finding] = []
    trials = Trials(facts, outcomes)
    for cause in causes_of(trials, outcomes):
        finding = _of_cause(trials, cause, outcomes, language)
        if finding is not None:
            findings.append(finding)
    for outcome in outcomes:
        if outcome.verdict is Verdict.ROUNDING_GAP:
            finding = _finding(facts, outcome, language)
            if finding is not None:
                findings.append(finding)
    unique = {(finding.id, finding.value_digest): finding for finding in reversed(findings)}
    return tuple(sorted(unique.values(), key=lambda finding: finding.order))


def _most_specific(outcomes: Sequence[Outcome]) -> list[Outcome]:
    # Several agreement rules may speak of one figure (`*` and `*.名称`): the narrowest pattern wins.
    best: dict[str, int] = {}
    for outcome in outcomes:
        if outcome.kind == "agreement":
            key = outcome.evidence[0].key
            best[key] = max(best.get(key, -1), _narrowness(outcome))
    kept: list[Outcome] = []
    taken: set[str] = set()
    for outcome in outcomes:
        if outcome.kind == "agreement":
            key = outcome.evidence[0].key
            if _narrowness(outcome) < best[key] or key in taken:
                continue
            taken.add(key)
        kept.append(outcome)
    return kept


def _narrowness(outcome: Outcome) -> int:
    return len(outcome.facts.get("pattern", "").replace("*", ""))


def _of_cause(trials: Trials, cause: Cause, outcomes: Sequence[Outcome], language: str) -> Finding | None:
    facts = trials.facts
    judged = [(outcome, severity_of(facts.report, outcome)) for outcome in cause.outcomes]
    counted = [(outcome, level[0]) for outcome, level in judged if level is not None]
    if not counted:
        return None
    primary = _primary(cause, [outcome for outcome, _ in counted])
    finding = _finding(facts, primary, language)
    if finding is None:
        return None
    severest = max((severity for _, severity in counted), key=lambda severity: severity.rank)
    consequences = [_consequence(outcome) for outcome in cause.outcomes if outcome is not primary]
    consequences.extend(_one_sided(trials, primary))
    suspects = suspects_of(facts, cause, primary)
    remarks = (
        *finding.remarks,
        *_gap_remark(facts, primary, language),
        *_copy_remarks(facts, cause, suspects, language),
    )
    repairs = cause.repairs[:1] if cause.decided else cause.repairs[:MAX_REPAIRS]
    impact = impact_of(trials, [repair for repair in repairs if not repair.vague], outcomes)
    return attrs.evolve(
        finding,
        severity=severest if severest is not finding.severity else finding.severity,
        softened=finding.softened if severest is finding.severity else None,
        consequences=tuple(consequences),
        suspects=suspects,
        remarks=remarks,
        impact=impact,
    )


MAX_REPAIRS = 6
"""So many undecided repairs are followed to the score."""


def _primary(cause: Cause, outcomes: Sequence[Outcome]) -> Outcome:
    keys = [repair.figure.key for repair in cause.repairs]

    def rank(outcome: Outcome) -> tuple[int, int, int]:
        named = outcome.evidence[0].key if outcome.evidence else ""
        place = keys.index(named) if named in keys else len(keys)
        return (0 if outcome.kind == "agreement" else 1, place, -_level(outcome).rank)

    return min(outcomes, key=rank)


def _level(outcome: Outcome) -> Severity:
    return outcome.rule.level


def _consequence(outcome: Outcome) -> Consequence:
    numbers = _numbers(outcome)
    return Consequence(
        rule=outcome.rule.id,
        verdict=outcome.verdict,
        figures=outcome.evidence,
        computed=numbers.computed,
        gap=numbers.gap,
        trace=outcome.trace,
    )


def _one_sided(trials: Trials, primary: Outcome) -> list[Consequence]:
    # Rules that hold for one printed value of a disputed figure and break for another.
    if primary.kind != "agreement":
        return []
    key = primary.evidence[0].key
    return [
        attrs.evolve(_consequence(outcome), verdict=Verdict.DISCREPANCY)
        for outcome in trials.related(key)
        if outcome.split and any(support.key == key for support in outcome.supports)
    ]


# Remarks ------------------------------------------------------------------------------------------


def _gap_remark(facts: Facts, outcome: Outcome, language: str) -> tuple[str, ...]:
    figure = gap_figure(facts, outcome)
    if figure is None:
        return ()
    label = figure.label
    if language == "zh":
        return (f"差额恰等于“{label}”，疑似漏计或重复计入",)
    return (f"the gap equals '{label}': it was probably left out or counted twice",)


def _copy_remarks(facts: Facts, cause: Cause, suspects: Sequence[Suspect], language: str) -> tuple[str, ...]:
    """Return where a copied number belongs, and values of an actual that equal its target."""
    zh = language == "zh"
    remarks: list[str] = []
    for repair in cause.repairs[:2]:
        for printed in repair.wrong:
            why = cause_of(facts, repair.figure, printed, repair.value)
            if why == "target-as-actual" and not suspects:
                text = printed.finest.numeral.text.strip()
                remarks.append(
                    f"{text} 与目标值相同，疑似把目标值填作业绩值"
                    if zh
                    else f"{text} equals the target: perhaps the target was entered as the actual value"
                )
    first = suspects[0] if suspects else None
    if first is not None and first.cause in COPIES and cause.repairs and first.cause != "target-as-actual":
        repair = cause.repairs[0]
        other = owner_of(facts, repair.figure, repair.printed.value)
        if other is not None:
            text = repair.printed.finest.numeral.text.strip()
            remarks.append(
                f"{text} 正是“{other.label}”的数，疑似名称用错或抄错"
                if zh
                else f"{text} is the value of '{other.label}': the wrong name, or a copy"
            )
    return tuple(dict.fromkeys(remarks))


# One outcome ---------------------------------------------------------------------------------


def _finding(facts: Facts, outcome: Outcome, language: str) -> Finding | None:
    level = severity_of(facts.report, outcome)
    if level is None:
        return None
    severity, softened = level
    numbers = _numbers(outcome)
    return Finding(
        rule=outcome.rule.id,
        title=outcome.rule.titles.get(language, outcome.rule.title),
        verdict=outcome.verdict,
        severity=severity,
        messages=messages(outcome),
        figures=outcome.evidence,
        source=outcome.rule.source,
        trace=outcome.trace,
        softened=softening(softened, language),
        remarks=_remarks(outcome, language),
        computed=numbers.computed,
        interval=numbers.interval,
        interval_text=numbers.interval_text,
        gap=numbers.gap,
        gap_ulp=numbers.gap_ulp,
    )


def _remarks(outcome: Outcome, language: str) -> tuple[str, ...]:
    zh = language == "zh"
    lent = sorted(
        {
            f"{item.text}{'' if item.text.endswith('%') else item.unit}"
            for item in outcome.evidence
            if item.lent
        }
    )
    remarks = []
    if lent:
        listed = ", ".join(lent[:6])
        remarks.append(
            f"{listed} 按同列或全文惯用的位数理解"
            if zh
            else f"{listed}: read to the places that its column or document uses"
        )
    if outcome.decision is not None and outcome.decision.unlikely:
        remarks.append(
            "四舍五入虽可解释，但可能性很小" if zh else "rounding can explain it, but hardly would"
        )
    if outcome.rule.known:
        remarks.append(
            f"规则注明：{outcome.rule.known}" if zh else f"known of the rule: {outcome.rule.known}"
        )
    return tuple(remarks)


@attrs.frozen
class _Numbers:
    """The numbers of a finding as texts in the unit of the claim."""

    computed: str | None = None
    interval: tuple[str, str] | None = None
    interval_text: str | None = None
    gap: str | None = None
    gap_ulp: str | None = None


def _numbers(outcome: Outcome) -> _Numbers:
    relation, decision = outcome.relation, outcome.decision
    ulp = None if outcome.gap_ulp is None else decimal_text(outcome.gap_ulp)
    if relation is None or decision is None:
        return _Numbers(gap_ulp=ulp)
    claim = claim_of(relation)
    factor, line = Fraction(1), None
    if claim is not None:
        chosen = relation.variables[claim].alternatives[outcome.chosen[claim]]
        factor = chosen.finest.unit.factor
        line = interval_text(decision.interval, chosen) or None
    interval, ends = decision.interval, None
    if interval is not None and interval.lo is not None and interval.hi is not None:
        ends = (decimal_text(interval.lo / factor), decimal_text(interval.hi / factor))
    return _Numbers(
        computed=None if decision.computed is None else decimal_text(decision.computed / factor),
        interval=ends,
        interval_text=line,
        gap=None if decision.gap is None else decimal_text(decision.gap / factor),
        gap_ulp=ulp,
    )
