"""A PDF in lines and ruled tables, page by page; each table is checked against the digits of its box."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

import attrs

from auditor import patterns as re
from auditor.extraction.pdf.columns import Band, bands
from auditor.extraction.pdf.page import (
    NAMELESS,
    Glyph,
    PageLine,
    PageTable,
    digits_of,
    glyphs_of,
    inside,
    lines_in,
    runs_across,
    table_of,
)
from auditor.extraction.text.boxes import Box, Boxes, box_text
from auditor.extraction.text.grid import Grid, GridCell
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import EMPTY, Mapped
from auditor.extraction.textdocument import FoundTable
from auditor.report.unread import Remark, Unread, remark

if TYPE_CHECKING:
    from collections.abc import Iterable

_HALF_WIDTH = 2
_QUARTER = 90
_MOST_EDGES = 20_000
_FEW = 4
_MARK = re.compile(r"\s*([0-9]{1,2}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}|[①-⑳*†])\s*[^\s0-9.、)）%]")
_RAISED_MARK = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_PAGE_NUMBER = re.compile(r"\s*(?:第\s*)?[-—–·]?\s*[0-9]{1,4}\s*[-—–·]?(?:\s*页)?(?:\s*[/共].*)?$")


@attrs.define(eq=False)
class PdfText:
    """Collects the pages of a document as one source text with a box for every character."""

    remarks: list[Remark] = attrs.field(factory=list)
    items: list[Line | FoundTable] = attrs.field(factory=list)
    boxes: Boxes = attrs.field(factory=Boxes)
    leaves: list[int] = attrs.field(factory=lambda: [0])
    characters: int = 0
    nameless: int = 0
    notes: list[Line] = attrs.field(factory=list)
    _parts: list[str] = attrs.field(factory=list)
    _lines: int = 0
    _turned: tuple[int, int, int] = (0, 0, 0)

    def text(self) -> str:
        """Return all text read so far."""
        return "".join(self._parts)

    def add_page(self, page: Any, leaf: int) -> None:  # noqa: ANN401 - the library's class has no types
        """Read one page."""
        self._turned = (page.turn, int(page.width * 100), int(page.height * 100))
        across = [char for char in page.chars if runs_across(char)]
        if any(char["text"].isdigit() for char in page.chars if not runs_across(char)):
            self.remarks.append(remark(Unread.SIDEWAYS, leaf + 1))
        glyphs = glyphs_of(across)
        inked = sum(1 for glyph in glyphs if glyph.text.strip())
        nameless = sum(1 for glyph in glyphs if glyph.text == NAMELESS)
        self.characters += inked
        self.nameless += nameless
        over = page.laid_over
        for kind, count in ((Unread.ANNOTATIONS, over["comments"]), (Unread.FIELDS, over["fields"])):
            if count:
                self.remarks.append(remark(kind, leaf + 1))
        if nameless:
            self.remarks.append(remark(Unread.NO_LETTERS, leaf + 1, nameless))
        if not inked:
            if page.images:
                self.remarks.append(remark(Unread.PICTURE_PAGE, leaf + 1))
            return
        if page.crowded or 4 * len(page.rects) + len(page.lines) > _MOST_EDGES:
            self.remarks.append(remark(Unread.CROWDED, leaf + 1))
            tables = []
        else:
            tables = [table for found in page.find_tables() if (table := table_of(found)) is not None]
        tables = _outermost(tables)
        kept: list[tuple[int, PageTable, list[Glyph]]] = []
        for table in tables:
            within = [glyph for glyph in glyphs if inside(glyph, table.box)]
            grid_glyphs = _by_cell(table, within)
            cell_text = (line.text for cell in grid_glyphs for line in lines_in(cell))
            if digits_of(cell_text) != digits_of(glyph.text for glyph in within):
                self.remarks.append(remark(Unread.LOST_DIGITS, leaf + 1))
                continue
            kept.append((table.box[1], table, within))
        taken = {id(glyph) for _, _, within in kept for glyph in within}
        places: list[tuple[tuple[int, int, int], PageLine | PageTable, Band | None]] = [
            ((line.box[1] if band.top is None else band.top, band.side, line.box[1]), line, band)
            for band in bands([glyph for glyph in glyphs if id(glyph) not in taken], self._turned[1])
            for line in lines_in(band.glyphs)
        ]
        places.extend(((top, 0, top), table, None) for top, table, _ in kept)
        ordered = sorted(places, key=lambda place: place[0])
        notes = _footnotes([item for _, item, _ in ordered])
        bottom: int | None = None
        for _, item, band in ordered:
            if isinstance(item, PageLine) and id(item) in notes:
                mapped = self._put(item.text, item.boxes, leaf)
                self.notes.append(
                    Line(mapped, self._lines, leaf, after_blank=False, box=self._box_text(item.box))
                )
            elif isinstance(item, PageLine) and band is not None:
                apart = bottom is None or item.box[1] - bottom > item.box[3] - item.box[1]
                self._line(item, leaf, band, apart=apart)
            elif isinstance(item, PageTable):
                self._table(item, [glyph for glyph in glyphs if inside(glyph, item.box)], leaf)
            bottom = item.box[3]

    def _put(self, text: str, boxes: Iterable[Box | None], leaf: int) -> Mapped:
        start = len(self.boxes)
        self._parts.append(text + "\n")
        self.boxes.extend(None if box is None else self._back(box) for box in boxes)
        self.boxes.extend((None,))
        self._lines += 1
        self.leaves.append(leaf)
        return Mapped(text, range(start, start + len(text)))

    def _back(self, box: Box) -> Box:
        """Return a box of a turned page as it lies on the page itself."""
        turn, width, height = self._turned
        left, top, right, bottom = box
        if turn == _QUARTER:
            return top, width - right, bottom, width - left
        if turn == 2 * _QUARTER:
            return width - right, height - bottom, width - left, height - top
        if turn == 3 * _QUARTER:
            return height - bottom, left, height - top, right
        return box

    def _box_text(self, box: Box) -> tuple[str, ...]:
        return box_text(self._back(box))

    def _line(self, line: PageLine, leaf: int, band: Band, *, apart: bool) -> None:
        size = max(1, line.box[3] - line.box[1])
        indent = max(0, (line.box[0] - band.left) * _HALF_WIDTH // size)
        room = (band.right - band.left) * _HALF_WIDTH // size
        mapped = self._put(" " * indent + line.text, [None] * indent + list(line.boxes), leaf)
        self.items.append(Line(mapped, self._lines, leaf, apart, box=self._box_text(line.box), room=room))

    def _table(self, table: PageTable, glyphs: list[Glyph], leaf: int) -> None:
        cells: list[GridCell] = []
        texts = _by_cell(table, glyphs)
        for cell, inner in zip(table.cells, texts, strict=True):
            lines = lines_in(inner)
            parts = [self._put(line.text, line.boxes, leaf) for line in lines]
            cells.append(
                GridCell(
                    cell.row,
                    cell.column,
                    _joined(parts),
                    cell.rows,
                    cell.columns,
                    None,
                    self._box_text(cell.box),
                )
            )
        ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
        self.items.append(
            FoundTable(
                Grid(ordered, table.height, table.width, EMPTY, "page"), None, self._box_text(table.box), leaf
            )
        )


def _footnotes(items: list[PageLine | PageTable]) -> set[int]:
    """Return the lines of footnotes: at the foot of the page, from the first that begins with a mark on.

    The mark stands raised in the text of the same page, or the print is smaller than the text's.
    """
    sizes = sorted(item.size for item in items if isinstance(item, PageLine))
    usual = sizes[len(sizes) // 2] if len(sizes) > _FEW else 0
    marks = {
        found.group().translate(_LOWERED)
        for item in items
        if isinstance(item, PageLine)
        for found in _RAISED_MARK.finditer(item.text)
    }
    found: set[int] = set()
    pending: list[int] = []
    for item in reversed(items):
        if isinstance(item, PageTable):
            break
        if _PAGE_NUMBER.match(item.text):
            if found or pending:
                break
            continue
        pending.append(id(item))
        mark = _MARK.match(item.text)
        if mark and (mark.group(1).translate(_LOWERED) in marks or item.size * 100 < usual * 90):
            found.update(pending)
            pending = []
        if len(pending) > _FEW:
            break
    return found


def _joined(parts: list[Mapped]) -> Mapped:
    """Return the wrapped lines of a cell as one text; the cell's width broke them, not their sense."""
    texts: list[str] = []
    origins = array("q")
    latin = all(part.text.isascii() for part in parts)
    for part in parts:
        last, first = texts[-1][-1] if texts else "", part.text[0]
        # 2024 / enacted, Over (under) / request: only numbers are cut elsewhere than between words.
        cut = last.isalpha() or (latin and (first.isalpha() or first == "("))
        if last.isascii() and first.isascii() and last and cut:
            texts.append(" ")
            origins.append(-1)
        texts.append(part.text)
        origins.extend(part.origins)
    return Mapped("".join(texts), origins)


def _by_cell(table: PageTable, glyphs: list[Glyph]) -> list[list[Glyph]]:
    found: list[list[Glyph]] = [[] for _ in table.cells]
    for glyph in glyphs:
        for at, cell in enumerate(table.cells):
            if inside(glyph, cell.box):
                found[at].append(glyph)
                break
    return found


def _outermost(tables: list[PageTable]) -> list[PageTable]:
    """Return tables that lie in no other one: an inner table is text of its cell."""

    def within(inner: PageTable, outer: PageTable) -> bool:
        a, b = inner.box, outer.box
        return inner is not outer and a[0] >= b[0] and a[1] >= b[1] and a[2] <= b[2] and a[3] <= b[3]

    return [table for table in tables if not any(within(table, other) for other in tables)]
