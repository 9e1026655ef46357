"""A form of one unknown, cut exactly into pieces that are straight lines.

Scores are piecewise linear in the actual value, so everything that is said of them can be read off
their pieces, without sampling and without a solver. Every piece is cut at the clamp and at the end of
the domain before anything is judged.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

import attrs

from auditor.evaluation.forms import (
    Absolute,
    All,
    Any,
    Choice,
    Combined,
    Condition,
    Extremum,
    Form,
    Not,
    Quotient,
    Rounded,
    Test,
    none_of,
)
from auditor.evaluation.polynomials import ONE, Polynomial
from auditor.language.tree import Operator, Relation
from auditor.numbers import Interval, interval_of, round_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_PIECES = 20_000
MAX_STEPS = 2_000
"""So many steps of a deduction by steps are cut apart where nothing says how many of them matter."""

_ZERO = Fraction(0)


class OutOfReachError(Exception):
    """The form is no chain of straight lines; `zh` and `en` say why."""

    def __init__(self, zh: str, en: str) -> None:
        """Keep the reason."""
        super().__init__(en)
        self.zh = zh
        self.en = en


@attrs.frozen
class Line:
    """slope · x + start on an interval; `undefined` where the form has no value there (a zero base)."""

    interval: Interval
    slope: Fraction
    start: Fraction
    undefined: bool = False

    def at(self, x: Fraction) -> Fraction:
        """Return the value at `x`."""
        return self.slope * x + self.start


def lines_of(form: Form, domain: Interval, most: int = 0) -> list[Line]:
    """Return the straight pieces of `form` over `domain`, in order. Raises OutOfReachError.

    Of steps the first `most` are cut apart, where the caller knows that no mark is left behind them:
    the rest is one line then. With 0 all are, up to a limit.
    """
    if isinstance(form, Quotient) and form.divisor == ONE and not form.bases and form.numerator.degree <= 1:
        slope, start = _coefficients(form.numerator)
        return [] if domain.is_empty else [Line(domain, slope, start)]
    found = [line for line in _lines(form, domain, most) if not line.interval.is_empty]
    if len(found) > MAX_PIECES:
        raise OutOfReachError("分段过多", "too many pieces")
    return sorted(found, key=_order)


def _order(line: Line) -> tuple[bool, Fraction, bool]:
    lo = line.interval.lo
    return (lo is not None, _ZERO if lo is None else lo, not line.interval.lo_in)


def where(relation: Relation, line: Line) -> list[Interval]:
    """Return the parts of a line's interval where its value compares so with zero."""
    if line.undefined:
        return []
    if relation is Relation.UNEQUAL:
        return [*where(Relation.LESS, line), *where(Relation.GREATER, line)]
    if not line.slope.numerator:
        return [line.interval] if _compares(relation, line.start) else []
    root = -line.start / line.slope
    met = line.interval.meet(_side(relation, root, rising=line.slope > 0))
    return [] if met.is_empty else [met]


def _side(relation: Relation, root: Fraction, *, rising: bool) -> Interval:
    match relation:
        case Relation.EQUAL:
            return Interval.point(root)
        case Relation.LESS | Relation.AT_MOST:
            low, included = not rising, relation is Relation.AT_MOST
        case _:
            low, included = rising, relation is Relation.AT_LEAST
    if low:
        return Interval(root, None, lo_in=included, hi_in=False)
    return Interval(None, root, lo_in=False, hi_in=included)


def _compares(relation: Relation, value: Fraction) -> bool:
    sign = value.numerator
    match relation:
        case Relation.EQUAL:
            return sign == 0
        case Relation.UNEQUAL:
            return sign != 0
        case Relation.LESS:
            return sign < 0
        case Relation.AT_MOST:
            return sign <= 0
        case Relation.GREATER:
            return sign > 0
        case Relation.AT_LEAST:
            return sign >= 0
    assert_never(relation)


