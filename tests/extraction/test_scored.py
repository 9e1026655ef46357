"""Score tables that a text layer prints as stacks: weights and scores that add up, and the rows they name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.extraction.stacks.scored import parse_scored
from auditor.extraction.text.lines import lines_of
from tests.extraction.test_stacked import table_of

HEADS = ["一级指标", "三级指标", "分值", "完成情况", "得分"]
GROUPED = (
    "一级指标/管理 | 成效 | 三级指标/预算执行率/资金合规性 | 分值/8/6 | 公开及时性/小计/植树完成面积 | 6/20/40 |"
    "苗木成活率/小计 | 40/80 | 合计 | 100 |"
    "评分办法/得分=执行率×8/每发现 1 处扣 1 分 | 完成情况/92.50%/1 处 | 得分/7.4/5 |"
    "逾期一次扣 2 分/少 1 亩扣 0.1 分 | 及时/380 亩 | 6/18.4/38 | 低于 85%不得分 | 88% | 40/78 | 96.4"
)
READ = [
    HEADS,
    ["管理", "预算执行率", "8", "92.50%", "7.4"],
    ["资金合规性", "6", "1 处", "5"],
    ["公开及时性", "6", "及时", "6"],
    ["小计", "20", "", "18.4"],
    ["成效", "植树完成面积", "40", "380 亩", "38"],
    ["苗木成活率", "40", "88%", "40"],
    ["小计", "80", "", "78"],
]


def test_weights_outcomes_and_scores_between_prose() -> None:
    """What the columns of prose hold does not show where rows end; sums and labels do."""
    assert table_of(GROUPED) == [*READ, ["合计", "100", "", "96.4"]]


def test_methods_whose_lines_make_a_rule_for_each_row() -> None:
    """Full lines of prose go on, whole rules end; the points that they state are the weights of their rows."""
    rules = (
        GROUPED.replace("每发现 1 处扣 1 分", "每发现 1 处资金不合规问题/扣 1 分，扣完为止")
        .replace("少 1 亩扣 0.1 分", "得分=完成率×40")
        .replace("得分=执行率×8/", "得分=执行率×8，最高 8/分/")
        .replace("低于 85%不得分", "≥85%得 40 分，低于的不得分")
    )
    read = table_of(rules)
    assert read[0] == [*HEADS[:3], "评分办法", *HEADS[3:]]
    assert [row[-3] for row in read[1:] if row[-3]] == [
        "得分=执行率×8，最高 8分",
        "每发现 1 处资金不合规问题扣 1 分，扣完为止",
        "逾期一次扣 2 分",
        "得分=完成率×40",
        "≥85%得 40 分，低于的不得分",
    ]


def test_one_wrong_sum_does_not_hide_the_table() -> None:
    """It is what an audit looks for."""
    assert table_of(GROUPED.replace("96.4", "94.6")) == [*READ, ["合计", "100", "", "94.6"]]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("6/18.4/38", "6/38"),  # a score is missing
        ("7.4/5", "9.4/5"),  # more than its weight
        ("苗木成活率/小计", "苗木成活率/养护率"),  # a sum that nothing calls a sum
        ("公开及时性/小计", "小计/公开及时性"),
        ("分值/8/6", "栏次/8/6"),  # no head of weights
    ],
)
def test_what_does_not_fit_stays_unread(old: str, new: str) -> None:
    """A wrong cell is worse than none."""
    assert table_of(GROUPED.replace(old, new)) == []


def test_scores_that_could_change_places_stay_unread() -> None:
    """The weights of two rows were printed together, their scores apart: nothing shows which comes first.

    Nor are sums read of which a part is not: they would seem wrong.
    """
    text = (
        "三级指标/甲率/乙率 | 权重/10/20 | 丙率/丁率 | 30/30 | 小计/戊项 | 90/10 | 小计/合计 | 10/100 |"
        "评分标准/按完成率计分 | 得分/9/20 | 28 | 27.5 | 84.5/8 | 8/92.5"
    )
    assert table_of(text) == [
        ["三级指标", "权重", "得分"],
        ["甲率", "10", "9"],
        ["乙率", "20", "20"],
        ["丙率", "30", ""],
        ["丁率", "30", ""],
        ["小计", "90", ""],
        ["戊项", "10", "8"],
        ["小计", "10", "8"],
        ["合计", "100", ""],
    ]


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.integers(2, 20), st.integers(0, 2)), min_size=1, max_size=4),
        min_size=2,
        max_size=6,
    )
)
def test_no_cell_is_read_wrong(bands: list[list[tuple[int, int]]]) -> None:
    """However the rows are banded: the cells that are read are those that were printed."""
    rows = [pair for band in bands for pair in band]
    total, score = sum(weight for weight, _ in rows), sum(weight - loss for weight, loss in rows)
    names = iter("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地")
    labelled = [
        [(next(names) + "项率", str(weight), str(weight - loss)) for weight, loss in band] for band in bands
    ]
    labelled.append([("合计", str(total), str(score))])
    first, *others = labelled
    stacks = ["指标名称/" + "/".join(row[0] for row in first), "权重/" + "/".join(row[1] for row in first)]
    for band in others:
        stacks.extend(("/".join(row[0] for row in band), "/".join(row[1] for row in band)))
    stacks.append("评分标准/按完成率计分，扣完为止")
    stacks.append("得分/" + "/".join(row[2] for row in first))
    stacks.extend("/".join(row[2] for row in band) for band in others)
    truth = {row[0]: list(row[1:]) for band in labelled for row in band}
    read = parse_scored(lines_of("\n\n".join(stacks).replace("/", "\n") + "\n"), 0)
    for label, *cells in (read.grid.table() if read else [])[1:]:
        for at, cell in enumerate(cells):
            assert cell is not None
            assert label is not None
            assert cell.plain in {"", truth[label.plain][at]}


def test_full_columns_of_plain_indicators_are_read() -> None:
    """Columns printed in one piece each, below their heads."""
    assert table_of(
        "三级指标/甲率/乙率/丙率/丁率/合计 | 权重/10/20/30/40/100 | 评分标准/按完成率计分，扣完为止 | 得分/9/20/28.5/36/93.5"
    ) == [
        ["三级指标", "权重", "得分"],
        ["甲率", "10", "9"],
        ["乙率", "20", "20"],
        ["丙率", "30", "28.5"],
        ["丁率", "40", "36"],
        ["合计", "100", "93.5"],
    ]
