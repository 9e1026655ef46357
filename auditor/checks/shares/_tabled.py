"""Shares whose part or base a table prints in the row that their words name: 研发费用占营业收入的 p%, both lines of a statement.

The rows are those of this period, or of the year that the sentence tells. A name that several rows bear with several values says
nothing.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.current import current, of_years
from auditor.checks.common.relations import near_ratio
from auditor.checks.common.slips import digits
from auditor.checks.common.tables import adds, numeric, plain, same_value, sheets
from auditor.checks.shares._spoken import core

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.checks.shares._spoken import Called, Spoken
    from auditor.evaluation.facts import Facts

_MARK = re.compile(r"^(?:[（(]?[一二三四五六七八九十0-9]+[)）]?[、.\uff0e]?|[加减][:：]|其中[:：])+")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_AGO = re.compile(r"上|去|前|同期")
_LONG = 3
_CLOSE = 10


@functools.lru_cache(maxsize=4)
def _rows(facts: Facts) -> Mapping[tuple[str, str], list[Stated]]:
    """Return the amounts of tables by what their rows are called and by year, the present one without any."""
    found: dict[tuple[str, str], list[Stated]] = {}
    dated = of_years(facts)
    last = max((year for _, year in dated), default="")
    told = [*(((name, ""), values) for name, values in current(facts).items()), *dated.items()]
    told += [((name, ""), values) for (name, year), values in dated.items() if year == last]
    for (name, year), values in told:
        key = core(_MARK.sub("", name))
        if len(key) >= _LONG:
            found.setdefault((key, year), []).extend(each for each in values if each.printed.value > 0)
    return found


def row_of(facts: Facts, said: Spoken, name: str) -> Stated | None:
    """Return the one amount that the tables print for a name at the time of a share."""
    year = _YEAR.search(said.share.period)
    if year is None and _AGO.search(said.share.period):
        return None
    found = _rows(facts).get((core(name), year.group() if year else ""), [])
    return found[0] if len({each.printed.value for each in found}) == 1 else None


def cells_of(
    facts: Facts, said: Spoken, told: Sequence[Called]
) -> Iterator[tuple[Stated, Stated, Sequence[Stated]]]:
    """Iterate over the row that has a share, the total of its column that the sentence tells, and the other totals of its table.

    五类违法共查处 24,346 起，其中不戴头盔占 p%: the table counts 24,346 in all, and some of them in the row 不戴头盔.
    """
    name = core(said.lead)
    for sheet in sheets(facts) if len(name) >= _LONG - 1 else ():
        rows = [each for each in sheet.details if core(plain(each.label or each.name)) == name]
        if len(rows) != 1 or len(sheet.totals) != 1:
            continue
        totals = {each.name: sheet.at(sheet.totals[0], each) for each in numeric(sheet)}
        for column in numeric(sheet):
            total, part = totals[column.name], sheet.at(rows[0], column)
            if total is None or part is None or not adds(sheet, column) or digits(total) < _LONG:
                continue
            if any(_repeats(each, total) for each in told) and part.unit.dimension == total.unit.dimension:
                others = [each for key, each in totals.items() if each is not None and key != column.name]
                yield part, total, others


def _repeats(called: Called, cell: Stated) -> bool:
    known = called.number.known
    kind = cell.unit.dimension
    return same_value(known, cell) and kind in {known.unit.dimension, "number"}


def taken(facts: Facts, said: Spoken, part: Stated) -> bool:
    """Whether a row of the same period is what a part has just such a share of: the base that was taken."""
    share, value = said.share.known.printed, part.printed.value
    sizes = {each.printed.value for each in _money(facts)}
    fitting = [size for size in sizes if abs(value / size - share.value) * 2 <= share.step and size != value]
    tried = sum(1 for size in sizes if fitting and fitting[0] < size * 2 and size < fitting[0] * 2)
    return bool(fitting) and tried * share.step * _CLOSE <= share.value


def near(said: Spoken, part: Stated, base: Stated) -> bool:
    """Whether a share is close to that of a base, and no rounding explains what parts them."""
    share, should = said.share.known.printed, part.printed.value / base.printed.value
    gap = abs(share.value - should)
    return not near_ratio(said.share.known, part, base) and share.step < gap and gap * _CLOSE <= should


def _money(facts: Facts) -> Iterable[Stated]:
    return (each for (_, year), found in _rows(facts).items() if not year for each in found)
