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
