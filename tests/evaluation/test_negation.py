"""非: what it denies is judged as the opposite condition, whatever it stands before."""

from __future__ import annotations

import pytest

from auditor.assurance.examples import run
from auditor.language.rulebook import Rulebook

EXAMPLES = """
  例 甲.一=6, 甲.二=1 结果 {}
  例 甲.一=6, 甲.二=7 结果 {}
  例 甲.一=1, 甲.二=7 结果 {}
  例 甲.一=1, 甲.二=1 结果 {}
"""


@pytest.mark.parametrize(
    ("condition", "results"),
    [
        ("非 (甲.一 > 5)", "不符 不符 相符 相符"),
        ("非 非 甲.一 > 5", "相符 相符 不符 不符"),
        ("非 (甲.一 > 5 且 甲.二 > 5)", "相符 不符 相符 相符"),
        ("非 (甲.一 > 5 或 甲.二 > 5)", "不符 不符 不符 相符"),
        ("非 (若 甲.一 > 5 则 甲.二 > 5)", "相符 不符 不符 不符"),
        ("非 存在(甲.三)", "相符 相符 相符 相符"),
        ("非 存在(甲.一)", "不符 不符 不符 不符"),
        ("非 甲.一 = 甲.二", "相符 相符 相符 尾差"),
        ("甲.一 ≠ 甲.二", "相符 相符 相符 尾差"),
    ],
)
def test_denies_what_it_stands_before(condition: str, results: str) -> None:
    text = f"语言 1\n规则 N-1 非\n  检查 {condition}{EXAMPLES.format(*results.split())}"
    (tested,) = run(Rulebook.of_texts({"n": text}))
    assert [(each.got, each.trace) for each in tested.failures] == []


def test_shows_the_opposite_comparison() -> None:
    text = "语言 1\n规则 N-1 非\n  检查 非 (甲.一 > 5)\n  例 甲.一=6 结果 不符\n"
    (tested,) = run(Rulebook.of_texts({"n": text}))
    assert tested.results[0].trace == "6 ≤ 5"
