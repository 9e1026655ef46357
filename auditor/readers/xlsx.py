"""Spreadsheets (.xlsx): displayed texts, read from the package's XML; hidden sheets are skipped with a note."""

from __future__ import annotations

from pathlib import Path

from auditor.extraction.assemble import Assembler
from auditor.extraction.package import missing_extra, open_package
from auditor.extraction.sourcetext import SourceText
from auditor.extraction.textfile import load
from auditor.report import Document, Report

SUFFIXES = (".xlsx",)


def read(document: Path | bytes, name: str | None = None) -> Report:
    """Read a spreadsheet, or its bytes. Raises UnreadableDocumentError."""
    data, called, digest = load(document, name)
    package = open_package(data, called, "xl/workbook.xml")
    try:
        from auditor.extraction.workbook import Workbook  # noqa: PLC0415 - lxml is an extra
    except ImportError as error:
        raise missing_extra("lxml", called) from error
    book = Workbook(package, called)
    drafts = book.drafts()
    source = SourceText(book.text(), lined=False)
    provenance = "; ".join(book.remarks) or None
    return Assembler(source, Document(name=called, sha256=digest, provenance=provenance)).report(drafts)
