"""A balance of an account that does not follow from the row before it: 余额 1,841.33 = 1,883.53 + 收入 - 支出 42.20.

Where nearly all rows of a table of receipts, payments and balances carry the balance on, a row that does not is wrong, and so is
the next one if it was the balance itself that was misprinted.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.checks.common.accounts import CAME, LEFT, WENT, heads
from auditor.checks.common.relations import ONE, judged, rule, summed
from auditor.checks.common.tables import header, numeric, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor import patterns as re
    from auditor.checks.common.numbers import Stated
    from auditor.checks.common.relations import Weighted
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column, Row

NAME = "balance-not-carried"
TITLE = {"zh": "余额与上行余额及收支不符", "en": "a balance does not follow from the row before it"}
_LEAST = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge each row of a table of an account by the balance of the row before it."""
    info = rule(NAME, TITLE)
    for sheet in sheets(facts):
        columns = [_one(sheet, pattern) for pattern in (LEFT, CAME, WENT)]
        if any(each is None for each in columns):
            continue
        left, came, went = (each for each in columns if each is not None)
        rows = [
            row for row in sheet.table.rows if sheet.at(row, left) is not None and row not in sheet.totals
        ]
        outcomes = [
            judged(facts, summed(info, claim, parts))
            for one, two in itertools.pairwise(rows)
            for claim, parts in _carried(sheet, (one, two), (left, came, went))
        ]
        held = sum(1 for each in outcomes if each.verdict.consistent)
        # A misprinted balance breaks two rows.
        if held >= _LEAST and len(outcomes) - held <= max(2, held // _LEAST):
            yield from outcomes


def _one(sheet: Sheet, pattern: re.Pattern[str]) -> Column | None:
    """Return the one column whose head is such."""
    found = [each for each in numeric(sheet) if heads(pattern, header(each))]
    return found[0] if len(found) == 1 else None


def _carried(
    sheet: Sheet, rows: tuple[Row, Row], columns: Sequence[Column]
) -> Iterator[tuple[Stated, list[Weighted]]]:
    """Return the balance of a row and what it is made of: the balance before, what came and what went."""
    left, came, went = columns
    before, after = (sheet.at(row, left) for row in rows)
    got, spent = sheet.at(rows[1], came), sheet.at(rows[1], went)
    if before is not None and after is not None and (got is not None or spent is not None):
        moved = [(sign, each) for sign, each in ((ONE, got), (Fraction(-1), spent)) if each is not None]
        yield after, [(ONE, before), *moved]
