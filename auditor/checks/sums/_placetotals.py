"""Rows that stand for a place as a whole, 全市 below its districts, and are no total by their name alone."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.checks.common.relations import judged, near_sum, plus, summed
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.common.tables import adds, numeric
from auditor.checks.sums._sums import lies_among
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo

_LEAST, _HELD, _NEAR = 3, 2, 5


def of_places(facts: Facts, info: RuleInfo, sheet: Sheet) -> Iterator[Outcome]:
    """Judge 全市 by all other rows, column by column, where they give it in two columns at least and no column misses by much."""
    for total in sheet.totals:
        rows = [row for row in sheet.table.rows if row is not total]
        if total.role is not Role.DETAIL or len(rows) < _LEAST:
            continue
        lines = []
        for column in numeric(sheet):
            whole = sheet.at(total, column)
            parts = [value for row in rows if (value := sheet.at(row, column)) is not None]
            if whole is None or not adds(sheet, column) or len(parts) != len(rows):
                continue
            if lies_among(whole, plus(parts)):
                continue  # 全市 2.82 among 3.37, 2.90, 1.97: a mean or a rate
            lines.append((whole, parts))
        held = [near_sum(whole, plus(parts)) for whole, parts in lines]
        if sum(held) < _HELD:
            continue
        for whole, parts in lines:
            missed = abs(sum((each.printed.value for each in parts), Fraction(0)) - whole.printed.value)
            # 全市 without one of its counties misses by what that county has.
            lacks = any(each.printed.value == missed and digits(each) >= MEANT - 1 for each in parts)
            if missed * _NEAR <= abs(whole.printed.value) or lacks:
                yield judged(facts, summed(info, whole, plus(parts)))
