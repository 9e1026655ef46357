"""Rows that a total takes off: 减：所得税影响额, and those below it that do not say so again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import ONE, near_sum
from auditor.evaluation.tables import parts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.checks.common.relations import Weighted
    from auditor.checks.common.tables import Sheet
    from auditor.report.model import Column, Row

_LESS = re.compile(r"减\s*[:：]|[（(]减[）)]|[Ll]ess\s*[:：]")
# 减：所得税影响额, and below it what else is taken off without saying so again.
_EFFECT = re.compile(r"(?:所得税|少数股东权益)影响额")


def beside_less(sheet: Sheet, rows: Sequence[Row]) -> Sequence[Row]:
    """Return rows with those indented below 减：…, which are taken off beside it and not parts of it."""
    return [
        each
        for row in rows
        for each in (row, *(parts_of(sheet.table, row) if _LESS.match(row.label or row.name) else ()))
    ]


def taken(row: Row) -> bool:
    """Whether a row is one that a total takes off."""
    label = row.label or row.name
    return _LESS.match(label) is not None or _EFFECT.match(label) is not None


def taken_off(
    sheet: Sheet, rows: Sequence[Row], column: Column, whole: Stated, parts: Sequence[Weighted]
) -> Sequence[Weighted]:
    """Return the parts of a total, those of rows such as 减：所得税影响额 taken off, unless they are printed below zero."""
    signed = [
        (-ONE if taken(row) and value.printed.value > 0 else ONE, value)
        for row in rows
        if (value := sheet.at(row, column)) is not None
    ]
    return parts if near_sum(whole, parts) else signed
