"""The shapes that most comparisons have, judged one at a time in whole numbers.

A verdict of None means that whole numbers alone do not tell: a tie between a ratio and an end that may not
belong, or a divisor that is not positive everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter, mul
from typing import TYPE_CHECKING

import attrs

from auditor.findings import Verdict
from auditor.language.tree import Relation

if TYPE_CHECKING:
    from auditor.evaluation.polynomials import Polynomial
    from auditor.evaluation.scaled import Figures

Getter = Callable[[Sequence[int]], tuple[int, ...]]

EXACT, WITHIN, GAP, DISCREPANCY = (
    Verdict.EXACT,
    Verdict.WITHIN_ROUNDING,
    Verdict.ROUNDING_GAP,
    Verdict.DISCREPANCY,
)


@attrs.frozen
class Weighted:
    """Σ weight · figure + constant."""

    indices: tuple[int, ...]
    weights: tuple[int, ...]
    constant: int
    getter: Getter
    filled: tuple[int, ...]

    @property
    def units(self) -> bool:
        """Whether figures are only added and subtracted, each once."""
        return not self.constant and all(abs(weight) == 1 for weight in self.weights)

    def signed(self, sign: int) -> tuple[int, ...]:
        """Return the figures with weights of one sign."""
        return tuple(
            index for index, weight in zip(self.indices, self.weights, strict=True) if weight * sign > 0
        )

    def at(self, values: Sequence[int], unit: int) -> int:
        """Return the sum at some values."""
        total: int = sum(map(mul, self.filled, self.getter(values)))
        return total + self.constant * unit

    def least(self, lows: Sequence[int], highs: Sequence[int], unit: int) -> int:
        """Return the least the sum can be; with ends exchanged, the most."""
        total = self.constant * unit
        for index, weight in zip(self.indices, self.weights, strict=True):
            total += weight * (lows[index] if weight > 0 else highs[index])
        return total


def weighted(polynomial: Polynomial, zero: int) -> Weighted:
    """Return a polynomial of degree one as a weighted sum; `zero` is the place of a value that is 0."""
    terms = [(monomial[0], weight) for monomial, weight in polynomial.terms if monomial]
    indices, weights = tuple(index for index, _ in terms), tuple(weight for _, weight in terms)
    constant = sum(weight for monomial, weight in polynomial.terms if not monomial)
    # itemgetter gives a tuple for two and more only.
    return Weighted(indices, weights, constant, itemgetter(*indices, zero, zero), (*weights, 0, 0))


@attrs.frozen
class Line:
    """A weighted sum compared with zero, or with `scale` times a claimed figure."""

    at: int
    relation: Relation
    claim: int | None
    scale: int
    sum: Weighted

    def verdict(self, figures: Figures) -> Verdict:
        """Return the verdict."""
        unit = figures.unit
        value = self.sum.at(figures.values, unit)
        low = high = 0
        if self.claim is None:
            if _holds(self.relation, value):
                return EXACT
        else:
            if value == figures.values[self.claim] * self.scale:
                return EXACT
            low, high = figures.lows[self.claim] * self.scale, figures.highs[self.claim] * self.scale
            if low <= value <= high:
                return WITHIN
        least = self.sum.least(figures.lows, figures.highs, unit) - high
        most = self.sum.least(figures.highs, figures.lows, unit) - low
        return GAP if _possible(self.relation, least, most) else DISCREPANCY


def _holds(relation: Relation, value: int) -> bool:
    return _possible(relation, value, value)


def _possible(relation: Relation, least: int, most: int) -> bool:
    """Return whether some number from `least` to `most` compares so with zero."""
    match relation:
        case Relation.EQUAL:
            return least <= 0 <= most
        case Relation.UNEQUAL:
            return least < 0 or most > 0
        case Relation.LESS:
            return least < 0
        case Relation.AT_MOST:
            return least <= 0
        case Relation.GREATER:
            return most > 0
        case Relation.AT_LEAST:
            return most >= 0


@attrs.frozen
class Ratio:
    """A claimed figure against one weighted sum over another."""

    at: int
    claim: int
    top: Weighted
    bottom: Weighted
    touched: tuple[tuple[int, int, int], ...]

    def verdict(self, figures: Figures) -> Verdict | None:
        """Return the verdict, None where it takes more than whole numbers."""
        values, unit = figures.values, figures.unit
        if self.bottom.least(figures.lows, figures.highs, unit) < figures.stretch:
            return None
        top, bottom = self.top.at(values, unit) * unit, self.bottom.at(values, unit)
        if top == values[self.claim] * bottom:
            return EXACT
        low, high = figures.floors[self.claim], figures.roofs[self.claim]
        below, above = low * bottom, high * bottom
        if below < top < above:
            return WITHIN
        return None if top in {below, above} else self._beyond(figures, low, high)

    def _beyond(self, figures: Figures, low: int, high: int) -> Verdict | None:
        # The ratio can reach the claim iff top - high·bottom can be 0 or less, and top - low·bottom 0 or more.
        floors, roofs, unit = figures.floors, figures.roofs, figures.unit
        least = (self.top.constant * unit - high * self.bottom.constant) * unit
        most = (self.top.constant * unit - low * self.bottom.constant) * unit
        for index, one, two in self.touched:
            weight = one * unit - high * two
            least += weight * (floors[index] if weight > 0 else roofs[index])
            weight = one * unit - low * two
            most += weight * (roofs[index] if weight > 0 else floors[index])
        if least > 0 or most < 0:
            return DISCREPANCY
        return GAP if least < 0 < most else None


def ratio(at: int, claim: int, top: Weighted, bottom: Weighted) -> Ratio:
    """Return the shape of a ratio, each figure collected once with its weights above and below the line."""
    above = dict(zip(top.indices, top.weights, strict=True))
    below = dict(zip(bottom.indices, bottom.weights, strict=True))
    touched = tuple((index, above.get(index, 0), below.get(index, 0)) for index in sorted({*above, *below}))
    return Ratio(at, claim, top, bottom, touched)
