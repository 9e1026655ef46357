"""A column of days that something took, beside the columns of its first and last day, or beside one of spans: 起止日期 | 天数.

The first day may count or not, and working days may be meant: what most rows of a table hold to, all should.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.weekdays import weekdays
from auditor.checks.structure._columns_of_days import (
    BEGUN,
    DONE,
    OutOfOrder,
    by_column,
    evidence_in,
    name_in,
    stages_of,
    whole_day,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.report.blocks import Block, Cell

_HEAD = re.compile(
    r"(?:实际|合同|计划|施工|建设|办理|持续|服务|展出|培训|日历)*(?:总?工期|历时|用时|天数|时长|日历天数?|期限)(?:[（(](?:日历)?[天日][）)])?"
)
_SPAN = re.compile(
    r"(?:(?P<y1>20[0-9]{2})[年./-])?(?P<m1>[0-9]{1,2})[月./-](?P<d1>[0-9]{1,2})日?[至到~～\u2014\u2013-]+"
    r"(?:(?P<y2>20[0-9]{2})[年./-])?(?:(?P<m2>[0-9]{1,2})[月./-])?(?P<d2>[0-9]{1,2})日?"
)
_DAYS = re.compile(r"(?P<n>[0-9]{1,4})(?:日历天|天|日)?")
_PLAIN = 2023
_Row = tuple["dt.date", "dt.date", str]


def lengths_unlike_days(block: Block) -> Iterator[OutOfOrder]:
    """Iterate over the rows whose number of days is not that from the first to the last, where most other rows hold."""
    lengths = [
        cells
        for column in by_column(block)
        if any(_HEAD.fullmatch(re.sub(r"\s", "", cell.text)) for cell in column)
        and (cells := {cell.row: cell for cell in column if _DAYS.fullmatch(cell.text.strip())})
    ]
    if len(lengths) != 1:
        return
    for spans in _spans(block):
        rows = [row for row in sorted(spans) if row in lengths[0]]
        wrong = [row for row in rows if not _holds(spans[row], lengths[0][row])]
        if len(wrong) * 2 >= len(rows):
            continue
        for row in wrong:
            first, last, shown = spans[row]
            told, name, days = lengths[0][row], name_in(block, row), (last - first).days + 1
            zh = f"“{name}”{shown}共 {days} 天，表中写 {told.text.strip()}"
            en = f"{name}: {shown} is {days} days, and the table says {told.text.strip()}"
            yield OutOfOrder(zh, en, (evidence_in(block, name, "", told),))


def _holds(span: _Row, cell: Cell) -> bool:
    found = _DAYS.fullmatch(cell.text.strip())
    first, last, _ = span
    days = (last - first).days + 1
    return found is not None and int(found["n"]) in {days, days - 1, weekdays(first.weekday(), days)}


def _spans(block: Block) -> Iterator[Mapping[int, _Row]]:
    """Iterate over what tells the first and the last day of each row: a column of spans, or one of each."""
    for column in by_column(block):
        found = {cell.row: span for cell in column if (span := _span(cell.text)) is not None}
        if found:
            yield found
    stages = list(stages_of(block))
    for first in stages:
        for last in stages:
            if (first.rank, last.rank) != (BEGUN, DONE) or first.planned is not last.planned:
                continue
            yield {
                row: (one, two, f"{first.cells[row].text.strip()}至{last.cells[row].text.strip()}")
                for row in first.cells.keys() & last.cells.keys()
                if (one := whole_day(first.cells[row].text))
                and (two := whole_day(last.cells[row].text))
                and one <= two
            }


def _span(text: str) -> _Row | None:
    found = _SPAN.fullmatch(re.sub(r"\s", "", text))
    if found is None or (found["y2"] and not found["y1"]):
        return None
    year = int(found["y1"] or _PLAIN)
    try:
        first = dt.date(year, int(found["m1"]), int(found["d1"]))
        last = dt.date(int(found["y2"] or year), int(found["m2"] or found["m1"]), int(found["d2"]))
    except ValueError:
        return None
    return (first, last, text.strip()) if first <= last else None
