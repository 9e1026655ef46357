"""Plain texts: wrapped sentences, furniture, tables whose cells are certain, headings."""

from __future__ import annotations

import pytest

from auditor.report.blocks import BlockKind, NumberKind, occurrences
from auditor.report.model import Role
from tests.extraction.documents import report_of, text_report

WRAPPED = """

在第{page}组有效问卷中，被调查对象中选相关法律法规政策及

时更新、整合、疑惑解答的比例为 26.77%，选第{page}组共享数

据库的比例为 20.47%，选第{page}组的实时共享交易过程信息的

比例为 12.6%，选第{page}组纪检监察系统反馈信息的比例约为



睿智信息咨询有限公司

{page}

{page}.81%，选第{page}组行业部门反馈信息的比例为 9.45%，其他各组

的比例为 18.9%。
"""


def test_a_page_number_inside_a_sentence() -> None:
    """The page number 64 must not turn 11.81% into 6411.81%."""
    text = "".join(WRAPPED.format(page=page) for page in (63, 64, 65, 66))
    report = text_report(text)
    shares = [item.text for _, item in occurrences(report.blocks) if item.text.endswith(".81%")]
    assert shares == ["63.81%", "64.81%", "65.81%", "66.81%"]
    assert [item.text for _, item in occurrences(report.blocks) if item.kind is NumberKind.FURNITURE] == [
        "63",
        "64",
        "65",
        "66",
    ]
    assert any("反馈信息的比例约为64.81%" in block.text for block in report.blocks)


def test_the_seed_text_has_no_furniture_in_its_sentences() -> None:
    """The company's name stands on many pages and in no paragraph's middle."""
    report = report_of("seed/report.txt")
    sentence = next(block.text for block in report.blocks if "11.81%" in block.text)
    assert "反馈信息的比例为11.81%" in sentence
    assert "XinjiangCaixun" not in "".join(b.text for b in report.blocks if b.kind is not BlockKind.FURNITURE)


def test_rows_with_wrapped_labels() -> None:
    """A label wrapped over lines, before its values and behind them, is one label."""
    report = report_of("seed/report.txt")
    table = next(table for table in report.tables if table.id == "项目预决算情况/正文")
    names = [row.name for row in table.rows]
    assert "政务大厅机房空调、照明灯等设施设备维修费用" in names
    assert "2023年政务大厅水、电、物业等运转经费" in names
    assert len(table.rows) == 13
    assert table.rows[-1].role is Role.TOTAL
    assert report.cells[table.id, "合计", "调整后预算数"][1].text == "245.94"


@pytest.mark.parametrize("name", ["township_clean", "township_planted"])
def test_aligned_tables_agree_with_the_word_document(name: str) -> None:
    """Columns kept by blanks give the same values as the Word document, name by name."""
    word, text = report_of(f"reports-dev/{name}.docx"), report_of(f"reports-dev/{name}.layout.txt")
    tables = {table.number or table.name: table.id for table in text.tables}
    missing = []
    for table in word.tables:
        ident = tables.get(table.number or table.name)
        for row in table.rows:
            for column in table.columns:
                cell = word.cells.get((table.id, row.name, column.name))
                if cell is None or row.name.endswith("小计"):
                    continue
                other = text.cells.get((ident or "", row.name, column.name))
                if other is None or other[1].text.replace(" ", "") != cell[1].text.replace(" ", ""):
                    missing.append((table.name, row.name, column.name, cell[1].text))
    assert missing == []


def test_line_endings_and_marks() -> None:
    """CRLF, LF, form feeds and a byte order mark: columns count from 1 on every line."""
    report = text_report("\ufeff预算 12 万元。\r\n支出 13 万元。\f收入 14 万元。\n")
    places = [(item.text, item.location.line, item.location.column) for _, item in occurrences(report.blocks)]
    assert places == [("12", 1, 4), ("13", 2, 4), ("14", 2, 14)]


def test_heading_paths() -> None:
    """Parts, chapters and items; the body that follows a summary opens a part of its own."""
    report = report_of("seed/report.txt")
    paths = {block.section for block in report.blocks}
    assert ("摘要", "二、评价结论") in paths
    assert ("正文", "一、基本概况", "（一）部门基本情况", "4.部门固定资产情况") in paths


def test_english_headings() -> None:
    """Numbered English headings make a path, too."""
    report = text_report(
        "1. Introduction\n\nThe office spent $3.5 million.\n\n1.1 Scope\n\nIt covers 12 items.\n"
    )
    assert [block.section for block in report.blocks if block.kind is BlockKind.PARAGRAPH] == [
        ("1. Introduction",),
        ("1. Introduction", "1.1 Scope"),
    ]
