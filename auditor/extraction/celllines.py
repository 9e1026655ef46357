"""Tables that a text layer gives one cell a line, row by row: head, label, values, label, values.

    学校类别 / 学校数（所） / 在校生数（人） / 小学 / 6,214 / 3,286,417 / 初中 / 1,846 / 1,528,430 / …

The first row fixes how many columns there are: as many values as follow its label, and its label. Taken only
where every row has that many, and the lines above the first label are as many as the columns.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.extraction.captions import is_caption, is_unit_line
from auditor.extraction.grid import Grid, grid_of
from auditor.extraction.headings import heading_level
from auditor.extraction.mapped import Mapped, join_lines
from auditor.extraction.tables import is_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.lines import Line

_LONGEST = 24
_MOST_COLUMNS = 14
_FEWEST_ROWS = 3
_MOST_LABEL_LINES = 3
_PROSE = re.compile(r"[。；，！？]|[：:]$")


def parse_cells(lines: Sequence[Line], at: int) -> tuple[Grid, int] | None:
    """Read the table whose head begins at `lines[at]`, one cell a line; the index behind it."""
    first = at
    while first < len(lines) and first - at <= _MOST_COLUMNS + _MOST_LABEL_LINES and _word(lines[first]):
        first += 1
    values = _values(lines, first)
    width = values + 1
    labels = first - at - width
    if not 2 <= width <= _MOST_COLUMNS or not 1 <= labels <= _MOST_LABEL_LINES:  # noqa: PLR2004 - a label and a value
        return None
    rows = [[line.mapped.strip() for line in lines[at : at + width]]]
    place = at + width
    wrapped = False
    while (row := _row(lines, place, values)) is not None:
        cells, place, count = row
        wrapped = wrapped or (len(rows) > 1 and count > 1)
        rows.append(cells)
    # A first label of two lines may be a head that was broken: other labels have to be broken as well.
    if len(rows) <= _FEWEST_ROWS or (labels > 1 and not wrapped):
        return None
    return grid_of(rows, source="columns"), place


def _row(lines: Sequence[Line], at: int, values: int) -> tuple[list[Mapped], int, int] | None:
    """Return the cells of the row that begins at a line, the index behind it, and its lines of label."""
    end = at
    while end < len(lines) and end - at <= _MOST_LABEL_LINES and _word(lines[end]):
        end += 1
    count = end - at
    if not 1 <= count <= _MOST_LABEL_LINES or _values(lines, end) != values:
        return None
    label = join_lines([line.mapped for line in lines[at:end]])
    return [label, *(line.mapped.strip() for line in lines[end : end + values])], end + values, count


def _word(line: Line) -> bool:
    """Whether a line can be a head or a label."""
    text = line.text
    if is_value(text) or len(text) > _LONGEST or _PROSE.search(text):
        return False
    return not (is_caption(text) or is_unit_line(text) or heading_level(text) == 1)


def _values(lines: Sequence[Line], at: int) -> int:
    count = 0
    while at + count < len(lines) and count < _MOST_COLUMNS and is_value(lines[at + count].text):
        count += 1
    return count
