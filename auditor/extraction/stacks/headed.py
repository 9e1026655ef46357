"""Tables that a text layer prints as stacks with heads among the values, over one page or more.

Taken only where the stacks can be read in one way, every column is full, each row has its label, and nothing
but full columns can explain what is printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.prose.captions import is_caption, is_unit_line
from auditor.extraction.prose.headings import heading_level
from auditor.extraction.stacks.cellheads import Printed, crossed
from auditor.extraction.stacks.headedcolumns import Page, heads_labels, is_corner, pages_of
from auditor.extraction.stacks.stacklabels import TOTAL, printed_width
from auditor.extraction.stacks.wrappedlabels import row_labels
from auditor.extraction.tables.cellform import Kind
from auditor.extraction.tables.columnproofs import beyond_share
from auditor.extraction.text.grid import Grid, grid_of
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import EMPTY, Mapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.stacks.bandcolumn import Column
    from auditor.extraction.stacks.bands import Stretch
    from auditor.extraction.stacks.stacks import Stack

_FEWEST_STACKS = 2
_FEWEST_ROWS = 3
_MOST_READINGS = 20
_FIGURES = frozenset({Kind.NUMBER, Kind.PERCENT})
_WIDEST_CELL = 48
NOTE = re.compile(r"[一二三四五六七八九十]+、\s*[0-9]+")
"""What refers to a note (七、24) names no row."""
_HEAD_WORD = re.compile(
    r"(?:数|率|额|值|量|幅|占比|比重|比例|增减|结余|得分|权重|[（(][^（）()]{1,6}[)）])$|^(?:19|20)[0-9]{2}\s*年"
)
AMOUNT_HEAD = re.compile(r"(?:数|额|元[)）])$")


@records.frozen(eq=False)
class Headed:
    """A table, the lines among it that tell its title and unit, the index behind it, and repeated heads."""

    grid: Grid
    asides: tuple[Line, ...]
    end: int
    repeated: frozenset[int]


@records.frozen(eq=False)
class _Read:
    page: Page
    labels: tuple[Mapped, ...]
    columns: tuple[tuple[Mapped, ...], ...]


def parse_headed(lines: Sequence[Line], stretch: Stretch) -> Headed | None:
    """Read the table that takes a stretch of lines, None where it is not certain."""
    if len(stretch.pages[0]) < _FEWEST_STACKS:
        return None
    found: list[list[_Read]] = [[]]
    for stacks in stretch.pages:
        ways: dict[tuple[object, ...], list[_Read]] = {}
        for before in found:
            names = before[0].page.names if before else ()
            widest = max(
                (printed_width(line) for read in before for line in read.page.label_lines), default=0
            )
            for page in pages_of(stacks, names):
                if page.used < len(stacks) and stacks is not stretch.pages[-1]:
                    continue
                read = _read(page, widest)
                if read is not None:
                    ways.setdefault(_key([*before, read]), [*before, read])
        found = list(ways.values())[:_MOST_READINGS]
    if len(found) != 1:
        return None
    reads = found[0]
    if not _ordered(reads) or sum(read.page.rows for read in reads) < _FEWEST_ROWS or _misplaced(reads):
        return None
    used = reads[-1].page.used
    stacks = stretch.pages[-1]
    end = stacks[used].at if used < len(stacks) else stretch.end
    return Headed(
        _grid(reads),
        tuple(line for line in stretch.asides if line.number < lines[end - 1].number),
        end,
        _repeated(stretch.pages[1:], reads[1:]),
    )


def _repeated(pages: Sequence[Sequence[Stack]], reads: Sequence[_Read]) -> frozenset[int]:
    """Return the lines that repeat heads on later pages."""
    found: set[int] = set()
    for stacks, read in zip(pages, reads, strict=True):
        cells = {id(line) for column in read.page.columns for line in column.lines}
        cells.update(id(line) for line in read.page.label_lines)
        found.update(id(line) for stack in stacks[: read.page.used] for line in stack.lines)
        found -= cells
    return frozenset(found)


def begins(lines: Sequence[Line], at: int) -> bool:
    """Whether no cell stands directly above a line: what stands there ends a text, or is a title."""
    for heading in (False, True):
        if not at or lines[at].after_blank or lines[at].fresh:
            return True
        at -= 1
        text = lines[at].text
        if is_caption(text) or is_unit_line(text) or text.endswith(("。", "：", ":")):
            return True
        if not heading and heading_level(text):
            continue  # 二、上级补助收入 may be a cell as well
        return heading and lines[at].width > _WIDEST_CELL
    return False


def _key(reads: list[_Read]) -> tuple[object, ...]:
    return tuple((read.page.names, *map(_texts, [read.labels, *read.columns])) for read in reads)


def _texts(cells: Sequence[Mapped]) -> tuple[str, ...]:
    return tuple(cell.text for cell in cells)


def _read(page: Page, widest: int) -> _Read | None:
    """Return a page with a label for each row, None where its lines are not certain to be its labels."""
    values = page.values
    if not values or not page.labels or not any(_FIGURES & column.kinds for column in values):
        return None
    ends = values[0].ends
    if any(column.ends != ends or is_corner(column.name.text) for column in values):
        return None
    if crossed([_printed(column) for column in values if column.name]):
        return None
    if not page.corner and (len(page.labels) > 1 or len(ends) > 1):
        return None
    labels = row_labels(page.labels, page.rows, ends, widest)
    if labels is None or len({label.text for label in labels}) < page.rows:
        return None
    if any(NOTE.fullmatch(name) for name in (*page.names, *_texts(labels))):
        return None
    if any(heads_labels(label.text) for label in labels):
        return None
    columns = [[line.mapped.strip() for line in column.lines] for column in page.columns]
    for column, cells in zip(page.columns, columns, strict=True):
        if len(cells) < page.rows:
            places = (0, page.rows - 1) if column.leading else (page.rows - 1,)
            totals = [at for at in places if TOTAL.match(labels[at].text)]
            if len(totals) != 1:
                return None
            cells.insert(totals[0], EMPTY)
    return _Read(page, tuple(labels), tuple(map(tuple, columns)))


def _printed(column: Column) -> Printed:
    begins, first = column.name.origins[0], column.lines[0].mapped.origins[0]
    return Printed(begins, first, column.glued, frozenset(column.kinds))


def _ordered(reads: list[_Read]) -> bool:
    """Whether the columns are known to come from the left.

    In a band below the first they come from the left again; one that was printed late may stand among the others.
    """
    banded = any(len(column.ends) > 1 for read in reads for column in read.page.values)
    return not banded or any(read.page.ordered for read in reads)


def _misplaced(reads: list[_Read]) -> bool:
    """Whether the first label looks like the head of a column, or a head like that of another column."""
    alone = len(reads[0].page.labels[0].lines) == 1
    if alone and among_heads([label.text for read in reads for label in read.labels]):
        return True
    return any(
        (column.kinds == {Kind.PERCENT} and AMOUNT_HEAD.search(column.name.text))
        or beyond_share(column.name.text, [line.text for line in column.lines])
        for read in reads
        for column in read.page.columns
    )


def among_heads(labels: Sequence[str]) -> bool:
    """Whether the first of the labels looks like the head of a column, and the others do not."""
    first, *others = labels
    return _HEAD_WORD.search(first) is not None and 2 * sum(map(bool, map(_HEAD_WORD.search, others))) < len(
        others
    )


def _grid(reads: list[_Read]) -> Grid:
    page = reads[0].page
    before = [at for at, column in enumerate(page.columns) if column.leading]
    behind = [at for at, column in enumerate(page.columns) if not column.leading]
    rows: list[list[Mapped]] = [
        [*(page.columns[at].name for at in before), page.corner, *(page.columns[at].name for at in behind)]
    ]
    for read in reads:
        for row, label in enumerate(read.labels):
            cells = [column[row] for column in read.columns]
            rows.append([*(cells[at] for at in before), label, *(cells[at] for at in behind)])
    return grid_of(rows, source="columns")
