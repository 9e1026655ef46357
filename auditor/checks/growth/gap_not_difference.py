"""A distance between two rates that is not their difference: 86.40%，距 90% 的目标差 3.60 个百分点.

甲规范管理率比乙高 1.64 个百分点: the two rates stand in the sentences before, under the names that the words compare.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.heads import rows
from auditor.checks.common.numbers import Number, exactly, paragraphs, plainly
from auditor.checks.common.relations import ONE, Weighted, judged, near_sum, rule, summed
from auditor.checks.common.tables import plain, sheets
from auditor.checks.common.trade import foreign
from auditor.checks.common.words import stem
from auditor.checks.growth._namedrates import bracketed, by_name, by_row
from auditor.checks.growth._twotimes import timed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "gap-not-difference"
TITLE = {"zh": "相差的百分点与两率之差不符", "en": "a distance in points is not the difference of its rates"}
_THAN = re.compile(
    r"[，,]\s*(?:增速|增幅|涨幅|增长率|比率)?(?:比)?(?P<way>高于|高出|快于|低于|慢于|比)(?P<name>[^，,。；;0-9]{2,18}?)(?:增速|增幅|涨幅|增长率)?(?P<late>快|慢|高|低)?(?:约|为|出)*\s*$"
)
_COMPARED = re.compile(
    r"(?:相比|[，,])[^，,。；;0-9每]{0,6}?(?P<way>低|差|少|相差|差距|缺口|高|超过|超出|高出|超)(?:了|为|出)?\s*$"
)
_DIRECT = re.compile(
    r"^\s*的?(?:年度|年初|绩效|预期|计划|考核|规定)*(?:目标|标准|要求)(?:值|水平|线)?(?P<way>低|高|差|少|超|相差|超出|高出)(?:了|出)?\s*$"
)
_AIM = re.compile(r"\s*的?[一-龥]{0,4}(?:目标|标准|要求)")
_DIRECTLY = re.compile(r"(?:与|距离?|离|比|较)\s*$")
_GOAL = re.compile(r"(?:与|距离?|比|未达到?|没有达到|低于|高于|超过|不低于|目标(?:值)?(?:为|是)?)\s*$")
_GOAL_BEHIND = re.compile(
    r"^\s*的?(?:年度|年初|绩效|既定|预期|计划|考核|规定)*(?:目标|标准|要求|指标|平均)(?:值|水平|线)?\s*$"
)
_OFF = re.compile(
    r"^\s*[%％]?\s*[，,]\s*(?:仍|还|尚|略|则)?(?P<way>低于|高于|高出|超过|超出)\s*[0-9.]+\s*[%％]?$"
)
_BOTH = re.compile(
    r"[，,]\s*(?:两者|二者|两率|两项|最高(?:项)?[与和]最低(?:项)?)?(?:之间)?(?:相差|差距(?:为|达)?|差)\s*$"
)
_EXTREME = re.compile(r"最(?P<end>[高低])的?(?:是|为)?[^，,。；;]{1,20}[，,（(]?\s*(?:为|是|仅|达)?\s*$")
_FAR = re.compile(
    r"(?P<name>[^，,。；;0-9]{2,16}?)距(?:离)?(?:年度|年初|绩效)?目标值?(?:还|尚)?(?:差|有|相差)?\s*$"
)
_UP = frozenset({"高于", "高出", "快于", "高", "快", "超过", "超出", "超"})
_DOWN = frozenset({"低于", "慢于", "低", "慢"})
_GROWN = re.compile(r"(?:增加值|总额|总产值|收入|投资|总量|增速|余额|支出|额|量)*$")
_PRICED = re.compile(r"按?(?:可比|不变|现行|当年)价格?(?:计算)?|同比|实际|全[国省市县区州]")
_EACH = re.compile(r"分别(?=比|快于|高于|高出|慢于|低于)")
_AND = re.compile(r"\s*(?:个?百分点)?\s*[、，,和与及]\s*")
_OTHER = re.compile(r"环比|可比|累计|扣除|贡献")
_ECONOMY = re.compile("(?P<where>全[国省市县区州旗])(?:经济|GDP|地区生产总值)")
_PLACES = re.compile("全[国省市县区州旗]")
_PRODUCT = ("生产总值", "GDP")
_OVERALL = re.compile("(?:整体|总体|平均)$")
_ALL_TRADE = ("进出口", "进出口值", "进出口额", "进出口总值", "进出口总额")
_BRACKET = re.compile(r"^\s*[（(](?P<who>[^（()）0-9]{2,12}?)(?:平均)?(?:为|是|增长|增速)*\s*$")
_PREFIX = re.compile(r"^[^：:]{0,6}[：:]")
_HEAD = re.compile(r"[（(][^（）()]*[)）]|[%％]|\s")
_BACK = 120
_FEW = 2
_SHORTEST = 3
"""全省 names no figure."""
_APART = re.compile(
    r"(?:^|[，,。；;：:])\s*(?P<one>[^，,。；;：:0-9]{2,16}?)(?:比|较|高于|低于)(?P<two>[^，,。；;：:0-9]{2,14}?)(?:高|低|少|多|高出|低了|高了)?(?:出|了)?\s*$"
)
_WAY = re.compile(r"高|低|多|少")
_EARLIER = re.compile(
    r"上年|去年|上期|同期|年初|目标|计划|要求|标准|平均|全[国省市县区]|全部|总体|整体|[0-9一二三四]季度|月"
)
_RATE_COMPARED_BY_NAME = re.compile(r"(?P<rate>[一-龥]{2,6}[率度])$")
_GROWN_COMPARED_BY_NAME = re.compile(r"增长|下降|增幅|增速|提高|占比|比重")
_ANY_GOAL = re.compile(r"(?:年度|年初|绩效|预期|计划|考核)*(?:目标|标准|要求|计划)(?:值|数|水平|线)?")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge distances between two rates that are told."""
    yield from _beside(facts)
    yield from _compared_by_name(facts)


