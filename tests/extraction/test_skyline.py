"""Tables whose runs of values fill columns of one height, and what is left unread of them."""

from __future__ import annotations

from auditor.extraction.text.cutnumbers import mended
from auditor.extraction.text.lines import lines_of
from tests.extraction.documents import cells
from tests.extraction.test_stacked import table_of, text_of


def test_english_heads_of_two_lines_above_their_values() -> None:
    """Each column is one run below its head."""
    stacks = (
        "Region/Upper vale/Lower vale/Coast/All regions | Licences/in force/612/1,024/318/1,954 |"
        "Fees ($/thousand)/384/713/221/1,318 | Fees per/licence ($)/627/696/695/675"
    )
    assert table_of(stacks, "Table 2. Licences by region") == [
        ["Region", "Licences in force", "Fees ($ thousand)", "Fees per licence ($)"],
        ["Upper vale", "612", "384", "627"],
        ["Lower vale", "1,024", "713", "696"],
        ["Coast", "318", "221", "695"],
        ["All regions", "1,954", "1,318", "675"],
    ]


GROUPED = (
    "机构类别/总计/医院/诊所/其他 | 2024 年/23/8/9/6 | 机构数（个）/2023 年/25/9/9/7 | 增减 | -2/-1/0/-1 |"
    "2024 年/931/640/51/240 | 床位数（张）/2023 年/905/622/50/233 | 增减/26/18/1/7"
)


def test_groups_stand_in_the_middle_of_their_heads() -> None:
    """机构数 is printed with the head below its middle; a bare 增减 stands above its values."""
    rows = table_of(GROUPED)
    assert rows[:2] == [
        ["机构类别", "机构数（个）", "床位数（张）"],
        ["2024 年", "2023 年", "增减", "2024 年", "2023 年", "增减"],
    ]
    assert rows[2] == ["总计", "23", "25", "-2", "931", "905", "26"]


def test_a_title_among_the_cells_names_no_group() -> None:
    """It is longer than what stands above heads."""
    stacks = GROUPED.replace(" | 2024 年/23", " | 全市机构和床位数量 | 2024 年/23")
    assert table_of(stacks, "表 3")[1:] == table_of(GROUPED)[1:]


def test_a_column_of_words_beside_the_labels() -> None:
    """单位 has a word a row, as the labels have."""
    stacks = (
        "产品名称/水泥/饲料/白酒 | 单位/万吨/吨/千升 | 2024 年/137.2/62940/2140 | 2023 年/149.3/61880/1901 |"
        "增长（%）/-8.1/1.7/12.6"
    )
    assert table_of(stacks)[1] == ["水泥", "万吨", "137.2", "149.3", "-8.1"]


def test_the_halves_of_a_table_below_each_other() -> None:
    """The corner begins the second half."""
    stacks = (
        "项目/甲/乙/丙 | 数量（个）/31/22/18 | 比上年/3/-4/5 | 占比（%）/31.6/22.4/18.4 |"
        "项目/丁/戊 | 数量（个）/15/12 | 比上年/-2/1 | 占比（%）/15.3/12.2"
    )
    assert [row[0] for row in table_of(stacks)[1:]] == ["甲", "乙", "丙", "丁", "戊"]


def test_columns_that_are_printed_row_by_row_have_their_heads_directly_above() -> None:
    """一般 and 不满意 share a stack that is twice as high as the others."""
    stacks = "县区/甲/乙/全市 | 非常满意/82/69/151 | 比较满意/66/57/123 | 一般/不满意/14/6/13/7/27/13 | 有效/168/146/314"
    assert table_of(stacks)[0] == ["县区", "非常满意", "比较满意", "一般", "不满意", "有效"]
    assert table_of(stacks)[2] == ["乙", "69", "57", "13", "7", "146"]


def test_labels_that_are_printed_behind_those_of_later_rows_are_not_read() -> None:
    """幼儿园 and 小学 come last and name the first rows: their order would name all rows wrong."""
    stacks = (
        "学段 | 今年/12418/16327 | 去年/11974/15846 | 初中/高中 | 22815/24186 | 22436/24573 | 职中 | 23947 | 22318 |"
        "幼儿园/小学"
    )
    assert table_of(stacks) == []


def test_heads_of_unlike_values_that_are_printed_apart_are_not_matched() -> None:
    """去年 may be printed behind 增幅: nothing but its order tells which column is whose."""
    stacks = "今年 | 经费总额/经费占收入比例 | 增幅 | 去年 | 123.95/4.12% | 105.38/3.75% | 17.63%/0.37%"
    assert table_of(stacks) == []


def test_a_flow_that_lacks_a_cell_is_not_read() -> None:
    """Nothing tells which of its values is blank."""
    stacks = "季度/收入/支出/差额/累计差额 | 一季度/402/361/41/41 | 二季度/396/398/-2/39 | 全年/798/759/39"
    assert [row[-1] for row in table_of(stacks)] == ["全年", "", "", "", ""]


