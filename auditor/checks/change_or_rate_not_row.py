"""A change and its rate of which the row of a table has one and not the other: 事业收入减少 173.15 万元，下降 30.56%.

Name and one of the two values show which row, and that the passage repeats it; the other value has to be the row's.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, Stated, paragraphs
from auditor.checks._relations import ONE, judged, rule, summed
from auditor.checks._rowstems import RowStems
from auditor.checks._slips import digits
from auditor.checks._tables import Sheet, header, numeric, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Row

NAME = "change-or-rate-not-row"
TITLE = {"zh": "增减额或增减率与表中同行不符", "en": "a change or its rate is not that of the table's row"}
_CHANGE = re.compile(r"增减|变动|变化|增加|减少|增长")
_RATE = re.compile(
    r"^\s*[，,、（(]\s*(?:同比)?(?:增长|下降|上升|降低|增幅|降幅|增加|减少|上涨|下跌)(?:了|为|约)?\s*$"
)
_BUDGET = re.compile(r"年初|预算数|目标|计划")
_FAR = 30
_LEAST = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge pairs of a change and its rate by the rows that bear their name."""
    tables = [sheet for sheet in sheets(facts) if sheet.values]
    stems = RowStems(tables)
    for paragraph in paragraphs(facts):
        for change, rate in itertools.pairwise(paragraph.numbers):
            if not _pair(change, rate):
                continue
            near = stems.named(change.of).near(paragraph.block.index, _FAR)
            found = [cells for sheet, row in near for cells in _cells(sheet, row, change, rate)]
            if len(found) == 1:
                yield from _judged(facts, change, rate, *found[0])


def _pair(change: Number, rate: Number) -> bool:
    if change.stated is None or rate.stated is None or not change.sign or not change.of:
        return False
    both = rate.is_share and not change.is_share and change.dimension != "points" and rate.sign == change.sign
    same = change.sentence == rate.sentence and change.depth == rate.depth == 0
    return both and same and _RATE.match(rate.before) is not None and not _BUDGET.search(change.before)


def _cells(sheet: Sheet, row: Row, change: Number, rate: Number) -> Iterator[tuple[Stated, Stated]]:
    """Iterate over the change and the rate that a row prints, where one of the two is what the text says."""
    columns = [column for column in numeric(sheet) if _CHANGE.search(header(column))]
    cells = [cell for column in columns if (cell := sheet.at(row, column)) is not None]
    changes = [cell for cell in cells if cell.unit.dimension == change.dimension]
    rates = [cell for cell in cells if cell.unit.dimension == "ratio"]
    if len(changes) != 1 or len(rates) != 1:
        return
    told = digits(change.known) >= _LEAST and _same(change, changes[0])
    if told or (digits(rate.known) >= _LEAST and _same(rate, rates[0])):
        yield changes[0], rates[0]


def _same(number: Number, cell: Stated) -> bool:
    one, two = number.known.printed, cell.printed
    return abs(one.value - abs(two.value)) * 2 <= max(one.step, two.step)


def _judged(
    facts: Facts, change: Number, rate: Number, row_change: Stated, row_rate: Stated
) -> Iterator[Outcome]:
    for number, cell in ((change, row_change), (rate, row_rate)):
        # The words say which way, a table that prints amounts without a sign does not.
        sign = -1 if cell.printed.value < 0 else 1
        relation = summed(rule(NAME, TITLE), number.known, [(ONE * sign, cell)], role="stated")
        yield judged(facts, relation)
