"""A balance that is called by the wrong sign: 出生 3,112 人，死亡 3,405 人，人口正增长; 进口 12 亿元，出口 8 亿元，实现顺差.

Two flows of one unit and a word that says which of them is the larger, with nothing but words of function around it: a balance of
another thing, time or kind bears its name. What was left of years before and what was taken in besides makes a surplus of more outgo.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import evidence_at, evidence_of_words, rule, said
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "balance-misnamed"
TITLE = {"zh": "差额的正负用语与数字不符", "en": "a balance is called by the wrong sign"}
_END = r"(?:人口|人数|户数|总?[额量值]|合计|总计|小计|决算数?|率)?(?:为|达到?|是|共计?|合计|完成|实现)?$"


@records.frozen(eq=False)
class _Flows:
    """What comes in and what goes out, and the words that say which is more."""

    more: re.Pattern[str]
    less: re.Pattern[str]
    surplus: str
    deficit: str
    closed: bool = False
    """Whether what is left of other years may be in the balance."""


_FLOWS = (
    _Flows(
        re.compile(rf"出生{_END}"), re.compile(rf"死亡{_END}"),
        r"正增长|(?:净|自然)增(?:长|加)(?!率)|增长率为正|自然增长率(?:为|保持)正", r"负增长|(?:净|自然)减少|增长率(?:为|降为|呈)负",
    ),
    _Flows(re.compile(rf"出口{_END}"), re.compile(rf"进口{_END}"), "顺差|出超", "逆差|入超"),
    _Flows(
        re.compile(rf"(?:[迁转流]入|引进|调入){_END}"), re.compile(rf"(?:[迁转流]出|流失|调出){_END}"),
        "净(?:迁|流|转)入", "净(?:迁|流|转)出",
    ),
    _Flows(
        re.compile(rf"新(?:增|设立?|登记|开业?)[一-龥]{{0,6}}{_END}"), re.compile(rf"(?:注销|吊销|退出|关闭|关停)[一-龥]{{0,6}}{_END}"), "净增(?!率)", "净减",
    ),
    _Flows(
        re.compile(rf"收入{_END}"), re.compile(rf"支出{_END}"),
        "结余|盈余|节余|收大于支|略有剩余", "赤字|缺口|亏空|入不敷出|支大于收|收不抵支|收不敷支", closed=True,
    ),
    _Flows(
        re.compile(rf"资产{_END}"), re.compile(rf"负债{_END}"),
        r"净资产为正|资大于债", r"资不抵债|净资产为负",
    ),
    _Flows(
        re.compile(rf"营业收入{_END}"), re.compile(rf"营业(?:总)?成本{_END}"), r"毛利(?:率)?为正", r"毛利(?:率)?为负|成本倒挂",
    ),
)  # fmt: skip
_FILL = (
    r"(?:[，,：:的后、]|收支(?:相抵|轧差|平衡)?|相抵|相减|两项|轧差|人口|户籍|常住|贸易|外贸|进出口|对外|自然|全年|当年|当期|本年|本期|年度|总体|整体|全[市县区省]"
    r"|继续|仍|已|均|首次|再次|实现|实际|呈现?|保持|出现|形成|处于|为|是|有|略|略有|存在|产生|故|因此|从而|由此|即|也|并|企业|公司|经营主体|市场主体|个体户|总量|人|户)*"
)
_ELSE = re.compile(
    r"上年|去年|往年|[前近]几?年|曾|转[为正负]|扭转|预计|力争|争取|避免|防止|若|如果?|目标|预算(?!执行)|计划|其中|累计"
)
_OTHERWISE = re.compile(
    r"结转|年初|期初|调入|调出|动用|上解|补助|下拨|债务|还本|预算|历年|滚存|补充|借款|利息"
)
_LEADS = re.compile(r"\s*(?:额|总额)?(?:为|达到?|是)?\s*")
_NEAR = 60


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the words for balances by the two flows told before them."""
    for paragraph in paragraphs(facts):
        for flows in _FLOWS:
            yield from _judged(paragraph, flows)


