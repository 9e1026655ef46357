"""The odd one out: a figure told again under a somewhat other name, with a value that nothing else in the report bears out.

公众满意度 79.75% in the analysis and 满意度 77.35% below the heading 公众满意度偏低 are one figure: where a name ends in the
other one, where what the shorter one is of stands around it, and where one value is printed again or follows from its
neighbours while the other is printed once and follows from nothing. A name whose mentions of one scope have several
such values is the name of several figures.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.cellsaid import rows_named
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.slips import digits, slip, wrong_digit
from auditor.checks.common.tables import plain, same_value, sheets
from auditor.checks.common.words import opposed, overlap
from auditor.checks.repeated._tellings import RATE, Telling, printed, tellings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.source import Location

_SHORT_RATE, _SHORT = 3, 4
_WHOLE_NAME = 6
"""A name of so many characters says what it is of."""
_FEWEST = 3
_FEW = 2
"""So many names that end alike are hardly those of several figures."""
_SHARED, _CALLED = 3, 2
_OF_POINTS = "得分率"
_NEAR = 4
"""Two values of one figure are not a quarter apart: a draft, a slip, a mix-up with a neighbour in kind."""
_MOST = 60
"""What a report tells so often by one name is of as many things, each compared with all."""
_BEFORE, _BEHIND = 7, 6
_GOT = re.compile(r"得分?(?:为|是)?\s*$")
_CHINESE = re.compile("[一-龥]+")
_EVERYWHERE = re.compile(
    r"指标|得分|实得|项目|资金|支出|预算|全年|年度|情况|完成|实际|绩效|工作|评价|[0-9.,%％]+"
)
"""Words that stand around all figures of a report and tell none apart."""
_LIMITED = re.compile(
    r"部分|个别|有的|例如|比如|其中|最[高低大小多少]|季度|半年|(?<![0-9])(?:[1-9]|1[01])月|抽查|抽样|样本|平均|截至(?![^，,。]{0,7}(?:12月|[当年]末|年底))|[甲乙丙丁某]|第[一二三四五六七八九十]"
)
_OF_FUND = re.compile(
    "一般公共预算|财政拨款|政府性基金|国有资本|基本支出|项目支出|全[市县省州区]|[市县省州区]本?级"
)
_PLACE = re.compile(
    "[一-龥](?<![县城乡镇村农各全本该别每])(?:[镇乡村]|社区|街道|学校|医院|公司|中心|标段|工程|项目)"
)


@records.frozen(eq=False)
class OddOne:
    """A figure that one place tells otherwise than others do, and these."""

    told: Telling
    others: Sequence[Telling]


def odd_ones(facts: Facts) -> Iterator[OddOne]:
    """Return the figures that are told once with a value that nothing bears out, each by its longest common name."""
    seen: set[int] = set()
    groups = sorted(_groups(facts).items(), key=lambda each: -len(each[0][0]))
    for (head, _, _), told in groups:
        if len(told) > _MOST:
            continue
        cores = {each.core for each in told}
        few = sum(1 for each in cores if not rows_named(facts, each.removesuffix(head))) <= _FEW
        for one in told:
            if id(one) in seen or not one.alone or digits(one.stated) < _FEWEST:
                continue
            others = [
                each
                for each in told
                if each is not one
                and (_same_scope(head, one, each) or (few and _alike(one, each) and _mistold(one, each)))
            ]
            if not others or any(same_value(one.stated, each.stated) for each in others):
                continue
            # 回访满意率 of all is none of the rates of the institutions in the rows of a table.
            others = [
                each for each in others if each.number or each.alone or not _of_row(facts, head, one, each)
            ]
            if not others or not all(same_value(each.stated, others[0].stated) for each in others):
                continue
            others = [
                each for each in others if each.block is not one.block and not _of_row(facts, head, one, each)
            ]
            if others and not _in_row_of(facts, one, others[0].value) and _apart(facts, one, others):
                seen.add(id(one))
                yield OddOne(one, others)


def _groups(facts: Facts) -> dict[tuple[str, str, str], list[Telling]]:
    """Return the tellings of one kind and time whose names end in the name of one of them, by that name."""
    kinds: dict[tuple[str, str], list[Telling]] = {}
    for each in tellings(facts):
        kinds.setdefault((each.dimension, each.period), []).append(each)
    found: dict[tuple[str, str, str], list[Telling]] = {}
    for (dimension, period), told in kinds.items():
        least = _SHORT_RATE if dimension == "ratio" else _SHORT
        heads = {each.core for each in told if len(each.core) >= least and _CHINESE.search(each.core)}
        if dimension == "ratio":
            heads = {each for each in heads if RATE.search(each)}
        for each in told:
            for at in range(len(each.core) - least + 1):
                if each.core[at:] in heads:
                    found.setdefault((each.core[at:], dimension, period), []).append(each)
    return found


def _apart(facts: Facts, one: Telling, others: Sequence[Telling]) -> bool:
    """Whether a value stands alone, while that of the others is borne out, and both may be one figure's."""
    if abs(one.value - others[0].value) * _NEAR > abs(others[0].value):
        return False
    if printed(facts, one.stated) > 1 or follows(facts, one.number):
        return False
    if one.number is not None and _mistold(one, others[0]):
        return True
    return any(printed(facts, each.stated) > 1 or follows(facts, each.number) for each in others)


def _alike(one: Telling, two: Telling) -> bool:
    """Whether one name is the other one, or the end of it without a short word that hardly sets it apart: 受益群众满意度."""
    short, long = sorted((one.core, two.core), key=len)
    return short == long or (len(short) >= _SHORT_RATE and len(long) - len(short) <= _SHORT)


