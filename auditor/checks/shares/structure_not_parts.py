"""A structure a : b : c of the three sectors that is not that of their amounts: 三次产业结构为 22.8:38.4:38.8.

`shares_not_100` sees that the shares give 100; here each is its sector's part of the sum.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import judged, plus, quotient, rule, summed
from auditor.findings import Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "structure-not-parts"
TITLE = {"zh": "结构比例与各部分数额不符", "en": "a structure is not that of the amounts of its parts"}
_SECTORS = ("第一产业|一产", "第二产业|二产", "第三产业|三产")
_NAMED = re.compile(r"产业|结构")
_FROM = re.compile(r"(?:由|从)[^，,。；;]{0,12}$")
_THEN = re.compile(r"上年|去年|上一年|最终(?:核算|计算|核实)|(?:19|20)[0-9]{2}\s*年|目标|规划")
_THIS = re.compile(
    r"(?:与|比|较)[^，,。；;]{0,8}(?:上年|去年|年)[^，,。；;]{0,4}(?:相比)?[，,]?|按[^，,。；;]{0,8}价格?"
)
_TOTAL = re.compile(
    r"(?<!人均)(?<!人均地区)(?:生产总值|GDP)(?:[（(]GDP[）)])?(?:实现|完成|为|达到?|突破|\s)*$"
)
_OTHER_THING = re.compile(r"投资|税|贷款|营业|销售|总产值|利用|资金")
_TIME = re.compile(r"上半年|下半年|[一二三四前]+季度|[0-9]+月|[0-9]{4}年|上年|去年")
_EACH = re.compile(r"人均|每")
_LISTED = re.compile(r"\s*[、，,和及与]\s*")
_MADE = re.compile(r"(?:调整|变化|转变|优化|结构)(?:分别)?[为是]\s*$")
_THREE = 3
_WHOLE = 100
_BACK = 3
_BETWEEN = 4


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every structure by the amounts of the sectors told before it."""
    earlier: list[Paragraph] = []
    for paragraph in paragraphs(facts):
        numbers = paragraph.numbers
        at = 0
        yield from _together(facts, paragraph, earlier)
        while at + _THREE <= len(numbers):
            ratio = numbers[at : at + _THREE]
            if not _is_structure(ratio, numbers[at + _THREE : at + _THREE + 1]):
                at += 1
                continue
            parts = _parts(paragraph, at, earlier)
            if parts:
                yield from _judged(facts, ratio, parts)
            at += _THREE
        earlier = [*earlier, paragraph][-_BACK:]


def _is_structure(ratio: Sequence[Number], behind: Sequence[Number]) -> bool:
    """Whether three numbers are joined by colons and give about 100, or are shares in one list that do."""
    if all(each.is_share for each in ratio):
        listed = all(_LISTED.fullmatch(each.before) for each in ratio[1:]) and _MADE.search(ratio[0].before)
        more = behind and _LISTED.fullmatch(behind[0].before)
        told = listed and not more and all(each.stated and not each.sign for each in ratio)
        return bool(told) and abs(
            sum((each.known.printed.value for each in ratio), Fraction(-1))
        ) <= Fraction(1, _WHOLE)
    colons = all(re.fullmatch(r"\s*[:：\u2236\ufe30]\s*", each.after) for each in ratio[:-1])
    if not colons or any(each.stated is None or each.sign for each in ratio):
        return False
    if behind and re.fullmatch(r"\s*[:：\u2236\ufe30]\s*", ratio[-1].after):
        return False
    return abs(sum((each.known.printed.value for each in ratio), Fraction(-_WHOLE))) <= 1


def _parts(paragraph: Paragraph, at: int, earlier: Sequence[Paragraph]) -> Sequence[Number]:
    """Return the amounts of the three sectors that a structure is of, nothing where it is of another year."""
    first = paragraph.numbers[at]
    sentence = first.lead
    before = re.split(r"[，,]", sentence)[-1]
    if not _NAMED.search(sentence) or _FROM.search(before):
        return ()
    found = _triple(paragraph.numbers[:at])
    between = paragraph.text[found[-1].occurrence.span.end : first.occurrence.span.start] if found else ""
    if not found:
        # 民营经济三次产业结构, 投资结构: of something that its own paragraph has to tell.
        plain = re.fullmatch(
            r"\s*(?:[一-龥]{0,3}的?)?三次产业(?:增加值)?(?:结构|比例|占比)*(?:调整)?[为是]?\s*", before
        )
        found = (
            next((run for each in reversed(earlier) if (run := _triple(each.numbers))), ()) if plain else ()
        )
        between = sentence
    moved = paragraph.numbers[at - _THREE] if at >= _THREE else None
    if moved is not None and (moved.in_ratio or moved.is_share) and _FROM.search(moved.before):
        between = re.split(r"(?:由|从)[^，,。；;]{0,12}$", moved.before)[0]
    return () if _THEN.search(_THIS.sub("", between)) else found


