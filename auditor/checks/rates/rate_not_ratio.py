"""A completion rate, or a mean per head, that is not the quotient of the figures printed beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.chance import tells
from auditor.checks.common.measures import of_one_kind
from auditor.checks.common.numbers import Number, Paragraph, paragraphs, roughly
from auditor.checks.common.relations import ONE, judged, near_ratio, quotient, rule
from auditor.checks.common.words import OF_WHICH, overlap, stem
from auditor.checks.rates._formulas import based_on, formula_of
from auditor.checks.rates._lettered import lettered
from auditor.checks.rates._means import PER_HEAD, per_head, priced, shifted
from auditor.checks.rates._otherways import beyond, of_first, otherwise
from auditor.checks.rates._ratios import (
    Pair,
    before_of,
    has_rate,
    is_of,
    is_ratio,
    numerator,
    of_brackets,
    of_counts,
    of_due,
    of_those,
    one_to,
    taken_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "rate-not-ratio"
TITLE = {"zh": "比率与分子、分母不符", "en": "a rate is not the quotient of its figures"}

_MEANINGS = tuple(
    (re.compile(rate), re.compile(above), re.compile(below))
    for rate, above, below in (
        (r"审减率|核减率", r"[审核]减", r"送审|报审"),
        (r"结转|结余", r"结转|结余", r"预算|收入|指标"),
        (r"调整率", r"追加|调整|调增", r"年初|预算"),
        (r"人员控制率|在编率|编制使用率", r"在职|实有|在编|现有", r"编制"),
        (r"到位率", r"到位", r"应|计划|预算|下达|安排|批复|总投资"),
        (
            r"执行率|支出率|支付率|使用率|控制率|支出进度|执行进度",
            r"支出|执行|支付|使用|决算|实际|采购|完成|入住",
            r"预算|下达|到位|安排|指标|资金|床位",
        ),
        (r"完成率", r"完成|实际|建成|实现", r"目标|计划|任务|应|预算"),
        (r"有效率|有效回收率", r"有效", r"发放|回收|收回"),
        (r"回收率", r"回收|收回", r"发放|发出"),
    )
)
_MOST, _OWN_SUBJECT = 2, 6
_ADJUSTED = "调整"
_IN_TIME = re.compile(r"按时|按期|如期|及时")
# Nobody means a change or a sum of other figures by them.
_OF_COUNTS = re.compile(r"整改(?:完成)?率|采纳率|办结率|结案率|审减率|核减率")
_BY_RULE = re.compile(r"审减率|核减率")
_BASED = re.compile(r"\s*[（(][^（）()。；;]{0,20}(?:分母|基数|占[^（）()。；;]{2,12}的(?:比例|比重))")
_DEFINED = re.compile(r"[（(][^（）()]{1,20}[/÷／][^（）()]{1,20}[)）]\s*(?:为|是|达)?\s*$")
_RATE_NAME = re.compile(r"[率度]$")
_OF_SCORES = re.compile("[得评]分|分率")
_FIRST = re.compile(r"[（(][^（）()]*(?:前[两二三四]项|之和|合并)[^（）()]*[）)]$")
_LEAD = 20  # 满意度（前两项）: a rate of several classes together
_OF_SOME = re.compile(r"(?:[率度]|[^增降]比例)$")
_NO_QUOTIENT = re.compile(
    r"增长率|增幅|增速|利率|税率|汇率|失业率|死亡率|出生率|自然增长|负债率|利润率|产销率|贡献率|覆盖率|收益率|准确率|下降率|折旧|费率|普及率|绿化率|森林|入学率|巩固率|城镇化"
)
_BARE = re.compile(r"[，,](?:预算|资金)?[一-龥]{1,3}率(?:为|达|达到)?")
_FULL_MARKS = re.compile("满分|分值|权重|权数|标准分")
_OF_TARGET = re.compile(r"(?:完成|占|达到?|为)[^，,。；;]{0,16}(?:目标|计划|任务|预算)[^，,。；;0-9]{0,12}$")
_PLANNED = re.compile(r"(?:预算|计划|目标|任务)数?(?:为|达到?|是|共)*$")
_DUE = re.compile(r"应(?:到位|配套|拨付|支付|完成|办结|缴)|计划到位")
_AIMED = re.compile(r"^(?:[0-9年]*(?:年度?|年初|全年|原))?(?:计划|拟|应)(?!外)[^的]*$")
_DONE = re.compile(r"^完成[^，,。；;]{0,8}(?:预算|计划|目标|任务)数?的?$")
_BEYOND = re.compile(r"(?:超[过出额]?|[高低多少]于|距离?|差|比)[^，,]{0,6}(?:预算|计划|目标|任务)")
_DONE_NOW = re.compile(r"决算|支出|实际|完成|执行|[建办达育修植改]成|全年(?!计划|目标|任务)|累计")
_OF_PLAN = re.compile(r"预算|计划|任务|目标")
_PLAN = re.compile(r"总投资|计划投资|(?:预算|计划)(?:总额|数)?(?:为|达到?|是|共)*$")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge rates and means in running text by the figures before them."""
    for paragraph in paragraphs(facts):
        own = list(lettered(facts, rule(NAME, TITLE), paragraph))
        yield from (judged(facts, relation) for _, relation in own)
        taken = {id(number) for number, _ in own}
        for at, told in enumerate(paragraph.numbers):
            # 人均花费约 723 元 is of its figures as much as 723 元 would be.
            claim = roughly(facts, told) if PER_HEAD.search(told.clause) else told
            if claim.stated is None or claim.sign or claim.occurrence.bound or id(told) in taken:
                continue
            if (paid := priced(paragraph, at)) is not None:
                price, count = paid
                yield judged(
                    facts,
                    quotient(rule(NAME, TITLE), price.known, [(ONE, claim.known)], [(ONE, count.known)]),
                )
                continue
            if claim.in_ratio:
                found = one_to(facts, paragraph, at, claim)
            elif claim.is_share:
                found = None if _FIRST.search(claim.lead[-_LEAD:]) else _rate(paragraph, at, claim)
            elif PER_HEAD.search(claim.clause):
                found = per_head(claim, before_of(paragraph, at))
            else:
                continue
            if found is None:
                continue
            above, below = found
            if not (claim.is_share and beyond(claim, above, below)):
                over = numerator(claim, above, below)
                yield judged(facts, quotient(rule(NAME, TITLE), claim.stated, over, [(ONE, below.known)]))


