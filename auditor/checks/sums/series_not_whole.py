"""Four quarters that do not add up to their year.

In a table, whose year another table prints under the same name; told one after the other (一至四季度分别支出 a、b、c 和 d,
全年 e), with the half years that two of them make and what these are of the year.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.current import called
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import ONE, judged, near_sum, plus, quotient, rule, summed
from auditor.checks.common.slips import slip_in_sum
from auditor.checks.common.tables import Sheet, header, numeric, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column

NAME = "series-not-whole"
TITLE = {
    "zh": "逐年、各季度数与其合计、增幅或比率不符",
    "en": "figures year by year or quarter by quarter do not give what is told of them",
}
Run = tuple[Number, ...]
_QUARTER = re.compile(r"(?:第?[一二三四1-4]季度|Q[1-4]|[1-4]Q)(?:[(（][^()（）]*[)）])?")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年?$|本年|本期|全年|本报告期")
_LITTLE = 50
_QUARTERS = re.compile(
    r"(?:一至四|1\s*[-—至~]\s*4|四个|各|分)季度[^。；;0-9]{0,16}(?:分别|依次)[^，,。；;0-9]{0,10}$"
)
_EACH = re.compile(r"(?P<which>[一二三四1-4])季度(?:末)?[^，,、。；;0-9]{0,12}$")
_NEXT = re.compile(r"\s*[、，,和及与]\s*$")
_YEAR_TOLD = re.compile(r"全年|年度|当年|本年")
_HALF = re.compile(r"(?P<half>[上下])半年(?:合计|共计|共)*(?P<verb>[一-龥]{0,4})\s*$")
_OF_YEAR = re.compile(
    r"^\s*[，,（(]\s*占(?:全年|年度|当年)[^，,。；;0-9]{0,8}?的?(?:比重|比例)?(?:为|达)?\s*$"
)
_ORDER = "一二三四"
_FOUR = 4
_BACK = 40


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge figures of quarters."""
    yield from _tabled_quarters(facts)
    yield from _told_quarters(facts)


def _tabled_quarters(facts: Facts) -> Iterator[Outcome]:
    """Judge tables of quarters by the tables that print the same rows for the year."""
    tables = [sheet for sheet in sheets(facts) if sheet.values]
    for sheet in tables:
        quarters = [each for each in numeric(sheet) if _QUARTER.fullmatch(header(each))]
        if len(quarters) != 4:  # noqa: PLR2004 - the quarters of a year
            continue
        for row in sheet.table.rows:
            parts = [value for each in quarters if (value := sheet.at(row, each)) is not None]
            if len(parts) == len(quarters):
                yield from _judged(facts, parts, _of_years(tables, sheet, called(row)))


def _of_years(tables: Sequence[Sheet], quarters: Sheet, name: str) -> list[Stated]:
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


def _told_quarters(facts: Facts) -> Iterator[Outcome]:
    """Judge runs of four quarters by the one figure of the year in their paragraph."""
    for paragraph in paragraphs(facts):
        numbers = [each for each in paragraph.numbers if each.stated and not each.sign]
        for at in range(len(numbers) - _FOUR + 1):
            run = numbers[at : at + _FOUR]
            if not _quarters(run):
                continue
            yield from _halves(facts, run, numbers[at + _FOUR :])
            years = [
                each
                for each in numbers
                if each not in run and each.dimension == run[0].dimension and _YEAR_TOLD.search(each.clause)
            ]
            if len({each.known.printed.value for each in years}) == 1:
                parts = plus([each.known for each in run])
                yield judged(facts, summed(rule(NAME, TITLE), years[0].known, parts))


def _halves(facts: Facts, run: Sequence[Number], behind: Sequence[Number]) -> Iterator[Outcome]:
    """Judge 下半年合计 e，占全年的 p% behind four quarters by these."""
    for half, share in itertools.pairwise([None, *behind[:_FOUR]]):
        if share is None:
            continue
        found = _half(share, run)
        if found and share.sentence == run[0].sentence and share.dimension == run[0].dimension:
            own = run[:2] if found["half"] == "上" else run[2:]
            yield judged(facts, summed(rule(NAME, TITLE), share.known, plus([each.known for each in own])))
        told = _half(half, run) if half is not None and half.sentence == run[0].sentence else None
        if half is None or told is None or not share.is_share or half.dimension != run[0].dimension:
            continue
        if _OF_YEAR.search(share.before) and share.sentence == half.sentence:
            below = plus([each.known for each in run])
            yield judged(facts, quotient(rule(NAME, TITLE), share.known, [(ONE, half.known)], below))


def _half(number: Number, run: Sequence[Number]) -> re.Match[str] | None:
    """Return which half of the year a number is told of, if of what the quarters are: no 下半年新增 behind 分别受理."""
    found = _HALF.search(number.clause)
    return found if found is not None and found["verb"] in run[0].before else None


def _quarters(run: Sequence[Number]) -> bool:
    first = run[0]
    if first.is_share or any(
        each.dimension != first.dimension or each.sentence != first.sentence for each in run
    ):
        return False
    # 四 in 四个季度 is a number of its own: the text before the first one is asked.
    start = first.occurrence.span.start
    if _QUARTERS.search(first.block.text[max(0, start - _BACK) : start]):
        return all(_NEXT.match(each.before) for each in run[1:])
    # 一季度 a 件、二季度 b 件、三季度 c 件、四季度 d 件
    found = [_EACH.search(each.clause) for each in run]
    which = "".join(each["which"] if each else " " for each in found)
    return which in {_ORDER, "1234"} and not any("末" in (each.group() if each else "") for each in found)
