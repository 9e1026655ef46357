"""The only part of a row that does not print what the row prints: 21213 配套费 342.75, and below it 2121301 城市公共设施 324.75.

Hierarchies by code print a class of one item as often as one of many. That another column of the two rows is the same, to
digits that are no chance, shows that there is no second item; a cell that differs then is wrong in one of them.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import compared, judged, rule
from auditor.checks.common.slips import digits
from auditor.checks.common.tables import numeric, same_value, sheets
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Row

NAME = "only-part-differs"
TITLE = {
    "zh": "唯一下级科目与上级科目金额不一致",
    "en": "the only part of a row differs from it",
}
_CODES = re.compile(r"编码|代码")
_HEADS, _LEAST = 3, 4


def check(facts: Facts) -> Iterator[Outcome]:
    """Compare rows of coded hierarchies with their only part."""
    for sheet in sheets(facts):
        cells = sheet.block.cells if sheet.block is not None else ()
        if not any(_CODES.search(cell.text) for cell in cells if cell.row < _HEADS):
            continue
        counts = Counter(row.parent for row in sheet.table.rows if row.parent)
        rows = {row.name: row for row in sheet.table.rows}
        for row in sheet.table.rows:
            if row.parent and counts[row.parent] == 1 and row.parent in rows:
                yield from _compared(facts, sheet, rows[row.parent], row)


def _compared(facts: Facts, sheet: Sheet, parent: Row, only: Row) -> Iterator[Outcome]:
    cells = [(sheet.at(parent, column), sheet.at(only, column)) for column in numeric(sheet)]
    if any(whole is not None and whole.printed.value and part is None for whole, part in cells):
        return  # 项目支出 of the row alone: an item of it stands elsewhere
    pairs = [(whole, part) for whole, part in cells if whole is not None and part is not None]
    if not any(same_value(*pair) and digits(pair[0]) >= _LEAST for pair in pairs):
        return
    for whole, part in pairs:
        if min(digits(whole), digits(part)) >= _LEAST:
            yield judged(facts, compared(rule(NAME, TITLE), part, tree.Relation.EQUAL, whole))
