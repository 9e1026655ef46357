"""The columns of a page's text: where it is set in two, the left one is read to its end, then the right one.

A table without rules has gaps between its columns, too: only what fills both sides of the gap line by line is
text in columns.
"""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING

import attrs

from auditor import records
from auditor.extraction.pdf.page import Glyph, rows_of
from auditor.extraction.prose.furniture import printed_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


_FEWEST = 5
"""Lines that stand in a column at least."""
_LETTERS = 8
"""Characters that its lines hold at least, most of them."""
_MIDDLE = (30, 70)
"""Where the gap between two columns lies, in hundredths of the width of the text."""


@records.frozen(eq=False)
class Band:
    """Characters to be read as lines from `left` to `right`; bands of one `top` are read by their `side`."""

    glyphs: tuple[Glyph, ...]
    left: int
    right: int
    top: int | None = None
    side: int = 0


def bands(glyphs: Sequence[Glyph], width: int) -> list[Band]:
    """Return the characters of a page `width` wide in bands: one for all where no stretch is set in two columns."""
    inked = [glyph for glyph in glyphs if glyph.text.strip()]
    if not inked:
        return []
    left, right = min(glyph.box[0] for glyph in inked), max(glyph.box[2] for glyph in inked)
    # Margins are as wide on either side, and a page of short lines does not show the right one.
    whole = Band(tuple(glyphs), left, max(right, width - left))
    rows = rows_of(inked)
    if len(rows) < _FEWEST:
        return [whole]
    gap = _gap(rows, left, right)
    if gap is None:
        return [whole]
    found: list[Band] = []
    rest: list[Glyph] = []
    for run in _runs(rows, gap):
        sides = [
            [kept for row in run if (kept := [each for each in row if (each.box[0] > gap) is behind])]
            for behind in (False, True)
        ]
        if not all(map(_is_column, sides)):
            rest.extend(glyph for row in run for glyph in row)
            continue
        top = min(glyph.box[1] for row in run for glyph in row)
        for at, side in enumerate(sides):
            held = tuple(glyph for row in side for glyph in row)
            found.append(
                Band(held, min(g.box[0] for g in held), max(g.box[2] for g in held), top=top, side=at)
            )
    return [attrs.evolve(whole, glyphs=tuple(rest)), *found] if found else [whole]


def _gap(rows: Sequence[list[Glyph]], left: int, right: int) -> int | None:
    """Return where the widest part of the lines leave a gap near the middle, None where too few do."""
    low, high = (left + (right - left) * share // 100 for share in _MIDDLE)
    near: Counter[int] = Counter()
    for row in rows:
        for before, after in itertools.pairwise(row):
            middle = (before.box[2] + after.box[0]) // 2
            if after.box[0] - before.box[2] >= before.height and low < middle < high:
                near[middle // 100] += 1
    # Lines of the two columns may stand at different heights: then the middle is all there is.
    candidates = {place * 100 for place, _ in near.most_common(_FEWEST)} | {(left + right) // 2}
    counted = {place: _beside(rows, place) for place in candidates}
    best = max(sorted(candidates), key=lambda place: counted[place])
    return best if counted[best] >= _FEWEST else None


def _beside(rows: Sequence[list[Glyph]], gap: int) -> int:
    """Return on how many lines text stands on the rarer side of a gap that nothing crosses."""
    clean = [row for row in rows if not _crosses(row, gap)]
    lefts = sum(any(glyph.box[2] <= gap for glyph in row) for row in clean)
    rights = sum(any(glyph.box[0] >= gap for glyph in row) for row in clean)
    return min(lefts, rights)


def _crosses(row: Iterable[Glyph], gap: int) -> bool:
    return any(glyph.box[0] - glyph.height // 4 < gap < glyph.box[2] + glyph.height // 4 for glyph in row)


def _runs(rows: Sequence[list[Glyph]], gap: int) -> Iterator[list[list[Glyph]]]:
    """Iterate over the lines in stretches that the gap runs through, and single others.

    The head and foot of the page stand apart from its text.
    """
    run: list[list[Glyph]] = []
    for row in rows:
        crosses = _crosses(row, gap) or printed_page("".join(glyph.text for glyph in row)) is not None
        if run and (crosses or _apart(run[-1], row)):
            yield run
            run = []
        if crosses:
            yield [row]
        else:
            run.append(row)
    if run:
        yield run


def _apart(above: Sequence[Glyph], row: Sequence[Glyph]) -> bool:
    distance = min(glyph.box[1] for glyph in row) - max(glyph.box[3] for glyph in above)
    return 2 * distance > 3 * max(glyph.height for glyph in row)


def _is_column(lines: Sequence[list[Glyph]]) -> bool:
    """Whether lines fill a column from edge to edge, most of them."""
    if len(lines) < _FEWEST:
        return False
    size = max(lines[0][0].height, 1)
    starts = [line[0].box[0] for line in lines]
    ends = [max(glyph.box[2] for glyph in line) for line in lines]
    full = sum(
        start <= min(starts) + 3 * size and end >= max(ends) - 2 * size
        for start, end in zip(starts, ends, strict=True)
    )
    wordy = sum(len(line) >= _LETTERS for line in lines)
    return full * 2 > len(lines) and wordy * 3 > len(lines) * 2
