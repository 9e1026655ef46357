"""Where a superlative can be looked up: the lines of figures in which the thing named has its own, and what it competes with there."""

from __future__ import annotations

import functools
from array import array
from typing import TYPE_CHECKING, TypeGuard

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.cellsaid import label_of
from auditor.checks.common.measures import measure_of
from auditor.checks.common.mostsaid import MEAN
from auditor.checks.common.numbers import as_numeral
from auditor.checks.common.saidwords import measure, words_said
from auditor.checks.common.slips import digits
from auditor.checks.common.tables import header, like, plain, repeats, sheets
from auditor.checks.common.words import overlap
from auditor.checks.order._lines import Line, told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from auditor.checks.common.numbers import Number, Stated
    from auditor.checks.common.tables import Sheet
    from auditor.checks.order._superlatives import Superlative
    from auditor.evaluation.facts import Facts
    from auditor.report.model import Row

_CHANGES = re.compile(r"增速|增幅|涨跌|涨幅|增减|增长|变动|变化|±|同比|比上年|[升降跌]幅|速度")
_EARLIER = re.compile(r"(?<![比较与])(?:上年|去年|上期)|上次|期初")
_LOST = re.compile(r"失|扣|未|不")
_NO_MEASURE = re.compile(r"序号|排名|名次|编号|年份|代码")
_REST = re.compile(r"其[他它余]")
_LUMP = re.compile(r"(?:.*\|)?(?:其余|其他|其它|其馀)(?:[0-9]|[两三四五六七八九十]|各)")
_OFFICE = re.compile(r"[局厅委办院所]$")
_NO_THING = re.compile(
    r"全(?:[国省市区县州旗镇乡校院局]|部|系统)|[总小合]计|[0-9]+[个家项所座户条人]|(?:总体|加权|综合)?(?:平均(?:值|数|水平)?|均值)"
)
_CLASS = re.compile(r"\s*[一二三四五六七八九十]{1,2}、")
_HALF = re.compile(r"/[左右上下]$")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_MEASURE = re.compile(r"[率额量分数比]$")
_KIND = re.compile(
    r"(?P<rate>率|占比|比例|比重|幅度?|速度?)$|(?P<money>额|资金|经费|费用|支出|收入)$|(?P<count>(?<!指)数|数量|人次)$"
)
"""What a measure is by its last word."""
_AMOUNTS = ("money", "count", "score", "measure:")
_LINKS = re.compile(r"(?:为|达到?|是|有|仅有?|只有|计)+$")
_COUNTED = re.compile(
    r"(?P<count>[0-9]{1,2})\s*[个家所座处](?P<kind>[一-龥]{2,4}?)(?:合计|共|中|里)[^。]*[；;，,]其中$"
)
_SUM = "小计"
_SHORTEST = 2
_FEWEST = 3
_NEAREST = 120
"""Of how many lines a superlative may be said at most: where more hold the name, those far away are of something else."""
_EXACT, _ENDS, _ALIKE, _NEAR = 4, 3, 2, 1


@records.frozen(eq=False)
class Place:
    """A thing in a line, with those that it competes with; `fit` says how well the line is what is compared."""

    line: Line
    name: str
    rivals: tuple[str, ...]
    fit: int
    section: str

    def value(self, name: str) -> Fraction:
        """Return the value of a thing of the line, as it is printed where the line mixes units: 2.3% below 6."""
        printed = self.line.names[name].printed
        mixed = len({self.line.names[each].unit.dimension for each in self.rivals}) > 1
        return printed.numeral.value if mixed else printed.value

    def best(self, *, most: bool) -> str:
        """Return the thing that has most, or least."""
        return (max if most else min)(self.rivals, key=self.value)

    def is_first(self, *, most: bool) -> bool:
        """Whether nothing has more, or less."""
        return self.value(self.best(most=most)) == self.value(self.name)

    def prints(self, number: Number) -> bool:
        """Whether the line prints a figure of the text for the thing."""
        return _prints(self.line.names[self.name], number)


def _prints(cell: Stated, number: Number) -> bool:
    bare = (
        cell.unit.dimension == "number" and cell.printed.numeral.value == number.known.printed.numeral.value
    )
    return repeats(number, cell) or bare


