"""What the columns of a table prove by arithmetic about how they stand beside each other.

A column may be the sum, the difference, the share or the growth of two others in nearly every row, and a total
may close it. Cells put under the wrong head break that; a wrong figure here and there does not.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.tables.cellform import amount_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_FEWEST_ROWS = 3
_MOST_COLUMNS = 10
_MOST_ROWS = 80
_PERCENT_HEAD = re.compile(r"[（(][%％][)）]$")
_MOST_PERCENT = 10_000
_SURE = 50
"""A total is so many times what rounding leaves open, or proves nothing."""


@records.frozen
class Number:
    """A printed number and the half of its last place."""

    value: Fraction
    half: Fraction


Row = tuple[Number | None, ...]
Test = tuple[int, int, int, str]


def number_of(text: str) -> Number | None:
    """Return the number that a cell prints, without its percent sign; None where it prints none."""
    bare = text.strip().removesuffix("%").removesuffix("％")
    if bare.startswith("(") and bare.endswith(")"):
        bare = f"-{bare[1:-1]}"
    amount = amount_of(bare.lstrip("$"))
    if amount is None or not amount.is_finite():
        return None
    exponent = amount.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    return Number(Fraction(amount), Fraction(1, 2 * 10 ** max(places, 0)))


def beyond_share(head: str, texts: Sequence[str]) -> bool:
    """Whether most cells below the head of percents state more than a share or a rate of growth can be."""
    if not _PERCENT_HEAD.search(head):
        return False
    numbers = [number for text in texts if (number := number_of(text)) is not None]
    return 2 * sum(abs(number.value) > _MOST_PERCENT for number in numbers) > len(numbers)


def relations(rows: Sequence[Row]) -> list[Test]:
    """Return the relations of three columns that hold in nearly all of at least three rows."""
    width = len(rows[0]) if rows else 0
    if not _FEWEST_ROWS <= len(rows) <= _MOST_ROWS or width > _MOST_COLUMNS:
        return []
    found: list[Test] = []
    for one, other, result in itertools.permutations(range(width), 3):
        for name in _FORMS:
            if name == "sum" and one > other:
                continue
            test = (one, other, result, name)
            if _keeps(test, rows):
                found.append(test)
    return found


def _keeps(test: Test, rows: Sequence[Row]) -> bool:
    """Whether a relation holds in nearly all of at least three rows; most fail in the first few."""
    kept = failed = 0
    for row in rows:
        held = holds(test, row)
        if held:
            kept += 1
        elif held is False:
            failed += 1
            if failed * 5 > len(rows):
                return False
    return kept + failed >= _FEWEST_ROWS and failed * 5 <= kept + failed


def holds(test: Test, row: Row) -> bool | None:
    """Whether a relation holds in a row, None where a number lacks or says nothing."""
    first, second, third, name = test
    one, other, result = row[first], row[second], row[third]
    if one is None or other is None or result is None or not (one.value and other.value):
        return None
    return _FORMS[name](one, other, result)


def _sum(one: Number, other: Number, result: Number) -> bool:
    return abs(one.value + other.value - result.value) <= one.half + other.half + result.half


def _share(one: Number, other: Number, result: Number) -> bool:
    low = abs(other.value) - other.half
    if low <= 0:
        return False
    ratio = one.value / other.value
    room = 100 * (one.half + abs(ratio) * other.half) / low
    return abs(100 * ratio - result.value) <= room + result.half


def _growth(one: Number, other: Number, result: Number) -> bool:
    return _share(one, other, Number(result.value + 100, result.half)) and one.value != other.value


_FORMS: dict[str, Callable[[Number, Number, Number], bool]] = {
    "sum": _sum,
    "share": _share,
    "growth": _growth,
}


def sums(rows: Sequence[Row], *, first: bool) -> list[bool | None]:
    """Return for each column whether its other rows add up to its last (or `first`) row, None where it has none."""
    total, parts = (rows[0], rows[1:]) if first else (rows[-1], rows[:-1])
    found: list[bool | None] = []
    for at, closing in enumerate(total):
        cells = [number for row in parts if (number := row[at]) is not None]
        if closing is None or len(cells) < 2:  # noqa: PLR2004 - one part is no sum
            found.append(None)
            continue
        room = closing.half + sum((cell.half for cell in cells), Fraction(0))
        # Shares and growth add up by chance.
        if abs(closing.value) < max(abs(cell.value) for cell in cells) or room * _SURE > abs(closing.value):
            found.append(None)
            continue
        found.append(_adds(cells, closing))
    return found


def torn(rows: Sequence[Row], *, first: bool) -> bool:
    """Whether some columns add up to their total and others do not, more than wrong figures explain.

    Where none adds up, the rows are not all of them parts of the total.
    """
    total, parts = (rows[0], rows[1:]) if first else (rows[-1], rows[:-1])
    held = missed = 0
    for at, closing in enumerate(total):
        cells = [number for row in parts if (number := row[at]) is not None]
        if closing is None or not cells or closing.value < max(cell.value for cell in cells):
            continue  # shares and rates
        rest = abs(sum((cell.value for cell in cells), Fraction(0)) - closing.value)
        held += rest == 0
        missed += rest > closing.half + sum((cell.half for cell in cells), Fraction(0))
    return held > 0 and missed > 1 and 3 * missed > held + missed


def totals(rows: Sequence[Row], at: int) -> bool:
    """Whether a column sums all others, those before it or those behind it in most of the rows that are full."""
    full = [[number for number in row if number is not None] for row in rows]
    full = [row for row in full if len(row) == len(rows[0]) and any(number.value for number in row)]
    held = [
        [_adds(parts, row[at]) for parts in (row[:at] + row[at + 1 :], row[:at], row[at + 1 :])]
        for row in full
    ]
    return any(2 * sum(way) > len(full) for way in zip(*held, strict=True))


def _adds(parts: Sequence[Number], total: Number) -> bool:
    if len(parts) < 2:  # noqa: PLR2004 - one part is no sum
        return False
    rest = abs(sum((part.value for part in parts), Fraction(0)) - total.value)
    room = total.half + sum((part.half for part in parts), Fraction(0))
    return rest == 0 or (rest <= room and room * _SURE <= abs(total.value))


def proven(rows: Sequence[Row], *, total: bool, first: bool = False) -> frozenset[int]:
    """Return the columns that a sum or a relation to other columns holds in their places."""
    found = {at for test in relations(rows) for at in test[:3]}
    found.update(at for pair in _parts_of_whole(rows) for at in pair)
    if total and len(rows) > _FEWEST_ROWS - 1:
        found.update(at for at, held in enumerate(sums(rows, first=first)) if held)
    return frozenset(found)


def _parts_of_whole(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Iterate over columns and those that print what share of their first or last row the others are."""
    if not _FEWEST_ROWS <= len(rows) <= _MOST_ROWS or len(rows[0]) > _MOST_COLUMNS:
        return
    for one, share in itertools.permutations(range(len(rows[0])), 2):
        for whole in (rows[0], rows[-1]):
            base, full = whole[one], whole[share]
            if base is None or full is None or full.value != 100:  # noqa: PLR2004 - the whole is 100 %
                continue
            told = [
                _share(part, base, printed)
                for row in rows
                if row is not whole and (part := row[one]) is not None and (printed := row[share]) is not None
            ]
            if base.value and len(told) >= _FEWEST_ROWS - 1 and told.count(False) * 5 <= len(told):
                yield one, share


def failures(tests: Iterable[Test], rows: Sequence[Row]) -> tuple[int, int]:
    """Return how many of the tests fail in the rows, and how many there are."""
    told = [held for row in rows for test in tests if (held := holds(test, row)) is not None]
    return told.count(False), len(told)
