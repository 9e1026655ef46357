"""A class of a coded table that misses the sum of its parts, where the rest of the table shows that these are all.

Its last part is what is left, and the point of one part has moved; or the total of the table wants the class to be what its parts give.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor.checks.common.relations import ONE, near_sum, plus
from auditor.checks.common.tables import Sheet, numeric, plain
from auditor.checks.common.words import REST
from auditor.evaluation.tables import parts_of
from auditor.findings import Severity, Verdict
from auditor.report.model import Role, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column

_LEAST = 3
_TEN = Fraction(10)

Judgement = tuple[Row, "list[Outcome]"]


def shown(
    sheet: Sheet, total: Row, outcomes: Sequence[Outcome], all_of: Sequence[Judgement]
) -> Sequence[Outcome]:
    """Return the judgements of a class as sure ones where the rest of its table shows what it has to be, else none."""
    if total.role is not Role.SUBTOTAL:
        return ()
    if _wanted_by_total(sheet, total):
        return [
            attrs.evolve(each, rule=attrs.evolve(each.rule, level=Severity.ERROR, confidence="high"))
            for each in outcomes
        ]
    return outcomes if _point_moved(sheet, total, outcomes, all_of) else ()


def _point_moved(sheet: Sheet, total: Row, outcomes: Sequence[Outcome], all_of: Sequence[Judgement]) -> bool:
    """Whether the one broken sum of a class has a part with its point moved, and the class itself is borne out.

    商品和服务支出 395.52, of which 劳务费 3.17 was 31.74: the total of the table takes 395.52, and the list ends in 其他.
    """
    broken = [each for each in outcomes if each.verdict is Verdict.DISCREPANCY and each.relation]
    parts = parts_of(sheet.table, total)
    if len(broken) != 1 or not parts or not REST.match(plain(parts[-1].label or parts[-1].name)):
        return False
    variables = broken[0].relation.variables if broken[0].relation else ()
    whole = variables[0].figure.key
    above = [
        each.relation
        for row, found in all_of
        if row.role is Role.TOTAL
        for each in found
        if each.verdict.consistent and each.relation
    ]
    if not any(variable.figure.key == whole for each in above for variable in each.variables[1:]):
        return False
    values = [each.alternatives[0] for each in variables]
    gap = values[0].value - sum((each.value for each in values[1:]), Fraction(0))
    return len(values) > _LEAST and any(
        abs(each.value * scale - each.value - gap) <= each.step * max(scale, ONE)
        for each in values[1:]
        if each.value
        for scale in (_TEN, 1 / _TEN)
    )


def _wanted_by_total(sheet: Sheet, total: Row) -> bool:
    """Whether the total of a table is over the other classes and what the parts of this one give, and not over this one as printed.

    对个人和家庭的补助 202.31, whose parts give 214.95; 人员经费合计 5,701.73 less 工资福利支出 5,486.78 is 214.95 as well.
    """
    rows = sheet.table.rows
    at = rows.index(total)
    parts = parts_of(sheet.table, total)
    end = next((each for each in rows[at:] if each.role is Role.TOTAL), None)
    if end is None or total.parent is not None or len(parts) <= 1:
        return False
    first = max((n + 1 for n, each in enumerate(rows[:at]) if each.role is Role.TOTAL), default=0)
    others = [each for each in rows[first : rows.index(end)] if each.parent is None and each is not total]
    return bool(others) and any(
        _wanted(sheet, column, (total, end), parts, others) for column in numeric(sheet)
    )


def _wanted(
    sheet: Sheet, column: Column, own: tuple[Row, Row], parts: Sequence[Row], others: Sequence[Row]
) -> bool:
    printed, whole = (sheet.at(row, column) for row in own)
    inside, beside = (
        [value for row in rows if (value := sheet.at(row, column)) is not None] for rows in (parts, others)
    )
    if printed is None or whole is None or len(inside) <= 1 or len(beside) != len(others):
        return False
    given = [*plus(inside), *plus(beside)]
    return near_sum(whole, given) and not near_sum(whole, [*plus([printed]), *plus(beside)])
