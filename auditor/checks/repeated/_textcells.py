"""Cells of tables that words of the text name by row and column, found by name and value and not one by one."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence
from fractions import Fraction

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.byvalue import ByValue
from auditor.checks.common.chance import tells
from auditor.checks.common.numbers import Number, Paragraph, Stated
from auditor.checks.common.slips import LONG, MEANT, digits, slip
from auditor.checks.common.tables import (
    SHORTEST_LABEL,
    Sheet,
    header,
    is_share,
    like,
    numeric,
    plain,
    rows_by_label,
    same_value,
)
from auditor.checks.common.words import stem
from auditor.numbers import interval_of
from auditor.report.model import Column, Row

_YEAR = r"(?:19|20)[0-9]{2}"
_ACTUAL = re.compile(r"完成情况|实际完成|完成值|实际值|业绩值|^完成|实际数|实际情况")
_REGION = re.compile("全[国省市区县镇乡校]")
_SHARE_OF = re.compile(
    r"(?:是|为|^|[，,。；;])\s*(?P<row>[^，,。；;是为]{2,20})[，,]?\s*占(?:比)?(?:为|达)?\s*$"
)
_LONGEST_NAME = 30
_FROM = re.compile(r"(?:从|按|就)[^，,。；;]{1,8}(?:看|来看|而言|计算?)[，,]")
FIRM = 6
"""A number of so many digits that slipped tells which of several rows of one name is meant."""
_TEN_THOUSAND = 10**4
_KIND = re.compile(r"占比|比重|满意度|[一-龥]{2}率")
_SHARES = re.compile(r"占[^，,。；;]{0,10}$")
_OF_SHARES = re.compile(r"占|比重|构成|结构|份额")
_SEEN = re.compile(r"(?:从|按|以)(?P<what>[一-龥]{2,6})(?:看|计|算)[，,]")
_NAMES = re.compile(r"[一-龥]\s*[、和及与]\s*[一-龥][^、和及与]*[，,](?:分别|依次)[一-龥]{0,4}\s*$")


@records.frozen(eq=False)
class CellPlace:
    """A cell with its value, and where it stands."""

    sheet: Sheet
    row: Row
    column: Column
    value: Stated


@records.frozen(eq=False)
class CellPlaces:
    """The cells that one name can mean, in the order of the document."""

    places: Sequence[CellPlace]

    @functools.cached_property
    def _values(self) -> ByValue[CellPlace]:
        return ByValue(self.places, lambda place: place.value)

    @functools.cached_property
    def tables(self) -> frozenset[str]:
        """Return the tables that they stand in."""
        return frozenset(place.sheet.table.id for place in self.places)

    @functools.cached_property
    def heads(self) -> frozenset[str]:
        """Return what their columns are headed."""
        return frozenset(header(place.column) for place in self.places)

    @functools.cached_property
    def one_value(self) -> bool:
        """Whether all print the same."""
        return len({place.value.printed.value for place in self.places}) == 1

    def about(self, stated: Stated) -> Sequence[CellPlace]:
        """Return the cells whose value rounding may leave equal to that of `stated`, and perhaps some more."""
        return self._values.about(stated)


class NamedCells:
    """The cells of detail rows by what the text can call them; a name asked for again is looked up once."""

    def __init__(self, tables: Sequence[Sheet]) -> None:
        """Sort the rows by label."""
        self._rows = rows_by_label(tables)
        self._heads = frozenset(plain(header(column)) for sheet in tables for column in sheet.table.columns)
        self._known: dict[tuple[str, ...], tuple[CellPlace, ...]] = {}
        self._called: dict[tuple[tuple[str, ...], ...], CellPlaces] = {}

    def named(self, number: Number) -> CellPlaces:
        """Return the cells that 防汛抗旱项目执行率 or 群众满意度 names."""
        name = plain(number.clause or number.name)
        name = re.sub(r"(?:为|达到?|是|的|约|共|有)+$", "", name)
        if number.stated is None or not SHORTEST_LABEL < len(name) <= _LONGEST_NAME or number.sign:
            return _NONE
        dimension = number.known.unit.dimension
        asked: list[tuple[str, ...]] = [("actual", name, dimension)] if name in self._rows else []
        for end in range(SHORTEST_LABEL, len(name) - 1):
            # 全市专任教师 is what the whole document speaks of, and no row of one kind of schools
            if _REGION.fullmatch(name[:end]) or name[:end] not in self._rows:
                continue
            rest = re.sub(r"^(?:项目|的)+", "", name[end:])
            if rest in self._heads:
                asked.append(("head", name[:end], dimension, rest))
        return self._all(asked)

    def shared(self, number: Number) -> CellPlaces:
        """Return the cells of 农林水支出，占 35.94%: the share column of the row named just before."""
        if number.stated is None or not number.is_share or number.sign:
            return _NONE
        found = _SHARE_OF.search(number.before)
        if found is None:
            return _NONE
        return self._all(
            [("share", plain(found["row"]), number.known.unit.dimension, *number.block.section[:1])]
        )

    def _all(self, asked: Sequence[tuple[str, ...]]) -> CellPlaces:
        if not asked:
            return _NONE
        found = self._called.get(tuple(asked))
        if found is None:
            places = tuple(place for each in asked for place in self._cells(each))
            found = self._called[tuple(asked)] = CellPlaces(places)
        return found

    def _cells(self, asked: tuple[str, ...]) -> tuple[CellPlace, ...]:
        found = self._known.get(asked)
        if found is None:
            _, label, dimension, *_ = asked
            found = self._known[asked] = tuple(
                CellPlace(sheet, row, column, value)
                for sheet, row in self._rows.get(label, ())
                for column in sheet.table.columns
                if (value := sheet.at(row, column)) is not None
                and value.unit.dimension == dimension
                and _fits(asked, sheet, column)
            )
        return found


def _fits(asked: tuple[str, ...], sheet: Sheet, column: Column) -> bool:
    """Whether a column is one of those that a name means."""
    kind, _, _, *more = asked
    if kind == "actual":
        return _ACTUAL.search(header(column)) is not None
    if kind == "head":
        return more[0] == plain(header(column))
    return sheet.block is not None and list(sheet.block.section[:1]) == more and is_share(column)


_NONE = CellPlaces(())


class Totals:
    """The cells of total rows by the heads of their columns."""

    def __init__(self, tables: Sequence[Sheet]) -> None:
        """Sort the cells by head."""
        self._cells: dict[str, list[tuple[str, Stated]]] = {}
        for sheet in tables:
            for total in sheet.totals:
                for column in numeric(sheet):
                    if (value := sheet.at(total, column)) is not None:
                        self._cells.setdefault(header(column), []).append((sheet.table.id, value))
        self._values: dict[str, ByValue[tuple[str, Stated]]] = {}

    def print(self, head: str, stated: Stated, *, but: frozenset[str]) -> bool:
        """Whether a value is a total that some table prints under a head, one of those excepted aside."""
        if head not in self._values:
            self._values[head] = ByValue(self._cells.get(head, ()), lambda each: each[1])
        return any(table not in but for table, _ in self._values[head].alike(stated))


def in_its_unit(number: Number, cell: Stated) -> Stated | None:
    """Return a cell of a table that tells no unit in that of an amount: 49,019.50 below 销售额 for 销售额 49,019.50 万元."""
    if number.dimension != "money" or cell.unit.dimension != "number" or digits(cell) <= MEANT:
        return None
    unit, numeral = number.known.unit, cell.printed.numeral
    value, step = unit.in_base(numeral.value), unit.in_base(numeral.step)
    printed = attrs.evolve(cell.printed, unit=unit, value=value, step=step, interval=interval_of(value, step))
    return attrs.evolve(cell, printed=printed)


def tells_total(paragraph: Paragraph, number: Number, sheet: Sheet) -> bool:
    """Whether the sentence of a rate tells another total of a table: 支出进度 alone may be that of any money."""
    cells = [value for each in numeric(sheet) if (value := sheet.at(sheet.totals[0], each)) is not None]
    return any(
        each is not number and same_value(each.known, own) and (like(each, cell) or own is not cell)
        for each in paragraph.numbers
        if each.stated and each.sentence == number.sentence and not each.is_share
        for cell in cells
        for own in (in_its_unit(each, cell) or cell,)
    )


def of_sum(paragraph: Paragraph, number: Number) -> bool:
    """Whether a figure is what the others of its sentence ask: 支出 4,106.07，其中基本支出 1,812.19、项目支出 2,293.89, of other funds than a table's."""
    known = number.known
    others = [
        each.known
        for each in paragraph.numbers
        if each.stated and each is not number and each.sentence == number.sentence and like(each, known)
    ]
    return any(
        abs(known.printed.value + one.printed.value - whole.printed.value)
        <= max(known.printed.step, whole.printed.step)
        for one, whole in itertools.permutations(others, 2)
        if one.printed.value
    )


