"""Tables as detectors read them: the values of a grid by row and column, and what its columns are."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from auditor.checks._numbers import Stated, stated_of
from auditor.report.blocks import Block
from auditor.report.model import Column, Role, Row, Table

if TYPE_CHECKING:
    from auditor.evaluation.facts import Facts

_RATE = re.compile(
    r"率|占比|比重|比例|百分比|增幅|涨幅|增速|增长|涨跌|构成|同比|均|单价|价格|指数|±|％|%|[Rr]ate|[Pp]ercent|[Aa]verage|[Mm]ean"
)
_NOT_ADDED = re.compile(
    r"^序号$|编号|编码|代码|年份|年度$|日期|时间|标准|目标值|标杆|排名|名次|[Rr]ank|^[Nn]o\.?$|^[Cc]ode$"
)
_DIGIT = re.compile(r"[0-9]")
_ROUND_SHARE = re.compile(r"占比|比重|比例|构成|占.{0,8}%|[Ss]hare")


@attrs.frozen(eq=False)
class Sheet:
    """A table with its values; blanks and texts are absent from `values`."""

    table: Table
    values: Mapping[tuple[str, str], Stated]
    block: Block | None

    def at(self, row: Row, column: Column) -> Stated | None:
        """Return the value of a cell, or None."""
        return self.values.get((row.name, column.name))

    @property
    def totals(self) -> tuple[Row, ...]:
        """Return the total rows."""
        return tuple(row for row in self.table.rows if row.role is Role.TOTAL)

    @property
    def details(self) -> tuple[Row, ...]:
        """Return the rows that are no totals of any kind."""
        return tuple(row for row in self.table.rows if row.role is Role.DETAIL)

    @property
    def title(self) -> str:
        """Return what the table is called in messages."""
        return self.table.name or self.table.id


@functools.lru_cache(maxsize=4)
def sheets(facts: Facts) -> tuple[Sheet, ...]:
    """Return every table of a report with its values."""
    cells: dict[str, dict[tuple[str, str], Stated]] = {}
    for (table, row, column), (figure, mention) in facts.report.cells.items():
        stated = stated_of(facts, figure, mention)
        if stated is not None and stated.unit.is_numeric:
            cells.setdefault(table, {})[row, column] = stated
    blocks = {block.table: block for block in facts.report.blocks if block.table and block.cells}
    return tuple(Sheet(table, cells.get(table.id, {}), blocks.get(table.id)) for table in facts.report.tables)


def unread(sheet: Sheet, rows: Sequence[Row], column: Column) -> bool:
    """Whether a cell of a column prints a number that states no value here: bounds, ranges, bound elsewhere."""
    if sheet.block is None:
        return False
    printed = {
        (cell.location.row, cell.location.col) for cell in sheet.block.cells if _DIGIT.search(cell.text)
    }
    return any((row.name, column.name) in printed and sheet.at(row, column) is None for row in rows)


def header(column: Column) -> str:
    """Return the words above a column."""
    return "".join(column.path) or column.name


def is_rate(sheet: Sheet, column: Column) -> bool:
    """Whether a column holds rates, means or prices: what does not add up."""
    if _RATE.search(header(column)):
        return True
    shares = [
        value
        for (_, name), value in sheet.values.items()
        if name == column.name and value.unit.dimension == "ratio"
    ]
    return bool(shares)


def is_share(column: Column) -> bool:
    """Whether a column says which part of the whole each row is."""
    return _ROUND_SHARE.search(header(column)) is not None


def adds(sheet: Sheet, column: Column) -> bool:
    """Whether the numbers of a column can be added."""
    return not is_rate(sheet, column) and not _NOT_ADDED.search(header(column))


def numeric(sheet: Sheet) -> Sequence[Column]:
    """Return the columns that hold values."""
    held = {name for _, name in sheet.values}
    return [column for column in sheet.table.columns if column.name in held]
