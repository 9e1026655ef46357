"""Shares of a counted few that a sentence tells right behind their number: 走访 64 人，其中知晓政策的占 92.19%.

What is shared must be some of those counted, by the very form: 的 or 的单位 before 占, and no other whole named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.surveys._asked import GROUPED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Number, Paragraph

_THINGS = GROUPED | frozenset("个 处 条 项 座 栋 所 件 起 台 套 只 镇 村".split())
_OF_PEOPLE = frozenset("人名位户")
_SOME = re.compile(
    r"^(?P<all>[一-龥、（()）“”]{0,24})(?P<among>中?[，,](?:其中|当中)?)[，,：:]?(?P<kind>(?:[^，,。；;：:0-9中占]+[、，,])?[^，,。；;：:0-9中占]{2,24}?)的(?P<noun>[一-龥]{0,6})(?:共|仅|只)?占(?:比)?(?:为|达到?|了)?$"
)
_PEOPLE = re.compile(
    r"[老病工客]人|人员|[职员]工|[学考]生|教师|患者|居民|群众|[农住用]户|儿童|妇女|对象|党员|干部|[医护]|司机|车辆|设备|房屋"
)
"""Who may be told of behind a number of institutions, and is none of them: 抽查养老机构 46 家，其中失能老人入住的占."""
_AMOUNT = re.compile(
    r"资金|金额|支出|收入|投[资入]|产[值量]|面积|经费|款|额|数量|比[重例]|份额|规模|里程|长度|床位|人[口员次]|用于|来[自源]|上年|去年|目标|计划"
)
"""What has a share of its own that no count of the things tells."""


def of_these(paragraph: Paragraph) -> Iterator[tuple[Number, Number]]:
    """Iterate over such shares, each with the count it is of."""
    for things, share in zip(paragraph.numbers, paragraph.numbers[1:], strict=False):
        if (
            None in (things.stated, share.stated)
            or things.sentence != share.sentence
            or not share.is_share
            or share.sign
            or share.depth != things.depth
        ):
            continue
        unit = things.occurrence.unit or things.after.strip()[:1]
        value = things.known.printed.value
        if unit not in _THINGS or value.denominator != 1 or value <= 1 or things.sign:
            continue
        # 优的 31 个、良的 14 个、中的 3 个，优的占 64.6%: the last of a list is no whole.
        if any(
            (each.sentence, each.part) == (things.sentence, things.part)
            and (each.occurrence.unit or each.after.strip()[:1]) == unit
            for each in paragraph.numbers[: paragraph.numbers.index(things)]
        ):
            continue
        between = paragraph.text[things.occurrence.span.end : share.occurrence.span.start]
        words = re.sub(r"\s", "", between).removeprefix(unit)
        found = _SOME.match(words)
        if found is None or _AMOUNT.search(found["kind"] + found["noun"]):
            continue
        named = found["noun"] and found["noun"][-1] in {unit, *found["all"]}
        people = unit in _OF_PEOPLE
        if not named and (found["noun"] or len(found["among"]) == 1):
            continue  # 的单位占: what is shared is what was counted, where it is named
        if people or not _PEOPLE.search(found["kind"]):
            yield share, things