def _rate(paragraph: Paragraph, at: int, claim: Number) -> Pair | None:
    name = claim.clause or claim.name
    name = re.sub(r"(?:仅|只|为|有|达到?|是|的|约|\s|\$)+$", "", name)
    target = _target(paragraph, at, claim) or of_brackets(paragraph, at) or of_first(paragraph, at, name)
    if target is not None:
        return target
    # 按期验收率 85.71%，扣 2.5 分；按时兑付率 94.40%: what points are taken off for is no part of a rate.
    before = before_of(paragraph, at, scores=_OF_SCORES.search(name) is not None)
    defined = formula_of(claim, before) or based_on(claim, paragraph.numbers[:at])
    fits = defined is not None and of_one_kind(*defined)
    if fits or _DEFINED.search(claim.before):
        return defined if fits else None  # 预算执行率（支付/预算）: of nothing else that stands here
    if _DONE.search(name):
        done = _done(before, claim) if claim.known.printed.value else None
        fitting = _fitting(claim, before)
        # 预算 a，决算 b，完成预算的 a/b: the words say which is over which.
        return done if done is not None and fitting == done[::-1] else fitting or done
    if _RATE_NAME.search(name) and (due := of_due(before, claim)) is not None:
        return due
    if _OF_SOME.search(name) and (pair := of_those(paragraph, at, name)) is not None:
        return pair
    if not _RATE_NAME.search(name) or _NO_QUOTIENT.search(name) or _BASED.match(claim.after):
        return None
    # 审减率 is of what was handed in, by all rules; that it fits over what was granted is the slip.
    fitting = (_meant(name, before, claim) if _BY_RULE.search(name) else None) or _fitting(claim, before)
    if fitting is not None and not _otherwise_timed(fitting, name):
        return _its_own(claim, name, fitting, before) or fitting
    if claim.known.printed.value == 0 or (not _OF_COUNTS.search(name) and otherwise(claim, before)):
        return None  # 完成预算 0 %: of nothing, or of nothing that is printed
    if (only := of_counts(paragraph, at, name)) is not None:
        return only
    pair = _meant(name, before, claim)
    if pair is not None and _of_another(claim, pair, before):
        return None
    if pair is None and (pair := _beside(name, before, claim, paragraph)) is not None:
        # 35 处中通过验收 28 处，验收率 80%，一次性验收合格率 100%: the two have given the rate before.
        rates = [each for each in paragraph.numbers[:at] if each.stated and each.is_share and not each.sign]
        if any(
            each.sentence == claim.sentence and near_ratio(each.known, *(n.known for n in pair))
            for each in rates
        ):
            return None
        # 整改 a 万元；多支付工程款收回 b 万元，收回率 p%: what has a subject of its own is of that.
        if pair[1].part != claim.part and len(stem(pair[0].name)) > _OWN_SUBJECT:
            return None
        # 规范管理高血压患者 a 人，管理率 p%；规范管理糖尿病患者 b 人，管理率 q%: the first has its rate behind it.
        first, last = sorted(each.occurrence.span.start for each in pair)
        if any(
            first < each.occurrence.span.start < last and each.clause.endswith(name[-3:]) for each in rates
        ):
            return None
    return None if pair is not None and _otherwise_timed(pair, name) else _of_time(claim, pair)


