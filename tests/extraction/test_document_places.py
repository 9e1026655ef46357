"""Every number of a docx, pdf or xlsx stands where its location says, as other readers of the file see it."""

# ruff: noqa: RUF001 - the look-alikes are the very characters that reports print
from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from auditor.extraction.text.characters import fold
from auditor.report.blocks import BlockKind, occurrences
from tests.extraction.documents import report_of, shared

if TYPE_CHECKING:
    from auditor.report import Report

DOCX = ("seed/report.docx", "reports-dev/township_clean.docx", "reports-dev/township_planted.docx")
PDF = ("seed/report.pdf", "reports-dev/township_clean.pdf", "reports-dev/township_planted.pdf")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DIGITS = "0123456789０１２３４５６７８９"


def parsed(package: zipfile.ZipFile, part: str) -> ET.Element:
    """Return a part of a shared document, which is no hostile file."""
    return ET.fromstring(package.read(part))  # noqa: S314 - our own sample


def squeezed(text: str) -> str:
    """Return a text without blanks, dashes and digits in one form."""
    return re.sub(r"\s+", "", fold(text)).replace("–", "-").translate(str.maketrans("¹²³", "123"))


def body(name: str) -> list[ET.Element]:
    """Return the paragraphs and tables of a docx in order, as they stand in its XML."""
    with zipfile.ZipFile(io.BytesIO(shared(name))) as package:
        root = parsed(package, "word/document.xml")
    found = root.find(f"{W}body")
    assert found is not None
    return [each for each in found if each.tag in {f"{W}p", f"{W}tbl"}]


def raw(element: ET.Element) -> str:
    """Return the text of an element's runs."""
    signs = {f"{W}tab": "\t", f"{W}br": "\n"}
    runs = (each for run in element.iter(f"{W}r") for each in run)
    return "".join(signs.get(each.tag, (each.text or "") if each.tag == f"{W}t" else "") for each in runs)


@pytest.mark.parametrize("name", DOCX)
def test_a_number_of_a_docx_stands_in_its_block(name: str) -> None:
    """The block is counted in the body; the range counts characters of the text that the block shows."""
    elements = body(name)
    checked = 0
    for block, item in occurrences(report_of(name).blocks):
        place = item.location
        if place.block is None or place.range is None:
            assert block.kind is BlockKind.NOTE
            continue
        if place.block >= len(elements):
            # Footnotes are counted behind the body.
            assert block.kind is BlockKind.NOTE
            continue
        element = elements[place.block]
        start, end = map(int, place.range.split("-"))
        assert squeezed(item.text) in squeezed(raw(element))
        shown = raw(element) if element.tag == f"{W}p" else block.text
        assert shown[start:end] == item.text
        checked += 1
    assert checked > 300


@pytest.mark.parametrize("name", DOCX)
def test_a_cell_of_a_docx_table_is_the_one_its_row_and_column_name(name: str) -> None:
    """The row that holds the number holds its row's label as well."""
    elements = body(name)
    report = report_of(name)
    labels = {(table.id, row.name): row.label or row.name for table in report.tables for row in table.rows}
    checked = 0
    for _, item in occurrences(report.blocks):
        place = item.location
        if place.block is None or place.row is None or place.table is None:
            continue
        rows = [squeezed(raw(each)) for each in elements[place.block].iter(f"{W}tr")]
        label = squeezed(labels[place.table, place.row])
        # A label that spans rows stands in the first of them only.
        assert any(squeezed(item.text) in row and label in row for row in rows) or any(
            label in row for row in rows
        )
        checked += 1
    assert checked > 100


@pytest.mark.parametrize("name", PDF)
def test_the_box_of_a_number_holds_it(name: str) -> None:
    """PDFium finds in the box what pdfplumber read; a number that is broken over lines has its first line's box."""
    pdfium = pytest.importorskip("pypdfium2")
    report = report_of(name)
    document = pdfium.PdfDocument(shared(name))
    pages = [(page, page.get_height(), page.get_textpage()) for page in document]
    wrong = []
    total = 0
    for _, item in occurrences(report.blocks):
        box = item.location.box
        if box is None:
            continue
        total += 1
        left, top, right, bottom = map(float, box)
        begin = squeezed(item.text)
        # A printed page number may be that of the front matter as well.
        for _, height, text in pages:
            inside = squeezed(text.get_text_bounded(left - 0.5, height - bottom, right + 0.5, height - top))
            if inside and (begin in inside or (len(inside) > 0 and begin.startswith(inside))):
                break
        else:
            wrong.append((item.text, item.location))
    assert total > 300
    assert wrong == []


