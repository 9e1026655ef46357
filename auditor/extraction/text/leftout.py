"""What a table leaves out of the lines that it takes: nothing with a number may go unread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import join

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from auditor.extraction.text.grid import Grid

_DIGIT = re.compile("[0-9]")
_BLANK = re.compile(r"\s+")


def held_by(grid: Grid) -> set[int]:
    """Return the origins of all characters that the cells and the caption of a table hold."""
    return {origin for cell in grid.cells for origin in cell.text.origins}.union(grid.caption.origins)


def left_out(
    lines: Sequence[Line], held: set[int], repeated: Collection[int], told: Sequence[Line]
) -> list[Line]:
    """Return the lines with a number that no cell of a table holds, no line `told` beside it, and no repeated head (by id).

    They are read behind the table: the number of a page, a sentence, a value whose place was not understood.
    """
    every = held.union(*(line.mapped.origins for line in told))
    return [
        line
        for line in lines
        if _DIGIT.search(line.text) and id(line) not in repeated and every.isdisjoint(line.mapped.origins)
    ]


def parts_left_out(
    lines: Sequence[Line], held: set[int], repeated: Collection[int], told: Sequence[Line]
) -> list[Line]:
    """Return what is left out of lines whose other words cells hold: the numbers of rows (行次) that are no column of the table."""
    whole = {line.number for line in told}
    found: list[Line] = []
    for line in lines:
        if line.number in whole or id(line) in repeated or not _DIGIT.search(line.text):
            continue
        words = [
            word
            for word in line.mapped.words(_BLANK)
            if _DIGIT.search(word.text) and held.isdisjoint(word.origins)
        ]
        if words:
            found.append(Line(join(words, " "), line.number, line.leaf, page=line.page, box=line.box))
    return found


def behind(lines: Sequence[Line], at: int, end: int, held: set[int], repeated: Collection[int]) -> int:
    """Return the index behind the last line from `at` to `end` that a table holds or that repeats its head.

    What follows is read by itself: below a table that was made of pieces the next one may stand.
    """
    return next(
        (
            last + 1
            for last in range(end - 1, at, -1)
            if id(lines[last]) in repeated or not held.isdisjoint(lines[last].mapped.origins)
        ),
        at + 1,
    )
