"""A budget report that tells the year behind in one chapter and the draft of the next year in another, with its annex."""

from __future__ import annotations

import pytest

from auditor.auditing import findings_of
from auditor.checks import detect
from auditor.evaluation.facts import Facts
from auditor.findings import Severity
from auditor.readers.text import read

REPORT = """\
一、2030年预算执行情况

（一）收入

全年收入8,212万元，增长5.8%。其中：税收收入5,243万元，为预算的97.5%，增长3.1%；非税收入2,969万元，为预算的104.5%，增长10.9%。主要税种：果品税2,085万元，完成预算的97.0%，增长10.1%；苗木税1,642万元，完成预算的103.5%，增长9.3%；契税1,516万元，完成预算的92.5%，下降10.2%。各税种中，增幅最高的是果品税，降幅最大的是契税。

非税收入中，使用收入1,533万元，增长18.0%；罚没收入613万元，增长12.1%；其他收入-4万元，系退库所致。

收支平衡。调入资金合计2,030万元，动用调节基金1,450万元。苗圃专项下达5,264万元，支出5,148万元，支出进度97.8%。

二、2031年预算草案

（一）收入

在2030年完成8,212万元的基础上，2031年收入安排8,418万元，增长2.5%。其中：税收收入5,476万元，增长4.4%；非税收入2,942万元，下降0.9%。

收支平衡。调入资金合计2,130万元，动用调节基金980万元。

附表1 2030年收入执行及2031年收入预算表（单位：万元）

| 项目 | 2030年预算数 | 2030年执行数 | 2029年执行数 | 完成预算% | 比上年增减额 | 比上年增减% | 2031年预算数 | 比2030年执行数±% |
|---|---|---|---|---|---|---|---|---|
| 一、税收收入 | 5,375 | 5,243 | 5,085 | 97.5% | 158 | 3.1% | 5,476 | 4.4% |
| 果品税 | 2,150 | 2,085 | 1,894 | 97.0% | 191 | 10.1% | 2,210 | 6.0% |
| 苗木税 | 1,586 | 1,642 | 1,502 | 103.5% | 140 | 9.3% | 1,724 | 5.0% |
| 契税 | 1,639 | 1,516 | 1,689 | 92.5% | -173 | -10.2% | 1,542 | 1.7% |
| 二、非税收入 | 2,840 | 2,969 | 2,677 | 104.5% | 292 | 10.9% | 2,942 | -0.9% |
| 使用收入 | 1,420 | 1,533 | 1,299 | 108.0% | 234 | 18.0% | 1,510 | -1.5% |
| 罚没收入 | 580 | 613 | 547 | 105.7% | 66 | 12.1% | 590 | -3.8% |
| 捐赠收入 | 840 | 827 | 829 | 98.5% | -2 | -0.2% | 832 | 0.6% |
| 其他收入 | 0 | -4 | 2 | — | -6 | — | 10 | — |
| 收入合计 | 8,215 | 8,212 | 7,762 | 100.0% | 450 | 5.8% | 8,418 | 2.5% |

附表2 2030年苗圃债券表（单位：万元）

| 项目 | 安排 | 已支出 | 支出进度 |
|---|---|---|---|
| 甲苗圃 | 520 | 486 | 93.5% |
| 乙苗圃 | 680 | 680 | 100.0% |
| 合计 | 1,200 | 1,166 | 97.2% |
"""
SLIPS = [
    ("growth-not-table", "契税1,516万元，完成预算的92.5%，下降10.2%", "契税1,516万元，完成预算的92.5%，增长10.2%"),
    ("growth-not-table", "苗木税1,642万元，完成预算的103.5%，增长9.3%", "苗木税1,642万元，完成预算的103.5%，增长10.1%"),
    ("change-not-tabled", "税收收入5,476万元，增长4.4%", "税收收入5,476万元，增长3.1%"),
    ("beside-not-row", "税收收入5,476万元，增长4.4%", "税收收入5,674万元，增长4.4%"),
    ("extreme-not-named", "增幅最高的是果品税", "增幅最高的是苗木税"),
    ("extreme-not-named", "降幅最大的是契税", "降幅最大的是苗木税"),
    ("growth", "在2030年完成8,212万元", "在2030年完成8,076万元"),
]  # fmt: skip
COUNTIES = """\
一、收入

主要县完成情况：甲县2,085万元，增长10.1%；乙县1,642万元，增长9.3%。四个县中，增幅最高的是甲县，降幅最大的是丙县。

附表1 各县收入表（单位：万元）

| 县 | 执行数 | 上年执行数 | 比上年增减额 | 比上年增减% |
|---|---|---|---|---|
| 甲县 | 2,085 | 1,894 | 191 | 10.1% |
| 乙县 | 1,642 | 1,502 | 140 | 9.3% |
| 丙县 | 1,516 | 1,689 | -173 | -10.2% |
| 丁县 | 1,214 | 1,233 | -19 | -1.5% |
"""


def loud(text: str) -> list[str]:
    """Return the rule and message of every error and warning in a text."""
    facts = Facts(read(text.encode(), "text.md"))
    found = findings_of(facts, list(detect(facts)))
    return [
        f"{each.rule}: {each.messages['zh']}"
        for each in found
        if each.severity is not Severity.NOTE or each.softened
    ]


def test_a_draft_is_not_held_to_what_was_carried_out() -> None:
    """Figures of the next year, rates told of other money and lists that the annex tells in full raise nothing."""
    assert loud(REPORT) == []


@pytest.mark.parametrize(("rule", "right", "wrong"), SLIPS)
def test_each_chapter_is_held_to_its_columns(rule: str, right: str, wrong: str) -> None:
    """A rate, a level and a superlative are judged by the columns of their own year."""
    assert right in REPORT
    assert any(each.startswith(f"{rule}:") for each in loud(REPORT.replace(right, wrong)))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("增幅最高的是甲县", "增幅最高的是乙县"), ("降幅最大的是丙县", "降幅最大的是丁县")],
)
def test_the_greatest_rise_and_fall_are_those_of_the_rates(right: str, wrong: str) -> None:
    """Of a column of amounts and one of rates the second is meant, and its least is the greatest fall."""
    assert loud(COUNTIES) == []
    assert any(each.startswith("extreme-not-named:") for each in loud(COUNTIES.replace(right, wrong)))


def test_what_differs_from_its_budget_has_not_grown() -> None:
    """比预算增减 tells of the budget, 比上年减少 of the year before."""
    text = """\
一、“三公”经费

全年接待费支出12.65万元，完成预算的77.7%，比上年减少1.28万元。

表1 “三公”经费表（单位：万元）

| 项目 | 预算数 | 决算数 | 比预算增减 |
|---|---|---|---|
| 用车费 | 31.20 | 29.35 | -1.85 |
| 培训费 | 14.10 | 11.06 | -3.04 |
| 接待费 | 16.28 | 12.65 | -3.63 |
| 合计 | 61.58 | 53.06 | -8.52 |
"""
    assert loud(text) == []
