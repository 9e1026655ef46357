"""Aligned tables whose cells end at the bottom of their rows, and heads that repeat below groups."""

from __future__ import annotations

from tests.extraction.documents import cells

BOTTOM = """一、收入

                  表 3 收入情况表
                    本年支出合                  项目支
科目编码     科目名称           计      基本支出        出
         公共安全
204      支出        1,782.12   1,745.97     36.15
20402    公安        1,755.97   1,745.97     10.00
         一般行政
2040202  管理事务         96.30      96.30
         信息化建
2040219  设            180.00     180.00
2040220  执法办案        205.00     205.00
         其他公安
2040299  支出           24.32      24.32
         社会保障
208      和就业支出        71.38      71.38
         合计        1,782.12   1,745.97     36.15
"""
TOP = """Overview

The report tells what the services of the agency have come to in each of the years.

                    Table 3 Services (thousands)
 Service              2022       2023       2024
 Rangeland and       148.3      151.9      150.4
 grazing
 Forest              212.6      236.1      229.8
 restoration
 Visitor services     96.4       99.7       98.2
"""
ENDS = """Overview

The report tells what the services of the agency have come to in each of the years.

                    Table 3 Services (thousands)
                      2022       2023
 Service           enacted  requested       Bill
 Rangeland and
 grazing             148.3      151.9      150.4
 Forest
 restoration         212.6      236.1      229.8
 Recreation and
 visitor services     96.4       99.7       98.2
"""
REPEATED = """Results

The survey asked those who were helped about four parts of the program.

                     Table 2 Satisfaction (n = 1,147)
                        Very satisfied        Somewhat satisfied        Dissatisfied
        Aspect          n            %           n            %         n         %
 Ease of application    418        36.4          452        39.4       277      24.2
 Time taken             265        23.1          397        34.6       485      42.3
 Choice of provider     301        26.2          388        33.8       458      40.0
"""


def test_labels_of_two_lines_end_beside_their_values() -> None:
    """A label begins above the line of its values, the head's names above its last line."""
    found = cells(BOTTOM)
    assert found["一般行政管理事务", "本年支出合计"] == "96.30"
    assert found["公共安全支出", "项目支出"] == "36.15"
    assert found["信息化建设", "基本支出"] == "180.00"


def test_labels_of_two_lines_begin_beside_their_values() -> None:
    """Where the first line has values the rest of its label stands below it."""
    found = cells(TOP)
    assert found["Rangeland and grazing", "2022"] == "148.3"
    assert found["Forest restoration", "2024"] == "229.8"


def test_a_head_ends_at_the_bottom_of_its_lines() -> None:
    """Names of one line stand on the last line of the head."""
    found = cells(ENDS)
    assert found["Rangeland and grazing", "2022 enacted"] == "148.3"
    assert found["Recreation and visitor services", "Bill"] == "98.2"


def test_names_that_repeat_tell_how_far_their_groups_reach() -> None:
    """N and % stand below each answer, wherever over them it is set."""
    found = cells(REPEATED)
    assert {value for (row, _), value in found.items() if row == "Time taken"} == {
        "265", "23.1", "397", "34.6", "485", "42.3"
    }  # fmt: skip
    assert found["Time taken", "Somewhat satisfied%"] == "34.6"


def test_a_number_that_goes_on_below_ends_no_row() -> None:
    """3,085,88 is no number: a table of such rows is not read as if its cells ended there."""
    text = BOTTOM.replace("1,782.12   1,745.97", "1,782.1    1,745.9").replace("1,755.97", "1,755,9")
    assert "1,755,9" not in cells(text).values()


def test_a_paragraph_directly_below_a_table_is_none_of_its_rows() -> None:
    """It begins with a number, as the rows do, but reaches over their columns."""
    found = cells(
        """一、项目

                     表2   项目支出预算执行及自评得分
序号           项目名称               预算数         执行数       执行率        自评得分
1      大气污染防治专项                    420.00        402.36    95.80%         96
2      水环境监测与断面考核                  285.00        281.14    98.65%         98
3      土壤污染状况详查                    160.00        138.72    86.70%         91
合计                                 865.00        822.22    95.05%         —
      3 个项目自评得分的算术平均值为 95.00 分，按支出额加权的平均值为 95.83
分。
"""
    )
    assert {row for row, _ in found} == {
        "大气污染防治专项",
        "水环境监测与断面考核",
        "土壤污染状况详查",
        "合计",
    }
