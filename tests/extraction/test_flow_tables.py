"""Tables read from their flows: columns in one piece or in several, with heads, titles and other tables among them."""

from __future__ import annotations

from auditor.extraction.stacks.flowtable import parse_flows
from auditor.extraction.text.lines import lines_of
from tests.extraction.test_stacked import text_of


def table_of(stacks: str, caption: str = "表 1 项目情况表") -> list[list[str]]:
    """Return the rows of the table below a caption, `^` a new page, a merged cell at each of its places; none where it is left unread."""
    lines = lines_of(text_of(stacks, caption).replace("^", "\f"))
    for line, above in zip(lines[1:], lines, strict=False):
        line.fresh = line.leaf != above.leaf
    found = parse_flows(lines, 1, titled=True)
    return [[cell.text.text if cell else "" for cell in row] for row in found.grid.table()] if found else []


YEARS = (
    "机构/总计/甲类/乙类/丙类 | 各类机构和床位 | 2021 年/90/40/30/20 | 机构数（个）/2020 年/86/38/29/19 | 增减/4/2/1/1 |"
    "2021 年/900/410/290/200 | 床位数（张）/2020 年/880/400/285/195 | 增减/20/10/5/5"
)
ALONE = (
    "Stream | Spring | Dry/Wet/Loose/All | 41/52/63/156 | Summer/44/58/61/163 | Early/autumn | Late/autumn | 40/51/60/151 | Winter |"
    "48/55/66/169 | 50/57/69/176"
)
SHORT = "名称/甲渠/乙渠/丙渠/合计 | 长度/41.50/62.25/30.75/134.50 | 评级/3/4 | 投资/120/260/90/470"


def test_heads_that_come_again_stand_below_the_names_of_their_groups() -> None:
    """Each group is printed above its second column, and the title among the heads."""
    rows = table_of(YEARS, "表 3")
    assert rows[0] == ["机构", *["机构数（个）"] * 3, *["床位数（张）"] * 3]
    assert rows[1][1:] == ["2021 年", "2020 年", "增减"] * 2
    assert rows[2] == ["总计", "90", "86", "4", "900", "880", "20"]


def test_as_many_heads_alone_as_columns_without_one_come_in_their_order() -> None:
    """Heads of two lines are printed above others, or below."""
    rows = table_of(ALONE)
    assert rows[0] == ["Stream", "Spring", "Summer", "Early autumn", "Late autumn", "Winter"]


def test_a_column_that_lacks_cells_keeps_its_head_alone() -> None:
    """Nothing tells which rows they are of; the other columns add up."""
    rows = table_of(SHORT)
    assert rows[0] == ["名称", "长度", "评级", "投资"]
    assert rows[4] == ["合计", "134.50", "", "470"]


def test_a_head_above_the_values_of_another_names_neither() -> None:
    """转入 stands before 转出, whose flow holds the values of 转入: what adds up is read, without these names."""
    rows = table_of(
        "款项/甲款/乙款/丙款/合计 | 年初/410/520/630/1560 | 转入 | 转出/90/80/70/240 | 40/30/20/90 | 年末/460/570/680/1710"
    )
    assert rows[0] == ["款项", "年初", "", "", "年末"]
    assert rows[4] == ["合计", "1560", "240", "90", "1710"]


def test_columns_without_names_that_nothing_holds_are_not_read() -> None:
    """No sum tells that the values stand in their places."""
    assert not table_of(
        "款项/甲款/乙款/丙款/丁款 | 年初/410/520/630/155 | 转入 | 转出/91/87/74/24 | 40/30/25/90 | 年末/460/577/680/171"
    )


def test_the_row_of_the_total_may_lack_a_word() -> None:
    """The words beside the other rows are a column, under the last of the heads that stand alone."""
    rows = table_of(
        "项目/河道/管网/泵站/合计 | 预算 | 支出 | 等次 | 410/520/630/1560 | 390/510/600/1500 | 优/良/优"
    )
    assert rows[0] == ["项目", "预算", "支出", "等次"]
    assert [row[3] for row in rows[1:]] == ["优", "良", "优", ""]


