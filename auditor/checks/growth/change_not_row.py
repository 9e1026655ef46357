"""A change told of a row of a table that the row does not bear out.

公务接待费 3.92 万元，比上年增加 0.93 万元, where the row has 3.92 and a change of -0.93: name and value show which row
is meant, its column of changes, or its columns of two years, say how much and which way. 事业收入减少 173.15 万元，下降 30.56%:
name and one of the two values show which row, and that the passage repeats it; the other value has to be the row's.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Stated, paragraphs
from auditor.checks.common.relations import ONE, judged, rule, summed
from auditor.checks.common.rowstems import RowStems
from auditor.checks.common.slips import digits
from auditor.checks.common.tables import Sheet, header, numeric, same_value, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation
    from auditor.report.model import Column, Row

NAME = "change-not-row"
TITLE = {"zh": "正文的增减与表中同行不符", "en": "a change in the text is not that of the row of its table"}
_SINCE = re.compile(
    r"^[，,]\s*[比较](?:上年|去年|上一年)(?:决算|支出|实际|同期)*数?(?:增加|减少|上升|下降|增长|降低|节约|压减)了?\s*$"
)
_CHANGE = re.compile(r"[比较](?:上年|去年|上一年).*(?:增减|变动|变化)|上年(?:增减|变动|变化)")
_YEAR = re.compile(r"20[0-9]{2}")
_SPENT = re.compile(r"决算|实际|执行|支出数")
_TAIL = re.compile(r"(?:支出|决算|收入|金额|总额|数|合计|共计|[为是计])+$")
_LEAST = 3
_CHANGED = re.compile(r"增减|变动|变化|增加|减少|增长")
_RATE = re.compile(
    r"^\s*[，,、（(]\s*(?:同比)?(?:增长|下降|上升|降低|增幅|降幅|增加|减少|上涨|下跌)(?:了|为|约)?\s*$"
)
_BUDGET = re.compile(r"年初|预算数|目标|计划")
_FAR = 30
_LEAST_DIGITS = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge changes told of rows of tables."""
    yield from _level(facts)
    yield from _rate(facts)


def _level(facts: Facts) -> Iterator[Outcome]:
    """Judge amounts by which a figure changed since last year, where a table repeats the figure."""
    tables = [sheet for sheet in sheets(facts) if sheet.values]
    stems = RowStems(tables)
    for paragraph in paragraphs(facts):
        for level, change in itertools.pairwise(paragraph.numbers):
            if not _changed(level, change):
                continue
            name = level.name or level.clause
            named = stems.named(name)
            rows = (named if named.rows else stems.named(_TAIL.sub("", name))).printing(level.known)
            relations = [
                each for sheet, row in rows if (each := _relation(sheet, row, level, change)) is not None
            ]
            if len(relations) == 1:
                yield judged(facts, relations[0])


def _changed(level: Number, change: Number) -> bool:
    if level.stated is None or change.stated is None or level.sign or level.depth or not change.sign:
        return False
    one = level.dimension == change.dimension == "money" and digits(level.known) >= _LEAST
    return one and level.sentence == change.sentence and _SINCE.search(change.before) is not None


def _relation(sheet: Sheet, row: Row, level: Number, change: Number) -> Relation | None:
    cells = [
        (column, value)
        for column in sheet.table.columns
        if (value := sheet.at(row, column)) is not None and value.unit.dimension == "money"
    ]
    now = [each for each in cells if not _CHANGE.search(header(each[0])) and same_value(level.known, each[1])]
    changes = [value for column, value in cells if _CHANGE.search(header(column))]
    info, sign = rule(NAME, TITLE), Fraction(change.sign)
    if len(now) != 1:
        return None
    if len(changes) == 1:
        return summed(info, change.known, [(sign, changes[0])], role="stated")
    before = _year_before(cells, now[0][0])
    if changes or before is None:
        return None
    return summed(info, change.known, [(sign, now[0][1]), (-sign, before)], role="stated")


def _year_before(cells: Sequence[tuple[Column, Stated]], now: Column) -> Stated | None:
    """Return the cell under the same words a year earlier: 2022年决算 beside 2023年决算."""
    year = _YEAR.search(header(now))
    if year is None or not _SPENT.search(header(now)):
        return None
    head = _YEAR.sub(str(int(year.group()) - 1), header(now))
    return next((value for column, value in cells if header(column) == head), None)


def _rate(facts: Facts) -> Iterator[Outcome]:
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
                yield from _both(facts, change, rate, *found[0])


def _pair(change: Number, rate: Number) -> bool:
    if change.stated is None or rate.stated is None or not change.sign or not change.of:
        return False
    both = rate.is_share and not change.is_share and change.dimension != "points" and rate.sign == change.sign
    same = change.sentence == rate.sentence and change.depth == rate.depth == 0
    return both and same and _RATE.match(rate.before) is not None and not _BUDGET.search(change.before)


def _cells(sheet: Sheet, row: Row, change: Number, rate: Number) -> Iterator[tuple[Stated, Stated]]:
    """Iterate over the change and the rate that a row prints, where one of the two is what the text says."""
    columns = [column for column in numeric(sheet) if _CHANGED.search(header(column))]
    cells = [cell for column in columns if (cell := sheet.at(row, column)) is not None]
    changes = [cell for cell in cells if cell.unit.dimension == change.dimension]
    rates = [cell for cell in cells if cell.unit.dimension == "ratio"]
    if len(changes) != 1 or len(rates) != 1:
        return
    told = digits(change.known) >= _LEAST_DIGITS and _same(change, changes[0])
    if told or (digits(rate.known) >= _LEAST_DIGITS and _same(rate, rates[0])):
        yield changes[0], rates[0]


def _same(number: Number, cell: Stated) -> bool:
    one, two = number.known.printed, cell.printed
    return abs(one.value - abs(two.value)) * 2 <= max(one.step, two.step)


def _both(
    facts: Facts, change: Number, rate: Number, row_change: Stated, row_rate: Stated
) -> Iterator[Outcome]:
    for number, cell in ((change, row_change), (rate, row_rate)):
        # The words say which way, a table that prints amounts without a sign does not.
        sign = -1 if cell.printed.value < 0 else 1
        relation = summed(rule(NAME, TITLE), number.known, [(ONE * sign, cell)], role="stated")
        yield judged(facts, relation)
