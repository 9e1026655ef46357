"""The row that closes a table and is the sum of the rows above it, whatever it is called: All districts, System, Group."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import near_sum, plus
from auditor.checks.common.tables import Sheet, is_rate, numeric
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.report.model import Column, Row

_BALANCE = re.compile(r"\b(?:opening|closing|beginning|ending|balance|brought|carried)\b", re.IGNORECASE)
_FEWEST = 3
_DIGITS = 100


def parts_of(sheet: Sheet, row: Row, column: Column) -> Sequence[Stated] | None:
    """Return the cells above a row in a column, None where one is lacking."""
    above = sheet.table.rows[: list(sheet.table.rows).index(row)]
    cells = [sheet.at(each, column) for each in above]
    known = [each for each in cells if each is not None]
    return known if len(known) == len(cells) >= _FEWEST else None


def closing(sheet: Sheet) -> tuple[Row, tuple[Column, ...]] | None:
    """Return the total of a table and the columns that it closes: the one printed as total, else a last row that sums up."""
    if len(sheet.totals) == 1:
        return sheet.totals[0], tuple(each for each in numeric(sheet) if not is_rate(sheet, each))
    rows = sheet.table.rows
    if sheet.totals or len(rows) <= _FEWEST or any(row.role is not Role.DETAIL for row in rows):
        return None
    if any(_BALANCE.search(row.label or row.name) for row in (rows[0], rows[-1])):
        return None
    last = rows[-1]
    held: list[Column] = []
    for column in numeric(sheet):
        parts, whole = parts_of(sheet, last, column), sheet.at(last, column)
        if (
            parts
            and whole is not None
            and whole.unit.dimension != "ratio"
            and abs(whole.printed.value) >= _DIGITS * whole.printed.step
            and near_sum(whole, plus(list(parts)))
            # Small parts come within the rounding of many by chance.
            and abs(sum((each.printed.value for each in parts), Fraction(0)) - whole.printed.value)
            <= whole.printed.step
        ):
            held.append(column)
    return (last, tuple(held)) if held else None
