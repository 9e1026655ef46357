"""The words of a finding, in Chinese and English: facts come in as fields, lines go out."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.evaluation import forms
from auditor.evaluation.agreement import same_words
from auditor.evaluation.judging import claim_of, labels, number_text
from auditor.evaluation.variables import Alternative, shown
from auditor.findings import Evidence, Verdict
from auditor.language import tree
from auditor.language.keywords import HOLES
from auditor.numbers import decimal_text, with_unit
from auditor.source import place_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from auditor.evaluation.binding import Term
    from auditor.evaluation.relations import Outcome, Relation

LANGUAGES = ("zh", "en")
DETECTORS = "detectors"
_SHOWN = 8
TELLING_ULPS = 100
"""A gap of more last places is no question of rounding: counting them tells nobody anything."""
_SIGNS_ZH = {"=": "等于", "≠": "不等于", "<": "小于", "≤": "不大于", ">": "大于", "≥": "不小于"}
_SIGNS_EN = {
    "=": "equal",
    "≠": "differ from",
    "<": "be below",
    "≤": "be at most",
    ">": "be above",
    "≥": "be at least",
}

_DATES_ZH = _SIGNS_ZH | {"<": "早于", "≤": "不晚于", ">": "晚于", "≥": "不早于"}
_DATES_EN = _SIGNS_EN | {
    "<": "be before",
    "≤": "be no later than",
    ">": "be after",
    "≥": "be no earlier than",
}


def messages(outcome: Outcome) -> dict[str, str]:
    """Return the finding's one line in every language; a rule's own message comes first."""
    facts = _facts(outcome)
    return {language: _message(outcome, language, facts) for language in LANGUAGES}


def _message(outcome: Outcome, language: str, facts: Mapping[str, str]) -> str:
    # A rule says what should stand there; where hidden digits explain what does, nothing else should.
    own = None if outcome.verdict is Verdict.ROUNDING_GAP else outcome.rule.messages.get(language)
    if own is not None and outcome.kind in {"relation", "exists", "words"}:
        text = own
        facts = {"col": facts.get("column", ""), **facts}
        for hole, field in HOLES.items():
            value = facts.get(f"{field}.{language}", facts.get(field, ""))
            text = text.replace("{" + hole + "}", value).replace("{" + field + "}", value)
        return text
    writer = _WRITERS.get(outcome.kind, _relation)
    return writer(outcome, language, facts)


def _facts(outcome: Outcome) -> dict[str, str]:
    facts = dict(outcome.facts)
    relation, decision = outcome.relation, outcome.decision
    first = outcome.evidence[0] if outcome.evidence else None
    if first is not None:
        if not facts.get("label"):
            facts["label"] = first.label
        # Where the print itself is at fault it is shown as it stands, without a unit put behind it.
        at_fault = relation is not None and any(each.accused for each in relation.variables)
        facts["stated"] = printed(first)
        if at_fault:
            facts |= {f"stated.{each}": _at_fault(outcome.evidence, each) for each in LANGUAGES}
        more = sum(item.role == "stated" for item in outcome.evidence) - 1 if at_fault else 0
        for language in LANGUAGES:
            facts[f"place.{language}"] = place_words(first.location, language) + _and_more(more, language)
        facts |= {} if at_fault or relation is None else _sides(relation, outcome.evidence)
    if relation is not None and decision is not None:
        claim = claim_of(relation)
        if claim is not None:
            chosen = relation.variables[claim].alternatives[outcome.chosen[claim]]
            facts["label"] = relation.variables[claim].figure.label
            facts["stated"] = number_text(chosen)
            if decision.computed is not None:
                facts["computed"] = _as_printed(relation, outcome) or shown(decision.computed, chosen.finest)
            if decision.gap is not None:
                gap = shown(abs(decision.gap), chosen.finest).removeprefix("≈")
                facts["gap"] = gap
                # Two rates differ by percentage points.
                if gap.endswith("%"):
                    facts["gap.zh"], facts["gap.en"] = f"{gap[:-1]} 个百分点", f"{gap[:-1]} percentage points"
            if decision.interval is not None:
                facts["interval"] = interval_text(decision.interval, chosen)
        if decision.gap_ulp is not None and abs(decision.gap_ulp) <= TELLING_ULPS:
            facts["ulps"] = _rounded(abs(decision.gap_ulp))
    return facts


def _as_printed(relation: Relation, outcome: Outcome) -> str | None:
    """Return what the other of two figures that should be equal is printed as, where it has the claim's unit."""
    other = _of_side(relation, relation.right.form, outcome.evidence) if _plain_pair(relation) else None
    return printed(other) if other is not None and other.unit == outcome.evidence[0].unit else None


