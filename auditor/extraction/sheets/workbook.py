"""A spreadsheet package as tables of displayed texts, read from its XML so that no value becomes a float."""

from __future__ import annotations

import bisect
import functools
import re
from typing import TYPE_CHECKING

import attrs

from auditor.extraction.numbers.numberformat import BUILT_IN, exact, shown
from auditor.extraction.numbers.unitwords import unit_in_header
from auditor.extraction.prose.captions import is_caption, is_unit_line
from auditor.extraction.prose.headings import mark_of
from auditor.extraction.sheets.stretches import stretches
from auditor.extraction.tables.cellvalues import states_values
from auditor.extraction.text.draft import Draft
from auditor.extraction.text.grid import Grid, GridCell
from auditor.extraction.text.mapped import EMPTY, Mapped, whole
from auditor.extraction.text.traditional import simplified
from auditor.extraction.word.document import parse_xml
from auditor.report.blocks import BlockKind
from auditor.report.unread import Remark, Unread, remark
from auditor.report.unreadable import Refusal, UnreadableDocumentError
from auditor.source import Location

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from auditor.extraction.word.package import Package

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ROW = re.compile(r"[0-9]{1,7}")
_ON = {"1", "true"}
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})$")
MAX_CELLS = 300_000
_BUILT_IN = {str(number): code for number, code in BUILT_IN.items()}
_WIDEST = 512
_MOST_PLACES = 2_000_000
_NAMED = 5
_SENTENCE = 20
_EPOCH_1904 = 1462
"""Days between the two first days that spreadsheets count from."""
_SHAPE = re.compile(rb"<(?:\w+:)?sp[ />]")
_PICTURE = re.compile(rb"<(?:\w+:)?pic[ />]")
_CELL = re.compile(rb"<(?:\w+:)?v>|<(?:\w+:)?is>")


@attrs.define(eq=False)
class _Sheet:
    name: str
    cells: dict[tuple[int, int], str]
    merged: dict[tuple[int, int], tuple[int, int]]


