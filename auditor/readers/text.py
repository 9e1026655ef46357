"""Plain text: a text layer that came out of a PDF, or a text that somebody wrote."""

from __future__ import annotations

from auditor.extraction.assemble import Assembler
from auditor.extraction.text.lines import lines_of
from auditor.extraction.text.sourcetext import SourceText
from auditor.extraction.text.textfile import check_text, checked, decode
from auditor.extraction.textdocument import text_drafts
from auditor.report import Document, Report

SUFFIXES = (".txt", ".md")


def read(data: bytes, name: str) -> Report:
    """Return the report in a text file. Raises UnreadableDocumentError."""
    digest = checked(data, name)
    text = decode(data, name)
    check_text(text, name)
    lines = lines_of(text)
    drafts = list(text_drafts(lines))
    pages: list[int | None] = [None] * (lines[-1].number + 2 if lines else 1)
    for line in lines:
        pages[line.number] = line.page
    del lines  # what has become drafts need not stand beside the report
    source = SourceText(text, pages=pages)
    return Assembler(source, Document(name=name, sha256=digest)).report(drafts)
