"""Tables that print their things side by side and a measure a row, turned over so that they stand as other tables do.

||东湖街道|南城街道|合计| over 发放（份）, 满意（人）, 满意度: each row has a kind of its own and every column mixes them, so that the
columns are the things that the text speaks of. Only the view is turned: mentions keep the places where they are printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.numbers.unitwords import unit_in_header
from auditor.extraction.tables.rowroles import RowHead, rows_of
from auditor.report.model import Column, Row, Table

if TYPE_CHECKING:
    from auditor.checks.common.numbers import Stated
    from auditor.report.blocks import Block, Cell

Values = Mapping[tuple[str, str], "Stated"]

_ATTRIBUTE = re.compile(
    # Times, and what is told of a thing: below such heads the rows are things, whatever units they have.
    r"(?:19|20)[0-9]{2}|[年季月期]|[初末前后]$|(?:[率比度分数量额值重例]|情况|标准|金额)(?:[（(].*)?$|[%％±]|"
    r"目标|计划|任务|预[算期计]|实际|完成|[增加]?减|变[动化]|增[长加]|差[异距值]?$|基[期准线]|现状|"
    r"\b(?:[Tt]arget|[Aa]ctual|[Pp]lan(?:ned)?|[Bb]udget|[Oo]utturn|[Bb]aseline|[Ee]ndline|[Rr]esult|[Ff]orecast|[Aa]chieved|[Cc]hange|[Vv]ariance|"
    r"[Dd]ifference|[Ww]eight|[Ss]core|[Pp]oints?|[Vv]alue|[Nn]umber|[Ss]hare|[Rr]ate|[Aa]mount|[Cc]ount|[Pp]rior|[Pp]revious|[Cc]urrent|[Ll]ast|[Tt]his|"
    r"[Bb]efore|[Aa]fter|[Yy]ear|[Qq]uarter|[Mm]onth|Q[1-4]|H[12]|FY[0-9]*|Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)"
)
_BRACKETED = re.compile(r"[（(][^（）()]*[)）]\s*$")
_FEWEST_ROWS, _FEWEST_COLUMNS = 2, 3


def turned(table: Table, values: Values, block: Block | None) -> tuple[Table, Values, Block | None]:
    """Return a table, its values and its block as they are, turned over where things stand in the columns."""
    if block is None or not _lies(table, values):
        return table, values, block
    heads = [RowHead("".join(column.path) or column.name) for column in table.columns]
    read = rows_of(heads)
    names = {row.name: column.name for row, column in zip(read, table.columns, strict=True)}
    upright = attrs.evolve(
        table,
        columns=tuple(_column(row) for row in table.rows),
        rows=tuple(
            records.evolve(row, name=names[row.name], parent=names.get(row.parent or "")) for row in read
        ),
    )
    cells = sorted(map(_turned, block.cells), key=lambda cell: (cell.row, cell.column))
    return (
        upright,
        {(column, row): value for (row, column), value in values.items()},
        records.evolve(block, cells=tuple(cells)),
    )


def _lies(table: Table, values: Values) -> bool:
    """Whether the values of each row are of one kind, those of no column are, and the columns are things."""
    kinds: dict[str, set[str]] = {row.name: set() for row in table.rows}
    below: dict[str, set[str]] = {column.name: set() for column in table.columns}
    for (row, column), value in values.items():
        for found in (kinds.get(row), below.get(column)):
            if found is not None:
                found.add(value.unit.dimension)
    return (
        len(kinds) >= _FEWEST_ROWS
        and len(below) >= _FEWEST_COLUMNS
        and all(len(each) == 1 for each in kinds.values())
        and all(len(each) > 1 for each in below.values())
        and not any(_ATTRIBUTE.search("".join(column.path) or column.name) for column in table.columns)
    )


def _column(row: Row) -> Column:
    label = (row.label or row.name).strip()
    unit = unit_in_header(label)
    return Column(name=row.name, path=((_BRACKETED.sub("", label) if unit else label) or label,), unit=unit)


def _turned(cell: Cell) -> Cell:
    place = records.evolve(cell.location, row=cell.location.col, col=cell.location.row)
    return records.evolve(
        cell, row=cell.column, column=cell.row, rows=cell.columns, columns=cell.rows, location=place
    )
