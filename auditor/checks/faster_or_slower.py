"""Two rates of growth whose comparison is told the wrong way round.

城镇增长 4.5%；农村增长 6.6%，农村增速慢于城镇 2.1 个百分点: the distance is right, and so the rates are meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, Paragraph, paragraphs
from auditor.checks._relations import evidence_at, evidence_of_words, rule, said
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "faster-or-slower"
TITLE = {"zh": "快慢高低用语与所比两率不符", "en": "a comparison of two rates is told the wrong way round"}
_COMPARED = re.compile(
    r"(?:^|[，,；;。])(?P<one>[^，,；;。0-9]{2,14}?)(?:比上年|同比)?(?:的)?(?:增速|增幅|增长率|增长|涨幅|速度)?"
    r"(?P<word>快于|慢于|高于|低于|快过)(?P<two>[^，,；;。0-9]{2,14}?)(?:的)?(?:增速|增幅|增长率|增长|涨幅|速度)?\s*$"
)
_MORE = re.compile(r"快|高")
_KEY = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge distances in points between two rates that the same or the sentence before tells under both names."""
    for paragraph in paragraphs(facts):
        for number in paragraph.numbers:
            found = _COMPARED.search(number.before)
            if found and number.stated and number.occurrence.unit.strip().endswith("百分点"):
                yield from _judged(paragraph, number, found)


def _judged(paragraph: Paragraph, points: Number, found: re.Match[str]) -> Iterator[Outcome]:
    one, two = (
        _rate(paragraph, points, found[name], found[other])
        for name, other in (("one", "two"), ("two", "one"))
    )
    if one is None or two is None or one is two:
        return
    gap = one.known.printed.value * (one.sign or 1) - two.known.printed.value * (two.sign or 1)
    told = abs(points.known.printed.value)
    step = max(one.known.printed.step, two.known.printed.step)
    # Only where the distance is that of the two rates are they surely the ones that are compared.
    if gap == 0 or abs(abs(gap) - told) > step:
        return
    start = points.occurrence.span.start - len(points.before) + found.start("word")
    words = evidence_of_words(paragraph.block, start, found["word"], "比较用语")
    evidence = [words, *(evidence_at(each.block, each.occurrence, "base") for each in (one, two))]
    holds = (gap > 0) is (_MORE.search(found["word"]) is not None)
    zh = f"{found['one']}为 {one.occurrence.text}、{found['two']}为 {two.occurrence.text}，却称“{found['word']}”"
    en = f"{one.occurrence.text} against {two.occurrence.text}, and the text says '{found['word']}'"
    yield said(rule(NAME, TITLE), zh, en, evidence, Verdict.EXACT if holds else Verdict.DISCREPANCY)


def _rate(paragraph: Paragraph, points: Number, name: str, other: str) -> Number | None:
    """Return the last rate of change before `points` whose words bear a name and not the other one's."""
    name, other = re.sub(r"\s", "", name), re.sub(r"\s", "", other)
    own = next(
        (name[:size] for size in range(len(name), _KEY - 1, -1) if _told(paragraph, points, name[:size])), ""
    )
    if not own or own in other:
        return None
    return _told(paragraph, points, own)[-1]


def _told(paragraph: Paragraph, points: Number, key: str) -> list[Number]:
    found: list[Number] = []
    subject = ""
    for each in paragraph.numbers:
        if each.occurrence.span.start >= points.occurrence.span.start:
            break
        # 城镇收入 38,000 元，增长 4.5%: the subject holds until the next semicolon or full stop.
        parts = re.split(r"[；;。]", each.before)
        subject = parts[-1] if len(parts) > 1 or not subject else subject + parts[-1]
        if each.stated and each.is_share and each.sign and key in re.sub(r"\s", "", subject):
            found.append(each)
    return [each for each in found if each.sentence >= points.sentence - 1]
