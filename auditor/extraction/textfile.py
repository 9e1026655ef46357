"""Bytes of a document: loaded within limits, and decoded only where the encoding is certain."""

from __future__ import annotations

import codecs
import hashlib
from pathlib import Path

from auditor.report.unreadable import UnreadableDocumentError

MAX_BYTES = 64 * 1024 * 1024
_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file", "rename it to end in .pdf"),
    (b"PK\x03\x04", "a zip package (docx or xlsx)", "rename it to end in .docx or .xlsx"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file", "save it as .docx or .xlsx"),
    (b"{\\rtf", "an RTF file", "save it as .docx"),
)


def load(document: Path | bytes, name: str | None) -> tuple[bytes, str, str]:
    """Return the bytes of a document, its name and its SHA-256; refuse what is empty or too large."""
    if isinstance(document, bytes):
        data, called = document, name or "-"
    else:
        called = name or document.name
        try:
            if document.is_file() and document.stat().st_size > MAX_BYTES:
                raise too_large(called)
            data = document.read_bytes()
        except OSError as error:
            reason = f"cannot be opened ({error.strerror or type(error).__name__})"
            raise UnreadableDocumentError(reason, called, "check the path and the permissions") from error
    if len(data) > MAX_BYTES:
        raise too_large(called)
    if not data.strip():
        raise UnreadableDocumentError("the file is empty", called, "export the document again")
    return data, called, hashlib.sha256(data).hexdigest()


def too_large(name: str) -> UnreadableDocumentError:
    """Return the error of a file beyond the limit."""
    reason = f"larger than {MAX_BYTES // 1024 // 1024} MB"
    return UnreadableDocumentError(reason, name, "split the document or leave its pictures out")


def decode(data: bytes, name: str) -> str:
    """Return UTF-8 bytes as text, without a byte order mark; line endings stay as they are."""
    for magic, kind, remedy in _MAGIC:
        if data.startswith(magic):
            raise UnreadableDocumentError(f"this is {kind}, not a text", name, remedy)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            raise _encoding(encoding, name, None)
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _encoding(_guess(body), name, body.count(b"\n", 0, error.start) + 1) from error
    if "\0" in text:
        nulls = body[:200]
        encoding = (
            "UTF-16"
            if nulls[1::2].count(0) * 2 > len(nulls) // 2 or nulls[::2].count(0) * 2 > len(nulls) // 2
            else "binary"
        )
        raise _encoding(encoding, name, None)
    return text


def _encoding(guess: str, name: str, line: int | None) -> UnreadableDocumentError:
    place = name if line is None else f"{name}, line {line}"
    return UnreadableDocumentError(
        f"the text is not UTF-8 (it looks like {guess})", place, "save it as UTF-8"
    )


def _guess(data: bytes) -> str:
    for encoding, called in (("gb18030", "GBK/GB18030"), ("big5", "Big5"), ("shift_jis", "Shift JIS")):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        chinese = sum(1 for char in text if "\u4e00" <= char <= "\u9fff")
        if chinese * 4 > len(text):
            return called
    return "Latin-1 or damaged text"
