"""The labels of a table read from its flows: a line for each row, in one flow or in several, or lines joined."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.stacks.cellheads import BRACKETED
from auditor.extraction.stacks.headed import NOTE
from auditor.extraction.stacks.headedcolumns import heads_labels, is_corner
from auditor.extraction.stacks.skynames import whole_of
from auditor.extraction.stacks.stacklabels import TOTAL, Labels
from auditor.extraction.stacks.wrappedlabels import row_labels
from auditor.extraction.tables.cellform import Kind, form_of
from auditor.extraction.text.characters import is_latin
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.stacks.flows import Piece

_MOST_ABOVE = 3
"""So many lines of a title may stand above the head of the labels in one flow."""
_MOST_FLOWS = 10
_MOST_TOGETHER = 5
_CLOSING = 3
"""Behind the total may stand what it is split into, or what is taken off it: 合计 | 减：坏账准备 | 账面价值."""
_SECTION = re.compile(r"[：:]$|^[一二三四五六七八九十]{1,2}、|^(?:分|按)[一-龥]{1,6}$")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\s*年[度末初]?")
_SUB = re.compile(r"(?:小计|合计|其他|其中)")
"""A label that comes again below each group."""


@records.frozen(eq=False)
class Rows:
    """The head of the labels (None where it is printed elsewhere), the labels, the flows they take, and lines above them."""

    corner: Line | None
    labels: tuple[Mapped, ...]
    used: tuple[int, ...]
    above: tuple[Line, ...] = ()
    exact: bool = True


def rows_of(
    pieces: Sequence[Piece], rows: int, ends: Sequence[int], *, corner: str | None = None
) -> Rows | None:
    """Return the labels of so many rows, None where no flows of words are such; `ends` are the rows behind which bands end.

    On later pages the head of the labels is the `corner` of the first one.
    """
    words = [at for at, piece in enumerate(pieces) if piece.words and not piece.values and not piece.mixed]
    wholes = [at for at in words if len(pieces[at].words) == 1 and whole_of(pieces[at].words[0].text)]
    for way in (_whole, _closed, _nested, _several, _sectioned, _wrapped):
        for each in way(pieces, words, rows, ends):
            if each.corner and whole_of(each.corner.text):
                continue
            if corner is not None and each.corner and each.corner.text != corner:
                continue
            found = _ended(each, pieces, wholes)
            if found is not None and sensible([label.text for label in found.labels]):
                return found
    return None


def _ended(found: Rows, pieces: Sequence[Piece], wholes: Sequence[int]) -> Rows | None:
    """Return labels with that of the total for a dash below the others, None where it stands elsewhere."""
    if len(wholes) != 1 or wholes[0] in found.used:
        return found
    if form_of(found.labels[-1].text).kind is Kind.BLANK:
        closing = _texts(pieces[wholes[0]].words)
        return attrs.evolve(found, labels=(*found.labels[:-1], *closing), used=(*found.used, *wholes))
    return found if any(whole_of(found.labels[at].text) for at in (0, -1)) else None


def _corner(line: Line) -> bool:
    return is_corner("".join(line.text.split()))


def _whole(pieces: Sequence[Piece], words: Sequence[int], rows: int, _ends: Sequence[int]) -> Iterator[Rows]:
    for at in words:
        lines = pieces[at].words
        above = len(lines) - rows
        if not 0 <= above <= _MOST_ABOVE:
            continue
        corner = lines[above - 1] if above else None
        if above > 1 and not _corner(lines[above - 1]):
            continue
        yield Rows(corner, _texts(lines[above:]), (at,), lines[: max(above - 1, 0)])


def _closed(pieces: Sequence[Piece], words: Sequence[int], rows: int, _ends: Sequence[int]) -> Iterator[Rows]:
    """Iterate over the labels whose last, that of the total, stands below a column beside them."""
    wholes = [
        at
        for at in words
        if whole_of(pieces[at].words[-1].text) and len(pieces[at].words) in {1, rows, rows + 1}
    ]
    for at in words:
        lines = pieces[at].words
        for above in (0, 1):
            if len(lines) - above == rows - 1 > above and len(wholes) == 1 and wholes[0] != at:
                whole = pieces[wholes[0]].words
                used = (at, wholes[0]) if len(whole) == 1 else (at,)
                yield Rows(lines[0] if above else None, _texts((*lines[above:], whole[-1])), used)


def _nested(pieces: Sequence[Piece], words: Sequence[int], rows: int, _ends: Sequence[int]) -> Iterator[Rows]:
    """Iterate over labels that come again below each of the names beside them: 甲厂 | 乙厂, and 产量 | 销量 | 产量 | 销量."""
    for at in words:
        lines = pieces[at].words
        texts = [line.text for line in lines[1:]]
        size = len(set(texts))
        if len(texts) != rows or not 1 < size < rows or texts != texts[:size] * (rows // size):
            continue
        for beside in words:
            count, beside_it = rows // size, pieces[beside].words
            if beside == at or not count < len(beside_it) <= count + _MOST_ABOVE:
                continue
            names = beside_it[-count:]
            labels = [
                join_lines((names[row // size].mapped, line.mapped)) for row, line in enumerate(lines[1:])
            ]
            yield Rows(lines[0], tuple(labels), (min(at, beside), max(at, beside)))


def _several(pieces: Sequence[Piece], words: Sequence[int], rows: int, ends: Sequence[int]) -> Iterator[Rows]:
    """Return the labels that several flows give together, each those of a band or of some, where one choice of them does."""
    found: list[Rows] = []
    for at in words:
        rest = [each for each in words if each > at][:_MOST_FLOWS]
        for count in range(1, min(len(rest), len(ends) - 1, _MOST_TOGETHER) + 1):
            for more in itertools.combinations(rest, count):
                lines = tuple(line for each in (at, *more) for line in pieces[each].words)
                above = len(lines) - rows
                if above not in {0, 1} or (above and len(pieces[at].words) == 1):
                    continue
                sizes = itertools.accumulate(
                    len(pieces[each].words) - (above if each == at else 0) for each in (at, *more)
                )
                if set(sizes) <= set(ends):
                    found.append(Rows(lines[0] if above else None, _texts(lines[above:]), (at, *more)))
    if len(found) > 1:
        # Flows of one line may be heads as well.
        found = [each for each in found if all(len(pieces[at].words) > 1 for at in each.used)]
        # Columns of words stand right of the labels.
        found = [each for each in found if each.used[0] == found[0].used[0]]
    if len(found) == 1:
        yield found[0]


def _sectioned(
    pieces: Sequence[Piece], words: Sequence[int], rows: int, ends: Sequence[int]
) -> Iterator[Rows]:
    """Iterate over labels with a line above each band that names its rows and has no values."""
    begins = (0, *ends[:-1])
    for at in words:
        lines = pieces[at].words
        for skip in (0, 1):
            if skip and not _corner(lines[0]):
                continue
            plain = [line for line in lines[skip:] if not line.text.endswith(("：", ":"))]
            if len(plain) == rows < len(lines) - skip:
                yield Rows(lines[0] if skip else None, _texts(plain), (at,), exact=bool(skip))
            if len(ends) == 1:
                continue
            for marked in (begins, begins[1:]):
                if len(lines) - skip != rows + len(marked):
                    continue
                places = {skip + begin + sum(other < begin for other in marked) for begin in marked}
                if not all(_names_rows(lines[place].text) for place in places):
                    continue
                kept = [line for place, line in enumerate(lines) if place >= skip and place not in places]
                yield Rows(lines[0] if skip else None, _texts(kept), (at,), exact=False)


def _names_rows(text: str) -> bool:
    """Whether a line can name the rows below it."""
    return _SECTION.search(text) is not None or (is_latin(text) and text[0].isupper())


def _wrapped(pieces: Sequence[Piece], words: Sequence[int], rows: int, ends: Sequence[int]) -> Iterator[Rows]:
    for at in words:
        lines = pieces[at].words
        if not rows < len(lines) <= 3 * rows:
            continue
        found = [
            Rows(lines[0] if skip else None, tuple(told), (at,), exact=skip > 0)
            for skip in ((1,) if _corner(lines[0]) else (0, 1))
            if (told := row_labels([Labels(lines[skip:], 0, direct=False)], rows, ends, closing=_CLOSING))
        ]
        if len(found) == 1:
            yield found[0]


def _texts(lines: Sequence[Line]) -> tuple[Mapped, ...]:
    return tuple(line.mapped.strip() for line in lines)


def sensible(labels: Sequence[str]) -> bool:
    """Whether texts can be the labels of a table: words, none the head of labels, and hardly any of them twice."""
    again = {text for text in labels if labels.count(text) > 1}
    if any(_SUB.match(text) is None for text in again):
        return False
    for text in labels:
        if form_of(text).kind not in {Kind.WORDS, Kind.DATE} and not text.isdecimal():
            return False
        if heads_labels(text) or NOTE.fullmatch(text) or BRACKETED.fullmatch(text) or len(text) == 1:
            return False
    years = [_YEAR.fullmatch(text) is not None for text in labels]
    if any(years) and not all(years[:-1]):
        return False
    if is_corner("".join(labels[0].split())) and not whole_of(labels[0]):
        return False
    return bool(again) or not any(map(TOTAL.match, labels[1:-_CLOSING]))
