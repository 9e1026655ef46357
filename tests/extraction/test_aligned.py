"""Tables of a text layer that keeps the layout: cells broken over lines, pages, merged names, groups of columns."""

from __future__ import annotations

import pytest

from auditor.report.blocks import BlockKind
from tests.extraction.documents import cells, text_report

CENTRED = """                   表 1 单位人员（人）
  单位        编制数      实有数
县城乡环境综合
           24       22
治理中心
县种子站       62       57
县水产技术推广
           18       16
中心
合计         104       95
"""

TOP = """表 1 单位人员（人）

单位        编制数      实有数
县城乡环境综合   24       22
治理中心
县种子站      62       57
县水产技术推广   18       16
中心
合计        104       95
"""


@pytest.mark.parametrize("text", [CENTRED, TOP])
def test_a_label_broken_over_lines_is_one_label(text: str) -> None:
    """Whether cells are centred in their row or begin at its top, the row has its whole label."""
    found = cells(text)
    assert found["县城乡环境综合治理中心", "编制数"] == "24"
    assert found["县水产技术推广中心", "实有数"] == "16"
    assert found["合计", "编制数"] == "104"
    assert not any(row in {"治理中心", "中心"} for row, _ in found)


def test_lines_that_divide_into_rows_in_two_ways_are_no_table() -> None:
    """A value without a label of its own may belong to the words above or below: its cell is not certain."""
    report = text_report(
        "表 1 单位人员（人）\n\n单位        编制数     实有数\n县种子站      62       57\n          24       22\n县农机站      18       16\n\n"
    )
    assert not report.tables
    assert any("24" in block.text for block in report.blocks if block.kind is BlockKind.FRAGMENT)


def test_a_numeral_broken_over_lines() -> None:
    """86,423,500.0 above 0 is one numeral; two numerals above each other are never one."""
    found = cells(
        "表 1 固定资产（元）\n\n"
        "类别         年初原值           本年增加\n"
        "           86,423,500.0\n"
        "房屋                       2,864,300.00\n"
        "           0\n"
        "设备         6,082,951.36   1,274,630.00\n"
        "合计         92,506,451.36  4,138,930.00\n"
    )
    assert found["房屋", "年初原值"].replace("\n", "") == "86,423,500.00"
    assert found["设备", "年初原值"] == "6,082,951.36"


def test_a_page_that_does_not_repeat_the_head_goes_on_below_it() -> None:
    """Its columns are those of the page before, though they stand elsewhere on the line."""
    head = "表 1 支出（万元）\n\n科目编码      科目名称       支出合计      基本支出     项目支出\n"
    first = "208       社会保障       200.29     200.29\n210       卫生健康       94.71      94.71\n213       农林水        120.00                 120.00\n"
    rest = "221           住房保障          96.87          96.87\n214           交通运输          30.00                       30.00\n合计                        541.87        391.87        150.00\n"
    found = cells(head + first + "\n\f" + rest)
    assert found["交通运输", "项目支出"] == "30.00"
    assert found["住房保障", "基本支出"] == "96.87"
    assert ("住房保障", "项目支出") not in found
    assert found["合计", "支出合计"] == "541.87"


def test_the_sides_of_a_two_sided_table_break_their_labels_for_themselves() -> None:
    """A label of two lines on the left stands beside one of a line on the right."""
    found = cells(
        "表 2 收支（万元）\n\n"
        "收入           金额         支出           金额\n"
        "一般公共预算财政\n"
        "             652.34     基本支出         629.87\n"
        "拨款\n"
        "事业收入         37.49      项目支出         125.31\n"
        "其他收入         65.35\n"
        "合计           755.18     合计           755.18\n"
    )
    assert found["一般公共预算财政拨款", "金额"] == "652.34"
    assert found["基本支出", "金额"] == "629.87"
    assert found["项目支出", "金额"] == "125.31"


def test_groups_above_the_heads_of_their_columns() -> None:
    """Columns of one name stand below different groups."""
    found = cells(
        "表 1 人员（人）\n\n"
        "              编制                 实有\n"
        "单位\n"
        "        行政    事业    小计    行政    事业    小计\n"
        "县局机关    14     2     16    13     2     15\n"
        "县种子站    0      22    22    0      20    20\n"
        "合计      14     24    38    13     22    35\n"
    )
    assert found["县种子站", "编制事业"] == "22"
    assert found["县种子站", "实有事业"] == "20"
    assert found["合计", "实有小计"] == "35"


def test_a_name_merged_over_rows_is_the_group_of_each() -> None:
    """The name stands in the middle of its rows; 小计 closes each group."""
    found = cells(
        "表 7 自评得分\n\n"
        "一级指标     三级指标       分值     得分\n"
        "         预算执行率       6     5.75\n"
        "预算管理     结转结余率       3     3\n"
        "         小计          9     8.75\n"
        "         道路硬化里程      5     5\n"
        "履职产出     道路验收合格      5     4\n"
        "         小计          10    9\n"
        "合计                   19    17.75\n"
    )
    assert found["预算管理/小计", "得分"] == "8.75"
    assert found["履职产出/小计", "分值"] == "10"
    assert found["合计", "分值"] == "19"


