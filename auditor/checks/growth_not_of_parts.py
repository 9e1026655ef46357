"""A rate of growth that the growth of all parts does not give.

收入 4,348 万元，下降 6.5%，其中：税收 3,511 万元，下降 5.2%；非税 837 万元，下降 11.7%: the levels of the year before, which the
parts and their rates show, add up to that of the whole. A base that was set anew moves all of them, so a gap is to be verified.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._relations import judged, regrown, rule
from auditor.checks._told import groups
from auditor.findings import Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks._numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "growth-not-of-parts"
TITLE = {"zh": "总量增长率与各项增长率不符", "en": "a rate of growth is not what its parts' growth gives"}
_MOST = 5
_REAL = re.compile(r"增加值|生产总值|总产值|GDP")
"""What grows at constant prices: levels at current prices are its weights but nearly."""


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the growth of every amount whose parts all tell theirs, but not by how much it changed."""
    for whole, parts in groups(facts):
        rates = [each.rate for each in parts]
        if whole.rate is None or None in rates or len(parts) > _MOST:
            continue
        if whole.change is not None and all(each.change is not None for each in parts):
            continue  # changes are more precise than rates
        grown = [(each.level.known, each.rate.sign, each.rate.known) for each in parts if each.rate]
        if any(sign < 0 and rate.printed.value >= 1 for _, sign, rate in grown):
            continue
        info = rule(NAME, TITLE, Severity.WARNING, "medium")
        outcome = judged(facts, regrown(info, (whole.rate.sign, whole.rate.known), whole.level.known, grown))
        real = _REAL.search(whole.level.name) and _within(
            whole.rate, [each.rate for each in parts if each.rate]
        )
        if real and _little(outcome, whole.rate):
            continue
        # That many rounded rates give the last place is chance: a gap that rounding explains says nothing.
        if outcome.verdict is not Verdict.ROUNDING_GAP:
            yield outcome


def _within(rate: Number, parts: Sequence[Number]) -> bool:
    grown = [each.sign * each.known.printed.value for each in parts]
    return min(grown) <= rate.sign * rate.known.printed.value <= max(grown)


def _little(outcome: Outcome, rate: Number) -> bool:
    """Whether a gap is half a point and a twentieth of the rate at most: as much as prices that moved apart explain."""
    gap = outcome.decision.gap if outcome.decision is not None else None
    return gap is not None and abs(gap) <= Fraction(1, 200) + rate.known.printed.value / 20
