"""Tables that stand beside each other in one grid: 收入 | 支出, or a list that was folded to save space."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.extraction.tables.cellvalues import is_value

if TYPE_CHECKING:
    from auditor.extraction.text.grid import Grid, GridCell

SERIAL_HEAD = re.compile(r"^(?:序号|编号|行次|栏次|No\.?|№|序|号)$")
"""The head of a column that counts rows."""
CODE_HEAD = re.compile(r"编码|代码|code", re.IGNORECASE)
"""The head of a column of codes."""
_WHOLE = re.compile(r"合\s*计|总\s*计|共\s*计|总\s*数|全[市县区省]|[Tt]otal")
_CODE = re.compile(r"[0-9]{3,9}")
_CLASS = 3


def over_both(grid: Grid, table: list[list[GridCell | None]], split: int) -> Grid:
    """Return a grid with the label of a total of both sides over the names of both: 合计, and its values to the right."""
    wide = {
        id(row[0])
        for row in table
        if row[0] is not None and row[0].columns == 1 and _WHOLE.fullmatch(row[0].plain)
        if not any(text_of(row, at) for at in range(1, split + 1))
        and any(text_of(row, at) for at in range(split + 1, grid.width))
    }
    cells = (attrs.evolve(cell, columns=split + 1) if id(cell) in wide else cell for cell in grid.cells)
    return attrs.evolve(grid, cells=tuple(cells)) if wide else grid


def folded(left: Grid, right: Grid, heads: int) -> bool:
    """Whether two sides are one list that was folded to save space: the same heads, and one total for both.

    收入 | 支出 have a total each.
    """
    if left.width != right.width:
        return False
    sides = [side.table() for side in (left, right)]
    texts = [[[text_of(row, at) for at in range(left.width)] for row in table[:heads]] for table in sides]
    totals = [sum(1 for row in table[heads:] if _WHOLE.fullmatch(text_of(row, 0))) for table in sides]
    return texts[0] == texts[1] and sorted(totals) == [0, 1]


def goes_on(left: Grid, right: Grid, heads: int) -> int:
    """Return how many rows of a left side the codes of the right one go on from, 0 where they do not: 30214 | 30215.

    Behind the last code of the left side stands only what is set over both: 公用经费合计.
    """
    if left.width != right.width or not heads:
        return 0
    sides = [side.table() for side in (left, right)]
    if text_of(sides[0][heads - 1], 0) != text_of(sides[1][heads - 1], 0):
        return 0
    codes = [
        [(code, at) for at, row in enumerate(table) if _CODE.fullmatch(code := text_of(row, 0))]
        for table in sides
    ]
    if not all(codes):
        return 0
    (last, end), (first, _) = codes[0][-1], codes[1][0]
    every = [code for side in codes for code, _ in side]
    one_class = len(first) > _CLASS and first[:_CLASS] == last[:_CLASS]
    return end + 1 if one_class and every == sorted(set(every)) else 0


def second_side(table: list[list[GridCell | None]], heads: int, width: int) -> int:
    """Return the column where a second table begins beside the first, 0 where there is none."""
    if heads == 0 or width < 4:  # noqa: PLR2004 - two columns a side
        return 0
    # 公用经费 above both sides heads neither: the row below it tells them.
    above = next((at for at, row in enumerate(table[:heads]) if not spans(row, width)), 0)
    top = [text_of(row, 0) for row in table[above:heads]]
    for column in range(2, width - 1):
        here = [text_of(row, column) for row in table[above:heads]]
        cell, first = table[above][column], table[above][0]
        if cell is None or first is None or cell is first or cell.column != column:
            continue
        same = here[-1] == top[-1] and here[-1] and not SERIAL_HEAD.match(here[-1])
        sides = "收入" in top[0] and "支出" in here[0]
        # 项目 决算数 | 功能分类 决算数: all but the first heads of one half are those of the other.
        last = [text_of(table[heads - 1], at) for at in range(width)]
        halves = column * 2 == width and last[1:column] == last[column + 1 :]
        if not (same or sides or halves):
            continue
        # 编码 科目名称 金额 | 编码 科目名称 金额: the labels stand behind the codes.
        named = column + 1 if CODE_HEAD.search(here[-1]) and column + 2 < width else column
        body = [text_of(row, named) for row in table[heads:]]
        words = sum(1 for text in body if text and not is_value(text))
        if words * 2 >= sum(1 for text in body if text) and words > 1:
            return column
    return 0


def text_of(row: list[GridCell | None], column: int) -> str:
    """Return the text of a cell of a row, "" where there is none."""
    cell = row[column]
    return cell.plain if cell is not None else ""


def spans(row: list[GridCell | None], width: int) -> bool:
    """Whether one cell takes the whole width: the title of a table, which heads no column."""
    return row[0] is not None and row[0].columns >= width
