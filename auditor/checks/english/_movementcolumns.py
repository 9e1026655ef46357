"""English: a table whose columns take each row from its opening balance to its closing one: 1 April | Paid in | Used | 31 March.

Which of the columns between go in and which go out is learned from the rows: one choice of signs that nearly all of them keep.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.checks.common.relations import ONE, near_sum
from auditor.checks.common.tables import header, is_rate, numeric, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor import patterns as re
    from auditor.checks.common.numbers import Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.report.model import Column

_MOST, _KEPT, _TIMES = 6, 3, 3
Movement = tuple["Stated", list[tuple[Fraction, "Stated"]]]


def movements_across(facts: Facts, opens: re.Pattern[str], closes: re.Pattern[str]) -> Iterator[Movement]:
    """Iterate over the closing balances of rows, each with what makes it up."""
    for sheet in sheets(facts):
        columns = numeric(sheet)
        first = [each for each in columns if opens.search(_head(each))]
        last = [each for each in columns if closes.search(_head(each))]
        if len(first) != 1 or len(last) != 1:
            continue
        start, end = columns.index(first[0]), columns.index(last[0])
        between = [each for each in columns[start + 1 : end] if not is_rate(sheet, each)]
        if 0 < len(between) <= _MOST:
            yield from _kept(sheet, first[0], between, last[0])


def _head(column: Column) -> str:
    return " ".join(header(column).split())


def _kept(sheet: Sheet, first: Column, between: Sequence[Column], last: Column) -> Iterator[Movement]:
    rows = [
        (opening, [sheet.at(row, each) for each in between], closing)
        for row in sheet.table.rows
        if (opening := sheet.at(row, first)) is not None and (closing := sheet.at(row, last)) is not None
    ]
    moved = [each for each in rows if any(each[1])]
    found = []
    for signs in itertools.product((ONE, -ONE), repeat=len(between)):
        told = [(closing, _parts(opening, cells, signs)) for opening, cells, closing in moved]
        held = sum(1 for closing, parts in told if _near(closing, parts))
        if held >= _KEPT and (len(told) - held) * _TIMES <= held:
            found.append(told)
    if len(found) == 1:
        yield from found[0]


def _parts(
    opening: Stated, cells: Sequence[Stated | None], signs: Sequence[Fraction]
) -> list[tuple[Fraction, Stated]]:
    """Return what makes up a balance; an amount that prints its own sign, in brackets, keeps it where all are added."""
    return [
        (ONE, opening),
        *((sign, cell) for sign, cell in zip(signs, cells, strict=True) if cell is not None),
    ]


def _near(closing: Stated, parts: Sequence[tuple[Fraction, Stated]]) -> bool:
    value = sum((weight * each.printed.value for weight, each in parts), Fraction(0))
    return near_sum(closing, parts) and abs(value - closing.printed.value) <= closing.printed.step * 2
