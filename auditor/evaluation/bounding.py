"""The range of a quotient over a box: exact where that can be had, a sound enclosure otherwise."""

from __future__ import annotations

import heapq
import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import records
from auditor.evaluation import polynomials, quotients
from auditor.evaluation.corners import Bounds, Corners, End, OutOfReachError, bounds_of_sum, ends_of
from auditor.evaluation.quotients import Quotient, ZeroBaseError
from auditor.numbers import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from auditor.evaluation.polynomials import Polynomial

MAX_SPLITS = 200
"""How often a box is halved where a figure is multiplied by itself and the sign of its effect is unclear."""
MAX_SAMPLES = 64
"""How many corners of a box are tried for values that are surely reached."""


@records.frozen
class Range:
    """What values a quotient takes on a box.

    `interval` holds them all. Where `exact`, each of its values is taken and `bounds` says where its
    ends are; otherwise only those of `inner` are known to be taken.
    """

    interval: Interval
    exact: bool
    inner: Interval | None = None
    bounds: Bounds | None = None


def folded(quotient: Quotient, box: Sequence[Interval]) -> Quotient:
    """Return the quotient with the figures that are exact put in. Raises ZeroBaseError."""
    return quotients.substituted(quotient, points_of(quotient.variables, box))


def points_of(used: frozenset[int], box: Sequence[Interval]) -> dict[int, Fraction]:
    """Return the value of each figure of `used` whose interval is a single point."""
    found: dict[int, Fraction] = {}
    for index in used:
        interval = box[index]
        if interval.lo is not None and interval.lo == interval.hi:
            found[index] = interval.lo
    return found


def range_of_quotient(quotient: Quotient, box: Sequence[Interval]) -> Range:
    """Return the range of `quotient` over `box`.

    The box is taken closed where a divisor is looked at: one that comes arbitrarily close to zero says
    nothing either. Raises ZeroBaseError, OutOfReachError.
    """
    if quotient.affine and quotient.divisor.terms:
        return _exact(bounds_of_sum(quotient, box))
    quotient = folded(quotient, box)
    value = quotient.constant
    if value is not None:
        nowhere = End(value, reached=True, corner={}, point={})
        return Range(
            Interval.point(value), exact=True, inner=Interval.point(value), bounds=Bounds(nowhere, nowhere)
        )
    for base in quotient.bases:
        refuse_zero(base, box)
    repeated = quotient.numerator.repeated | quotient.divisor.repeated
    if not repeated:
        return _exact(Corners(quotient, box).bounds())
    if quotient.divisor.degree:
        refuse_zero(quotient.divisor, box)
    directions = _directions(quotient, repeated, box)
    if directions is not None:
        low, high = (_at_fixed_ends(quotient, box, directions, upper=upper) for upper in (False, True))
        return _exact(Bounds(low, high))
    return _subdivided(quotient, box)


def _exact(bounds: Bounds) -> Range:
    interval = bounds.interval
    return Range(interval, exact=True, inner=interval, bounds=bounds)


def refuse_zero(divisor: Polynomial, box: Sequence[Interval]) -> None:
    """Raise ZeroBaseError where `divisor` is, or cannot be shown not to be, zero somewhere on the closed box."""
    if divisor.degree == 0:
        if not divisor.terms:
            raise ZeroBaseError
        return
    low, high = enclosure(divisor, box)
    if low > 0 or high < 0:
        return
    found = range_of_quotient(Quotient(divisor), box).interval
    if found.lo is None or found.hi is None or found.lo <= 0 <= found.hi:
        raise ZeroBaseError


# Figures multiplied by themselves ----------------------------------------------------------------


def _directions(
    quotient: Quotient, repeated: frozenset[int], box: Sequence[Interval]
) -> dict[int, bool] | None:
    """Return for each repeated figure whether the quotient rises with it, None where that is not clear everywhere."""
    found: dict[int, bool] = {}
    top, bottom = quotient.numerator, quotient.divisor
    for index in repeated:
        slope = polynomials.weighted_sum(
            (
                (1, polynomials.product(polynomials.derivative(top, index), bottom)),
                (-1, polynomials.product(top, polynomials.derivative(bottom, index))),
            )
        )
        low, high = enclosure(slope, box)
        if low <= 0 <= high:
            return None
        found[index] = low > 0
    return found


