"""Which columns of a table a column called 合计 adds up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import near_sum, plus
from auditor.checks.common.tables import Sheet, corner, header

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.report.model import Column, Row

_SUBTOTAL = re.compile(r"小计")
_FEWEST = 2


def side(
    sheet: Sheet, whole: Column, beside: Sequence[Column], columns: Sequence[Column]
) -> Sequence[Column]:
    """Return the columns that a 合计 is of: those left of it, or right of it, or all, as most rows say."""
    at = columns.index(whole)
    left = [each for each in beside if columns.index(each) < at]
    right = [each for each in beside if columns.index(each) > at]
    choices = [each for each in (left, right, list(beside)) if len(each) >= _FEWEST]
    if not left or not right or not choices:
        return beside
    fits = [sum(1 for row in sheet.table.rows if _row_adds(sheet, row, whole, each)) for each in choices]
    return choices[fits.index(max(fits))] if max(fits) else ()


def _row_adds(sheet: Sheet, row: Row, whole: Column, parts: Sequence[Column]) -> bool:
    total = sheet.at(row, whole)
    values = plus([value for each in parts if (value := sheet.at(row, each)) is not None])
    return total is not None and total.printed.value != 0 and bool(values) and near_sum(total, values)


def value_for_label(sheet: Sheet, row: Row, beside: Sequence[Column]) -> bool:
    """Whether a row's label is the first of its values: 1月 | 2月 | … | 全年 heads no column of labels."""
    first, *_ = ({re.sub("[0-9]+", "", text) for text in (corner(sheet), header(each))} for each in beside)
    return len(first) == 1 and re.fullmatch(r"[0-9.,]+", row.label or row.name) is not None


def nested(
    sheet: Sheet, columns: Sequence[Column]
) -> tuple[list[Column], list[tuple[Column, Sequence[Column]]]]:
    """Part columns from those that a 小计 column before them adds up: 购置及运行费小计, 购置费, 运行费."""
    kept: list[Column] = []
    nested: list[tuple[Column, Sequence[Column]]] = []
    at = 0
    while at < len(columns):
        column = columns[at]
        kept.append(column)
        at += 1
        if not _SUBTOTAL.search(header(column)):
            continue
        ends = range(len(columns), at + 1, -1)
        end = next((end for end in ends if _columns_add(sheet, column, columns[at:end])), at)
        if end > at:
            nested.append((column, columns[at:end]))
            at = end
    return kept, nested


def _columns_add(sheet: Sheet, whole: Column, parts: Sequence[Column]) -> bool:
    """Whether columns add up to another one in most rows, and in one with a value."""
    right = wrong = 0
    for row in sheet.table.rows:
        total = sheet.at(row, whole)
        values = plus([value for each in parts if (value := sheet.at(row, each)) is not None])
        if total is None or not total.printed.value or not values:
            continue
        if near_sum(total, values):
            right += 1
        else:
            wrong += 1
    return right > 0 and right >= wrong
