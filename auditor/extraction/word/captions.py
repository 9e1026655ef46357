"""The captions and unit lines of the tables of a Word document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.extraction.numbers.unitwords import unit_in_header
from auditor.extraction.prose.captions import is_caption, is_unit_line
from auditor.extraction.text.grid import Grid
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from auditor.extraction.text.draft import Draft


_LINES_ABOVE = 4
"""A table's title, its number, the department that filled it in, its unit."""


def captioned(drafts: list[Draft]) -> list[Draft]:
    """Give each table the caption and the unit line that stand directly above it, or a title row inside it."""
    for at, draft in enumerate(drafts):
        if draft.grid is None:
            continue
        grid = draft.grid
        caption, unit = grid.caption, grid.unit
        back = at - 1
        while back >= 0 and at - back <= _LINES_ABOVE and drafts[back].grid is None:
            text = drafts[back].text
            if is_unit_line(text.text):
                unit = unit or unit_in_header(text.text)
            elif drafts[back].kind is BlockKind.CAPTION or (
                drafts[back].kind is BlockKind.HEADING and drafts[back].level == 1 and is_caption(text.text)
            ):
                caption = text
                break
            else:
                break
            back -= 1
        draft.grid = Grid(grid.cells, grid.height, grid.width, caption, grid.source, unit)
    return drafts
