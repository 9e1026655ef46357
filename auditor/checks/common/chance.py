"""Whether a relation that holds is evidence, or was bound to hold for one of so many that were tried.

A figure that was copied from a neighbour or from an earlier draft stands elsewhere and is right there: that some other
figures give it, too, is what a copy looks like. It excuses the figure only where it is said of the same thing, or where
so few others were tried that none would give it by chance.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.checks.common.relations import near_ratio
from auditor.checks.common.slips import digits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Number, Stated

_RARE = Fraction(1, 10)


def by_chance(claim: Stated, tried: int) -> Fraction:
    """Return how many of so many unrelated values print as a claim by chance: one in ten for its first digit, one in ten for each more."""
    return Fraction(tried, 10 ** digits(claim))


def tells(claim: Stated, tried: int) -> bool:
    """Whether it says something that one of so many values gives a claim: less than one in ten such claims would be given by chance.

    98.7% is given by one of the six quotients and changes of two figures because it is theirs, and by one of the five hundred of
    eight figures whatever it is.
    """
    return by_chance(claim, tried) <= _RARE


def by_others(share: Number, part: Number, bases: Sequence[Number]) -> bool:
    """Whether two other figures of its paragraph give a share, so few that it would not be so by chance: 其余 of 95 万元 but 9."""
    told = [
        each
        for each in bases
        if each.block is share.block and each.stated and each.dimension == part.dimension and each is not part
    ]
    pairs = list(itertools.permutations(told, 2))
    return tells(share.known, len(pairs)) and any(
        near_ratio(share.known, one.known, two.known) for one, two in pairs
    )
