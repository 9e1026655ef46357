"""Tables of a text layer that keeps the layout: what names their rows and columns, and where they end."""

from __future__ import annotations

import pytest

from auditor.report.blocks import BlockKind
from tests.extraction.documents import cells, text_report


@pytest.mark.parametrize("named", ["{} 年", "{}", "{} 年度"])
def test_years_name_rows(named: str) -> None:
    """A first column of nothing but years holds labels."""
    rows = "".join(
        f"{named.format(year)}        {one}       {two}\n"
        for year, one, two in ((2021, "54.8", "38.9"), (2022, "58.9", "42.1"), (2023, "63.8", "45.1"))
    )
    found = cells(f"表 1 灯杆养护情况\n年度          更换数       修复数\n{rows}\n")
    assert found["2022年" + ("度" if "度" in named else "") if "年" in named else "2022", "修复数"] == "42.1"


def test_codes_one_blank_before_their_names() -> None:
    """They are one label below a head for both; a cell of their own where other codes stand apart."""
    both = (
        "        公开 05 表  金额单位：万元\n\n      功能分类科目            预算数       决算数\n"
        "2050803 灯杆养护               130.00      126.40\n2060302 长椅更新维护             350.00      318.75\n"
        "2080505 花坛补种               125.00      124.63\n合计                       605.00      569.78\n\n"
    )
    assert cells(both)["2060302长椅更新维护", "决算数"] == "318.75"
    apart = (
        "表 2 支出情况\n   科目编码      科目名称          预算数       决算数\n"
        "         208   公园支出          130.00      126.40\n       20801   公园养护          130.00      126.40\n"
        "     2080101   灯杆养护          130.00      126.40\n         212 街道支出            475.00      443.38\n"
        "       21201   街道养护          475.00      443.38\n\n"
    )
    assert cells(apart)["街道支出", "决算数"] == "443.38"


def test_names_of_groups_that_begin_on_several_lines_of_the_head() -> None:
    """No group has two columns of one name: 份数 占比 stand once below each."""
    found = cells(
        "Table 3. How visitors judge the park\n"
        "                                               Somewhat                Somewhat              Very\n"
        "                           Very pleased\n"
        "          Item                                  pleased               displeased         displeased\n"
        "                           n        %          n        %              n         %        n         %\n"
        "     Benches               418      36.4      452      39.4           163      14.2      114      10.0\n"
        "     Street lamps          265      23.1      397      34.6     268      23.4      217       18.9\n"
        "     Flower beds           301      26.2      388      33.8     271      23.7      187       16.3\n\n"
    )
    assert found["Street lamps", "Very pleasedn"] == "265"
    assert found["Street lamps", "Somewhat displeased%"] == "23.4"
    assert found["Flower beds", "Very displeasedn"] == "187"


def test_groups_over_heads_that_stand_away_from_their_values() -> None:
    """A head whose lines agree with each other is read from them alone; two years one blank apart are two heads."""
    found = cells(
        "表 3 各镇设施\n\n"
        " 乡镇          耕地面积（公       村医生      渠道长度              2023 年新建                   事故起数\n"
        "               顷）         （人）      （公里）       田间路（公      泵站        水窖       2023 年 2022 年\n"
        "                                                里）      （座）       （口）\n"
        " 云溪镇           12,846.3       58        214       11.6      6         2         1            1\n"
        " 石桥镇            6,927.8       31        128        6.2      3         2         0            1\n"
        "大坪岭乡           11,538.4       52        206       10.9      5         2         1            2\n"
        " 东林镇            8,214.6       36        141        7.7      4         1         0            0\n"
        "  合计           39,527.1      177        689       36.4     18         7         2            4\n\n"
    )
    assert found["云溪镇", "田间路"] == "11.6"
    assert found["石桥镇", "水窖"] == "2"
    assert (found["大坪岭乡", "2023年"], found["大坪岭乡", "2022年"]) == ("1", "2")
    assert found["合计", "耕地面积"] == "39,527.1"


def test_counts_and_shares_one_blank_apart() -> None:
    """148 45.4% under a group is a count and its share."""
    found = cells(
        "表 2 问卷\n\n"
        "       调查题目                  很满意         比较满意           一般           不满意            满意度\n"
        "                          人数    占比     人数   占比       人数    占比      人数   占比\n"
        "1.对村内设施状况的满意度              148 49.3%    111 37.0%     32  10.7%      9  3.0%        86.33%\n"
        "2.对政策宣传教育的满意度              162 54.0%     98 32.7%     31  10.3%      9  3.0%        86.67%\n"
        "3.对补贴发放管理的满意度              117 39.0%    102 34.0%     59  19.7%     22  7.3%        73.00%\n"
        "4.对村医巡诊的满意度               154 51.3%    109 36.3%     25   8.3%     12  4.0%        87.67%\n\n"
    )
    assert found["1.对村内设施状况的满意度", "很满意人数"] == "148"
    assert found["3.对补贴发放管理的满意度", "比较满意占比"] == "34.0%"


