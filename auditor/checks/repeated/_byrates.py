"""Levels whose rates behind them are all those of one row of a table, wherever it stands, so that the level is meant to be the row's.

交通支出 17,516 万元，完成调整预算的 95.6%，增长 10.4%, and the row 交通支出 | 18,320 | 17,516 | 15,862 | 95.6% | 10.4: two rates of
one row under its name are no chance, and the level is that of which the table tells the growth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.changecolumns import spans
from auditor.checks.common.rowstems import RowStems
from auditor.checks.common.slips import digits
from auditor.checks.common.tables import SHORTEST_LABEL, Sheet, as_percent, header, numeric, plain
from auditor.report.model import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Number, Stated

_TELLING, _LEAST = 2, 2
_MADE = re.compile(
    r"^\s*[，,]\s*(?:为|占|完成|达到?|是)?[^，,。；;、0-9]{0,10}(?:预算数?|计划|任务|目标)的\s*$"
)
_GREW = re.compile(r"^\s*[，,]\s*(?:同比|[比较](?:上年|去年)(?:同期)?)?(?:增长|下降|上升|减少|增加)\s*$")


@records.frozen(eq=False)
class ByRates:
    """The rows of tables by their names, and by short ones that words only name whole."""

    stems: RowStems
    labels: Mapping[str, Sequence[tuple[Sheet, Row]]]

    def cell(self, level: Number, behind: Sequence[Number]) -> Stated | None:
        """Return the cell that a level with its rates behind it is meant to repeat, None where no one row has them."""
        rates = list(_rates(level, behind))
        if len(rates) < _LEAST or sum(digits(each.known) for each in rates) <= _TELLING * _LEAST:
            return None
        found = {
            id(cell): cell
            for sheet, row in self._named(level)
            for column in numeric(sheet)
            if (cell := sheet.at(row, column)) is not None
            and column.name in _levels(sheet, row, rates)
            and cell.unit.dimension == level.dimension
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def _named(self, level: Number) -> Sequence[tuple[Sheet, Row]]:
        name = plain(level.clause)
        if len(name) == SHORTEST_LABEL:
            return self.labels.get(name, ())
        return [
            (sheet, row)
            for sheet, row in self.stems.named(level.name).rows
            if plain(row.label or row.name) in {name, plain(level.name)}
        ]


def _rates(level: Number, behind: Sequence[Number]) -> Iterator[Number]:
    """Iterate over the rates behind a level: what it is of its budget, and how it grew."""
    for each in behind:
        told = each.is_share and each.part == level.part and not each.depth and each.stated
        if not told or not (_GREW.match(each.before) if each.sign else _MADE.match(each.before)):
            return
        yield each


def _levels(sheet: Sheet, row: Row, rates: Sequence[Number]) -> set[str]:
    """Return the columns of the level that grew by one of the rates, where the row prints all of them."""
    now: set[str] = set()
    for rate in rates:
        value = rate.known.printed.numeral.value * (rate.sign or 1)
        printed = [
            column
            for column in numeric(sheet)
            if (cell := sheet.at(row, column)) is not None
            and as_percent(cell, header(column), "%").unit.dimension == "ratio"
            and cell.printed.numeral.value == value
        ]
        if not printed:
            return set()
        now |= {spans(sheet)[each.name][0] for each in printed if each.name in spans(sheet)}
    return now
