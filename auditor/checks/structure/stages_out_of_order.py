"""Stages of one piece of work whose days stand in no order in which they can follow each other.

A design is approved before the work begins, an offer is invited before one is accepted, what was built is done before it is
accepted and accepted before it is handed over. The days have to be told one behind the other and of one thing: a second phase, a
former plan or an approval made up for afterwards says so, and whoever blames that the order was broken does as well. Of work
begun and done in one sentence `dates` speaks. The steps of an evaluation are held to their order as well.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import TEXT_KINDS
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.checks.structure._chains import chained
from auditor.checks.structure._daystold import days_told
from auditor.checks.structure._process import steps_out_of_order
from auditor.checks.structure._sequence import days_out_of_order
from auditor.checks.structure._stages import OF_DESIGN, ORDER, stages_of
from auditor.findings import Severity, Verdict
from auditor.report.blocks import Block, Occurrence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "stages-out-of-order"
TITLE = {
    "zh": "建设或采购环节的日期先后颠倒",
    "en": "the days of approval, contract, work and acceptance are out of order",
}
_OF_PURCHASE = frozenset({"招标公告", "中标", "签订合同"})
_BEFORE_USE = frozenset({"立项", "可研批复", "招标公告", "中标", "签订合同", "开工"})
_OF_WORK, _OF_END = frozenset({"开工", "完工"}), frozenset({"验收", "移交"})
_DONE_ALONE = re.compile(
    r"(?:已|正式|全部|全面|建成|施工|顺利|如期|按期|整体)*(?:完工|竣工|开工|动工|建成)(?:建设|施工)?"
)
"""The work itself, and no part of it."""
_ON_TRIAL = re.compile("试运行")
_BESIDE = re.compile(r"设备|监理|设计|检测|勘察|材料|服务|咨询|采购|审计|保险")
"""What is bought for a work that may have begun."""
_ELSE = re.compile(
    r"另|其中|原|此前|以前|之前|前期|同类|变更|调整|补充|重新|再次|第[二三四五]次|上一|剩余|其余|后续|部分|分别|展期|延期|配套|附属"
)
_PHASE = re.compile(r"[一二三四五六][期标]|[二三四五六末]批")
"""A part of the work that has days of its own: only another one than that told before is something else."""
_OF_ELSE = re.compile(r"资金|预算|债券|用地|许可|环评|环境影响|土地|林地|水土保持|追加|编制|机构|贷款|补助")
"""What is approved beside the work itself, and often while it goes on."""
_BLAMED = re.compile(
    r"未批先|边[^，,]{1,4}边|倒置|补办|补签|补发|程序|擅自|违规|未经|[早晚先]于|先[^，,。；;]{2,8}后|才|提前|[后尚仍]未|滞后于"
)
_PLANNED = re.compile(
    r"计划|拟|预计|要求|应[于在当]|约定|不迟于|力争|目标|规定|工期|至迟|截止|有效期|期限|前[完竣开组签]"
)
_DATE = re.compile(r"(?:(?P<y>20[0-9]{2})\s*年\s*)?(?P<m>1[0-2]|0?[1-9])\s*月\s*(?:(?P<d>[0-9]{1,2})\s*日)?")
_THING = re.compile(r"[一-龥（）]+(?:项目|工程|标段|中心|大楼|基地|公路|水库|设备)")
_SAME = re.compile(
    r"(?:首批|首个|第一批|第一个|最早的?|最后一个|本|该|整个|全部|主体|各|上述)(?:施工|建设)?(?:项目|工程|设备|标段)"
)
"""The thing itself, or the part of it that is first or last in time."""
_GOES_ON = re.compile(
    r"(?:(?:首批|首个|第一批|第一个|本|该|整个|全部|主体|各)?(?:工程|标段|项目|设备|施工单位|建设单位|监理单位|中标单位|施工)?(?:于|在|自)?|[一-龥]{0,6}(?:合同|设计|方案|报告)于?)$|[，,]"
)
_NEXT = re.compile(r"[。；;！]")
_FAR = 45
_HALF_YEAR = 6


@records.frozen(eq=False)
class _Event:
    """What was done on a day, and how the day is printed."""

    block: Block
    item: Occurrence
    stages: frozenset[str]
    lead: str
    clause: str
    day: tuple[int, int, int]
    sure: bool
    """Whether the day bears its own year."""


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the days of each paragraph that tells how work went on."""
    for block in facts.report.blocks:
        # Of days that one sentence tells in turn `dates` speaks.
        in_turn = {id(last) for _, last in days_out_of_order(block)}
        for first, last in steps_out_of_order(block):
            if id(last.item) in in_turn:
                continue
            yield _told(block, (first.name, first.item), (last.name, last.item))
        for begun, done in chained(block):
            if id(done[1]) not in in_turn:
                yield _told(block, begun, done)
        if block.kind not in TEXT_KINDS or _BLAMED.search(block.text):
            continue
        events = list(_events(block))
        for at, one in enumerate(events):
            for two in events[at + 1 :]:
                if id(two.item) not in in_turn:
                    yield from _judged(block, one, two)


