"""Polynomials in several unknowns with whole coefficients, small and immutable."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import gcd, lcm
from typing import TYPE_CHECKING

from auditor import records

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_TERMS = 5_000
"""A table of 5,000 rows adds up to one polynomial; more is an attack on exact arithmetic."""
MAX_DEGREE = 8
"""Formulas of reports multiply three or four figures; eight is generous."""
MAX_BITS = 8_192
"""Coefficients stay as short as the figures and literals they come from."""

Monomial = tuple[int, ...]
"""The unknowns multiplied, in order, each as often as its power: () is 1, (0, 0, 3) is x0²·x3."""


class TooLargeError(ValueError):
    """A formula grew past the limits on terms, degree or digits."""


@records.frozen
class Polynomial:
    """A sum of monomials with whole, non-zero coefficients, ordered by degree and then by unknown."""

    terms: tuple[tuple[Monomial, int], ...]

    @property
    def degree(self) -> int:
        """Return the highest degree of a term, 0 for a constant."""
        return len(self.terms[-1][0]) if self.terms else 0

    @property
    def constant(self) -> int | None:
        """Return the value of a polynomial without unknowns, None where it has some."""
        terms = self.terms
        if not terms:
            return 0
        # Ordered by degree, so that only a term alone can be one without unknowns.
        return terms[0][1] if len(terms) == 1 and not terms[0][0] else None

    @property
    def variables(self) -> frozenset[int]:
        """Return the unknowns that occur."""
        return frozenset([index for monomial, _ in self.terms for index in monomial])

    @property
    def content(self) -> int:
        """Return the greatest whole number that divides every coefficient, 0 for the zero polynomial."""
        found = 0
        for _, coefficient in self.terms:
            found = gcd(found, coefficient)
            if found == 1:
                break
        return found

    @property
    def repeated(self) -> frozenset[int]:
        """Return the unknowns that occur with a power above one."""
        return frozenset(one for monomial, _ in self.terms for one, two in pairwise(monomial) if one == two)

    def times(self, factor: int) -> Polynomial:
        """Return the polynomial multiplied by a whole number."""
        if factor == 1:
            return self
        if factor == 0:
            return ZERO
        return Polynomial(tuple([(monomial, coefficient * factor) for monomial, coefficient in self.terms]))

    def over(self, factor: int) -> Polynomial:
        """Return the polynomial divided by a whole number that divides its content."""
        if factor == 1:
            return self
        return Polynomial(tuple([(monomial, coefficient // factor) for monomial, coefficient in self.terms]))


def collected(terms: Mapping[Monomial, int]) -> Polynomial:
    """Return the polynomial of `terms`, zeros dropped. Raises TooLargeError."""
    kept = [(monomial, coefficient) for monomial, coefficient in terms.items() if coefficient]
    if len(kept) > MAX_TERMS:
        raise TooLargeError(f"more than {MAX_TERMS} terms in one formula")
    kept.sort(key=_order)
    if kept and len(kept[-1][0]) > MAX_DEGREE:
        raise TooLargeError(f"more than {MAX_DEGREE} figures multiplied with each other in one formula")
    _check_bits(kept)
    return Polynomial(tuple(kept))


def _order(term: tuple[Monomial, int]) -> tuple[int, Monomial]:
    return len(term[0]), term[0]


@functools.lru_cache(maxsize=4096)
def of_constant(value: int) -> Polynomial:
    """Return a whole number as a polynomial."""
    return Polynomial((((), value),)) if value else ZERO


def of_variable(index: int) -> Polynomial:
    """Return one unknown as a polynomial."""
    return Polynomial((((index,), 1),))


def weighted_sum(parts: Iterable[tuple[int, Polynomial]]) -> Polynomial:
    """Return the sum of polynomials, each times a whole number. Raises TooLargeError."""
    terms: dict[Monomial, int] = {}
    for factor, part in parts:
        for monomial, coefficient in part.terms:
            terms[monomial] = terms.get(monomial, 0) + factor * coefficient
    return collected(terms)


def sum_of_two(left: Polynomial, one: int, right: Polynomial, two: int) -> Polynomial:
    """Return the sum of two polynomials, each times a whole number other than 0. Raises TooLargeError."""
    amount = right.constant
    if amount is not None:
        return _raised(left, one, amount * two)
    amount = left.constant
    if amount is not None:
        return _raised(right, two, amount * one)
    return weighted_sum(((one, left), (two, right)))


def _raised(part: Polynomial, factor: int, amount: int) -> Polynomial:
    """Return the polynomial times a whole number, plus another, which stands first among its terms."""
    terms = part.terms
    if factor != 1:
        terms = tuple([(monomial, coefficient * factor) for monomial, coefficient in terms])
    if terms and not terms[0][0]:
        amount, terms = terms[0][1] + amount, terms[1:]
    if amount:
        terms = (((), amount), *terms)
    if factor != 1 or amount.bit_length() > MAX_BITS:
        _check_bits(terms)
    return Polynomial(terms)


def _check_bits(terms: Iterable[tuple[Monomial, int]]) -> None:
    for _, coefficient in terms:
        if coefficient.bit_length() > MAX_BITS:
            raise TooLargeError(f"a coefficient of more than {MAX_BITS} bits in one formula")


def product(left: Polynomial, right: Polynomial) -> Polynomial:
    """Return the product of two polynomials. Raises TooLargeError."""
    if (factor := left.constant) is not None:
        return right.times(factor)
    if (factor := right.constant) is not None:
        return left.times(factor)
    if len(left.terms) * len(right.terms) > 40 * MAX_TERMS:  # refused before the work is done
        raise TooLargeError(f"more than {MAX_TERMS} terms in one formula")
    terms: dict[Monomial, int] = {}
    for one, first in left.terms:
        for two, second in right.terms:
            monomial = tuple(sorted(one + two))
            terms[monomial] = terms.get(monomial, 0) + first * second
    return collected(terms)


def derivative(polynomial: Polynomial, index: int) -> Polynomial:
    """Return the derivative in the direction of one unknown."""
    terms: dict[Monomial, int] = {}
    for monomial, coefficient in polynomial.terms:
        power = monomial.count(index)
        if power:
            at = monomial.index(index)
            terms[monomial[:at] + monomial[at + 1 :]] = coefficient * power
    return collected(terms)


def common_monomial(polynomials: Sequence[Polynomial]) -> Monomial:
    """Return the greatest monomial that divides every term of all non-zero polynomials."""
    common: list[int] | None = None
    for polynomial in polynomials:
        for monomial, _ in polynomial.terms:
            if common is None:
                common = list(monomial)
                continue
            if not common:
                return ()
            rest = list(monomial)
            kept = []
            for index in common:
                if index in rest:
                    rest.remove(index)
                    kept.append(index)
            common = kept
    return tuple(common or ())


def without(polynomial: Polynomial, factor: Monomial) -> Polynomial:
    """Return the polynomial divided by a monomial that divides each of its terms."""
    terms: dict[Monomial, int] = {}
    for monomial, coefficient in polynomial.terms:
        rest = list(monomial)
        for index in factor:
            rest.remove(index)
        terms[tuple(rest)] = coefficient
    return collected(terms)


def substituted(polynomial: Polynomial, known: Mapping[int, Fraction]) -> tuple[Polynomial, int]:
    """Return a polynomial and a positive whole number: their quotient has the `known` values put in."""
    touched = [
        (monomial, coefficient, [index for index in monomial if index in known])
        for monomial, coefficient in polynomial.terms
    ]
    scale = 1
    values: list[tuple[Monomial, Fraction]] = []
    for monomial, coefficient, fixed in touched:
        value = Fraction(coefficient)
        for index in fixed:
            value *= known[index]
        rest = tuple(index for index in monomial if index not in known) if fixed else monomial
        values.append((rest, value))
        scale = lcm(scale, value.denominator)
    terms: dict[Monomial, int] = {}
    for rest, value in values:
        terms[rest] = terms.get(rest, 0) + value.numerator * (scale // value.denominator)
    return collected(terms), scale


Point = Sequence[Fraction] | Mapping[int, Fraction]
"""A value for each unknown that is used."""


def value(polynomial: Polynomial, point: Point, over: int = 1) -> Fraction:
    """Return the value at a point, divided by a whole number `over`."""
    terms = polynomial.terms
    if not terms:
        return Fraction(0)
    if len(terms[-1][0]) <= 1:
        return _sum_at(terms, point, over)
    used = polynomial.variables
    scale = lcm(*(point[index].denominator for index in used))
    scaled = {index: point[index].numerator * (scale // point[index].denominator) for index in used}
    degree = polynomial.degree
    powers = [scale**power for power in range(degree + 1)]
    total = 0
    for monomial, coefficient in terms:
        part = coefficient * powers[degree - len(monomial)]
        for index in monomial:
            part *= scaled[index]
        total += part
    return Fraction(total, powers[degree] * over)


def _sum_at(terms: Sequence[tuple[Monomial, int]], point: Point, over: int) -> Fraction:
    """Return the value of a sum of figures, none multiplied with another, divided by a whole number."""
    if len(terms) == 1 and over == 1:
        # One figure alone, as most claims are.
        monomial, coefficient = terms[0]
        if coefficient == 1 and monomial:
            return point[monomial[0]]
    top, bottom = 0, 1
    for monomial, coefficient in terms:
        if not monomial:
            top += coefficient
            continue
        value = point[monomial[0]]
        n, d = value.numerator, value.denominator
        if d == bottom:
            top += coefficient * n
        else:
            common = lcm(bottom, d)
            top = top * (common // bottom) + coefficient * n * (common // d)
            bottom = common
    return Fraction(top, bottom * over)


def slopes(polynomial: Polynomial, point: Point) -> dict[int, Fraction]:
    """Return the derivative in the direction of each unknown, at a point."""
    found: dict[int, Fraction] = {}
    for monomial, coefficient in polynomial.terms:
        for at, index in enumerate(monomial):
            part = Fraction(coefficient)
            for other in monomial[:at] + monomial[at + 1 :]:
                part *= point[other]
            found[index] = found.get(index, Fraction(0)) + part
    return found


ZERO = Polynomial(())
ONE = of_constant(1)
