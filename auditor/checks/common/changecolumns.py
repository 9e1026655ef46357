"""Which two levels a column of changes is of: what its own rows show, whatever its head calls them.

2023年执行数 | 2022年执行数 | 比上年增减% | 2024年预算数 | 比2023年执行数±%: the first rates are of what was carried out, the
last ones of the budget of the next year over it.
"""

from __future__ import annotations

import functools
import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import ONE, near_growth, near_sum
from auditor.checks.common.tables import Sheet, header, is_rate, is_share, numeric

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.report.model import Column

_CHANGE = re.compile(r"[增减]|变动|变化|涨跌|同比|[±]")
_PERCENT = re.compile(r"[%％]|率|幅")
_MOST_COLUMNS, _MOST_ROWS, _LEAST = 12, 40, 3
_HUNDRED = Fraction(100)


@functools.lru_cache(maxsize=64)
def spans(sheet: Sheet) -> Mapping[str, tuple[str, str]]:
    """Return, of each column of changes whose rows prove it, the names of the columns of its later and its earlier level."""
    columns = numeric(sheet)
    changes = [each for each in columns if _CHANGE.search(header(each)) and not is_share(each)]
    levels = [each for each in columns if each not in changes and not is_rate(sheet, each)]
    if not changes or not 1 < len(levels) <= _MOST_COLUMNS:
        return {}
    cells = {
        each.name: [sheet.at(row, each) for row in sheet.table.rows[:_MOST_ROWS]]
        for each in (*changes, *levels)
    }
    found: dict[str, tuple[str, str]] = {}
    for change in changes:
        kept = {
            (now.name, before.name): count
            for now, before in itertools.permutations(levels, 2)
            if (count := _kept(change, cells[change.name], cells[now.name], cells[before.name]))
        }
        best = max(kept.values(), default=0)
        proved = [pair for pair, count in kept.items() if count == best]
        if len(proved) == 1:
            found[change.name] = proved[0]
    return found


def _kept(
    column: Column,
    changes: Sequence[Stated | None],
    now: Sequence[Stated | None],
    before: Sequence[Stated | None],
) -> int:
    """Return how many rows print a change as that between two levels, 0 where too few or not nearly all do."""
    scale = _HUNDRED if _PERCENT.search(header(column)) else ONE
    rows = [
        (change, one, two)
        for change, one, two in zip(changes, now, before, strict=True)
        if change and one and two and change.printed.value and two.printed.value
    ]
    kept = sum(_near(change, one, two, scale) for change, one, two in rows)
    return kept if kept >= _LEAST and (len(rows) - kept) * 4 <= len(rows) else 0


def _near(change: Stated, now: Stated, before: Stated, scale: Fraction) -> bool:
    if change.unit.dimension == "ratio":
        return near_growth(change, now, before)
    if scale is not ONE:
        return near_growth(change, now, before, scale)
    return change.unit.dimension == now.unit.dimension and near_sum(change, [(ONE, now), (-ONE, before)])
