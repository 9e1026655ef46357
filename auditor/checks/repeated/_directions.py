"""Changes that a text tells in words and in figures: 净利增超六成 and 净利润增长 61.02%, 营收利润双下滑 and 营业收入同比下降 0.6%.

A headline shortens names (净利, 营收) and rounds to tenths; a sentence on the reasons says only which way something went. The figures
are looked for under the same name; only where all of them say otherwise do the words contradict them.
"""

from __future__ import annotations

import bisect
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.relations import evidence_at, evidence_of_words, said
from auditor.checks.common.roughwords import ROUGH, between
from auditor.checks.repeated._statements import Statement, bare, statements
from auditor.findings import Verdict
from auditor.report.blocks import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo

_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.NOTE, BlockKind.HEADING})
_UP = "增长|上升|提高|上涨|增加|回升|攀升|增|涨|升"
_DOWN = "下降|下滑|减少|下跌|回落|降低|降|跌|减"
_TENTHS = re.compile(
    rf"(?:同比|较上年同期|比上年)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))幅?(?=(?:超过?|逾|近|约|达|高达)?[一二三四五六七八九]成)"
)
_WAY = re.compile(
    r"(?:(?P<both>双)|(?:同比|[较比](?:上年|去年)(?:同期)?))(?:出现|呈现?|有所|实现|继续|持续|略有|小幅|大幅|明显|显著|进一步|了|略|再)*"
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?=的?[，,。；;：:、\s]|$)"
)
_REASON = re.compile(
    rf"(?:[较比与](?:(?:20[0-9]{{2}}年|上年|去年|年初)[一-龥]{{0,4}}?))?(?:有所|略有)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))的?(?:主要)?(?:原因|是因为|是由于)"
)
_NAME = re.compile(r"[一-龥A-Za-z（）()“”]{2,30}$")
_LEADS = re.compile(
    "^(?:本?报告期内?|[上下]半年|全年|年内|期内|当年|本年度?|实现|完成|产生的?|其中|但|本?公司|本?集团)+"
)
_PAPER = re.compile("(?:决算|预算|执行|情况|数|额)+$")
_NOT_SO = re.compile(
    r"[不未没若如避防]|预计|预期|力争|争取|目标|行业|[部个]分|幅度|[增降]幅|增速|[0-9一二三四]季度|月|全[国省市区县]"
)
_NEAREST, _SURE, _MENTIONED, _LONGEST, _BACK, _FAR = 2, 4, 3, 6, 3, 32
_TENTH = Fraction(1, 10)


@records.frozen(eq=False)
class _Told:
    """A change in words: what changed, which way, and between which rates where words tell any."""

    block: Block
    start: int
    text: str
    names: tuple[str, ...]
    sign: int
    low: Fraction | None = None
    high: Fraction | None = None


def told_in_words(facts: Facts, info: RuleInfo) -> Iterator[Outcome]:
    """Judge changes that words tell by the rates that sentences print for the same."""
    every = [each for sentence in statements(facts) for each in sentence if each.value]
    rates = [each for each in every if each.kind == "rate" and not each.base]
    yield from _reasoned(
        facts, info, [each for each in every if each.kind in {"rate", "change"} and each.number.sign]
    )
    if not rates:
        return
    for block in facts.report.blocks:
        if block.kind in _KINDS and not block.tells_aims:
            for told in (*_tenths(facts, block), *_ways(block)):
                for name in told.names:
                    named = _of(rates, name, rough=told.low is not None)
                    here = [each for each in named if each.number.block is block]
                    sure = told.low is not None or len(name) >= _SURE
                    yield from _judged(info, told, here or (named if sure else []))


def _reasoned(facts: Facts, info: RuleInfo, changes: Sequence[Statement]) -> Iterator[Outcome]:
    """Judge the word of 支出减少的主要原因 by the changes told of it right before."""
    for block in facts.report.blocks:
        if block.kind not in _KINDS:
            continue
        for found in _REASON.finditer(block.text) if "因" in block.text else ():
            name = _before(block, found)
            if len(name) < _SURE or _NOT_SO.search(name):
                continue
            first, last = (
                bisect.bisect_right(changes, index, key=lambda each: each.number.block.index)
                for index in (block.index - _BACK - 1, block.index)
            )
            near = [
                each
                for each in changes[first:last]
                if each.number.block.section == block.section
                and (each.number.block is not block or each.number.occurrence.span.end <= found.start())
                and _same(_PAPER.sub("", name), _PAPER.sub("", each.name))
            ]
            told = _told(block, found, name)
            yield from _judged(info, told, near)


