"""What a figure of a sentence may be of others: their sum, difference, quotient, growth or mean."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.checks.arithmetic._equations import Equation
from auditor.checks.common.relations import ONE, quotient, summed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Number


def total(claim: Number, parts: Sequence[Number]) -> Equation:
    """Return that a figure is the sum of others."""
    return combined(claim, [(ONE, each) for each in parts])


def less(claim: Number, whole: Number, parts: Sequence[Number]) -> Equation:
    """Return that a figure is what is left of a whole without its parts."""
    return combined(claim, [(ONE, whole), *((-ONE, each) for each in parts)])


def difference(claim: Number, one: Number, two: Number) -> Equation:
    """Return that a figure is by how much two others differ."""
    high, low = (one, two) if one.known.printed.value >= two.known.printed.value else (two, one)
    return combined(claim, [(ONE, high), (-ONE, low)])


def combined(claim: Number, parts: Sequence[tuple[Fraction, Number]]) -> Equation:
    """Return that a figure is the sum of others, each with its weight."""
    weights = [weight for weight, _ in parts]
    scale = Fraction(claim.sign or 1) if claim.known.printed.value < 0 else ONE

    def left(values: Sequence[Fraction]) -> Fraction:
        # Most count once, and multiplying by 1 costs as much as adding.
        found = values[0] if scale is ONE else values[0] * scale
        for weight, value in zip(weights, values[1:], strict=True):
            found -= value if weight is ONE else weight * value
        return found

    return Equation(
        (claim, *(each for _, each in parts)),
        left,
        lambda info: summed(info, claim.known, [(w * scale, each.known) for w, each in parts], role="stated"),
    )


def ratio(claim: Number, part: Number, base: Number) -> Equation:
    """Return that a figure is one of two others over the other."""
    return Equation(
        (claim, part, base),
        lambda v: v[0] * v[2] - v[1],
        lambda info: quotient(info, claim.known, [(ONE, part.known)], [(ONE, base.known)]),
    )


def share_with_rest(claim: Number, part: Number, rest: Number) -> Equation:
    """Return that a rate is what one is of both: 支出 a，执行率 p%，结余 b."""
    return Equation(
        (claim, part, rest),
        lambda v: v[0] * (v[1] + v[2]) - v[1],
        lambda info: quotient(info, claim.known, [(ONE, part.known)], [(ONE, part.known), (ONE, rest.known)]),
    )


def growth(claim: Number, now: Number, former: Number) -> Equation:
    """Return that a rate is by how much a level has changed over what it was."""
    sign = Fraction(claim.sign)
    return Equation(
        (claim, now, former),
        lambda v: v[0] * v[2] - sign * (v[1] - v[2]),
        lambda info: quotient(
            info, claim.known, [(sign, now.known), (-sign, former.known)], [(ONE, former.known)]
        ),
    )


def of_change(claim: Number, change: Number, level: Number) -> Equation:
    """Return that a rate is what a level changed by over what it was before."""
    sign = Fraction(change.sign)
    return Equation(
        (claim, change, level),
        lambda v: v[0] * (v[2] - sign * v[1]) - v[1],
        lambda info: quotient(
            info, claim.known, [(ONE, change.known)], [(ONE, level.known), (-sign, change.known)]
        ),
    )


def mean(claim: Number, amount: Number, count: Number) -> Equation:
    """Return that a figure is an amount over the number of those it is shared by."""
    return Equation(
        (claim, amount, count),
        lambda v: v[0] * v[2] - v[1],
        lambda info: quotient(info, claim.known, [(ONE, amount.known)], [(ONE, count.known)]),
        divided=True,
    )
