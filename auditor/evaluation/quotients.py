"""Quotients of polynomials: what every formula with + - × / becomes."""

from __future__ import annotations

import functools
from fractions import Fraction
from math import gcd, lcm
from typing import TYPE_CHECKING

from auditor import records
from auditor.evaluation import polynomials
from auditor.evaluation.polynomials import ONE, Point, Polynomial

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class ZeroBaseError(ZeroDivisionError):
    """A formula divides by something that is zero, or can be."""


@records.frozen
class Quotient:
    """`numerator` over `divisor`, coefficients without common factor and the divisor's first one positive.

    `bases` are divisors that the formula wrote and that cancelled since: 0 there is still a zero base,
    though the quotient no longer shows it.
    """

    numerator: Polynomial
    divisor: Polynomial = ONE
    bases: tuple[Polynomial, ...] = ()

    @property
    def number(self) -> tuple[int, int] | None:
        """Return a whole number over a positive one where the quotient is a number: no unknown at all, and a divisor."""
        top, bottom = self.numerator.terms, self.divisor.terms
        if self.bases or (top and top[-1][0]) or not bottom or bottom[-1][0]:
            return None
        return top[0][1] if top else 0, bottom[0][1]

    @property
    def constant(self) -> Fraction | None:
        """Return the value where the quotient is a number, None otherwise."""
        number = self.number
        return None if number is None else Fraction(*number)

    @property
    def known(self) -> bool:
        """Whether the quotient is a number."""
        return self.number is not None

    @property
    def variables(self) -> frozenset[int]:
        """Return the unknowns that occur, in cancelled bases too."""
        found = self.numerator.variables
        if self.divisor.degree:
            found |= self.divisor.variables
        return found.union(*(base.variables for base in self.bases)) if self.bases else found

    @property
    def affine(self) -> bool:
        """Whether no figure is multiplied or divided by another."""
        return self.numerator.degree <= 1 and self.divisor.degree == 0 and not self.bases

    @property
    def linear_fractional(self) -> bool:
        """Whether numerator and divisor are both of degree one at most."""
        return self.numerator.degree <= 1 and self.divisor.degree <= 1


def of_fraction(value: Fraction) -> Quotient:
    """Return an exact number as a quotient."""
    return of_ratio(value.numerator, value.denominator)


@functools.lru_cache(maxsize=4096)
def of_ratio(top: int, bottom: int) -> Quotient:
    """Return a whole number over a positive one as a quotient."""
    factor = gcd(top, bottom)
    top, bottom = top // factor, bottom // factor
    return Quotient(polynomials.of_constant(top), ONE if bottom == 1 else polynomials.of_constant(bottom))


@functools.lru_cache(maxsize=4096)
def of_variable(index: int) -> Quotient:
    """Return one unknown as a quotient."""
    return Quotient(polynomials.of_variable(index))


