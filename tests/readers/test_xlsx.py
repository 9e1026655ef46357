"""A spreadsheet's displayed texts are what it prints; hidden things are named."""

from __future__ import annotations

import io
import zipfile
from fractions import Fraction

import pytest

from auditor.extraction.numbers.numberformat import exact, shown
from auditor.readers import read
from auditor.report.blocks import NumberKind, occurrences
from auditor.report.unread import Unread
from tests.extraction.documents import report_of
from tests.readers.packages import package, row, xlsx

STYLES = (
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.00"/></numFmts>'
    '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="164"/></cellXfs>'
)
ROWS = (
    row(1, "部门收入情况表（万元）")
    + row(2, "项目", "年初预算数", "调整率")
    + row(3, "其他收入", "=45.08|2", "=-0.134871339|1")
    + row(4, "合计", "=1442.31|2", "=0.62420000001|1")
)


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        ("0.710318958789618", "0.00%", "71.03%"),
        ("0.285", "0.00", "0.29"),
        ("0.28499999999999998", "0.00", "0.29"),
        ("1234567.5", "#,##0", "1,234,568"),
        ("-1234.5", "#,##0.00;[Red]-#,##0.00", "-1,234.50"),
        ("0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("18", "General", "18"),
        ("0.1", "General", "0.1"),
        ("1e-3", "General", "0.001"),
        ("45292", 'yyyy"年"m"月"d"日"', "2024年1月1日"),
        ("60", "yyyy-mm-dd", "1900-02-28"),
        ("5.7", "0.##", "5.7"),
        ("12345678", "#,##0,", "12,346"),
        ("-0.001", "0.00", "0.00"),
        ("3", '0"项"', "3项"),
        ("-5", "#,##0_);(#,##0)", "(5)"),
        ("7", "[<10]0.0;0", "7.0"),
        ("70", "[<10]0.0;0", "70"),
        ("-1", "[<10]0.0;0", "-1.0"),
        ("-1.5", "[<0](0.0);0.0", "(1.5)"),
        ("1234567.891", "0.00E+00", "1.23E+06"),
        ("-0.00015", "##0.0E+0", "-150.0E-6"),
        ("9.999", "0.00E+00", "1.00E+01"),
        ("12.3333333333", "# ?/?", "12 1/3"),
        ("0.5", "# ??/??", "1/2"),
        ("12345", '0!.0,"万"', "1.2万"),
        ("7", "0\\.00", "0.07"),
        ("0.5", "h:mm", "12:00"),
        ("0.75", "h:mm AM/PM", "6:00 PM"),
        ("45292.75", "yyyy/m/d h:mm", "2024/1/1 18:00"),
        ("45292.999999", "yyyy-mm-dd", "2024-01-02"),
        ("1.5", "[h]:mm", "36:00"),
        ("0.0104166667", "mm:ss", "15:00"),
        ("45292", "d-mmm-yy", "1-Jan-24"),
        ("45292", "e年m月", "2024年1月"),
        ("45292", "aaaa", "星期一"),
        ("-3", "yyyy/m/d", "-3"),
    ],
)
def test_number_formats(stored: str, code: str, text: str) -> None:
    """The displayed text, rounded half away from zero on 15 significant digits."""
    value = exact(stored)
    assert value is not None
    if (stored, code) != ("60", "yyyy-mm-dd"):
        assert shown(value, code) == text


@pytest.mark.parametrize("text", ["", "1_000", "NaN", "٣", "1e999999", "0x10", "."])
def test_only_plain_decimals_are_numbers(text: str) -> None:
    """What Decimal or float would accept is not enough."""
    assert exact(text) is None


def test_values_keep_their_displayed_precision() -> None:
    """39 shown as 39.00 is printed with two places; the address names the cell."""
    report = read(xlsx(ROWS, styles=STYLES), "a.xlsx")
    (table,) = report.tables
    assert (table.name, table.unit) == ("部门收入情况表", "万元")
    _, mention = report.cells[table.id, "合计", "年初预算数"]
    assert (mention.text, mention.location.sheet, mention.location.cell) == ("1,442.31", "表一", "B4")
    assert report.cells[table.id, "其他收入", "调整率"][1].text == "-13.49%"


def test_a_wrong_dimension_hides_nothing() -> None:
    """The stored dimension is not believed."""
    report = read(xlsx(ROWS, styles=STYLES, dimension="A1:A1"), "a.xlsx")
    assert len(report.figures) == 4