def test_the_head_of_three_columns_is_printed_in_the_middle_one() -> None:
    """床位数（张） stands above the second year, and the head before it comes again."""
    rows = table_of(
        "机构/甲类/乙类/丙类/合计 | 机构数（个）/2021 年/增减/40/4/30/2/20/-1/90/5 | 2021 年/410/290/200/900 |"
        "床位数（张）/2020 年/400/285/195/880 | 增长（%）/2.50/1.75/2.56/2.27 | 医师/12/14/16/42"
    )
    assert rows[0] == ["机构", *["机构数（个）"] * 2, *["床位数（张）"] * 3, "医师"]
    assert rows[1][1:] == ["2021 年", "增减", "2021 年", "2020 年", "增长（%）", "医师"]


def test_two_columns_in_one_flow_may_end_in_shares() -> None:
    """Counts in every row but the last, whose cells are shares in all columns."""
    rows = table_of(
        "县区/东县/西县/南县/全市/占比 | 满意/41/52/63/156/60.0% | 一般/不满/21/11/22/12/23/15/66/38/25.4%/14.6% |"
        "合计/73/86/101/260/100.0%"
    )
    assert [row[2:4] for row in rows] == [
        ["一般", "不满"],
        ["21", "11"],
        ["22", "12"],
        ["23", "15"],
        ["66", "38"],
        ["25.4%", "14.6%"],
    ]


def test_units_that_do_not_fit_leave_the_table_unread() -> None:
    """What the values are is not told."""
    stacks = "指标/蓄水量/灌溉面积/完好率 | 各站指标/单位/万立方米/亩{} | 2023 年/61.30/4,120/81.25 | 2024 年/64.75/4,388/83.40"
    assert table_of(stacks.format("/%"))[1] == ["蓄水量", "万立方米", "61.30", "64.75"]
    assert not table_of(stacks.format(""))


def test_the_label_of_the_total_may_stand_below_another_column() -> None:
    """合计 stands below the serial numbers."""
    rows = table_of(
        "序号/1/2/3 | 合计 | 客户/甲户/乙户/丙户 | 金额/41.50/62.25/30.75/134.50 | 占比/30.86%/46.28%/22.86%/100%"
    )
    assert rows[4] == ["合计", "134.50", "100%"]


def test_pages_go_on_below_the_same_heads() -> None:
    """The second page has one row."""
    rows = table_of(
        "站名/东站/西站/南站 | 上年/41/52/63 | 今年/44/58/61 | 增减/3/6/-2 | 7 | ^站名/北站 | 上年/70 | 今年/75 | 增减/5"
    )
    assert rows[4] == ["北站", "70", "75", "5"]


def test_bands_of_rows_are_not_read_as_columns() -> None:
    """The labels of the second band stand beside the first."""
    read = table_of(
        "站点/甲站/乙站 | 丙站/合计 | 水量 | 电量 | 电费 | 120/80 | 30/20 | 1500/1000 | 60/260 | 15/65 | 750/3250"
    )
    assert not read or read[4] == ["合计", "260", "65", "3250"]


def test_a_table_printed_in_two_halves_is_not_read_as_one_column_each() -> None:
    """The left half is as high as the labels of the right one."""
    assert not table_of(
        "项目/甲项/乙项/丙项/合计 | 金额/4/3/2 | 占比/4.0%/3.0%/2.0% | 项目/戊项/己项/庚项/辛项 |"
        "金额/6/7/8/30 | 占比/6.0%/7.0%/8.0%/30.0%"
    )


def test_a_total_beside_parts_that_were_not_read_is_not_read() -> None:
    """三类 lacks a cell: without it the total would not be the sum of its parts."""
    stacks = "类目/分值/得分/得分率 | 一类/16/15.00/93.75% | 二类/24/18.00/75.00% | {} | 总分/80/63.00/78.75%"
    assert table_of(stacks.format("三类/40/30.00/75.00%"))[2] == ["得分", "15.00", "18.00", "30.00", "63.00"]
    assert not table_of(stacks.format("三类/40/75.00%"))


def test_a_row_printed_cell_by_cell_leaves_the_others_unread() -> None:
    """The first row stands apart, and so do its label and the heads behind it."""
    assert not table_of(
        "甲项/2200 | 86.40 | 乙项/丙项/合计 | 1780/424/4404 | 52.00/14.00/152.40 | 预算数 | 调剂数 | 支出数 | 2241.75 | 1652.38/418.26/4312.39"
    )


def test_numbered_labels_are_no_headings() -> None:
    """一、 and 二、 number the rows of a statement."""
    rows = table_of(
        "项目 | 一、营业收入/二、营业成本/三、毛利 | 2023 年/900.50/700.25/200.25 | 2022 年/850.50/690.25/160.25",
        "表 3",
    )
    assert rows[1] == ["一、营业收入", "900.50", "850.50"]


