"""A change that is not the difference of two levels of one name and two years, printed before it.

2023 年收入总计 A，2022 年收入总计 B，增加 C，增长 p%: the years say which level is the earlier one.

A 万元，比上年 C 万元增长 p%: the earlier level stands within the comparison. 与 2019 年的 C 相比，净增 B: the later one may be stated in a
sentence before.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import (
    ONE,
    Weighted,
    first_held,
    judged,
    near_sum,
    quotient,
    rule,
    summed,
)
from auditor.checks.common.slips import MEANT, digits, slip
from auditor.checks.common.words import OF_WHICH, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation

NAME = "change-not-between"
TITLE = {
    "zh": "增减与前后两期数额不符",
    "en": "a change does not follow from the two levels printed before it",
}
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_EARLIER = re.compile(r"上年|去年|上一年|上期")
_CHANGED = re.compile(
    r"^\s*[，,；;]?\s*(?:两年(?:相比|比较)[，,]?|相比[，,]?|同比|[比较]上年|[比较]20[0-9]{2}年)?(?:共|净)?[一-龥]{2}(?:了|额为|约)?\s*$"
)
_RATE = re.compile(r"^\s*[，,、（(]\s*(?:同比)?[一-龥]{2,3}(?:了|为|约)?\s*$")
_AMPLITUDE = re.compile(
    r"^\s*[，,、（(]\s*(?:同比)?(?:降幅|增幅|升幅|增长|下降|增长率|下降率|减幅|增加|减少)(?:了|为|达|约)?\s*$"
)
_SURE = 3
_OTHER = re.compile(r"可比|不变价|口径|扣除|剔除|平均|人均|目标|计划|预算")
_EARLIER_COMPARED = (
    r"\s*(?:上年|去年|上一年|上期|年初|期初|(?:19|20)[0-9]{2}\s*年)[^，,。；;、0-9增减上下]{0,12}"
)
_THAN = re.compile(rf"^[^，,。；;、]{{0,2}}[，,]?\s*(?:[比较同]|相比|对比){_EARLIER_COMPARED}$")
_FAR_THAN = re.compile(rf"^[^，,。；;、0-9]{{0,6}}[，,]\s*(?:[比较同]|相比|对比){_EARLIER_COMPARED}$")
_GROWN = re.compile(
    r"^\s*(?:增长|下降|上升|增加|减少|提高|降低|增幅|降幅|压减|上涨|下跌|增收|减收)(?:了|为|约)?\s*$"
)
_AGAINST = re.compile(
    rf"(?:^|[，,。；;])\s*[与同和](?:{_EARLIER_COMPARED}|(?:上[次届]|第[一二三四五六七八九十]+[次届])[^，,。；;]{{1,30}})(?:的)?\s*$"
)
_SINCE = re.compile(
    r"^\s*[^，,。；;、0-9]{0,4}相比[，,](?P<what>[^，,。；;]{0,20}?)(?:净)?(?:增加|减少|增长|下降|增|减)(?:了)?\s*$"
)
_BARE = re.compile(r"^\s*[，,、（(]\s*(?:增长|下降|增幅|降幅)(?:为|了|达)?\s*$")
_REAL = re.compile(r"可比|不变价|口径|扣除|剔除|实际增长|环比|年均|平均")
_PLANNED = re.compile(r"预算(?!收入|支出)|计划|目标|任务")
_NO_LEVEL = re.compile(r"(?:[高低多少差]|超过?|相差)\s*$|[比较](?:目标|计划|标准|预算)[^，,。；;]{0,6}$")
_BACK = 12


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge changes behind their two levels."""
    yield from _two_years(facts)
    yield from _compared(facts)


def _two_years(facts: Facts) -> Iterator[Outcome]:
    """Judge the change behind every two levels of two years."""
    for paragraph in paragraphs(facts):
        numbers = paragraph.numbers
        for at in range(2, len(numbers)):
            levels = _levels(numbers, at)
            if levels is not None:
                yield from _judged(facts, numbers, at, *levels)
            elif at + 1 < len(numbers) and _come_out(*numbers[at - 2 : at + 2]):
                one, _, change, rate = (each.known for each in numbers[at - 2 : at + 2])
                yield judged(facts, quotient(rule(NAME, TITLE), rate, [(ONE, change)], [(ONE, one)]))


