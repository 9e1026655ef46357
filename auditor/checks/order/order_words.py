"""A word of order that the two figures beside it contradict: 96.40%，高于 97%的目标.

由 2022 年 6.95 张增加到 2023 年 6.77 张: a word of direction between two levels that go the other way. 城镇增长 4.5%；农村增长
6.6%，农村增速慢于城镇 2.1 个百分点: the distance is right, and so the two rates are meant.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Paragraph, Stated, paragraphs
from auditor.checks.common.relations import (
    ONE,
    compared,
    evidence_at,
    evidence_of_words,
    judged,
    quotient,
    rule,
    said,
)
from auditor.checks.order._beside import compared_levels
from auditor.findings import Verdict
from auditor.language import tree
from auditor.numbers import Interval
from auditor.report.printed import Printed, numeral_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "order-words"
TITLE = {"zh": "比较用语与数字不符", "en": "a word of order contradicts the figures"}
_GOAL = re.compile(
    r"^\s*(?:及以上|以上)?\s*(?:的|这一)?\s*(?:全[国省市县]|[一-龥]{2,6}?)?(?:目标|指标值|标准|要求|任务|标杆|临界|上限|下限|警戒线|控制线|[红底]线|门槛|限[值额]|均值|平均(?:水平|值)|控制数|计划数|(?:预算|额度|限额|指标|范围|标准)(?:数|总额)?(?:以内|之内|内)|(?:以内|之内))"
)
_WORDS = (
    (
        re.compile(
            r"(?:没有达到|未达到?|未能达到|(?<![不未])(?<!没有)(?:低于|小于|少于)|不及|未完成|不足|没有完成)\s*$"
        ),
        tree.Relation.LESS,
    ),
    (
        re.compile(r"(?<![不未])(?<!没有)(?:超过|超出|高于|大于|多于|超额完成|优于)了?\s*$"),
        tree.Relation.GREATER,
    ),
    (re.compile(r"(?:达到|达到了|(?:[不未]|没有)(?:低于|小于|少于)|完成了?)\s*$"), tree.Relation.AT_LEAST),
    (re.compile(r"(?:(?:[不未]|没有)(?:高于|超过|超出|大于|多于)|控制在)\s*$"), tree.Relation.AT_MOST),
)
_REACHED = re.compile(r"达到?了?|完成了?|及")
_LESS_IS_BETTER = re.compile(
    r"漏|损|耗|差错|错误|投诉|事故|死亡|发病|失业|流失|超期|负债|辍学|浓度|成本|用时|时[间长]|逾期|空置|贫困|浪费|控制|上限|限[值额]|以[内下]|返工|缺陷|不合格|违|信访|拥堵|欠"
)
"""To reach a goal that bounds from above is to come below it."""
_OF_ELSE = re.compile(r"(?<![分占环同对])比(?![例重值率])|较|上年|去年|同期|由|从|平均|目标|计划")
"""比上年的 85.75%提高…: a level that is only compared with."""
_OF_CHANGE = re.compile(r"^[^，,。；;]{0,4}(?:增|降|减|涨)")
_AIMED = re.compile(r"力争|争取|确保|预计|计划|目标[为是]|拟")
_SUBJECT = re.compile(r"(?P<name>[一-龥]{1,10}?[率额数量比度费])[一-龥]{0,4}$")
"""What is compared has a name of its own: 预算完成率达到 100%，结转结余率控制在 5%以内."""
_BETTER = re.compile(r"优于了?$")
_WITHIN = re.compile(r"\s*(?:[及以之]?内|以下|之下)")
_BUDGET_WORDS = re.compile(
    r"(?:支出)?决算数?(?:大于|高于|多于|小于|低于|少于|等于|与(?=[^，。；]{0,6}持平))(?:年初|全年|当年)?预算数?(?:持平)?"
)
_COMPLETED = re.compile(r"(?:完成|为|占)(?:了)?(?:年初|全年|当年|调整|本年)?(?:部门)?预算数?的?$")
_BUDGETS = re.compile(r"年初|全年|调整")
_NO_SUBJECT = re.compile(r"(?:^|[，,。；;])\s*(?:其|该项?|本年度?)?\s*$")
_FAR = 60
_BUDGETED = re.compile(r"预算数?(?:为|是)?\s*$")
_SPENT = re.compile(r"(?:决算|实际支出|支出)数?(?:为|是)?\s*$")
_BUDGET_SIGNS = (
    (re.compile(r"大于|高于|多于"), tree.Relation.GREATER),
    (re.compile(r"小于|低于|少于"), tree.Relation.LESS),
    (re.compile(r"等于|持平"), tree.Relation.EQUAL),
)
_NEUTRAL = re.compile(
    r"如|若|应|须|要|目标[为是]|力争|确保|预计|计划|争取|凡|对[^，。]{0,12}$|不得|每|单笔|标准为"
)
_UP = "增加|增长|增|提高|提升|上升|升|上调|调高|上涨|涨|扩大|攀升|跃升|回升|扩增|上浮|拓展"
_DOWN = "减少|减|降低|下降|降|下调|调低|下跌|跌|缩小|缩减|压减|压缩|回落|下滑|缩短|收窄"
_FROM = re.compile(r"(?:由|从)[^，,。；;到至]{0,14}$")
_TO = re.compile(
    rf"^\s*(?:[（(][^（）()]*[）)])?\s*[，,]?(?:进一步|逐步|大幅|逐年|稳步|小幅|相应|又)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:到|至|为)了?"
    r"\s*(?:(?:19|20)[0-9]{2}\s*年)?(?:的|末|底)*\s*$"
)
_RANKED = frozenset("位 名 级 类 档 等".split())
"""To rise from the 12th place to the 9th is to rise."""
_SPAN = re.compile(r"天|日|个?工作日|小时|分钟|秒|个?月|年")
"""To be better is to take less: only what is cut short says which way a span of time goes."""
_FALLS = re.compile(r"降幅|减幅|跌幅|下降|亏损|逆差|赤字|[-–−]$")
"""What tells of a fall or a loss goes up where its number goes down."""
_COMPARED = re.compile(
    r"(?:^|[，,；;。])(?P<one>[^，,；;。0-9]{2,14}?)(?:比上年|同比)?(?:的)?(?:增速|增幅|增长率|增长|涨幅|速度)?"
    r"(?P<word>快于|慢于|高于|低于|快过)(?P<two>[^，,；;。0-9]{2,14}?)(?:的)?(?:增速|增幅|增长率|增长|涨幅|速度)?\s*$"
)
_MORE = re.compile(r"快|高")
_KEY = 2
_NEAR = 10


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge words of order, of direction and of speed by the figures that they compare."""
    yield from _in_order(facts)
    yield from _directed(facts)
    yield from _faster(facts)
    yield from _beside(facts)


