"""Rows and columns of the form in which agencies report on disclosure: numbered items, classes under a head of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.relations import near_sum, plus
from auditor.checks.common.tables import Sheet, numeric
from auditor.checks.common.words import chinese_number
from auditor.evaluation.tables import parts_of
from auditor.report.model import Column, Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from auditor.checks.common.numbers import Stated

_ITEM = re.compile(r"[（(](?P<serial>[一二三四五六七八九十]{1,3})[)）]")
_GROUP_TOTAL = re.compile(r"[小合]\s*计")
_TOTAL = re.compile(r"^(?:合\s*计|总\s*计|总数|合计数)$")
_OPEN_ROWS = 2
_LEARNED_ROWS = 3


def _serial(row: Row) -> int | None:
    """Return the number in brackets that a row's label bears: 7 of (七)总计."""
    found = _ITEM.search(row.label or row.name)
    return chinese_number(found["serial"]) if found is not None else None


def items_of(above: Sequence[Row], total: Row) -> Sequence[Row]:
    """Return the rows from (一) on that (七)总计 closes, none where it bears no number."""
    if (_serial(total) or 0) <= _OPEN_ROWS:
        return ()
    start = next((at for at in range(len(above) - 1, -1, -1) if _serial(above[at]) == 1), None)
    return above[start:] if start is not None else ()


def first_item(sheet: Sheet, row: Row) -> bool:
    """Whether the parts of 三、办理结果(一)予以公开 are the items behind it: (二)部分公开 stands beside it, not below."""
    parts = parts_of(sheet.table, row)
    serial = _serial(row)
    return serial is not None and bool(parts) and _serial(parts[0]) == serial + 1


def stands_beside(column: Column, above: tuple[str, ...], columns: Sequence[Column]) -> bool:
    """Whether a column stands beside a 合计 below the head `above`.

    A group stands there by its own 小计 (公务用车购置及运行费: 小计, 购置费, 运行费), or by its columns where it has none (法人或其他组织: 企业,
    科研机构).
    """
    head = column.path[:-1]
    if head == above:
        return True
    if len(column.path) < 2 or head[:-1] != above:  # noqa: PLR2004 - a head of its own
        return False
    totals = [each for each in columns if each.path[:-1] == head and _GROUP_TOTAL.search(each.path[-1])]
    return not totals or (column in totals and _GROUP_TOTAL.fullmatch(column.path[-1]) is not None)


def summing_up(columns: Sequence[Column], cells: Mapping[str, Sequence[Stated | None]]) -> dict[str, int]:
    """Return the columns called 合计 that are the sum of all others, and in how many rows they are."""
    found: dict[str, int] = {}
    for whole in columns:
        others = [cells[column.name] for column in columns if column is not whole]
        if len(others) <= _LEARNED_ROWS or not _TOTAL.match(whole.path[-1] if whole.path else whole.name):
            continue
        rows = zip(cells[whole.name], *others, strict=True)
        right = sum(
            near_sum(total, plus([each for each in parts if each is not None]))
            for total, *parts in rows
            if total is not None and total.printed.value
        )
        if right >= _LEARNED_ROWS:
            found[whole.name] = right
    return found


@records.frozen(eq=False)
class Form:
    """The rows and columns of the form on applications: what came, was carried over, was dealt with, and is left."""

    new: Row
    carried: Row
    done: Row
    left: Row
    applicants: tuple[Column, ...]
    total: Column


_ROWS = (
    re.compile(r"新收.*申请"),
    re.compile(r"上年结转"),
    re.compile(r"[（(]七[)）]\s*总计|办理结果.*总计"),
    re.compile(r"结转下年"),
)


def applications(sheet: Sheet) -> Form | None:
    """Return the form on applications for disclosure that a table is, None where it is another one."""
    rows = [
        next((row for row in sheet.table.rows if words.search(row.label or row.name)), None)
        for words in _ROWS
    ]
    columns = numeric(sheet)
    totals = [column for column in columns if _TOTAL.match(column.path[-1] if column.path else column.name)]
    new, carried, done, left = rows
    if new is None or carried is None or done is None or left is None or len(totals) != 1:
        return None
    return Form(
        new, carried, done, left, tuple(column for column in columns if column is not totals[0]), totals[0]
    )
