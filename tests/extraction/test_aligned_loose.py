"""Aligned tables that only the last, loose reading takes: heads apart from their columns, numbers broken over lines, totals."""

from __future__ import annotations

from tests.extraction.documents import text_report


def _tables(text: str) -> list[list[list[str]]]:
    found = []
    for block in text_report(text).blocks:
        if block.cells:
            height = 1 + max(cell.row for cell in block.cells)
            width = 1 + max(cell.column for cell in block.cells)
            rows = [[""] * width for _ in range(height)]
            for cell in block.cells:
                rows[cell.row][cell.column] = cell.text
            found.append(rows)
    return found


def test_the_first_line_of_a_long_label_at_the_margin() -> None:
    """It ends before the columns of values begin, however long it is; a line that reaches under these is none."""
    text = (
        "表 3 苗圃经费\n\n"
        "项目                        年初数         决算数         增减额\n"
        "城北苗圃                      62.00        54.32        -7.68\n"
        "城南苗圃安排的育苗和管护以及防寒\n"
        "                            48.50        41.28        -7.22\n"
        "支出\n"
        "合计                       110.50        95.60       -14.90\n"
    )
    (rows,) = _tables(text)
    assert rows[2] == ["城南苗圃安排的育苗和管护以及防寒支出", "48.50", "41.28", "-7.22"]
    assert len(rows) == 4
    prose = text.replace(
        "城南苗圃安排的育苗和管护以及防寒\n", "城南苗圃安排的育苗和管护以及防寒等工作都做完了\n"
    )
    assert _tables(prose) != _tables(text)


def test_a_total_over_the_columns_that_name_rows() -> None:
    """合计（不含 …） in the middle of two columns of names is the name of its row."""
    (rows,) = _tables(
        "表 4 考核得分\n\n"
        "类别    项目             目标        完成        得分\n"
        "      按时开馆         300         300       20\n"
        "服务\n"
        "      借阅册数         500         480       19\n"
        "      新书上架         100          90       27\n"
        "藏书\n"
        "      修补旧书         200         200       30\n"
        "合计（不含加分项目）              —          —        96\n"
    )
    assert rows[-1] == ["合计（不含加分项目）", "", "—", "—", "96"]
    assert [row[0] for row in rows[1:5]] == ["服务", "", "藏书", ""]


def test_a_head_apart_from_its_columns() -> None:
    """计划 到位 | 计划 到位 stand to the left of their amounts: wide characters were measured as narrow ones."""
    text = (
        "表 1 资金到位\n\n"
        "                市级补助                   镇级配套\n"
        "   子项目\n"
        "              计划    到位               计划    到位\n"
        "苗木采购与栽\n"
        "             1,400.00    1,400.00    100.00      84.00\n"
        "植\n"
        "园路和排水沟渠      3,250.00    3,250.00    600.00      552.00\n"
        "灌溉管网改造和\n"
        "             392.00      392.00       80.00        76.80\n"
        "维护\n"
        "合计           5,042.00    5,042.00    780.00     712.80\n"
        "到位率                100.00%                91.38%\n"
    )
    report = text_report(text)
    (table,) = report.tables
    assert [column.name for column in table.columns] == [
        "市级补助计划",
        "市级补助到位",
        "镇级配套计划",
        "镇级配套到位",
    ]
    assert [row.name for row in table.rows] == [
        "苗木采购与栽植",
        "园路和排水沟渠",
        "灌溉管网改造和维护",
        "合计",
        "到位率",
    ]


def test_numbers_broken_over_lines() -> None:
    """101,31 and 2 are 101,312, and 552.0 and 0 are 552.00 in a column of two decimals; two amounts are two."""
    (rows,) = _tables(
        "表 2 各站情况\n\n"
        "站点          人数         金额        增减\n"
        "东站         9,137     415.20      3.15%\n"
        "西站        19,476     380.45     -2.10%\n"
        "                                    -\n"
        "南站        15,882     441.36\n"
        "                                 12.62%\n"
        "北站        21,054     290.77      4.40%\n"
        "            101,31     1527.7\n"
        "全部                               0.85%\n"
        "             2          8\n"
    )
    assert rows[-1] == ["全部", "101,312", "1527.78", "0.85%"]
    assert rows[3] == ["南站", "15,882", "441.36", "-12.62%"]
    apart = _tables(
        "表 2 各站情况\n\n"
        "站点          人数         金额        增减\n"
        "东站         9,137     415.20      3.15%\n"
        "西站        19,476     380.45     -2.10%\n"
        "全部        28,613     795.65      0.85%\n"
        "             2          8\n"
    )
    assert all("28,6132" not in row for table in apart for row in table)


