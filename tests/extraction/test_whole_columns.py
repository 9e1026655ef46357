"""Tables whose columns are printed whole, with what a page prints among them, and what is left unread of them."""

from __future__ import annotations

from tests.extraction.test_stacked import table_of

COLUMNS = (
    "乡镇/上河镇/中河镇/下河镇/沙坪乡/合计 | 移民村/（个）/9/7/5/6/27 | 核定人口/（人）/4,126/3,058/2,214/2,647/12,045 |"
    "人均资金/（元）/520/610/480/555/— | 支付率/98.2%/96.4%/95.0%/97.7%/96.9%"
)
HEAD = ["乡镇", "移民村（个）", "核定人口（人）", "人均资金（元）", "支付率"]


def test_the_number_and_the_heading_of_the_next_section_are_no_cells() -> None:
    """The heading is printed before the columns right of the middle; it goes on behind the table."""
    among = COLUMNS.replace(" | 核定人口", " | 4 | 四、问题和建议 | 核定人口")
    rows = table_of(among)
    assert rows[0] == HEAD
    assert rows[1] == ["上河镇", "9", "4,126", "520", "98.2%"]
    assert len(rows) == 6


def test_a_title_among_the_columns_is_that_of_the_table() -> None:
    """It stands in the middle above them, and is printed with the column below it."""
    among = COLUMNS.replace(" | 核定人口/（人）", " | 分乡镇移民人口和资金情况/核定人口/（人）")
    assert table_of(among) == table_of(COLUMNS)


def test_heads_that_stand_alone_come_in_the_order_of_their_columns() -> None:
    """Heads of one line stand in the middle of their row, apart from the values."""
    apart = "单位/甲厂/乙厂/丙厂/丁厂/合计 | 三、附注 | 产量 | 销量 | 库存 | 31/42/18/25/116 | 28/40/17/25/110 | 3/2/1/0/6"
    assert table_of(apart)[:2] == [["单位", "产量", "销量", "库存"], ["甲厂", "31", "28", "3"]]


def test_the_rest_of_another_column_is_left_out() -> None:
    """Behind the last whole column stands a part of one."""
    rows = table_of(COLUMNS.replace(" | 核定人口", " | 4 | 四、问题和建议 | 核定人口") + " | 3/8")
    assert rows[1:] == table_of(COLUMNS)[1:]


def test_a_head_too_few_leaves_the_columns_unread() -> None:
    """One of the heads that stand alone is lost: nothing tells which."""
    assert not table_of(
        "单位/甲厂/乙厂/丙厂/丁厂/合计 | 三、附注 | 产量 | 库存 | 31/42/18/25/116 | 28/40/17/25/110 | 3/2/1/0/6"
    )


def test_the_group_of_a_head_may_stand_above_another_one() -> None:
    """到位资金 names 金额 and 到位率, and is printed with one of them: 金额 alone says too little."""
    grouped = (
        "区县/东区/西区/南区/全市 | 三、附注 | 计划投资/310/420/180/910 | 金额/300/400/150/850 |"
        "到位资金/到位率/96.8%/95.2%/83.3%/93.4%"
    )
    assert not table_of(grouped)


def test_serials_and_columns_of_words_have_no_cell_in_the_row_of_the_total() -> None:
    """The name of the total stands below the serial numbers, and no column of words has a cell for it."""
    kinds = (
        "序号/1/2/3/4/合计 | 单位名称/局机关/执法大队/检测中心/信息中心 | 单位性质/行政/参公/公益一类/公益一类 |"
        "核定编制/68/46/42/18/174 | 在职人数/64/43/38/16/161"
    )
    rows = table_of(kinds)
    assert rows[0] == ["单位名称", "序号", "单位性质", "核定编制", "在职人数"]
    assert rows[1] == ["局机关", "1", "行政", "68", "64"]
    assert rows[-1] == ["合计", "", "", "174", "161"]


def test_a_head_above_that_of_the_column_before_says_by_its_kind_whose_it_is() -> None:
    """The percentages are what 在职人员控制率 heads, and the one group is that of the three columns of which one is the sum."""
    lent = (
        "人员类别 | 编制数 | 行政/事业/合计 | 38/46/84 | 男/21/19/40 | 2024 年末在职/女/15/22/37 |"
        "在职人员控制率/小计/36/41/77 | 94.74%/89.13%/91.67%"
    )
    rows = table_of(lent)
    assert rows[0] == ["人员类别", "编制数", "2024 年末在职", "在职人员控制率"]
    assert rows[1] == ["男", "女", "小计"]
    assert rows[2] == ["行政", "38", "21", "15", "36", "94.74%"]


def test_a_name_that_lacks_is_the_upper_one_of_the_column_before() -> None:
    """No stack of words is left for the last column; the serial numbers end above the total."""
    lent = (
        "序号/1/2/3/4 | 资金来源 | 年初预算 | 一般公共预算/政府性基金/上级转移支付/其他收入/合计 |"
        "3,186.42/420.00/1,265.80/85.00/4,957.22 | 预算调整/追加/214.75/96.30/488.24/12.46/811.75 |"
        "调整后预算/追减/38.60/—/52.10/—/90.70 | 3,362.57/516.30/1,701.94/97.46/5,678.27"
    )
    rows = table_of(lent)
    assert rows[0] == ["资金来源", "序号", "年初预算", "预算调整追加", "追减", "调整后预算"]
    assert rows[1] == ["一般公共预算", "1", "3,186.42", "214.75", "38.60", "3,362.57"]
    assert rows[-1] == ["合计", "", "4,957.22", "811.75", "90.70", "5,678.27"]
