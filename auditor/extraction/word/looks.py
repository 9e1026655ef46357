"""Headings by their look: short bold lines in a document that uses no heading styles.

English reports seldom number their headings as Chinese ones do (一、, （一）), so that nothing but the look of a line tells it.
A line of Latin letters that is bold throughout, short and no sentence is one where text or a table follows it; the larger its
type, the higher it stands. What alone stands in the largest type at the top is the title.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.extraction.prose.captions import is_caption, is_unit_line
from auditor.extraction.prose.headings import mark_of
from auditor.extraction.text.characters import fold, is_latin
from auditor.extraction.word.xml import W, count_of, is_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

_LONGEST = 80
_HIGHEST, _LOWEST = 3, 5
"""Between the levels of parts and of decimal numbers: 2.1 stands below 2 Revenue."""
_COVER = 6
"""Among so many lines at the top stands the title."""
_NO_HEADING = re.compile(r"[.:;,!?]$|^[^A-Za-z]*$|[.;] ")
_UNSIZED = 0
_BEGINNING = 2000
"""So much of a document tells its language."""


def looked(body: etree._Element) -> Mapping[etree._Element, int]:
    """Return the level of each paragraph of a document that is a heading by its look alone."""
    lines: list[tuple[etree._Element, str]] = []
    length = 0
    for each in body.iterchildren(f"{W}p", f"{W}tbl"):
        text = _text(each)
        if length < _BEGINNING and not is_latin(text):
            return {}  # Chinese headings are known by their numbers
        length += len(text)
        if text or each.tag == f"{W}tbl":
            lines.append((each, text))
    sizes = Counter[int]()
    for each, text in lines:
        if each.tag == f"{W}p" and not _bold(each):
            sizes[_size(each)] += len(text)
    found: dict[etree._Element, int] = {}
    for at, (each, text) in enumerate(lines[:-1]):
        if each.tag == f"{W}p" and _bold(each) and _is_short(text):
            behind = lines[at + 1][0]
            larger = _size(behind) > _size(each) if behind.tag == f"{W}p" else False
            if not larger:
                found[each] = _size(each)
    if not sizes or not found:
        return {}
    plain = sizes.most_common(1)[0][0]
    largest = max(found.values())
    top = {each for each, _ in lines[:_COVER]}
    if largest > plain and all(each in top for each, size in found.items() if size == largest):
        found = {each: size for each, size in found.items() if size != largest}
    ranks = sorted({size for size in found.values() if size > plain}, reverse=True)
    return {
        each: min(_HIGHEST + ranks.index(size), _LOWEST - 1) if size > plain else _LOWEST
        for each, size in found.items()
        if size >= plain
    }


def _is_short(text: str) -> bool:
    plain = fold(text).strip()
    told = is_caption(plain) or is_unit_line(plain) or mark_of(plain) is not None
    return 0 < len(plain) <= _LONGEST and is_latin(plain) and not told and not _NO_HEADING.search(plain)


def _text(element: etree._Element) -> str:
    return (
        "".join(each.text or "" for each in element.iter(f"{W}t")).strip() if element.tag == f"{W}p" else ""
    )


def _runs(paragraph: etree._Element) -> Iterator[etree._Element]:
    return (
        run for run in paragraph.iter(f"{W}r") if any((each.text or "").strip() for each in run.iter(f"{W}t"))
    )


def _bold(paragraph: etree._Element) -> bool:
    runs = list(_runs(paragraph))
    marks = [run.find(f"{W}rPr/{W}b") for run in runs]
    return bool(runs) and all(mark is not None and is_on(mark) for mark in marks)


def _size(paragraph: etree._Element) -> int:
    """Return the size of a paragraph's type in half points, 0 where only its style says it."""
    sizes = [run.find(f"{W}rPr/{W}sz") for run in _runs(paragraph)]
    return max((count_of(each, _UNSIZED) for each in sizes if each is not None), default=_UNSIZED)
