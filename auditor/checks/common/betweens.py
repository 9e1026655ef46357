"""Changes between two levels that a sentence prints: from C to A by B, and what the points between two rates are of."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import ONE, judged, quotient, summed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo

COMPARED = re.compile(
    r"上年|去年|同期|上期|上月|环比|同比|年初预算|比预算|[比较与同]20[0-9]{2}\s*年|[比较]年初|年初数|[比较]期初|上一年|以前年度"
)
PREVIOUS = re.compile(
    r"(?:[比较与同由从](?:上年|去年|上一年|上期|年初|期初|20[0-9]{2}\s*年)[^，,。；;增减上下]{0,16}|(?:上年|去年|上一年|上期)(?:同期)?[^，,。；;增减上下]{0,8})$"
)
# 年平均增长率为 a，比 2000 年到 2010 年的年平均增长率 b 下降 c 个百分点: the words of growth name what is compared.
_OF_GROWTH = re.compile(r"(?:增长率|增速|增幅|下降率|降幅)(?:为|是|达)?$")
_GREW = re.compile(
    r"[比较与同](?:上年|去年|上一年|上期|20[0-9]{2}\s*年|19[0-9]{2}\s*年)[^，,。；;]{0,24}(?:增长率|增速|增幅|下降率|降幅)(?:为|是)?$"
)
_OWN_NAME = re.compile(
    r"(?P<name>[一-龥]{2,10}?)(?:所?占?比[重例]?|[比完][例成]?率|率)?(?:上年|去年|上一年|上期)(?:同期)?(?:的|为|是|达)*$"
)
_ON = re.compile(r"(?:^|[，,。；;：:])\s*(?:将)?在[^，,。；;]{0,24}$")
_BASED = re.compile(r"^\s*[^，,。；;0-9]{0,4}(?:的)?基础上[，,][^。；;]{0,40}$")
_GROWS = re.compile(r"^\s*[，,]\s*(?:同比|预计|预期|计划|比上年)?(?:增长|下降|增加|减少|增幅|降幅)\s*$")
_TOLD_BESIDE = re.compile(
    r"[，,（(]\s*(?:上年|去年|上一年|20[0-9]{2}\s*年)(?:同期|末)?(?:为|是)?\s*$"
    r"|[，,]\s*(?:同比|[比较与])(?:上年|去年|上一年|20[0-9]{2}\s*年)?(?:同期|末)?\s*[（(]\s*$"
)
_SINCE = re.compile(r"^\s*[）)]?\s*[，,]?\s*(?:同比|比上年|较上年)?[一-龥]{2}\s*$")
_FROM = re.compile(r"(?:由|从)[^，,。；;到至]{0,16}$")
_TO = re.compile(
    r"(?:到|至|变为|变成|调整为|增为|减为|升为|降为)(?:20[0-9]{2}\s*年)?(?:的|末|底)?[^，,。；;]{0,6}$"
)
_AMPLITUDE = re.compile(r"^\s*[，,、（(]\s*(?:降幅|增幅|升幅|跌幅|涨幅)(?:为|达|约)?\s*$")
_RATE_WORDS = re.compile(
    r"(?:增长|下降|增幅|降幅|上升|降低|减少|增加|增长率|下降率|减幅|上涨|下跌)\s*(?:了|为|达|约|:|：)?\s*$"
)
_OWN_BASE = re.compile(r"[比较]\s*(?:上年|去年|上一年|年初|期初|同期|20[0-9]{2})")


def is_rate(each: Number, change: Number) -> bool:
    """Whether a share behind a change is its rate."""
    words = each.sign or _RATE_WORDS.search(re.sub(r"\s", "", each.before))
    # 比年初增加 28.4 亿元，比上年同期增长 9.9%: the rate has a base of its own.
    own = _OWN_BASE.search(each.before)
    # 同口径比 2018 年减少 38 万元，同口径比 2018 年下降 7.4%: the base of its change, said again.
    own_base = own is not None and own.group() not in change.before
    # 企业 68 家，比上年净增 5 家；工业增加值增长 8.1%: behind a semicolon something else has grown.
    apart = re.search(r"[；;]", each.before) is not None
    return bool(
        each.stated
        and each.is_share
        and each.sentence == change.sentence
        and words
        and not own_base
        and not apart
    )


_YEARLY = re.compile(r"(?:年均|年平均)[^，,。；;]{0,8}$")
"""A mean of several years is no change from the first to the last."""


def from_to(facts: Facts, info: RuleInfo, numbers: Sequence[Number], at: int) -> Iterator[Outcome]:
    """Judge 由 C 增加到 A，增加 B（增长 p%）."""
    if at < 2:  # noqa: PLR2004 - two levels stand before a change
        return
    before, after, change = numbers[at - 2 : at + 1]
    if (
        not (before.stated and after.stated and change.stated)
        or not change.sign
        or before.sentence != change.sentence
        or _YEARLY.search(change.before)
    ):
        return
    if before.dimension != after.dimension or not _FROM.search(before.before) or not _TO.search(after.before):
        return
    following = numbers[at + 1] if at + 1 < len(numbers) else None
    if following is not None and following.sign == -change.sign and following.dimension == change.dimension:
        return  # 由 197 人变为 193 人，增加 8 人，减少 12 人: what came and what went, and neither is the difference
    sign = Fraction(change.sign)
    if (change.dimension == before.dimension and not before.is_share) or (
        before.is_share and change.dimension == "points"
    ):
        yield judged(
            facts, summed(info, change.stated, [(sign, after.stated), (-sign, before.stated)], role="stated")
        )
        rate = numbers[at + 1] if at + 1 < len(numbers) else None
        beside = rate is not None and re.fullmatch(r"[，,]?\s*(?:[一-龥]{2,3})\s*", rate.before)
        if beside and rate and rate.stated and is_rate(rate, change) and before.stated.printed.value > 0:
            yield judged(facts, quotient(info, rate.stated, [(ONE, change.stated)], [(ONE, before.stated)]))
    elif change.is_share and not before.is_share:
        yield judged(
            facts,
            quotient(
                info, change.stated, [(sign, after.stated), (-sign, before.stated)], [(ONE, before.stated)]
            ),
        )


def points(facts: Facts, info: RuleInfo, numbers: Sequence[Number], at: int) -> Iterator[Outcome]:
    """Judge A%，比上年 C% 提高 b 个百分点."""
    if at < 2:  # noqa: PLR2004 - two rates stand before a change
        return
    level, before, change = _called_as_before(numbers, at), *numbers[at - 1 : at + 1]
    if (
        not (level and level.stated and before.stated and change.stated)
        or change.dimension != "points"
        or not change.sign
    ):
        return
    if (
        not level.is_share
        or not before.is_share
        or level.sentence != change.sentence
        or not (PREVIOUS.search(before.before) or _GREW.search(before.before))
    ):
        return
    if (level.sign and not _OF_GROWTH.search(level.clause)) or (
        before.sign and not _OF_GROWTH.search(before.clause)
    ):
        return
    sign = Fraction(change.sign)
    parts = [(sign, level.stated), (-sign, before.stated)]
    yield judged(facts, summed(info, change.stated, parts, role="stated"))


def beside(facts: Facts, info: RuleInfo, numbers: Sequence[Number]) -> Iterator[Outcome]:
    """Judge A，上年为 C，增长 p%; A（上年为 C），增长 p%; A，同比上年（C）增长 p%."""
    for level, before, change in zip(numbers, numbers[1:], numbers[2:], strict=False):
        if not (level.stated and before.stated and change.stated) or level.sign or before.sign:
            continue
        plain = (
            change.is_share
            and change.sign
            and not level.is_share
            and level.dimension == before.dimension
            and level.depth == change.depth
            and level.sentence == change.sentence
        )
        if plain and _TOLD_BESIDE.search(before.before) and _SINCE.match(change.before):
            sign = Fraction(change.sign)
            parts = [(sign, level.stated), (-sign, before.stated)]
            yield judged(facts, quotient(info, change.stated, parts, [(ONE, before.stated)]))


def _called_as_before(numbers: Sequence[Number], at: int) -> Number | None:
    """Return the level that the one before a change is the earlier one of: 税收占 63.8%，非税占 36.2%；税收占比上年为 65.5%.

    It is the nearest, unless the earlier one has a name of its own, which another share of its sentence begins with.
    """
    nearest, before = numbers[at - 2], numbers[at - 1]
    found = _OWN_NAME.match(before.clause)
    if found is None or found["name"] in nearest.clause[: len(found["name"])]:
        return nearest
    shares = [
        each
        for each in numbers[: at - 1]
        if each.is_share and each.stated and not each.sign and each.sentence == before.sentence
    ]
    called = [each for each in shares if each.clause.startswith(found["name"])]
    return called[-1] if called else nearest if len(shares) == 1 else None


def on_base(facts: Facts, info: RuleInfo, numbers: Sequence[Number], at: int) -> Iterator[Outcome]:
    """Judge 在上年完成 C 的基础上，今年安排 A，增长 p%."""
    if at < 2:  # noqa: PLR2004 - two levels stand before a rate
        return
    before, after, change = numbers[at - 2 : at + 1]
    if not (before.stated and after.stated and change.stated) or before.sign or after.sign:
        return
    told = _BASED.match(before.after) and _ON.search(before.before) and _GROWS.match(change.before)
    plain = change.is_share and change.sign and not before.is_share and before.sentence == change.sentence
    if told and plain and before.dimension == after.dimension and before.stated.printed.value > 0:
        sign = Fraction(change.sign)
        parts = [(sign, after.stated), (-sign, before.stated)]
        yield judged(facts, quotient(info, change.stated, parts, [(ONE, before.stated)]))


def of_points(facts: Facts, info: RuleInfo, numbers: Sequence[Number], at: int) -> Iterator[Outcome]:
    """Judge A%，较上年下降 b 个百分点，降幅 p%: what the points are of the rate before."""
    if not 0 < at < len(numbers) - 1:
        return
    level, change, rate = numbers[at - 1 : at + 2]
    if (
        not (level.stated and change.stated and rate.stated)
        or change.dimension != "points"
        or not change.sign
    ):
        return
    plain = level.is_share and not level.sign and rate.is_share and level.sentence == rate.sentence
    if plain and COMPARED.search(change.before) and _AMPLITUDE.search(rate.before):
        parts = [(ONE, level.stated), (-Fraction(change.sign), change.stated)]
        yield judged(facts, quotient(info, rate.stated, [(ONE, change.stated)], parts))
