"""The change, or the growth, of a whole that those of all its parts do not give.

收入 67,949 万元，增加 6,517 万元，其中甲 a，增加 x，乙 b，减少 y: where a and b give the whole, x - y is its change. 收入 4,348
万元，下降 6.5%，其中：税收 3,511 万元，下降 5.2%；非税 837 万元，下降 11.7%: the levels of the year before, which the parts and their rates
show, add up to that of the whole. A base that was set anew moves all of them, so a gap is to be verified.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.betweens import COMPARED
from auditor.checks.common.chance import swapped_pair
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import ONE, evidence_at, judged, regrown, rule, said, summed, word_of
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.common.told import groups
from auditor.checks.common.words import closed, stem
from auditor.checks.sums._itemlists import items_behind
from auditor.findings import Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.relations import Weighted
    from auditor.checks.common.told import Told
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "changes-not-of-whole"
TITLE = {"zh": "各项增减与总的增减不符", "en": "the changes of parts are not those of their whole"}
_WAY = re.compile(
    r"(?:同口径|同比|[比较与](?:上年|去年|20[0-9]{2}年|年初)[^，,。；;]{0,6}?|净)*(?:增加|减少|增长|下降|增收|减收|增支|减支|上升|降低).*$"
)
_PARTS_BEHIND = re.compile(r"[^0-9。；;]{0,4}[，,。；;：:]\s*其中")
_DRIVES = re.compile(r"(?:拉动|带动|推动)(?P<what>[^，,。；;0-9]{2,12}?)(?:增长|上升|上涨)$")
_ITEMS = re.compile(r"[：:](?![^。；;]*其中)[^。；;]*$")
"""Behind a colon stands the first of a list."""
_UNCHANGED = re.compile(r"持平|[无未](?:增减|变化|变动)|不变|一致")
_EXPENSES = re.compile(r"[^，,。；;]*?工资福利.*商品和服务.*个人和家庭")
"""What all basic expenses are for."""
_HEAD = 24
_FEWEST = 3
_RARELY, _HARDLY = Fraction(1, 16), Fraction(1, 200)
_MOST = 6
_FAR = 3
_WIDE = 5
"""A gap of fewer last places could be that of any small rate told the other way."""
_MOST_RATES = 5
_REAL = re.compile(r"增加值|生产总值|总产值|GDP")
"""What grows at constant prices: levels at current prices are its weights but nearly."""


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge changes and growth of amounts whose parts all tell theirs."""
    yield from _amounts(facts)
    yield from _pulled(facts)
    yield from _growth(facts)
    yield from _only_mover(facts)


def _amounts(facts: Facts) -> Iterator[Outcome]:
    """Judge the change of every amount whose parts all tell theirs."""
    for whole, parts in groups(facts):
        changes = [each.change for each in parts]
        if whole.change is None or None in changes:
            continue
        parts_signed: list[Weighted] = [
            (ONE * each.sign * whole.change.sign, each.known) for each in changes if each is not None
        ]
        yield judged(facts, summed(rule(NAME, TITLE), whole.change.known, parts_signed))
    every = paragraphs(facts)
    for place, paragraph in enumerate(every):
        yield from _item_by_item(facts, paragraph, items_behind(every, place))
        told = _amounts_changed(paragraph)
        for at, change in enumerate(told):
            if at and told[at - 1].sentence == change.sentence and told[at - 1].dimension == change.dimension:
                continue  # one of a list itself
            yield from _listed(facts, change, told[at + 1 : at + 1 + _MOST])


def _item_by_item(facts: Facts, paragraph: Paragraph, items: Sequence[Paragraph]) -> Iterator[Outcome]:
    """Judge 基本支出较上年增 a 万元。主要变动如下： 1.工资福利支出较上年增 b 万元 2.商品和服务支出较上年减 c 万元…, whose items are all there are."""
    changed = _amounts_changed(paragraph)
    if len(changed) != 1 or len(items) < _FEWEST or not COMPARED.search(changed[0].before):
        return
    told = [(each, _amounts_changed(each)[:1]) for each in items]
    if any(not own and not _UNCHANGED.search(each.text) for each, own in told):
        return
    whole, parts = changed[0], [number for _, own in told for number in own]
    alike = all(each.dimension == whole.dimension and COMPARED.search(each.before) for each in parts)
    if len(parts) > 1 and alike and _EXPENSES.match("".join(each.text[:_HEAD] for each in items)):
        signed: list[Weighted] = [(ONE * each.sign * whole.sign, each.known) for each in parts]
        info = rule(NAME, TITLE, Severity.WARNING, "medium")
        yield judged(facts, summed(info, whole.known, signed))


