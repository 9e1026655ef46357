"""A column of growth from year to year that the levels of its table, one row below the other, do not bear out.

    年度     | 年末缴存余额 | 余额增长（%）
    2021 年  | 123.84       | 15.64
    2022 年  | 142.49       | 15.06

The rows are consecutive years. Which column grew shows by the head (余额增长 of 年末缴存余额) or by the place, right behind the one
column of levels of its group, and by the rows that come out.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import ONE, judged, near_growth, noted, quotient, rule
from auditor.checks.common.slips import slip
from auditor.checks.common.tables import header, is_rate, numeric, plain, sheets
from auditor.checks.common.words import overlap
from auditor.numbers import round_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column

NAME = "growth-down-column"
TITLE = {
    "zh": "增长率与上下行（各年）数值不符",
    "en": "a growth is not that from the row of the year before",
}
_YEAR = re.compile(r"^(?P<year>(?:19|20)[0-9]{2})(?:年度?)?$")
_GROWTH = re.compile(
    r"^(?P<what>.*?)(?:同比|[比较]上年|年度?)?(?:增长|增速|增幅|增减|增长速度)率?(?:[（(][%％±][）)])?$"
)
_OTHER = re.compile(r"可比|不变价|实际|名义|扣除|年均|环比|累计|贡献|拉动|[^度]计划|指数")
_LEAST_ROWS = 3
_WITNESSES = 2
_POINTS = Fraction(3, 100)
"""Levels that were revised move a growth by less."""
_NAMED = 2

Line = tuple["Stated", "Stated", "Stated"]
"""A growth, the level of its year, and that of the year before."""


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every column of growth of a table of consecutive years."""
    info = rule(NAME, TITLE)
    for sheet in sheets(facts):
        years = [_YEAR.match(plain(row.label or row.name)) for row in sheet.table.rows]
        if sum(1 for each in years if each) < _LEAST_ROWS:
            continue
        for claim in numeric(sheet):
            found = _GROWTH.match(plain(header(claim)))
            if found is None or _OTHER.search(header(claim)):
                continue
            lines = _of_levels(sheet, claim, _asked(claim), years)
            for one, now, before in lines:
                line = (one, now, before)
                parts = [(ONE, now), (-ONE, before)]
                outcome = judged(facts, quotient(info, one, parts, [(ONE, before)], factor=_scale(line)))
                yield outcome if _far(line) or _misprinted(line) else noted(outcome)


def _asked(claim: Column) -> str:
    """Return what a head says that has grown, in its own words: 余额 of 余额增长."""
    found = _GROWTH.match(plain(claim.path[-1] if claim.path else claim.name))
    return found["what"] if found is not None else ""


def _of_levels(
    sheet: Sheet, claim: Column, what: str, years: Sequence[re.Match[str] | None]
) -> Sequence[Line]:
    """Return growth and levels of the one column that it can be of, none where its rows do not show it."""
    columns = numeric(sheet)
    at = columns.index(claim)
    levels = [each for each in columns if each is not claim and not is_rate(sheet, each)]
    group = [each for each in levels if each.path[:-1] == claim.path[:-1]]
    if what:
        named = [each for each in levels if overlap(what, plain(header(each))) >= min(_NAMED, len(what))]
    else:
        named = [columns[at - 1]] if at and columns[at - 1] in group else []
    found = [lines for each in named if _shown(lines := _lines(sheet, claim, each, years))]
    return found[0] if len(found) == 1 else ()


def _lines(sheet: Sheet, claim: Column, level: Column, years: Sequence[re.Match[str] | None]) -> list[Line]:
    lines = []
    rows = zip(sheet.table.rows, years, strict=True)
    for (above, first), (row, second) in itertools.pairwise(rows):
        if first is None or second is None or int(second["year"]) - int(first["year"]) != 1:
            continue
        one, now, before = sheet.at(row, claim), sheet.at(row, level), sheet.at(above, level)
        if one is not None and now is not None and before is not None and before.printed.value > 0:
            lines.append((one, now, before))
    return lines


def _shown(lines: Sequence[Line]) -> bool:
    """Whether rows bear out what a growth is of: all but what one wrong cell breaks."""
    broken = [at for at, line in enumerate(lines) if not _near(line)]
    # A wrong level breaks its own growth and that of the year behind it, each to another side.
    both = len(broken) == 2 and broken[1] == broken[0] + 1  # noqa: PLR2004 - two neighbours
    opposed = both and _off(lines[broken[0]]) * _off(lines[broken[1]]) < 0
    if len(broken) > 1 and not opposed:
        return False
    return len(lines) - len(broken) >= max(_WITNESSES, len(broken)) or (
        len(lines) > len(broken) and all(_misprinted(lines[at]) for at in broken)
    )


def _scale(line: Line) -> Fraction:
    return ONE if line[0].unit.dimension == "ratio" else ONE * 100


def _near(line: Line) -> bool:
    return near_growth(*line, _scale(line))


def _off(line: Line) -> Fraction:
    """Return by how much a growth is more than what its levels give."""
    one, now, before = line
    return one.printed.value - (now.printed.value / before.printed.value - 1) * _scale(line)


def _misprinted(line: Line) -> bool:
    """Whether a slip of the pen parts a growth from what its levels give, cut off or rounded."""
    one = line[0]
    should = round_to(one.printed.value - _off(line), one.printed.step)
    return any(slip(one, should + less * one.printed.step) for less in (0, 1, -1))


def _far(line: Line) -> bool:
    """Whether no restated level of the year before explains a growth."""
    return abs(_off(line)) > _POINTS * _scale(line)
