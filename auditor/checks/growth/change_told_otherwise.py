"""One amount told twice, and two changes of it: 收入 112.35 亿元，同比增长 5.6% in the overview, 收入 112.35 亿元，增长 6.5% in the chapter.

That both speak of one figure shows by its name and its value of several digits; that both changes are against one time, by
their words. Rates that are of constant prices, of one scope, or against a plan are others.

工业增加值同比增长 10.7% in the lead and 17.0% in its chapter: without an amount, a growth is the same where its name, its time, its
place and the words of comparison are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import is_english
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import compared, evidence_at, judged, rule, said
from auditor.checks.common.slips import MEANT, digits, slip
from auditor.checks.common.told import told
from auditor.checks.common.words import stem
from auditor.findings import Severity
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.told import Told
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "change-told-otherwise"
TITLE = {"zh": "同一数额的增减前后不一致", "en": "one amount is told twice, with two changes"}
_SHORTEST = 3
_NAMED = 6
_FEW = 2
_YEARLY = re.compile(r"同比|[比较与](?:上年|去年|上一年)(?:同期|度|末|底)?|上年同期|去年同期")
_OTHER = re.compile(
    r"环比|年初|上月|上季|上旬|年均|平均|两年|累计|实际|名义|可比|不变价|现价|价格|口径|剔除|扣除|预算|计划|目标|任务|20[0-9]{2}年|占|比重|贡献|拉动|全国|全省|全市平均|增速|幅度|[0-9]倍"
)
_PLACE = re.compile(
    r"^(?:[一-龥]{1,6}?(?:省|市|县|自治区|自治州)|北京|天津|上海|重庆|河北|山西|内蒙古|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆)(?:完成|实现)?(?=[一-龥]{4})"
)
_WHEN = re.compile(
    r"(?<![比较与同])(?:(?:20[0-9]{2}\s*年\s*)?(?:[上下]半年|前?[一二三四1-4](?:至[二三四])?季度|(?:[0-9]{1,2}\s*[-—~～至]\s*)?[0-9]{1,2}\s*月份?|前[0-9一二三四五六七八九十]+个月|全年)|20[0-9]{2}\s*年)(?!同期|末|底)"
)
_BACK = 40
_SCOPE = re.compile(
    r"(?:全[国省市县区州旗镇乡]|我[国省市县区]|本[级省市县区]|市本级|县本级|区本级|省级|中央)"
)


def check(facts: Facts) -> Iterator[Outcome]:
    """Compare what is told of an amount in two places."""
    if is_english(facts):
        return
    yield from _rates(facts)
    groups: dict[tuple[str, ...], list[Told]] = {}
    values: dict[tuple[str, ...], set[object]] = {}
    for each in told(facts):
        level = each.level
        name = _PLACE.sub("", stem(_SCOPE.sub("", level.name)))
        if digits(level.known) < _SHORTEST or len(name) < _SHORTEST or not (each.change or each.rate):
            continue
        # Few digits recur by chance: their name has to say more.
        if digits(level.known) < MEANT and len(name) < _NAMED:
            continue
        scope = _SCOPE.search(level.name)
        kind = (name, level.dimension, scope.group() if scope else "")
        values.setdefault(kind, set()).add(level.known.printed.value)
        groups.setdefault((*kind, str(level.known.printed.value)), []).append(each)
    for key, group in groups.items():
        # 甲行业实现营业收入 7.91 亿元…；乙行业实现营业收入 7.91 亿元: what has many values is told of many.
        if len(values[key[:3]]) > (_FEW if digits(group[0].level.known) >= MEANT else 1):
            continue
        for other in group[1:]:
            if _same_time(group[0], other) and group[0].level.block is not other.level.block:
                yield from _compared(facts, group[0], other)


def _rates(facts: Facts) -> Iterator[Outcome]:
    """Compare the yearly growth of one name, time and place, wherever it is told."""
    groups: dict[tuple[str, ...], list[Number]] = {}
    for paragraph in paragraphs(facts):
        if paragraph.block.tells_aims:
            continue
        for rate in paragraph.numbers:
            key = _key(rate)
            if key is not None:
                groups.setdefault(key, []).append(rate)
    for group in groups.values():
        values = {(each.sign, each.known.printed.value) for each in group}
        blocks = {id(each.block) for each in group}
        if len(values) != _FEW or len(blocks) != len(group):
            continue  # a name that is told of many, or twice in one list
        first = group[0]
        for other in group[1:]:
            if other.sign != first.sign:
                continue
            # 社区卫生服务中心 grows in visits and in beds: only a slip of the pen shows that one growth was meant.
            kind = slip(other.known, first.known.printed.value)
            if kind == "swap" or (kind == "digit" and digits(other.known) >= _SHORTEST):
                info = rule(NAME, TITLE, Severity.ERROR if kind == "swap" else Severity.WARNING, "medium")
                yield judged(facts, compared(info, other.known, tree.Relation.EQUAL, first.known))


def _key(rate: Number) -> tuple[str, ...] | None:
    """Return what a growth is of, when and where, None where its words do not say it in full."""
    if not rate.stated or not rate.is_share or not rate.sign or rate.depth:
        return None
    name = _PLACE.sub("", stem(_SCOPE.sub("", rate.of)))
    if len(name) < _NAMED or name not in stem(rate.block.text[: rate.occurrence.span.start][-_BACK:]):
        return None
    own = re.split(r"[。；;]", rate.before)[-1]
    other = _OTHER.search(_SCOPE.sub("", _YEARLY.sub("", own)))
    if other is not None or "分别" in rate.clause or not _YEARLY.search(own):
        return None
    words = rate.block.text[: rate.occurrence.span.start]
    sentence = re.split(r"[。；;]", words)[-1]
    scope = _SCOPE.findall(sentence)
    when = [each.group() for each in _WHEN.finditer(words)]
    time = when[-1] if when else rate.period
    where = "/".join(rate.block.section[:1])
    return (name, re.sub(r"\s|份", "", time), scope[-1] if scope else "", where) if time else None


def _same_time(one: Told, two: Told) -> bool:
    first, second = one.level.period, two.level.period
    return one.base == two.base == "" and (not first or not second or first == second)


def _compared(facts: Facts, one: Told, two: Told) -> Iterator[Outcome]:
    for first, second in ((one.change, two.change), (one.rate, two.rate)):
        if first is None or second is None or not (_yearly(first) and _yearly(second)):
            continue
        info = rule(NAME, TITLE, Severity.ERROR, "high")
        if first.sign != second.sign:
            evidence = [evidence_at(each.block, each.occurrence) for each in (first, second)]
            zh = f"同为{one.level.name} {one.level.occurrence.text}，一处写{_said(first)}，另一处写{_said(second)}"
            en = f"of one amount one place says {_said(first)}, another {_said(second)}"
            yield said(info, zh, en, evidence)
        else:
            yield judged(facts, compared(info, second.known, tree.Relation.EQUAL, first.known))


def _yearly(number: Number) -> bool:
    """Whether a change is against the year before, or says no more than that it is one."""
    return _OTHER.search(_YEARLY.sub("", number.before)) is None


def _said(number: Number) -> str:
    return f"{number.clause}{number.occurrence.text}"
