"""Tables whose bars part cells but not rows: a web page copied cell after cell, `42,866 |` on a line of its own.

A blank cell is a bar more, and where a row ends is not printed. The rows show it themselves: a label and as many
values as the row before had. Read only where rows of one length follow each other and their heads can be told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.numbers.unitwords import unit_in_header
from auditor.extraction.prose.captions import is_caption, is_unit_line
from auditor.extraction.text.characters import fold, squeeze
from auditor.extraction.text.grid import Grid, GridCell
from auditor.extraction.text.mapped import EMPTY, Mapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.text.lines import Line

_BAR = re.compile(r"\|")
_VALUE = re.compile(r"[-+−]?[0-9][0-9,]*(?:\.[0-9]+)?%?|[-—]{1,2}")
_FORMULA = re.compile(r"[A-Z]{1,2}(?:=[A-Z0-9+\-−*/×÷()]+)?")
_ALL = re.compile(r"合计|小计|总计")
_LAST_HEAD = re.compile(r"备注|说明")
_FEWEST, _MOST = 3, 16
_FEWEST_ROWS = 2
_LONGEST = 60


@records.frozen(eq=False)
class FlowCell:
    """A piece between bars, and the line that it stands on."""

    text: Mapped
    line: int

    @property
    def plain(self) -> str:
        """Return its text without blanks."""
        return squeeze(fold(self.text.text))

    @property
    def is_value(self) -> bool:
        """Whether it states a value, or nothing."""
        plain = self.plain
        return not plain or bool(_VALUE.fullmatch(plain) or _FORMULA.fullmatch(plain))


def parse_flow(lines: Sequence[Line], at: int) -> tuple[Grid, int] | None:
    """Read the table whose cells begin at `lines[at]`, one after the other; the index behind it."""
    cells = flow_cells(lines, at)
    found = _rows(cells)
    if found is None:
        return None
    first, width, count = found
    end = first + width * count
    head = _head(cells, first, width)
    if head is None:
        return None
    titles, heads = head
    top = max(cell.row for cell in heads) + 1
    body = [
        GridCell(top + row, column, cells[first + row * width + column].text)
        for row in range(count)
        for column in range(width)
        if first + row * width + column < len(cells)
    ]
    units = [cell.plain for cell in titles if is_unit_line(cell.plain)]
    captions = [cell.text for cell in titles if is_caption(cell.plain) and not is_unit_line(cell.plain)]
    grid = Grid((*heads, *body), top + count, width, captions[-1] if captions else EMPTY, "ruled")
    grid = attrs.evolve(grid, unit=unit_in_header(units[-1]) if units else None)
    return grid, min(cells[min(end, len(cells)) - 1].line + 1, len(lines))


def flow_cells(lines: Sequence[Line], at: int) -> list[FlowCell]:
    """Return all pieces between bars, also blank ones, of the lines that bars hold together."""
    cells: list[FlowCell] = []
    pending: Mapped | None = None
    held = at
    for place in range(at, len(lines)):
        line = lines[place]
        barred = "|" in line.text
        below = lines[place + 1].text if place + 1 < len(lines) else ""
        if not barred and not (below and not below.strip("| ")):
            break
        start = 0
        for bar in _BAR.finditer(line.mapped.text):
            piece = line.mapped.cut(start, bar.start()).strip()
            cells.append(FlowCell(piece or pending or EMPTY, place))
            pending, start = None, bar.end()
        rest = line.mapped.cut(start).strip()
        pending, held = rest or pending, place
    if pending:
        cells.append(FlowCell(pending, held))
    return cells


def _rows(cells: Sequence[FlowCell]) -> tuple[int, int, int] | None:
    """Return where rows of a label and values begin, how long each is, and how many follow each other."""
    first = next((at for at in range(1, len(cells)) if _VALUE.fullmatch(cells[at].plain)), 0)
    best, most = None, 0
    for width in range(_FEWEST, _MOST + 1):
        # 收入 and 支出 side by side: half of the columns, and the other half.
        halves = (width, width // 2) if width % 2 == 0 and width > _FEWEST else (width,)
        for half in halves:
            for start in range(max(0, first - 2 * width), first):
                count = 0
                while _is_row(cells, start + count * width, width, half):
                    count += 1
                held = min(count * width, len(cells) - start)
                behind = cells[start + held] if start + held < len(cells) else None
                if behind is not None and behind.plain and behind.is_value:
                    continue  # a row of more values than the others: where rows end is not told
                if count >= _FEWEST_ROWS and held > most:
                    best, most = (start, width, count), held
    return best


def _is_row(cells: Sequence[FlowCell], start: int, width: int, half: int) -> bool:
    """Whether cells are a row of one label and its values, or of two side by side."""
    row = cells[start : start + width]
    if len(row) < _FEWEST or row[0].is_value or len(row[0].plain) > _LONGEST:
        return False
    if half < width and (len(row) < width or (row[half].plain and row[half].is_value)):
        return False
    # The text may be cut off within its last row.
    return all(cell.is_value for at, cell in enumerate(row) if at % half)


def _head(cells: Sequence[FlowCell], first: int, width: int) -> tuple[list[FlowCell], list[GridCell]] | None:
    """Return the cells of titles above the heads, and the heads: of a row, or of two with one that spans."""
    begin = max((at + 1 for at in range(first) if _titles(cells, at, width)), default=0)
    titles = [cell for cell in cells[:begin] if cell.plain]
    above = _without_ends(cells[begin:first])
    found = [cell for cell in above if cell.plain]
    if any(_VALUE.fullmatch(cell.plain) for cell in found):
        return None
    if (grouped := _grouped(above, width)) is not None:
        return titles, grouped
    if len(found) == width:
        return titles, [GridCell(0, column, cell.text) for column, cell in enumerate(found)]
    if len(found) == width - 1 and cells[first].plain:
        # Where all rows end with a blank cell, it is the last head that is missing, else that of the labels.
        shift = 0 if _blank_end(cells, first, width) else 1
        return titles, [GridCell(0, column + shift, cell.text) for column, cell in enumerate(found)]
    spanned = _spanned(found, width)
    return (titles, spanned) if spanned is not None else None


def _blank_end(cells: Sequence[FlowCell], first: int, width: int) -> bool:
    ends = [cell for cell in cells[first + width - 1 :: width] if cell.plain or cell.is_value]
    return not any(cell.plain for cell in ends[:_FEWEST_ROWS])


def _titles(cells: Sequence[FlowCell], at: int, width: int) -> bool:
    """Whether a cell is a title of the table or states its unit: alone in its row, or before all others."""
    plain = cells[at].plain
    alone = at == 0 or all(not cell.plain for cell in cells[at + 1 : at + width])
    leading = not any(cell.plain for cell in cells[:at])
    over = leading and width > _FEWEST and not any(cell.plain for cell in cells[at + 1 : at + width - 1])
    return bool(plain) and (
        over or is_unit_line(plain) or (alone and (is_caption(plain) or plain.endswith("表")))
    )


def _without_ends(cells: Sequence[FlowCell]) -> Sequence[FlowCell]:
    filled = [at for at, cell in enumerate(cells) if cell.plain]
    return cells[filled[0] : filled[-1] + 1] if filled else ()


def _grouped(above: Sequence[FlowCell], width: int) -> list[GridCell] | None:
    """Return heads of two rows: 地区, 限额, 余额, and below the latter two a blank, 一般债务 and 专项债务 each."""
    blanks = [at for at, cell in enumerate(above) if not cell.plain]
    if not blanks:
        return None
    upper = above[: blanks[0]]
    groups = [above[at:end] for at, end in zip(blanks, [*blanks[1:], len(above)], strict=True)]
    if len(groups) != len(upper) - 1 or 1 + sum(map(len, groups)) != width:
        return None
    heads = [GridCell(0, 0, upper[0].text, 2)]
    column = 1
    for over, group in zip(upper[1:], groups, strict=True):
        heads.append(GridCell(0, column, over.text, 1, len(group)))
        heads.extend(GridCell(1, column + right, cell.text) for right, cell in enumerate(group))
        column += len(group)
    return heads


def _spanned(found: Sequence[FlowCell], width: int) -> list[GridCell] | None:
    """Return heads of two rows where one head of the upper row spans all those of the lower one."""
    names = [cell.plain for cell in found]
    twice = next((at for at in range(len(names) - 1) if names[at] == names[at + 1]), None)
    if twice is not None:
        found = [*found[:twice], *found[twice + 1 :]]
        names = [cell.plain for cell in found]
    below = next((at + 1 for at, name in enumerate(names) if _LAST_HEAD.search(name)), None)
    if below is None:
        alls = [at for at, name in enumerate(names) if _ALL.fullmatch(name)]
        below = alls[-1] if len(alls) > 1 else None
    if below is None or len(found) != width + 1 or below >= len(found):
        return None
    upper, lower = found[:below], found[below:]
    if twice is not None:
        spans = twice
    else:
        words = "".join(cell.plain for cell in lower)
        spans = max(range(len(upper)), key=lambda at: (sum(char in words for char in upper[at].plain), at))
    heads: list[GridCell] = []
    column = 0
    for at, cell in enumerate(upper):
        over = len(lower) if at == spans else 1
        heads.append(GridCell(0, column, cell.text, 1 if at == spans else 2, over))
        if at == spans:
            heads.extend(GridCell(1, column + right, each.text) for right, each in enumerate(lower))
        column += over
    return heads