class Workbook:
    """One package; `drafts` reads the visible sheets, `text` is the source that the offsets point into."""

    def __init__(self, package: Package, name: str) -> None:
        """Read shared strings and formats."""
        self.remarks: list[Remark] = list(package.remarks)
        self._package = package
        self._name = name
        self._parts: list[str] = []
        self._length = 0
        self._count = 0
        self._since_1904 = False
        self._strings = [self._rich(item) for item in self._items("xl/sharedStrings.xml", "si")]
        self._formats = self._read_formats()

    def _root(self, part: str) -> etree._Element | None:
        data = self._package.parts.get(part)
        return parse_xml(data, self._name, part) if data is not None else None

    def _items(self, part: str, tag: str) -> Iterator[etree._Element]:
        root = self._root(part)
        if root is not None:
            yield from root.iter(f"{_S}{tag}")

    def _rich(self, item: etree._Element) -> str:
        """Return a string item without its phonetic hints."""
        texts = []
        for child in item:
            if child.tag == f"{_S}t":
                texts.append(child.text or "")
            elif child.tag == f"{_S}r":
                texts.extend(text.text or "" for text in child.iter(f"{_S}t"))
        return "".join(texts)

    def _read_formats(self) -> list[str]:
        root = self._root("xl/styles.xml")
        if root is None:
            return []
        own = {
            item.get("numFmtId", ""): item.get("formatCode", "General") for item in root.iter(f"{_S}numFmt")
        }
        used = root.find(f"{_S}cellXfs")
        found = []
        for item in used if used is not None else ():
            ident = item.get("numFmtId", "0")
            found.append(own.get(ident) or _BUILT_IN.get(ident, "General"))
        return found

    def text(self) -> str:
        """Return all text read so far, as the source of its places."""
        return "".join(self._parts)

    def drafts(self) -> list[Draft]:
        """Return each visible sheet as a heading and its tables."""
        book = self._root("xl/workbook.xml")
        settings = book.find(f"{_S}workbookPr") if book is not None else None
        self._since_1904 = settings is not None and settings.get("date1904") in _ON
        links = self._package.parts.get("xl/_rels/workbook.xml.rels", b"<r/>")
        targets = {
            item.get("Id", ""): item.get("Target", "")
            for item in parse_xml(links, self._name, "workbook.xml.rels")
        }
        drafts: list[Draft] = []
        for sheet in book.iter(f"{_S}sheet") if book is not None else ():
            title = sheet.get("name", "")
            if sheet.get("state", "visible") != "visible":
                self.remarks.append(remark(Unread.HIDDEN_SHEET, title))
                continue
            target = targets.get(sheet.get(f"{_R}id", ""), "").lstrip("/")
            part = target if target.startswith("xl/") else f"xl/{target}"
            if part.startswith("xl/worksheets/"):
                drafts.extend(self._sheet(part, title))
            else:
                self.remarks.append(remark(Unread.CHART_SHEET, title))
        self._close()
        return drafts

    def _close(self) -> None:
        """Say what was left unread, once all is read."""
        names = list(self._package.parts)
        drawn = [part for name, part in self._package.parts.items() if name.startswith("xl/drawings/drawing")]
        boxes = sum(b"<a:t>" in shape for part in drawn for shape in _SHAPE.split(part)[1:])
        pictures = sum(1 for part in drawn for _ in _PICTURE.finditer(part))
        for kind, count in ((Unread.TEXT_BOXES, boxes), (Unread.PICTURES, pictures)):
            if count:
                self.remarks.append(remark(kind, count))
        for kind, folder in ((Unread.CHARTS, "xl/charts/chart"), (Unread.COMMENTS, "xl/comments")):
            if count := sum(name.startswith(folder) for name in names):
                self.remarks.append(remark(kind, count) if kind is Unread.CHARTS else remark(kind))
        if not self._count and not any(each.kind is Unread.HIDDEN_SHEET for each in self.remarks):
            raise UnreadableDocumentError(Refusal.NO_TEXT, self._name)

    def _sheet(self, part: str, title: str) -> Iterator[Draft]:
        if sum(1 for _ in _CELL.finditer(self._package.parts.get(part, b""))) > MAX_CELLS - self._count:
            raise UnreadableDocumentError(Refusal.CELLS, self._name, detail=str(MAX_CELLS), part=title)
        root = self._root(part)
        if root is None:
            return
        sheet = _Sheet(title, {}, {})
        odd: dict[Unread, list[str]] = {}
        number = 0
        for row in root.iter(f"{_S}row"):
            written = row.get("r", "")
            number = int(written) if _ROW.fullmatch(written) else number + 1
            if row.get("hidden") in _ON:
                odd.setdefault(Unread.HIDDEN_CELLS, []).append(str(number))
            for column_at, cell in enumerate(row.iter(f"{_S}c"), start=1):
                place = _place(cell.get("r", "")) or (number, column_at)
                shown_text, kind = self._shown(cell)
                if kind is not None:
                    odd.setdefault(kind, []).append(_address(*place))
                if not shown_text.strip():
                    continue
                if place[1] > _WIDEST:
                    odd.setdefault(Unread.FAR_COLUMNS, [_address(1, _WIDEST)[:-1]])
                    continue
                sheet.cells[place] = shown_text
                self._count += 1
        odd.setdefault(Unread.HIDDEN_CELLS, []).extend(
            _address(1, int(column.get("min", "")))[:-1]
            for column in root.iter(f"{_S}col")
            if column.get("hidden") in _ON and _ROW.fullmatch(column.get("min", ""))
        )
        self.remarks.extend(_named(kind, title, places) for kind, places in odd.items() if places)
        for merge in root.iter(f"{_S}mergeCell"):
            first, _, last = merge.get("ref", "").partition(":")
            start, end = _place(first), _place(last)
            if start and end and end >= start and end[1] >= start[1]:
                sheet.merged[start] = (end[0] - start[0] + 1, end[1] - start[1] + 1)
        yield Draft(kind=BlockKind.HEADING, text=self._put(title), level=1, place=Location(sheet=title))
        yield from self._tables(sheet)

    def _shown(self, cell: etree._Element) -> tuple[str, Unread | None]:
        """Return what a cell displays, and what is odd about it: no stored result, an error value."""
        kind = cell.get("t", "n")
        value = cell.find(f"{_S}v")
        stored = value.text if value is not None else None
        if kind == "inlineStr":
            inline = cell.find(f"{_S}is")
            return (self._rich(inline) if inline is not None else ""), None
        if stored is None:
            return "", Unread.NO_RESULT if cell.find(f"{_S}f") is not None else None
        if kind == "s":
            at = int(stored) if _ROW.fullmatch(stored) else -1
            return (self._strings[at] if 0 <= at < len(self._strings) else ""), None
        if kind == "b":
            return ("TRUE" if stored == "1" else "FALSE"), None
        if kind == "e":
            return stored, Unread.ERRORS
        if kind == "d":
            return stored.removesuffix("T00:00:00").removesuffix("T00:00:00.000"), None
        if kind != "n":
            return stored, None
        style = cell.get("s", "0")
        at = int(style) if _ROW.fullmatch(style) else 0
        code = self._formats[at] if at < len(self._formats) else "General"
        text = _displayed(stored, code, _EPOCH_1904 if self._since_1904 else 0)
        # A zero that its format leaves out is blank; another value is kept from the reader.
        return text, None if text.strip() or not exact(stored) else Unread.HIDDEN_VALUES

    def _put(self, text: str) -> Mapped:
        mapped = simplified(whole(text, self._length))
        self._parts.append(text + "\n")
        self._length += len(text) + 1
        return mapped

    def _tables(self, sheet: _Sheet) -> Iterator[Draft]:
        """Split a sheet at empty rows and, where tables stand side by side, at empty columns."""
        columns: dict[int, list[int]] = {}
        for row, column in sorted(sheet.cells):
            columns.setdefault(row, []).append(column)
        for stretch in stretches(sheet.cells, columns, sheet.merged):
            yield from self._stretch(sheet, stretch)

    def _stretch(self, sheet: _Sheet, columns: Mapping[int, list[int]]) -> Iterator[Draft]:
        """Split rows, each with its filled columns, into tables; lone cells above a table are its caption and unit."""
        rows = list(columns)
        caption: Mapped = EMPTY
        unit: str | None = None
        region: list[int] = []
        for at, row in enumerate(rows):
            cells = columns[row]
            following = rows[at + 1] if at + 1 < len(rows) else 0
            if region and len(cells) == 1 and self._apart(sheet, row, columns, following):
                yield from self._region(sheet, {each: columns[each] for each in region}, caption, unit)
                region, caption, unit = [], EMPTY, None
            if len(cells) == 1 and not region:
                text = self._put(sheet.cells[row, cells[0]])
                unit = unit or unit_in_header(text.text)
                if is_unit_line(text.text):
                    unit = unit_in_header(text.text)
                elif is_caption(text.text) or not caption:
                    caption = text
                place = Location(sheet=sheet.name, cell=_address(row, cells[0]))
                kind = (
                    BlockKind.CAPTION
                    if is_caption(text.text) or is_unit_line(text.text)
                    else BlockKind.PARAGRAPH
                )
                yield Draft(kind=kind, text=text, place=place)
                continue
            region.append(row)
            if following != row + 1:
                yield from self._region(sheet, {each: columns[each] for each in region}, caption, unit)
                region, caption, unit = [], EMPTY, None
        if region:
            yield from self._region(sheet, {each: columns[each] for each in region}, caption, unit)

    def _apart(self, sheet: _Sheet, row: int, columns: Mapping[int, list[int]], following: int) -> bool:
        """Whether a row of one cell ends the table above it: a caption, a sentence, a heading before more text.

        A lone heading between rows of figures is a group of the table itself.
        """
        text = sheet.cells[row, columns[row][0]].strip()
        if is_caption(text) or is_unit_line(text) or ("。" in text and len(text) > _SENTENCE):
            return True
        if following == row + 1 and self._headed(sheet, following, columns[following]):
            return True
        lone = following == row + 1 and len(columns[following]) == 1
        span = sheet.merged.get((row, columns[row][0]), (1, 1))[1]
        return lone and span > 1 and mark_of(text) is not None

    def _headed(self, sheet: _Sheet, row: int, columns: list[int]) -> bool:
        """Whether a row heads columns: below a lone cell it begins a table of its own."""
        texts = [sheet.cells[row, column] for column in columns]
        return len(texts) > 1 and not states_values(texts) and any(map(str.strip, texts[1:]))

    def _region(
        self, sheet: _Sheet, filled: Mapping[int, list[int]], caption: Mapped, unit: str | None
    ) -> Iterator[Draft]:
        """Return a table: `filled` holds its rows, each with its filled columns."""
        rows = list(filled)
        columns = sorted({column for row in rows for column in filled[row]})
        trailing: list[int] = []
        while len(rows) > 1 and len(filled[rows[-1]]) == 1 and len(columns) > 2:  # noqa: PLR2004
            trailing.insert(0, rows.pop())
        if not rows or not columns:
            return
        # A column that every cell of the table spans or leaves empty is none of the table's own.
        place_of = {column: at for at, column in enumerate(columns)}
        first, height, width = rows[0], rows[-1] - rows[0] + 1, len(columns)
        if height * width > _MOST_PLACES:
            words = (f"一张表超过 {_MOST_PLACES} 格", f"a table of more than {_MOST_PLACES} places")
            raise UnreadableDocumentError(Refusal.TOO_LARGE, self._name, detail=words, part=sheet.name)
        cells: list[GridCell] = []
        for row in rows:
            for column in filled[row]:
                text = sheet.cells[row, column]
                down, across = sheet.merged.get((row, column), (1, 1))
                at, end = place_of[column], bisect.bisect_left(columns, column + across)
                down, spot = min(down, rows[-1] - row + 1), _address(row, column)
                cells.append(GridCell(row - first, at, self._put(text), down, max(1, end - at), spot))
        taken = {(c.row + r, c.column + k) for c in cells for r in range(c.rows) for k in range(c.columns)}
        empty = [
            GridCell(row, at, EMPTY, 1, 1, _address(first + row, columns[at]))
            for row in range(height) for at in range(width) if (row, at) not in taken
        ]  # fmt: skip
        ordered = sorted([*cells, *empty], key=lambda cell: (cell.row, cell.column))
        grid = Grid(tuple(ordered), height, width, caption, "ruled", unit)
        yield Draft(kind=BlockKind.TABLE, grid=grid, place=Location(sheet=sheet.name))
        for row in trailing:
            column = filled[row][0]
            place = Location(sheet=sheet.name, cell=_address(row, column))
            yield Draft(kind=BlockKind.NOTE, text=self._put(sheet.cells[row, column]), place=place)


@functools.lru_cache(maxsize=65_536)
def _displayed(stored: str, code: str, epoch: int) -> str:
    """Return what a stored number shows; what is no number shows itself."""
    number = exact(stored)
    return stored if number is None else shown(number, code, epoch)


def _named(kind: Unread, sheet: str, places: list[str]) -> Remark:
    """Return a remark that names a sheet and the first few of its places."""
    if kind is Unread.FAR_COLUMNS:
        return remark(kind, f"{sheet}!{places[0]}")
    more = f" … ({len(places)})" if len(places) > _NAMED else ""
    return remark(kind, f"{sheet}!" + ", ".join(places[:_NAMED]) + more)


def _place(address: str) -> tuple[int, int] | None:
    found = _ADDRESS.match(address)
    if not found:
        return None
    column = 0
    for letter in found.group(1):
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found.group(2)), column


def _address(row: int, column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
