"""Tables of stacks whose labels hold more than the names of rows, and whose columns are printed out of their turn."""

from __future__ import annotations

from tests.extraction.test_stacked import table_of


def test_names_of_groups_among_the_labels() -> None:
    """What the groups add up to tells which lines have no values; a label may come in each of them."""
    rows = table_of(
        "县区/2022 年度/东埠区/石渡区/小计/2023 年度/东埠区/石渡区/小计/总计 | 中央 | 省级 | 合计 |"
        "120.00/185.00/305.00 | 54.00/83.25/137.25 | 174.00/268.25/442.25 |"
        "100.00/160.00/260.00/565.00 | 44.00/70.40/114.40/251.65 | 144.00/230.40/374.40/816.65"
    )
    assert [row[0] for row in rows] == [
        "县区",
        *("2022 年度", "东埠区", "石渡区", "小计"),
        *("2023 年度", "东埠区", "石渡区", "小计", "总计"),
    ]
    assert rows[5] == ["2023 年度", "", "", ""]
    assert rows[6] == ["东埠区", "100.00", "44.00", "144.00"]


def test_a_line_more_that_no_sum_tells_is_no_group() -> None:
    """One of the labels is none, and nothing tells which."""
    assert not table_of("县区/甲乡东/甲乡/乙镇/丙镇 | 面积 | 人口 | 31/22/47 | 310/287/452")


def test_codes_before_the_labels() -> None:
    """They are printed line by line with the names of the projects."""
    rows = table_of(
        "项目名称/X01/公路养护/X02/危桥改造/X03/客运补贴/合计 | 预算 | 支出 | 未支出 | 428.00/112.00 | 401.50/87.25 | 26.50/24.75 |"
        "145.00/685.00 | 145.00/633.75 | 0.00/51.25"
    )
    assert rows[1] == ["公路养护", "428.00", "401.50", "26.50"]
    assert rows[4] == ["合计", "685.00", "633.75", "51.25"]


def test_the_last_column_is_headed_among_the_groups() -> None:
    """两年合计 stands as high as the names of the groups, and is printed with the head beside it."""
    rows = table_of(
        "县区/东埠区/石渡区/云陂县/合计 | 2022 年度/新建/70/125/270/465 | 改造/50/60/150/260 | 小计/120/185/420/725 |"
        "2023 年度/新建/40/90/285/415 | 两年合计/改造/60/70/180/310 | 小计/100/160/465/725 | 220/345/885/1450"
    )
    assert rows[0] == ["县区", "2022 年度", "2023 年度", "两年合计"]
    assert rows[2] == ["东埠区", "70", "50", "120", "40", "60", "100", "220"]


def test_the_labels_of_the_first_rows_behind_all_others() -> None:
    """All other rows have labels before them, and as many lack."""
    rows = table_of(
        "学段 | 2024 年/12418.36/16327.41 | 2023 年/11974.25/15846.90 | 增长（%）/3.71/3.03 | 初中/普通高中 |"
        "22815.73/24186.05 | 22436.18/24573.62 | 1.69/-1.58 | 中等职业学校 | 23947.68 | 22318.47 | 7.30 | 幼儿园/小学"
    )
    assert rows[1] == ["幼儿园", "12418.36", "11974.25", "3.71"]
    assert rows[3] == ["初中", "22815.73", "22436.18", "1.69"]


def test_a_table_printed_in_two_halves_beside_each_other() -> None:
    """The left columns are printed row by row, and then the right ones."""
    rows = table_of(
        "Source | 2022 | 2023 | 2024 | National fund | 3,420 | 4,180 | 4,655 | Regional body | 2,150 | 2,640 | 2,910 |"
        "640 | 785 | 832 | 910 | 1,125 | 1,344 |"
        "7,120 | 8,730 | 9,741 | Municipalities/Employers' training levy/All sources | Total/received | Planned to/date |"
        "Received as/% of plan |"
        "12,255 | 12,400 | 98.8% | 7,700 | 8,050 | 95.7% | 2,257 | 2,900 | 77.8% | 3,379 | 3,250 | 104.0% |"
        "25,591 | 26,600 | 96.2%",
        "Table 2 Funding received by source",
    )
    assert rows[2] == ["Regional body", "2,150", "2,640", "2,910", "7,700", "8,050", "95.7%"]


def test_each_head_above_the_values_of_the_next() -> None:
    """The first head is printed alone, and the last values: they do not belong together."""
    stacks = "姓名/周甲/许乙/高丙/罗丁 | 应出席 | 现场/8/8/8/4 | 通讯/3/3/2/2 | 委托/5/4/5/1 | 0/1/1/1"
    assert table_of(stacks)[1] == ["周甲", "8", "3", "5", "0"]


def test_amounts_below_a_head_of_percents() -> None:
    """Heads that are printed in another order than their columns name none."""
    rows = table_of(
        "项目 | 转入资产 | 占预算（%） | 预算数 | 期初数 | 增加数 | 期末数 | 水厂 | 286,000.00 | 118,406.25 | 92,318.60 | 0.00 |"
        "210,724.85 | 73.68 | 管网 | 194,000.00 | 96,215.44 | 71,640.92 | 167,855.36 | 1.00 | 86.52 | 平台 | 230,000.00 |"
        "74,308.66 | 88,115.27 | 96,400.00 | 66,023.93 | 70.62 | 泵站 | 48,000.00 | 21,640.90 | 15,208.31 | 0.00 | 36,849.21 | 76.77"
    )
    assert "占预算（%）" not in rows[0]
