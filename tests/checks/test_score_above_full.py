"""A score above full marks, where no more than one row shows it."""

from __future__ import annotations

import pytest

from auditor.auditing import findings_of
from auditor.checks import detect
from auditor.evaluation.facts import Facts
from auditor.readers.text import read

SCORES = """\
一、自评结果

附件1 自评汇总表

| 项目 | 全年预算数（万元） | 自评得分 | 等级 |
|---|---|---|---|
| 苗圃改造 | 520.00 | 93.50 | 优 |
| 渠道清淤 | 175.00 | 96.00 | 优 |
| 村路养护 | 420.00 | 88.40 | 良 |
| 图书配送 | 440.00 | 91.20 | 优 |
"""


@pytest.mark.parametrize(
    ("old", "new", "loud"),
    [
        ("| 96.00 |", "| 960.0 |", True),
        ("| 96.00 |", "| 103.00 |", False),
        ("| 93.50 | 优 |\n| 渠道清淤 | 175.00 | 96.00 |", "| 103.50 | 优 |\n| 渠道清淤 | 175.00 | 106.00 |", False),
        ("| 88.40 |", "| 8.40 |", False),
    ],
)  # fmt: skip
def test_one_score_above_a_hundred_is_none(old: str, new: str, loud: bool) -> None:
    """Where extra points are given, or full marks differ, more than one row shows it."""
    assert old in SCORES
    facts = Facts(read(SCORES.replace(old, new).encode(), "text.md"))
    found = findings_of(facts, list(detect(facts)))
    assert any(each.rule == "score-over-cap" for each in found) is loud
