"""Groups of the rows of a score table: under a cell that spans them, under one name in a column, or behind a row at their head."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Stated
from auditor.report.blocks import Block, Cell
from auditor.report.model import Column, Role, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.tables import Sheet

_NAMED = re.compile(
    r"^(?P<name>(?:[A-Z]?[0-9]{0,2}(?:\.[0-9])?(?=[A-Z]))?[^0-9（(]{2,60}?)(?:[（(]\s*(?:权重|分值|满分|权数|[Ww]eight|[Mm]ax(?:imum)?)?[:：]?\s*(?P<n>[0-9]{1,3}(?:\.[0-9]+)?)\s*(?:分|%|％|points?|marks?)?\s*[)）]|(?P<bare>[0-9]{1,3}(?:\.[0-9]+)?)\s*分?)?$"
)
_HEAD = re.compile(r"^\s*[（(]?[一二三四五六七八九十]{1,2}[)）]?[、.\uff0e]?\s*(?P<name>[一-龥]{2,16})$")
_BELOW = re.compile(
    r"^\s*(?:[0-9]{1,2}[.\uff0e][0-9]{1,2}|[0-9]{1,2}[.\uff0e、)）]|[（(][0-9]{1,2}[)）]|其中|[A-Z][0-9]{1,3})"
)
_SUBTOTAL = re.compile(r"\b[Ss]ub-?\s?total\b")


@records.frozen(eq=False)
class Group:
    """A group, the weight printed for it where one is, and the weights of its rows."""

    name: str
    parts: Sequence[Stated]
    cell: Cell | None = None
    """The cell that names it."""
    weight: Fraction | None = None
    told: Stated | None = None
    """The weight in the row at its head."""

    @property
    def total(self) -> Fraction:
        """Return what the rows give."""
        return sum((each.printed.numeral.value for each in self.parts), Fraction(0))


def groups(sheet: Sheet, weight: Column) -> Iterator[Sequence[Group]]:
    """Iterate over the ways in which a table parts its rows, each with its groups."""
    cells = sheet.block.cells if sheet.block is not None else ()
    place = next((each.column for each in cells if each.location.col == weight.name), None)
    if place is not None:
        for column in range(place):
            found = list(_spanned(sheet, weight, [each for each in cells if each.column == column], place))
            if len(found) > 1:
                yield found
    heads = list(_headed(sheet, weight))
    if len(heads) > 1:
        yield heads
    closed = list(_closed(sheet, weight))
    if len(closed) > 1:
        yield closed


def _closed(sheet: Sheet, weight: Column) -> Iterator[Group]:
    """Iterate over the groups that end in a subtotal of their own: Sub-total, Resources | 20."""
    for row in sheet.table.rows:
        label = row.label or row.name
        told = sheet.at(row, weight) if row.role is Role.SUBTOTAL and _SUBTOTAL.search(label) else None
        own = [each for each in sheet.table.rows if each.parent == row.name and each.role is Role.DETAIL]
        parts = _weights(sheet, weight, own) if told is not None and len(own) > 1 else None
        if told is not None and parts:
            yield Group(label, parts, None, told.printed.numeral.value, told)


def _spanned(sheet: Sheet, weight: Column, column: Sequence[Cell], place: int) -> Iterator[Group]:
    """Iterate over the groups that the cells of a column name; cells of one text, one below the other, are one group."""
    named = {row.name: row for row in sheet.table.rows}
    cells = sheet.block.cells if sheet.block is not None else ()
    rows = {each.row: named[each.location.row] for each in cells if each.location.row in named}
    column = [each for each in column if each.column + each.columns <= place]
    for text, run in itertools.groupby(column, key=lambda each: re.sub(r"\s", "", each.text)):
        found, own = _NAMED.match(text), list(run)
        covered = [rows.get(at) for each in own for at in range(each.row, each.row + each.rows)]
        parts = _weights(sheet, weight, [row for row in covered if row is not None])
        if found is None or parts is None:
            continue
        printed = found["n"] or found["bare"]
        yield Group(found["name"], parts, own[0], Fraction(printed) if printed else None)


def _headed(sheet: Sheet, weight: Column) -> Iterator[Group]:
    """Iterate over the groups of 二、产出 | 48 above 2.1 …, 2.2 …."""
    labels = [(row, (row.label or row.name).strip()) for row in sheet.table.rows]
    heads = [at for at, (_, label) in enumerate(labels) if _HEAD.match(label)]
    for at, end in itertools.pairwise([*heads, len(labels)]):
        row, label = labels[at]
        name, told = _HEAD.match(label), sheet.at(row, weight)
        below = [
            each for each, own in labels[at + 1 : end] if each.role is not Role.TOTAL and _BELOW.match(own)
        ]
        others = [
            each for each, _ in labels[at + 1 : end] if each.role is not Role.TOTAL and each not in below
        ]
        parts = _weights(sheet, weight, below, every=True)
        if name is not None and told is not None and parts and not others:
            yield Group(name["name"], parts, None, told.printed.numeral.value, told)


def nested(block: Block) -> Iterator[tuple[Cell, Fraction, Sequence[tuple[Cell, Fraction]]]]:
    """Iterate over the cells that print a group with its weight, beside those of the next column that do so: 效益（30 分） | 社会效益（16 分）."""
    told: dict[int, list[tuple[Cell, Fraction]]] = {}
    for cell in block.cells:
        found = _NAMED.match(re.sub(r"\s", "", cell.text))
        if found is not None and found["n"]:
            told.setdefault(cell.column, []).append((cell, Fraction(found["n"])))
    for column, own in told.items():
        ends = [each.row for each in block.cells if each.column == column and each.text.strip()]
        for cell, weight in own:
            end = min((row for row in ends if row > cell.row), default=max(ends) + cell.rows)
            parts = [
                each for each in told.get(cell.column + cell.columns, ()) if cell.row <= each[0].row < end
            ]
            if parts:
                yield cell, weight, parts


def _weights(
    sheet: Sheet, weight: Column, rows: Sequence[Row], *, every: bool = False
) -> tuple[Stated, ...] | None:
    """Return the weights of the rows that are no sums, None where one has none."""
    own = [row for row in rows if every or row.role is Role.DETAIL]
    parts = [value for row in own if (value := sheet.at(row, weight)) is not None]
    return tuple(parts) if own and len(parts) == len(own) else None
