"""Spreadsheets (.xlsx): displayed texts, read from the package's XML; hidden sheets are skipped with a note."""

from __future__ import annotations

from auditor.extraction.assemble import Assembler
from auditor.extraction.package import missing_extra, open_package
from auditor.extraction.sourcetext import SourceText
from auditor.extraction.textfile import check_numbers, checked
from auditor.report import Document, Report

SUFFIXES = (".xlsx",)


def read(data: bytes, name: str) -> Report:
    """Return the report in a spreadsheet. Raises UnreadableDocumentError."""
    digest = checked(data, name)
    package = open_package(data, name, "xl/workbook.xml")
    try:
        from auditor.extraction.workbook import Workbook  # noqa: PLC0415 - lxml is an extra
    except ImportError as error:
        raise missing_extra("lxml", name) from error
    book = Workbook(package, name)
    drafts = book.drafts()
    check_numbers(book.text(), name)
    source = SourceText(book.text(), lined=False)
    provenance = "; ".join(book.remarks) or None
    return Assembler(source, Document(name=name, sha256=digest, provenance=provenance)).report(drafts)
