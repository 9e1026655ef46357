"""Figures of running text by the whole of their label: whose they are must be certain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.binding import bind, read_figures
from auditor.readers import read

if TYPE_CHECKING:
    from auditor.report import Report

FIGURES = """单位 执行率, 控制率, 占比, 减少率: %
单位 得分: 分
取数 预算
  单位 万元
  题外 "项目"
  称 部门预算.年初预算数: 部门年初预算[数], ~年初预算[数|安排]
  称 部门预算.追加数: ~年中…追加
  称 部门预算.全年支出数: ~全年支出, ~支出决算
  称 部门预算.执行率: ~预算执行率
  承 部门预算.执行率: 执行率
  称 支出.基本支出.决算数: ~基本支出
  承 支出.基本支出.占比: 占, 占总支出的
  承 支出.基本支出.完成率: 完成预算…的
取数 三公
  单位 万元
  称 三公经费.预算数: 三公经费预算
  承 三公经费.支出数 于 三公经费: 支出
  承 三公经费.上年支出数: 比上年
  承 三公经费.减少额 于 三公经费.上年支出数: 减少
  承 三公经费.减少率 于 三公经费.减少额: 减少, 下降
取数 采购
  单位 万元
  称 政府采购.采购数: 实际采购
  承 政府采购.货物.采购数 于 政府采购: 货物
  承 政府采购.工程.采购数 于 政府采购: 工程
  分别 占比: 分别占
取数 总分
  单位 分
  称 总分.得分: ^综合得分
取数 人员
  单位 人
  称 人员.编制数: ~核定编制
