"""Rows of bars that lost their form are read as the table that was printed."""

from __future__ import annotations

import pytest

from auditor.readers.text import read


def cells(text: str) -> dict[tuple[str | None, str | None], str]:
    """Return the values of the tables of a text by row and column."""
    report = read(text.encode(), "text.txt")
    return {(row, column): mention.text for (_, row, column), (_, mention) in report.cells.items()}


def test_moves_cells_back_that_a_merged_label_pushed_aside() -> None:
    """A label over several rows is not repeated: the rows below it begin one column too early."""
    found = cells(
        "去向 | 分类 | 人数 | 比例 |\n升学 | 留学 | 4 | 4.00% |\n专升本 | 36 | 36.00% | |\n其他 | 待定 | 60 | 60.00% |\n"
    )
    assert found["专升本", "人数"] == "36"
    assert found["专升本", "比例"] == "36.00%"


def test_joins_a_row_that_was_broken_behind_a_cell() -> None:
    """Lines that give the width of the table together are one row."""
    found = cells(
        "| 地区 | 城市 | 人数 | 占比 |\n甲区 |\n乙市 | 40 |\n40.00% |\n| 丙区 | 丁市 | 60 | 60.00% |\n| 戊区 | 己市 | 0 | 0.00% |\n| 庚区 | 辛市 | 0 | 0.00% |\n"
    )
    assert found["乙市", "占比"] == "40.00%"


def test_reads_a_cell_a_line() -> None:
    """The bars alone tell how many cells a row has."""
    text = "第一项 |\n|||\n内容 |\n制发数 |\n废止数 |\n有效数 |\n规章 |\n3 |\n0 |\n12 |\n文件 |\n5 |\n1 |\n25 |\n许可 |\n7 |\n||\n"
    assert cells(text)["文件", "有效数"] == "25"


@pytest.mark.parametrize("bar", [" | ", "\t"])
def test_ends_values_at_the_last_column_below_labels_of_several_levels(bar: str) -> None:
    """一、 and （一） are labels of two columns; the values behind them belong to the same ones."""
    text = (
        "说明 | 申请人 |\n个人 | 单位 | 总计 |\n企业 | 机构 |\n一、新收 | 8 | 2 | 1 | 11 |\n"
        "二、结转 | 0 | 0 | 0 | 0 |\n三、结果 | (一)公开 | 5 | 1 | 1 | 7 |\n(二)不公开 | 3 | 1 | 0 | 4 |\n"
    )
    found = cells(text.replace(" |\n", "\n").replace(" | ", bar) if bar == "\t" else text)
    assert found["一、新收", "总计"] == "11"
    assert found["(二)不公开", "企业"] == "1"


def test_a_total_shows_where_heads_of_two_levels_stand() -> None:
    """Heads run on in lines name no columns one after another; where no total proves a reading, no table is read."""
    head = "表1 办理情况\n个人 单位 总计\n企业 机构 协会\n"
    found = cells(f"{head}一、新收 8 2 1 1 12\n二、结转 1 0 3 0 4\n三、办结 9 2 4 1 16\n四、撤回 2 1 1 1 5\n")
    assert (found["三、办结", "个人"], found["三、办结", "机构"], found["三、办结", "总计"]) == (
        "9",
        "4",
        "16",
    )
    assert not cells(
        f"{head}一、新收 8 2 1 1 0\n二、结转 1 0 3 0 6\n三、办结 9 2 4 1 7\n四、撤回 2 1 1 1 8\n"
    )


FORM = """项目名称 | 甲村补贴项目 | 负责人 | 某某 | |||||||
资金情况（万元） |
全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分 | ||||||
年度资金总额： | 8.60 | 8.17 | 10 | 95% | 9.5 | ||||||
其中：财政拨款 | 8.60 | 8.17 | 10 | 95% | 9.5 | ||||||
绩效指标 | 一级指标 |
二级指标 | 三级指标 | 分值 | 年度指标值 | 全年实际值 | 得分 | 未完成原因 | |||
产出指标（50分） |
数量指标 | 补助种植面积 | 20 | 29.5亩 | 29.5亩 | 20 | ||||
其中桃树 | 9.5亩 | 9.5亩 | ||||||||
补助鱼塘面积 | 10 | 3亩 | 3亩 | 10 | ||||||
"""


