"""Headings: how one is recognised, how deep it is, and the path of headings above a block."""

# ruff: noqa: RUF001 - the look-alikes are the very characters that reports print
from __future__ import annotations

import functools

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.text.characters import KEPT, is_latin, squeeze

_NUMERAL = "一二三四五六七八九十百零〇"
# 一、二、3 and 1.5 go on; 二、2024年预算草案 and 1.2023年收入情况 begin with the year that the chapter is of.
_NO_MORE = r"(?!\s*(?!(?:19|20)[0-9]{2}\s*年)[0-9])"
_LEVELS = (
    (1, re.compile(r"(?:摘\s*要|正\s*文|目\s*录|前\s*言|引\s*言|结\s*[语论]|附\s*注|附\s*录|致\s*谢|参考文献|Abstract|Introduction|Conclusions?|References)$")),
    (1, re.compile(r"附\s*[件录表]\s*(?:[0-9]+(?:-[0-9]+)?|[一二三四五六七八九十]+)\s*[:：.、]?")),
    (2, re.compile(rf"第\s*(?:[{_NUMERAL}]+|[0-9]+)\s*[章部篇编](?:分)?")),
    (2, re.compile(r"[壹贰叁肆伍陆柒捌玖拾]{1,2}(?:\s*、|\s+)\s*(?=[一-龥]{2})")),
    (3, re.compile(rf"(?:[{_NUMERAL}]{{1,3}}|[0-9]{{1,2}})\s*、{_NO_MORE}|第\s*[{_NUMERAL}]+\s*[节条]")),
    (4, re.compile(rf"[（(]\s*[{_NUMERAL}]{{1,3}}\s*[)）]")),
    (5, re.compile(rf"[0-9]{{1,2}}\s*[.．]{_NO_MORE}")),
    (8, re.compile(r"[（(]\s*[0-9]{1,2}\s*[)）]")),
    (9, re.compile(r"[0-9]{1,2}\s*[)）]|[①-⑳]")),
)  # fmt: skip
_DECIMAL = re.compile(r"(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2}){1,4})\.?\s*(?=[^\s0-9.%,，、元万亿])")
_MARKDOWN = re.compile(r"(?P<hashes>#{1,6})\s+")
_ENDS = re.compile(r"[。；;，,：:、！!？?]$")
_INSIDE = re.compile(r"[。；;！!]|[，,].*[，,]")
_LONGEST = 40
ANNEX = re.compile(r"附\s*[件录]")
_ANNEXED = re.compile(r"附\s*表")
_INSIDE_ANNEX = 4
_CHAPTER = 2
_ITEM = 5
"""From this level on a numbered line is a heading only if it is short and is no sentence."""
_SENTENCE = re.compile(r"[是为有达占将把被您]|[0-9](?:\.[0-9]+)?\s*(?:%|万元|元|个|人|项)")


@records.frozen
class Mark:
    """The number before a heading or list item: its level and where the title begins."""

    level: int
    end: int


@functools.lru_cache(maxsize=KEPT)
def mark_of(text: str) -> Mark | None:
    """Return the heading or item number that `text` (stripped, folded) begins with."""
    if found := _MARKDOWN.match(text):
        inner = mark_of(text[found.end() :])
        return Mark(inner.level if inner else len(found["hashes"]) + 1, found.end())
    if found := _DECIMAL.match(text):
        return Mark(min(5 + found["number"].count("."), 7), found.end())
    for level, pattern in _LEVELS:
        if found := pattern.match(text):
            return Mark(level, found.end())
    return None


@functools.lru_cache(maxsize=KEPT)
def heading_level(text: str) -> int:
    """Return the level of the heading that `text` is, 0 where it is none."""
    mark = mark_of(text)
    if mark is None:
        return 0
    if text.startswith("#"):
        return mark.level if len(text) <= 2 * _LONGEST else 0
    title = text[mark.end :].strip()
    if mark.level == 1:
        return (
            1
            if len(title) <= _LONGEST and not _INSIDE.search(title) and not re.search(r"[。；，]$", text)
            else 0
        )
    if not title:
        return mark.level if mark.level == _CHAPTER else 0  # 第三章 alone: its title stands on the next line
    if len(title) > _LONGEST or _ENDS.search(title) or _INSIDE.search(title):
        return 0
    longest = _LONGEST if is_latin(title) else _LONGEST // 2
    if mark.level >= _ITEM and (len(title) > longest or _SENTENCE.search(title)):
        return 0
    return mark.level


def is_short(text: str) -> bool:
    """Whether a line is as short as a heading, and no sentence."""
    return 0 < len(text) <= _LONGEST and not _ENDS.search(text) and not _INSIDE.search(text)


def run_in_heading(text: str) -> tuple[int, int]:
    """Return level and end of a heading that its paragraph follows on the line: `2.机构人员。内设…`."""
    mark = mark_of(text)
    if mark is None or mark.level < 3:  # noqa: PLR2004 - parts and chapters stand alone
        return 0, 0
    stop = text.find("。", mark.end)
    title = text[mark.end : stop]
    if stop < 0 or stop + 1 >= len(text) or not 2 <= len(title) <= 14 or re.search(r"[，,；:：0-9]", title):  # noqa: PLR2004
        return 0, 0
    return mark.level, stop


@attrs.define
class Outline:
    """The headings above the present place. A heading closes those of its level and deeper.

    Reports skip levels (一、 then 1.) and reuse them in parts (摘要, 正文, 附件), so only the order of
    levels counts, and a part closes everything.
    """

    _open: list[tuple[int, str]] = attrs.field(factory=list)
    path: tuple[str, ...] = attrs.field(init=False, default=())
    """The titles above the present place, outermost first: one for all that stands there."""

    def rank(self, level: int, title: str) -> int:
        """Return the level of a heading at the present place: a table of an annex (附表1) is no part of its own."""
        inside = self._open and ANNEX.match(self._open[0][1])
        return _INSIDE_ANNEX if level == 1 and inside and _ANNEXED.match(title.strip()) else level

    def enter(self, level: int, title: str) -> None:
        """Open a heading."""
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        self._open.append((level, squeeze(title.strip("#").strip()).strip()))
        self.path = tuple(title for _, title in self._open)
