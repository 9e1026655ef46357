"""What else a rate can be of: other ways in which it comes out of the figures before it, and the pairs of which one may be meant."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor.checks.common.chance import tells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Number

_SOME, _MANY = 8, 4


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


def open_pairs(own: Sequence[Number]) -> list[tuple[Number, Number]]:
    """Return the pairs that a rate may be of: among the figures nearest to it, and the one that its sentence begins with."""
    near = own[::-1]
    some = [*near[: _MANY - 1], *near[_MANY - 1 :][-1:]]
    return [(one, two) for one, two in itertools.combinations(some, 2) if one.dimension == two.dimension]
