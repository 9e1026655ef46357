"""The rows of score tables cell by cell: what stands above each, and which cells name the row and which its groups.

How a table was read, which of its columns are labels and which values, does not matter here: a column of outcomes that are mostly
words (规范, 已完成, 92%) was read as a label. A row of heads in the midst of a table holds for what stands below it.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.tables import Sheet
from auditor.checks.scores._heads import ACTUAL, INDICATOR, METHOD, POINTS, SCORE, TARGET, WEIGHT
from auditor.checks.scores._roles import roles
from auditor.report.blocks import Cell
from auditor.report.model import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated

_NO_NAME = re.compile(
    r"目标|完成|实际|说明|备注|理由|原因|依据|情况|办法|规则|单位|结果|计划|实绩|扣分|计算|权数"
)
_WORDS = re.compile(r"[一-龥]{2}|[A-Za-z]{3}")
_BLANK = re.compile(r"\s")
_HAN = re.compile(r"[一-龥]")
_FEWEST = 3


@records.frozen(eq=False)
class Line:
    """A row of a score table."""

    sheet: Sheet
    row: Row
    heads: Mapping[int, str]
    cells: Mapping[int, Cell]
    naming: frozenset[int]
    """The columns that name the row itself, or its groups."""
    shared: frozenset[int]
    """Those of them whose cells are of several rows."""
    merged: frozenset[int]
    """All columns that have such cells."""

    def columns(self, head: re.Pattern[str]) -> list[int]:
        """Return the columns below a head."""
        return [at for at in self.cells if head.search(self.heads.get(at, ""))]

    def text(self, head: re.Pattern[str]) -> str:
        """Return the text of the one cell below a head, empty where none or several are."""
        found = self.columns(head)
        return written(self.cells[found[0]].text) if len(found) == 1 else ""

    def values(self, columns: Sequence[int]) -> list[Stated]:
        """Return what the cells of columns state."""
        found = [self.stated(at) for at in columns]
        return [each for each in found if each is not None]

    def stated(self, column: int) -> Stated | None:
        """Return what a cell states."""
        place = self.cells[column].location
        return self.sheet.values.get((place.row or "", place.col or ""))

    @property
    def weight(self) -> int | None:
        """Return the column of its full mark."""
        found = self.columns(WEIGHT) or (self.columns(POINTS) if self.columns(SCORE) else [])
        # Beside 分值 of the indicators that of their groups has merged cells.
        own = [at for at in found if at not in self.merged] if len(found) > 1 else found
        return own[0] if len(own) == 1 else None


def written(text: str) -> str:
    """Return a text without the blanks that part nothing: all of a Chinese one, those but one between the words of others."""
    return _BLANK.sub("", text) if _HAN.search(text) else " ".join(text.split())


def lines(sheet: Sheet) -> Iterator[Line]:
    """Iterate over the rows of a table below its heads."""
    cells = sheet.block.cells if sheet.block is not None else ()
    rows = {row.name: row for row in sheet.table.rows}
    named: dict[int, Row] = {}
    for cell in cells:
        if cell.location.row in rows:
            named.setdefault(cell.row, rows[cell.location.row])
    first = min(named, default=0)
    heads: dict[int, str] = {}
    grid: dict[int, dict[int, Cell]] = {}
    for cell in cells:
        columns = range(cell.column, cell.column + cell.columns)
        for row, column in itertools.product(range(cell.row, cell.row + cell.rows), columns):
            if row < first:
                heads[column] = heads.get(column, "") + re.sub(r"\s", "", cell.text)
            else:
                grid.setdefault(row, {})[column] = cell
    parts: list[tuple[dict[int, str], list[int]]] = [(heads | dict(roles(sheet)), [])]
    for row in sorted(grid):
        if (below := _heads(grid[row])) is not None:
            parts.append((below, []))
        elif row in named:
            parts[-1][1].append(row)
    for above, own in parts:
        body = [grid[row] for row in own]
        naming = frozenset(
            at for at in {at for each in body for at in each} if _names(above.get(at, ""), body, at)
        )
        shared = frozenset(at for at in naming if _spans(body, at))
        merged = frozenset(at for each in body for at, cell in each.items() if cell.rows > 1)
        for row in own:
            yield Line(sheet, named[row], above, grid[row], naming, shared, merged)


def _heads(cells: Mapping[int, Cell]) -> dict[int, str] | None:
    """Return what a row in the midst of a table heads, None where it is no row of heads."""
    texts = {at: re.sub(r"\s", "", cell.text) for at, cell in cells.items()}
    told = [text for text in texts.values() if text]
    marks = any(WEIGHT.search(text) for text in told) and any(SCORE.search(text) for text in told)
    others = sum(
        1
        for text in told
        if ACTUAL.search(text) or INDICATOR.search(text) or TARGET.search(text) or METHOD.search(text)
    )
    return texts if marks and len(told) >= _FEWEST and others else None


def _names(head: str, body: Sequence[Mapping[int, Cell]], column: int) -> bool:
    """Whether a column holds names: words that are no methods, results or remarks."""
    if any(each.search(head) for each in (WEIGHT, SCORE, METHOD, ACTUAL, _NO_NAME)):
        return False
    texts = [cell.text for each in body if (cell := each.get(column)) is not None and cell.text.strip()]
    return sum(1 for each in texts if _WORDS.search(each)) * 2 > len(texts) > 0


def _spans(body: Sequence[Mapping[int, Cell]], column: int) -> bool:
    """Whether the cells of a column are of several rows: merged, repeated, or blank below the first."""
    own = [each.get(column) for each in body]
    texts = [re.sub(r"\s", "", cell.text) if cell is not None else "" for cell in own]
    merged = any(cell is not None and cell.rows > 1 for cell in own)
    repeated = any(one and one == two for one, two in itertools.pairwise(texts))
    return merged or repeated or (bool(texts and texts[0]) and any(not each for each in texts[1:]))
