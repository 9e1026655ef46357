"""Score tables that a text layer prints row by row: label, weight, scoring method, outcome, score, each a stack.

Rows that are printed whole are certain; what stands apart goes to the rows beside it in the order of the text, as far
as there is one of each. The weights of all rows, or the scores, must give the total.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import attrs

from auditor import records
from auditor.extraction.stacks.rownames import Told, labels_of
from auditor.extraction.stacks.rowpath import FULL, Piece, Row, Sort, stretches
from auditor.extraction.stacks.rowpieces import begins, pieces_of
from auditor.extraction.stacks.scorechains import chained
from auditor.extraction.stacks.scoreheads import Part, head_of, stretch_end
from auditor.extraction.stacks.scorelabels import is_sum
from auditor.extraction.stacks.scorepairs import parse_pairs
from auditor.extraction.stacks.scorewords import full_marks
from auditor.extraction.text.grid import Grid, grid_of
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import EMPTY, Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.stacks.rowpath import Stretch

_ORDERS: tuple[tuple[Part, ...], ...] = (
    (Part.WEIGHT, Part.AIM, Part.METHOD, Part.DONE, Part.SCORE),
    (Part.WEIGHT, Part.AIM, Part.DONE, Part.METHOD, Part.SCORE),
    (Part.METHOD, Part.WEIGHT, Part.AIM, Part.DONE, Part.SCORE),
    (Part.AIM, Part.DONE, Part.METHOD, Part.WEIGHT, Part.SCORE),
    (Part.AIM, Part.WEIGHT, Part.METHOD, Part.DONE, Part.SCORE),
)
"""How such tables order their columns between the levels before and deductions and reasons behind."""
_NEAR = 1000
_TRIES = 5
_HEAD_LINES = 12
"""The heads of a table stand within so many lines of each other."""
_LATE = 6
"""A head of the table may stand so many lines behind it."""
_MOST_HEADS = 2
_FEWEST_ROWS = 5
_MOST_PIECES = 500
_MOST_PIECED = 240
_MOST_OVER = 1
_WHOLE = 2
"""One row of so many at least is printed whole."""
_EXECUTION = Decimal(10)
"""What the rate of execution weighs, which forms state above the indicators."""


@records.frozen(eq=False)
class RowScores:
    """A table, the lines among it that are no cells of it, and the index behind it."""

    grid: Grid
    asides: tuple[Line, ...]
    end: int


@attrs.define(eq=False)
class RowTables:
    """The score tables among lines, sought once for the lines between the first heads of one and its end.

    A form prints its funds between its first head and the rows of its indicators, and heads in between: of the heads
    from which a table can be read, the last leaves the funds out.
    """

    _found: RowScores | None = None
    _start: int = 0
    _behind: int = 0

    def at(self, lines: Sequence[Line], at: int) -> RowScores | None:
        """Return the table that begins at a line."""
        if at >= self._behind and begins(lines[at : at + 2]):
            end = stretch_end(lines, at)
            heads = [line for line in range(at, end) if begins(lines[line : line + 2])]
            tried = ((line, rows) for line in reversed(heads[:_TRIES]) if (rows := parse_rows(lines, line)))
            self._start, self._found = next(tried, (end, None))
            if self._found is None:
                tried = (
                    (line, rows)
                    for line in _firsts(heads)[:_MOST_HEADS]
                    if (rows := parse_rows(lines, line, pieced=True))
                )
                self._start, self._found = next(tried, (end, None))
            if self._found is None:
                paired = (
                    (line, RowScores(*pairs))
                    for line in _firsts(heads)[:_MOST_HEADS]
                    if (pairs := parse_pairs(lines, line))
                )
                self._start, self._found = next(paired, (end, None))
            self._behind = self._found.end if self._found else end
        return self._found if at == self._start else None

    def awaited(self, at: int) -> bool:
        """Whether a line stands before a table that was found below it."""
        return self._found is not None and at < self._start


def _firsts(heads: Sequence[int]) -> list[int]:
    """Return the first of the heads that stand near each other, those of most heads before the others."""
    groups: list[list[int]] = []
    for line in heads:
        if not groups or line - groups[-1][-1] > _HEAD_LINES:
            groups.append([])
        groups[-1].append(line)
    return [group[0] for group in sorted(groups, key=len, reverse=True)]


def parse_rows(lines: Sequence[Line], at: int, *, pieced: bool = False) -> RowScores | None:
    """Read the score table whose heads begin at `lines[at]`, None where its rows are not certain.

    Rows are put together from more than two pieces where they are `pieced`.
    """
    if not begins(lines[at : at + 2]):
        return None
    end = stretch_end(lines, at)
    heads, pieces = pieces_of(lines[at:end])
    if Part.SCORE not in heads and Part.WEIGHT in heads and (late := _late_head(lines[end : end + _LATE])):
        heads = {**heads, Part.SCORE: late}
    if not {Part.WEIGHT, Part.SCORE} <= set(heads) or not {Part.METHOD, Part.AIM, Part.DONE} & set(heads):
        return None
    size = _total(pieces)
    if size > (_MOST_PIECED if pieced else _MOST_PIECES):
        return None
    told = Told([*lines[max(0, at - _NEAR) : at], *lines[end : end + _NEAR]])
    best = _chained(heads, pieces[:size], told) if pieced else _best(heads, pieces[:size])
    if best is None:
        return None
    order, rows = best
    if _weighed(rows) == FULL - _EXECUTION:
        # What the rate of execution adds to the total is not told among these rows.
        rows = [row for row in rows if not row.bare]
    last = pieces[size - 1].text.origins[-1]
    end = at + 1 + next(index for index, line in enumerate(lines[at:end]) if last in line.mapped.origins)
    near = [*lines[max(0, at - _NEAR) : at], *lines[end : end + _NEAR]]
    grid = _grid(heads, order, rows, pieces, Told(near))
    used = {origin for cell in grid.cells for origin in cell.text.origins}
    asides = tuple(line for line in lines[at:end] if used.isdisjoint(line.mapped.strip().origins))
    return RowScores(grid, asides, end)


def _late_head(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the head of the scores, which stands alone below the title of what follows: both are on one page."""
    return next(((line,) for line in lines if line.after_blank and head_of(line.text) is Part.SCORE), ())