SCORES = """附件 1     指标评分表
一级指           三级指标        分值         评分标准           实际情况      评价得        扣分原因
 标      代码       名称                                            分
A 决策    A11   立项充分性      2    符合国家、省规划得              符合       2.00
 （5                           1 分，与职责相符得 1
 分）                            分。
        A12    程序规范性      3    资料齐全得满分，每缺             齐全       2.50    缺会议纪要
                               1 项扣 0.5 分。
          小计              5                                  4.50
B 过程    B11    资金到位率      3    得分=到位率×3。            98.00%    2.94    部分未到位
 （8    B12    预算执行率      5    得分=支出÷到位资             96.00%    4.80    尾款未付
 分）                            金×5。
          小计              8                                  7.74
          总分              13                                 12.24


附件 2      专家评分汇总
     指标            专家甲         专家乙      专家丙         平均
     规划衔接度           85          90       80         85.0
     目标合理性           78          82       74         78.0
     管理有效性           80          76       84         80.0
"""


def test_a_name_printed_a_line_lower_and_cells_that_end_in_full_stops() -> None:
    """A head of one line beside heads of two may stand with the lower; a full stop inside a table ends no table."""
    found = cells(SCORES)
    assert found["立项充分性", "评价得分"] == "2.00"
    assert found["预算执行率", "分值"] == "5"
    assert found["总分", "评价得分"] == "12.24"


def test_a_numbered_caption_behind_blank_lines_ends_the_table_above() -> None:
    """附件 2 and its title are no row of the table before."""
    found = cells(SCORES)
    assert found["管理有效性", "平均"] == "80.0"
    assert not any("专家评分" in row for row, _ in found)


def test_marks_alone_on_a_line_are_heads() -> None:
    """5分 4分 3分 below a group are no values."""
    found = cells(
        "表 5 打分\n\n"
        "      评价项目                   选择各分值的人数                       平均分\n"
        "               5分      4分       3分      2分         1分\n"
        "      服务态度       158        82     23         7         2     4.42\n"
        "      专业水平       121        96     41        11         3     4.18\n"
        "      办理便捷       104        99     47        16         6     4.03\n\n"
    )
    assert found["专业水平", "4分"] == "96"
    assert found["办理便捷", "平均分"] == "4.03"


def test_chapters_counted_in_formal_numerals_are_headings() -> None:
    """贰   评价结论 heads what follows it."""
    report = text_report("壹   政策概况\n\n截至年底有路 399 条。\n\n贰   评价结论\n\n得 89.80 分。\n")
    assert [block.text for block in report.blocks if block.kind is BlockKind.HEADING] == [
        "壹   政策概况",
        "贰   评价结论",
    ]


def test_a_total_set_over_the_width_of_its_column() -> None:
    """合  计 is one word, and its row the total."""
    found = cells(
        "表 1 用途\n\n"
        "用途                 预算（元）        执行（元）      执行率\n"
        "康复救助             2,380,000      2,304,600    96.83%\n"
        "器具适配               790,000        743,268    94.08%\n"
        "合  计             3,170,000      3,047,868    96.15%\n\n"
    )
    assert found["合计", "执行"] == "3,047,868"


def test_a_page_on_which_one_column_is_empty_goes_on_below_its_head() -> None:
    """What the cells are tells which column none of the rows fills: no percentage stands below 评分标准."""
    found = cells(
        "表 4 自评\n\n"
        "指标           指标值        完成值        完成率      评分标准          分值    得分\n"
        "救助人数         120 人       128 人      106.67%    达到得满分          5     5.00\n"
        "适配人次       1,200 人     1,146 人       95.50%    按比例计分          5     4.78\n"
        "服药人数       1,100 人     1,120 人      101.82%    达到得满分          4     4.00\n"
        "\f"
        "事故数            0 起         0 起      发生 1 起扣 2 分       4     4.00\n"
        "投诉数            2 起         3 起      发生 1 起扣 1 分       4     3.00\n"
        "隐患数            1 处         1 处      发生 1 处扣 1 分       2     2.00\n\n"
    )
    assert (found["投诉数", "分值"], found["投诉数", "得分"]) == ("4", "3.00")
    assert ("投诉数", "完成率") not in found


def test_groups_beside_a_blank_corner() -> None:
    """Nothing stands above the labels: the first name heads the column behind them."""
    found = cells(
        "经费支出决算表\n\n"
        "               合计       因公出国                      公务用车购置及运行费                        公务接待费\n"
        "                        （境）费\n"
        "                                           小计               购置费          运行费\n"
        "年初预算数           57.60          0.00            52.00          0.00        52.00        5.60\n"
        "决算数             48.04          0.00            44.86          0.00        44.86        3.18\n"
        "上年决算数           53.60          0.00            49.58          0.00        49.58        4.02\n\n"
    )
    assert found["决算数", "合计"] == "48.04"
    assert found["上年决算数", "公务接待费"] == "4.02"
