"""What the styles of a Word document say: heading levels, lists and hidden text, each handed down to derived styles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.word.xml import W, count_of, is_on

if TYPE_CHECKING:
    from lxml import etree

_BODY_TEXT = 9
"""The outline level of what is no heading."""
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$")
_CONTENTS = re.compile(r"(?:toc|目录|contents)\s*[0-9]")
_MOST_BASES = 20


@records.frozen
class Listed:
    """The list that a style puts its paragraphs in, the level it says, and the style that says so."""

    number: str
    level: int | None
    style: str


@records.frozen
class _Style:
    name: str
    base: str
    level: int | None
    number: str | None
    at: int | None
    hidden: bool | None


@records.frozen
class Styles:
    """The styles of a document by their ids; what one does not say, the style that it is based on does."""

    levels: Mapping[str, int]
    """The level of the headings that a style makes."""
    listed: Mapping[str, Listed]
    """The list that a style puts its paragraphs in."""
    hidden: frozenset[str]
    """The styles of hidden text."""
    contents: frozenset[str]
    """The styles of the lines of a table of contents."""
    lists: Mapping[str, str]
    """The list that a list style names itself."""


def read_styles(part: etree._Element | None) -> Styles:
    """Read styles.xml; a document without it has no styles."""
    known = {
        style.get(f"{W}styleId", ""): _style(style)
        for style in (part.iter(f"{W}style") if part is not None else ())
    }
    lines = {ident: _line(known, ident) for ident in known}
    levels = {
        ident: next((style.level for _, style in line if style.level is not None), 0)
        for ident, line in lines.items()
    }
    hidden = {
        ident: next((style.hidden for _, style in line if style.hidden is not None), False)
        for ident, line in lines.items()
    }
    return Styles(
        {ident: level for ident, level in levels.items() if 0 < level <= _BODY_TEXT},
        {ident: found for ident, line in lines.items() if (found := _listed(line)) is not None},
        frozenset(ident for ident, gone in hidden.items() if gone),
        frozenset(
            ident for ident, line in lines.items() if any(_CONTENTS.match(each.name) for _, each in line)
        ),
        {ident: style.number for ident, style in known.items() if style.number is not None},
    )


def _listed(line: list[tuple[str, _Style]]) -> Listed | None:
    level = next((style.at for _, style in line if style.at is not None), None)
    return next(
        (Listed(style.number, level, ident) for ident, style in line if style.number is not None), None
    )


def style_of(paragraph: etree._Element) -> str:
    """Return the id of a paragraph's style, "" where it names none."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val", "") if style is not None else ""


def number_of(listed: etree._Element | None) -> tuple[str | None, int | None]:
    """Return the list and the level that a paragraph or style names, None where it names none."""
    number = listed.find(f"{W}numId") if listed is not None else None
    level = listed.find(f"{W}ilvl") if listed is not None else None
    return (
        number.get(f"{W}val", "") if number is not None else None,
        count_of(level) if level is not None else None,
    )


def outline_of(properties: etree._Element | None) -> int | None:
    """Return the level of the heading that paragraph properties make, one that no heading has for body text."""
    outline = properties.find(f"{W}outlineLvl") if properties is not None else None
    return count_of(outline, _BODY_TEXT) + 1 if outline is not None else None


def _style(style: etree._Element) -> _Style:
    title, base = style.find(f"{W}name"), style.find(f"{W}basedOn")
    name = (title.get(f"{W}val", "") if title is not None else "").lower()
    found = _HEADING.match(name)
    number, at = number_of(style.find(f"{W}pPr/{W}numPr"))
    vanish = style.find(f"{W}rPr/{W}vanish")
    return _Style(
        name,
        base.get(f"{W}val", "") if base is not None else "",
        int(found.group(1)) if found else outline_of(style.find(f"{W}pPr")),
        number,
        at,
        is_on(vanish) if vanish is not None else None,
    )


def _line(known: Mapping[str, _Style], style: str) -> list[tuple[str, _Style]]:
    """Return a style and those that it is based on, itself first."""
    found: list[tuple[str, _Style]] = []
    while style in known and len(found) < _MOST_BASES:
        found.append((style, known[style]))
        style = known[style].base
    return found
