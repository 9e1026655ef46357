"""A part that is larger than the whole it is told to be of: 猪牛羊禽肉产量 583 万吨，其中猪肉 639 万吨.

Nor do more questionnaires come back than were sent, and no more are valid than came back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import compared, evidence_at, judged, rule, said
from auditor.checks.common.words import TOTAL_WORDS, overlap, stem
from auditor.checks.sums._bounds import Bound, bounds
from auditor.checks.sums._overlists import over_listed
from auditor.checks.sums._sums import NOT_ADDED
from auditor.findings import Verdict
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "part-over-whole"
TITLE = {"zh": "其中数大于所属总数", "en": "a part is larger than its whole"}
_FIRST = re.compile(r"其中(?!等|的)[，,：:]?\s*[^，,。；;：:、（()）]{0,24}$")
_ADDED = re.compile(r"^(?:实现|完成)?增加值(?:为|达)?$")
_OUTPUT = re.compile(r"总产值$")
_NET = re.compile(
    r"单位面积|[亩顷]产|密度|浓度|利润|[顺逆]差|净|结[余转]|盈|亏|差[额值]|缺口|均|价|率|标准|指数|最[高低大小]|单产|工资|成本|得分|每|[增减]|超|新|变动|损益|收益|余额变"
)
_PAID = re.compile(r"(?:目前|现)[^，,。；;]{0,8}已(?:经)?(?:拨付|支付|支出)$")
_FUNDS = re.compile(r"(?:资金|补助|经费|预算)(?:共|共计|合计|为)?$")
_LOOSE = re.compile(
    r"^count:(?!人|户|人次|头|只|张|辆|亩|床|份|篇|篇次|名|位|例|起|场|场次|家|所|批次|册|笔|宗)"
)
"""Of things that are counted with 个 or 项 other things may be a part: 产业园 3 个，其中厂房 12 个."""
_GOES_ON = re.compile(r"\s*[一-龥]{0,2}、[^，,。；;：:、（()）]{1,16}")
_IN_BRACKET = re.compile(r"\s*[，,；;][^，,。；;：:、（()）]{1,16}")
"""Brackets that hold a list hold nothing else: （其中国家级 6 家，省级 32 家）."""
_JOINED = re.compile(r"\s*[一-龥]{0,2}(?:、|和|与|及)")
_OF_YEAR = re.compile(
    r"无霜期|(?:优良|达标|良好|降[雨水雪]|日照|晴|高温|重污染|霜|冰冻|封冻|生长)[^，,。；;]{0,6}(?:[天日]数|期)|全年[^，,。；;]{0,10}[天日]数"
)
_LONGEST_YEAR = 366
_OPENED = re.compile(r"\s*[（(]\s*其中")
_MEASURED = re.compile(r"(?:保有量|总?[数量额值])$")
_AT_ONCE = re.compile(r"\s*[一-龥]{0,3}[，,]\s*其中")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge parts told behind their whole, and questionnaires by those they are of."""
    yield from _within(facts)
    for paragraph in paragraphs(facts):
        for part, whole in over_listed(paragraph):
            yield judged(facts, compared(rule(NAME, TITLE), part.known, tree.Relation.AT_MOST, whole.known))
        yield from _days(paragraph)
    yield from (_bounded(facts, bound) for bound in bounds(paragraphs(facts)))


def _days(paragraph: Paragraph) -> Iterator[Outcome]:
    """Judge the days of a year that something is so: 无霜期 410 天 are more than it has."""
    for number in paragraph.numbers:
        if number.occurrence.unit not in {"天", "日"} or number.stated is None or number.sign:
            continue
        if not _OF_YEAR.search(number.clause):
            continue
        over = number.known.printed.value > _LONGEST_YEAR
        text = f"{number.occurrence.text}{number.occurrence.unit}"
        yield said(
            rule(NAME, TITLE),
            f"{text}多于一年的天数",
            f"{text} are more days than a year has",
            [evidence_at(number.block, number.occurrence)],
            Verdict.DISCREPANCY if over else Verdict.EXACT,
        )


