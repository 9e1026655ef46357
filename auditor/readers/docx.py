"""Word documents (.docx): the package is checked first, then its XML is walked here."""

from __future__ import annotations

from auditor.extraction.assemble import Assembler
from auditor.extraction.text.sourcetext import SourceText
from auditor.extraction.text.textfile import check_text, checked
from auditor.extraction.word.package import missing_extra, open_package
from auditor.report import Document, Report
from auditor.report.unread import joined

SUFFIXES = (".docx",)


def read(data: bytes, name: str) -> Report:
    """Return the report in a Word document. Raises UnreadableDocumentError."""
    digest = checked(data, name)
    package = open_package(data, name, "word/document.xml")
    try:
        from auditor.extraction.word.document import WordDocument  # noqa: PLC0415 - lxml is an extra
    except ImportError as error:
        raise missing_extra("lxml", name) from error
    word = WordDocument(package, name)
    drafts = word.drafts()
    check_text(word.text(), name)
    source = SourceText(word.text(), lined=False, inserted=sorted(word.inserted))
    remarks = tuple(word.remarks)
    document = Document(name=name, sha256=digest, provenance=joined(remarks), remarks=remarks)
    return Assembler(source, document).report(drafts)
