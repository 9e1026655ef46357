"""Tables of a text layer that are read from their values first, and proved by arithmetic."""

from __future__ import annotations

import pytest

from auditor.extraction.tables.columnproofs import Row, number_of, proven, relations, sums
from tests.extraction.test_stacked import table_of

ROWS = [
    ["险种", "上年结余", "本年收入", "本年支出", "年末结余"],
    ["甲类", "120", "60", "50", "130"],
    ["乙类", "300", "90", "70", "320"],
    ["丙类", "410", "40", "95", "355"],
    ["丁类", "205", "35", "15", "225"],
    ["合计", "1035", "225", "230", "1030"],
]


@pytest.mark.parametrize(
    "stacks",
    [
        # 年末结余 takes two lines, and stands with its first value: the sums tell where it goes on.
        (
            "险种 | 上年结余 | 本年收入 | 本年支出 | 甲类 | 120 | 60 | 50 | 年末结/余/130 | 乙类/丙类 | 300/410 | 90/40 |"
            "70/95 | 320/355 | 丁类/合计 | 205/1035 | 35/225 | 15/230 | 225/1030"
        ),
        # 本年收入 was printed before the heads left of it.
        (
            "险种/甲类/乙类/丙类/丁类/合计 | 上年结余 | 本年收/入/60/90 | 120/300 | 本年支出 | 50/70 | 年末结余 | 130/320 |"
            "410/205 | 40/35 | 95/15 | 355/225 | 1035 | 225 | 230 | 1030"
        ),
    ],
)
def test_sums_tell_which_column_goes_on(stacks: str) -> None:
    """Heads of several lines stand beside the first values of the others."""
    assert table_of(stacks) == ROWS


def test_columns_of_no_sum_that_could_stand_for_each_other_stay_unread() -> None:
    """Nothing shows which of two columns of whole numbers goes on below."""
    stacks = "街道 | 灯杆 | 甲类/乙类 | 长椅数/量/24/31 | 12/17 | 丙类/丁类 | 22/14 | 45/38 | 戊类/己类 | 16/19 | 51/27"
    assert table_of(stacks) == []


def test_rows_of_unlike_values_between_columns_of_names() -> None:
    """满分 | 得分 | 失分 are related to each other as columns are."""
    stacks = (
        "满分/得分/失分/得分率 | 决策 | 过程 | 产出 | 合计 | 20/18.50/1.50/92.50% | 30/24.00/6.00/80.00% |"
        "50/45.50/4.50/91.00% | 100/88.00/12.00/88.00%"
    )
    assert table_of(stacks) == [
        ["", "决策", "过程", "产出", "合计"],
        ["满分", "20", "30", "50", "100"],
        ["得分", "18.50", "24.00", "45.50", "88.00"],
        ["失分", "1.50", "6.00", "4.50", "12.00"],
        ["得分率", "92.50%", "80.00%", "91.00%", "88.00%"],
    ]


def test_one_band_of_whole_columns_needs_no_sum() -> None:
    """Every column has its head and as many values as there are labels; two labels may be the same."""
    stacks = "£m/Goodwill/Loans/Provisions/Loans/Reserves | 2024/286.4/74.2/(9.1)/12.3/8.8 | 2023/271.9/70.5/(8.7)/11.0/7.9"
    rows = table_of(stacks)
    assert rows[0] == ["£m", "2024", "2023"]
    assert rows[3] == ["Provisions", "(9.1)", "(8.7)"]
    assert [row[0] for row in rows[1:]] == ["Goodwill", "Loans", "Provisions", "Loans", "Reserves"]


def test_a_statement_goes_on_in_a_band_of_its_own() -> None:
    """As many labels stand before each band as values; what stands behind the last belongs to the text."""
    stacks = (
        "£m/Profit/Depreciation/Tax | 2024/101.9/41.6/(20.6) | 2023/101.1/39.8/(21.5) |"
        "Borrowings/Dividends | 12.0/(8.4) | 10.5/(7.9) | Notes/Note 3 | Earnings"
    )
    rows = table_of(stacks)
    assert rows[0] == ["£m", "2024", "2023"]
    assert rows[-1] == ["Dividends", "(8.4)", "(7.9)"]