def _bounded(facts: Facts, bound: Bound) -> Outcome:
    """Judge a part by the whole that words tell it to be of; of another unit of area by what that is in its own."""
    part, whole = bound.part, bound.whole
    if bound.scale == 1 and part.dimension == whole.dimension:
        return judged(facts, compared(rule(NAME, TITLE), part.known, tree.Relation.AT_MOST, whole.known))
    over = part.known.printed.value > whole.known.printed.value * bound.scale
    texts = [f"{each.occurrence.text}{each.occurrence.unit}" for each in (part, whole)]
    return said(
        rule(NAME, TITLE),
        f"部分 {texts[0]} 大于总数 {texts[1]}",
        f"a part of {texts[0]} is larger than its whole of {texts[1]}",
        [evidence_at(each.block, each.occurrence) for each in (part, whole)],
        Verdict.DISCREPANCY if over else Verdict.EXACT,
    )


def _within(facts: Facts) -> Iterator[Outcome]:
    """Judge the first figure behind every 其中 by the figures that it can be of."""
    for paragraph in paragraphs(facts):
        for at, part in enumerate(paragraph.numbers):
            if part.stated is None or part.sign or part.is_share or re.match(r"\s*[/／]", part.after):
                continue  # 5,506 公斤/公顷: what is told per unit is no part
            if _ADDED.match(part.clause):
                wholes = _output(paragraph, at)
            elif _FIRST.search(_words(paragraph, at)):
                wholes = _wholes(paragraph, at)
            elif part.dimension == "money" and _PAID.search(part.clause):
                wholes = _allotted(paragraph, at)
            else:
                continue
            if wholes:
                whole = max(wholes, key=lambda each: each.known.printed.value)
                for each in (part, *_beside(paragraph, at, whole)):
                    yield judged(
                        facts, compared(rule(NAME, TITLE), each.known, tree.Relation.AT_MOST, whole.known)
                    )


def _beside(paragraph: Paragraph, at: int, whole: Number) -> Iterator[Number]:
    """Iterate over the parts that a list goes on with behind its first one: 其中甲 186 场、乙 94 场、丙 47 场."""
    first = paragraph.numbers[at]
    for number in paragraph.numbers[at + 1 :]:
        follows = _GOES_ON.fullmatch(number.before) or (first.depth and _IN_BRACKET.fullmatch(number.before))
        joined = bool(follows) and number.dimension == first.dimension
        if not joined or number.stated is None or number.sign or number.depth != first.depth:
            return
        if _LOOSE.match(first.dimension) and overlap(stem(whole.name), stem(number.name)) < 2:  # noqa: PLR2004 - a shared noun
            return
        if _NET.search(_told(f"{number.clause} {number.name}")) or NOT_ADDED.search(number.clause):
            return
        yield number


def _output(paragraph: Paragraph, at: int) -> Sequence[Number]:
    """Return the output of which a value added is told behind it: 总产值 a，增长 p%，增加值 b."""
    part = paragraph.numbers[at]
    before = [
        each
        for each in paragraph.numbers[:at]
        if each.stated
        and each.sentence == part.sentence
        and each.dimension == part.dimension
        and not each.sign
    ]
    last = before[-1:]
    return last if last and _OUTPUT.search(last[0].name or last[0].clause) else ()


def _allotted(paragraph: Paragraph, at: int) -> Sequence[Number]:
    """Return the funds of the sentence of which a figure says how much is paid out."""
    part = paragraph.numbers[at]
    before = [
        each
        for each in paragraph.numbers[:at]
        if each.stated and each.sentence == part.sentence and each.dimension == "money" and not each.sign
    ]
    said = re.split(r"[。；;]", part.before)[-1]
    return (
        before
        if before and all(_FUNDS.search(each.clause) for each in before[:1]) and "累计" not in said
        else ()
    )


