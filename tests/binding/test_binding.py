"""Binding on small drafts: sentences, rows, tables, regions, and what must be left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor import api
from auditor.binding import FiguresError, bind, read_figures
from auditor.readers import read

if TYPE_CHECKING:
    from auditor.report import Report

INDICATORS = """式样 代码 A00
单位 权重, 得分: 分
单位 得分率: %
精确 权重
取数 表
  表 得分表
  从 "得分情况表"
  到 "情况如下"
  行 "<代码>{<代码>.名称:字} {<代码>.权重:分} {<代码>.标杆值:格} {<代码>.业绩值:格} {<代码>.得分:分} {<代码>.得分率}"
  合计行 "合计 {<代码首>.权重:分} {<代码首>.得分:分} {<代码首>.得分率}"
取数 说明
  从 "情况如下"
  逐段 "“<代码>"
  句 "设定分值{<代码>.权重}分，得{<代码>.得分}分"
  句 "<代码:名称>为{<代码>.业绩值}"
"""
DRAFT = """一、绩效分析

表 3-1 得分情况表

三级指标 权重 标杆值 业绩值 得分 得分率

C4112345政务热线签
收率 4 100% 100% 4 100%

C42 科学完整性 3
科学完
整
科学完
整
3 100%

C43 覆盖率达标 4 ≥500件 612件 4 100%

合计 11 11 100%

情况如下：

“C41签收”：12345政务热线签收率为 99%。设定分值 4分，得 4分。

“C43覆盖”：覆盖率达标为 612件。设定分值 4分，得 3.5分。
"""


def draft(text: str) -> Report:
    """Return the report in a small text."""
    return read(text.encode(), "draft.txt")


def bound(text: str, figures: str) -> Report:
    """Return the draft bound by one file."""
    return bind(draft(text), [read_figures(figures, "small.figures")])


def texts(report: Report, key: str) -> list[str]:
    """Return what the mentions of a figure print."""
    return [mention.text for mention in report.figures[key].mentions]


def test_a_sentence_gives_its_figure_with_unit_and_place() -> None:
    report = bound(
        "一、预算\n\n本年年初预算安排 442.31 万元，执行率为 98.5%。\n",
        '取数 预算\n  单位 万元\n  句 "预算安排{预算.年初数}"\n  句 "执行率[为]{预算.执行率}"\n',
    )
    assert texts(report, "预算.年初数") == ["442.31"]
    mention = report.figures["预算.年初数"].mentions[0]
    assert (mention.location.line, mention.location.column) == (3, 10)
    assert (report.figures["预算.年初数"].unit, report.figures["预算.执行率"].unit) == ("万元", "%")


def test_a_bound_number_leaves_its_old_key() -> None:
    before = draft("一、预算\n\n本年年初预算安排 442.31 万元。\n")
    report = bind(before, [read_figures('取数 预算\n  句 "预算安排{预算.年初数}"\n', "x.figures")])
    assert sum(1 for _, mention in report.mentions() if mention.text == "442.31") == 1
    assert {
        found.key for block in report.blocks for found in block.occurrences if found.text == "442.31"
    } == {"预算.年初数"}


def test_wrapped_rows_glued_codes_and_text_cells() -> None:
    report = bound(DRAFT, INDICATORS)
    assert texts(report, "C41.业绩值") == ["100%", "99%"]
    assert texts(report, "C42.标杆值") == ["科学完整"]
    assert texts(report, "C42.业绩值") == ["科学完整"]
    assert texts(report, "C43.标杆值") == ["≥500"]
    assert report.figures["C43.标杆值"].unit == "件"
    assert texts(report, "C41.名称") == ["12345政务热线签收率"]
    assert texts(report, "C.权重") == ["11"]


def test_rows_become_a_table_with_roles() -> None:
    table = bound(DRAFT, INDICATORS).tables_called("得分表")[0]
    assert [(row.name, row.role.value, row.parent) for row in table.rows] == [
        ("C41", "detail", "合计"),
        ("C42", "detail", "合计"),
        ("C43", "detail", "合计"),
        ("合计", "total", None),
    ]


def test_a_region_binds_its_code_and_ends_the_section() -> None:
    report = bound(DRAFT, INDICATORS)
    assert texts(report, "C43.得分") == ["4", "3.5"]
    assert report.figures["C43.得分"].mentions[1].location.section[-1] == "C43"


def test_two_keys_for_one_place_bind_none_and_are_listed() -> None:
    report = bound(
        "一、预算\n\n全年支出 12 万元。\n",
        '取数 a\n  句 "全年支出{甲.数}"\n  句 "全年支出{乙.数}"\n',
    )
    assert "甲.数" not in report.figures
    assert "乙.数" not in report.figures
    assert [note.kind for note in report.notes] == ["binding"]


def test_longer_words_win() -> None:
    report = bound(
        "一、预算\n\n项目全年支出 12 万元。\n",
        '取数 a\n  句 "全年支出{甲.数}"\n  句 "项目全年支出{乙.数}"\n',
    )
    assert "甲.数" not in report.figures
    assert texts(report, "乙.数") == ["12"]


def test_a_unit_that_does_not_fit_binds_nothing() -> None:
    report = bound("一、预算\n\n全年支出 12 人。\n", '取数 a\n  单位 万元\n  句 "全年支出{甲.数}"\n')
    assert "甲.数" not in report.figures


def test_a_money_unit_of_the_draft_is_kept() -> None:
    report = bound("一、预算\n\n全年支出 120000 元。\n", '取数 a\n  单位 万元\n  句 "全年支出{甲.数}"\n')
    figure = report.figures["甲.数"]
    assert figure.unit_at(figure.mentions[0]) == "元"


def test_a_file_for_another_report_binds_nothing() -> None:
    text = "一、预算\n\n全年支出 12 万元。\n"
    before = draft(text)
    assert (
        bind(before, [read_figures('文中有 "印章"\n取数 a\n  句 "全年支出{甲.数}"\n', "x.figures")]) is before
    )


MONEY = """一、收入

