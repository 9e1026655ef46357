"""Parts and wholes that the words around two figures make certain, though neither 其中 nor a list says so.

37 个行业有 39 个增长: of so many no more can be. 1540 人参加考试，1636 人取得证书; 挑选 309 个，剔除不完整的样本，总数 372: who passes took part, and
what is left was there. 超 10 亿元企业 73 户、超百亿元企业 76 户: what is above more is above less. And some figures hold others by what they
are: 进出口 its 出口, 总面积 its 林地, 生产总值 what is taxed of it.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number
from auditor.checks.common.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Paragraph

_OF_THOSE = re.compile(r"[一-龥]{2,12}(?:中[，,]?(?:有)?|[，,]?(?:其中)?有)$")
_STATE = re.compile(
    r"(?:保持|实现|出现|呈|同比|利润|增加值|增速|完成|达到?|通过|[正持恢]|未|不|已|没有?|上升|增长|下降)"
)
"""How what is counted fares: 有 29 个保持增长. What is a noun, 有 39 个小组, is of another kind than the things it is told with."""
_TOOK_PART, _CAME_OUT = (
    re.compile(r"^\s*(?:参加|参与|报考|报名|参考|参训)"),
    re.compile(r"^\s*(?:取得|获得|通过|合格|考取)"),
)
_REMOVED = re.compile(
    r"(?:剔除|去除|排除|删除)[^。；;，,0-9]{2,24}[，,]\s*(?:最终|最后)?(?:总数|剩余|剩下|余下|保留|得到|获得)[^。；;，,0-9]{0,10}$"
)
_LIMIT = re.compile(
    r"(?:超过?|突破)(?P<count>[0-9]+|[十百千]?)(?P<scale>[万亿]+)元(?:以上)?的?(?P<noun>[一-龥]{0,8})$"
)
_TOP = re.compile(
    r"前(?P<count>[0-9]{1,4})[位名家强大][^，,。；;0-9]{0,30}(?:占[^，,。；;0-9]{0,24}|总?[额量入值])(?:为|达|的|约)*\s*$"
)
_SIZES = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_SCOPE = re.compile(
    r"^(?:[0-9年]*(?:全年|全[国省市区县州旗]|同期|其中|我[国省市区县州旗]|货物|累计|实现|完成|按[^，,]{2,6}分[，,]?))+"
)
_TRADE = re.compile(r"^(?P<who>.*?)(?P<flow>进出口|出口|进口)(?:总?[额值])?$")
_WHERE = re.compile(r"全[国省市区县州旗]|[省市区县州旗]本?级")
_AREAS = {"亩": Fraction(2000, 3), "公顷": Fraction(10**4), "平方公里": Fraction(10**6)}
_LAND = re.compile(r"(?:[耕林草湿园绿]地|草[原场]|水域|森林|湿地)(?:总?面积)?$")
_KNOWN = tuple(
    (re.compile(whole), re.compile(part))
    for whole, part in (
        (
            r"生产总值$|GDP$",
            r"(?:一般公共预算|税收)收入$|(?:第[一二三]产业|工业|农业|服务业|建筑业|制造业)增加值$",
        ),
        (r"(?:全部财政|财政总)收入$", r"(?:一般公共预算|税收)收入$"),
        (r"常住人口$", r"城镇(?:常住)?人口$"),
        (r"全年[^，,]{0,4}股息", r"(?:末期|中期|特别)[^，,]{0,4}股息"),
    )
)
_SOME = re.compile("城镇|乡村|农村|城市")
_NEAR = 2
_ENDS = re.compile(r"(?:每股|[为達达到約约完成实现是仅共]|合计)+$")


@records.frozen(eq=False)
class Bound:
    """A part and the whole that it cannot be above, and by how much of the part's base unit that of the whole is larger."""

    part: Number
    whole: Number
    scale: Fraction = Fraction(1)


def bounds(every: Sequence[Paragraph]) -> Iterator[Bound]:
    """Iterate over the parts of a text that words tell to be of a whole."""
    for paragraph in every:
        levels = [each for each in paragraph.numbers if each.stated and not each.sign and not each.is_share]
        for one, two in itertools.pairwise(levels):
            if _of_those(one, two) or _of_those_left(one, two) or _above_more(one, two):
                yield Bound(two, one)
        yield from _known(levels)
        yield from _first_so_many(paragraph)
    yield from _flows(every)


def _first_so_many(paragraph: Paragraph) -> Iterator[Bound]:
    """Iterate over what is told of the first ten beside what is told of the first hundred: 前 10 位占比 59.4%；前 100 位占比 75.7%."""
    told: list[tuple[int, str, Number]] = []
    for number in paragraph.numbers:
        plain = number.stated and not number.sign and not number.in_ratio
        found = _TOP.search(paragraph.text[: number.occurrence.span.start]) if plain else None
        if found is not None and number.occurrence.span.start > found.end("count"):
            told.append((int(found["count"]), number.dimension, number))
    for (few, kind, one), (many, other, two) in itertools.pairwise(told):
        near = two.sentence == one.sentence and one.depth == two.depth and one.period == two.period
        if near and kind == other and few != many and kind in {"ratio", "money"}:
            yield Bound(one, two) if few < many else Bound(two, one)