def test_one_cell_a_line_below_groups_and_over_pages() -> None:
    """Groups of like columns are told by the names that repeat; a repeated head is no row."""
    head = "单位\n编制\n实有\n行政\n事业\n行政\n事业\n"
    text = (
        "表1 人员（人）\n" + head + "局机关\n314\n152\n313\n151\n县河湖事\n务中心\n100\n222\n98\n220\n"
        + head + "县种子站\n105\n212\n104\n211\n合计\n519\n586\n515\n582\n"
    )  # fmt: skip
    found = cells(text)
    assert found["县河湖事务中心", "编制事业"] == "222"
    assert found["县河湖事务中心", "实有事业"] == "220"
    assert found["县种子站", "实有事业"] == "211"


def test_rows_on_a_page_of_their_own_are_no_table() -> None:
    """Without a beginning nothing names their columns."""
    text = "正文到此为止。\n\f221           住房保障          96.87          96.87\n214           交通运输          30.00          12.00\n"
    report = text_report(text)
    assert not report.tables
    assert any("30.00" in block.text for block in report.blocks if block.kind is BlockKind.FRAGMENT)


def test_a_caption_whose_number_stands_apart_and_a_paragraph_right_behind() -> None:
    """Neither the title above a table nor the paragraph below it is one of its rows."""
    report = text_report(
        "表1    “三公”经费情况（单位：万元）\n"
        "  项目           预算数      决算数\n"
        "  接待费          6.00      3.92\n"
        "  车辆费         32.60     29.35\n"
        "  合计          38.60     33.27\n"
        "    公务接待费支出 3.92 万元，比上年减少 0.93 万元，共接待国内来访 43 批\n"
        "次、316 人次，人均 124.05 元。\n"
    )
    (table,) = report.tables
    assert table.number == "表1"
    assert [row.label for row in table.rows] == ["接待费", "车辆费", "合计"]


def test_amounts_one_blank_apart_are_two_cells() -> None:
    """A wide amount reaches up to the column beside it."""
    found = cells(
        "表3 资产（单位：元）\n\n"
        "类别       年初原值          本年增加\n"
        "房屋      14,826,530.00         0.00\n"
        "设备       8,906,415.89 1,386,000.00\n"
        "合计      23,732,945.89 1,386,000.00\n"
    )
    assert found["设备", "年初原值"] == "8,906,415.89"
    assert found["设备", "本年增加"] == "1,386,000.00"


def test_the_form_line_and_the_group_of_a_final_account() -> None:
    """公开 02 表 heads no column; 功能分类科目 alone on its line is a group of the head."""
    found = cells(
        "                              收入决算表\n"
        "                                                                 公开 02 表   单位：万元\n\n"
        "            功能分类科目\n"
        "                                  本年收入           财政拨款\n"
        "  编码            科目名称\n"
        "          合计                           2171.76    2126.81\n"
        "207       文化旅游体育与传媒支出                  1867.96    1823.01\n"
        "20701     文化和旅游                        1421.36    1402.76\n"
        "20703     体育                           446.60     420.25\n"
    )
    assert found["体育", "财政拨款"] == "420.25"


def test_heads_in_the_middle_of_a_table_are_rows_of_their_own() -> None:
    """The head of the second part of a form is not the first line of the row below it."""
    found = cells(
        "表二 自评表\n\n"
        "          年初预算数       全年预算数        全年执行数            分值              执行率        得分\n"
        "项目资金\n"
        "           240.00      286.00       271.43          10              94.91%     9.49\n"
        "一级指标       三级指标       年度指标值        实际完成值                   分值                  得分\n"
        "          整治农户数       1,260 户       1,248 户                    15              14.86\n"
        "产出         改厕数量        180 座        165 座                      15              13.75\n"
        "          验收合格率        100%          100%                      20               20\n"
    )
    assert {"14.86", "13.75", "20"} <= set(found.values())
    assert not any("得分14.86" in text for text in found.values())


def test_groups_above_heads_that_are_broken_over_lines() -> None:
    """A head of one line beside heads of two has its middle between them."""
    found = cells(
        "表 3 问卷主要结果\n\n"
        "                       非常满意             比较满意                 一般\n"
        "       问题           份数    占比         份数    占比         份数       占比\n"
        "                          （%）              （%）                 （%）\n"
        "对改造内容是否充分         148   37.37      163   41.16       85      21.46\n"
        "对施工质量是否满意           131      33.08   168    42.42       97        24.49\n"
        "对改造环境是否满意        189      47.73   153    38.64       54        13.64\n"
    )
    assert found["对改造内容是否充分", "非常满意份数"] == "148"
    assert found["对改造环境是否满意", "比较满意占比"] == "38.64"


