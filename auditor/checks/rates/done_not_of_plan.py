"""A rate that is not what was done over what was planned, which its own sentence or its brackets tell.

完成 11 部，计划 15 部，完成 78.6%; 年初预算 90 万元，支出决算 86.45 万元，完成 96.06%; 防治率 89.7%（应处置 2,459 株，已处置 2,378 株）: the
words of the two say which is which.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import ONE, judged, near_ratio, quotient, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "done-not-of-plan"
TITLE = {"zh": "完成率与完成数、计划数不符", "en": "a rate is not what was done over what was planned"}
_DONE = re.compile(r"(?:^|[一-龥])(?:实际|已)?(?:完成|建成|实施|办结|处置|整改)(?:了)?$|^已[一-龥]{1,8}$")
_PLAN = re.compile(
    r"^(?:年度|年初|全年|原)?(?:计划|目标|任务|应)(?:完成|建设|实施|数|为|处置[一-龥]{0,4}|[一-龥]{0,6})?$"
)
_RATE = re.compile(r"^(?:完成(?:率|比例|计划的|任务的|目标的)?|为计划的)(?:为|是|仅|达)?$")
_NAMED_RATE = re.compile(r"[一-龥]率(?:为|是|达)?$")
_SET = re.compile(
    r"(?:预算|计划|目标|任务|应|核定|下达|控制)(?:数|额|资金|总?投资|规模|[一-龥]{0,5})?(?:为|是|共)?$"
)
_CAME = re.compile(
    r"(?:决算|支出|实际[一-龥]{0,6}|执行|完成|到位|使用|支付|拨付|建成|实现)(?:数|额|资金|投资)?(?:为|是|了|共)?$"
)
_REACHED = re.compile(
    r"^(?:年度|预算|计划|任务|目标|资金|总体|实际)*(?:完成|执行|到位|支付|支出|实现|达到?)(?:率|比例|进度)?(?:为|是|仅|约为?)?$"
)
_OTHER = re.compile(r"上年|去年|同期|其中|增|减|较|比(?!例)")
_MOST = 2
_OPENS = re.compile(r"\s*[（(]\s*")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge rates whose two figures stand beside them."""
    for paragraph in paragraphs(facts):
        if paragraph.block.tells_aims:
            continue
        for share, pair in (*_behind(paragraph), *_ahead(paragraph), *_bracketed(paragraph)):
            done, plan = pair
            most = plan.known.printed.value * (_MOST if _SET.search(plan.clause) else 1)
            if done.dimension == plan.dimension and 0 < done.known.printed.value <= most:
                kept = near_ratio(share.known, done.known, plan.known)
                step = share.known.printed.step
                off = abs(done.known.printed.value / plan.known.printed.value - share.known.printed.value)
                if kept or off > step:  # cut off in its last place
                    yield judged(
                        facts,
                        quotient(rule(NAME, TITLE), share.known, [(ONE, done.known)], [(ONE, plan.known)]),
                    )


def _behind(paragraph: Paragraph) -> Iterator[tuple[Number, tuple[Number, Number]]]:
    """Iterate over 完成 11 部，计划 15 部，完成 78.6%."""
    for one, two, share in zip(paragraph.numbers, paragraph.numbers[1:], paragraph.numbers[2:], strict=False):
        own = [one, two, share]
        if not _plain(own) or not share.is_share or one.is_share or _RATE.match(share.clause) is None:
            continue
        if share.after.startswith("的") or not all(
            re.match(r"\s*[，,]", each.before) for each in (two, share)
        ):
            continue
        if _DONE.search(one.clause) and _PLAN.match(two.clause):
            yield share, (one, two)


def _ahead(paragraph: Paragraph) -> Iterator[tuple[Number, tuple[Number, Number]]]:
    """Iterate over 年初预算 90.00 万元，支出决算 86.45 万元，完成 96.06%."""
    for one, two, share in zip(paragraph.numbers, paragraph.numbers[1:], paragraph.numbers[2:], strict=False):
        if (
            not _plain([one, two, share])
            or not share.is_share
            or one.is_share
            or share.after.startswith("的")
        ):
            continue
        if not all(re.match(r"\s*[，,]", each.before) for each in (two, share)):
            continue
        if any(_OTHER.search(each.clause) for each in (one, two, share)):
            continue
        if _SET.search(one.clause) and _CAME.search(two.clause) and _REACHED.match(share.clause):
            yield share, (two, one)


def _bracketed(paragraph: Paragraph) -> Iterator[tuple[Number, tuple[Number, Number]]]:
    """Iterate over 防治率 89.7%（应处置 2,459 株，已处置 2,378 株）."""
    for at, (share, one) in enumerate(itertools.pairwise(paragraph.numbers)):
        two = paragraph.numbers[at + 2] if at + 2 < len(paragraph.numbers) else None
        if two is None or not share.is_share or not share.stated or share.sign or one.is_share:
            continue
        inside = one.depth == two.depth == share.depth + 1 and one.stated and two.stated
        opened = _OPENS.match(one.before) is not None and _NAMED_RATE.search(share.clause) is not None
        if inside and opened and one.clause.startswith("应") and re.match("已|实", two.clause):
            yield share, (two, one)


def _plain(numbers: Sequence[Number]) -> bool:
    return all(
        each.stated and not each.sign and not each.depth and each.sentence == numbers[0].sentence
        for each in numbers
    )