def of_other_rate(number: Number, column: Column) -> bool:
    """Whether a rate is called otherwise than a column: 各方向执行率依次为适老化改造 100%, beside 占支出比重."""
    head = header(column)
    if number.is_share and "得分" not in head and "得分率" in number.lead:
        return True  # 各部分的得分率，产出为 93.5%，满意度为 100%
    seen = _SEEN.search(number.lead)
    if number.is_share and seen is not None and seen["what"] not in head:
        return True  # 从金额看，助餐占 45.5%, beside the shares of another count
    said, headed = _KIND.findall(number.clause), _KIND.findall(head)
    if number.is_share and not said and _SHARES.search(number.clause):
        return not _OF_SHARES.search(head)  # 二氧化硫占 21.5%, beside 减排比例
    return number.is_share and bool(said) and bool(headed) and said[-1] != headed[-1]


_FOR = re.compile(r"[，,；;、。：:]\s*[为向对给]\s*$")
_LISTED_BEFORE = re.compile(r"(?:,|\band)\s*[$€£]?$")
"""What stands before one of a list that its name follows: 2,890 referrals in Amber, 2,380 in Bisi."""
_UP_TO = re.compile(r"\b(?:in|at|for) [A-Z][A-Za-z ]{1,30} to\s*$")
_WHERE = re.compile(r"\s*(?:%|per ?cent)?\s*(?:in|at|for) [A-Z]")
_WHOM = re.compile(r"\s*(?:人|名|户|个|所|家)[一-龥]{2,}")


