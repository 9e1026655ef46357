"""Columns that count what another column of the same row lists: 3 beside 甲、乙、丙."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.tables import sheets
from auditor.report.blocks import Block, Cell, NumberKind, Occurrence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts

_COUNT_HEAD = re.compile(r"数量|个数|项数|条数|家数")
_SEPARATOR = re.compile(r"、")
_LEAST = 2


def counted_lists(facts: Facts) -> Iterator[tuple[Block, Occurrence, int]]:
    """Iterate over the counts of such a column that the lists beside them do not bear out, where most rows agree."""
    for sheet in sheets(facts):
        if sheet.block is None:
            continue
        heads = {cell.column for cell in sheet.block.cells if cell.row == 0 and _COUNT_HEAD.search(cell.text)}
        for column in sorted(heads):
            pairs = list(_pairs(sheet.block, column))
            right = [pair for pair in pairs if _agrees(pair)]
            wrong = [pair for pair in pairs if not _agrees(pair)]
            if len(right) < _LEAST or len(right) <= len(wrong):
                continue
            for number, cell in wrong:
                listed = len([part for part in _SEPARATOR.split(cell.text) if part.strip()])
                yield sheet.block, number, listed


def _pairs(block: Block, column: int) -> Iterator[tuple[Occurrence, Cell]]:
    rows = {cell.row for cell in block.cells if cell.column == column and cell.row > 0}
    for row in sorted(rows):
        count = next(cell for cell in block.cells if cell.row == row and cell.column == column)
        lists = [
            cell for cell in block.cells if cell.row == row and cell.column != column and "、" in cell.text
        ]
        number = next(
            (
                each
                for each in block.occurrences
                if each.kind is NumberKind.FIGURE and count.span.start <= each.span.start < count.span.end
            ),
            None,
        )
        if (
            number is not None
            and number.numeral is not None
            and len(lists) == 1
            and "等" not in lists[0].text
        ):
            yield number, lists[0]


def _agrees(pair: tuple[Occurrence, Cell]) -> bool:
    number, cell = pair
    listed = [part for part in _SEPARATOR.split(cell.text) if part.strip()]
    extra = sum(len(re.findall(r"[和与及]", part)) for part in listed)
    value = number.numeral.value if number.numeral is not None else 0
    return len(listed) <= value <= len(listed) + extra
