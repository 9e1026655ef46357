"""Scoring methods as score tables print them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from auditor.checks._scorerules import Row, readings

METHODS = [
    ("得分=执行率×6", "95.79", 6, True, {"5.7474"}),
    ("10%以内 3 分；10%~30%（含）2 分；30%~50%（含）1 分；50%以上 0 分", "37.55", 3, True, {"1"}),
    ("≤100%得 3 分，否则 0 分", "101", 3, True, {"0"}),
    ("按比例得分", "94.19", 3, True, {"2.8257"}),
    ("目标 3,500 亩，按完成比例得分", "2800", 6, False, {"4.8"}),
    ("14 个村，每少 1 个扣 0.5 分", "13", 5, False, {"4.5"}),
    ("目标 100%，每低 1 个百分点扣 1 分，不足 1 个百分点按 1 个百分点扣", "96.89", 6, True, {"2"}),
    ("≥95%得满分，每低 1 个百分点扣 0.5 分", "97.42", 5, True, {"5"}),
    ("≥95%得 10 分；90%~95%得 8 分；85%~90%得 6 分；85%以下 0 分", "90.78", 10, True, {"8"}),
    ("账实相符得2分，由评价组按情况酌情打分", "1", 2, False, set()),
    ("未足额发放的一票否决，本项 0 分", "1", 4, False, set()),
]


@pytest.mark.parametrize(("method", "actual", "weight", "percent", "scores"), METHODS)
def test_a_method_gives_its_scores(
    method: str, actual: str, weight: int, percent: bool, scores: set[str]
) -> None:
    """A method is read as a whole or not at all."""
    row = Row(method, Fraction(actual), Fraction(weight), percent)
    assert {str(Fraction(each)) for each in scores} == {str(each) for each in readings(row)}
