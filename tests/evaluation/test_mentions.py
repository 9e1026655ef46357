"""Mentions of unlike precision can state one value; equal precision must be equal."""

from __future__ import annotations

from fractions import Fraction

import pytest

from auditor.evaluation.mentions import Stated, decide_mentions
from auditor.findings import Verdict
from auditor.numbers import Rounding, interval_of


def stated(*texts: str, mode: Rounding = Rounding.HALF_UP, step: str = "") -> list[Stated]:
    """Return mentions as printed; `step` overrides what the digits show."""
    found = []
    for text in texts:
        places = len(text.partition(".")[2])
        unit = Fraction(step) if step else Fraction(1, 10**places)
        found.append(Stated(Fraction(text), unit, interval_of(Fraction(text), unit, mode)))
    return found


@pytest.mark.parametrize(
    ("texts", "verdict", "clusters"),
    [
        (("93.22", "93.22"), Verdict.EXACT, ((0, 1),)),
        (("0.45", "0.4"), Verdict.WITHIN_ROUNDING, ((0, 1),)),
        (("93.5", "93"), Verdict.WITHIN_ROUNDING, ((0, 1),)),
        (("276.08", "276.09"), Verdict.DISCREPANCY, ((0,), (1,))),
        (("93.2", "93", "93.94"), Verdict.DISCREPANCY, ((0, 1), (2,))),
        (("6.50", "6"), Verdict.WITHIN_ROUNDING, ((0, 1),)),
        (("6.51", "6"), Verdict.DISCREPANCY, ((0,), (1,))),
        ((), Verdict.EXACT, ()),
    ],
)
def test_clusters(texts: tuple[str, ...], verdict: Verdict, clusters: tuple[tuple[int, ...], ...]) -> None:
    decision = decide_mentions(stated(*texts))
    assert (decision.verdict, decision.clusters) == (verdict, clusters)


def test_equal_precision_under_closed_ends() -> None:
    neighbours = stated("276.08", "276.09", mode=Rounding.NEAREST)
    assert decide_mentions(neighbours).verdict is Verdict.WITHIN_ROUNDING
    assert decide_mentions(neighbours, same_precision_equal=True).verdict is Verdict.DISCREPANCY


def test_what_all_have_in_common() -> None:
    decision = decide_mentions(stated("0.45", "0.4"))
    assert str(decision.common) == "[89/200, 9/20)"
