"""Rules of scoring told in words, for each of what is counted or for each point, and the limits that they end at.

每缺失 1 处扣 0.5 分、最多扣 2 分；提前 1 个月完工加 1 分，最高加 2 分；每低 1 个百分点扣 0.4 分. What a rule comes to is read of the
counts and rates told around it: where these can be meant in several ways, every way counts as right.
"""

from __future__ import annotations

import functools
import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.words import chinese_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_N = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_HAN = "一二两三四五六七八九十"
UNITS = r"(?:工作日|小时|人次|户次|批次|公里|[处座项例起次天日家笔份台件条户名人期批篇月套辆宗场所村页张亩位幅株只株环段间卷本类起项科栋])"
_OUGHT = "(?:应|则|即|将|予以|给予|要|须|需|可|得)?"
_GIVEN = rf"(?:[（(][^（）()]{{0,24}}[)）])?[，,]?\s*{_OUGHT}(?P<way>扣|加)(?:减|除|分|计|记|掉)?\s*(?P<loss>{_N})\s*分"
_PLACE = rf"(?P<size>{_N}|[{_HAN}])?\s*(?:(?P<unit>{UNITS})(?!百分)|个(?P<unit2>月|工作日|小时)|(?P<unit3>个)(?!百分|点))"
EACH = re.compile(
    rf"(?:(?P<every>每)|(?<=[一-龥])(?=\s*[1一](?![0-9.]))|(?:发现|出现|存在|查出|缺少?|少|迟|漏|提前|延期|延迟|推迟|逾期|超期|有)(?=\s*[1一](?![0-9.])))(?P<verb>[一-龥]{{0,10}}?)\s*{_PLACE}"
    rf"(?P<what>[^，,。；;、：:0-9扣加（）()]{{0,16}}(?:[（(][^（）()0-9]{{0,10}}[)）])?){_GIVEN}"
)
_POINTS_EACH = re.compile(
    rf"按?每(?P<verb>[一-龥]{{0,6}}?)\s*{_PLACE}(?P<what>[一-龥]{{0,6}})[，,]?\s*(?P<loss>{_N})\s*分"
)
"""按缺漏份数扣分，每份 0.5 分: that it is taken off is said before."""
STEP = re.compile(
    rf"每(?:再|继续)?(?P<low>低|少|差|降|减|欠|下)?(?P<verb>[一-龥]{{0,8}}?)\s*(?P<size>{_N}|一|(?=个百分))\s*(?P<unit>个?百分点|个点|%|％){_GIVEN}"
)
"""每低 1 个百分点扣 0.5 分."""
_LIMIT = re.compile(
    rf"(?:(?:最多|至多|最高|封顶|(?<!按)(?<!到)(?<!达)上限(?:为|是)?|不得?超过|不高于)(?:可|只|仅|共|累计|合计|能|计|应)*(?P<way>扣|加|奖)?(?:减|除|分|励)*(?:至|到|为|是)?\s*(?P<most>{_N})\s*分"
    rf"|以\s*(?P<most2>{_N})\s*分为(?:扣分|加分)?(?:限|上限|止|最高限|封顶)|(?P<way3>扣|加)?(?:完|满|至|到|足)?\s*(?P<most3>{_N})\s*分(?:封顶|为限|为上限|为止|即止))(?:为限|为止|封顶)?"
)
_WAYS = re.compile(r"扣|加(?=分|计|[0-9]|\s[0-9])|奖励")
_PART = re.compile(r"[。；;！？]")
_ROUNDED = re.compile(
    rf"[（(]?(?:不足|不满|未满|不到|超过|大于)\s*(?:{_N}|[{_HAN}])\s*[^，,。；;0-9]{{0,6}}?(?:的|者|部分)?[，,]?\s*(?:均|也|仍)?(?P<how>按|不扣|不计|忽略)\s*(?:{_N}|[{_HAN}])?[^，,。；;（）()0-9]{{0,6}}[）)]?"
)
_PERCENT = re.compile(rf"(?P<value>{_N})\s*[%％]")
_APART = re.compile(
    rf"(?P<clause>[^，,。；;（）()]{{0,12}}?)(?P<way>低|差|少|缺|欠|高|超|不足)(?:于|了|出|过)?(?:[^，,。；;0-9]{{0,12}})?\s*(?:{_N}\s*[%％]\s*(?:的[^，,。；;0-9]{{0,6}})?(?:共|达|约)?)?"
    rf"\s*(?P<value>{_N})\s*(?:个?百分点|个点|[%％](?!\s*的))"
)
_EARLIER = re.compile(r"上年|去年|上期|同期|同比|环比|平均|全[国省市县区]")
_YEAR_BEFORE = re.compile("上年|去年|上期|同期|上一年")
_NOT_COUNTED = re.compile(r"(?:每|第|不足|不满|超过|以内|最多|上限|近|约|按)\s*$")
_MOST_COUNTS = 5
_CLAUSE = re.compile(r"[，,。；;：:（）()、]")
LACKING = re.compile(r"每(?:减)?[少差欠缺低漏未]|[少缺漏欠]")
FEWER = re.compile(r"[少缺欠差漏]|未|没有|不足|剩余")
WRONG = re.compile(
    r"[不未缺少差欠漏迟超逾延误错违亏失无停漏退拖闭废损]|没有|问题|隐患|投诉|事故|发现|存在|剩余|遗留|整改|信访|舆情|纠纷|案件"
)


