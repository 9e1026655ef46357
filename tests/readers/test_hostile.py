"""Files that must be refused: named, with a remedy, fast, and before any library unpacks them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from auditor.readers import read, reader_for, suffixes
from auditor.report.unreadable import Refusal, UnreadableDocumentError
from tests.effort import Calls, calls
from tests.readers.packages import W, docx, package, paragraph, pdf, pdf_text, row, xlsx

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_CALLS = 4_000_000
"""About two seconds of work on a slow machine; `benchmarks/refusals.py` measures the seconds."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512


def lying_size() -> bytes:
    """Return a package whose directory understates a member's size."""
    data = docx(paragraph("预算 " + "9" * 100_000))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        real = archive.getinfo("word/document.xml").file_size
    return data.replace(real.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


SPAN = '<w:tc><w:tcPr><w:gridSpan w:val="512"/></w:tcPr><w:p/></w:tc>'
WIDE = f"<w:tr>{SPAN * 9}</w:tr>"


def twice(data: bytes) -> bytes:
    """Return a package that holds its main part twice, with different figures."""
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", docx(paragraph("预算 13 万元")))
    return buffer.getvalue()


def sparse() -> str:
    """Return rows of two cells each, in five hundred columns."""
    names = [f"{first}{second}" for first in "ABCDEFGHIJKLMNOPQR" for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    return "".join(
        f'<row r="{at}"><c r="A{at}"><v>1</v></c><c r="{names[at % 460]}{at}"><v>{at}</v></c></row>'
        for at in range(1, 5_000)
    )


CASES: dict[str, tuple[str, Callable[[], bytes], Refusal]] = {
    "empty": ("a.txt", lambda: b" \n", Refusal.EMPTY),
    "huge": ("a.txt", lambda: b"1" * (65 * 1024 * 1024), Refusal.TOO_LARGE),
    "a million numbers": ("a.txt", lambda: b"1 " * 1_000_000, Refusal.NUMBERS),
    "a million digits of blanks": ("a.txt", lambda: b" " * 1_000_000, Refusal.EMPTY),
    "gbk": ("a.txt", lambda: "预算支出增长百分之五，收入减少，绩效评价".encode("gbk"), Refusal.ENCODING),
    "utf-16": ("a.txt", lambda: "预算 12 万元".encode("utf-16"), Refusal.ENCODING),
    "utf-16 without mark": ("a.txt", lambda: ("budget 12 " * 20).encode("utf-16-le"), Refusal.ENCODING),
    "pdf as text": ("a.txt", lambda: pdf(b""), Refusal.OTHER_FORMAT),
    "old word": ("a.docx", lambda: OLE + "WordDocument".encode("utf-16-le"), Refusal.OLD_WORD),
    "old word by name": ("a.doc", lambda: OLE, Refusal.OLD_WORD),
    "old excel": ("a.xlsx", lambda: OLE + "Workbook".encode("utf-16-le"), Refusal.OLD_EXCEL),
    "macros": ("a.docm", lambda: b"PK\x03\x04", Refusal.MACROS),
    "encrypted office": ("a.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), Refusal.ENCRYPTED),
    "encrypted office without its directory": (
        "a.docx",
        lambda: OLE + "EncryptionInfo".encode("utf-16-le"),
        Refusal.ENCRYPTED,
    ),
    "encrypted in a package": ("a.docx", lambda: package({"EncryptedPackage": b"1"}), Refusal.ENCRYPTED),
    "encrypted with masked names": (
        "a.docx",
        lambda: package({"1": b"1"}).replace(
            b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\x41\x20"
        ),
        Refusal.ENCRYPTED,
    ),
    "a container of something": ("a.docx", lambda: OLE + b"\0" * 2_000, Refusal.OTHER_FORMAT),
    "rich text": ("a.rtf", lambda: b"{\\rtf1 a}", Refusal.RTF),
    "nothing but a byte order mark": ("a.txt", lambda: b"\xef\xbb\xbf\n", Refusal.EMPTY),
    "unknown suffix": ("a.bin", lambda: b"1", Refusal.NO_READER),
    "no suffix": ("draft", lambda: b"1", Refusal.NO_READER),
    "no zip": ("a.docx", lambda: b"hello", Refusal.OTHER_FORMAT),
    "truncated zip": ("a.docx", lambda: docx(paragraph("预算 12 万元"))[:-40], Refusal.DAMAGED),
    "wrong package": ("a.docx", lambda: xlsx(row(1, "预算")), Refusal.MISSING_PART),
    "no body": (
        "a.docx",
        lambda: package({"word/document.xml": f"<w:document {W}></w:document>"}),
        Refusal.MISSING_PART,
    ),
    "bomb": ("a.docx", lambda: docx(paragraph("0" * (64 * 1024 * 1024))), Refusal.BOMB),
    "many members": (
        "a.xlsx",
        lambda: package(dict.fromkeys((f"xl/{at}.xml" for at in range(6000)), b"<a/>")),
        Refusal.BOMB,
    ),
    "lying size": ("a.docx", lying_size, Refusal.DAMAGED),
    "doctype": (
        "a.docx",
        lambda: package(
            {
                "word/document.xml": f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {W}>&x;</w:document>'
            }
        ),
        Refusal.DOCTYPE,
    ),
    "doctype in another part": (
        "a.docx",
        lambda: docx(paragraph("1"), styles="<!DOCTYPE a><a/>"),
        Refusal.DOCTYPE,
    ),
    "utf-16 part": ("a.docx", lambda: docx(paragraph("1"), styles="<a/>".encode("utf-16")), Refusal.ENCODING),
    "deep": (
        "a.docx",
        lambda: docx("<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000),
        Refusal.DEEP,
    ),
    "deep tables": (
        "a.docx",
        lambda: docx("<w:tbl><w:tr><w:tc>" * 100 + paragraph("1") + "</w:tc></w:tr></w:tbl>" * 100),
        Refusal.DEEP,
    ),
    "many elements": ("a.docx", lambda: docx("<w:p/>" * 3_100_000), Refusal.BOMB),
    "tables too deep": (
        "a.docx",
        lambda: docx("<w:tbl><w:tr><w:tc>" * 60 + paragraph("预算 12") + "</w:tc></w:tr></w:tbl>" * 60),
        Refusal.DEEP,
    ),
    "a part twice": ("a.docx", lambda: twice(docx(paragraph("预算 12 万元"))), Refusal.DAMAGED),
    "a table of nothing": (
        "a.docx",
        lambda: docx(f"<w:tbl>{(WIDE + '<w:tr><w:tc/></w:tr>' * 9) * 1000}</w:tbl>" + paragraph("12")),
        Refusal.TOO_LARGE,
    ),
    "only pictures": ("a.docx", lambda: docx("<w:p/>"), Refusal.NO_TEXT),
    "sparse": ("a.xlsx", lambda: xlsx(sparse()), Refusal.TOO_LARGE),
    "many cells": ("a.xlsx", lambda: xlsx(f"<row>{'<c><v>1</v></c>' * 310_000}</row>"), Refusal.BOMB),
    "many numbers in cells": (
        "a.xlsx",
        lambda: xlsx(f"<row>{''.join(f'<c><v>{at * 7919}</v></c>' for at in range(310_000))}</row>"),
        Refusal.CELLS,
    ),
    "rich text as word": ("a.docx", lambda: b"{\\rtf1 a}", Refusal.OTHER_FORMAT),
    "a web page as word": ("a.docx", lambda: b"<html><body>1</body></html>", Refusal.OTHER_FORMAT),
    "one long line": ("a.txt", lambda: "没有数字，".encode() * 600_000, Refusal.LINE),
    "a text without end": ("a.txt", lambda: b"a word\n" * 3_000_000, Refusal.TOO_LARGE),
    "binary": ("a.txt", lambda: b"12\0" + bytes(range(100)), Refusal.ENCODING),
    "utf-16 chinese": ("a.txt", lambda: "预算 12 万元，比上年增长。".encode("utf-16-le"), Refusal.ENCODING),
    "malformed": ("a.docx", lambda: docx("<w:p>"), Refusal.MALFORMED),
    "not a pdf": ("a.pdf", lambda: b"hello", Refusal.OTHER_FORMAT),
    "truncated pdf": ("a.pdf", lambda: pdf(pdf_text("Budget 12"))[:-60], Refusal.CUT_OFF),
    "scanned pdf": ("a.pdf", lambda: pdf(b""), Refusal.SCANNED),
    "pdf bomb": ("a.pdf", lambda: pdf(b" " * (300 * 1024 * 1024), compress=True), Refusal.BOMB),
    "pdf of a million letters": (
        "a.pdf",
        lambda: pdf(b"BT /F1 12 Tf (1) Tj ET\n" * 3_000_000, compress=True),
        Refusal.BUSY_PAGE,
    ),
    "pdf page of many letters": ("a.pdf", lambda: pdf(b"BT (1) Tj ET\n" * 60_000), Refusal.BUSY_PAGE),
    "pdf page of one long line": (
        "a.pdf",
        lambda: pdf(b"BT /F1 12 Tf (" + b"1" * 60_000 + b") Tj ET"),
        Refusal.BUSY_PAGE,
    ),
    "pdf with an odd page": (
        "a.pdf",
        lambda: pdf(pdf_text("1")).replace(b"[0 0 595", b"[(a) 0 59"),
        Refusal.DAMAGED,
    ),
    "damaged pdf": ("a.pdf", lambda: b"%PDF-1.4\n" + b"garbage " * 100 + b"\n%%EOF", Refusal.DAMAGED),
    "encrypted pdf": (
        "a.pdf",
        lambda: pdf(
            pdf_text("Budget 12"),
            trailer="/Encrypt << /Filter /Standard /V 1 /R 2 /O ("
            + "x" * 32
            + ") /U ("
            + "y" * 32
            + ") /P -44 >>"
            " /ID [(0123456789abcdef) (0123456789abcdef)]",
        ),
        Refusal.ENCRYPTED,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_is_refused_by_name(case: str) -> None:
    """One error with reason, place and remedy, for a bounded amount of work."""
    name, make, refusal = CASES[case]
    data = make()
    with Calls() as counted, pytest.raises(UnreadableDocumentError) as caught:
        read(data, name)
    assert counted.made < MOST_CALLS
    assert caught.value.refusal is refusal
    assert caught.value.reason
    assert caught.value.remedy
    assert caught.value.place.startswith(name)
    assert all(problem.zh and problem.hint_zh for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("encoding", "text", "called"),
    [
        ("gbk", "预算支出增长百分之五，收入减少，绩效评价", "GBK"),
        ("big5", "一、預算情況：2023年安排442.31萬元，其中撥款397.23萬元。", "Big5"),
        ("big5", "縣政府年度決算書", "Big5"),
        ("shift_jis", "予算は四百円である。平成二十年度の決算", "Shift JIS"),
        ("latin-1", "Café, dépenses élevées en 2023", "Latin-1"),
    ],
)
def test_the_encoding_of_a_text_is_told(encoding: str, text: str, called: str) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read(text.encode(encoding), "a.txt")
    assert called in caught.value.reason


@pytest.mark.parametrize(("name", "said"), [("a.wps", ".wps"), ("a.doc", ".doc"), ("a.et", ".et")])
def test_an_old_format_is_called_by_its_suffix(name: str, said: str) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read(OLE, name)
    assert said in caught.value.reason


@pytest.mark.parametrize(
    "text",
    [
        "9" * 50_000,
        "1," * 25_000,
        "（" * 50_000,
        "一" * 50_000,
        "1" + " " * 49_000 + "元",
        "<table>" * 7_000,
        "表 1 " * 4_000,
        "项目 数 率\n" * 2_000,
        "a  b  c\n" * 700,
        "1-" * 8_000,
        "a@" * 25_000,
    ],
    ids=str.__len__,
)
def test_odd_texts_take_little_work(text: str) -> None:
    """No pattern goes back and forth over a text that only repeats itself."""
    assert calls(lambda: read(text.encode(), "a.txt")) < 2 * MOST_CALLS


def test_readers_are_found_by_their_folder() -> None:
    """Each format has one module, and nobody keeps a list."""
    assert {".txt", ".md", ".docx", ".pdf", ".xlsx"} <= set(suffixes())
    assert reader_for("草稿 1.TXT") is reader_for("x.txt")


def test_macros_and_links_are_noted_not_followed() -> None:
    """A docx that smuggles macros or an external link is read, and says what was left alone."""
    links = '<Relationships><Relationship Id="a" TargetMode="External" Target="http://example.org/x"/></Relationships>'
    parts: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {W}><w:body>{paragraph('预算 12 万元。')}</w:body></w:document>",
        "word/_rels/document.xml.rels": links,
        "word/vbaProject.bin": b"\0\1",
    }
    report = read(package(parts), "a.docx")
    assert report.document.provenance is not None
    assert "macros" in report.document.provenance
    assert "external links" in report.document.provenance