def test_english_labels_are_joined_by_their_first_letters() -> None:
    """A line that begins small goes on with the label above it, one that begins with a capital does not."""
    stacks = (
        "$ thousands/Staff and wages/Repairs of lamps/and benches/Fees/Total of all/costs | Budget/340/120/85/545 |"
        "Actual/342/130/80/552 | Variance/2/10/(5)/7"
    )
    assert [row[0] for row in table_of(stacks)[1:]] == [
        "Staff and wages",
        "Repairs of lamps and benches",
        "Fees",
        "Total of all costs",
    ]


def test_a_label_is_joined_as_the_text_names_it() -> None:
    """Full lines may end a label or go on: the sentence below tells which."""
    stacks = (
        "项目/危旧灯杆改/造/行道树木安/装防护工程/街道花坛一/体化更新补/贴/合计 | 预算/10.0 | 支出/9.0 | 20.0 | 18.0 | 30.0 | 29.0 |"
        "60.0 | 56.0"
    )
    caption = "行道树木安装防护工程和街道花坛一体化更新补贴已完成。\n\n表 1 项目情况表"
    assert [row[0] for row in table_of(stacks, caption)[1:]] == [
        "危旧灯杆改造",
        "行道树木安装防护工程",
        "街道花坛一体化更新补贴",
        "合计",
    ]


def test_columns_are_not_taken_for_rows() -> None:
    """Accounts | Share | Water sold are heads: the cells below each are alike, those beside each other are not."""
    stacks = (
        "Class/Homes/Shops/Plants/Total | Accounts/841/89/70/1,000 | Share/84.1%/8.9%/7.0%/100.0% |"
        "Water/472.6/164.3/106.8/743.7"
    )
    assert table_of(stacks) == [
        ["Class", "Accounts", "Share", "Water"],
        ["Homes", "841", "84.1%", "472.6"],
        ["Shops", "89", "8.9%", "164.3"],
        ["Plants", "70", "7.0%", "106.8"],
        ["Total", "1,000", "100.0%", "743.7"],
    ]


def test_a_share_behind_each_of_two_columns() -> None:
    """占比（%） may head two columns, and the shares of the whole prove where they stand."""
    stacks = (
        "指标/可支配收入/工资收入/经营收入 | 城镇/4000/1800/900 | 占比（%）/100.0/45.0/22.5 | 农村/2000/800/700 |"
        "占比（%）/100.0/40.0/35.0 | 财产收入/转移收入 | 500/800 | 12.5/20.0 | 100/400 | 5.0/20.0"
    )
    assert table_of(stacks)[0] == ["指标", "城镇", "占比（%）", "农村", "占比（%）"]
    assert table_of(stacks)[-1] == ["转移收入", "800", "20.0", "400", "20.0"]


def test_labels_of_a_band_may_stand_before_the_last_heads() -> None:
    """货物 / 工程 are labels: several lines stand before a head that is printed alone."""
    stacks = (
        "类别 | 批次 | 控制价 | 货物/工程 | 18/9 | 286.40/3145.00 | 采购金/额/267.16/2938.64 | 节约额 | 节约率 |"
        "19.24/206.36 | 6.72%/6.56% | 服务/合计 | 14/41 | 418.60/3850.00 | 391.72/3597.52 | 26.88/252.48 | 6.42%/6.56%"
    )
    rows = table_of(stacks)
    assert rows[0] == ["类别", "批次", "控制价", "采购金额", "节约额", "节约率"]
    assert rows[-1] == ["合计", "41", "3850.00", "3597.52", "252.48", "6.56%"]


def _rows(*rows: str) -> list[Row]:
    return [tuple(number_of(cell) for cell in row.split()) for row in rows]


def test_relations_hold_in_nearly_all_rows() -> None:
    """One wrong figure in five does not hide that a column is the difference of two others."""
    rows = _rows("9 4 5", "8 1 7", "7 5 2", "6 3 4", "12 5 7")
    assert (1, 2, 0, "sum") in relations(rows)
    assert proven(rows, total=False) >= {0, 1, 2}
    assert relations(_rows("9 4 7", "8 1 4", "7 5 2", "6 3 4", "12 5 1")) == []


def test_totals_smaller_than_what_rounding_leaves_open_prove_nothing() -> None:
    """Growth rates add up by chance."""
    assert sums(_rows("5.1", "-2.7", "4.1", "-6.3", "0.2"), first=False) == [None]
    assert sums(_rows("120", "300", "420"), first=False) == [True]
    assert sums(_rows("120", "300", "430"), first=False) == [False]
    assert sums(_rows("420", "120", "300"), first=True) == [True]
