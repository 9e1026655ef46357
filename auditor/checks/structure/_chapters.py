"""Chapters, and tables numbered in words, that the text refers to and the report does not hold: 见第七章, where the last chapter is 第六章.

Only where the headings count from one without a gap is a chapter beyond the last one none of the report's; what stands in brackets of a
title behind 《…》 is a chapter of something else.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.marks import item_of
from auditor.checks.common.numbers import TEXT_KINDS
from auditor.checks.common.words import chinese_number
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.report.blocks import Block

_CN = "[一二三四五六七八九十]{1,3}"
_REFERRED = re.compile(
    rf"(?:(?<!意)见|参[见照]|详述于|列于|载于|参阅|(?:本报告|报告|前文|后文|本文)(?:的)?)(?:本报告|报告|前文|后文|本文|上文|下文)?(?:的)?\s*"
    rf"(?P<shown>第\s*(?P<number>{_CN}|[0-9]{{1,2}})\s*(?P<kind>章|部分|节)|(?:第\s*)?(?P<decimal>[1-9][0-9]?\.[1-9][0-9]?)\s*(?:节|部分|小节))"
)
_NUMBER = rf"(?:{_CN}|[甲乙丙丁戊己庚辛]|[A-H](?![A-Za-z0-9]))"
_COUNTED = (
    rf"(?:(?P<kind>附表|附件|附图|表|图)\s*(?:(?P<number>{_NUMBER})|[（(]\s*(?P<held>{_CN}|[0-9]{{1,2}})\s*[)）])"
    rf"|第\s*(?P<ordinal>{_CN}|[0-9]{{1,2}})\s*(?P<of>附表|附件|附图|表|图))"
)
_SHOWN = re.compile(
    rf"(?:(?:(?<!意)见|参[见照]|按照?|列于|列入|载于)\s*|[（(]\s*(?:详?见)?\s*(?=[^（(）)]{{2,6}}[）)])|(?:^|[。；，])(?=.{{2,6}}(?:列[出示]|反映|显示|所列)))(?P<shown>{_COUNTED})(?![个项类张份])"
)
_TITLED = re.compile(rf"^[#\s（(]*{_COUNTED}(?=[\s\u3000:：、.）)]|(?!列[出示]|反映|显示|所列)[一-龥]|$)")
_LETTERED = re.compile(
    r"(?<![A-Za-z])(?P<shown>(?P<kind>Annex|Appendix|Schedule|Exhibit)\s(?P<number>[A-H]))(?![A-Za-z0-9]|[.-][A-Za-z0-9])(?!\s+(?:of|to|in|under)\s+(?:the\s+|that\s+|its\s+)?(?:[A-Z]|[a-z]+ (?:agreement|contract|plan|report|act|law)))"
)
"""An annex with a letter, and none of something else: Annex D of the Joint Agreement."""
_OWN_LETTER = re.compile(
    r"^[#\s]*(?P<kind>Annex|Appendix|Schedule|Exhibit)\s(?P<number>[A-H])(?=[\s:.\u2013\u2014-]+[A-Z]|\s*$)",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"\b(?:[Ss]ection|[Pp]aragraph)\s(?P<shown>(?P<chapter>[1-9][0-9]?)\.(?P<section>[1-9][0-9]?))(?!\.?[0-9(%])(?!\s+(?:of|to|in|under)\s+(?:the\s+|that\s+|its\s+)?(?:[A-Z]|[a-z]+ (?:agreement|contract|plan|act|law|code|rules)))"
)
"""A section of the report itself, and none of an act or contract."""
_SIGNS = ("甲乙丙丁戊己庚辛", "ABCDEFGH")
_DECIMAL = re.compile(r"^[#\s]*(?P<chapter>[1-9][0-9]?)\.(?P<section>[1-9][0-9]?)(?![0-9.%％])")
_PLAIN = re.compile(r"^[#\s]*(?P<number>[1-9])(?:[.、\uff0e]|\s|\u3000)\s*(?=[一-龥])")
_KINDS = {"章": "book", "部分": "part", "节": "leaf"}
_OF_CHAPTERS = frozenset({"chapter", "part", "book", "formal", "stem", "roman"})
_HEADS = frozenset({BlockKind.CAPTION, BlockKind.HEADING, BlockKind.PARAGRAPH})
_LEAST = 3


def missing_chapters(blocks: Sequence[Block]) -> Iterator[tuple[Block, int, str]]:
    """Iterate over references to chapters beyond the last one: the block, where the words stand in it, and the words."""
    held = _held(blocks)
    for block in blocks:
        if block.kind not in TEXT_KINDS:
            continue
        for found in _REFERRED.finditer(block.text):
            if found["decimal"]:
                chapter, _, number = found["decimal"].partition(".")
                known, told = held.get(chapter, set()), int(number)
            else:
                # 见第七部分 is said of chapters that are headed 七、 as well.
                style = _KINDS[found["kind"]]
                known = held.get(style) or (held.get("chapter", set()) if style != "leaf" else set())
                told = chinese_number(re.sub(r"\s", "", found["number"])) or 0
            least = _LEAST if not found["decimal"] else 1
            whole = len(known) >= least and known == set(range(1, max(known) + 1))
            last = max(known) if whole else _headed(blocks)
            if told > last > 0 and not (known and not whole):
                yield block, found.start("shown"), found["shown"]
        for found in _SHOWN.finditer(block.text):
            form, told = _named(found)
            known = held.get(form, set())
            if known and known == set(range(1, max(known) + 1)) and told > max(known):
                yield block, found.start("shown"), found["shown"]
        for found in _SECTION.finditer(block.text):
            known = held.get(found["chapter"], set())
            if (
                len(known) > 1
                and known == set(range(1, max(known) + 1))
                and int(found["section"]) > max(known)
            ):
                yield block, found.start("shown"), found["shown"]
        for found in _LETTERED.finditer(block.text):
            known = held.get(found["kind"], set())
            told = ord(found["number"]) - ord("A") + 1
            if len(known) > 1 and known == set(range(1, max(known) + 1)) and told > max(known):
                yield block, found.start("shown"), found["shown"]


def _headed(blocks: Sequence[Block]) -> int:
    """Return how many chapters there are, told by the highest level of headings of some number, where none is numbered; else none."""
    levels = Counter(block.level for block in blocks if block.kind is BlockKind.HEADING)
    numbered = any(
        (item := item_of(block)) is not None and item[0] in _OF_CHAPTERS
        for block in blocks
        if block.kind in _HEADS
    )
    return 0 if numbered else next((levels[each] for each in sorted(levels) if levels[each] >= _LEAST), 0)


def _named(found: re.Match[str]) -> tuple[str, int]:
    """Return the form in which a table is numbered, and its number: 表甲 and 第 1 表 are of two forms."""
    sign = found["number"] or found["held"] or found["ordinal"]
    for row in _SIGNS:
        if sign in row:
            return f"{found['kind']}{row[0]}", row.index(sign) + 1
    form = found["kind"] or f"第{found['of']}"
    return f"{form}（）" if found["held"] else form, chinese_number(sign) or 0


def _held(blocks: Sequence[Block]) -> dict[str, set[int]]:
    """Return the numbers of the headings, by their style, and of the sections, by the chapter they stand in."""
    held: dict[str, set[int]] = {}
    for block in blocks:
        if block.kind in _HEADS and (titled := _TITLED.match(block.text)) is not None:
            form, number = _named(titled)
            held.setdefault(form, set()).add(number)
        if block.kind in _HEADS and (own := _OWN_LETTER.match(block.text)):
            held.setdefault(own["kind"].capitalize(), set()).add(ord(own["number"].upper()) - ord("A") + 1)
        if found := _DECIMAL.match(block.text):
            held.setdefault(found["chapter"], set()).add(int(found["section"]))
        if block.kind is not BlockKind.HEADING:
            continue
        item = item_of(block)
        if item is not None:
            held.setdefault(item[0], set()).add(item[1].number)
        if block.level <= 2 and (plain := _PLAIN.match(block.text)):  # noqa: PLR2004 - a chapter, and no item of a list
            held.setdefault("chapter", set()).add(int(plain["number"]))
    return held