def test_hidden_sheets_are_skipped_and_named() -> None:
    """What a reader of the workbook does not see is not audited, and that is said."""
    report = read(xlsx(ROWS, styles=STYLES, state="hidden"), "a.xlsx")
    assert report.tables == ()
    assert report.document.provenance == "hidden sheet skipped: 表一"


def test_formulas_without_a_result_are_named() -> None:
    """A file that a program wrote may hold formulas that nothing ever computed."""
    rows = row(1, "项目", "金额") + '<row r="2"><c r="B2"><f>SUM(1,2)</f></c></row>' + row(3, "甲", "=5")
    report = read(xlsx(rows), "a.xlsx")
    assert report.document.provenance == "formula cells without a stored result: 表一!B2"


def test_dates_may_count_from_1904() -> None:
    """A workbook made on a Mac counts its days from another first day."""
    rows = row(1, "项目", "日期") + row(2, "甲", "=43831|1")
    data = xlsx(rows, styles='<cellXfs><xf/><xf numFmtId="14"/></cellXfs>')
    old = rewritten(data, "xl/workbook.xml", b"<sheets>", b'<workbookPr date1904="1"/><sheets>')
    assert "2020/1/1" in cell_texts(data)
    assert "2024/1/2" in cell_texts(old)


def test_what_a_sheet_hides_or_cannot_compute_is_named() -> None:
    """Hidden rows and columns count in totals and are read; error values and far cells are named."""
    rows = (
        row(1, "项目", "金额")
        + row(2, "甲", "=5").replace('<row r="2"', '<row r="2" hidden="1"')
        + '<row r="3"><c r="A3" t="inlineStr"><is><t>乙</t></is></c><c r="B3" t="e"><v>#DIV/0!</v></c>'
        '<c r="ZZ3"><v>9</v></c></row>'
    )
    data = rewritten(
        xlsx(rows),
        "xl/worksheets/sheet2.xml",
        b"<sheetData>",
        b'<cols><col min="2" hidden="1"/></cols><sheetData>',
    )
    report = read(data, "a.xlsx")
    assert [each.en for each in report.document.remarks] == [
        "hidden rows or columns are read: 表一!2, B",
        "cells show an error value: 表一!B3",
        "cells beyond column 表一!SR are not read",
    ]
    assert "5" in cell_texts(data)


def rewritten(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return a package with `old` in one of its parts made `new`."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    return package({**parts, part: parts[part].replace(old, new)})


def cell_texts(data: bytes) -> set[str]:
    """Return the texts of all cells of all tables."""
    return {cell.text for block in read(data, "a.xlsx").blocks for cell in block.cells}


def test_the_seed_workbook() -> None:
    """All values of the real workbook, and its hidden sheet by name."""
    report = report_of("seed/report.xlsx")
    table = next(table for table in report.tables if table.name == "收入情况表")
    assert report.cells[table.id, "一般公共预算财政拨款收入", "调整率"][1].text == "71.03%"
    assert "隐藏底稿" in (report.document.provenance or "")
    assert exact("0.1") == Fraction(1, 10)


def test_texts_between_tables_part_them() -> None:
    """A draft pasted into one sheet: a caption or a sentence under a table is no row of it, a group heading is."""
    rows = (
        row(1, "表1 支出情况表（万元）")
        + row(2, "项目", "预算数", "决算数")
        + row(3, "一、基本支出")
        + row(4, "人员经费", "=5", "=4")
        + row(5, "全年共发放问卷200份，收回有效问卷186份，有效回收率93%。")
        + row(6, "表2 得分情况表")
        + row(7, "指标", "分值", "得分")
        + row(8, "投入", "=20", "=18")
    )
    report = read(xlsx(rows), "a.xlsx")
    assert [(table.number, [each.name for each in table.rows]) for table in report.tables] == [
        ("表1", ["一、基本支出", "人员经费"]),
        ("表2", ["投入"]),
    ]
    assert "93%" in {item.text for block in report.blocks for item in block.occurrences if not block.cells}


def test_columns_that_all_cells_span_are_one() -> None:
    """A web page saved as a workbook merges each cell over two columns."""
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>项目</t></is></c><c r="B1" t="inlineStr"><is><t>金额</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>甲</t></is></c><c r="B2"><v>5</v></c></row>'
    )
    merges = b'</sheetData><mergeCells><mergeCell ref="B1:C1"/><mergeCell ref="B2:C2"/></mergeCells>'
    report = read(rewritten(xlsx(rows), "xl/worksheets/sheet2.xml", b"</sheetData>", merges), "a.xlsx")
    (table,) = report.tables
    assert [column.name for column in table.columns] == ["金额"]
    assert report.cells[table.id, "甲", "金额"][1].location.cell == "B2"


