"""Tables that split one whole in several ways under the same heads: 分行业, 分产品, 分地区 and 分销售模式 of one 营业收入."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.checks.common.relations import balanced, judged, near_sum, plus, summed
from auditor.checks.common.slips import MEANT, digits, slip_in_sum
from auditor.checks.common.tables import Sheet, adds, header, numeric, sheets
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo

_HEADS, _NEAR = 2, 12
"""Tables so many blocks apart stand together."""


def splits_of_tables(facts: Facts, info: RuleInfo) -> Iterator[Outcome]:
    """Judge each column of such tables: what a split of most of them comes to, the others do, or are a slip away from it."""
    groups: dict[tuple[str, ...], list[Sheet]] = {}
    for sheet in sheets(facts):
        heads = tuple(header(column) for column in numeric(sheet))
        if len(set(heads)) == len(heads) >= _HEADS and sheet.block is not None:
            groups.setdefault(heads, []).append(sheet)
    for group in groups.values():
        for place, column in enumerate(numeric(group[0])):
            if adds(group[0], column):
                yield from _column(facts, info, [each for each in group if _beside(group, each)], place)


def _beside(group: Sequence[Sheet], sheet: Sheet) -> bool:
    """Whether another table of a group stands near to one."""
    at = sheet.block.index if sheet.block is not None else 0
    return any(other is not sheet and other.near(at, _NEAR) for other in group)


def _column(facts: Facts, info: RuleInfo, group: Sequence[Sheet], place: int) -> Iterator[Outcome]:
    splits = [split for sheet in group if (split := _split(sheet, place))]
    sums = [sum(each.printed.value for each in split) for split in splits]
    agreed = {total for total in sums if sums.count(total) > 1}
    if len(agreed) != 1:
        return
    model = min((split for split, total in zip(splits, sums, strict=True) if total in agreed), key=len)
    for split in splits:
        if split is model:
            continue
        kept = near_sum(model[0], plus(split)) if len(model) == 1 else False
        sure = sums.count(next(iter(agreed))) > len(splits) // 2 or slip_in_sum(model[0], plus(split))
        if len(model) == 1 and (kept or sure):
            yield judged(facts, summed(info, model[0], plus(split)))
        elif len(model) > 1 and sure:
            yield judged(facts, balanced(info, plus(split), plus(model)))


def _split(sheet: Sheet, place: int) -> list[Stated]:
    """Return the long amounts of a column, its total left out; none where a row has none."""
    column = numeric(sheet)[place]
    rows = [row for row in sheet.table.rows if row.role is not Role.TOTAL]
    cells = [cell for row in rows if (cell := sheet.at(row, column)) is not None]
    flat = len(cells) == len(rows) and all(
        row.role in {Role.DETAIL, Role.OTHER} and row.parent is None for row in rows
    )
    return cells if flat and cells and max(map(digits, cells)) > MEANT else []
