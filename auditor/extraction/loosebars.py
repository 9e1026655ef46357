"""Tables that a page flattened: a cell a line with a bar before or behind it, or all rows on one line.

`Net sales / | / |$ / |22,212 / |`; `Net sales | / 22,212 |`; `a | 1 | 2 | b | 3 | 4`; `a 1 2 b 3 4 c 5 6`.

What states no value begins a row. Taken only where the rows have as many values.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from auditor.extraction.grid import Grid, grid_of
from auditor.extraction.mapped import EMPTY, Mapped, join
from auditor.extraction.tables import is_value

if TYPE_CHECKING:
    from auditor.extraction.lines import Line

_BAR = re.compile(r"\s*\|\s*")
_CURRENCY = re.compile(r"[$€£]")
_CLOSES = re.compile(r"[)%]+")
_FEWEST_ROWS = 3
_FEWEST_VALUES = 2
_FEWEST_LINES = 12
_LONGEST = 120


def parse_cell_bars(lines: list[Line], at: int) -> tuple[Grid, int] | None:
    """Read the rows that begin at a line, each cell on a line of its own before or behind a bar."""
    if "|" not in lines[at].text:
        return None
    end = at
    while end < len(lines) and (_barred(lines[end]) or _label(lines, end)):
        end += 1
    if end - at < _FEWEST_LINES:
        return None
    rows: list[list[Mapped]] = []
    for line in lines[at:end]:
        cell = _inside(line)
        if cell and (rows and _stated(cell)):
            rows[-1].append(cell)
        elif cell:
            rows.append([cell])
    return _regular([[row[0], *_joined(row[1:])] for row in rows], end)


def parse_run_on(lines: list[Line], at: int) -> tuple[Grid, int] | None:
    """Read the rows that one line holds, parted by nothing but that a text follows the values of the row before."""
    text = lines[at].mapped
    cells = [cell.strip() for cell in text.words(_BAR)]
    cells = [cell for cell in cells if cell]
    rows: list[list[Mapped]] = []
    head: list[Mapped] = []
    for cell in cells:
        if not _value(cell):
            if len(rows) == 1 and len(rows[0]) == 1:
                head.append(rows.pop()[0])
            rows.append([cell])
        elif rows:
            rows[-1].append(cell)
        else:
            return None
    if len(rows) < _FEWEST_ROWS or len(head) < _FEWEST_VALUES:
        return None
    width = len(rows[0]) - 1
    if len(head) == width:
        head = [EMPTY, *head]
    elif len(head) != width + 1:
        return None
    if any(len(row) - 1 != width for row in rows[:-1]) or len(rows[-1]) - 1 > width:
        return None
    return grid_of([head, *rows], source="ruled"), at + 1


def _regular(rows: list[list[Mapped]], end: int) -> tuple[Grid, int] | None:
    """Return a table whose rows with values mostly have as many, what stands above the first as its corner."""
    counts = Counter(len(row) - 1 for row in rows if len(row) > _FEWEST_VALUES and all(map(_value, row[1:])))
    if not counts:
        return None
    width, count = counts.most_common(1)[0]
    if count < _FEWEST_ROWS or count * 2 <= sum(counts.values()):
        return None
    first = next(at for at, row in enumerate(rows) if len(row) - 1 == width and all(map(_value, row[1:])))
    while first and len(rows[first - 1]) == 1 and first > 1:
        first -= 1
    head = [cell for row in rows[:first] for cell in row]
    # A row of more or fewer values does not tell which columns they are of.
    body = [row if len(row) - 1 in {0, width} else [join(row, " ")] for row in rows[first:]]
    return grid_of([[join(head, " ")], *body], source="ruled"), end


def _barred(line: Line) -> bool:
    return "|" in line.text and "|" not in line.text.strip("| ")


def _inside(line: Line) -> Mapped:
    """Return the one cell of a line without its bars."""
    bare = line.mapped.strip()
    start = len(bare.text) - len(bare.text.lstrip("| "))
    return bare.cut(start, start + len(bare.text.strip("| ")))


def _stated(cell: Mapped) -> bool:
    """Whether a cell is a value or a mark that belongs to one."""
    return (
        bool(_CURRENCY.fullmatch(cell.text) or _CLOSES.fullmatch(cell.text)) or _value(cell) or _opened(cell)
    )


def _opened(cell: Mapped) -> bool:
    return cell.text.startswith("(") and is_value(cell.text[1:])


def _label(lines: list[Line], at: int) -> bool:
    """Whether a line without a bar is the label of the cells behind it, or a title between rows."""
    text = lines[at].text
    if "|" in text or len(text) > _LONGEST or not re.match(r"[A-Za-z(%$·•]", text):
        return False
    return at + 1 < len(lines) and _barred(lines[at + 1])


def _joined(cells: list[Mapped]) -> list[Mapped]:
    """Return the values of a row: a currency sign with the number behind it, a closing mark with that before."""
    found: list[Mapped] = []
    sign = EMPTY
    for cell in cells:
        if _CURRENCY.fullmatch(cell.text):
            sign = cell
        elif _CLOSES.fullmatch(cell.text) and found:
            found[-1] = join([found[-1], cell])
        else:
            found.append(join([sign, cell]) if sign else cell)
            sign = EMPTY
    return found


def _value(cell: Mapped) -> bool:
    text = cell.text.strip()
    return is_value(text[1:-1] if text.startswith("(") and text.endswith(")") else text)
