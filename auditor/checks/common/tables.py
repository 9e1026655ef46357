"""Tables as detectors read them: the values of a grid by row and column, and what its columns are."""

from __future__ import annotations

import bisect
import functools
import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.accounts import CAME, LEFT, heads
from auditor.checks.common.numbers import Number, Stated, exactly, stated_of
from auditor.checks.common.prices import in_yuan, of_unit
from auditor.checks.common.slips import digits
from auditor.checks.common.turned import turned
from auditor.numbers import half_apart, unit_of
from auditor.report.blocks import Block, BlockKind
from auditor.report.model import Column, Role, Row, Table

if TYPE_CHECKING:
    from auditor.evaluation.facts import Facts

_RATE = re.compile(
    r"率|占比|比重|[师入出费]比|比例|百分比|增幅|涨幅|增速|增长|涨跌|幅度|构成|同比|均|密度|单[价产台位]|(?<![一-龥])每(?![年月日季周期天次])|每[亩台人户件百千万十]|价格|指数|±|％|%|[Rr]ate|[Pp]ercent|[Aa]verage|[Mm]ean|[Mm]edian|"
    # Dollars per location; what there is per year adds up as what there is.
    r"(?:\b[Pp]|(?<=s)p)er (?!(?:fiscal |calendar )?(?:year|annum|quarter|month|week|day)\b)[a-z]|\b[Uu]nit (?:cost|price)"
)
_NOT_ADDED = re.compile(
    r"^序号$|行次|栏次|编号|编码|代码|年份|(?<![0-9上本去今前])年度$|日期|时间|标准|目标值|标杆|排名|名次|[Rr]ank|^[Nn]o\.?$|^[Nn]otes?$|^[Rr]ef(?:erence)?\.?$|^[Cc]ode$"
)
_LONGEST_WORD = 12
SHORTEST_LABEL = 2
_DIGIT = re.compile(r"[0-9]")
_PLACE = re.compile(r"全[国省市区县州旗镇乡校院局街]|全街道|小计|总[额数和]")
_LABEL_UNIT = re.compile(r"[（(](亿元|万元|千元|元)[）)]$")
_QUARTER = 4
_HUNDRED = 100
_DRAFT = re.compile(r"^(?!.*(?:执行|完成)).*预算草案")
_ANY_YEAR = r"(?:19|20)[0-9]{2}"
_CHANGE = re.compile(r"变动|增减|变化|增长")
_PERCENT = re.compile(r"%|％|\bper ?cent\b", re.IGNORECASE)
_MEAN = re.compile(r"^(?:综合|平均)[^一-龥]*$|加权")
_ROUND_SHARE = re.compile(r"占比|比重|比例|构成|占.{0,8}%|[Ss]hare")


