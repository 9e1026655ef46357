"""A fraction in words that the percentage beside it contradicts: 超过一半的受访者（46.8%）; 占比 31.2%，不足三成.

The percentage stands in brackets behind what is counted, or right before or behind the words, with nothing else between them. A bare
fraction is about as much; one that is neared may be a little more.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import evidence_at, evidence_of_words, rule, said
from auditor.checks.common.words import chinese_number
from auditor.findings import Verdict
from auditor.numbers import decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "fraction-misnamed"
TITLE = {"zh": "分数、成数用语与百分比不符", "en": "a fraction in words is not the percentage beside it"}
_CN = "[一二三四五六七八九十]"
_WORDS = re.compile(
    rf"(?P<over>超过?|逾|已过|突破)?(?P<under>接?近|将近|不足|不到|未到|未过)?(?:(?P<half>一半|半数|过半数?(?!小时|年|天|月))|(?P<tenths>{_CN})成(?P<more>半)?(?![本员为人绩果立功效套都员熟年交])|(?P<below>{_CN})分之(?P<above>{_CN}))(?P<and_more>以上|之多|多)?(?P<and_less>以下)?"
)
_MOST = re.compile(r"(?P<most>绝?大多数|绝?大部分)")
_THING = r"(?:的?[^，,。；;、（）()0-9%％]{0,14})"
_HOLDS = r"(?:占比?|比例|比重|达到?|为|即|约?占总数|占全部)*(?:为|达|约)?"
_BRACKET = re.compile(rf"^{_THING}[（(]{_HOLDS}$")
_BEHIND = re.compile(rf"^{_THING}[，,](?:占比|比例|比重|占)(?:为|达到?)?$")
_BEFORE = re.compile(r"^[，,](?:占比|比例|比重)?(?:已|仅|还|均|也)?$")
_NEARING = frozenset({"近", "接近", "将近"})
_HALF, _TENTH = Fraction(1, 2), Fraction(1, 10)
_SLACK, _NEAR, _ABOUT = Fraction(1, 50), Fraction(3, 25), Fraction(1, 20)
_PERCENT = 100


@records.frozen(eq=False)
class _Fraction:
    """What words say a share is: more than its lower bound, less than its upper one."""

    start: int
    end: int
    text: str
    low: Fraction
    high: Fraction


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge fractions in words by the percentages beside them."""
    for paragraph in paragraphs(facts):
        for told in _fractions(paragraph.text):
            number = _beside(paragraph, told)
            if number is None:
                continue
            value = number.known.printed.value
            item = evidence_of_words(paragraph.block, told.start, told.text, "分数用语")
            if told.low <= value <= told.high:
                yield said(rule(NAME, TITLE), "", "", [item], Verdict.EXACT)
                continue
            shown = decimal_text(value * _PERCENT)
            zh = f"称“{told.text}”，而比例为 {shown}%"
            en = f"the text says '{told.text}', and the share is {shown}%"
            yield said(rule(NAME, TITLE), zh, en, [item, evidence_at(number.block, number.occurrence)])


def _fractions(text: str) -> Iterator[_Fraction]:
    for found in _MOST.finditer(text):
        yield _Fraction(found.start(), found.end(), found.group(), _HALF, Fraction(1))
    for found in _WORDS.finditer(text):
        part = _part(found)
        if part is None:
            continue
        low, high = part - _ABOUT, part + _ABOUT if found["half"] or found["below"] else part + _TENTH
        passed = (found["half"] or "").startswith("过")
        if found["over"] or found["and_more"] or passed:
            low, high = part, Fraction(1)
        if found["under"] in _NEARING:
            low, high = part - _NEAR, part + _SLACK
        elif found["under"] or found["and_less"]:
            low, high = Fraction(0), part
        yield _Fraction(found.start(), found.end(), found.group(), low, high)


def _part(found: re.Match[str]) -> Fraction | None:
    if found["half"]:
        return _HALF
    if found["tenths"]:
        tenths = chinese_number(found["tenths"]) or 0
        return (tenths + (_HALF if found["more"] else 0)) * _TENTH
    above, below = chinese_number(found["above"]), chinese_number(found["below"])
    return Fraction(above, below) if above and below and above < below else None


def _beside(paragraph: Paragraph, told: _Fraction) -> Number | None:
    """Return the percentage that stands beside a fraction in words, if one does."""
    text = paragraph.text
    for number in paragraph.numbers:
        start, end = number.occurrence.span.start, number.occurrence.span.end
        if not number.is_share or number.stated is None or number.sign:
            continue
        behind = re.sub(r"\s", "", text[told.end : start]) if start >= told.end else None
        if behind is not None and _BRACKET.match(behind):
            closes = re.match(r"\s*[%％]?\s*[）)，,；;、]", text[end:])
            return number if closes is not None else None
        if behind is not None and _BEHIND.match(behind):
            return number
        if end <= told.start:
            before = re.sub(r"\s", "", text[end : told.start]).removeprefix(number.occurrence.unit)
            closes = re.match(r"\s*(?:[，,。；;]|$)", text[told.end :])
            if _BEFORE.match(before) and closes is not None:
                return number
    return None
