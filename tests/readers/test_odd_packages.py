"""Odd values in Word documents, spreadsheets and PDF files cost at most what they stand for, never the reading."""

from __future__ import annotations

import pytest

from auditor.readers import read
from auditor.report.blocks import occurrences
from tests.readers.packages import S, W, docx, package, paragraph, pdf, pdf_text, row, xlsx

P = paragraph("预算 12 万元。")
NUMBERED = f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{{}}"/><w:numId w:val="1"/></w:numPr></w:pPr>{P[5:]}'


def table(properties: str, row_properties: str = "") -> str:
    """Return a table of one row whose first cell has `properties`."""
    first = f"<w:tc><w:tcPr>{properties}</w:tcPr>{P}</w:tc>"
    return f"<w:tbl><w:tr>{row_properties}{first}<w:tc>{P}</w:tc></w:tr></w:tbl>"


WORD = {
    "no number of columns": table('<w:gridSpan w:val="x"/>'),
    "a billion columns": table('<w:gridSpan w:val="1000000000"/>'),
    "ten thousand digits": table(f'<w:gridSpan w:val="{"9" * 10_000}"/>'),
    "minus five columns": table("", '<w:trPr><w:gridBefore w:val="-5"/></w:trPr>'),
    "a level that is none": NUMBERED.format("x"),
    "a level out of reach": NUMBERED.format("99999999999"),
    "no symbol": f'<w:p><w:r><w:sym/><w:sym w:char="zz"/><w:sym w:char="FFFFFFFFFFF"/></w:r></w:p>{P}',
}


@pytest.mark.parametrize("case", WORD)
def test_an_odd_value_in_word_is_read_past(case: str) -> None:
    """12 is read whatever stands beside it."""
    styles = (
        f'<w:styles {W}><w:style w:styleId="a"><w:pPr><w:outlineLvl w:val=""/></w:pPr></w:style>'
        '<w:style w:styleId="b"><w:pPr><w:outlineLvl w:val="12"/><w:numPr><w:ilvl w:val="q"/><w:numId/></w:numPr></w:pPr>'
        "</w:style></w:styles>"
    )
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="x"><w:start w:val="{"9" * 30}"/>'
        '<w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="1">'
        '<w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="y"><w:startOverride w:val="z"/></w:lvlOverride></w:num></w:numbering>'
    )
    report = read(docx(WORD[case], styles=styles, numbering=numbering), "a.docx")
    assert "12" in {item.text for _, item in occurrences(report.blocks)}


SHEETS = {
    "no row number": ('<row r="x"><c r="A1"><v>12</v></c><c><v>3</v></c></row>', ""),
    "no format number": (row(1, "=12|1"), '<numFmts><numFmt numFmtId="x"/></numFmts><cellXfs><xf/><xf numFmtId="y"/></cellXfs>'),
    "no style": ('<row r="1"><c r="A1" s="-1"><v>12</v></c><c s="x"><v>3</v></c></row>', ""),
    "no string": ('<row r="1"><c t="s"><v>-1</v></c><c t="s"><v>9999999999</v></c><c><v>12</v></c></row>', ""),
    "an endless format": (
        row(1, "=1e300|1", "=12"),
        (f'<numFmts><numFmt numFmtId="200" formatCode="{"%" * 5_000}0.{"0" * 5_000}"/></numFmts>'
        '<cellXfs><xf/><xf numFmtId="200"/></cellXfs>'),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SHEETS)
def test_an_odd_value_in_a_spreadsheet_is_read_past(case: str) -> None:
    """12 is read whatever stands beside it."""
    rows, styles = SHEETS[case]
    report = read(xlsx(rows, styles=styles), "a.xlsx")
    assert "12" in {item.text for _, item in occurrences(report.blocks)}


@pytest.mark.parametrize("area", ["A1:XFD1048576", "B2:A1", "x", "A1:"])
def test_odd_merges_cover_no_more_than_the_table(area: str) -> None:
    """A merge over the whole sheet is cut to what is filled."""
    sheet = (
        f"<worksheet {S}><sheetData>{row(1, '项目', '金额')}{row(2, '甲', '=12')}</sheetData>"
        f'<mergeCells><mergeCell ref="{area}"/></mergeCells></worksheet>'
    )
    report = read(whole_workbook(sheet), "a.xlsx")
    assert all(cell.columns <= 2 and cell.rows <= 2 for block in report.blocks for cell in block.cells)


def whole_workbook(sheet: str) -> bytes:
    """Return a workbook whose only sheet is `sheet`."""
    return package(
        {
            "xl/workbook.xml": f'<workbook {S} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            '<sheets><sheet name="表一" r:id="a"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


def test_a_strict_document_and_another_main_part_are_read() -> None:
    """Word's "strict" kind names its elements otherwise; some programs call the main part document2.xml."""
    body = f"<w:document {W}><w:body>{P}</w:body></w:document>"
    strict = body.replace(
        "schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml"
    )
    top = (
        '<Relationships><Relationship Id="r" Target="word/document2.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
    )
    for parts in ({"word/document.xml": strict}, {"_rels/.rels": top, "word/document2.xml": body}):
        report = read(package(parts), "a.docx")
        assert [item.text for _, item in occurrences(report.blocks)] == ["12"]


@pytest.mark.parametrize(
    ("matrix", "rotate"),
    [("0 1 -1 0 300 72", 0), ("0 -1 1 0 300 700", 0), ("-1 0 0 -1 500 400", 0), ("1 0 0 1 72 700", 90)],
    ids=["up", "down", "head over", "page turned"],
)
def test_a_page_printed_sideways_is_turned(matrix: str, rotate: int) -> None:
    """A wide table is often printed along the long side of the page."""
    data = pdf(f"BT /F1 12 Tf {matrix} Tm (Budget 718.39 million in 2023.) Tj ET\n".encode())
    if rotate:
        data = data.replace(b"/MediaBox", f"/Rotate {rotate} /MediaBox".encode())
    report = read(data, "a.pdf")
    found = {item.text: item for _, item in occurrences(report.blocks)}
    box = found["718.39"].location.box
    assert box is not None
    left, top, right, bottom = (int(edge.split(".")[0]) for edge in box)
    assert left < right
    assert top < bottom
    if matrix.startswith("0"):
        assert bottom - top > right - left  # it stands upright on the page as it lies
        assert abs(left - 300) < 20


def test_a_watermark_is_no_line_of_the_text() -> None:
    """Text aslant over the page is left out, and that is said where it holds digits."""
    mark = b"BT /F1 60 Tf 0.7 0.7 -0.7 0.7 72 300 Tm (DRAFT 7) Tj ET\n"
    report = read(pdf(pdf_text("The budget was 12 million.", "It grew by 3 percent.") + mark), "a.pdf")
    assert [item.text for _, item in occurrences(report.blocks)] == ["12", "3"]
    assert [each.en for each in report.document.remarks] == ["page 1: text that runs another way is not read"]


def test_a_page_of_many_lines_is_read_as_text() -> None:
    """A map is no table."""
    lines = b"".join(b"%d 0 m %d 842 l S\n" % (at % 595, at % 595) for at in range(21_000))
    report = read(pdf(pdf_text("The budget was 12 million.") + lines), "a.pdf")
    assert [item.text for _, item in occurrences(report.blocks)] == ["12"]
    assert "too many lines" in (report.document.provenance or "")