def _otherwise_timed(pair: Pair, name: str) -> bool:
    """Whether only one of a rate and its numerator is of what was done in time: 按时结案 597 件，结案率 100%."""
    return _IN_TIME.search(pair[0].clause) is not None and _IN_TIME.search(name) is None


def _of_another(claim: Number, pair: Pair, before: Sequence[Number]) -> bool:
    """Whether the half sentence of a rate counts something else: 未完成的 7.2 公里…；蓄水池 24 座，完成率 96%."""
    own = [each for each in before if each.part == claim.part]
    return (
        bool(own)
        and not any(each in own for each in pair)
        and all(each.dimension != pair[0].dimension for each in own)
    )


def _its_own(claim: Number, name: str, fitting: Pair, before: Sequence[Number]) -> Pair | None:
    """Return the two figures right before a rate that are called as it wants them, where others than these happen to give it.

    甲安排 120.00 万元，支出 118.42 万元；…。三项共安排 201.50 万元，支出 194.30 万元，执行率 98.7%: the rate of 甲 was copied.
    """
    own = [each for each in before if each.part == claim.part and each.depth == claim.depth]
    # 其中专项安排 a，支出 b，执行率 p%: at the end of a list within it the rate may be of the whole.
    apart = all(each.sentence != claim.sentence for each in fitting) and not OF_WHICH.search(claim.lead)
    if not apart or not _BARE.fullmatch(re.sub(r"\s", "", claim.before)) or len(own) != 2:  # noqa: PLR2004 - a pair
        return None
    return _of_time(claim, _meant(name, own, claim))


def _of_time(claim: Number, pair: Pair | None) -> Pair | None:
    """Return a pair whose figures are of the rate's own time: 三季度末执行率 is no quotient of the first half's."""
    if pair is None:
        return None
    above, below = pair
    # 老年人 46.90 万人…；家庭医生签约 142.60 万人，签约率 53.1%: what is that much more is of something else.
    ratio = above.known.printed.value / below.known.printed.value if below.known.printed.value else 0
    if ratio > _MOST > claim.known.printed.value and not shifted(claim, above, below):
        return None
    # 年初批复预算 a，全年预算数 b，预算完成率 p%: what was spent is told elsewhere.
    if all(_PLAN.search(each.clause) or _PLANNED.search(each.clause) for each in pair):
        return None
    # 总投资 9,750 万元。截至年底到位 9,412.50 万元: a plan bears no date of its own.
    planned = not below.period and _PLAN.search(below.clause) is not None
    # 316 个问题中，截至 9 月底已完成 298 个: the day is that of the done, and all of them were there before.
    among = re.match(r"[^，,。；;]{0,10}(?:中[，,]|[，,]\s*截[至止])", below.after) is not None
    timeless = planned or among or below.period == claim.period
    return pair if above.period == claim.period and timeless else None


def _fitting(claim: Number, before: Sequence[Number]) -> Pair | None:
    """Return the nearest two figures whose quotient the rate can be; nearly is nothing where so many are tried that some are by chance."""
    few = tells(claim.known, len(before) * (len(before) - 1))
    for end in range(len(before) - 1, -1, -1):
        for start in range(end - 1, -1, -1):
            one, two = before[start], before[end]
            if not of_one_kind(one, two) or one.stated is None or two.stated is None:
                continue
            # 完成年度预算 99.33%: of two results that are alike, neither is the budget.
            if _OF_PLAN.search(claim.clause) and not any(_OF_PLAN.search(each.before) for each in (one, two)):
                continue
            if is_ratio(claim, two, one, few=few):
                return two, one
            if is_ratio(claim, one, two, few=few):
                return one, two
    return None


def _meant(name: str, before: Sequence[Number], claim: Number) -> Pair | None:
    """Return numerator and base by what the rate means: 执行率 is spending over budget."""
    for rate, over, under in _MEANINGS:
        if not rate.search(name):
            continue
        near = [each for each in before if each.sentence >= claim.sentence - 1 and each.depth == claim.depth]
        above = [
            each
            for each in near
            if over.search(each.clause) and not under.search(each.clause.replace("预算执行", ""))
        ]
        below = [
            each
            for each in near
            if under.search(each.clause)
            and (
                not over.search(each.clause)
                or _PLANNED.search(each.clause)
                or _DUE.search(each.clause)
                or _AIMED.search(each.clause)
            )
        ]
        above = [each for each in above if each.sentence == claim.sentence]
        if not above or not below:
            return None
        top = above[-1]
        bases = [each for each in below if of_one_kind(each, top) and each is not top]
        bases = [each for each in bases if each.occurrence.span.start < top.occurrence.span.start]
        return (top, bases[-1]) if bases else None
    return None


