"""A share told in words that the figure beside it is not: 占 77.3%，接近六成; 近七成（58.2%）的受访者.

What opens a paragraph tells in words (超四成机构的股票投资金额占比在 80%以上) what a later sentence of it tells in figures, and both say of
what: there the words are wrong where no figure of the paragraph is what they tell.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import evidence_at, evidence_of_words, rule, said
from auditor.checks.common.roughwords import OVER, ROUGH, between
from auditor.checks.common.words import overlap
from auditor.findings import Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "rough-share-not-figure"
TITLE = {"zh": "概数与占比不符", "en": "a share in words is not the figure beside it"}
_OF_CHANGE = re.compile("[增长降涨减跌第]$")
_BESIDE = re.compile(r"\s*[，,（(]\s*(?:即|占比?|占到|已)?\s*")
_IN_BRACKETS = re.compile(r"[^，,。；;（()）0-9]{0,12}[（(][^，,。；;（()）0-9]{0,4}")
_ELSE = re.compile(r"上年|去年|同比|提升|提高|下降|增|减|由|从|[0-9一二三四五六七八九十]{1,3}个百分点")
_ALIKE, _FAR = 6, 4


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge shares in words by the figures of their paragraph."""
    for paragraph in paragraphs(facts):
        shares = [each for each in paragraph.numbers if each.is_share and each.stated and not each.sign]
        if not shares or paragraph.block.tells_aims:
            continue
        for found in ROUGH.finditer(paragraph.text):
            span = between(found)
            if span is None or _OF_CHANGE.match(paragraph.text[max(0, found.start() - 1) : found.start()]):
                continue
            beside = next((each for each in shares if _stands_beside(paragraph.text, found, each)), None)
            figure = beside or _told_later(paragraph, found, shares)
            if figure is None:
                continue
            low, high = span
            if {found["near"], found["behind"]} & OVER:
                high = Fraction(1)  # 81% is more than seven tenths
            words = evidence_of_words(paragraph.block, found.start(), found.group(), "概数")
            value = figure.known.printed.value
            if low <= value <= high:
                yield said(rule(NAME, TITLE), "", "", [words], Verdict.EXACT)
            elif beside or not any(low <= each.known.printed.value <= high for each in shares):
                info = rule(NAME, TITLE) if beside else rule(NAME, TITLE, Severity.WARNING, "medium")
                zh = f"称“{found.group()}”，而所说的占比为 {figure.occurrence.text}"
                en = f"the text says '{found.group()}', and the share is {figure.occurrence.text}"
                yield said(info, zh, en, [words, evidence_at(figure.block, figure.occurrence)])


def _stands_beside(text: str, found: re.Match[str], share: Number) -> bool:
    start, end = share.occurrence.span.start, share.occurrence.span.end
    if end <= found.start():
        return _BESIDE.fullmatch(text[end : found.start()]) is not None
    return found.end() <= start and _IN_BRACKETS.fullmatch(text[found.end() : start]) is not None


def _told_later(paragraph: Paragraph, found: re.Match[str], shares: list[Number]) -> Number | None:
    """Return the share of a later sentence that says most of the words of the clause in which the rough one stands."""
    text = paragraph.text
    start = max(text.rfind(mark, 0, found.start()) for mark in "。；;，,") + 1
    clause = text[start : found.start()] + " " + re.split("[。；;，,]", text[found.end() :])[0]
    if _ELSE.search(clause):
        return None
    end = text.find("。", found.end())
    later = [each for each in shares if 0 <= end < each.occurrence.span.start]
    ranked = sorted(((overlap(clause, _said(each)), -at) for at, each in enumerate(later)), reverse=True)[:2]
    if not ranked or ranked[0][0] < _ALIKE or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
        return None
    best = later[-ranked[0][1]]
    return best if best.sentence - later[0].sentence <= _FAR else None


def _said(share: Number) -> str:
    """Return the words of the clause of a share, with the bounds told in it: 股票投资金额占比在 80%以上的有."""
    return re.split("[，,。；;]", share.lead)[-1]
