"""Tables that print a row on a line with single blanks between the cells, where blank cells leave no trace."""

from __future__ import annotations

from tests.extraction.documents import cells, text_report
from tests.extraction.test_places import silent

ROWS = """2026年部门支出预算总表
编制部门：某区民政局 单位：元
项目 支出预算
功能分类科目编码
功能分类科目名称 合计 基本支出 项目支出
类 款 项
208 社会保障和就业支出 6,397,096 6,103,096 294,000
208 05 行政事业单位养老支出 6,103,096 6,103,096
208 05 01 行政单位离退休 3,800,632 3,800,632
208 05 05 机关事业单位基本养老保险缴费支出 2,302,464 2,302,464
208 08 抚恤 294,000 294,000
208 08 01 死亡抚恤 294,000 294,000

210 卫生健康支出 1,439,040 1,439,040
210 11 行政事业单位医疗 1,439,040 1,439,040
210 11 01 行政单位医疗 1,439,040 1,439,040
合计 7,836,136 7,542,136 294,000
"""
SIDES = """2026年部门财务收支预算总表
编制部门：某区民政局 单位：元
本年收入 本年支出
项目 预算数 项目 预算数
一、财政拨款收入 47,483,458一、社会保障和就业支出 6,397,096
1. 一般公共预算 47,483,458二、卫生健康支出 1,439,040
2. 政府性基金预算 三、城乡社区支出 33,775,592
二、事业收入
三、其他收入
四、住房保障支出 5,871,730
收入总计 47,483,458 支出总计 47,483,458
"""
LAID_OUT = """表3 2024年一般公共预算收支平衡表（单位：万元）

             收入                                  支出
       项目              决算数                项目                决算数
一般公共预算收入               97,302      一般公共预算支出                483,441
上级补助收入                368,367      上解上级支出                   6,873
动用预算稳定调节基金             9,800       结转下年支出                   8,871
调入资金                   14,000
收入总计                  489,469      支出及结转总计                 499,185
"""
ONE = """2026年部门“三公”经费和机关运行经费预算表
编制部门：某区民政局 单位:万元
“三公”经费预算数
机关运行经费预算
公务用车购置及运行费
数
合计 因公出国(境)费 公务接待费
小计 购置费 运行费
114.22 0.00 0.46 113.76 75.00 38.76 507.25
"""


def test_sums_put_the_values_of_rows_with_blank_cells_in_their_columns() -> None:
    """Which of two equal values is a 基本支出 and which a 项目支出 the codes above tell."""
    found = cells(ROWS)
    assert found["死亡抚恤", "项目支出"] == "294,000"
    assert ("死亡抚恤", "基本支出") not in found
    assert found["行政单位医疗", "基本支出"] == "1,439,040"
    assert found["合计", "项目支出"] == "294,000"


def test_a_wrong_value_leaves_the_table_read() -> None:
    """Its row and the one above break, and all others tell their columns."""
    found = cells(ROWS.replace("合计 7,836,136 7,542,136", "合计 7,836,136 7,524,136"))
    assert found["合计", "基本支出"] == "7,524,136"
    assert found["死亡抚恤", "项目支出"] == "294,000"


def test_values_under_no_certain_head_are_left() -> None:
    """Where nothing adds up, the rows may be others."""
    assert ("死亡抚恤", "项目支出") not in cells(ROWS.replace("合计 7,836,136 7,542,136 294,000\n", ""))


def test_the_numbers_of_items_tell_the_side_of_a_line_that_prints_one() -> None:
    """二、事业收入 goes on on the left, 四、住房保障支出 on the right; a blank cell and a run-on value part, too."""
    found = cells(SIDES)
    assert found["一、社会保障和就业支出", "预算数"] == "6,397,096"
    assert found["三、城乡社区支出", "预算数"] == "33,775,592"
    assert found["四、住房保障支出", "预算数"] == "5,871,730"
    assert ("2.政府性基金预算", "预算数") not in found
    assert found["收入总计", "预算数"] == found["支出总计", "预算数"] == "47,483,458"


def test_a_short_row_that_keeps_its_blanks_is_of_the_side_where_it_stands() -> None:
    """Nothing but its place tells that 调入资金 is income."""
    (table,) = {table for table, row, _ in text_report(LAID_OUT).cells if row == "调入资金"}
    assert "左" in table


def test_two_sides_with_an_item_left_out_are_not_read_so() -> None:
    """Nothing tells then which side an item is of."""
    assert ("四、住房保障支出", "预算数") not in cells(SIDES.replace("三、城乡社区支出", "五、城乡社区支出"))


def test_sums_put_the_nested_heads_of_one_row_in_order() -> None:
    """小计 is the sum of the two behind it, and 合计 that of 小计 and the two before it; one wrong value is left in its place."""
    found = _of_one(ONE)
    assert found["小计"] == "113.76"
    assert found["机关运行经费预算数"] == "507.25"
    assert _of_one(ONE.replace("113.76", "131.76"))["小计"] == "131.76"
    assert "运行费" not in _of_one(ONE.replace("0.46", "9.46").replace("75.00", "57.00"))


