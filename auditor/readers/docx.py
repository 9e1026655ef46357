"""Word documents (.docx): python-docx opens the package, the tree is walked here."""

from __future__ import annotations

from pathlib import Path

from auditor.extraction.assemble import Assembler
from auditor.extraction.package import missing_extra, open_package
from auditor.extraction.sourcetext import SourceText
from auditor.extraction.textfile import load
from auditor.report import Document, Report

SUFFIXES = (".docx",)


def read(document: Path | bytes, name: str | None = None) -> Report:
    """Read a Word document, or its bytes. Raises UnreadableDocumentError."""
    data, called, digest = load(document, name)
    package = open_package(data, called, "word/document.xml")
    try:
        from auditor.extraction.worddocument import WordDocument  # noqa: PLC0415 - lxml is an extra
    except ImportError as error:
        raise missing_extra("python-docx", called) from error
    word = WordDocument(package, called)
    drafts = word.drafts()
    source = SourceText(word.text(), lined=False)
    provenance = "; ".join(word.remarks) or None
    return Assembler(source, Document(name=called, sha256=digest, provenance=provenance)).report(drafts)
