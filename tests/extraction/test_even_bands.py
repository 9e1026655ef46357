"""Tables in bands of as many stacks as columns, all of as many lines: heads that come twice, heads above cells."""

from __future__ import annotations

import pytest

from auditor.report.blocks import BlockKind
from tests.extraction.documents import text_report
from tests.extraction.test_stacked import table_of, text_of

ROWS = [
    ["评价内容", "满意", "占比", "不满意", "占比"],
    ["道路照明", "86", "71.7%", "34", "28.3%"],
    ["公园管护", "90", "75.0%", "30", "25.0%"],
    ["停车秩序", "60", "50.0%", "60", "50.0%"],
]


@pytest.mark.parametrize(
    "stacks",
    [
        (
            "评价内容 | 满意 | 占比 | 不满意 | 占比 | 道路照明 | 86 | 71.7% | 34 | 28.3% |"
            "公园管护 | 90 | 75.0% | 30 | 25.0% | 停车秩序 | 60 | 50.0% | 60 | 50.0%"
        ),
        # Heads above the cells of the first row, two rows in a band.
        (
            "评价内容/道路照明 | 满意/86 | 占比/71.7% | 不满意/34 | 占比/28.3% |"
            "公园管护/停车秩序 | 90/60 | 75.0%/50.0% | 30/60 | 25.0%/50.0%"
        ),
        # The heads come again on a new page, above cells.
        (
            "评价内容/道路照明 | 满意/86 | 占比/71.7% | 不满意/34 | 占比/28.3% |"
            "评价内容/公园管护/停车秩序 | 满意/90/60 | 占比/75.0%/50.0% | 不满意/30/60 | 占比/25.0%/50.0%"
        ),
    ],
)
def test_heads_that_come_twice(stacks: str) -> None:
    """Shares stand behind each count, below one name."""
    assert table_of(stacks) == ROWS


def test_a_last_row_that_states_its_mean_alone() -> None:
    """The stacks of the other columns are a line shorter."""
    rows = table_of(
        "项目 | 5分 | 4分 | 3分 | 均值 | 路面 | 20 | 10 | 10 | 4.25 | 绿化 | 10 | 20 | 10 | 4.00 |"
        "路灯/总体均值 | 30 | 5 | 5 | 4.63/4.29"
    )
    assert rows[-2:] == [["路灯", "30", "5", "5", "4.63"], ["总体均值", "", "", "", "4.29"]]


@pytest.mark.parametrize(
    "stacks",
    [
        # A cell is missing.
        (
            "评价内容 | 满意 | 占比 | 不满意 | 占比 | 道路照明 | 86 | 71.7% | 34 | 28.3% |"
            "公园管护 | 90 | 30 | 25.0% | 停车秩序 | 60 | 50.0% | 60 | 50.0%"
        ),
        # A cell too many.
        (
            "评价内容 | 满意 | 占比 | 不满意 | 占比 | 道路照明 | 86 | 71.7% | 34 | 28.3% |"
            "公园管护 | 90 | 75.0% | 30 | 25.0% | 停车秩序 | 60 | 50.0% | 60 | 50.0% | 12.5%"
        ),
    ],
)
def test_cells_that_are_left_over_or_missing(stacks: str) -> None:
    """Then no row is certain."""
    assert not table_of(stacks)


def test_a_title_below_the_number_of_its_table() -> None:
    """表 5 stands on a line of its own, and its title below it is no more than words."""
    text = text_of(
        "投诉分类 | 类别 | 2024 年 | 2023 年 | 增减 | 占比 | 噪声 | 52 | 66 | -14 | 37.7% | 施工扰民 | 41 | 43 | -2 | 29.7% |"
        "其他 | 45 | 55 | -10 | 32.6% | 合计 | 138 | 164 | -26 | 100.0%",
        "表 5\n",
    )
    table = next(block for block in text_report(text).blocks if block.kind is BlockKind.TABLE)
    assert table.text.split("\n")[0] == "类别\t2024 年\t2023 年\t增减\t占比"
    assert len(table.text.split("\n")) == 5


def test_the_name_of_a_merged_last_row_below_values() -> None:
    """It stands in the middle of the cells that it takes, and its mean in the last column."""
    rows = table_of(
        "项目/路面 | 好/20 | 中/10 | 差/10 | 均值/4.25 | 项目/绿化/路灯 | 好/10/30 | 中/20/5/平均值 | 差/10/5 | 均值/4.00/4.63/4.29"
    )
    assert rows[1:] == [
        ["路面", "20", "10", "10", "4.25"],
        ["绿化", "10", "20", "10", "4.00"],
        ["路灯", "30", "5", "5", "4.63"],
        ["平均值", "", "", "", "4.29"],
    ]