def _mistold(one: Telling, two: Telling) -> bool:
    """Whether a slip of the pen parts two values of names that nothing confines or sets apart: 93.16% of 91.36%."""
    # What stands behind 其中 bears a name of its own.
    if opposed(one.name, two.name) or (limits(one) | limits(two)) - {"其中"}:
        return False
    if one.dimension == "money" and funds(one) != funds(two):
        return False
    short = min(digits(one.stated), digits(two.stated)) >= _FEWEST
    return wrong_digit(one.stated, two.stated) or (short and slip(one.stated, two.value) == "swap")


def _same_scope(head: str, one: Telling, two: Telling) -> bool:
    """Whether two names that end alike are names of one thing."""
    if one.dimension == "money" and funds(one) != funds(two):
        return False
    if one.dimension == "score" and _earned(one) != _earned(two):
        return False  # 个性指标 80 分, and 个性指标得 75.44 分
    if opposed(one.name, two.name) or limits(one) - limits(two):
        return False
    if head == _OF_POINTS and one.section != two.section:
        return False  # each group of indicators has a 得分率, told below its heading
    first, second = one.core.removesuffix(head), two.core.removesuffix(head)
    if first and second:
        return first.endswith(second) or second.endswith(first)
    if alone := first or second:
        # 门诊患者满意度 is no 满意度 of 住院患者, nor 三公经费控制率 that of 公用经费: most of what sets the name apart stands there.
        return _stands(alone, (two if first else one).around)
    if len(head) >= _WHOLE_NAME:
        return True
    # What one heading says above both tells nothing of either: 86.86% of the staff and 88.49% of the residents.
    below = one.section == two.section and None not in {one.number, two.number}
    told = [each.around.partition("。")[2] if below else each.around for each in (one, two)]
    around = [_EVERYWHERE.sub("|", each.replace(head, "|")) for each in told]
    return any(overlap(each, around[1]) >= _SHARED for each in _CHINESE.findall(around[0]))


def _stands(name: str, around: str) -> bool:
    """Whether most of a name stands around a figure, as one word or as several: 改造验收 in 改造 96 户，验收合格 93 户."""
    pairs = [name[at : at + _CALLED] for at in range(len(name) - 1)]
    return bool(pairs) and sum(1 for each in pairs if each in around) * 2 >= len(pairs)


def _of_row(facts: Facts, head: str, one: Telling, two: Telling) -> bool:
    """Whether one is of a row of a table, which the place of the other does not name: 西山公园执行率, and 执行率 of all."""
    named = [
        rows_named(facts, each.core.removesuffix(head)) - rows_named(facts, f"{other.core}{other.around}")
        for each, other in ((one, two), (two, one))
    ]
    return any(named)


def _in_row_of(facts: Facts, one: Telling, value: Fraction) -> bool:
    """Whether a figure is a cell and a value stands in another column of its row: 调整后预算 beside 实际收入."""
    return one.number is None and value in _row_values(facts).get(one.stated.mention.location, ())


@functools.lru_cache(maxsize=2)
def _row_values(facts: Facts) -> Mapping[Location, frozenset[Fraction]]:
    """Return what the row of each cell prints, by the place of the cell."""
    found: dict[Location, frozenset[Fraction]] = {}
    for sheet in sheets(facts):
        for row in sheet.table.rows:
            cells = [cell for column in sheet.columns if (cell := sheet.at(row, column)) is not None]
            values = frozenset(each.printed.value for each in cells)
            found.update((each.mention.location, values) for each in cells)
    return found


def _earned(told: Telling) -> bool:
    return told.number is None or _GOT.search(told.number.clause) is not None


def funds(told: Telling) -> frozenset[str]:
    return frozenset(_OF_FUND.findall(plain(f"{'。'.join(told.section)}。{told.around}")))


def limits(told: Telling) -> frozenset[str]:
    """Return what confines a figure to a part: 部分, a quarter, a village."""
    return _limits(told.around)


@functools.lru_cache(maxsize=1024)
def _limits(words: str) -> frozenset[str]:
    return frozenset((*_LIMITED.findall(words), *_PLACE.findall(words)))


def follows(facts: Facts, number: Number | None) -> bool:
    """Whether a value is a quotient, sum or difference of those beside it: what it is of stands there."""
    if number is None:
        return False
    numbers = _by_block(facts).get(id(number.block), ())
    at = numbers.index(number)
    near = [
        each for each in numbers[max(0, at - _BEFORE) : at + _BEHIND] if each is not number and each.stated
    ]
    value, step = number.known.printed.value, number.known.printed.step
    return any(abs(each - value) <= step for each in _results(number, near))


@functools.lru_cache(maxsize=2)
def _by_block(facts: Facts) -> Mapping[int, Sequence[Number]]:
    """Return the numbers of each paragraph by its block: looking for it among all costs as much as a long draft has pages."""
    return {id(each.block): each.numbers for each in paragraphs(facts)}


def _results(number: Number, near: Sequence[Number]) -> Iterator[Fraction]:
    for one in near:
        for two in near:
            first, second = one.known.printed.value, two.known.printed.value
            if one is two or not second:
                continue
            counts = one.dimension.startswith("count") and two.dimension.startswith("count")
            if number.is_share and (counts or one.dimension == two.dimension) and not one.is_share:
                yield first / second
            kinds = {one.dimension, two.dimension}
            if kinds <= {number.dimension, "points"} and kinds != {"points"}:
                yield first + second
                yield first - second
    alike = [each.known.printed.value for each in near if each.dimension == number.dimension]
    for start in range(len(alike)):
        total = alike[start]
        for following in alike[start + 1 :]:
            total += following
            yield total