def _at_fault(evidence: Sequence[Evidence], language: str) -> str:
    """Return what is printed where the print itself is at fault: each text once, a few of them."""
    texts = list(dict.fromkeys(item.text for item in evidence if item.role == "stated"))
    return ("、" if language == "zh" else ", ").join(texts[:_SHOWN]) + ("…" if len(texts) > _SHOWN else "")


def _and_more(count: int, language: str) -> str:
    if not count:
        return ""
    return f"等 {count + 1} 处" if language == "zh" else f" and {count} more place(s)"


def _sides(relation: Relation, evidence: Sequence[Evidence]) -> dict[str, str]:
    """Return what stands on the two sides of a comparison that is no computation: two counts, or two figures."""
    left, right = relation.left.form, relation.right.form
    if not forms.variables(left) and not forms.variables(right):
        counts = [forms.value_at(side, [Fraction(0)] * len(relation.variables)) for side in (left, right)]
        return {"stated": decimal_text(counts[0]), "computed": decimal_text(counts[1])}
    if relation.comparison is tree.Relation.EQUAL or not _plain_pair(relation):
        return {}
    other = _of_side(relation, right, evidence)
    return {} if other is None else {"computed": printed(other)}


def _of_side(relation: Relation, side: forms.Form, evidence: Sequence[Evidence]) -> Evidence | None:
    """Return the first mention of the one figure that a side is, None where it is more."""
    if not forms.is_variable(side):
        return None
    figure = relation.variables[next(iter(forms.variables(side)))].figure
    return next((item for item in evidence if item.key == figure.key), None)


def printed(item: Evidence) -> str:
    """Return a mention as printed, with its unit where the text does not show it."""
    if (
        item.unit in {"text", "date", ""}
        or item.value is None
        or item.text.endswith(("%", "％", "‰"))
        or item.text.endswith(item.unit)
    ):
        return item.text
    return with_unit(item.text, item.unit)


def interval_text(interval: object, chosen: Alternative) -> str:
    """Return an interval in the unit of the claim, its ends with the usual brackets."""
    from auditor.numbers import Interval  # noqa: PLC0415 - keeps the signature open to None

    if not isinstance(interval, Interval):
        return ""
    left, right = "[" if interval.lo_in else "(", "]" if interval.hi_in else ")"
    lo = "-∞" if interval.lo is None else shown(interval.lo, chosen.finest, extra=4).removeprefix("≈")
    hi = "∞" if interval.hi is None else shown(interval.hi, chosen.finest, extra=4).removeprefix("≈")
    return f"{left}{lo}, {hi}{right}"


def _relation(outcome: Outcome, language: str, facts: Mapping[str, str]) -> str:
    relation = outcome.relation
    zh = language == "zh"
    place = facts.get(f"place.{language}", "")
    if relation is None or relation.comparison is not tree.Relation.EQUAL or "computed" not in facts:
        return _inequality(outcome, language, facts)
    gap, ulps = facts.get(f"gap.{language}", facts.get("gap", "")), facts.get("ulps", "")
    if outcome.verdict is Verdict.ROUNDING_GAP and outcome.rule.tolerance is not None:
        why = "，在规则的容差之内" if zh else "; within the rule's tolerance"
    elif outcome.verdict is Verdict.ROUNDING_GAP:
        why = "，四舍五入可以解释" if zh else "; hidden digits can explain it"
    else:
        why = "，四舍五入不能解释" if zh else "; rounding cannot explain it"
    if zh:
        tail = f"（{ulps} 个末位）" if ulps else ""
        return f"{facts['label']}：{place}写 {facts['stated']}，{_derived(outcome, language, facts)}，差 {gap}{tail}{why}"
    tail = f" ({ulps} last place{'' if ulps == '1' else 's'})" if ulps else ""
    return f"{facts['label']}: {place} says {facts['stated']}, {_derived(outcome, language, facts)}, off by {gap}{tail}{why}"