def _total(pieces: Sequence[Piece]) -> int:
    """Return the index behind the first row of a full mark and its score, and behind the words that name it.

    At the foot of a page the score may be printed below what follows: then words that name a sum tell the row.
    """
    for at in range(len(pieces)):
        if pieces[at].value != FULL:
            continue
        end = at + 1
        if end < len(pieces) and pieces[end].value is not None:
            named = end + 1 < len(pieces) and is_sum(pieces[end + 1].text.text)
            return end + 1 + named
        if at and is_sum(pieces[at - 1].text.text):
            return end
    return len(pieces)


def _best(
    heads: dict[Part, tuple[Line, ...]], pieces: Sequence[Piece]
) -> tuple[tuple[Part, ...], list[Row]] | None:
    """Return the order of the columns in which the cells fit best, and the rows that they make."""
    for formed in (True, False):
        found: list[tuple[int, tuple[Part, ...], list[Row]]] = []
        for order in _orders(heads):
            parts, cost = stretches(pieces, order, formed=formed)
            ways = [rows for rows in _rows(parts) if _adds_up(rows)]
            if len(ways) == 1:
                found.append((cost, order, ways[0]))
        if found:
            _, order, rows = min(found, key=lambda each: each[0])
            return order, rows
    return None


def _chained(
    heads: dict[Part, tuple[Line, ...]], pieces: Sequence[Piece], told: Told
) -> tuple[tuple[Part, ...], list[Row]] | None:
    """Return the order of the columns in which the cells fit best, and the rows that are put together from their pieces.

    What they scored together has to be the total of the table, or to stand in the report.
    """
    costs = (
        (stretches(pieces, order, formed=False)[1], at, order) for at, order in enumerate(_orders(heads))
    )
    order = min(costs)[2]
    for rows in chained(pieces, order, serial=Part.SERIAL in heads):
        if not (_sound(rows) and _adds_up(rows)):
            continue
        got = sum((row.value(Part.SCORE) for row in rows if not row.bare), Decimal(0))
        whole = [row for row in rows if row.value(Part.WEIGHT) == FULL]
        if any(row.value(Part.SCORE) == got for row in whole) or told.states(got):
            return order, [row for row in rows if row not in whole or row.value(Part.SCORE) == got]
    return None


def _sound(rows: Sequence[Row]) -> bool:
    """Whether most rows are printed whole, and no score but one is higher than its weight."""
    whole = sum(row.whole for row in rows) * _WHOLE
    over = sum(row.value(Part.SCORE) > row.value(Part.WEIGHT) for row in rows)
    return whole >= len(rows) >= _FEWEST_ROWS and over <= _MOST_OVER


def _orders(heads: dict[Part, tuple[Line, ...]]) -> Iterator[tuple[Part, ...]]:
    ends = [part for part in (Part.LOSS, Part.OTHER) if part in heads]
    seen: set[tuple[Part, ...]] = set()
    for order in _ORDERS:
        kept = (Part.LEVEL, *(part for part in order if part in heads), *ends)
        if kept not in seen:
            seen.add(kept)
            yield kept


