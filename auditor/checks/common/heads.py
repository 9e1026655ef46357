"""What the columns of a row are headed: tables of self-evaluations print a second row of heads in their midst."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Stated
from auditor.checks.common.tables import Sheet, header, sheets
from auditor.report.model import Figure, Mention, Role, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts

_HEADS = re.compile(
    r"预算数|执行数|执行率|指标值|目标值|完成值|完成情况|分值|权重|得分|支出数|决算数|等级|评分"
)
_FEWEST = 3
_SUM = re.compile(r"[合总共小]计|总[数额]")
_WORDS = re.compile(r"[一-龥]{2}")


@functools.lru_cache(maxsize=2048)
def _called(pattern: re.Pattern[str], head: str) -> bool:
    # The heads of a table are asked for in each of its rows.
    return pattern.search(head) is not None


@records.frozen(eq=False)
class Headed:
    """A row with what stands above each of its cells: its values, and all its cells."""

    sheet: Sheet
    row: Row
    values: Mapping[str, Stated]
    figures: Mapping[str, tuple[Figure, Mention]]
    words: Mapping[str, str]
    """The text of each cell, whether or not it is one figure."""
    block: int
    """Which of the parts, each below a row of heads, the row stands in."""

    def one(self, heads: re.Pattern[str]) -> Stated | None:
        """Return the one value below a head, None where none or several are."""
        found = [value for head, value in self.values.items() if _called(heads, head)]
        return found[0] if len(found) == 1 else None

    def cell(self, heads: re.Pattern[str]) -> tuple[Figure, Mention] | None:
        """Return the one cell below a head, whether or not it states an exact value."""
        found = [cell for head, cell in self.figures.items() if _called(heads, head)]
        return found[0] if len(found) == 1 else None

    def text(self, heads: re.Pattern[str]) -> str:
        """Return the text of the one cell below a head, empty where none or several are."""
        found = [text for head, text in self.words.items() if _called(heads, head)]
        return found[0] if len(found) == 1 else ""


def below_heads(sheet: Sheet, parts: Sequence[Row], total: Row) -> Sequence[Row]:
    """Return the parts of a total that stand behind the last row of heads above it: 学历 | 人数（人） below 员工数量合计.

    All of them where no such row parts them, the rows above it are not summed up, or too few are left to add up.
    """
    order = [row.name for row in sheet.table.rows]
    cells = sheet.block.cells if sheet.block is not None else ()
    # Words where the total has a value: a remark stands in a column of its own.
    added = {column for row, column in sheet.values if row == total.name}
    texts = {cell.location.row for cell in cells if cell.location.col in added and _WORDS.search(cell.text)}
    held = {row for row, _ in sheet.values} | {row for row, column in sheet.digits if column in added}
    heads = [
        at
        for at, row in enumerate(order[: order.index(total.name)])
        if row in texts and row not in held and at and _SUM.search(order[at - 1])
    ]
    below = [row for row in parts if heads and order.index(row.name) > heads[-1]]
    return below if len(below) > 1 else parts


def rows(facts: Facts, sheet: Sheet) -> Sequence[Headed]:
    """Return the rows of a table with the heads that hold for them."""
    return _rows(facts).get(sheet.table.id, ())


@functools.lru_cache(maxsize=4)
def _rows(facts: Facts) -> Mapping[str, tuple[Headed, ...]]:
    return {sheet.table.id: tuple(_headed(facts, sheet)) for sheet in sheets(facts)}


def _headed(facts: Facts, sheet: Sheet) -> Iterator[Headed]:
    columns = [(column.name, header(column)) for column in sheet.table.columns]
    heads, block = dict(columns), 0
    cells = sheet.block.cells if sheet.block is not None else ()
    printed = {(cell.location.row, cell.location.col): cell.text for cell in cells}
    for row in sheet.table.rows:
        figures: dict[str, tuple[Figure, Mention]] = {}
        values: dict[str, Stated] = {}
        texts: dict[str, str] = {}
        for name, _ in columns:
            cell = facts.report.cells.get(sheet.printed(row, name))
            if cell is None:
                continue
            value = sheet.values.get((row.name, name))
            if value is None:
                texts[name] = re.sub(r"\s", "", cell[1].text)
            if head := heads.get(name, ""):
                figures[head] = cell
                if value is not None:
                    values[head] = value
        if len(texts) >= _FEWEST and sum(1 for text in texts.values() if _HEADS.search(text)) >= _FEWEST:
            heads, block = texts, block + 1
        elif row.role is not Role.TOTAL:
            words = {
                head: printed[row.name, name]
                for name, _ in columns
                if (head := heads.get(name, "")) and (row.name, name) in printed
            }
            yield Headed(sheet, row, values, figures, words, block)