def _beside(facts: Facts) -> Iterator[Outcome]:
    """Judge two levels that stand on both sides of a word of order."""
    for paragraph in paragraphs(facts):
        for each in compared_levels(paragraph) if not paragraph.block.tells_aims else ():
            one, two = _shown(each.one), _shown(each.two)
            info = attrs.evolve(
                rule(NAME, TITLE),
                messages={
                    "zh": f"{one}与 {two}相比，却称“{each.words}”，与数字不符",
                    "en": f"{one} against {two}, and the text says '{each.words}'",
                },
            )
            yield judged(facts, compared(info, each.one.known, each.sign, each.two.known))


def _in_order(facts: Facts) -> Iterator[Outcome]:
    """Judge figures that the text sets above or below a goal."""
    for paragraph in paragraphs(facts):
        if paragraph.block.tells_aims:
            continue
        for before, goal in zip(paragraph.numbers, paragraph.numbers[1:], strict=False):
            level = _compared(paragraph, before, goal)
            outcome = _judged(facts, paragraph, level, goal)
            if outcome is not None:
                yield outcome
        yield from _against_budget(facts, paragraph)


def _compared(paragraph: Paragraph, before: Number, goal: Number) -> Number:
    """Return what is held to a goal: the level before it, and not the change told between them, unless the goal is one of changes.

    3.97%，较上年下降…，降幅 12.17%，控制在 4.2%的目标以内; 83.22%，比上年提高 1.19 个百分点，达到 85%的目标.
    """
    if not before.sign or _OF_CHANGE.match(goal.after):
        return before
    levels = [
        each
        for each in paragraph.numbers
        if each.sentence == before.sentence
        and not each.sign
        and each.dimension == goal.dimension
        and each.depth == goal.depth
        and each.occurrence.span.start < before.occurrence.span.start
        and not _OF_ELSE.search(each.clause)
    ]
    return levels[-1] if levels else before


