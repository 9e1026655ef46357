"""Tables whose columns a text layer prints whole: each a stack of its head and a cell of every row, and one of the labels.

Where all stacks hold as many cells as there are labels, each column is known by itself: what a page prints among them
(its number, the heading of the next section, the title of the table) cannot be a cell, and is set aside. The table is
taken only where every column has its head, and every row its label.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.prose.captions import is_caption, is_unit_line, read_caption
from auditor.extraction.prose.headings import heading_level
from auditor.extraction.stacks.cellheads import BRACKETED, Printed, crossed
from auditor.extraction.stacks.headed import AMOUNT_HEAD, NOTE, among_heads
from auditor.extraction.stacks.headedcolumns import heads_labels, is_corner, is_head
from auditor.extraction.stacks.lentheads import OPEN, SHARE, Column, two_names, with_heads_lent
from auditor.extraction.stacks.stacklabels import TOTAL, Labels, ends_in_total, joints, serials
from auditor.extraction.stacks.stacks import Stack
from auditor.extraction.stacks.wrappedlabels import row_labels
from auditor.extraction.tables.cellform import Form, Kind, form_of, uniform
from auditor.extraction.text.characters import is_latin
from auditor.extraction.text.cutnumbers import mended
from auditor.extraction.text.grid import Grid, GridCell
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import EMPTY, Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 2
_MOST_STACKS = 60
_MOST_APART = 6
"""So many lines that are no cells may stand between two columns of a table."""
_MOST_HEAD = 4
_MOST_BESIDE = 4
_LONGEST_HEAD = 40
_WIDEST = 48
_SHORTEST_TITLE = 7
_UNITS = re.compile(r"(?:计量)?单位")
_DATED = re.compile(r"(?:19|20)[0-9]{2}")
_BARE = re.compile(
    r"(?:19|20)[0-9]{2}\s*年?度?|(?:金额|数量|占比|比重|人数|份数|计划|实际|到位|完成|小计)(?:[（(].*[)）])?|%|n"
)
_AMONG = re.compile(r"其中[:：]?")
"""It stands above this column and those to its right."""
_PROSE = re.compile(r"[。；，？！]|[：:]$")
_AMOUNT = re.compile(r"[0-9]{4}\.[0-9]{1,2}")


@records.frozen(eq=False)
class Whole:
    """A table, the lines among it that tell its title and unit, those that are no part of it, and the index behind it."""

    grid: Grid
    titles: tuple[Line, ...]
    behind: tuple[Line, ...]
    end: int


def parse_whole(lines: Sequence[Line], at: int) -> Whole | None:
    """Read the table that begins at a line, None where it is not certain."""
    if _prose(lines[at]):
        return None
    stacks = _stacks(lines, at)
    if not stacks:
        return None
    heights = [height for stack in stacks[:8] if (height := _height(stack)) >= _FEWEST_ROWS]
    tried = dict.fromkeys(each for height in heights[:3] for each in (height, height // 2, height // 3))
    for rows in tried:
        if rows >= _FEWEST_ROWS and (found := _table(lines, stacks, rows)) is not None:
            return found
    return None


def _stacks(lines: Sequence[Line], at: int) -> list[Stack]:
    """Return the stacks from a line on, up to the numbered title of another table; none where no table begins."""
    found: list[Stack] = []
    apart = 0
    while at < len(lines) and len(found) < _MOST_STACKS and apart <= _MOST_APART:
        last = _end(lines, at)
        if found and any(_numbered(line.text) for line in lines[at:last]):
            break
        part = mended(lines[at:last])
        stack = Stack(part, tuple(form_of(line.text) for line in part), at)
        if not found and not _begins(stack):
            break
        apart = 0 if _height(stack) >= _FEWEST_ROWS or len(part) > _FEWEST_ROWS else apart + len(part)
        if not _height(stack) and any(map(_prose, part)):
            apart += len(part)
        found.append(stack)
        at = last
    return found


def _numbered(text: str) -> bool:
    return is_caption(text) and read_caption(text).number is not None


def _prose(line: Line) -> bool:
    return line.width > _WIDEST or _PROSE.search(line.text) is not None


def _begins(stack: Stack) -> bool:
    """Whether a table can begin with a stack: labels, a column with its head, or the head of the labels alone."""
    if _height(stack) >= _FEWEST_ROWS:
        return _height(stack) < len(stack.lines) and not any(map(_prose, stack.lines))
    if any(map(_prose, stack.lines)):
        return False
    return len(stack.lines) >= _FEWEST_ROWS or is_corner("".join(stack.text.text.split()))


def _value(line: Line, form: Form) -> bool:
    if form.kind is Kind.DATE:
        return _AMOUNT.fullmatch(line.text) is not None
    return form.kind is not Kind.WORDS


def _height(stack: Stack) -> int:
    """Return how many values end a stack."""
    count = 0
    for line, form in zip(reversed(stack.lines), reversed(stack.forms), strict=True):
        if not _value(line, form):
            break
        count += 1
    return count


def _table(lines: Sequence[Line], stacks: Sequence[Stack], rows: int) -> Whole | None:
    """Return the table whose columns have so many rows."""
    columns: list[Column] = []
    loose: list[Line] = []
    words: list[tuple[int, Stack]] = []
    last = -1
    for at, stack in enumerate(stacks):
        found = _columns(stack, at, rows)
        if found is not None:
            columns.extend(found[0])
            loose.extend(found[1])
            last = at
        elif _open(stack) and not serials([line.text for line in stack.lines], rows):
            break
        else:
            words.append((at, stack))
    if len(columns) < _FEWEST_COLUMNS or any(map(_open, stacks[last + 1 : last + 4])):
        return None
    named = _named([each for each in words if each[0] < last], columns, rows)
    if named is None or not _certain(named):
        return None
    loose = sorted([*loose, *named.loose], key=lambda line: line.number)
    titles = tuple(line for line in loose if is_caption(line.text) or is_unit_line(line.text))
    behind = tuple(line for line in loose if line not in titles)
    return Whole(_grid(named), titles, behind, _end(lines, stacks[last].at))


def _open(stack: Stack) -> bool:
    """Whether values of another height stand in a stack: a table behind which they stand is not read whole."""
    height = _height(stack)
    return height > 1 or (height > 0 and len(stack.lines) > 1)


def _end(lines: Sequence[Line], at: int) -> int:
    """Return the index behind the stack that begins at a line."""
    last = at + 1
    while last < len(lines) and not (lines[last].after_blank or lines[last].fresh):
        last += 1
    return last


def _columns(stack: Stack, at: int, rows: int) -> tuple[list[Column], tuple[Line, ...]] | None:
    """Return the columns that a stack prints, and the lines of a title above their heads; None where it prints none.

    Columns that stand close to each other are printed row by row, below their heads and the name of their group.
    """
    height = _height(stack)
    count, rest = divmod(height, rows)
    if rest or not 0 < count <= _MOST_BESIDE:
        return None
    above, cells = stack.lines[: len(stack.lines) - height], stack.lines[len(stack.lines) - height :]
    if count == 1:
        titled = next((place for place in range(len(above)) if not _titles(above[place:])), len(above))
        title, head = above[:titled], above[titled:]
        if len(head) > 1 and _AMONG.fullmatch(head[0].text):
            title, head = above[: titled + 1], head[1:]
        if len(head) > _MOST_HEAD or (head and not is_head(head)):
            return None
        return [Column(head, cells, at)], title
    heads, group = above[len(above) - count :], above[: len(above) - count]
    if len({line.text for line in heads}) < count or len(above) < count:
        return None
    if len(group) > _MOST_HEAD or (group and not is_head(group)):
        return None
    return [Column((head,), cells[place::count], at, group) for place, head in enumerate(heads)], ()


def _titles(above: Sequence[Line]) -> bool:
    """Whether the first of the lines above a column is the title of the table, or its unit: no line of a head is so long."""
    text = above[0].text
    if is_unit_line(text) and not BRACKETED.fullmatch(text):
        return True
    if len("".join(text.split())) < _SHORTEST_TITLE or _DATED.match(text) or SHARE.search(text):
        return False
    goes_on = len(above) > 1 and (BRACKETED.fullmatch(above[1].text) or OPEN.search(text))
    return is_caption(text) or (len(above) > 1 and not goes_on and not is_latin(text))


@records.frozen(eq=False)
class _Named:
    """A table with a name for each column and row, and the lines that are no part of it."""

    corner: Mapped
    labels: tuple[Mapped, ...]
    columns: tuple[Column, ...]
    words: tuple[Column, ...]
    heads: tuple[int, ...]
    loose: tuple[Line, ...]


def _named(words: Sequence[tuple[int, Stack]], columns: Sequence[Column], rows: int) -> _Named | None:
    """Return a table with the names that stand among its columns, None where they cannot be told."""
    loose: list[Line] = []
    corner, body = tuple[Line, ...](), tuple[Line, ...]()
    heads: list[tuple[int, Stack]] = []
    # 序号 / 1 / 2 / 合计: the total has no number, and its name stands below them.
    numbered = next((each for each in words if serials([line.text for line in each[1].lines], rows)), None)
    of_rows = numbered[1].lines if numbered is not None else ()
    beside = [Column(of_rows[:1], of_rows[1:rows], numbered[0])] if numbered is not None else []
    total = of_rows[rows:]
    for at, printed in (each for each in words if each is not numbered):
        stack = _untitled(printed, rows)
        loose.extend(printed.lines[: len(printed.lines) - len(stack.lines)])
        text = "".join(stack.text.text.split())
        if any(map(_prose, stack.lines)) or _apart(stack) or _height(stack):
            loose.extend(stack.lines)
        elif len(stack.lines) >= rows - 1 and len(stack.lines) > 1 and not body:
            body = stack.lines
        elif len(stack.lines) == rows + 1 or (ends_in_total(body, total) and len(stack.lines) == rows):
            beside.append(Column(stack.lines[:1], stack.lines[1:], at))
        elif not corner and is_corner(text):
            corner = stack.lines
        elif body and not total and len(stack.lines) == 1 and TOTAL.match(text):
            total = stack.lines
        elif len(stack.lines) <= _MOST_HEAD and is_head(stack.lines) and len(text) <= _LONGEST_HEAD:
            heads.append((at, stack))
        elif any(_UNITS.fullmatch(line.text) for line in stack.lines[:2]):
            return None  # what the values are is not told
        else:
            loose.extend(stack.lines)
    labels = _labels(corner, (*body, *total), rows)
    if labels is None:
        return None
    columns = with_heads_lent(columns, len(heads))
    bare = [column for column in columns if not column.head]
    if bare and len(heads) != len(bare):
        return None
    told, full, places = iter(heads), list[Column](), list[int]()
    for column in columns:
        at, named = column.at, column
        if not column.head:
            at, stack = next(told)
            named = Column(stack.lines, column.cells, column.at)
        if at > column.at:
            return None
        full.append(named)
        places.append(at)
    if not bare:
        loose.extend(line for _, stack in heads for line in stack.lines)
    return _Named(*labels, tuple(full), tuple(beside), tuple(places), tuple(loose))


def _untitled(stack: Stack, rows: int) -> Stack:
    """Return a stack of words without the title of the table above the head of its column: 主要指标 / 单位 / 人 / 元."""
    titled = len(stack.lines) == rows + 2 and _titles(stack.lines[:2])
    return stack.part(1) if titled else stack


def _apart(stack: Stack) -> bool:
    """Whether a stack is the heading of a section or the title of a table: neither the head of a column nor labels."""
    first = stack.lines[0]
    if len(stack.lines) > 2:  # noqa: PLR2004 - a heading takes two lines at most
        return False
    return bool(heading_level(first.text)) or is_caption(first.text) or is_unit_line(first.text)


def _labels(
    corner: tuple[Line, ...], body: tuple[Line, ...], rows: int
) -> tuple[Mapped, tuple[Mapped, ...]] | None:
    """Return the head of the labels and the labels, None where the lines do not tell them."""
    if not corner and len(body) > rows:
        first = is_corner("".join(body[0].text.split()))
        whole = len(body) == rows + 1 and (TOTAL.match(body[-1].text) or not _joined(body[1:]))
        if not first and not whole:
            return None
        corner, body = body[:1], body[1:]
    if len(body) < rows:
        return None
    if len(body) == rows:
        labels = [line.mapped.strip() for line in body]
    else:
        joined = row_labels([Labels(body, 0, direct=False)], rows, (rows,))
        if joined is None:
            return None
        labels = joined
    return join_lines(line.mapped for line in corner) if corner else EMPTY, tuple(labels)


def _joined(body: tuple[Line, ...]) -> bool:
    """Whether a line may go on with the label above it."""
    return any(joints([Labels(body, 0, direct=False)]))


def _certain(named: _Named) -> bool:
    """Whether names and cells are such as one table has."""
    texts = [label.text for label in named.labels]
    if len(set(texts)) < len(texts) or among_heads(texts):
        return False
    if any(form_of(text).kind not in {Kind.WORDS, Kind.DATE} or NOTE.fullmatch(text) for text in texts):
        return False
    if any(heads_labels(text) for text in texts) or any(TOTAL.match(text) for text in texts[1:-1]):
        return False
    names = ["".join(line.text for line in (*column.group, *column.head)) for column in named.columns]
    if len(set(names)) < len(names) or _grouped(named.columns):
        return False
    kinds = [{form_of(line.text).kind for line in column.cells} - {Kind.BLANK} for column in named.columns]
    if any(
        kind == {Kind.PERCENT} and AMOUNT_HEAD.search(name) for name, kind in zip(names, kinds, strict=True)
    ):
        return False
    printed = [
        Printed(head, column.at, head == column.at, frozenset(kind))
        for head, column, kind in zip(named.heads, named.columns, kinds, strict=True)
    ]
    if crossed(printed):
        return False
    cells = [[line.text for line in column.cells] for column in named.columns]
    return all(map(uniform, cells)) or all(map(uniform, zip(*cells, strict=True)))


def _grouped(columns: Sequence[Column]) -> bool:
    """Whether a head may lack the name of its group, which the text layer printed above another one.

    到位 / 金额 | 到位率: of two lines the first may name both columns, and a year or 金额 alone says too little.
    """
    two = any(column.group or two_names(column.head) for column in columns)
    return two and any(
        _BARE.fullmatch("".join(line.text for line in column.head)) for column in columns if not column.group
    )


def _grid(named: _Named) -> Grid:
    deep = 2 if any(column.group for column in named.columns) else 1
    cells = [GridCell(0, 0, named.corner, rows=deep)]
    ordered = sorted([*named.columns, *named.words], key=lambda column: column.at)
    place = 1
    for group, same in itertools.groupby(
        ordered, key=lambda column: id(column.group) if column.group else id(column)
    ):
        members = list(same)
        del group
        first = members[0]
        if first.group:
            cells.append(GridCell(0, place, _text(first.group), columns=len(members)))
            cells.extend(GridCell(1, place + at, _text(each.head)) for at, each in enumerate(members))
        else:
            cells.append(GridCell(0, place, _text(first.head), rows=deep))
        place += len(members)
    for row, label in enumerate(named.labels):
        # The row of the total says nothing of what kind it is.
        own = (column.cells[row : row + 1] for column in ordered)
        texts = [label, *(cell[0].mapped.strip() if cell else EMPTY for cell in own)]
        cells.extend(GridCell(deep + row, at, text) for at, text in enumerate(texts))
    return Grid(tuple(cells), deep + len(named.labels), place, source="columns")


def _text(lines: Sequence[Line]) -> Mapped:
    return join_lines(line.mapped for line in lines)
