"""Packages and PDF files made byte by byte for the tests."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip package of the parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def docx(body: str, **parts: str | bytes) -> bytes:
    """Return a Word document with `body` inside w:body, and other parts under word/."""
    namespaces = (
        f"{W} "
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    document = f"<w:document {namespaces}><w:body>{body}</w:body></w:document>"
    return package(
        {"word/document.xml": document, **{f"word/{name}.xml": part for name, part in parts.items()}}
    )


def paragraph(text: str) -> str:
    """Return a paragraph of one run."""
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def xlsx(rows: str, *, styles: str = "", state: str = "visible", dimension: str = "A1") -> bytes:
    """Return a workbook of two sheets: 表一 in the given state with `rows`, and 封面."""
    workbook = (
        f'<workbook {S} {R}><sheets><sheet name="封面" sheetId="1" r:id="rId1"/>'
        f'<sheet name="表一" sheetId="2" state="{state}" r:id="rId2"/></sheets></workbook>'
    )
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="worksheets/sheet2.xml"/>'
        "</Relationships>"
    )
    cover = f'<worksheet {S}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>封面</t></is></c></row></sheetData></worksheet>'
    sheet = f'<worksheet {S}><dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>'
    return package(
        {
            "xl/workbook.xml": workbook,
            "xl/_rels/workbook.xml.rels": links,
            "xl/worksheets/sheet1.xml": cover,
            "xl/worksheets/sheet2.xml": sheet,
            "xl/styles.xml": f"<styleSheet {S}>{styles}</styleSheet>",
        }
    )


def row(number: int, *cells: str) -> str:
    """Return a row of cells: texts inline, `=…` numbers as `value|style`."""
    parts = []
    for at, cell in enumerate(cells):
        address = f"{chr(ord('A') + at)}{number}"
        if cell.startswith("="):
            value, _, style = cell[1:].partition("|")
            parts.append(f'<c r="{address}" s="{style or 0}"><v>{value}</v></c>')
        else:
            parts.append(f'<c r="{address}" t="inlineStr"><is><t>{cell}</t></is></c>')
    return f'<row r="{number}">{"".join(parts)}</row>'


def pdf(content: bytes, *, trailer: str = "", compress: bool = False) -> bytes:
    """Return a PDF of one page with a content stream and the standard Helvetica."""
    packed = zlib.compress(content) if compress else content
    coding = " /Filter /FlateDecode" if compress else ""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(packed)}{coding} >>\nstream\n".encode() + packed + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    data = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, item in enumerate(objects, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n".encode() + item + b"\nendobj\n"
    table = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for offset in offsets:
        data += f"{offset:010d} 00000 n \n".encode()
    data += (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n".encode()
    )
    return bytes(data)


def pdf_text(*lines: str) -> bytes:
    """Return a content stream that shows lines of ASCII text."""
    shown = "".join(f"BT /F1 12 Tf 72 {780 - 20 * at} Td ({line}) Tj ET\n" for at, line in enumerate(lines))
    return shown.encode()