def _against_budget(facts: Facts, paragraph: Paragraph) -> Iterator[Outcome]:
    """Judge 年初预算为 A，支出决算为 B…，决算数小于年初预算数, the words of every final account."""
    for found in _BUDGET_WORDS.finditer(paragraph.text):
        before = [
            each
            for each in paragraph.numbers
            if each.stated and each.occurrence.span.end <= found.start() and each.dimension == "money"
        ]
        budget = [each for each in before if _BUDGETED.search(each.clause)]
        spent = [each for each in before if _SPENT.search(each.clause)]
        sign = next(sign for pattern, sign in _BUDGET_SIGNS if pattern.search(found.group()))
        if not budget or not spent or len(before) < 2:  # noqa: PLR2004 - a pair
            yield from _by_rate(facts, paragraph, found, sign)
            continue
        one, two = budget[-1], spent[-1]
        if {id(one), id(two)} != {id(each) for each in before[-2:]} or one.sentence != two.sentence:
            yield from _by_rate(facts, paragraph, found, sign)
            continue
        words = evidence_of_words(paragraph.block, found.start(), found.group(), "比较用语")
        evidence = [words, *(evidence_at(each.block, each.occurrence, "base") for each in (two, one))]
        holds = _holds(two.known.printed.value - one.known.printed.value, sign)
        zh = f"决算 {_shown(two)}、预算 {_shown(one)}，却称“{found.group()}”"
        en = f"spent {_shown(two)} of {_shown(one)}, and the text says '{found.group()}'"
        yield said(rule(NAME, TITLE), zh, en, evidence, Verdict.EXACT if holds else Verdict.DISCREPANCY)


def _by_rate(
    facts: Facts, paragraph: Paragraph, found: re.Match[str], sign: tree.Relation
) -> Iterator[Outcome]:
    """Judge 决算 B，完成年初预算的 p%，决算数小于年初预算数（d 万元）: the rate says which is the larger, though no budget is printed."""
    before = [each for each in paragraph.numbers if each.occurrence.span.end <= found.start()]
    rates = [each for each in before if each.is_share and _COMPLETED.search(each.clause)]
    if not rates or rates[-1].stated is None or rates[-1].occurrence.bound:
        return
    rate = rates[-1]
    between = paragraph.text[rate.occurrence.span.end : found.start()]
    kinds = [set(_BUDGETS.findall(text)) for text in (rate.clause, found.group())]
    # 其中：接待费…完成预算的 120%。“三公”经费决算数小于预算数…: the words have a subject of their own.
    if len(between) > _FAR or not _NO_SUBJECT.search(between) or (all(kinds) and kinds[0] != kinds[1]):
        return
    value, step = rate.known.printed.value, rate.known.printed.step
    behind = next((each for each in paragraph.numbers if each.occurrence.span.start >= found.end()), None)
    spent = next((each for each in reversed(before) if _level(each, rate)), None)
    direct = behind is not None and not paragraph.text[found.end() : behind.occurrence.span.start].strip()
    if direct and behind is not None and behind.stated and behind.dimension == "money" and spent is not None:
        signed = ONE if sign is tree.Relation.GREATER else -ONE
        base = [(ONE, spent.known), (-signed, behind.known)]
        if sign is not tree.Relation.EQUAL:
            yield judged(facts, quotient(rule(NAME, TITLE), rate.known, [(ONE, spent.known)], base))
        return
    # 完成预算的 100%，决算数小于预算数: rounding may hide by how little.
    if sign is not tree.Relation.EQUAL and abs(value - 1) <= step:
        return
    holds = abs(value - 1) <= step if sign is tree.Relation.EQUAL else _holds(value - 1, sign)
    words = evidence_of_words(paragraph.block, found.start(), found.group(), "比较用语")
    evidence = [words, evidence_at(rate.block, rate.occurrence, "base")]
    zh = f"{rate.clause}{rate.occurrence.text}，却称“{found.group()}”"
    en = f"{rate.occurrence.text} of the budget was spent, and the text says '{found.group()}'"
    yield said(rule(NAME, TITLE), zh, en, evidence, Verdict.EXACT if holds else Verdict.DISCREPANCY)