def _judged(paragraph: Paragraph, flows: _Flows) -> Iterator[Outcome]:
    text = paragraph.text
    for found in re.finditer(rf"(?P<more>{flows.surplus})|(?P<less>{flows.deficit})", text):
        given = _that_give(paragraph, flows, found.end())
        pair = given or _flows_before(paragraph, flows, found.start())
        if pair is None:
            continue
        one, two = pair
        sentence = text[max(text.rfind("。", 0, one.occurrence.span.start), 0) : found.end()]
        aside = re.match(r"[（(][^（）()]*[）)]", text[found.end() :])
        around = sentence + (aside.group() if aside is not None else "")
        if (not given and _ELSE.search(sentence)) or (flows.closed and _OTHERWISE.search(around)):
            continue
        gap = one.known.printed.value - two.known.printed.value
        if gap == 0:
            continue
        word = evidence_of_words(paragraph.block, found.start(), found.group(), "差额用语")
        if (gap > 0) is bool(found["more"]):
            yield said(rule(NAME, TITLE), "", "", [word], Verdict.EXACT)
            continue
        zh = f"{one.occurrence.text}{'大于' if gap > 0 else '小于'}{two.occurrence.text}，却称“{found.group()}”"
        en = f"{one.occurrence.text} against {two.occurrence.text} is told as '{found.group()}'"
        evidence = [word, *(evidence_at(each.block, each.occurrence) for each in pair)]
        yield said(rule(NAME, TITLE), zh, en, evidence)


def _flows_before(paragraph: Paragraph, flows: _Flows, end: int) -> tuple[Number, Number] | None:
    """Return the two flows that stand right before the words for their balance, what comes in first."""
    before = [each for each in paragraph.numbers if each.occurrence.span.end <= end and not each.depth]
    plain = [each for each in before if not each.sign and each.stated is not None]
    if len(plain) < 2 or not before:  # noqa: PLR2004 - in and out
        return None
    last = before[-1]
    behind = re.sub(r"\s", "", paragraph.text[last.occurrence.span.end : end]).removeprefix(
        last.occurrence.unit
    )
    bare = re.sub(r"[（(][^（）()]*[）)]", "", behind)
    if len(bare) > _NEAR or bare.count("。") > 1 or re.fullmatch(_FILL, bare.replace("。", "，")) is None:
        return None
    one, two = plain[-2:]
    if one.dimension != two.dimension or last.sentence - one.sentence > 1:
        return None
    if flows.more.search(one.clause) and flows.less.search(two.clause):
        return one, two
    return (two, one) if flows.more.search(two.clause) and flows.less.search(one.clause) else None


def _that_give(paragraph: Paragraph, flows: _Flows, end: int) -> tuple[Number, Number] | None:
    """Return the last two flows whose difference, one way or the other, is the amount that a word for a balance leads to."""
    at = next((at for at, each in enumerate(paragraph.numbers) if each.occurrence.span.start >= end), None)
    if at is None or flows.closed or paragraph.numbers[at].stated is None:
        return None
    balance = paragraph.numbers[at]
    if not _LEADS.fullmatch(paragraph.text[end : balance.occurrence.span.start]):
        return None
    before = [each for each in paragraph.numbers[:at] if each.stated and not (each.sign or each.depth)]
    into = [each for each in before if flows.more.search(each.clause)]
    out = [each for each in before if flows.less.search(each.clause)]
    if not into or not out:
        return None
    one, two = into[-1], out[-1]
    gap = abs(one.known.printed.value - two.known.printed.value)
    slack = balance.known.printed.step + one.known.printed.step + two.known.printed.step
    same = one.dimension == two.dimension == balance.dimension
    return (one, two) if same and abs(gap - balance.known.printed.value) * 2 <= slack else None