def _triple(numbers: Sequence[Number]) -> Sequence[Number]:
    """Return the last run of three amounts of one unit that bear the sectors' names in order."""
    amounts = [
        each
        for each in numbers
        if each.stated and each.dimension == "money" and not each.sign and not each.is_share
    ]
    # 第二产业 b，其中工业 c；建筑业 d。第三产业 e: the classes of one of them may stand between.
    found: list[Number] = []
    for name in reversed(_SECTORS):
        pattern = re.compile(rf"(?:{name})[^，,。；;]{{0,10}}$")
        last = amounts.index(found[0]) if found else len(amounts)
        near = amounts[max(0, last - _BETWEEN) : last]
        sector = next((each for each in reversed(near) if pattern.search(each.clause)), None)
        if sector is None:
            return ()
        found.insert(0, sector)
    return found


def _together(facts: Facts, paragraph: Paragraph, earlier: Sequence[Paragraph]) -> Iterator[Outcome]:
    """Judge 生产总值 a。第一产业 b。第二产业 c。第三产业 d, in sentences or paragraphs of their own."""
    parts = _triple(paragraph.numbers)
    if not parts or any(_OTHER_THING.search(each.clause) for each in parts):
        return
    start = parts[0].occurrence.span.start
    told = [each for near in earlier for each in near.numbers]
    told += [each for each in paragraph.numbers if each.occurrence.span.start < start]
    amounts = [
        each
        for each in told
        if each.stated and each.dimension == "money" and not each.sign and not _EACH.search(each.clause)
    ]
    at = next((n for n in range(len(amounts) - 1, -1, -1) if _whole(amounts[n])), -1)
    # 生产总值 a。民营经济增加值 b，其中第一产业…: an amount that can hold them stands nearer than the product.
    least = max(each.known.printed.value for each in parts[:2])
    if at < 0 or any(each.known.printed.value > least for each in amounts[at + 1 :]):
        return
    whole = amounts[at]
    if _otherwise_timed(whole, parts[0]):
        return
    # 一季度，…实现生产总值 a。第一产业…: the paragraphs behind one that names the time go on about it.
    periods = {re.sub(r"^(?:今年|全年)", "", each.period) for each in (whole, *parts)}
    if len(periods) == 1 or (len(periods) == 2 and "" in periods and whole.period):  # noqa: PLR2004 - told once
        yield judged(facts, summed(rule(NAME, TITLE), whole.known, plus([each.known for each in parts])))


def _otherwise_timed(whole: Number, part: Number) -> bool:
    """Whether the sentence of the sectors begins with a time that the sentence of the product does not tell: 上半年."""
    words, before = (each.lead for each in (part, whole))
    return any(found.group() not in before for found in _TIME.finditer(words))


def _whole(number: Number) -> bool:
    """Whether a number is the product of all, whatever note stands between its name and its value."""
    words = re.split(r"[，,。；;]", re.sub(r"[（(][^（）()]*[）)]\s*$", "", number.before))[-1]
    return _TOTAL.search(words) is not None and _THEN.search(words) is None


def _judged(facts: Facts, ratio: Sequence[Number], parts: Sequence[Number]) -> Iterator[Outcome]:
    info = rule(NAME, TITLE)
    base = plus([each.known for each in parts])
    total = sum((each.known.printed.value for each in ratio), Fraction(0))
    amount = sum((each.known.printed.value for each in parts), Fraction(0))
    coarsest = max(each.known.printed.step for each in ratio)
    hundred = Fraction(1 if ratio[0].is_share else _WHOLE)
    if amount <= 0:
        return
    for share, part in zip(ratio, parts, strict=True):
        relation = quotient(info, share.known, plus([part.known]), base, factor=hundred)
        outcome = judged(facts, relation)
        gap = abs(part.known.printed.value / amount * hundred - share.known.printed.value)
        # A share is often pushed so that the three give 100, by the last place of the coarsest of them.
        if outcome.verdict is Verdict.DISCREPANCY and gap <= coarsest and total == hundred:
            outcome = attrs.evolve(outcome, rule=rule(NAME, TITLE, Severity.NOTE, "low"))
        yield outcome
