"""How a sentence can be read: for each figure that a word announces as worked out, the others it can be worked out of.

The likeliest reading stands first.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.arithmetic._equations import Equation
from auditor.checks.common.numbers import Number
from auditor.checks.common.relations import ONE, quotient, summed
from auditor.checks.common.words import chinese_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_TOTAL = re.compile(
    r"(?:合计|共计|总计|总共|一共|之和|[两二三四五六]项|[两二三]者|相加|加总|^共)[^，,。；;]{0,8}$"
)
_REST = re.compile(
    r"(?:结余|结转|剩余|余下|尚余|余额|净[增减余]|自然[增减][长少加]|差额|相差|[顺逆]差|缺口|超支|节约|节余|还有|其余|[欠未尚短少多超][收缴付拨支到缺用完])[^，,。；;]{0,8}$"
)
_COUNT = re.compile(
    r"^(?P<count>[两二三四五六])[者项类种](?:[一-龥]{0,4})(?:合计|共计|总计|之和)[^，,。；;]{0,4}$"
)
_CLOSING = re.compile(r"(?:年末|期末|月末|季末)[^，,。；;]{0,8}$")
_OPENING = re.compile(r"(?:年初|期初|月初|上年末|上期末)[^，,。；;]{0,8}$")
_NET = re.compile(r"(?:净|自然)[增减余][长少加]?$")
_AFTER = re.compile(r"(?:调整|变更|追加|核[增减])后[^，,。；;]{0,8}$")
_LESS = re.compile(r"减|收回|核减|压减|退|扣|支出|使用|用于|拨付|注销|归还|偿还|处置")
_RATE = re.compile(r"(?:[率占比]|比[重例]|占比)(?:约?为|是|达到?|仅|约)?$")
_SHARE = re.compile(r"占|比[重例]|[之其]中")
_MEAN = re.compile(r"均(?!衡)|每(?!年)[一-龥]{0,3}|单价")
_PER_MANY = re.compile(r"每[十百千万亿]")
_FORMER = re.compile(
    r"(?:上年|去年|上一年|上期|年初(?!预算|批复|安排)|期初|同期|[比较与同由从]\s*20[0-9]{2}\s*年)(?![^，,。；;]*结[转余])[^，,。；;]{0,12}$|^(?:由|从)"
)
_LAST = re.compile(r"上年|去年|上一年|上期|同期")
_LIST = re.compile(r"^[^，,。；;：:（(]{0,12}[，,：:（(]?\s*(?:其中|分别|包括|即|含|：|:)")
_AIM = re.compile(r"目标|计划|不低于|不高于|应[当达]|标准|以上|以下|指标值|预期")
_MOST = 9
_PAIR = 2
_BEHIND = 6


@records.frozen(eq=False)
class Claim:
    """A figure that is worked out of others, what kind of thing it is, and the ways it can be."""

    number: Number
    kind: str
    equations: tuple[Equation, ...]
    sure: bool = False
    """Whether its sentence leaves no other way than the first."""


def claims(numbers: Sequence[Number]) -> Iterator[Claim]:
    """Iterate over the figures of a sentence that its words announce as worked out."""
    told = [each for each in numbers if each.stated and not each.in_ratio]
    for at, number in enumerate(told):
        only = _only(told, number) or _counted(told, at)
        if only is not None:
            yield Claim(number, "only", (only,), sure=True)
            continue
        kind, found = _read(told, at)
        if found:
            yield Claim(number, kind, tuple(found[:_MOST]))


def _only(told: Sequence[Number], number: Number) -> Equation | None:
    """Return what a change or its rate is worked out of where its part of the sentence tells both levels and nothing else of their kind."""
    if not number.sign or _AIM.search(number.after[:_BEHIND]):
        return None
    rate, points = number.is_share, number.dimension == "points"
    beside = [each for each in told if each.part == number.part and each is not number]
    kinds = (
        {"ratio"}
        if points
        else {each.dimension for each in beside} - {"ratio", "points"}
        if rate
        else {number.dimension}
    )
    for kind in kinds:
        same = [each for each in beside if each.dimension == kind]
        changes = [each for each in same if each.sign]
        levels = [
            each for each in same if not each.sign and not _AIM.search(each.clause + each.after[:_BEHIND])
        ]
        formers = [each for each in levels if _is_former(each)]
        if len(levels) != _PAIR or len(formers) != 1 or len(levels) + len(changes) != len(same):
            continue
        former = formers[0]
        now = levels[1] if levels[0] is former else levels[0]
        if rate and len(changes) == 1:
            gap = abs(now.known.printed.value - former.known.printed.value)
            # The change told is theirs: the levels are meant, whatever the rate is.
            if abs(gap - changes[0].known.printed.value) <= changes[0].known.printed.step:
                return _growth(number, now, former)
            continue
        # 比上年 90 起减少 6 起, or 减少 6 起（上年 90 起）: what is told later is of something else.
        later = [each for each in levels if told.index(each) > told.index(number)]
        if not rate and not changes and all(each is former and each.depth > number.depth for each in later):
            return _difference(number, now, former)
    return None


def _counted(told: Sequence[Number], at: int) -> Equation | None:
    """Return the sum of just as many figures as its words say and its sentence tells before it: 二者合计, 三项之和."""
    number = told[at]
    found = _COUNT.search(number.clause)
    before = [each for each in _before(told, at) if not each.sign]
    if found is None or number.sign or len(before) != chinese_number(found["count"]):
        return None
    return _sum(number, before)


def _read(told: Sequence[Number], at: int) -> tuple[str, list[Equation]]:
    number = told[at]
    words = number.clause
    if number.is_share and number.sign:
        return "growth", list(_growths(told, at))
    if _AIM.search(words):
        return "", []
    if number.dimension == "points":
        return "points", list(_points(told, at))
    if number.is_share and _RATE.search(words):
        return "rate", list(_rates(told, at))
    if number.sign and not number.is_share and not _NET.search(words):
        return "change", list(_changes(told, at))
    if _MEAN.search(words) and not number.is_share and not _PER_MANY.search(words):
        return "mean", list(_means(told, at))
    before = _before(told, at)
    if _TOTAL.search(words) and (found := list(_totals(told, at, before))):
        return "total", found
    if _REST.search(words):
        return "rest", list(_rests(number, before))
    if _AFTER.search(words):
        return "after", list(_afters(number, before))
    if _CLOSING.search(words):
        return "closing", list(_closings(told, at))
    return "", []


def _closings(told: Sequence[Number], at: int) -> Iterator[Equation]:
    """Iterate over what is left of what was there at first by what came and went between: 年初 a，新收 b，结案 c，年末 d."""
    number = told[at]
    opening = next((n for n in reversed(range(at)) if _OPENING.search(told[n].clause)), None)
    if opening is None:
        return
    flows = [each for each in told[opening + 1 : at] if not each.is_share and each.depth == number.depth]
    first = told[opening]
    kinds = {each.dimension.removesuffix("次") for each in (number, first, *flows)}
    if len(flows) == _PAIR and len(kinds) == 1:
        yield _combined(number, [(ONE, first), (ONE, flows[0]), (-ONE, flows[1])])


def _points(told: Sequence[Number], at: int) -> Iterator[Equation]:
    """Iterate over the two shares before points, or around them, that they part."""
    number = told[at]
    shares = [each for each in told if each.is_share and not each.sign and each.part == number.part]
    shares = shares[-_PAIR:] if len(shares) > _PAIR else shares
    if len(shares) == _PAIR:
        yield _difference(number, *shares)


def _before(told: Sequence[Number], at: int) -> list[Number]:
    """Return the figures before one that are of its kind, without means and what brackets add."""
    number = told[at]
    return [
        each
        for each in told[:at]
        if _like(each, number) and each.depth <= number.depth and not _MEAN.search(each.clause)
    ]


def _is_former(level: Number) -> bool:
    """Whether a level is that of a time before: 上年为 2,318 台、38.72%."""
    listed = not level.clause and _LAST.fullmatch(level.period) is not None
    return listed or _FORMER.search(level.clause) is not None


def _like(each: Number, number: Number) -> bool:
    return each.dimension == number.dimension and each is not number


def _totals(told: Sequence[Number], at: int, before: Sequence[Number]) -> Iterator[Equation]:
    number = told[at]
    behind = [
        each
        for each in told[at + 1 :]
        if _like(each, number) and not each.sign and not _MEAN.search(each.clause)
    ]
    if _LIST.search(number.after) and len(behind) > 1:
        yield _sum(number, behind)
        return
    plain = [each for each in before if not each.sign]
    for start in range(len(plain) - 1):
        yield _sum(number, plain[start:])


def _rests(number: Number, before: Sequence[Number]) -> Iterator[Equation]:
    last = max((at for at, each in enumerate(before) if _REST.search(each.clause)), default=-1)
    before = before[last + 1 :]
    if len(before) > 1:
        yield _difference(number, before[-2], before[-1])
    if len(before) > _PAIR:
        yield _less(number, before[0], before[1:])
        yield _difference(number, before[0], before[-1])
        yield _difference(number, before[0], before[1])
        yield _combined(number, [(ONE, before[-3]), (ONE, before[-2]), (-ONE, before[-1])])


def _afters(number: Number, before: Sequence[Number]) -> Iterator[Equation]:
    if len(before) > 1:
        sign = -ONE if before[-1].sign < 0 or _LESS.search(before[-1].clause) else ONE
        yield _combined(number, [(ONE, before[-2]), (sign, before[-1])])
    if len(before) > _PAIR:
        yield _combined(number, [(ONE, before[-3]), (ONE, before[-2]), (-ONE, before[-1])])


def _changes(told: Sequence[Number], at: int) -> Iterator[Equation]:
    number = told[at]
    levels = [
        each for each in told if _like(each, number) and not each.sign and not _MEAN.search(each.clause)
    ]
    near = sorted(levels, key=lambda each: abs(told.index(each) - at))[:3]
    for one, two in itertools.combinations(near, 2):
        if len([each for each in (one, two) if _is_former(each)]) == 1:
            yield _difference(number, one, two)


def _rates(told: Sequence[Number], at: int) -> Iterator[Equation]:
    number = told[at]
    levels = [
        each
        for each in told
        if not each.is_share
        and not each.sign
        and each.dimension not in {"points", "score"}
        and not _MEAN.search(each.clause)
        and each.known.printed.value > 0
    ]
    if _SHARE.search(number.clause) or not number.clause:
        yield from _shares(number, levels, told, at)
        return
    pairs = [(one, two) for one, two in itertools.combinations(levels, 2) if one.dimension == two.dimension]
    pairs.sort(key=lambda pair: sum(abs(told.index(each) - at) for each in pair))
    for one, two in pairs:
        low, high = sorted((one, two), key=lambda each: each.known.printed.value)
        if number.part in (one.part, two.part):
            yield _ratio(number, low, high)
            yield _share_with_rest(number, high, low)


def _shares(number: Number, levels: Sequence[Number], told: Sequence[Number], at: int) -> Iterator[Equation]:
    """Iterate over what a part right before its share can be a share of: no part that has a share of its own."""
    part = told[at - 1] if at else None
    if part is None or not any(part is each for each in levels):
        return
    owned = {id(one) for one, two in itertools.pairwise(told) if two.is_share and not two.sign}
    bases = [
        each
        for each in levels
        if each.dimension == part.dimension
        and each.known.printed.value > part.known.printed.value
        and id(each) not in owned
    ]
    for base in sorted(bases, key=lambda each: abs(told.index(each) - at)):
        yield _ratio(number, part, base)


def _growths(told: Sequence[Number], at: int) -> Iterator[Equation]:
    number = told[at]
    near = sorted(
        (
            each
            for each in told
            if not each.is_share and each.dimension != "points" and each.known.printed.value > 0
        ),
        key=lambda each: abs(told.index(each) - at),
    )[:4]
    for one, two in itertools.combinations(near, 2):
        if one.dimension != two.dimension or (one.sign and two.sign):
            continue
        if not one.sign and not two.sign:
            formers = [each for each in (one, two) if _is_former(each)]
            if len(formers) == 1:
                now = two if formers[0] is one else one
                yield _growth(number, now, formers[0])
        else:
            change, level = (one, two) if one.sign else (two, one)
            if change.sign != number.sign:
                continue
            if _is_former(level):
                yield _ratio(number, change, level)
            else:
                yield _of_change(number, change, level)


def _means(told: Sequence[Number], at: int) -> Iterator[Equation]:
    number = told[at]
    amounts = [
        each for each in told if _like(each, number) and not each.sign and not _MEAN.search(each.clause)
    ]
    counts = [
        each
        for each in told
        if each.dimension != number.dimension
        and not each.is_share
        and each.dimension not in {"points", "score"}
        and each.known.printed.value > 1
        and not each.sign
    ]
    for amount, count in itertools.product(amounts[:3], counts[:3]):
        if amount.known.printed.value > 0:
            yield _mean(number, amount, count)


def _sum(claim: Number, parts: Sequence[Number]) -> Equation:
    return _combined(claim, [(ONE, each) for each in parts])


def _less(claim: Number, whole: Number, parts: Sequence[Number]) -> Equation:
    return _combined(claim, [(ONE, whole), *((-ONE, each) for each in parts)])


def _difference(claim: Number, one: Number, two: Number) -> Equation:
    high, low = (one, two) if one.known.printed.value >= two.known.printed.value else (two, one)
    return _combined(claim, [(ONE, high), (-ONE, low)])


def _combined(claim: Number, parts: Sequence[tuple[Fraction, Number]]) -> Equation:
    weights = [weight for weight, _ in parts]
    scale = Fraction(claim.sign or 1) if claim.known.printed.value < 0 else ONE
    return Equation(
        (claim, *(each for _, each in parts)),
        lambda v: v[0] * scale - sum((w * x for w, x in zip(weights, v[1:], strict=True)), Fraction(0)),
        lambda info: summed(info, claim.known, [(w * scale, each.known) for w, each in parts], role="stated"),
    )


def _ratio(claim: Number, part: Number, base: Number) -> Equation:
    return Equation(
        (claim, part, base),
        lambda v: v[0] * v[2] - v[1],
        lambda info: quotient(info, claim.known, [(ONE, part.known)], [(ONE, base.known)]),
    )


def _share_with_rest(claim: Number, part: Number, rest: Number) -> Equation:
    """Return that a rate is what one is of both: 支出 a，执行率 p%，结余 b."""
    return Equation(
        (claim, part, rest),
        lambda v: v[0] * (v[1] + v[2]) - v[1],
        lambda info: quotient(info, claim.known, [(ONE, part.known)], [(ONE, part.known), (ONE, rest.known)]),
    )


def _growth(claim: Number, now: Number, former: Number) -> Equation:
    sign = Fraction(claim.sign)
    return Equation(
        (claim, now, former),
        lambda v: v[0] * v[2] - sign * (v[1] - v[2]),
        lambda info: quotient(
            info, claim.known, [(sign, now.known), (-sign, former.known)], [(ONE, former.known)]
        ),
    )


def _of_change(claim: Number, change: Number, level: Number) -> Equation:
    """Return that a rate is what a level changed by over what it was before."""
    sign = Fraction(change.sign)
    return Equation(
        (claim, change, level),
        lambda v: v[0] * (v[2] - sign * v[1]) - v[1],
        lambda info: quotient(
            info, claim.known, [(ONE, change.known)], [(ONE, level.known), (-sign, change.known)]
        ),
    )


def _mean(claim: Number, amount: Number, count: Number) -> Equation:
    """Return that what there is of each is all over how many there are."""
    return Equation(
        (claim, amount, count),
        lambda v: v[0] * v[2] - v[1],
        lambda info: quotient(info, claim.known, [(ONE, amount.known)], [(ONE, count.known)]),
        divided=True,
    )