def _rows(parts: Sequence[Stretch]) -> Iterator[list[Row]]:
    """Iterate over the rows in the order of their scores: whole ones, and those of which two halves stand apart.

    A number that is no cell (of a page, of the rate of execution that a form prints above) leaves one half too many.
    """
    weights = [part for part in parts if Part.WEIGHT in part.cells and Part.SCORE not in part.cells]
    scores = [part for part in parts if Part.SCORE in part.cells and Part.WEIGHT not in part.cells]
    more = len(weights) - len(scores)
    left: list[Stretch | None] = [None]
    if more:
        left = [part for part in (weights if more > 0 else scores) if part.bare]
    for out in left if abs(more) <= 1 else []:
        rows = _paired(
            [part for part in parts if part is not out], [part for part in weights if part is not out]
        )
        if rows is not None:
            yield rows


def _paired(parts: Sequence[Stretch], weights: Sequence[Stretch]) -> list[Row] | None:
    halves = iter(weights)
    rows: list[Row] = []
    for part in parts:
        if Part.SCORE not in part.cells:
            continue
        if Part.WEIGHT in part.cells:
            rows.append(Row(part.cells, whole=True))
            continue
        cells = dict(part.cells)
        cells.pop(Part.LEVEL, None)
        rows.append(Row({**next(halves).cells, **cells}, whole=False))
    whole = sum(row.whole for row in rows) * (_WHOLE if not _balanced(parts) else _WHOLE + 1)
    over = sum(row.value(Part.SCORE) > row.value(Part.WEIGHT) for row in rows)
    if whole < len(rows) or len(rows) < _FEWEST_ROWS or over > _MOST_OVER:
        return None
    return rows


def _balanced(parts: Sequence[Stretch]) -> bool:
    """Whether between rows that are whole there are as many weights without a score as scores without a weight."""
    more = 0
    for part in parts:
        has = (Part.WEIGHT in part.cells) - (Part.SCORE in part.cells)
        if not has and Part.WEIGHT in part.cells and more:
            return False
        more += has
    return not more


def _adds_up(rows: Sequence[Row]) -> bool:
    """Whether the weights of the indicators are the full mark, or their scores the total."""
    leaves = [row for row in rows if not row.bare]
    if _weighed(rows) in {FULL, FULL - _EXECUTION}:
        return True
    last = rows[-1]
    got = sum((row.value(Part.SCORE) for row in leaves), Decimal(0))
    return last.bare and last.value(Part.WEIGHT) == FULL and got == last.value(Part.SCORE)


def _weighed(rows: Sequence[Row]) -> Decimal:
    return sum((row.value(Part.WEIGHT) for row in rows if not row.bare), Decimal(0))


def _grid(
    heads: dict[Part, tuple[Line, ...]],
    order: Sequence[Part],
    rows: Sequence[Row],
    pieces: Sequence[Piece],
    told: Told,
) -> Grid:
    columns = [part for part in order if part is Part.LEVEL or any(part in row.cells for row in rows)]
    columns = [part for part in columns if part is not Part.OTHER]
    body: list[list[Mapped]] = [[join_lines(line.mapped for line in heads[part]) for part in columns]]
    names = labels_of(rows, order, pieces, told)
    for row, name in zip(rows, names, strict=True):
        cells = [join_lines(line.mapped for line in name)]
        for part in columns[1:]:
            taken = _taken(row, part, order)
            cells.append(join_lines(piece.text for piece in taken) if taken else EMPTY)
        body.append(cells)
    return grid_of(body, source="columns")


def _taken(row: Row, part: Part, order: Sequence[Part]) -> tuple[Piece, ...]:
    """Return the pieces that are a cell of a row, none where that is not certain."""
    pieces = row.cells.get(part, ())
    if row.bare and part not in {Part.WEIGHT, Part.SCORE}:
        return ()
    if part is Part.METHOD and pieces:
        points = full_marks(pieces[0].text.text)
        certain = points == row.value(Part.WEIGHT) or (row.whole and points is None)
        return pieces if certain and len(pieces) == 1 else ()
    if part not in {Part.AIM, Part.DONE}:
        return pieces
    aim, done = (row.cells.get(each, ()) for each in (Part.AIM, Part.DONE))
    if Part.AIM in order and order.index(Part.DONE) < order.index(Part.WEIGHT) and not (aim and done):
        return ()  # of two cells before a weight one may be of the next row
    if part is Part.AIM:
        # A word before a quantity may be the label of a row whose aim stands elsewhere.
        odd = [piece.sort for piece in aim] == [Sort.WORDS] and any(
            piece.sort is Sort.QUANTITY for piece in done
        )
        return () if odd or not row.whole else aim
    return done
