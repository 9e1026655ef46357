"""Spreadsheets (.xlsx): displayed texts, read from the package's XML; hidden sheets are skipped with a note."""

from __future__ import annotations

from auditor.extraction.assemble import Assembler
from auditor.extraction.text.sourcetext import SourceText
from auditor.extraction.text.textfile import check_text, checked
from auditor.extraction.word.package import missing_extra, open_package
from auditor.report import Document, Report
from auditor.report.unread import joined

SUFFIXES = (".xlsx",)


def read(data: bytes, name: str) -> Report:
    """Return the report in a spreadsheet. Raises UnreadableDocumentError."""
    digest = checked(data, name)
    package = open_package(data, name, "xl/workbook.xml")
    try:
        from auditor.extraction.sheets.workbook import Workbook  # noqa: PLC0415 - lxml is an extra
    except ImportError as error:
        raise missing_extra("lxml", name) from error
    book = Workbook(package, name)
    drafts = book.drafts()
    check_text(book.text(), name)
    source = SourceText(book.text(), lined=False)
    remarks = tuple(book.remarks)
    document = Document(name=name, sha256=digest, provenance=joined(remarks), remarks=remarks)
    return Assembler(source, document).report(drafts)
