"""Figures that regulations make add up, told in different sentences, and that do not.

缴存余额 = 缴存总额 - 提取总额; 增值收益 = what is set aside of it for risks, for costs and for housing; the stabilisation fund at the
end of a year = at its beginning, less what was used, and what was put in; 净值 = 原值 - 累计折旧; 水资源总量 = 地表水资源量 + 不重复量;
who is insured of both kinds (some bulletins count others, too: only a slip says that these were meant). Each name has one value in
the report (for one time and place), or else the values that fit are meant; without a slip that explains the gap the figures
have to stand in one chapter.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import ONE, Weighted, judged, near_sum, rule, summed
from auditor.checks.common.slips import slip_in_sum

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "identity-not-kept"
TITLE = {"zh": "按规定应相等的数额不相等", "en": "figures that regulations make add up do not"}
_IDENTITIES = tuple(
    tuple((sign, re.compile(rf"(?:{name})(?:为|是|达|共)?$")) for sign, name in identity)
    for identity in (
        (
            (1, r"(?<!月)缴存余额"),
            (1, r"(?<!累计)(?<!新增)缴存总额"),
            (-1, r"提取总额"),
        ),
        (
            (1, r"(?<!累计)(?:实现)?增值收益"),
            (1, r"(?<!累计)提取(?:个人)?(?:住房)?贷款风险准备金"),
            (1, r"(?<!累计)提取管理费用?"),
            (1, r"(?<!累计)提取城市?(?:公共租赁住房|廉租住?房)[^，,。；;0-9]{0,16}补充资金"),
        ),
        (
            (
                1,
                r"预算稳定调节基金[^。；;]{0,30}(?:年末|期末)(?:余额|规模)|年末预算稳定调节基金(?:余额|规模)?",
            ),
            (1, r"预算稳定调节基金(?:年初|期初|上年末)(?:余额|规模)|年初预算稳定调节基金(?:余额|规模)?"),
            (-1, r"(?:动用|调用|使用)预算稳定调节基金"),
            (1, r"(?:安排|补充|设置)预算稳定调节基金"),
        ),
        (
            (1, r"(?:固定资产|资产)?(?:账面)?净值"),
            (1, r"(?:固定资产|资产)(?:账面)?原值"),
            (-1, r"(?:固定资产)?累计折旧"),
        ),
        (
            (1, r"水资源总量"),
            (1, r"地表水资源量"),
            (1, r"(?:地下水与地表水(?:资源)?|地下水资源与地表水资源)不重复量"),
        ),
        (
            (1, r"(?:全[国省市县区州旗]|总|常住)人口"),
            (1, r"家庭户人口"),
            (1, r"集体户人口"),
        ),
        (
            (1, r"(?<!职工)(?<!居民)(?<!职工及居民)基本医疗保险参保(?:总)?人数"),
            (1, r"(?<!离休)职工(?:基本)?医(?:疗)?保(?:险)?参?保?人数"),
            (1, r"居民(?:基本)?医(?:疗)?保(?:险)?参?保?人数"),
        ),
        (
            (1, r"(?<!职工)(?<!居民)基本医疗保险(?:（[^（）]*）)?(?:基金)?总收入"),
            (1, r"职工(?:基本)?医(?:疗)?保(?:险)?(?:（[^（）]*）)?(?:基金)?(?:（[^（）]*）)?总?收入"),
            (1, r"居民(?:基本)?医(?:疗)?保(?:险)?(?:（[^（）]*）)?(?:基金)?(?:（[^（）]*）)?总?收入"),
        ),
    )
)
_MOST = 64
_NET = re.compile("净值|医疗保险")
_OTHER = re.compile(r"上年末?累计|上年度提取|去年|预计|计划")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the figures of every identity that a report names in full."""
    amounts = list(_amounts(paragraphs(facts)))
    for identity in _IDENTITIES:
        members = [(sign, [each for each, words in amounts if name.search(words)]) for sign, name in identity]
        if all(found for _, found in members):
            yield from _judged(facts, members)


def _judged(facts: Facts, members: Sequence[tuple[int, Sequence[Number]]]) -> Iterator[Outcome]:
    info = rule(NAME, TITLE)
    single = all(len({each.known.printed.value for each in found}) == 1 for _, found in members)
    choices = [
        numbers
        for numbers in itertools.islice(itertools.product(*(found for _, found in members)), _MOST)
        if len({each.dimension for each in numbers}) == 1
    ]
    whole_and_parts = [(numbers[0], _parts(members, numbers)) for numbers in choices]
    for whole, parts in whole_and_parts:
        if near_sum(whole.known, parts):
            yield judged(facts, summed(info, whole.known, parts))
            return
    for whole, parts in whole_and_parts if single else ():
        chapters = {each.block.section[:1] for each in choices[0]}
        # What an asset lost in value may also be taken off of it; others may be insured than those of the two kinds.
        whole_told = _NET.search(whole.clause) is None
        if slip_in_sum(whole.known, parts) or (len(chapters) == 1 and whole_told):
            yield judged(facts, summed(info, whole.known, parts))
            return


def _parts(members: Sequence[tuple[int, Sequence[Number]]], numbers: Sequence[Number]) -> list[Weighted]:
    return [(ONE * sign, each.known) for (sign, _), each in zip(members[1:], numbers[1:], strict=True)]


def _amounts(texts: Sequence[Paragraph]) -> Iterator[tuple[Number, str]]:
    """Iterate over the amounts, each with the words of its sentence before it."""
    for paragraph in texts:
        for number in paragraph.numbers:
            if number.stated is None or number.sign or number.is_share or number.depth:
                continue
            if not _OTHER.search(number.clause):
                words = number.lead
                yield number, re.sub(r"\s", "", words)
