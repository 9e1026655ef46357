"""A change told behind a figure that the table with this figure does not bear out.

支出 43,861 万元，增长 4.3%: a long number is its own name, and the one row that prints it has a column of changes beside
it. That a column holds the changes of another one the other rows show: in them it is the difference, or the rate of
growth, of two columns.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Stated, paragraphs
from auditor.checks.common.relations import ONE, first_held, near_growth, near_sum, rule, summed
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.common.tables import Sheet, adds, header, numeric, plain, same_value, sheets
from auditor.checks.common.words import stem
from auditor.report.model import Column, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.checks.common.numbers import Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "change-not-tabled"
TITLE = {
    "zh": "正文的增减与表中同一数字的增减不符",
    "en": "a change in the text is not that of the figure's row in the table",
}
_CHANGE = re.compile(
    r"变动|增减|增长|增幅|变化|同比|增加|[±]|比上年|比去年|[Cc]hange|[Ii]ncrease|[Gg]rowth|[Vv]ariance"
)
_TOLD = re.compile(
    r"^[\s）)]*[，,（(]?\s*(?:并)?(?:同比|[比较](?:上年|去年|上一年)(?:同期|末|度|决算数?|执行数?)?|与上年(?:同期|决算数?)?相比[，,]?)?(?:净|共)?[一-龥]{2,3}(?:了|约|率为|幅度?为)?\s*$"
)
_ALSO = re.compile(r"^[\s）)]*[，,、（(]?\s*(?:同比)?[一-龥]{2,3}(?:了|率为|幅度?为)?\s*$")
_OTHER = re.compile(r"可比|不变价|扣除|剔除|实际|环比|年均|上月|上季|年初|期初|预算|计划|贡献|拉动|名义")
_BASE = re.compile(r"[比较][^，,。；;]{0,16}$")
_LEARNED = 3
_FEWEST = 3
_SHORTEST = 2


@records.frozen(eq=False)
class _Changes:
    """A column of levels and the columns that hold their changes."""

    amounts: tuple[Column, ...]
    rates: tuple[Column, ...]


@records.frozen(eq=False)
class _Cell:
    """A cell of a column whose changes a table prints."""

    sheet: Sheet
    row: Row
    value: Stated
    changes: _Changes


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every change that follows a figure of a table."""
    index: Mapping[tuple[int, str], list[_Cell]] | None = None
    for paragraph in paragraphs(facts):
        for level, change in itertools.pairwise(paragraph.numbers):
            if not _follows(level, change):
                continue
            if index is None:
                index = _index(facts)
            if not index:
                return
            here = _placed(paragraph, level, index)
            for told in (change, _second(paragraph, change)):
                if told is not None:
                    yield from _judged(facts, told, here)


def _follows(level: Number, change: Number) -> bool:
    if level.stated is None or change.stated is None or not change.sign or level.sign or level.is_share:
        return False
    if digits(level.stated) < _SHORTEST or level.sentence != change.sentence or change.dimension == "points":
        return False
    if _BASE.search(level.before):
        return False  # 收入 a，比 2023 年完成数 b 增长 p%: the growth is that of a
    fits = change.is_share or change.dimension == level.dimension
    return fits and _TOLD.match(change.before) is not None and not _OTHER.search(change.before)


def _second(paragraph: Paragraph, change: Number) -> Number | None:
    """Return the rate that follows an amount: 增加 B，增长 p%."""
    at = paragraph.numbers.index(change) + 1
    rate = paragraph.numbers[at] if at < len(paragraph.numbers) else None
    if rate is None or change.is_share or not rate.is_share or not rate.stated or not rate.sign:
        return None
    return rate if rate.sentence == change.sentence and _ALSO.match(rate.before) else None


