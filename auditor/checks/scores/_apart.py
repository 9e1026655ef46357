"""Rules of scoring that stand apart from what they are applied to: 投诉每件扣 2 分，最多扣 10 分；…, and further on 投诉 3 件，扣 6 分.

A rule is a part of a sentence that begins with the name of what it scores and holds nothing but a method. It is applied where another
part names the same, tells an outcome and then points: those points are all that the method gives for the outcome, or wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Paragraph
from auditor.checks.scores._clauses import taken_apart
from auditor.checks.scores._eachrules import limits, rules
from auditor.checks.scores._indicators import gained, taken_off
from auditor.checks.scores._methods import given_by
from auditor.checks.scores._scale import FULL_MARK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PART = re.compile(r"[。；;\n]|(?<=分)：")
_LED = re.compile(
    r"^[\s（(]*(?:[0-9一二三四五六七八九十]+[.、）)])?(?:其中[，,：:]?|考核[^，,：:]{0,6}[：:]|评分标准[：:]|标准[：:]|[^，,。；;：:0-9]{0,12}[：:])?"
)
_NAME = re.compile(
    r"(?P<name>[一-龥]{2,10}?)(?:[（(][^（()）]*[)）])?(?=每|达到|达标|完成|[0-9≥≤<>＜＞]|低于|高于|超过|不低于|不超过|不足|按|目标|以|在|的?得|[，,：:])"
)
_METHOD = re.compile(r"每|以[上下内]|[0-9]%?\s*[~～—–至-]\s*[0-9]|[≥≤]|得满分|满分|比例|低于|高于")
_OUTCOME = re.compile(r"实际|完成了|[，,](?:共|实际?|故|应)?[扣得](?:减|分)?[0-9.]+分[。]?$|其中")
_BROAD = re.compile(
    r"^(?:目标|计划|标准|实际|完成|发现|存在|出现|每|该|本|此|未|不|单项|各项|其他|合计|加分|扣分|得分|项目|指标|考核|评价|满分|按|对|凡|如|若|以|分别|达|获|被)"
)
_LISTED = re.compile(
    r"(?:^|[，,、；;：:])(?P<name>[一-龥]{2,8}?)每(?P<unit>[一-龥]{1,2})(?:扣)?(?P<loss>[0-9]+(?:\.[0-9]+)?)分(?=[，,、；;。]|$)"
)
_MOST = re.compile(
    r"(?:最多|至多|最高)(?:可|累计)?扣(?:减)?(?P<n>[0-9]+(?:\.[0-9]+)?)分|扣分?(?:上限|以)(?:为)?(?P<n2>[0-9]+(?:\.[0-9]+)?)分"
)
_EARLIER = re.compile("上年|去年|同期|上一年")
_POINTS = re.compile(r"([0-9]+(?:\.[0-9]+)?)分")
_FEWEST = 2


@records.frozen(eq=False)
class Rule:
    """A rule by the name of what it scores, its words, and where its part of the paragraph begins."""

    name: str
    words: str
    paragraph: Paragraph
    start: int
    most: tuple[Fraction, ...] = ()
    """Limits of the list that it is told in, any of which may be its own."""


@records.frozen(eq=False)
class Applied:
    """Points that a rule apart from them decides, and all that they may be."""

    number: Number
    rule: Rule
    possible: Sequence[Fraction]


def rules_apart(texts: Sequence[Paragraph]) -> Mapping[str, Rule]:
    """Return the rules of a report by name; what two rules are of is decided by none."""
    found: dict[str, list[Rule]] = {}
    for paragraph in texts:
        if "分" not in paragraph.text:
            continue
        for start, part in _parts(paragraph.text):
            rule = _rule(paragraph, start, part)
            if rule is not None:
                found.setdefault(rule.name, []).append(rule)
        for rule in _listed(paragraph):
            found.setdefault(rule.name, []).append(rule)
    return {name: each[0] for name, each in found.items() if len(each) == 1}


def _listed(paragraph: Paragraph) -> Iterator[Rule]:
    """Iterate over rules told in a list: 分别计扣：甲每件 0.5 分，乙每件 0.8 分，每类最多扣 8 分."""
    start = 0
    for sentence in re.split("(?<=。)", paragraph.text):
        every = list(_LISTED.finditer(sentence))
        if len(every) >= _FEWEST and "扣" in sentence and not re.search("[加得奖]", sentence):
            limits_told = tuple(Fraction(each["n"] or each["n2"]) for each in _MOST.finditer(sentence))
            for each in every:
                words = f"每{each['unit']}扣{each['loss']}分"
                yield Rule(each["name"], words, paragraph, start + each.start("name"), limits_told)
        start += len(sentence)


def _parts(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for stop in _PART.finditer(text):
        yield start, text[start : stop.start()]
        start = stop.end()
    yield start, text[start:]


def _rule(paragraph: Paragraph, start: int, part: str) -> Rule | None:
    lead = _LED.match(part)
    begins = lead.end() if lead is not None else 0
    named = _NAME.match(part, begins)
    if named is None or _BROAD.search(named["name"]) or not _METHOD.search(part) or _OUTCOME.search(part):
        return None
    words = part[named.end() :].strip("，,：: ")
    apart = taken_apart(words, FULL_MARK)
    if apart is None or not apart.clauses or apart.outcome:
        return None
    kinds = {each.kind for each in apart.clauses}
    if not kinds & {"step", "each", "band"} or "unknown" in kinds or "gain" in kinds or "off" in kinds:
        return None
    return Rule(named["name"], words, paragraph, start)


def applied(texts: Sequence[Paragraph]) -> Iterator[Applied]:
    """Iterate over the points that rules apart from them decide."""
    known = rules_apart(texts)
    if not known:
        return
    for paragraph in texts:
        for start, part in _parts(paragraph.text):
            own = [
                each for each in paragraph.numbers if start <= each.occurrence.span.start < start + len(part)
            ]
            points = [each for each in own if taken_off(each) or gained(each)]
            if points and not _EARLIER.search(part) and not rules(part) and not limits(part):
                yield from _applied(paragraph, start, part, points, known)


def _applied(
    paragraph: Paragraph, start: int, part: str, points: Sequence[Number], known: Mapping[str, Rule]
) -> Iterator[Applied]:
    named = [each for name, each in known.items() if part.count(name) == 1]
    # 满意度 within 群众满意度 is no name of its own.
    named = [each for each in named if not any(each.name in one.name and one is not each for one in named)]
    first = points[0]
    if len(named) != 1 or (named[0].paragraph is paragraph and named[0].start == start):
        return
    rule = named[0]
    told = part[part.index(rule.name) + len(rule.name) : first.occurrence.span.start - start]
    outcome = re.sub(r"[，,](?:故|共|实际?|应|则|按规定|因此)*(?:扣|得|计)(?:减|除|分)?(?:为)?\s*$", "", told)
    if outcome == told or re.search(r"[扣得]|加[0-9分]", outcome):
        return
    told_points = [Fraction(each) for each in _POINTS.findall(rule.words)]
    banded = told_points and not re.search("扣|满分", rule.words)
    mark = max(told_points) if banded else FULL_MARK
    scores = given_by(f"{rule.name}{outcome}，{rule.words}", mark)
    if taken_off(first):
        losses = [FULL_MARK - each for each in scores]
        if rule.most:
            losses = [min(each, most) for each in losses for most in rule.most]
        if losses:
            yield Applied(first, rule, losses)
    elif scores and banded:
        yield Applied(first, rule, scores)
