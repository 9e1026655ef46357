"""Tables that a text layer gives column by column: a head and its cells on lines of their own, blank lines between.

Taken only where every group of lines holds the same number of rows, counted from the label column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.prose.captions import is_caption, is_unit_line, read_caption
from auditor.extraction.prose.headings import heading_level
from auditor.extraction.tables.cellvalues import is_value
from auditor.extraction.text.grid import Grid, grid_of
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import EMPTY, Mapped

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 18
_LONGEST_GROUP = 400
_MOST_COLUMNS = 6
_FEWEST_VALUES = 2
_PROSE = re.compile(r"[。；，：！？]")
_SERIAL = re.compile(r"序号|编号|行次")


@records.frozen(eq=False)
class Columnwise:
    """A table read column by column, the captions found among its lines, and the index behind it."""

    grid: Grid
    captions: list[Line]
    end: int


@records.frozen(eq=False)
class _Group:
    lines: list[Line]
    captions: list[Line]
    end: int


def parse_columns(lines: list[Line], at: int) -> Columnwise | None:
    """Read the table whose first column begins at `lines[at]`."""
    groups = _groups(lines, at)
    first = next(groups, None)
    if first is None:
        return None
    captions = list(first.captions)
    if len(first.lines) == 1 and _SERIAL.fullmatch(first.lines[0].text):
        # The number column of a single row that has no number.
        following = next(groups, None)
        if following is None:
            return None
        serial, first = first.lines[0].mapped.strip(), following
        captions = list(following.captions)
    else:
        serial = None
    shape = _labels(first.lines)
    if shape is None:
        return None
    columns, rows, end, values = shape[0], shape[1], first.end, _count(shape[0])
    if serial is not None:
        columns = [[serial, *[EMPTY] * rows], *columns]
    for group in groups:
        if group.lines and group.lines[0].text == columns[0][0].text.strip():
            break  # the head begins again on a new page
        named = any(not any(is_value(cell.text) for cell in column[1:]) for column in columns)
        words = not any(is_value(line.text) for line in group.lines)
        if named and words and values and any(read_caption(line.text).number for line in group.captions):
            break  # the labels of the next table
        more = _columns(group.lines, rows)
        if more is None:
            return None  # a piece that fits nowhere: the table has columns that were not understood
        columns.extend(more)
        captions.extend(group.captions)
        values += _count(more)
        end = group.end
    if (
        values < _FEWEST_VALUES
        or not (captions or rows > 1 or serial is not None)
        or len(columns) < _FEWEST_VALUES
    ):
        return None
    if any(is_value(column[0].text) for column in columns):
        return None
    grid = grid_of([[column[row] for column in columns] for row in range(rows + 1)], source="columns")
    return Columnwise(grid, captions, end)


def _groups(lines: list[Line], at: int) -> Iterator[_Group]:
    """Iterate over the groups of short lines from `at` on, captions set aside."""
    while at < len(lines):
        end = at + 1
        while end < len(lines) and end - at < _LONGEST_GROUP and not lines[end].after_blank:
            end += 1
        group = lines[at:end]
        if any(
            _PROSE.search(line.text) or len(line.text) > _LONGEST
            for line in group
            if not is_caption(line.text)
        ):
            return
        if any(heading_level(line.text) for line in group):
            return
        captions = [line for line in group if is_caption(line.text) or is_unit_line(line.text)]
        yield _Group([line for line in group if line not in captions], captions, end)
        at = end


def _labels(lines: list[Line]) -> tuple[list[list[Mapped]], int] | None:
    """Return the columns of the group that holds the row labels, and the number of rows."""
    texts = [line.text for line in lines]
    if len(texts) < 2 or is_value(texts[0]):  # noqa: PLR2004 - a head and a row
        return None
    cells = [line.mapped.strip() for line in lines]
    if not any(map(is_value, texts)):
        return [cells], len(texts) - 1
    if _SERIAL.fullmatch(texts[0]) and texts[1:] == [str(number) for number in range(1, len(texts))]:
        return [cells], len(texts) - 1
    for count in range(2, _MOST_COLUMNS):
        rows = len(texts) // count - 1
        if len(texts) % count == 0 and rows > 0 and (columns := _columns(lines, rows)) and _alike(columns):
            return columns, rows
    return None


def _alike(columns: list[list[Mapped]]) -> bool:
    """Whether the first column holds words only and every other one values only."""
    words = not any(is_value(cell.text) for cell in columns[0])
    return words and all(is_value(cell.text) for column in columns[1:] for cell in column[1:])


def _columns(lines: list[Line], rows: int) -> list[list[Mapped]] | None:
    """Return the columns of a group: their heads first, then the cells row by row."""
    count, rest = divmod(len(lines), rows + 1)
    if rest or not 0 < count < _MOST_COLUMNS:
        return None
    columns = [[line.mapped.strip() for line in lines[column::count]] for column in range(count)]
    if count == 1 and rows == 0:
        return None
    kinds = [{is_value(cell.text) for cell in column[1:]} for column in columns]
    return columns if all(len(kind) == 1 for kind in kinds) else None


def _count(columns: list[list[Mapped]]) -> int:
    return sum(1 for column in columns for cell in column[1:] if is_value(cell.text))
