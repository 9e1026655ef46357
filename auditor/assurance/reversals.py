"""Two values between which a score moves against what it claims: higher, and yet it scores less."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.assurance.choosing import counts, whole_part
from auditor.assurance.lines import line_of
from auditor.assurance.piecewise import UNDEFINED, Piece, height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.assurance.stretches import Ratio, Stretch
    from auditor.numbers import Interval, Unit

Scored = tuple["Ratio", "Ratio"]
"""A value with its score."""
Pair = tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]
"""Two values, each with its score."""


def reversal(pieces: Sequence[Piece], unit: Unit, *, rising: bool) -> Pair | None:
    """Return two values, each with its score, between which the score moves the wrong way."""
    sign = 1 if rising else -1
    solid = [piece for piece in pieces if piece[1] != UNDEFINED]
    before: Scored | None = None
    for index, (stretch, curve) in enumerate(solid):
        inside = whole_part(stretch, unit)
        if inside is None:
            continue
        a, b, c, e = curve
        one, two = _two_of(inside, unit)
        if (a * e - b * c) * sign < 0 and _higher(two, one):
            return _pair(_scored(solid[index], one), _scored(solid[index], two))
        if before is not None:
            pair = _drop(solid, index, before, inside, unit, sign)
            if pair is not None:
                return pair
        best = two if inside[2] is None or not inside[3] else inside[2]
        reached = _scored(solid[index], best)
        if before is None or _higher(reached[1], before[1]) * sign >= 0:
            before = reached
    return None


def _drop(  # noqa: PLR0913, PLR0917 - each fact once
    solid: Sequence[Piece],
    index: int,
    before: Scored,
    inside: Stretch,
    unit: Unit,
    sign: int,
) -> Pair | None:
    # A jump the wrong way shows at the border; close enough to it, two values show it too.
    (stretch, curve), (former, other) = solid[index], solid[index - 1]
    border, end = stretch[0], former[2]
    if counts(unit) or border is None:
        if inside[0] is not None:
            reached = _scored(solid[index], inside[0])
            if _higher(reached[1], before[1]) * sign < 0:
                return _pair(before, reached)
        return None
    if end is None or _higher(end, border):
        return None
    here, there = height(curve, border), height(other, border)
    if here is None or there is None or _higher(here, there) * sign >= 0:
        return None
    line, previous = line_of(solid[index]), line_of(solid[index - 1])
    middle = Fraction(*border)
    one, two = middle if former[3] else None, middle if stretch[1] else None
    width = unit.factor
    for _ in range(60):
        left = one if one is not None else _inside(previous.interval, middle - width)
        right = two if two is not None else _inside(line.interval, middle + width)
        if left is not None and right is not None and (line.at(right) - previous.at(left)) * sign < 0:
            return (left, previous.at(left)), (right, line.at(right))
        width /= 10
    return None


def _inside(interval: Interval, wanted: Fraction) -> Fraction | None:
    return wanted if wanted in interval else None


def _higher(one: Ratio, two: Ratio) -> int:
    """Return a number with the sign of one less two."""
    return one[0] * two[1] - two[0] * one[1]


def _scored(piece: Piece, value: Ratio) -> Scored:
    score = height(piece[1], value)
    assert score is not None  # noqa: S101 - the divisor is above zero on the whole stretch
    return value, score


def _pair(one: Scored, two: Scored) -> Pair:
    (low, first), (high, second) = one, two
    return (Fraction(*low), Fraction(*first)), (Fraction(*high), Fraction(*second))


def _two_of(stretch: Stretch, unit: Unit) -> tuple[Ratio, Ratio]:
    """Return two values of a stretch, the lower one first; one twice where it holds no more."""
    low, low_in, high, high_in = stretch
    size, base = unit.factor.numerator, unit.factor.denominator
    if low is None and high is None:
        return (0, 1), (size, base)
    if low is None:
        assert high is not None  # noqa: S101 - what was established before
        n, d = high
        return (n * base - 2 * size * d, d * base), (n * base - size * d, d * base)
    n, d = low
    if high is None:
        return (n * base + size * d, d * base), (n * base + 2 * size * d, d * base)
    if counts(unit) or not _higher(high, low):
        return low, high
    # A quarter of the way from an end that does not belong to it.
    k, m = high
    one = low if low_in else (3 * n * m + k * d, 4 * d * m)
    two = high if high_in else (3 * k * d + n * m, 4 * d * m)
    return one, two
