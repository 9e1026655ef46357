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
    from auditor.evaluation.relations import Outcome

_RARE = Fraction(1, 10)
_FEW = 8
"""Among more figures of one paragraph two that give a share are looked for in vain: so many pairs say nothing."""


def by_chance(claim: Stated, tried: int) -> Fraction:
    """Return how many of so many unrelated values print as a claim by chance: one in ten for its first digit, one in ten for each more."""
    return Fraction(tried, 10 ** digits(claim))


def tells(claim: Stated, tried: int) -> bool:
    """Whether it says something that one of so many values gives a claim: less than one in ten such claims would be given by chance.

    98.7% is given by one of the six quotients and changes of two figures because it is theirs, and by one of the five hundred of
    eight figures whatever it is.
    """
    return by_chance(claim, tried) <= _RARE


def by_others(outcome: Outcome, pair: tuple[Number, Number, str], bases: Sequence[Number]) -> bool:
    """Whether a share is one of another whole of its paragraph, so few that it would not be so by chance: 其余 of 95 万元 but 9.

    Of the same whole, which `outcome` takes, it is what stands beside it, copied.
    """
    if outcome.verdict.consistent:
        return False
    share, part, _ = pair
    variables = outcome.relation.variables if outcome.relation is not None else ()
    taken = {id(mention) for each in variables for mention in each.alternatives[0].mentions}
    told = [
        each
        for each in bases
        if each.block is share.block and each.stated and each.dimension == part.dimension and each is not part
    ]
    if len(told) > _FEW or not tells(share.known, len(told) * (len(told) - 1)):
        return False
    pairs = [(one, two) for one, two in itertools.permutations(told, 2) if id(two.known.mention) not in taken]
    return any(near_ratio(share.known, one.known, two.known) for one, two in pairs)
