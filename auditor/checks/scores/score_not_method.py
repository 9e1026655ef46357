"""A score that the scoring method printed beside it does not give."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.heads import rows
from auditor.checks.common.relations import rule, said
from auditor.checks.common.tables import plain, sheets
from auditor.checks.scores._heads import ACTUAL, INDICATOR, METHOD, SCORE, WEIGHT
from auditor.checks.scores._scorerules import Row, readings
from auditor.evaluation.evidence import evidence_of
from auditor.findings import Verdict
from auditor.numbers import decimal_text, round_to
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.checks.common.heads import Headed
    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "score-not-method"
TITLE = {"zh": "得分与评分办法不符", "en": "a score is not what its scoring method gives"}
_OF_HUNDRED = re.compile(r"百分制")
_TARGET = re.compile(r"目标(?!完成)|指标值|标杆值|计划(?!完成)|预期值|任务(?:数|值)")
_LESS = re.compile(r"[≤<＜]|不超|不高|不大|以内|以下|小于|低于")
_REMARK = re.compile(r"^(?:备注|说明)$")
_PROPORTION = re.compile(r"按(?:照)?(?:实际)?(?:完成)?(?:[一-龥]{0,6}率|比例)(?:得分|计分|折算|计算得分)")
_SHORTEST = 4
_NAME = 3
_FINE = Fraction(1, 100)


def check(facts: Facts) -> Iterator[Outcome]:
    """Recompute the scores of tables that print weight, method, outcome and score of each indicator."""
    elsewhere = _apart(facts)
    for sheet in sheets(facts):
        for headed in rows(facts, sheet):
            got, full = headed.one(SCORE), headed.one(WEIGHT)
            method = headed.text(METHOD) or _method_of(headed, elsewhere) or _remarked(headed)
            if got is None or full is None or len(method) < _SHORTEST or not headed.text(ACTUAL):
                continue
            if headed.row.role is Role.DETAIL:
                yield from _judged(facts, headed, (got, full), method)


def _apart(facts: Facts) -> dict[str, str]:
    """Return the methods of tables that print nothing but methods, by the one indicator that each is of."""
    found: dict[str, list[str]] = {}
    for sheet in sheets(facts):
        for headed in rows(facts, sheet):
            method = headed.text(METHOD)
            if method and headed.one(SCORE) is None and not headed.text(ACTUAL):
                names = {plain(headed.row.label or headed.row.name), plain(headed.text(INDICATOR))}
                for name in names:
                    found.setdefault(name, []).append(method)
    return {name: methods[0] for name, methods in found.items() if len(methods) == 1 and len(name) >= _NAME}


def _remarked(headed: Headed) -> str:
    """Return a remark that is a method of proportion: 按完成比例得分."""
    remark = re.sub(r"\s", "", headed.text(_REMARK))
    return remark if _PROPORTION.fullmatch(remark) else ""


def _method_of(headed: Headed, elsewhere: Mapping[str, str]) -> str:
    """Return the method that another table has for the indicator of a row, empty where none or several are of it."""
    names = {plain(headed.row.label or headed.row.name), plain(headed.text(INDICATOR))}
    found = {elsewhere[name] for name in names if name in elsewhere}
    return found.pop() if len(found) == 1 else ""


def _judged(facts: Facts, headed: Headed, scored: tuple[Stated, Stated], words: str) -> Iterator[Outcome]:
    got, full = scored
    weight = full.printed.value / full.unit.factor if full.unit.dimension == "ratio" else full.printed.value
    if any(_OF_HUNDRED.search(head) for head, value in headed.values.items() if value is got):
        weight = Fraction(100)
    possible = readings(_row(facts, headed, words, weight))
    if not possible:
        return
    step = got.printed.numeral.step
    score = got.printed.value
    evidence = [
        evidence_of(facts, got.figure, got.mention, "stated"),
        evidence_of(facts, full.figure, full.mention, "base"),
    ]
    if (done := headed.cell(ACTUAL)) is not None:
        evidence.insert(1, evidence_of(facts, *done, "part"))
    outcome = re.sub(r"\s", "", headed.text(ACTUAL))
    info = rule(NAME, TITLE)
    # Score sheets round to as many places as each number needs, at least to the one printed.
    if any(abs(score - each) <= step or each in got.printed.interval for each in possible):
        exact = any(round_to(each, step) == score for each in possible)
        if exact or step < 1:
            yield said(info, "", "", evidence, Verdict.WITHIN_ROUNDING)
            return
    shown = "或".join(dict.fromkeys(decimal_text(round_to(each, min(step, _FINE))) for each in possible))
    name = got.mention.location.row or got.figure.label
    method = re.sub(r"\s", "", words)
    zh = f"{name}：完成 {outcome}，按“{method}”应得 {shown} 分，写 {got.mention.text} 分"
    en = f"{name}: {outcome} gives {shown} by its method, {got.mention.text} is printed"
    yield said(info, zh, en, evidence)


def _row(facts: Facts, headed: Headed, words: str, weight: Fraction) -> Row:
    """Return what a row states, its outcome and target in one unit."""
    actual = headed.one(ACTUAL)
    percent = actual is not None and actual.unit.dimension == "ratio"
    value = None if actual is None else actual.printed.value / (actual.unit.factor if percent else 1)
    row = Row(words, value, weight, percent, done=headed.text(ACTUAL))
    aimed = headed.cell(_TARGET)
    if aimed is None or actual is None:
        return row
    printed = facts.steps.printed(*aimed)
    if printed is None or printed.numeral.blank or printed.unit.dimension != actual.unit.dimension:
        return row
    target = printed.value / (printed.unit.factor if percent else 1)
    return attrs.evolve(row, target=target, falling=_LESS.search(headed.text(_TARGET)) is not None)
