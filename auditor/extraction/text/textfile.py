"""Bytes of a document: within limits, and decoded only where the encoding is certain."""

from __future__ import annotations

import codecs
import hashlib
import re

from auditor.report.unreadable import Refusal, UnreadableDocumentError

MAX_BYTES = 64 * 1024 * 1024
MAX_NUMBERS = 200_000
MAX_TEXT = 16_000_000
"""Characters; a report of 1,000 pages has about three million."""
MAX_LINE = 50_000
_FEW = 8
_COMMON = frozenset(
    "的一是在不了有和年月日元万個个项項合计計预預算支出收入单單位部门門报報告萬亿億评評价價情况況增长長减減少比上本市县縣区區"
    "十二三四五六七八九百千时時大小中国國人民数數总總及等为為与與其、，。：；（）のはをにがとでしたるまりいかす"
)
"""Characters of reports, Chinese in both scripts, and of Japanese sentences."""
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
_HTML = re.compile(rb"\s*(?:<!doctype\s+html|<html|<\?xml|MIME-Version)", re.IGNORECASE)


def checked(data: bytes, name: str) -> str:
    """Return the SHA-256 of a document's bytes; refuse what is empty or too large."""
    if len(data) > MAX_BYTES:
        raise UnreadableDocumentError(Refusal.TOO_LARGE, name, detail=f"> {MAX_BYTES // 1024 // 1024} MB")
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        raise UnreadableDocumentError(Refusal.EMPTY, name)
    return hashlib.sha256(data).hexdigest()


def content_of(data: bytes) -> str | tuple[str, str]:
    """Return what the content looks like, for a file whose suffix says otherwise."""
    for magic, _, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    return "HTML / XML" if _HTML.match(data) else ("格式不明", "of an unknown format")


def check_text(text: str, name: str) -> None:
    """Refuse a text longer than a report is, or with more numbers, before any of them is read."""
    if len(text) > MAX_TEXT:
        words = (f"超过 {MAX_TEXT} 个字", f"more than {MAX_TEXT} characters")
        raise UnreadableDocumentError(Refusal.TOO_LARGE, name, detail=words)
    count = sum(1 for _ in _NUMBER.finditer(text))
    if count > MAX_NUMBERS:
        raise UnreadableDocumentError(Refusal.NUMBERS, name, detail=str(MAX_NUMBERS))
    for at, line in enumerate(text.split("\n"), start=1):
        if len(line) > MAX_LINE:
            raise UnreadableDocumentError(Refusal.LINE, name, detail=str(MAX_LINE), part=f"line {at}")


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
        wide = nulls[1::2].count(0) * 4 > len(nulls) or nulls[::2].count(0) * 4 > len(nulls)
        guess = "UTF-16" if wide and len(nulls) > _FEW else ("二进制文件", "a binary file")
        raise _encoding(guess, name, body.count(b"\n", 0, body.index(0)) + 1)
    return text


def _encoding(guess: str | tuple[str, str], name: str, line: int | None) -> UnreadableDocumentError:
    return UnreadableDocumentError(Refusal.ENCODING, name, detail=guess, part=f"line {line}" if line else "")


def _guess(data: bytes) -> str | tuple[str, str]:
    if b"\0" in data:
        return "UTF-16"
    likely: list[tuple[int, str]] = []
    for encoding, called in (("gb18030", "GBK/GB18030"), ("big5", "Big5"), ("shift_jis", "Shift JIS")):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Nearly every text of one encoding reads as rare characters of another.
        likely.append((sum(1 for char in text if char in _COMMON), called))
    count, called = max(likely, key=lambda each: each[0], default=(0, ""))
    if count * 8 > len(data) // 2:
        return called
    return ("Latin-1 或已损坏", "Latin-1 or damaged text")
