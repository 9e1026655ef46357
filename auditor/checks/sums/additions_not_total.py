"""A total that is not what came in and what is added to it.

收入完成 A。加上上级补助 B、转贷收入 C、上年结转 D，收入总量为 E: E = A + B + C + D, where A is the figure that the
paragraph or the sentence before begins with. It counts where leaving one of them out, or a slip, explains the gap, or
where the gap is small beside the total.

收入完成 A，上级补助 B，转贷收入 C，上年结转 D，总收入 E: what the accounts of a budget call so comes on top of what was taken, whether a
word says so or not.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Paragraph, Stated, paragraphs
from auditor.checks.common.relations import judged, near_sum, plus, rule, summed
from auditor.checks.common.slips import slip_in_sum

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "additions-not-total"
TITLE = {
    "zh": "原数额与增减各项不得出总量",
    "en": "what came first and what is added or taken off do not lead to their total",
}
_ADDS = re.compile(r"(?:^|[，,。；;、])\s*(?:再)?加上?(?!强|快|大|入|权|班|重|盖|剧|之)[^，,。；;、]{2,24}$")
_TOTAL = re.compile(
    r"(?:收入|支出|资金|来源|财力)[^，,。；;、]{0,6}(?:总量|总计|合计|共计|总额)|可用财力|(?:总量|总计|合计)(?:相应)?(?:为|达|共)?\s*$"
)
# 加上维护的 142.0 公里，全年作业里程 230.4 公里: what is counted and measured has no word for its total.
_ALL = re.compile(r"^(?:全年|全部|合计|共计?|总计|累计|总)[^，,。；;、]{0,14}$")
_JOINS = re.compile(
    r"^\s*(?:[、，,]|以?及|和)\s*(?:再)?(?:加上?)?(?:从[^，,。；;、]{2,16}、)?[^，,。；;、]{2,24}$"
)
_OTHER = re.compile(r"同比|[比较]上年|增加|减少|其中|减去|扣除|扣减|减(?!税|免)")
_COMPARED = re.compile(r"[比较与]上年|同比|上年(?:决算|执行|完成|实际)数?")
_PLANNED = re.compile(r"(?:预算|计划|任务|目标)数?(?:为)?$")
_FLOW = re.compile("收入|支出")
_ON_TOP = re.compile("补助|转移支付|上解|结转|结余|调入|调出|转贷|债务|债券|还本|动用|安排|补充")
_IN_ALL = re.compile(
    r"(?P<flow>收入|支出)[^，,。；;、]{0,2}(?:总量|总计)[^，,。；;、]{0,2}$|总(?P<all>收入|支出)[^，,。；;、]{0,2}$"
)
_BEGINS = re.compile(r"[，,；;：:]?(?:[^，,。；;]{1,12}?、)?[^，,。；;、]{2,24}$")
_TENTH = 10
_FEWEST = 1


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge totals behind additions."""
    yield from _added(facts)
    for paragraph in paragraphs(facts):
        for total, members in _flows(paragraph):
            yield judged(facts, summed(rule(NAME, TITLE), total.known, plus(_known(members))))


def _flows(paragraph: Paragraph) -> Iterator[tuple[Number, Sequence[Number]]]:
    """Iterate over the totals of income or outgo whose sentence tells what was taken, what comes on top of it, and nothing else."""
    for at, total in enumerate(paragraph.numbers):
        found = _IN_ALL.search(total.clause) if total.stated and total.dimension == "money" else None
        if found is None or total.sign:
            continue
        run = [
            each
            for each in paragraph.numbers[:at]
            if each.sentence == total.sentence and each.part == total.part and each.dimension == "money"
        ]
        flow = found["flow"] or found["all"]
        told = [each for each in run if each.stated and not each.sign and each.depth == total.depth]
        joined = all(_BEGINS.fullmatch(each.before) and not _OTHER.search(each.before) for each in run[1:])
        on_top = all(_ON_TOP.search(each.clause) for each in run[1:])
        if len(run) == len(told) > 1 and joined and on_top and _leads_off(run[0], flow):
            yield total, run


def _leads_off(first: Number, flow: str) -> bool:
    """Whether a figure is the income or outgo itself, by the last of the two words before it, and no plan."""
    words = _FLOW.findall(first.clause)
    return words[-1:] == [flow] and not (_ON_TOP.search(first.clause) or _IN_ALL.search(first.clause))


def _added(facts: Facts) -> Iterator[Outcome]:
    """Judge totals behind a list of additions."""
    for paragraph in paragraphs(facts):
        for at, first, numbers in _additions(paragraph):
            found = _list(numbers, at)
            if found is None:
                continue
            members, total = found
            # 比上年决算数 14.94 亿元: what was compared with comes out by chance only.
            led = [each for each in numbers[:at] if not (each.sign or _COMPARED.search(each.clause))]
            fitting = [each for each in led if near_sum(total.known, plus(_known([each, *members])))]
            meant = [each for each in _leads(numbers[:at], first) if _meant(total, [each, *members])]
            lead = next(iter([*fitting, *meant]), None)
            if lead is not None:
                parts = plus(_known([lead, *members]))
                yield judged(facts, summed(rule(NAME, TITLE), total.known, parts))


def _additions(paragraph: Paragraph) -> Iterator[tuple[int, Number, Sequence[Number]]]:
    """Iterate over the first of every list of additions, and the numbers of its kind."""
    stated = [each for each in paragraph.numbers if each.stated]
    for first in stated:
        if first.is_share or "加" not in first.before or not _ADDS.search(first.before):
            continue
        numbers = [each for each in stated if each.dimension == first.dimension]
        if (at := numbers.index(first)) > 0:
            yield at, first, numbers


def _known(numbers: Sequence[Number]) -> list[Stated]:
    return [each.known for each in numbers]


def _list(numbers: Sequence[Number], at: int) -> tuple[list[Number], Number] | None:
    """Return what is added from a number on, and the total behind it in the same sentence."""
    members = [numbers[at]]
    for each in numbers[at + 1 :]:
        if each.sentence != members[0].sentence or each.part != members[0].part or each.sign:
            return None
        if each.depth > members[0].depth:
            continue
        if _TOTAL.search(each.clause) or (each.dimension != "money" and _ALL.match(each.clause)):
            return (members, each) if len(members) >= _FEWEST else None
        if not _JOINS.match(each.before) or _OTHER.search(each.before):
            return None
        members.append(each)
    return None


def _leads(before: Sequence[Number], first: Number) -> list[Number]:
    """Return what the additions can be added to: the first figures of the paragraph and of the sentences before."""
    found: dict[int, Number] = {}
    plain = [each for each in before if not (each.sign or each.depth or _OTHER.search(each.clause))]
    # 预算数为 26.93 亿元，实际支出 24.98 亿元，加上…: of its own part, and what was done rather than planned.
    beside = [each for each in plain if each.part == first.part]
    done = [each for each in beside if not _PLANNED.search(each.clause)]
    if done or beside:
        return (done or beside)[:1]
    for each in plain:
        found.setdefault(each.sentence, each)
    own = found.pop(first.sentence, None)
    return [own] if own is not None else list(found.values())


def _meant(total: Number, members: Sequence[Number]) -> bool:
    """Whether the gap to a total shows what was left out, or is small."""
    values = [each.known.printed.value for each in members]
    gap = sum(values, Fraction(0)) - total.known.printed.value
    if slip_in_sum(total.known, plus(_known(members))):
        return True
    if total.dimension != "money":
        return gap in values[1:]
    return gap in values[1:] or abs(gap) * _TENTH <= abs(total.known.printed.value)
