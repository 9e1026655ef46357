"""Headings whose numbers skip a level, or turn two levels round, although the headings beside them do not.

Reports number 一、（一） 1. （1） from the outside in, and many leave a level out throughout. Only what one part of a
chapter does otherwise than its sisters is said, and 一、 or （一） that begins anew below 1.: notes, both.
"""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING

from auditor import records
from auditor.checks.common.marks import Item, item_of
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.findings import Severity
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "heading-levels"
TITLE = {"zh": "标题层级不一", "en": "headings skip a level or turn levels round"}
_RANKS = {"chapter": 0, "section": 1, "point": 2, "bracket": 3}
_SISTERS = 2


@records.frozen(eq=False)
class _Head:
    style: str
    item: Item

    @property
    def rank(self) -> int:
        return _RANKS[self.style]


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the headings of each chapter."""
    chapter: list[_Head] = []
    for block in facts.report.blocks:
        if block.kind is not BlockKind.HEADING:
            continue
        found = item_of(block)
        if block.level <= 1 or (found and found[0] == "chapter"):
            yield from _judged(chapter)
            chapter = []
        elif found and found[0] in _RANKS:
            chapter.append(_Head(*found))
    yield from _judged(chapter)


def _judged(chapter: list[_Head]) -> Iterator[Outcome]:
    yield from _skipped(chapter)
    yield from _turned(chapter)


def _skipped(chapter: list[_Head]) -> Iterator[Outcome]:
    """Judge what stands first below each （一）: 1. below all of them but one."""
    first = [
        (above, below)
        for above, below in itertools.pairwise(chapter)
        if above.style == "section" and below.rank > above.rank and below.item.number == 1
    ]
    usual = Counter(below.style for _, below in first)
    odd = [(above, below) for above, below in first if below.style == "bracket"]
    if usual["point"] < _SISTERS or len(odd) != 1:
        return
    above, below = odd[0]
    zh = f"“{above.item.mark}”之下直接为“{below.item.mark}”，缺“1.”一级，而同章其他“（一）”级标题之下为“1.”"
    en = f"'{below.item.mark}' stands right below '{above.item.mark}', where its sisters have '1.'"
    place = evidence_of_words(below.item.block, 0, below.item.mark, label="标题层级")
    yield said(rule(NAME, TITLE, Severity.NOTE, "low"), zh, en, [place])


def _turned(chapter: list[_Head]) -> Iterator[Outcome]:
    """Judge （一） right below 1. where the chapter has （一） above 1. already."""
    open_section = False
    for above, below in itertools.pairwise(chapter):
        open_section = open_section or above.style == "section"
        if open_section and above.style == "point" and below.style == "section" and below.item.number == 1:
            zh = f"“{above.item.mark}”之下又从“{below.item.mark}”编起，与上级标题的编号同级，层级倒置"
            en = f"'{below.item.mark}' begins anew below '{above.item.mark}', which it stands above elsewhere"
            place = evidence_of_words(below.item.block, 0, below.item.mark, label="标题层级")
            yield said(rule(NAME, TITLE, Severity.NOTE, "low"), zh, en, [place])
