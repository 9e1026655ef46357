"""The audit of reports/qitai-2023.json says what a reader found, and keeps silent about the traps."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import pytest

from auditor import api
from auditor.findings import Audit, Finding, Severity

REPORTS = Path(__file__).resolve().parents[2] / "reports"
EXPECTED: dict[str, list[dict[str, Any]]] = json.loads(
    (REPORTS / "qitai-2023.expected.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def audit() -> Audit:
    """Return the audit of the report by the shipped packs."""
    return api.check(api.read_report(REPORTS / "qitai-2023.json"), api.load_rules())


def named(finding: Finding) -> set[tuple[str, int | None]]:
    """Return key and line of every mention that a finding names."""
    found = {(item.key, item.location.line) for item in finding.figures}
    found |= {(item.key, item.location.line) for item in finding.suspects}
    for consequence in finding.consequences:
        found |= {(item.key, item.location.line) for item in consequence.figures}
    return found


@pytest.mark.parametrize("entry", EXPECTED["findings"], ids=lambda entry: f"{entry['no']}-{entry['line']}")
def test_entry_is_found(audit: Audit, entry: dict[str, Any]) -> None:
    """A finding of that rule, level and verdict names the mention, and suspects it where that is known."""
    place = (entry["key"], entry["line"])
    found = [
        finding
        for finding in audit.findings
        if place in named(finding)
        and (
            finding.rule == entry["rule"] or any(each.rule == entry["rule"] for each in finding.consequences)
        )
    ]
    assert found, entry
    assert entry["severity"] in {finding.severity.value for finding in found}
    assert entry["verdict"] in {finding.verdict.value for finding in found}
    suspects = [suspect for finding in found for suspect in finding.suspects]
    if "cause" in entry:
        assert entry["cause"] in {suspect.cause for suspect in suspects}
    if "suggested" in entry:
        assert entry["suggested"] in {suspect.suggested for suspect in suspects}


@pytest.mark.parametrize("entry", EXPECTED["silent"], ids=lambda entry: entry["no"])
def test_trap_stays_silent(audit: Audit, entry: dict[str, Any]) -> None:
    """Nothing is said where a reader who knows the genre would say nothing."""
    for finding in audit.findings:
        if "rule" in entry:
            assert finding.rule != entry["rule"]
        else:
            assert finding.figures[:1] == () or finding.figures[0].key != entry["key"]


def test_nothing_is_said_twice(audit: Audit) -> None:
    """Every error stands in the list of what a reader found."""
    known = {(entry["key"], entry["line"]) for entry in EXPECTED["findings"]}
    for finding in audit.findings:
        if finding.severity is Severity.ERROR:
            assert named(finding) & known, finding.messages["zh"]


def test_two_values_with_two_copies_each_accuse_nobody(audit: Audit) -> None:
    """93.22 % twice against 93.94 % twice: a person must look."""
    for finding in audit.findings:
        if finding.rule == "mentions-disagree" and finding.figures[0].key == "C43.业绩值":
            assert finding.suspects == ()


def test_the_score_stays(audit: Audit) -> None:
    """The recomputed total is the printed one, and no error of this report moves it."""
    assert (audit.score.printed, audit.score.recomputed) == ("93", "93")
    for finding in audit.findings:
        assert finding.impact.get("score", "unchanged") == "unchanged", finding.messages["zh"]


def test_one_cent_carried_through_the_document_is_one_finding(audit: Audit) -> None:
    """245.93 in the expenditure table and 245.94 in the project table break four rules for one cause."""
    found = [
        finding
        for finding in audit.findings
        if {"245.93", "245.94"} <= {item.text for item in finding.figures}
    ]
    assert len(found) == 1, [finding.rule for finding in found]
    assert {finding.rule for finding in found} | {each.rule for each in found[0].consequences} == {
        "P-03",
        "P-04",
        "P-10",
    }


def test_a_number_under_two_names_is_one_finding(audit: Audit) -> None:
    """44.92 stands for the fixed assets in use and for all of them; the asset table says 449.20 once."""
    found = [
        finding
        for finding in audit.findings
        if {"44.92", "449.20"} <= {item.text for item in finding.figures}
    ]
    assert len(found) == 1
    assert {each.key for each in found[0].suspects} == {"B52.固定资产总额", "B52.在用固定资产"}
    assert {each.cause for each in found[0].suspects} == {"decimal-shift"}


def test_what_only_one_of_several_explanations_changes_is_not_suspected(audit: Audit) -> None:
    """Gross, depreciation and net of the opening total each are the sum of their classes: none is to blame."""
    found = [
        finding
        for finding in audit.findings
        if finding.figures[:1] and finding.figures[0].key == "资产.合计.期初净值"
    ]
    assert [finding.suspects for finding in found] == [()]


def test_a_mention_that_changes_sides_changes_the_digest(audit: Audit) -> None:
    """Of 93.22 twice and 93.94 twice, three against one is another state of the report."""
    report = api.read_report(REPORTS / "qitai-2023.json")
    figure = report.figures["C43.业绩值"]
    first, *rest = figure.mentions
    other = next(mention.text for mention in rest if mention.text != first.text)
    changed = attrs.evolve(figure, mentions=(attrs.evolve(first, text=other), *rest))
    after = api.check(attrs.evolve(report, figures={**report.figures, figure.key: changed}), api.load_rules())
    was, now = (
        next(
            each
            for each in one.findings
            if each.rule == "mentions-disagree" and each.figures[0].key == figure.key
        )
        for one in (audit, after)
    )
    assert was.id == now.id
    assert was.value_digest != now.value_digest


def test_another_error_does_not_hide_a_typing_error(audit: Audit) -> None:
    """One of eight copies of 78.08 says 98.08: that 33 stands for it elsewhere is another matter."""
    report = api.read_report(REPORTS / "qitai-2023.json")
    figure = report.figures["支出.项目支出.年初预算数"]
    *others, last = figure.mentions
    changed = attrs.evolve(figure, mentions=(*others, attrs.evolve(last, text="98.08")))
    after = api.check(attrs.evolve(report, figures={**report.figures, figure.key: changed}), api.load_rules())
    found = [
        each
        for each in after.findings
        if each.figures[0].key == figure.key and each.rule == "mentions-disagree"
    ]
    (suspect,) = found[0].suspects
    assert (suspect.location, suspect.confidence, suspect.suggested) == (last.location, "high", "78.08万元")
    assert {each.id for each in audit.findings} < {each.id for each in after.findings}


def test_a_target_of_the_plan_is_not_accused(audit: Audit) -> None:
    """The plan says 100 %, the scheme 99.55 %: the scheme is to follow the plan, not the plan the scheme."""
    (found,) = [finding for finding in audit.findings if finding.rule == "Q-13"]
    assert found.suspects == ()