@records.frozen(eq=False)
class Sheet:
    """A table with its values; blanks and texts are absent from `values`. `lying` tells that it is printed turned over."""

    table: Table
    values: Mapping[tuple[str, str], Stated]
    block: Block | None
    lying: bool = False

    def at(self, row: Row, column: Column) -> Stated | None:
        """Return the value of a cell, or None."""
        return self.values.get((row.name, column.name))

    def printed(self, row: Row, column: str) -> tuple[str, str, str]:
        """Return where a cell is printed: table, row and column."""
        return (self.table.id, column, row.name) if self.lying else (self.table.id, row.name, column)

    @property
    def section(self) -> tuple[str, ...]:
        """Return the headings that the table stands under."""
        return self.block.section if self.block is not None else ()

    def near(self, index: int, most: int) -> bool:
        """Whether the table stands at most so many blocks before or behind the block of this index."""
        return self.block is not None and abs(self.block.index - index) <= most

    @functools.cached_property
    def totals(self) -> tuple[Row, ...]:
        """Return the total rows; 全县, 小计 are one where they stand first or last and half of the columns add up to them."""
        told = tuple(row for row in self.table.rows if row.role is Role.TOTAL)
        rows = self.table.rows
        if told or len(rows) < _QUARTER:
            return told
        ways = ((rows[-1], rows[:-1]), (rows[0], rows[1:]))
        return tuple(whole for whole, others in ways if self._all_of_a_place(whole, others))

    def _all_of_a_place(self, whole: Row, others: Sequence[Row]) -> bool:
        if _PLACE.fullmatch(plain(whole.label or whole.name)) is None:
            return False
        sums = [
            sum(part.printed.value for part in parts) == total.printed.value
            for column in self.columns
            if (total := self.at(whole, column)) is not None and column.name not in self.rates
            if (parts := [value for row in others if (value := self.at(row, column)) is not None])
            and len(parts) == len(others)
        ]
        return sums.count(True) >= 2 and sums.count(True) * 2 >= len(sums)  # noqa: PLR2004 - one may be chance

    @functools.cached_property
    def details(self) -> tuple[Row, ...]:
        """Return the rows that are no totals of any kind."""
        return tuple(row for row in self.table.rows if row.role is Role.DETAIL and row not in self.totals)

    @functools.cached_property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns that hold values."""
        held = {name for _, name in self.values}
        return tuple(column for column in self.table.columns if column.name in held)

    @functools.cached_property
    def rates(self) -> frozenset[str]:
        """Return the names of the columns that hold percentages: more than a row of them, as 客房出租率 among amounts."""
        held = Counter(name for _, name in self.values)
        ratios = Counter(name for (_, name), value in self.values.items() if value.unit.dimension == "ratio")
        return frozenset(name for name, count in ratios.items() if count * _QUARTER > held[name])

    @functools.cached_property
    def digits(self) -> frozenset[tuple[str | None, str | None]]:
        """Return the cells, by row and column, in which a number is printed, whether or not it states a value."""
        cells = self.block.cells if self.block is not None else ()
        return frozenset((cell.location.row, cell.location.col) for cell in cells if _DIGIT.search(cell.text))

    @property
    def title(self) -> str:
        """Return what the table is called in messages."""
        return self.table.name or self.table.id


@functools.lru_cache(maxsize=4)
def sheets(facts: Facts) -> tuple[Sheet, ...]:
    """Return every table of a report with its values."""
    cells: dict[str, dict[tuple[str, str], Stated]] = {}
    for (table, row, column), (figure, mention) in facts.report.cells.items():
        stated = stated_of(facts, figure, mention)
        if stated is not None and stated.unit.is_numeric:
            cells.setdefault(table, {})[row, column] = stated
    blocks = {block.table: block for block in facts.report.blocks if block.table and block.cells}
    found = []
    for printed in facts.report.tables:
        own = in_yuan(facts, printed, _lent(printed, cells.get(printed.id, {})))
        seen, values, block = turned(printed, own, blocks.get(printed.id))
        found.append(Sheet(seen, _in_percent(seen, dict(values)), block, seen is not printed))
    return tuple(found)


def _lent(table: Table, values: dict[tuple[str, str], Stated]) -> dict[tuple[str, str], Stated]:
    """Return values with the unit that the label of the total row alone prints: 合计（万元） is the sum of what is no 万元."""
    for row in table.rows:
        found = _LABEL_UNIT.search(row.label or row.name) if row.role is Role.TOTAL else None
        if found is None:
            continue
        unit = unit_of(found[1])
        for column in table.columns:
            total = values.get((row.name, column.name))
            if total is None or total.unit.dimension != unit.dimension:
                continue
            own = {place: value for place, value in values.items() if place[1] == column.name}
            bare = {place: value for place, value in own.items() if value.unit.dimension == "number"}
            if len(bare) + 1 == len(own):
                values |= {place: of_unit(value, unit) for place, value in bare.items()}
    return values


def _in_percent(table: Table, values: dict[tuple[str, str], Stated]) -> Mapping[tuple[str, str], Stated]:
    """Return values with the shares of columns that close with a bare 100 as percentages: 单位：万元、% names no column."""
    for column in table.columns:
        own = {place: value for place, value in values.items() if place[1] == column.name}
        full = [value for value in own.values() if value.printed.value == _HUNDRED]
        bare = all(
            value.unit.dimension == "number" and 0 <= value.printed.value <= _HUNDRED
            for value in own.values()
        )
        if is_share(column) and len(full) == 1 and bare and len(own) > _QUARTER:
            values |= {place: as_percent(value, "%") for place, value in own.items()}
    return values


def cut(facts: Facts, sheet: Sheet) -> bool:
    """Whether more rows of a table may stand in what was not read behind it: a page ended inside it."""
    return sheet.block is not None and sheet.block.index in _cut(facts)


def last(facts: Facts, sheet: Sheet) -> bool:
    """Whether nothing but the feet of pages stands behind a table."""
    blocks = _told(facts)
    return bool(blocks) and sheet.block is blocks[-1]


@functools.lru_cache(maxsize=4)
def _told(facts: Facts) -> tuple[Block, ...]:
    """Return the blocks without the feet of pages and single words."""
    return tuple(
        each
        for each in facts.report.blocks
        if each.kind is not BlockKind.FURNITURE
        and not (each.kind is BlockKind.PARAGRAPH and len(each.text) <= _LONGEST_WORD)
    )


@functools.lru_cache(maxsize=4)
def _cut(facts: Facts) -> frozenset[int]:
    """Return the blocks that something unread follows."""
    # The foot of the page and a word of the repeated head may stand between.
    return frozenset(
        each.index for each, after in itertools.pairwise(_told(facts)) if after.kind is BlockKind.FRAGMENT
    )


def unread(sheet: Sheet, rows: Sequence[Row], column: Column) -> bool:
    """Whether a cell of a column prints a number that states no value here: bounds, ranges, bound elsewhere."""
    return any((row.name, column.name) in sheet.digits and sheet.at(row, column) is None for row in rows)


def blank_but(sheet: Sheet, rows: Sequence[Row], column: Column) -> bool:
    """Whether all cells of a column but those that state a value are printed, and empty."""
    if sheet.block is None:
        return False
    places = {cell.location.row: cell.row for cell in sheet.block.cells if cell.location.row}
    beside = next((cell.column for cell in sheet.block.cells if cell.location.col == column.name), None)
    printed = {cell.row for cell in sheet.block.cells if cell.column == beside and cell.text.strip("-—– ")}
    return all(
        row.name in places and (places[row.name] in printed) is (sheet.at(row, column) is not None)
        for row in rows
    )


def header(column: Column) -> str:
    """Return the words above a column."""
    return "".join(column.path) or column.name


def is_rate(sheet: Sheet, column: Column) -> bool:
    """Whether a column holds rates, means or prices: what does not add up."""
    return column.name in sheet.rates or _RATE.search(header(column)) is not None


def is_share(column: Column) -> bool:
    """Whether a column says which part of the whole each row is."""
    return _ROUND_SHARE.search(header(column)) is not None and not _CHANGE.search(header(column))


def is_mean(row: Row) -> bool:
    """Whether a row is a mean of the others: 综合, 加权平均."""
    return _MEAN.search(row.label or row.name) is not None


def adds(sheet: Sheet, column: Column) -> bool:
    """Whether the numbers of a column can be added: a balance that is carried from row to row cannot."""
    head = header(column)
    if is_rate(sheet, column) or _NOT_ADDED.search(head):
        return False
    return not (heads(LEFT, head) and any(heads(CAME, header(each)) for each in sheet.columns))


def corner(sheet: Sheet) -> str:
    """Return what heads the labels of a table: 案件类别."""
    cells = sheet.block.cells if sheet.block is not None else ()
    return next((cell.text for cell in cells if cell.row == 0 and cell.column == 0), "")


def numeric(sheet: Sheet) -> Sequence[Column]:
    """Return the columns that hold values."""
    return sheet.columns


def whole_of_shares(sheet: Sheet, claim: Column) -> Row | None:
    """Return the row that the shares are of: the one total, else the one row that prints 100 %."""
    # 小计 100%, then 减：坏账准备, then 合计 without a share: what prints 100 % is the whole.
    told = tuple(row for row in sheet.totals if sheet.at(row, claim) is not None)
    full = tuple(
        row
        for row in sheet.table.rows
        if (share := sheet.at(row, claim)) is not None and share.printed.value == 1
    )
    rows = told or full or sheet.totals
    if len(rows) != 1:
        return None
    # 前五名合计 22.12%: a total that is itself a share of something greater.
    own = sheet.at(rows[0], claim)
    part = own is not None and own.unit.dimension == "ratio" and own.printed.value * 10 < 9  # noqa: PLR2004
    return None if part else rows[0]


def as_percent(value: Stated, *words: str) -> Stated:
    """Return a number without a unit as a percentage where the head or label around it says so: 108.6 under % of target."""
    if value.unit.dimension != "number" or not any(_PERCENT.search(each) for each in words):
        return value
    return of_unit(value, unit_of("%"))


def rows_by_label(tables: Sequence[Sheet]) -> dict[str, list[tuple[Sheet, Row]]]:
    """Return the detail rows of tables by their labels, those of one label together."""
    found: dict[str, list[tuple[Sheet, Row]]] = {}
    for sheet in tables:
        for row in sheet.table.rows:
            if row.role not in {Role.DETAIL, Role.OF_WHICH}:
                continue
            label = plain(row.label or row.name)
            if len(label) >= SHORTEST_LABEL:
                found.setdefault(label, []).append((sheet, row))
    return found


@functools.lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return a label without blanks, quotes and the number it begins with."""
    return re.sub(
        r"\s|^[一二三四五六七八九十]+、|^[（(][一二三四五六七八九十]+[）)]|^[0-9]+[.、]|[“”\"]|#[0-9]+$",
        "",
        text,
    )