def _derived(outcome: Outcome, language: str, facts: Mapping[str, str]) -> str:  # noqa: ARG001 - all writers are called alike
    relation = outcome.relation
    zh = language == "zh"
    other = next((item for item in outcome.evidence if item.key != outcome.evidence[0].key), None)
    if relation is not None and len(relation.variables) == 2 and other is not None and _plain_pair(relation):  # noqa: PLR2004
        where = place_words(other.location, language)
        return (
            f"{other.label}在 {where} 为 {printed(other)}"
            if zh
            else f"{other.label} is {printed(other)} at {where}"
        )
    return f"复算 {outcome.trace}" if zh else f"recomputed {outcome.trace}"


def _plain_pair(relation: Relation) -> bool:
    return forms.is_variable(relation.left.form) and forms.is_variable(relation.right.form)


def _inequality(outcome: Outcome, language: str, facts: Mapping[str, str]) -> str:  # noqa: ARG001 - all writers are called alike
    relation = outcome.relation
    if relation is None:
        return outcome.trace or outcome.rule.title
    sign = relation.comparison.value
    left, right = (_side(relation, side, outcome, language) for side in (relation.left, relation.right))
    dates = any(item.unit == "date" for item in outcome.evidence)
    said = _both(outcome.trace or "", sign, language)
    if language == "zh":
        if sign == "≠":
            return f"{left}与{right}不应相同，而报告{said}"
        if left.endswith("）"):
            return f"{left}应{(_DATES_ZH if dates else _SIGNS_ZH)[sign]}{right}，而报告{said}"
        return f"{left} 应{(_DATES_ZH if dates else _SIGNS_ZH)[sign]} {right}，而报告{said}"
    return f"{left} must {(_DATES_EN if dates else _SIGNS_EN)[sign]} {right}, but the report says {said}"


def _side(relation: Relation, side: Term, outcome: Outcome, language: str) -> str:
    """Return what a side of a comparison is called, and where it stands if it is one figure."""
    called = labels(relation, side)
    item = _of_side(relation, side.form, outcome.evidence)
    if item is None:
        return called
    where = place_words(item.location, language)
    return f"{called}（{where}）" if language == "zh" else f"{called} ({where})"


def _both(trace: str, sign: str, language: str) -> str:
    """Return the two sides of a comparison as the report has them, without claiming that it holds."""
    left, found, right = trace.partition(f" {sign} ")
    zh = language == "zh"
    if not found:
        return f"为 {trace}" if zh else trace
    if left == right:
        return f"两处都写 {left}" if zh else f"{left} in both places"
    return f"分别写 {left} 和 {right}" if zh else f"{left} and {right}"


def groups_of(evidence: Sequence[Evidence]) -> list[list[Evidence]]:
    """Group mentions by what they print, in order of appearance."""
    groups: dict[str, list[Evidence]] = {}
    for item in evidence:
        groups.setdefault(item.value or same_words(item.text), []).append(item)
    return list(groups.values())


def _agreement(outcome: Outcome, language: str, facts: Mapping[str, str]) -> str:
    zh = language == "zh"
    parts = []
    for group in groups_of(outcome.evidence):
        place = place_words(group[0].location, language)
        if zh:
            more = f"等 {len(group)} 处" if len(group) > 1 else ""
            parts.append(f"{place}{more}写 {printed(group[0])}")
        else:
            more = f" and {len(group) - 1} more place(s)" if len(group) > 1 else ""
            say = "say" if len(group) > 1 else "says"
            parts.append(f"{place}{more} {say} {printed(group[0])}")
    return f"{facts['label']}：" + "，".join(parts) if zh else f"{facts['label']}: " + ", ".join(parts)


