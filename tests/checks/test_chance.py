"""What other figures give by chance is no evidence, and what two doubtful relations ask alike is."""

from __future__ import annotations

import pytest

from auditor.auditing import findings_of
from auditor.checks import detect
from auditor.checks.common.chance import tells
from auditor.checks.common.numbers import Stated, paragraphs
from auditor.checks.common.relations import DOUBTFUL
from auditor.evaluation.facts import Facts
from auditor.findings import Severity
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


COPIED = "接待咨询{}人次，其中来电3,214人次、来访1,876人次、网络642人次"


@pytest.mark.parametrize(
    ("text", "loud"),
    [
        (f"{COPIED.format('5,681')}；按时答复5,681人次，按时答复率99.11%。", True),
        (f"{COPIED.format('5,732')}；按时答复5,681人次，按时答复率99.11%。", False),
        (f"{COPIED.format('6,181')}。", False),
        # What both ask stands beside the figure: they are that one's.
        (f"{COPIED.format('6,181')}；登记5,732人次中按时答复5,681人次，按时答复率99.11%。", False),
    ],
)
def test_doubtful_relations_are_told_where_they_ask_one_value(text: str, loud: bool) -> None:
    """An open list says nothing by itself, and neither does a rate of which it is open what it is of."""
    facts = facts_of(text)
    outcomes = list(detect(facts))
    assert not any(each.rule.confidence == DOUBTFUL for each in outcomes)
    assert any(each.severity is not Severity.NOTE for each in findings_of(facts, outcomes)) is loud