def behind_names(number: Number) -> bool:
    """Whether a number is the first of several behind their names, the nearest of which is not its own: 甲和乙，分别为 a 和 b."""
    named = not number.told and _NAMES.search(re.split(r"[。；;]", number.before)[-1]) is not None
    return named or done_for(number) or _named_behind(number)


def _named_behind(number: Number) -> bool:
    """Whether the place of an end of a range stands behind it, or of one of a list: from 79 % in Westholm to 92 % in Eastholm."""
    text, span = number.block.text, number.occurrence.span
    if _LISTED_BEFORE.search(text[: span.start]) and _WHERE.match(number.after):
        return True
    return _UP_TO.search(text[: span.start]) is not None and _WHERE.match(text[span.end :]) is not None


def done_for(number: Number) -> bool:
    """Whether a number is of those for whom what follows is done: 为 5,025 名残疾人提供康复服务，为 1,120 人适配辅具."""
    text, span = number.block.text, number.occurrence.span
    return _FOR.search(text[: span.start]) is not None and _WHOM.match(text[span.end :]) is not None


def unit_off(number: Number, place: CellPlace) -> bool:
    """Whether a short amount is 万元 where 亿元 was meant, or the other way: the one cell, as its digits round it."""
    claim, cell = number.known.printed, place.value.printed
    named = len(stem(plain(place.row.label or place.row.name))) >= FIRM
    return (
        named
        and number.dimension == "money"
        and digits(number.known) >= MEANT - 1
        and digits(place.value) >= LONG
        and any(
            abs(claim.value * scale - cell.value) * 2 <= claim.step * scale
            for scale in (Fraction(_TEN_THOUSAND), Fraction(1, _TEN_THOUSAND))
        )
    )


