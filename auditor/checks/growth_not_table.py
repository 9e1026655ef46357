"""A growth rate in the text that the table with the same figure does not bear out.

营业收入 386,521.47 万元，同比增长 12.36%: that a table speaks of this figure shows by its name and its value. Its
column of changes, or its columns of this and the last period, then say what the rate is.
"""

from __future__ import annotations

import itertools
import re
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.checks._numbers import Number, Stated, paragraphs
from auditor.checks._relations import ONE, judged, quotient, rule, summed
from auditor.checks._tables import Sheet, header, is_share, rows_by_stem, rows_called, same_value, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation
    from auditor.report.model import Column, Row

NAME = "growth-not-table"
TITLE = {"zh": "正文的增减率与表中数据不符", "en": "a growth rate in the text is not that of the table"}
_CHANGE = re.compile(r"变动|增减|增长|增幅|变化|同比|[±]")
_BEFORE = re.compile(r"上年|上期|去年|上一年")
_NOW = re.compile(r"本期|本年|当年|报告期")
_ANNUAL = re.compile(r"同比|[比较]上年|[比较]去年|[比较]上一年")
_OTHER = re.compile(r"扣除|剔除|可比|不变价|实际增长|环比|年均")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge rates of growth whose level a table repeats."""
    tables = [sheet for sheet in sheets(facts) if sheet.values]
    stems = rows_by_stem(tables)
    if not stems:
        return
    for paragraph in paragraphs(facts):
        numbers = paragraph.numbers
        for level, rate in itertools.pairwise(numbers):
            if not _growth(level, rate):
                continue
            for sheet, row in rows_called(stems, level):
                relation = _relation(sheet, row, level, rate)
                if relation is not None:
                    yield judged(facts, relation)
                    break


def _growth(level: Number, rate: Number) -> bool:
    """Whether a rate is the change of the level before it since last year."""
    if level.stated is None or rate.stated is None or level.is_share or level.sign or level.depth:
        return False
    words = rate.before
    if not (rate.is_share and rate.sign and rate.sentence == level.sentence):
        return False
    return _ANNUAL.search(words) is not None and not _OTHER.search(words)


def _relation(sheet: Sheet, row: Row, level: Number, rate: Number) -> Relation | None:
    info, sign = rule(NAME, TITLE), Fraction(rate.sign)
    cells = [
        (column, value) for column in sheet.table.columns if (value := sheet.at(row, column)) is not None
    ]
    now = [each for each in cells if not _BEFORE.search(header(each[0])) and _same(level, each[1])]
    if len(now) != 1:
        return None
    changes = [
        value for column, value in cells if _is_change(column, now[0][0]) and value.unit.dimension == "ratio"
    ]
    if len(changes) == 1:
        return summed(info, rate.known, [(sign, changes[0])], role="stated")
    before = [
        value
        for column, value in cells
        if _BEFORE.search(header(column)) and value.unit.dimension == now[0][1].unit.dimension
    ]
    if changes or len(before) != 1 or not _NOW.search(header(now[0][0])):
        return None
    return quotient(info, rate.known, [(sign, now[0][1]), (-sign, before[0])], [(ONE, before[0])])


def _is_change(column: Column, now: Column) -> bool:
    """Whether a column holds the changes of the one before: 变动比例, or 营业收入比上年增减 beside 营业收入."""
    head = header(column)
    if not _CHANGE.search(head) or is_share(column):
        return False
    named = _CHANGE.split(re.sub(r"[比较](?:上年|上期|去年).*$", "", head))[0]
    named = re.sub(r"^(?:本年|本期|金额|20[0-9]{2}年)+$", "", named)
    return not named or named == header(now)


def _same(level: Number, cell: Stated) -> bool:
    return level.dimension == cell.unit.dimension and same_value(level.known, cell)
