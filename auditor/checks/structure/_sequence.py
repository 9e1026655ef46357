"""What one sentence tells day by day: 2 月 17 日成立小组，2 月 27 日完成核对，3 月 6 日审定. Such days go forward, whatever was done on them.

Of a hundred pairs of days in reports without errors none goes back. What is told against the order of time says so: what is
planned or due, what is only compared with, what somebody found of an earlier day, and another thing with days of its own;
方案于 3 月通过，资金在通过后于 2 月拨付 says the order itself.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import TEXT_KINDS
from auditor.report.blocks import Block, NumberKind, Occurrence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DAY = r"(?:(?P<y>20[0-9]{2})年)?(?P<m>1[0-2]|0?[1-9])月(?:(?P<d>[0-9]{1,2})日|[底末初]|[上中下]旬)?"
_DATE = re.compile(
    rf"{_DAY}(?:(?:至|到|—+|–|-|~|～)(?:20[0-9]{{2}}年)?(?:[0-9]{{1,2}}月)?(?:[0-9]{{1,2}}日)?)?"
)
_BREAK = re.compile(r"[。；;！？!?\n]")
_CLAUSE = re.compile(r"[，,、：:（）()]")
_AGAINST = re.compile(
    r"未批先|先行|提前|提早|补[办签报批]|才|倒[置签]|滞后|此前|之前|以前|剩余|其[余他]|早[在于]|晚于|违规|试|前期|原|另|其中|分别|重新|再次|变更|修[订编改]|同类|不符|问题"
    r"|计划|拟|预计|应|约定|不迟于|力争|规定|至迟|期限|须|目标|截[至止]|[较比与](?![例重])|上年|去年|次年|历史|追溯|延[期后长]|推迟|逾期|仍|尚|但|却|发票|有效期|质保"
)
_PHASE = re.compile(r"[一二三四五]期|[一二三四五首末]批")
_HITHERTO = re.compile(r"[，,（(](?:而)?(?:此前|在此之前|在这之前)(?:已|曾|还)?(?:于|自|从|在)?$")
_UP_TO = re.compile(r"截[至止]到?(?:日期)?[为：:]?$")
_TELLS = re.compile(r"发现|反映|显示|指出|认定|查明|证实|反馈|收到|得知|抽查|检查|审计")
"""What somebody finds on a day may have been on an earlier one."""
_FIRST = re.compile(
    r"(?:20[0-9]{2}年度?)?(?:(?:[一-龥（）]{0,20}(?:于|在|自|从))?(?:[一-龥]{0,12}于)?|[一-龥（）]{2,20}?)"
)
_SECOND = re.compile(r"(?!对|将|把)[一-龥“”《》]{0,24}")
_OF_THE_FIRST = re.compile(r"[本该此其]|全部")
_AFTER = re.compile(r"(?:[之以]?后|随后|随即)(?:于|在)?$")
_EVENT = re.compile(r"^(?:起)?(?![的至到前底末]|以前|之前|期间)[^，,。；;、：:（）()0-9]{2,}")
_OF_DAY = re.compile(r"^[^，,。；;]{0,8}的")
_UNDER = re.compile(r"^(?:按照|根据|依据|遵照|落实)")
_ISSUED = re.compile(
    r"^(?:印发|下发|发布|公布|出台|施行)?[）)]?[》」]?[）)]?(?:的?[^，,]{0,6}(?:要求|规定|精神|通知|部署))?$"
)
_BEGUN = re.compile(r"^(?:正式|全面)?(?:启动|开始|成立|组建|部署|组织|开展|动员|布置)")
_WORK_BEGUN = re.compile(
    r"^[^，,。；;、（()）]{0,8}?(?:启动(?:施工|建设|实施)?|开工|动工|开始(?:施工|建设|实施)|进场施工)"
)
_WORK_DONE = re.compile(
    r"^[^，,。；;（()）]{0,10}?(?:完工|竣工|建成|交付|投入使用|通过(?:竣工)?验收|(?:全部|全面)完成|封顶|合龙|贯通|完成(?:全部|建设|施工|改造|竣工|验收|主体|土建|安装|铺设|封顶|整治|修复|[，,。；;]|$))"
)
_OTHER_WORK = re.compile(
    r"[。；;！]|原|此前|以前|之前|其中|[一二三]期|[一二三两]批|另|前期|而|上一|上年|同类|设计|招标|立项"
)
_ON_THE_WAY = re.compile(r"中期|期间|其间|过程|检查|督[查导]|巡[查察]")
_PARTICLES = re.compile(r"^(?:并|后|再|又|随后|最终|正式|已|本次|此次|该|我|本)+|(?:已|于|在|自)+$")
_IN_FORCE = re.compile(r"^起?(?:施行|执行|生效|实行|实施|计[息算])")
_BLAMED = re.compile(r"未批先|边[^，,]{1,4}边|倒置|补[办签发]|程序|擅自|违规|未经|先于|问题|滞后")
_WORD = 2
_HALF_YEAR = 6


@records.frozen(eq=False)
class _Told:
    item: Occurrence
    day: tuple[int, int, int]
    own: bool
    """Whether the day bears its own year."""


def days_out_of_order(block: Block) -> Iterator[tuple[Occurrence, Occurrence]]:
    """Iterate over two days that a sentence tells one behind the other, the second of which lies before the first."""
    if block.kind not in TEXT_KINDS:
        return
    days = list(_days(block.occurrences))
    back = [
        _before(two, one) and not _BREAK.search(block.text[one.item.span.end : two.item.span.start])
        for one, two in itertools.pairwise(days)
    ]
    for at, (one, two) in enumerate(itertools.pairwise(days)):
        # 3 月开工，上年 12 月完成招标，上年 11 月…: told from the end to the beginning.
        turned = any(back[max(0, at - 1) : at] + back[at + 1 : at + 2])
        if (
            back[at]
            and not turned
            and (_in_turn(block, one.item, two.item) or _one_work(block, one.item, two.item))
        ):
            yield one.item, two.item


def days_not_before(block: Block) -> Iterator[tuple[Occurrence, Occurrence]]:
    """Iterate over two days of a sentence of which the second is told as of before the first and lies behind it: 2 月上线，此前 5 月试运行."""
    if block.kind not in TEXT_KINDS:
        return
    for one, two in itertools.pairwise(_days(block.occurrences)):
        between = re.sub(r"\s", "", block.text[one.item.span.end : two.item.span.start])
        lead = re.sub(r"\s", "", block.text[: one.item.span.start])
        if _BREAK.search(between) or not _HITHERTO.search(between) or _UP_TO.search(lead):
            continue
        # Without its year the second day may be one of the year before.
        if _before(one, two) and (two.own or two.day[1] - one.day[1] < _HALF_YEAR):
            yield one.item, two.item


def lies_before(two: Occurrence, one: Occurrence) -> bool:
    """Whether the second of two days lies before the first."""
    days = list(_days((one, two)))
    return len(days) == 2 and _before(days[1], days[0])  # noqa: PLR2004 - a pair


def _one_work(block: Block, begun: Occurrence, done: Occurrence) -> bool:
    """Whether two days are those on which one piece of work was begun, and was or is to be done: 3 月开工，计划于 11 月底前完工."""
    between = block.text[begun.span.end : done.span.start]
    return (
        _WORK_BEGUN.match(between) is not None
        and _WORK_DONE.match(block.text[done.span.end :]) is not None
        and _OTHER_WORK.search(between) is None
    )


def _days(items: Sequence[Occurrence]) -> Iterator[_Told]:
    year = 0
    for item in sorted(items, key=lambda each: each.span.start):
        found = _DATE.fullmatch(re.sub(r"\s", "", item.text)) if item.kind is NumberKind.DATE else None
        if found is not None:
            # 5 月 20 日开班，5 月 10 日结业: where no year is printed at all, both are of one.
            year = int(found["y"] or year)
            yield _Told(item, (year, int(found["m"]), int(found["d"] or 0)), found["y"] is not None)


def _before(two: _Told, one: _Told) -> bool:
    """Whether a day lies before another as far as both are printed; without its year it may be one of the next."""
    first, last = one.day, two.day
    if not (first[2] and last[2]):
        first, last = (*first[:2], 0), (*last[:2], 0)
    return last < first and (two.own or first[1] - last[1] < _HALF_YEAR)


def _other_thing(lead: str, second: str) -> bool:
    """Whether another thing is told of, and no part of the first: 债券获批，工程开工."""
    noun = _PARTICLES.sub("", second)
    return bool(noun and lead) and noun not in lead and _OF_THE_FIRST.match(second) is None


def _in_turn(block: Block, one: Occurrence, two: Occurrence) -> bool:
    """Whether a sentence tells what was done on one day and then on another, of one thing."""
    text = block.text
    between = re.sub(r"\s", "", text[one.span.end : two.span.start])
    if _BREAK.search(text[one.span.end : two.span.start]):
        return False
    start = max((each.end() for each in _BREAK.finditer(text, 0, one.span.start)), default=0)
    before = re.sub(r"\s", "", text[start : one.span.start])
    behind = _CLAUSE.split(re.sub(r"\s", "", _BREAK.split(text[two.span.end :])[0]))[0]
    lead, second = _CLAUSE.split(before)[-1], _CLAUSE.split(between)[-1]
    told = between[: len(between) - len(second)]
    after = _AFTER.search(second) is not None
    # Of another phase than the first day other days are told.
    if not after and {*_PHASE.findall(between + behind)} - {*_PHASE.findall(lead)}:
        return False
    if _AGAINST.search(lead + between + behind) or _OF_DAY.match(behind) or not _EVENT.match(behind):
        return False
    first = re.split("[，,、]", told)[0]
    # 6 月完成招标，5 月完成设计: things done, in the order of their weight; a look at work on its way has a place anywhere.
    if first[:_WORD] == behind[:_WORD] == "完成" or _ON_THE_WAY.search(behind):
        return False
    # 启动城东片区改造，完成城西片区改造: two works of one kind.
    if first[-_WORD:] == behind[-_WORD:] or (not after and _other_thing(lead, second)):
        return False
    if _IN_FORCE.match(behind) or _BLAMED.search(before):
        return False
    if not _SECOND.fullmatch(second) or _TELLS.search(told):
        return False
    if before.endswith(("（", "(")):
        # 按照通知（2 月 10 日印发）要求，我局于 1 月 18 日启动: what is done under a notice follows it.
        under = _UNDER.match(before) and _ISSUED.match(first)
        return under is not None and _BEGUN.match(behind) is not None
    return (
        _FIRST.fullmatch(lead) is not None
        and _EVENT.match(told) is not None
        and "）" not in told
        and "（" not in told
    )
