"""Cells that one blank parts in a text layer that keeps the layout."""

from __future__ import annotations

from tests.extraction.documents import text_report


def test_a_label_that_fills_its_column_keeps_its_value_apart() -> None:
    """`资金拨付及时率 10` is a label and its weight, as the rows around it show."""
    text = """
表 2 绩效指标完成情况表
  一级指标       三级指标            分值        目标值            实际值            得分

产出指标（50     家庭医生签约人 15            12.00          12.36        15
分）          数（万人）

            老年人体检率      15        70%           68.42%       14.66
            站点改造数量      10        18             18           10
            （个）

            资金拨付及时率 10            100%           97.50%       9.75
效益指标（30     慢性病规范管理 15            75%           76.30%       15
分）          率

            双向转诊人次      15        4,200          4,386        15
"""
    report = text_report(text)
    (table,) = report.tables
    weights = [report.cells[table.id, row.name, "分值"][1].text for row in table.rows]
    assert weights == ["15", "15", "10", "10", "15", "15"]
    assert table.rows[0].name == "家庭医生签约人数(万人)"


def _rows(text: str) -> list[list[str]]:
    table = next(block for block in text_report(text).blocks if block.cells)
    rows = [[""] * (1 + max(cell.column for cell in table.cells)) for cell in table.cells if not cell.column]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


def test_the_name_of_a_last_row_in_the_middle_of_its_merged_cell() -> None:
    """It stands below the columns of answers, and is the name of its row all the same."""
    rows = _rows(
        "表 2 分项评价\n\n"
        "  项目          很好        较好        一般        均值\n"
        "  路面平整        20         10         10        4.25\n"
        "  绿化养护        10         20         10        4.00\n"
        "  路灯照明        30         5          5         4.63\n"
        "                       平均值                     4.29\n"
    )
    assert rows[-1] == ["平均值", "", "", "", "4.29"]


def test_heads_that_end_with_their_unit_one_blank_apart() -> None:
    """满意（人） 一般（人） are two."""
    rows = _rows(
        "表 3 调查结果\n\n"
        "    评价内容   满意（人） 一般（人） 不满意（人）      满意率\n"
        "道路照明        86           41           12       61.87%\n"
        "停车秩序        72           48           19       51.80%\n"
        "公园管护        95           36            8       68.35%\n"
    )
    assert rows[0] == ["评价内容", "满意（人）", "一般（人）", "不满意（人）", "满意率"]
    assert rows[1] == ["道路照明", "86", "41", "12", "61.87%"]
