"""A form of one unknown, cut exactly into pieces: straight lines, or one line over another.

Scores are piecewise of this kind in the actual value, so everything that is said of them can be read off
their pieces, without sampling and without a solver. Ends and coefficients are whole numbers over whole
numbers, never reduced to a common fraction: nearly all of what is done here is comparing them.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from typing import TYPE_CHECKING

from auditor.assurance.stretches import Ratio, Stretch, above, below, stretch_of
from auditor.evaluation.cutting import Cutter
from auditor.evaluation.forms import Quotient
from auditor.evaluation.pointwise import compares
from auditor.language.tree import Operator, Relation
from auditor.numbers import Interval, Rounding, interval_of, round_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.evaluation.forms import Condition, Form, Rounded
    from auditor.evaluation.polynomials import Polynomial

MAX_PIECES = 20_000
MAX_STEPS = 2_000
"""So many steps of a deduction by steps are cut apart where nothing says how many of them matter."""

Curve = tuple[int, int, int, int]
"""(a·x + b) / (c·x + e), where the divisor is above zero on the whole stretch; all zero where nothing is defined."""
Piece = tuple[Stretch, Curve]

UNDEFINED: Curve = (0, 0, 0, 0)

_EQUAL, _UNEQUAL, _LESS, _AT_MOST, _GREATER, _AT_LEAST = (
    Relation.EQUAL, Relation.UNEQUAL, Relation.LESS, Relation.AT_MOST, Relation.GREATER, Relation.AT_LEAST,
)  # fmt: skip
_ADD, _SUBTRACT, _MULTIPLY = Operator.ADD, Operator.SUBTRACT, Operator.MULTIPLY
_EITHER_WAY = (_ADD, _MULTIPLY)
_FLOOR, _CEILING = Rounding.FLOOR, Rounding.CEILING


class OutOfReachError(Exception):
    """The form is no chain of such pieces; `zh` and `en` say why."""

    def __init__(self, zh: str, en: str) -> None:
        """Keep the reason."""
        super().__init__(en)
        self.zh = zh
        self.en = en


def _curved() -> OutOfReachError:
    return OutOfReachError("得分不是业绩值的一次式", "the score is not linear in the actual value")


def pieces_of(form: Form, domain: Interval, most: int = 0) -> list[Piece]:
    """Return the pieces of `form` over `domain`, in order. Raises OutOfReachError.

    Of steps the first `most` are cut apart, where the caller knows that no mark is left behind them:
    the rest is one line then. With 0 all are, up to a limit.
    """
    if domain.is_empty:
        return []
    found = Straight(most).cut(form, stretch_of(domain))
    if len(found) < 2:  # noqa: PLR2004 - nothing to sort
        return found
    scale = lcm(*(lo[1] for (lo, *_), _ in found if lo is not None))

    def order(piece: Piece) -> tuple[bool, int, bool]:
        lo, lo_in, _, _ = piece[0]
        return (lo is not None, 0 if lo is None else lo[0] * (scale // lo[1]), not lo_in)

    return sorted(found, key=order)


def failing(condition: Condition, domain: Interval) -> list[Stretch]:
    """Return the parts of `domain` where `condition` does not hold, apart from each other."""
    return [] if domain.is_empty else Straight().divided(condition, stretch_of(domain))[1]


def height(curve: Curve, x: Ratio) -> Ratio | None:
    """Return the value of a curve at the end of its stretch, None where it has no bound there."""
    a, b, c, e = curve
    n, d = x
    divisor = c * n + e * d
    return (a * n + b * d, divisor) if divisor else None


def where(curve: Curve, relation: Relation, stretch: Stretch) -> list[Stretch]:
    """Return the parts of a stretch where a curve compares so with zero."""
    return parted(curve, relation, stretch)[0]


def parted(curve: Curve, relation: Relation, stretch: Stretch) -> tuple[list[Stretch], list[Stretch]]:
    """Return the parts of a stretch where a curve compares so with zero, and those where it compares otherwise."""
    a, b, c, e = curve
    if not a:
        if not (e or c):
            return [], []
        return ([stretch], []) if compares(relation, b) else ([], [stretch])
    root = (-b, a) if a > 0 else (b, -a)
    if relation is _EQUAL or relation is _UNEQUAL:
        at = above(stretch, root, included=True)
        point = None if at is None else below(at, root, included=True)
        beside = [below(stretch, root, included=False), above(stretch, root, included=False)]
        equal, other = [] if point is None else [point], [each for each in beside if each is not None]
        return (equal, other) if relation is _EQUAL else (other, equal)
    downwards = relation is _LESS or relation is _AT_MOST
    # Whether the root belongs to what lies below it.
    lower = (relation is _AT_MOST or relation is _GREATER) is (a > 0)
    left, right = below(stretch, root, included=lower), above(stretch, root, included=not lower)
    low, high = [] if left is None else [left], [] if right is None else [right]
    return (low, high) if downwards is (a > 0) else (high, low)


class Straight(Cutter["Stretch", "Curve"]):
    """Cuts forms of one unknown over stretches of its values."""

    def __init__(self, most: int = 0) -> None:
        """Cut the first `most` steps apart, with 0 all of them."""
        self._most = most

    def checked(self, found: Iterable[Piece]) -> list[Piece]:
        """Return the pieces, unless they are too many."""
        pieces = list(found)
        if len(pieces) > MAX_PIECES:
            raise OutOfReachError("分段过多", "too many pieces")
        return pieces

    def leaf(self, form: Quotient, region: Stretch) -> list[Piece]:
        """Return a quotient over a stretch, cut where it divides by zero."""
        curve = self.everywhere(form)
        if curve is not None:
            return [(region, curve)]
        return _over(region, _line(form.numerator), _line(form.divisor), form.bases)

    def sign(self, value: Curve, relation: Relation, region: Stretch) -> list[Stretch]:
        """Return where the curve compares so with zero."""
        return where(value, relation, region)

    def parted(
        self, value: Curve, relation: Relation, region: Stretch
    ) -> tuple[list[Stretch], list[Stretch]]:
        """Return where the curve compares so with zero, and where otherwise."""
        return parted(value, relation, region)

    def everywhere(self, form: Form) -> Curve | None:
        """Return a number or a line as the curve that it is everywhere."""
        if type(form) is not Quotient or form.bases:
            return None
        bottom = form.divisor.constant
        if not bottom:
            return None
        slope = start = 0
        for monomial, coefficient in form.numerator.terms:
            if not monomial:
                start = coefficient
            elif len(monomial) == 1:
                slope = coefficient
            else:
                return None
        return slope, start, 0, bottom

    def negative(self, value: Curve) -> Curve:
        """Return the curve upside down."""
        a, b, c, e = value
        return (-a, -b, c, e)

    def difference(self, left: Curve, right: Curve) -> Curve:
        """Return one curve less another."""
        return less(left, right)

    def defined(self, value: Curve) -> bool:
        """Whether nothing is divided by zero."""
        return value != UNDEFINED

    def joined(self, operator: Operator, left: Curve, right: Curve, region: Stretch) -> Iterable[Piece]:
        """Return two curves put together."""
        if UNDEFINED in (left, right):
            return [(region, UNDEFINED)]
        if operator is _ADD:
            a, b, c, e = right
            return [(region, less(left, (-a, -b, c, e)))]
        if operator is _SUBTRACT:
            return [(region, less(left, right))]
        if operator is _MULTIPLY:
            return [(region, _times(left, right))]
        a, b, c, e = right
        if not c and not a:
            if not b:
                return [(region, UNDEFINED)]
            return [(region, _times(left, (0, e, 0, b) if b > 0 else (0, -e, 0, -b)))]
        if c or left[2]:
            raise _curved()
        return _over(region, (left[0] * e, left[1] * e), (left[3] * a, left[3] * b), ())

    def joined_each(self, operator: Operator, pieces: Iterable[Piece], other: Curve) -> list[Piece]:
        """Return curves with one and the same put to each of them."""
        f, g, h, k = other
        if f or h or not k or operator not in _EITHER_WAY:
            return super().joined_each(operator, pieces, other)
        if operator is _ADD:
            found = [
                (region, (a * k + g * c, b * k + g * e, c * k, e * k)) for region, (a, b, c, e) in pieces
            ]
        else:
            found = [(region, (a * g, b * g, c * k, e * k)) for region, (a, b, c, e) in pieces]
        return [(region, _short(*curve)) if curve[2] else (region, curve) for region, curve in found]

    def preferred(self, one: Curve, other: Curve, keep: Relation, region: Stretch) -> list[Piece]:
        """Return the higher of two curves, or the lower one."""
        (a, b, c, e), (f, g, h, k) = one, other
        if a or c or f or h or not (e and k):
            return super().preferred(one, other, keep, region)
        side = b * k - g * e
        return [(region, one if (side >= 0 if keep is _AT_LEAST else side <= 0) else other)]

    def steps(self, form: Rounded, value: Curve, region: Stretch) -> Iterable[Piece]:
        """Return a line rounded, a piece a step."""
        a, b, c, e = value
        if value == UNDEFINED:
            return [(region, UNDEFINED)]
        if c:
            raise _curved()
        if not a:
            rounded = round_to(Fraction(b, e), form.step, form.mode)
            return [(region, (0, rounded.numerator, 0, rounded.denominator))]
        return self._stairs(form, (a, b, e), region)

    def _stairs(self, form: Rounded, line: tuple[int, int, int], region: Stretch) -> Iterator[Piece]:
        a, b, e = line
        step, size = form.step.numerator, form.step.denominator
        lo, _, hi, _ = region if a > 0 else (region[2], region[3], region[0], region[1])
        if lo is None:
            raise OutOfReachError("按步扣分没有起点", "the steps have no beginning")
        # A value at x = n/d is (a·n + b·d) / (e·d); so many steps are that times size / step.
        first = ((a * lo[0] + b * lo[1]) * size) // (e * lo[1] * step)
        last = None if hi is None else -((-(a * hi[0] + b * hi[1]) * size) // (e * hi[1] * step))
        if last is not None and last - first > MAX_STEPS and not self._most:
            raise OutOfReachError("步数过多", "too many steps")
        stop = first + (self._most or MAX_STEPS)
        end = stop if last is None else min(last, stop)
        for count in range(first, end + 1):
            taken = _taking(form, count, line)
            # The steps between have both ends in the region.
            inside = taken if first + 1 < count < end - 1 else _meet(taken, region)
            if inside is not None:
                yield inside, (0, count * step, 0, size)
        if last is None or last > stop:
            _, _, behind, included = _allowed(form, stop)
            over = less((a, b, 0, e), (0, behind[0], 0, behind[1]))
            relation = Relation.GREATER if included else Relation.AT_LEAST
            yield from ((part, (a, b, 0, e)) for part in where(over, relation, region))


def _allowed(form: Rounded, count: int) -> tuple[Ratio, bool, Ratio, bool]:
    """Return which values round to so many steps."""
    step, size = form.step.numerator, form.step.denominator
    if form.mode is _FLOOR:
        return (count * step, size), True, ((count + 1) * step, size), False
    if form.mode is _CEILING:
        return ((count - 1) * step, size), False, (count * step, size), True
    interval = interval_of(count * form.step, form.step, form.mode)
    if interval.lo is None or interval.hi is None:
        raise OutOfReachError("按步扣分没有起点", "the steps have no beginning")
    lo, hi = interval.lo, interval.hi
    return (lo.numerator, lo.denominator), interval.lo_in, (hi.numerator, hi.denominator), interval.hi_in


def _taking(form: Rounded, count: int, line: tuple[int, int, int]) -> tuple[Ratio, bool, Ratio, bool]:
    """Return where a sloping line takes a value that rounds to so many steps."""
    a, b, e = line
    lo, lo_in, hi, hi_in = _allowed(form, count)
    # a·x + b = v·e, so x = (v·e - b) / a.
    one, two = (lo[0] * e - b * lo[1], a * lo[1]), (hi[0] * e - b * hi[1], a * hi[1])
    if a < 0:
        return (-two[0], -two[1]), hi_in, (-one[0], -one[1]), lo_in
    return one, lo_in, two, hi_in


def _meet(one: tuple[Ratio, bool, Ratio, bool], other: Stretch) -> Stretch | None:
    """Return what two stretches have in common."""
    lo, lo_in, hi, hi_in = one
    found = above(other, lo, included=lo_in)
    return None if found is None else below(found, hi, included=hi_in)


def _line(polynomial: Polynomial) -> tuple[int, int]:
    slope = start = 0
    for monomial, coefficient in polynomial.terms:
        if not monomial:
            start = coefficient
        elif len(monomial) == 1:
            slope = coefficient
        else:
            raise _curved()
    return slope, start


def _over(
    region: Stretch, top: tuple[int, int], bottom: tuple[int, int], bases: Sequence[Polynomial]
) -> list[Piece]:
    """Return one line over another, cut where that or another divisor is zero."""
    lines = [bottom, *map(_line, bases)]
    if (0, 0) in lines:
        return [(region, UNDEFINED)]
    holes = {Fraction(-start, slope) for slope, start in lines if slope}
    found: list[Piece] = []
    rest: Stretch | None = region
    for hole in sorted(holes):
        at = (hole.numerator, hole.denominator)
        point = None if rest is None else above(rest, at, included=True)
        point = None if point is None else below(point, at, included=True)
        if rest is None or point is None:
            continue
        before = below(rest, at, included=False)
        if before is not None:
            found.append((before, _upright(before, top, bottom)))
        found.append((point, UNDEFINED))
        rest = above(rest, at, included=False)
    if rest is not None:
        found.append((rest, _upright(rest, top, bottom)))
    return found


def _upright(stretch: Stretch, top: tuple[int, int], bottom: tuple[int, int]) -> Curve:
    """Return one line over another with the divisor above zero on the stretch."""
    (a, b), (c, e) = top, bottom
    lo, _, hi, _ = stretch
    if not c:
        positive = e > 0
    elif (lo is not None and (side := c * lo[0] + e * lo[1])) or (
        hi is not None and (side := c * hi[0] + e * hi[1])
    ):
        positive = side > 0
    else:
        # A stretch that begins or ends at the hole and has no other end.
        positive = c > 0 if lo is not None else c < 0
    return (a, b, c, e) if positive else (-a, -b, -c, -e)


def less(left: Curve, right: Curve) -> Curve:
    """Return one curve less another. Raises OutOfReachError."""
    if UNDEFINED in (left, right):
        return UNDEFINED
    a, b, c, e = left
    f, g, h, k = right
    if not c and not h:
        if e == k:
            return (a - f, b - g, 0, e)
        return _short(a * k - f * e, b * k - g * e, 0, e * k)
    if (c, e) == (h, k):
        return _short(a - f, b - g, c, e)
    if not f and not h:
        return _short(a * k - g * c, b * k - g * e, c * k, e * k)
    if not a and not c:
        return _short(b * h - f * e, b * k - g * e, e * h, e * k)
    raise _curved()


def _times(left: Curve, right: Curve) -> Curve:
    for (a, b, c, e), (f, g, h, k) in ((left, right), (right, left)):
        if not a and not c:
            return _short(b * f, b * g, e * h, e * k)
    raise _curved()


def _short(a: int, b: int, c: int, e: int) -> Curve:
    factor = gcd(a, b, c, e)
    return (a // factor, b // factor, c // factor, e // factor) if factor > 1 else (a, b, c, e)
