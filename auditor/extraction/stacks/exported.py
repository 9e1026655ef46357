"""Tables of a text that a word processor exported: a cell a line, row by row, an empty line for an empty cell.

    项目 / 行次 / 决算数 / 一、财政拨款收入 / 1 / 8,821.17 / 二、上级补助收入 / 2 / (empty) / …

Nothing but the number of columns parts one row from the next. It is taken from the heads and proved by the rows:
counted so, each column holds either words or values from its first row to its last.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.prose.captions import is_caption, read_caption
from auditor.extraction.prose.furniture import printed_page
from auditor.extraction.prose.headings import heading_level
from auditor.extraction.stacks.exportedheads import head_cells, states_unit
from auditor.extraction.stacks.exportedrows import Cell, Row, Walk, is_blank, is_stated, walk
from auditor.extraction.text.grid import Grid, GridCell
from auditor.extraction.text.mapped import EMPTY, Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.text.lines import Line

_MOST_COLUMNS = 16
_MOST_ABOVE = 8
_MOST_BEFORE = 40
_MOST_TITLES = 3
_MOST_LINES = 1500
_LOOK = 150
_MOST_GAP = 40
_WIDEST_HEAD = 48
_FEWEST_ROWS = 2
_FEWEST_CELLS = 6
_FEWEST_PAGES = 2
_NOTE = re.compile(r"注|备注|说明|Note|Source|[*†‡]|[^\s:：]{1,8}[:：]\s*\S")
"""What explains a table below it: n/m: not meaningful."""
_UNWRAPPED = 160
"""No page is so wide: a text with such lines has a paragraph a line."""


def is_exported(lines: Sequence[Line]) -> bool:
    """Whether a text has a paragraph on a line and no pages, as the export of a word processor has."""
    if any(line.leaf for line in lines) or not any(line.width > _UNWRAPPED for line in lines):
        return False
    marked = [found for line in lines if not _bare(line.text) and (found := printed_page(line.text))]
    pages = [int(found["page"] or found["english"]) for found in marked]
    return sum(after - before == 1 for before, after in itertools.pairwise(pages)) < _FEWEST_PAGES


def _bare(text: str) -> bool:
    """Whether a line holds nothing but a number, which may be a cell."""
    return text.isdigit() or is_stated(text)


def parse_exported(lines: Sequence[Line], at: int) -> tuple[Grid, int] | None:
    """Read the table whose head begins at `lines[at]`, one cell a line; the index behind it.

    What stands above a table may look like a part of its head: it begins where the head goes best with the rows.
    """
    if not _heads(lines[at]) or not _opens(lines, at) or not _valued(lines, at):
        return None
    own = _best(lines, at)
    if own is None or (any(cell.row for cell in own.head) and not _below(lines, at)):
        return None  # of a head of two rows, the first name may stand above
    if own.odd:
        for later in range(at + 1, min(at + _MOST_ABOVE, len(lines))):
            if is_stated(lines[later].text):
                break
            other = _best(lines, later)
            if other is not None and other.way.end >= own.way.end and other.odd < own.odd:
                return None
    return _grid(own.way, own.head), own.way.end


@records.frozen(eq=False)
class _Reading:
    """One way to read a table: its rows, and its head."""

    way: Walk
    head: list[GridCell]

    @property
    def odd(self) -> int:
        """Return how much of it is unlike a plain table: rows with fewer cells, mixed columns."""
        return self.way.mixed + self.way.odd


def _best(lines: Sequence[Line], at: int) -> _Reading | None:
    """Return the one reading of the cells from a line on that goes furthest and is plainest."""
    # Most lines that might begin a table begin none: a short look tells.
    if not any(
        True
        for lead in (0, 1)
        for _ in _ways([*[Cell(None, at)] * lead, *_cells(lines, at, _LOOK)], begun=True)
    ):
        return None
    cells = _cells(lines, at, _MOST_LINES)
    gap = lines[at].number - lines[at - 1].number - 1 if at else 0
    found: list[tuple[tuple[int, ...], _Reading]] = []
    # Short lines above the empty one may be the upper row of its head: then it is no corner.
    upper = (
        at > 1
        and lines[at - 1].number == lines[at - 2].number + 1
        and not any(map(_titles, lines[at - 2 : at]))
    )
    for lead in range(1 + (gap > 0 and not upper)):
        for way, head in _ways([*[Cell(None, at)] * lead, *cells]):
            each = _Reading(way, head)
            # An empty first cell above a name is the corner of a head of two rows.
            cornered = any(cell.row for cell in head) and head[0].rows == 1
            texts = [cell.plain for cell in head if not cell.row]
            again = len(texts) - len(set(texts))
            found.append(((way.end, -each.odd, (2 if cornered else 0) if lead else 1, -again), each))
    if not found:
        return None
    best = max(worth for worth, _ in found)
    alike = [each for worth, each in found if worth == best]
    return alike[0] if len(alike) == 1 else None


def _valued(lines: Sequence[Line], at: int) -> bool:
    """Whether a value follows a line as near as a head and the label of its first row let it."""
    return any(is_stated(line.text) for line in lines[at : at + _MOST_BEFORE])


def _heads(line: Line) -> bool:
    text = line.text
    return line.width <= _WIDEST_HEAD and not (
        is_stated(text) or states_unit(text) or text.endswith(("。", "；", "：", ":")) or _titled(text)
    )


def _titled(text: str) -> bool:
    return is_caption(text) and len(text) > _FEWEST_CELLS


def _opens(lines: Sequence[Line], at: int) -> bool:
    """Whether a table can begin at a line: what stands above it, a few lines of a title left out, is no cell."""
    return _below(lines, at) or any(
        _below(lines, at - up) and not any(is_stated(line.text) for line in lines[at - up : at])
        for up in range(1, min(at, _MOST_TITLES) + 1)
    )


def _below(lines: Sequence[Line], at: int) -> bool:
    """Whether an empty line, a title or a sentence stands above a line."""
    if not at or lines[at].number > lines[at - 1].number + 1:
        return True
    return _titles(lines[at - 1])


def _titles(line: Line) -> bool:
    """Whether a line is none of the cells of a table below it: its title, its unit, a heading or a sentence."""
    text = line.text
    return (
        is_caption(text)
        or read_caption(text).number is not None
        or states_unit(text)
        or heading_level(text) > 0
        or line.width > _WIDEST_HEAD
        or text.endswith(("。", "：", ":"))
    )


def _cells(lines: Sequence[Line], at: int, most: int) -> list[Cell]:
    """Return the lines from `at` on, and the empty ones between them, as cells."""
    found = [Cell(lines[at], at)]
    for index in range(at + 1, min(len(lines), at + most)):
        gap = lines[index].number - lines[index - 1].number - 1
        if gap > _MOST_GAP:
            break
        found.extend(Cell(None, index) for _ in range(gap))
        found.append(Cell(lines[index], index))
    return found


def _ways(cells: Sequence[Cell], *, begun: bool = False) -> Iterator[tuple[Walk, list[GridCell]]]:
    """Iterate over the ways to read cells as a table: by the number of its columns, and where its head ends."""
    first = next((at for at, cell in enumerate(cells) if is_stated(cell.text)), len(cells))
    for width in range(2, _MOST_COLUMNS + 1):
        for size in range(width, 2 * width):
            if size > len(cells) or size > first + width:
                break
            head = cells[:size]
            top = head_cells(head, width)
            if top is None:
                continue
            way = walk(cells, size, width, _names(top, width))
            if way is None or len(way.rows) < _FEWEST_ROWS or len(way.rows) * width < _FEWEST_CELLS:
                continue
            if begun or _ends(cells, way):
                yield way, top


def _names(head: Sequence[GridCell], width: int) -> list[str]:
    """Return what stands lowest above each column."""
    names = [""] * width
    for cell in head:
        for column in range(cell.column, cell.column + cell.columns):
            names[column] = cell.plain or names[column]
    return names


def _ends(cells: Sequence[Cell], way: Walk) -> bool:
    """Whether what stands behind the rows is no cell of the table."""
    if way.used >= len(cells):
        return True
    cell = cells[way.used]
    if cell.line is None:
        return True
    text = cell.text
    return (
        cell.line.width > _WIDEST_HEAD
        or is_caption(text)
        or states_unit(text)
        or heading_level(text) > 0
        or text.endswith(("。", "：", ":"))
        or _NOTE.match(text) is not None
    )


def _grid(way: Walk, head: list[GridCell]) -> Grid:
    top = max(cell.row + cell.rows for cell in head)
    spans = _merged(way)
    found = list(head)
    for at, row in enumerate(way.rows):
        for column, text, columns in _placed(row):
            rows = spans.get((at, column), 1)
            if rows:
                found.append(GridCell(top + at, column, text, rows=rows, columns=columns))
    return Grid(tuple(found), top + len(way.rows), way.width, source="columns")


def _placed(row: Row) -> Iterator[tuple[int, Mapped, int]]:
    """Iterate over the cells of a row: column, text, and how many columns it takes."""
    column = 0
    for at, parts in enumerate(row.cells):
        columns = row.span if at == 0 else 1
        lines = [part.line.mapped for part in parts if part.line is not None]
        yield column, join_lines(lines).strip() if lines else EMPTY, columns
        column += columns


def _merged(way: Walk) -> dict[tuple[int, int], int]:
    """Return how many rows a cell takes that stands once for them, and 0 for the empty cells below it.

    一级指标 stands beside the first of its rows: below it are empty cells while the cells on its right are labels,
    and so is its weight, where the empty cells below both are the same.
    """
    found: dict[tuple[int, int], int] = {}
    texts = [[cell[1].text for cell in _placed(row)] if row.span == 1 else None for row in way.rows]
    beside: list[int] = []
    for column in range(way.width - 1):
        gaps = _empty(texts, column)
        if way.words(column):
            next_words = column + 1 if way.words(column + 1) else column + 2
            if next_words >= way.width or not way.words(next_words):
                continue
            gaps = [at for at in gaps if (row := texts[at]) is not None and row[next_words]]
            if next_words > column + 1 and (
                len(_groups(gaps)) < _FEWEST_ROWS or gaps != _empty(texts, column + 1)
            ):
                continue
            beside = gaps
        elif gaps != beside:
            continue
        for at in gaps:
            above = at - 1
            while (above, column) in found and not found[above, column]:
                above -= 1
            upper = texts[above]
            if upper is not None and not is_blank(upper[column]):
                found[above, column] = found.get((above, column), 1) + 1
                found[at, column] = 0
    return found


def _empty(texts: Sequence[list[str] | None], column: int) -> list[int]:
    return [at for at, row in enumerate(texts) if at and row is not None and row[column] == ""]


def _groups(rows: Sequence[int]) -> list[int]:
    """Return the first of each run of consecutive rows."""
    return [at for place, at in enumerate(rows) if not place or rows[place - 1] != at - 1]
