"""What the part of a form above says for the part below: the points for spending the funds, which the total counts too.

年度资金总额 | … | 执行率 97.22% | 得分 9.72 stands among the funds, 总分 below the indicators of the same form.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import near_sum, plus
from auditor.checks.common.tables import Sheet, header, numeric, sheets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.checks.common.relations import Weighted
    from auditor.evaluation.facts import Facts

_FUNDS = re.compile(r"预算数|执行数|到位数|支出数")
_POINTS = re.compile(r"^(?:分值|权重|满分|得分|自评得分|评价得分)$")
_BETWEEN = 4
"""So many blocks may stand between: what was aimed at is told in words of its own."""
_INDICATORS = re.compile(r"指标值|目标值|实际值|完成值|完成情况|评分")


def carried(facts: Facts, sheet: Sheet) -> Mapping[str, Stated]:
    """Return the points of the funds above a table of indicators, by the head of their column."""
    return _carried(facts).get(sheet.table.id, {})


def with_carried(whole: Stated, parts: Sequence[Weighted], points: Stated | None) -> Sequence[Weighted]:
    """Return the parts of a total with the points of the funds, unless they give it without."""
    if points is None or near_sum(whole, parts):
        return parts
    return (*parts, *plus([points]))


@functools.lru_cache(maxsize=4)
def _carried(facts: Facts) -> Mapping[str, Mapping[str, Stated]]:
    found: dict[str, Mapping[str, Stated]] = {}
    above: Sheet | None = None
    for sheet in sheets(facts):
        joined = above is not None and above.block is not None and sheet.block is not None
        if joined and above is not None and _next(above, sheet) and _headed(sheet, _INDICATORS):
            found[sheet.table.id] = _points(above)
        above = sheet
    return found


def _next(above: Sheet, sheet: Sheet) -> bool:
    return (
        above.block is not None
        and sheet.block is not None
        and 0 < sheet.block.index - above.block.index <= _BETWEEN
        and _headed(above, _FUNDS)
    )


def _headed(sheet: Sheet, heads: re.Pattern[str]) -> bool:
    return any(heads.search(header(column)) for column in sheet.table.columns)


def _points(sheet: Sheet) -> Mapping[str, Stated]:
    """Return the one value below each head of points."""
    found = {}
    for column in numeric(sheet):
        values = [value for row in sheet.table.rows if (value := sheet.at(row, column)) is not None]
        if _POINTS.match(header(column)) and len(values) == 1:
            found[header(column)] = values[0]
    return found
