"""Columns of values filled from the stacks of a text layer: bands of rows, and in each a stack a column."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.stacks.cellheads import SERIAL_HEAD
from auditor.extraction.stacks.headedcolumns import CODE_HEAD
from auditor.extraction.tables.cellform import Form, Kind, uniform
from auditor.extraction.tables.columnproofs import Row, failures, number_of, relations, sums
from auditor.extraction.text.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.stacks.stacks import Stack

_MOST_WAYS = 60
_MOST_FREE = 5
_YEAR = re.compile(
    r"(?:19|20)[0-9]{2}(?:\s*年(?:度|末|初|底)?(?:\s*[0-9]{1,2}\s*月(?:\s*[0-9]{1,2}\s*日)?)?)?|[0-9]{1,2}\s*分"
)


@records.frozen(eq=False)
class Item:
    """A stack of a page: words, values, or the head of a column and its first values."""

    words: tuple[Line, ...]
    values: tuple[Line, ...]


@records.frozen(eq=False)
class Filled:
    """Columns of values; `first` tells by the items which stack begins each, `ends` where the bands end."""

    columns: tuple[tuple[Line, ...], ...]
    first: tuple[int, ...]
    ends: tuple[int, ...]


def items_of(stacks: Sequence[Stack]) -> list[Item] | None:
    """Return the stacks as items, None where words stand below values."""
    found: list[Item] = []
    begun = False
    for stack in stacks:
        size = 0
        years = all(_YEAR.fullmatch(line.text) for line in stack.lines)
        while size < len(stack.lines) and _word(stack.lines[size], stack.forms[size]):
            bare = stack.forms[size].kind is not Kind.WORDS and stack.lines[size].text.isdigit()
            if bare and size and uniform(line.text for line in stack.lines[size:]):
                break  # 2000 among amounts
            if (
                stack.forms[size].kind is not Kind.WORDS
                and years
                and begun
                and "年" not in stack.lines[0].text
            ):
                break
            size += 1
        if any(form.kind is Kind.WORDS for form in stack.forms[size:]):
            return None
        begun = begun or size < len(stack.lines)
        found.append(Item(stack.lines[:size], stack.lines[size:]))
    return found


def _word(line: Line, form: Form) -> bool:
    return form.kind is Kind.WORDS or _YEAR.fullmatch(line.text) is not None


def leading_of(items: list[Item]) -> tuple[int, ...]:
    """Return the items of a column of serial numbers or codes, none where its head is not the first."""
    head = items[0].words[:1]
    if not head:
        return ()
    serial = SERIAL_HEAD.fullmatch(head[0].text) is not None
    if not serial and not CODE_HEAD.fullmatch(head[0].text):
        return ()
    found: list[int] = []
    last = ""
    for at, item in enumerate(items):
        texts = [line.text for line in item.values]
        if not texts or (item.words and at):
            continue
        if serial:
            due = int(last or 0) + 1
            fits = texts == [str(due + step) for step in range(len(texts))]
        else:
            fits = all(text.isdigit() and len(text) >= 3 for text in texts)  # noqa: PLR2004 - 201 is a class
            fits = fits and all(one < other for one, other in itertools.pairwise([last, *texts]))
        if fits:
            found.append(at)
            last = texts[-1]
    return tuple(found)


def fillings(items: list[Item], kept: list[int], width: int) -> Iterator[Filled]:
    """Iterate over the ways to fill so many columns; the last stack may belong to the first band."""
    if len(kept) < width:
        return
    orders = [kept]
    if len(kept) > width:
        orders.append([*kept[: width - 1], kept[-1], *kept[width - 1 : -1]])
    for order in orders:
        first, rest = order[:width], order[width:]
        size = len(items[first[0]].values)
        if any(len(items[at].values) != size for at in first) or any(items[at].words for at in rest):
            continue
        columns = [list(items[at].values) for at in first]
        ends = [size]
        for band in range(0, len(rest), width):
            stacks = [items[at].values for at in rest[band : band + width]]
            if len(stacks) < width or len({len(stack) for stack in stacks}) > 1:
                break
            for column, stack in zip(columns, stacks, strict=True):
                column.extend(stack)
            ends.append(ends[-1] + len(stacks[0]))
        else:
            yield from _ordered(items, first, columns, ends)


def _ordered(
    items: list[Item], first: list[int], columns: list[list[Line]], ends: list[int]
) -> Iterator[Filled]:
    """Iterate over the orders of the first band: that of the heads which stand alone, and of those with values.

    Columns that only one stack completes to their total have that one. Of several orders of the others, only the
    one is given that keeps the arithmetic of the rows below in the first rows as well.
    """
    width, size = len(first), ends[0]
    plain = Filled(tuple(map(tuple, columns)), tuple(first), tuple(ends))
    named = [bool(items[at].words) for at in first]
    if not all(map(alike, columns)) and all(map(alike, zip(*columns, strict=True))):
        # 分值 | 得分 | 得分率 are rows: nothing but their heads may stand between the columns.
        if len(set(named)) == 1 or len(ends) == 1 or named == sorted(named, reverse=True):
            yield plain
        return
    if len(ends) == 1:
        if all(map(alike, columns)):
            yield plain
        return
    rests = [column[size:] for column in columns]
    fits = [[alike((*items[at].values, *rest)) for rest in rests] for at in first]
    if len(set(named)) > 1:
        orders: Iterator[tuple[int, ...]] = _orders(items, first, rests, fits)
    else:
        orders = iter([tuple(range(width))])
    ways: list[Filled] = []
    for order in orders:
        if all(fits[place][column] for column, place in enumerate(order)):
            tried = ((*items[first[place]].values, *rest) for place, rest in zip(order, rests, strict=True))
            ways.append(Filled(tuple(tried), tuple(first[place] for place in order), tuple(ends)))
        if len(ways) > _MOST_WAYS:
            return
    if len(ways) == 1:
        yield ways[0]
    elif ways:
        yield from _decided(ways, size)


def _orders(
    items: list[Item], first: list[int], rests: list[list[Line]], fits: list[list[bool]]
) -> Iterator[tuple[int, ...]]:
    """Iterate over the orders of the stacks of the first band, those first that totals leave free."""
    width = len(first)
    fixed: dict[int, int] = {}
    for column, rest in enumerate(rests):
        adding = [
            place
            for place, at in enumerate(first)
            if fits[place][column] and sums(rows_of([(*items[at].values, *rest)]), first=False)[0]
        ]
        if len(adding) == 1 and adding[0] not in fixed.values():
            fixed[column] = adding[0]
    free = [column for column in range(width) if column not in fixed]
    left = [place for place in range(width) if place not in fixed.values()]
    if len(free) > _MOST_FREE:
        return
    for way in itertools.permutations(left):
        order = {**fixed, **dict(zip(free, way, strict=True))}
        yield tuple(order[column] for column in range(width))


def _decided(ways: list[Filled], size: int) -> Iterator[Filled]:
    """Return the one of several ways whose first rows keep the arithmetic of the others; none where two do."""
    tests = relations(rows_of(ways[0].columns)[size:])
    judged: list[tuple[int, int, Filled]] = []
    for way in ways:
        rows = rows_of(way.columns)
        failed, told = failures(tests, rows[:size])
        held = sum(1 for each in sums(rows, first=False) if each)
        judged.append((failed - held, told + held, way))
    judged.sort(key=lambda each: each[0])
    if judged[0][0] < judged[1][0] and judged[0][1]:
        yield judged[0][2]


def rows_of(columns: Sequence[Sequence[Line]]) -> list[Row]:
    """Return the numbers of columns row by row."""
    return [tuple(number_of(line.text) for line in row) for row in zip(*columns, strict=True)]


def alike(column: Sequence[Line]) -> bool:
    """Whether cells can stand in one column."""
    return uniform(line.text for line in column)
