"""Tables that a text keeps as markup: rows of `a | b |`, and HTML tables on a line."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.extraction.bars.bars import cells_of, placed, rows_of_lines
from auditor.extraction.bars.midheads import headed, of_funds, worded
from auditor.extraction.tables.cellvalues import is_value
from auditor.extraction.text.grid import Grid, GridCell, grid_of
from auditor.extraction.text.mapped import EMPTY, Mapped, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.text.lines import Line

_TAB = re.compile(r"\t")
_FEWEST_TABBED = 3
_RULE = re.compile(r"^(?=.*-)[\s|:+-]+$")
_HTML = re.compile(r"<table.*?</table>", re.IGNORECASE)
_ROW = re.compile(r"<tr[^>]*>(.*?)</tr>", re.IGNORECASE)
_CELL = re.compile(r"<t[dh](?P<marks>[^>]*)>(?P<text>.*?)</t[dh]>", re.IGNORECASE)
_SPAN = re.compile(r"(?P<kind>row|col)span\s*=\s*[\"']?(?P<count>[0-9]{1,3})", re.IGNORECASE)
_FEWEST = 2
_LETTER = re.compile(r"(?![数额率量值比])[^\W\d_]")
"""数 and 率 end heads of all kinds."""
_GROUP = re.compile(r"增减|变动|变化|比较|情况|其中|构成|分类|[Cc]hange|[Vv]ariance|[Oo]f which")
_ASIDE = re.compile(r"^(?:总计|合计|小计|总数|备注|说明)|[Tt]otal|[Nn]otes?$|[Rr]emarks?$")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def parse_bars(lines: list[Line], at: int) -> tuple[Grid, int] | None:
    """Read the rows of cells with bars between them that begin at `lines[at]`."""
    end, funded = at, False
    kept: list[Mapped] = []
    while end < len(lines) and "|" in lines[end].text:
        text = lines[end].mapped.strip()
        # A form prints a row of heads in its midst: what follows is a table of its own.
        told = [cell for cell in cells_of(text, framed=True) if cell]
        if end - at >= _FEWEST and (headed(told) or (funded and worded(told))):
            break
        funded = funded or of_funds(told)
        if _cut(lines, end):
            # | Very poor | 31 | and 4.2% and | on lines of their own: a cell with a line of its own.
            kept.append(join([text, lines[end + 1].mapped.strip(), lines[end + 2].mapped.strip()]))
            end += 2
        elif not _RULE.match(lines[end].text):
            kept.append(text)
        end += 1
    if end - at < _FEWEST:
        return None
    rows: list[list[Mapped]] = []
    caption = EMPTY
    for row in rows_of_lines(kept):
        filled = [cell for cell in row if cell]
        if not rows and len(filled) == 1:
            caption = filled[0]
        else:
            rows.append(row)
    if len(rows) < _FEWEST or not any(len(row) >= _FEWEST for row in rows):
        return None
    cells = _two_heads(rows) or placed(_one_head(rows))
    width = max(cell.column + cell.columns for cell in cells)
    return Grid(tuple(cells), max(cell.row + cell.rows for cell in cells), width, caption, "ruled"), end


def _two_heads(rows: Sequence[Sequence[Mapped]]) -> list[GridCell]:
    """Return the cells of rows below two rows of heads, where merged cells are printed once: 分组 | 收入 | 成本, 数 | 增长 | 数 | 增长.

    The same heads stand below each of the groups, and with the labels before them they are as many as the cells of each row.
    """
    if len(rows) < 2 + _FEWEST:
        return []
    if found := _spread(rows):
        return found
    if found := _one_group(rows):
        return found
    top, leaves, body = rows[0], rows[1], rows[2:]
    width = Counter(len(row) for row in body).most_common(1)[0][0]
    labels = width - len(leaves)
    groups = len(top) - labels
    if not 1 <= labels <= _FEWEST <= groups < len(leaves) or len(leaves) % groups:
        return []
    span = len(leaves) // groups
    texts = ["".join(cell.text.split()) for cell in leaves]
    told = all(cell and not is_value(cell.text) for cell in (*top, *leaves))
    if not told or texts[:span] * groups != texts or len(set(texts[:span])) < span:
        return []
    if any(len(row) > width or (len(row) < width and len(row) > labels) for row in body):
        return []
    found = [GridCell(0, column, cell, rows=2) for column, cell in enumerate(top[:labels])]
    found += [GridCell(0, labels + at * span, cell, columns=span) for at, cell in enumerate(top[labels:])]
    found += [GridCell(1, labels + at, cell) for at, cell in enumerate(leaves)]
    found += [
        GridCell(at, column, cell) for at, row in enumerate(body, start=2) for column, cell in enumerate(row)
    ]
    return found


def _one_group(rows: Sequence[Sequence[Mapped]]) -> list[GridCell]:
    """Return the cells of rows with one head over several columns, whose own heads the second row tells alone.

        项目 | 上年决算数 | 本年决算数 | 比上年增减情况 |      增减金额 | 增减幅度 |

    It is the head that shares words with them, else the last one that is none of a total or of remarks.
    """
    top, leaves, body = rows[0], rows[1], rows[2:]
    width = Counter(len(row) for row in body).most_common(1)[0][0]
    names = [*top, *leaves]
    if len(leaves) < _FEWEST or len(top) + len(leaves) - 1 != width or len(top) < _FEWEST + 1:
        return []
    if not all(cell and not is_value(cell.text) for cell in names) or any(len(row) > width for row in body):
        return []
    if not any(is_value(cell.text) for row in body for cell in row[-len(leaves) :] if cell):
        return []
    shared = [sum(not set(_letters(head)).isdisjoint(_letters(leaf)) for leaf in leaves) for head in top]
    best = max(shared[1:])
    if not best and not any(_GROUP.search(head.text) for head in top[1:]):
        return []  # nothing says which of them it is
    likely = [at for at in range(1, len(top)) if shared[at] == best]
    named = likely if best else [at for at in likely if _GROUP.search(top[at].text)]
    plain = [at for at in named if not _ASIDE.search(top[at].text)] or named
    at = plain[-1]
    found = [GridCell(0, column, cell, rows=2) for column, cell in enumerate(top[:at])]
    found.append(GridCell(0, at, top[at], columns=len(leaves)))
    found += [
        GridCell(0, column, cell, rows=2) for column, cell in enumerate(top[at + 1 :], at + len(leaves))
    ]
    found += [GridCell(1, at + each, cell) for each, cell in enumerate(leaves)]
    return found + [
        GridCell(line, column, cell)
        for line, row in enumerate(body, start=2)
        for column, cell in enumerate(row)
    ]


def _letters(cell: Mapped) -> str:
    return "".join(_LETTER.findall(cell.text))


def _spread(rows: Sequence[Sequence[Mapped]]) -> list[GridCell]:
    """Return the cells of rows whose upper heads stand over one column of each group: |  | 2003 |  |  | 2013 |  | over the same heads twice.

    The lower heads repeat themselves to the end, and one upper head stands over each turn of them, at whatever column.
    """
    top, leaves, body = rows[0], rows[1], rows[2:]
    width = len(leaves)
    if len(top) != width or top[0] or all(top[1:]) or any(len(row) != width for row in body):
        return []
    texts = ["".join(cell.text.split()) for cell in leaves]
    if any(is_value(cell.text) for cell in leaves if cell):
        return []
    for span in range(_FEWEST, (width - 1) // 2 + 1):
        turn, start = texts[-span:], width
        while start > span and texts[start - span : start] == turn:
            start -= span
        turns = range(start, width, span)
        tops = [[cell for cell in top[at : at + span] if cell] for at in turns]
        if (
            len(turns) < _FEWEST
            or not all(turn)
            or len(set(turn)) < span
            or any(len(each) != 1 for each in tops)
        ):
            continue
        found = [
            GridCell(row, column, cells[column])
            for row, cells in ((0, top), (1, leaves))
            for column in range(start)
        ]
        found += [GridCell(0, at, each[0], columns=span) for at, each in zip(turns, tops, strict=True)]
        found += [GridCell(1, column, leaves[column]) for column in range(start, width)]
        return found + [
            GridCell(at, column, cell)
            for at, row in enumerate(body, start=2)
            for column, cell in enumerate(row)
        ]
    return []


def _one_head(rows: list[list[Mapped]]) -> list[list[Mapped]]:
    """Return rows with the head in one: 项目 | 单位 |, 4 月 | 1-4 月 | and 增长（%） | on lines of their own are one row of heads."""
    width = Counter(len(row) for row in rows).most_common(1)[0][0]
    first = next((at for at, row in enumerate(rows) if len(row) >= width), 0)
    heads = [cell for row in rows[:first] for cell in row]
    whole = first > 1 and len(heads) == width and all(cell.text.strip() for cell in heads)
    return [heads, *rows[first:]] if whole else _cornered(rows)


def _cornered(rows: list[list[Mapped]]) -> list[list[Mapped]]:
    """Return rows with the heads over their columns: 2024年 | 2023年 | 2022年 | | lost the blank over the labels to its end."""
    head, body = rows[0], rows[1:]
    if len(head) < _FEWEST + 1 or head[-1] or not all(head[:-1]):
        return rows
    filled = [row for row in body if len(row) == len(head) and row[-1]]
    if not all(_YEAR.search(cell.text) for cell in head[:-1]) or len(filled) * 2 <= len(body):
        return rows
    labelled = all(row[0] and not is_value(row[0].text) and is_value(row[-1].text) for row in filled)
    return [[EMPTY, *head[:-1]], *body] if labelled else rows


def _cut(lines: list[Line], at: int) -> bool:
    """Whether the last cell of a row stands on the next line, and its bar on the line behind."""
    if not lines[at].text.startswith("|") or at + 2 >= len(lines):
        return False
    return (
        "|" not in lines[at + 1].text and lines[at + 2].text.strip() == "|" and lines[at].text.strip() != "|"
    )


def parse_tabs(lines: list[Line], at: int) -> tuple[Grid, int] | None:
    """Read the rows that begin at `lines[at]` and part their cells by tabs.

    Rows with fewer or more cells than others leave out what is merged over several: they are placed as those
    between bars are.
    """
    rows = [
        _tabbed(line.mapped)
        for line in itertools.takewhile(lambda line: "\t" in line.mapped.text.strip(), lines[at:])
    ]
    even = sum(1 for _ in itertools.takewhile(lambda row: len(row) == len(rows[0]), rows))
    below = rows[even : even + 1]
    if even >= _FEWEST_TABBED and not any(cell and is_value(cell.text) for row in below for cell in row):
        return grid_of(rows[:even], source="ruled"), at + even
    blank = sum(1 for row in rows for cell in row if not cell)
    if len(rows) < _FEWEST_TABBED or blank * 4 > sum(map(len, rows)):
        return None  # tabs that only set words apart
    cells = _two_heads(rows) or placed(_one_head(rows))
    width = max(cell.column + cell.columns for cell in cells)
    return Grid(tuple(cells), max(cell.row + cell.rows for cell in cells), width, source="ruled"), at + len(
        rows
    )


def _tabbed(text: Mapped) -> list[Mapped]:
    cells, start = [], 0
    for tab in _TAB.finditer(text.text):
        cells.append(text.cut(start, tab.start()).strip())
        start = tab.end()
    return [*cells, text.cut(start).strip()]


def html_tables(line: Line) -> list[tuple[int, int, Grid]]:
    """Return the HTML tables of a line with where they begin and end in it."""
    if "</table" not in line.text:
        return []
    return [
        (found.start(), found.end(), _html(line.mapped.cut(found.start(), found.end())))
        for found in _HTML.finditer(line.mapped.text)
    ]


def _html(text: Mapped) -> Grid:
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    width = row_at = 0
    for row_at, row in enumerate(_ROW.finditer(text.text)):
        column = 0
        for cell in _CELL.finditer(text.text, row.start(1), row.end(1)):
            while (row_at, column) in taken:
                column += 1
            spans = {found["kind"].lower(): int(found["count"]) for found in _SPAN.finditer(cell["marks"])}
            rows, columns = max(1, spans.get("row", 1)), max(1, spans.get("col", 1))
            taken.update((row_at + down, column + right) for down in range(rows) for right in range(columns))
            cells.append(GridCell(row_at, column, text.cut(*cell.span("text")).strip(), rows, columns))
            column += columns
            width = max(width, column)
    return Grid(tuple(cells), row_at + 1, width, source="ruled")
