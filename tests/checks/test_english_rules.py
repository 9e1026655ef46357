"""What English scoring rules give for a result: bands, shares of a target, points lost one by one."""

from __future__ import annotations

from fractions import Fraction

import pytest

from auditor.checks.scores._englishrules import given_in_english

BANDS = "90% or more: 10; 85% to below 90%: 8; 80% to below 85%: 6; below 80%: 3"
EITHER = "98–100% of budget: 5; 95% to below 98%, or above 100%: 4; below 95%: 2"
CAPPED = "Actual ÷ target × weight, not more than the weight"
SHORT = "Full weight at 100%; each percentage point short, or part of one, loses 0.5"
ABOVE = "3% or less 6; above, 0.5 off for each percentage point over 3%, part of a point counting as one"
FREE = "Full marks at 95% or more of target; 4 marks at 85% up to 95%; otherwise nil"


@pytest.mark.parametrize(
    ("rule", "outcome", "weight", "score"),
    [
        (BANDS, "86.4%", 10, "8"),
        (BANDS, "90%", 10, "10"),
        (BANDS, "79.9%", 10, "3"),
        (EITHER, "102.0%", 5, "4"),
        (EITHER, "99.3%", 5, "5"),
        (CAPPED, "105.29%", 4, "4"),
        (CAPPED, "99.38%", 8, "7.95"),
        (SHORT, "98.08%", 6, "5"),
        (ABOVE, "4.35%", 6, "5"),
        (ABOVE, "2.9%", 6, "6"),
        (FREE, "91%", 6, "4"),
        (FREE, "60%", 6, "0"),
        ("Percentage saved ÷ 8% × weight", "6.40%", 5, "4"),
        ("Coverage rate x 9, at most 9 points", "88.0%", 9, "7.92"),
        ("Each late answer loses 1 point", "3 late", 5, "2"),
        ("1 point lost for each hall below the target of 40", "37 halls", 8, "5"),
        ("Half a mark off per late return", "three", 6, "4.5"),
        ("0.5 marks deducted for every full percentage point under 98%", "94.4%", 12, "10.5"),
        ("2 marks off for each breach, to a minimum of zero", "9 breaches", 10, "0"),
        ("Opened by the due date: 10; each week late: minus 2 marks", "2 weeks late", 10, "6"),
        ("All files complete: 8; otherwise 0", "Complete", 8, "8"),
        ("Up to £4.00: 6; £4.01 to £4.50: 4; above £4.50: 2", "£3.84", 6, "6"),
    ],
)
def test_gives_the_score_of_a_rule(rule: str, outcome: str, weight: int, score: str) -> None:
    """Each rule gives its score, and no other one half a point away."""
    given = given_in_english(rule, outcome, Fraction(weight))
    assert any(each.holds(Fraction(score), Fraction(1, 100)) for each in given)
    assert not any(each.holds(Fraction(score) - Fraction(1, 2), Fraction(1, 100)) for each in given)


@pytest.mark.parametrize(
    ("rule", "outcome"),
    [
        (BANDS, "3 late"),
        (BANDS, "86.4"),
        ("90% or more: 10; otherwise as the panel decides: 5", "86.4%"),
        (CAPPED, "about as planned"),
        ("As judged by the panel", "86.4%"),
        ("Each late answer loses 1 point", "3.5%"),
        ("2 points for every hall refurbished", "3 halls"),
        ("Average of the four quarters", "91%"),
        ("1 point off for each error and 2 off for each breach", "3"),
        ("All files complete: 8; otherwise 0", "Mostly in order"),
    ],
)
def test_leaves_rules_alone_that_are_not_understood(rule: str, outcome: str) -> None:
    """A rule with a part that is not understood gives nothing, and so does an outcome of another kind."""
    assert given_in_english(rule, outcome, Fraction(10)) == []


def test_a_share_of_the_target_may_be_meant() -> None:
    """Whether an outcome in percent is already one of its target is open: both pass."""
    given = given_in_english("Actual / target x weight", "76%", Fraction(10), "80%")
    assert [
        each.holds(Fraction(score), Fraction(1, 100)) for score in ("7.6", "9.5") for each in given
    ].count(True) == 2
