"""Amounts of parts that miss their whole though the counts beside them do not.

9 个项目 6.48 亿元，其中闲置 1 年以上的 4 个项目 3.15 亿元，半年至 1 年的 5 个项目 3.33 亿元: as the counts of the parts
give the count of the whole, the parts are all there are, and their amounts give its amount.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import judged, plus, rule, summed
from auditor.checks.common.words import OF_WHICH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "amounts-not-counted"
TITLE = {"zh": "分项金额之和与总额不符", "en": "amounts of parts do not give their whole"}
_TIME = re.compile(r"count:(?:年|月|日|天|小时|次|周)$")
_BESIDE = re.compile(r"[一-龥\s]{0,12}[、，,]?\s*(?:涉及|金额|资金|共|计|合计)?(?:金额|资金)?\s*")
_OTHER = re.compile(r"同比|[比较]上年|上年|去年|平均|人均|户均|每|目标|计划|重复|增加|减少")
_PARTS = 12
_FEWEST = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge lists of counts with amounts behind a count with an amount."""
    for paragraph in paragraphs(facts):
        numbers = [each for each in paragraph.numbers if each.stated and not _TIME.match(each.dimension)]
        pairs = list(_pairs(numbers))
        for at, (count, amount) in enumerate(pairs):
            parts = _parts(pairs[at + 1 : at + 1 + _PARTS], count, amount, paragraph.text)
            if parts:
                members = plus([each.known for _, each in parts])
                yield judged(facts, summed(rule(NAME, TITLE), amount.known, members))


Pair = tuple[Number, Number]


def _pairs(numbers: Sequence[Number]) -> Iterator[Pair]:
    """Iterate over counts with the amount directly behind them."""
    for count, amount in itertools.pairwise(numbers):
        if not count.dimension.startswith("count") or amount.dimension != "money":
            continue
        same = (count.part, count.depth) == (amount.part, amount.depth)
        if same and not count.sign and not amount.sign and _BESIDE.fullmatch(amount.before):
            yield count, amount


def _parts(pairs: Sequence[Pair], count: Number, amount: Number, text: str) -> list[Pair]:
    """Return the pairs behind 其中 whose counts give the count of the whole."""
    found: list[Pair] = []
    left = count.known.printed.value
    for one, two in pairs:
        if (
            one.part != count.part
            or one.dimension != count.dimension
            or _OTHER.search(one.before + two.before)
        ):
            return []
        if not found and not OF_WHICH.search(text[amount.occurrence.span.end : one.occurrence.span.start]):
            return []
        found.append((one, two))
        left -= one.known.printed.value
        if left <= 0:
            break
    return found if left == 0 and len(found) >= _FEWEST else []
