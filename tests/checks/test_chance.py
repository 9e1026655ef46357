"""What other figures give by chance is no evidence."""

from __future__ import annotations

import pytest

from auditor.checks.common.chance import tells
from auditor.checks.common.numbers import Stated, paragraphs
from auditor.evaluation.facts import Facts
from auditor.readers.text import read


def facts_of(text: str) -> Facts:
    """Return a text as a report."""
    return Facts(read(f"一、情况\n{text}\n".encode(), "text.txt"))


def first(text: str) -> Stated:
    """Return the first value of a text."""
    return paragraphs(facts_of(text))[0].numbers[0].known


@pytest.mark.parametrize(
    ("text", "tried", "told"),
    [("执行率98.7%。", 6, True), ("执行率98.7%。", 504, False), ("支出5,732.18万元。", 504, True)],
)
def test_a_hit_tells_where_few_were_tried_for_its_digits(text: str, tried: int, told: bool) -> None:
    """One of six quotients that gives 98.7% is the one that is meant, one of five hundred is there by chance."""
    assert tells(first(text), tried) is told
