"""Forms: one frame around what a project is, its funds and its indicators is read as its parts."""

from __future__ import annotations

from auditor.extraction.tables.forms import form_parts
from auditor.extraction.tables.tables import read_tables
from auditor.extraction.text.grid import Grid, grid_of
from auditor.extraction.text.mapped import whole

FUNDS = [
    ["资金来源", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分", ""],
    ["年度资金总额", "260.00", "286.50", "231.84", "10", "80.92%", "8.09", ""],
    ["其他资金", "20.00", "20.00", "17.50", "—", "—", "—", ""],
]
INDICATORS = [
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"],
    ["产出指标", "数量指标", "改造面积", "≥3,200 平方米", "3,260 平方米", "40", "40", ""],
    ["效益指标", "社会效益", "受益人数", "≥1,900 人", "1,900 人", "50", "50", ""],
]


def grid(rows: list[list[str]]) -> Grid:
    """Return a grid of texts, wherever they stand in the source."""
    return grid_of([[whole(text) for text in row] for row in rows])


def test_each_part_has_its_own_columns_and_labels() -> None:
    """年初预算数 is a column of numbers, although indicators stand below it in the same frame."""
    name = [["项目名称", "校舍改造", "", "", "", "", "", ""]]
    about, funds, indicators = read_tables(grid([*name, *FUNDS, *INDICATORS]))
    assert about.grid.caption.text == funds.grid.caption.text == indicators.grid.caption.text == "校舍改造"
    assert [column.name for column in funds.columns][:3] == ["年初预算数", "全年预算数", "全年执行数"]
    assert [row.label for row in funds.rows] == ["年度资金总额", "其他资金"]
    assert "年度指标值" in [column.name for column in indicators.columns]
    assert [row.label for row in indicators.rows] == ["改造面积", "受益人数"]


def test_heads_that_a_page_repeats_part_nothing() -> None:
    """A table of indicators that begins again on the next page is one table."""
    rows = [*INDICATORS, *INDICATORS]
    assert len(form_parts(grid(rows))) == 1


def test_a_table_without_funds_above_its_indicators_is_one() -> None:
    """A title row above the heads is no part of its own."""
    rows = [["绩效目标申报表", "", "", "", "", "", "", ""], *INDICATORS]
    assert len(form_parts(grid(rows))) == 1