def telling(places: Sequence[Place], number: Number) -> tuple[Stated, Stated] | None:
    """Return a figure and the cell that it has to be, where the head of the one column that fits says what it is of."""
    cells = [place.line.names[place.name] for place in places if place.fit >= _ENDS]
    alike = [cell for cell in cells if like(number, cell)]
    if len({cell.printed.value for cell in alike}) == 1:
        return number.known, alike[0]
    bare = [cell for cell in cells if cell.unit.dimension == "number"]
    return (as_numeral(number.known), bare[0]) if number.dimension == "score" and len(bare) == 1 else None


_Column = tuple[Line, str, dict[str, tuple[str, ...]], int, str]
"""A line of figures, with its chapter, what each name competes with, the block that it stands in and the title there."""


@functools.lru_cache(maxsize=4)
def _columns(facts: Facts) -> tuple[_Column, ...]:
    """Return the columns and rows of all tables in their order; two halves of a table are one."""
    found: list[_Column] = []
    halves: dict[tuple[str, str], int] = {}
    for sheet in sheets(facts):
        block = sheet.block.index if sheet.block is not None else 0
        rivals = {
            label_of(row): tuple(label_of(each) for each in _class(sheet, row)) for row in sheet.details
        }
        for column in sheet.columns:
            head = plain(header(column))
            own = {
                label_of(row): cell for row in sheet.details if (cell := sheet.at(row, column)) is not None
            }
            if _NO_MEASURE.search(head):
                continue
            key = _HALF.sub("", sheet.title), head
            if _HALF.search(sheet.title) and key in halves:
                line, section, others, stood, title = found[halves[key]]
                merged = Line(line.label, {**line.names, **own}, "column")
                every = tuple(merged.names)
                found[halves[key]] = merged, section, dict.fromkeys({**others, **rivals}, every), stood, title
                continue
            halves[key] = len(found)
            found.append((Line(head, own, "column"), "".join(sheet.section[:1]), rivals, block, sheet.title))
        heads = [plain(header(column)) for column in sheet.columns]
        # 效果 | 权重 | 得分 | 得分率: a row of measures, and of no things that could be compared.
        things = len(set(heads)) == len(heads) and all(
            _TOTAL.search(head) or _THING.search(head) for head in heads
        )
        for row in sheet.table.rows if things else ():
            line = Line(
                label_of(row),
                {
                    head: cell
                    for head, column in zip(heads, sheet.columns, strict=True)
                    if not _TOTAL.search(head) and (cell := sheet.at(row, column)) is not None
                },
                "row",
            )
            every = tuple(line.names)
            found.append((line, "".join(sheet.section[:1]), dict.fromkeys(every, every), block, sheet.title))
    return tuple(found)


def _naming(facts: Facts, each: Superlative) -> Sequence[int]:
    """Return which columns may hold what a superlative names: see `_named`, which asks nothing of one without two characters of it."""
    if each.valued:
        parts = {each.name[at : at + _SHORTEST] for at in range(len(each.name) - 1)}
    else:
        parts = {each.name[:_SHORTEST], *([each.name[-_SHORTEST:]] if each.joined else [])}
    known = _by_characters(facts)
    found = {at for part in parts for at in known.get(part, ())}
    if len(found) > _NEAREST:
        columns, here = _columns(facts), each.paragraph.block.index
        found = set(sorted(found, key=lambda at: abs(columns[at][3] - here))[:_NEAREST])
    return sorted(found)


@functools.lru_cache(maxsize=4)
def _by_characters(facts: Facts) -> Mapping[str, Sequence[int]]:
    """Return the columns by each two characters that stand beside each other in a name of theirs."""
    found: dict[str, array[int]] = {}
    for number, (line, *_) in enumerate(_columns(facts)):
        for part in {
            name[at : at + _SHORTEST] for name in line.names for at in range(len(name) - _SHORTEST + 1)
        }:
            found.setdefault(part, array("i")).append(number)
    return found


_TOTAL = re.compile(r"计$|全年|总[额数]|平均|均值|全[市县区省]")
_THING = re.compile(r"(?:[乡镇村县区市园场厂馆所院校站]|街道|社区|季度|月份?|小学|中学|医院|中心)$")


@functools.lru_cache(maxsize=4)
def _apart(facts: Facts) -> dict[Line, dict[str, tuple[str, tuple[str, ...]]]]:
    """Return what each row under a 小计 of its own competes with where no words part them: the group, and the rows of all of them."""
    found: dict[Line, dict[str, tuple[str, tuple[str, ...]]]] = {}
    for sheet in sheets(facts):
        rows = [row for row in sheet.details if row.parent is not None and row.parent.endswith(_SUM)]
        if len({row.parent for row in rows}) > 1:
            wide = tuple(map(label_of, rows))
            groups = {label_of(row): (plain(row.parent or "").removesuffix(_SUM), wide) for row in rows}
            found.update(
                {
                    line: groups
                    for line, _, rivals, *_ in _columns(facts)
                    if set(rivals) == {*map(label_of, sheet.details)}
                }
            )
    return found


