"""A distance between two rates that is not their difference: 86.40%，距 90% 的目标差 3.60 个百分点."""

from __future__ import annotations

import itertools
import re
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import judged, rule, summed
from auditor.checks._words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "gap-not-difference"
TITLE = {"zh": "相差的百分点与两率之差不符", "en": "a distance in points is not the difference of its rates"}
_THAN = re.compile(r"[，,]\s*(?P<way>高于|高出|快于|低于|慢于)(?P<name>[^，,。；;0-9]{2,16}?)(?:约|为)?\s*$")
_COMPARED = re.compile(
    r"(?:相比|[，,])[^，,。；;0-9]{0,6}?(?P<way>低|差|少|相差|差距|缺口|高|超过|超出|高出|超)(?:了|为|出)?\s*$"
)
_GOAL = re.compile(r"(?:与|距离?|比|未达到?|没有达到|低于|高于|超过|不低于|目标(?:值)?(?:为|是)?)\s*$")
_FAR = re.compile(
    r"(?P<name>[^，,。；;0-9]{2,16}?)距(?:离)?(?:年度|年初|绩效)?目标值?(?:还|尚)?(?:差|有|相差)?\s*$"
)
_RATE = re.compile(r"(?:执行|完成|控制|合格|达标|覆盖|满意|支出|到位)[率度]$")
_UP = frozenset({"高于", "高出", "快于", "高", "超过", "超出", "超"})
_BACK = 120


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every number of points that parts two rates."""
    earlier: list[Number] = []
    for paragraph in paragraphs(facts):
        numbers = [each for each in paragraph.numbers if each.stated]
        for at, gap in enumerate(numbers):
            if gap.dimension == "points":
                pair = _pair(gap, numbers[:at], earlier)
                if pair is not None:
                    more, less = pair
                    parts = [(Fraction(1), more.known), (Fraction(-1), less.known)]
                    yield judged(facts, summed(rule(NAME, TITLE), gap.known, parts, role="stated"))
        earlier = [*earlier, *(each for each in numbers if each.is_share and not each.sign)][-_BACK:]


def _pair(gap: Number, before: Sequence[Number], earlier: Sequence[Number]) -> tuple[Number, Number] | None:
    """Return the greater and the lesser rate of a distance, as its words name them."""
    own = [each for each in before if each.sentence == gap.sentence and each.is_share and not each.sign]
    if (found := _THAN.search(gap.before)) and own and own[-1] is before[-1]:
        other = _called(stem(found["name"]), [*earlier, *before], own[-1])
        return _ordered(own[-1], other, up=found["way"] in _UP) if other is not None else None
    if len(own) > 1 and own[-1] is before[-1] and own[-2] is before[-2]:
        found = _COMPARED.search(gap.before)
        if found is not None and _GOAL.search(own[-1].before):
            return _ordered(own[-2], own[-1], up=found["way"] in _UP)
    if found := _FAR.search(gap.before):
        return _aimed(stem(found["name"]), [*earlier, *before])
    return None


def _ordered(one: Number, two: Number, *, up: bool) -> tuple[Number, Number]:
    return (one, two) if up else (two, one)


def _called(name: str, numbers: Sequence[Number], besides: Number) -> Number | None:
    """Return the one rate that bears a name."""
    if len(name) < 3:  # noqa: PLR2004 - 全省, 上年 name no figure of the document
        return None
    found = [
        each for each in numbers if each is not besides and each.is_share and stem(each.name).endswith(name)
    ]
    found = found or [
        each for each in numbers if each is not besides and each.is_share and _speaks_of(name, each)
    ]
    return found[-1] if len({each.known.printed.value for each in found}) == 1 else None


def _speaks_of(name: str, number: Number) -> bool:
    """Whether a rate is the one of a name whose parts its sentence tells apart: 基本支出…，执行率 98.22%."""
    rate = _RATE.search(name)
    if rate is None or not number.clause.strip().endswith(rate.group()) or number.sign:
        return False
    text = number.block.text[: number.occurrence.span.start]
    own = re.split(r"[。；;]", text)[-1]
    subject = name[: rate.start()]
    return len(subject) > 1 and subject in own and own.count("执行率") < 2  # noqa: PLR2004 - of two rates either is meant


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