def _beside(facts: Facts) -> Iterator[Outcome]:
    """Judge every number of points that parts two rates."""
    earlier: list[Number] = []
    grown: list[Number] = []
    for paragraph in paragraphs(facts):
        numbers = [each for each in paragraph.numbers if each.stated]
        for at, gap in enumerate(numbers):
            apart = _apart(gap, numbers[:at])
            if apart:
                yield judged(facts, summed(rule(NAME, TITLE), gap.known, apart, role="stated"))
            elif gap.dimension == "points":
                pair = (
                    _pair(gap, numbers[:at], earlier)
                    or _grown(gap, numbers, at, grown)
                    or _respectively(numbers, at, grown)
                )
                parts = _signed(*pair) if pair is not None else _tabled(facts, gap, numbers[:at])
                parts = parts or _off_goal(facts, gap, paragraph.numbers)
                parts = (
                    parts
                    or bracketed(numbers, at)
                    or by_name(gap, numbers[:at], grown)
                    or timed(numbers, at)
                    or by_row(facts, gap, numbers[:at])
                )
                if parts:
                    yield judged(facts, summed(rule(NAME, TITLE), gap.known, parts, role="stated"))
        grown = [*grown, *(each for each in numbers if each.is_share and each.sign)][-_BACK:]
        earlier = [*earlier, *(each for each in numbers if each.is_share and not each.sign)][-_BACK:]


