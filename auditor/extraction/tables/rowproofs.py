"""What the rows of a table prove by arithmetic about how its columns stand beside each other.

A row may be the sum of those below it, or the last row of all others. Where that holds in two columns and more,
their cells stand in the same rows; cells of one column that were shifted against the others break it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.tables.columnproofs import Number, Row

_SURE = 50
"""A sum is so many times what rounding leaves open, or proves nothing."""
_FEWEST = 2


@records.frozen
class Sum:
    """A row that is the sum of others: the columns in which that holds, and those in which it does not."""

    row: int
    held: frozenset[int]
    broken: frozenset[int]


def row_sums(rows: Sequence[Row]) -> list[Sum]:
    """Return the rows that are the sums of those below them, or of all those above."""
    found: list[Sum] = []
    behind = list(range(1, len(rows) + 1))
    for row in range(len(rows) - 1, -1, -1):
        parts: list[int] = []
        at = row + 1
        while at < len(rows):
            parts.append(at)
            at = behind[at]
            if len(parts) >= _FEWEST and (told := _sum(rows, row, parts)):
                found.append(told)
                behind[row] = at
                break
    tops: list[int] = []
    at = 0
    while at < len(rows) - 1:
        tops.append(at)
        at = behind[at]
    if at == len(rows) - 1 and len(tops) >= _FEWEST and (told := _sum(rows, len(rows) - 1, tops)):
        found.append(told)
    return found


def _sum(rows: Sequence[Row], row: int, parts: Sequence[int]) -> Sum | None:
    """Return the sum where it holds in two columns at least, and in most of those that tell."""
    held: set[int] = set()
    broken: set[int] = set()
    for column, total in enumerate(rows[row]):
        cells = [number for at in parts if (number := rows[at][column]) is not None]
        if total is None or len(cells) < _FEWEST:
            continue
        told = _adds(total, cells)
        if told is not None:
            (held if told else broken).add(column)
    if len(held) < _FEWEST or len(held) <= len(broken):
        return None
    return Sum(row, frozenset(held), frozenset(broken))


def _adds(total: Number, cells: Sequence[Number]) -> bool | None:
    """Whether cells add up to a total, None where that would prove nothing."""
    room = total.half + sum((cell.half for cell in cells), Fraction(0))
    if room * _SURE > abs(total.value) or sum(1 for cell in cells if cell.value) < _FEWEST:
        return None
    return abs(sum((cell.value for cell in cells), Fraction(0)) - total.value) <= room
