"""A score that the scoring method printed beside it does not give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.checks import _patterns as re
from auditor.checks._relations import rule, said
from auditor.checks._scorerules import Row, readings
from auditor.checks._tables import Sheet, header, sheets
from auditor.evaluation.evidence import evidence_of
from auditor.findings import Verdict
from auditor.numbers import decimal_text, round_to
from auditor.report.model import Column, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks._numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "score-not-method"
TITLE = {"zh": "得分与评分办法不符", "en": "a score is not what its scoring method gives"}
_WEIGHT = re.compile(r"^(?:权重|分值|满分|标准分|权重分|指标分值)(?:[（(]分[）)])?$")
_SCORE = re.compile(r"^(?:得分|自评分|自评得分|评分|实际得分|评价得分)(?:[（(]分[）)])?$")
_METHOD = re.compile(r"评分办法|评分标准|评分细则|计分方法|评分规则|评价标准|计分办法")
_ACTUAL = re.compile(r"完成情况|实际完成|完成值|实际值|业绩值|实际完成值|实际情况")
_SHORTEST = 5


def check(facts: Facts) -> Iterator[Outcome]:
    """Recompute the scores of tables that print weight, method, outcome and score of each indicator."""
    for sheet in sheets(facts):
        chosen = [_one(sheet, pattern) for pattern in (_WEIGHT, _METHOD, _ACTUAL, _SCORE)]
        if sheet.block is None or any(column is None for column in chosen):
            continue
        weight, method, actual, score = (column for column in chosen if column is not None)
        texts = {
            (cell.location.row, cell.location.col): cell.text
            for cell in sheet.block.cells
            if cell.location.row is not None
        }
        for row in sheet.table.rows:
            got, full, done = sheet.at(row, score), sheet.at(row, weight), sheet.at(row, actual)
            words = texts.get((row.name, method.name), "")
            if row.role is Role.DETAIL and got and full and done and len(words) >= _SHORTEST:
                yield from _judged(facts, words, got, full, done)


def _one(sheet: Sheet, pattern: re.Pattern[str]) -> Column | None:
    found = [column for column in sheet.table.columns if pattern.search(header(column))]
    return found[0] if len(found) == 1 else None


def _judged(facts: Facts, words: str, got: Stated, full: Stated, done: Stated) -> Iterator[Outcome]:
    percent = done.unit.dimension == "ratio"
    value = done.printed.value / done.unit.factor if percent else done.printed.value
    possible = readings(Row(words, value, full.printed.value, percent))
    if not possible:
        return
    step = got.printed.numeral.step
    score = got.printed.value
    evidence = [
        evidence_of(facts, got.figure, got.mention, "stated"),
        evidence_of(facts, done.figure, done.mention, "part"),
        evidence_of(facts, full.figure, full.mention, "base"),
    ]
    info = rule(NAME, TITLE)
    # Score sheets round to as many places as each number needs, at least to the one printed.
    if any(abs(score - each) <= step or each in got.printed.interval for each in possible):
        exact = any(round_to(each, step) == score for each in possible)
        if exact or step < 1:
            yield said(info, "", "", evidence, Verdict.WITHIN_ROUNDING)
            return
    shown = "或".join(
        dict.fromkeys(decimal_text(round_to(each, min(step, done.printed.numeral.step))) for each in possible)
    )
    name = got.mention.location.row or got.figure.label
    method = re.sub(r"\s", "", words)
    zh = f"{name}：完成 {done.mention.text}，按“{method}”应得 {shown} 分，写 {got.mention.text} 分"
    en = f"{name}: {done.mention.text} gives {shown} by its method, {got.mention.text} is printed"
    yield said(info, zh, en, evidence)
