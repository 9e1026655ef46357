"""Chains of days whose order is fixed by what they are called: a notice, the closing of applications, their review, the result.

A meeting of shareholders decides, then the day of record stands, then what was decided is paid. It does not matter which of
them is told first. A day is read with the words right before it (股权登记日为, 申报截止时间为) or those behind it (发布, 公示).
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import TEXT_KINDS
from auditor.checks.structure._daystold import days_told
from auditor.report.blocks import Block, Occurrence

if TYPE_CHECKING:
    from collections.abc import Iterator

_CALLED = r"申报|申请|报名|招聘|招考|招录|招募|征集|遴选|比选|磋商|采购|招标|竞赛|评选|拍卖|挂牌|出让|转让|认购|招生|选聘|选拔"
_HANDED_IN = r"申报|申请|报名|投标|递交|响应文件|投稿|认购|竞买|受理|材料|提交|征集"
_CHAINS = (
    (
        (
            "发布通知公告",
            rf"(?:{_CALLED})[^，,。；;@]{{0,8}}(?:通知|公告|启事|指南|简章)[^，,。；;]{{0,8}}@(?:正式|对外|公开)?(?:发布|印发|下发|公布|发出|刊登|上网|挂网)|(?:{_CALLED})[^，,。；;@]{{0,4}}(?:通知|公告|启事|指南|简章)(?:发布|刊登|印发|挂网)?(?:时间|日期)?[于为在：:]@|@[^，,。；;]{{0,12}}(?:发布|印发|下发|公布|发出|刊登)[^，,。；;]{{0,16}}(?:{_CALLED})[^，,。；;]{{0,8}}(?:通知|公告|启事|指南|简章)",
        ),
        (
            "截止",
            rf"(?:{_HANDED_IN})(?:(?!通知|公告|启事|指南|简章)[^，,。；;@]){{0,8}}(?:时间|日期|期限|期|日|于|至|为|自)[为是：:]?@|@(?:{_HANDED_IN}[^，,。；;]{{0,4}})?(?:截止|结束|止)(?!前)|截止(?:时间|日期|日)?[为是于：:]?@|@[^，,。；;]{{0,4}}(?:接受|开始|停止)[^，,。；;]{{0,4}}(?:{_HANDED_IN})",
        ),
        (
            "评审",
            r"(?:开标|评标|评审|笔试|面试|答辩|初审|资格审查)(?:(?!通知|公告)[^，,。；;@]){0,6}(?:时间|日期)?[于为在：:]@|@[^，,。；;]{0,6}(?:开标|评标|评审|笔试|面试|答辩|开评标)",
        ),
        (
            "公布结果",
            r"(?:结果|名单|公示|拟[一-龥]{2,6})[^，,。；;@]{0,6}(?:时间|日期)?[于为在：:]@|@[^，,。；;]{0,8}(?:公示|公布|公告)[^，,。；;]{0,8}(?:结果|名单|中标|成交|入选|立项|录[取用])|(?:结果|名单)[^，,。；;@]{0,6}@[^，,。；;]{0,6}(?:公示|公布)",
        ),
        (
            "中标通知书",
            r"(?:中标|成交)通知书[^，,。；;@]{0,4}(?:日期|时间)?[于为：:]?@|@[^，,。；;]{0,8}(?:发出|签发|发放)[^，,。；;]{0,4}(?:中标|成交)通知书",
        ),
        (
            "签订合同",
            r"合同签[订署](?:时间|日期)?[于为：:]?@|@[^，,。；;]{0,8}签[订署][^，,。；;]{0,8}合同",
        ),
    ),
    (
        (
            "股东会决议",
            r"股东(?:大)?会[^，,。；;@]{0,12}@|@[^，,。；;]{0,12}股东(?:大)?会",
        ),
        ("股权登记日", r"登记日[为是于：:]?@"),
        ("除权除息日", r"除(?:权|息|权除息)日[为是于：:]?@"),
        (
            "发放红利",
            r"(?:发放|派发|派息|到账|支付|发放日期?)[^，,。；;@]{0,4}[日为是于：:]@|(?:红利|股利|股息|利润)[^，,。；;@]{0,6}@[^，,。；;]{0,6}(?:发放|派发|支付|到账)|@[^，,。；;]{0,6}(?:发放|派发)[^，,。；;]{0,6}(?:红利|股利|股息)",
        ),
    ),
)
_COMPILED = tuple(tuple((name, re.compile(pattern)) for name, pattern in chain) for chain in _CHAINS)
_DAY = re.compile(
    r"(?:(?P<y>20[0-9]{2})年)?(?P<m>1[0-2]|0?[1-9])月(?:(?P<d>[0-9]{1,2})日)?(?:(?:至|到|—+|–|-|~|～)(?:20[0-9]{2}年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?)?"
)
_YEAR = re.compile(r"20[0-9]{2}年(?:度|[末底初])?")
_ELSE = re.compile(
    r"[第首末上下前后另][一二三四五六]?[批轮次期届]|另|补[充录报]|更正|变更|延[期长]|重新|再次|原[定计]|此前|以前|之前|早[在于]|提前|先[行期于]|预[审评申]|上年|去年|往年|次年|半年|中期|季度|特别分红|其中|分别|分[批期]|滚动|常年|违规|倒置|不符|补办"
)
_PLANNED = re.compile(r"计划|拟于|预计|要求|应[于在当]|不迟于|约定|规定")
_HEADED = re.compile(r"(?:日期|时间|日)[为：:]$")
_HALF_YEAR = 6
_FAR = 40


@records.frozen(eq=False)
class _Told:
    item: Occurrence
    chain: int
    rank: int
    name: str
    day: tuple[int, int, int]
    sure: bool
    """Whether the day bears its own year."""
    named: bool
    """Whether it is headed by what it is the day of."""


def chained(block: Block) -> Iterator[tuple[tuple[str, Occurrence], tuple[str, Occurrence]]]:
    """Iterate over two days of one chain of which the later in it lies before the earlier, each with what it is."""
    if block.kind not in TEXT_KINDS:
        return
    found = list(_told(block))
    for one, two in itertools.combinations(found, 2):
        first, last = (one, two) if one.rank < two.rank else (two, one)
        start, end = one.item.span.start, two.item.span.end
        lead = re.split(r"[。；;]", block.text[:start])[-1]
        around = lead + block.text[start:end] + re.split(r"[，,。；;]", block.text[end:])[0]
        if one.chain != two.chain or one.rank == two.rank:
            continue
        # 中标通知书发出日期：…；开标日期：…: a list of days that all bear their names.
        if re.search("[；;]", block.text[start:end]) and not (one.named and two.named):
            continue
        if block.text[start:end].count("。") > 1 or _ELSE.search(around) or _PLANNED.search(around):
            continue
        early, late = first.day, last.day
        if not (early[2] and late[2]):
            early, late = (*early[:2], 0), (*late[:2], 0)
        # Without its year the second day may be one of the next.
        if late < early and (two.sure or abs(early[1] - late[1]) < _HALF_YEAR):
            yield (first.name, first.item), (last.name, last.item)


def _told(block: Block) -> Iterator[_Told]:
    start = year = 0
    for item, end in days_told(block, _YEAR):
        found = _DAY.fullmatch(re.sub(r"\s", "", item.text))
        lead = re.sub(r"\s", "", re.split(r"[，,。；;、]", block.text[start : item.span.start])[-1])
        # 5 月 6 日，公司召开股东大会: a day that opens a sentence is of the clause behind it.
        after = block.text[item.span.end : end]
        after = after if lead else re.sub(r"^\s*[，,]", "", after)
        behind = re.sub(r"\s", "", re.split(r"[，,。；;]", after)[0])
        start = item.span.end
        if found is None:
            year = 0
            continue
        year = int(found["y"] or year)
        text = f"{lead[-_FAR:]}@{behind[:_FAR]}"
        for chain, steps in enumerate(_COMPILED):
            # 评审结果于: what comes of a step is later than the step.
            ranks = [rank for rank, (_, pattern) in enumerate(steps) if pattern.search(text)]
            if ranks and year:
                rank = ranks[-1]
                day = year, int(found["m"]), int(found["d"] or 0)
                yield _Told(
                    item,
                    chain,
                    rank,
                    steps[rank][0],
                    day,
                    found["y"] is not None,
                    _HEADED.search(lead) is not None,
                )
                break