def _pair(gap: Number, before: Sequence[Number], earlier: Sequence[Number]) -> tuple[Number, Number] | None:
    """Return the greater and the lesser rate of a distance, as its words name them."""
    own = [each for each in before if each.sentence == gap.sentence and each.is_share and not each.sign]
    if (found := _THAN.search(gap.before)) and own and own[-1] is before[-1]:
        other = _called(stem(found["name"]), [*earlier, *before], own[-1])
        up = _up(found)
        if other is not None and up is not None:
            return _ordered(own[-1], other, up=up)
    if len(own) > 1 and own[-1] is before[-1] and own[-2] is before[-2]:
        found = _COMPARED.search(gap.before)
        if found is not None and _GOAL.search(own[-1].before):
            return _ordered(own[-2], _set(own[-1]), up=found["way"] in _UP)
        # 较 90% 的目标低 3.25 个百分点; 与 99% 的目标相差 0.27 个百分点, whichever is more.
        found = _DIRECT.match(gap.before)
        if found is not None and _DIRECTLY.search(own[-1].before) and own[-1].depth == own[-2].depth:
            more = own[-2].known.printed.value > own[-1].known.printed.value
            up = more if found["way"] == "相差" else found["way"] in _UP
            return _ordered(own[-2], _set(own[-1]), up=up)
    if found := _FAR.search(gap.before):
        return _aimed(stem(found["name"]), [*earlier, *before])
    return None


def _set(goal: Number) -> Number:
    """Return a goal without what rounding might hide: 90% of 较 90% 的目标低 is set, and not measured."""
    return attrs.evolve(goal, stated=exactly(goal.known)) if _AIM.match(goal.after) else goal


def _apart(gap: Number, before: Sequence[Number]) -> list[Weighted]:
    """Return the parts of 最高的是甲，为 a；最低的是乙（b），两者相差 c, whatever their unit."""
    if len(before) < _FEW or gap.sign or _BOTH.search(gap.before) is None:
        return []
    most, least = before[-2:]
    kinds = {most.dimension, least.dimension}
    own = "ratio" if gap.dimension == "points" else gap.dimension
    alike = kinds == {own} and most.sentence == least.sentence == gap.sentence and most.depth == least.depth
    found = [_EXTREME.search(each.before) for each in (most, least)]
    if not alike or most.sign or least.sign or [each and each["end"] for each in found] != ["高", "低"]:
        return []
    return _signed(most, least)


def _off_goal(facts: Facts, gap: Number, numbers: Sequence[Number]) -> list[Weighted]:
    """Return the parts of 94.77%，低于 95% 的目标 0.23 个百分点: the word that says which way reads as a bound of the goal."""
    at = next(place for place, each in enumerate(numbers) if each is gap)
    if at < _FEW or not _GOAL_BEHIND.match(gap.before):
        return []
    own, goal = numbers[at - 2], numbers[at - 1]
    aim = plainly(facts, goal)
    text = own.block.text[own.occurrence.span.end : goal.occurrence.span.end]
    found = _OFF.search(text)
    if found is None or aim is None or own.stated is None or own.sign or not (own.is_share and goal.is_share):
        return []
    if own.sentence != gap.sentence or not own.depth == goal.depth == gap.depth:
        return []
    sign = Fraction(1 if found["way"] in _UP else -1)
    return [(sign, own.known), (-sign, exactly(aim))]


def _signed(more: Number, less: Number) -> list[Weighted]:
    return [(_sign(more), more.known), (-_sign(less), less.known)]


def _tabled(facts: Facts, gap: Number, before: Sequence[Number]) -> list[Weighted]:
    """Return the parts of 项目支出执行率 a，低于基本支出执行率 b 个百分点, whose other rate only a table prints."""
    found = _THAN.search(gap.before)
    own = before[-1] if before else None
    up = _up(found) if found else None
    if found is None or own is None or up is None or own.sign or not own.is_share:
        return []
    name = plain(found["name"])
    rates = [
        value
        for sheet in sheets(facts)
        for headed in rows(facts, sheet)
        for head, value in headed.values.items()
        if value.unit.dimension == "ratio"
        and name == _PREFIX.sub("", plain(headed.row.label or headed.row.name)) + _HEAD.sub("", head)
    ]
    if len({value.printed.value for value in rates}) != 1:
        return []
    sign = Fraction(1) if up else Fraction(-1)
    return [(sign, own.known), (-sign, rates[0])]


def _sign(number: Number) -> Fraction:
    return Fraction(number.sign or 1)


