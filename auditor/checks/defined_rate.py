"""A rate that its name defines, and that the two figures of those names do not give: 资产负债率, 城镇化率, 存贷比.

Only figures of the rate's own time and of its own or the neighbouring sentence count, and only where one figure bears
each of the two names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import ONE, judged, quotient, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "defined-rate"
TITLE = {"zh": "比率与其定义的两数不符", "en": "a rate is not the quotient that its name defines"}
_DEFINED = tuple(
    (re.compile(rf"(?:{rate})$"), re.compile(rf"(?:{above})$"), re.compile(rf"(?:{below})$"))
    for rate, above, below in (
        (r"资产负债率", r"负债(?:总额|总计|合计)?", r"(?<![净定动形融])资产(?:总额|总计|合计)"),
        (
            r"(?:营业收入|主营业务收入|销售)利润率",
            r"利润总额",
            r"(?:营业|主营业务|销售)收入",
        ),
        (
            r"(?<!户籍人口)城镇化率",
            r"城镇(?:常住)?人口",
            r"(?<!城镇)(?<!乡村)常住(?:总)?人口(?:总数)?",
        ),
        (r"存贷比", r"贷款余额", r"存款余额"),
        (r"不良(?:贷款)?率", r"不良贷款(?:余额)?", r"(?:各项贷款|贷款总)(?:余)?额?"),
        (r"恩格尔系数", r"食品(?:烟酒)?(?:消费)?(?:支出)?", r"消费(?:性)?支出"),
        (r"产销率", r"销售产值", r"(?:工业)?总产值"),
    )
)
_NO_LEVEL = re.compile(r"上年|去年|增加|减少|同比|户籍|目标|预算|计划")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge rates whose names say of what they are."""
    for paragraph in paragraphs(facts):
        for claim in paragraph.numbers:
            if claim.stated is None or not claim.is_share or claim.sign or claim.occurrence.bound:
                continue
            words = _said(claim)
            if _NO_LEVEL.search(words):
                continue
            for rate, above, below in _DEFINED:
                if rate.search(words):
                    top, base = _one(paragraph.numbers, above, claim), _one(paragraph.numbers, below, claim)
                    if top is not None and base is not None and top.dimension == base.dimension:
                        yield judged(
                            facts,
                            quotient(
                                rule(NAME, TITLE), claim.stated, [(ONE, top.known)], [(ONE, base.known)]
                            ),
                        )


def _one(numbers: Sequence[Number], called: re.Pattern[str], claim: Number) -> Number | None:
    """Return the one level near a rate that bears a name."""
    found = [
        each
        for each in numbers
        if each.stated
        and not (each.is_share or each.sign)
        and each.known.printed.value > 0
        and abs(each.sentence - claim.sentence) <= 1
        and each.period == claim.period
        and each.depth == claim.depth
        and called.search(_said(each))
        and not _NO_LEVEL.search(_said(each))
    ]
    return found[0] if len(found) == 1 else None


def _said(number: Number) -> str:
    return re.sub(r"\s|(?:为|是|达到?|约|有|共)+$", "", number.clause)
