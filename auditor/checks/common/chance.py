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
    from auditor.checks.common.relations import Weighted
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


def swapped_pair(claim: Stated, parts: Sequence[Weighted], most: Fraction) -> bool:
    """Whether two digits swapped in one member are all that keeps a sum from its whole, which that many unrelated lists at most would be.

    35 for 53 in 167 of 46, 68 and 35: of all whole numbers up to 167 five are reached so. The more members a list has, and the
    farther it is from its whole even so, the more are.
    """
    step = max(
        claim.printed.step, _place(claim), *(max(part.printed.step, _place(part)) for _, part in parts)
    )
    finest = min(_place(claim), *(_place(part) for _, part in parts))
    counts = not any(part.printed.step for part in (claim, *(part for _, part in parts)))
    slack = Fraction(0) if counts else step * (len(parts) + 1) / 2
    gap = claim.printed.value - sum((weight * part.printed.value for weight, part in parts), Fraction(0))
    size = abs(claim.printed.value) / finest
    misses = [
        abs(move - left)
        for stated, left in ((claim, -gap), *((part, gap / weight) for weight, part in parts))
        for move in _swaps(stated)
    ]
    nearest = min(misses, default=slack + 1)
    return nearest <= slack and len(misses) * (2 * nearest / finest + 1) <= size * most


def _place(stated: Stated) -> Fraction:
    return stated.printed.numeral.step * stated.printed.unit.factor


def _swaps(stated: Stated) -> set[Fraction]:
    """Return by how much a value changes where two neighbouring digits are swapped."""
    place = _place(stated)
    count = abs(stated.printed.value) / place
    text = str(count.numerator) if count.denominator == 1 else ""
    sign = -1 if stated.printed.value < 0 else 1
    moves = set()
    for at in range(len(text) - 1):
        other = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        if other != text:
            moves.add(sign * (int(other) - int(text)) * place)
    return moves


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
    # What small amounts are rounded by would let many a share be near to their quotient: what was copied is it to the last place.
    return any(
        near_ratio(share.known, one.known, two.known)
        and abs(one.known.printed.value / two.known.printed.value - share.known.printed.value)
        <= share.known.printed.step
        for one, two in pairs
    )
