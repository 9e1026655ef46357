"""Classes that are all there are, each told in a line of its own, which do not give the whole of a line before.

4、国内旅游者 a 万人次；5、国内过夜游客 b 万人次；6、国内一日游游客 c 万人次: lines between them may tell of something else (their income).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.checks.common.parts import called, missed_by_little, of_one_class, weighted
from auditor.checks.common.relations import judged, near_sum, summed
from auditor.checks.common.slips import copied, slip_in_sum
from auditor.checks.common.told import told
from auditor.checks.common.words import OF_WHICH, closed, overlap, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo

_MOST = 3
_FAR = 6
_NOUN = 2


def line_by_line(facts: Facts, info: RuleInfo) -> Iterator[Outcome]:
    """Judge every run of lines whose amounts are called after all the classes of the amount of an earlier line."""
    levels = [each.level for each in told(facts)]
    for at, first in enumerate(levels):
        near = [
            each
            for each in levels[at + 1 : at + 1 + _FAR]
            if each.dimension == first.dimension and each.block.section == first.block.section
        ]
        for count in range(_MOST - 1, 0, -1):
            run = [first, *near[:count]]
            apart = len({each.block.index for each in run}) == len(run) == count + 1
            if apart and closed([called(each) for each in run], rest=False):
                yield from _judged(facts, info, levels[max(0, at - _FAR) : at], run)
                break


def _judged(
    facts: Facts, info: RuleInfo, before: Sequence[Number], run: Sequence[Number]
) -> Iterator[Outcome]:
    wholes = [
        each
        for each in before
        if each.dimension == run[0].dimension
        and each.block.section == run[0].block.section
        and each.block is not run[0].block
        and each.period == run[0].period
    ]
    if not wholes or len({each.period for each in run}) > 1:
        return
    whole, parts = wholes[-1], weighted(run)
    # 接待国内旅游者 is told by each of its classes, 接待入境游客 by none.
    named = all(overlap(stem(whole.name), called(each)) >= _NOUN for each in run)
    slipped = slip_in_sum(whole.known, parts, named=True)
    # 总收入 a 亿元, and below it 中央企业 b, 地方国有企业 c: right above them, what it is of stands in the line before.
    if of_one_class(whole, run) or not (
        named or (slipped and before and whole is before[-1] and not OF_WHICH.search(whole.after))
    ):
        return
    meant = near_sum(whole.known, parts) or slipped
    if meant or missed_by_little(whole, run) or copied(whole.known, parts):
        yield judged(facts, summed(info, whole.known, parts))
