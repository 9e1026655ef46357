"""A word of direction between two levels that go the other way: 由 2022 年 6.95 张增加到 2023 年 6.77 张."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import compared, judged, rule
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "direction-not-levels"
TITLE = {"zh": "升降用语与前后两数不符", "en": "a word of direction contradicts the two levels beside it"}
_UP = "增加|增长|增|提高|提升|上升|升|上调|调高|上涨|涨|扩大|攀升|跃升|回升|扩增|上浮|拓展"
_DOWN = "减少|减|降低|下降|降|下调|调低|下跌|跌|缩小|缩减|压减|压缩|回落|下滑|缩短|收窄"
_FROM = re.compile(r"(?:由|从)[^，,。；;到至]{0,14}$")
_TO = re.compile(
    rf"^\s*(?:[（(][^（）()]*[）)])?\s*[，,]?(?:进一步|逐步|大幅|逐年|稳步|小幅|相应|又)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:到|至|为)了?"
    r"\s*(?:(?:19|20)[0-9]{2}\s*年)?(?:的|末|底)*\s*$"
)

_RANKED = frozenset("位 名 级 类 档 等".split())
"""To rise from the 12th place to the 9th is to rise."""
_SPAN = re.compile(r"天|日|个?工作日|小时|分钟|秒|个?月|年")
"""To be better is to take less: only what is cut short says which way a span of time goes."""
_FALLS = re.compile(r"降幅|减幅|跌幅|下降|亏损|逆差|赤字|[-–−]$")
"""What tells of a fall or a loss goes up where its number goes down."""


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every pair of levels that a sentence joins by from and to."""
    for paragraph in paragraphs(facts):
        numbers = paragraph.numbers
        for at, (before, after) in enumerate(itertools.pairwise(numbers)):
            # 由 2.05:1 下降为 2.02:1: between the levels stands the other side of the first ratio.
            level = numbers[at - 1] if at and before.in_ratio and numbers[at - 1].in_ratio else before
            found = _joined(level, after)
            if found is not None:
                sign = tree.Relation.GREATER if found["up"] else tree.Relation.LESS
                relation = compared(rule(NAME, TITLE), after.known, sign, level.known)
                yield judged(facts, relation)


def _joined(before: Number, after: Number) -> re.Match[str] | None:
    """Return the words between two levels of one unit, None where they join none."""
    if before.stated is None or after.stated is None or before.dimension != after.dimension:
        return None
    if before.occurrence.unit in _RANKED or _FALLS.search(before.before):
        return None
    if min(each.known.printed.value for each in (before, after)) < 0:
        return None  # a loss that shrinks rises
    if before.depth != after.depth or before.sentence != after.sentence or not _FROM.search(before.before):
        return None
    found = _TO.match(after.before)
    spans = _SPAN.fullmatch(before.occurrence.unit.strip()) is not None
    return None if found is not None and found["up"] and spans else found