def _done(before: Sequence[Number], claim: Number) -> Pair | None:
    """Return outturn and budget of 年初预算为 A，支出决算为 B，完成年初预算的 p%."""
    own = [each for each in before if each.sentence == claim.sentence and each.depth == claim.depth]
    if len(own) < 2:  # noqa: PLR2004 - a pair
        return None
    one, two = own[-2:]
    planned, actual = re.compile(r"预算|计划|目标|任务|(?:年初|年度|全年)(?:安排|批复|核定|下达)"), _DONE_NOW
    if one.dimension != two.dimension or not planned.search(one.clause) or not actual.search(two.clause):
        return None
    if _BEYOND.search(one.clause):
        return None  # 播种 52.38 万亩，超过目标 0.38 万亩；建成 2.60 万亩，完成目标的 p%
    if _DONE.search(two.clause):
        return None  # 预算收入 a，完成年初预算 b 的 p%，完成调整预算的 q%: b is a budget, and another one
    if _ADJUSTED in claim.clause and _ADJUSTED not in one.clause:
        return None  # 年初预算 a，支出决算 b，完成调整预算的 q%
    return two, one


def _beside(name: str, before: Sequence[Number], claim: Number, paragraph: Paragraph) -> Pair | None:
    """Return the two figures of the rate's own statement: 受理 271 件，调解成功 264 件，成功率 97.42%."""
    own = [each for each in before if each.sentence == claim.sentence and each.depth == claim.depth]
    if len(own) < 2:  # noqa: PLR2004 - a pair
        return None
    part = [each for each in own if each.part == claim.part]
    # 处理 3 件；提出建议 118 条，采纳 109 条，采纳率…: the half of the sentence names both.
    own = part if len(part) > 1 and part[-1].dimension == part[-2].dimension else own
    noun = stem(name).rstrip("率度")
    called = [each for each in own if noun and overlap(noun, each.clause or each.name) >= min(2, len(noun))]
    # 卫星热点 38 个，按时核查 37 个，及时率…: the words for in time are one.
    if not called and _IN_TIME.fullmatch(noun):
        called = [each for each in own if _IN_TIME.search(each.clause)]
    # 已完成整改 451 个，正在整改 17 个，整改完成率…: what holds most of the rate's name has it.
    top = max(reversed(called), key=lambda each: len(set(name) & set(each.clause)), default=None)
    if top is None or top.stated is None or taken_in(name, own[0], top) or is_of(name, top):
        return None
    first = own[0]
    # 自评总分 91 分，其中共性指标 53 分、个性指标 37 分，得分率依次为…: points got are over those that could be got.
    if name.endswith("得分率") and not _FULL_MARKS.search(first.clause):
        return None
    # 签约 178.42 万人，其中重点人群 96.85 万人，全人群签约率: the rate is of the first, over what is not printed.
    if len(noun) > 2 and noun[-2:] in first.clause and noun[-2:] not in top.clause:  # noqa: PLR2004 - a longer name
        return None
    # Several things counted in one sentence leave open which of them the rate is of.
    same = [each for each in own if of_one_kind(each, top)]
    if first is top or not of_one_kind(first, top) or first.stated is None or len(same) > 3:  # noqa: PLR2004
        return None
    if first.dimension != top.dimension and len(same) != 2:  # noqa: PLR2004 - 217 份, 197 人
        return None
    return None if has_rate(first, top, paragraph) else (top, first)


def _target(paragraph: Paragraph, at: int, claim: Number) -> Pair | None:
    """Return done and target of 建成 3,200 亩，完成目标 3,500 亩的 91.43%."""
    if at < 2 or not re.fullmatch(r"\s*的\s*", claim.before):  # noqa: PLR2004 - a pair
        return None
    target = paragraph.numbers[at - 1]
    if target.stated is None or not _OF_TARGET.search(target.before):
        return None
    done = _reached(paragraph.numbers[: at - 1], target, claim)
    if done.stated is None:
        return None
    same = target.dimension == done.dimension and done.sentence == claim.sentence
    return (done, target) if same and not done.sign else None


def _reached(before: Sequence[Number], target: Number, claim: Number) -> Number:
    """Return what was done: the figure that the rate fits, else the whole of a list, else the last figure."""
    own = [each for each in before if each.sentence == target.sentence and each.dimension == target.dimension]
    fitting = [each for each in own if each.stated and near_ratio(claim.known, each.known, target.known)]
    if fitting:
        return fitting[-1]
    for at in range(len(before) - 1, 0, -1):
        if before[at].sentence == target.sentence and OF_WHICH.search(before[at].before):
            return before[at - 1]
    return before[-1]
