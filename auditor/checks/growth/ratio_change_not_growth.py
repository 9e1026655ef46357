"""A ratio that is said to rise where the growth of its two terms makes it fall: 资产增长 9.8%，负债增长 9.1%，资产负债率提高 0.4 个百分点.

    城镇居民人均可支配收入 54188 元，增长 4.6%。农村 23119 元，增长 6.6%。城乡居民人均可支配收入比值为 2.34，比上年扩大 0.05

Which two amounts a ratio is of, the ratio itself tells: it is the quotient of two that stand before it. The word is wrong where it says
the opposite of what the growth of both gives, and by just so much. Without a ratio, a gap between two named together (城乡) narrows or
widens as their quotient and their difference both do. Shares that are all of one whole change by nothing together.
"""

from __future__ import annotations

import bisect
import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import evidence_at, evidence_of_words, near_ratio, rule, said, word_of
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.common.told import Told, told
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "ratio-change-not-growth"
TITLE = {
    "zh": "比率升降与分子、分母的增速不符",
    "en": "a ratio moves the other way than the growth of its terms",
}
_NARROWS = r"缩小|收窄|缩窄|缩减"
_WIDENS = r"扩大|拉大|增大|加大"
_GAP = re.compile(
    rf"(?P<name>[一-龥]{{2,14}}?)(?:相对)?(?:差距|差异)(?P<how>[一-龥]{{0,4}}?)(?:(?P<less>{_NARROWS})|(?P<more>{_WIDENS}))(?![一-龥]{{0,2}}[0-9])"
)
_NOT_SO = re.compile(r"[不未没应须要以将力]|避免|防止|趋势|问题|促进|推动")
_CHANGE_BEHIND = re.compile(
    rf"^[，,]\s*(?:比|较)(?:上年|去年)(?:同期)?\s*(?:进一步|继续|再)?(?:(?P<less>{_NARROWS}|下降|降低|减少|回落)|(?P<more>{_WIDENS}|上升|提高|增加|提升))了?\s*$"
)
_OF_TWO = re.compile("(?P<base>[一-龥]{2})(?P<part>[一-龥]{2})率$")
_ALL = re.compile("(?:总计|合计|总额|总量)+$")
_BACK, _FEW, _MOST = 8, 3, 40
_HALF = Fraction(1, 2)


