"""A Word package in blocks: body, tables, text boxes, foot- and endnotes, in reading order."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import attrs
from lxml import etree

from auditor.extraction.prose.captions import is_caption, is_unit_line
from auditor.extraction.prose.headings import heading_level, is_short, mark_of, run_in_heading
from auditor.extraction.text.characters import fold
from auditor.extraction.text.draft import Draft
from auditor.extraction.text.grid import Grid, GridCell
from auditor.extraction.text.lines import closed_prose
from auditor.extraction.text.mapped import EMPTY, Mapped, behind, whole
from auditor.extraction.text.traditional import simplified
from auditor.extraction.word.captions import captioned
from auditor.extraction.word.looks import looked
from auditor.extraction.word.numbering import read_numbering
from auditor.extraction.word.styles import number_of, outline_of, read_styles, style_of
from auditor.extraction.word.typedtables import with_typed_tables
from auditor.extraction.word.xml import (
    Inline,
    W,
    block_children,
    count_of,
    inline_text,
    is_deleted_cell,
    is_deleted_paragraph,
    is_deleted_row,
)
from auditor.report.blocks import BlockKind, Revision
from auditor.report.unread import Remark, Unread, remark
from auditor.report.unreadable import Refusal, UnreadableDocumentError
from auditor.source import Location, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.extraction.word.package import Package

_NOTE = re.compile(r"^(?:注|备注|说明|Note)\s*[0-9]?\s*[:：]")
_DIGIT_TEXT = re.compile(rb"<w:t(?: [^>]*)?>[^<]*[0-9]{3}")
_PAGED = re.compile(r"(?:[.…·]{4,}\s*|\t\s*)[0-9]{1,3}$")
_LEADERS = re.compile(r"[.…·]{4,}\s*[0-9]{1,4}$")
_DEEPEST_HEADING = 9
_DEEPEST = 8
_WIDEST = 512
_MOST_PLACES = 2_000_000
_IMPORTED = {f"{W}altChunk", f"{W}subDoc"}


def parse_xml(part: bytes, name: str, place: str) -> etree._Element:
    """Parse a checked part: no entities, no network, no huge trees."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableDocumentError(Refusal.MALFORMED, name, detail=error.msg or "", part=place) from error