def like(number: Number, value: Stated) -> bool:
    """Whether a number in the text and a cell are of one dimension."""
    return number.stated is not None and value.unit.dimension == number.stated.unit.dimension


_TO_THE_FEN = 9
_COUNTED = re.compile("[县市区乡镇村街社部单年月方环]")
"""What a number of 个 is said to count right behind it."""
_PEOPLE = re.compile(r"人口|人[数员]|学?生数?$|教师|职工|儿童|老人|居民|村民|农民|党员")
_NUMBER_OF = re.compile(r"(?:数量?|总数)$")
_OF_YEAR = re.compile(rf"{_ANY_YEAR}(?:年[度末底]?|(?![0-9]))")
_PER = re.compile(r"均|每|率|比|占|增|减|变动|±")


def counted_like(number: Number, column: Column, value: Stated) -> Stated | None:
    """Return a cell as a figure of the text's kind: of its unit, or a bare number below a head that counts such things.

    66,094 below 人口 is a number of 人, 189 below 网格数 one of 个 where the text says 网格.
    """
    head = plain(header(column))
    if like(number, value):
        # 分布在全市 6 个县（区）: not the total of 项目数, which is also one of 个.
        place = _COUNTED.match(number.after.lstrip()) if number.known.unit.dimension == "count:个" else None
        return None if place is not None and place[0] not in head else value
    kind, _, counter = number.dimension.partition(":")
    if number.stated is None or kind != "count" or _PER.search(head) or not _bare(value, head):
        return None
    people = counter in {"人", "名"} and _PEOPLE.search(head) is not None
    told = number.clause or number.name
    noun, called = (_NUMBER_OF.sub("", plain(each)) for each in (_OF_YEAR.sub("", head), told))
    named = len(noun) >= SHORTEST_LABEL and called.endswith(noun)
    if not (people or named or f"{counter}数" in head):
        return None
    counted = attrs.evolve(value, printed=attrs.evolve(value.printed, unit=unit_of(counter)))
    return exactly(counted) if value.printed.value.denominator == 1 else counted