def _index(facts: Facts) -> Mapping[tuple[int, str], list[_Cell]]:
    """Return the cells whose changes tables print, by their leading digits."""
    found: dict[tuple[int, str], list[_Cell]] = {}
    for sheet in sheets(facts):
        for column, changes in _learned(sheet):
            for row in sheet.table.rows:
                value = sheet.at(row, column)
                if value is not None and value.printed.value > 1:
                    cell = _Cell(sheet, row, value, changes)
                    found.setdefault(_lead(value.printed.value), []).append(cell)
    return found


def _learned(sheet: Sheet) -> Iterator[tuple[Column, _Changes]]:
    """Iterate over the columns of levels whose changes stand in columns of their own."""
    columns = numeric(sheet)
    # The text says 比上年: changes since 年初 or against the plan are others.
    changes = [
        column for column in columns if _CHANGE.search(header(column)) and not _OTHER.search(header(column))
    ]
    levels = [column for column in columns if column not in changes and adds(sheet, column)]
    if not changes or len(levels) < 2:  # noqa: PLR2004 - now and before
        return
    for now in levels:
        amounts: list[Column] = []
        rates: list[Column] = []
        for before, change in itertools.product(levels, changes):
            if before is now:
                continue
            kind = _kind(sheet, now, before, change)
            if kind:
                (rates if kind == "rate" else amounts).append(change)
        if amounts or rates:
            yield now, _Changes(tuple(amounts), tuple(rates))


def _kind(sheet: Sheet, now: Column, before: Column, change: Column) -> str:
    """Return what a column is of two others in nearly all rows: their difference, their rate of growth, nothing."""
    differ = rate = rows = 0
    for row in sheet.table.rows:
        one, two, claim = sheet.at(row, now), sheet.at(row, before), sheet.at(row, change)
        if one is None or two is None or claim is None or one.printed.value == two.printed.value:
            continue
        rows += 1
        differ += claim.unit.dimension == one.unit.dimension and near_sum(claim, [(ONE, one), (-ONE, two)])
        rate += claim.unit.dimension == "ratio" and near_growth(claim, one, two)
    for name, kept in (("rate", rate), ("amount", differ)):
        if kept >= _LEARNED and (rows - kept) * 2 <= kept:
            return name
    return ""


def _lead(value: Fraction) -> tuple[int, str]:
    text = str(value.numerator // value.denominator)
    return len(text), text[:2]


def _placed(paragraph: Paragraph, level: Number, index: Mapping[tuple[int, str], list[_Cell]]) -> list[_Cell]:
    """Return the cells that a figure repeats, in rows that the passage names."""
    printed = level.known.printed
    half = printed.step / 2
    keys = {_lead(max(printed.value + off, ONE)) for off in (-half, half)}
    found = [
        cell
        for key in keys
        for cell in index.get(key, ())
        if cell.value.unit.dimension == level.dimension and same_value(level.known, cell.value)
    ]
    text = stem(paragraph.text)
    named = [cell for cell in found if _named(cell.row, text)]
    if digits(level.known) < _FEWEST:
        # 婚姻家庭案件 96 件: so short a number is the row's only right behind its name.
        return [cell for cell in named if stem(level.clause).startswith(_name(cell.row))]
    # A number of few digits may stand in many rows: then only its name tells them apart.
    if len({id(cell.row) for cell in found}) == 1 and digits(level.known) >= MEANT:
        return found
    return named


def _named(row: Row, text: str) -> bool:
    name = _name(row)
    return len(name) > 1 and name in text


def _name(row: Row) -> str:
    return stem(re.sub(r"^其中[:：]?|^#", "", plain(row.label or row.name)))


def _judged(facts: Facts, change: Number, cells: Sequence[_Cell]) -> Iterator[Outcome]:
    sign, relations = Fraction(change.sign), []
    for cell in cells:
        for column in cell.changes.rates if change.is_share else cell.changes.amounts:
            value = cell.sheet.at(cell.row, column)
            if value is not None and value.unit.dimension == change.dimension:
                relations.append(summed(rule(NAME, TITLE), change.known, [(sign, value)], role="stated"))
    yield from first_held(facts, relations, sure=len(relations) == 1)