def _up(found: re.Match[str]) -> bool | None:
    """Return whether words of comparison say more; None where they say neither."""
    words = {found["way"], found["late"] or ""}
    return True if words & _UP else False if words & _DOWN else None


def _respectively(
    numbers: Sequence[Number], at: int, earlier: Sequence[Number]
) -> tuple[Number, Number] | None:
    """Return the two rates of a distance in 甲和乙分别增长 a 和 b，增速分别比丙快 c 和 d 个百分点."""
    start = at
    while start and not _EACH.search(numbers[start].before) and _AND.fullmatch(numbers[start].before):
        start -= 1
    found = _THAN.search(_EACH.sub("", numbers[start].before))
    up = _up(found) if found and _EACH.search(numbers[start].before) else None
    if found is None or up is None:
        return None
    count = 1
    for each in numbers[start + 1 :]:
        if not _AND.fullmatch(each.before):
            break
        count += 1
    own = numbers[max(0, start - count) : start]
    listed = len(own) == count > 1 and all(_AND.fullmatch(each.before) for each in own[1:])
    if (
        not listed
        or not own[0].sign
        or any(not each.is_share or each.sentence != own[0].sentence for each in own)
    ):
        return None
    name = _PRICED.sub("", stem(found["name"]))
    alike = _named(name, numbers[start], [*earlier, *numbers[: start - count]])
    mate = own[at - start]
    pairs = [_ordered(mate, each, up=up) for each in alike]
    fitting = [pair for pair in pairs if near_sum(numbers[at].known, _signed(*pair))]
    few = len({each.known.printed.value * each.sign for each in alike}) <= _FEW
    return (fitting or pairs)[-1] if fitting or (pairs and few) else None


def _named(name: str, gap: Number, numbers: Sequence[Number]) -> list[Number]:
    """Return the rates of growth of what a comparison names, in its chapter."""
    all_trade = foreign(_OVERALL.sub("", name))
    return [
        each
        for each in numbers
        if each.sign
        and each.is_share
        and len(name) >= _SHORTEST
        and (
            _GROWN.sub("", _PRICED.sub("", stem(each.of))) == _GROWN.sub("", name)
            or (all_trade and each.of and foreign(each.of) and each.of.endswith(_ALL_TRADE))
        )
        and each.block.section[:1] == gap.block.section[:1]
        and not _OTHER.search(_PRICED.sub("", each.before))
    ]


def _grown(
    gap: Number, numbers: Sequence[Number], at: int, earlier: Sequence[Number]
) -> tuple[Number, Number] | None:
    """Return the two rates of 高技术制造业增长 13.5%，快于规模以上工业 7.2 个百分点 and of 增长 6.3%，高于全省 0.8 个百分点（全省 5.5%）."""
    found = _THAN.search(gap.before)
    beside = [each for each in numbers[:at] if each.sentence == gap.sentence and each.depth == gap.depth]
    own = next((each for each in reversed(beside) if each.dimension != "points"), None)
    up = _up(found) if found else None
    if found is None or own is None or up is None or not own.is_share:
        return None
    name = _PRICED.sub("", stem(found["name"]))
    behind = numbers[at + 1] if at + 1 < len(numbers) else None
    if behind is not None and behind.is_share and behind.depth == gap.depth + 1:
        who = _BRACKET.match(behind.before)
        if who is not None and who["who"][:2] in found["name"]:
            return _ordered(own, behind, up=up)
    if not own.sign or _OTHER.search(own.before + gap.before):
        return None
    told = [*earlier, *numbers[:at]]
    alike = [each for each in _named(name, gap, told) or _of_product(found["name"], told) if each is not own]
    pairs = [_ordered(own, each, up=up) for each in alike]
    fitting = [(more, less) for more, less in pairs if near_sum(gap.known, _signed(more, less))]
    # A month and the months up to it grow by two rates: which is meant shows by the distance, if any fits.
    few = len({each.known.printed.value * each.sign for each in alike}) <= _FEW
    return (fitting or pairs)[-1] if fitting or (pairs and few) else None


