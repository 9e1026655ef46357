"""A figure that is not the one of the row which the figure beside it repeats.

生猪出栏 45.87 万头，下降 3.5%, and the row 生猪出栏 | 46.27 | 47.95 | -3.5: name and rate show the row, and the level is
another one. 初中 18 所，在校学生 14,263 人, and the row 初中 | 18 | 14,236: what goes on without a name of its own is of that row,
in the column that its words name. 最多的为甲区，全年 82,232 吨，占 26.17%: a level or share of another row than the one that is named,
whose other figure stands beside it.
"""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.byvalue import ByValue
from auditor.checks.common.changecolumns import spans
from auditor.checks.common.nearby import Nearby, nearby
from auditor.checks.common.numbers import Number, Paragraph, Stated, as_numeral, paragraphs
from auditor.checks.common.relations import compared, judged, rule
from auditor.checks.common.rowstems import RowStems
from auditor.checks.common.slips import digits, misplaced
from auditor.checks.common.tables import (
    Sheet,
    as_percent,
    header,
    numeric,
    plain,
    same_value,
    sheets,
)
from auditor.checks.common.words import stem
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column, Row

NAME = "beside-not-row"
TITLE = {
    "zh": "正文数字与同述另一数字所在的表行不符",
    "en": "a figure is not that of the row which the figure beside it repeats",
}
_CHANGE = re.compile(r"增减|变动|变化|增长|增幅|涨跌|同比|[±]")
# 一般公共预算收入 is what came in, and no budget.
_EARLIER = re.compile(
    r"上年|去年|上期|期初|年初|同期|目标|计划|(?<!一般公共)(?<!基金)(?<!资本经营)(?<!公共财政)预算"
)
_THEN = re.compile(
    r"^[\s）)]*[，,（(]\s*(?:同比|[比较](?:上年|去年)(?:同期|末)?)?(?:增长|下降|上升|增加|减少)(?:了|约)?\s*$"
)
_GOES_ON = re.compile(r"^\s*[，,、]\s*(?P<head>[一-龥]{2,10}?)(?:共|有|为|达|约)?\s*$")
_OF_IT = re.compile(
    r"^\s*[，,（(、]\s*(?:约|仅)?(?:占|[一-龥]{0,6}(?:率|占比|比重|比例))(?![^，,。；;]*(?:比|较|同比|提高|高|低))[^，,。；;0-9]{0,14}$"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_NUMBER_OF = re.compile(r"(?:人数|数量?|总数|量)$")
_FAR = 30
_TELLING = 2
_ALIKE = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge levels by the rows that the rate, or the figure, beside them shows to be meant."""
    tables = [sheet for sheet in sheets(facts) if sheet.values]
    if not tables:
        return
    stems = RowStems(tables)
    close = nearby(tables)
    for paragraph in paragraphs(facts):
        for one, two in itertools.pairwise(paragraph.numbers):
            if one.stated is None or two.stated is None or one.part != two.part or one.depth or two.depth:
                continue
            yield from _level(facts, one, two, stems)
        yield from _going_on(facts, paragraph.numbers, close)
        yield from _of_other_row(facts, paragraph)


def _level(facts: Facts, level: Number, rate: Number, stems: RowStems) -> Iterator[Outcome]:
    """Judge a level whose rate of growth is the one of its row."""
    told = rate.is_share and rate.sign and not (level.sign or level.is_share or _EARLIER.search(level.clause))
    if not told or digits(rate.known) < _TELLING or _THEN.match(rate.before) is None:
        return
    places = [
        (sheet, row, grown)
        for sheet, row in stems.named(level.name).near(level.block.index, _FAR)
        if (
            grown := [
                each
                for each in numeric(sheet)
                if _CHANGE.search(header(each)) and _grown(rate, sheet, row, each)
            ]
        )
    ]
    if len(places) != 1:
        return
    sheet, row, grown = places[0]
    # A row that is named in part only, 出栏 for 牛出栏, prints other levels.
    if stem(plain(row.label or row.name)) not in stem(plain(level.name)):
        return
    proved = {spans(sheet)[each.name][0] for each in grown if each.name in spans(sheet)}
    columns = [each for each in numeric(sheet) if each.name in proved] or _of_now(sheet, row)
    if len(columns) == 1 and (cell := sheet.at(row, columns[0])) is not None:
        yield from _compared(facts, level, cell)


def _grown(rate: Number, sheet: Sheet, row: Row, column: Column) -> bool:
    cell = sheet.at(row, column)
    # A column of units (万头) lends them to the column of rates as well.
    if cell is None or (cell.unit.dimension not in {"ratio", "number"} and not _lent(cell)):
        return False
    one, two = rate.known.printed.numeral.value * rate.sign, cell.printed.numeral.value
    return one == two


def _of_now(sheet: Sheet, row: Row) -> Sequence[Column]:
    """Return the columns in which a row prints a level of this year."""
    levels = [
        column
        for column in numeric(sheet)
        if sheet.at(row, column) is not None
        and not _CHANGE.search(header(column))
        and not _EARLIER.search(header(column))
        and column.name not in sheet.rates
    ]
    years = {column.name: _YEAR.findall(header(column)) for column in levels}
    if len(levels) > 1 and all(len(found) == 1 for found in years.values()):
        latest = max(found[0] for found in years.values())
        return [column for column in levels if years[column.name] == [latest]]
    return levels


def _going_on(facts: Facts, numbers: Sequence[Number], tables: Nearby[Sheet]) -> Iterator[Outcome]:
    """Judge what goes on behind a figure that its name and value show to be of a row."""
    for at, first in enumerate(numbers):
        label = plain(first.clause)
        if first.stated is None or first.sign or first.depth or len(label) < _TELLING:
            continue
        behind = list(itertools.takewhile(functools.partial(_goes_on, first), numbers[at + 1 :]))
        if not behind:
            continue
        places = [
            (sheet, row)
            for sheet in tables.near(first.block.index, _FAR)
            if sheet.section[:1] == first.block.section[:1]
            for row in sheet.details
            if stem(plain(row.label or row.name)) == stem(label)
            and any(
                (cell := sheet.at(row, column)) is not None and _same(first, cell)
                for column in numeric(sheet)
            )
        ]
        if len(places) != 1:
            continue
        sheet, row = places[0]
        for number in behind:
            found = _GOES_ON.match(number.before)
            named = [
                cell
                for column in numeric(sheet)
                if found is not None and _core(header(column)) == _core(found["head"])
                if (cell := sheet.at(row, column)) is not None
            ]
            if number.stated is not None and not number.sign and len(named) == 1:
                yield from _compared(facts, number, named[0])


@functools.lru_cache(maxsize=4)
def _cells(facts: Facts) -> ByValue[tuple[Sheet, Stated]]:
    """Return the cells of all tables by what they print."""
    cells = ((sheet, cell) for sheet in sheets(facts) for cell in sheet.values.values())
    return ByValue(cells, lambda each: each[1])


def _of_other_row(facts: Facts, paragraph: Paragraph) -> Iterator[Outcome]:
    """Judge 最大的为甲区，全年 82,232 吨，占 26.17%: the share is that of 甲区, and the level the one of another row.

    Neither the other row nor a second one is named beside it, and each figure stands in one row only.
    """
    for level, share in itertools.pairwise(paragraph.numbers):
        if level.stated is None or share.stated is None or level.part != share.part:
            continue
        plain_level = not (level.sign or level.depth or level.is_share or share.sign)
        if not plain_level or not share.is_share or _OF_IT.match(share.before) is None:
            continue
        if min(digits(level.known), digits(share.known)) <= _TELLING or _EARLIER.search(level.clause):
            continue
        own = [each for each in paragraph.numbers if each.sentence == level.sentence]
        words = plain("".join(each.before for each in own) + re.split("[。！？]", own[-1].after)[0])
        for sheet in dict.fromkeys(sheet for sheet, _ in _cells(facts).alike(level.known)):
            named = [
                row
                for row in sheet.details
                if len(label := plain(row.label or row.name)) >= _TELLING and label in words
            ]
            if len(named) == 1 and len(sheet.details) > _ALIKE:
                yield from _exchanged(facts, (level, share), sheet, named[0])


def _exchanged(facts: Facts, told: tuple[Number, Number], sheet: Sheet, named: Row) -> Iterator[Outcome]:
    """Judge the one of two figures that stands in another row, where the other one stands in the row named."""
    level, share = told
    places = [_printed(sheet, each) for each in told]
    rows = [{row.name for row, _ in found} for found in places]
    for at, (mine, others) in enumerate(((rows[1], places[0]), (rows[0], places[1]))):
        if mine != {named.name} or len(others) != 1 or others[0][0] is named or others[0][0] in sheet.totals:
            continue
        number, cell = (level, share)[at], sheet.at(named, others[0][1])
        beside = {column.name for _, column in places[1 - at]}
        # Level and share in one column: a table whose rows are measures, and of whose columns none is named.
        if cell is None or others[0][1].name in beside:
            continue
        cell = as_percent(cell, "%") if number.is_share else cell
        if cell.unit.dimension != number.known.unit.dimension:
            continue
        yield judged(facts, compared(rule(NAME, TITLE), number.known, tree.Relation.EQUAL, cell))


def _printed(sheet: Sheet, number: Number) -> list[tuple[Row, Column]]:
    """Return the cells that print a number of the text."""
    return [
        (row, column)
        for row in sheet.table.rows
        for column in numeric(sheet)
        if (cell := sheet.at(row, column)) is not None
        and (cell := as_percent(cell, header(column)) if number.is_share else cell).unit.dimension
        == number.known.unit.dimension
        and same_value(number.known, cell)
    ]


def _goes_on(first: Number, number: Number) -> bool:
    return number.part == first.part and number.depth == 0 and _GOES_ON.match(number.before) is not None


def _core(name: str) -> str:
    return _NUMBER_OF.sub("", stem(plain(name)))


def _same(number: Number, cell: Stated) -> bool:
    """Whether a cell prints a number, in its unit or, where its table leaves the unit to a head, without it."""
    if number.known.unit.dimension == cell.unit.dimension and same_value(number.known, cell):
        return True
    return _unitless(number, cell) and same_value(as_numeral(number.known), as_numeral(cell))


def _unitless(number: Number, cell: Stated) -> bool:
    """Whether a cell prints a bare number, for which the head of its table may lend another unit."""
    return cell.unit.dimension == "number" or (_lent(cell) and number.dimension.startswith("count"))


def _lent(cell: Stated) -> bool:
    return cell.unit.dimension.startswith("count") and cell.unit.symbol not in cell.mention.text


def _compared(facts: Facts, number: Number, cell: Stated) -> Iterator[Outcome]:
    one, two = number.known, cell
    if _unitless(number, cell):
        one, two = as_numeral(one), as_numeral(two)
    elif one.unit.dimension != two.unit.dimension:
        return
    claim, printed = abs(one.printed.value), abs(two.printed.value)
    relation = compared(rule(NAME, TITLE), one, tree.Relation.EQUAL, two)
    # Far off, the name is that of another thing, unless the point or the unit was set wrong.
    near = printed <= claim * _ALIKE and claim <= printed * _ALIKE
    if printed and (near or (not _unitless(number, cell) and misplaced(one, two))):
        yield judged(facts, relation)