def _lines(form: Form, domain: Interval, most: int) -> Iterator[Line]:
    match form:
        case Quotient():
            yield from _quotient(form, domain)
        case Extremum():
            best = lines_of(form.parts[0], domain, most)
            for other in form.parts[1:]:
                best = [line for one in best for line in _extreme(one, other, most, largest=form.largest)]
            yield from best
        case Absolute():
            for line in lines_of(form.part, domain, most):
                if line.undefined:
                    yield line
                    continue
                for part in where(Relation.AT_LEAST, line):
                    yield attrs.evolve(line, interval=part)
                for part in where(Relation.LESS, line):
                    yield Line(part, -line.slope, -line.start)
        case Rounded():
            for line in lines_of(form.part, domain, most):
                yield from _steps(form, line, most)
        case Choice():
            yield from _choice(form, domain, most)
        case Combined():
            for left in lines_of(form.left, domain, most):
                for right in lines_of(form.right, left.interval, most):
                    yield _joined(form.operator, left, right)
        case _:
            assert_never(form)


def _quotient(form: Quotient, domain: Interval) -> Iterator[Line]:
    holes = sorted(root for base in (form.divisor, *form.bases) for root in _roots(base) if root in domain)
    if not form.divisor.terms or any(not base.terms for base in form.bases):
        yield Line(domain, _ZERO, _ZERO, undefined=True)
        return
    bottom = form.divisor.constant
    if bottom is None or form.numerator.degree > 1:
        raise OutOfReachError("得分不是业绩值的一次式", "the score is not linear in the actual value")
    slope, start = _coefficients(form.numerator)
    whole = Line(domain, slope / bottom, start / bottom)
    if not holes:
        yield whole
        return
    left: Fraction | None = domain.lo
    included = domain.lo_in
    for root in holes:
        yield attrs.evolve(whole, interval=Interval(left, root, included, hi_in=False))
        yield Line(Interval.point(root), _ZERO, _ZERO, undefined=True)
        left, included = root, False
    yield attrs.evolve(whole, interval=Interval(left, domain.hi, included, domain.hi_in))


def _roots(base: Polynomial) -> tuple[Fraction, ...]:
    if base.degree == 0:
        return ()
    if base.degree > 1:
        raise OutOfReachError("除数不是一次式", "a divisor is not linear")
    slope, start = _coefficients(base)
    return (-start / slope,)


def _coefficients(polynomial: Polynomial) -> tuple[Fraction, Fraction]:
    slope = start = _ZERO
    for monomial, coefficient in polynomial.terms:
        if monomial:
            slope = Fraction(coefficient)
        else:
            start = Fraction(coefficient)
    return slope, start


def _extreme(one: Line, other: Form, most: int, *, largest: bool) -> Iterator[Line]:
    if one.undefined:
        yield one
        return
    for two in lines_of(other, one.interval, most):
        if two.undefined:
            yield two
            continue
        difference = Line(two.interval, one.slope - two.slope, one.start - two.start)
        keep, change = (Relation.AT_LEAST, Relation.LESS) if largest else (Relation.AT_MOST, Relation.GREATER)
        for part in where(keep, difference):
            yield Line(part, one.slope, one.start)
        for part in where(change, difference):
            yield Line(part, two.slope, two.start)


def _steps(form: Rounded, line: Line, most: int) -> Iterator[Line]:
    if line.undefined:
        yield line
        return
    if line.slope == 0:
        yield Line(line.interval, _ZERO, round_to(line.start, form.step, form.mode))
        return
    ends = [None if end is None else line.at(end) for end in (line.interval.lo, line.interval.hi)]
    if line.slope < 0:
        ends.reverse()
    low, high = ends
    if low is None and high is None:
        raise OutOfReachError("按步扣分没有起点", "the steps have no beginning")
    if low is None:
        raise OutOfReachError("按步扣分没有起点", "the steps have no beginning")
    first = (low / form.step).__floor__()
    last = None if high is None else (high / form.step).__ceil__()
    if last is not None and last - first > MAX_STEPS and not most:
        raise OutOfReachError("步数过多", "too many steps")
    stop = first + (most or MAX_STEPS)
    for count in range(first, stop + 1 if last is None else min(last, stop) + 1):
        value = count * form.step
        allowed = interval_of(value, form.step, form.mode)
        inside = _within(line, allowed)
        if not inside.is_empty:
            yield Line(inside, _ZERO, value)
    if last is None or last > stop:
        end = interval_of(stop * form.step, form.step, form.mode).hi
        if end is not None:
            beyond = where(Relation.GREATER, Line(line.interval, line.slope, line.start - end))
            yield from (attrs.evolve(line, interval=part) for part in beyond)