def _of_product(name: str, numbers: Sequence[Number]) -> list[Number]:
    """Return the growth of the product of the place that 快于全市经济增速 names."""
    scope = _ECONOMY.fullmatch(name)
    return [
        each
        for each in numbers
        if scope and each.sign and each.is_share and each.of.endswith(_PRODUCT)
        if _PLACES.findall(each.block.text[: each.occurrence.span.start])[-1:] == [scope["where"]]
    ]


def _ordered(one: Number, two: Number, *, up: bool) -> tuple[Number, Number]:
    return (one, two) if up else (two, one)


def _called(name: str, numbers: Sequence[Number], besides: Number) -> Number | None:
    """Return the one rate that bears a name."""
    if len(name) < _SHORTEST:
        return None
    if _ANY_GOAL.fullmatch(name):
        # 为目标值的 102.94% is no goal, and the goal of another paragraph is that of another figure.
        numbers = [
            each
            for each in numbers
            if each.block is besides.block and not each.before.rstrip().endswith("的")
        ]
    found = [
        each for each in numbers if each is not besides and each.is_share and stem(each.name).endswith(name)
    ]
    return found[-1] if len({each.known.printed.value for each in found}) == 1 else None


def _aimed(name: str, numbers: Sequence[Number]) -> tuple[Number, Number] | None:
    """Return goal and outcome of 准确率 86.40%，未达到 90% 的目标, which an earlier sentence states."""
    pairs = [
        (two, one)
        for one, two in itertools.pairwise(numbers)
        if one.block is two.block
        and one.sentence == two.sentence
        and name
        and stem(one.name).endswith(name[-3:])
        and _GOAL.search(two.before)
        and "目标" in two.after[:6]
    ]
    return pairs[0] if len(pairs) == 1 else None


def _compared_by_name(facts: Facts) -> Iterator[Outcome]:
    """Judge distances whose own clause prints no rate."""
    for paragraph in paragraphs(facts):
        for at, gap in enumerate(paragraph.numbers):
            found = _APART.search(gap.before)
            if gap.dimension != "points" or not gap.stated or found is None or not _WAY.search(gap.before):
                continue
            if _EARLIER.search(found["two"]) or _GROWN_COMPARED_BY_NAME.search(found.group()):
                continue
            rates = [
                each
                for each in paragraph.numbers[:at]
                if each.stated and each.is_share and not each.sign and not each.depth
            ]
            pair = _named_compared_by_name(stem(found["one"]), stem(found["two"]), rates)
            if pair is None:
                continue
            more, less = sorted(pair, key=lambda each: -each.known.printed.value)
            yield judged(
                facts,
                summed(rule(NAME, TITLE), gap.known, [(ONE, more.known), (-ONE, less.known)], role="stated"),
            )


def _named_compared_by_name(one: str, two: str, rates: Sequence[Number]) -> tuple[Number, Number] | None:
    """Return the two rates: those of the name that the first bears, if there are but two, or those that begin as both do."""
    if rate := _RATE_COMPARED_BY_NAME.search(one):
        for start in range(len(rate["rate"]) - _FEW):
            called = [each for each in rates if stem(each.clause).endswith(rate["rate"][start:])]
            # 规范管理率 twice: of the two diseases that the sentence compares.
            if called and any(stem(each.clause) == rate["rate"][start:] for each in called) is False:
                called = [each for each in called if stem(each.clause).startswith((one[:_FEW], two[:_FEW]))]
            if len(called) == _FEW:
                return called[0], called[1]
    first = [each for each in rates if stem(each.clause).startswith(one)]
    second = [each for each in rates if stem(each.clause).startswith(two)]
    if len(first) == len(second) == 1 and first[0] is not second[0]:
        tails = {stem(first[0].clause)[-2:], stem(second[0].clause)[-2:]}
        return (first[0], second[0]) if len(tails) == 1 else None
    return None
