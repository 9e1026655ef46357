"""`auditor.testing`: what it makes up is what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor import resources
from auditor.assurance.examples import info_of
from auditor.evaluation.facts import Facts
from auditor.evaluation.relations import Outcome
from auditor.evaluation.statements import apply_rule
from auditor.findings import Verdict
from auditor.language import tree
from auditor.language.rulebook import Rulebook
from auditor.testing import (
    breaking,
    broken_reports,
    holds,
    near_boundaries,
    properties_of,
    reports,
    satisfying,
)
from auditor.testing.equations import equations_of

if TYPE_CHECKING:
    from auditor.report.model import Report

BOOK = Rulebook.load([resources.rule_packs()["department"]])
_CHAINED = {equation.rule.id for equation in equations_of([rule for _, rule in BOOK.rules])}
RULES = [rule for _, rule in BOOK.rules if rule.id in _CHAINED]
QUICK = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)


def verdicts(rule: tree.Rule, report: Report) -> set[Verdict]:
    """Judge one rule on a whole report."""
    return {
        found.verdict
        for found in apply_rule(Facts(report), rule, info_of(rule))
        if isinstance(found, Outcome)
    }


@QUICK
@given(st.data(), st.sampled_from(RULES))
def test_satisfying_and_breaking(data: st.DataObject, rule: tree.Rule) -> None:
    """True values that fit are never a discrepancy, moved ones always are."""
    assert holds(rule, data.draw(satisfying(rule))).verdict is not Verdict.DISCREPANCY
    assert holds(rule, data.draw(breaking(rule))).verdict is Verdict.DISCREPANCY


@QUICK
@given(report=reports(RULES))
def test_a_made_up_report_satisfies_all_rules(report: Report) -> None:
    """No rule of the pack finds a discrepancy in it."""
    assert [rule.id for rule in RULES if Verdict.DISCREPANCY in verdicts(rule, report)] == []


@QUICK
@given(broken_reports(RULES))
def test_a_broken_report_breaks_one_rule(made: tuple[Report, str]) -> None:
    """Exactly the one that is named."""
    report, broken = made
    found = {rule.id for rule in RULES if Verdict.DISCREPANCY in verdicts(rule, report)}
    assert found == {broken}


def test_ready_properties_hold_of_a_shipped_rule() -> None:
    """They are tests, and they pass."""
    rule = next(rule for rule in RULES if rule.id == "B-03")
    names = []
    for name, test in properties_of(rule, 20):
        test()
        names.append(name)
    assert names == ["total", "order_independent", "unit_independent", "rounding_safe"]


def test_values_near_every_border() -> None:
    """At the border, just below and just above it."""
    book = Rulebook.of_texts(
        {"t": "语言 1\n评分 C x\n  权重 4分\n  目标 90%\n  档 业绩值 ≥ 90% 得 4分\n  档 其余 不得分\n"}
    )
    near = [each for each in near_boundaries(book.scorings[0][1]) if isinstance(each, tree.Number)]
    assert {number.text for number in near} >= {"89.99%", "90%", "90.01%"}


def test_days_near_every_border() -> None:
    """A score of a day is tried on days, and its ready properties hold."""
    book = Rulebook.of_texts(
        {
            "t": "语言 1\n评分 C x\n  权重 3分\n  目标 2024-03-31\n  档 业绩值 ≤ 目标值 得 满分\n  档 其余 每高于目标值 1天 扣 0.1分 按比例 扣完为止\n"
        }
    )
    rule = book.scorings[0][1]
    days = {each.value for each in near_boundaries(rule) if isinstance(each, tree.Date)}
    assert days >= {"2024-03-30", "2024-03-31", "2024-04-01", "2024-04-30"}
    tried = []
    for name, test in properties_of(rule, 20):
        test()
        tried.append(name)
    assert tried == ["total", "bounded", "monotone"]


def test_a_shared_score_is_tried_with_the_weight_of_its_examples() -> None:
    """A rule that a catalogue's indicators share states neither weight nor target."""
    book = Rulebook.of_texts(
        {"t": "语言 1\n评分 率 x\n  档 业绩值 ≥ 目标值 得 满分\n  档 其余 每低于目标值 1个百分点 扣 权重的5% 按比例 扣完为止\n"
              "  例 权重=2分, 目标值=90%, 业绩值=80% 结果 1分\n"}
    )  # fmt: skip
    names = []
    for name, test in properties_of(book.scorings[0][1], 20):
        test()
        names.append(name)
    assert names == ["total", "bounded", "monotone"]
