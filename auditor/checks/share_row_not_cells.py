"""A row of shares whose columns are the parts of a whole, beside the row that it is of: 件数 | 占比 below kinds of things.

    类别         甲      乙      丙    合计
    受理（件）  7,316  4,208  2,975  14,499
    占比        50.5%  29.0%  20.5%  100.0%

The column of the whole prints 100 %, so that its parts are all there are: each share is its cell over the whole, and the
cells add up to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._relations import ONE, judged, near_ratio, near_sum, plus, quotient, rule, summed
from auditor.checks._slips import slip_in_sum
from auditor.checks._tables import Sheet, as_percent, header, plain, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks._numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column, Row

NAME = "share-row-not-cells"
TITLE = {"zh": "占比行与同表数量行不符", "en": "a row of shares does not follow from the row that it is of"}
_SHARE = re.compile(
    r"^(?:所)?(?:占比|比重|比例|构成|构成比|百分比|占总[一-龥]{1,4}(?:比重|比例)?)(?:[（(][%％][）)])?$"
)
_WHOLE = re.compile(r"^(?:合计|总计|共计|总数|全部|小计|总体)(?:数)?$")
_FEWEST = 3
_LEAST = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the rows of shares of tables whose columns are parts of a whole."""
    for sheet in sheets(facts):
        wholes = [column for column in sheet.columns if _WHOLE.search(plain(header(column)))]
        if len(wholes) != 1:
            continue
        parts = [column for column in sheet.columns if column is not wholes[0]]
        above: Row | None = None
        for row in sheet.table.rows:
            label = plain(row.label or row.name)
            if _SHARE.search(label) is None:
                above = row
            elif above is not None and len(parts) >= _FEWEST - 1:
                yield from _judged(facts, sheet, (above, row), wholes[0], parts)


def _judged(
    facts: Facts, sheet: Sheet, rows: tuple[Row, Row], whole: Column, parts: Sequence[Column]
) -> Iterator[Outcome]:
    amounts, shares = rows
    label = shares.label or shares.name
    total, full = sheet.at(amounts, whole), _share(sheet, shares, whole, label)
    if total is None or full is None or total.printed.value <= 0 or full.printed.value != 1:
        return
    pairs = [
        (share, amount)
        for column in parts
        if (amount := sheet.at(amounts, column)) is not None
        and (share := _share(sheet, shares, column, label)) is not None
        and amount.unit.dimension == total.unit.dimension
    ]
    right = [pair for pair in pairs if near_ratio(pair[0], pair[1], total)]
    # That the shares are of this row, and of this whole, the others of the row show.
    if len(right) < _LEAST or len(right) * 2 <= len(pairs):
        return
    info = rule(NAME, TITLE)
    cells = [amount for _, amount in pairs]
    summing = plus(cells)
    held = near_sum(total, summing)
    if len(pairs) == len(parts) and (held or slip_in_sum(total, summing) or len(right) == len(pairs) - 1):
        yield judged(facts, summed(info, total, summing))
    for share, amount in pairs:
        yield judged(facts, quotient(info, share, [(ONE, amount)], [(ONE, total)]))


def _share(sheet: Sheet, row: Row, column: Column, label: str) -> Stated | None:
    value = sheet.at(row, column)
    if value is None:
        return None
    value = as_percent(value, label)
    return value if value.unit.dimension == "ratio" else None
