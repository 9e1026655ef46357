"""Scoring methods as score tables print them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from auditor.checks.scores._methods import given
from auditor.checks.scores._outcomes import done_of
from auditor.numbers import round_to

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
    (
        "在 5%以内不扣分，每超过 1 个百分点扣 0.5 分，不足 1 个百分点的按 1 个百分点计",
        "7.4",
        4,
        True,
        {"2.5"},
    ),
    ("满意度≥90%得满分，80%≤满意度＜90%得 4 分，＜80%不得分", "84", 6, True, {"4"}),
    ("完成率 100%得满分，每低 1 个百分点扣权重的 2%", "95", 10, True, {"9"}),
    ("实际完成率×权重", "92.5", 8, True, {"7.4"}),
    ("得分=执行率×5", "92.5", 8, True, set()),
    ("≥95%得 10 分，＜95%按比例得分", "93.1", 10, True, {"9.8", "9.31"}),
    ("每低 1 个百分点扣 0.5 分，低于 60%不得分，另加 2 分", "93.1", 10, True, set()),
    ("≥95%得满分，每低 1 个百分点扣 1 分，不足 1 个百分点按 1 个百分点扣，最多扣 3 分", "88", 5, True, {"2"}),
    ("未足额发放的一票否决，本项 0 分", "1", 4, False, set()),
]


@pytest.mark.parametrize(("method", "actual", "weight", "percent", "scores"), METHODS)
def test_a_method_gives_its_scores(
    method: str, actual: str, weight: int, percent: bool, scores: set[str]
) -> None:
    """A method is read as a whole or not at all."""
    done = done_of(actual + "%" * percent, "")
    assert {Fraction(each) for each in scores} == {
        _to_cents(each) for each in given(method, Fraction(weight), done)
    }


def _to_cents(value: Fraction) -> Fraction:
    return value if 10000 % value.denominator == 0 else round_to(value, Fraction(1, 100))


@pytest.mark.parametrize(
    ("method", "done", "score"),
    [
        ("每发生 1 起扣 2 分", "1 起", "4"),
        ("每少报 1 期扣 1 分，扣完为止", "少报 2 期", "4"),
        ("指标可衡量计满分，每发现一项未量化扣 0.5 分", "2 项未量化", "5"),
        ("每少报 1 期扣 1 分", "2 期", None),
        ("每有 1 项未整改扣 1 分", "3 项全部整改", None),
        ("每处不到位扣 0.5 分，扣分以 2 分为限", "7 处", "4"),
        ("每处不到位扣 0.5 分，最多扣 2 分", "3 处", "4.5"),
        ("每发现 1 起扣 1 分，扣完 4 分为止", "5 起", "2"),
        ("每处不到位扣 0.5 分，最多扣 2 分，累计最多扣 3 分", "7 处", None),
        ("台账不符每处扣 0.5 分", "3 处不符", "4.5"),
        ("投诉增加每起扣 1 分", "3 起投诉", None),
        ("首起外每起扣 1 分", "3 起", None),
        ("每发现 1 次问题扣 1 分", "检查 2 次", None),
    ],
)
def test_counts_what_was_found_wanting(method: str, done: str, score: str | None) -> None:
    """Defects are counted where the outcome says that it counts them, and nowhere else."""
    found = given(method, Fraction(6), done_of(done, ""))
    assert set(found) == (set() if score is None else {Fraction(score)})


@pytest.mark.parametrize(
    ("method", "score"), [("完成率达 100%得满分，否则按比例扣分", "5.65"), ("每少 10 次扣 1 分", "3.2")]
)
def test_takes_the_target_from_the_row(method: str, score: str) -> None:
    """What a method does not say of the target stands in its column."""
    assert Fraction(score) in given(method, Fraction(6), done_of("452次", "480次"))
