"""Filling the columns of a table from stacks: the next stack stands in the leftmost of the shortest columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import records
from auditor.extraction.stacks.stacklabels import TOTAL, Labels, labels_of
from auditor.extraction.tables.cellform import Kind
from auditor.extraction.text.mapped import EMPTY, Mapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.stacks.stacks import Stack

_MOST_STEPS = 4000
_FEWEST_ROWS = 3
_LONGEST_WORD = 10


@records.frozen(eq=False)
class Filled:
    """The body of a table: a label and a serial number (or none) for each row, and its columns from the left.

    `used` is the number of stacks that it takes; the others belong to what follows the table.
    """

    labels: tuple[Mapped, ...]
    columns: tuple[tuple[Mapped, ...], ...]
    kinds: tuple[Kind, ...]
    serials: tuple[Mapped, ...] = ()
    used: int = 0


@records.frozen(eq=False)
class _State:
    """How far a body is read. `kinds` are those of the columns; blank until a cell shows one.

    `close` are the rows whose cells were printed without a blank line between them, `named` tells that the
    stack before was one of labels.
    """

    at: int
    columns: tuple[tuple[Mapped, ...], ...]
    kinds: tuple[Kind, ...]
    labels: tuple[Labels, ...] = ()
    serials: tuple[Mapped, ...] = ()
    close: frozenset[int] = frozenset()
    named: bool = False

    def shortest(self) -> int:
        """Return the index of the column that the next cell belongs to."""
        heights = [len(column) for column in self.columns]
        return heights.index(min(heights))

    def even(self) -> bool:
        """Whether every row that was begun is full."""
        return len({len(column) for column in self.columns}) == 1


def fillings(stacks: Sequence[Stack], width: int, *, serial: bool) -> Iterator[Filled]:
    """Iterate over the bodies of `width` columns that the stacks may be."""
    # Behind its total a table has no more values, and words there belong to the text.
    done = max((at for at, stack in enumerate(stacks, start=1) if not stack.words), default=0)
    todo = [_State(0, ((),) * width, (Kind.BLANK,) * width)]
    steps = 0
    while todo and steps < _MOST_STEPS:
        steps += 1
        state = todo.pop()
        last = state.labels and any(TOTAL.match(line.text) for line in state.labels[-1].lines)
        if state.at == len(stacks) or (last and state.at >= done):
            filled = _finished(_padded(state), serial=serial)
            if filled is not None:
                yield filled
        if state.at < len(stacks):
            todo.extend(_next(state, stacks, serial=serial))


def _next(state: _State, stacks: Sequence[Stack], *, serial: bool) -> Iterator[_State]:
    """Iterate over what the next stack may be."""
    stack = stacks[state.at]
    following = stacks[state.at + 1] if state.at + 1 < len(stacks) else None
    if state.even():
        if stack.words:
            label = Labels(stack.lines, len(state.columns[0]), direct=False)
            yield attrs.evolve(state, at=state.at + 1, labels=(*state.labels, label), named=True)
        elif serial and _is_serial(state, stack) and following is not None and following.words:
            yield attrs.evolve(state, at=state.at + 1, serials=(*state.serials, stack.text), named=False)
        if any(column and not column[-1] for column in state.columns):
            return
    column = state.shortest()
    if (placed := _placed(state, stack, column)) is not None:
        yield placed
    elif state.even() and stack.values:
        # The total of a table says nothing in the columns of words and dates left of its first sum.
        skipped = column
        while skipped < len(state.kinds) and state.kinds[skipped] in {Kind.WORDS, Kind.DATE}:
            skipped += 1
        if column < skipped < len(state.kinds):
            columns = tuple((*each, EMPTY) if at < skipped else each for at, each in enumerate(state.columns))
            if (placed := _placed(attrs.evolve(state, columns=columns), stack, skipped)) is not None:
                yield placed


def _is_serial(state: _State, stack: Stack) -> bool:
    return len(stack.lines) == 1 and stack.lines[0].text == str(len(state.serials) + 1)


def _placed(state: _State, stack: Stack, column: int) -> _State | None:
    """Return the state after a stack was put into a column, None where its cells are not of that column's kind."""
    kind = state.kinds[column]
    for line, form in zip(stack.lines, stack.forms, strict=True):
        word = len(stack.lines) == 1 and len(line.text) <= _LONGEST_WORD and not TOTAL.match(line.text)
        if form.kind is Kind.WORDS and not word:
            return None
        if form.kind is Kind.BLANK or form.kind is kind:
            continue
        if kind is Kind.BLANK or (kind, form.kind) == (Kind.WORDS, Kind.DATE):
            kind = form.kind if kind is Kind.BLANK else Kind.WORDS
        elif (kind, form.kind) == (Kind.DATE, Kind.WORDS):
            kind = Kind.WORDS
        else:
            return None
    words = sum(1 for at, each in enumerate(state.kinds) if at != column and each is Kind.WORDS)
    if kind is Kind.WORDS and 2 * (words + 1) > len(state.kinds):
        return None  # a table of words has no figures to read
    cells = tuple(line.mapped.strip() for line in stack.lines)
    first = len(state.columns[column])
    labels = state.labels
    if state.named:
        labels = (*labels[:-1], attrs.evolve(labels[-1], direct=True))
    return attrs.evolve(
        state,
        at=state.at + 1,
        labels=labels,
        named=False,
        close=state.close.union(range(first, first + len(cells)))
        if len(cells) > 1 and not stack.parted
        else state.close,
        columns=tuple((*each, *cells) if at == column else each for at, each in enumerate(state.columns)),
        kinds=tuple(kind if at == column else each for at, each in enumerate(state.kinds)),
    )


def _padded(state: _State) -> _State:
    """Return the state with blanks in the columns of words and dates of a last row that says nothing there."""
    rows = max(len(column) for column in state.columns)
    columns = tuple(
        (*column, EMPTY) if len(column) + 1 == rows and kind in {Kind.WORDS, Kind.DATE} else column
        for column, kind in zip(state.columns, state.kinds, strict=True)
    )
    return attrs.evolve(state, columns=columns)


def _finished(state: _State, *, serial: bool) -> Filled | None:
    """Return the table that all stacks make, None where a row is not full or the labels do not fit."""
    rows = len(state.columns[0])
    if not state.even() or rows < _FEWEST_ROWS or not state.labels:
        return None
    if any(EMPTY in column[:-1] for column in state.columns):
        return None
    if serial and not rows - 1 <= len(state.serials) <= rows:
        return None
    labels = labels_of(state.labels, rows, state.close)
    if labels is None or len({label.text for label in labels}) < rows:
        return None
    return Filled(tuple(labels), state.columns, state.kinds, state.serials, state.at)