def _words(outcome: Outcome, language: str, facts: Mapping[str, str]) -> str:
    place = facts.get(f"place.{language}", "")
    label = facts.get("label", outcome.rule.title)
    left, right = facts.get("left", ""), facts.get("right", "")
    zh = language == "zh"
    if left == right:  # then they should differ
        return f"{label}：{place}不应写“{left}”" if zh else f"{label}: {place} must not say '{left}'"
    if zh:
        return f"{label}：{place}写“{left}”，应为“{right}”"
    return f"{label}: {place} says '{left}', expected '{right}'"


def _order(outcome: Outcome, language: str, facts: Mapping[str, str]) -> str:
    listed, count = facts.get("list", ""), facts.get("breaks", "")
    place, title = facts.get(f"place.{language}", ""), outcome.rule.titles.get(language, outcome.rule.title)
    if language == "zh":
        way = "由高到低" if facts.get("falling") else "由低到高"
        listed = listed.replace(", ", "、")
        return f"{title}：{place}起称{way}排列，实为 {listed}，有 {count} 处次序不符"
    way = "falling" if facts.get("falling") else "rising"
    return (
        f"{title}: from {place} on, claimed to be {way}, but it reads {listed}: {count} place(s) out of order"
    )


def _grade(outcome: Outcome, language: str, facts: Mapping[str, str]) -> str:
    trace = outcome.trace or ""
    if language == "zh":
        return f"评价等级：报告写“{facts.get('stated')}”，按得分应为“{facts.get('grade')}”（{trace}）"
    return f"grade: the report says '{facts.get('stated')}', the score gives '{facts.get('grade')}' ({trace})"


def _criteria(outcome: Outcome, language: str, facts: Mapping[str, str]) -> str:  # noqa: ARG001 - all writers are called alike
    if language == "zh":
        return f"{facts.get('label') or facts.get('row')}：满分 {facts['weight']}，每项扣 {facts['amount']}，不可能得 {facts['score']}"
    return f"{facts.get('label') or facts.get('row')}: full marks {facts['weight']} less {facts['amount']} a criterion never give {facts['score']}"


def _exists(outcome: Outcome, language: str, facts: Mapping[str, str]) -> str:  # noqa: ARG001 - all writers are called alike
    zh, en = ("不应有", "must not") if facts.get("unwanted") else ("没有", "does not")
    return (
        f"报告{zh} {facts.get('name')}" if language == "zh" else f"the report {en} state {facts.get('name')}"
    )


def _survey(outcome: Outcome, language: str, facts: Mapping[str, str]) -> str:
    said = facts.get(f"say.{language}", "")
    title = outcome.rule.titles.get(language, outcome.rule.title)
    if not said:
        return title
    zh = language == "zh"
    place = facts.get(f"place.{language}", "")
    if outcome.rule.pack == DETECTORS:
        return f"{place}：{said}" if zh else f"{place}: {said}"
    # A mean names its item; a list is told apart by its rule's title.
    listed = bool(outcome.evidence) and outcome.evidence[0].role == "part"
    name = title if listed else facts.get("label", title)
    return f"{name}：{place}的 {said}" if zh else f"{name} at {place}: {said}"


def fails(outcome: Outcome) -> bool:
    """Whether the trace of a finding is a condition that does not hold, and no computation that comes out."""
    if outcome.verdict is not Verdict.DISCREPANCY:
        return False
    relation = outcome.relation
    if relation is None:
        return outcome.kind in {"order", "words"}
    return relation.comparison is not tree.Relation.EQUAL or claim_of(relation) is None


_WRITERS = {
    "relation": _relation,
    "agreement": _agreement,
    "words": _words,
    "order": _order,
    "grade": _grade,
    "criteria": _criteria,
    "exists": _exists,
    "survey": _survey,
}


def _rounded(value: Fraction) -> str:
    scaled = value * 10
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return decimal_text(Fraction(whole, 10))
