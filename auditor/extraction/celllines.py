"""Tables that a text layer gives one cell a line, row by row: head, label, values, label, values.

    学校类别 / 学校数（所） / 在校生数（人） / 小学 / 6,214 / 3,286,417 / 初中 / 1,846 / 1,528,430 / …

The first row fixes how many columns there are: as many values as follow its label, and its label. Taken only
where every row has that many, and the lines above the first label are as many as the columns.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.extraction.captions import is_caption, is_unit_line
from auditor.extraction.grid import Grid, GridCell
from auditor.extraction.headings import heading_level
from auditor.extraction.mapped import Mapped, join_lines
from auditor.extraction.tables import is_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.lines import Line

_LONGEST = 24
_MOST_COLUMNS = 14
_FEWEST_ROWS = 3
_MOST_LABEL_LINES = 4
_MOST_FIRST_LINES = 3
_MOST_WORDS = 20
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\s*年(?:度|末|初)?")
_PROSE = re.compile(r"[。；，！？]|[：:]$")


def parse_cells(lines: Sequence[Line], at: int) -> tuple[Grid, int] | None:
    """Read the table whose head begins at `lines[at]`, one cell a line; the index behind it."""
    first = at
    while first < len(lines) and first - at <= _MOST_WORDS and _word(lines[first]):
        first += 1
    values = _values(lines, first)
    width = values + 1
    if not 2 <= width <= _MOST_COLUMNS:  # noqa: PLR2004 - a label and a value
        return None
    grouped = _grouped(lines[at:first], values)
    if grouped is not None:
        head, place = grouped
        labels = first - at - place
    else:
        labels = first - at - width
        head, place = (
            [GridCell(0, column, _cell(line)) for column, line in enumerate(lines[at : at + width])],
            width,
        )
    if not 1 <= labels <= _MOST_FIRST_LINES:
        return None
    heads = [line.text for line in lines[at : at + place]]
    top = head[-1].row + 1
    rows: list[list[Mapped]] = []
    place += at
    wrapped = False
    while (row := _row(lines, _behind(lines, place, heads), values)) is not None:
        cells, end, count = row
        # Blank lines part columns or blocks of them: such a text is not set row by row.
        if any(line.after_blank and not line.fresh for line in lines[place + 1 : end]):
            return None
        place = end
        wrapped = wrapped or (len(rows) > 0 and count > 1)
        rows.append(cells)
    # A first label of two lines may be a head that was broken: other labels have to be broken as well.
    if len(rows) < _FEWEST_ROWS or (labels > 1 and grouped is None and not wrapped):
        return None
    body = [
        GridCell(top + at, column, cell) for at, row in enumerate(rows) for column, cell in enumerate(row)
    ]
    return Grid((*head, *body), top + len(rows), width, source="columns"), place


def _behind(lines: Sequence[Line], at: int, heads: list[str]) -> int:
    """Return the index behind the head that a new page repeats."""
    return at + len(heads) if [line.text for line in lines[at : at + len(heads)]] == heads else at


def _grouped(lines: Sequence[Line], values: int) -> tuple[list[GridCell], int] | None:
    """Return the head with groups of like columns, and its lines: 单位 / 编制 / 实有 / 行政 / 事业 / 行政 / 事业.

    Only columns of the same names under every group show where one group ends.
    """
    for count in range(2, values // 2 + 1):
        span, rest = divmod(values, count)
        total = 1 + count + values
        leaves = [line.text for line in lines[1 + count : total]]
        if rest or len(lines) <= total or leaves != leaves[:span] * count or len(set(leaves[:span])) < span:
            continue
        cells = [GridCell(0, 0, _cell(lines[0]), rows=2)]
        cells.extend(GridCell(0, 1 + span * at, _cell(lines[1 + at]), columns=span) for at in range(count))
        cells.extend(GridCell(1, 1 + at, _cell(lines[1 + count + at])) for at in range(values))
        return cells, total
    return None


def _cell(line: Line) -> Mapped:
    return line.mapped.strip()


def _row(lines: Sequence[Line], at: int, values: int) -> tuple[list[Mapped], int, int] | None:
    """Return the cells of the row that begins at a line, the index behind it, and its lines of label."""
    end = at
    while end < len(lines) and end - at <= _MOST_LABEL_LINES and _word(lines[end]):
        end += 1
    count = end - at
    most = _MOST_LABEL_LINES if values > 1 else _MOST_FIRST_LINES
    if not 1 <= count <= most or _values(lines, end) != values:
        return None
    label = join_lines([line.mapped for line in lines[at:end]])
    return [label, *(line.mapped.strip() for line in lines[end : end + values])], end + values, count


def _word(line: Line) -> bool:
    """Whether a line can be a head or a label."""
    text = line.text
    if _stated(text) or len(text) > _LONGEST or _PROSE.search(text):
        return False
    return not (is_caption(text) or is_unit_line(text) or heading_level(text) == 1)


def _values(lines: Sequence[Line], at: int) -> int:
    count = 0
    while at + count < len(lines) and count < _MOST_COLUMNS and _stated(lines[at + count].text):
        count += 1
    return count


def _stated(text: str) -> bool:
    """Whether a line states a value: 2023 年 heads a column."""
    return is_value(text) and not _YEAR.fullmatch(text)
