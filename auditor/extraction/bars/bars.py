"""Rows of `a | b |` that lost their form: cells broken over lines, cells that a merged one pushed aside.

What turns pages into text breaks a row wherever one of its cells has a line break, and does not repeat a cell
that is merged over rows or columns: the cells behind it move to the left, and blanks fill the row at its end.
"""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.extraction.bars.midheads import places
from auditor.extraction.tables.cellvalues import is_value
from auditor.extraction.text.grid import GridCell
from auditor.extraction.text.mapped import EMPTY, Mapped

if TYPE_CHECKING:
    from collections.abc import Sequence

_BAR = re.compile(r"\|")
_SET = re.compile(r"(?P<mark>`|\*\*?|__)(?P<text>[^`*]+)(?P=mark)")
_TOTAL = re.compile(r"^(?:总计|合计|小计|总数)$")
_MARKS = {
    "chapter": re.compile(r"[一二三四五六七八九十]+、"),
    "section": re.compile(r"[（(][一二三四五六七八九十]+[)）]"),
    "item": re.compile(r"[0-9]{1,2}[.、\uff0e]"),
}
_WIDEST = 16
_FEWEST = 2
_MANY = 3

Cells = list[Mapped]


def cells_of(text: Mapped, *, framed: bool) -> Cells:
    """Return the cells between the bars of a line; a framed row begins with a bar of its own."""
    start = 1 if framed and text.text.startswith("|") else 0
    cells: Cells = []
    for bar in _BAR.finditer(text.text, start):
        cells.append(_bare(text.cut(start, bar.start())))
        start = bar.end()
    if text.text[start:].strip():
        cells.append(_bare(text.cut(start)))
    return cells


def _bare(cell: Mapped) -> Mapped:
    """Return a cell without the marks that set all of it in bold or as code: **1,204**, `1,204`."""
    cell = cell.strip()
    found = _SET.fullmatch(cell.text)
    return cell.cut(*found.span("text")).strip() if found else cell


def rows_of_lines(lines: Sequence[Mapped]) -> list[Cells]:
    """Return the cells of each row, of lines that hold a row each or pieces of one."""
    # Where rows do not begin with a bar, one that does has a blank first cell.
    framed = sum(1 for text in lines if text.text.startswith("|")) * 2 > len(lines)
    if framed and not all(text.text.startswith("|") for text in lines):
        framed = len({len(cells_of(text, framed=False)) for text in lines}) > 1
    broken = _cell_a_line(lines)
    if broken is not None:
        return broken
    rows = [(text.text.startswith("|"), cells_of(text, framed=framed)) for text in lines]
    width = _width([cells for _, cells in rows])
    joined: list[Cells] = []
    at = 0
    while at < len(rows):
        end, cells = at, list[Mapped]()
        while end < len(rows) and len(cells) < width and not (framed and rows[end][0] and end > at):
            cells = [*cells, *rows[end][1]]
            end += 1
            if rows[end - 1][0] and framed:
                break
        if end > at + 1 and len(cells) == width and _valued(cells):
            joined.append(cells)
            at = end
        else:
            joined.append(rows[at][1])
            at += 1
    return joined


def _width(rows: Sequence[Cells]) -> int:
    """Return how many cells most of the rows have that have more than one."""
    counts = Counter(len(cells) for cells in rows if len(cells) >= _FEWEST)
    return max(counts, key=lambda count: (counts[count], count)) if counts else 0


def _cell_a_line(lines: Sequence[Mapped]) -> list[Cells] | None:
    """Return the rows of lines that hold a cell each, and bars alone for what merged cells left blank.

        规章 | / 3 | / 0 | / 12 |        one row of four

    Their bars give the width: that by which they divide into rows, with no line over the end of one.
    """
    cells = [cells_of(text, framed=False) for text in lines]
    single = sum(1 for row in cells if len(row) == 1)
    padded = any(len(row) > 1 and not row[-1] for row in cells)
    if single * 4 < len(cells) * 3 or len(cells) < 2 * _MANY:
        return None
    for width in range(_FEWEST, _WIDEST):
        rows = _divided(cells, width)
        if rows is not None and len(rows) >= _MANY and (_even(rows) if not padded else _begun(rows)):
            blank = not any(row and row[0] for row in rows)
            return [row[1:] for row in rows] if blank else rows
    return None


