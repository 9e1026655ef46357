"""A PDF file's bytes, checked before a library reads them: header, end, encryption, unpacked size."""

from __future__ import annotations

import re
import time
import zlib

from auditor.report.unreadable import Refusal, UnreadableDocumentError

MAX_UNPACKED = 256 * 1024 * 1024
_STREAM = re.compile(rb"stream\r?\n")
_OLE = b"\xd0\xcf\x11\xe0"
_TAIL = 4096
_CHUNK = 1 << 16
_STEP = 1 << 22
_LONGEST = 1_500_000_000


def check_pdf(data: bytes, name: str) -> None:
    """Refuse what is no PDF, cut off, or unpacks to more than the limit. Raises UnreadableDocumentError."""
    if data.startswith((_OLE, b"PK\x03\x04")) or b"%PDF-" not in data[:1024]:
        raise UnreadableDocumentError(Refusal.OTHER_FORMAT, name, detail="no PDF")
    if b"%%EOF" not in data[-_TAIL:]:
        raise UnreadableDocumentError(Refusal.CUT_OFF, name)
    _check_streams(data, name)


def _check_streams(data: bytes, name: str) -> None:
    total = 0
    started = time.monotonic_ns()
    for found in _STREAM.finditer(data):
        start = found.end()
        # A zlib header; images and other codings unpack in bounds that their size gives.
        if data[start : start + 1] != b"\x78":
            continue
        unpacker = zlib.decompressobj()
        at = start
        try:
            while at < len(data) and not unpacker.eof:
                piece = unpacker.decompress(data[at : at + _CHUNK], _STEP)
                at += _CHUNK
                total += len(piece)
                while unpacker.unconsumed_tail and total <= MAX_UNPACKED:
                    total += len(unpacker.decompress(unpacker.unconsumed_tail, _STEP))
                if total > MAX_UNPACKED or time.monotonic_ns() - started > _LONGEST:
                    break
        except zlib.error:
            continue
        if total > MAX_UNPACKED:
            reason = f"its streams unpack to more than {MAX_UNPACKED // 1024 // 1024} MB"
            raise UnreadableDocumentError(Refusal.BOMB, name, detail=reason)
        if time.monotonic_ns() - started > _LONGEST:
            return