def _class(sheet: Sheet, row: Row) -> Sequence[Row]:
    """Return the rows of a row's class: those below its parent, or those from one 一、 to the next; offices compete with offices."""
    rows: Sequence[Row]
    if row.parent is not None:
        rows = [each for each in sheet.details if each.parent == row.parent]
    else:
        classes: list[list[Row]] = [[]]
        for each in sheet.table.rows:
            if _CLASS.match(each.label or each.name):
                classes.append([])
            elif each in sheet.details and each.parent is None:
                classes[-1].append(each)
        rows = next((each for each in classes if row in each), [])
    office = _OFFICE.search(label_of(row)) is not None
    return [
        each
        for each in rows
        if not _NO_THING.fullmatch(label_of(each)) and (not office or _OFFICE.search(label_of(each)))
    ]


def places_of(facts: Facts, each: Superlative, what: str, held: Sequence[Place]) -> Sequence[Place]:
    """Return the places in which a superlative can be looked up: the likeliest, all of one likelihood."""
    section = "".join(each.paragraph.block.section[:1])
    columns = _columns(facts)
    lines = [
        *(columns[at][:3] for at in _naming(facts, each) if each.among in columns[at][4]),
        *((line, section, {}) for line in told(facts, each.paragraph) if not each.among),
    ]
    found: list[Place] = []
    for line, own, rivals in lines:
        for name, words in _named(line, each):
            group, wide = _apart(facts).get(line, {}).get(name, ("", ()))
            # 执行率最低的是甲项目: of all projects, whichever office has them, unless the text speaks of one office.
            told_of = group in each.paragraph.text or group in "".join(each.paragraph.block.section)
            every = (() if told_of else wide) or rivals.get(name) or tuple(line.names)
            every = tuple(
                one for one in every if one in line.names and (each.kind not in name or each.kind in one)
            )
            every = _of_those(each, name, every)
            # 在六个主要行业中: 其他行业 is none of them.
            others = sum(1 for one in every if _REST.match(one))
            if len(every) < _FEWEST or name not in every or (each.joined and _of_measures(line)):
                continue
            # One more or less is a slip in the count, and no other table.
            if each.count and not len(every) - others - 1 <= each.count <= len(every) + 1:
                continue
            # 河口村最多 is said of villages, and not of 其余 7 村 together.
            if each.count == len(every) - others or (_LUMP.match("|".join(every)) and not _REST.match(name)):
                every = tuple(one for one in every if not _REST.match(one))
            said = words or each.what
            if not (said or what or held) and not each.next:
                fit = _ENDS if _spoken(line, each) else _told_by(line, each)
            elif said or not held:
                fit = _fit(line, said or what) or (0 if _of_else(line, said) else _told_by(line, each))
            else:
                fit = next((place.fit for place in held if place.line is line), 0)
            if each.valued and (each.number is None or not _prints(line.names[name], each.number)):
                fit = 0
            if fit:
                found.append(Place(line, name, every, fit, own))
    if (
        _telling(each.number)
        and not of_else(each.number, found)
        and (printed := [one for one in found if one.prints(each.number)])
    ):
        # What prints the figure is surely what is compared, for what is told behind it as well.
        found = [attrs.evolve(one, fit=_EXACT) for one in printed]
    best = max((one.fit for one in found), default=0)
    if best == _NEAR and each.number is not None:
        # 支出比例最高的为甲，达 94.68%: the column that prints it says what is meant, whatever its head has of the words.
        found = [one for one in found if _told_by(one.line, each)] or found
    found = [one for one in found if one.fit == best]
    return [one for one in found if one.section == section] or found


def _of_those(each: Superlative, name: str, every: tuple[str, ...]) -> tuple[str, ...]:
    """Return what is of the things counted just before: 8 个分馆合计…；其中甲镇分馆最多 is said of them, and not of 总馆."""
    before = each.paragraph.text[: each.start].rpartition("。")[2]
    counted = _COUNTED.search(before)
    if counted is None or not name.endswith(counted["kind"]):
        return every
    own = tuple(one for one in every if one.endswith(counted["kind"]))
    return own if len(own) == int(counted["count"]) else every


