"""A rate, mean or growth of all that lies outside those of all its parts.

病床使用率 81.6%，其中公立医院 87.4%，民营医院 96.9%: what is told of all is a mean of what is told of classes that together are all, whatever
their sizes. 总额增长 8.4%, 城镇增长 4.5%, 乡村增长 6.6%: the growth of a sum is a mean of the growths of its parts, at current and at
constant prices; that the parts are all there are shows by their amounts, which add up to that of the whole.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import evidence_at, near_sum, plus, rule, said
from auditor.checks.common.slips import slip_in_sum
from auditor.checks.common.words import OF_WHICH, SPLIT_BY, closed, stem
from auditor.findings import Verdict
from auditor.numbers import decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "rate-beyond-classes"
TITLE = {
    "zh": "总体比率或增速不在各部分之间",
    "en": "a rate or growth of all lies outside those of all its parts",
}
_MEAN = re.compile(r"率(?:为|达到?|是)?[\s$]*$|平均[^，,。；;]{1,8}$|[人户次床日]均[^，,。；;]{1,8}$")
_ADDS = re.compile(r"增长率|贡献率|占有率|覆盖率|拥有率|自给率|满意|增[长速幅]|占比|比重")
_NAMED = re.compile(r"\s*[，,、（(]\s*(?:其中[，,：:]?)?(?P<name>[一-龥]{1,14})")
_LEVEL = re.compile(r"[低中高]等?")
_FULL = frozenset({"低", "高"})
_OF_ALL = re.compile("总体|整体|综合|平均|全部")
_NEAR = 20
_GROWN = re.compile(r"(?:增长|下降|上升|减少|增加|回落|降低|上涨|(?:同比|环比)\s*[+-])\s*$")
_NO_GROWTH = re.compile(r"平均|拉动|贡献|以上$")
_MEASURED = re.compile(r"环比|扣除|名义|实际|可比|[两三四五]年")
"""How growth is measured: that of a whole and that of its parts are measured alike."""
_NO_MEAN = re.compile(r"人均|平均|率|速|占|比重|结构|净|利润|亏损|差|余额占")
"""What is told of all is no mean of its parts where it is a ratio, or what some take off."""
_MOST = 6
Pair = tuple[Number, Number]


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge rates and growth of what is told with all its parts."""
    yield from _rates(facts)
    yield from _growth(facts)


def _rates(facts: Facts) -> Iterator[Outcome]:
    """Judge every rate behind which the rates of all its classes are told."""
    for paragraph in paragraphs(facts):
        for at, whole in enumerate(paragraph.numbers):
            if (
                whole.stated is None
                or whole.sign
                or not _MEAN.search(whole.clause)
                or _ADDS.search(whole.clause)
            ):
                continue
            parts = _classes(paragraph, at)
            names = [stem(_name(each)) for each in parts]
            if len(parts) > 1 and (
                closed(names, rest=False, whole=whole.clause) or _graded(names, whole.clause)
            ):
                yield from _judged(whole, parts)


def _name(number: Number) -> str:
    found = _NAMED.fullmatch(re.sub(r"[\s$]+", "", number.before))
    return found["name"] if found else ""


def _graded(names: Sequence[str], whole: str) -> bool:
    """Whether classes are the low, middle and high ones of one kind, of which 总体 tells all: 低风险型…, 中等风险型…, 高风险型…."""
    levels = [_LEVEL.match(name) for name in names]
    kinds = {name[len(level[0]) :] for name, level in zip(names, levels, strict=True) if level}
    told = {level[0] for level in levels if level}
    return _OF_ALL.search(whole) is not None and all(levels) and len(kinds) == 1 and told >= _FULL


def _classes(paragraph: Paragraph, at: int) -> list[Number]:
    """Return the run of rates behind a rate that 其中 or a bracket begins, what it changed by left out."""
    whole = paragraph.numbers[at]
    run: list[Number] = []
    for each in paragraph.numbers[at + 1 :]:
        if each.part != whole.part:
            break
        if not run and (each.sign or each.dimension == "points") and each.depth == whole.depth:
            continue
        begins = bool(run) or (OF_WHICH.search(each.before) is not None and each.depth == whole.depth)
        begins = begins or each.depth == whole.depth + 1
        same = each.dimension == whole.dimension and (not run or each.depth == run[0].depth)
        if not begins or not same or each.stated is None or each.sign or not _name(each):
            break
        run.append(each)
    return run


def _judged(whole: Number, parts: Sequence[Number]) -> Iterator[Outcome]:
    value, half = whole.known.printed.value, whole.known.printed.step / 2
    values = [each.known.printed.value for each in parts]
    slack = half + max(each.known.printed.step for each in parts) / 2
    inside = min(values) - slack <= value <= max(values) + slack
    # What adds up to the whole are its parts, and no rates of classes.
    if not inside and abs(sum(values, Fraction(0)) - value) * _NEAR <= value:
        return
    items = [
        evidence_at(whole.block, whole.occurrence),
        *(evidence_at(each.block, each.occurrence, "part") for each in parts),
    ]
    texts = "、".join(each.occurrence.text for each in parts)
    zh = f"总体为 {whole.occurrence.text}，而各类为 {texts}，总体应在其间"
    en = f"{whole.occurrence.text} of all lies outside {texts} of its classes"
    yield said(rule(NAME, TITLE), zh, en, items, Verdict.EXACT if inside else Verdict.DISCREPANCY)


