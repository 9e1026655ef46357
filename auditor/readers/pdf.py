"""PDF files with a text layer. A scan is refused: it needs OCR, and OCR needs a person's eye."""

from __future__ import annotations

import io
import logging
import struct
import zlib

import attrs

from auditor.extraction.assemble import Assembler
from auditor.extraction.pdf.document import PdfText
from auditor.extraction.pdf.guard import check_pdf
from auditor.extraction.prose.furniture import mark_furniture
from auditor.extraction.text.draft import Draft
from auditor.extraction.text.lines import Line
from auditor.extraction.text.sourcetext import SourceText
from auditor.extraction.text.textfile import check_text, checked
from auditor.extraction.textdocument import text_drafts
from auditor.extraction.word.package import missing_extra
from auditor.report import Document, Report
from auditor.report.blocks import BlockKind
from auditor.report.unread import joined
from auditor.report.unreadable import Refusal, UnreadableDocumentError
from auditor.source import Location

SUFFIXES = (".pdf",)
MAX_PAGES = 1_000


def read(data: bytes, name: str) -> Report:
    """Return the report in a PDF file. Raises UnreadableDocumentError."""
    digest = checked(data, name)
    check_pdf(data, name)
    text = _pages(data, name)
    if not text.characters:
        raise UnreadableDocumentError(Refusal.SCANNED, name)
    if text.nameless * 2 > text.characters:
        raise UnreadableDocumentError(Refusal.NO_LETTERS, name)
    check_text(text.text(), name)
    lines = [item for item in text.items if isinstance(item, Line)]
    mark_furniture(lines)
    printed = {line.leaf: line.page for line in lines}
    pages = [printed.get(leaf) or leaf + 1 for leaf in text.leaves]
    items = [
        item if isinstance(item, Line) else attrs.evolve(item, page=printed.get(item.leaf) or item.leaf + 1)
        for item in text.items
    ]
    source = SourceText(text.text(), lined=False, pages=[*pages, None], boxes=text.boxes)
    remarks = tuple(dict.fromkeys(text.remarks))
    drafts = list(text_drafts(items))
    for note in text.notes:
        place = Location(page=printed.get(note.leaf) or note.leaf + 1, box=note.box)
        drafts.append(Draft(kind=BlockKind.NOTE, text=note.mapped.strip(), place=place))
    document = Document(name=name, sha256=digest, provenance=joined(remarks), remarks=remarks)
    return Assembler(source, document).report(drafts)


def _pages(data: bytes, name: str) -> PdfText:
    try:
        import pdfplumber  # noqa: PLC0415 - an extra
        from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect  # noqa: PLC0415
        from pdfminer.pdfexceptions import PDFException  # noqa: PLC0415
        from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException  # noqa: PLC0415

        from auditor.readers._pdfpages import bounded_pages  # noqa: PLC0415 - it needs the extra
    except ImportError as error:
        raise missing_extra("pdfplumber", name) from error
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    text = PdfText()
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            _check_count(len(document.pages), name)
            for leaf, page in enumerate(bounded_pages(document, name)):
                text.add_page(page, leaf)
    except UnreadableDocumentError:
        raise
    except (
        PdfminerException,
        MalformedPDFException,
        PDFException,
        PDFEncryptionError,
        PDFPasswordIncorrect,
    ) as error:
        cause = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
        if isinstance(cause, (PDFPasswordIncorrect, PDFEncryptionError)):
            raise UnreadableDocumentError(Refusal.ENCRYPTED, name) from error
        raise _damaged(error, name) from error
    except (
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        ArithmeticError,
        struct.error,
        zlib.error,
        RecursionError,
        AssertionError,
    ) as error:
        # pdfminer raises all of these on damaged files.
        raise _damaged(error, name) from error
    return text


def _check_count(pages: int, name: str) -> None:
    if pages > MAX_PAGES:
        raise UnreadableDocumentError(Refusal.PAGES, name, detail=str(MAX_PAGES))
    if not pages:
        raise UnreadableDocumentError(Refusal.CUT_OFF, name)


def _damaged(error: Exception, name: str) -> UnreadableDocumentError:
    return UnreadableDocumentError(Refusal.DAMAGED, name, detail=type(error).__name__)