def test_percent_signs_and_digits_that_a_cell_cuts_off() -> None:
    """101.43 / % is one value, and so is 12,31 / 2; a percent sign below words heads a column."""
    text = "4,200\n101.43\n%\n人数\n%\n12,31\n2\n12,314\n2\n"
    assert [line.text for line in mended(lines_of(text))] == [
        "4,200",
        "101.43%",
        "人数",
        "%",
        "12,312",
        "12,314",
        "2",
    ]


def test_a_head_between_another_and_its_values_may_have_either() -> None:
    """重大 stands higher than 一般: what is printed below 一般 may be the values of 重大."""
    crossed = "问题/采购/资产/收入/合计 | 重大 | 一般/3/0/2/5 | 6/3/1/10 | 轻微/2/4/2/8 | 全部/11/7/5/23"
    assert table_of(crossed) == []
    told = crossed.replace("6/3/1/10", "60.0%/30.0%/10.0%/100.0%")
    assert table_of(told)[1][1] == "60.0%"


def test_the_corner_of_one_table_is_no_label_of_another() -> None:
    """问题及整改 is the title, and 类别 the head of the labels."""
    stacks = "问题及整改 | 类别/目标/资金/案卷 | 发现/3/5/8 | 已改/2/4/8 | 未改/1/1/0 | 监管/服务/合计 | 4/3/23 | 2/1/17 | 2/2/6"
    rows = table_of(stacks)
    assert not rows or rows[1][0] == "目标"


def test_a_table_ends_before_the_number_of_the_next() -> None:
    """As many rows: 表 2 begins another table all the same."""
    text = (
        "支出类别/改造/建设/合计 | 支出/120/80/200 | 占比/60.0%/40.0%/100.0% |"
        "表 2 分地区情况/地区/甲/乙/全市 | 到位/90/130/220 | 支出/80/120/200"
    )
    found = cells(text_of(text))
    assert found["改造", "占比"] == "60.0%"
    assert found["甲", "到位"] == "90"


def test_units_below_several_heads_name_no_group() -> None:
    """（平方米） stands below two heads: neither of them is the name of a group."""
    stacks = (
        "学段 | 校舍/（平方米） | 生均校舍/（平方米） | 教师（人） | 小学 | 98541 | 7.90 | 1038 |"
        "初中 | 76352 | 11.50 | 644 | 高中 | 68421 | 18.37 | 571"
    )
    assert table_of(stacks)[:2] == [
        ["学段", "校舍（平方米）", "生均校舍（平方米）", "教师（人）"],
        ["小学", "98541", "7.90", "1038"],
    ]


def test_years_are_the_labels_of_rows() -> None:
    """年份 stands above them as the corner."""
    rows = table_of(
        "年份/2021/2022/2023 | 机构数/（个）/291/302/308 | 床位数/（张）/7958/8364/8411 | 诊疗/88.26/90.84/93.10"
    )
    assert rows[0] == ["年份", "机构数（个）", "床位数（张）", "诊疗"]
    assert rows[1] == ["2021", "291", "7958", "88.26"]


def test_a_head_that_comes_again_below_its_title() -> None:
    """The title stands above the head of the first page only."""
    stacks = (
        "投诉分类（件） | 类别 | 今年 | 去年 | 增减 | 噪声/费用 | 52/41 | 66/43 | -14/-2 |"
        "类别 | 今年 | 去年 | 增减 | 施工/其他 | 29/16 | 41/14 | -12/2 | 合计 | 138 | 164 | -26"
    )
    assert [row[0] for row in table_of(stacks)] == ["类别", "噪声", "费用", "施工", "其他", "合计"]


def test_a_title_above_a_head_of_an_untitled_table() -> None:
    """表 4 stands above the table, and its title in one stack with the head below it."""
    stacks = (
        "县（市、区）/甲区/乙区/丙市/全 市 | 分县卫生资源与服务数量情况/机构数（个）/318/264/417/999 |"
        "床位数（张）/5126/3947/3016/12089 | 诊疗（万人次）/612.38/421.57/300.05/1334.00"
    )
    assert table_of(stacks, "表 4")[0] == ["县（市、区）", "机构数（个）", "床位数（张）", "诊疗（万人次）"]


def test_a_total_whose_characters_stand_apart_is_one_label() -> None:
    """合 / 计 goes on with no label above it."""
    stacks = (
        "用途 | 预算（元） | 支出（元） | 设备购置补助/材料费 | 2,380/790 | 2,304/743 |"
        "业务培训与宣传/合/计 | 67/3,237 | 52/3,099"
    )
    assert [row[0] for row in table_of(stacks)] == [
        "用途",
        "设备购置补助",
        "材料费",
        "业务培训与宣传",
        "合计",
    ]


def test_an_open_bracket_is_no_end_of_a_group() -> None:
    """平方公 / 里） ends two heads: what stands before is no group."""
    stacks = "地区/甲县/乙县/丙县 | 面积（平方公/里）/62.3/71.8/148.6 | 密度（人/平方公/里）/1576/799/311 | 人口/98214/57346/46182"
    assert len(table_of(stacks)) == len(["head", "甲县", "乙县", "丙县"])