@records.frozen
class Limit:
    """What points taken off, or added, come to at most: 最多扣 2 分. `off` says which."""

    start: int
    end: int
    most: Fraction
    off: bool


@records.frozen
class Each:
    """A rule: so many points off, or added, for each `size` of a unit, or of points where there is none."""

    start: int
    end: int
    size: Fraction
    unit: str
    loss: Fraction
    off: bool
    relative: bool = False
    """Whether 1 % may be one of the goal."""
    words: str = ""
    """The words around its unit: 缺失 1 处 of 每缺失 1 处."""
    sure: bool = True
    """Whether its words say that it is a rule: 发现 1 处扣 0.5 分 may be an outcome."""


@records.frozen
class Count:
    """A number of what a rule counts, and the words of its clause."""

    value: Fraction
    before: str
    behind: str


def value_of(text: str) -> Fraction:
    """Return a number in digits or in words."""
    text = text.replace(",", "").strip()
    if not text:
        return Fraction(1)
    return Fraction(text) if text[0].isdigit() else Fraction(chinese_number(text) or 1)


@functools.lru_cache(maxsize=256)
def rules(text: str) -> tuple[Each, ...]:
    """Return the rules that a text tells, in order."""
    if "扣" not in text and "加" not in text:
        return ()
    found: list[Each] = []
    for step in STEP.finditer(text):
        off = step["way"] == "扣"
        size, loss = value_of(step["size"]), value_of(step["loss"])
        if size > 0:
            relative = "点" not in step["unit"]
            found.append(Each(step.start(), step.end(), size, "", loss, off, relative))
    for each in (*EACH.finditer(text), *_led(text)):
        if any(one.start < each.end() and each.start() < one.end for one in found):
            continue
        way, every = (
            each.groupdict().get("way") or _way_before(text, each.start()),
            each.groupdict().get("every", "每"),
        )
        if not way:
            continue
        # 发现 1 处，扣 0.5 分 is an outcome; without 每, a rule goes on without a comma.
        if not every and "，" in each.group():
            continue
        unit = each["unit"] or each["unit2"] or each["unit3"]
        size = value_of(each["size"] or "")
        if size > 0:
            found.append(
                Each(
                    each.start(),
                    each.end(),
                    size,
                    unit,
                    value_of(each["loss"]),
                    way == "扣",
                    words=each.group()[: each.start("loss") - each.start()],
                    sure=bool(every) or "一" in (each["size"] or ""),
                )
            )
    return tuple(sorted(found, key=lambda one: one.start))


@functools.lru_cache(maxsize=256)
def limits(text: str) -> tuple[Limit, ...]:
    """Return the limits of points that a text tells; one that does not say of what is of the rule before it."""
    if "分" not in text:
        return ()
    return tuple(limit for found in _LIMIT.finditer(text) if (limit := _limit(text, found)) is not None)


def _limit(text: str, found: re.Match[str]) -> Limit | None:
    way = found["way"] or found["way3"]
    if not way:
        before = _PART.split(text[: found.start()])[-1]
        told = _WAYS.findall(before)
        way = told[-1] if told else ""
        # 加分项……最高不超过 5 分: a colon or heading may stand between; 得分最高 95 分 limits nothing.
    if not way or re.search(r"得分?$|满分$|总分$", text[: found.start()]):
        return None
    most = value_of(found["most"] or found["most2"] or found["most3"])
    return Limit(found.start(), found.end(), most, way == "扣")