def stored() -> dict[tuple[str, str], str | Fraction]:
    """Return what the cells of the shared workbook store, by sheet and cell."""
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(shared("seed/report.xlsx"))) as package:
        strings: list[str] = []
        if "xl/sharedStrings.xml" in package.namelist():
            items = parsed(package, "xl/sharedStrings.xml").iter(f"{main}si")
            strings = ["".join(text.text or "" for text in each.iter(f"{main}t")) for each in items]
        book = parsed(package, "xl/workbook.xml")
        links = parsed(package, "xl/_rels/workbook.xml.rels")
        targets = {each.get("Id"): each.get("Target", "") for each in links}
        found: dict[tuple[str, str], str | Fraction] = {}
        for sheet in book.iter(f"{main}sheet"):
            ident = next(value for name, value in sheet.attrib.items() if name.endswith("}id"))
            path = targets[ident].lstrip("/")
            root = parsed(package, path if path.startswith("xl/") else f"xl/{path}")
            for cell in root.iter(f"{main}c"):
                value = cell.findtext(f"{main}v")
                kind, place = cell.get("t", "n"), (sheet.get("name", ""), cell.get("r", ""))
                if kind == "inlineStr":
                    found[place] = "".join(text.text or "" for text in cell.iter(f"{main}t"))
                elif value is not None:
                    number = Fraction(value) if kind == "n" else value
                    found[place] = strings[int(value)] if kind == "s" else number
    return found


def test_a_number_of_a_workbook_stands_in_its_cell() -> None:
    """The cell stores a text that holds it, or a value that is displayed so."""
    values = stored()
    checked = 0
    for block, item in occurrences(report_of("seed/report.xlsx").blocks):
        place = item.location
        if place.cell is None:
            assert block.kind is BlockKind.FURNITURE
            assert item.text in (place.sheet or "")
            continue
        value = values[place.sheet or "", place.cell]
        if isinstance(value, str):
            assert squeezed(item.text) in squeezed(value)
        elif item.text.strip("-") == "":
            assert value == 0
        else:
            digits = item.text.replace(",", "")
            bare = digits.rstrip("%")
            displayed = Fraction(bare) / (100 if digits.endswith("%") else 1)
            places = len(bare.partition(".")[2]) + 2 * digits.endswith("%")
            # Halves are rounded on fifteen digits, as spreadsheets do.
            assert abs(value - displayed) <= Fraction(1, 2 * 10**places) + Fraction(1, 10**14)
        checked += 1
    assert checked > 300


def silent(report: Report) -> list[str]:
    """Return the digits of a document's blocks that no number holds."""
    missed = []
    for block in report.blocks:
        held = {at for item in block.occurrences for at in range(item.span.start, item.span.end)}
        missed += [
            f"{char} in {block.text[max(0, at - 8) : at + 8]!r}"
            for at, char in enumerate(block.text)
            if char in DIGITS and at not in held
        ]
    return missed


@pytest.mark.parametrize("name", [*DOCX, *PDF, "seed/report.xlsx"])
def test_no_digit_of_a_document_is_silent(name: str) -> None:
    """A digit belongs to a figure, a code, a date …, or is listed as unread."""
    assert silent(report_of(name)) == []


@pytest.mark.parametrize("name", DOCX)
def test_every_digit_of_a_docx_is_in_a_block(name: str) -> None:
    """What the runs of the body hold is in the blocks, and nothing twice."""
    elements = body(name)
    wanted = Counter(char for element in elements for char in raw(element) if char in DIGITS)
    found = Counter(
        char
        for block in report_of(name).blocks
        if block.location.block is not None and block.location.block < len(elements)
        for char in block.text
        if char in DIGITS
    )
    assert wanted == found


def test_every_digit_of_a_pdf_is_in_a_block() -> None:
    """What PDFium reads on the pages is in the blocks, and nothing twice."""
    pdfium = pytest.importorskip("pypdfium2")
    for name in PDF:
        document = pdfium.PdfDocument(shared(name))
        wanted = Counter(
            char for page in document for char in page.get_textpage().get_text_range() if char in DIGITS
        )
        text = "".join(block.text for block in report_of(name).blocks)
        found = Counter(char for char in text.translate(str.maketrans("¹²³", "123")) if char in DIGITS)
        assert wanted == found, name


def cells_of(report: Report) -> Counter[str]:
    """Return the texts of a report's table cells."""
    return Counter(
        squeezed(cell.text) for block in report.blocks for cell in block.cells if cell.text.strip()
    )


def test_every_table_cell_of_the_docx_and_the_pdf_is_read() -> None:
    """The docx stores its cells; the pdf, printed from it, draws the same ones."""
    tables = [each for each in body("seed/report.docx") if each.tag == f"{W}tbl"]
    texts = [squeezed(raw(cell)) for table in tables for cell in table.iter(f"{W}tc")]
    wanted = Counter(text for text in texts if text)
    assert wanted.total() > 1000
    assert cells_of(report_of("seed/report.docx")) == wanted
    missing = wanted - cells_of(report_of("seed/report.pdf"))
    assert missing.total() * 1000 <= wanted.total() * 5


def test_every_cell_of_the_workbook_is_read() -> None:
    """All but the cells of hidden sheets, which are named."""
    report = report_of("seed/report.xlsx")
    found = {
        (place.sheet, place.cell)
        for block in report.blocks
        for place in (block.location, *(cell.location for cell in block.cells))
    }
    missed = {place for place, value in stored().items() if place not in found and str(value).strip()}
    hidden = (report.document.provenance or "").partition("hidden sheet skipped: ")[2]
    assert hidden
    assert {sheet for sheet, _ in missed} == {hidden}