def _come_out(one: Number, two: Number, change: Number, rate: Number) -> bool:
    """Whether a change is to the last place that from the first to the second of two levels, and a rate stands behind it.

    春季 23405 人，秋季 22989 人，减少 416 人，降幅 1.78%: the first is what the rate is of.
    """
    each = (one, two, change, rate)
    if (
        any(number.stated is None or number.sentence != one.sentence for number in each)
        or one.sign
        or two.sign
    ):
        return False
    plain = (
        one.dimension == two.dimension == change.dimension and not one.is_share and one.depth == rate.depth
    )
    if not plain or not change.sign or not rate.is_share or rate.sign not in {0, change.sign}:
        return False
    # 由 a 减少到 b: growth judges it.
    if re.search(r"[由从][^，,。；;]{0,16}$", one.before):
        return False
    if (
        digits(change.known) < _SURE
        or not _AMPLITUDE.match(rate.before)
        or _OTHER.search(two.before + rate.before)
    ):
        return False
    gap = two.known.printed.value - one.known.printed.value
    return gap == change.known.printed.value * change.sign


def _levels(numbers: Sequence[Number], at: int) -> tuple[Number, Number] | None:
    """Return the later and the earlier level before a change."""
    one, two, change = numbers[at - 2 : at + 1]
    if not (one.stated and two.stated and change.stated and change.sign) or one.sign or two.sign:
        return None
    if one.dimension != two.dimension or one.sentence != change.sentence or not _CHANGED.match(change.before):
        return None
    if not one.depth == two.depth == change.depth or _OTHER.search(one.before + two.before + change.before):
        return None
    # The second of two may be named by its year alone: 2023 年收入 A，2022 年 B.
    name, other = stem(one.name), stem(two.name)
    if not name or (other and other != name and not _EARLIER.fullmatch(other) and name not in other):
        return None
    first, second = _time(one), _time(two)
    if first is None or second is None or abs(first - second) != 1:
        return None
    return (one, two) if first > second else (two, one)


def _time(number: Number) -> int | None:
    """Return the year that a figure's own words name; what has 上年 is a year earlier than what has none."""
    year = _YEAR.search(number.clause)
    if year is not None:
        return int(year.group())
    return (
        -1
        if _EARLIER.search(number.clause)
        else 0
        if re.search(r"本年|当年|今年|本期", number.clause)
        else None
    )


def _judged(
    facts: Facts, numbers: Sequence[Number], at: int, later: Number, earlier: Number
) -> Iterator[Outcome]:
    change, info = numbers[at], rule(NAME, TITLE)
    sign = Fraction(change.sign)
    parts = [(sign, later.known), (-sign, earlier.known)]
    if change.dimension == later.dimension or (change.dimension == "points" and later.is_share):
        if change.is_share:
            return
        yield judged(facts, summed(info, change.known, parts, role="stated"))
        change = numbers[at + 1] if at + 1 < len(numbers) else change
        if not (change.stated and change.sign and change.is_share and _RATE.match(change.before)):
            return
    if change.is_share and not later.is_share and earlier.known.printed.value > 0:
        parts = [(Fraction(change.sign), later.known), (-Fraction(change.sign), earlier.known)]
        yield judged(facts, quotient(info, change.known, parts, [(ONE, earlier.known)]))


def _compared(facts: Facts) -> Iterator[Outcome]:
    """Judge rates and changes whose earlier level is printed before them."""
    earlier: list[Number] = []
    for paragraph in paragraphs(facts):
        numbers = [each for each in paragraph.numbers if each.stated]
        for at in range(1, len(numbers)):
            before, change = numbers[at - 1], numbers[at]
            if before.sentence != change.sentence or before.depth != change.depth or not change.sign:
                continue
            if (
                before.is_share
                or before.known.printed.value <= 0
                or _REAL.search(before.before + change.before)
            ):
                continue
            levels, sure = _grown(numbers[: at - 1], before, change)
            if levels:
                relations = [_relation(level, before, change) for level in levels]
                yield from first_held(facts, relations, sure=sure)
            elif _AGAINST.search(before.before) and _SINCE.match(change.before):
                yield from _since(facts, before, change, [*earlier, *numbers[: at - 1]])
                yield from _since_rate(facts, before, change, numbers[at + 1 : at + 2])
        own = [each for each in numbers if not (each.sign or each.depth or each.is_share)]
        earlier = [*earlier, *own][-_BACK:]


