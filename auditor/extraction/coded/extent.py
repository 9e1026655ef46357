"""Where a table with codes ends, and which of the lines among its cells are notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.extraction.prose.captions import is_caption, is_unit_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.text.lines import Line

CODE_HEAD = re.compile(r"(?:.{0,10}(?:科目|分类))?(?:编码|代码)")
MOST_LINES = 3000
_FORM = re.compile(r"公开\s*[0-9]{1,2}(?:-[0-9])?\s*表")
"""What numbers a form stands above it: the next form begins there."""
_NOTE = re.compile(r"(?:备\s*)?注\s*[:：]")
_MOST_TITLE = 4


def bound_of(lines: Sequence[Line], at: int) -> int:
    """Return where the next form begins: its title, with its number or unit below.

    A unit without a title above it is that of the table itself, printed late or again on the next page.
    """
    for place in range(at + 2, min(len(lines), at + MOST_LINES)):
        text = lines[place].text
        title = next(
            (
                each
                for each in range(place - 1, max(at, place - _MOST_TITLE), -1)
                if not (_FORM.match(lines[each].text) or is_unit_line(lines[each].text))
            ),
            at,
        )
        titled = is_caption(lines[title].text) and not CODE_HEAD.search(lines[title].text)
        if _FORM.match(text) or (is_unit_line(text) and titled):
            return title if titled else place
    return len(lines)


def without_notes(lines: Sequence[Line], at: int, end: int) -> tuple[list[Line], list[Line]]:
    """Return the lines of a table without the notes that are printed among its cells, and these."""
    kept: list[Line] = []
    notes: list[Line] = []
    noted = False
    for place in range(at, end):
        line = lines[place]
        noted = _NOTE.match(line.text) is not None or (noted and not (line.after_blank or line.fresh))
        (notes if noted else kept).append(line)
    return kept, notes