def _at_fixed_ends(
    quotient: Quotient, box: Sequence[Interval], rises: Mapping[int, bool], *, upper: bool
) -> End:
    # Strictly monotone in these figures whatever the others are: the extreme lies at their ends only.
    fixed: dict[int, Fraction] = {}
    included = True
    for index, rising in rises.items():
        low, high = ends_of(box[index])
        fixed[index] = high if rising is upper else low
        included &= box[index].hi_in if rising is upper else box[index].lo_in
    rest = quotients.substituted(quotient, fixed)
    value = rest.constant
    if value is not None:
        return End(value, included, fixed, fixed if included else None)
    bounds = Corners(rest, box).bounds()
    end = bounds.high if upper else bounds.low
    point = {**end.point, **fixed} if included and end.point is not None else None
    return End(end.value, point is not None, {**end.corner, **fixed}, point)


def enclosure(polynomial: Polynomial, box: Sequence[Interval]) -> tuple[Fraction, Fraction]:
    """Return bounds of a polynomial over a closed box, each term on its own: sound, seldom tight."""
    low = high = Fraction(0)
    for monomial, factor in polynomial.terms:
        if len(monomial) == 1:
            bottom, top = ends_of(box[monomial[0]])
            low += factor * (bottom if factor > 0 else top)
            high += factor * (top if factor > 0 else bottom)
            continue
        one = two = Fraction(factor)
        for index, same in itertools.groupby(monomial):
            power = len(list(same))
            bottom, top = _power(*ends_of(box[index]), power)
            products = (one * bottom, one * top, two * bottom, two * top)
            one, two = min(products), max(products)
        low += one
        high += two
    return low, high


def _power(low: Fraction, high: Fraction, power: int) -> tuple[Fraction, Fraction]:
    ends = low**power, high**power
    if power % 2 == 0 and low < 0 < high:
        return Fraction(0), max(ends)
    return min(ends), max(ends)


def _subdivided(quotient: Quotient, box: Sequence[Interval]) -> Range:
    """Halve the box again and again where its enclosure is worst: bounds that close in on the range."""
    used = sorted(quotient.variables)
    whole = {index: ends_of(box[index]) for index in used}
    inner = _sampled(quotient, whole, box)
    low = _extreme(quotient, whole, box, upper=False)
    high = _extreme(quotient, whole, box, upper=True)
    return Range(Interval(low, high), exact=False, inner=inner)


def _extreme(
    quotient: Quotient,
    whole: Mapping[int, tuple[Fraction, Fraction]],
    box: Sequence[Interval],
    *,
    upper: bool,
) -> Fraction:
    count = itertools.count()
    sign = -1 if upper else 1

    def bound(part: Mapping[int, tuple[Fraction, Fraction]]) -> Fraction:
        inside = [Interval(*part[index]) if index in part else each for index, each in enumerate(box)]
        top, bottom = enclosure(quotient.numerator, inside), enclosure(quotient.divisor, inside)
        if bottom[0] <= 0 <= bottom[1]:
            raise OutOfReachError("budget")
        ratios = [one / two for one in top for two in bottom]
        return max(ratios) if upper else min(ratios)

    heap = [(sign * bound(whole), next(count), dict(whole))]
    for _ in range(MAX_SPLITS):
        _, _, part = heap[0]
        widest = max(part, key=lambda index: part[index][1] - part[index][0])
        low, high = part[widest]
        middle = (low + high) / 2
        heapq.heappop(heap)
        for half in ((low, middle), (middle, high)):
            smaller = {**part, widest: half}
            heapq.heappush(heap, (sign * bound(smaller), next(count), smaller))
    return sign * heap[0][0]


def _sampled(
    quotient: Quotient, whole: Mapping[int, tuple[Fraction, Fraction]], box: Sequence[Interval]
) -> Interval | None:
    """Return values that are surely taken: the image of a box under a continuous function has no holes."""
    inner: Interval | None = None
    for point in samples(whole, box):
        value = Interval.point(
            quotients.value(quotient, [point.get(at, Fraction(0)) for at in range(len(box))])
        )
        inner = value if inner is None else inner.hull(value)
    return inner


def samples(
    whole: Mapping[int, tuple[Fraction, Fraction]], box: Sequence[Interval]
) -> list[dict[int, Fraction]]:
    """Return points of the box: its middle and points at or just inside of its corners."""
    found = [{index: (low + high) / 2 for index, (low, high) in whole.items()}]
    close: list[list[tuple[int, Fraction]]] = []
    for index, (low, high) in whole.items():
        hair = (high - low) / 2**20
        close.append(
            [
                (index, low if box[index].lo_in else low + hair),
                (index, high if box[index].hi_in else high - hair),
            ]
        )
    found.extend(dict(corner) for corner in itertools.islice(itertools.product(*close), MAX_SAMPLES))
    return found