def _divided(cells: Sequence[Cells], width: int) -> list[Cells] | None:
    rows: list[Cells] = [[]]
    for piece in cells:
        if len(rows[-1]) == width:
            rows.append([])
        rows[-1] = [*rows[-1], *piece]
        if len(rows[-1]) > width:
            return None
    return rows


def _begun(rows: Sequence[Cells]) -> bool:
    """Whether no row begins with a value."""
    return not any(row and row[0] and is_value(row[0].text) for row in rows)


def _even(rows: Sequence[Cells]) -> bool:
    """Whether every row below the first is a label and values, and only that."""
    body = [row for row in rows[1:] if len(row) == len(rows[0])]
    return len(body) >= _FEWEST and all(
        row[0] and not is_value(row[0].text) and all(not cell or is_value(cell.text) for cell in row[1:])
        for row in body
    )


def placed(rows: Sequence[Cells]) -> list[GridCell]:
    """Return the cells of rows at the columns that they belong to, labels over all the rows that they head."""
    width = max((len(row) for row in rows), default=0)
    below = places(rows)
    block, marks = (0, []) if below else _values_at_end(rows, width)
    if block:
        return _merged(_justified(rows, block, marks))
    kinds = _kinds(rows, width)
    found: list[list[GridCell]] = []
    for at, row in enumerate(rows):
        if at in below and below[at][-1] < width:
            stood = dict(zip(below[at], row, strict=False))
            found.append([GridCell(at, column, stood.get(column, EMPTY)) for column in range(width)])
            continue
        full = [*row, *[EMPTY] * (width - len(row))]
        aside = _aside(full, kinds) if at and len(row) > 1 else 0
        cells = [GridCell(at, aside + column, cell) for column, cell in enumerate(full[: width - aside])]
        # What was merged over the rows above heads this one too.
        found.append([*(found[-1][:aside] if aside else ()), *cells])
    return _merged(found)


def _heads(rows: Sequence[Cells], width: int, block: int) -> list[list[GridCell]]:
    """Return the cells of the head over values that end their rows, where one group heads several of them.

        | 申请人情况 | | |       | 自然人 | 法人 | 总计 | |       | 企业 | 机构 | |

    The group stands before the total, and its members fill what the other heads leave.
    """
    height = next((at for at, row in enumerate(rows) if any(cell and is_value(cell.text) for cell in row)), 0)
    above = [[cell for cell in row if cell] for row in rows[:height]]
    if height < _FEWEST or not above[-1] or len(above[-2]) < _FEWEST:
        return []
    top, leaves = above[-2], above[-1]
    if len(top) + len(leaves) - 1 != block or not _TOTAL.search(top[-1].text):
        return []
    left, first = width - block, len(top) - 2
    found: list[list[GridCell]] = []
    for at, row in enumerate(above[:-2]):
        title = (
            GridCell(at, left, row[-1], columns=block) if row else GridCell(at, left, EMPTY, columns=block)
        )
        rest = [row[0] if len(row) > 1 else EMPTY, *[EMPTY] * (left - 1)]
        found.append([*[GridCell(at, column, cell) for column, cell in enumerate(rest)], *[title] * block])
    at = height - 2
    blanks = [[GridCell(line, column, EMPTY) for column in range(left)] for line in (at, at + 1)]
    group = GridCell(at, left + first, top[first], columns=len(leaves))
    members = [GridCell(at + 1, left + first + place, leaf) for place, leaf in enumerate(leaves)]
    before = [GridCell(at, left + place, cell) for place, cell in enumerate(top[:first])]
    total = GridCell(at, width - 1, top[-1])
    found.append([*blanks[0], *before, *[group] * len(leaves), total])
    found.append([*blanks[1], *before, *members, total])
    return found


def _merged(rows: Sequence[Sequence[GridCell]]) -> list[GridCell]:
    spans = Counter(id(cell) for row in rows for cell in {id(each): each for each in row}.values())
    seen: set[int] = set()
    merged: list[GridCell] = []
    for cell in itertools.chain.from_iterable(rows):
        if id(cell) not in seen:
            seen.add(id(cell))
            merged.append(attrs.evolve(cell, rows=spans[id(cell)]))
    return merged


