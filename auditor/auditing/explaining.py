"""Explain one finding: its formula in words and numbers, why rounding can or cannot explain it, what repairs it."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.auditing.actions import repair_of
from auditor.auditing.localisation import accused
from auditor.auditing.wording import fails, groups_of, printed
from auditor.evaluation.binding import filled
from auditor.evaluation.judging import claim_of
from auditor.evaluation.variables import shown
from auditor.findings import Finding, Severity, Verdict
from auditor.numbers import decimal_text, round_to, with_unit
from auditor.source import place_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.relations import Outcome, Relation
    from auditor.evaluation.variables import Alternative
    from auditor.numbers import Interval
    from auditor.report.printed import Printed


def outcome_called(outcomes: Sequence[Outcome], identity: str) -> Outcome | None:
    """Return the outcome behind the finding `identity`, or None."""
    for outcome in outcomes:
        blank = Finding(
            rule=outcome.rule.id,
            verdict=outcome.verdict,
            severity=Severity.NOTE,
            messages={},
            figures=outcome.evidence,
        )
        if blank.id == identity:
            return outcome
    return None


def argument(outcome: Outcome, language: str) -> Iterator[str]:
    """Iterate over the lines of the argument: the formula in words, in numbers, and the rounding argument."""
    zh = language == "zh"
    relation, decision = outcome.relation, outcome.decision
    if outcome.kind == "agreement":
        yield from _sides(outcome, zh=zh)
        return
    if accused(outcome):
        return  # the message says what is wrong with the print; nothing was computed
    if relation is None or decision is None:
        yield from outcome.facts.get(f"why.{language}", "").splitlines()
        if outcome.trace:
            yield f"{'复算' if zh else 'recomputed'}  {outcome.trace}{_no(outcome, zh=zh)}"
        return
    picked = [
        variable.alternatives[at] for variable, at in zip(relation.variables, outcome.chosen, strict=True)
    ]
    names = [variable.figure.label for variable in relation.variables]
    sign = relation.comparison.value
    yield f"{'公式' if zh else 'formula'}  {filled(relation.left.text, names)} {sign} {filled(relation.right.text, names)}"
    yield f"{'代入' if zh else 'numbers'}  {outcome.trace}{_no(outcome, zh=zh)}"
    for name, each in zip(names, picked, strict=True):
        yield f"  {name} = {each.finest.numeral.text.strip()}  {_stands_for(each, zh=zh)}".rstrip()
    yield from _rounding(relation, outcome, picked, zh=zh)


def _no(outcome: Outcome, *, zh: bool) -> str:
    if not fails(outcome):
        return ""
    return "：不成立" if zh else ": it does not hold"


def _sides(outcome: Outcome, *, zh: bool) -> Iterator[str]:
    """Yield where each side of a disagreement stands, and that no true value explains them all."""
    for group in groups_of(outcome.evidence):
        places = [place_words(each.location, "zh" if zh else "en") for each in group]
        if zh:
            yield f"  {printed(group[0])}  {len(group)} 处：{'；'.join(places)}"
        else:
            yield f"  {printed(group[0])}  {len(group)} place(s): {'; '.join(places)}"
    if outcome.evidence[0].value is not None:
        yield "没有一个真值能印成所有这些写法。" if zh else "No true value prints as all of these."


def repairs(finding: Finding, language: str) -> Iterator[str]:
    """Iterate over the lines that say what would repair a finding, and what that does to the score."""
    zh = language == "zh"
    groups: dict[tuple[str, str, str], list[str]] = {}
    for each in finding.suspects:
        what = repair_of(each.label or each.key, each.cause, each.suggested, language)
        groups.setdefault((what, each.confidence, each.key), []).append(place_words(each.location, language))
    for (what, sure, _), places in groups.items():
        where = ("；" if zh else "; ").join(places)
        if zh:
            yield f"修复  {what}，共 {len(places)} 处：{where}（把握{_SURE.get(sure, sure)}）"
        else:
            yield f"repair  {what}, in {len(places)} place(s): {where} (confidence {sure})"
    for broken in finding.consequences:
        said = f"{broken.rule} {broken.title}".strip()
        counts = broken.trace is None or _COUNTED.fullmatch(broken.trace)
        trace = "" if counts else f"：{broken.trace}"
        yield f"关联  {said}{trace}" if zh else f"also breaks  {said}{trace.replace('：', ': ')}"
    if finding.impact:
        effects = {"score": ("总分", "score"), "grade": ("等级", "grade")}
        told = []
        for key, value in finding.impact.items():
            name = effects.get(key, (key, key))[0 if zh else 1]
            after = ("不变" if zh else "unchanged") if value == "unchanged" else value
            told.append(f"{name} {after}")
        yield f"影响  {'，'.join(told)}" if zh else f"impact  {', '.join(told)}"
    yield from finding.remarks


_COUNTED = re.compile(r"[^\s()]+\([0-9]+\) = 0")
"""A number of faults that should be none: the rule's title says more."""
_SURE = {"high": "高", "medium": "中", "low": "低"}


