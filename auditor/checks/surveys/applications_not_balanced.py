"""The form in which agencies report on applications for disclosure: received and carried over is dealt with and carried on.

本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和, says the form itself. Its numbers are counts, so nothing is rounded: the items of
三、办理结果 add up to its 总计, and the kinds of applicants to theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.checks.common.itemrows import applications, items_of
from auditor.checks.common.numbers import exactly
from auditor.checks.common.relations import balanced, judged, plus, rule, summed
from auditor.checks.common.tables import Sheet, numeric, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column, Row

NAME = "applications-not-balanced"
TITLE = {
    "zh": "申请收到数与办理数不平衡",
    "en": "applications received are not those dealt with and carried on",
}
_LEAST = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the form: its balance in every column, the total of its items, the total of its applicants."""
    info = rule(NAME, TITLE)
    for sheet in sheets(facts):
        form = applications(sheet)
        if form is None:
            continue
        for column in numeric(sheet):
            cells = _cells(sheet, [form.new, form.carried, form.done, form.left], [column])
            if len(cells) == _LEAST * 2:
                yield judged(facts, balanced(info, plus(cells[:_LEAST]), plus(cells[_LEAST:])))
            rows = sheet.table.rows
            items = items_of(rows[: rows.index(form.done)], form.done)
            parts, whole = _cells(sheet, items, [column]), _cells(sheet, [form.done], [column])
            if whole and len(parts) == len(items) > _LEAST:
                yield judged(facts, summed(info, whole[0], plus(parts)))
        for row in sheet.table.rows:
            parts, whole = _cells(sheet, [row], form.applicants), _cells(sheet, [row], [form.total])
            if whole and len(parts) == len(form.applicants):
                yield judged(facts, summed(info, whole[0], plus(parts)))


def _cells(sheet: Sheet, rows: Sequence[Row], columns: Sequence[Column]) -> list[Stated]:
    return [
        exactly(value) for row in rows for column in columns if (value := sheet.at(row, column)) is not None
    ]
