"""A rate whose name says what it is of, and that is not that quotient: 资产负债率, 拨备覆盖率, 不良贷款率, 财政自给率.

The two amounts are those of the passage that bear the names, before the rate or behind it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.finer import finer
from auditor.checks.common.numbers import Number, Paragraph, as_numeral, paragraphs
from auditor.checks.common.relations import ONE, judged, near_ratio, quotient, rule
from auditor.checks.common.slips import digits, slip_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "rate-not-defined"
TITLE = {"zh": "比率与其定义的分子、分母不符", "en": "a rate is not the quotient that its name defines"}
_ASSETS = r"(?<![净定动形融])资产(?:总[额计]|合计)|总资产"
_DEBTS = r"负债总[额计]|总负债|负债合计"
_LOANS = r"(?<!不良)贷款(?:总额|余额|合计)|各项贷款"
_EARNED = r"(?<!归母)(?<!归属)(?<!扣非)(?<!股东)(?<!股东的)(?<!所有者的)(?<!损益后的)净利润"
"""What minorities and single events have a part in: the profit of the parent's owners is no numerator of the margin."""
_SETTLED = r"(?:贷款)?(?:损失|减值)?(?:拨备|准备)(?:金)?(?:余额)?"
_TEXT = tuple(
    (re.compile(rf"(?:{rate})$"), re.compile(rf"(?:{above})$"), re.compile(rf"(?:{below})$"))
    for rate, above, below in (
        (r"资产负债率", _DEBTS, _ASSETS),
        (r"拨备覆盖率", _SETTLED, r"不良贷款(?:余额|总额)?"),
        (r"不良(?:贷款)?率", r"不良贷款(?:余额|总额)?", _LOANS),
        (r"拨贷比|贷款拨备率", _SETTLED, _LOANS),
        (r"(?:贷款)?逾期率", r"(?:贷款)?逾期(?:额|金额|贷款)", r"(?:贷款|住房贷款)余额"),
        (r"(?<!新增)(?<!增量)(?<!当年)存贷比", r"贷款余额|各项贷款(?:余额)?", r"存款余额|各项存款(?:余额)?"),
        (r"成本收入比", r"业务及管理费", r"营业(?:总)?收入"),
        (r"(?<!一级)资本充足率", r"(?<!一级)资本净额", r"风险加权资产(?:合计|总额)?"),
        (r"(?<!核心)一级资本充足率", r"(?<!核心)一级资本净额", r"风险加权资产(?:合计|总额)?"),
        (r"核心一级资本充足率", r"核心一级资本净额", r"风险加权资产(?:合计|总额)?"),
        (r"财政自给率", r"(?:一般公共预算|财政)收入", r"(?:一般公共预算|财政)支出"),
        (r"(?:(?<!户籍)人口|(?<!人口))城镇化率", r"城镇(?:常住)?人口", r"(?<!城镇)(?<!乡村)常住(?:总)?人口"),
        (
            r"(?<!户籍)人均(?:旅游)?(?:花费|消费)(?:支出)?",
            r"旅游(?:业)?(?:总|综合)?(?:收入|花费)",
            r"(?:游客|接待(?:国内)?(?:游客|旅游)(?:人次|人数)?|旅游人数|出游人次)",
        ),
        (r"亏损面", r"亏损(?:企业|单位)?", r"(?<!亏损)企业(?:单位)?"),
        (r"(?:(?:主营业务|营业)收入|销售)利润率", r"利润总额", r"营业(?:总)?收入|(?:主营业务|销售)收入"),
        (r"恩格尔系数", r"食品(?:烟酒)?(?:消费)?(?:支出)?", r"消费(?:性)?支出"),
        (r"提取率", r"提取(?:额|金额)", r"缴存(?:额|金额)"),
        (r"(?:销售)?净利(?:润)?率", _EARNED, r"营业(?:总)?收入|销售收入"),
        (r"(?:综合)?耗水率", r"(?:用水)?消耗量|耗水量", r"用水(?:总)?量|总用水量|供用水量"),
        (r"产销率", r"销售产值", r"(?:工业)?总产值"),
        (r"资本化率", r"资本化(?:金额|研发投入)", r"研发投入(?:合计|总额)?"),
        (
            r"城乡(?:常住)?居民(?:人均)?(?:可支配)?收入(?:之)?(?:比|比值|倍差|倍数)",
            r"城镇(?:常住)?居民(?:年?人均)?(?:可支配)?收入",
            r"农村(?:常住)?居民(?:年?人均)?(?:可支配)?收入",
        ),
        (r"(?:建议)?采纳率", r"采纳(?:建议)?", r"(?:提出)(?:审计)?建议"),
    )
)
_HUNDRED = re.compile(r"每百元(?P<base>[一-龥]{2,10})中的?(?P<part>[一-龥]{2,8}?)(?:为|是|达到?|约)?$")
_SHUT = re.compile(r"\s*[）)]\s*[为是]\s*$")
_BASED_ON_ONE = re.compile(r"(?P<name>[^，,。；;（()）]{2,20})[（(]\s*以[^，,。；;（()）]{2,16}为\s*$")
_SCALES = (Fraction(10), Fraction(1, 10), Fraction(100), Fraction(1, 100))
_DIGITS = 3
_FAR = _PAIR = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the rates of running text."""
    texts = paragraphs(facts)
    for paragraph in texts:
        for claim in paragraph.numbers:
            if claim.stated is not None and not claim.sign:
                yield from _told(facts, paragraph, claim, texts)
                yield from _of_each_hundred(facts, claim, texts)


def _of_each_hundred(facts: Facts, claim: Number, texts: Sequence[Paragraph]) -> Iterator[Outcome]:
    """Judge 每百元营业收入中的成本为 83.72 元 by the amounts of the two, each told once in the text."""
    found = _HUNDRED.search(claim.clause) if claim.dimension == "money" else None
    if found is None:
        return
    told = [
        _all_called(texts, claim, re.once(rf"{re.escape(found[name])}(?:总额)?$"))
        for name in ("part", "base")
    ]
    tops, bases = ([each for each in own if each is not claim and each.dimension == "money"] for own in told)
    if len(_values(tops)) != 1 or len(_values(bases)) != 1:
        return
    parts, whole = [(ONE, tops[0].known)], [(ONE, bases[0].known)]
    yield judged(
        facts, quotient(rule(NAME, TITLE), as_numeral(claim.known), parts, whole, factor=Fraction(100))
    )


def _told(facts: Facts, paragraph: Paragraph, claim: Number, texts: Sequence[Paragraph]) -> Iterator[Outcome]:
    words = _to_one(paragraph, claim) or _words(claim)
    for rate, above, below in _TEXT:
        if not rate.search(words):
            continue
        tops, bases = _called(paragraph, claim, above), _called(paragraph, claim, below)
        # 存款 a；贷款 b。存贷比 c: each of the two may have a sentence of its own.
        bases = bases or (tops and _called(paragraph, claim, below, far=_FAR))
        tops = tops or (bases and _called(paragraph, claim, above, far=_FAR))
        if claim.is_share and len(_values(tops)) == 1 and len(_values(bases)) > 1:
            bases = _wholes(_called(paragraph, claim, below, far=_FAR, every=True), tops[0])
        pairs = [(top, base) for top in tops for base in bases if top is not base and _fit(claim, top, base)]
        kept = [pair for pair in pairs if near_ratio(claim.known, pair[0].known, pair[1].known)]
        alone = len(_values(tops)) == len(_values(bases)) == 1
        for top, base in kept[:1] or (pairs[:1] if alone else []):
            part, all_ = finer(facts, top.known, base.known), finer(facts, base.known, top.known)
            parts, whole = [(ONE, part)], [(ONE, all_)]
            yield judged(facts, quotient(rule(NAME, TITLE), claim.known, parts, whole))
        if len(_values(tops)) == 1 and not bases:
            yield from _elsewhere(facts, claim, tops, _all_called(texts, claim, below))
        elif len(_values(bases)) == 1 and not tops:
            yield from _elsewhere(facts, claim, _all_called(texts, claim, above), bases)
        elif not tops and not bases:
            yield from _of_which(facts, paragraph, claim, _all_called(texts, claim, above), texts)


def _elsewhere(
    facts: Facts, claim: Number, tops: Sequence[Number], bases: Sequence[Number]
) -> Iterator[Outcome]:
    """Judge a rate of which another chapter tells the part or the base: which of several is meant, it shows, or a slip does."""
    pairs = [(top, base) for top in tops for base in bases if top is not base and _fit(claim, top, base)]
    held = [each for each in pairs if near_ratio(claim.known, each[0].known, each[1].known)]
    slips = [each for each in pairs if _slipped(claim.known, each[0].known, each[1].known)]
    several = {tuple(each.known.printed.value for each in pair) for pair in slips}
    meant = held[:1] or (slips[:1] if len(several) == 1 else [])
    for top, base in meant:
        parts, whole = [(ONE, top.known)], [(ONE, base.known)]
        yield judged(facts, quotient(rule(NAME, TITLE), claim.known, parts, whole))


def _of_which(
    facts: Facts, paragraph: Paragraph, claim: Number, tops: Sequence[Number], texts: Sequence[Paragraph]
) -> Iterator[Outcome]:
    """Judge a rate of which another chapter tells part and base, as 其中: 全国人口 140828 万人，其中城镇常住人口 94350 万人.

    What it is not, it may be of another place: it is wrong where a slip explains it, or where it is what it was the year before.
    """
    pairs = [(top, base) for top in tops for base in _before(texts, top) if "其中" in top.before]
    pairs = [(top, base) for top, base in pairs if _fit(claim, top, base) and claim.is_share]
    if len({top.known.printed.value / base.known.printed.value for top, base in pairs}) != 1:
        return
    top, base = pairs[0]
    held = near_ratio(claim.known, top.known, base.known)
    stale = any(
        each.sign
        and each.dimension == "points"
        and each.stated
        and near_ratio(_moved(claim.known, each.sign * each.known.printed.value), top.known, base.known)
        for each in paragraph.numbers[paragraph.numbers.index(claim) + 1 :][:1]
    )
    if held or stale or _slipped(claim.known, top.known, base.known):
        yield judged(facts, quotient(rule(NAME, TITLE), claim.known, [(ONE, top.known)], [(ONE, base.known)]))


def _before(texts: Sequence[Paragraph], top: Number) -> Iterator[Number]:
    """Iterate over the level before an amount, past what it changed by."""
    for paragraph in texts:
        if paragraph.block is top.block:
            levels = [each for each in paragraph.numbers if each.stated and not each.sign]
            at = levels.index(top)
            yield from levels[max(0, at - 1) : at]


def _moved(stated: Stated, points: Fraction) -> Stated:
    """Return a rate as it is after a change by so many points."""
    return attrs.evolve(stated, printed=attrs.evolve(stated.printed, value=stated.printed.value + points))


def _slipped(claim: Stated, top: Stated, base: Stated) -> bool:
    """Whether a shifted point or swapped digits part a rate from its quotient."""
    ratio, step = top.printed.value / base.printed.value, claim.printed.step
    shifted = any(abs(ratio * scale - claim.printed.value) * 2 <= step * max(scale, ONE) for scale in _SCALES)
    return digits(claim) >= _DIGITS and (shifted or slip_from(claim, ratio) == "swap")


def _all_called(texts: Sequence[Paragraph], claim: Number, name: re.Pattern[str]) -> list[Number]:
    """Return the amounts of the claim's time that bear a name anywhere."""
    return [
        each
        for paragraph in texts
        for each in paragraph.numbers
        if each.stated
        and not (each.is_share or each.sign or each.depth)
        and each.known.printed.value > 0
        and each.period == claim.period
        and name.search(_words(each))
    ]


