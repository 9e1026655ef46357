"""Rows whose parts may not all be told: where a table ends among them, or where 其中 opens their list."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.words import overlap
from auditor.evaluation.tables import parts_of
from auditor.report.model import Role, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from auditor.checks.common.tables import Sheet

_NOUN = 2


_BEFORE_GROUP, _FEWEST = 2, 3


def ends_before_table(sheet: Sheet, total: Row) -> bool:
    """Whether other rows stand behind a row's parts: a table that a page cut may lack the last of them."""
    parts = parts_of(sheet.table, total)
    return bool(parts) and parts[-1] is not sheet.table.rows[-1]


def runs_on(sheet: Sheet, total: Row) -> bool:
    """Whether the parts of a row stand below it down to the end of its table."""
    rows = sheet.table.rows
    parts = parts_of(sheet.table, total)
    return (
        bool(parts)
        and total is not rows[-1]
        and parts[-1] in rows[rows.index(total) :]
        and (parts[-1] is rows[-1] or total.role is Role.TOTAL)
    )


def opened(sheet: Sheet, total: Row) -> bool:
    """Whether 其中：（1） stands right below a row: （2） and （3） behind it are of that list, which need not be complete."""
    rows = sheet.table.rows
    at = rows.index(total) + 1
    below = rows[at] if at < len(rows) else None
    return (
        total.role is Role.SUBTOTAL
        and below is not None
        and below.role is Role.OF_WHICH
        and re.search(r"其中[：:]?\s*[（(][0-9一二三][)）]", below.label or below.name) is not None
    )


def beside_listed(
    sheet: Sheet, rows: Sequence[Row], adds_up: Callable[[Sequence[Row], Row], bool]
) -> Sequence[Row]:
    """Return rows without those that a list behind 其中 goes on with: 医院, 其中：公立医院, 民营医院 at the margin.

    That they are of the list shows by their sum, the row with 其中 and they giving the row above it.
    """
    order = sheet.table.rows
    taken: set[str] = set()
    for at, (whole, first) in enumerate(itertools.pairwise(order)):
        if first.role is Role.OF_WHICH and whole.role is not Role.OF_WHICH and whole in rows:
            run = list(itertools.takewhile(lambda row: row in rows, order[at + 2 :]))
            ends = (end for end in range(1, len(run) + 1) if adds_up([first, *run[:end]], whole))
            taken.update(row.name for row in run[: next(ends, 0)])
    return [row for row in rows if row.name not in taken]


def behind_head(sheet: Sheet, total: Row) -> Sequence[Row]:
    """Return the rows between a total and the head of its rows, which prints no value: 支出, then its kinds, then 支出合计.

    Where a total stands right below its head, its rows are those below it, down to the next head or total.
    """
    rows = sheet.table.rows
    held = {name for name, _ in sheet.values}
    at = rows.index(total)
    above = list(itertools.takewhile(lambda row: row.name in held, reversed(rows[:at])))
    own = [row for row in reversed(above) if row.role is not Role.OF_WHICH]
    if (
        not above
        and at
        and overlap(rows[at - 1].label or rows[at - 1].name, total.label or total.name) >= _NOUN
    ):
        ends = itertools.takewhile(
            lambda row: row.name in held and row.role is not Role.TOTAL, rows[at + 1 :]
        )
        return [row for row in ends if row.role is not Role.OF_WHICH]
    head = rows[at - len(above) - 1] if len(above) < at else None
    named = head is not None and overlap(head.label or head.name, total.label or total.name) >= _NOUN
    return own if named else ()


def last_rows(rows: Sequence[Row], fits: Callable[[Sequence[Row]], bool]) -> Sequence[Row]:
    """Return the last of the rows above a subtotal that give it: 预算执行率, a group by itself, then 产出指标 and its 小计."""
    most = min(_BEFORE_GROUP, len(rows) - _FEWEST)
    return next((rows[start:] for start in range(1, most + 1) if fits(rows[start:])), ())


def ends_within(sheet: Sheet, total: Row) -> bool:
    """Whether the table ends among the rows below a row's last part: a text that was cut off may lack further parts."""
    parts = parts_of(sheet.table, total)
    names = {row.name: row for row in sheet.table.rows}
    row: Row | None = sheet.table.rows[-1]
    if not parts or row is None or row is parts[-1]:
        return False
    while row is not None and row is not parts[-1]:
        row = names.get(row.parent or "")
    return row is not None
