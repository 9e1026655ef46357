"""Rows that a text layer prints in pieces: the right parts of some rows first, their left parts later, a cell late.

What stands beside each other in a row is printed from the left, and of the pieces of one column that of the upper
row comes first. So each cell either goes on with the piece before it, or begins another one, which joins the first
row that ends before it or begins behind it. Of all ways to put the cells into rows, each of them full, that with
the fewest pieces is taken; a relation between columns that fails counts as some pieces more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.stacks.rowcolumns import Cell
from auditor.extraction.tables.cellform import Form, Kind
from auditor.extraction.text.mapped import EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.stacks.rowcolumns import Columns
    from auditor.extraction.tables.columnproofs import Row

_MOST_STATES = 32
_MOST_LINES = 12
_PAGE = re.compile(r"[0-9]{1,3}")
_PIECE = 4
_HEAD = 3
_BESIDE = 1
_UNLIKE = 4
_STRAY = 3
_EMPTY = 5
_LACK = 2
_FAILED = 6
_WORST = 16


@records.frozen(eq=False)
class Placed:
    """A row: its cells from one column on, the place where it was begun, and the columns at which its pieces meet."""

    begin: int
    first: int
    cells: tuple[Cell, ...]
    breaks: tuple[int, ...] = ()
    bad: bool = False

    @property
    def end(self) -> int:
        """Return the column behind its last cell."""
        return self.first + len(self.cells)


@records.frozen(eq=False)
class Chains:
    """The rows of a table in order, the cells that head columns, those that are none of the table, and what it cost.

    `mark` tells it from other ways, `doubtful` that another one with the same pieces is as good.
    """

    rows: tuple[Placed, ...]
    heads: tuple[int, ...]
    strays: tuple[int, ...]
    cost: int
    mark: int
    doubtful: bool


@attrs.frozen(eq=False)
class _State:
    """Cells put into rows so far: those that are not full, the full ones, and the one that the next cell goes on with.

    `mark` tells states apart that put cells into other rows, `bound` tells that the next cell goes on with the row, `counted` is how many rows have their numbers, `joined` the place of the last label that stood alone and joined a row whose values were printed before.
    """

    cost: int = 0
    open: tuple[Placed, ...] = ()
    full: tuple[Placed, ...] = ()
    current: Placed | None = None
    heads: tuple[int, ...] = ()
    strays: tuple[int, ...] = ()
    doubtful: bool = False
    joined: int = -1
    counted: int = 0
    bound: bool = False
    mark: int = 0

    def key(self) -> tuple[object, ...]:
        spans = tuple((row.first, row.end) for row in self.open)
        now = (self.current.first, self.current.end) if self.current else None
        return (spans, now, len(self.full), len(self.heads), len(self.strays), self.counted, self.bound)


def chains_of(cells: Sequence[Cell], profile: Columns) -> Chains | None:
    """Return the rows of a table, None where cells are left over or several ways are as good."""
    ways = ways_of(cells, profile)
    if not ways or ways[0].doubtful:
        return None
    best, *others = ways
    return None if any(way.cost == best.cost and way.mark != best.mark for way in others) else best


def ways_of(cells: Sequence[Cell], profile: Columns) -> list[Chains]:
    """Return the best ways to put cells into the rows of a table, the best of them first."""
    whole = set(profile.whole)
    states = [_State()]
    at = 0
    while at < len(cells):
        if at in whole:
            row = Placed(at, 0, tuple(cells[at : at + profile.width]))
            ended = (_closed(state, profile) for state in states)
            states = _kept(
                attrs.evolve(
                    state,
                    full=(*state.full, row),
                    doubtful=state.doubtful or state.joined == at - 1 >= 0,
                    counted=state.counted + profile.serial,
                )
                for state in ended
                if not state.bound
                if not profile.serial or row.cells[0].text.text == str(state.counted + 1)
            )
            at += profile.width
            continue
        states = _kept(new for state in states for new in _moves(state, cells, at, profile))
        if not states:
            return []
        at += 1
    complete = [
        state
        for each in states
        if not each.bound and (state := _ended(_closed(each, profile), profile)) is not None
    ]
    complete.sort(key=lambda state: state.cost)
    return [_chains(state, profile) for state in complete]


def _chains(state: _State, profile: Columns) -> Chains:
    rows = sorted(state.full, key=lambda row: row.begin)
    if profile.coded and not profile.serial:
        rows = _by_codes(rows)
    return Chains(tuple(rows), state.heads, state.strays, state.cost, state.mark, doubtful=state.doubtful)


def _by_codes(rows: list[Placed]) -> list[Placed]:
    """Return rows in the order of their codes, where two lists of them stand beside each other; sums keep their places."""
    codes = [row.cells[0].text.text for row in rows]
    told = [code for code in codes if code]
    if len(set(told)) < len(told) or told == sorted(told):
        return rows
    ordered = iter(sorted((row for row in rows if row.cells[0].text), key=lambda row: row.cells[0].text.text))
    return [next(ordered) if code else row for row, code in zip(rows, codes, strict=True)]


def _ended(state: _State, profile: Columns) -> _State | None:
    """Return the state at the end, None where a row has no beginning: one of a sum may lack words, another values."""
    full = list(state.full)
    cost = state.cost
    for row in state.open:
        if profile.left_out(_numbers(row, profile)):
            cost += _LACK
            continue
        if row.first > profile.start or row.end <= max(row.first, profile.label) + 1:
            return None
        if profile.start and row.end < profile.told:
            return None
        cells = (*_padded(row.cells[0], row.first, 0)[:-1], *row.cells)
        summed = row.end >= profile.told and cells[profile.label].total
        if row.end < profile.told and not (summed or profile.lacks(row.end, profile.told)):
            return None  # any of its values may be the one that lacks
        cells = (*cells, *_padded(row.cells[-1], 0, profile.width - row.end)[1:])
        full.append(Placed(row.begin, 0, cells, row.breaks, row.bad))
        if row.first and row.end == profile.width:
            cost += _LACK
            continue
        cost += -_PIECE if summed else _EMPTY - _PIECE
    return attrs.evolve(state, open=(), full=tuple(full), cost=cost)


def _kept(states: Iterator[_State]) -> list[_State]:
    """Return the best states, of those alike one; it is doubtful where another is as good."""
    best: dict[tuple[object, ...], _State] = {}
    for state in states:
        key = state.key()
        known = best.get(key)
        if known is None or state.cost < known.cost:
            best[key] = state
        elif state.cost == known.cost and state.mark != known.mark and not known.doubtful:
            best[key] = attrs.evolve(known, doubtful=True)
    found = sorted(best.values(), key=lambda state: state.cost)[:_MOST_STATES]
    return [state for state in found if state.cost <= found[0].cost + _WORST]


def _moves(state: _State, cells: Sequence[Cell], at: int, profile: Columns) -> Iterator[_State]:
    """Iterate over the states behind a cell."""
    cell = cells[at]
    if state.bound:
        now = state.current
        if now is not None and cell.single and not cell.again:
            yield from _added(attrs.evolve(state, bound=False), now, cell, profile)
        return
    if cell.again or cell.words:
        yield from _worded(state, cells, at, profile)
        return
    if not cell.single:
        yield from _column(state, cell.parts(), at, profile)
        return
    now = state.current
    if now is not None:
        yield from _added(state, now, cell, profile)
    closed = _closed(state, profile)
    for column in range(profile.width):
        if now is not None and column == now.end:
            continue
        if profile.serial and not column:
            if cell.text.text == str(closed.counted + 1):
                counting = attrs.evolve(closed, counted=closed.counted + 1)
                yield from _begun(counting, cell, at, column, profile)
            continue
        yield from _begun(closed, cell, at, column, profile)
    if profile.stray or (cell.last and _PAGE.fullmatch(cell.text.text)):
        price = profile.stray or _STRAY
        yield attrs.evolve(closed, cost=closed.cost + price, strays=(*closed.strays, at))


def _worded(state: _State, cells: Sequence[Cell], at: int, profile: Columns) -> Iterator[_State]:
    cell = cells[at]
    closed = _closed(state, profile)
    if cell.again:
        yield attrs.evolve(closed, heads=(*closed.heads, at))
        return
    early = not (state.open or state.full)
    beside = bool(state.heads) and state.heads[-1] == at - 1
    price = 0 if early else _BESIDE if beside else _HEAD
    yield attrs.evolve(closed, heads=(*closed.heads, at), cost=closed.cost + price)
    now = state.current
    if now is not None and not profile.start:
        # What heads a column may stand in the middle of a row.
        yield attrs.evolve(state, heads=(*state.heads, at), cost=state.cost + price + _BESIDE, bound=True)
    dear = _UNLIKE * (cell.short + cell.head + cell.corner)
    if now is not None:
        yield from _added(_dearer(state, dear), now, cell, profile)
    for column in range(profile.width):
        if column == profile.label and cell.total and column < profile.named:
            # A row of sums has neither a number nor words behind its label.
            for first in {0, column}:
                padded = _padded(cell, column - first, profile.named - column - 1)
                yield _placed(_dearer(closed, dear), padded, at, first, profile)
        elif (now is None or column != now.end) and not (early and column > profile.label):
            yield from _begun(_dearer(closed, dear), cell, at, column, profile)
    if 1 < cell.count <= _MOST_LINES:
        yield from _column(state, cell.parts(), at, profile)


def _dearer(state: _State, cost: int) -> _State:
    return attrs.evolve(state, cost=state.cost + cost) if cost else state


def _padded(cell: Cell, before: int, behind: int) -> tuple[Cell, ...]:
    blank = attrs.evolve(cell, text=EMPTY, form=Form(Kind.BLANK), number=None, total=False)
    return (*(blank,) * before, cell, *(blank,) * behind)


def _column(state: _State, parts: Sequence[Cell], at: int, profile: Columns) -> Iterator[_State]:
    """Iterate over the states behind cells of one column, printed together."""
    closed = _closed(state, profile)
    for column in range(int(profile.serial), profile.width):
        prices = [profile.price(part, column) for part in parts]
        if None in prices or not (column == profile.label or profile.banded):
            continue
        found = closed
        for part in parts:
            cells: tuple[Cell, ...] = (part,)
            first = column
            if part.total and column == profile.label:
                cells, first = _padded(part, column, profile.named - column - 1), 0
            found = _closed(_placed(found, cells, at, first, profile), profile)
        yield attrs.evolve(found, cost=min(found.cost, closed.cost + _PIECE))


def _added(state: _State, now: Placed, cell: Cell, profile: Columns) -> Iterator[_State]:
    """Iterate over the states in which a cell goes on with the piece before it, or leaves columns of it empty.

    Of two labels one behind the other, the first may as well be that of the values behind the second.
    """
    if not profile.start and now.end == profile.label + 1 and now.begin - 1 == state.joined >= 0:
        state = attrs.evolve(state, doubtful=True)
    for column in range(now.end, profile.width):
        empty = column - now.end
        if empty and (
            now.end <= profile.label or ((cell.words or profile.start) and not profile.lacks(now.end, column))
        ):
            continue
        price = profile.price(cell, column)
        if price is None:
            continue
        if empty:
            summed = now.first <= profile.label and now.cells[profile.label - now.first].total
            price += 0 if summed else _LACK if profile.lacks(now.end, column) else _EMPTY
        cells = (*now.cells, *_padded(cell, empty, 0))
        yield _with(
            _dearer(state, price), now, Placed(now.begin, now.first, cells, now.breaks, now.bad), profile
        )


def _begun(state: _State, cell: Cell, at: int, column: int, profile: Columns) -> Iterator[_State]:
    """Iterate over the state in which a cell begins a piece in a column, where it can."""
    price = profile.price(cell, column)
    if price is not None:
        yield _placed(_dearer(state, price), (cell,), at, column, profile)


def _placed(state: _State, cells: tuple[Cell, ...], at: int, column: int, profile: Columns) -> _State:
    """Return the state in which cells begin a piece: of the first row that ends before it, or of a new one."""
    row = next((row for row in state.open if profile.meets(row.end, column)), None)
    if row is not None:
        cells = (*row.cells, *_padded(cells[0], column - row.end, 0)[:-1], *cells)
        grown = Placed(row.begin, row.first, cells, (*row.breaks, column), row.bad)
        return _with(state, row, grown, profile)
    new = Placed(at, column, cells)
    price = _PIECE if column > profile.start else 0
    mark = state.mark + profile.mark(column, cells)
    return attrs.evolve(state, cost=state.cost + price, open=(*state.open, new), current=new, mark=mark)


def _with(state: _State, old: Placed, new: Placed, profile: Columns) -> _State:
    """Return the state with a row grown, which costs where a relation fails in it."""
    cost = state.cost
    full = not new.first and new.end == profile.width
    if not new.bad and profile.failing(_numbers(new, profile), full=full):
        cost += _FAILED
        new = attrs.evolve(new, bad=True)
    mark = state.mark - profile.mark(old.first, old.cells) + profile.mark(new.first, new.cells)
    if full:
        rest = tuple(row for row in state.open if row is not old)
        return attrs.evolve(state, cost=cost, open=rest, full=(*state.full, new), current=None, mark=mark)
    rows = tuple(new if row is old else row for row in state.open)
    return attrs.evolve(state, cost=cost, open=rows, current=new, mark=mark)


def _numbers(row: Placed, profile: Columns) -> Row:
    before = (None,) * row.first
    return (*before, *(cell.number for cell in row.cells), *(None,) * (profile.width - row.end))


def _closed(state: _State, profile: Columns) -> _State:
    """Return the state with the last piece ended: it joins the first row that begins behind it, or lacks its right part."""
    now = state.current
    if now is None:
        return state
    other = next((row for row in state.open if row is not now and profile.meets(now.end, row.first)), None)
    if other is None:
        lacking = 0 if now.end == profile.width else _PIECE
        return attrs.evolve(state, cost=state.cost + lacking, current=None)
    begin = min(now.begin, other.begin)
    cells = (*now.cells, *_padded(now.cells[-1], other.first - now.end, 0)[:-1], *other.cells)
    breaks = (*now.breaks, other.first, *other.breaks)
    joined = Placed(begin, now.first, cells, breaks, now.bad or other.bad)
    alone = now.begin if not now.first and now.end <= profile.label + 1 else state.joined
    mark = state.mark - profile.mark(now.first, now.cells)
    rest = attrs.evolve(
        state, open=tuple(row for row in state.open if row is not now), joined=alone, mark=mark
    )
    return attrs.evolve(_with(rest, other, joined, profile), current=None)
