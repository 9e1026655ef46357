"""What a paragraph's rules of scoring come to, beside the points that it says were taken off, added or given."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Paragraph
from auditor.checks.scores._eachrules import (
    LACKING,
    Each,
    Limit,
    bare,
    counts,
    limits,
    losses,
    of_rule,
    rules,
    shares,
)
from auditor.checks.scores._indicators import Indicator, gained, is_score, taken_off
from auditor.checks.scores._scale import FULL_MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

_DUE = re.compile(r"应(?:当|予|该)?(?:扣|加)(?:减|除|分|计)?(?:为|是)?\s*$")
_ADDED = re.compile(
    r"(?<![应每增追附参])加(?:分|计|记)*(?:为|是)?\s*$|(?:加分|附加分|奖励分)(?:合计|共|为|是|计|得)*\s*$"
)
_EXTRA = re.compile("加|奖励|附加")
_COUNTED = re.compile(
    r"(?:^|[，,])\s*(?:实|实际|只|仅|按上限|按最高|最终)?(?:计|核定|认定)(?:分|入)?(?:为)?\s*$"
)
_AS = re.compile(r"(?:^|[，,；;])\s*(?:实际|最终|故|应)?按\s*$")
_COUNTED_AS = re.compile(r"\s*分?\s*(?:计|算|认定|核定|记)(?:入|分|算)?\s*(?=[。，,；;）)]|$)")
_ALONE = re.compile(
    r"^(?:但|故|则|因此|因而|所以|按[^，,]{0,8}?|据此|本次|本项|该项|此项|共计?|合计|累计|应|实际|实|需|自评)*(?:扣|加)(?:减|除|分|计|记|掉|了)*(?:为|是)?$"
)
_TOGETHER = re.compile(r"共|合计|累计")
_PART = re.compile(r"[。；;]")
_STOP = re.compile(r"。")


@records.frozen(eq=False)
class Ruled:
    """A rule with the words around it that tell its outcome, from `left` to `right`."""

    rule: Each
    limit: Limit | None
    indicator: Indicator | None
    left: int
    right: int
    shared: bool
    """Whether the rule before it has no outcome of its own, so that what follows may be of both."""


@records.frozen(eq=False)
class Claim:
    """A number of points, and all that it may be by a rule and what is counted."""

    number: Number
    ruled: Ruled
    possible: Sequence[Fraction]


def ruled(paragraph: Paragraph, found: Sequence[Indicator]) -> Iterator[Ruled]:
    """Iterate over the rules of a paragraph."""
    text = paragraph.text
    every, known = rules(text), limits(text)
    for at, each in enumerate(every):
        own = next((one for one in found if one.start <= each.start < one.start + len(one.text)), None)
        begins = max((stop.end() for stop in _STOP.finditer(text) if stop.end() <= each.start), default=0)
        left = own.start if own is not None else begins
        before = every[at - 1] if at else None
        shared = False
        if before is not None and before.end > left:
            between = text[before.end : each.start]
            told = [
                one
                for one in paragraph.numbers
                if before.end <= one.occurrence.span.start < each.start
                and (given(one, off=before.off) or gained(one))
            ]
            shared = not told and _PART.search(between) is None
            left = max(before.end, told[-1].occurrence.span.end if told else 0)
        after = every[at + 1].start if at + 1 < len(every) else len(text)
        marks = [one.full.occurrence.span.start for one in found if one.start > each.end]
        right = min([after, *marks, _second(text, each.end)])
        if own is not None:
            right = min(right, own.start + len(own.text))
        limit = next((one for one in known if one.off is each.off and each.end <= one.start < right), None)
        # 加分项最多加 5 分：每获 1 项加 2 分: told before the rule, in its own sentence.
        limit = limit or _before(each, left, text)
        yield Ruled(each, limit, own, left, right, shared)


def _before(rule: Each, left: int, text: str) -> Limit | None:
    """Return the limit told before a rule: in its own sentence, or of all extra points in the one before."""
    known = [one for one in limits(text) if one.off is rule.off and one.end <= rule.start]
    own = [one for one in known if left <= one.end]
    if own or rule.off:
        return own[0] if own else None
    stops = [0, *(stop.end() for stop in _STOP.finditer(text) if stop.end() <= rule.start)]
    start = stops[-2] if len(stops) > 1 else 0
    free = all(one.off or not start <= one.start < rule.start for one in rules(text))
    own = [one for one in known if start <= one.start]
    return own[0] if own and free else None


def _second(text: str, start: int) -> int:
    """Return where the sentence behind the one of a place ends."""
    stops = [stop.end() for stop in _STOP.finditer(text, start)]
    return stops[1] if len(stops) > 1 else len(text)


def given(number: Number, *, off: bool) -> bool:
    """Whether so many points were taken off, or added, as an outcome."""
    if off:
        return taken_off(number)
    # 加分不超过 2 分，按 2.5 分计: what counts is told behind as well.
    counted = is_score(number, _COUNTED) or (
        is_score(number, _AS) and _COUNTED_AS.match(number.after) is not None
    )
    if not (is_score(number, _ADDED) or (counted and _EXTRA.search(number.block.text))):
        return False
    start, text = number.occurrence.span.start, number.block.text
    if counted and not _EXTRA.search(_PART.split(text[:start])[-1]):
        return False
    return not of_rule(text, start)


def beyond(number: Number) -> bool:
    """Whether more was taken off than the limit that is told before it in its sentence allows."""
    start, text = number.occurrence.span.start, number.block.text
    begins = max((stop.end() for stop in _STOP.finditer(text) if stop.end() <= start), default=0)
    before = [one for one in limits(text) if one.off and begins <= one.start and one.end <= start]
    return bool(before) and number.known.printed.value > before[-1].most


def due(number: Number) -> bool:
    """Whether so many points should be taken off or added, before any limit."""
    return is_score(number, _DUE)


def outcome_of(found: Ruled, numbers: Sequence[Number]) -> Number | None:
    """Return the first points that were given behind a rule, where they are its own."""
    text = numbers[0].block.text if numbers else ""
    told = [
        each
        for each in numbers
        if found.rule.end <= each.occurrence.span.start < found.right and given(each, off=found.rule.off)
    ]
    if not told:
        return None
    claim = told[0]
    start = claim.occurrence.span.start
    between = bare(text)[found.rule.end : start]
    apart = _PART.search(between) is not None
    unit = found.rule.unit
    if apart and not (counts(between, unit) if unit else len(shares(between)) > 0):
        return None
    phrase = re.sub(r"\s", "", claim.phrase)
    if not _ALONE.search(phrase) and not (unit and counts(phrase, unit)) and not _COUNTED.search(phrase):
        return None
    if not (found.rule.sure or found.limit is not None):
        return None
    alike = [one for one in rules(text) if one.unit == unit and one.off is found.rule.off]
    # 迟报一次扣 0.5 分；错报一次扣 1 分。迟报 2 次扣 1 分: of the rule that its words name.
    if unit and len(alike) > 1 and apart and not _named(found.rule, text[found.rule.end : start]):
        return None
    # 甲 1 个加 1.5 分、乙 2 次每次加 0.5 分，共加 2.5 分: more than the rule gives.
    begins = max((stop.end() for stop in _STOP.finditer(text) if stop.end() <= found.rule.start), default=0)
    others = [
        each
        for each in numbers
        if begins <= each.occurrence.span.start < found.rule.start and given(each, off=found.rule.off)
    ]
    if _TOGETHER.search(phrase) and others:
        return None
    if found.shared or (_TOGETHER.search(phrase) and _others(found, numbers)):
        return None
    return claim


def _named(rule: Each, text: str) -> bool:
    """Whether words of a rule stand in a text."""
    pieces = re.once(rf"[^一-龥]|[每一扣加{rule.unit}]").split(rule.words)
    return any(piece[at : at + 2] in text for piece in pieces for at in range(len(piece) - 1))


def _others(found: Ruled, numbers: Sequence[Number]) -> bool:
    """Whether more than one rule stands where the points are told together."""
    text = numbers[0].block.text
    begins = max((stop.end() for stop in _STOP.finditer(text) if stop.end() <= found.rule.start), default=0)
    return sum(begins <= one.start < found.right for one in rules(text)) > 1


def claims(paragraph: Paragraph, found: Sequence[Indicator]) -> Iterator[Claim]:
    """Iterate over the points that the rules of a paragraph decide, with all that they may be."""
    for each in ruled(paragraph, found):
        own = each.indicator
        claim = outcome_of(each, paragraph.numbers)
        mark = max(own.marks) if own is not None else FULL_MARK
        most = min(mark, each.limit.most) if each.limit is not None else mark
        if claim is not None:
            if each.limit is not None and claim.known.printed.value > each.limit.most:
                continue  # judged as beyond its limit
            possible = _losses(paragraph, each, claim)
            if possible:
                yield Claim(claim, each, [min(one, most) for one in possible])
                if claim.known.printed.value in {min(one, most) for one in possible}:
                    yield from _carried(paragraph, each, claim, most)
        elif own is not None and each.rule.off and len(own.got) == 1 and not own.lost and not each.shared:
            yield from _got(paragraph, each, own, most)


def _carried(paragraph: Paragraph, found: Ruled, first: Number, most: Fraction) -> Iterator[Claim]:
    """Iterate over what else a rule that held gives: 甲超时 2 件，每件扣 1 分，扣 2 分；乙超时 4 件，扣 4 分.

    What is counted stands behind the same word, and no other rule between: 隐患 3 处，扣 3 分 has a rule of its own that is not told.
    """
    text, unit = paragraph.text, found.rule.unit
    own = counts(bare(text)[found.left : first.occurrence.span.start], unit) if unit else []
    word = re.sub(r"[^一-龥]", "", own[-1].before)[-2:] if own else ""
    following = min([one.start for one in rules(text) if one.start > found.rule.start], default=len(text))
    begins = first.occurrence.span.end
    for number in paragraph.numbers:
        start = number.occurrence.span.start
        if not begins <= start < following or not given(number, off=found.rule.off):
            continue
        told = bare(text)[begins:start]
        counted = counts(told, unit)
        begins = number.occurrence.span.end
        if len(word) < 2 or len(counted) != 1 or not counted[0].before.rstrip().endswith(word):  # noqa: PLR2004
            continue
        many = counted[0].value
        if LACKING.search(found.rule.words) and len(own) > 1:
            many = own[0].value - many  # 目标 12 个，完成 9 个……完成 11 个
        if many >= 0:
            yield Claim(number, found, [min(many / found.rule.size * found.rule.loss, most)])


def _losses(paragraph: Paragraph, found: Ruled, claim: Number) -> list[Fraction]:
    text = bare(paragraph.text)
    told = text[found.left : claim.occurrence.span.start]
    return losses(found.rule, told, paragraph.text[found.left : found.right])


def _got(paragraph: Paragraph, found: Ruled, own: Indicator, most: Fraction) -> Iterator[Claim]:
    """Judge the score of an indicator of one rule, of which no points are told to be taken off."""
    claim = own.got[0]
    inside = [one for one in rules(paragraph.text) if own.start <= one.start < own.start + len(own.text)]
    if len(inside) != 1 or claim.occurrence.span.start < found.rule.end:
        return
    value = claim.known.printed.value
    # Full marks: nothing was lost, or what is told of is no loss.
    if value in own.marks and not _missed(paragraph, found, claim):
        return
    lost = [min(one, most) for one in _losses(paragraph, found, claim)]
    if lost and not found.rule.sure:
        lost.append(found.rule.loss)
    if lost and value <= max(own.marks):
        yield Claim(
            claim, found, [mark - one for mark in own.marks for one in lost if mark >= max(one, value)]
        )


def _missed(paragraph: Paragraph, found: Ruled, claim: Number) -> bool:
    """Whether two rates, the aim first, say that it was missed."""
    told = shares(bare(paragraph.text)[found.left : claim.occurrence.span.start])
    low = paragraph.text[found.rule.start : found.rule.end][1:2] in {"低", "少", "差", "降", "减", "欠", "下"}
    return not found.rule.unit and len(told) == 2 and (told[0] > told[1]) is low  # noqa: PLR2004 - aim and outcome
