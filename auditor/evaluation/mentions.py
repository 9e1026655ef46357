"""Whether several printed values can all state one true value."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import records
from auditor.findings import Verdict
from auditor.numbers import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence


@records.frozen
class Stated:
    """One mention in base units: its value, the unit of its last place (0: exact), and its interval."""

    value: Fraction
    step: Fraction
    interval: Interval


@records.frozen
class MentionsDecision:
    """Whether mentions agree. `clusters` are groups, by index, of which each has a true value in common.

    `common` is what all have in common, None where they do not agree.
    """

    verdict: Verdict
    clusters: tuple[tuple[int, ...], ...]
    common: Interval | None


def decide_mentions(stated: Sequence[Stated], *, same_precision_equal: bool = False) -> MentionsDecision:
    """Return whether all of `stated` can print one true value.

    Intervals of unlike precision are met with each other: 0.45 and 0.4 can both print 0.447. Half-open
    intervals of one precision tile the line, so unequal values of one step never agree; intervals with
    both ends would let neighbours touch, and `same_precision_equal` then demands equal digits as XBRL's
    duplicates do.
    """
    groups: list[tuple[Interval, list[int]]] = []
    # The finest first: what cannot hold it starts a cluster of its own.
    for at in sorted(range(len(stated)), key=lambda index: (stated[index].step, index)):
        for place, (common, members) in enumerate(groups):
            shared = common.meet(stated[at].interval)
            if shared.is_empty or (same_precision_equal and _contradicts(stated, at, members)):
                continue
            members.append(at)
            groups[place] = (shared, members)
            break
        else:
            groups.append((stated[at].interval, [at]))
    clusters = tuple(sorted(tuple(sorted(members)) for _, members in groups))
    if len(clusters) > 1:
        return MentionsDecision(Verdict.DISCREPANCY, clusters, None)
    same = len({each.value for each in stated}) <= 1
    verdict = Verdict.EXACT if same else Verdict.WITHIN_ROUNDING
    return MentionsDecision(verdict, clusters, groups[0][0] if groups else None)


def _contradicts(stated: Sequence[Stated], at: int, members: Sequence[int]) -> bool:
    one = stated[at]
    return any(stated[other].step == one.step and stated[other].value != one.value for other in members)