def test_names_beside_labels_that_come_again() -> None:
    """Each product has the same three rows."""
    rows = table_of(
        "产品类别/型材/边框 | 项目/销量/产量/库存/销量/产量/库存 | 2023 年/61/62/40/33/35/16 | 2022 年/58/59/32/34/36/23",
        "表 3",
    )
    assert [row[0] for row in rows[1:]] == [
        "型材销量",
        "型材产量",
        "型材库存",
        "边框销量",
        "边框产量",
        "边框库存",
    ]


def test_lines_that_name_the_rows_below_them_have_no_values() -> None:
    """流动资产： heads a part of the labels."""
    rows = table_of(
        "项目/流动资产：/货币资金/存货/非流动资产：/固定资产/合计 | 期末/310/120/570/1000 | 期初/300/110/560/970"
    )
    assert [row[0] for row in rows[1:]] == ["货币资金", "存货", "固定资产", "合计"]


def test_a_head_of_labels_behind_values_begins_another_table() -> None:
    """It has as many lines as a column of words."""
    rows = table_of(
        "工种类别/甲工/乙工/丙工/合计 | 人数/410/520/630/1560 | 工时/90/80/70/240 | 学历类别/本科/大专/高中/其他 | 人次/1/2/3/4"
    )
    assert rows[0] == ["工种类别", "人数", "工时"]


def test_the_heading_of_a_section_is_no_head() -> None:
    """It stands first, before as many heads as columns; the number of a section tells it."""
    rows = table_of(
        "IV. Visits | Women | Men | Total | North/South/East/West/All | 410/520/630/155/1715 | 300/410/520/145/1375 |"
        "710/930/1150/300/3090 | of whom/young/80/95 | Target | 700/900/1200/310/3110"
    )
    assert rows[0][1:4] == ["Women", "Men", "Total"]


def test_rows_and_columns_of_percents_among_numbers() -> None:
    """完成率 is a row and 增幅 a column of them; the first row is printed apart, beside a label of two lines."""
    rows = table_of(
        "类别/企业新型学徒培训与/创业/岗前培训/合计/任务数/完成率 | 东县/20 | 西县/30 | 全市/50 | 增减/12 | 增幅/31.6% |"
        "40/60/60/100.0% | 50/80/75/106.7% | 90/140/135/103.7% | -5/7/—/— | -5.3%/5.3%/—/—"
    )
    assert rows[1] == ["企业新型学徒培训与创业", "20", "30", "50", "12", "31.6%"]
    assert rows[5] == ["完成率", "100.0%", "106.7%", "103.7%", "—", "—"]


def test_percents_in_neither_a_row_nor_a_column_are_not_filled_in() -> None:
    """They may be cells of another column."""
    assert not table_of(
        "类别/甲类/乙类/合计/任务数 | 东县/20 | 西县/30 | 全市/50 | 40/60/60 | 50/106.7%/75 | 90/140/135"
    )


def test_heads_that_the_foot_of_a_page_cuts_off() -> None:
    """The heads end the first page, with the rows on the next one, and the rest of some heads above their values."""
    rows = table_of(
        "类别 | 学校（所） | 在校生 | 专任教师 | ^小学/初中/高中/合计 | 40/20/6/66 | （人）/900/700/310/1910 | （人）/61/52/24/137"
    )
    assert rows[0] == ["类别", "学校（所）", "在校生（人）", "专任教师（人）"]
    assert rows[4] == ["合计", "66", "1910", "137"]


def test_heads_on_the_page_before_that_are_fewer_than_the_columns_name_none() -> None:
    """What stands above the values may go on with any of them."""
    rows = table_of(
        "类别 | 学校 | 在校生 | ^小学/初中/高中/合计 | 40/20/6/66 | （人）/900/700/310/1910 | （人）/61/52/24/137"
    )
    assert not rows or rows[0][1:] == ["", "", ""]


def test_a_cell_in_a_row_of_single_cells_is_no_number_of_a_page() -> None:
    """902 stands between the other cells of the first row."""
    rows = table_of(
        "类别/甲类/乙类/丙类/合计 | 上年/1,284 | 新增/81 | 902 | 减少 | 年末/463 | 1,041/874/3,199 | 60/35/176 | 755/673/2,330 | 346/236/1,045"
    )
    assert not rows or rows[1][3] == "902"