def _same(one: str, two: str) -> bool:
    """Whether two names are one, without the words of time and of doing before them."""
    first, second = (_LEADS.sub("", each) for each in (one, two))
    return first == second and len(first) >= _SURE


def _tenths(facts: Facts, block: Block) -> Iterator[_Told]:
    for found in _TENTHS.finditer(block.text) if "成" in block.text else ():
        name = re.split("[^一-龥A-Za-z]", _before(block, found))[-1]
        if len(name) < _NEAREST or _NOT_SO.search(name):
            continue
        rough = ROUGH.match(block.text, found.end())
        span = between(rough) if rough is not None else None
        if rough is None or span is None:
            continue
        # 紫光国微净利: who it is of is told throughout.
        named = (name[at:] for at in range(len(name) - 1) if not at or _throughout(facts, name[:at]))
        yield attrs.evolve(
            _told(block, found, name, rough.end()), names=tuple(named), low=span[0], high=span[1]
        )


def _throughout(facts: Facts, words: str) -> bool:
    """Whether the end of some words is a name that the document tells again and again."""
    return any(
        sum(each.text.count(words[-length:]) for each in facts.report.blocks) >= _MENTIONED
        for length in range(_NEAREST, min(len(words), _LONGEST) + 1)
    )


def _ways(block: Block) -> Iterator[_Told]:
    for found in _WAY.finditer(block.text):
        name = _before(block, found)
        if len(name) < _NEAREST or _NOT_SO.search(name + found.group()):
            continue
        # 营收利润双下滑: two names of as many characters, or of two and three.
        names = (name[-4:-2], name[-2:]) if found["both"] else (name,)
        yield attrs.evolve(_told(block, found, name), names=names)


def _before(block: Block, found: re.Match[str]) -> str:
    """Return the name that stands before words of direction."""
    name = _NAME.search(block.text, max(0, found.start() - _FAR), found.start())
    return bare(name.group()) if name is not None else ""


def _told(block: Block, found: re.Match[str], name: str, end: int | None = None) -> _Told:
    at = block.text.rfind(name, 0, found.start()) if name else -1
    start = at if at >= 0 else found.start()
    return _Told(block, start, block.text[start : end or found.end()], (), 1 if found["up"] else -1)


def _of(rates: Sequence[Statement], name: str, *, rough: bool) -> list[Statement]:
    """Return the rates of what a name says, in full or shortened."""
    if rough or len(name) < _SURE:
        return [each for each in rates if _shortens(name, each.name)]
    return [each for each in rates if _same(name, each.name)]


def _shortens(short: str, name: str) -> bool:
    """Whether a name ends in one that a shorter one stands for: 净利 for 净利润, 营收 for 营业收入."""
    if name.endswith(short):
        return True
    for length in range(len(short) + 1, len(short) + 3):
        tail = name[-length:]
        rest = iter(tail)
        if tail[:1] == short[:1] and all(char in rest for char in short):
            return True
    return False


def _judged(info: RuleInfo, told: _Told, rates: Sequence[Statement]) -> Iterator[Outcome]:
    if not rates:
        return
    words = evidence_of_words(told.block, told.start, told.text, "增减用语")
    if told.low is None or told.high is None:
        wrong = all(each.value * told.sign < 0 for each in rates)
    else:
        low, high = told.low, told.high
        wrong = not any(low <= each.value * told.sign <= high for each in rates)
        near = [each for each in rates if abs(each.value * told.sign - low) <= _NEAREST * _TENTH]
        if wrong and not near:
            return
        rates = near or rates
    if not wrong:
        yield said(info, "", "", [words], Verdict.EXACT)
        return
    meant = next((each for each in rates if each.number.block is told.block), rates[0])
    number = meant.number
    figure = f"{number.occurrence.sign_word}{number.occurrence.text}"
    zh = f"一处写“{told.text}”，另一处写{meant.name}“{figure}”，前后不一致"
    en = f"the text says '{told.text}', and tells {meant.name} as {figure}"
    yield said(info, zh, en, [words, evidence_at(number.block, number.occurrence)])