def _pulled(facts: Facts) -> Iterator[Outcome]:
    """Judge 消费拉动生产总值增长 a 个百分点，资本形成…b，净出口…c by the growth of what they all drive, told before them."""
    for paragraph in paragraphs(facts):
        drives = [
            (found["what"], each)
            for each in paragraph.numbers
            if each.stated and each.dimension == "points" and (found := _DRIVES.search(each.clause))
        ]
        for (what, _), group in itertools.groupby(drives, key=lambda each: (each[0], each[1].sentence)):
            parts = [each for _, each in group]
            whole = [
                each
                for each in paragraph.numbers[: paragraph.numbers.index(parts[0])]
                if each.stated and each.is_share and each.sign and stem(each.of).endswith(stem(what))
            ]
            if len(parts) < _FEWEST or not whole:
                continue
            signed: list[Weighted] = [(ONE * each.sign * whole[-1].sign, each.known) for each in parts]
            names = [stem(each.clause) for each in parts]
            outcome = judged(facts, summed(rule(NAME, TITLE), whole[-1].known, signed))
            if (
                outcome.verdict.consistent
                or closed(names, rest=False)
                or swapped_pair(whole[-1].known, signed, _RARELY)
            ):
                yield outcome


def _listed(facts: Facts, whole: Number, behind: Sequence[Number]) -> Iterator[Outcome]:
    """Judge 比上年减少 a 万元。其中：甲减少 b 万元，乙增加 c 万元, whose levels need not be printed: classes that are all there are."""
    parts: list[Number] = []
    for each in behind:
        if each.dimension != whole.dimension or each.sentence > whole.sentence + _FAR:
            break
        parts.append(each)
    for count in range(2, len(parts) + 1):
        values = [each.sign * each.known.printed.value for each in parts[:count]]
        moved = sum(values, Fraction(0)) * whole.sign
        if moved == whole.known.printed.value:
            return
        # 减少 11173 个…。甲增加 222 个，乙增加 10951 个: of so many digits the very change, the other way, is no chance.
        if -moved == whole.known.printed.value and digits(whole.known) >= MEANT:
            if _ITEMS.search(whole.block.text[: whole.occurrence.span.start]):
                return  # 作了调剂：甲调增 24 万元；乙、丙调减: what moves from one to the others has no whole
            yield _turned(whole, *parts[:count])
            return
    for count in range(len(parts), 1, -1):
        run = parts[:count]
        if any(_goes_on(run[-1], each) for each in parts[count : count + 1]):
            continue
        names = [_called(each) for each in run]
        signed: list[Weighted] = [(ONE * each.sign * whole.sign, each.known) for each in run]
        known = closed(names, whole=_called(whole)) and not closed([_called(whole), *names[1:]], rest=False)
        if known or swapped_pair(whole.known, signed, _HARDLY):
            outcome = judged(facts, summed(rule(NAME, TITLE), whole.known, signed))
            gap = sum((weight * each.printed.value for weight, each in signed), -whole.known.printed.value)
            # One direction that is told wrong misses by twice its change.
            turned = any(gap == 2 * weight * each.printed.value for weight, each in signed)
            # A change that prints that of its neighbour misses by any amount.
            told = [each.known.printed.value for each in run if digits(each.known) >= MEANT - 1]
            same = len(set(told)) < len(told)
            if outcome.verdict.consistent or turned or same or abs(gap) <= whole.known.printed.value:
                yield outcome
            return


def _goes_on(last: Number, each: Number) -> bool:
    """Whether a list goes on behind what could be its last: 公立医院增加 a 张、民营医院增加 b 张，乡镇卫生院减少 c 张."""
    return (last.sentence, last.part) == (each.sentence, each.part) and "其中" not in each.before


def _only_mover(facts: Facts) -> Iterator[Outcome]:
    """Judge 比上年减少 27 万元。其中：甲持平；乙增加 27 万元；丙持平: where all that moved moved by as much, it is that which the whole did."""
    every = list(paragraphs(facts))
    for at, paragraph in enumerate(every):
        told = _amounts_changed(paragraph)
        for place, whole in enumerate(told):
            behind = paragraph.text[whole.occurrence.span.end :]
            if not _PARTS_BEHIND.match(behind) or whole.dimension != "money":
                continue
            following = [
                each for each in every[at + 1 :][:_MOST] if each.block.section == paragraph.block.section
            ]
            text = behind + "".join(each.text for each in following)
            parts = [
                *told[place + 1 :],
                *(each for later in following for each in _amounts_changed(later)),
            ]
            parts = [each for each in parts if each.dimension == "money"]
            value = whole.known.printed.value
            if "持平" not in text or not parts or {each.known.printed.value for each in parts} != {value}:
                continue
            if value == 0 or len({each.sign for each in parts}) > 1:
                continue
            if parts[0].sign == whole.sign:
                yield judged(facts, summed(rule(NAME, TITLE), whole.known, [(ONE, parts[0].known)]))
            else:
                yield _turned(whole, parts[0])


