"""What the tables print for a period, the latest above all: its amounts by the names of their rows."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.tables import Sheet, header, is_rate, numeric, plain, sheets

if TYPE_CHECKING:
    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.report.model import Column, Row

_EARLIER = re.compile(r"上年|上期|去年|期初|年初")
_CHANGE = re.compile(r"增|减|变动|变化|同比")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_NOW = re.compile(r"本期|本年|期末|当年|本报告期")


@functools.lru_cache(maxsize=4)
def current(facts: Facts) -> dict[str, list[Stated]]:
    """Return what the tables print for the latest period, by the names of their rows."""
    found: dict[str, list[Stated]] = {}
    for sheet in sheets(facts):
        column = _latest(sheet)
        if column is None:
            continue
        for row in sheet.table.rows:
            value = sheet.at(row, column)
            if value is not None and value.unit.dimension == "money":
                found.setdefault(called(row), []).append(value)
    return found


@functools.lru_cache(maxsize=4)
def of_years(facts: Facts) -> dict[tuple[str, str], list[Stated]]:
    """Return what the tables print for each year, by the names of their rows: 营业收入 of 2022."""
    found: dict[tuple[str, str], list[Stated]] = {}
    for sheet in sheets(facts):
        for column in numeric(sheet):
            year = year_of(column)
            if not year or is_rate(sheet, column):
                continue
            for row in sheet.table.rows:
                if (value := sheet.at(row, column)) is not None:
                    found.setdefault((called(row), year), []).append(value)
    return found


def year_of(column: Column) -> str:
    """Return the one year that a column is of, empty where its head names none, several or only the beginning of one."""
    head = header(column)
    years = _YEAR.findall(head)
    return years[0] if len(years) == 1 and not _EARLIER.search(head) and not _CHANGE.search(head) else ""


def called(row: Row) -> str:
    """Return what a row is called, without its number and the unit behind it."""
    return re.sub(r"^其中[:：]?|[(（][^()（）]*[)）]$", "", plain(row.label or row.name))


def _latest(sheet: Sheet) -> Column | None:
    """Return the column of this period, where a table sets it beside an earlier one."""
    columns = [each for each in numeric(sheet) if not is_rate(sheet, each)]
    dated = [each for each in columns if len(_YEAR.findall(header(each))) == 1]
    if len(dated) > 1:
        years = {_YEAR.findall(header(each))[0]: each for each in dated}
        return years[max(years)] if len(years) == len(dated) else None
    now = [each for each in columns if _NOW.search(header(each)) and not _EARLIER.search(header(each))]
    return now[0] if len(now) == 1 and len(columns) > 1 else None
