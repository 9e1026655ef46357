"""Changes that mean the same are told from those that only look so, by an exact argument."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest

from auditor.assurance.equivalence import same_meaning
from auditor.assurance.walking import rules_of
from auditor.language.rulebook import Rulebook

if TYPE_CHECKING:
    from auditor.assurance.mutants import AnyRule


def rule_of(text: str) -> AnyRule:
    """Return the one rule of `text`."""
    (rule,) = rules_of(Rulebook.of_texts({"t.rules": "语言 1\n" + textwrap.dedent(text)}).files[0])
    return rule


_COUNT = "规则 A x\n  检查 跳号(收入.*.序号) {}"
_CHECK = "规则 A x\n  检查 {}"
_ITEMS = "规则 A x\n  逐项 收入.*: 若 乙 ≥ 丙 则 甲 = 乙 - 丙\n  逐项 收入.*: 若 乙 {} 丙 则 甲 = 丙 - 乙"
_CRITERIA = "评分 A x\n  权重 3分\n  要点 {}"
_PIECES = "评分 A x\n  权重 4分\n  目标 3个\n  档 业绩值 ≥ 目标值 得 满分\n  档 其余 每低于目标值 相对 1% 扣 权重的{} 按比例 扣完为止"
_RATE = "评分 A x\n  权重 4分\n  目标 90%\n  档 业绩值 ≥ 目标值 得 满分\n  档 其余 每低于目标值 1个百分点 扣 权重的{} 按比例 扣完为止"
_TEXTS = "规则 A {}\n  检查 甲.数 = 乙.数\n  依据 {}\n  例 甲.数={}个, 乙.数=1个 结果 不符"


@pytest.mark.parametrize(
    ("shape", "one", "two", "same"),
    [
        # A count is never negative, whatever the report.
        (_COUNT, "= 0", "≤ 0", True), (_COUNT, "= 0", "< 1", False), (_COUNT, "= 0", "≥ 0", False), (_COUNT, "= 0", "= 1", False),
        # Linear conditions that cannot hold one without the other.
        (_CHECK, "甲.数 = 乙.数 + 丙.数", "甲.数 - 丙.数 = 乙.数", True), (_CHECK, "甲.数 ≤ 乙.数", "甲.数 < 乙.数", False),
        (_CHECK, "甲.数 ≤ 乙.数", "乙.数 ≥ 甲.数", True), (_CHECK, "甲.数 = 乙.数 × 丙.数", "甲.数 = 丙.数 × 乙.数", False),
        # Where both premises hold, both conclusions are the same.
        (_ITEMS, "<", "≤", True), (_ITEMS, "<", "≠", False),
        # Every number of criteria that are not met.
        (_CRITERIA, "4项 一项不符 扣 1分 扣完为止", "3项 一项不符 扣 1分 扣完为止", True),
        (_CRITERIA, "3项 一项不符 扣 1分 扣完为止", "3项 一项不符 扣 1分", True),
        (_CRITERIA, "4项 一项不符 扣 1分 扣完为止", "4项 一项不符 扣 1分", False),
        (_CRITERIA, "4项 一项不符 扣 1分 扣完为止", "2项 一项不符 扣 1分 扣完为止", False),
        # A count is whole: below 3个 stands 2个, where either score is used up. A rate is not.
        (_PIECES, "5%", "6%", True), (_PIECES, "5%", "2%", False), (_RATE, "5%", "6%", False),
    ],
)  # fmt: skip
def test_the_same_is_told_from_what_looks_so(shape: str, one: str, two: str, *, same: bool) -> None:
    """In both directions; what cannot be shown to be the same is not."""
    first, second = rule_of(shape.format(one)), rule_of(shape.format(two))
    assert same_meaning(first, second) is same
    assert same_meaning(second, first) is same


def test_texts_and_examples_do_not_count() -> None:
    """The title, the source and an example may change."""
    assert same_meaning(rule_of(_TEXTS.format("x", "甲", 2)), rule_of(_TEXTS.format("y", "乙", 3)))