def _amounts_changed(paragraph: Paragraph) -> list[Number]:
    return [
        each
        for each in paragraph.numbers
        if each.stated and each.sign and not (each.is_share or each.depth or each.dimension == "points")
    ]


def _turned(whole: Number, *parts: Number) -> Outcome:
    told = (whole, *parts)
    shown = [f"{each.occurrence.sign_word}{each.occurrence.text}" for each in told]
    words = [word for each in told if (word := word_of(each)) is not None]
    zh = "而其中只有一项变动（其余持平），" if len(parts) == 1 else "而各项"
    return said(
        rule(NAME, TITLE),
        f"总额写“{shown[0]}”，{zh}写“{'、'.join(shown[1:])}”，数额相符而方向相反",
        f"the whole is told as {shown[0]}, and its parts, which give as much, as {', '.join(shown[1:])}",
        [*(evidence_at(each.block, each.occurrence) for each in told), *words],
    )


def _called(change: Number) -> str:
    """Return what changed: 因公出国费 in 因公出国（境）费同口径比 2018 年减少."""
    if change.told and change.of:
        return stem(change.of)
    words = re.split(r"[，,、：:；;。“”]", re.sub(r"[（(][^（）()]*[)）]", "", change.before))[-1]
    return stem(_WAY.sub("", words))


def _growth(facts: Facts) -> Iterator[Outcome]:
    """Judge the growth of every amount whose parts all tell theirs, but not by how much it changed."""
    for whole, parts in groups(facts):
        rates = [each.rate for each in parts]
        if whole.rate is None or None in rates or len(parts) > _MOST_RATES:
            continue
        if whole.change is not None and all(each.change is not None for each in parts):
            continue  # changes are more precise than rates
        grown = [(each.level.known, each.rate.sign, each.rate.known) for each in parts if each.rate]
        if any(sign < 0 and rate.printed.value >= 1 for _, sign, rate in grown):
            continue
        info = rule(NAME, TITLE, Severity.WARNING, "medium")
        outcome = judged(facts, regrown(info, (whole.rate.sign, whole.rate.known), whole.level.known, grown))
        real = _REAL.search(whole.level.name) and _within(
            whole.rate, [each.rate for each in parts if each.rate]
        )
        if real and _little(outcome, whole.rate):
            continue
        # That many rounded rates give the last place is chance: a gap that rounding explains says nothing.
        if outcome.verdict is Verdict.DISCREPANCY:
            gap = outcome.decision.gap if outcome.decision is not None else None
            wide = gap is not None and abs(gap) >= _WIDE * whole.rate.known.printed.step
            yield (_one_turned(facts, whole, parts) if wide else None) or outcome
        elif outcome.verdict is not Verdict.ROUNDING_GAP:
            yield outcome


def _one_turned(facts: Facts, whole: Told, parts: Sequence[Told]) -> Outcome | None:
    """Return what is said of the one rate whose word has to be the opposite for the parts to give their whole, if it is one."""
    rates = [each.rate for each in parts if each.rate is not None]
    if whole.rate is None or len(rates) < len(parts):
        return None
    signs = [each.sign for each in rates]
    found: list[Number] = []
    for at, rate in enumerate(rates):
        turned = [
            (part.level.known, -sign if at == place else sign, each.known)
            for place, (part, sign, each) in enumerate(zip(parts, signs, rates, strict=True))
        ]
        told = regrown(rule(NAME, TITLE), (whole.rate.sign, whole.rate.known), whole.level.known, turned)
        if digits(rate.known) > 1 and judged(facts, told).verdict.consistent:
            found.append(rate)
    if len(found) != 1:
        return None
    rate = found[0]
    word = word_of(rate)
    shown, all_told = (f"{each.occurrence.sign_word}{each.occurrence.text}" for each in (rate, whole.rate))
    return said(
        rule(NAME, TITLE),
        f"总额{all_told}，其中一项写“{shown}”，方向相反时各项才与总额相符",
        f"the whole is told as {all_told}; its parts give that only if {shown} goes the other way",
        [evidence_at(each.block, each.occurrence) for each in (rate, whole.rate)]
        + ([word] if word is not None else []),
    )


def _within(rate: Number, parts: Sequence[Number]) -> bool:
    grown = [each.sign * each.known.printed.value for each in parts]
    return min(grown) <= rate.sign * rate.known.printed.value <= max(grown)


def _little(outcome: Outcome, rate: Number) -> bool:
    """Whether a gap is half a point and a twentieth of the rate at most: as much as prices that moved apart explain."""
    gap = outcome.decision.gap if outcome.decision is not None else None
    return gap is not None and abs(gap) <= Fraction(1, 200) + rate.known.printed.value / 20