def _words(paragraph: Paragraph, at: int) -> str:
    """Return the words before a number, over the ages and classes that its name may hold."""
    start = paragraph.numbers[at].occurrence.span.start
    stated = [each for each in paragraph.numbers[:at] if each.stated]
    return paragraph.text[stated[-1].occurrence.span.end if stated else 0 : start]


def _wholes(paragraph: Paragraph, at: int) -> Sequence[Number]:
    """Return the figures that a part can be of: of its unit, in its sentence or the one that it carries on."""
    part = paragraph.numbers[at]
    begins = re.search(r"(?:^|[。\n])\s*其中[^。]*$", _words(paragraph, at)) is not None
    carried = part.sentence - (1 if begins else 0)
    # 龙头企业 68 家（其中国家级 6 家: brackets right behind a figure tell what is of it.
    opened = _OPENED.match(part.before) is not None and paragraph.numbers[at - 1].depth == part.depth - 1
    before = [
        each
        for each in paragraph.numbers[:at]
        if each.stated
        and each.sentence >= carried
        and each.dimension == part.dimension
        and (each.depth == part.depth or (opened and each is paragraph.numbers[at - 1]))
        and not each.sign
        and not each.in_ratio
    ]
    before = before[-1:] if opened else before
    if not before or part.dimension in {"number", "points", "score"} or part.known.printed.value < 0:
        return []
    spoken = f"{part.clause} {part.name}"
    if _NET.search(_told(spoken)) or NOT_ADDED.search(part.clause):
        return []
    # 甲 260 万元、乙 180 万元、丙 90 万元，其中两条线路合计 440 万元: of several of them together.
    if len(before) > 1 and TOTAL_WORDS.search(part.clause):
        return []
    if any(
        _NET.search(_told(f"{each.clause} {each.name}")) or each.known.printed.value <= 0 for each in before
    ):
        return []
    # 汽车 a 万辆；其中私人汽车 b 万辆。轿车 c 万辆；其中私人轿车 d 万辆: of what its name ends in.
    alike = [each for each in before if _tells_kind(each) and _kind(part).endswith(_kind(each))]
    # 3 年以上的 38 笔、27 笔，合计 65 笔。其中 5 年以上的 41 笔: what stands right before 其中 is passed over by no name.
    before = alike if alike[-1:] == before[-1:] else before
    nearest = before[-1]
    # 在职 79 人，其中行政 21 人、事业 58 人；离退休 43 人，其中退休 42 人: what stands between the semicolons is of the one before 其中.
    if (
        nearest.part == part.part
        and _AT_ONCE.match(_words(paragraph, at))
        and not _JOINED.match(nearest.before)
    ):
        before = [each for each in before if each.part == part.part]
    # 1-2 月 A，3 月 B，其中…: another time may have more of it.
    if part.period != nearest.period and part.period and nearest.period:
        return []
    if _LOOSE.match(part.dimension) and overlap(stem(nearest.name), stem(part.name)) < 2:  # noqa: PLR2004 - a shared noun
        return []
    return before


def _tells_kind(number: Number) -> bool:
    """Whether a figure says what it counts and is no part itself: 行政编制 22 人、事业编制 74 人."""
    return bool(_kind(number)) and "其中" not in number.before and not _JOINED.match(number.before)


def _kind(number: Number) -> str:
    """Return what a figure counts, without what it is measured by: 轿车 of 轿车保有量."""
    return _MEASURED.sub("", stem(number.name)) if len(stem(number.name)) > 1 else ""


def _told(words: str) -> str:
    """Return words without 增加值 and 增值税, which are amounts and no changes, and 累计结余, of which funds are a part."""
    return re.sub(r"增加值|增值税|新区|高新|新能源|累计结余", "", words)