def _events(block: Block) -> Iterator[_Event]:
    start, year = 0, 0
    for item, end in days_told(block):
        found = _DATE.fullmatch(re.sub(r"\s", "", item.text))
        before, after = block.text[start : item.span.start], block.text[item.span.end : end]
        start = item.span.end
        if found is None:
            year = 0
            continue
        own = found["y"] is not None
        year = int(found["y"]) if own else year
        lead = re.split(r"[，,。；;、：:]", before)[-1]
        words = _NEXT.split(after)[0][:_FAR]
        stages = stages_of(lead, re.sub(r"^\s*[，,]", "", words))
        if stages == {"设计批复"} and _OF_ELSE.search(lead + words):
            continue
        if year and stages and not _PLANNED.search(lead + words):
            day = year, int(found["m"]), int(found["d"] or 0)
            yield _Event(block, item, stages, lead, re.split(r"[，,]", words)[0], day, own)


def _of_another(lead: str, between: str, two: _Event) -> bool:
    """Whether the second day is of something that the words about the first do not name: 乙项目 behind 甲项目."""
    thing = _THING.search(_SAME.sub("", re.sub(r"\s", "", two.lead)))
    if thing is not None and thing.group() not in re.sub(r"\s", "", lead + between[: -len(two.lead) or None]):
        return True
    begun = re.split(r"[。；;]", between)
    return len(begun) > 1 and _GOES_ON.match(re.sub(r"\s", "", begun[-1])) is None


def _judged(block: Block, one: _Event, two: _Event) -> Iterator[Outcome]:
    text = block.text
    between = text[one.item.span.start : two.item.span.start]
    lead = re.split(r"[。；;]", text[: one.item.span.start])[-1]
    others = {*_PHASE.findall(between + two.clause)} - {*_PHASE.findall(lead)}
    if (
        others
        or _ELSE.search(lead + between + two.clause)
        or between.count("。") > 1
        or _of_another(lead, between, two)
    ):
        return
    pairs = [
        (first, last)
        for first, last in itertools.product(one.stages, two.stages)
        if ORDER[first] < ORDER[last]
        and (first, last) != ("开工", "完工")
        # What is tried out or in use may yet have to be done, accepted and handed over.
        and not (last == "投运" and first not in _BEFORE_USE)
        and not (_ON_TRIAL.search(block.text) and last in {"完工", "初验", "验收", "移交"})
        # What was done is accepted provisionally bit by bit, and finally at the end.
        and ("初验" not in {first, last} or {first, last} & {"验收", "移交", "开工"})
        # What is bought for work is bought while it goes on, and designed beside it.
        and not (last in _OF_PURCHASE and first in OF_DESIGN)
        and not (first in _OF_PURCHASE and last == "开工" and _BESIDE.search(one.lead + one.clause))
    ]
    if one.stages & two.stages:
        return
    if not pairs:
        # 2023 年 12 月通过验收，2024 年 3 月完工: what ends a piece of work is told first, and lies before it.
        turned = [
            (first, last)
            for first, last in itertools.product(two.stages, one.stages)
            if first in _OF_WORK and last in _OF_END and ORDER[first] < ORDER[last]
        ]
        alone = _DONE_ALONE.fullmatch(re.sub(r"\s", "", two.clause)) is not None
        if turned and alone and one.sure and two.sure and one.day[:2] < two.day[:2]:
            yield _told(block, (turned[0][0], two.item), (turned[0][1], one.item))
        return
    first, last = one.day, two.day
    if not (first[2] and last[2]):
        first, last = (*first[:2], 0), (*last[:2], 0)
    info = rule(NAME, TITLE, Severity.WARNING)
    evidence = [evidence_at(block, each.item) for each in (two, one)]
    if last >= first:
        yield said(info, "", "", evidence, Verdict.EXACT)
        return
    # Without its year the second day may be one of the next.
    if not two.sure and first[1] - last[1] >= _HALF_YEAR:
        return
    yield _told(block, (pairs[0][0], one.item), (pairs[0][1], two.item))


def _told(block: Block, one: tuple[str, Occurrence], two: tuple[str, Occurrence]) -> Outcome:
    """Say that the second of two stages is told of a day before the first."""
    zh = f"“{one[0]}”写 {one[1].text}，“{two[0]}”写 {two[1].text}，早于前一环节"
    en = f"{two[0]} in {two[1].text}, before {one[0]} in {one[1].text}"
    evidence = [evidence_at(block, each) for _, each in (two, one)]
    return said(rule(NAME, TITLE, Severity.WARNING), zh, en, evidence)
