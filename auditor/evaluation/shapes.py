"""The shapes that most comparisons have, judged one at a time in whole numbers.

A verdict of None means that whole numbers alone do not tell: a tie between a ratio and an end that may not
belong, or a divisor that is not positive everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter, mul
from typing import TYPE_CHECKING

from auditor import records
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


@records.frozen
class Weighted:
    """Σ weight · figure + constant, the weights positive: a negative one takes the figure's negative."""

    places: tuple[int, ...]
    weights: tuple[int, ...]
    constant: int
    figures: Getter

    @property
    def plain(self) -> bool:
        """Whether figures are only added and subtracted, each once."""
        return not self.constant and all(weight == 1 for weight in self.weights)

    def at(self, numbers: Sequence[int], unit: int) -> int:
        """Return the sum at values, at least ends or at most ends."""
        total: int = sum(map(mul, self.weights, self.figures(numbers)))
        return total + self.constant * unit


def weighted(polynomial: Polynomial, count: int) -> Weighted:
    """Return a polynomial of degree one over `count` figures as a weighted sum."""
    terms = [(monomial[0], weight) for monomial, weight in polynomial.terms if monomial]
    places = tuple(index if weight > 0 else count + 1 + index for index, weight in terms)
    constant = sum(weight for monomial, weight in polynomial.terms if not monomial)
    # itemgetter gives a tuple for two and more only: the 0 after the figures fills up.
    return Weighted(
        places, tuple(abs(weight) for _, weight in terms), constant, itemgetter(*places, count, count)
    )


@records.frozen
class Line:
    """A weighted sum compared with zero, or with `scale` times a claimed figure."""

    at: int
    relation: Relation
    claim: int | None
    scale: int
    sum: Weighted

    def verdict(self, figures: Figures) -> Verdict:
        """Return the verdict."""
        unit, stretch = figures.unit, figures.stretch
        value = self.sum.at(figures.values, unit)
        low = high = 0
        if self.claim is None:
            if _possible(self.relation, value, value):
                return EXACT
        else:
            if value == figures.values[self.claim] * self.scale:
                return EXACT
            low, high = figures.least[self.claim] * self.scale, figures.most[self.claim] * self.scale
            if low <= value * stretch <= high:
                return WITHIN
        least, most = (self.sum.at(ends, unit * stretch) for ends in (figures.least, figures.most))
        return GAP if _possible(self.relation, least - high, most - low) else DISCREPANCY


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


@records.frozen
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
        if self.bottom.at(figures.least, unit * figures.stretch) < figures.stretch:
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


def ratio(at: int, claim: int, top: Weighted, bottom: Weighted, count: int) -> Ratio:
    """Return the shape of a ratio, each figure collected once with its weights above and below the line."""
    above, below = (_by_figure(each, count) for each in (top, bottom))
    touched = tuple((index, above.get(index, 0), below.get(index, 0)) for index in sorted({*above, *below}))
    return Ratio(at, claim, top, bottom, touched)


def _by_figure(given: Weighted, count: int) -> dict[int, int]:
    return {
        place if place < count else place - count - 1: weight if place < count else -weight
        for place, weight in zip(given.places, given.weights, strict=True)
    }
