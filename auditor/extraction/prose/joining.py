"""Joining printed lines into paragraphs, headings, list items and captions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.extraction.numbers.unitwords import unit_after
from auditor.extraction.prose.captions import is_caption
from auditor.extraction.prose.headings import heading_level, mark_of, run_in_heading
from auditor.extraction.text.draft import Draft
from auditor.extraction.text.lines import closed_prose
from auditor.extraction.text.mapped import Mapped, join, join_lines
from auditor.report.blocks import BlockKind
from auditor.source import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.extraction.text.lines import Line

_ENDED = re.compile(r"[。！？!?；;：:]”?[）)]?$|[.]$")
_STOPPED = re.compile(r"[.!?:]$")
"""A semicolon ends no sentence before a line that begins with a small letter."""
# 其中： or an option of a question, B.有所减轻：, whose number stands on the next line.
_AMONG = re.compile(r"(?:[。；;，,]\s*其中|[；;？?。]\s*[A-H]\s*[.\uff0e、][^；;：:。]{1,24})[：:]$")
_LED = re.compile(
    r"[.·_]{4,}\s*(?:\\?[0-9]\\)?[+\-−–]?\s*[$€£]?\s*[+\-−–]?(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|[—–-]+)\s*$"
)
"""The amount that the dots of a line lead to ends it: what an account is made up of stands a line each."""
_CONTENTS = re.compile(r"[.…·﹒]{4,}\s*[0-9]{1,4}$")
# Sec. 605. begins a section of a bill.
_SECTION = re.compile(r"S(?:ec|EC)\. ?[0-9]+[a-z]?\. ")
_CAPITALS = re.compile(r"[A-Z][A-Z ,'&()/-]{5,60}")
_HEADING = re.compile(r"[A-Z][A-Za-z]+(?: [A-Za-z'&-]+){1,6}")
_CHAPTER = re.compile(
    r"(?:[0-9]{1,2}(?:\.[0-9]{1,2})?|[IVX]{1,5}\.|[A-H]\.) [A-Z][A-Za-z]+(?:,? [A-Za-z'&-]+){0,8}"
)
# R3. Bring forward …, Finding 4. Funding is narrow: the items of a list, set line below line.
_SERIES = re.compile(r"((?:[A-Z][a-z]+ )?[A-Z]{0,2})[0-9]{1,2}([.:)]) ")
_INDENT = 2
_WIDEST = 130
_GAP = re.compile(r"\S {3,}\S")
_MANY = 20
_PAGE = 8
_NARROW = 40
_PROSE_WORDS = 3
_FULL = 82
_FEW = 4
_ITEM_LEVEL = 5
_VALUE = re.compile(r"[+-]?[0-9][0-9,]*(?:\.[0-9]+)?%?|[-—]{1,2}")
_QUESTION = re.compile(r"[0-9]{1,2}\s*[.\uff0e、].*您")
# 附表1 … 汇总, and below it the head of the table: 题目 效度得分.
_NUMBERED = re.compile(r"附?表\s*[0-9]{1,2}(?:-[0-9]{1,2})?\s*[^0-9\s]")
_CELLS = re.compile(r"[一-龥]{2,8}(?: [一-龥]{2,8})+")
# A row of a table of words ends in no full stop: 8 王某 组员 负责访谈.
_SERIAL_ROW = re.compile(r"[0-9]{1,3} [^0-9\s]+ [^0-9\s]+ [^0-9\s]+$")
_NOTE = re.compile(r"^(?:注|备注|说明|Note)\s*[0-9]?\s*[:：]")
_BULLET = re.compile(r"[•●▪◦‣►➢]\s*(?=\w)|(?:[-–—*]|o)\s+(?=[A-Za-z一-龥])")
_OPEN_WORD = re.compile(
    r"\b(?:of|the|to|and|or|in|for|an?|by|with|from|than|at|on|was|were|is|are|that|which|its|their|our|an? total)$",
    re.IGNORECASE,
)
_PROSE_NUMBER = re.compile(r"[a-z,] [$€£]?[0-9][0-9,.]*%?$")
_WORDS = re.compile(r"[A-Za-z]{2,}")
_BULLETS = "•●▪◦‣►➢"
"""Marks that stand nowhere but before an item; a dash does so where it begins several lines."""

_ITEM = re.compile(r"[（(]([一二三四五六七八九十]{1,2}|[0-9]{1,2})[）)]")
_ITEMS = (*"一二三四五六七八九十", *(f"十{each}" for each in "一二三四五六七八九"), *map(str, range(1, 30)))


class Joiner:
    """Joins the lines of one document; it knows the usual line width of its text."""

    def __init__(self, lines: list[Line]) -> None:
        """Measure the text: `width` is what a full line takes, 0 where every line is a paragraph."""
        self.width = usual_width(lines)
        pages: dict[int, list[Line]] = {}
        for line in lines:
            if line.width >= _NARROW and line.room is None and not _GAP.search(line.text):
                pages.setdefault(line.leaf, []).append(line)
        # A text layer that keeps the layout sets each page at a scale of its own.
        self._pages = {leaf: _shared(page) for leaf, page in pages.items() if len(page) >= _PAGE}

    def drafts(self, lines: list[Line]) -> Iterator[Draft]:
        """Join consecutive lines of narrative."""
        group: list[Line] = []
        bullets = _bullets(lines)
        counts = Counter(filter(None, map(_series, lines)))
        for at, line in enumerate(lines):
            below = lines[at + 1] if at + 1 < len(lines) else None
            begins = _bullet(line) in bullets or (group and _title(group[-1], line, below))
            if group and counts[_series(line)] > 1 and _ENDED.search(group[-1].text):
                begins = True
            if group and (begins or not self._continues(group, line)):
                yield from self._finish(group)
                group = []
            group.append(line)
        if group:
            yield from self._finish(group)

    def tail(self, last: Line, line: Line) -> bool:
        """Whether `line` ends the sentence that the full line `last` leaves open."""
        return self._full(last) and not _ENDED.search(last.text) and mark_of(line.text) is None

    def _full(self, line: Line) -> bool:
        width = self._pages.get(line.leaf, 0) or self.width if self.width else 0
        if line.room is not None and abs(line.room - width) * 4 > width:
            width = line.room  # a column of a page, a page that lies on its side
        return width > 0 and (line.width + line.indent) * 100 >= width * _FULL

    def _continues(self, group: list[Line], line: Line) -> bool:
        last = group[-1]
        if _LED.search(last.text):
            return False
        if _LED.search(line.text):
            label = last.width * 2 > line.width and line.indent > last.indent  # a label of two lines
            ended = _ENDED.search(last.text) is not None or last.text.endswith(("--", "—"))
            return label and not line.after_blank and not ended
        if _runs_on(last, line):
            return True
        if _SECTION.match(line.text):
            return False
        if self.width == 0 or _CONTENTS.search(last.text) or _CONTENTS.search(line.text):
            return False
        if _NOTE.match(line.text) or (len(group) == 1 and heading_level(last.text) and not self._full(last)):
            return False
        if len(group) == 1 and _NUMBERED.match(last.text) and _CELLS.fullmatch(line.text):
            return False
        if last.text[-1:].isdigit() and line.text[:1].isdigit():
            return self._full(last) and _cut_number(last.text, line.text)
        mark = mark_of(line.text)
        if _next_item(last.text, line.text) and self._full(last):
            return True
        if mark is not None and (not _is_number(line.text)):
            open_sentence = (
                self._full(last) and not _ENDED.search(last.text) and not _SERIAL_ROW.match(last.text)
            )
            return open_sentence and mark.level >= _ITEM_LEVEL
        if (
            is_caption(line.text)
            and not self._full(line)
            and not (self._full(last) and not _ENDED.search(last.text))
        ):
            return False
        if line.indent >= last.indent + 2 and not line.after_blank and _ENDED.search(last.text):
            return False
        if _ENDED.search(last.text):
            # A full line that ends a sentence may end its paragraph, too: only an indent could tell.
            if not self._full(last) or line.indent > last.indent:
                return False
            # 增长 5.7%。其中： opens no list of paragraphs where the next line begins at the margin.
            opened = max(map(last.text.rfind, "（(")) > max(map(last.text.rfind, "）)"))
            # A paragraph that begins indented goes on at the margin: …“六涨二降”： / 其他用品上涨 2.4%.
            margin = len(group) == 1 or abs(last.indent - line.indent) < _INDENT
            hung = group[0].indent >= line.indent + _INDENT and margin
            led = not last.text.endswith(("：", ":")) or _AMONG.search(last.text) is not None
            return opened or hung or led
        return self._full(last) or (last.width * 10 >= self.width * 6 and line.width > _FEW)

    def _finish(self, group: list[Line]) -> Iterator[Draft]:
        place = Location(page=group[0].page, box=group[0].box)
        text = join_lines(line.mapped for line in group)
        stripped = group[0].text if len(group) == 1 else text.text
        if _CONTENTS.search(stripped):
            yield Draft(kind=BlockKind.FURNITURE, text=text, remark="table of contents", place=place)
            return
        level = heading_level(stripped)
        if level:
            yield Draft(kind=BlockKind.HEADING, text=text, level=level, place=place)
            return
        if len(group) == 1 and is_caption(stripped):
            yield Draft(kind=BlockKind.CAPTION, text=text, place=place)
            return
        run_in, stop = run_in_heading(text.text)
        if run_in:
            yield Draft(
                kind=BlockKind.HEADING, text=text.cut(0, stop), level=run_in, place=place, remark="run-in"
            )
            yield Draft(kind=BlockKind.PARAGRAPH, text=closed_prose(text.cut(stop + 1).strip()), place=place)
            return
        if len(group) == 1 and _is_row(stripped, apart=group[0].after_blank):
            yield fragment(group)
            return
        if _NOTE.match(stripped):
            yield Draft(kind=BlockKind.NOTE, text=closed_prose(text), place=place)
            return
        mark = None if _is_number(stripped) else mark_of(stripped)
        kind = BlockKind.LIST if mark or stripped[:1] in _BULLETS else BlockKind.PARAGRAPH
        yield Draft(kind=kind, text=closed_prose(text, mark.end if mark else 0), place=place)


def _next_item(above: str, text: str) -> bool:
    """Whether a line begins with the number behind that of an item in the midst of the line above: …；（七）…； / （八）."""
    begun = _ITEM.match(text)
    if begun is None or begun[1] not in _ITEMS:
        return False
    items = [
        _ITEMS.index(found[1]) for found in _ITEM.finditer(above) if found.start() and found[1] in _ITEMS
    ]
    return bool(items) and _ITEMS.index(begun[1]) == items[-1] + 1


def _title(last: Line, line: Line, below: Line | None) -> bool:
    """Whether a line of English is a heading between two paragraphs: PUBLIC HEALTH, or a short one that ends no sentence.

    A paragraph ends with a full stop, so that a last line without one is none of its lines.
    """
    text = line.text
    if not text.isascii() or text[:1].islower() or _ENDED.search(text) or not _ENDED.search(last.text):
        return False
    if text.isupper():
        return _CAPITALS.fullmatch(text) is not None
    if _CHAPTER.fullmatch(text) is not None:
        return line.width * 2 < last.width
    begun = below is not None and (below.after_blank or below.indent >= line.indent + _INDENT)
    return begun and _HEADING.fullmatch(text) is not None and line.width * 2 < last.width


def _series(line: Line) -> str:
    """Return what the items of one list begin with, but for their numbers: R. of R1. and R2., or an empty text."""
    found = _SERIES.match(line.text)
    return "".join(found.groups()) if found and found[1] else ""


def _runs_on(last: Line, line: Line) -> bool:
    """Whether a line of English goes on with the sentence that the line above leaves open, however narrow the column.

    It begins in the midst of a sentence, or the line above ends with a word that none can end with.
    """
    above, text = last.text, line.text
    ended = _ENDED.search(above) if text[:1].isupper() else _STOPPED.search(above)
    if line.after_blank or "|" in above + text or not text.isascii() or ended:
        return False
    if min(len(_WORDS.findall(above)), len(_WORDS.findall(text))) < _PROSE_WORDS or re.search(
        r"\s{3,}|\.{3,}", above + text
    ):
        return False
    begun = text[:1].islower() and re.match(r"[a-z]{2,}[ ,]", text) is not None
    return (
        bool(_OPEN_WORD.search(above))
        or (begun and not re.search(r"[0-9)%]$", above))
        or (begun and _PROSE_NUMBER.search(above) is not None)
    )


def _bullet(line: Line) -> str:
    """Return the mark of an item that a line begins with, or an empty text."""
    found = _BULLET.match(line.text)
    return found.group().strip() if found else ""


def _bullets(lines: list[Line]) -> frozenset[str]:
    """Return the marks before the items of the lists in some lines."""
    counts = Counter(filter(None, map(_bullet, lines)))
    return frozenset(mark for mark, count in counts.items() if mark in _BULLETS or count > 1)


def fragment(lines: list[Line]) -> Draft:
    """Return lines whose cells are not certain as one block, a line break between them."""
    return Draft(
        kind=BlockKind.FRAGMENT,
        text=join((line.mapped.strip() for line in lines), "\n"),
        place=Location(page=lines[0].page, box=lines[0].box),
    )


def _cut_number(last: str, text: str) -> bool:
    """Whether a numeral goes on in the next line: no row of a table above, and no item number below."""
    values = sum(1 for word in last.split() if word[0].isdigit())
    return values <= _FEW // 2 and bool(re.match(r"[0-9](?:[0-9,.]*[0-9])?(?:%|[^\s0-9,.、）)])", text))


def _is_row(text: str, *, apart: bool) -> bool:
    """Whether a line is a row of a table that was not read: a name and four values and more, no sentence.

    A name and a single value that stand apart are cells of one, too.
    """
    name, *values = text.split()
    enough = len(values) >= _FEW or (apart and len(values) == 1)
    return enough and not _VALUE.fullmatch(name) and all(map(_VALUE.fullmatch, values))


def _is_number(text: str) -> bool:
    """Whether what looks like an item number is a quantity: `8.0 公里`, `0.2 分`."""
    if run_in_heading(text)[0]:
        return False  # 3.3 多元解纷。诉前委派…
    found = re.match(r"[0-9]+\.[0-9]+", text)
    if found and re.match(r"\s*[×*÷/+＋%％=＝]", text[found.end() :]):
        return True  # 86.54×40%＋…
    return bool(
        found and (unit_after(text, found.end())[0] or text.startswith("0") or found.group().endswith("0"))
    )


def usual_width(lines: list[Line]) -> int:
    """Return the width that full lines of the narrative share, 0 where lines are whole paragraphs.

    Where too few lines are full, a page tells how wide they can be.
    """
    rooms = Counter(line.room for line in lines if line.room is not None)
    room = rooms.most_common(1)[0][0] if rooms else 0
    wide = [line for line in lines if line.width >= _NARROW]
    if len(wide) < _FEW:
        return room
    # The rows of tables, of which budgets and final accounts are full, are no lines of the narrative.
    prose = [line for line in wide if not _GAP.search(line.text) and not _ends_in_values(line.text)]
    usual = _shared(prose) if len(prose) >= _MANY else 0
    return usual or _shared(wide) or (0 if _too_long(wide) else room)


def _ends_in_values(text: str) -> bool:
    """Whether a line ends as the row of a table whose cells single blanks part: 一、社会保障支出 16,067,196.24 289,520.00."""
    words = text.split()
    return _VALUE.fullmatch(words[-1]) is not None and sum(1 for each in words if _VALUE.fullmatch(each)) > 1


def _shared(lines: list[Line]) -> int:
    """Return the width that a fourth of lines share but for a character or two, 0 where too many are too long."""
    if _too_long(lines):
        return 0
    widths = [line.width + line.indent for line in lines]
    near: Counter[int] = Counter()
    for width in widths:
        if width <= _WIDEST:
            for other in range(width - 3, width + 4):
                near[other] += 1
    usual, count = max(near.items(), key=lambda item: (item[1], item[0]))
    return usual if count * 4 >= len(widths) else 0


def _too_long(lines: list[Line]) -> bool:
    """Whether more than a fourth of lines are longer than a page is wide: whole paragraphs, or rows."""
    return sum(1 for line in lines if line.width + line.indent > _WIDEST) * 4 > len(lines)


def fragments(lines: list[Line], width: int) -> list[int]:
    """Return for each line how many from there on are short pieces of something that is no running text."""
    counts = [0] * (len(lines) + 1)
    for at in range(len(lines) - 1, -1, -1):
        runs_on = (at > 0 and _runs_on(lines[at - 1], lines[at])) or (
            at + 1 < len(lines) and _runs_on(lines[at], lines[at + 1])
        )
        short = width and not runs_on and (_short(lines[at], width) or _wrapped_item(lines, at, width))
        counts[at] = counts[at + 1] + 1 if short else 0
    return [count if count >= _FEW else 0 for count in counts[:-1]]


def _wrapped_item(lines: list[Line], at: int, width: int) -> bool:
    """Whether a line that reads like a heading is an item of a narrow cell: the item above ends in a semicolon."""
    if lines[at].width * 10 > width * 7 or heading_level(lines[at].text) < _ITEM_LEVEL:
        return False
    above = lines[at - 1].text if at else ""
    below = lines[at + 1] if at + 1 < len(lines) else None
    return above.endswith(("；", ";")) and below is not None and _short(below, width)


def _short(line: Line, width: int) -> bool:
    if line.width * 10 > width * 7 or heading_level(line.text) or is_caption(line.text):
        return False
    section = _SECTION.match(line.text) and line.text.endswith(".")
    if _QUESTION.match(line.text) or section or _LED.search(line.text):
        return False
    return not re.search(r"[。]$", line.text) or line.width * 10 <= width * 6


def text_of(lines: list[Line]) -> Mapped:
    """Return lines joined as one text."""
    return join_lines(line.mapped for line in lines)
