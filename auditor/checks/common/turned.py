"""Tables that print their things side by side and a measure a row, read as if they stood upright.

||东湖街道|南城街道|合计| over 健身路径（处）, 步道（公里）, 投资（万元）: each row has a unit of its own, so that the columns are the
things that the text speaks of.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.tables import Sheet, header, plain, sheets
from auditor.report.model import Column, Role, Row, Table

if TYPE_CHECKING:
    from auditor.evaluation.facts import Facts

_UNIT = re.compile(r"[（(][^（）()0-9]{1,6}[）)]$|[率比%％]$")
_TOTAL = re.compile(r"合计|总计|小计|共计|全[国省市区县州旗镇乡校院局街][^一-龥]?")
_FEWEST = 2


@functools.lru_cache(maxsize=4)
def upright(facts: Facts) -> tuple[Sheet, ...]:
    """Return the tables of a report, and behind them those that were turned."""
    tables = [sheet for sheet in sheets(facts) if sheet.values and sheet.block is not None]
    turned = (_turned(each) for each in tables)
    return (*tables, *(each for each in turned if each is not None))


def _turned(sheet: Sheet) -> Sheet | None:
    rows = sheet.table.rows
    labels = [plain(row.label or row.name) for row in rows]
    with_unit = [label for label in labels if _UNIT.search(label)]
    heads = [header(column) for column in sheet.columns]
    if len(with_unit) < _FEWEST or len(with_unit) * 2 <= len(rows) or len(set(with_unit)) < len(with_unit):
        return None
    if len(heads) < _FEWEST or any(_UNIT.search(each) for each in heads):
        return None
    table = Table(
        id=sheet.table.id,
        name=sheet.table.name,
        caption=sheet.table.caption,
        number=sheet.table.number,
        location=sheet.table.location,
        columns=tuple(Column(name=row.name, path=(label,)) for row, label in zip(rows, labels, strict=True)),
        rows=tuple(
            Row(
                name=column.name,
                label=header(column),
                role=Role.TOTAL if _TOTAL.fullmatch(plain(header(column))) else Role.DETAIL,
            )
            for column in sheet.columns
        ),
    )
    values = {(column, row): value for (row, column), value in sheet.values.items()}
    upright = Sheet(table, values, sheet.block)
    return upright if _adds_up(upright) else None


def _adds_up(sheet: Sheet) -> bool:
    """Whether the total of a turned table is what its things give for one of the measures: its heads stand where they belong."""
    totals = [row for row in sheet.table.rows if row.role is Role.TOTAL]
    sums = (
        (total, [value for row in sheet.details if (value := sheet.at(row, column)) is not None])
        for row in totals
        for column in sheet.columns
        if (total := sheet.at(row, column)) is not None
    )
    return not totals or any(
        total.printed.value == sum(part.printed.value for part in parts) for total, parts in sums
    )
