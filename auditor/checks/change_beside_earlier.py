"""A change that the earlier level in brackets beside it does not bear out.

比例为 73.2%，较 2016 届（74.0%）下降了 0.8 个百分点. In English the bracket stands behind the change: `Profit before tax of A, an increase of p percent (2022: C)`; `Revenue up p percent to A (H1 FY22: C)`; `margin of A%,
increased by n basis points (2022: C%)`; or before it: `a dividend of A (2022: C) for the year, an increase of p percent`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks._english import EARLIER, Sentence, english
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import ONE, judged, quotient, rule, summed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "change-beside-earlier"
TITLE = {
    "zh": "增减与括号内的上期数不符",
    "en": "a change does not follow from the earlier level in brackets",
}
_WORDS = re.compile(
    r"\b(?P<up>up|increas\w*|rise|rose|risen|grew|growth|gain|improve\w*|higher)\b|\b(?P<down>down|decreas\w*|declin\w*|fell|fall|drop\w*|reduc\w*|lower)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:\b(?:increas|decreas|reduc|rais)(?:e|es|ed|ing)\s+(?:the|our|its)\s+[^0-9.;:,()]{3,60}\s+by|\b(?:up|down|(?:in|de)creas(?:e|es|ed|ing)|rose|grew|grown|fell|declined|dropped|improved|reduced)(?:\s+by)?|\ban? (?:increase|decrease|rise|fall|reduction|decline|growth|improvement) of)\s*[$€£]?\s*$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"^\s*(?:increase|decrease|rise|fall|reduction|decline|growth|improvement)\b", re.IGNORECASE
)
_SAID = re.compile(
    r"^\s*\)[^.;:()0-9]{0,40},\s*(?:(?:representing|or) )?(?P<way>up|down|an? (?:increase|decrease|rise|fall|reduction|decline|growth|improvement) of)(?: by)?\s*[$€£]?\s*$",
    re.IGNORECASE,
)
_SAID_A = re.compile(r"^\s*\)[^.;:()0-9]{0,40}(?:,|\brepresenting)\s*an?\s*$", re.IGNORECASE)
_TO = re.compile(r"^\s*(?:points?\b)?\s*to\s*[$€£]?\s*$", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"\b(?:underlying(?= (?:growth|basis|rate|increase|decrease))|organic\w*|like[- ]for[- ]like|lfl|constant|comparable|adjusted for|excluding|pro forma|cagr|annuali[sz]ed|average)\b",
    re.IGNORECASE,
)
_OTHER_BASE = re.compile(
    r"\b(?:from|compared|versus|against|since|over|on)\s+(?:the\s+)?[a-z0-9$€£]*", re.IGNORECASE
)
_LOSS = re.compile(r"\b(?:loss|deficit|outflow|liabilit)", re.IGNORECASE)


_AGAINST = re.compile(
    r"^[）)]?[^，,。；;（）()]{0,6}[，,]?\s*(?:较|比|与|同|相比)[^，,。；;（）()]{0,10}?(?:届|年度?|学年|期|月|季度?|轮|次|批)[^，,。；;（）()]{0,8}(?:的|水平|数据)?[（(](?:为)?\s*$"
)
_TELLS = re.compile(r"^[）)]\s*(?:相比)?[，,]?[^，,。；;（）()]{0,8}$")
_UP = re.compile(r"上升|增长|增加|提高|提升|上涨|扩大|多|高")
_DOWN = re.compile(r"下降|减少|降低|回落|下滑|缩小|少|低|下跌")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge changes whose earlier level stands in brackets."""
    yield from _chinese(facts)
    for sentence in english(facts):
        numbers = sentence.stated
        for at, earlier in enumerate(numbers):
            if not earlier.depth or not at or not EARLIER.search(sentence.before(earlier)):
                continue
            if at > 1:
                yield from _judged(facts, sentence, numbers[:at], earlier)
            yield from _behind(facts, sentence, numbers, at)


def _chinese(facts: Facts) -> Iterator[Outcome]:
    """Judge a change told right behind the bracket: 为 a，较上届（b）下降 c."""
    for paragraph in paragraphs(facts):
        for now, earlier, change in zip(
            paragraph.numbers, paragraph.numbers[1:], paragraph.numbers[2:], strict=False
        ):
            if not (now.stated and earlier.stated and change.stated) or now.sign or earlier.sign:
                continue
            if now.sentence != change.sentence or now.dimension != earlier.dimension:
                continue
            if not _AGAINST.match(earlier.before) or not _TELLS.match(change.before) or not earlier.depth:
                continue
            up, down = _UP.search(change.before), _DOWN.search(change.before)
            if (up is None) == (down is None) or change.depth >= earlier.depth:
                continue
            sign = ONE if up else -ONE
            parts = [(sign, now.known), (-sign, earlier.known)]
            info = rule(NAME, TITLE)
            if change.dimension == ("points" if now.is_share else now.dimension):
                yield judged(facts, summed(info, change.known, parts, role="stated"))
            elif change.is_share and not now.is_share and earlier.known.printed.value > 0:
                yield judged(facts, quotient(info, change.known, parts, [(ONE, earlier.known)]))