@records.frozen(eq=False)
class _Grown:
    """A level with its rate of growth."""

    level: Number
    rate: Number

    @property
    def growth(self) -> Fraction:
        return self.rate.sign * self.rate.known.printed.value

    @property
    def before(self) -> Fraction:
        return self.level.known.printed.value / (1 + self.growth)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge changes of ratios, of gaps and of shares."""
    grown: list[_Grown] = [
        _Grown(each.level, each.rate)
        for each in told(facts)
        if each.rate is not None and not each.base and _growing(each)
    ]
    for paragraph in paragraphs(facts):
        if paragraph.block.tells_aims:
            continue
        yield from _ratios(paragraph, grown)
        yield from _gaps(paragraph, grown)
    yield from _shares(facts)


def _growing(each: Told) -> bool:
    rate = each.rate
    return (
        rate is not None and rate.sign * rate.known.printed.value > -1 and each.level.known.printed.value > 0
    )


def _ratios(paragraph: Paragraph, grown: Sequence[_Grown]) -> Iterator[Outcome]:
    """Judge every change told behind a ratio which is the quotient of two amounts before it."""
    for ratio, change in itertools.pairwise(paragraph.numbers):
        way = _way(ratio, change)
        if not way or ratio.sentence != change.sentence or ratio.part != change.part:
            continue
        last = bisect.bisect_right(grown, ratio.block.index, key=lambda each: each.level.block.index)
        near = [
            each
            for each in grown[max(0, last - _MOST) : last]
            if each.level.block.section == ratio.block.section and _precedes(each.level, ratio)
        ][-_BACK:]
        found = [
            (one, two)
            for one, two in itertools.permutations(near, 2)
            if one.level.dimension == two.level.dimension
            and near_ratio(ratio.known, one.level.known, two.level.known)
        ]
        found = found or _named_by(ratio, near)
        if not found:
            continue
        one, two = max(found, key=lambda pair: min(map(near.index, pair)))  # the two told last
        quotient = ratio.known.printed.value
        moved = quotient - quotient * (1 + two.growth) / (1 + one.growth)
        # Rates are rounded to a last place each: so much of the quotient is uncertain.
        slack = quotient * (one.rate.known.printed.step + two.rate.known.printed.step) * _HALF
        if abs(moved) <= slack:
            continue
        value = change.known.printed.value
        near_by = abs(abs(moved) - value) <= slack + change.known.printed.step
        if near_by:
            yield _outcome(change, way, moved, [one, two])


def _named_by(ratio: Number, near: Sequence[_Grown]) -> list[tuple[_Grown, _Grown]]:
    """Return the two that the name of a rate names, the base first: 资产负债率 is of 负债合计 and 资产总计."""
    named = _OF_TWO.search(ratio.name)
    return [
        (one, two)
        for one, two in itertools.permutations(near, 2)
        if named is not None and one.level.dimension == two.level.dimension
        if _ALL.sub("", one.level.name).endswith(named["part"])
        and _ALL.sub("", two.level.name).endswith(named["base"])
    ]


def _way(ratio: Number, change: Number) -> int:
    """Return which way a change of a ratio goes that is told right behind it, 0 where none is."""
    if ratio.stated is None or change.stated is None or ratio.sign or digits(ratio.known) < MEANT - 1:
        return 0
    if ratio.is_share and change.dimension == "points":
        return change.sign
    if ratio.dimension != "number" or change.dimension != "number":
        return 0
    found = _CHANGE_BEHIND.match(change.before)
    return 0 if found is None else -1 if found["less"] else 1


def _precedes(level: Number, ratio: Number) -> bool:
    if level.block is ratio.block:
        return level.occurrence.span.end <= ratio.occurrence.span.start
    return 0 <= ratio.block.index - level.block.index <= _FEW


def _outcome(change: Number, way: int, moved: Fraction, pair: Sequence[_Grown]) -> Outcome:
    evidence = [evidence_at(change.block, change.occurrence)]
    if (moved > 0) is (way > 0):
        return said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
    word = word_of(change)
    evidence.extend(evidence_at(each.rate.block, each.rate.occurrence, "part") for each in pair)
    evidence.extend([word] if word is not None else [])
    told = f"{change.occurrence.sign_word}{change.occurrence.text}"
    one, two = (f"{each.level.name}{_shown(each)}" for each in pair)
    zh = f"称“{told}”，而{one}、{two}，比率应{'上升' if moved > 0 else '下降'}"
    en = f"the text says '{told}', and by the growth of both terms the ratio {'rises' if moved > 0 else 'falls'}"
    return said(rule(NAME, TITLE), zh, en, evidence)


def _shown(each: _Grown) -> str:
    return f"{each.rate.occurrence.sign_word}{each.rate.occurrence.text}"


def _gaps(paragraph: Paragraph, grown: Sequence[_Grown]) -> Iterator[Outcome]:
    """Judge words for a gap between two that are told right before it, each with its growth."""
    for found in _GAP.finditer(paragraph.text) if "差" in paragraph.text else ():
        lead = re.split("[，,。；;]", paragraph.text[: found.end()])[-1]
        if _NOT_SO.search(lead):
            continue
        last = bisect.bisect_right(grown, paragraph.block.index, key=lambda each: each.level.block.index)
        before = [
            each
            for each in grown[max(0, last - _MOST) : last]
            if each.level.block is paragraph.block and each.rate.occurrence.span.end <= found.start()
        ][-2:]
        if len(before) != 2 or not _both_named(found["name"], before):  # noqa: PLR2004 - a gap has two sides
            continue
        high, low = sorted(before, key=lambda each: each.level.known.printed.value, reverse=True)
        slack = (high.rate.known.printed.step + low.rate.known.printed.step) * _HALF
        apart = high.growth - low.growth
        wider = high.level.known.printed.value - low.level.known.printed.value > high.before - low.before
        if abs(apart) <= slack or (apart > 0) is not wider:
            continue
        start = found.start("less") if found["less"] else found.start("more")
        word = evidence_of_words(paragraph.block, start, found["less"] or found["more"], "差距用语")
        if wider is bool(found["more"]):
            yield said(rule(NAME, TITLE), "", "", [word], Verdict.EXACT)
            continue
        one, two = (f"{each.level.name}{_shown(each)}" for each in (high, low))
        zh = f"称“{found.group()}”，而{one}、{two}，差距在{'扩大' if wider else '缩小'}"
        en = f"the text says '{found.group()}', and by the growth of both the gap is {'wider' if wider else 'narrower'}"
        rates = [evidence_at(each.rate.block, each.rate.occurrence, "part") for each in before]
        yield said(rule(NAME, TITLE), zh, en, [word, *rates])


def _both_named(name: str, pair: Sequence[_Grown]) -> bool:
    """Whether the first two characters of a gap's name are of one of the two each, and they are otherwise called alike: 城乡."""
    one, two = (each.level.name for each in pair)
    alike = one[-2:] == two[-2:] and one != two and pair[0].level.dimension == pair[1].level.dimension
    heads = {"乡": "乡农"}
    return alike and any(
        any(char in one and char not in two for char in heads.get(first, first))
        and any(char in two and char not in one for char in heads.get(second, second))
        for first, second in (tuple(name[-2:]), tuple(name[:2]), tuple(name[:2])[::-1])
    )


