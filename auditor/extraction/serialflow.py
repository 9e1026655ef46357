"""Tables copied cell after cell between bars whose rows are numbered: 序号 | 地区 | 项目 | 金额 | 备注 | 1 | 甲镇 | … | 2 | 乙镇 | ….

Where a row ends is not printed, but the serial numbers stand at one distance from each other. Read only where the heads
fill one such distance, every column is of one kind, and no number is missing; a row of totals may end the table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.extraction.barflow import FlowCell, flow_cells
from auditor.extraction.grid import Grid, GridCell
from auditor.extraction.mapped import EMPTY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.lines import Line
    from auditor.extraction.mapped import Mapped

_SERIAL = re.compile(r"序号|编号")
_TOTAL = re.compile(r"合计|总计|小计")
_WIDEST = 16
_FEWEST = 3


def parse_serial(lines: Sequence[Line], at: int) -> tuple[Grid, int] | None:
    """Read the table whose heads begin at `lines[at]` with 序号; the index behind it."""
    cells = flow_cells(lines, at)
    if not cells or not _SERIAL.fullmatch(cells[0].plain):
        return None
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
