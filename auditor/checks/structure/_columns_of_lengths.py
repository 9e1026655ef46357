"""A column of days that something took, beside the columns of its first and last day, or beside one of spans: 起止日期 | 天数.

The first day may count or not, and working days may be meant: what most rows of a table hold to, all should. A term of years or
months stands beside the day it runs from and the day it ends: 期限（年） | 发行日期 | 到期日期.
"""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.weekdays import weekdays
from auditor.checks.structure._columns_of_days import (
    BEGUN,
    DONE,
    OutOfOrder,
    by_column,
    day_columns,
    evidence_in,
    name_in,
    stages_of,
    whole_day,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.report.blocks import Block, Cell

_HEAD = re.compile(
    r"(?:实际|合同|计划|施工|建设|办理|持续|服务|展出|培训|日历)*(?:总?工期|历时|用时|天数|时长|日历天数?|期限)(?:[（(](?:日历)?(?P<unit>[天日年月]|个月)[）)])?"
)
_SPAN = re.compile(
    r"(?:(?P<y1>20[0-9]{2})[年./-])?(?P<m1>[0-9]{1,2})[月./-](?P<d1>[0-9]{1,2})日?[至到~～\u2014\u2013-]+"
    r"(?:(?P<y2>20[0-9]{2})[年./-])?(?:(?P<m2>[0-9]{1,2})[月./-])?(?P<d2>[0-9]{1,2})日?"
)
_DAYS = re.compile(r"(?P<n>[0-9]{1,4})(?P<unit>日历天|天|日|年|个月|月)?")
_PLAIN, _MONTHS = 2023, 12
_TERM = frozenset({"年", "月", "个月"})
_SEVERAL = 3
_Row = tuple["dt.date", "dt.date", str]


def lengths_unlike_days(block: Block) -> Iterator[OutOfOrder]:
    """Iterate over the rows whose number of days is not that from the first to the last, where most other rows hold."""
    lengths = [
        (heads[0]["unit"] or "", cells)
        for column in by_column(block)
        if (heads := [found for cell in column if (found := _HEAD.fullmatch(re.sub(r"\s", "", cell.text)))])
        and (cells := {cell.row: cell for cell in column if _DAYS.fullmatch(cell.text.strip())})
    ]
    if len(lengths) != 1:
        return
    ((unit, cells),) = lengths
    term = unit in _TERM or any(cell.text.strip().endswith(("年", "月")) for cell in cells.values())
    for spans in _spans(block) if not term else _terms(block):
        rows = [row for row in sorted(spans) if row in cells]
        wrong = [row for row in rows if not _holds(spans[row], cells[row], unit)]
        if len(wrong) * 2 >= len(rows) or (term and len(rows) < _SEVERAL):
            continue
        for row in wrong:
            first, last, shown = spans[row]
            told, name, days = cells[row], name_in(block, row), (last - first).days + 1
            evidence = [evidence_in(block, name, "", told)]
            if term:
                # Of the three the last day is most likely the one worked out.
                ends = [cell for cell in block.cells if cell.row == row and shown.endswith(cell.text.strip())]
                evidence[:0] = [
                    evidence_in(block, name, "到期", cell) for cell in ends[-1:] if cell is not told
                ]
                printed = told.text.strip() + (unit if told.text.strip().isdigit() else "")
                zh = f"“{name}”{shown}，与表中期限 {printed}不符"
                en = f"{name}: {shown} is not the term that the table says, {printed}"
            else:
                zh = f"“{name}”{shown}共 {days} 天，表中写 {told.text.strip()}"
                en = f"{name}: {shown} is {days} days, and the table says {told.text.strip()}"
            yield OutOfOrder(zh, en, tuple(evidence))


def _holds(span: _Row, cell: Cell, unit: str) -> bool:
    found = _DAYS.fullmatch(cell.text.strip())
    first, last, _ = span
    if found is None:
        return False
    count, unit = int(found["n"]), found["unit"] or unit
    if unit in _TERM:
        # A term runs to the same day of its last month, or to the day before it.
        months = first.year * _MONTHS + first.month - 1 + count * (_MONTHS if unit == "年" else 1)
        after = last + dt.timedelta(days=1)
        return any(
            day.year * _MONTHS + day.month - 1 == months and (day.day == first.day or after.day == 1)
            for day in (last, after)
        )
    days = (last - first).days + 1
    return count in {days, days - 1, weekdays(first.weekday(), days)}


def _terms(block: Block) -> Iterator[Mapping[int, _Row]]:
    """Iterate over the pairs of columns of days that a term may run between: 发行日期 and 到期日期, whatever they are headed."""
    for column in by_column(block):
        found = {cell.row: span for cell in column if (span := _span(cell.text)) is not None}
        if found:
            yield found
    for (_, starts), (_, ends) in itertools.combinations(day_columns(block), 2):
        yield _between(starts, ends)


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
            yield _between(first.cells, last.cells)


def _between(starts: Mapping[int, Cell], ends: Mapping[int, Cell]) -> Mapping[int, _Row]:
    return {
        row: (one, two, f"{starts[row].text.strip()}至{ends[row].text.strip()}")
        for row in starts.keys() & ends.keys()
        if (one := whole_day(starts[row].text)) and (two := whole_day(ends[row].text)) and one <= two
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
