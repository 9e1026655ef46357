"""Rows of a table that give the row above them, rows of which some stand between them, but for one column.

总计 31001 | 医院 1490 | #综合医院 991 | 中医医院 97 | 基层机构 28815 | …: what stands below 医院 is of it and no part of the total,
though neither blanks nor codes say so. Which rows are parts shows by the other columns, all of which come out.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor.checks._relations import judged, plus, rule, summed
from auditor.checks._slips import digits, slip_in_sum
from auditor.checks._tables import Sheet, adds, numeric, sheets, unread
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column, Row

NAME = "nested-rows-not-sum"
TITLE = {"zh": "各行之和与所属行不符", "en": "rows do not add up to the row they are of"}
_MOST_ROWS = 60
_LONGEST = 20
_FEWEST = 3
_COLUMNS = 3
_TRIES = 20000
_SIZE = 9
"""So many digits in all the columns that come out are no chance, however many choices of rows are tried."""
_NEAR = 50


@attrs.define
class _Search:
    """The rows that a whole can have, by the columns that have to come out."""

    wholes: Sequence[Fraction]
    rows: Sequence[Sequence[Fraction]]
    behind: Sequence[Sequence[Fraction]]
    found: list[tuple[int, ...]]
    tries: int = 0

    def go(self, at: int, left: Sequence[Fraction], kept: tuple[int, ...]) -> None:
        """Keep or pass over the row at hand; what is passed over is of the row kept before it."""
        self.tries += 1
        if self.tries > _TRIES or self.found:
            return
        if not any(left):
            if len(kept) >= _FEWEST:
                self.found.append(kept)
            return
        if at == len(self.rows) or any(need > rest for need, rest in zip(left, self.behind[at], strict=True)):
            return
        row = self.rows[at]
        if any(row) and all(value <= need for value, need in zip(row, left, strict=True)):
            rest = [need - value for value, need in zip(row, left, strict=True)]
            self.go(at + 1, rest, (*kept, at))
        if kept:
            self.go(at + 1, left, kept)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every row that the rows below it give in all columns but one, some of them passed over."""
    for sheet in sheets(facts):
        rows = sheet.table.rows
        columns = [each for each in numeric(sheet) if adds(sheet, each)]
        if len(columns) < _COLUMNS or len(rows) > _MOST_ROWS:
            continue
        for at, whole in enumerate(rows):
            below = [each for each in rows[at + 1 : at + 1 + _LONGEST] if each.role is not Role.OF_WHICH]
            own = [each for each in columns if _told(sheet, whole, each)]
            if len(below) < _FEWEST or len(own) < _COLUMNS:
                continue
            yield from _broken(facts, sheet, whole, below, own)


def _told(sheet: Sheet, row: Row, column: Column) -> bool:
    value = sheet.at(row, column)
    return value is not None and value.printed.value > 0 and value.printed.numeral.step >= 1


def _broken(
    facts: Facts, sheet: Sheet, whole: Row, below: Sequence[Row], columns: Sequence[Column]
) -> Iterator[Outcome]:
    if _parts(sheet, whole, below, columns) is not None:
        return
    for column in columns:
        others = [each for each in columns if each is not column]
        parts = _parts(sheet, whole, below, others)
        if parts is None or unread(sheet, parts, column):
            continue
        total = sheet.at(whole, column)
        values = plus([value for row in parts if (value := sheet.at(row, column)) is not None])
        if total is None or len(values) < _FEWEST:
            continue
        gap = abs(sum(each.printed.value for _, each in values) - total.printed.value)
        if gap * _NEAR <= total.printed.value or slip_in_sum(total, values):
            yield judged(facts, summed(rule(NAME, TITLE), total, values))


def _parts(sheet: Sheet, whole: Row, below: Sequence[Row], columns: Sequence[Column]) -> Sequence[Row] | None:
    """Return the first rows that give a whole in all the columns, some passed over between them; none where none are."""
    wholes = [value.printed.value for each in columns if (value := sheet.at(whole, each)) is not None]
    size = sum(digits(value) for each in columns if (value := sheet.at(whole, each)) is not None)
    if len(wholes) < len(columns) or size < _SIZE:
        return None
    rows = [
        [value.printed.value if (value := sheet.at(row, each)) else Fraction(0) for each in columns]
        for row in below
    ]
    if any(value < 0 for row in rows for value in row):
        return None
    behind = [[Fraction(0)] * len(columns)]
    for row in reversed(rows):
        behind.append([one + two for one, two in zip(row, behind[-1], strict=True)])
    search = _Search(wholes, rows, behind[::-1], [])
    search.go(0, wholes, ())
    if not search.found:
        return None
    kept = search.found[0]
    return [below[at] for at in kept] if kept[-1] - kept[0] + 1 > len(kept) else None