def _shares(facts: Facts) -> Iterator[Outcome]:
    """Judge changes of shares that stand side by side and are all of one whole."""
    pairs = [
        (share, change)
        for paragraph in paragraphs(facts)
        for share, change in itertools.pairwise(paragraph.numbers)
        if share.stated and change.stated and share.is_share and change.dimension == "points" and change.sign
        if share.sentence == change.sentence and not share.sign and _of_share(share, change)
    ]
    at = 0
    while at < len(pairs):
        run = _whole(pairs[at:])
        if run:
            yield from _moved(run)
        at += len(run) or 1


def _of_share(share: Number, change: Number) -> bool:
    label = share.occurrence.label
    return (
        label is not None
        and label.name == "占比"
        and re.search("比重|占比|比例|^[，,]", change.before) is not None
    )


def _whole(pairs: Sequence[tuple[Number, Number]]) -> list[tuple[Number, Number]]:
    """Return the first of some shares that are together all of a whole, none where there are no such."""
    total = Fraction(0)
    for count, (share, _) in enumerate(pairs, 1):
        if share.block.index - pairs[0][0].block.index > count:
            break
        total += share.known.printed.value
        if count > 1 and abs(total - 1) <= share.known.printed.step * count * _HALF:
            return list(pairs[:count])
        if total > 1:
            break
    return []


def _moved(run: Sequence[tuple[Number, Number]]) -> Iterator[Outcome]:
    changes = [change for _, change in run]
    total = sum((each.sign * each.known.printed.value for each in changes), Fraction(0))
    slack = changes[0].known.printed.step * len(changes) * _HALF
    evidence = [evidence_at(each.block, each.occurrence) for each in changes]
    if abs(total) <= slack:
        yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
        return
    turned = [
        each
        for each in changes
        if abs(total - 2 * each.sign * each.known.printed.value) <= slack and each.known.printed.value > slack
    ]
    if not turned:
        return
    shown = "、".join(f"{each.occurrence.sign_word}{each.occurrence.text}" for each in changes)
    zh = f"各项占比合计 100%，升降应相抵，而写“{shown}”个百分点，其中一项方向相反"
    en = f"shares of one whole change by nothing together, and the text says {shown} points: one goes the other way"
    words = [word for each in turned if (word := word_of(each)) is not None]
    yield said(rule(NAME, TITLE), zh, en, [*evidence, *words])