def _led(text: str) -> Iterator[re.Match[str]]:
    """Iterate over rules that do not say themselves which way they go."""
    return _POINTS_EACH.finditer(text)


def _way_before(text: str, place: int) -> str:
    """Return the last word before a place, in its sentence, that says whether points are taken off or added."""
    told = _WAYS.findall(re.split("[。；;]", text[:place])[-1])
    return (told[-1] if told[-1] == "扣" else "加") if told else ""


def _spans(text: str, *, sure: bool = False) -> list[tuple[int, int]]:
    return [
        *((one.start, one.end) for one in rules(text) if one.sure or not sure),
        *((one.start, one.end) for one in limits(text)),
    ]


def of_rule(text: str, place: int) -> bool:
    """Whether what stands at a place is what a rule or a limit says, and no outcome."""
    return any(start <= place < end for start, end in _spans(text, sure=True))


def bare(text: str) -> str:
    """Return a text whose rules, limits and words on rounding are blanked out, each character in its place."""
    spans = _spans(text)
    spans.extend(found.span() for found in _ROUNDED.finditer(text))
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def counts(text: str, unit: str) -> list[Count]:
    """Return what a text, bare of rules, counts in a unit: 3 处, 两处."""
    pattern = re.once(rf"(?<![0-9.])(?P<n>{_N}|[{_HAN}]+)\s*个?{unit}")
    found = []
    for each in pattern.finditer(text):
        if _NOT_COUNTED.search(text[: each.start()]):
            continue
        before = _CLAUSE.split(text[: each.start()])[-1]
        behind = _CLAUSE.split(text[each.end() :])[0]
        found.append(Count(value_of(each["n"]), before, behind))
    return found


def _decides(rule: Each, found: Sequence[Count], words: str) -> bool:
    """Whether it is known how many a rule is of: 2 件不合格, and not 抽检 40 件 alone."""
    if not rule.off:
        return True
    lacking = LACKING.search(words) is not None
    if lacking and len(found) > 1:
        return True  # 计划 6 处，完成 5 处
    signs = FEWER if lacking else WRONG
    return any(signs.search(each.before + each.behind) and not each.behind.startswith("中") for each in found)


def losses(rule: Each, text: str, words: str) -> list[Fraction]:
    """Return all that a rule can come to by what is counted in a text, the likeliest first; none where nothing is.

    `words` are those of the method: they may say how parts of a step count.
    """
    if rule.unit:
        told = counts(text, rule.unit)
        if not 0 < len(told) <= _MOST_COUNTS or not _decides(rule, told, rule.words):
            return []
        found = [each.value for each in told]
        apart = [abs(one - two) for one, two in itertools.combinations(found, 2) if one != two]
        sums = [
            sum(some, Fraction(0))
            for size in range(2, len(found) + 1)
            for some in itertools.combinations(found, size)
        ]
        many = [*found[::-1], *apart, *sums]
        if apart and LACKING.search(rule.words) and not any(FEWER.search(each.before) for each in told):
            many = apart  # 计划 200 人，实际 170 人: what is lacking is told as neither
    else:
        many = _points(rule, text)
    given = (rule.loss * times for each in many for times in _times(each / rule.size, words))
    return list(dict.fromkeys(given))


def shares(text: str) -> list[Fraction]:
    """Return the percentages of a text, each once, without those of the year before."""
    found = [
        value_of(each["value"])
        for each in _PERCENT.finditer(text)
        if not _YEAR_BEFORE.search(_CLAUSE.split(text[: each.start()])[-1])
    ]
    return list(dict.fromkeys(found))


def _points(rule: Each, text: str) -> list[Fraction]:
    apart = [value_of(each["value"]) for each in _APART.finditer(text) if not _EARLIER.search(each["clause"])]
    told = shares(text)
    if len(told) > _MOST_COUNTS:
        return []
    for one, two in itertools.combinations(told, 2):
        apart.append(abs(one - two))
        if rule.relative:
            apart.extend(abs(one - two) * 100 / goal for goal in (one, two) if goal > 0)
    return apart


def _times(times: Fraction, words: str) -> Iterator[Fraction]:
    whole = Fraction(times.__floor__())
    up = whole if whole == times else whole + 1
    found = _ROUNDED.search(words)
    if found is not None and found["how"] == "按":
        yield up
    elif found is not None:
        yield whole
    else:
        yield from (times, whole, up)
