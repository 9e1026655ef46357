"""Sums that running text tells behind their parts: A…，B…，两项合计 C; 分别为 a、b 和 c."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.checks import _patterns as re
from auditor.checks._parts import respectively, told_each, weighted, with_parts
from auditor.checks._relations import judged, near_sum, summed
from auditor.checks._slips import slip_in_sum
from auditor.checks._words import COUNTED, TOTAL_WORDS, chinese_number, overlap, stem
from auditor.evaluation.relations import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks._numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import RuleInfo

MAX_PARTS = 20
_TOLD = 16
# 旧存 a 件，新收 b 件，共受理 c 件.
_JOINTLY = re.compile(r"共(?![同享性用建识青产])[一-龥]{0,4}(?:为|是)?$")
_NAMED = 4
_SHORT = 2
NOT_ADDED = re.compile(
    r"[人户日月年车亩次件校床班单台站桩]均|平均|每|单价|均值|比上年|较上年|同比|上年(?!结转|结余)|去年|增加(?!值)|减少|目标|计划|差[值额]|相差"
)
Found = tuple[Outcome, "Sequence[Number]"]
"""A judgement, and the numbers that it is of."""


def totalled(facts: Facts, info: RuleInfo, numbers: Sequence[Number]) -> Iterator[Found]:
    """A…，B…，两项合计 C."""
    for at, whole in enumerate(numbers):
        words = whole.before.rstrip(" ：:为达")
        jointly = _JOINTLY.match(whole.clause) is not None
        if at < 2 or whole.stated is None or not (jointly or TOTAL_WORDS.search(words)):  # noqa: PLR2004
            continue
        if (run := respectively(numbers[:at], whole)) is not None:
            yield judged(facts, summed(info, whole.stated, weighted(run))), run
            continue
        # 收入 4,320 万元，为预算的 108%（预算 4,000 万元），…合计: what brackets say is told in passing.
        before = [
            each
            for each in numbers[:at]
            if each.stated and not NOT_ADDED.search(each.clause) and each.depth <= whole.depth
        ]
        runs = [
            before[start:end]
            for end in range(len(before), 1, -1)
            for start in range(end - 2, max(-1, end - MAX_PARTS), -1)
        ]
        fitting = next((run for run in runs if near_sum(whole.stated, weighted(run))), None)
        # 水电费两项合计: the count is a number of its own, so that the words before it are asked, too.
        start = whole.occurrence.span.start
        counted = COUNTED.search(whole.block.text[max(0, start - _TOLD) : start].rstrip(" ：:为达"))
        if fitting is not None:
            yield judged(facts, summed(info, whole.stated, weighted(fitting))), fitting
            continue
        count = chinese_number(counted[1]) if counted else None
        if (
            count
            and len(before) >= count
            and all(each.sentence >= whole.sentence - 1 for each in before[-count:])
        ):
            members = before[-count:]
            if len([each for each in before if each.sentence >= whole.sentence - 1]) == count:
                yield judged(facts, summed(info, whole.stated, weighted(members))), members
                continue
        if (top := with_parts(before, whole)) is not None:
            yield judged(facts, summed(info, whole.stated, weighted(top))), top
            continue
        same = [each for each in before if each.sentence == whole.sentence]
        if len(same) > 1 and slip_in_sum(whole.stated, weighted(same)):
            yield judged(facts, summed(info, whole.stated, weighted(same))), same


def one_by_one(
    facts: Facts, info: RuleInfo, numbers: Sequence[Number], earlier: Sequence[Number]
) -> Iterator[Found]:
    """Judge 秋季学期学生 22989 人。…秋季学期学生分别为 a 人、b 人和 c 人 by the figure of the chapter that bears the name."""
    for at, first in enumerate(numbers):
        found = told_each(numbers[at:])
        name = stem(re.sub(r"分别[为是].*$", "", first.clause))
        if len(found) < 3 or len(name) < _NAMED:  # noqa: PLR2004 - two may be anything
            continue
        wholes = [
            *(each for each in earlier if each.dimension == first.dimension and _told_of(name, each)),
            *(each for each in numbers[:at] if each.stated and overlap(name, stem(each.name)) >= _NAMED),
        ]
        for whole in reversed(wholes):
            if near_sum(whole.known, weighted(found)) or slip_in_sum(whole.known, weighted(found)):
                yield judged(facts, summed(info, whole.known, weighted(found))), found
                break


def _told_of(name: str, number: Number) -> bool:
    """Whether a figure bears a name, or its clause begins it and its sentence has told the rest: 受益学生…，秋季学期 22989 人."""
    own = stem(number.clause)
    if own == name:
        return True
    rest = name.removeprefix(own)
    sentence = re.split("[。；;]", number.block.text[: number.occurrence.span.start])[-1]
    return len(own) >= _SHORT and rest not in {"", name} and len(rest) >= _SHORT and rest in sentence
