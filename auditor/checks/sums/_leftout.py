"""Rows that a total lacks: put in by hand, and the total not made anew."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import near_sum, plus
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.common.tables import Sheet, adds, numeric

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.checks.common.relations import Weighted
    from auditor.report.model import Column, Row

_KIND = 2
_FEWEST = 3
_MANY = 4
_WORDS = re.compile(r"[一-龥]+")


def row_left_out(sheet: Sheet, rows: Sequence[Row], total: Row) -> Row | None:
    """Return the one row without which a total comes out in some column, or None."""
    if len(rows) < _FEWEST:
        return None
    columns = [
        column
        for column in numeric(sheet)
        if adds(sheet, column) and (whole := sheet.at(total, column)) is not None and digits(whole) >= MEANT
    ]
    found = [row for row in rows if any(_comes_out(sheet, rows, row, total, column) for column in columns)]
    return found[0] if len(found) == 1 else None


def said_twice(whole: Stated, parts: Sequence[Weighted]) -> bool:
    """Whether a total comes out without one of two equal parts: 年初结转 126.43, and below it what of it is 一般公共预算."""
    return any(
        one.printed.value == two.printed.value
        and digits(one) >= MEANT
        and near_sum(whole, [part for part in parts if part[1] is not two])
        for (_, one), (_, two) in itertools.pairwise(parts)
    )


def _comes_out(sheet: Sheet, rows: Sequence[Row], without: Row, total: Row, column: Column) -> bool:
    own, whole = sheet.at(without, column), sheet.at(total, column)
    others = [value for row in rows if row is not without and (value := sheet.at(row, column)) is not None]
    return (
        own is not None
        and whole is not None
        and own.printed.value != 0
        and len(others) == len(rows) - 1
        and near_sum(whole, plus(others))
    )


def of_their_kind(row: Row, rows: Sequence[Row]) -> bool:
    """Whether two of three other rows end in the same two characters as this one: 东湖街道, 西河街道, 湖滨街道.

    Such a row is no part of one of them, as what stands below its parent is: that is left out of a total rightly.
    """
    kind = (row.label or row.name)[-_KIND:]
    others = [each.label or each.name for each in rows if each is not row]
    alike = sum(1 for each in others if each.endswith(kind))
    return len(others) >= _MANY and _WORDS.fullmatch(kind) is not None and alike * 3 >= len(others) * 2


def exceeds_above(sheet: Sheet, row: Row, rows: Sequence[Row]) -> bool:
    """Whether a row has more than the one right above it in some column: it is no part of that one, which alone it could be."""
    at = list(rows).index(row)
    above = rows[at - 1] if at else None
    pairs = [
        (own, other)
        for column in numeric(sheet)
        if adds(sheet, column)
        and (own := sheet.at(row, column)) is not None
        and (other := sheet.at(above, column) if above is not None else None) is not None
    ]
    return any(own.printed.value > other.printed.value > 0 for own, other in pairs)
