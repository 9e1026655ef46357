"""Five verdicts, each with its proof."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from auditor.evaluation import forms
from auditor.evaluation.decide import Compare, Decision, Options, decide
from auditor.findings import Verdict
from auditor.language.tree import Relation
from auditor.numbers import Interval, Rounding
from tests.evaluation.printing import A, B, C, D, T, judged, prints

if TYPE_CHECKING:
    from auditor.evaluation.forms import Form

GROWTH = forms.divide(forms.subtract(A, B), B)
SHARE = forms.divide(A, forms.add(A, B))


def number(text: str) -> Form:
    """Return an exact number as a form."""
    return forms.constant(Fraction(text))


def score(weight: str = "5", mode: Rounding | None = None) -> Form:
    """Return the score of 每低于目标值1个百分点扣权重的5%，扣完为止, for a target of 100 % and an actual value in %."""
    steps = forms.maximum([forms.subtract(number("100"), A), number("0")])
    if mode is not None:
        steps = forms.rounded(steps, Fraction(1), mode)
    lost = forms.multiply(steps, forms.multiply(number(weight), number("0.05")))
    return forms.maximum([forms.subtract(number(weight), lost), number("0")])


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [("276.08", Verdict.EXACT), ("276.09", Verdict.ROUNDING_GAP), ("276.18", Verdict.DISCREPANCY)],
)
def test_a_difference(claim: str, verdict: Verdict) -> None:
    assert judged(T, forms.subtract(A, B), claim, "718.39", "442.31").verdict is verdict


@pytest.mark.parametrize(
    ("right", "figures", "verdict"),
    [
        (SHARE, ("0.335", "1.0", "2.0"), Verdict.ROUNDING_GAP),
        (SHARE, ("0.352", "1.0", "2.0"), Verdict.DISCREPANCY),  # naive intervals reach 0.362
        (GROWTH, ("0.50", "3.0", "2.0"), Verdict.EXACT),
        (GROWTH, ("0.33", "4", "3"), Verdict.WITHIN_ROUNDING),
        (forms.divide(A, B), ("0.13", "1!", "8!"), Verdict.WITHIN_ROUNDING),
        (forms.divide(A, B), ("0.12", "1!", "8!"), Verdict.DISCREPANCY),
        (forms.divide(A, B), ("1.00", "3", "0"), Verdict.NOT_CHECKABLE),
        (forms.divide(A, forms.subtract(B, C)), ("10", "1!", "1.0", "0.9"), Verdict.NOT_CHECKABLE),
        (forms.add(A, A), ("3", "1"), Verdict.ROUNDING_GAP),
        (forms.add(A, A), ("4", "1"), Verdict.DISCREPANCY),
        (forms.multiply(A, A), ("2.3", "1.5"), Verdict.WITHIN_ROUNDING),
        (forms.multiply(A, A), ("2.5", "1.5"), Verdict.DISCREPANCY),
        (forms.multiply(A, A), ("2.4", "1.5"), Verdict.ROUNDING_GAP),
    ],
)
def test_one_figure_used_twice_is_one_unknown(
    right: Form, figures: tuple[str, ...], verdict: Verdict
) -> None:
    assert judged(T, right, *figures).verdict is verdict


@pytest.mark.parametrize(
    ("claim", "actual", "mode", "verdict", "reason"),
    [
        ("4.73", "98.9", None, Verdict.WITHIN_ROUNDING, ""),
        ("4.74", "98.9", None, Verdict.ROUNDING_GAP, ""),
        ("4.80", "98.9", None, Verdict.DISCREPANCY, ""),
        ("0.00", "79.9", None, Verdict.EXACT, ""),
        ("0.01", "80.0", None, Verdict.ROUNDING_GAP, ""),
        ("5.00", "100.0", None, Verdict.EXACT, ""),
        ("4.75", "98.9", Rounding.FLOOR, Verdict.EXACT, ""),
        ("4.75", "98.0", Rounding.FLOOR, Verdict.NOT_CHECKABLE, "threshold"),
        ("4.25", "98.0", Rounding.FLOOR, Verdict.DISCREPANCY, ""),
        ("4.50", "98.9", Rounding.CEILING, Verdict.EXACT, ""),
        ("4.25", "98.0", Rounding.CEILING, Verdict.NOT_CHECKABLE, "threshold"),
    ],
)
def test_scores(claim: str, actual: str, mode: Rounding | None, verdict: Verdict, reason: str) -> None:
    decision = judged(T, score(mode=mode), claim, actual)
    assert (decision.verdict, decision.reason) == (verdict, reason)


def test_a_straddled_threshold_shows_both_outcomes() -> None:
    band = forms.choose(
        [(forms.test(Relation.AT_LEAST, forms.subtract(A, number("90"))), number("5"))], number("3")
    )
    assert judged(T, band, "5", "90.0").verdict is Verdict.EXACT
    decision = judged(T, band, "3", "90.0")
    assert (decision.verdict, decision.reason) == (Verdict.NOT_CHECKABLE, "threshold")
    assert decision.outcomes == (Interval.point(Fraction(3)), Interval.point(Fraction(5)))
    between = judged(T, band, "4", "90.0")
    assert between.verdict is Verdict.DISCREPANCY
    assert between.beyond == Fraction(1, 2)


def test_a_band_without_a_jump_is_no_threshold() -> None:
    band = forms.choose(
        [(forms.test(Relation.AT_LEAST, forms.subtract(A, number("100"))), number("5"))], score()
    )
    decision = judged(T, band, "4.99", "100.0")
    assert decision.verdict is Verdict.ROUNDING_GAP
    assert decision.outcomes == (Interval(Fraction("4.9875"), Fraction(5)),)


def test_thresholds_across_two_figures() -> None:
    """Whether A reaches B decides: exact linear arithmetic, no intervals."""
    reached = forms.test(Relation.AT_LEAST, forms.subtract(A, B))
    band = forms.choose([(reached, number("10"))], forms.divide(forms.multiply(number("10"), A), B))
    assert judged(T, band, "9.9", "4.95", "5.00").verdict is Verdict.EXACT
    assert judged(T, band, "10.0", "5.00", "5.00").verdict is Verdict.EXACT
    assert judged(T, band, "10.1", "5.00", "5.00").verdict is Verdict.DISCREPANCY
    assert judged(T, forms.minimum([A, B]), "1.1", "1.2", "1.0").verdict is Verdict.DISCREPANCY
    gap = judged(T, forms.minimum([forms.add(A, C), B]), "1.1", "0.5", "1.1", "0.5")
    assert gap.verdict is Verdict.ROUNDING_GAP
    assert gap.witness is not None
    assert min(gap.witness[1] + gap.witness[3], gap.witness[2]) == gap.witness[0]


@pytest.mark.parametrize(
    ("relation", "figures", "verdict"),
    [
        (Relation.AT_LEAST, ("1.0", "1.0"), Verdict.EXACT),
        (Relation.AT_LEAST, ("1.0", "1.1"), Verdict.DISCREPANCY),
        (Relation.AT_LEAST, ("1.0", "1.01"), Verdict.ROUNDING_GAP),
        (Relation.GREATER, ("1.0", "1.0"), Verdict.ROUNDING_GAP),
        (Relation.GREATER, ("1!", "1!"), Verdict.DISCREPANCY),
        (Relation.LESS, ("2", "3"), Verdict.EXACT),
        (Relation.AT_MOST, ("3", "2"), Verdict.DISCREPANCY),
        (Relation.UNEQUAL, ("1.0", "1.0"), Verdict.ROUNDING_GAP),
        (Relation.UNEQUAL, ("1!", "1!"), Verdict.DISCREPANCY),
        (Relation.UNEQUAL, ("1", "2"), Verdict.EXACT),
    ],
)
def test_order(relation: Relation, figures: tuple[str, str], verdict: Verdict) -> None:
    assert judged(T, A, *figures, relation=relation).verdict is verdict


def test_the_same_figure_on_both_sides_leaves_no_freedom() -> None:
    assert (
        judged(A, forms.add(A, number("0.01")), "0", "1.0", relation=Relation.AT_LEAST).verdict
        is Verdict.DISCREPANCY
    )
    assert judged(T, forms.multiply(T, A), "2.0", "1.0").verdict is Verdict.EXACT


def test_no_lone_claim() -> None:
    balance = forms.add(A, B), forms.add(C, D)
    assert judged(*balance, "0", "1.0", "2.0", "1.5", "1.5").verdict is Verdict.EXACT
    assert judged(*balance, "0", "1.0", "2.0", "1.5", "1.6").verdict is Verdict.ROUNDING_GAP
    decision = judged(*balance, "0", "1.0", "2.0", "1.5", "1.7")
    assert (decision.verdict, decision.gap, decision.gap_ulp) == (
        Verdict.DISCREPANCY,
        Fraction("-0.2"),
        Fraction(-2),
    )


def test_tolerance_widens_the_claim_only() -> None:
    def verdict(claim: str, options: Options) -> Verdict:
        return judged(T, forms.add(A, B), claim, "60.00", "40.00", options=options).verdict

    slack = Fraction(5, 100)
    assert verdict("100.06", Options(tolerance=slack)) is Verdict.ROUNDING_GAP
    assert verdict("100.07", Options(tolerance=slack)) is Verdict.DISCREPANCY
    assert verdict("100.05", Options(tolerance_ulp=Fraction(5))) is Verdict.WITHIN_ROUNDING
    # 60.00 + 40.00 stays below 100.01; the claim 100.03 starts at 100.025: 0.015 apart, the end excluded anyway.
    exact = "100.05!"
    assert judged(T, A, exact, "100!", options=Options(tolerance=slack)).verdict is Verdict.WITHIN_ROUNDING
    assert (
        judged(T, A, exact, "100!", options=Options(tolerance=slack, open_ends=True)).verdict
        is Verdict.DISCREPANCY
    )


def test_round_then_equal() -> None:
    tax = forms.multiply(A, B)
    options = Options(
        compare=Compare.ROUND_THEN_EQUAL, round_step=Fraction(1, 100), rounding=Rounding.HALF_CEILING
    )
    assert judged(T, tax, "44.97", "2141.19", "0.021", options=options).verdict is Verdict.DISCREPANCY
    assert judged(T, tax, "44.96", "2141.19", "0.021", options=options).verdict is Verdict.WITHIN_ROUNDING
    assert judged(T, tax, "-0.01", "-0.10", "0.15", options=options).verdict is Verdict.WITHIN_ROUNDING
    signless = Options(compare=Compare.ROUND_THEN_EQUAL, round_step=Fraction(1, 100), absolute=True)
    assert judged(T, tax, "0.02", "-0.10", "0.15", options=signless).verdict is Verdict.WITHIN_ROUNDING


def proof(decision: Decision) -> tuple[object, ...]:
    """Return what a finding shows of a decision."""
    return decision.computed, decision.gap, decision.gap_ulp, decision.beyond, decision.nearest


def test_a_discrepancy_says_how_far_and_what_would_fit() -> None:
    decision = judged(T, forms.subtract(A, B), "276.18", "718.39", "442.31")
    cents = [Fraction(text) for text in ("276.08", "0.10")]
    assert proof(decision) == (*cents, 10, Fraction(17, 2), Fraction("276.09"))
    assert decision.interval == Interval(Fraction("276.07"), Fraction("276.09"), lo_in=False, hi_in=False)
    low = judged(T, forms.subtract(A, B), "276.00", "718.39", "442.31")
    assert low.nearest == Fraction("276.07")


def test_a_possible_gap_can_be_unlikely() -> None:
    """Twelve parts can hide 0.06, but hardly do: beyond 3.3·√(12/12) last places."""
    parts = forms.total([forms.variable(index) for index in range(1, 13)])
    texts = ["1.00"] * 12
    assert not judged(T, parts, "12.03", *texts).unlikely
    decision = judged(T, parts, "12.04", *texts)
    assert decision.verdict is Verdict.ROUNDING_GAP
    assert decision.unlikely
    assert not judged(T, forms.add(A, B), "2.01", "1.00", "1.00").unlikely


def test_a_witness_rounds_to_all_that_is_printed() -> None:
    for claim, right, *texts in (
        ("1.01", forms.add(A, B), "0.50", "0.50"),
        ("0.335", SHARE, "1.0", "2.0"),
        ("2.4", forms.multiply(A, A), "1.5"),
        ("0.52", GROWTH, "3.0", "2.0"),
        ("1.45!", forms.add(A, B), "0.5", "1.0"),
    ):
        decision = judged(T, right, claim, *texts)
        assert decision.verdict is Verdict.ROUNDING_GAP
        witness = decision.witness
        assert witness is not None
        assert forms.value_at(right, witness) == witness[0]
        assert all(
            value in interval for value, interval in zip(witness, prints(claim, *texts).box, strict=True)
        )


def test_a_printed_value_outside_of_what_its_mentions_share_is_no_witness() -> None:
    box = [Interval(Fraction(93), Fraction(94)), Interval(Fraction("93.45"), Fraction("93.5"), hi_in=False)]
    decision = decide(Relation.EQUAL, T, A, box, [Fraction("93.5"), Fraction("93.5")])
    assert decision.verdict is Verdict.EXACT
    assert decision.witness is None