def _within(line: Line, allowed: Interval) -> Interval:
    """Return where a sloping line takes a value of `allowed`."""
    shift = Interval.point(-line.start)
    return line.interval.meet(allowed.plus(shift).times(1 / line.slope))


def _choice(form: Choice, domain: Interval, most: int) -> Iterator[Line]:
    rest = [domain]
    for condition, chosen in form.cases:
        left: list[Interval] = []
        for one in rest:
            for part in holding(condition, one):
                yield from lines_of(chosen, part, most)
            left.extend(holding(none_of(condition), one))
        rest = left
    for one in rest:
        yield from lines_of(form.otherwise, one, most)


def holding(condition: Condition, domain: Interval) -> list[Interval]:
    """Return the parts of `domain` where `condition` holds, apart from each other."""
    match condition:
        case Test():
            return [
                part for line in lines_of(condition.form, domain) for part in where(condition.relation, line)
            ]
        case All():
            found = [domain]
            for each in condition.parts:
                found = [part for one in found for part in holding(each, one)]
            return found
        case Any():
            found, rest = [], [domain]
            for each in condition.parts:
                found.extend(part for one in rest for part in holding(each, one))
                rest = [part for one in rest for part in holding(none_of(each), one)]
            return found
        case Not():
            return holding(none_of(condition.part), domain)
    assert_never(condition)


def _joined(operator: Operator, left: Line, right: Line) -> Line:
    if left.undefined or right.undefined:
        return Line(right.interval, _ZERO, _ZERO, undefined=True)
    match operator:
        case Operator.ADD:
            return Line(right.interval, left.slope + right.slope, left.start + right.start)
        case Operator.SUBTRACT:
            return Line(right.interval, left.slope - right.slope, left.start - right.start)
        case Operator.MULTIPLY:
            for one, other in ((left, right), (right, left)):
                if one.slope == 0:
                    return Line(right.interval, other.slope * one.start, other.start * one.start)
        case Operator.DIVIDE:
            if right.slope == 0:
                if right.start == 0:
                    return Line(right.interval, _ZERO, _ZERO, undefined=True)
                return Line(right.interval, left.slope / right.start, left.start / right.start)
    raise OutOfReachError("得分不是业绩值的一次式", "the score is not linear in the actual value")


def merged(lines: Sequence[Line]) -> list[Line]:
    """Return the pieces with neighbours on one straight line joined: equal functions give equal pieces."""
    found: list[Line] = []
    for line in lines:
        flat = (
            line
            if not line.interval.is_point or line.undefined
            else Line(line.interval, _ZERO, line.at(line.interval.lo or _ZERO))
        )
        last = found[-1] if found else None
        joined = None if last is None else _join(last, flat)
        if joined is None:
            found.append(flat)
        else:
            found[-1] = joined
    for at in range(1, len(found)):
        # Where nothing jumps, it does not matter to which piece the border belongs.
        one, two = found[at - 1], found[at]
        border = two.interval.lo
        if (
            border is not None
            and one.interval.hi == border
            and not one.undefined
            and not two.undefined
            and one.at(border) == two.at(border)
        ):
            found[at - 1] = attrs.evolve(one, interval=attrs.evolve(one.interval, hi_in=False))
            found[at] = attrs.evolve(two, interval=attrs.evolve(two.interval, lo_in=True))
    return found


def _join(one: Line, two: Line) -> Line | None:
    border = two.interval.lo
    touching = one.interval.hi == border and border is not None and (one.interval.hi_in or two.interval.lo_in)
    if not touching or border is None or one.undefined is not two.undefined:
        return None
    whole = one.interval.hull(two.interval)
    if one.undefined:
        return attrs.evolve(one, interval=whole)
    if two.interval.is_point:
        return attrs.evolve(one, interval=whole) if one.at(border) == two.start else None
    if one.interval.is_point:
        return attrs.evolve(two, interval=whole) if two.at(border) == one.start else None
    same = (one.slope, one.start) == (two.slope, two.start)
    return attrs.evolve(one, interval=whole) if same else None


def jumps(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Give the neighbours between which the value jumps."""
    solid = [line for line in lines if not line.undefined]
    for one, two in itertools.pairwise(solid):
        border = one.interval.hi
        if border is not None and two.interval.lo == border and one.at(border) != two.at(border):
            yield one, two
