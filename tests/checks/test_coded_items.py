"""Items of final accounts, told one by one by their class, beside the table that prints them all."""

from __future__ import annotations

import pytest

from auditor.auditing import findings_of
from auditor.checks import detect
from auditor.evaluation.facts import Facts
from auditor.findings import Severity
from auditor.readers.text import read

REPORT = """\
一、支出情况

1.社会保障支出（类）养老支出（款）单位离退休（项）。年初预算为80.00万元，支出决算为86.42万元，完成年初预算的108.03%。

2.社会保障支出（类）抚恤（款）死亡抚恤（项）。年初预算为0.00万元，支出决算为31.26万元，据实追加。

3.卫生支出（类）医疗（款）单位医疗（项）。年初预算为64.80万元，支出决算为62.19万元，完成年初预算的95.97%。

4.农林水支出（类）林业（款）森林培育（项）。年初预算为520.00万元，支出决算为486.35万元，完成年初预算的93.53%。

表5 支出决算表（单位：万元）

| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
|---|---|---|---|---|
| 2080501 | 单位离退休 | 86.42 | 86.42 | |
| 2080801 | 死亡抚恤 | 31.26 | 31.26 | |
| 2101101 | 单位医疗 | 62.19 | 62.19 | |
| 2130205 | 森林培育 | 486.35 | 12.60 | 473.75 |
"""


def told(text: str) -> list[str]:
    """Return the messages of the check on a text."""
    facts = Facts(read(text.encode(), "text.md"))
    found = findings_of(facts, list(detect(facts)))
    return [
        each.messages["zh"]
        for each in found
        if each.rule == "coded-item-not-row" and each.severity is not Severity.NOTE
    ]


def test_an_item_without_a_budget_is_held_to_its_row() -> None:
    """Nothing but the table says that 31.26 is right: there is no rate of completion."""
    assert told(REPORT) == []
    assert any("31.62" in each for each in told(REPORT.replace("支出决算为31.26", "支出决算为31.62")))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # Told of its own part, which the row prints as well.
        ("支出决算为486.35万元", "支出决算为473.75万元"),
        # Of a table that prints something else nothing follows.
        ("| 86.42 | 86.42 | |\n| 2080801 | 死亡抚恤 | 31.26 | 31.26 | |", "| 90.10 | 90.10 | |\n| 2080801 | 死亡抚恤 | 33.50 | 33.50 | |"),
        # Two rows of one name.
        ("| 2101101 | 单位医疗 | 62.19 | 62.19 | |", "| 2101101 | 单位医疗 | 40.00 | 40.00 | |\n| 2101201 | 单位医疗 | 22.19 | 22.19 | |"),
    ],
)  # fmt: skip
def test_leaves_alone_what_the_table_does_not_print(old: str, new: str) -> None:
    """A part, another year's table and items of one name in two classes raise nothing."""
    assert old in REPORT
    assert told(REPORT.replace(old, new)) == []


SCORES = """\
一、自评结果

附件1 自评汇总表

| 项目 | 全年预算数（万元） | 自评得分 | 等级 |
|---|---|---|---|
| 苗圃改造 | 520.00 | 93.50 | 优 |
| 渠道清淤 | 175.00 | 96.00 | 优 |
| 村路养护 | 420.00 | 88.40 | 良 |
| 图书配送 | 440.00 | 91.20 | 优 |
"""


@pytest.mark.parametrize(
    ("old", "new", "loud"),
    [
        ("| 96.00 |", "| 960.0 |", True),
        ("| 96.00 |", "| 103.00 |", False),
        ("| 93.50 | 优 |\n| 渠道清淤 | 175.00 | 96.00 |", "| 103.50 | 优 |\n| 渠道清淤 | 175.00 | 106.00 |", False),
        ("| 88.40 |", "| 8.40 |", False),
    ],
)  # fmt: skip
def test_one_score_above_a_hundred_is_none(old: str, new: str, loud: bool) -> None:
    """Where extra points are given, or full marks differ, more than one row shows it."""
    assert old in SCORES
    facts = Facts(read(SCORES.replace(old, new).encode(), "text.md"))
    found = findings_of(facts, list(detect(facts)))
    assert any(each.rule == "score-over-cap" for each in found) is loud
