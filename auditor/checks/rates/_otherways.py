"""What else a rate can be of: other ways in which it comes out of the figures before it, and the pairs of which one may be meant."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.chance import tells
from auditor.checks.common.relations import near_ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Number, Paragraph

_SOME = 8
_FAR = 50
_SCALES = tuple(Fraction(10) ** power for power in range(-4, 5))
_CHANGED = re.compile(r"预算(?:调整|变动)率$")
_FIRST = re.compile("年初|批复|期初|原")


def beyond(claim: Number, above: Number, below: Number) -> bool:
    """Whether a rate is so far from a quotient that it is of other figures, unless its point has moved."""
    base = below.known.printed.value
    if not base:
        return False
    should, told = above.known.printed.value / base, claim.known.printed
    if not should or not told.value:
        return False
    moved = any(abs(should * scale - told.value) <= told.step for scale in _SCALES)
    return not moved and not 1 < _FAR * told.value / should < _FAR * _FAR


def otherwise(claim: Number, before: Sequence[Number]) -> bool:
    """Whether a rate comes out of the figures before it in another way: of a sum, or as a change.

    调整率 is often (调整后 - 年初) / 年初, 结转结余率 often of all that was there to be spent. The farther off the figures are, the more
    ways there are: by chance one of them gives any rate.
    """
    near = [each for each in before if each.sentence >= claim.sentence - 2][-_SOME:]
    for count in range(2, len(near) + 1):
        if not tells(claim.known, count * (count - 1) * (count + 1)):
            return False
        if _comes_out(claim, near[-count], near[len(near) - count + 1 :]):
            return True
    return False


def _comes_out(claim: Number, first: Number, nearer: Sequence[Number]) -> bool:
    """Whether a rate is a change between one figure and a nearer one, or the share of one of them in a sum of two."""
    value, step = claim.known.printed.value, claim.known.printed.step
    every = (first, *nearer)
    for one, two in itertools.permutations(every, 2):
        if one.dimension != two.dimension:
            continue
        top, bottom = one.known.printed.value, two.known.printed.value
        own = (top / bottom - 1, 1 - top / bottom) if first in (one, two) else ()
        parts = (each for each in every if each.dimension == one.dimension and first in (one, two, each))
        ratios = (*own, *(each.known.printed.value / (top + bottom) for each in parts))
        if any(abs(ratio - value) <= step for ratio in ratios):
            return True
    return False


def of_first(paragraph: Paragraph, at: int, name: str) -> tuple[Number, Number] | None:
    """Return what a budget was changed by and the first one, of which 预算调整率 is, where the three figures are told.

    年初预算 a，追加 b，全年预算 a + b，预算调整率 p%: b over a; where p is b over a + b, the base was the wrong one.
    """
    claim = paragraph.numbers[at]
    if not _CHANGED.search(name):
        return None
    told = [
        each
        for each in paragraph.numbers[:at]
        if each.stated
        and each.sentence >= claim.sentence - 1
        and each.dimension == "money"
        and each.known.printed.value > 0
    ]
    for first, change, last in itertools.permutations(told[-_SOME:], 3):
        values = [each.known.printed.value for each in (first, change, last)]
        whole = values[0] + values[1] == values[2] or values[0] - values[1] == values[2]
        if whole and _FIRST.search(first.clause) and not _FIRST.search(last.clause + change.clause):
            bases = (first.known, last.known)
            return (
                (change, first)
                if any(near_ratio(claim.known, change.known, base) for base in bases)
                else None
            )
    return None
