"""Amounts as running text tells them, each with its change and its growth, and the amounts that make up another one.

收入 67,949 万元，增加 6,517 万元，增长 10.61%。其中：地方收入 a，增加…；上划收入 b，减少…: amounts that add up to an earlier one
to the last place are its parts, so that what is told of them must give what is told of it.
"""

from __future__ import annotations

import functools
import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.slips import MEANT, digits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts

_PLANNED = re.compile(r"(?:预算|计划|任务|目标|调整)数?(?:为)?\s*$|占[^，,]*预算|上年|去年")
_BEFORE_PLAN = re.compile(r"预算|年初|计划|任务|目标|序时|均衡|进度|环比|年均|20(?:19|20)年|[与较比]20")
_BUDGET = frozenset({"预算", "年初"})
"""All against one budget, changes of parts give that of their whole as well as those against the year before."""
_SCOPE = re.compile(r"口径|可比|剔除|扣除|不变价|还原")
_DAY = re.compile(r"^(?:[0-9]{1,2}月)?[0-9]{1,2}日$")
_TOTAL = re.compile(r"总[数量额计]|[合共]计")
_AHEAD = 30
_MOST = 9
_FAR = 12


@records.frozen(eq=False)
class Told:
    """An amount, and by how much and at what rate it changed against the year before, where that is told."""

    level: Number
    change: Number | None
    rate: Number | None
    base: str = ""


Group = tuple[Told, "Sequence[Told]"]


@functools.lru_cache(maxsize=2)
def told(facts: Facts) -> tuple[Told, ...]:
    """Return the amounts of a report's running text in reading order."""
    return tuple(each for paragraph in paragraphs(facts) for each in _of(paragraph.numbers))


def _of(numbers: Sequence[Number]) -> Iterator[Told]:
    levels = [
        at
        for at, each in enumerate(numbers)
        if each.stated
        and not (each.sign or each.is_share or each.depth)
        and each.dimension != "points"
        and not _PLANNED.search(each.clause)
    ]
    ends = [*levels[1:], len(numbers)] if levels else []
    for at, following in zip(levels, ends, strict=True):
        level = numbers[at]
        change = rate = None
        base = ""
        for each in numbers[at + 1 : following]:
            if each.part != level.part or each.depth or not each.stated or not each.sign or each.told:
                continue
            plan = _BEFORE_PLAN.search(each.before)
            if _SCOPE.search(each.before) or (plan and (change or rate or plan.group() not in _BUDGET)):
                break
            base = plan.group() if plan else base
            if each.is_share and rate is None:
                rate = each
            elif each.dimension == level.dimension and change is None and rate is None:
                change = each
        if change is None and rate is None:
            # 职工 37925 万人，离退休人员 14196 万人，分别增加 1214 万人和 552 万人: told in turn, each by the name of what it is of.
            turn = [
                each
                for each in numbers[at + 1 :]
                if each.told and each.sign and each.of == level.name and each.stated
            ]
            same = [
                each for each in turn if each.sentence == level.sentence and each.dimension == level.dimension
            ]
            change = same[0] if len(same) == 1 else None
        yield Told(level, change, rate, base)


@functools.lru_cache(maxsize=2)
def groups(facts: Facts) -> tuple[Group, ...]:
    """Return amounts with the later ones that stand side by side and add up to them: long ones but for a last place."""
    every = told(facts)
    return tuple(
        (whole, parts)
        for at, whole in enumerate(every)
        if whole.change is not None or whole.rate is not None
        if digits(whole.level.known) >= MEANT - 1
        for parts in (*_adding(whole, every[at + 1 : at + 1 + _AHEAD]), *_closed_by(whole, every[:at]))
    )


def _closed_by(whole: Told, before: Sequence[Told]) -> Iterator[Sequence[Told]]:
    """Yield the amounts right before a total that give it to the last place: 门店 39.0 万家，…；单体药店 29.37 万家，…。药店总数 68.37 万家."""
    run: list[Told] = []
    total = Fraction(0)
    for each in reversed(before[-_MOST:] if _TOTAL.search(whole.level.clause) else ()):
        one, own = each.level, whole.level
        if one.block is not own.block or one.dimension != own.dimension or one.sentence < own.sentence - 1:
            return
        run.insert(0, each)
        total += one.known.printed.value
        if total == own.known.printed.value and len(run) > 1:
            yield run
            return


def _at_once(one: str, two: str) -> bool:
    """Whether figures may be of one time: a day on which they were published is none of theirs."""
    first, second = (_DAY.sub("", each) for each in (one, two))
    return first == second or (
        bool(first) and bool(second) and (first.endswith(second) or second.endswith(first))
    )


def _adding(whole: Told, later: Sequence[Told]) -> Iterator[Sequence[Told]]:
    goal = whole.level.known.printed.value
    off = whole.level.known.printed.step if digits(whole.level.known) > MEANT else 0
    near = [
        each
        for each in later
        if each.level.dimension == whole.level.dimension
        and each.level.block.section[:1] == whole.level.block.section[:1]
        and _at_once(each.level.period, whole.level.period)
        and each.base == whole.base
    ]
    top = near[:1] + [each for before, each in itertools.pairwise(near) if not _inner(before, each)]
    yield from _sums(near, goal, off)
    if len(top) < len(near):
        yield from _sums(top, goal, off)


def _sums(near: Sequence[Told], goal: Fraction, off: Fraction | int) -> Iterator[Sequence[Told]]:
    """Yield the runs of amounts that begin among the first few and add up to a goal."""
    for start in range(min(len(near), _FAR)):
        total = near[start].level.known.printed.value
        for end in range(start + 1, min(len(near), start + _MOST)):
            total += near[end].level.known.printed.value
            parts = near[start : end + 1]
            if abs(total - goal) <= off and parts[0].level.known.printed.value != 0 and not _nested(parts):
                yield parts
            if total > goal + off:
                break


def _inner(before: Told, each: Told) -> bool:
    """Whether an amount is one of what the amount before it is made of: 筹资 622 亿元，其中科创板 15 只，筹资 152 亿元."""
    one, two = before.level, each.level
    between = one.block.text[one.occurrence.span.end : two.occurrence.span.start]
    return one.block is two.block and one.part == two.part and "其中" in between


def _nested(parts: Sequence[Told]) -> bool:
    """Whether one of the amounts has others among its own parts: 基层 14.1 亿人次，其中：社区 4.9 亿人次、乡镇 7.7 亿人次."""
    return any(
        "其中" in each.level.before and _within_one(before.level, each.level)
        for before, each in itertools.pairwise(parts)
    )


def _within_one(one: Number, two: Number) -> bool:
    return one.block is two.block and one.sentence == two.sentence
