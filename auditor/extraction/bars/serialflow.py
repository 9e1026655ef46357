"""Tables copied cell after cell between bars whose rows are numbered: 序号 | 地区 | 项目 | 金额 | 备注 | 1 | 甲镇 | … | 2 | 乙镇 | ….

Where a row ends is not printed, but the serial numbers stand at one distance from each other. Read only where the heads
fill one such distance, every column is of one kind, and no number is missing; a row of totals may end the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.extraction.bars.barflow import FlowCell, flow_cells
from auditor.extraction.text.grid import Grid, GridCell
from auditor.extraction.text.mapped import EMPTY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.text.lines import Line
    from auditor.extraction.text.mapped import Mapped

_SERIAL = re.compile(r"序号|编号")
_TOTAL = re.compile(r"合计|总计|小计")
_WIDEST = 16
_FEWEST = 3
_NARROWEST, _MANY = 4, 5
_PROBED = 160
_MARK = re.compile(r"[甲乙丙丁戊]|[0-9]{1,2}")
_HEAD = re.compile(r"指标|项目|名称|科目|地区|类别")


def parse_serial(lines: Sequence[Line], at: int) -> tuple[Grid, int] | None:
    """Read the table whose heads begin at `lines[at]` with 序号; the index behind it."""
    if not _SERIAL.fullmatch(lines[at].text.split("|")[0].strip()):
        return None
    cells = flow_cells(lines, at)
    found = [
        (width, count)
        for width in range(_FEWEST, _WIDEST + 1)
        if (count := _numbered(cells, width)) >= _FEWEST
    ]
    if len(found) != 1:
        return None
    width, count = found[0]
    rows = [cells[start : start + width] for start in range(0, width * (count + 1), width)]
    heads, body = rows[0], rows[1:]
    if any(not cell.plain or cell.is_value for cell in heads) or not _of_one_kind(body, width):
        return None
    placed = [
        GridCell(row, column, cell.text) for row, line in enumerate(rows) for column, cell in enumerate(line)
    ]
    end = width * (count + 1)
    total = _total(cells[end:], body, width)
    if total is not None:
        values, taken = total
        placed.extend(GridCell(count + 1, column, values.get(column, EMPTY)) for column in range(width))
        end += taken
    last = cells[min(end, len(cells)) - 1]
    return Grid(tuple(placed), count + 1 + (total is not None), width, EMPTY, "ruled"), last.line + 1


def parse_even(lines: Sequence[Line], at: int) -> tuple[Grid, int] | None:
    """Read the table whose heads begin at `lines[at]`, whose rows are all as long and alike: 指标 | 单位 | 代码 | 数量 | 上年 |."""
    if len([cell for cell in lines[at].text.split("|") if cell.strip()]) != 1 or not _HEAD.search(
        lines[at].text
    ):
        return None
    # Most stretches are no such table, and their first rows show it.
    probe = flow_cells(lines[at : at + _PROBED], 0)
    if not any(_alike(probe, width) >= _MANY for width in range(_NARROWEST, _WIDEST + 1)):
        return None
    cells = flow_cells(lines, at)
    found: tuple[int, int] | None = None
    for width in range(_NARROWEST, _WIDEST + 1):
        count = _alike(cells, width)
        if count >= _MANY and (found is None or count * width > found[0] * found[1]):
            found = width, count
    if found is None:
        return None
    width, count = found
    rows = [cells[start : start + width] for start in range(0, width * (count + 1), width)]
    # 甲 | 乙 | 1 | 2 |: the marks of the columns, and no row.
    rows = [
        row for at, row in enumerate(rows) if at != 1 or not all(_MARK.fullmatch(cell.plain) for cell in row)
    ]
    placed = [
        GridCell(row, column, cell.text) for row, line in enumerate(rows) for column, cell in enumerate(line)
    ]
    last = cells[width * (count + 1) - 1]
    return Grid(tuple(placed), len(rows), width, EMPTY, "ruled"), last.line + 1


def _alike(cells: Sequence[FlowCell], width: int) -> int:
    """Return how many whole rows of a width follow the heads: a label, words where the first has them, values elsewhere."""
    heads = cells[:width]
    if len(heads) < width or any(not cell.plain or cell.is_value for cell in heads):
        return 0
    kinds: list[bool | None] = [None] * width
    count = 0
    for start in range(width, len(cells) - width + 1, width):
        row = cells[start : start + width]
        if not row[0].plain or row[0].is_value:
            break
        told = [cell.is_value if cell.plain else None for cell in row]
        if any(kind is not None and each not in {None, kind} for kind, each in zip(kinds, told, strict=True)):
            break
        # A row of marks (甲, 乙, 1, 2) is no proof of what its columns hold.
        kinds = [each if kind is None else kind for kind, each in zip(kinds, told, strict=True)]
        count += 1
    return count if kinds.count(True) > 1 and False in kinds[1:] else 0


def _numbered(cells: Sequence[FlowCell], width: int) -> int:
    """Return how many whole rows of a width begin with 1, 2, 3 and so on."""
    count = 0
    while (count + 2) * width <= len(cells) and cells[(count + 1) * width].plain == str(count + 1):
        count += 1
    return count


def _of_one_kind(body: Sequence[Sequence[FlowCell]], width: int) -> bool:
    kinds = [{row[column].is_value for row in body if row[column].plain} for column in range(1, width)]
    return all(len(kind) <= 1 for kind in kinds) and {True} in kinds and {False} in kinds


def _total(
    cells: Sequence[FlowCell], body: Sequence[Sequence[FlowCell]], width: int
) -> tuple[dict[int, Mapped], int] | None:
    """Return the cells of a row of totals by column, and how many pieces it takes, None where there is none."""
    if not cells or not _TOTAL.fullmatch(cells[0].plain):
        return None
    columns = [
        column
        for column in range(1, width)
        if any(row[column].plain and row[column].is_value for row in body)
    ]
    values = []
    for cell in cells[1 : width + 1]:
        if not cell.plain or not cell.is_value:
            break
        values.append(cell)
    if len(values) != len(columns):
        return None
    return {
        0: cells[0].text,
        **{column: cell.text for column, cell in zip(columns, values, strict=True)},
    }, 1 + len(values)
