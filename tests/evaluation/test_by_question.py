"""A clause of shares with two stars: one list a question, of those that no rule judges by name."""

from __future__ import annotations

import json

import pytest

from auditor.api import check, read_bytes
from auditor.language import Rulebook

BY_QUESTION = "规则 Q 各题\n  占比 问卷1.*.* 样本 问卷1.有效份数 {choice}\n"
BY_NAME = "\n规则 N 身份\n  占比 问卷1.身份.* 样本 问卷1.有效份数 单选\n"
IDENTITY = {"问卷1.身份.甲": "61%", "问卷1.身份.乙": "39%"}
AGE = {"问卷1.年龄.老": "59%", "问卷1.年龄.少": "41%"}


def found(rules: str, shares: dict[str, str], section: str = "1.单选题") -> list[tuple[str, str]]:
    """Return rule and title of every finding about a survey of 50 answers."""

    def figure(key: str, text: str, unit: str) -> dict[str, object]:
        place = {"line": 1, "section": [section]}
        return {"key": key, "unit": unit, "mentions": [{"text": text, "location": place}]}

    numbers = {key.rpartition(".")[0] for key in shares if key.count(".") > 1}
    figures = [
        figure("问卷1.有效份数", "50", "份"),
        *(figure(f"{question}.结果题号", "1", "") for question in sorted(numbers)),
        *(figure(key, text, "%") for key, text in shares.items()),
    ]
    data = json.dumps({"format": "auditor-report", "version": "1", "figures": figures}).encode()
    audit = check(read_bytes(data, "r.json"), Rulebook.of_texts({"r.rules": f"语言 1\n\n{rules}"}))
    return [(finding.rule, finding.title) for finding in audit.findings]


def test_every_question_is_a_list_of_its_own() -> None:
    """Neither 61 % nor 59 % of 50 answers is a whole count."""
    rules = BY_QUESTION.format(choice="单选")
    assert found(rules, {**IDENTITY, **AGE}) == [
        ("Q", "问卷1“身份”各选项占比"),
        ("Q", "问卷1“年龄”各选项占比"),
    ]


@pytest.mark.parametrize(("choice", "count"), [("单选", 0), ("多选必答", 1)])
def test_the_choice_picks_the_questions_that_the_report_files_so(choice: str, count: int) -> None:
    """Under a heading of several choices a question is none of one choice."""
    assert len(found(BY_QUESTION.format(choice=choice), IDENTITY, "2.多选题")) == count


def test_a_list_that_a_rule_knows_by_name_is_judged_once() -> None:
    """The rule by name speaks, in whatever order the two stand; a share outside questions is none."""
    rules = BY_QUESTION.format(choice="单选") + BY_NAME
    assert found(rules, IDENTITY) == [("N", "身份")]
    assert found(rules, {"问卷1.整体满意度": "97.64%"}) == []
