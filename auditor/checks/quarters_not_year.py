"""Four quarters that do not add up to the year, which another table prints under the same name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._current import called
from auditor.checks._relations import judged, near_sum, plus, rule, summed
from auditor.checks._slips import slip_in_sum
from auditor.checks._tables import Sheet, header, numeric, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks._numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column

NAME = "quarters-not-year"
TITLE = {"zh": "四个季度之和与全年数不符", "en": "the quarters do not add up to the year"}
_QUARTER = re.compile(r"(?:第?[一二三四1-4]季度|Q[1-4]|[1-4]Q)(?:[(（][^()（）]*[)）])?")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年?$|本年|本期|全年|本报告期")
_LITTLE = 50


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge tables of quarters by the tables that print the same rows for the year."""
    tables = [sheet for sheet in sheets(facts) if sheet.values]
    for sheet in tables:
        quarters = [each for each in numeric(sheet) if _QUARTER.fullmatch(header(each))]
        if len(quarters) != 4:  # noqa: PLR2004 - the quarters of a year
            continue
        for row in sheet.table.rows:
            parts = [value for each in quarters if (value := sheet.at(row, each)) is not None]
            if len(parts) == len(quarters):
                yield from _judged(facts, parts, _years(tables, sheet, called(row)))


def _years(tables: Sequence[Sheet], quarters: Sheet, name: str) -> list[Stated]:
    """Return what other tables print for the year under a name, the latest year first."""
    found: list[tuple[str, Stated]] = []
    for sheet in tables:
        if sheet is quarters:
            continue
        for row in sheet.table.rows:
            if called(row) == name:
                found.extend(
                    (header(column), value)
                    for column in numeric(sheet)
                    if _annual(column) and (value := sheet.at(row, column)) is not None
                )
    return [value for _, value in sorted(found, key=lambda pair: pair[0], reverse=True)]


def _annual(column: Column) -> bool:
    head = header(column)
    return _YEAR.search(head) is not None and not re.search(r"上年|上期|增|减|率|[%％]", head)


def _judged(facts: Facts, parts: Sequence[Stated], years: Sequence[Stated]) -> Iterator[Outcome]:
    info = rule(NAME, TITLE)
    for year in years:
        if year.unit.dimension == parts[0].unit.dimension and near_sum(year, plus(parts)):
            yield judged(facts, summed(info, year, plus(parts)))
            return
    for year in years[:1]:
        gap = abs(sum((each.printed.value for each in parts), -year.printed.value))
        little = gap * _LITTLE <= abs(year.printed.value)
        if year.unit.dimension == parts[0].unit.dimension and (little or slip_in_sum(year, plus(parts))):
            yield judged(facts, summed(info, year, plus(parts)))
