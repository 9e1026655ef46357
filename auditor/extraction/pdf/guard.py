"""A PDF file's bytes, checked before a library reads them: header, end, encryption, unpacked size."""

from __future__ import annotations

import re
import zlib

from auditor.extraction.text.textfile import content_of
from auditor.report.unreadable import Refusal, UnreadableDocumentError

MAX_UNPACKED = 256 * 1024 * 1024
_STREAM = re.compile(rb"stream\r?\n")
_OLE = b"\xd0\xcf\x11\xe0"
_TAIL = 4096
_CHUNK = 1 << 16
_STEP = 1 << 22
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_DICTIONARY = 600


def check_pdf(data: bytes, name: str) -> None:
    """Refuse what is no PDF, cut off, or unpacks to more than the limit. Raises UnreadableDocumentError."""
    if data.startswith((_OLE, b"PK\x03\x04")) or b"%PDF-" not in data[:1024]:
        raise UnreadableDocumentError(Refusal.OTHER_FORMAT, name, detail=content_of(data))
    if b"%%EOF" not in data[-_TAIL:]:
        raise UnreadableDocumentError(Refusal.CUT_OFF, name)
    _check_streams(data, name)


def _check_streams(data: bytes, name: str) -> None:
    total = 0
    for found in _STREAM.finditer(data):
        start = found.end()
        # A zlib header; other codings unpack in bounds that their size gives.
        if data[start : start + 1] != b"\x78" or _is_image(data, found.start()):
            continue
        total += _unpacked(data, start, MAX_UNPACKED - total)
        if total > MAX_UNPACKED:
            size = MAX_UNPACKED // 1024 // 1024
            reason = (f"解压后超过 {size} MB", f"its streams unpack to more than {size} MB")
            raise UnreadableDocumentError(Refusal.BOMB, name, detail=reason)


def _unpacked(data: bytes, start: int, most: int) -> int:
    """Return the unpacked size of the stream at `start`, or some size above `most`."""
    unpacker = zlib.decompressobj()
    total = 0
    rest = b""
    try:
        while not unpacker.eof and total <= most:
            if not rest:
                rest, start = data[start : start + _CHUNK], start + _CHUNK
            if not rest:
                break
            total += len(unpacker.decompress(rest, _STEP))
            rest = unpacker.unconsumed_tail
    except zlib.error:
        pass  # what is unpacked up to here counts
    return total


def _is_image(data: bytes, start: int) -> bool:
    """Whether the dictionary before a stream calls it an image: those are never unpacked."""
    head = data[max(0, start - _DICTIONARY) : start]
    return _IMAGE.search(head, head.rfind(b" obj") + 1) is not None