def reduced(numerator: Polynomial, divisor: Polynomial, bases: Iterable[Polynomial] = ()) -> Quotient:
    """Return a quotient in normal form: common numbers and common figures cancelled, figures kept as bases."""
    if not bases and (bottom := divisor.constant):
        if bottom == 1:
            return Quotient(numerator, divisor)
        factor = gcd(bottom, *[coefficient for _, coefficient in numerator.terms])
        factor = factor if bottom > 0 else -factor
        if factor == 1:
            return Quotient(numerator, divisor)
        return Quotient(numerator.over(factor), polynomials.of_constant(bottom // factor))
    kept = list(dict.fromkeys(bases))
    if numerator.degree and divisor.degree:
        common = polynomials.common_monomial((numerator, divisor))
        if common:
            numerator, divisor = polynomials.without(numerator, common), polynomials.without(divisor, common)
            kept += [
                base
                for index in dict.fromkeys(common)
                if (base := polynomials.of_variable(index)) not in kept
            ]
    factor = gcd(numerator.content, divisor.content)
    if divisor.terms and divisor.terms[-1][1] < 0:
        factor = -factor
    if factor not in {0, 1}:
        numerator, divisor = numerator.over(factor), divisor.over(factor)
    return Quotient(numerator, divisor, tuple(base for base in kept if base.degree or not base.terms))


def total(parts: Sequence[Quotient]) -> Quotient:
    """Return the sum of quotients over one common divisor, which stays as small as it can."""
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 2:  # noqa: PLR2004 - the usual sum
        return added(parts[0], parts[1])
    bottoms = [part.divisor.constant for part in parts]
    if all(bottoms):
        common = lcm(*(bottom or 1 for bottom in bottoms))
        tops = zip(bottoms, parts, strict=True)
        whole = polynomials.weighted_sum((common // (bottom or 1), part.numerator) for bottom, part in tops)
        return reduced(
            whole, polynomials.of_constant(common), [base for part in parts for base in part.bases]
        )
    return _over_figures(parts)


def added(left: Quotient, right: Quotient, sign: int = 1) -> Quotient:
    """Return the sum of two quotients, or with -1 for `sign` their difference."""
    one, two = left.divisor.constant, right.divisor.constant
    if not one or not two:
        return _over_figures((left, right if sign > 0 else negated(right)))
    if one == two:
        common, more, other = one, 1, sign
    else:
        common = lcm(one, two)
        more, other = common // one, sign * (common // two)
    top = polynomials.sum_of_two(left.numerator, more, right.numerator, other)
    bases = left.bases + right.bases
    if common == 1 and not bases:
        return Quotient(top)
    return reduced(top, polynomials.of_constant(common), bases)


def _over_figures(parts: Sequence[Quotient]) -> Quotient:
    """Return the sum of quotients of which some are divided by figures."""
    groups: dict[Polynomial, list[tuple[int, Polynomial]]] = {}
    bases: list[Polynomial] = []
    for part in parts:
        content = part.divisor.content
        groups.setdefault(part.divisor.over(content or 1), []).append((content or 1, part.numerator))
        bases.extend(part.bases)
    result: Quotient | None = None
    for divisor, members in groups.items():
        scale = lcm(*(content for content, _ in members))
        top = polynomials.weighted_sum((scale // content, numerator) for content, numerator in members)
        part = reduced(top, divisor.times(scale), bases if result is None else ())
        result = part if result is None else _sum(result, part)
    return result or Quotient(polynomials.ZERO)


def _sum(left: Quotient, right: Quotient) -> Quotient:
    # Divisors that share figures (b and b·c) need their least common multiple, not their product.
    common = polynomials.common_monomial((left.divisor, right.divisor))
    one, two = polynomials.without(left.divisor, common), polynomials.without(right.divisor, common)
    top = polynomials.weighted_sum(
        ((1, polynomials.product(left.numerator, two)), (1, polynomials.product(right.numerator, one)))
    )
    return reduced(top, polynomials.product(left.divisor, two), (*left.bases, *right.bases))


def negated(part: Quotient) -> Quotient:
    """Return the negative of a quotient."""
    number = part.number
    if number is not None:
        return of_ratio(-number[0], number[1])
    return Quotient(part.numerator.times(-1), part.divisor, part.bases)


def scaled(part: Quotient, top: int, bottom: int) -> Quotient:
    """Return the quotient times a whole number, other than 0, over a positive one."""
    number = part.number
    if number is not None:
        return of_ratio(number[0] * top, number[1] * bottom)
    below = part.divisor.constant
    divisor = part.divisor.times(bottom) if below is None else polynomials.of_constant(below * bottom)
    return reduced(part.numerator.times(top), divisor, part.bases)


def product(left: Quotient, right: Quotient) -> Quotient:
    """Return the product of two quotients."""
    for one, other in ((left, right), (right, left)):
        if (number := one.number) is not None:
            return (
                scaled(other, *number) if number[0] else reduced(polynomials.ZERO, other.divisor, other.bases)
            )
    return reduced(
        polynomials.product(left.numerator, right.numerator),
        polynomials.product(left.divisor, right.divisor),
        (*left.bases, *right.bases),
    )


def ratio(left: Quotient, right: Quotient) -> Quotient:
    """Return one quotient divided by another; what the second one was divided by becomes a base."""
    number = right.number
    if number is not None and number[0]:
        top, bottom = number
        return scaled(left, bottom, top) if top > 0 else scaled(left, -bottom, -top)
    # Also a divisor that is 0 as written: 4 / (x / 0) must not become 0.
    hidden = (right.divisor,) if right.divisor.degree or not right.divisor.terms else ()
    return reduced(
        polynomials.product(left.numerator, right.divisor),
        polynomials.product(left.divisor, right.numerator),
        (*left.bases, *right.bases, *hidden),
    )


def substituted(part: Quotient, known: Mapping[int, Fraction]) -> Quotient:
    """Return the quotient with known values put in. Raises ZeroBaseError where a base becomes zero."""
    if not known or part.variables.isdisjoint(known):
        return part
    bases = []
    for base in part.bases:
        rest, _ = polynomials.substituted(base, known)
        if rest.constant is None:
            bases.append(rest)
        elif rest.constant == 0:
            raise ZeroBaseError
    top, one = polynomials.substituted(part.numerator, known)
    bottom, two = polynomials.substituted(part.divisor, known)
    if not bottom.terms:
        raise ZeroBaseError
    return reduced(top.times(two), bottom.times(one), bases)


def value(part: Quotient, point: Point) -> Fraction:
    """Return the value at a point. Raises ZeroBaseError."""
    for base in part.bases:
        if polynomials.value(base, point) == 0:
            raise ZeroBaseError
    bottom = part.divisor.constant
    if bottom is not None:
        if bottom == 0:
            raise ZeroBaseError
        return polynomials.value(part.numerator, point, bottom)
    below = polynomials.value(part.divisor, point)
    if below == 0:
        raise ZeroBaseError
    return polynomials.value(part.numerator, point) / below
