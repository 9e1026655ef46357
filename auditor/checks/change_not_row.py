"""A change of an amount in the text that the table row with the same figure does not bear out.

公务接待费 3.92 万元，比上年增加 0.93 万元, where the row has 3.92 and a change of -0.93: name and value show which row
is meant, its column of changes, or its columns of two years, say how much and which way.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, Stated, paragraphs
from auditor.checks._relations import judged, rule, summed
from auditor.checks._rowstems import RowStems
from auditor.checks._slips import digits
from auditor.checks._tables import Sheet, header, same_value, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation
    from auditor.report.model import Column, Row

NAME = "change-not-row"
TITLE = {"zh": "正文的增减额与表中数据不符", "en": "a change in the text is not that of the table"}
_SINCE = re.compile(
    r"^[，,]\s*[比较](?:上年|去年|上一年)(?:决算|支出|实际|同期)*数?(?:增加|减少|上升|下降|增长|降低|节约|压减)了?\s*$"
)
_CHANGE = re.compile(r"[比较](?:上年|去年|上一年).*(?:增减|变动|变化)|上年(?:增减|变动|变化)")
_YEAR = re.compile(r"20[0-9]{2}")
_SPENT = re.compile(r"决算|实际|执行|支出数")
_TAIL = re.compile(r"(?:支出|决算|收入|金额|总额|数|合计|共计|[为是计])+$")
_LEAST = 3


def check(facts: Facts) -> Iterator[Outcome]:
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
