"""Tables that print their things side by side and a measure a row, turned over so that they stand as other tables do.

||东湖街道|南城街道|合计| over 发放（份）, 满意（人）, 满意度: each row has a kind of its own and every column mixes them, so that the
columns are the things that the text speaks of. Only the view is turned: mentions keep the places where they are printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.prices import of_unit
from auditor.extraction.numbers.unitwords import unit_in_header
from auditor.extraction.tables.rowroles import RowHead, rows_of
from auditor.extraction.tables.tableblocks import unit_said
from auditor.numbers import unit_of
from auditor.report.model import Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.numbers import Unit
    from auditor.report.blocks import Block, Cell

Values = Mapping[tuple[str, str], "Stated"]

_NO_THING = re.compile(
    r"^[^一-龥A-Za-z]*$|^[“\"]?(?:(?:FY|[Aa]t |[A-Z][a-z]+ )?(?:19|20)[0-9]{2}(?![0-9])|(?:上|本|去|今|当|同|前|后|报告)[一本]?(?:年|期|月|季)|[年期][初末中底])"
    r"|^(?:第?[一二三四前0-9上下全]+[个]?)(?:季度|半?年|月份?)|[^一-龥](?:19|20)[0-9]{2}年?(?:/[0-9]{2})?$|[改治整培施][造理治训施][前后]$"
    r"|^.{0,4}(?:目标|计划|任务|预[算期计]|决算|执行|调整|实际|完成|到位|现状|基期|基准)[数值额量]?$|增减|增长|增幅|变[动化]|差[异距值额]"
    r"|^(?:[Tt]arget|[Aa]ctual|[Pp]lan(?:ned)?|[Bb]udget|[Oo]utturn|[Bb]aseline|[Ee]ndline|[Mm]idline|[Rr]esult|[Ff]orecast|[Aa]chieved|[Cc]hange|[Vv]ariance|"
    r"[Dd]ifference|[Pp]rior|[Pp]revious|[Cc]urrent|[Ll]ast|[Tt]his|[Bb]efore|[Aa]fter|[Yy]ear|[Qq]uarter|Q[1-4]|H[12]|"
    r"Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*\b"
)
"""What heads columns whose rows are the things, whatever units they have: times, what was planned, what changed."""
_MEASURE = re.compile(
    r"(?:[率比分数量额值重例]|(?<![态程制])度|情况|标准|人|金|指数)$|[%％]|\b(?:[Ww]eight|[Ss]core|[Pp]oints|[Vv]alue|[Nn]umber|[Ss]hare|[Rr]ate|[Aa]mount|[Cc]ount)\b"
)
_BRACKETED = re.compile(r"[（(][^（）()]*[)）]\s*$")
_RATE = re.compile(
    r"率|占比|比[重例]|[增涨降]幅|[增减]长?$|增速|指数|均[值分]|[%％]|\b(?:[Pp]er ?cent|[Rr]ate|[Ss]hare)",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"[合总小共]\s*计|(?:[Gg]rand )?[Tt]otal|All")
_FEWEST_COLUMNS, _MIXED = 3, 2


def turned(table: Table, values: Values, block: Block | None) -> tuple[Table, Values, Block | None]:
    """Return a table, its values and its block as they are, turned over where things stand in the columns."""
    if block is None or not values or not _lies(table, values, block):
        return table, values, block
    heads = [RowHead("".join(column.path) or column.name) for column in table.columns]
    read = rows_of(heads)
    names = {row.name: column.name for row, column in zip(read, table.columns, strict=True)}
    upright = attrs.evolve(
        table,
        columns=tuple(_column(row) for row in table.rows),
        rows=tuple(
            records.evolve(row, name=names[row.name], parent=names.get(row.parent or "")) for row in read
        ),
    )
    cells = sorted(map(_turned, block.cells), key=lambda cell: (cell.row, cell.column))
    units = {row.name: _unit(row) for row in table.rows}
    return (
        upright,
        {(column, row): _lent(value, units.get(row)) for (row, column), value in values.items()},
        records.evolve(block, cells=tuple(cells)),
    )


def _lies(table: Table, values: Values, block: Block) -> bool:
    """Whether the values of each row are of one kind, those of one column at most are, and the columns are things."""
    kinds = {row.name: _kind(row, values) for row in table.rows}
    below: dict[str, set[Kind]] = {column.name: set() for column in table.columns}
    for row, column in values:
        below[column].add(kinds[row])
    told = {cell.location.row for cell in block.cells if cell.location.col and cell.text.strip()}
    heads = ["".join(column.path) for column in table.columns]
    labels = [(row.label or row.name).strip() for row in table.rows]
    units = {each.units for each in kinds.values() if each.units}
    return (
        len(below) >= _FEWEST_COLUMNS
        and all(len(each) == 1 for each in units)
        # Where all is in one unit, rows of counts, points and rates are told by their decimals, or all by their labels.
        and (len(units) > 1 or all(len(each.steps) <= 1 for each in kinds.values()) or _measures(labels) == 1)
        and sum(len(each) < _MIXED for each in below.values()) <= 1
        and all(row.name in told for row in table.rows)
        and not any(map(_NO_THING.search, heads))
        # 合计 below groups, and their share below it: the rows are the things.
        and not any(map(_WHOLE.fullmatch, labels[1:]))
        and (_measures(heads) < _measures(labels) or (not _measures(heads) and len(units) > 1))
    )


@records.frozen
class Kind:
    """What the values of a row are in, whether they are rates, and their last places."""

    units: frozenset[str]
    rates: bool
    steps: frozenset[Fraction]


def _kind(row: Row, values: Values) -> Kind:
    own = [value for (name, _), value in values.items() if name == row.name]
    return Kind(
        frozenset(value.unit.dimension for value in own),
        _RATE.search(row.label or row.name) is not None,
        frozenset(value.printed.numeral.step for value in own),
    )


def _measures(words: Sequence[str]) -> Fraction:
    """Return which part of some heads or labels says how a thing is measured."""
    told = [unit_in_header(each) or _MEASURE.search(_BRACKETED.sub("", each.strip())) for each in words]
    return Fraction(sum(map(bool, told)), len(words))


def _column(row: Row) -> Column:
    label = (row.label or row.name).strip()
    unit = unit_in_header(label)
    return Column(name=row.name, path=((_BRACKETED.sub("", label) if unit else label) or label,), unit=unit)


def _unit(row: Row) -> Unit | None:
    """Return the unit that a label says where the numbers beside it have none, as it would above them: 得分, 户数, Change %."""
    label = (row.label or row.name).strip()
    said = "%" if label.endswith("%") else unit_said(label)
    return unit_of(said) if said else None


def _lent(value: Stated, unit: Unit | None) -> Stated:
    return value if unit is None or value.unit.dimension != "number" else of_unit(value, unit)


def _turned(cell: Cell) -> Cell:
    place = records.evolve(cell.location, row=cell.location.col, col=cell.location.row)
    return records.evolve(
        cell, row=cell.column, column=cell.row, rows=cell.columns, columns=cell.rows, location=place
    )