def _kinds(rows: Sequence[Cells], width: int) -> list[str]:
    """Return what the columns hold in the rows below the head that fill all of them: words or values."""
    full = [row for row in rows[1:] if len(row) == width and all(row)]
    kinds: list[str] = []
    for column in range(width):
        values = {is_value(row[column].text) for row in full}
        kinds.append("value" if values == {True} else "words" if values == {False} else "")
    return kinds


def _aside(row: Sequence[Mapped], kinds: Sequence[str]) -> int:
    """Return by how many columns a row has to move right to have its values where the full rows have them."""
    blank = len(row) - max((at + 1 for at, cell in enumerate(row) if cell), default=0)
    if not row[0] or is_value(row[0].text) or _fits(row, kinds):
        return 0
    ways = [by for by in range(1, blank + 1) if _fits([*[EMPTY] * by, *row[: len(row) - by]], kinds)]
    return ways[0] if len(ways) == 1 or (ways and kinds[: ways[0] + 1] == ["words"] * (ways[0] + 1)) else 0


def _fits(row: Sequence[Mapped], kinds: Sequence[str]) -> bool:
    return all(
        not cell or not kind or (kind == "value") == is_value(cell.text)
        for cell, kind in zip(row, kinds, strict=True)
    )


def _values_at_end(rows: Sequence[Cells], width: int) -> tuple[int, list[str]]:
    """Return how many values end the rows, blanks left aside, and the list marks of the labels before them.

    一、本年新收 | 3 | 0 | 3 | | and (三)不予公开 | 1.国家秘密 | 0 | 0 | 0 | : the labels are merged over columns.
    The marks say which column a label belongs to; labels without marks are taken to stand at the left.
    """
    spans: list[tuple[int, int]] = []
    marks: list[str] | None = []
    for row in rows[1:]:
        told = [at for at, cell in enumerate(row) if cell and is_value(cell.text)]
        if not told:
            continue
        if not told[0] or any(row[at] and at not in told for at in range(told[0], len(row))):
            return 0, []
        spans.append((told[0], told[-1] + 1))
        found = [_mark(cell.text) for cell in row[: told[0]] if cell]
        marks = (
            [*marks, *(each for each in found if each not in marks)]
            if marks is not None and all(found)
            else None
        )
    sizes = {end - start for start, end in spans}
    block = max(sizes, default=0)
    uneven = len({start for start, _ in spans}) > 1
    pushed = len(spans) > 1 and all(end < width for _, end in spans)
    if block < _MANY or not (uneven or pushed):
        return 0, []
    if marks and all(start + block <= width for start, _ in spans):
        return block, marks
    # Without marks only rows that are all alike show where their values belong.
    full = any(len(row) == width and all(row) for row in rows)
    return (block, []) if len(sizes) == 1 and not full else (0, [])


def _mark(text: str) -> str:
    return next((name for name, pattern in _MARKS.items() if pattern.match(text)), "")


def _valued(row: Sequence[Mapped]) -> bool:
    return any(cell and is_value(cell.text) for cell in row)


def _justified(rows: Sequence[Cells], block: int, marks: Sequence[str]) -> list[list[GridCell]]:
    """Return rows whose values all end at the last column; a label stands in the column of its list mark."""
    starts = [
        next(at for at, cell in enumerate(row) if cell and is_value(cell.text))
        for row in rows
        if _valued(row)
    ]
    left = len(marks) or max(starts)
    width = left + block
    found = _heads(rows, width, block)
    for at, row in enumerate(rows[len(found) :], len(found)):
        if not _valued(row):
            cells = [*row[:width], *[EMPTY] * (width - len(row))]
            found.append([GridCell(at, column, cell) for column, cell in enumerate(cells)])
            continue
        start = next(at for at, cell in enumerate(row) if cell and is_value(cell.text))
        names, values = [cell for cell in row[:start] if cell], row[start : start + block]
        line = [GridCell(at, column, EMPTY) for column in range(left)]
        first = marks.index(_mark(names[0].text)) if marks else 0
        line[:first] = found[-1][:first] if found else line[:first]
        for column, name in enumerate(names[: left - first], first):
            line[column] = GridCell(at, column, name)
        values = [*values, *[EMPTY] * (block - len(values))]
        found.append([*line, *(GridCell(at, left + column, cell) for column, cell in enumerate(values))])
    return found
