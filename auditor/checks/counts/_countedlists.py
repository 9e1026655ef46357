"""Columns that count what another column of the same row lists: 3 beside 甲、乙、丙; and what the text says they come to: 要素 41 个（表 2）."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import evidence_at, judged, plus, said, summed
from auditor.checks.common.tables import Sheet, sheets
from auditor.report.blocks import Block, Cell, NumberKind, Occurrence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo
    from auditor.report.model import Column

_COUNT_HEAD = re.compile(r"数量|个数|项数|条数|家数")
_SEPARATOR = re.compile(r"、")
_LEAST = 2
_POINTS = re.compile(r"[^，,。；;0-9（(]{0,14}[（(]\s*(?:见|如|详见)?\s*(?P<table>表\s*[0-9]{1,2})\s*[）)]")


def columns_of_counts(facts: Facts, info: RuleInfo, doubtful: RuleInfo) -> Iterator[Outcome]:
    """Judge columns of counts by the lists beside them, and what the text says that they come to by their sum."""
    for block, number, listed, own in counted_lists(facts):
        zh, en = (
            f"“{number.text}”与同行列举的 {listed} 项不符",
            f"says {number.text}, but {listed} are listed",
        )
        yield said(info if own else doubtful, zh, en, [evidence_at(block, number)])
    totals = [(each, plus(cells)) for each, _, cells in told_totals(facts)]
    kept = [
        each.known.printed.value == sum(cell.printed.value for _, cell in parts) for each, parts in totals
    ]
    for (each, parts), held in zip(totals, kept, strict=True):
        # Where another total is that of its table, all are meant so.
        if held or any(kept):
            yield judged(facts, summed(info, each.known, parts))


def counted_lists(facts: Facts) -> Iterator[tuple[Block, Occurrence, int, bool]]:
    """Iterate over the counts of such a column that the lists beside them do not bear out, where most rows agree or the text does.

    Each comes with whether it is wrong itself: where the text tells what all counts come to, the list may be.
    """
    totals = {sheet.table.id: number for number, sheet, _ in told_totals(facts)}
    for sheet in sheets(facts):
        if sheet.block is None:
            continue
        heads = {cell.column for cell in sheet.block.cells if cell.row == 0 and _COUNT_HEAD.search(cell.text)}
        for column in sorted(heads):
            pairs = list(_pairs(sheet.block, column))
            right = [pair for pair in pairs if _agrees(pair)]
            wrong = [pair for pair in pairs if not _agrees(pair)]
            told = totals.get(sheet.table.id)
            counts = [number.numeral.value for number, _ in pairs if number.numeral is not None]
            off = sum(counts) - told.known.printed.value if told is not None else 0
            most = len(right) >= _LEAST and len(right) > len(wrong)
            for number, cell in wrong:
                listed = len([part for part in _SEPARATOR.split(cell.text) if part.strip()])
                value = number.numeral.value if number.numeral is not None else 0
                if most or (off and value - off == listed and right):
                    yield sheet.block, number, listed, told is None or off != 0


def told_totals(facts: Facts) -> Iterator[tuple[Number, Sheet, list[Stated]]]:
    """Iterate over the numbers that the text tells of a table with a column of counts, each with these: 要素 41 个（表 2）."""
    tables: dict[str, tuple[Sheet, Column]] = {}
    for sheet in sheets(facts):
        columns = [
            column for column in sheet.columns if _COUNT_HEAD.search("".join(column.path) or column.name)
        ]
        if sheet.table.number and len(columns) == 1 and not sheet.totals:
            tables[sheet.table.number] = (sheet, columns[0])
    for paragraph in paragraphs(facts) if tables else ():
        for number in paragraph.numbers:
            said = _POINTS.match(number.after) if number.stated is not None else None
            if said is None or re.sub(r"\s", "", said["table"]) not in tables or number.is_share:
                continue
            sheet, column = tables[re.sub(r"\s", "", said["table"])]
            cells = [cell for row in sheet.table.rows if (cell := sheet.at(row, column)) is not None]
            if len(cells) > _LEAST and number.known.printed.value > max(cell.printed.value for cell in cells):
                yield number, sheet, cells


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
