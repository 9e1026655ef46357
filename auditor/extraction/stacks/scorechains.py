"""Score tables that a text layer prints row by row, put together from pieces: rows of numbers with prose between them.

The way in which other tables are put together serves here as well; but names of levels stand among the cells, rules
and outcomes may lack, and no score is higher than its weight.
"""

from __future__ import annotations

import functools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.stacks.rowchains import ways_of
from auditor.extraction.stacks.rowcolumns import Cell
from auditor.extraction.stacks.rowpath import FITS, FULL, Piece, Row, Sort
from auditor.extraction.stacks.rowpieces import sort_of
from auditor.extraction.stacks.scoreheads import Part
from auditor.extraction.stacks.scorelabels import is_sum
from auditor.extraction.stacks.stacks import Stack
from auditor.extraction.tables.cellform import Form, Kind, form_of
from auditor.extraction.tables.columnproofs import Number
from auditor.extraction.text.characters import KEPT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.stacks.rowchains import Placed
    from auditor.extraction.tables.columnproofs import Row as Numbers

_PROSE = frozenset({Part.METHOD, Part.AIM, Part.DONE})
_POINTS = frozenset({Part.WEIGHT, Part.SCORE, Part.LOSS})
_WEIGHED = re.compile(r"[（(]\s*[0-9.]+\s*[分%％]\s*[)）]$")
_LEVEL = 4
"""What it costs to take the name of a level, which tells its weight, for that of a row."""
_STRAY = 9
"""What it costs to take a number for none of the table: that of a page, or points that are taken off."""
_SERIAL = re.compile(r"[0-9]{1,3}")
_GAP = 3
_LOW = 4
_PARTED = 15
"""What it costs that a weight has decimals."""
_FEWEST = 5
_CODE = re.compile(r"[A-Z]?[0-9]{1,3}(?:[-.][0-9]{1,2})*")


@records.frozen(eq=False)
class ScoreColumns:
    """The columns of a score table."""

    parts: tuple[Part, ...]
    label: int = 0
    serial: bool = False
    start: int = 1
    coded: bool = False
    whole: tuple[int, ...] = ()
    banded: bool = False
    stray: int = _STRAY

    @property
    def width(self) -> int:
        """Return how many columns there are."""
        return len(self.parts)

    @property
    def named(self) -> int:
        """Return the column behind the names."""
        return self.label + 1

    @property
    def told(self) -> int:
        """Return the column behind the scores."""
        return self.parts.index(Part.SCORE) + 1

    def price(self, cell: Cell, column: int) -> int | None:
        """Return how badly a cell fits a column, None where it cannot stand there."""
        part = self.parts[column]
        fit = FITS[part].get(_sort(cell))
        if fit is None or (part in _POINTS and not _points(cell.number, part)):
            return None
        if part is Part.WEIGHT and "." in cell.text.text:
            fit += _PARTED
        weighed = part is Part.LEVEL and _WEIGHED.search(cell.text.text) is not None
        return fit * 2 // 5 + _LEVEL * weighed

    def lacks(self, end: int, column: int) -> bool:
        """Whether a row may well lack the cells between two columns: rules and outcomes."""
        return end < column and all(part in _PROSE for part in self.parts[end:column])

    def meets(self, end: int, column: int) -> bool:
        """Whether a piece of a row that ends at a column may stand beside one that begins at another."""
        return end == column or self.lacks(end, column)

    def failing(self, row: Numbers, *, full: bool = True) -> bool:
        """Whether a score is higher than its weight, or no total of all."""
        del full
        weight, score = row[self.parts.index(Part.WEIGHT)], row[self.parts.index(Part.SCORE)]
        if weight is None or score is None:
            return False
        return score.value > weight.value or (weight.value == FULL and score.value * _LOW < FULL)

    def mark(self, first: int, cells: Sequence[Cell]) -> int:
        """Return a number that tells rows of other numbers apart."""
        return hash(tuple((first + at, id(cell.stack)) for at, cell in enumerate(cells) if cell.number))

    def left_out(self, row: Numbers) -> bool:
        """Whether a row is that of the total, whose score is printed elsewhere: the weights add up without it."""
        weight, score = row[self.parts.index(Part.WEIGHT)], row[self.parts.index(Part.SCORE)]
        return weight is not None and weight.value == FULL and score is None


