"""Values that a text layer prints away from their rows: which row lacks them, and in which column."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor.extraction.tables.cellform import Form, Kind, form_of
from auditor.extraction.tables.columnproofs import Number, Row, holds, number_of, relations, sums

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.extraction.text.mapped import Mapped

_MOST_STRAYS = 3
_MOST_WAYS = 200
_FEWEST_FULL = 2

Cells = tuple["Mapped", ...]


def with_strays(
    rows: Sequence[Cells], strays: Sequence[Mapped], width: int, *, total: bool
) -> list[Cells] | None:
    """Return the rows with the strays in their places, None where these are not certain or cells of a column differ.

    `total`: the last row sums the others.
    """
    full = [row for row in rows if len(row) == width]
    lacking = sum(width - len(row) for row in rows)
    if len(full) < _FEWEST_FULL or lacking != len(strays) or lacking > _MOST_STRAYS:
        return None
    columns = [_forms(column) for column in zip(*full, strict=True)]
    if not all(map(_alike, columns)):
        return None
    if not strays:
        return list(rows)
    ways = list(itertools.islice(_ways(rows, strays, columns), _MOST_WAYS))
    if len(ways) > 1:
        ways = _proven(ways, full, total=total)
    return ways[0] if len(ways) == 1 else None


def _forms(cells: Sequence[Mapped]) -> frozenset[Form]:
    return frozenset(form for cell in cells if (form := form_of(cell.text)).kind is not Kind.BLANK)


def _alike(forms: frozenset[Form]) -> bool:
    """Whether the cells of a column are of one kind."""
    return len({form.kind for form in forms}) <= 1


def _fits(cell: Mapped, forms: frozenset[Form]) -> bool:
    form = form_of(cell.text)
    if form.kind is Kind.BLANK or not forms:
        return True
    decimals = {each.decimals for each in forms} - {None}
    return form.kind is next(iter(forms)).kind and (
        form.decimals is None or not decimals or form.decimals in decimals
    )


def _ways(
    rows: Sequence[Cells], strays: Sequence[Mapped], columns: Sequence[frozenset[Form]]
) -> Iterator[list[Cells]]:
    """Iterate over the ways to put the strays, in their order, into the rows that lack values."""
    short = [at for at, row in enumerate(rows) if len(row) < len(columns)]
    given: list[Sequence[Mapped]] = []
    used = 0
    for at in short:
        lacking = len(columns) - len(rows[at])
        given.append(strays[used : used + lacking])
        used += lacking
    each = [list(_filled(rows[at], some, columns)) for at, some in zip(short, given, strict=True)]
    for chosen in itertools.product(*each):
        way = list(rows)
        for at, row in zip(short, chosen, strict=True):
            way[at] = row
        yield way


def _filled(row: Cells, strays: Sequence[Mapped], columns: Sequence[frozenset[Form]]) -> Iterator[Cells]:
    for places in itertools.combinations(range(len(columns)), len(strays)):
        own, late = iter(row), iter(strays)
        cells = tuple(next(late) if at in places else next(own) for at in range(len(columns)))
        if all(map(_fits, cells, columns)):
            yield cells


def _proven(ways: Sequence[list[Cells]], full: Sequence[Cells], *, total: bool) -> list[list[Cells]]:
    """Return the ways that keep most of what holds in the rows that are full, and of what the total sums."""
    tests = relations([_numbers(row) for row in full])
    judged: list[tuple[int, list[Cells]]] = []
    for way in ways:
        numbers = [_numbers(row) for row in way]
        told = [held for row in numbers for test in tests if (held := holds(test, row)) is not None]
        summed = [held for held in sums(numbers, first=False) if held is not None] if total else []
        judged.append((told.count(True) + summed.count(True), way))
    most = max(count for count, _ in judged)
    if not most:
        return []
    best = [way for count, way in judged if count == most]
    # One sum of two holds as well with its parts exchanged: the better way keeps more cells in the range of their column.
    ranges = [_range(column) for column in zip(*map(_numbers, full), strict=True)]
    strange = [_outside(way, ranges) for way in best]
    return [way for way, count in zip(best, strange, strict=True) if count == min(strange)]


def _range(column: Sequence[Number | None]) -> tuple[Fraction, Fraction] | None:
    values = [number.value for number in column if number is not None]
    return (min(values), max(values)) if values else None


def _outside(way: Sequence[Cells], ranges: Sequence[tuple[Fraction, Fraction] | None]) -> int:
    """Return how many cells lie outside the range of the full rows of their column."""
    return sum(
        1
        for row in way
        for number, told in zip(_numbers(row), ranges, strict=True)
        if number is not None and told is not None and not told[0] <= number.value <= told[1]
    )


def _numbers(row: Cells) -> Row:
    return tuple(number_of(cell.text) for cell in row)