def _behind(facts: Facts, sentence: Sentence, numbers: Sequence[Number], at: int) -> Iterator[Outcome]:
    """Judge `A (2022: C) …, an increase of p percent` and `A (2022: C), up p percent`."""
    now, earlier = numbers[at - 1 : at + 1]
    change = numbers[at + 1] if at + 1 < len(numbers) else None
    if change is None or change.depth or now.depth or now.dimension != earlier.dimension or now.sign:
        return
    gap, behind = sentence.between(earlier, change), sentence.after(change)
    said = _SAID.match(gap)
    told = said.group("way") if said else ""
    if said is None and _SAID_A.match(gap) and (after := _BEHIND.match(behind)):
        told = after.group()
    way = _WORDS.search(told)
    if way is None or _OTHERWISE.search(gap) or _OTHERWISE.search(behind[:40]) or _OTHER_BASE.match(behind):
        return
    if min(now.known.printed.value, earlier.known.printed.value) <= 0 or _LOSS.search(sentence.before(now)):
        return
    sign = ONE if way["up"] else -ONE
    info, parts = rule(NAME, TITLE), [(sign, now.known), (-sign, earlier.known)]
    if change.is_share and not now.is_share:
        yield judged(facts, quotient(info, change.known, parts, [(ONE, earlier.known)]))
    elif change.dimension == ("points" if now.is_share else now.dimension):
        yield judged(facts, summed(info, change.known, parts, role="stated"))


def _judged(facts: Facts, sentence: Sentence, before: Sequence[Number], earlier: Number) -> Iterator[Outcome]:
    # What an earlier pair of brackets closed is told of another figure.
    own: list[Number] = []
    for number in reversed(before):
        if number.depth:
            break
        own.insert(0, number)
    found = _told(sentence, own, earlier)
    if found is None or _LOSS.search(sentence.between(found.change, earlier)):
        return
    # Revenue grew 4% to A (2022: C) at constant currency: the basis may be told last.
    if _OTHERWISE.search(sentence.after(earlier)[:40]):
        return
    change, now, sign = found.change, found.level, found.sign
    info, parts = rule(NAME, TITLE), [(sign, now.known), (-sign, earlier.known)]
    if change.dimension == "points" or (change.is_share and now.is_share):
        if now.is_share and change.dimension == "points":
            yield judged(facts, summed(info, change.known, parts, role="stated"))
    elif now.is_share:
        return
    elif change.is_share:
        if min(now.known.printed.value, earlier.known.printed.value) > 0:
            yield judged(facts, quotient(info, change.known, parts, [(ONE, earlier.known)]))
    elif change.dimension == now.dimension:
        yield judged(facts, summed(info, change.known, parts, role="stated"))


@attrs.frozen(eq=False)
class _Told:
    """A change, the level that it led to, and which way it went."""

    change: Number
    level: Number
    sign: Fraction


def _told(sentence: Sentence, own: Sequence[Number], earlier: Number) -> _Told | None:
    """Return the change and the later level that a bracket is behind, where the words give both."""
    levels = [each for each in own if each.dimension == earlier.dimension]
    for at, change in enumerate(own):
        words, behind = sentence.before(change), sentence.after(change)
        said = _BEFORE.search(words)
        told = said.group() if said else ""
        if said is None and (after := _BEHIND.match(behind)) and re.search(r"\ba\s*$", words):
            told = after.group()
        way = _WORDS.search(told)
        if way is None or _OTHERWISE.search(words[-60:] if at == 0 else words[-30:]):
            continue
        # ... an increase of 8 percent at constant currency: told on a basis of its own.
        end = own[at + 1] if at + 1 < len(own) else earlier
        following = sentence.between(change, end)
        if _OTHERWISE.search(following.split(",")[0]):
            continue
        sign = ONE if way["up"] else -ONE
        if at + 1 < len(own) and _TO.match(following) and own[at + 1].dimension == earlier.dimension:
            return _Told(change, own[at + 1], sign)
        if at and own[at - 1].dimension == earlier.dimension and len(levels) == 1:
            return (
                None
                if _OTHER_BASE.search(following) and "basis" not in following
                else _Told(change, own[at - 1], sign)
            )
    return None
