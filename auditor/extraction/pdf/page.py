"""One PDF page: its characters in lines, and the tables that its rules draw, in hundredths of a point."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from auditor import records
from auditor.extraction.text.boxes import Box
from auditor.extraction.text.characters import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SIDEWAYS = 10
_NEAR = 200
"""Edges closer than two points are one rule."""


@records.frozen
class Glyph:
    """A character and its box."""

    text: str
    box: Box

    @property
    def middle(self) -> tuple[int, int]:
        """Return the middle of the box."""
        left, top, right, bottom = self.box
        return (left + right) // 2, (top + bottom) // 2

    @property
    def height(self) -> int:
        """Return the height of the box."""
        return self.box[3] - self.box[1]


@records.frozen(eq=False)
class PageLine:
    """Characters on one base line, left to right, with blanks put in where gaps are wide. `size` is the usual height."""

    text: str
    boxes: tuple[Box | None, ...]
    box: Box
    size: int = 0


@records.frozen(eq=False)
class PageCell:
    """A cell of a ruled table by grid place and span."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@records.frozen(eq=False)
class PageTable:
    """A ruled table of one page."""

    box: Box
    cells: tuple[PageCell, ...]
    height: int
    width: int


def box_of(edges: Sequence[Any]) -> Box:
    """Return a library's coordinates as whole hundredths of a point."""
    left, top, right, bottom = (int(edge * 100) for edge in edges)
    return left, top, right, bottom


def runs_across(char: Any) -> bool:  # noqa: ANN401 - the library's characters have no types
    """Whether a character stands upright on a level line: not sideways, upside down or aslant like a watermark."""
    along, up, *_ = char["matrix"]
    return bool(along > 0 and abs(up) * _SIDEWAYS < along)


NAMELESS = "\ufffd"
"""Stands for a glyph whose font does not say what it shows."""


def glyphs_of(chars: Iterable[Any]) -> list[Glyph]:
    """Return characters, each once: imitated bold prints a character twice, a hair apart."""
    found: list[Glyph] = []
    seen: Counter[tuple[str, int, int]] = Counter()
    for char in chars:
        text = char["text"]
        if not text:
            continue
        if text.startswith("(cid:"):
            text = NAMELESS
        box = box_of((char["x0"], char["top"], char["x1"], char["bottom"]))
        key = (text, box[0] // 100, box[1] // 100)
        if (seen[key] or seen[text, key[1] - 1, key[2]] or seen[text, key[1] + 1, key[2]]) and text.strip():
            continue
        seen[key] += 1
        found.append(Glyph(text, box))
    return found


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return glyphs on base lines, top to bottom, each from left to right."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda item: (item.middle[1], item.box[0])):
        if rows and abs(glyph.middle[1] - _middle(rows[-1])) * 2 < max(glyph.height, 1):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [sorted(row, key=lambda item: item.box[0]) for row in rows]


def lines_in(glyphs: Iterable[Glyph]) -> list[PageLine]:
    """Return glyphs as lines, top to bottom."""
    lines = [_line(row) for row in rows_of(glyphs)]
    return [line for line in lines if line.text.strip()]


def _middle(row: list[Glyph]) -> int:
    inked = [glyph for glyph in row if glyph.text.strip()] or row
    return sum(glyph.middle[1] for glyph in inked[-8:]) // len(inked[-8:])


_LEAST_GAP, _LEAST_NUMERAL, _LEAST_PRINTED = 4, 5, 10
"""Which part of the size a blank takes at least: one that was not printed, one printed before a digit, one before a word."""
_LATIN = frozenset("\u2018\u2019\u201c\u201d\u2013\u2014\u2022\u20ac\u00a3")
_NUMERAL = frozenset("0123456789.,%+-()")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _raised(glyph: Glyph, size: int, bottom: int) -> bool:
    """Whether a glyph is set small and high: the mark of a footnote, or a power; never part of a numeral."""
    return (
        glyph.text.isdigit() and glyph.height * 100 < size * 80 and (bottom - glyph.box[3]) * 100 > size * 12
    )


def _line(row: list[Glyph]) -> PageLine:
    texts: list[str] = []
    boxes: list[Box | None] = []
    last: Glyph | None = None
    size = _usual([glyph.height for glyph in row if glyph.text.strip()])
    bottom = _usual([glyph.box[3] for glyph in row if glyph.text.strip() and glyph.height == size])
    blank = False
    for glyph in row:
        if not glyph.text.strip():
            blank = True
            continue
        if last is not None:
            gap = glyph.box[0] - last.box[2]
            high = max(glyph.height, last.height, 1)
            # A quarter of the size is a blank; more than the size parts columns.
            least = _least(last, glyph) if blank else _LEAST_GAP
            blanks = 0 if gap * least < high else max(1, gap * 2 // high)
            texts.extend(" " * blanks)
            boxes.extend([None] * blanks)
        texts.append(glyph.text.translate(_RAISED) if _raised(glyph, size, bottom) else glyph.text)
        boxes.extend([glyph.box] * len(glyph.text))
        last, blank = glyph, False
    left = min((glyph.box[0] for glyph in row if glyph.text.strip()), default=0)
    inked = [glyph for glyph in row if glyph.text.strip()] or row
    box = (left, min(g.box[1] for g in inked), max(g.box[2] for g in inked), max(g.box[3] for g in inked))
    return PageLine("".join(texts), tuple(boxes), box, size)


def _least(one: Glyph, two: Glyph) -> int:
    """Return which part of the size a blank printed between two characters takes at least, in a line set narrow.

    Words of Latin letters are parted by blanks alone; digits are set apart for other reasons as well.
    """
    if not all(each.text.isascii() or each.text in _LATIN for each in (one, two)):
        return _LEAST_GAP
    if one.text.isdigit() and two.text[0] in _NUMERAL:
        return _LEAST_GAP
    return _LEAST_NUMERAL if one.text in _NUMERAL and two.text[0] in _NUMERAL else _LEAST_PRINTED


def _usual(values: list[int]) -> int:
    return Counter(values).most_common(1)[0][0] if values else 0


def inside(glyph: Glyph, box: Box) -> bool:
    """Whether the middle of a glyph lies in a box."""
    across, down = glyph.middle
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]


def table_of(found: Any) -> PageTable | None:  # noqa: ANN401 - the library's class has no types
    """Return a table that pdfplumber found, with the grid places of its cells from their edges."""
    boxes = [box_of(cell) for cell in found.cells if cell is not None]
    across = _edges([edge for box in boxes for edge in (box[0], box[2])])
    down = _edges([edge for box in boxes for edge in (box[1], box[3])])
    if len(across) < 3 or len(down) < 2:  # noqa: PLR2004 - two columns, one row
        return None
    cells = []
    for box in boxes:
        left, right = _nearest(across, box[0]), _nearest(across, box[2])
        top, bottom = _nearest(down, box[1]), _nearest(down, box[3])
        if right > left and bottom > top:
            cells.append(PageCell(top, left, bottom - top, right - left, box))
    return PageTable(box_of(found.bbox), tuple(cells), len(down) - 1, len(across) - 1)


def _edges(values: list[int]) -> list[int]:
    edges: list[int] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _nearest(edges: list[int], value: int) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - value))


def digits_of(texts: Iterable[str]) -> Counter[str]:
    """Return how often each digit stands in the texts: what a table must not lose or invent."""
    lowered = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
    return Counter(
        char
        for text in texts
        for char in fold(text).translate(lowered)
        if char.isascii() and (char.isdigit() or char in ".%")
    )
