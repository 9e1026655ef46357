"""What a reader should know besides the finding itself: evidence for either side, where a number belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.auditing.causes import cause_of, owner_of
from auditor.auditing.suspects import COPIES, gap_figure
from auditor.auditing.trials import RECOMPUTED
from auditor.evaluation.judging import claim_of, number_text
from auditor.findings import Severity
from auditor.language import tree
from auditor.numbers import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.auditing.repairs import Cause
    from auditor.auditing.trials import Trials
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.findings import Suspect

MAX_EVIDENCE = 3
"""So many recomputations are shown for the sides of one disagreement."""


def remarks_of(
    trials: Trials, cause: Cause, primary: Outcome, suspects: Sequence[Suspect], language: str
) -> tuple[str, ...]:
    """Return the remarks of a cause, the gap first, then the evidence, then where copies come from."""
    facts = trials.facts
    evidence = tuple(_evidence(trials, primary, language))
    remarks = (
        *_gap_remark(facts, primary, language),
        *evidence[:MAX_EVIDENCE],
        *_copy_remarks(facts, cause, suspects, language),
    )
    return tuple(dict.fromkeys((*remarks, *_open(cause, primary, suspects, language))))


def _evidence(trials: Trials, primary: Outcome, language: str) -> Iterator[str]:
    """Yield what recomputes one printed value of a disputed figure exactly and another one not."""
    if primary.kind != "agreement":
        return
    figure = trials.facts.report.figures[primary.evidence[0].key]
    if not unit_of(figure.unit).is_numeric:
        return
    alternatives = trials.alternatives(figure)
    for outcome in trials.related(figure.key):
        relation = outcome.relation
        claim = None if relation is None else claim_of(relation)
        if relation is None or claim is None or relation.variables[claim].figure.key != figure.key:
            continue
        speaks = [trials.verdict(outcome, {figure.key: each}) in RECOMPUTED for each in alternatives]
        if len(speaks) < 2 or sum(speaks) != 1:  # noqa: PLR2004 - a pair
            continue
        value = number_text(alternatives[speaks.index(True)])
        rule = f"{outcome.rule.id} {outcome.rule.title}"
        yield (
            f"{value} 由他数复算得出：{outcome.trace}（{rule}）"
            if language == "zh"
            else f"{value} is what the other figures give: {outcome.trace} ({rule})"
        )


def _open(cause: Cause, primary: Outcome, suspects: Sequence[Suspect], language: str) -> Iterator[str]:
    """Say so where numbers disagree and nothing printed tells which of them is wrong."""
    relation = primary.relation
    equal = primary.kind == "agreement" if relation is None else relation.comparison is tree.Relation.EQUAL
    numeric = any(unit_of(item.unit).is_numeric for item in primary.evidence)
    strict = primary.rule.level is Severity.ERROR
    if suspects or cause.decided or not (equal and numeric and strict):
        return
    if cause.unfinished:
        yield (
            "相互牵连的规则太多，没有试完所有改法，未能判定"
            if language == "zh"
            else "too many rules hang together: not all changes were tried, and nothing is decided"
        )
        return
    yield (
        "按印出的数不能判定哪一边有误，应查底稿"
        if language == "zh"
        else "what is printed does not tell which side is wrong: look at the working papers"
    )


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


def gap_remark(language: str) -> str:
    """Return what the suspects of a rounding gap are suspected of: rounding alone may still explain it."""
    if language == "zh":
        return "若不是舍入所致，则疑似有误的是上列各处之一"
    return "unless rounding is the reason, one of the suspects is probably wrong"


def printing_remarks(outcome: Outcome, language: str) -> tuple[str, ...]:
    """Return how the figures of an outcome were read, and what its rule admits of itself."""
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