def _grown(earlier: Sequence[Number], before: Number, rate: Number) -> tuple[Sequence[Number], bool]:
    """Return what can have grown, likeliest first, and whether that is sure: the figure right before, the one that is no plan.

    基金收入 20.89 亿元，完成调整预算 24.60 亿元的 84.9%，比上年的 25.16 亿元下降 17.0%; 支出 a，其中甲 b、乙 c，控制在 d 的预算以内，比上年 e 下降 p%.
    """
    # 比目标 68 立方米低 2.7 立方米，比上年 70.2 立方米下降 p%: neither the goal nor the distance is the level.
    earlier = [each for each in earlier if not each.sign and not _NO_LEVEL.search(each.before)]
    if _planned(before):
        # 安排预算 a，支出 b，比上年预算 c 增长 p%: of two budgets.
        own = [each for each in earlier if _planned(each) and _is_rate(each, before, rate)]
        return own, len(own) == 1
    head = _headed(earlier) if earlier else None
    # 收入 a，其中甲 b；乙 c，比上年的 d 增长 p%: behind the semicolon it is of c.
    if (
        head is not None
        and (head.part == rate.part or earlier[-1].part != rate.part)
        and _THAN.match(before.before)
    ):
        return [head, earlier[-1]], False  # a，其中甲 b、乙 c，比上年 d 下降 p%: of a, as a rule
    if not earlier or (_THAN.match(before.before) and _is_rate(earlier[-1], before, rate)):
        return earlier[-1:], True
    own = [each for each in earlier if _is_rate(each, before, rate) and not _planned(each)]
    told = [each for each in earlier if each.part == rate.part and each not in own]
    plan = all(each.is_share or each.sign or _planned(each) for each in told)
    whole = len(own) == 1 or (len(own) > 1 and OF_WHICH.search(own[1].before) is not None)
    return own, plan and whole


def _headed(earlier: Sequence[Number]) -> Number | None:
    """Return the figure before 其中, of which the ones behind it are parts."""
    own = [each for each in earlier if each.sentence == earlier[-1].sentence and not each.is_share]
    at = next((place for place, each in enumerate(own) if place and OF_WHICH.search(each.before)), 0)
    return own[at - 1] if at else None


def _planned(number: Number) -> bool:
    """Whether a figure is a plan: 一般公共预算收入完成 a is none."""
    return _PLANNED.search(number.clause) is not None


def _is_rate(level: Number, before: Number, rate: Number) -> bool:
    return bool(
        rate.is_share
        and _GROWN.match(rate.before)
        and (_THAN.match(before.before) or _FAR_THAN.match(before.before))
        and level.dimension == before.dimension
        and not (level.sign or before.sign)
        and (level.sentence, level.part, level.depth) == (rate.sentence, rate.part, rate.depth)
    )


def _relation(level: Number, before: Number, rate: Number) -> Relation:
    sign = Fraction(rate.sign)
    parts = [(sign, level.known), (-sign, before.known)]
    return quotient(rule(NAME, TITLE), rate.known, parts, [(ONE, before.known)])


def _since(facts: Facts, before: Number, change: Number, earlier: Sequence[Number]) -> Iterator[Outcome]:
    """Judge 与 2019 年的 C 相比，净增 B by the level that an earlier sentence states.

    Which level is meant shows where it comes out, or where one slip in C or B parts it from coming out.
    """
    if change.dimension != before.dimension:
        return
    sign = Fraction(change.sign)
    levels = [each for each in reversed(earlier) if each.dimension == before.dimension]
    meant = [each for each in levels if near_sum(change.known, _parts(each, before, sign))]
    meant = meant or [each for each in levels if _slipped(each, before, change, sign)]
    if len({each.known.printed.value for each in meant}) == 1:
        parts = _parts(meant[0], before, sign)
        yield judged(facts, summed(rule(NAME, TITLE), change.known, parts, role="stated"))


def _since_rate(facts: Facts, before: Number, change: Number, behind: Sequence[Number]) -> Iterator[Outcome]:
    """Judge 与上次普查的 C 相比，增加 B，增长 p%: p is B over C, whatever the later level is."""
    for rate in behind:
        own = rate.sentence == change.sentence and rate.depth == change.depth and rate.sign == change.sign
        if own and rate.is_share and change.dimension == before.dimension and _BARE.match(rate.before):
            yield judged(
                facts, quotient(rule(NAME, TITLE), rate.known, [(ONE, change.known)], [(ONE, before.known)])
            )


def _parts(level: Number, before: Number, sign: Fraction) -> list[Weighted]:
    return [(sign, level.known), (-sign, before.known)]


def _slipped(level: Number, before: Number, change: Number, sign: Fraction) -> bool:
    if min(digits(before.known), digits(change.known)) < MEANT:
        return False
    now, then = level.known.printed.value, before.known.printed.value
    by = change.known.printed.value * sign
    return bool(slip(before.known, now - by) or slip(change.known, (now - then) * sign))