def of_else(number: Number, places: Sequence[Place]) -> bool:
    """Whether a figure behind a name has a name of its own, which is not what is compared: 执行率最低的是甲项目，支出 3,642.90 万元."""
    words = _LINKS.sub("", plain(number.clause))
    sure = [place for place in places if place.fit >= _ENDS]
    return len(words) >= _SHORTEST and bool(sure) and not any(_fit(place.line, words) for place in sure)


def _telling(number: Number | None) -> TypeGuard[Number]:
    """Whether a figure says of which line it is: 100% stands in many."""
    return number is not None and number.known.printed.value != 1


def _spoken(line: Line, each: Superlative) -> bool:
    """Whether the sentence tells the head of a line before: 执行率达到 100%的有甲项目；最低的是乙项目."""
    before = each.paragraph.text[: each.start].rpartition("。")[2]
    head = measure(_BRACKETS.sub("", line.label))
    return len(head) > _SHORTEST and head in before and line.kind == "column"


def _of_measures(line: Line) -> bool:
    """Whether the names of a line are measures, 满分 | 得分 | 失分, and no things of which one could be the first."""
    return sum(_MEASURE.search(name) is not None for name in line.names) * 2 > len(line.names)


def _told_by(line: Line, each: Superlative) -> int:
    """Return how well the figure told says what is compared: a long one of the line, of the thing named or of another that was meant."""
    number = each.number
    if number is None or not _telling(number) or digits(number.known) < _FEWEST:
        return 0
    return _NEAR if any(_prints(cell, number) for cell in line.names.values()) else 0


def _named(line: Line, each: Superlative) -> Iterator[tuple[str, str]]:
    """Iterate over the things of a line that are named, with the words beside the name."""
    for name in line.names:
        if len(name) < _SHORTEST:
            continue
        if each.valued:
            # 区级配套 is of 区级财政, where the figure is that of its row.
            if any(name[at : at + _SHORTEST] in each.name for at in range(len(name) - 1)):
                yield name, each.what
        elif not each.joined:
            begun = len(each.name) > _SHORTEST and name.startswith(each.name)
            if name == each.name or begun or (each.name not in line.names and each.name.startswith(name)):
                yield name, ""
        elif each.name == name or each.name.startswith(name):
            yield name, each.name[len(name) :].removeprefix("的")
        elif each.name.endswith(name):
            yield name, each.name[: -len(name)].removesuffix("以")


def _of_else(line: Line, words: str) -> bool:
    """Whether words tell of means, or of what was lost, and a line does not, or the other way round."""
    kinds = (MEAN, _LOST) if words else ()
    return any(bool(kind.search(words)) is not bool(kind.search(line.label)) for kind in kinds)


def _fit(line: Line, what: str) -> int:
    """Return how well a line is what is compared, 0 where it is something else or nothing says what is compared."""
    head, words = measure(_BRACKETS.sub("", line.label)), words_said(what)
    grown = _CHANGES.search(what) is not None
    if len(words) < _SHORTEST or grown is not (_CHANGES.search(line.label) is not None):
        return 0
    if _EARLIER.search(line.label) and not _EARLIER.search(what):
        return 0
    if _of_else(line, words):
        return 0
    if words == head:
        return _EXACT
    if len(head) >= _SHORTEST and (words.endswith(head) or head.endswith(words)):
        return _ENDS
    # 台数 is little more than a unit: that 补贴台数 ends in it says that it is meant.
    whole, told = plain(_BRACKETS.sub("", line.label)), plain(what)
    if len(whole) >= _SHORTEST and told.endswith(whole):
        return _ENDS
    kinds = [found.lastgroup if found is not None else "" for found in map(_KIND.search, (whole, told))]
    amounts = any(cell.unit.dimension.startswith(_AMOUNTS) for cell in line.names.values())
    if (kinds[0] != kinds[1] and "" not in kinds) or (kinds[1] == "rate" and amounts):
        return 0  # 补贴台数 is none of 补贴额, though both are of 补贴, and 得分率 is no 得分
    # 零售额涨幅 is no 涨跌幅 of prices.
    rest = _CHANGES.sub("", words)
    if grown:
        return _ALIKE if not rest or overlap(rest, line.label) >= _SHORTEST else 0
    if measure_of(words) and measure_of(words) == measure_of(head):
        return _ALIKE
    return _NEAR if overlap(words, head) >= _SHORTEST else 0