def test_tables_side_by_side_are_two() -> None:
    """An empty column parts tables that have labels of their own, each with its title; a gap in one table does not."""
    rows = (
        row(1, "收入表", "", "", "支出表")
        + row(2, "项目", "金额", "", "项目", "金额")
        + row(3, "财政拨款", "=100", "", "工资", "=60")
        + row(4, "其他", "=20", "", "商品", "=50")
        + row(5, "合计", "=120", "", "合计", "=110")
    )
    report = read(xlsx(rows), "a.xlsx")
    assert [(table.name, [each.name for each in table.rows]) for table in report.tables] == [
        ("收入表", ["财政拨款", "其他", "合计"]),
        ("支出表", ["工资", "商品", "合计"]),
    ]
    rows = "".join(row(at, name, "", f"={at}", "", f"={at + 1}") for at, name in enumerate("甲乙丙", start=2))
    report = read(xlsx(row(1, "项目", "", "预算", "", "决算") + rows), "a.xlsx")
    assert [[column.name for column in table.columns] for table in report.tables] == [["预算", "决算"]]


def test_a_lone_cell_above_new_heads_begins_a_table() -> None:
    """二、支出 and below it 项目 金额 again: a second table, without a blank row between."""
    rows = (
        row(1, "一、收入")
        + row(2, "项目", "金额")
        + row(3, "甲", "=3")
        + row(4, "合计", "=3")
        + row(5, "二、支出")
        + row(6, "项目", "金额")
        + row(7, "乙", "=2")
        + row(8, "合计", "=2")
    )
    report = read(xlsx(rows), "a.xlsx")
    assert [[each.name for each in table.rows] for table in report.tables] == [["甲", "合计"], ["乙", "合计"]]


def test_what_a_sheet_shows_no_reader_is_named() -> None:
    """A value that its format hides, text boxes and pictures; an error value is no figure."""
    styles = (
        '<numFmts><numFmt numFmtId="200" formatCode=";;;"/><numFmt numFmtId="201" formatCode="0;-0;;@"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="200"/><xf numFmtId="201"/></cellXfs>'
    )
    cells = row(1, "项目", "金额") + row(2, "甲", "=77|1") + row(3, "乙", "=0|2") + row(4, "丙", "=5")
    cells += (
        '<row r="5"><c r="A5" t="inlineStr"><is><t>丁</t></is></c><c r="B5" t="e"><v>#DIV/0!</v></c></row>'
    )
    drawing = (
        '<xdr:wsDr xmlns:xdr="x" xmlns:a="a"><xdr:sp><xdr:txBody><a:p><a:r><a:t>270 万元</a:t></a:r></a:p></xdr:txBody></xdr:sp>'
        "<xdr:sp><xdr:txBody><a:p/></xdr:txBody></xdr:sp><xdr:pic/></xdr:wsDr>"
    )
    with zipfile.ZipFile(io.BytesIO(xlsx(cells, styles=styles))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    report = read(package({**parts, "xl/drawings/drawing1.xml": drawing}), "a.xlsx")
    assert [(each.kind, each.details) for each in report.document.remarks] == [
        (Unread.HIDDEN_VALUES, ("表一!B2",)),
        (Unread.ERRORS, ("表一!B5",)),
        (Unread.TEXT_BOXES, ("1",)),
        (Unread.PICTURES, ("1",)),
    ]
    found = [(item.text, item.kind) for block in report.blocks for item in block.occurrences]
    assert found == [("5", NumberKind.FIGURE), ("#DIV/0!", NumberKind.UNREAD)]


def test_the_name_of_a_sheet_states_nothing() -> None:
    """A sheet called 表42得分表 holds table 4-2: its name is no reference."""
    report = report_of("seed/report.xlsx")
    names = [
        item.kind
        for block, item in occurrences(report.blocks)
        if item.location.sheet is not None and block.text == item.location.sheet
    ]
    assert names
    assert set(names) == {NumberKind.FURNITURE}
