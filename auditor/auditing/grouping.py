"""Group outcomes into findings: one cause, one finding, with its copies and consequences."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import records
from auditor.auditing.bases import over_other_bases, shared_message
from auditor.auditing.doubted import folded
from auditor.auditing.farfetched import farfetched
from auditor.auditing.gaps import gaps_are_rare, suspects_of_gap
from auditor.auditing.impact import impact_of
from auditor.auditing.localisation import accused, causes_of
from auditor.auditing.remarks import gap_remark, printing_remarks, remarks_of
from auditor.auditing.severity import severity_of, softening
from auditor.auditing.suspects import suspects_of
from auditor.auditing.trials import Trials
from auditor.auditing.wording import LANGUAGES, fails, interval_text, messages
from auditor.evaluation.judging import claim_of
from auditor.findings import Consequence, Finding, Severity, Verdict
from auditor.numbers import decimal_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.auditing.repairs import Cause
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome


def findings_of(facts: Facts, outcomes: Sequence[Outcome], language: str = "zh") -> tuple[Finding, ...]:
    """Return the findings of `outcomes`, sorted by location, rule and id.

    Discrepancies with one cause become one finding: the primary one with its suspects, the rest as its
    consequences. Rounding gaps stay one each.
    """
    outcomes = _most_specific(outcomes)
    trials = Trials(facts, outcomes)
    caused = [_of_cause(trials, cause, outcomes, language) for cause in causes_of(trials, outcomes)]
    findings = folded(facts, [each for each in caused if each is not None], language)
    rare = gaps_are_rare(outcomes)
    said: set[tuple[object, ...]] = set()
    for outcome in outcomes:
        if outcome.verdict is Verdict.ROUNDING_GAP:
            # Two detectors that add up the same figures speak of one gap.
            gap = (frozenset(outcome.keys), outcome.gap_ulp, outcome.rule.source)
            if outcome.rule.source is None and gap in said:
                continue
            said.add(gap)
            finding = _of_gap(trials, outcome, language, rare=rare)
            if finding is not None:
                findings.append(finding)
    unique = {(finding.id, finding.value_digest): finding for finding in reversed(findings)}
    return tuple(sorted(unique.values(), key=lambda finding: finding.order))


def _of_gap(trials: Trials, outcome: Outcome, language: str, *, rare: bool) -> Finding | None:
    finding = _finding(trials.facts, outcome, language)
    suspects = () if finding is None else suspects_of_gap(trials, outcome, rare=rare)
    if finding is None or not suspects:
        return finding
    return attrs.evolve(finding, suspects=suspects, remarks=(*finding.remarks, gap_remark(language)))


def _most_specific(outcomes: Sequence[Outcome]) -> list[Outcome]:
    # Several agreement rules may speak of one figure (`*` and `*.名称`): the narrowest pattern wins.
    best: dict[str, int] = {}
    for outcome in outcomes:
        if outcome.kind == "agreement":
            key = outcome.keys[0]
            best[key] = max(best.get(key, -1), _narrowness(outcome))
    kept: list[Outcome] = []
    taken: set[str] = set()
    for outcome in outcomes:
        if outcome.kind == "agreement":
            key = outcome.keys[0]
            if _narrowness(outcome) < best[key] or key in taken:
                continue
            taken.add(key)
        kept.append(outcome)
    return kept


def _narrowness(outcome: Outcome) -> int:
    return len(outcome.facts.get("pattern", "").replace("*", ""))


def _of_cause(
    trials: Trials, cause: Cause, outcomes: Sequence[Outcome], language: str
) -> tuple[Outcome, Finding, Consequence] | None:
    """Return the finding of a cause with its primary outcome, and that as it stands among another's consequences."""
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
    lists = next((group for group in over_other_bases(cause.outcomes) if primary in group), ())
    said = {each: shared_message(lists, each) for each in LANGUAGES} if lists else finding.messages
    remarks = (*finding.remarks, *remarks_of(trials, cause, primary, suspects, language))
    ways = cause.ways[:1] if cause.decided else cause.ways[:MAX_REPAIRS]
    firm = [way for way in ways if not any(repair.vague for repair in way)]
    impact = impact_of(trials, firm, outcomes)
    if farfetched(facts, finding, cause.outcomes, suspects):
        finding = attrs.evolve(finding, softened=softening("far-off", language))
        severest = Severity.NOTE
    made = attrs.evolve(
        finding,
        messages=said,
        severity=severest,
        softened=finding.softened if severest in {finding.severity, Severity.NOTE} else None,
        consequences=tuple(consequences),
        suspects=suspects,
        remarks=remarks,
        impact=impact,
    )
    return primary, made, _consequence(primary)


MAX_REPAIRS = 6
"""So many undecided repairs are followed to the score."""


def _primary(cause: Cause, outcomes: Sequence[Outcome]) -> Outcome:
    keys = [repair.figure.key for repair in cause.repairs]

    def rank(outcome: Outcome) -> tuple[int, int, int, bool]:
        named = outcome.evidence[0].key if outcome.evidence else ""
        place = keys.index(named) if named in keys else len(keys)
        agreement = 0 if outcome.kind == "agreement" else 1
        return (agreement, place, -_level(outcome).rank, not outcome.rule.explained)

    return min(outcomes, key=rank)


def _level(outcome: Outcome) -> Severity:
    return outcome.rule.level


def _consequence(outcome: Outcome) -> Consequence:
    numbers = _numbers(outcome)
    return Consequence(
        rule=outcome.rule.id,
        verdict=outcome.verdict,
        figures=outcome.evidence,
        title=outcome.rule.title,
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
        # A fault of the print itself is said by its message; nothing was computed.
        trace=None if accused(outcome) else outcome.trace,
        trace_fails=fails(outcome),
        softened=softening(softened, language),
        remarks=printing_remarks(outcome, language),
        computed=numbers.computed,
        interval=numbers.interval,
        interval_text=numbers.interval_text,
        gap=numbers.gap,
        gap_ulp=numbers.gap_ulp,
    )


@records.frozen
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
        # Counts and weights have no hidden digits: an interval of one value says nothing.
        fixed = decision.interval is not None and decision.interval.is_point
        line = None if fixed else interval_text(decision.interval, chosen) or None
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
