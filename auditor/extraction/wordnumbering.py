"""The numbers that Word prints before list items and headings, from numbering.xml and the styles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from auditor.extraction.wordxml import W, count_of

if TYPE_CHECKING:
    from lxml import etree

_MOST = 100_000
_CHINESE = "零一二三四五六七八九"


@attrs.frozen
class _Level:
    form: str
    text: str
    start: int


@attrs.define(eq=False)
class Numbering:
    """Counts numbered paragraphs in document order."""

    lists: Mapping[str, Mapping[int, _Level]]
    _counts: dict[str, dict[int, int]] = attrs.field(factory=dict)

    def label(self, number: str, level: int) -> str:
        """Return the printed number of the next paragraph of list `number` at `level`, "" for a bullet."""
        levels = self.lists.get(number)
        if levels is None or level not in levels:
            return ""
        counts = self._counts.setdefault(number, {})
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        form = levels[level]
        if form.form in {"bullet", "none"}:
            return ""

        def printed(found: re.Match[str]) -> str:
            at = int(found.group(1)) - 1
            inner = levels.get(at)
            count = counts.get(at, inner.start if inner else 1)
            return _printed(count, inner.form if inner else "decimal")

        return re.sub(r"%([1-9])", printed, form.text)


def read_numbering(part: etree._Element | None) -> Numbering:
    """Read numbering.xml; a document without it numbers nothing."""
    if part is None:
        return Numbering({})
    abstract: dict[str, dict[int, _Level]] = {}
    for item in part.findall(f"{W}abstractNum"):
        levels = {_at(level): _level(level) for level in item.findall(f"{W}lvl")}
        abstract[item.get(f"{W}abstractNumId", "")] = levels
    lists: dict[str, Mapping[int, _Level]] = {}
    for item in part.findall(f"{W}num"):
        target = item.find(f"{W}abstractNumId")
        levels = dict(abstract.get(target.get(f"{W}val", "") if target is not None else "", {}))
        for override in item.findall(f"{W}lvlOverride"):
            at = _at(override)
            start = override.find(f"{W}startOverride")
            if start is not None and at in levels:
                levels[at] = attrs.evolve(levels[at], start=count_of(start, 1, _MOST))
            level = override.find(f"{W}lvl")
            if level is not None:
                levels[at] = _level(level)
        lists[item.get(f"{W}numId", "")] = levels
    return Numbering(lists)


def _at(element: etree._Element) -> int:
    written = element.get(f"{W}ilvl", "0")
    return int(written) if len(written) == 1 and written in "0123456789" else 0


def _level(element: etree._Element) -> _Level:
    def value(name: str, default: str) -> str:
        child = element.find(f"{W}{name}")
        return default if child is None else child.get(f"{W}val", default)

    start = count_of(element.find(f"{W}start"), 1, _MOST)
    return _Level(value("numFmt", "decimal"), value("lvlText", ""), start)


def _printed(count: int, form: str) -> str:
    if form in {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "ideographDigital",
        "taiwaneseCountingThousand",
    }:
        return chinese(count)
    if form in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (count - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"decimalEnclosedCircleChinese", "decimalEnclosedCircle"}:
        return chr(0x2460 + count - 1) if 1 <= count <= 20 else str(count)  # noqa: PLR2004 - ① to ⑳
    if form == "decimalZero":
        return str(count).rjust(2, "0")
    return str(count)


def chinese(count: int) -> str:
    """Return a number below 100 in Chinese numerals, as lists count."""
    tens, ones = divmod(count, 10)
    if count >= 100 or count < 0:  # noqa: PLR2004
        return str(count)
    if tens == 0:
        return _CHINESE[ones]
    return ("" if tens == 1 else _CHINESE[tens]) + "十" + (_CHINESE[ones] if ones else "")