def of_other_rows(number: Number, places: Sequence[CellPlace]) -> list[CellPlace]:
    """Return the cells of a row in whose columns another row prints a figure: it was copied from there.

    Short figures stand in many a column; of them it shows where few cells were looked at, and the text does not name the other row.
    """
    rivals = {id(place): _printing(number, place) for place in places}
    # 城镇常住人口 245.71 is the row 其中：城镇, and not the row 全市常住人口.
    called = plain(f"{number.name}|{number.clause}")
    if any(_called(row) in called for rows in rivals.values() for row in rows):
        return []
    if digits(number.known) < MEANT:
        tried = sum(len(place.sheet.table.rows) for place in places)
        text = plain(number.block.text)
        named = any(plain(row.label or row.name) in text for rows in rivals.values() for row in rows)
        if digits(number.known) < MEANT - 1 or named or not tells(number.known, tried):
            return []
    return [place for place in places if rivals[id(place)]]


def _called(row: Row) -> str:
    """Return what a row is called without what says that it is of another one; a sign that no name holds where that is nothing."""
    return re.sub(r"^(?:其中[:：]?|#)+", "", plain(row.label or row.name)) or "\n"


def _printing(number: Number, place: CellPlace) -> list[Row]:
    """Return the other rows that print a figure in the column of a cell."""
    return [
        row
        for row in place.sheet.table.rows
        if row is not place.row
        and (value := place.sheet.at(row, place.column)) is not None
        and value.printed.value == number.known.printed.value
    ]


def seen_from(number: Number) -> bool:
    """Whether a share is told of another measure than the last one: 从金额看，助餐占 45.5%."""
    text = number.block.text[: number.occurrence.span.start]
    return _FROM.search(re.split(r"[。；;]", text)[-1]) is not None


TotalsByHead = dict[tuple[str, str], list[tuple["Sheet", "Stated"]]]


def totals_by_head(tables: Sequence[Sheet]) -> TotalsByHead:
    """Return the totals of tables that have one row of them, by the heads of their columns and what they measure."""
    found: TotalsByHead = {}
    for sheet in tables:
        for column in numeric(sheet) if len(sheet.totals) == 1 else ():
            if (value := sheet.at(sheet.totals[0], column)) is not None:
                found.setdefault((stem(header(column)), value.unit.dimension), []).append((sheet, value))
    return found


def other_year(number: Number, column: Column) -> bool:
    """Whether a figure is said to be of another year than its column."""
    said, headed = re.search(_YEAR, number.period), re.search(_YEAR, header(column))
    return said is not None and headed is not None and said.group() != headed.group()


def fallen(number: Number, value: Stated) -> bool:
    """Whether English words tell a change below zero by its size: visits fell by 1,545, where the cell prints −1,545.

    Whether the word goes the same way, others ask.
    """
    same = value.printed.value < 0 and number.known.printed.value == -value.printed.value
    return same and number.clause.isascii()


def comparable(one: Stated, two: Stated) -> bool:
    """Whether two figures are near enough to be meant as one: a tenth apart, or a slip."""
    gap = abs(one.printed.value - two.printed.value)
    # 6 is a slip of 26 no more than of any other number of two digits.
    return gap * 10 <= abs(two.printed.value) or (
        digits(two) >= MEANT - 1 and slip(one, two.printed.value) != ""
    )