def _of_those(one: Number, two: Number) -> bool:
    """Whether one number counts things and the next one those of them that fare so, or who of those taking part came through."""
    if one.sentence != two.sentence or one.dimension != two.dimension or one.depth != two.depth:
        return False
    if not one.dimension.startswith("count:"):
        return False
    if _TOOK_PART.match(one.after) and _CAME_OUT.match(two.after):
        return True
    return _OF_THOSE.fullmatch(two.before.strip()) is not None and _STATE.match(two.after) is not None


def _of_those_left(one: Number, two: Number) -> bool:
    """Whether a number tells what is left of another one when some are taken away."""
    counted = one.dimension.startswith("count:") and two.dimension in {one.dimension, "number"}
    near = two.sentence - one.sentence <= _NEAR and one.block is two.block
    return counted and near and _REMOVED.search(two.before) is not None


def _above_more(one: Number, two: Number) -> bool:
    """Whether the next number counts those of one kind that are above a higher limit."""
    if one.sentence != two.sentence or one.dimension != two.dimension or one.depth != two.depth:
        return False
    low, high = _limit(one), _limit(two)
    return low is not None and high is not None and low[1] == high[1] and low[0] < high[0]


def _limit(number: Number) -> tuple[int, str] | None:
    """Return the amount that what is counted is above, and what is counted."""
    found = _LIMIT.search(number.block.text[: number.occurrence.span.start].replace("\n", ""))
    if found is None:
        return None
    count = int(found["count"]) if found["count"].isdigit() else _SIZES[found["count"]]
    return count * _SIZES.get(found["scale"], 1), found["noun"]


def _known(levels: Sequence[Number]) -> Iterator[Bound]:
    """Iterate over the pairs of a paragraph of which one is of the other by what they are."""
    for part in levels:
        name = _named(part)
        kinds = [whole for whole, own in _KNOWN if own.search(name)]
        land = part.dimension.removeprefix("measure:") in _AREAS and _LAND.search(name)
        if not kinds and not land:
            continue
        wholes = [
            (whole, scale) for whole in levels if (scale := _held_by(part, whole, kinds, land=bool(land)))
        ]
        # 全年生产总值 a；一季度生产总值 b。其中工业增加值 c: of which it is, its place does not say.
        if wholes:
            yield Bound(part, *max(wholes, key=lambda each: each[0].known.printed.value * each[1]))


def _held_by(part: Number, whole: Number, kinds: Sequence[re.Pattern[str]], *, land: bool) -> Fraction | None:
    """Return by how much the unit of a whole is larger than that of a part which it holds, None where it does not."""
    near = abs(whole.sentence - part.sentence) <= _NEAR and (
        not whole.period or not part.period or whole.period == part.period
    )
    called = _named(whole)
    if whole is part or not near or not _one_place(whole, part) or "均" in called or _SOME.search(called):
        return None
    if whole.dimension == part.dimension and any(kind.search(called) for kind in kinds):
        return Fraction(1)
    if land and called.endswith("总面积") and whole.dimension.removeprefix("measure:") in _AREAS:
        return _area(whole) / _area(part)
    return None


def _area(number: Number) -> Fraction:
    """Return how many square metres a unit of land is."""
    return _AREAS[number.dimension.removeprefix("measure:")]


def _named(number: Number) -> str:
    return _ENDS.sub("", number.clause or number.name)


def _one_place(one: Number, two: Number) -> bool:
    """Whether two figures may be of one place: 全国, 全省 are others where both are told."""
    told = [found.group() for each in (one, two) if (found := _WHERE.search(each.clause))]
    return len(set(told)) < 2  # noqa: PLR2004 - both are told


def _flows(every: Sequence[Paragraph]) -> Iterator[Bound]:
    """Iterate over exports and imports of a partner or a kind whose trade is told by the very same words."""
    totals: dict[tuple[str, str, str], list[Number]] = {}
    flows: list[tuple[tuple[str, str, str], Number]] = []
    for number in (each for paragraph in every for each in paragraph.numbers):
        found = _TRADE.match(stem(number.name)) if number.stated and not number.sign else None
        who = _SCOPE.sub("", found["who"]) if found else ""
        if found is None or len(who) < 3 or number.is_share:  # noqa: PLR2004 - 对外, 服务 name no partner
            continue
        key = (who, number.dimension, number.period)
        if found["flow"] == "进出口":
            totals.setdefault(key, []).append(number)
        else:
            flows.append((key, number))
    for key, number in flows:
        told = totals.get(key, [])
        if len({each.known.printed.value for each in told}) == 1:
            yield Bound(number, told[0])
