"""The labels of a table that was read from its runs of values: a line a row, joined where they are wrapped.

Lines that name the rows below them and have no values (流动资产：, TITLE I) are left out, where values stand apart
above each of them.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.stacks.headed import NOTE, among_heads
from auditor.extraction.stacks.headedcolumns import heads_labels, is_corner
from auditor.extraction.stacks.skynames import whole_of
from auditor.extraction.stacks.stacklabels import TOTAL, Labels
from auditor.extraction.stacks.wrappedlabels import row_labels
from auditor.extraction.tables.cellform import Kind, form_of
from auditor.extraction.text.characters import is_latin
from auditor.extraction.text.mapped import EMPTY, Mapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.text.lines import Line

_BARE, _SECTIONED, _WRAPPED = 2, 1, 2
"""What is left unsaid where the head of the labels lacks, lines name several rows, or labels are wrapped."""
_SECTION = re.compile(
    r"[：:]$|^[一二三四五六七八九十]{1,2}、|^(?:分|按)[一-龥]{1,6}$|^(?:Title|Part)\s+[IVX]+\b"
)


@records.frozen(eq=False)
class Rows:
    """The head of the labels, the labels, what they leave unsaid, and whether nothing else explains their lines."""

    corner: Mapped
    labels: tuple[Mapped, ...]
    cost: int
    exact: bool


def parted(stacks: Sequence[tuple[Line, ...]], rows: int, *, headed: bool) -> tuple[int, Mapped]:
    """Return how many of the first lines of labels are their head, and that head.

    Where all columns are printed below their own heads (`headed`), so are the labels.
    """
    first = stacks[0]
    again = len(stacks) > 1 and all(stack[0].text == first[0].text for stack in stacks)
    sized = headed and sum(map(len, stacks)) == rows + 1
    if len(first) > 1 and (again or sized or is_corner("".join(first[0].text.split()))):
        return 1, first[0].mapped.strip()
    return 0, EMPTY


def rows_of(corner: Mapped, found: Sequence[Labels], ends: Sequence[int]) -> Rows | None:
    """Return a label for each row, None where the lines can be matched to the rows in two ways or none.

    `ends` are the rows at which bands end; the head of the labels comes again on a later page.
    """
    parts = [
        each.lines[1:]
        if place and corner and each.lines[:1] and each.lines[0].text == corner.text
        else each.lines
        for place, each in enumerate(found)
    ]
    cost = 0 if corner else _BARE
    every = [line for part in parts for line in part]
    if len(every) == ends[-1]:
        sizes = list(itertools.accumulate(map(len, parts)))
        exact = len(parts) == 1 == len(ends) or sizes == list(ends)
        labels = tuple(line.mapped.strip() for line in every)
        return Rows(corner, labels, cost, exact) if len(parts) == 1 or set(sizes) <= set(ends) else None
    if len(every) < ends[-1]:
        return None
    sections = _sections(every, ends)
    if sections is not None:
        labels = tuple(line.mapped.strip() for line in sections)
        return Rows(corner, labels, cost + _SECTIONED, exact=False)
    stacks = [Labels(part, each.row, each.direct) for part, each in zip(parts, found, strict=True) if part]
    joined = row_labels(stacks, ends[-1], ends)
    if joined is None or not _bordering(joined, every, ends):
        return None
    return Rows(corner, tuple(joined), cost + _WRAPPED, len(parts) == 1 == len(ends))


def _bordering(labels: Sequence[Mapped], lines: Sequence[Line], ends: Sequence[int]) -> bool:
    """Whether the values stand apart above or below each label that takes more than one line."""
    single = {line.text for line in lines}
    borders = {0, *ends, *(end - 1 for end in ends)}
    wrapped = [row for row, label in enumerate(labels) if label.text not in single]
    return len(ends) == 1 or all(row in borders for row in wrapped)


def _sections(lines: Sequence[Line], ends: Sequence[int]) -> list[Line] | None:
    """Return the lines without those that name the rows below them and have no values: each begins a band."""
    marked = {at for at, line in enumerate(lines) if _names_rows(line.text)}
    if len(lines) - len(marked) != ends[-1] or not marked:
        return None
    begins = {0, *ends[:-1]}
    row = 0
    for at in range(len(lines)):
        if at in marked and row not in begins:
            return None
        row += at not in marked
    return [line for at, line in enumerate(lines) if at not in marked]


def _names_rows(text: str) -> bool:
    capitals = is_latin(text) and text.isupper() and not whole_of(text.title())
    return capitals or _SECTION.search(text) is not None


def sensible(rows: Rows) -> bool:
    """Whether texts can be the labels of a table."""
    labels = [label.text for label in rows.labels]
    cornered = is_corner("".join(rows.corner.text.split()))
    if len(set(labels)) < len(labels):
        return False
    if any(form_of(text).kind not in {Kind.WORDS, Kind.DATE} for text in labels):
        return False
    if any(heads_labels(text) or NOTE.fullmatch(text) for text in labels):
        return False
    pairs = itertools.pairwise(labels[1:])
    if any(TOTAL.match(text) and not below.startswith("其中") for text, below in pairs):
        return False
    if not cornered and is_corner("".join(labels[0].split())):
        return False
    return cornered or not among_heads(labels)
