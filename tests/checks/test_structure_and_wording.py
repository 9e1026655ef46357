"""Notes about structure and wording: what each detector says, and what it leaves alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.auditing import findings_of
from auditor.checks import detect
from auditor.evaluation.facts import Facts
from auditor.readers.text import read

if TYPE_CHECKING:
    from auditor.findings import Finding


def found(text: str, rule: str) -> list[Finding]:
    """Return what one detector says of a text."""
    facts = Facts(read(text.encode(), "text.txt"))
    return [each for each in findings_of(facts, list(detect(facts))) if each.rule == rule]


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("全年完成投资XX万元，建成泵站3座。", "warning"),
        ("满意度为**%，高于目标。", "warning"),
        ("四项权重为20%、30%、50%、—%。", "note"),
        ("补贴资金比上年增长%，其余不变。", "note"),
        ("The grant rose to $XX million in the year.", "warning"),
        ("Some [TBC] of the wards were visited.", "warning"),
        ("本表数据由元折算为万元。", ""),
        ("单位：%，下同。", ""),
        ("增长情况见下，单位为%", ""),
        ("被访者中××县居民占四成。", ""),
        ("型号为XX20的水泵3台。", ""),
    ],
)
def test_a_figure_that_was_not_filled_in(sentence: str, level: str) -> None:
    """A place kept free is to be filled; a dash or nothing before a per cent may be meant."""
    findings = found(f"一、情况\n\n{sentence}\n", "figure-left-out")
    assert [finding.severity.value for finding in findings] == ([level] if level else [])


def test_a_reference_names_the_table_below_that_has_no_number() -> None:
    """The table is there, its number is not."""
    text = "一、情况\n\n各类资产见表 1-1。\n\n2023年部门资产情况表（万元）\n\n| 类别 | 原值 |\n|---|---|\n| 设备 | 5.20 |\n| 合计 | 5.20 |\n"
    said = found(text, "dangling-reference")
    assert ["2023年部门资产情况表（万元）”没有编号" in each.messages["zh"] for each in said] == [True]
    numbered = text.replace("\n2023年", "\n表 1-1 2023年")
    assert found(numbered, "dangling-reference") == []


@pytest.mark.parametrize(
    ("reference", "says"), [("详见下 1-2：", True), ("详见下表 1-2：", False), ("比分为 1-2。", False)]
)
def test_a_reference_that_does_not_say_to_what(reference: str, *, says: bool) -> None:
    """1-2 may be a table or a figure."""
    text = f"一、情况\n\n部门执行情况的内容{reference}\n\n2023年部门资金使用情况表\n\n| 类别 | 金额 |\n|---|---|\n| 甲 | 5.20 |\n| 乙 | 5.10 |\n"
    said = [each for each in found(text, "dangling-reference") if "没有写明" in each.messages["zh"]]
    assert ["其后的“2023年部门资金使用情况表”没有编号" in each.messages["zh"] for each in said] == [
        True
    ] * says


def test_the_second_without_the_first_is_named_where_it_stands() -> None:
    """The line of 二是, not that of its paragraph."""
    text = (
        "一、情况\n\n（一）服务\n\n"
        + "加快推进平台功能完善，提供全天在线的政务服务，推动更多的电子证照应用\n" * 2
        + "覆盖。二是加大办事指南核查。\n"
    )
    assert [each.place.line for each in found(text, "numbering")] == [7]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("一、结果\n\n各区差别不大，走势如下图所示。\n\n无。\n", 1),
        ("一、结果\n\n各区差别不大，走势如下图所示。\n\n图1 各项满意度\n", 0),
        ("一、结果\n\n各区差别不大，数据见下表。\n", 0),
    ],
)
def test_a_figure_that_is_announced(text: str, count: int) -> None:
    """Where the document has no figure at all, one note names the places that announce one."""
    assert len(found(text, "dangling-reference")) == count


@pytest.mark.parametrize(
    ("title", "day", "said"),
    [
        ("2023年青溪市道路交通安全统计公报", "2023年2月20日", "报告所述为 2023 年全年"),
        ("2023年青溪市道路交通安全统计公报", "2024年2月20日", ""),
        ("2023年青溪市部门预算公开说明", "2023年2月20日", ""),
        ("2023年上半年青溪市统计公报", "2023年7月20日", ""),
    ],
)
def test_a_report_on_a_whole_year_is_dated_behind_it(title: str, day: str, said: str) -> None:
    """What stood at the end of a year is told when it has ended; a budget and half a year are told before."""
    findings = found(f"{title}\n\n{day}\n\n一、车辆\n\n年末全市机动车保有量23.54万辆。\n", "dates")
    assert [said in each.messages["zh"] for each in findings] == ([True] if said else [])
