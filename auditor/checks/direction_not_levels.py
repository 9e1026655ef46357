"""A direction that two levels contradict: 床位由 2022 年 6.95 张增加到 2023 年 6.77 张."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import compared, judged, rule
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "direction-not-levels"
TITLE = {"zh": "增减方向与前后两数不符", "en": "a direction contradicts the two levels beside it"}
_YEAR = r"\s*(?:上年末?|去年末?|上期|年初|[0-9]{4}\s*年[末底初度]?)?(?:同期)?的?"
_FROM = re.compile(rf"[由从]{_YEAR}(?:每[一-龥]{{1,2}}){{0,2}}\s*$")
_TO = re.compile(
    rf"^\s*(?:[（(][^（）()]*[)）])?(?:[，,]\s*)?(?:大幅|逐步|稳步|进一步)?"
    rf"(?:(?P<up>增加|提高|上升|增长|扩大|提升|上涨|升高|攀升|升|增|涨)|(?P<down>减少|下降|降低|缩小|收窄|回落|下跌|压减|下调|降|减))"
    rf"(?:到|至|为)(?:了)?{_YEAR}\s*$"
)

_LESS_IS_MORE = re.compile(r"位|名|级|天|日|个?工作日|小时|分钟|秒|个?月|年")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every 由 … 增加到 … whose two levels stand beside each other."""
    for paragraph in paragraphs(facts):
        for one, two in itertools.pairwise(paragraph.numbers):
            found = _TO.match(two.before)
            if found is None or not _FROM.search(one.before) or not _alike(one, two):
                continue
            sign = tree.Relation.GREATER if found["up"] else tree.Relation.LESS
            yield judged(facts, compared(rule(NAME, TITLE), two.known, sign, one.known))


def _alike(one: Number, two: Number) -> bool:
    return bool(
        one.stated
        and two.stated
        and one.dimension == two.dimension
        and one.occurrence.unit == two.occurrence.unit
        and (one.sentence, one.part, one.depth) == (two.sentence, two.part, two.depth)
        # 由负转正, and 降幅由 5 % 收窄到 3 %: what has a sign of its own goes the other way.
        and not one.sign
        # 排名由 12 位上升到 8 位, 时限由 5 天提升到 3 天: less is more.
        and not _LESS_IS_MORE.fullmatch(two.occurrence.unit.strip())
        and not re.search(r"降幅|减幅|跌幅|下降|亏损|逆差|赤字|[-–−]$", one.before)
    )