def _level(number: Number, rate: Number) -> bool:
    """Whether a number is the amount whose completion a rate tells."""
    return (
        number.dimension == "money"
        and number.stated is not None
        and not (number.sign or number.depth)
        and number.sentence == rate.sentence
        and number.occurrence.span.start < rate.occurrence.span.start
    )


def _holds(gap: Fraction, sign: tree.Relation) -> bool:
    if sign is tree.Relation.EQUAL:
        return gap == 0
    return gap > 0 if sign is tree.Relation.GREATER else gap < 0


def _judged(facts: Facts, paragraph: Paragraph, actual: Number, goal: Number) -> Outcome | None:
    if (
        actual.stated is None
        or goal.figure is None
        or actual.sentence != goal.sentence
        or actual.part != goal.part
    ):
        return None
    if actual.dimension != goal.dimension or actual.occurrence.range or goal.occurrence.range:
        return None
    words = goal.before + re.sub(r"[0-9].*$", "", goal.occurrence.text)
    sign = next((sign for pattern, sign in _WORDS if pattern.search(words.rstrip())), None)
    if _BETTER.search(words.rstrip()) and _WITHIN.match(goal.after):
        sign = tree.Relation.LESS  # 降至 37 个，优于 38 个以内的目标: less is better
    if sign is None or not _GOAL.match(goal.after) or _NEUTRAL.search(goal.before):
        return None
    if len(goal.before) > 12 or _AIMED.search(actual.clause):  # noqa: PLR2004 - farther off something else is compared
        return None
    told = next(found for pattern, _ in _WORDS if (found := pattern.search(words.rstrip())))
    if _REACHED.search(told.group()) and _LESS_IS_BETTER.search(actual.clause + goal.after[:_NEAR]):
        return None
    own = _SUBJECT.search(words[: told.start()])
    if own is not None and own["name"] not in actual.clause:
        return None
    target = _plain(facts, goal)
    if target is None:
        return None
    del paragraph
    said = re.sub(r"[\s，,]", "", goal.before) + goal.occurrence.text.strip()
    name = actual.name or actual.clause.strip()
    info = attrs.evolve(
        rule(NAME, TITLE),
        messages={
            "zh": f"{name}：写 {_shown(actual)}，却称“{said}”，与数字不符",
            "en": f"{name}: {_shown(actual)} is printed, and the text says '{said}'",
        },
    )
    return judged(facts, compared(info, actual.stated, sign, target))


def _shown(number: Number) -> str:
    unit = number.occurrence.unit
    return (
        number.occurrence.text if number.occurrence.text.endswith(unit) else f"{number.occurrence.text}{unit}"
    )


def _plain(facts: Facts, goal: Number) -> Stated | None:
    """Return the goal as an exact number: 高于 97% means more than 97 %, and 97 % was set, not rounded."""
    if goal.figure is None:
        return None
    mention = goal.figure.mentions[0]
    numeral = numeral_of(re.sub(r"^[^0-9+-]+", "", mention.text))
    printed = facts.steps.printed(goal.figure, mention)
    if numeral is None or printed is None:
        return None
    value = numeral.value * printed.unit.factor
    exact = Printed(numeral, printed.unit, value, value * 0, Interval.point(value))
    return Stated(goal.figure, mention, exact)


