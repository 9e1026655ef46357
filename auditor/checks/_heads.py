"""What the columns of a row are headed: tables of self-evaluations print a second row of heads in their midst."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from auditor.checks._numbers import Stated
from auditor.checks._tables import Sheet, header
from auditor.report.model import Figure, Mention, Role, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts

_HEADS = re.compile(
    r"预算数|执行数|执行率|指标值|目标值|完成值|完成情况|分值|权重|得分|支出数|决算数|等级|评分"
)
_FEWEST = 3


@attrs.frozen(eq=False)
class Headed:
    """A row with what stands above each of its cells; `texts` are its cells that hold no value."""

    sheet: Sheet
    row: Row
    values: Mapping[str, Stated]
    figures: Mapping[str, tuple[Figure, Mention]]
    block: int
    """Which of the parts, each below a row of heads, the row stands in."""

    def one(self, heads: re.Pattern[str]) -> Stated | None:
        """Return the one value below a head, None where none or several are."""
        found = [value for head, value in self.values.items() if heads.search(head)]
        return found[0] if len(found) == 1 else None

    def cell(self, heads: re.Pattern[str]) -> tuple[Figure, Mention] | None:
        """Return the one cell below a head, whether or not it states an exact value."""
        found = [cell for head, cell in self.figures.items() if heads.search(head)]
        return found[0] if len(found) == 1 else None


def rows(facts: Facts, sheet: Sheet) -> Iterator[Headed]:
    """Iterate over the rows of a table with the heads that hold for them."""
    heads = {column.name: header(column) for column in sheet.table.columns}
    block = 0
    for row in sheet.table.rows:
        cells = {
            column.name: cell
            for column in sheet.table.columns
            if (cell := facts.report.cells.get((sheet.table.id, row.name, column.name))) is not None
        }
        texts = {name: re.sub(r"\s", "", mention.text) for name, (_, mention) in cells.items()}
        if sum(1 for text in texts.values() if _HEADS.search(text)) >= _FEWEST:
            heads, block = texts, block + 1
            continue
        if row.role is Role.TOTAL:
            continue
        values: dict[str, Stated] = {}
        figures: dict[str, tuple[Figure, Mention]] = {}
        for column in sheet.table.columns:
            head = heads.get(column.name, "")
            value = sheet.at(row, column)
            if head and value is not None:
                values[head] = value
            if head and column.name in cells:
                figures[head] = cells[column.name]
        yield Headed(sheet, row, values, figures, block)
