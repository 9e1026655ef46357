"""Tables that a text layer gives one cell a line, row by row: head, label, values, label, values.

    学校类别 / 学校数（所） / 在校生数（人） / 小学 / 6,214 / 3,286,417 / 初中 / 1,846 / 1,528,430 / …

The first row fixes how many columns there are: as many values as follow its label, and its label. Taken only
where every row has that many, and the lines above the first label are as many as the columns.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.extraction.prose.captions import is_caption, is_unit_line
from auditor.extraction.prose.headings import heading_level
from auditor.extraction.stacks.cellheads import BRACKETED, SERIAL_HEAD, grouped_heads, joined_heads, pieces_of
from auditor.extraction.tables.cellform import uniform
from auditor.extraction.tables.cellvalues import is_value
from auditor.extraction.text.grid import Grid, GridCell
from auditor.extraction.text.mapped import EMPTY, Mapped, join_lines
from auditor.source import display_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.text.lines import Line

_LONGEST = 24
_MOST_COLUMNS = 14
_FEWEST_ROWS = 3
_NESTED = 2
_MOST_LABEL_LINES = 4
_MOST_FIRST_LINES = 3
_MOST_WORDS = 32
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\s*年(?:度|末|初)?")
_PROSE = re.compile(r"[。；，！？]|[：:]$")


def parse_cells(lines: Sequence[Line], at: int) -> tuple[Grid, int] | None:
    """Read the table whose head begins at `lines[at]`, one cell a line; the index behind it."""
    first = at
    while (
        first < len(lines)
        and first - at <= _MOST_WORDS
        and (_word(lines[first]) or (first > at and BRACKETED.fullmatch(lines[first].text)))
    ):
        first += 1
    serial = SERIAL_HEAD.fullmatch(lines[at].text) is not None
    if serial:
        return _numbered(lines, at, first)
    if any(line.after_blank and not line.fresh for line in lines[at + 1 : first]):
        return None
    values = _values(lines, first)
    width = values + 1
    if not 2 <= width <= _MOST_COLUMNS:  # noqa: PLR2004 - a label and a value
        return None
    pieces = pieces_of(lines[at:first])
    grouped = grouped_heads(pieces, values)
    if grouped is not None:
        head, taken = grouped
    elif len(pieces) > width:
        head, taken = [GridCell(0, column, piece.text) for column, piece in enumerate(pieces[:width])], width
    else:
        return None
    place = sum(piece.lines for piece in pieces[:taken])
    labels = first - at - place
    if not 1 <= labels <= _MOST_FIRST_LINES:
        return None
    rows, end, wrapped = _rows(lines, at + place, values, [line.text for line in lines[at : at + place]])
    # A first label of two lines may be a head that was broken: other labels have to be broken as well.
    if len(rows) < _FEWEST_ROWS or (labels > 1 and grouped is None and not wrapped):
        return None
    if lines[at + place].after_blank and _columns(rows):
        return None  # the stacks are columns, each below its head
    if any(map(_coded, zip(*rows, strict=True))):
        return None  # the code of an account begins a row
    return _grid(head, rows, width), end


def _coded(column: Sequence[Mapped]) -> bool:
    """Whether a column holds codes of accounts, each of which goes on from one above: 204 | 20402 | 2040201."""
    texts = [cell.text for cell in column]
    nested = sum(1 for one, other in itertools.pairwise(texts) if len(one) > 2 and other.startswith(one))  # noqa: PLR2004
    return nested >= _NESTED and all(text.isdigit() for text in texts)


def _grid(head: list[GridCell], rows: list[list[Mapped]], width: int) -> Grid:
    top = head[-1].row + 1
    body = [
        GridCell(top + at, column, cell) for at, row in enumerate(rows) for column, cell in enumerate(row)
    ]
    return Grid((*head, *body), top + len(rows), width, source="columns")


def _rows(
    lines: Sequence[Line], at: int, values: int, heads: list[str]
) -> tuple[list[list[Mapped]], int, bool]:
    """Return the rows from a line on, the index behind them, and whether a label but the first is wrapped.

    Blank lines part columns or blocks of them: a text that has any is not set row by row, and gives no rows.
    """
    rows: list[list[Mapped]] = []
    wrapped = False
    while (row := _row(lines, _behind(lines, at, heads), values)) is not None:
        cells, end, count = row
        if any(line.after_blank and not line.fresh for line in lines[at + 1 : end]):
            return [], at, False
        at = end
        wrapped = wrapped or (len(rows) > 0 and count > 1)
        rows.append(cells)
    return rows, at, wrapped


def _columns(rows: list[list[Mapped]]) -> bool:
    """Whether what would be the rows are columns: the cells of each are alike, those below each other are not."""
    texts = [[cell.text for cell in row[1:]] for row in rows]
    return all(map(uniform, texts)) and not any(map(uniform, zip(*texts, strict=True)))


def _numbered(lines: Sequence[Line], at: int, first: int) -> tuple[Grid, int] | None:
    """Read a table whose rows begin with serial numbers: the first of them ends the head at `lines[first]`."""
    heads = [line.text for line in lines[at:first]]
    rows: list[list[Mapped]] = []
    end, values = first, 0
    while True:
        begin = _behind(lines, end, heads)
        if begin >= len(lines) or any(line.after_blank and not line.fresh for line in lines[at + 1 : begin]):
            break
        numbered = lines[begin].text == str(len(rows) + 1)
        if not values:
            label = first + 1
            while label < len(lines) and _word(lines[label]):
                label += 1
            values = _values(lines, label)
            # The number of the next row follows the values of this one.
            values -= values > 0 and lines[label + values - 1].text == str(len(rows) + 2)
            if not numbered or not 2 <= values < _MOST_COLUMNS:  # noqa: PLR2004 - one value is no row
                return None
        row = _row(lines, begin + numbered, values, serial=len(rows) + 2 if numbered else 0)
        if row is None:
            break
        rows.append([_cell(lines[begin]) if numbered else EMPTY, *row[0]])
        end = row[1]
        if not numbered:
            break  # the total has no number
    if len(rows) < _FEWEST_ROWS:
        return None
    widths = [max(display_width(row[column].text) for row in rows) for column in range(1, values + 2)]
    names = joined_heads(pieces_of(lines[at + 1 : first]), widths)
    if names is None:
        return None
    head = [GridCell(0, column, name) for column, name in enumerate([_cell(lines[at]), *names])]
    return _grid(head, rows, values + 2), end


def _behind(lines: Sequence[Line], at: int, heads: list[str]) -> int:
    """Return the index behind the head that a new page repeats."""
    return at + len(heads) if [line.text for line in lines[at : at + len(heads)]] == heads else at


def _cell(line: Line) -> Mapped:
    return line.mapped.strip()


def _row(
    lines: Sequence[Line], at: int, values: int, serial: int = 0
) -> tuple[list[Mapped], int, int] | None:
    """Return the cells of the row that begins at a line, the index behind it, and its lines of label.

    The values may be followed by the `serial` number of the next row.
    """
    end = at
    while end < len(lines) and end - at <= _MOST_LABEL_LINES and _word(lines[end]):
        end += 1
    count = end - at
    most = _MOST_LABEL_LINES if values > 1 else _MOST_FIRST_LINES
    if not 1 <= count <= most:
        return None
    found = _values(lines, end)
    numbered = serial > 0 and found == values + 1 and lines[end + values].text == str(serial)
    if found != values and not numbered:
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