def test_heads_in_the_midst_of_a_form_begin_a_table() -> None:
    """Below each row of heads the values stand under their own, blanks and merged labels put back."""
    found = cells(FORM)
    assert found["年度资金总额:", "全年执行数(B)"] == "8.17"
    assert found["年度资金总额:", "执行率(B/A)"] == "95%"
    assert found["其中桃树", "全年实际值"] == "9.5"
    assert ("其中桃树", "分值") not in found
    assert found["补助鱼塘面积", "得分"] == "10"


def test_rows_that_are_numbered_show_where_they_end() -> None:
    """A cell a line behind 序号, blanks as bars alone, a row of totals that merged cells make shorter."""
    rows = [("甲镇", "渠道修复", 20), ("乙镇", "河堤加固", 15), ("丙镇", "排洪整治", 25)]
    body = "".join(
        f"{at} |\n{town} |\n{work} |\n{amount} |\n|\n" for at, (town, work, amount) in enumerate(rows, 1)
    )
    found = cells(
        f"附件1\n资金安排表\n单位：万元\n序号 |\n乡镇 |\n项目 |\n金额 |\n备注 |\n{body}合计 |\n60 |\n附件2\n"
    )
    assert found["河堤加固", "金额"] == "15"
    assert found["合计", "金额"] == "60"


def test_rows_all_alike_are_read_from_a_cell_a_line() -> None:
    """Labels, units and codes are words in every row, amounts values or blanks; the row of column marks is none."""
    rows = ["一、综合 | | A01 | | |", "1.镇 | 个 | A02 | 43 | 40 | 7.50", "2.乡 | 个 | A03 | 2 | 2 |"]
    rows += ["二、支出 | 万元 | A04 | 520.0 | 400.0 | 30.00", "1.福利 | 万元 | A05 | 180.0 | 150.0 | 20.00"]
    rows += ["2.救助 | 万元 | A06 | 340.0 | 250.0 | 36.00"]
    padded = [[*(each.strip() for each in row.split("|")), ""][:6] for row in rows]
    lines = ["指标名称", "单位", "代码", "数量", "上年数据", "同比", *"甲乙丙123"]
    lines += [cell for row in padded for cell in row]
    found = cells("发布时间 | 字体 | 打印 |\n" + "".join(f"{cell} |\n" if cell else "|\n" for cell in lines))
    assert found["2.救助", "上年数据"] == "250.0"
    assert found["二、支出", "同比"] == "30.00"
    assert not any(row == "甲" for row, _ in found)


def test_one_head_over_several_columns_that_their_heads_below_tell_alone() -> None:
    """The head that shares words with them stands over them, wherever it is; else the last that is no total."""
    found = cells(
        "项目 | 上年决算数 | 本年决算数 | 比上年增减情况 |\n增减金额 | 增减幅度 |\n合计 | 30.00 | 27.00 | -3.00 | -10.0% |\n"
        "接待费 | 12.00 | 9.00 | -3.00 | -25.0% |\n用车费 | 18.00 | 18.00 | 0.00 | 0.0% |\n"
    )
    assert found["接待费", "本年决算数"] == "9.00"
    assert found["接待费", "增减幅度"] == "-25.0%"
    found = cells(
        "地区 | 上年 | 分户 | 备注 |\n农户 | 商户 |\n甲乡 | 30 | 12 | 8 | 1 |\n乙乡 | 31 | 13 | 9 | 2 |\n丙乡 | 32 | 14 | 7 | 3 |\n"
    )
    assert found["乙乡", "商户"] == "9"
    assert found["乙乡", "备注"] == "2"


def test_a_row_of_words_below_the_head_is_no_second_head() -> None:
    """It has as many cells as the others, or no values stand below it."""
    found = cells("单位 | 本年 | 上年 |\n甲局 | 无 | 无 |\n乙局 | 3.20 | 2.10 |\n丙局 | 4.20 | 4.10 |\n")
    assert found["乙局", "本年"] == "3.20"


def test_years_stand_over_their_columns_where_the_blank_above_the_labels_was_lost() -> None:
    """The head ends in a blank and the last column is full of values: everything moves by one."""
    found = cells(
        "2024年 | 2023年 | 2022年 | |\n---|---|---|---|\n营业收入 | 40.69 | 66.02 | 26.03 |\n营业利润 | 9.47 | 15.88 | 15.16 |\n"
        "净利润 | 10.15 | 10.16 | 13.31 |\n"
    )
    assert found["营业利润", "2024年"] == "9.47"
    assert found["净利润", "2022年"] == "13.31"
    kept = cells("项目 | 2024年 | 2023年 | |\n营业收入 | 40.69 | 66.02 | |\n营业利润 | 9.47 | 15.88 | |\n")
    assert kept["营业利润", "2024年"] == "9.47"