def _of_one(text: str) -> dict[str, str]:
    return {column: value for (_, column), value in cells(text).items()}


def test_the_heads_of_another_table_end_the_one_above() -> None:
    """分产品 … stands below the only row of 分行业."""
    text = """主营业务分行业情况
分行业 营业收入 营业成本 毛利率（%） 营业收入比上年增减（%）
集成电路 1,602.25 1,052.66 34.30 14.25
主营业务分产品情况
分产品 营业收入 营业成本 毛利率（%） 营业收入比上年增减（%）
电源管理类 1,062.54 695.28 34.56 12.44
电池管理类 539.71 357.38 33.78 18.01
"""
    found = cells(text)
    assert found["集成电路", "营业收入"] == "1,602.25"
    assert found["电源管理类", "毛利率"] == "34.56"


def test_two_rows_of_heads_whose_merged_cells_are_printed_once() -> None:
    """The same heads stand below each group."""
    text = """表1 主要财务指标

分组\t营业收入\t利润总额
1-11月（亿元）\t同比增长（%）\t1-11月（亿元）\t同比增长（%）
总计\t1143083.8\t20.3\t79750.1\t38.0
采矿业\t50643.2\t42.0\t9920.7\t185.7
制造业\t1008476.2\t19.7\t66128.9\t34.5
"""
    found = cells(text)
    assert found["采矿业", "利润总额同比增长"] == "185.7"
    assert found["制造业", "营业收入1-11月"] == "1008476.2"


def test_a_name_broken_around_the_line_of_its_row() -> None:
    """A text layer prints the values of a high row at its middle."""
    broken = ROWS.replace(
        "208 05 05 机关事业单位基本养老保险缴费支出 2,302,464 2,302,464",
        "机关事业单位基本养老保险缴费\n208 05 05 2,302,464 2,302,464\n支出",
    )
    found = cells(broken)
    assert found["机关事业单位基本养老保险缴费支出", "基本支出"] == "2,302,464"
    assert found["抚恤", "项目支出"] == "294,000"


def test_codes_tell_the_side_of_a_line_that_prints_one() -> None:
    """30239 goes on with 30231, on the right; a total closes each side."""
    text = """表5 一般公共预算基本支出决算表（按经济分类）
单位：万元
人员经费 公用经费
编码 名称 决算数 编码 名称 决算数
301 工资福利支出 350.73 302 商品和服务支出 142.60
30101 基本工资 212.46 30201 办公费 112.46
30102 津贴补贴 138.27 30202 印刷费 8.60
303 对个人和家庭的补助 18.65 30231 公务用车运行维护费 10.00
30302 退休费 18.65 30239 其他交通费用 6.90
30299 其他商品和服务支出 4.64
310 资本性支出 5.20
31002 办公设备购置 5.20
人员经费合计 369.38 公用经费合计 147.80
"""
    found = cells(text)
    assert found["办公费", "决算数"] == "112.46"
    assert found["其他商品和服务支出", "决算数"] == "4.64"
    assert found["办公设备购置", "决算数"] == "5.20"
    assert found["人员经费合计", "决算数"] == "369.38"


def test_the_numbers_of_rows_tell_the_cells_of_both_sides() -> None:
    """A side without a label prints its 行次 still, and a blank cell nothing."""
    text = """收入支出决算总表
部门：某县水利局 金额单位：万元
收入 支出
项目 行次 金额 项目 行次 金额
栏次 1 栏次 2
一、一般公共预算财政拨款收入 1 12,716.10 一、一般公共服务支出 6
二、政府性基金预算财政拨款收 2 900.05 二、社会保障和就业支出 7 1,023.05
入
三、事业收入 3 三、农林水支出 8 11,893.37
4 四、住房保障支出 9 699.73
总计 5 13,616.15 总计 10 13,616.15
"""
    found = cells(text)
    assert found["二、政府性基金预算财政拨款收入", "金额"] == "900.05"
    assert found["二、社会保障和就业支出", "金额"] == "1,023.05"
    assert found["四、住房保障支出", "金额"] == "699.73"
    assert ("一、一般公共服务支出", "金额") not in found
    assert ("三、事业收入", "金额") not in found
    # The numbers of the rows are no column of either side, and are read behind the table.
    assert silent(text_report(text), text) == []


def test_heads_in_pieces_are_not_taken_for_heads() -> None:
    """合计 / 基本支 项目支 / 出 出: a line of them is no row of heads."""
    text = ROWS.replace(
        "功能分类科目名称 合计 基本支出 项目支出", "功能分类科目名称 支出合 基本支 项目支\n计 出 出"
    )
    assert not [name for name in cells(text) if name[0] == "死亡抚恤"]