def test_columns_that_reach_into_each_other_are_told_by_their_order() -> None:
    """A long label moves the amounts behind it; full lines still tell what every column holds."""
    found = cells(
        "收入支出决算总表\n\n"
        "                  收入                                         支出\n"
        "     项目           行次            决算数             项目（按功能分类）    行次             决算数\n"
        "一、一般公共预算财政拨                 1     14,389.95    一、社会保障和就业支出           16            628.31\n"
        "款收入\n"
        "二、政府性基金预算财政             2             420.00   二、卫生健康支出              17            252.02\n"
        "拨款收入\n"
        "三、事业收入                  3             312.15   三、农林水支出               18        11,311.70\n"
        "四、经营收入                  4                      四、住房保障支出              19            320.83\n"
        "本年收入合计                  5        15,122.10    本年支出合计                20       12,512.86\n"
    )
    assert found["一、一般公共预算财政拨款收入", "决算数"] == "14,389.95"
    assert found["四、住房保障支出", "决算数"] == "320.83"
    assert ("四、经营收入", "决算数") not in found


def test_names_of_rows_between_blank_lines_are_inside_the_table() -> None:
    """分地区 between blank lines names the rows below it, which have no head of their own."""
    found = cells(
        """分产品、分地区情况
          营业收入       营业成本     毛利率（%）
分产品情况


减速器     8,643.32      5,811.04       32.77

丝杠      4,126.91      3,014.54       26.95

分地区情况


境内      9,151.20      6,210.35       32.14

境外      3,619.03      2,615.23       27.74

"""
    )
    assert found["减速器", "营业收入"] == "8,643.32"
    assert found["境外", "营业成本"] == "2,615.23"


def test_one_head_twice_with_a_single_blank_between_is_two_heads() -> None:
    """Fiscal year Fiscal year above 2025 and 2026 heads two columns."""
    found = cells(
        """COMPARISON OF AMOUNTS
     Item     Fiscal year Fiscal year          Bill
                 2025        2026
TITLE I

Harbors             321,744     340,310         334,020
Lighthouses         207,810     223,490         218,050
Total, title I      529,554     563,800         552,070

TITLE II

Canals               89,519      99,520          97,232
Total, title II      89,519      99,520          97,232
"""
    )
    assert found["Harbors", "Fiscal year 2025"] == "321,744"
    assert found["Canals", "Fiscal year 2026"] == "99,520"


def test_two_tables_with_heads_of_their_own_stay_two() -> None:
    """What stands between blank lines above a head is the title of another table."""
    report = text_report(
        """收入情况
项目        预算数     决算数     增减
财政拨款      120.50    118.20    -2.30
事业收入       60.10     61.40     1.30

支出情况

项目        预算数     决算数     增减
基本支出      100.20     99.10    -1.10
项目支出       80.40     80.50     0.10
"""
    )
    assert len(report.tables) == 2


def test_several_lines_end_the_last_label_before_the_foot_of_a_page() -> None:
    """A label that the column is too narrow for goes on in lines of its own."""
    found = cells(
        """                 表 1 机构与床位

 机构类别         机构数（个）                 床位数（张）
          2023 年   2024 年        2023 年   2024 年
总计            313      317        3263      3374

基层医疗卫         294       297            615     626
生机构
 社区卫生          14        15            128     134
服务中心
（站）

"""
    )
    assert found["社区卫生服务中心(站)", "机构数2023年"] == "14"
    assert found["基层医疗卫生机构", "床位数2024年"] == "626"


def test_a_corner_beside_the_lower_line_of_two() -> None:
    """机构类别 has its middle between the groups and their heads, and is printed with these."""
    found = cells(
        "                表 1 机构数及床位数\n"
        "                          机构数（个）                     床位数（张）\n"
        "      机构类别        2023 年   2024 年    增减      2023 年   2024 年    增减\n"
        "总计                    581      603     +22      4367     4901     +534\n"
        "医院                     76       78      +2      4315     4862     +547\n"
        "诊所                    498      518     +20        12       14       +2\n"
        "其他                      7        7       0        40       25      -15\n"
    )
    assert found["医院", "机构数2024年"] == "78"
    assert found["诊所", "床位数增减"] == "+2"


def test_a_phrase_above_rows_is_no_head_of_a_word_a_column() -> None:
    """PART TWO OFFICES OF THE COAST has as many words as the rows have cells."""
    text = (
        "The table gives amounts in thousands of dollars for both years and the change.\n"
        "PART TWO OFFICES OF THE COAST\n"
        "Salaries 141,085 148,920 145,310 4,225 3,610\n"
        "Grants 76,400 84,000 80,250 3,850 3,750\n"
        "Monitoring 31,460 35,225 33,980 2,520 1,245\n"
    )
    assert not any(column in {"OF", "THE"} for _, column in cells(text))


def test_a_table_of_a_set_is_titled_by_its_code() -> None:
    """Code and title stand apart on one line above the head, as 表 1 and its title do: they end no row of the table above."""
    rows = (
        "                                    金额单位：万元\n  科目      项目           预算数       决算数\n"
        " 301     工资          120.50      118.30\n 302     办公           36.20       35.10\n"
        "         合计          156.70      153.40\n\n\n"
    )
    titles = [f"          公开 0{at} 表       支出决算表{at}\n{rows}" for at in (1, 2)]
    found = [block for block in text_report("一、情况\n\n" + "".join(titles)).blocks if block.cells]
    assert [block.text.split("\n")[-1] for block in found] == ["合计\t156.70\t153.40"] * 2
