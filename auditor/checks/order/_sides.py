"""What the two sides of a comparison can be: the values of one line of figures that both names, or a level and a name, are of."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.saidwords import measure
from auditor.checks.common.slips import digits
from auditor.checks.common.tables import plain, repeats
from auditor.checks.common.words import stem
from auditor.checks.order._comparisons import LESS_IS_BETTER, OF_AIM, Comparison
from auditor.checks.order._lines import (
    AIMED_AT,
    BEFORE,
    EARLIER,
    LEAST,
    NOW,
    SHORTEST,
    Line,
    aimed,
    moved,
    printed,
    tabled,
    told,
)
from auditor.numbers import decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Stated
    from auditor.evaluation.facts import Facts

_TAIL = re.compile(r"(?:的)?(?:费用|支出|资金|金额|数量|人数|投资|数|额)$")
_MEAN = re.compile(
    r"^(?:(?:全部|所有|各|总体|整体|上述|本|该)[一-龥]{0,4}?|[一-龥]{0,4}?)(?:的?平均(?:水平|值|数|[一-龥]{0,4}率)?|均值|总体(?:水平)?|整体(?:水平)?)$"
)
_MEAN_ELSEWHERE = re.compile(r"[国省市县区州乡镇]|行业|同类|周边|上年|去年|往年|[近前][一二三四五两0-9]|年")
_OTHERS = re.compile(r"^(?:其他|其余|其它|另外|别的)[一-龥0-9]{0,6}$")
_AIM = re.compile(r"目标|计划|指标值|标准值|任务数")
_A_YEAR_AGO = re.compile(r"^(?:上年|去年|上年同期|去年同期|上年度)(?:水平)?$")
_CHANGES = re.compile(r"增减|变动|变化|增长|增幅|增速|[升降]幅|涨|±|同比|比上年")
_FOR_ROW = re.compile(f"{AIMED_AT.pattern}|{_A_YEAR_AGO.pattern}")
_YEAR_IN = re.compile(r"(?:19|20)[0-9]{2}")
_BARE = frozenset({"number", "measure:万", "measure:亿"})
_NOT_NOW = re.compile(
    r"上年|去年|往年|以往|过去|曾|同期|上期|上月|全[国省市县区]|预计|力争|争取|若|如果?|应|须"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年?[末底度]?(?:实际|决算)?数?|[（(][^（）()]*[）)]|本年|上年|去年")
_END = re.compile(r"^的|(?:总数|数量|数|水平)$")
_AIM_OF = re.compile(r"(?:目标|任务|计划|指标)(?:值|数)?(?:为|是)?$")
_YEAR_ALL = "全年"
_OF_RATES = re.compile(r"[率幅速比]$|增长|比重")
_PART_OF_YEAR = re.compile(r"季度?$|月份?$")
_MEANT = 3


@records.frozen(eq=False)
class Reading:
    """Two values that a comparison may be of, and how they are called and printed."""

    one: Fraction
    two: Fraction
    shown: str


def readings_of(facts: Facts, each: Comparison) -> list[Reading]:
    """Return all that a comparison with a name can mean."""
    aim = AIMED_AT.match(each.other) is not None
    if aim and each.distance is None and each.level is not None and OF_AIM.search(each.level.clause):
        value = each.level.known.printed.value
        return [Reading(value, Fraction(1), f"完成率为 {decimal_text(value * 100)}%")]
    if each.reached and (not aim or each.distance is not None or LESS_IS_BETTER.search(each.subject)):
        return []
    if _NOT_NOW.search(each.other) and not _A_YEAR_AGO.match(each.other):
        return []
    if each.distance is not None and (
        each.distance.stated is None or each.distance.occurrence.unit.strip().endswith("倍")
    ):
        return []
    lines = [*_of_tables(facts, each), *told(facts, each.paragraph), *aimed(facts, each)]
    if each.other == BEFORE:
        lines.extend(moved(facts))
    found = [reading for line in lines for reading in _readings(line, each)]
    if each.distance is None:
        return found
    if aim and not found:
        found = list(_from_aim(each))
    return [reading for reading in found if _far(each.distance, reading)]


def _from_aim(each: Comparison) -> Iterator[Reading]:
    """Iterate over the levels of a sentence and the aims told around them: 目标 75%…实际 74.25%，高于目标 0.75 个百分点."""
    distance = each.distance
    numbers = [
        one for one in each.paragraph.numbers if one.stated is not None and not one.sign and not one.depth
    ]
    for aim in numbers:
        if (
            distance is None
            or not _AIM_OF.search(aim.clause)
            or not 0 <= distance.sentence - aim.sentence <= 1
        ):
            continue
        for level in numbers:
            alike = level.occurrence.unit == aim.occurrence.unit and level.sentence == distance.sentence
            before = level.occurrence.span.end <= each.start and not _AIM_OF.search(level.clause)
            same = distance.dimension == ("points" if aim.is_share else aim.dimension)
            if alike and before and same and level is not aim:
                one, two = (each.known.printed.numeral.value for each in (level, aim))
                yield Reading(one, two, f"所称目标为 {aim.occurrence.text}，实际为 {level.occurrence.text}")


def _of_tables(facts: Facts, each: Comparison) -> Sequence[Line]:
    """Return the lines of tables that print a level where one is compared, else all of them."""
    if each.level is None or (each.distance is not None and not _FOR_ROW.match(each.other)):
        return tabled(facts)
    values, numerals = printed(facts)
    found = [*values.alike(each.level.known), *numerals.get(each.level.known.printed.numeral.value, ())]
    return list({id(line): line for line, _ in found}.values())


def _far(distance: Number, reading: Reading) -> bool:
    """Whether two values are as far apart as is told, by so much or by such a share of the second: 秋季比春季下降 8.0%."""
    known = distance.known.printed
    gap = reading.one - reading.two
    if abs(gap) == abs(known.numeral.value):
        return True
    rate = distance.is_share and reading.two != 0
    return rate and abs(abs(gap / reading.two) - abs(known.value)) * 2 <= known.step


def _readings(line: Line, each: Comparison) -> Iterator[Reading]:
    """Iterate over the values of a line that a comparison can be of."""
    for one in _ones(line, each):
        value = line.names[one].printed.numeral.value
        for two, other in _twos(line, each, one):
            yield Reading(value, other, f"“{one}”为 {decimal_text(value)}、“{two}”为 {decimal_text(other)}")


def _ones(line: Line, each: Comparison) -> list[str]:
    """Return the names of a line that the first of the two may be called by."""
    words = plain(each.subject)
    known = line.kind in {"aim", "moved", "bracket"} or (line.kind == "row" and _FOR_ROW.match(each.other))
    if each.distance is not None and not known:
        return _called(line, words, whole=False)
    if each.level is None:
        return _measured(line, words, each)
    same = [name for name, cell in line.names.items() if _prints(cell, each.level)]
    if line.kind == "aim":
        return [line.label]
    if line.kind == "moved" and (each.level.is_share or digits(each.level.known) < _MEANT):
        return []
    if line.kind in {"moved", "bracket"}:
        return [name for name in same if name == NOW]
    if line.kind == "row":
        said = len(line.label) >= SHORTEST and line.label in words
        # A rate or an amount that is that of the two years tells which row is meant, whatever it is called.
        sure = each.other == BEFORE and not each.level.is_share and digits(each.level.known) >= _MEANT
        return same if said or (sure and each.distance is not None) else []
    return [name for name in _called(line, words, whole=False) if name in same]


def _prints(cell: Stated, level: Number) -> bool:
    """Whether a cell prints a level, or its digits without a unit: 83.7 below 考核均分 for 83.7 分."""
    bare = cell.unit.dimension in _BARE
    return repeats(level, cell) or (bare and cell.printed.numeral.value == level.known.printed.numeral.value)


def _measured(line: Line, words: str, each: Comparison) -> list[str]:
    """Return the one of a line whose name opens the clause, with the words of what is compared behind it: 公立医院病床使用率."""
    clause = re.split(r"[，,：:]", words)[-1].removeprefix("其中")
    name = max((name for name in line.names if clause.startswith(name)), key=len, default="")
    if not name and line.kind == "told" and len(clause) >= SHORTEST:
        # 城区学校生均经费 a，农村学校生均经费 b，农村学校低于城区学校: both are told of what is compared.
        own = [
            one
            for one in line.names
            if one.startswith(clause) and each.other + one[len(clause) :] in line.names
        ]
        return own if len(own) == 1 and not _NOT_NOW.search(clause) else []
    what = _END.sub("", clause[len(name) :])
    head = _END.sub("", stem(_YEAR.sub("", line.label)))
    if (
        len(name) < SHORTEST
        or _NOT_NOW.search(clause)
        or (_CHANGES.search(line.label) and not _CHANGES.search(what))
    ):
        return []
    if line.kind == "told":
        alike = (not what and each.other in line.names) or sorted(what) == sorted(line.label)
        return [name] if alike else []
    return [name] if line.kind != "row" and len(what) >= SHORTEST and head == stem(what) else []


def _twos(line: Line, each: Comparison, one: str) -> Iterator[tuple[str, Fraction]]:
    """Iterate over what the other of the two may be called, with its value."""
    names = {name: cell.printed.numeral.value for name, cell in line.names.items()}
    if _MEAN.match(each.other):
        # Of rates of quarters and months the year's is the mean.
        if each.other.startswith(_YEAR_ALL) and line.means and _OF_RATES.search(line.label):
            if all(_PART_OF_YEAR.search(name) for name in names):
                yield _YEAR_ALL, line.means[0]
            return
        if not _MEAN_ELSEWHERE.search(each.other):
            yield from (("平均", value) for value in line.means)
        return
    if _OTHERS.match(each.other):
        rest = [value for name, value in names.items() if name != one]
        if line.kind == "column" and len(rest) >= LEAST:
            yield each.other, (max if each.up else min)(rest)
        return
    if line.kind in {"aim", "moved", "bracket"}:
        yield each.other, names[each.other]
        return
    if line.kind == "row" and _FOR_ROW.match(each.other):
        own = [name for name in names if not _CHANGES.search(name) and _is_meant(name, each.other, one)]
        yield from ((name, names[name]) for name in own if len(own) == 1 and name != one)
        return
    for other in _called(line, plain(each.other), whole=True):
        if other != one:
            yield other, names[other]


def _is_meant(head: str, other: str, one: str) -> bool:
    """Whether a column of a row holds what was aimed at, or what there was a year before the column that is told."""
    if AIMED_AT.match(other):
        return _AIM.search(head) is not None
    year = _YEAR_IN.search(one)
    if year is None:
        return EARLIER.search(head) is not None
    return head == one.replace(year.group(), str(int(year.group()) - 1))


def _called(line: Line, words: str, *, whole: bool) -> list[str]:
    """Return the things of a line that words name: all of them, or one that is called by no more than its kind besides."""
    kinds = {line.label, measure(line.label)} if line.kind != "row" else set()
    bare = next(
        (words.removesuffix(kind) for kind in kinds if len(kind) >= SHORTEST and words.endswith(kind)), words
    )
    named = _TAIL.sub("", bare)
    last = re.split(r"[，,：:、]", words)[-1]
    found = [
        name
        for name in line.names
        if len(name) >= SHORTEST
        and (name in words or _begins(name, last) if not whole else _same(name, words, bare, named))
    ]
    return [name for name in found if not any(name != other and name in other for other in found)]


def _begins(name: str, words: str) -> bool:
    """Whether a thing is called by the beginning of its name: 秋季 is 秋季日均支出."""
    return len(words) >= SHORTEST and name.startswith(words)


def _same(name: str, words: str, bare: str, named: str) -> bool:
    return (
        name in {words, named, bare.removesuffix("的")}
        or (len(named) >= SHORTEST and name.endswith(named) and not name.startswith("其"))
        or words.startswith(name)
        or _begins(name, words)
    )
