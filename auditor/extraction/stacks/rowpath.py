"""Cells of a score table in the order of the text, cut into the stretches that one row prints one behind the other.

A text layer that goes through a table row by row now and then prints a cell too early or too late. Of all ways to
cut the cells into stretches, in each of which they stand in columns from left to right, that with the fewest is taken.
"""

from __future__ import annotations

import enum
from decimal import Decimal
from typing import TYPE_CHECKING

from auditor import records
from auditor.extraction.stacks.scoreheads import Part
from auditor.extraction.tables.cellform import amount_of
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import Mapped

if TYPE_CHECKING:
    from collections.abc import Sequence

FULL = 100
_NEW = 10
"""What a new stretch costs; what follows is how badly a cell of a kind fits a column."""
_NOWHERE = 12
_AGAIN = {Part.LEVEL: 2, Part.METHOD: 1, Part.OTHER: 1}
"""Columns that one row may fill with several cells of the text: levels, rules and reasons."""
_GAP = 2
_SKIP = 3
_OVER = 8


class Sort(enum.Enum):
    """What a cell is by its form."""

    NUMBER = "number"
    BOUND = "bound"
    QUANTITY = "quantity"
    BLANK = "blank"
    RULE = "rule"
    NAME = "name"
    WORDS = "words"


FITS: dict[Part, dict[Sort, int]] = {
    Part.LEVEL: {Sort.WORDS: 0, Sort.NAME: 0, Sort.RULE: 30},
    Part.AIM: {
        Sort.QUANTITY: 0,
        Sort.WORDS: 3,
        Sort.NAME: 7,
        Sort.BOUND: 1,
        Sort.NUMBER: 6,
        Sort.RULE: 8,
        Sort.BLANK: 2,
    },
    Part.METHOD: {Sort.RULE: 0, Sort.WORDS: 6, Sort.NAME: 14, Sort.QUANTITY: 20},
    Part.DONE: {
        Sort.QUANTITY: 0,
        Sort.WORDS: 0,
        Sort.NAME: 4,
        Sort.NUMBER: 6,
        Sort.BOUND: 6,
        Sort.RULE: 8,
        Sort.BLANK: 2,
    },
    Part.WEIGHT: {Sort.NUMBER: 0},
    Part.SCORE: {Sort.NUMBER: 0},
    Part.LOSS: {Sort.NUMBER: 0, Sort.BLANK: 0},
    Part.OTHER: {Sort.WORDS: 1, Sort.NAME: 5, Sort.RULE: 1, Sort.BLANK: 0, Sort.QUANTITY: 5},
}


@records.frozen(eq=False)
class Piece:
    """A cell as the text prints it. `begins` says that heads stand before it: no row goes on there."""

    sort: Sort
    text: Mapped
    lines: tuple[Line, ...]
    begins: bool = False

    @property
    def value(self) -> Decimal | None:
        """Return the number that it is."""
        return amount_of(self.text.text) if self.sort is Sort.NUMBER else None


@records.frozen(eq=False)
class Stretch:
    """Cells one behind the other that are of one row, by column."""

    cells: dict[Part, tuple[Piece, ...]]

    def value(self, part: Part) -> Decimal:
        """Return the number in a column, 0 where there is none."""
        return (self.cells[part][-1].value if part in self.cells else None) or Decimal(0)

    @property
    def bare(self) -> bool:
        """Whether it states a weight and a score alone, as sums do."""
        told = {Part.AIM, Part.METHOD, Part.DONE} & set(self.cells)
        return not told or self.value(Part.WEIGHT) == FULL


@records.frozen(eq=False)
class Row(Stretch):
    """A row; it is `whole` where the text prints all of its cells one behind the other."""

    whole: bool


@records.frozen(eq=False)
class _State:
    """Where the last cell stands, the weight of its row, what it has cost so far, and the state before."""

    column: int
    weight: Decimal | None
    cost: int
    before: _State | None
    new: bool


def stretches(pieces: Sequence[Piece], columns: Sequence[Part], *, formed: bool) -> tuple[list[Stretch], int]:
    """Return the fewest stretches whose cells stand in order in columns, and how badly they fit.

    Where they are `formed`, all scores have decimals and no weight has.
    """
    states: dict[int, _State] = {}
    for piece in pieces:
        states = _next(states, piece, columns, formed=formed)
    last: _State | None = min(states.values(), key=lambda state: state.cost) if states else None
    cost = last.cost if last is not None else 0
    path: list[_State] = []
    while last is not None:
        path.append(last)
        last = last.before
    path.reverse()
    found: list[Stretch] = []
    cells: dict[Part, tuple[Piece, ...]] = {}
    for state, piece in zip(path, pieces, strict=True):
        if state.new:
            cells = {}
            if state.column >= 0:
                found.append(Stretch(cells))
        if state.column >= 0:
            part = columns[state.column]
            cells[part] = (*cells.get(part, ()), piece)
    return found, cost


def _next(
    states: dict[int, _State], piece: Piece, columns: Sequence[Part], *, formed: bool
) -> dict[int, _State]:
    best = min(states.values(), key=lambda state: state.cost) if states else None
    base = best.cost if best is not None else 0
    found = {-1: _State(-1, None, base + _NOWHERE, best, new=True)}
    value = piece.value
    for at, part in enumerate(columns):
        fit = FITS[part].get(piece.sort)
        if fit is None or (part in {Part.WEIGHT, Part.SCORE} and not _points(value, part, formed=formed)):
            continue
        weight = value if part is Part.WEIGHT else None
        total = part is Part.SCORE and value == FULL
        if not total:
            _keep(found, _State(at, weight, base + _NEW + fit, best, new=True))
        if piece.begins:
            continue
        for state in states.values():
            step = _step(state, at, columns, value)
            # The full mark is what all weigh, and no score but that of all.
            if step is not None and (not total or state.weight == FULL):
                held = weight if part is Part.WEIGHT else state.weight
                _keep(found, _State(at, held, state.cost + fit + step, state, new=False))
    return found


def _keep(found: dict[int, _State], state: _State) -> None:
    if state.column not in found or state.cost < found[state.column].cost:
        found[state.column] = state


def _points(value: Decimal | None, part: Part, *, formed: bool) -> bool:
    if value is None or not 0 <= value <= FULL:
        return False
    whole = value.as_tuple().exponent == 0
    return not formed or whole is (part is Part.WEIGHT) if value else part is Part.SCORE


def _step(state: _State, at: int, columns: Sequence[Part], value: Decimal | None) -> int | None:
    """Return what it costs that a cell stands in a column behind the last one of its row, None where it cannot."""
    if state.column < 0 or at < state.column:
        return None
    part = columns[at]
    if at == state.column:
        return _AGAIN.get(part)
    between = columns[state.column + 1 : at]
    cost = 0
    if part is Part.SCORE and state.weight is not None and value is not None and value > state.weight:
        cost += _OVER
    if Part.WEIGHT in between and columns[state.column] is Part.LEVEL:
        cost += _SKIP
    if Part.SCORE in between:
        cost += _SKIP
    if Part.DONE in between and part in {Part.WEIGHT, Part.SCORE}:
        cost += _GAP
    return cost
