"""What a number told of a row of a table can be of its cells: one of them, its share of the total, one over another, their change.

A form that one row's number has is asked of another row's number that is told beside it: what the two are of is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import counted
from auditor.checks.common.numbers import Stated
from auditor.checks.common.relations import ONE, quotient, summed
from auditor.checks.common.rownames import scales
from auditor.checks.common.tables import Sheet, as_percent, header, numeric
from auditor.checks.english._closing import closing
from auditor.report.model import Column, Role, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Relation, RuleInfo

_TOTAL = re.compile(r"^(?:grand )?total\b|^all\b", re.IGNORECASE)
_MONEY = re.compile(r"[$€£]|\b(?:USD|EUR|GBP|dollars|pounds|euros)\b")
_UNITS = (ONE, Fraction(1000), Fraction(10**6), Fraction(1, 1000))
_HALF = Fraction(1, 2)


@records.frozen(eq=False)
class Form:
    """What a number is of the cells of a row: a sum over a sum, or a sum alone, in a scale."""

    key: tuple[str, ...]
    above: Sequence[tuple[Fraction, Stated]]
    below: Sequence[tuple[Fraction, Stated]]
    scale: Fraction = ONE

    @property
    def value(self) -> Fraction:
        """Return what it gives."""
        top = sum((weight * each.printed.value for weight, each in self.above), Fraction(0))
        base = (
            sum((weight * each.printed.value for weight, each in self.below), Fraction(0))
            if self.below
            else ONE
        )
        return abs(top / base * self.scale)

    def gives(self, number: Number) -> bool:
        """Whether it is a number as printed, whichever way that goes."""
        claim = number.known.printed
        step = claim.numeral.step * claim.unit.factor
        top = sum((weight * each.printed.value for weight, each in self.above), Fraction(0))
        base = (
            sum((weight * each.printed.value for weight, each in self.below), Fraction(0))
            if self.below
            else ONE
        )
        slack = sum((abs(weight) * _step(each) for weight, each in self.above), Fraction(0)) * _HALF
        lower = sum((abs(weight) * _step(each) for weight, each in self.below), Fraction(0)) * _HALF
        open_ = (slack + abs(top / base) * lower) / abs(base) * self.scale
        return abs(abs(claim.value) - self.value) <= step * _HALF + open_

    def tells(self, number: Number) -> bool:
        """Whether its cells are printed to the place of a number: 6.1 less 4.0 million says nothing of the digits of 1,200 thousand."""
        printed = number.known.printed
        step = printed.numeral.step * printed.unit.factor
        cells = [each for _, each in (*self.above, *self.below)]
        # A count is exact, but not in thousands.
        return all(
            (_step(each) if self.scale == 1 else each.printed.step) * self.scale <= step for each in cells
        )

    def relation(self, info: RuleInfo, number: Number) -> Relation:
        """Return the relation that a number is this."""
        sign = -1 if (number.known.printed.value < 0) != (self._signed < 0) else 1
        if self.below:
            above, below = ([(w, counted(s)) for w, s in parts] for parts in (self.above, self.below))
            return quotient(info, number.known, [(sign * w, s) for w, s in above], below, factor=self.scale)
        return summed(info, number.known, [(sign * self.scale * w, s) for w, s in self.above], role="stated")

    @property
    def _signed(self) -> Fraction:
        return sum((weight * each.printed.value for weight, each in self.above), Fraction(0))


def _step(stated: Stated) -> Fraction:
    """Return to what place a cell is rounded: a count is not."""
    printed = stated.printed
    return Fraction(0) if stated.unit.dimension == "number" and printed.numeral.step == 1 else printed.step


def forms(facts: Facts, sheet: Sheet, row: Row, number: Number) -> Iterator[Form]:
    """Iterate over what a number of its kind can be of the cells of a row."""
    cells = [
        (column, as_percent(cell, header(column), row.label or row.name))
        for column in numeric(sheet)
        if (cell := sheet.at(row, column)) is not None
    ]
    levels = [(column, cell) for column, cell in cells if cell.unit.dimension != "ratio"]
    if number.is_share or number.dimension == "points":
        yield from (
            Form(("cell", column.name), [(ONE, cell)], [])
            for column, cell in cells
            if cell.unit.dimension == "ratio"
        )
    if number.is_share:
        yield from _shares(sheet, row, levels)
        yield from _ratios(levels)
    elif number.dimension != "points":
        yield from _levels(facts, sheet, levels, number)


def _levels(
    facts: Facts, sheet: Sheet, levels: Sequence[tuple[Column, Stated]], number: Number
) -> Iterator[Form]:
    money = number.dimension.startswith("measure:") and any(_in_money(each) for each in levels)
    for column, cell in levels:
        for scale in (
            scales(facts, sheet, number.known, cell) if not money or _in_money((column, cell)) else ()
        ):
            yield Form(("cell", column.name, str(scale)), [(ONE, cell)], [], scale)
    for at, (one, cell) in enumerate(levels):
        for two, other in levels[at + 1 :]:
            if cell.unit.dimension == other.unit.dimension:
                for scale in scales(facts, sheet, number.known, cell):
                    yield Form(
                        ("apart", one.name, two.name, str(scale)), [(ONE, cell), (-ONE, other)], [], scale
                    )
    for one, cell in levels:
        for two, other in levels:
            if one is not two and other.printed.value:
                for scale in _UNITS:
                    yield Form(("per", one.name, two.name, str(scale)), [(ONE, cell)], [(ONE, other)], scale)


def _in_money(place: tuple[Column, Stated]) -> bool:
    """Whether a column says that it holds amounts of money."""
    return place[1].unit.dimension.startswith("measure:") or _MONEY.search(header(place[0])) is not None


def wholes(sheet: Sheet, row: Row) -> list[Row]:
    """Return the rows that a row may be a part of."""
    closed = closing(sheet)
    return [
        each
        for each in sheet.table.rows
        if each is not row
        and (
            (closed is not None and each is closed[0])
            or each in sheet.totals
            or each.role is not Role.DETAIL
            or _TOTAL.match(each.label or each.name)
        )
    ]


def _shares(sheet: Sheet, row: Row, levels: Sequence[tuple[Column, Stated]]) -> Iterator[Form]:
    for whole in wholes(sheet, row):
        for column, cell in levels:
            base = sheet.at(whole, column)
            if base is not None and base.unit.dimension == cell.unit.dimension and base.printed.value > 0:
                yield Form(("share", whole.name, column.name), [(ONE, cell)], [(ONE, base)])


def _ratios(levels: Sequence[tuple[Column, Stated]]) -> Iterator[Form]:
    for one, cell in levels:
        for two, other in levels:
            if one is two or other.printed.value <= 0 or cell.unit.dimension != other.unit.dimension:
                continue
            yield Form(("ratio", one.name, two.name), [(ONE, cell)], [(ONE, other)])
            yield Form(("change", one.name, two.name), [(ONE, cell), (-ONE, other)], [(ONE, other)])
