"""What lines of pieces make: the likeliest division into a head and rows, in columns or by the order of their cells."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.layout.columns import Band, Piece, Placed, columns_of, in_order, place
from auditor.extraction.layout.forms import cut_rest, named_shapes, whole_head
from auditor.extraction.layout.groups import merged_cells
from auditor.extraction.layout.gutters import names_year, part_of_name, parted, torn
from auditor.extraction.layout.heads import MOST_LINES, Head, head_of
from auditor.extraction.layout.parting import coded, merged, valued
from auditor.extraction.layout.ranks import ranked
from auditor.extraction.layout.rows import Division, Shape, divide, is_cut, shapes
from auditor.extraction.layout.spread import spread
from auditor.extraction.layout.trees import lifted, tree_of
from auditor.extraction.tables.cellvalues import is_value, states_values
from auditor.extraction.text.characters import is_latin
from auditor.extraction.text.grid import Grid, GridCell
from auditor.extraction.text.mapped import Mapped, closed_up, join, join_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_NUMERAL = re.compile(r"[-+0-9.,]+%?|%")
_SENTENCE = re.compile(r"[，。；].*[，。；]|[。]$")
_FEWEST = 2
# The lines of words at the end of a stretch that may belong to what follows the table.
_MOST_LEFT = 6
_MERGED = 3
_NEARLY = 2


@records.frozen(eq=False)
class Reading:
    """A table, how many lines it takes, and what its division into head and rows costs."""

    grid: Grid
    taken: int
    cost: int

    def whole(self) -> bool:
        """Whether the names of its columns are whole, and the first of them names one column alone.

        (公顷) below 林地面积 and 算 below 全年预 are the rest of a name; 项目 行次 金额 | 项目 行次 金额 stands below the
        names of two sides, which are none of a column.
        """
        values = [cell.row for cell in self.grid.cells if is_value(cell.plain) and not names_year(cell.plain)]
        head = [cell for cell in self.grid.cells if cell.row < min(values, default=1)]
        top = [cell.plain for cell in head if not cell.row]
        return not any(part_of_name(cell.plain) for cell in head) and not set(top[:1]) & set(top[1:])


def _reading(
    rows: list[list[Piece]], *, headless: bool, whole: bool = False, loose: bool = False
) -> Reading | None:
    """Return the table that lines of pieces make; lines of words at their end may belong to what follows."""
    last = len(rows)
    while last > _FEWEST and len(rows[last - 1]) < _FEWEST and is_sentence(rows[last - 1]):
        last -= 1  # the paragraph behind a table, with no blank line between them
    for end in range(last, max(_FEWEST, last - _MOST_LEFT) - 1, -1):
        found = best_of(rows[:end], whole=whole, loose=loose)
        found = found or best_of(rows[:end], below=True, whole=whole, loose=loose)
        if found is None and headless:
            found = best_of(rows[:end], headless=True)
        if found is not None:
            return found
        if len(rows[end - 1]) >= _FEWEST:
            break
    return None


def best_of(  # noqa: PLR0913 - what is known of the lines
    rows: list[list[Piece]],
    *,
    headless: bool = False,
    below: bool = False,
    whole: bool = False,
    loose: bool = False,
    named: Sequence[GridCell] = (),
) -> Reading | None:
    """Return the likeliest division of lines into a head and rows, None where none is certain.

    The columns are those of all lines, or only of those from the first value on (`below` the head): the name of a
    group reaches over columns that it does not widen. `named` are the heads that the page before ends with. Where nothing
    else is certain, cells may stand half a line off, and the head apart from the columns below (`loose`).
    """
    first = next((at for at, row in enumerate(rows) if states_values([each.text.text for each in row])), 0)
    if below and not 0 < first <= MOST_LINES:
        return None
    # Without a head, columns that no line fills both may be two: basic and project expenditure.
    bands = columns_of(rows[first:] if below else rows, whole=headless or whole)
    if bands is None or len(bands) < _FEWEST:
        return None
    width = len(bands)
    lines = [place(row, bands) for row in rows]
    if below and loose:
        lines[:first] = [in_order(row) if len(row) == width else place(row, bands) for row in rows[:first]]
    best: _Parts | None = None
    heights = range(1, min(MOST_LINES, len(lines) - 1) + 1)
    if len(rows[0]) == width and whole_head([piece.text.text for piece in rows[0]]):
        heights = range(1, 2)
    for height in [0] if headless else heights:
        head = head_of(lines[:height], width, loose=loose) if height else Head((), 0, 0)
        if head is None and loose and below and height <= first:
            head = _tree(rows[:height], bands)
        if head is None:
            continue
        below_head = lines[height:]
        for extra, shape in enumerate(
            named_shapes(shapes(below_head, width), head.cells or named, below_head)
        ):
            body = [spread(line, shape, bands) for line in below_head]
            division = divide(body, shape, loose=loose)
            if division is None:
                continue
            parts = _Parts(head, body, shape, division, head.cost + division.cost)
            # Merged cells explain more, so that they have to explain it better; or just as well where
            # each stands beside the first of its rows.
            handicap = _MERGED if extra and best is not None and parts.cost != best.cost else 0
            if best is None or parts.cost + handicap <= best.cost - (not extra):
                best = parts
    if best is None and heights == range(1, 2) and (rest := cut_rest(lines)):
        found = best_of([rows[0], *rows[rest + 1 :]])
        return _with_rest(found, lines[1 : rest + 1]) if found is not None else None
    if best is None or best.values() < _FEWEST:
        return None
    return Reading(best.grid(width), len(lines), best.cost)


def _tree(rows: Sequence[Sequence[Piece]], bands: Sequence[Band]) -> Head | None:
    """Return the head that lines make by themselves, away from the columns below, where it names as many.

    Only wide characters, measured as narrow ones, move it away.
    """
    if all(is_latin(piece.text.text) for row in rows for piece in row):
        return None
    # The corner above the labels may be blank.
    corner = int(all(piece.left > bands[0][1] for row in rows for piece in row))
    found = tree_of(lifted(rows), len(bands), corner, flat=True)
    if found is None or any(
        torn(cell.plain) or (cell.row and part_of_name(cell.plain)) for cell in found.cells
    ):
        return None
    return found


def _with_rest(reading: Reading, rest: list[Placed]) -> Reading:
    """Return a table with the rest of a cell that the page cut as a row of its own below the head."""
    (column,) = rest[0].cells
    cell = GridCell(1, column, _joined([line.cells[column] for line in rest]))
    moved = [attrs.evolve(each, row=each.row + 1) if each.row else each for each in reading.grid.cells]
    cells = sorted([*moved, cell], key=lambda each: (each.row, each.column))
    grid = attrs.evolve(reading.grid, cells=tuple(cells), height=reading.grid.height + 1)
    return Reading(grid, reading.taken + len(rest), reading.cost)


def _joined(parts: list[Mapped], *, value: bool = False) -> Mapped:
    numeral = value and all(_NUMERAL.fullmatch(part.text.strip()) for part in parts)
    if numeral or is_cut([part.text for part in parts]):
        return join(part.strip() for part in parts)
    return closed_up(join_lines(parts))


@records.frozen(eq=False)
class _Parts:
    head: Head
    body: list[Placed]
    shape: Shape
    division: Division
    cost: int

    def values(self) -> int:
        """Return how many cells state values in columns of values."""
        return sum(
            1
            for line in self.body
            for column, cell in line.cells.items()
            if column in self.shape.values and is_value(cell.text)
        )

    def grid(self, width: int) -> Grid:
        """Return the table."""
        cells = list(self.head.cells)
        rows = self.division.rows
        for number, row in enumerate(rows, start=self.head.height):
            for column in range(width):
                held = [self.body[at].cells[column] for at in row if column in self.body[at].cells]
                if held and column not in self.shape.merged:
                    over = max(self.body[at].wide.get(column, 1) for at in row)
                    whole = _joined(held, value=column in self.shape.values)
                    cells.append(GridCell(number, column, whole, columns=over))
            titles = self.body[row[0]].spanning
            cells.extend(GridCell(number, 0, piece.text, columns=width) for piece in titles)
        for column in self.shape.merged:
            cells.extend(merged_cells(self.body, self.division, column, self.shape, self.head.height))
        source = "aligned" if self.head.height else "rest"
        return Grid(tuple(cells), self.head.height + len(rows), width, source=source)


def readings_of(
    rows_of: Callable[[bool], list[list[Piece]]], *, headless: bool, narrow: bool, loose: bool = False
) -> list[Reading]:
    """Return what lines of pieces make, measured in characters and in the columns that these take.

    Tools differ in how wide a Chinese character is; the right measure keeps the columns apart. Where columns are so
    `narrow` that one blank alone parts their cells, the columns of other lines tell. A `loose` reading is the last.
    """
    found: list[Reading] = []
    for wide in (False, True):
        rows = merged(coded(rows_of(wide)))
        reading = _reading(rows, headless=headless, loose=loose)
        if (apart := valued(rows)) != rows:
            again = _reading(apart, headless=headless, loose=loose)
            if again and (reading is None or _told(again) > _told(reading)):
                reading = again
        if (narrow and reading is None) or (reading is not None and not reading.whole()):
            again = _in_columns(rows, headless=headless, loose=loose)
            if again and (reading is None or _told(again) >= _told(reading)):
                reading = again
        if reading:
            found.append(reading)
    return found


def _told(reading: Reading) -> tuple[int, int]:
    """Return how many lines a reading takes, and how many values stand in its cells."""
    return reading.taken, sum(1 for cell in reading.grid.cells if is_value(cell.plain))


def _in_columns(rows: list[list[Piece]], *, headless: bool, loose: bool) -> Reading | None:
    """Return the table that lines make once the columns of the others part what one blank alone parts in them.

    Columns that no line fills both may be one, or are two whose cells are set at different heights of their rows.
    """
    first = next((at for at, row in enumerate(rows) if _states_values(row)), 0)
    for whole, start in itertools.product((False, True), dict.fromkeys((0, first))):
        bands = columns_of(rows[start:], whole=whole)
        if bands is None:
            continue
        apart = parted(rows, bands)
        again = whole or apart != rows
        if again and (reading := _reading(apart, headless=headless, whole=whole, loose=loose)):
            return reading if reading.whole() else None
    return None


def _states_values(row: Sequence[Piece]) -> bool:
    return states_values([piece.text.text for piece in row])


def by_rank(rows: list[list[Piece]]) -> Reading | None:
    """Return the table whose cells only their order assigns to columns; words at its end may be of what follows."""
    last = len(rows)
    while last > _FEWEST and not states_values([piece.text.text for piece in rows[last - 1]]):
        last -= 1
    width = max(len(row) for row in rows)
    full = next((at for at, row in enumerate(rows) if at and len(row) < width == len(rows[at - 1])), last)
    if any(len(row) * 2 > width for row in rows[full:]):
        full = last  # the table goes on
    # One line of words may end the last label; several are what follows the table, unless they are its rest.
    ends = (full, len(rows), last) if len(rows) - last < _FEWEST else (full, last)
    if full == last < len(rows) and _rest_of_label(rows, last):
        ends = (len(rows), last)
    for end in dict.fromkeys(ends):
        found = ranked(rows[:end])
        if found is None:
            continue
        division = divide(found.body, found.shape)
        if division is not None:
            parts = _Parts(found.head, found.body, found.shape, division, division.cost)
            reading = Reading(parts.grid(found.shape.width), end, parts.cost)
            if parts.values() >= _FEWEST and not any(torn(cell.plain) for cell in found.head.cells):
                return reading
    return None


def _rest_of_label(rows: list[list[Piece]], last: int) -> bool:
    """Whether the lines behind the last row are narrow, and its label so wide that it was cut, as those of other rows may be."""
    stating = [at for at, row in enumerate(rows[:last]) if states_values([piece.text.text for piece in row])]
    label = max((rows[at][0].right for at in stating), default=0)
    if not all(len(row) == 1 and row[0].right <= label for row in rows[last:]):
        return False
    one, rest = rows[last - 1][0], rows[last][0]
    broken = any(len(row) == 1 and row[0].right <= label for row in rows[min(stating, default=0) : last])
    word = len(rest.text.text.split()[0]) + 1 if broken and rest.left >= one.left else 0
    return one.right + word >= label - _NEARLY


def is_sentence(found: list[Piece]) -> bool:
    """Whether a line is one of the text: few pieces, and a sentence in one of them."""
    if len(found) > _FEWEST:
        return False
    return any(_SENTENCE.search(piece.text.text) and len(piece.text) > 20 for piece in found)  # noqa: PLR2004
