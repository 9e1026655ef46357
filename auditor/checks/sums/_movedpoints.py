"""A class of a coded table whose last part is what is left, and that misses its sum by the point of one part."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.checks.common.relations import ONE
from auditor.checks.common.tables import Sheet, plain
from auditor.checks.common.words import REST
from auditor.evaluation.tables import parts_of
from auditor.findings import Verdict
from auditor.report.model import Role, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.evaluation.relations import Outcome

_LEAST = 3
_TEN = Fraction(10)

Judgement = tuple[Row, "list[Outcome]"]


def point_moved(sheet: Sheet, total: Row, outcomes: Sequence[Outcome], all_of: Sequence[Judgement]) -> bool:
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
