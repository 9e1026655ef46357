"""Slips of the pen: what should have stood there, if what does is one slip away from it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.numbers import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.variables import Alternative

SHIFTS = tuple(Fraction(10) ** power for power in (1, -1, 2, -2))
UNIT_SCALES = tuple(Fraction(10) ** power for power in (4, -4, 3, -3, 8, -8))


def slips_of(printed: Alternative) -> Iterator[tuple[Fraction, Fraction]]:
    """Yield every value (base unit) that one slip turns into what is printed, the likelier slips first.

    With it comes the step of its last place: where the point slipped, that moved as well.
    """
    value, step = printed.value, printed.step
    for factor in SHIFTS:
        yield value / factor, step / factor
    yield from ((each, step) for each in (*_swapped(printed), *_mistyped(printed)))
    if value:
        yield -value, step
        # A percentage has no 万 to forget; a ten-thousandth of one would only stand for nothing at all.
        if printed.finest.unit.dimension != "ratio":
            for factor in UNIT_SCALES:
                yield value / factor, step / factor


def digits_of(printed: Alternative) -> str:
    """Return the digits of the finest mention as printed, without sign and point."""
    return plain_text(printed.finest.numeral).replace(".", "").replace("-", "")


def _valued(printed: Alternative, digits: str) -> Fraction:
    finest = printed.finest
    value = int(digits) * finest.numeral.step * finest.unit.factor
    return -value if printed.value < 0 else value


def _swapped(printed: Alternative) -> Iterator[Fraction]:
    digits = digits_of(printed)
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1]:
            yield _valued(printed, digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])


def _mistyped(printed: Alternative) -> Iterator[Fraction]:
    digits = digits_of(printed)
    for at, own in enumerate(digits):
        for other in "0123456789":
            if other != own:
                yield _valued(printed, digits[:at] + other + digits[at + 1 :])
