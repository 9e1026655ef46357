"""What English scoring rules give for a result: bands, shares of a target, points lost one by one."""

from __future__ import annotations

from fractions import Fraction

import pytest

from auditor.checks.scores._englishrules import given_in_english

BANDS = "90%ormore:10;85%tobelow90%:8;80%tobelow85%:6;below80%:3"
EITHER = "98–100%ofbudget:5;95%tobelow98%,orabove100%:4;below95%:2"
CAPPED = "Actual÷target×weight,notmorethantheweight"
SHORT = "Fullweightat100%;eachpercentagepointshort,orpartofone,loses0.5"


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
        ("Percentagesaved÷8%×weight", "6.40%", 5, "4"),
        ("Eachlateanswerloses1point", "3late", 5, "2"),
        ("Upto£4.00:6;£4.01to£4.50:4;above£4.50:2", "£3.84", 6, "6"),
    ],
)
def test_gives_the_score_of_a_rule(rule: str, outcome: str, weight: int, score: str) -> None:
    """Each rule gives one score, and no other one half a point away."""
    given = given_in_english(rule, outcome, Fraction(weight))
    assert given is not None
    assert given.holds(Fraction(score), Fraction(1, 100))
    assert not given.holds(Fraction(score) - Fraction(1, 2), Fraction(1, 100))


@pytest.mark.parametrize(
    ("rule", "outcome"),
    [
        (BANDS, "3late"),
        (BANDS, "86.4"),
        ("90%ormore:10;otherwiseasthepaneldecides:5", "86.4%"),
        (CAPPED, "1,204"),
        ("Asjudgedbythepanel", "86.4%"),
        ("Eachlateanswerloses1point", "3.5%"),
    ],
)
def test_leaves_rules_alone_that_are_not_understood(rule: str, outcome: str) -> None:
    """A rule with a part that is not understood gives nothing, and so does an outcome of another kind."""
    assert given_in_english(rule, outcome, Fraction(10)) is None
