"""A figure of a headline with two digits turned, and the body that prints it right: 全国发行地方债 34311 亿, and 33411 亿元 below.

A headline tells again what stands below it. That nothing below prints its number, that one figure there is its digits with two
neighbours changed over, in one unit, and that the words of both share a word, shows which figure was meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.checks.common.slips import neighbours_swapped
from auditor.checks.common.words import overlap
from auditor.findings import Severity
from auditor.report.blocks import BlockKind, NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.blocks import Block, Occurrence

NAME = "headline-not-body"
TITLE = {"zh": "标题与正文的数字不一致", "en": "a headline and its body print different figures"}
_HAN = re.compile("[一-龥]")
_ENDS = re.compile("[。；;！!?？]")
_NOT_WORDS = re.compile(r"[^一-龥A-Za-z“”]+")
_LONGEST = 48
_LEAST, _SURE = 3, 5
"""Three digits are turned by chance where many figures stand below; from five on hardly ever."""
_BEHIND, _TOP = 4, 3
_SHARED = 3
_SCALES = ("万亿", "亿", "万", "%", "％", "‰")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the figures of headlines by what stands below them."""
    heads = [block for block in facts.report.blocks if _headline(block)]
    figures = [(block, item) for block in heads for item in block.occurrences if _telling(item)]
    if not figures:
        return
    own = {block.index for block in heads}
    body: dict[tuple[str, str], list[Number]] = {}
    for paragraph in paragraphs(facts):
        for each in paragraph.numbers:
            if each.block.index not in own and each.occurrence.numeral is not None:
                body.setdefault(_key(each.occurrence), []).append(each)
    for block, item in figures:
        meant = _meant(block, item, body)
        if meant is not None:
            zh = f"标题写 {item.text}{item.unit}，正文为 {meant.occurrence.text}{meant.occurrence.unit}"
            en = f"the headline says {item.text}{item.unit}, and the body {meant.occurrence.text}{meant.occurrence.unit}"
            places = [evidence_at(block, item), evidence_at(meant.block, meant.occurrence, "base")]
            yield said(rule(NAME, TITLE, Severity.WARNING), zh, en, places)


def _headline(block: Block) -> bool:
    """Whether a block is a heading, or a short line at the very top that is no sentence: the title."""
    if block.kind is BlockKind.HEADING:
        return True
    text = block.text.strip()
    short = block.kind is BlockKind.PARAGRAPH and block.index < _TOP and len(text) <= _LONGEST
    return short and not _ENDS.search(text) and not text.endswith(("：", ":")) and bool(_HAN.search(text))


def _telling(item: Occurrence) -> bool:
    return item.kind is NumberKind.FIGURE and item.numeral is not None and len(_digits(item)) >= _LEAST


def _digits(item: Occurrence) -> str:
    return re.sub("[^0-9]", "", item.text)


def _scale(item: Occurrence) -> str:
    """Return how large a unit is, whatever it is of: a headline says 亿 for 亿元."""
    return next((each for each in _SCALES if (item.unit or "").startswith(each)), item.unit or "")


def _key(item: Occurrence) -> tuple[str, str]:
    """Return what two figures share of which one has digits of the other turned: their unit, and the same digits in any order."""
    return _scale(item), "".join(sorted(_digits(item)))


def _meant(block: Block, item: Occurrence, body: Mapping[tuple[str, str], Sequence[Number]]) -> Number | None:
    """Return the one figure below that a figure of a headline was to be."""
    text = _digits(item)
    words = _NOT_WORDS.sub("", block.text)
    far = len(text) >= _SURE
    found = [
        each
        for each in body.get(_key(item), ())
        if block.index < each.block.index
        and (far or each.block.index - block.index <= _BEHIND)
        and _step(each.occurrence) == _step(item)
        and neighbours_swapped(text, _digits(each.occurrence))
        and overlap(words, _NOT_WORDS.sub("", each.block.text if far else each.lead)) >= _SHARED
    ]
    alone = len({_digits(each.occurrence) for each in found}) == 1
    return found[0] if alone and not _told_below(block, item, body) else None


def _told_below(block: Block, item: Occurrence, body: Mapping[tuple[str, str], Sequence[Number]]) -> bool:
    """Whether something below the headline prints its figure, or that to more places."""
    text, scale = _digits(item), _scale(item)
    return any(
        each.block.index > block.index and _digits(each.occurrence).startswith(text)
        for (unit, _), told in body.items()
        if unit == scale
        for each in told
    )


def _step(item: Occurrence) -> Fraction | None:
    """Return the last place that a figure is told to: 34.31 is none of 3.413 with digits turned."""
    return item.numeral.step if item.numeral is not None else None
