"""The scale that a whole is scored on: a hundred points, which the full marks of its indicators and groups add up to."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.numbers import Numeral

FULL_MARK = Fraction(100)


def are_whole(marks: Iterable[Fraction | None]) -> bool:
    """Whether full marks are those of all that is scored: they are known, and add up to that of the whole."""
    found = list(marks)
    known = [each for each in found if each is not None]
    return len(known) == len(found) and sum(known, Fraction(0)) == FULL_MARK


def tells(printed: Numeral, value: Fraction) -> bool:
    """Whether a printed number of points is a value, told to fewer places perhaps; whole points are not rounded."""
    return printed.value == value or (printed.step < 1 and abs(printed.value - value) * 2 <= printed.step)
