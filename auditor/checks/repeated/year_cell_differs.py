"""A figure of one year that two tables print differently: 卫生技术人员 of 2023 in a table of years and in one of persons.

That rows and columns of one name are the same thing shows by another year in which they agree to the last place.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Stated
from auditor.checks.common.relations import compared, judged, rule
from auditor.checks.common.slips import LONG, MEANT, digits, slip
from auditor.checks.common.tables import header, is_rate, numeric, plain, same_value, sheets
from auditor.checks.common.words import stem
from auditor.language import tree
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "year-cell-differs"
TITLE = {"zh": "同一指标同一年份在两张表中不一致", "en": "two tables print a figure of one year differently"}
_YEAR = re.compile(r"(?P<year>(?:19|20)[0-9]{2})年?(?:末|度)?")
_SHORTEST = 2


@records.frozen(eq=False)
class _Line:
    """What one table prints of one thing, by years."""

    table: str
    name: str
    cells: Mapping[str, Stated]


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the cells of one thing in one year by each other."""
    lines: dict[str, list[_Line]] = {}
    for sheet in sheets(facts):
        for line in (*_down(sheet), *_across(sheet)):
            if len(line.name) >= _SHORTEST and len(line.cells) > 1:
                lines.setdefault(line.name, []).append(line)
    for own in lines.values():
        for one, two in itertools.combinations(own, 2):
            if one.table != two.table:
                yield from _judged(facts, one, two)


def _judged(facts: Facts, one: _Line, two: _Line) -> Iterator[Outcome]:
    pairs = [(cell, two.cells[year]) for year, cell in one.cells.items() if year in two.cells]
    pairs = [(a, b) for a, b in pairs if a.unit.dimension == b.unit.dimension]
    same = [(a, b) for a, b in pairs if same_value(a, b) and min(digits(a), digits(b)) >= MEANT]
    apart = [(a, b) for a, b in pairs if not same_value(a, b)]
    for claim, other in same:
        yield judged(facts, compared(rule(NAME, TITLE), claim, tree.Relation.EQUAL, other))
    if same and len(apart) == 1:
        claim, other = apart[0]
        kind = slip(claim, other.printed.value)
        # Earlier years are revised: only a slip of the pen is none of that.
        if kind in {"swap", "shift"} or (kind and digits(claim) >= LONG):
            yield judged(facts, compared(rule(NAME, TITLE), claim, tree.Relation.EQUAL, other))


def _down(sheet: Sheet) -> Iterator[_Line]:
    """Iterate over the columns of a table with a row a year."""
    rows = {
        found["year"]: row
        for row in sheet.table.rows
        if (found := _YEAR.fullmatch(plain(row.label or row.name))) is not None
    }
    for column in numeric(sheet) if len(rows) > 1 else ():
        if not is_rate(sheet, column):
            cells = {year: cell for year, row in rows.items() if (cell := sheet.at(row, column)) is not None}
            yield _Line(sheet.table.id, stem(plain(header(column))), cells)


def _across(sheet: Sheet) -> Iterator[_Line]:
    """Iterate over the rows of a table with a column a year; what a total is of, the head above its years says."""
    dated: dict[str, dict[str, str]] = {}
    for column in numeric(sheet):
        path = column.path or (column.name,)
        if (found := _YEAR.fullmatch(plain(path[-1]))) is not None:
            dated.setdefault(plain("".join(path[:-1])), {})[found["year"]] = column.name
    for head, columns in dated.items():
        for row in sheet.table.rows:
            name = head if head and row.role is Role.TOTAL else "" if head else plain(row.label or row.name)
            cells = {
                year: cell
                for year, column in columns.items()
                if (cell := sheet.values.get((row.name, column))) is not None
            }
            yield _Line(sheet.table.id, stem(name), cells)