def test_the_end_of_a_head_is_no_part_of_the_first_row() -> None:
    """例 below 占全部比 ends the name, and belongs to no value."""
    tables = _tables(
        "表 5 馆藏构成\n\n"
        "               2024 年                2023 年\n"
        "  类别                   占全部比                    占比增减\n"
        "              册数                   册数   占全部比例\n"
        "                     例\n"
        "文学       38,164   40.46%   32,391    39.42%     1.04%\n"
        "科技       23,615   25.03%   21,468    26.13%    -1.10%\n"
        "少儿       32,551   34.51%   28,311    34.45%     0.06%\n"
    )
    assert all(
        "例 40.46%" not in cell and "例40.46%" not in cell for rows in tables for row in rows for cell in row
    )


def test_the_name_of_a_group_of_columns_only_where_it_is_certain() -> None:
    """Names that stand half a line off, as one line beside two, are those of their columns."""
    report = text_report(
        "表 6 年末人员\n\n"
        "                             专业人员                        其他人员\n"
        "      馆别        合计                    编目（助              其他技\n"
        "                               小计                 流通人员          管理     后勤     临时工人\n"
        "                                        理）馆员                术\n"
        "总馆                2,916        2,554     850      1,326    82   96      184    —\n"
        "东馆                1,074        882       328       348     46   52       94    —\n"
        "西馆                 542         156       138        18     —    —        —    386\n"
        "合计                4,532       3,592    1,316     1,692    128   148     278   386\n"
    )
    (table,) = report.tables
    names = [column.name for column in table.columns]
    assert names[0] == "合计"
    assert [name.removeprefix("专业人员").removeprefix("其他人员") for name in names[1:]] == [
        "小计",
        "编目(助理)馆员",
        "流通人员",
        "其他技术",
        "管理",
        "后勤",
        "临时工人",
    ]


def test_a_title_with_its_unit_parts_two_tables() -> None:
    """研发投入    单位：元 after a blank line stands above another table."""
    tables = _tables(
        "读者构成\n"
        "                    2023 年        2022 年       变动比例\n"
        "  读者人数              286          261        9.58%\n"
        "  成人                 171          158        8.23%\n"
        "  少儿                 115          103       11.65%\n\n\n"
        "购书经费            单位：元\n"
        "                    2023 年        2022 年       变动比例\n"
        "  中文图书           63,337.58    53,382.63     18.65%\n"
        "  外文图书            4,120.00     3,750.00      9.87%\n"
    )
    assert [len(rows) for rows in tables] == [4, 3]


def test_codes_and_names_one_blank_apart_below_a_head_of_codes() -> None:
    """编码 over codes on both sides says that 30101 基本工资 and 30201 办公费 are two cells each."""
    left, right = _tables(
        "表 7 支出明细\n\n"
        "   编码         科目名称                  金额          编码         科目名称                金额\n"
        "  301   工资支出                         712.16   302   商品支出                         124.31\n"
        "  30101 基本工资                         413.97   30201 办公费                            31.85\n"
        "  30102 津贴补贴                         298.19   30205 水费                             92.46\n"
    )
    assert left[2] == ["30101", "基本工资", "413.97"]
    assert right[2] == ["30201", "办公费", "31.85"]


def test_the_unit_of_a_group_is_the_rest_of_its_name() -> None:
    """（万人） below 客运量 in a merged cell is no group of its own."""
    report = text_report(
        "表 4 客货运输量\n\n"
        "     指标        方式       2024 年                2023 年                增减\n"
        "               合计       3,579.1               3,617.9               -38.8\n"
        "   客运量         公路       2,386.4               2,512.7              -126.3\n"
        "   （万人）        铁路       1,128.5               1,046.3                82.2\n"
        "               水路         64.2                  58.9                  5.3\n"
        "               合计       9,511.8               9,014.5               497.3\n"
        "   货运量         公路       6,842.6               6,517.3               325.3\n"
        "   （万吨）        铁路         912.4                 884.7                27.7\n"
        "               水路       1,756.8               1,612.5               144.3\n"
    )
    (table,) = report.tables
    assert [row.name for row in table.rows][::4] == ["客运量(万人)/合计", "货运量(万吨)/合计"]


def test_years_of_schools_head_columns() -> None:
    """2024 级 is a year of students, and no value."""
    (rows,) = _tables(
        "表 1 各系学生\n\n"
        "      系别         专业数         2024 级     2023 级    合计\n"
        "    机电系           9            612        588      1200\n"
        "    建筑系           5            318        342       660\n"
        "      合计          14            930        930      1860\n"
    )
    assert rows[0] == ["系别", "专业数", "2024 级", "2023 级", "合计"]
    assert len(rows) == 4
