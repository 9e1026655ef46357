"""What the tables print for the latest period: the one column of it, and its amounts by the names of their rows."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from auditor.checks._tables import Sheet, header, is_rate, numeric, plain, sheets

if TYPE_CHECKING:
    from auditor.checks._numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.report.model import Column

_EARLIER = re.compile(r"上年|上期|去年|期初|年初")
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
            name = re.sub(r"^其中[:：]?|[(（][^()（）]*[)）]$", "", plain(row.label or row.name))
            value = sheet.at(row, column)
            if value is not None and value.unit.dimension == "money":
                found.setdefault(name, []).append(value)
    return found


def _latest(sheet: Sheet) -> Column | None:
    """Return the column of this period, where a table sets it beside an earlier one."""
    columns = [each for each in numeric(sheet) if not is_rate(sheet, each)]
    dated = [each for each in columns if len(_YEAR.findall(header(each))) == 1]
    if len(dated) > 1:
        years = {_YEAR.findall(header(each))[0]: each for each in dated}
        return years[max(years)] if len(years) == len(dated) else None
    now = [each for each in columns if _NOW.search(header(each)) and not _EARLIER.search(header(each))]
    return now[0] if len(now) == 1 and len(columns) > 1 else None
