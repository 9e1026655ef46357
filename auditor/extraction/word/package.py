"""Zip packages (docx, xlsx), checked before any library touches them: sizes, ratios, counts, DOCTYPE, macros."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
import zlib

from auditor import records
from auditor.extraction.text.textfile import content_of
from auditor.report.unread import Remark, Unread, remark
from auditor.report.unreadable import Refusal, UnreadableDocumentError

MAX_MEMBERS = 5_000
MAX_TOTAL = 256 * 1024 * 1024
MAX_XML = 40 * 1024 * 1024
"""A page of Word takes 7 to 30 KB."""
MAX_TAGS = 3_000_000
MAX_RATIO = 200
MAX_DEPTH = 256
_SMALL = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = frozenset({"EncryptedPackage", "EncryptionInfo"})
_ENCRYPTED_BITS = 0x1 | 0x40 | 0x2000
"""Of a member: encrypted, strongly encrypted, its name masked."""
_CHUNK = 1 << 20
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_TAG = re.compile(
    rb"<(?:!--.*?-->|!\[CDATA\[.*?\]\]>|\?.*?\?>"
    rb"|/[^<>]*(?P<close>>)|(?![!?])[^<>]*(?:(?<=/)(?P<empty>>)|(?P<open>>))|[^<>]*>)",
    re.DOTALL,
)
_DEEPER = {None: 0, 1: -1, 2: 0, 3: 1}
"""How much deeper a tag leads, by the group of `_TAG` that it ends in."""
_TOP = "_rels/.rels"
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAME = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]+)/([A-Za-z]+)")
_MAIN_TARGET = re.compile(
    rb"<Relationship\b(?=[^>]*\bType=\"[^\"]*/officeDocument\")[^>]*\bTarget=\"([^\"]*)\""
)
_EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']")


@records.frozen
class Package:
    """A checked package: its XML parts by name, and what the reader should note about it."""

    parts: dict[str, bytes]
    remarks: tuple[Remark, ...]


def open_package(data: bytes, name: str, main: str) -> Package:
    """Return the XML parts of a package that holds the part `main`. Raises UnreadableDocumentError."""
    if data.startswith(_OLE):
        raise _ole(data, name)
    if not data.startswith(b"PK"):
        raise UnreadableDocumentError(Refusal.OTHER_FORMAT, name, detail=content_of(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive, name, main)
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


def _read(archive: zipfile.ZipFile, name: str, main: str) -> Package:
    members = archive.infolist()
    _check_sizes(members, name)
    names = {member.filename for member in members}
    # Some encryption hides the names of the parts as well, or puts the whole package into one part.
    if names & _ENCRYPTED or any(member.flag_bits & _ENCRYPTED_BITS for member in members):
        raise UnreadableDocumentError(Refusal.ENCRYPTED, name)
    if not names & {main, _TOP}:
        raise UnreadableDocumentError(Refusal.MISSING_PART, name, detail=main)
    parts: dict[str, bytes] = {}
    remarks: list[Remark] = []
    embedded = 0
    for member in members:
        lower = member.filename.lower()
        if lower.endswith("vbaproject.bin"):
            remarks.append(remark(Unread.MACROS))
        embedded += "/embeddings/" in lower
        if not lower.endswith((".xml", ".rels")):
            continue
        if member.filename in parts:
            raise UnreadableDocumentError(
                Refusal.DAMAGED,
                name,
                detail=("同一部件出现两次", "a part is there twice"),
                part=member.filename,
            )
        part = _transitional(_unpack(archive, member, name))
        _check_xml(part, name, member.filename)
        if lower.endswith(".rels") and _EXTERNAL.search(part):
            remarks.append(remark(Unread.LINKS, member.filename))
        parts[member.filename] = part
    if embedded:
        remarks.append(remark(Unread.EMBEDDED, embedded))
    _name_main(parts, name, main)
    return Package(parts, tuple(dict.fromkeys(remarks)))


def _transitional(part: bytes) -> bytes:
    """Return a part of a "strict" document under the names that the usual kind gives the same elements."""
    if _STRICT not in part:
        return part
    return _STRICT_NAME.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", part)


def _name_main(parts: dict[str, bytes], name: str, main: str) -> None:
    """Put the main part, which the package may call otherwise, under the name `main`."""
    if main in parts:
        return
    found = _MAIN_TARGET.search(parts.get(_TOP, b""))
    folder = main.split("/", maxsplit=1)[0]
    actual = found.group(1).decode("utf-8", "replace").lstrip("/") if found else ""
    if not actual.startswith(f"{folder}/") or actual not in parts:
        raise UnreadableDocumentError(Refusal.MISSING_PART, name, detail=main)
    parts[main] = parts[actual]
    links = "{}/_rels/{}.rels".format(*actual.rsplit("/", 1))
    if links in parts:
        parts.setdefault("{}/_rels/{}.rels".format(*main.rsplit("/", 1)), parts[links])


def _check_sizes(members: list[zipfile.ZipInfo], name: str) -> None:
    if len(members) > MAX_MEMBERS:
        raise _bomb(f"超过 {MAX_MEMBERS} 个部件", f"more than {MAX_MEMBERS} members", name)
    total = 0
    for member in members:
        total += member.file_size
        if member.file_size > _SMALL and member.file_size > MAX_RATIO * max(1, member.compress_size):
            raise _bomb(
                f"{member.filename} 解压后超过原大小的 {MAX_RATIO} 倍",
                f"{member.filename} unpacks to more than {MAX_RATIO} times its size",
                name,
            )
        if total > MAX_TOTAL:
            size = MAX_TOTAL // _SMALL
            raise _bomb(f"解压后超过 {size} MB", f"unpacks to more than {size} MB", name)


def _bomb(zh: str, en: str, name: str) -> UnreadableDocumentError:
    return UnreadableDocumentError(Refusal.BOMB, name, detail=(zh, en))


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bytes:
    """Return a member, never more of it than its directory entry and the limits admit."""
    if member.file_size > MAX_XML:
        size = MAX_XML // _SMALL
        raise _bomb(f"{member.filename} 超过 {size} MB", f"{member.filename} is larger than {size} MB", name)
    pieces: list[bytes] = []
    size = 0
    with archive.open(member) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > member.file_size:
                raise _bomb(
                    f"{member.filename} 比其声明的更大", f"{member.filename} is larger than it says", name
                )
            pieces.append(piece)
    return b"".join(pieces)


def _check_xml(part: bytes, name: str, member: str) -> None:
    """Refuse document types and entities, other encodings that would hide them, and deep nesting."""
    head = part[:200]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head:
        raise UnreadableDocumentError(Refusal.ENCODING, name, detail="UTF-16", part=member)
    if part.count(b"<") > MAX_TAGS:
        raise _bomb(f"{member} 超过 {MAX_TAGS} 个标记", f"{member} has more than {MAX_TAGS} tags", name)
    if _DOCTYPE.search(part):
        raise UnreadableDocumentError(Refusal.DOCTYPE, name, part=member)
    # A large part has half a million tags: what is asked of each is asked of all in one go.
    depths = itertools.accumulate(_DEEPER[found.lastindex] for found in _TAG.finditer(part))
    if any(map(MAX_DEPTH.__lt__, depths)):
        raise UnreadableDocumentError(Refusal.DEEP, name, detail=str(MAX_DEPTH), part=member)


def _ole(data: bytes, name: str) -> UnreadableDocumentError:
    def holds(*streams: str) -> bool:
        return any(stream.encode("utf-16-le") in data for stream in streams)

    if holds(*_ENCRYPTED, "DRMEncryptedDataSpace"):
        return UnreadableDocumentError(Refusal.ENCRYPTED, name)
    if holds("Workbook", "Book"):
        return UnreadableDocumentError(Refusal.OLD_EXCEL, name, detail=".xls")
    if holds("WordDocument"):
        return UnreadableDocumentError(Refusal.OLD_WORD, name, detail=".doc")
    return UnreadableDocumentError(Refusal.OTHER_FORMAT, name, detail=content_of(data))


def missing_extra(library: str, name: str) -> UnreadableDocumentError:
    """Return the error of a reader whose library is not installed."""
    return UnreadableDocumentError(Refusal.MISSING_LIBRARY, name, detail=library)
