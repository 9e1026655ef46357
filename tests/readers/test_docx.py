"""What a Word document shows, and nothing that it hides, is read; places survive small edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.readers import read
from auditor.report.blocks import BlockKind
from tests.extraction.documents import report_of
from tests.readers.packages import W, docx, paragraph

if TYPE_CHECKING:
    from auditor.report import Report


def texts(report: Report) -> list[str]:
    """Return the text of every block."""
    return [block.text for block in report.blocks]


def run(text: str, properties: str = "") -> str:
    """Return a run."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


HARD: dict[str, tuple[str, str]] = {
    "insertion": (
        f'{run("预算 ")}<w:ins w:author="甲" w:date="2024-01-01">{run("93.94")}</w:ins>{run("%。")}',
        "预算 93.94%。",
    ),
    "deletion": (
        f"{run('预算 ')}<w:del><w:r><w:delText>12</w:delText></w:r></w:del>{run('15 万元')}",
        "预算 15 万元",
    ),
    "move": (f"<w:moveFrom>{run('旧 1')}</w:moveFrom><w:moveTo>{run('新 2')}</w:moveTo>", "新 2"),
    "content control": (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('金额 7')}</w:sdtContent></w:sdt>", "金额 7"),
    "link": (f"<w:hyperlink>{run('见 3')}</w:hyperlink>", "见 3"),
    "smart tag": (f"<w:smartTag>{run('2023')}</w:smartTag>{run('年')}", "2023年"),
    "simple field": (f'<w:fldSimple w:instr="SUM(ABOVE)">{run("442.31")}</w:fldSimple>', "442.31"),
    "complex field": (
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>=SUM(1)</w:instrText></w:r>'
            f'{run("hidden 9")}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("718.39")}'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        ),
        "718.39",
    ),
    "hidden": (run("预算 ") + run("999", "<w:rPr><w:vanish/></w:rPr>") + run("5"), "预算 5"),
    "not hidden": (run("8", '<w:rPr><w:vanish w:val="0"/></w:rPr>'), "8"),
    "hyphen and tab": (
        "<w:r><w:t>1</w:t><w:noBreakHyphen/><w:t>4月</w:t><w:tab/><w:t>5</w:t></w:r>",
        "1-4月\t5",
    ),
    "break": ("<w:r><w:t>第一行</w:t><w:br/><w:t>第二行</w:t></w:r>", "第一行\n第二行"),
    "formula": (
        "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>5</m:t></m:r></m:den></m:f></m:oMath>",
        "1/5",
    ),
    "power": (
        run("10") + run("2", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>') + run("万元"),
        "10²万元",
    ),
    "mark of a note": (
        run("93.94%") + run("1", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'),
        "93.94%¹",
    ),
    "formula with a power": (
        "<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>",
        "10²",
    ),
    "formula with brackets": (
        (
            "<m:oMath><m:f><m:num><m:r><m:t>718.39-442.31</m:t></m:r></m:num><m:den><m:r><m:t>442.31</m:t></m:r></m:den></m:f>"
            "<m:d><m:e><m:r><m:t>1+2</m:t></m:r></m:e></m:d></m:oMath>"
        ),
        "(718.39-442.31)/442.31(1+2)",
    ),
    "pinyin above": (
        "<w:r><w:ruby><w:rt><w:r><w:t>yi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>一</w:t></w:r></w:rubyBase></w:ruby></w:r>",
        "一",
    ),
    "hidden by its style": (
        '<w:pPr><w:pStyle w:val="ghost"/></w:pPr>'
        + run("999")
        + run("5", '<w:rPr><w:vanish w:val="0"/></w:rPr>'),
        "5",
    ),
    "shown by its style": ('<w:pPr><w:pStyle w:val="shown"/></w:pPr>' + run("7"), "7"),
    "a field over runs": (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF 9</w:instrText><w:fldChar w:fldCharType="separate"/>'
        '<w:t>12</w:t><w:fldChar w:fldCharType="end"/></w:r>' + run("项"),
        "12项",
    ),
    "drop-down list": (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="优"/>'
        '<w:listEntry w:val="良"/></w:ddList></w:ffData></w:fldChar><w:instrText>FORMDROPDOWN</w:instrText>'
        '<w:fldChar w:fldCharType="end"/></w:r>' + run("等"),
        "良等",
    ),
    "split numeral": (run("93.") + run("94") + run("%"), "93.94%"),
}


@pytest.mark.parametrize("case", HARD)
def test_hard_inline_cases(case: str) -> None:
    """The accepted view: what Word prints is the text, once."""
    body, expected = HARD[case]
    styles = (
        f'<w:styles {W}><w:style w:styleId="ghost"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="shown"><w:rPr><w:vanish w:val="0"/></w:rPr></w:style></w:styles>'
    )
    report = read(docx(f"<w:p>{body}</w:p>", styles=styles), "a.docx")
    assert texts(report) == [expected]


def test_a_text_box_is_read_once() -> None:
    """AlternateContent holds a box twice: as drawing and as picture."""
    box = f"<w:txbxContent>{paragraph('框内 55 万元')}</w:txbxContent>"
    body = (
        f"<w:p>{run('正文 1 项')}<w:r><mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert texts(read(docx(body), "a.docx")) == ["正文 1 项", "框内 55 万元"]


def test_insertions_are_recorded() -> None:
    """A figure typed with change tracking on says who typed it, and what stood there before."""
    body = (
        '<w:p><w:r><w:t>覆盖率为 </w:t></w:r><w:del w:author="乙" w:date="2024-07-02"><w:r><w:delText>93.22</w:delText>'
        '</w:r></w:del><w:ins w:author="甲" w:date="2024-07-01"><w:r><w:t>93.94</w:t></w:r></w:ins>'
        "<w:r><w:t>%。</w:t></w:r></w:p>"
    )
    report = read(docx(body), "a.docx")
    (block,) = report.blocks
    assert [(item.kind, item.author, item.text) for item in block.revisions] == [
        ("deleted", "乙", "93.22"),
        ("inserted", "甲", "93.94"),
    ]
    inserted = block.revisions[1].span
    assert inserted is not None
    assert block.text[inserted.start : inserted.end] == "93.94"
    (occurrence,) = block.occurrences
    assert (occurrence.text, occurrence.location.revision) == ("93.94%", "甲 2024-07-01 ← 93.22")


def test_an_insertion_in_a_cell_is_told_on_its_number_alone() -> None:
    """In a table as well, the mention says who typed it."""

    def cell(content: str) -> str:
        return f"<w:tc>{content}</w:tc>"

    typed = f'<w:p/><w:p><w:ins w:author="甲" w:date="2024-07-01T10:00:00Z">{run("5.50")}</w:ins></w:p>'
    rows = (
        f"<w:tr>{cell(paragraph('项目'))}{cell(paragraph('金额'))}</w:tr>"
        f"<w:tr>{cell(paragraph('甲'))}{cell(typed)}</w:tr><w:tr>{cell(paragraph('乙'))}{cell(paragraph('6.50'))}</w:tr>"
    )
    report = read(docx(f"<w:tbl>{rows}</w:tbl>"), "a.docx")
    told = {
        mention.text: mention.location.revision
        for figure in report.figures.values()
        for mention in figure.mentions
    }
    assert told == {"5.50": "甲 2024-07-01", "6.50": None}


def test_merged_and_nested_cells() -> None:
    """gridSpan, vMerge and gridBefore place cells; a nested table is a table of its own."""

    def cell(text: str, properties: str = "", inner: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}{inner}</w:tc>"

    nested = f"<w:tbl><w:tr>{cell('内 1')}{cell('内 2')}</w:tr></w:tbl>"
    start, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = (
        f"<w:tbl><w:tr>{cell('类别', start)}{cell('期初', '<w:gridSpan w:val=&quot;2&quot;/>'.replace('&quot;', chr(34)))}</w:tr>"
        f"<w:tr>{cell('', more)}{cell('原值')}{cell('净值')}</w:tr>"
        f"<w:tr>{cell('设备')}{cell('166.97')}{cell('46.92', inner=nested)}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("1")}{cell("2")}</w:tr></w:tbl>'
    )
    report = read(docx(paragraph("表 1-1 资产情况表（万元）") + table), "a.docx")
    outer = next(block for block in report.blocks if block.kind is BlockKind.TABLE)
    places = {cell.text: (cell.row, cell.column, cell.rows, cell.columns) for cell in outer.cells}
    assert places["类别"] == (0, 0, 2, 1)
    assert places["期初"] == (0, 1, 1, 2)
    assert places["1"] == (3, 1, 1, 1)
    assert sum(block.kind is BlockKind.TABLE for block in report.blocks) == 2
    first = report.tables[0]
    assert (first.number, first.unit, first.name) == ("表1-1", "万元", "资产情况表")
    assert [column.path for column in first.columns] == [("期初", "原值"), ("期初", "净值")]


ROWS = (("部门", "预算", "支出"), ("甲局", "120", "118"), ("乙局", "80", "77"), ("合计", "200", "195"))


@pytest.mark.parametrize(("between", "around"), [("\t", ""), (" | ", "|")])
def test_rows_that_are_paragraphs_are_a_table(between: str, around: str) -> None:
    """What a converter or typist left as paragraphs with tabs or bars is a table, under the caption above it."""
    rows = "".join(paragraph(around + between.join(row) + around) for row in ROWS)
    body = paragraph("表1-1 部门支出（万元）") + rows + paragraph("联系人：\t电话：")
    report = read(docx(body), "a.docx")
    (table,) = report.tables
    assert (table.number, table.unit, table.name) == ("表1-1", "万元", "部门支出")
    block = next(block for block in report.blocks if block.kind is BlockKind.TABLE)
    assert [cell.text for cell in block.cells] == [text for row in ROWS for text in row]
    assert texts(report)[-1] == "联系人：\t电话："


def test_cells_merged_in_the_old_way() -> None:
    """`hMerge` joins a cell to the one left of it, as `gridSpan` does in newer documents."""

    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    rows = (
        (cell("项目", '<w:vMerge w:val="restart"/>'), cell("收入", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>")),
        (cell("", "<w:vMerge/>"), cell("预算数"), cell("决算数")),
        (cell("甲"), cell("3"), cell("2")),
        (cell("乙"), cell("4"), cell("5")),
    )  # fmt: skip
    report = read(
        docx("<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"), "a.docx"
    )
    assert [column.path for column in report.tables[0].columns] == [("收入", "预算数"), ("收入", "决算数")]


def test_footnotes_and_numbering_are_read() -> None:
    """Notes stand at the end; a list number that Word prints makes the heading path."""
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    numbered = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    footnotes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0">{paragraph("---")}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph("按万元列示，差 0.01 万元。")}</w:footnote></w:footnotes>'
    )
    body = (
        numbered.format("基本情况")
        + paragraph("预算 12 万元。")
        + numbered.format("评价结论")
        + paragraph("得分 93 分。")
    )
    report = read(docx(body, numbering=numbering, footnotes=footnotes), "a.docx")
    assert [(block.kind, block.section) for block in report.blocks] == [
        (BlockKind.HEADING, ("一、基本情况",)),
        (BlockKind.PARAGRAPH, ("一、基本情况",)),
        (BlockKind.HEADING, ("二、评价结论",)),
        (BlockKind.PARAGRAPH, ("二、评价结论",)),
        (BlockKind.NOTE, ("二、评价结论",)),
    ]


def test_a_place_in_word() -> None:
    """No page and no line: block, range in the block, heading path and a quotation."""
    report = read(docx(paragraph("一、概况") + paragraph("编制数 25 人，实有 22 人。")), "a.docx")
    place = report.blocks[1].occurrences[1].location
    assert (place.block, place.range, place.section, place.line) == (1, "12-14", ("一、概况",), None)
    assert place.quote is not None
    assert "22" in place.quote


def test_moved_and_deleted_paragraphs_take_no_number() -> None:
    """What was deleted or moved away is not there: the list counts on without it."""
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    item = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>{}</w:pPr>{}</w:p>'
    body = (
        item.format("", run("基本情况"))
        + item.format(
            "<w:rPr><w:del/></w:rPr>", "<w:del><w:r><w:delText>旧的一章 9</w:delText></w:r></w:del>"
        )
        + item.format("<w:rPr><w:moveFrom/></w:rPr>", f"<w:moveFrom>{run('移走的一章 8')}</w:moveFrom>")
        + item.format("", run("评价结论"))
    )
    report = read(docx(body, numbering=numbering), "a.docx")
    assert [(block.text, block.section) for block in report.blocks] == [
        ("一、基本情况", ("一、基本情况",)),
        ("二、评价结论", ("二、评价结论",)),
    ]


def test_a_deleted_cell_is_not_read() -> None:
    """A cell that a tracked change deletes leaves its place to the next."""

    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    rows = f"<w:tr>{cell('项目')}{cell('金额')}</w:tr><w:tr>{cell('甲')}{cell('9', '<w:cellDel/>')}{cell('5')}</w:tr>"
    report = read(docx(f"<w:tbl>{rows}</w:tbl>"), "a.docx")
    (block,) = report.blocks
    assert [cell.text for cell in block.cells] == ["项目", "金额", "甲", "5"]


def test_what_is_not_read_is_named() -> None:
    """Pictures, charts, embedded objects, comments, imported documents and figures of page headers."""
    picture = '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"/>'
    chart = '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/>'
    body = f"<w:p>{run('12')}<w:r><w:drawing>{picture}{chart}</w:drawing></w:r></w:p><w:altChunk/>"
    report = read(
        docx(
            body,
            comments=f'<w:comments {W}><w:comment w:id="1">{paragraph("改")}</w:comment></w:comments>',
            header1=f"<w:hdr {W}>{paragraph('2023年')}</w:hdr>",
            **{"embeddings/book": b"<a/>"},
        ),
        "a.docx",
    )
    assert [each.en for each in report.document.remarks] == [
        "embedded objects are not read: 1",
        "text and numbers in pictures are not read: 1",
        "charts and diagrams are not read: 1",
        "imported documents are not read: 1",
        "comments are not read",
        "numbers in page headers and footers are not read",
    ]
    assert all(each.zh for each in report.document.remarks)


def test_the_seed_document() -> None:
    """Tables of the real document, by their short names."""
    report = report_of("seed/report.docx")
    names = {table.name for table in report.tables}
    assert {
        "收入情况表",
        "资产情况表",
        "项目预决算情况",
        "部门绩效类指标得分情况表",
        "项目指标得分表",
    } <= names
    table = next(table for table in report.tables if table.name == "资产情况表")
    assert report.cells[table.id, "合计", "期末净值"][1].text == "73.98"
    assert (table.unit, table.number) == ("万元", "表1-1")


def test_english_headings_are_known_by_their_look() -> None:
    """Bold lines in larger type are chapters, bold ones as large as the text lie below them; the title is neither."""

    def line(text: str, size: int, *, bold: bool) -> str:
        mark = "<w:b/>" if bold else ""
        return f'<w:p><w:r><w:rPr>{mark}<w:sz w:val="{size}"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'

    told = line("The agency spent 40 million in the year.", 22, bold=False)
    body = (
        line("Annual Report", 36, bold=True)
        + told
        + line("1  Budget and spending", 28, bold=True)
        + told
        + line("Late payment", 22, bold=True)
        + told
        + line("2  Results", 28, bold=True)
        + line("All of it was spent.", 22, bold=True)
        + told
    )
    blocks = read(docx(body), "a.docx").blocks
    headings = [each.text for each in blocks if each.kind is BlockKind.HEADING]
    assert headings == ["1  Budget and spending", "Late payment", "2  Results"]
    assert [each.section for each in blocks if each.text.startswith("The agency")][2] == (
        "1 Budget and spending",
        "Late payment",
    )