class WordDocument:
    """One package; `drafts` walks it, `text` is the source that the drafts' offsets point into."""

    def __init__(self, package: Package, name: str) -> None:
        """Read styles and numbering."""
        self.remarks: list[Remark] = list(package.remarks)
        self.inserted: list[tuple[int, int, str]] = []
        self._seen: Counter[Unread] = Counter()
        self._package = package
        self._name = name
        self._parts: list[str] = []
        self._length = 0
        self._index = 0
        # The level that the numbers of each heading style show, for headings of the style without one.
        self._ranks: dict[int, int] = {}
        self._styles = read_styles(self._part("word/styles.xml"))
        self._numbering = read_numbering(self._part("word/numbering.xml"), self._styles.lists)

    def _part(self, name: str) -> etree._Element | None:
        part = self._package.parts.get(name)
        return parse_xml(part, self._name, name) if part is not None else None

    def text(self) -> str:
        """Return all text read so far, as the source of its places."""
        return "".join(self._parts)

    def drafts(self) -> list[Draft]:
        """Return the blocks of the document in reading order."""
        root = self._part("word/document.xml")
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            raise UnreadableDocumentError(Refusal.MISSING_PART, self._name, detail="w:body")
        self._looked: Mapping[etree._Element, int] = looked(body)
        drafts = list(self._blocks(body, 0))
        imported = sum(1 for _ in body.iter(*_IMPORTED))
        for part, kind in (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")):
            drafts.extend(self._notes(part, kind))
        self._close(imported)
        return captioned(list(with_typed_tables(drafts)))

    def _close(self, imported: int) -> None:
        """Say what was left unread, once all is read."""
        parts = self._package.parts
        printed = (
            part for name, part in parts.items() if re.match(r"word/(?:header|footer)[0-9]*\.xml$", name)
        )
        counts = {Unread.PICTURES: self._seen[Unread.PICTURES], Unread.CHARTS: self._seen[Unread.CHARTS]}
        self.remarks.extend(remark(kind, count) for kind, count in counts.items() if count)
        if imported:
            self.remarks.append(remark(Unread.IMPORTED, imported))
        if b"<w:comment " in parts.get("word/comments.xml", b""):
            self.remarks.append(remark(Unread.COMMENTS))
        if any(_DIGIT_TEXT.search(part) for part in printed):
            self.remarks.append(remark(Unread.HEADERS))
        if not any(text.strip() for text in self._parts):
            if any(each.kind is Unread.NESTED for each in self.remarks):
                raise UnreadableDocumentError(Refusal.DEEP, self._name, detail=str(_DEEPEST))
            raise UnreadableDocumentError(Refusal.NO_TEXT, self._name)

    def _notes(self, part: str, kind: str) -> Iterator[Draft]:
        root = self._part(part)
        for note in root.iter(f"{W}{kind}") if root is not None else ():
            if note.get(f"{W}type") in {None, "normal"}:
                for draft in self._blocks(note, 0):
                    if draft.kind is not BlockKind.TABLE:
                        draft.kind = BlockKind.NOTE
                    yield draft

    def _blocks(self, parent: etree._Element, depth: int) -> Iterator[Draft]:
        for child in block_children(parent):
            if child.tag == f"{W}tbl":
                yield from self._table(child, depth)
            elif not is_deleted_paragraph(child):
                yield from self._paragraph(child, depth)

    def _put(self, text: str) -> Mapped:
        mapped = simplified(whole(text, self._length))
        self._parts.append(text + "\n")
        self._length += len(text) + 1
        return mapped

    def _paragraph(self, paragraph: etree._Element, depth: int) -> Iterator[Draft]:
        inline = self._inline(paragraph)
        index, self._index = self._index, self._index + 1
        text = inline.text
        label = self._label(paragraph)
        self._track(inline.revisions, self._length)
        if text.strip():
            yield from self._text(
                paragraph, behind(label, self._put(text)), Location(block=index), inline.revisions
            )
        for box in inline.boxes:
            if self._fits(depth):
                yield from self._blocks(box, depth + 1)

    def _inline(self, paragraph: etree._Element) -> Inline:
        """Return a paragraph's text, and remember what of it is not read."""
        inline = inline_text(paragraph, self._styles.hidden)
        if inline.hidden:
            self._remark(remark(Unread.HIDDEN_TEXT))
        if inline.revisions:
            self._remark(remark(Unread.TRACKED))
        self._seen[Unread.PICTURES] += inline.pictures
        self._seen[Unread.CHARTS] += inline.charts
        return inline

    def _track(self, revisions: list[Revision], start: int) -> None:
        """Remember what was put in with change tracking on, where `start` is the paragraph's in the source."""
        for each in revisions:
            if each.kind != "inserted" or each.span is None:
                continue
            ends = {each.span.start, each.span.end}
            old = " ".join(
                other.text for other in revisions
                if other.kind == "deleted" and other.span is not None and other.span.start in ends
            )  # fmt: skip
            said = " ".join(filter(None, (each.author, each.date[:10])))
            self.inserted.append(
                (start + each.span.start, start + each.span.end, f"{said} ← {old}" if old else said)
            )

    def _fits(self, depth: int) -> bool:
        if depth < _DEEPEST:
            return True
        self._remark(remark(Unread.NESTED, _DEEPEST))
        return False

    def _remark(self, said: Remark) -> None:
        if said not in self.remarks:
            self.remarks.append(said)

    def _label(self, paragraph: etree._Element) -> str:
        """Return the number that Word prints before the paragraph."""
        number, at = number_of(paragraph.find(f"{W}pPr/{W}numPr"))
        if number is None:
            listed = self._styles.listed.get(style_of(paragraph))
            if listed is None:
                return ""
            number = listed.number
            at = listed.level if at is None else at
            at = self._numbering.level_of(number, listed.style) if at is None else at
        return self._numbering.label(number, at or 0)

    def _text(
        self, paragraph: etree._Element, text: Mapped, place: Location, tracked: list[Revision]
    ) -> Iterator[Draft]:
        plain = fold(text.text).strip()
        lead = text.lead
        revisions = tuple(_shifted(each, lead) for each in tracked)
        if self._is_contents(paragraph, text.text.strip()):
            yield Draft(kind=BlockKind.FURNITURE, text=text, place=place, remark="table of contents")
            return
        if level := self._heading(paragraph, plain):
            yield Draft(kind=BlockKind.HEADING, text=text, level=level, place=place, revisions=revisions)
            return
        if is_caption(plain) or is_unit_line(plain):
            yield Draft(kind=BlockKind.CAPTION, text=text, place=place, revisions=revisions)
            return
        run_in, stop = run_in_heading(text.text) if "\n" not in text.text else (0, 0)
        if run_in and not revisions:
            title, body = text.cut(0, stop), closed_prose(text.cut(stop + 1))
            yield Draft(kind=BlockKind.HEADING, text=title, level=run_in, place=place, remark="run-in")
            rest = attrs.evolve(place, range=f"{stop + 1 - lead}-{len(text) - lead}")
            yield Draft(kind=BlockKind.PARAGRAPH, text=body, place=rest)
            return
        mark = mark_of(plain)
        kind = BlockKind.NOTE if _NOTE.match(plain) else BlockKind.LIST if mark else BlockKind.PARAGRAPH
        text = text if revisions else closed_prose(text, mark.end if mark else 0)
        yield Draft(kind=kind, text=text, place=place, revisions=revisions)

    def _is_contents(self, paragraph: etree._Element, printed: str) -> bool:
        """Whether a paragraph is a line of a table of contents: by its style, its link or its leaders."""
        if not _PAGED.search(printed):
            return False
        if style_of(paragraph) in self._styles.contents or _LEADERS.search(printed) or mark_of(printed):
            return True
        return any("Toc" in link.get(f"{W}anchor", "") for link in paragraph.iter(f"{W}hyperlink")) or any(
            "PAGEREF" in (code.text or "") for code in paragraph.iter(f"{W}instrText")
        )

    def _heading(self, paragraph: etree._Element, printed: str) -> int:
        """Return the level of the heading that a paragraph is: by its number, its style or its outline."""
        properties = paragraph.find(f"{W}pPr")
        outlined = outline_of(properties)
        style = self._styles.levels.get(style_of(paragraph), 0)
        if outlined is not None and not style:
            # Whole paragraphs are put into the outline by mistake.
            style = outlined if outlined <= _DEEPEST_HEADING and is_short(printed) else 0
        mark = mark_of(printed)
        level = heading_level(printed) or (style and (mark.level if mark else self._ranks.get(style, style)))
        if style > 1 and mark:  # a part may be of the first style beside numbered chapters
            self._ranks[style] = level
        return level or self._looked.get(paragraph, 0)

    def _table(self, table: etree._Element, depth: int) -> Iterator[Draft]:
        index, self._index = self._index, self._index + 1
        cells: dict[tuple[int, int], GridCell] = {}
        lowest: dict[int, GridCell] = {}
        inner: list[Draft] = []
        revisions: list[Revision] = []
        row_at = width = 0
        for row in _rows(table):
            if is_deleted_row(row):
                continue
            column = count_of(row.find(f"{W}trPr/{W}gridBefore"), most=_WIDEST)
            left: GridCell | None = None
            for cell in _cells(row):
                columns = max(1, count_of(cell.find(f"{W}tcPr/{W}gridSpan"), 1, _WIDEST))
                above = lowest.get(column)
                if left is not None and _goes_on(cell, "hMerge"):
                    placed = attrs.evolve(left, columns=left.columns + columns)
                    cells[placed.row, placed.column] = lowest[placed.column] = left = placed
                    column += columns
                    width = max(width, column)
                    continue
                if not _goes_on(cell, "vMerge") or above is None:
                    above = None
                elif above.row + above.rows != row_at:
                    above = None  # a row without this column lies between
                if above is not None:
                    placed = GridCell(above.row, column, above.text, row_at - above.row + 1, above.columns)
                else:
                    text = self._cell(cell, depth, inner, revisions)
                    placed = GridCell(row_at, column, text, 1, columns)
                cells[placed.row, column] = lowest[column] = left = placed
                column += columns
                width = max(width, column)
            row_at += 1
            if row_at * width > _MOST_PLACES:
                words = (f"一张表超过 {_MOST_PLACES} 格", f"a table of more than {_MOST_PLACES} places")
                raise UnreadableDocumentError(Refusal.TOO_LARGE, self._name, detail=words)
        ordered = tuple(cells[at] for at in sorted(cells))
        grid = Grid(ordered, row_at, width)
        if grid.cells and not (width == 1 and row_at == 1):
            yield Draft(
                kind=BlockKind.TABLE, grid=grid, place=Location(block=index), revisions=tuple(revisions)
            )
        elif grid.cells:
            # A frame of one cell is a text with a border.
            yield Draft(kind=BlockKind.PARAGRAPH, text=grid.cells[0].text, place=Location(block=index))
        yield from inner

    def _cell(
        self, cell: etree._Element, depth: int, inner: list[Draft], revisions: list[Revision]
    ) -> Mapped:
        texts: list[str] = []
        tracked: list[tuple[int, list[Revision]]] = []
        for child in block_children(cell):
            if child.tag == f"{W}tbl":
                if self._fits(depth):
                    inner.extend(self._table(child, depth + 1))
                continue
            if is_deleted_paragraph(child):
                continue
            inline = self._inline(child)
            revisions.extend(inline.revisions)
            tracked.append((sum(len(text) + 1 for text in texts), inline.revisions))
            label = self._label(child)
            texts.append(label + inline.text if label and not inline.text.strip() else inline.text)
            for box in inline.boxes:
                if self._fits(depth):
                    inner.extend(self._blocks(box, depth + 1))
        joined = "\n".join(texts)
        text = joined.strip("\n")
        start = self._length - (len(joined) - len(joined.lstrip("\n")))
        for at, changes in tracked:
            self._track(changes, start + at)
        return self._put(text) if text else EMPTY


def _shifted(revision: Revision, lead: int) -> Revision:
    """Return a change of a paragraph whose text begins with an automatic number of `lead` characters."""
    span = revision.span
    if span is None or not lead:
        return revision
    return attrs.evolve(revision, span=Span(span.start + lead, span.end + lead))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in {f"{W}sdt", f"{W}customXml", f"{W}ins", f"{W}moveTo"}:
            content = child.find(f"{W}sdtContent")
            yield from _rows(content if content is not None else child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == f"{W}tc":
            if not is_deleted_cell(child):
                yield child
        elif child.tag in {f"{W}sdt", f"{W}customXml", f"{W}ins", f"{W}moveTo"}:
            content = child.find(f"{W}sdtContent")
            yield from _cells(content if content is not None else child)


def _goes_on(cell: etree._Element, merge: str) -> bool:
    """Whether a cell belongs to the one above it (`vMerge`) or left of it (`hMerge`)."""
    mark = cell.find(f"{W}tcPr/{W}{merge}")
    return mark is not None and mark.get(f"{W}val") != "restart"