def _directed(facts: Facts) -> Iterator[Outcome]:
    """Judge every pair of levels that a sentence joins by from and to."""
    for paragraph in paragraphs(facts):
        numbers = paragraph.numbers
        for at, (before, after) in enumerate(itertools.pairwise(numbers)):
            # 由 2.05:1 下降为 2.02:1: between the levels stands the other side of the first ratio.
            level = numbers[at - 1] if at and before.in_ratio and numbers[at - 1].in_ratio else before
            found = _joined(level, after)
            if found is not None:
                sign = tree.Relation.GREATER if found["up"] else tree.Relation.LESS
                relation = compared(rule(NAME, TITLE), after.known, sign, level.known)
                yield judged(facts, relation)


def _joined(before: Number, after: Number) -> re.Match[str] | None:
    """Return the words between two levels of one unit, None where they join none."""
    if before.stated is None or after.stated is None or before.dimension != after.dimension:
        return None
    if before.occurrence.unit in _RANKED or _FALLS.search(before.before):
        return None
    if min(each.known.printed.value for each in (before, after)) < 0:
        return None  # a loss that shrinks rises
    if before.depth != after.depth or before.sentence != after.sentence or not _FROM.search(before.before):
        return None
    found = _TO.match(after.before)
    spans = _SPAN.fullmatch(before.occurrence.unit.strip()) is not None
    return None if found is not None and found["up"] and spans else found


def _faster(facts: Facts) -> Iterator[Outcome]:
    """Judge distances in points between two rates that the same or the sentence before tells under both names."""
    for paragraph in paragraphs(facts):
        for number in paragraph.numbers:
            found = _COMPARED.search(number.before)
            if found and number.stated and number.occurrence.unit.strip().endswith("百分点"):
                yield from _speed(paragraph, number, found)


def _speed(paragraph: Paragraph, points: Number, found: re.Match[str]) -> Iterator[Outcome]:
    one, two = (
        _rate(paragraph, points, found[name], found[other])
        for name, other in (("one", "two"), ("two", "one"))
    )
    if one is None or two is None or one is two:
        return
    gap = one.known.printed.value * (one.sign or 1) - two.known.printed.value * (two.sign or 1)
    told = abs(points.known.printed.value)
    step = max(one.known.printed.step, two.known.printed.step)
    # Only where the distance is that of the two rates are they surely the ones that are compared.
    if gap == 0 or abs(abs(gap) - told) > step:
        return
    start = points.occurrence.span.start - len(points.before) + found.start("word")
    words = evidence_of_words(paragraph.block, start, found["word"], "比较用语")
    evidence = [words, *(evidence_at(each.block, each.occurrence, "base") for each in (one, two))]
    holds = (gap > 0) is (_MORE.search(found["word"]) is not None)
    zh = f"{found['one']}为 {one.occurrence.text}、{found['two']}为 {two.occurrence.text}，却称“{found['word']}”"
    en = f"{one.occurrence.text} against {two.occurrence.text}, and the text says '{found['word']}'"
    yield said(rule(NAME, TITLE), zh, en, evidence, Verdict.EXACT if holds else Verdict.DISCREPANCY)


def _rate(paragraph: Paragraph, points: Number, name: str, other: str) -> Number | None:
    """Return the last rate of change before `points` whose words bear a name and not the other one's."""
    name, other = re.sub(r"\s", "", name), re.sub(r"\s", "", other)
    own = next(
        (name[:size] for size in range(len(name), _KEY - 1, -1) if _told(paragraph, points, name[:size])), ""
    )
    if not own or own in other:
        return None
    return _told(paragraph, points, own)[-1]


def _told(paragraph: Paragraph, points: Number, key: str) -> list[Number]:
    found: list[Number] = []
    subject = ""
    for each in paragraph.numbers:
        if each.occurrence.span.start >= points.occurrence.span.start:
            break
        # 城镇收入 38,000 元，增长 4.5%: the subject holds until the next semicolon or full stop.
        parts = re.split(r"[；;。]", each.before)
        subject = parts[-1] if len(parts) > 1 or not subject else subject + parts[-1]
        if each.stated and each.is_share and each.sign and key in re.sub(r"\s", "", subject):
            found.append(each)
    return [each for each in found if each.sentence >= points.sentence - 1]