"""
TITLE = "云岭县农业局2024年度部门整体支出绩效自评报告\n\n"


def bound(text: str, title: str = TITLE) -> Report:
    """Return a small draft, bound."""
    return bind(read((title + text).encode(), "a.txt"), [read_figures(FIGURES, "small.figures")])


def texts(report: Report, key: str) -> list[str]:
    """Return what the mentions of a figure print, none where it is not bound."""
    return [mention.text for mention in report.figures[key].mentions] if key in report.figures else []


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("一、预算\n\n年初预算 12.50 万元，预算执行率为 98.2%。", "部门预算.执行率", ["98.2%"]),
        ("一、预算\n\n2024 年县农业局年初预算数 12.50 万元。", "部门预算.年初预算数", ["12.50"]),
        ("一、预算\n\n我局“年初预算”安排 12.50 万元。", "部门预算.年初预算数", ["12.50"]),
        ("一、预算\n\n（一）全年支出12.50万元，执行率98.2%。", "部门预算.执行率", ["98.2%"]),
        ("一、预算\n\n基本支出 10.00 万元（占 43.9%）。", "支出.基本支出.占比", ["43.9%"]),
        ("一、预算\n\n全年预算数为 12.50 万元。其中：基本支出 10.00 万元。", "支出.基本支出.决算数", []),
        ("一、预算\n\n全年支出 12.50 万元。其中：基本支出 10.00 万元。", "支出.基本支出.决算数", ["10.00"]),
        ("一、预算\n\n1.水利（款）防汛（项）。支出决算为 12.50 万元。", "部门预算.全年支出数", []),
        ("一、预算\n\n核定编制 75 名。", "人员.编制数", ["75"]),
        ("一、预算\n\n年中因上级专项下达追加 5.00 万元。", "部门预算.追加数", ["5.00"]),
        ("一、预算\n\n三公经费预算 9.00 万元，支出 8.00 万元。", "三公经费.支出数", ["8.00"]),
    ],
)
def test_a_label_read_whole_names_its_figure(text: str, key: str, expected: list[str]) -> None:
    assert texts(bound(text), key) == expected


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("一、预算\n\n2023 年年初预算 12.50 万元。", "部门预算.年初预算数"),
        ("一、预算\n\n道路硬化年初预算 12.50 万元。", "部门预算.年初预算数"),
        ("一、预算\n\n道路硬化 8.0 公里，全年支出 12.50 万元。", "部门预算.全年支出数"),
        ("一、项目支出\n\n全年支出 12.50 万元。", "部门预算.全年支出数"),
        ("一、预算\n\n三公经费预算 9.00 万元，支出决算 8.00 万元。", "部门预算.全年支出数"),
        ("一、预算\n\n全年支出 98.2%。", "部门预算.全年支出数"),
        ("一、预算\n\n年初预算 12.50 万元以上。", "部门预算.年初预算数"),
        ("一、预算\n\n三公经费预算 9.00 万元，减少 2.00 万元。", "三公经费.减少额"),
        ("一、预算\n\n年初预算 12.50 万元，道路 3 公里，执行率 98.2%。", "部门预算.执行率"),
    ],
)
def test_what_another_owns_stays_unbound(text: str, key: str) -> None:
    assert texts(bound(text), key) == []


def test_last_year_may_be_named_by_its_number() -> None:
    report = bound(
        "一、三公\n\n三公经费预算 9.00 万元，支出 8.00 万元，比 2023 年 10.00 万元减少 2.00 万元，下降 20.00%。"
    )
    assert texts(report, "三公经费.上年支出数") == ["10.00"]
    assert texts(report, "三公经费.减少额") == ["2.00"]
    assert texts(report, "三公经费.减少率") == ["20.00%"]


def test_shares_told_in_a_row_belong_to_the_figures_listed() -> None:
    sentence = "一、采购\n\n实际采购 10.00 万元。其中货物 4.00 万元、工程 6.00 万元，分别占 {}。"
    report = bound(sentence.format("40.00%、60.00%"))
    assert texts(report, "政府采购.货物.占比") == ["40.00%"]
    assert texts(report, "政府采购.工程.占比") == ["60.00%"]
    assert texts(bound(sentence.format("40.00%")), "政府采购.货物.占比") == []


def test_a_part_that_is_called_like_the_whole_is_left_out() -> None:
    report = bound(
        "一、预算\n\n年初预算 900.00 万元，全年支出 880.00 万元，预算执行率 97.78%。\n\n"
        "二、农机补贴\n\n年初预算 30.00 万元，全年支出 20.00 万元，预算执行率 66.67%。\n"
    )
    assert texts(report, "部门预算.年初预算数") == ["900.00"]
    assert texts(report, "部门预算.执行率") == ["97.78%"]


def test_an_older_copy_is_kept_where_the_sentence_says_whose_it_is() -> None:
    report = bound(
        "一、预算\n\n我局年初预算 900.00 万元。\n\n二、结论\n\n我局年初预算 890.50 万元，全年支出 880.00 万元。\n"
    )
    assert texts(report, "部门预算.年初预算数") == ["900.00", "890.50"]


def test_an_unsure_one_that_contradicts_is_listed_and_decides_nothing() -> None:
    report = bound("一、预算\n\n我局预算执行率 97.78%。\n\n二、结论\n\n预算执行率 88.1%。\n")
    assert texts(report, "部门预算.执行率") == ["97.78%"]
    assert [note.kind for note in report.notes if "88.1%" in note.text] == ["binding"]


def test_an_unsure_one_that_looks_like_a_slip_is_kept() -> None:
    report = bound("一、预算\n\n我局预算执行率 97.78%。\n\n二、结论\n\n预算执行率 97.87%。\n")
    assert texts(report, "部门预算.执行率") == ["97.78%", "97.87%"]


def test_two_reports_in_one_file_leave_their_names_alone() -> None:
    chapter = "一、自评结论\n\n我局年初预算 {} 万元。\n\n"
    assert texts(bound(chapter.format("9.00") + chapter.format("7.00")), "部门预算.年初预算数") == []


def test_the_scores_behind_the_total_are_what_it_is_made_of() -> None:
    report = bound("一、结论\n\n综合得分 92.00 分。其中投入 18.00 分、产出 46.00 分、满意度 28.00 分。\n")
    assert texts(report, "得分构成.产出.得分") == ["46.00"]
    assert texts(report, "得分构成.满意度.得分") == ["28.00"]


@pytest.mark.parametrize(
    "text",
    ["其中投入 18.00 分、产出 46.00 分。", "其中投入 18.00 分、产出 46.00 分、扣分 2.00 分、效果 28.00 分。"],
)
def test_what_is_not_all_of_the_scores_makes_no_total(text: str) -> None:
    report = bound(f"一、结论\n\n综合得分 92.00 分。{text}\n")
    assert not any(key.startswith("得分构成") for key in report.figures)