def _stands_for(each: Alternative, *, zh: bool) -> str:
    if each.interval.is_point:
        counted = each.finest.unit.is_numeric and (each.value or not each.finest.numeral.text.strip("0.%％ "))
        return ("（精确数）" if zh else "(exact)") if counted else ""
    ends = _interval(each.interval, each.finest)
    return f"代表 {ends} 中的任一真值" if zh else f"stands for every true value in {ends}"


def _interval(interval: Interval, printed: Printed) -> str:
    if interval.is_point and interval.lo is not None:
        return _value(interval.lo, printed)
    left, right = "[" if interval.lo_in else "(", "]" if interval.hi_in else ")"
    lo, hi = ("∞" if end is None else _end(end, printed) for end in (interval.lo, interval.hi))
    return with_unit(f"{left}{lo}, {hi}{right}", _symbol(printed))


def _symbol(printed: Printed) -> str:
    return printed.unit.symbol if printed.unit.is_numeric else ""


def _end(end: Fraction, printed: Printed) -> str:
    """Return an end of an interval: exact where its decimals end, else with four more places than printed."""
    if printed.unit.dimension == "date":
        return dt.date.fromordinal(int(end)).isoformat()
    text = decimal_text(end / printed.unit.factor)
    return (
        text if "/" not in text else shown(end, printed, extra=4).removesuffix(printed.unit.symbol).rstrip()
    )


def _rounding(
    relation: Relation, outcome: Outcome, picked: Sequence[Alternative], *, zh: bool
) -> Iterator[str]:
    decision = outcome.decision
    claim = claim_of(relation)
    if decision is None or claim is None:
        return
    stated = picked[claim].finest
    if outcome.verdict is Verdict.EXACT:
        yield "按印出的数字恰好相等。" if zh else "It comes out exactly from the printed digits."
    elif outcome.verdict is Verdict.WITHIN_ROUNDING:
        yield "复算值四舍五入后就是所述的数。" if zh else "The recomputed value rounds to what is stated."
    elif outcome.verdict is Verdict.ROUNDING_GAP and decision.witness is not None:
        true = ", ".join(
            f"{variable.figure.label} = {_value(value, each.finest)}"
            for variable, value, each in zip(relation.variables, decision.witness, picked, strict=True)
        )
        yield (
            f"四舍五入可以解释，例如真值为：{true}" if zh else f"Rounding can explain it, for example: {true}"
        )
    elif outcome.verdict is Verdict.DISCREPANCY and decision.interval is not None:
        possible, claimed = _interval(decision.interval, stated), _interval(picked[claim].interval, stated)
        own = picked[claim].interval
        apart_zh, apart_en = "两者没有公共值", "they share no value"
        if _touch(decision.interval, own):
            apart_zh, apart_en = "两者首尾相接而没有公共值", "they touch and share no value"
        if decision.beyond:
            places = _rounded(decision.beyond)
            apart_zh, apart_en = f"两者相距 {places} 个末位", f"they are {places} last places apart"
        nearest = "" if decision.nearest is None else shown(decision.nearest, stated)
        if zh:
            yield f"无论各数的真值如何取，结果只能{'是' if decision.interval.is_point else '在'} {possible}；所述的数代表 {claimed}，{apart_zh}。"
            yield (
                f"其余各数在四舍五入的范围内取值时，能够成立而最接近所述的写法是 {nearest}。"
                if nearest
                else ""
            )
        else:
            yield f"Whatever the true values are, the result {'is' if decision.interval.is_point else 'lies in'} {possible}; what is stated stands for {claimed}; {apart_en}."
            yield (
                f"Wherever the others lie within their rounding, the closest value that could be printed is {nearest}."
                if nearest
                else ""
            )


def _touch(one: Interval, other: Interval | None) -> bool:
    """Whether one interval ends where the other begins."""
    if other is None:
        return False
    return (one.lo is not None and one.lo == other.hi) or (one.hi is not None and one.hi == other.lo)


def _rounded(places: Fraction) -> str:
    text = decimal_text(places, places=3)
    return text if "/" not in text else f"≈{decimal_text(round_to(places, Fraction(1, 10)))}"


def _value(value: Fraction, printed: Printed) -> str:
    return with_unit(_end(value, printed), _symbol(printed))