def _bare(value: Stated, head: str) -> bool:
    """Whether a cell prints a number without a unit of its own: 单位：所、人 lends the first one to all columns."""
    unit = value.unit
    lent = unit.dimension.startswith("count:") and unit.symbol not in value.mention.text
    return unit.dimension == "number" or (lent and unit.symbol not in head)


def same_value(one: Stated, two: Stated) -> bool:
    """Whether one value can be printed both ways: 386,521.47 万元 and 3,865,214,712.38 元."""
    left, right = one.printed, two.printed
    return half_apart(left.value, right.value, left.step) or half_apart(left.value, right.value, right.step)


def repeats(number: Number, cell: Stated) -> bool:
    """Whether a cell prints what a number states; an amount to the fen is one of yuan, though its table does not say so."""
    bare = number.dimension == "money" and cell.unit.dimension == "number" and digits(cell) >= _TO_THE_FEN
    return (bare or number.dimension == cell.unit.dimension) and same_value(number.known, cell)


def of_other_year(number: Number, sheet: Sheet) -> bool:
    """Whether a figure is told of a year that the caption does not name: 2022 年末累计结存 is 上年末累计结存."""
    told = re.findall(_ANY_YEAR, number.period + number.clause)
    years = re.findall(_ANY_YEAR, sheet.table.caption or "")
    return bool(told and years) and told[-1] not in years


def drafted(section: Sequence[str]) -> bool:
    """Whether a chapter is the draft of next year's budget: its figures are in no table of the outturn."""
    return any(_DRAFT.search(each) for each in section)


class Captions:
    """Tables by their numbers and the beginnings of their captions."""

    def __init__(self, tables: Sequence[Sheet]) -> None:
        """Sort the tables by what is printed above them."""
        self._tables = tables
        self._numbers: dict[str, list[int]] = {}
        for at, sheet in enumerate(tables):
            self._numbers.setdefault(plain(sheet.table.number or ""), []).append(at)
        self._captions = sorted((plain(sheet.table.caption or ""), at) for at, sheet in enumerate(tables))

    def begun(self, word: str) -> list[Sheet]:
        """Return the tables whose number is a word, or whose caption begins with it."""
        found = set(self._numbers.get(word, ()))
        start = bisect.bisect_left(self._captions, (word, -1))
        behind = itertools.islice(self._captions, start, None)
        found.update(at for _, at in itertools.takewhile(lambda each: each[0].startswith(word), behind))
        return [self._tables[at] for at in sorted(found)]
