"""Tables whose columns come as runs of values, with heads, labels, titles and feet of pages anywhere among them."""

from __future__ import annotations

from tests.extraction.test_stacked import table_of

MEASURED = (
    "指标/塘坝蓄水量/提灌面积/渠道完好率 | 各站主要指标对比/单位/万立方米/亩/% | 2023 年/61.30/4,120/81.25% |"
    "2024 年/64.75/4,388/83.40% | 增减/3.45/268/2.15"
)
BANDED = (
    "项目/上湾站/中湾站/下湾站 | 水量 | 电量 | 电费（元） | 120/80/60 | 30/20/15 | 1500/1000/750 | 柳坝站/合计 |"
    "40/300 | 10/75 | 500/3750"
)


def test_a_column_of_units_lets_the_rows_be_unlike() -> None:
    """The title of the table stands above the head of the units, in the same stack."""
    rows = table_of(MEASURED)
    assert rows[0] == ["指标", "单位", "2023 年", "2024 年", "增减"]
    assert rows[2] == ["提灌面积", "亩", "4,120", "4,388", "268"]


def test_shares_may_bear_the_same_head_behind_each_amount() -> None:
    """占比 stands behind either year and names the share of its own."""
    rows = table_of(
        "类别/一类/二类/三类/四类 | 2023 年末/31/42/18/9 | 占比/31.0%/42.0%/18.0%/9.0% |"
        "2024 年末/30/45/15/10 | 占比/30.0%/45.0%/15.0%/10.0%"
    )
    assert rows[0] == ["类别", "2023 年末", "占比", "2024 年末", "占比"]
    assert rows[4] == ["四类", "9", "9.0%", "10", "10.0%"]


def test_bands_have_their_labels_in_the_order_of_the_rows() -> None:
    """The total stands in the second band, and its sums hold the columns in their places."""
    rows = table_of(BANDED)
    assert rows[0] == ["项目", "水量", "电量", "电费（元）"]
    assert rows[4] == ["柳坝站", "40", "10", "500"]
    assert rows[5] == ["合计", "300", "75", "3750"]


def test_one_wrong_figure_leaves_the_table_readable() -> None:
    """The other columns still add up."""
    assert len(table_of(BANDED.replace("40/300", "48/300"))) == 6


def test_labels_of_another_number_leave_the_bands_unread() -> None:
    """A label lacks, and which row it named is not told."""
    assert not table_of(BANDED.replace("中湾站/", ""))


def test_a_head_among_the_heads_of_no_column_leaves_them_unread() -> None:
    """Four heads stand above three columns: any of them may be the one too many."""
    assert not table_of(BANDED.replace("| 电量 |", "| 电量 | 泵数 |"))


def test_only_the_row_of_the_total_lacks_a_value() -> None:
    """The weight of the whole is printed, its score is not: where no total closes the table the scores are left out."""
    scores = (
        "准则/相关性/效率/影响/合计 | 权重/30/40/30/100 | 评分/4.0/3.5/4.5 | 加权得分/1.20/1.40/1.35/3.95"
    )
    assert table_of(scores)[4] == ["合计", "100", "", "3.95"]
    assert table_of(scores.replace("合计", "持续性"))[4] == ["持续性", "100", "", "3.95"]


def test_a_stack_a_row_is_no_stack_a_column() -> None:
    """Each stack prints the cells of a row: what they begin with heads no column."""
    assert not table_of(
        "甲/乙/丙 | 制度齐全/3 | 程序规范/4 | 档案完整/3 | 公开及时/2 | 监督到位/5 | 群众满意/8"
    )


def test_negative_shares_in_brackets_are_shares() -> None:
    """(2.1%) stands below 3.7%."""
    rows = table_of(
        "类别/一类/二类/三类/合计 | 2023/310/420/170/900 | 2024/320/411/175/906 | 增减/10/(9)/5/6 |"
        "增幅/3.2%/(2.1%)/2.9%/0.7%"
    )
    assert rows[2] == ["二类", "420", "411", "(9)", "(2.1%)"]
