"""Explain one outcome: its formula in words and numbers, and why rounding can or cannot explain it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.evaluation.binding import filled
from auditor.evaluation.judging import claim_of
from auditor.evaluation.variables import shown
from auditor.findings import Finding, Severity, Verdict
from auditor.numbers import decimal_text, with_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

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
    if relation is None or decision is None:
        if outcome.trace:
            yield f"{'复算' if zh else 'recomputed'}  {outcome.trace}"
        return
    picked = [
        variable.alternatives[at] for variable, at in zip(relation.variables, outcome.chosen, strict=True)
    ]
    names = [variable.figure.label for variable in relation.variables]
    sign = relation.comparison.value
    yield f"{'公式' if zh else 'formula'}  {filled(relation.left.text, names)} {sign} {filled(relation.right.text, names)}"
    yield f"{'代入' if zh else 'numbers'}  {outcome.trace}"
    for name, each in zip(names, picked, strict=True):
        yield f"  {name} = {each.finest.numeral.text.strip()}  {_stands_for(each, zh=zh)}"
    yield from _rounding(relation, outcome, picked, zh=zh)


def _stands_for(each: Alternative, *, zh: bool) -> str:
    if each.interval.is_point:
        return "（精确数）" if zh else "(exact)"
    ends = _interval(each.interval, each.finest)
    return f"代表 {ends} 中的任一真值" if zh else f"stands for every true value in {ends}"


def _interval(interval: Interval, printed: Printed) -> str:
    left, right = "[" if interval.lo_in else "(", "]" if interval.hi_in else ")"
    lo, hi = (
        "∞" if end is None else decimal_text(end / printed.unit.factor) for end in (interval.lo, interval.hi)
    )
    return with_unit(f"{left}{lo}, {hi}{right}", printed.unit.symbol)


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
            places = decimal_text(decision.beyond, places=3)
            apart_zh, apart_en = f"两者相距 {places} 个末位", f"they are {places} last places apart"
        nearest = "" if decision.nearest is None else shown(decision.nearest, stated)
        if zh:
            yield f"无论各数的真值如何取，结果只能在 {possible}；所述的数代表 {claimed}，{apart_zh}。"
            yield f"能够成立的最接近的写法是 {nearest}。" if nearest else ""
        else:
            yield f"Whatever the true values are, the result lies in {possible}; what is stated stands for {claimed}; {apart_en}."
            yield f"The closest value that could be printed is {nearest}." if nearest else ""


def _touch(one: Interval, other: Interval | None) -> bool:
    """Whether one interval ends where the other begins."""
    if other is None:
        return False
    return (one.lo is not None and one.lo == other.hi) or (one.hi is not None and one.hi == other.lo)


def _value(value: Fraction, printed: Printed) -> str:
    return with_unit(decimal_text(value / printed.unit.factor), printed.unit.symbol)
