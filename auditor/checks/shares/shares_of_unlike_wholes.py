"""Shares in a table whose whole is not printed, and that do not all belong to one whole.

占总资产的比例 stands beside amounts in tables that leave the total out. Each row says where the whole can lie:
its amount over its share. A row whose whole lies elsewhere than that of all the others is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import records
from auditor.checks.common.numbers import Stated
from auditor.checks.common.relations import judged, proportional, rule
from auditor.checks.common.tables import Sheet, is_rate, is_share, numeric, sheets, whole_of_shares

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "shares-of-unlike-wholes"
TITLE = {"zh": "各行占比不是同一总数的占比", "en": "the shares of a column are not of one whole"}
_LEAST = 3
"""Two rows that agree could do so by chance."""


@records.frozen(eq=False)
class _Row:
    share: Stated
    amount: Stated


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge columns of shares beside the amounts that they are shares of."""
    for sheet in sheets(facts):
        columns = numeric(sheet)
        for at, column in enumerate(columns):
            if not is_share(column) or whole_of_shares(sheet, column) is not None:
                continue
            # The amounts stand left of their shares, the nearest first.
            for amounts in reversed(columns[:at]):
                if not is_rate(sheet, amounts):
                    yield from _judged(facts, _rows(sheet, column.name, amounts.name))
                    break


def _rows(sheet: Sheet, share: str, amount: str) -> list[_Row]:
    found = []
    for row in sheet.table.rows:
        one, two = sheet.values.get((row.name, share)), sheet.values.get((row.name, amount))
        if one is None or two is None or one.unit.dimension != "ratio":
            continue
        if one.printed.value > 0 and two.printed.value > 0:
            found.append(_Row(one, two))
    return found


def _judged(facts: Facts, rows: Sequence[_Row]) -> Iterator[Outcome]:
    if len(rows) < _LEAST:
        return
    # The row with the largest share fixes the whole best; where it is the wrong one, the next one does.
    ranked = sorted(rows, key=lambda row: -row.share.printed.value / row.share.printed.step)
    # Of many rows, two may be wrong.
    missed = 2 if len(rows) >= _LEAST * 2 else 1
    for base in ranked[: missed + 1]:
        others = [row for row in rows if row is not base]
        kept = [row for row in others if _near(row, base)]
        if len(kept) + 1 >= max(_LEAST, len(rows) - missed):
            for row in others:
                yield judged(
                    facts,
                    proportional(rule(NAME, TITLE), row.share, row.amount, base.share, base.amount),
                )
            return


def _near(row: _Row, base: _Row) -> bool:
    """Whether a row's share is what its amount is worth at the rate of `base`."""
    whole = base.amount.printed.value / base.share.printed.value
    loose = whole * base.share.printed.step / base.share.printed.value
    share = row.amount.printed.value / whole
    return abs(share - row.share.printed.value) <= row.share.printed.step + share * loose / whole
