"""Forms: one ruled frame around several tables, each below a row of heads of its own.

项目名称 | …                                                           what the form is about
资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分       the funds of the project
…
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分     and below them its indicators

The columns of one say nothing about those of the other, nor do the labels: read as one table, 年初预算数 would pass for a
column of labels because indicators stand in it.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.extraction.tables.cellvalues import states_values

if TYPE_CHECKING:
    from auditor.extraction.text.grid import Grid, GridCell
    from auditor.extraction.text.mapped import Mapped

_NAMES = re.compile(r"^(?:[一二三]级|绩效|评价|考核)?指标(?:名称|内容)?$")
_VALUES = re.compile(r"指标值|目标值|实际值|完成值|完成情况|分值|权重|得分|评分|扣分")
_FUNDS = re.compile(
    r"^(?:年初|全年|调整后?|当年|本年|实际)?(?:预算|执行|到位|支出|支付)(?:金额|数额?)(?:[（(].*[)）])?$"
)
_CALLED = re.compile(r"^(?:项目|政策|专项)名称$")
_FEWEST = 4


def form_parts(grid: Grid) -> list[Grid]:
    """Return the parts of a form: what it is about, its funds, its indicators; a grid that is no form as it is."""
    table = grid.table()
    texts = [_texts(row) for row in table]
    funds = next((at for at, row in enumerate(texts) if heads_funds(row)), 0)
    # Rows above the heads are titles of the columns, but for those that name the project.
    title = _title(table[:funds])
    bounds = sorted({0, funds if title else 0, _indicators(texts), grid.height})
    parts = [grid.part(first, last) for first, last in itertools.pairwise(bounds)]
    if title is None or grid.caption:
        return parts
    return [attrs.evolve(part, caption=title) for part in parts]


def _indicators(texts: list[list[str]]) -> int:
    """Return the row of heads that indicators stand below, in a form with values above it; else 0."""
    starts = [at for at, row in enumerate(texts) if heads_indicators(row)]
    # Heads that a page repeats part nothing.
    if len({tuple(texts[at]) for at in starts}) != 1 or starts[0] + 1 >= len(texts):
        return 0
    return starts[0] if any(map(states_values, texts[: starts[0]])) else 0


def heads_indicators(texts: list[str]) -> bool:
    """Whether cells head indicators and what is scored of them."""
    return (
        len(texts) >= _FEWEST
        and not states_values(texts)
        and any(map(_NAMES.match, texts))
        and sum(1 for text in texts if _VALUES.search(text)) > 1
    )


def heads_funds(texts: list[str]) -> bool:
    """Whether cells head amounts of a budget and of its execution."""
    return (
        len(texts) >= _FEWEST
        and not states_values(texts)
        and sum(1 for text in texts if _FUNDS.match(text)) > 1
    )


def _title(rows: list[list[GridCell | None]]) -> Mapped | None:
    """Return what a form is about: the cell behind 项目名称."""
    for row in rows:
        cells = [cell for cell in dict.fromkeys(row) if cell is not None and cell.plain]
        for name, value in itertools.pairwise(cells):
            if _CALLED.match(name.plain):
                return value.text
    return None


def _texts(row: list[GridCell | None]) -> list[str]:
    """Return what the cells of a row say, a merged one once."""
    return [cell.plain for cell in dict.fromkeys(row) if cell is not None and cell.plain]
