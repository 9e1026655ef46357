"""Columns of shares whose total row prints 100 %, and whose rows have to make it up."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import judged, near_sum, plus, summed
from auditor.checks.common.tables import header, is_share, numeric, sheets
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo
    from auditor.report.model import Column, Row

_TOTAL = re.compile(r"total\b", re.IGNORECASE)
_LEAST, _NEAR = 3, 15


def hundred_columns(facts: Facts, info: RuleInfo) -> Iterator[Outcome]:
    """Judge the columns of tables with one total row."""
    for sheet in sheets(facts):
        totals = sheet.totals or _closing(sheet)
        if len(totals) != 1:
            continue
        told: list[tuple[Column, Stated, list[Stated]]] = []
        for column in numeric(sheet):
            whole = sheet.at(totals[0], column)
            if whole is None or whole.printed.value != 1:
                continue
            if not is_share(column) and whole.unit.dimension != "ratio":
                continue
            # 二、固定资产, of which rows below it print parts, is one of what the whole is made of.
            rows = [
                row
                for row in sheet.table.rows
                if (row in sheet.details or row.role is Role.SUBTOTAL)
                and row not in totals
                and (row.parent is None or row.parent == totals[0].name)
            ]
            parts = [value for row in rows if (value := sheet.at(row, column)) is not None]
            if len(parts) >= _LEAST:
                told.append((column, whole, parts))
        right = {_kind(column) for column, whole, parts in told if near_sum(whole, plus(parts))}
        for column, whole, parts in told:
            # 分行业 and 分产品 below each other are the whole twice; where the column of another year is made of its rows, so is this one.
            lack = abs(sum((each.printed.value for each in parts), Fraction(-1)))
            if (is_share(column) and lack * 100 <= _NEAR) or (_kind(column) in right and _shares(parts)):
                yield judged(facts, summed(info, whole, plus(parts)))


def _shares(parts: Sequence[Stated]) -> bool:
    """Whether rows may be parts of 100 %, but for one of them: where several print 100 %, each is measured by itself."""
    return sum(1 for each in parts if each.printed.value >= 1) <= 1


def _closing(sheet: Sheet) -> Sequence[Row]:
    """Return the last row where its name says that it is a total of something: Total income."""
    return tuple(row for row in sheet.table.rows[-1:] if _TOTAL.match(row.label or row.name))


def _kind(column: Column) -> str:
    """Return what heads a column, without its year."""
    return re.sub(r"[0-9/–年度\s-]", "", header(column))
