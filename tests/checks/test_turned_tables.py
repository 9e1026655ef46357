"""Tables that print their things side by side and a measure a row say what the same tables say upright."""

from __future__ import annotations

import pytest

from auditor.checks.common.tables import header, sheets
from auditor.evaluation.facts import Facts
from auditor.readers.text import read
from tests.checks.test_wordings import told

SURVEY = """表1 问卷结果
| 乡镇 | 发放（份） | 有效（份） | 满意（人） | 满意度 |
| 石门镇 | 120 | 116 | 108 | 93.10% |
| 东坪镇 | 100 | 95 | 86 | 90.53% |
| 南山乡 | 90 | 88 | 79 | 89.77% |
| 云岭乡 | 80 | 76 | 70 | 92.11% |
| 桥溪镇 | 110 | 104 | 97 | 93.27% |
| 合计 | 500 | 479 | 440 | 91.86% |
"""
MACHINES = """表2 农机补贴情况
| 机具 | 台数（台） | 补贴金额（元） | 单台补贴（元） |
| 拖拉机 | 312 | 6,284,000.00 | 20,141.03 |
| 收割机 | 86 | 5,167,500.00 | 60,087.21 |
| 插秧机 | 58 | 1,624,000.00 | 28,000.00 |
| 无人机 | 143 | 1,716,000.00 | 12,000.00 |
| 烘干机 | 47 | 2,630,300.00 | 55,963.83 |
| 合计 | 646 | 17,421,800.00 | 26,968.73 |
"""
SCORES = """表3 一级指标得分情况
| 指标 | 分值 | 得分 | 得分率 |
| 决策 | 16 | 15.00 | 93.75% |
| 过程 | 24 | 21.55 | 89.79% |
| 产出 | 36 | 31.11 | 86.42% |
| 效益 | 24 | 20.78 | 86.58% |
| 合计 | 100 | 88.44 | 88.44% |
"""
REPLIES = """Table 1 Satisfaction with the service
| District | Replies | Satisfied | Share satisfied |
| Quayside | 402 | 297 | 73.88% |
| Northgate | 361 | 281 | 77.84% |
| Elmhurst | 287 | 239 | 83.28% |
| Saltmarsh | 214 | 152 | 71.03% |
| Fernhill | 167 | 137 | 82.04% |
| Total | 1,431 | 1,106 | 77.29% |
"""
YEARS = """表4 近三年投入与业务量
| 指标 | 2022年 | 2023年 | 2024年 |
| 预算（万元） | 310.00 | 325.00 | 340.00 |
| 支出（万元） | 302.25 | 311.03 | 331.16 |
| 执行率（%） | 97.50 | 95.70 | 97.40 |
| 援助案件（件） | 412 | 436 | 451 |
"""
TARGETS = """Table 2 Indicators
| Indicator | Target | Actual | Last year |
| Visits | 12,500 | 12,940 | 11,870 |
| Share of visits on time | 90.0% | 91.2% | 88.4% |
| Hours of training | 3,400 | 3,150 | 3,020 |
"""
GROUPS = """表5 分年龄评价
| 年龄 | 很满意 | 满意 | 一般 | 不满意 |
| 45岁以下 | 118 | 142 | 31 | 8 |
| 45岁以上 | 279 | 268 | 55 | 11 |
| 合计 | 397 | 410 | 86 | 19 |
| 占比 | 43.53% | 44.96% | 9.43% | 2.08% |
"""


def turned(text: str) -> str:
    """Return a table with its rows as columns, below the caption it has."""
    caption, *lines = text.strip().splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return "\n".join([caption, *(f"| {' | '.join(line)} |" for line in zip(*rows, strict=True))]) + "\n"


def seen(text: str) -> list[tuple[list[str], list[str], bool]]:
    """Return the labels of the rows and the heads of the columns of each table, as checks see them."""
    return [
        (
            [row.label or row.name for row in sheet.table.rows],
            [header(column) for column in sheet.columns],
            sheet.lying,
        )
        for sheet in sheets(Facts(read(text.encode(), "t.txt")))
    ]


def said(text: str) -> list[tuple[str, str]]:
    """Return what is wrong, each with its rule."""
    return told("en" if text.isascii() else "zh", text)


@pytest.mark.parametrize("table", [SURVEY, MACHINES, SCORES, REPLIES])
def test_sees_the_same_things_whichever_way_they_are_printed(table: str) -> None:
    """Rows are what the text speaks of, columns what is told of it."""
    ((rows, heads, lying),) = seen(table)
    assert not lying
    assert seen(turned(table)) == [(rows, heads, True)]


@pytest.mark.parametrize("table", [SURVEY, MACHINES, SCORES, REPLIES])
def test_leaves_it_alone_either_way(table: str) -> None:
    """Unit prices and rates are not added up because they stand in a row."""
    assert said(table) == said(turned(table)) == []


@pytest.mark.parametrize("table", [YEARS, TARGETS, GROUPS])
def test_keeps_tables_whose_columns_are_no_things(table: str) -> None:
    """Below times, targets and answers the rows are the things, whatever units they have."""
    ((_, _, lying),) = seen(table)
    assert not lying


@pytest.mark.parametrize(
    ("table", "right", "wrong"),
    [
        (SURVEY, "90.53%", "95.03%"),
        (SURVEY, "| 479 |", "| 497 |"),
        (MACHINES, "60,087.21", "60,078.21"),
        (SCORES, "86.42%", "84.62%"),
        (REPLIES, "83.28%", "88.23%"),
        (REPLIES, "| 1,106 |", "| 1,160 |"),
    ],
)
def test_finds_in_a_row_what_it_finds_in_a_column(table: str, right: str, wrong: str) -> None:
    """A quotient and a total are asked of the columns that the rows are turned into."""
    assert right in table
    found = said(turned(table.replace(right, wrong)))
    assert any(wrong.strip("| ") in words for _, words in found), found


def test_tells_where_it_is_printed() -> None:
    """The place named is the printed one, though the table was read turned over."""
    found = said(turned(SURVEY.replace("90.53%", "95.03%")))
    assert any("“满意度”行 “东坪镇”列" in words for _, words in found), found


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("满意度最高的是石门镇，为93.10%。", "桥溪镇"),
        ("东坪镇满意度为90.35%。", "90.35%"),
    ],
)
def test_compares_the_text_with_it(text: str, wrong: str) -> None:
    """What text says of a thing is looked up in its row, which is printed as a column."""
    found = said(f"一、问卷调查\n\n{text}\n\n{turned(SURVEY)}")
    assert any(wrong in words for _, words in found), found
