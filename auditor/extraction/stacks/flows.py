"""Flows: what a text layer prints between two blank lines, in pieces of words and of values, page by page.

A flow of a table is a column with or without its head, a part of a column, or a head alone. The title of the table,
its unit, the foot of a page and the heading of the text below may be printed among them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.prose.captions import is_caption, is_unit_line, read_caption
from auditor.extraction.prose.headings import heading_level
from auditor.extraction.stacks.headedcolumns import is_corner
from auditor.extraction.stacks.latticestream import Look, Run, pieces_of, values_in
from auditor.extraction.stacks.runitems import end_of, foreign
from auditor.extraction.stacks.stacks import Stack
from auditor.extraction.tables.cellform import Kind, form_of
from auditor.extraction.tables.cellvalues import is_value
from auditor.extraction.text.cutnumbers import mended
from auditor.extraction.text.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_FLOWS = 150
_WIDEST = 48
_PROSE = re.compile(r"[。；，？！]|[A-Za-z]+\s.*[a-z0-9%)]\.$")
_LEADS = 32
"""A line so wide that ends in a colon leads to what follows; a shorter one may be a label: 流动资产：."""
_SIGNED = re.compile(r"(?:负责人|[制填]表人|审核人|编制单位|填报日期)\s*[:：]")
"""Who signs a statement is printed below it."""
_UNIT = re.compile(r"(?:金额|计量|补贴额)?单位\s*[:：]")
_ASIDE = re.compile(r"[（(][^（）()]*[)）]")
_PAGE = re.compile(r"[-—–\s]*(?:第\s*)?(?:Page\s*)?[0-9]{1,3}(?:\s*页)?[-—–\s]*", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\s*年?(?:\s*[-–—]\s*(?:19|20)?[0-9]{2}\s*年?)?")
_FEWEST = 2


@records.frozen(eq=False, slots=False)
class Piece:
    """Words and the values directly below them; `mixed` where words and values take turns."""

    words: tuple[Line, ...]
    values: tuple[Line, ...]
    at: int
    mixed: bool = False

    @property
    def look(self) -> Look:
        """Return what the values look like."""
        return Run((), self.values).look


@records.frozen(eq=False)
class Region:
    """The flows that may be those of a table, by pages; the lines among them that are no cell, and the index behind all.

    `cuts` are the pages and pieces before which a heading stands: another table may begin there.
    """

    pages: tuple[tuple[Piece, ...], ...]
    cuts: tuple[tuple[int, int], ...]
    asides: tuple[Line, ...]
    end: int


def prose(line: Line) -> bool:
    """Whether a line is part of a sentence."""
    if is_value(line.text) or values_in(line.text):
        return False
    if line.width > _WIDEST or (line.width > _LEADS and line.text.endswith(("：", ":"))):
        return True
    return _PROSE.search(_ASIDE.sub("", line.text)) is not None


def region_at(lines: Sequence[Line], at: int, *, titled: bool) -> Region:
    """Return the flows from a line on, up to a sentence or the number of another table; `titled` where one stands above."""
    pages: list[list[Piece]] = [[]]
    asides: list[Line] = []
    cuts: list[tuple[int, int]] = []
    flows = 0
    leaf = lines[at].leaf
    while at < len(lines) and flows < _MOST_FLOWS:
        last = end_of(lines, at)
        kept: list[Line] = []
        stop = False
        for place, line in enumerate(lines[at:last], start=at + 1):
            if is_caption(line.text) and read_caption(line.text).number is not None:
                if titled:
                    stop = True
                    break
                titled = True
                asides.append(line)
            elif prose(line):
                stop = True
                break
            elif not kept and _heads(lines[place - 1 : last]):
                asides.append(line)
                cuts.append((len(pages) - 1, len(pages[-1])))
            elif _UNIT.match(line.text) or _SIGNED.search(line.text):
                asides.append(line)
            else:
                kept.append(line)
        if stop and not kept:
            break
        if lines[at].leaf != leaf:
            leaf = lines[at].leaf
            pages.append([])
        among = _among(lines, at, last)
        if len(kept) == 1 and _PAGE.fullmatch(kept[0].text) and _closes(lines, last) and not among:
            asides.extend(kept)
        else:
            pages[-1].extend(_pieces(mended(kept), at))
        flows += 1
        at = last
        if stop:
            at = lines.index(kept[-1], 0) + 1 if kept[-1] in lines else last
            break
    return Region(tuple(map(tuple, pages)), tuple(cuts), tuple(asides), at)


def _heads(flow: Sequence[Line]) -> bool:
    """Whether the first line of a flow is a title or a heading: 一、收入 above 二、支出 is a label."""
    line = flow[0]
    if values_in(line.text) or not foreign(line):
        return False
    if len(flow) <= _FEWEST or not heading_level(line.text) or is_caption(line.text):
        return True
    below = flow[1]
    if is_caption(below.text) or is_unit_line(below.text) or is_corner("".join(below.text.split())):
        return True
    return any(map(prose, flow))


def _closes(lines: Sequence[Line], at: int) -> bool:
    """Whether a number may be that of a page: columns that stand beside its foot may be printed behind it."""
    return at == len(lines) or lines[at].after_blank or lines[at].fresh


def _among(lines: Sequence[Line], at: int, last: int) -> bool:
    """Whether single values stand before and behind a flow on its page: it is a cell of their row."""
    if not 0 < at <= last < len(lines) - 1 or not lines[at - 1].leaf == lines[at].leaf == lines[last].leaf:
        return False
    alone = lines[at - 1].after_blank and lines[last + 1].after_blank
    return alone and values_in(lines[at - 1].text) and values_in(lines[last].text)


def _pieces(lines: Sequence[Line], at: int) -> Iterator[Piece]:
    """Iterate over the pieces of a flow: years below each other name rows, and blanks below words are cells of words."""
    if not lines:
        return
    if len(lines) > _FEWEST and all(_YEAR.fullmatch(line.text) for line in lines[1:]):
        yield Piece(tuple(lines), (), at)
        return
    stack = Stack(tuple(lines), tuple(form_of(line.text) for line in lines), at)
    runs = pieces_of([stack])
    if runs is None:
        yield Piece(tuple(lines), (), at, mixed=True)
        return
    for run in runs:
        words = (*run.group, *run.words)
        blank = all(form_of(line.text).kind is Kind.BLANK for line in run.values)
        if run.values and blank and len(words) > max(len(run.values), _FEWEST):
            yield Piece((*words, *run.values), (), at)
        else:
            yield Piece(words, run.values, at)
