"""Repairs of a report, the causes they make up, and which repair is the likelier one."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import records
from auditor.auditing.pairs import pair_of
from auditor.evaluation.relations import Outcome
from auditor.evaluation.variables import Alternative
from auditor.numbers import unit_of
from auditor.report.model import Figure, Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@records.frozen
class Repair:
    """A change of one figure: what is printed, what it should say, which broken outcomes that mends.

    `wrong` are the printed values to be replaced. `exact` counts the relations that the new value
    recomputes exactly, `lost` those that the printed one recomputes and the new one does not, `cost`
    the mentions to change but for those `backed`: the ones that another rule wants changed to the same.
    A `vague` value mends the outcomes but is one of many.
    """

    figure: Figure
    wrong: tuple[Alternative, ...]
    value: Fraction
    mends: frozenset[int]
    exact: int = 0
    lost: int = 0
    vague: bool = False
    backed: int = 0

    @property
    def cost(self) -> int:
        """Return how many mentions the repair changes that nothing else wants changed."""
        return sum(len(contradicting(each, self.value)) for each in self.wrong) - self.backed

    @property
    def printed(self) -> Alternative:
        """Return the first of the values to be replaced."""
        return self.wrong[0]


def contradicting(printed: Alternative, value: Fraction) -> tuple[Mention, ...]:
    """Return the mentions that cannot mean `value`: where 0 is meant, 0.1 beside four times 0; all where none can."""
    pairs = zip(printed.mentions, printed.prints, strict=True)
    return tuple(mention for mention, each in pairs if value not in each.interval) or printed.mentions


@records.frozen
class Cause:
    """One group of broken outcomes and the ways to repair it, the likeliest first.

    `decided` says that the first is clearly the likeliest; `together` that the repairs are no choice but
    have to be made at once; `unfinished` that the search was given up before all changes were tried.
    """

    outcomes: tuple[Outcome, ...]
    repairs: tuple[Repair, ...]
    decided: bool
    together: bool = False
    unfinished: bool = False

    @property
    def ways(self) -> tuple[tuple[Repair, ...], ...]:
        """Return the sets of repairs to choose from, the likeliest first."""
        return (self.repairs,) if self.together else tuple((repair,) for repair in self.repairs)


def rank(repairs: Sequence[Repair]) -> tuple[int, int, int]:
    """Return what sorts sets of repairs, the likeliest first.

    A value that other figures recompute exactly is hardly the wrong one; then the fewest mentions.
    """
    return (
        sum(repair.lost for repair in repairs),
        sum(repair.cost for repair in repairs),
        -sum(repair.exact for repair in repairs),
    )


def by_number(group: Sequence[Outcome], repairs: Sequence[Repair]) -> list[list[Repair]]:
    """Return the repairs, those together that put one of two values in the place of the other."""
    pairs = {pair_of(outcome) for outcome in group}
    found: dict[object, list[Repair]] = {}
    for repair in repairs:
        low, high = sorted((repair.printed.value, repair.value))
        pair = (unit_of(repair.figure.unit).dimension, low, high)
        found.setdefault(pair if pair in pairs else repair.figure.key, []).append(repair)
    return list(found.values())


def mended(repairs: Iterable[Repair]) -> frozenset[int]:
    """Return which outcomes any of the repairs mends."""
    return frozenset(at for repair in repairs for at in repair.mends)
