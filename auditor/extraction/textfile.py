"""Bytes of a document: within limits, and decoded only where the encoding is certain."""

from __future__ import annotations

import codecs
import hashlib
import re

from auditor.report.unreadable import Refusal, UnreadableDocumentError

MAX_BYTES = 64 * 1024 * 1024
MAX_NUMBERS = 200_000
_NUMBER = re.compile(r"[0-9][0-9.,]*")
_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_MAGIC = (
    (b"%PDF-", Refusal.OTHER_FORMAT, "PDF"),
    (b"PK\x03\x04", Refusal.OTHER_FORMAT, "docx / xlsx"),
    (b"\xd0\xcf\x11\xe0", Refusal.OTHER_FORMAT, "doc / xls"),
    (b"{\\rtf", Refusal.OTHER_FORMAT, "RTF"),
)


def checked(data: bytes, name: str) -> str:
    """Return the SHA-256 of a document's bytes; refuse what is empty or too large."""
    if len(data) > MAX_BYTES:
        raise UnreadableDocumentError(Refusal.TOO_LARGE, name, detail=f"> {MAX_BYTES // 1024 // 1024} MB")
    if not data.strip():
        raise UnreadableDocumentError(Refusal.EMPTY, name)
    return hashlib.sha256(data).hexdigest()


def check_numbers(text: str, name: str) -> None:
    """Refuse a text with more numbers than a report may hold, before any of them is read."""
    count = sum(1 for _ in _NUMBER.finditer(text))
    if count > MAX_NUMBERS:
        raise UnreadableDocumentError(Refusal.NUMBERS, name, detail=str(MAX_NUMBERS))


def decode(data: bytes, name: str) -> str:
    """Return UTF-8 bytes as text, without a byte order mark; line endings stay as they are."""
    for magic, refusal, kind in _MAGIC:
        if data.startswith(magic):
            raise UnreadableDocumentError(refusal, name, detail=kind)
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
    return UnreadableDocumentError(Refusal.ENCODING, name, detail=guess, part=f"line {line}" if line else "")


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
