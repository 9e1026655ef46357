"""What the stacks of a text layer print of a table: words, values below their head, a column in which both take turns.

What only the heights of the others tell is told here as well: years that head a column of whole numbers, serial numbers,
and columns that stand so close that they were printed row by row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.prose.captions import is_caption, is_unit_line, read_caption
from auditor.extraction.prose.headings import heading_level
from auditor.extraction.stacks.cellheads import BRACKETED
from auditor.extraction.stacks.latticestream import Look, Run, pieces_of
from auditor.extraction.stacks.stacks import Stack
from auditor.extraction.tables.cellform import form_of
from auditor.extraction.tables.cellvalues import is_value
from auditor.extraction.text.characters import is_latin
from auditor.extraction.text.cutnumbers import mended
from auditor.extraction.text.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_STACKS = 80
_MOST_APART = 6
"""So many lines that are no cells may stand between two runs of a table."""
_FEWEST = 2
_WIDEST = 48
_SHORTEST_TITLE = 7
_SHORTEST_UNIT = 3
_DATED_TITLE = 13
_PROSE = re.compile(r"[。；，？！]|[：:]$")
_ASIDE = re.compile(r"[（(][^（）()]*[)）]")
_OPEN = re.compile(r"[（(][^（）()]*$")
_SERIAL = re.compile(r"序号|编号|行次|位次|No\.?|#")
_NAMED_YEAR = re.compile(r"(?:19|20)[0-9]{2}\s*[级届]?|[0-9]{1,2}\s*[月分]")
_PAGE = re.compile(r"[-—–\s]*(?:第\s*)?(?:Page\s*)?[0-9]{1,3}(?:\s*页)?[-—–\s]*", re.IGNORECASE)
_FOOT = re.compile(
    r"[|/]\s*[0-9]{1,3}$|^(?:第\s*)?[0-9]{1,3}\s*[页/|]|^Page\s+[0-9]+|^[—–-]\s*[0-9]{1,3}\s*[—–-]$"
)
DATED = re.compile(r"(?:19|20)[0-9]{2}")


@records.frozen(eq=False, slots=False)
class Item:
    """What a stack prints; `paged` may be the number of a page, `mixed` a column of words and values, `prose` no part."""

    words: tuple[Line, ...]
    values: tuple[Line, ...]
    at: int
    paged: bool = False
    mixed: bool = False
    prose: bool = False

    @property
    def look(self) -> Look:
        """Return what the values look like."""
        return Run((), self.values).look


def items_from(lines: Sequence[Line], at: int, *, titled: bool) -> list[Item]:
    """Return what the stacks from a line on print; `titled` where the number of the table stands above."""
    return _shaped([item for stack in _stacks(lines, at, titled=titled) for item in _items(stack)])


def end_of(lines: Sequence[Line], at: int) -> int:
    """Return the index behind the stack that holds a line."""
    last = at + 1
    while last < len(lines) and not (lines[last].after_blank or lines[last].fresh):
        last += 1
    return last


def _stacks(lines: Sequence[Line], at: int, *, titled: bool) -> list[Stack]:
    """Return the stacks from a line on, up to the number of another table; none where sentences stand first."""
    found: list[Stack] = []
    apart = 0
    while at < len(lines) and len(found) < _MOST_STACKS and apart <= _MOST_APART:
        last = end_of(lines, at)
        group = lines[at:last]
        numbered = next((place for place, line in enumerate(group) if _numbered(line.text)), None)
        closed = numbered is not None and (titled or not found)
        if closed:
            group = group[:numbered]
        titled = titled or numbered is not None
        prose = next((place for place, line in enumerate(group) if _prose(line)), len(group))
        if prose:
            part = mended(group[:prose])
            cells = len(part) > _FEWEST or any(is_value(line.text) for line in part)
            apart = 0 if cells else apart + len(part)
            found.append(_stack(part, at))
        if prose < len(group):
            if not found:
                return []
            found.append(_stack(tuple(group[prose:]), at, parted=True))
            apart += 2 * (len(group) - prose)
        if closed:
            break
        at = last
    return found


def _stack(lines: tuple[Line, ...], at: int, *, parted: bool = False) -> Stack:
    return Stack(lines, tuple(form_of(line.text) for line in lines), at, parted)


def _numbered(text: str) -> bool:
    return is_caption(text) and read_caption(text).number is not None


def _prose(line: Line) -> bool:
    if is_value(line.text):
        return False
    return line.width > _WIDEST or _PROSE.search(_ASIDE.sub("", line.text)) is not None


def _items(stack: Stack) -> Iterator[Item]:
    if stack.parted:
        yield Item(stack.lines, (), stack.at, prose=True)
        return
    pieces = pieces_of([stack])
    if pieces is None:
        yield Item(stack.lines, (), stack.at, mixed=True)
        return
    for piece in pieces:
        single = not piece.words and len(piece.values) == 1 == len(stack.lines)
        paged = single and _PAGE.fullmatch(piece.values[0].text) is not None
        yield Item((*piece.group, *piece.words), piece.values, stack.at, paged=paged)


def _shaped(items: Sequence[Item]) -> list[Item]:
    """Return the items, serial numbers left out, years as heads, and columns apart that were printed row by row."""
    headed = [len(item.values) for item in items if item.values and item.words]
    heights = headed or [len(item.values) for item in items if len(item.values) > 1]
    usual = max(set(heights), key=heights.count, default=0)
    found: list[Item] = []
    for item in items:
        if _serial(item):
            continue
        bare = not item.words and len(item.values) == usual + 1
        if bare and _NAMED_YEAR.fullmatch(item.values[0].text):
            found.append(Item(item.values[:1], item.values[1:], item.at))
        else:
            found.extend(_sided(item, usual))
    return found


def _serial(item: Item) -> bool:
    """Whether values only number the rows: 1, 2, 3 below 序号 or without a head."""
    texts = [line.text for line in item.values]
    if len(texts) <= _FEWEST or not texts[0].isdecimal():
        return False
    due = [str(int(texts[0]) + step) for step in range(len(texts))]
    return texts == due and (not item.words or _SERIAL.fullmatch(item.words[0].text) is not None)


def _sided(item: Item, usual: int) -> Iterator[Item]:
    """Iterate over the columns of a stack that prints several of them row by row: 一般 | 不满意 | 14 | 6 | 13 | 6."""
    count, rest = divmod(len(item.values), usual) if usual > _FEWEST else (0, 0)
    words = untitled(item.words)
    names = words[-count:] if count > 1 else ()
    columns = [item.values[at::count] for at in range(count)]
    alike = all(len(Run((), column).look.kinds) <= 1 for column in columns)
    if rest or len(words) > count or not 1 < count == len({line.text for line in names}) or not alike:
        # The name of a group above some of them may be that of others as well.
        yield item
        return
    for at, name in enumerate(names):
        yield Item((*(item.words[:-count] if not at else ()), name), columns[at], item.at)


def foreign(line: Line) -> bool:
    """Whether a line is no cell of a table by itself: its title, its unit, a heading, the foot of a page."""
    text = line.text
    if _FOOT.search(text) or is_caption(text) or heading_level(text):
        return True
    return is_unit_line(text) and len(text) > _SHORTEST_UNIT and not BRACKETED.fullmatch(text)


def untitled(words: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines of a head without the title of the table, or its unit, that stands above it in the same stack."""
    at = 0
    while at < len(words) and (_titles(words[at:]) or (at + 1 < len(words) and foreign(words[at]))):
        at += 1
    return words[at:]


def _titles(above: Sequence[Line]) -> bool:
    text = above[0].text
    if is_unit_line(text) and not BRACKETED.fullmatch(text):
        return len(above) > 1
    size = len("".join(text.split()))
    if size < _SHORTEST_TITLE or (DATED.match(text) and size < _DATED_TITLE):
        return False
    goes_on = len(above) > 1 and (BRACKETED.fullmatch(above[1].text) or _OPEN.search(text))
    return is_caption(text) or (len(above) > 1 and not goes_on and not is_latin(text))
