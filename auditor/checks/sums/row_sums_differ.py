"""A row of answers that gives another number of them than every other row of its table.

Each question was put to the same people: where the counts of all rows but one add up to one number, the counts of
that one are wrong.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import judged, plus, rule, said, summed
from auditor.checks.common.slips import slip
from auditor.checks.common.tables import Sheet, adds, numeric, sheets
from auditor.evaluation.evidence import evidence_of
from auditor.numbers import decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column, Row

NAME = "row-sums-differ"
TITLE = {"zh": "各行合计相同，唯有一行不同", "en": "one row adds up to another number than all the others"}
_LEAST = 4
_CLASSES = 3
_SMALLEST = 20


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge tables of counts whose rows all add up to one number, but for one."""
    for sheet in sheets(facts):
        columns = _counts(sheet)
        rows = [row for row in sheet.details if all(sheet.at(row, column) for column in columns)]
        if len(columns) < _CLASSES or len(rows) < _LEAST:
            continue
        sums = {row.name: _sum(_cells(sheet, row, columns)) for row in rows}
        common, count = Counter(sums.values()).most_common(1)[0]
        odd = [row for row in rows if sums[row.name] != common]
        if count < len(rows) - 1 or common < _SMALLEST:
            continue
        for row in odd:
            yield from _judged(facts, _cells(sheet, row, columns), common, row)


def _counts(sheet: Sheet) -> list[Column]:
    """Return the columns of whole numbers that are neither rates nor totals of the others."""
    found = []
    for column in numeric(sheet):
        cells = [cell for row in sheet.details if (cell := sheet.at(row, column)) is not None]
        whole = all(
            cell.printed.value.denominator == 1 and cell.printed.unit.dimension != "ratio" for cell in cells
        )
        if cells and whole and adds(sheet, column) and not any("." in cell.mention.text for cell in cells):
            found.append(column)
    return found


def _cells(sheet: Sheet, row: Row, columns: Sequence[Column]) -> list[Stated]:
    return [cell for column in columns if (cell := sheet.at(row, column)) is not None]


def _sum(cells: Sequence[Stated]) -> Fraction:
    return sum((cell.printed.value for cell in cells), Fraction(0))


def _judged(facts: Facts, cells: Sequence[Stated], common: Fraction, row: Row) -> Iterator[Outcome]:
    total = _sum(cells)
    # One slip of the pen in one of the counts has to explain it: a question may have been skipped by some.
    if not any(slip(cell, cell.printed.value + common - total) for cell in cells):
        return
    printed = next(
        (
            stated
            for stated in _stated(facts)
            if stated.printed.value == common and stated.unit.dimension == cells[0].unit.dimension
        ),
        None,
    )
    info = rule(NAME, TITLE)
    if printed is not None:
        yield judged(facts, summed(info, printed, plus(cells)))
        return
    name = row.label or row.name
    zh = f"“{name}”各项合计 {decimal_text(total)}，其他各行合计均为 {decimal_text(common)}"
    en = f"the counts of {name} add up to {decimal_text(total)}, those of every other row to {decimal_text(common)}"
    yield said(info, zh, en, [evidence_of(facts, cell.figure, cell.mention, "part") for cell in cells])


def _stated(facts: Facts) -> Iterator[Stated]:

    for paragraph in paragraphs(facts):
        for number in paragraph.numbers:
            if number.stated is not None:
                yield number.stated
