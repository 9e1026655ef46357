"""Tables that a text layer prints column by column, columns that stand close in pairs."""

from __future__ import annotations

import pytest

from tests.extraction.test_stacked import table_of

ROWS = [
    ["维度", "权重", "上次评价得分", "上次评价得分率", "本次评价得分", "本次评价得分率"],
    ["投入", "20", "16.20", "81.00%", "17.00", "85.00%"],
    ["过程", "30", "24.60", "82.00%", "27.30", "91.00%"],
    ["产出", "50", "41.50", "83.00%", "44.50", "89.00%"],
    ["合计", "100", "82.30", "82.30%", "88.80", "88.80%"],
]


@pytest.mark.parametrize(
    "stacks",
    [
        # Pairs of columns line by line, below the name of their group.
        (
            "维度/投入/过程/产出/合计 | 权重/20/30/50/100 |"
            "上次评价/得分/得分率/16.20/81.00%/24.60/82.00%/41.50/83.00%/82.30/82.30% |"
            "本次评价/得分/得分率/17.00/85.00%/27.30/91.00%/44.50/89.00%/88.80/88.80%"
        ),
        # The labels stand apart from their head.
        (
            "维度 | 投入/过程/产出/合计 | 权重/20/30/50/100 |"
            "上次评价/得分/得分率/16.20/81.00%/24.60/82.00%/41.50/83.00%/82.30/82.30% |"
            "本次评价/得分/得分率/17.00/85.00%/27.30/91.00%/44.50/89.00%/88.80/88.80%"
        ),
    ],
)
def test_pairs_of_columns(stacks: str) -> None:
    """Their cells come line by line, each pair with the name of its group."""
    assert table_of(stacks) == ROWS


def test_heads_before_all_cells_and_full_marks_in_brackets() -> None:
    """A total that says nothing of marks and grades leaves their columns a cell shorter."""
    rows = table_of(
        "乡镇 | 东溪镇/西岭镇/南坪乡/合计 | 里程/（公里）/21.4/40.2/38.7/100.3 | 单项/保洁/路况/（40）/（60）/35.0/52.5/36.5/55.0/31.0/47.5 |"
        "总分 | 等次 | 87.5/91.5/78.5 | 良好/优秀/合格 | 奖补/8.0/—/5.0/13.0"
    )
    assert rows == [
        ["乡镇", "里程（公里）", "单项保洁（40）", "单项路况（60）", "总分", "等次", "奖补"],
        ["东溪镇", "21.4", "35.0", "52.5", "87.5", "良好", "8.0"],
        ["西岭镇", "40.2", "36.5", "55.0", "91.5", "优秀", "—"],
        ["南坪乡", "38.7", "31.0", "47.5", "78.5", "合格", "5.0"],
        ["合计", "100.3", "", "", "", "", "13.0"],
    ]


def test_a_column_that_lacks_another_cell_than_its_last() -> None:
    """Its last cell is the sum of the others: which row is blank is not certain, and only the other columns are read."""
    rows = table_of(
        "乡镇/东溪镇/西岭镇/南坪乡/合计 | 里程/21.4/40.2/38.7/100.3 | 路灯/12/8/20 | 单项/保洁/路况/35/52/36/55/31/47/102/154"
    )
    assert rows[-1] == ["合计", "100.3", "", "102", "154"]


def test_labels_that_are_numbered() -> None:
    """1.路面平整 below the head is a label and no heading."""
    rows = table_of(
        "题目/1.路面平整/2.路灯照明/3.绿化养护 | 满意/人数/占比/80/80.0%/75/75.0%/60/60.0% | 不满意/人数/占比/20/20.0%/25/25.0%/40/40.0%"
    )
    assert rows[0] == ["题目", "满意人数", "满意占比", "不满意人数", "不满意占比"]
    assert rows[2] == ["2.路灯照明", "75", "75.0%", "25", "25.0%"]


def test_columns_between_two_groups_of_which_none_closes_the_first() -> None:
    """有效 may be of the first group or of the second: it stands below neither."""
    read = (
        "镇/东溪镇/西岭镇/全县 | 很满意/82/66/148 | 村民问卷/一般/较差/14/6/13/6/27/12 | {}/102/85/187 |"
        "企业问卷/样本/满意/12/11/10/9/22/20"
    )
    assert table_of(read.format("有效"))[0] == ["镇", "很满意", "村民问卷", "有效", "企业问卷"]
    assert table_of(read.format("小计"))[1] == ["东溪镇", "82", "14", "6", "102", "12", "11"]


def test_cells_that_come_in_bands_of_uneven_columns() -> None:
    """A stack that completes no column may belong to any of them."""
    assert not table_of(
        "学校/幼儿园/小学/初中/高中 | 所数 | 学生/120/340 | 教师/12/31 | 40/20 | 280/160 | 27/19 | 9/6"
    )


def test_a_title_between_the_number_and_the_table() -> None:
    """The title is no head, and the head no label."""
    rows = table_of(
        "人口构成 | 指标/常住人口/城镇/乡村/0—15 岁/16—59 岁 | 年末数/43.52/24.68/18.84/6.85/25.94 |"
        "比重/100.0/56.7/43.3/15.7/59.6",
        "表 5\n",
    )
    assert [row[0] for row in rows] == ["指标", "常住人口", "城镇", "乡村", "0—15 岁", "16—59 岁"]
