"""Steps of an evaluation or a survey told one behind the other: begun, looked into, drafted, reviewed, reported.

评价工作于 4 月 1 日启动，3 月 20 日完成现场核查: what is looked into after the work began was not looked into before. The day has to be
that of the step: 对 2024 年 1 月至 12 月的资金开展核查 tells what was looked into, and 截至 tells up to when.
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

_BEGUN, _REVIEWED, _ENDED = 0, 3, 5
_STEPS = (
    (
        "提交报告",
        4,
        re.compile(
            r"(?:出具|提交|报送|上报|递交|形成|完成|交付|印发|提出)[^，,。；;]{0,12}(?:报告|说明|总结|结论|评价意见|自评表)(?!(?:的|书)?[^，,。；;]{0,4}(?:初稿|征求))"
            r"|报告[^，,。；;]{0,6}(?:出具|定稿|报送|上报|提交)|定稿|终稿|正式报告"
        ),
    ),
    (
        "评审反馈",
        3,
        re.compile(
            r"评审|论证会|审议|审定|反馈[^，,。；;]{0,8}(?:意见|情况|问题|结果|报告)|(?:意见|结果|问题)[^，,。；;]{0,4}反馈"
        ),
    ),
    ("形成初稿", 2, re.compile(r"初稿|征求意见|初步报告")),
    (
        "核查调查",
        1,
        re.compile(
            r"(?:现场|实地|入户|问卷|电话|满意度|抽样|线上)[^，,。；;]{0,8}(?:核查|评价|抽查|调查|调研|查看|走访|访谈|回访|勘[查察])|抽查|开展[^，,。；;]{0,8}(?:检查|核查|督查|巡查|审计|调查)|收集[^，,。；;]{0,8}(?:资料|材料|数据)|(?:资料|材料|数据)(?:收集|采集)|发放[^，,。；;]{0,6}问卷|核查工作|走访"
        ),
    ),
    (
        "启动",
        _BEGUN,
        re.compile(
            r"启动|开始|成立|组建|进[点驻场]|(?:接受|签订)[^，,。；;]{0,8}委托|动员|部署|布置|(?:印发|下发)[^，,。；;]{0,24}(?:通知|方案)|制定[^，,。；;]{0,10}方案"
        ),
    ),
    (
        "结束",
        5,
        re.compile(
            r"^(?:[一-龥]{0,4}(?:结束|办结|完工|收官)|(?:全部|全面|如期|按期)?完成(?:全部|任务|工作|建设|实施|改造|培训|验收|$))"
        ),
    ),
)
_DAY = r"(?:(?P<y>20[0-9]{2})年)?(?P<m>1[0-2]|0?[1-9])月(?:(?P<d>[0-9]{1,2})日)?"
_DATE = re.compile(
    rf"{_DAY}(?:(?:至|到|—+|–|-|~|～)(?:(?P<y2>20[0-9]{{2}})年)?(?:(?P<m2>[0-9]{{1,2}})月)?(?:(?P<d2>[0-9]{{1,2}})日)?)?"
)
_YEAR = re.compile(r"20[0-9]{2}年度?")
_LEAD = re.compile(
    r"(?:(?P<who>[一-龥（）]{0,16}?)(?:已)?(?:(?:于|在|自|从|定于)|(?<![对为的与较比和至及以将把按])))?|(?:随后|之后|其后|并|再|后)(?:于|在)?|(?P<what>[一-龥]{2,14}(?:日期|时间)(?:为|是)?)"
)
_PARTY = re.compile(
    r"(?:(?:本次|此次|该|我|本|受托|受委托|委托|第三方|中介|评价|自评|调查|工作|绩效|主管|财政|项目|专家)*(?:第三方|机构|组|小组|单位|局|部门|中心|公司|事务所|工作|评价|自评|报告|调查)?)?"
)
"""Who goes on with the work: another one that a sentence begins with has work of its own."""
_ELSE = re.compile(
    r"[一二三四五]期|第?[一二三四五]批|末批|另|原|此前|以前|之前|前期|上[一轮次]|上年|去年|次年|重新|再次|补充|试点|早在|倒|追溯|未"
)
_PLANNED = re.compile(
    r"计划|拟|预计|要求|应[于在当]|约定|不迟于|力争|规定|至迟|截[至止]|期限|前(?:完成|提交|报送|形成|出具)"
)
_SINCE = re.compile(
    r"^起[，,]?(?!施行|执行|实行|调整)[^，,。；;]{0,40}?(?:自评|评价|调查|核查|检查|调研|征集|公示|培训|整治|施工|实施|开展|收集)"
)
"""从 1 月 13 日起对…自评: the day on which such work begins."""
_FAR = 40
_HALF_YEAR = 6
_SENTENCES = 1


@records.frozen(eq=False)
class Step:
    """A step of such work, its day, and how the day is printed."""

    item: Occurrence
    name: str
    rank: int
    who: str
    day: tuple[int, int, int]
    end: tuple[int, int, int]
    """The last day, where a span is printed."""
    sure: bool
    """Whether the day bears its own year."""


def steps_out_of_order(block: Block) -> Iterator[tuple[Step, Step]]:
    """Iterate over two steps that a paragraph tells one behind the other, the later of which lies before the earlier."""
    if block.kind not in TEXT_KINDS:
        return
    found = list(_steps(block))
    for one, two in itertools.combinations(found, 2):
        between = block.text[one.item.span.start : two.item.span.start]
        if one.rank >= two.rank or between.count("。") > _SENTENCES or _ELSE.search(between):
            continue
        if "。" in between and not (two.who == one.who or _PARTY.fullmatch(two.who)):
            continue
        if two.rank == _ENDED and (one.rank != _BEGUN or two.who not in {"", one.who}):
            continue
        # A report is not given before what it reports of has ended; a draft may be begun.
        first, last = one.end if two.rank >= _REVIEWED else one.day, two.day
        if not (first[2] and last[2]):
            first, last = (*first[:2], 0), (*last[:2], 0)
        # Without its year the second day may be one of the next.
        if last < first and (two.sure or first[1] - last[1] < _HALF_YEAR):
            yield one, two


def _steps(block: Block) -> Iterator[Step]:
    # 对 2023 年度补贴开展检查: the year that is looked at ends no words about the day before it.
    start = year = 0
    for item, end in days_told(block, _YEAR):
        found = _DATE.fullmatch(re.sub(r"\s", "", item.text))
        lead = re.sub(r"\s", "", re.split(r"[，,。；;、：:]", block.text[start : item.span.start])[-1])
        behind = re.split(r"[。；;]", block.text[item.span.end : end])[0][:_FAR]
        start = item.span.end
        if found is None:
            continue
        led = _LEAD.fullmatch(lead)
        # 对 2024 年 1 月至 12 月的资金: of the year that is looked at is no day behind it.
        year = int(found["y"] or year) if led is not None else year
        if led is None or not year or _PLANNED.search(lead + behind):
            continue
        begun = _SINCE.match(re.split(r"[。；;]", block.text[item.span.end :])[0])
        words = led["what"] or re.split(r"[，,]", re.sub(r"^\s*[，,]", "", behind))[0]
        step = next(((name, rank) for name, rank, pattern in _STEPS if pattern.search(words)), None)
        step = (_STEPS[-2][0], _BEGUN) if begun is not None else step
        if step is not None and not _ELSE.search(words):
            day = year, int(found["m"]), int(found["d"] or 0)
            end_day = int(found["y2"] or year), int(found["m2"] or day[1]), int(found["d2"] or day[2])
            own = found["y"] is not None
            yield Step(item, *step, who=led["who"] or "", day=day, end=max(day, end_day), sure=own)