def chained(pieces: Sequence[Piece], order: Sequence[Part], *, serial: bool) -> Iterator[list[Row]]:
    """Iterate over the ways to put the rows of a table together whose columns stand in an order.

    Where they are counted, the `serial` numbers are set aside.
    """
    if serial:
        pieces = _uncounted(pieces)
    columns = ScoreColumns(tuple(part for part in order if part is not Part.OTHER))
    for way in ways_of([_cell(piece) for piece in pieces], columns):
        if not way.doubtful:
            yield [_row(row, columns) for row in way.rows]


def _uncounted(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces without the numbers 1, 2, 3, … of the rows, which stand beside their names, and without codes."""
    best: list[tuple[int, int, tuple[int, ...]]] = []
    for at, piece in enumerate(pieces):
        if piece.value is None or not _SERIAL.fullmatch(piece.text.text):
            continue
        before, behind = (_named(pieces[each : each + 1]) for each in (max(at - 1, 0), at + 1))
        count = int(piece.value)
        told = 2 * behind + before
        ways = [
            (score - (count - last - 1) + told, count, (*places, at))
            for score, last, places in best
            if last < count <= last + _GAP
        ]
        if count == 1:
            ways.append((told, count, (at,)))
        if ways:
            best.append(max(ways))
    chosen = max(best, default=(0, 0, ()))
    places = set(chosen[2]) if len(chosen[2]) >= _FEWEST else set()
    return [
        piece
        for at, piece in enumerate(pieces)
        if at not in places and not (piece.sort is Sort.NAME and _CODE.fullmatch(piece.text.text))
    ]


def _named(pieces: Sequence[Piece]) -> bool:
    return any(piece.sort in {Sort.WORDS, Sort.NAME} for piece in pieces)


def _cell(piece: Piece) -> Cell:
    value = piece.value
    stack = Stack(piece.lines, tuple(form_of(line.text) for line in piece.lines), 0)
    number = Number(Fraction(value), Fraction(0)) if value is not None else None
    form = Form(Kind.NUMBER if value is not None else Kind.WORDS)
    return Cell(
        stack, piece.text, form, again=False, last=False, number=number, total=is_sum(piece.text.text)
    )


def _sort(cell: Cell) -> Sort:
    return _sort_of(cell.text.text, lines=cell.count)


@functools.lru_cache(maxsize=KEPT)
def _sort_of(text: str, *, lines: int) -> Sort:
    sort = sort_of(text)
    wrapped = lines > 1 and sort not in {Sort.WORDS, Sort.NAME, Sort.RULE, Sort.QUANTITY}
    return Sort.WORDS if wrapped else sort


def _points(number: Number | None, part: Part) -> bool:
    return number is not None and 0 <= number.value <= FULL and (number.value > 0 or part is not Part.WEIGHT)


def _row(row: Placed, columns: ScoreColumns) -> Row:
    """Return a row; of one in pieces only what stands with its numbers."""
    weight, score = columns.parts.index(Part.WEIGHT), columns.told - 1
    found: dict[Part, tuple[Piece, ...]] = {}
    for column, (part, cell) in enumerate(zip(columns.parts, row.cells, strict=True)):
        near = column in {weight, score} or any(
            not any(min(column, at) < end <= max(column, at) for end in row.breaks) for at in (weight, score)
        )
        if cell.text and near:
            found[part] = (Piece(_sort(cell), cell.text, cell.stack.lines),)
    if Part.LEVEL in found and is_sum(found[Part.LEVEL][0].text.text) and not _PROSE.isdisjoint(found):
        del found[Part.LEVEL]  # the name of the sum, printed beside the row above it
    return Row(found, whole=not row.breaks)