def _growth(facts: Facts) -> Iterator[Outcome]:
    """Judge the growth of every sum whose parts are told with theirs."""
    for paragraph in paragraphs(facts):
        pairs = _pairs(paragraph)
        at = 0
        while at < len(pairs):
            found = _adding(pairs, at)
            if found:
                yield _beyond(pairs[at][1], [two for _, two in found])
            at += 1
        yield from _split(paragraph)


def _split(paragraph: Paragraph) -> Iterator[Outcome]:
    """Judge growth told by classes that are all there are: 工业增加值增长 a。分企业规模看，大型企业下降 b，中型企业下降 c，小微企业下降 d."""
    grown = [each for each in paragraph.numbers if _is_growth(each)]
    opened = [
        at for at, each in enumerate(grown) if SPLIT_BY.search(each.lead) or OF_WHICH.search(each.before)
    ]
    taken = 0
    for at in opened:
        first = grown[at]
        split = SPLIT_BY.search(first.lead)
        if at < taken or (split is None and at + 1 in opened):
            continue
        run = [first]
        for each in grown[at + 1 :]:
            if each.sentence != first.sentence or OF_WHICH.search(each.before):
                break
            run.append(each)
        taken = at + len(run)
        names = [stem(each.of) for each in run]
        wholes = grown[: opened[0]] if split is not None else grown[max(0, at - 1) : at]
        # 甲增长 a，乙增长 b。分…看: of which of the two?
        alone = len(wholes) == 1 and first.sentence - wholes[0].sentence <= len(opened)
        if not alone or wholes[0] in run or not closed(names, rest=False, whole=wholes[0].of):
            continue
        whole = wholes[0]
        measured = {frozenset(_MEASURED.findall(each.before)) for each in (whole, *run)}
        subject = stem(split["subject"]) if split is not None else ""
        if len(measured) == 1 and subject in whole.of and not _NO_MEAN.search(whole.of + "".join(names)):
            yield _beyond(whole, run)


def _is_growth(number: Number) -> bool:
    """Whether a number is a rate of growth, told in the running of its sentence."""
    return bool(
        number.stated is not None
        and number.is_share
        and number.sign
        and not number.depth
        and _GROWN.search(number.before)
        and not _NO_GROWTH.search(number.before)
    )


def _pairs(paragraph: Paragraph) -> list[Pair]:
    """Return the amounts that are followed by their growth."""
    found = []
    for one, two in zip(paragraph.numbers, paragraph.numbers[1:], strict=False):
        if (
            one.stated is not None
            and two.stated is not None
            and two.is_share
            and two.sign
            and not one.sign
            and not one.is_share
            and one.sentence == two.sentence
            and one.depth == two.depth
            and _GROWN.search(two.before)
            and not _NO_GROWTH.search(two.before)
        ):
            found.append((one, two))
    return found


def _adding(pairs: Sequence[Pair], at: int) -> Sequence[Pair]:
    """Return the run of pairs behind one that add up to it."""
    whole = pairs[at][0]
    if _beside(pairs, at):
        return ()
    for end in range(at + 3, min(at + _MOST, len(pairs)) + 1):
        run = pairs[at + 1 : end]
        if any(one.dimension != whole.dimension or one.sentence > whole.sentence + 2 for one, _ in run):
            return ()
        if len({frozenset(_MEASURED.findall(two.before)) for _, two in (pairs[at], *run)}) > 1:
            return ()
        parts = plus([one.known for one, _ in run])
        ends = end == len(pairs) or pairs[end][0].sentence != run[-1][0].sentence
        # 其中，本地 12732，外出 17190: that a slip lets all that is told behind 其中 be the whole shows that it is.
        meant = ends and OF_WHICH.search(run[0][0].before) and slip_in_sum(whole.known, parts)
        if whole.known.printed.value > 0 and (near_sum(whole.known, parts) or meant):
            return run
    return ()


def _beside(pairs: Sequence[Pair], at: int) -> bool:
    """Whether an amount stands among others of one sentence: 增值税 a；营业税 b；房产税 c；…, though c and the next give b."""
    if at == 0 or at + 1 >= len(pairs):
        return False
    before, whole, behind = (pair[0] for pair in pairs[at - 1 : at + 2])
    listed = before.block is whole.block and before.sentence == whole.sentence == behind.sentence
    apart = before.part != whole.part != behind.part
    return listed and apart and not OF_WHICH.search(behind.before)


def _beyond(claim: Number, parts: Sequence[Number]) -> Outcome:
    value = claim.known.printed.value * claim.sign
    grown = [two.known.printed.value * two.sign for two in parts]
    half = claim.known.printed.step / 2
    least = min(grow - two.known.printed.step / 2 for grow, two in zip(grown, parts, strict=True))
    most = max(grow + two.known.printed.step / 2 for grow, two in zip(grown, parts, strict=True))
    inside = least - half <= value <= most + half
    low, high = (decimal_text(each * 100) for each in (min(grown), max(grown)))
    text = claim.occurrence.text
    return said(
        rule(NAME, TITLE),
        f"总体变动 {'-' if claim.sign < 0 else ''}{text} 不在各部分变动 {low}% 与 {high}% 之间",
        f"a total change of {'-' if claim.sign < 0 else ''}{text} lies outside those of its parts, {low} % to {high} %",
        [
            evidence_at(claim.block, claim.occurrence),
            *(evidence_at(two.block, two.occurrence, "part") for two in parts),
        ],
        Verdict.EXACT if inside else Verdict.DISCREPANCY,
    )
