"""Zip packages (docx, xlsx), checked before any library touches them: sizes, ratios, counts, DOCTYPE, macros."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

import attrs

from auditor.report.unreadable import Refusal, UnreadableDocumentError

MAX_MEMBERS = 5_000
MAX_TOTAL = 256 * 1024 * 1024
MAX_XML = 96 * 1024 * 1024
MAX_RATIO = 200
MAX_DEPTH = 256
_SMALL = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0"
_CHUNK = 1 << 20
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_TAG = re.compile(
    rb"<(?:!--.*?-->|!\[CDATA\[.*?\]\]>|\?.*?\?>|(?P<close>/)?[^<>]*?(?P<empty>/)?>)", re.DOTALL
)
_EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']")


@attrs.frozen
class Package:
    """A checked package: its XML parts by name, and what the reader should note about it."""

    data: bytes
    parts: dict[str, bytes]
    remarks: tuple[str, ...]


def open_package(data: bytes, name: str, main: str) -> Package:
    """Return the XML parts of a package that holds the part `main`. Raises UnreadableDocumentError."""
    if data.startswith(_OLE):
        raise _ole(data, name)
    if not data.startswith(b"PK"):
        raise UnreadableDocumentError(Refusal.OTHER_FORMAT, name, detail="no zip package")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive, data, name, main)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        raise UnreadableDocumentError(Refusal.DAMAGED, name, detail=str(error)) from error


def _read(archive: zipfile.ZipFile, data: bytes, name: str, main: str) -> Package:
    members = archive.infolist()
    _check_sizes(members, name)
    names = {member.filename for member in members}
    if main not in names:
        raise UnreadableDocumentError(Refusal.MISSING_PART, name, detail=main)
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableDocumentError(Refusal.ENCRYPTED, name)
    parts: dict[str, bytes] = {}
    remarks: list[str] = []
    for member in members:
        lower = member.filename.lower()
        if lower.endswith("vbaproject.bin"):
            remarks.append("macros are not read")
        if not lower.endswith((".xml", ".rels")):
            continue
        part = _unpack(archive, member, name)
        _check_xml(part, name, member.filename)
        if lower.endswith(".rels") and _EXTERNAL.search(part):
            remarks.append(f"external links are not followed ({member.filename})")
        parts[member.filename] = part
    return Package(data, parts, tuple(dict.fromkeys(remarks)))


def _check_sizes(members: list[zipfile.ZipInfo], name: str) -> None:
    if len(members) > MAX_MEMBERS:
        raise _bomb(f"more than {MAX_MEMBERS} members", name)
    total = 0
    for member in members:
        total += member.file_size
        if member.file_size > _SMALL and member.file_size > MAX_RATIO * max(1, member.compress_size):
            raise _bomb(f"{member.filename} unpacks to more than {MAX_RATIO} times its size", name)
        if total > MAX_TOTAL:
            raise _bomb(f"unpacks to more than {MAX_TOTAL // _SMALL} MB", name)


def _bomb(reason: str, name: str) -> UnreadableDocumentError:
    return UnreadableDocumentError(Refusal.BOMB, name, detail=reason)


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bytes:
    """Return a member, never more of it than its directory entry and the limits admit."""
    if member.file_size > MAX_XML:
        raise _bomb(f"{member.filename} is larger than {MAX_XML // _SMALL} MB", name)
    pieces: list[bytes] = []
    size = 0
    with archive.open(member) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > member.file_size:
                raise _bomb(f"{member.filename} is larger than it says", name)
            pieces.append(piece)
    return b"".join(pieces)


def _check_xml(part: bytes, name: str, member: str) -> None:
    """Refuse document types and entities, other encodings that would hide them, and deep nesting."""
    head = part[:200]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head:
        raise UnreadableDocumentError(Refusal.ENCODING, name, detail="UTF-16", part=member)
    if _DOCTYPE.search(part):
        raise UnreadableDocumentError(Refusal.DOCTYPE, name, part=member)
    # Counting tags costs time on large parts; nesting beyond the limit needs many closing tags in a row.
    deepest = depth = 0
    for found in _TAG.finditer(part):
        if found["close"]:
            depth -= 1
        elif not found["empty"] and found.group()[1:2] not in b"!?":
            depth += 1
            deepest = max(deepest, depth)
            if deepest > MAX_DEPTH:
                raise UnreadableDocumentError(Refusal.DEEP, name, detail=str(MAX_DEPTH), part=member)


def _ole(data: bytes, name: str) -> UnreadableDocumentError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return UnreadableDocumentError(Refusal.ENCRYPTED, name)
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return UnreadableDocumentError(Refusal.OLD_EXCEL, name)
    return UnreadableDocumentError(Refusal.OLD_WORD, name)


def missing_extra(library: str, name: str) -> UnreadableDocumentError:
    """Return the error of a reader whose library is not installed."""
    return UnreadableDocumentError(Refusal.MISSING_LIBRARY, name, detail=library)