def _fit(claim: Number, top: Number, base: Number) -> bool:
    """Whether two amounts can make a rate of the claim's kind."""
    if claim.is_share or (claim.dimension == "number" and not claim.in_ratio):
        return top.dimension == base.dimension
    return claim.dimension == top.dimension == "money" and base.dimension.startswith("count")


def _words(number: Number) -> str:
    return re.sub(r"(?:为|是|高?达到?|仅|约|共|\s)+$", "", number.clause)


def _to_one(paragraph: Paragraph, claim: Number) -> str:
    """Return what 城乡收入比（以农村居民收入为 1）为 p calls a ratio: the words before its brackets."""
    at = paragraph.numbers.index(claim)
    one = paragraph.numbers[at - 1] if at else None
    if one is None or not _SHUT.match(claim.before) or one.depth != claim.depth + 1:
        return ""
    found = _BASED_ON_ONE.search(one.before) if one.occurrence.text == "1" else None
    return found["name"] if found else ""


def _wholes(bases: Sequence[Number], top: Number) -> list[Number]:
    """Return the figures of a name without the parts of one of them: 企业 186 户，其中大型企业 4 户、中型企业 27 户、小微企业 155 户."""
    found = [each for each in bases if each.known.printed.value > top.known.printed.value]
    values = [each.known.printed.value for each in bases]
    parts: set[int] = set()
    for at, whole in enumerate(values):
        for end in range(at + _PAIR + 1, len(values) + 1):
            if sum(values[at + 1 : end]) == whole:
                parts.update(range(at + 1, end))
    left = [each for at, each in enumerate(bases) if at not in parts and each in found]
    return left or found


def _called(
    paragraph: Paragraph, claim: Number, name: re.Pattern[str], *, far: int = 1, every: bool = False
) -> list[Number]:
    """Return the amounts of the claim's time that bear a name, in its sentence or the one beside it, or in all of these."""
    found = [
        each
        for each in paragraph.numbers
        if each.stated
        and each is not claim
        and not (each.is_share or each.sign or each.dimension == "points")
        and each.depth <= claim.depth
        and abs(each.sentence - claim.sentence) <= far
        and each.known.printed.value > 0
        and each.period == claim.period
        and name.search(_words(each))
    ]
    if every:
        return found
    own = [each for each in found if each.sentence == claim.sentence]
    return own or [each for each in found if each.sentence < claim.sentence] or found


def _values(numbers: Sequence[Number]) -> set[object]:
    return {each.known.printed.value for each in numbers}
