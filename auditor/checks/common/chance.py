"""Whether a relation that holds is evidence, or was bound to hold for one of so many that were tried.

A figure that was copied from a neighbour or from an earlier draft stands elsewhere and is right there: that some other
figures give it, too, is what a copy looks like. It excuses the figure only where it is said of the same thing, or where
so few others were tried that none would give it by chance.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.checks.common.slips import digits

if TYPE_CHECKING:
    from auditor.checks.common.numbers import Stated

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
