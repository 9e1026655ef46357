"""A change told in the wrong one of percent and percentage points, where both levels are printed.

比上年的 98.05 % 提高 0.35 % is 0.35 percentage points; 比上年 83.25 亿元下降 13.0 个百分点 is 13.0 %. Both levels have to stand in
the sentence and give just the number that is told, so that only its unit is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.betweens import PREVIOUS
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import evidence_at, rule, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo

NAME = "share-change-in-percent"
TITLE = {"zh": "百分比与百分点混用", "en": "percent and percentage points are confused"}
_RATE = re.compile(
    r"^(?:[）)]?[，,]\s*(?:同比|[比较与]?(?:上年|去年|上一年|上期)(?:同期|末)?(?:相比)?[，,]?))?[^，,。；;]{0,2}[一-龥]{2}(?:了)?\s*$"
)
_FAR = 4


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every change whose sentence prints its two levels."""
    info = rule(NAME, TITLE)
    for paragraph in paragraphs(facts):
        numbers = [number for number in paragraph.numbers if not number.depth]
        for at in range(1, len(numbers) - 1):
            before, change = numbers[at : at + 2]
            # 完成 72.44 亿元，为预算 86.00 亿元的 84.2%，比上年 83.25 亿元下降…: any level of the sentence may be the one.
            for now in numbers[max(0, at - _FAR) : at]:
                if _of_one(now, before, change):
                    yield from _confused(info, now, before, change)


def _confused(info: RuleInfo, now: Number, before: Number, change: Number) -> Iterator[Outcome]:
    one, two = now.known.printed.value, before.known.printed.value
    told = change.known.printed.value * change.sign
    step = change.known.printed.step
    if now.is_share and change.is_share and two and told == one - two != 0:
        if abs(told - (one - two) / two) * 2 > step:
            zh = f"由 {before.occurrence.text} 到 {now.occurrence.text} 相差的是百分点，写成“{change.occurrence.text}”"
            en = f"from {before.occurrence.text} to {now.occurrence.text} are percentage points, told as {change.occurrence.text}"
            yield said(info, zh, en, [evidence_at(change.block, change.occurrence)])
    elif not now.is_share and change.dimension == "points" and two > 0:
        rate = (one - two) / two
        # A number of points is told in units of a hundredth, as a percentage is.
        if told and abs(told - rate) * 2 <= step:
            zh = f"由 {before.occurrence.text} 到 {now.occurrence.text} 的增减应是 %，写成百分点“{change.occurrence.text}”"
            en = f"from {before.occurrence.text} to {now.occurrence.text} is a rate in %, told in points: {change.occurrence.text}"
            yield said(info, zh, en, [evidence_at(change.block, change.occurrence)])


def _of_one(now: Number, before: Number, change: Number) -> bool:
    """Whether a sentence says that one figure was `before` and is `now`, and what changed."""
    if not (now.stated and before.stated and change.stated) or now.sign or before.sign or not change.sign:
        return False
    beside = now.sentence == before.sentence == change.sentence and now.part == change.part
    return (
        beside
        and now.dimension == before.dimension
        and PREVIOUS.search(before.before) is not None
        and _RATE.match(change.before) is not None
    )