2024年部门收入情况表（万元）

序号 收入来源 年初预算 全年预算数 调整率

1 财政拨款收入 100.00 120.00 20.00%

2 其他收入 10.00 5.00 -50.00%

3 合计 110.00 125.00 13.64%
"""


def test_a_table_is_bound_by_caption_and_columns() -> None:
    report = bound(
        MONEY,
        '取数 收入表\n  表 收入表\n  题 "收入情况表"\n  单位 万元\n'
        "  列 年初预算数=年初预算, 全年预算数, 调整率\n  键 收入.<行>.<列>\n",
    )
    assert texts(report, "收入.其他收入.年初预算数") == ["10.00"]
    assert texts(report, "收入.合计.调整率") == ["13.64%"]
    table = report.tables_called("收入表")[0]
    assert [row.parent for row in table.rows] == ["合计", "合计", None]
    assert (table.id, "财政拨款收入", "全年预算数") in report.cells


def test_a_table_without_a_declared_column_stays_as_it_was() -> None:
    before = draft(MONEY)
    figures = read_figures(
        '取数 表\n  表 收入表\n  题 "收入情况表"\n  列 决算数\n  键 收入.<行>.<列>\n', "x.figures"
    )
    assert bind(before, [figures]) is before


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("取数 a\n  句 没有引号\n", 2),
        ('取数 a\n  句 "全年{甲.数"\n', 2),
        ('取数 a\n  句 "全年{甲.数:什么}"\n', 2),
        ("  句\n", 1),
        ("未知 a\n", 1),
        ("取数 a\n  未知 b\n", 2),
        ("式样 代码 x9\n", 1),
        ('取数 a\n  句 "{甲.数}"\n', 2),
    ],
)
def test_a_wrong_line_is_named(text: str, line: int) -> None:
    with pytest.raises(FiguresError) as error:
        read_figures(text, "x.figures")
    assert [each.line for each in error.value.problems] == [line]


def test_english_spelling() -> None:
    report = bound(
        "一、预算\n\n全年支出 12 万元。\n",
        'figures a\n  unit 万元\n  sentence "全年支出{甲.数}"\n',
    )
    assert texts(report, "甲.数") == ["12"]


SURVEYS = """一、企业问卷

据统计，受益对象的整体满意度为97.64%，情况较好。

二、群众问卷

据统计，受益对象的整体满意度为96.90%，情况较好。
"""


@pytest.mark.parametrize(("by_pack", "notes"), [(False, 1), (True, 0)])
def test_figures_that_a_pack_tells_apart_are_not_held_against_each_other(
    *, by_pack: bool, notes: int
) -> None:
    regions = (
        '取数 企业\n  从 "一、企业问卷"\n  到 "二、群众问卷"\n  句 "整体满意度为{企业问卷.满意度}"\n'
        '取数 群众\n  从 "二、群众问卷"\n  句 "整体满意度为{群众问卷.满意度}"\n'
    )
    report = bound(SURVEYS, regions) if by_pack else draft(SURVEYS)
    found = [each for each in api.check(report).findings if each.rule == "mentions-disagree"]
    assert len(found) == notes


def test_a_year_right_behind_the_serial_of_its_item() -> None:
    """2.2023年 is item 2 and a year; 12.2023 is neither."""
    figures = '取数 年\n  单位 数\n  句 "{年.度:年}年度工作"\n'
    assert texts(bound("一、工作\n\n1.2023年度工作计划；2.2024年度工作计划。\n", figures), "年.度") == [
        "2023",
        "2024",
    ]
    assert "年.度" not in bound("一、工作\n\n总数为 12.2023年度工作计划。\n", figures).figures


def test_names_told_one_after_the_other() -> None:
    """A list of names is one text, and a single name is no list."""
    figures = '取数 原则\n  句 "遵循{原则.列举:列}的[基本]原则"\n'
    report = bound("一、原则\n\n评价遵循科学规范、公正客观的基本原则。\n", figures)
    assert texts(report, "原则.列举") == ["科学规范、公正客观"]
    assert "原则.列举" not in bound("一、原则\n\n评价遵循科学规范的基本原则。\n", figures).figures


def test_what_stands_under_an_indicator_is_placed_there() -> None:
    """A sentence of another region keeps its key and gets the indicator's section."""
    figures = INDICATORS + '取数 单位\n  句 "中心{中心.人数}人"\n'
    report = bound(DRAFT.replace("设定分值 4分，得 4分", "中心 12 人，设定分值 4分，得 4分"), figures)
    assert report.figures["中心.人数"].mentions[0].location.section[-1] == "C41"
    outside = bound(DRAFT.replace("情况如下：", "中心 12 人，情况如下："), figures)
    assert outside.figures["中心.人数"].mentions[0].location.section[-1] != "C41"
