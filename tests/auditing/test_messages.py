"""Every headline stands alone: it says where to look, in both languages, and what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor import api
from auditor.findings import Audit, Finding, Severity

REPORTS = Path(__file__).resolve().parents[2] / "reports"


@pytest.fixture(scope="module")
def audit() -> Audit:
    """Return the audit of the report by the shipped packs."""
    return api.check(api.read_report(REPORTS / "qitai-2023.json"), api.load_rules())


def of(audit: Audit, rule: str) -> list[Finding]:
    """Return the findings of one rule."""
    return [finding for finding in audit.findings if finding.rule == rule]


def test_every_headline_names_a_line(audit: Audit) -> None:
    """A place that the finding names stands in the headline, as the text layer counts its lines."""
    for finding in audit.findings:
        lines = {item.location.line for item in finding.figures if item.location.line is not None}
        assert any(f"第{line}行" in finding.messages["zh"] for line in lines), finding.messages["zh"]
        assert any(f"line {line}" in finding.messages["en"] for line in lines), finding.messages["en"]


def test_no_headline_shows_a_function_or_key(audit: Audit) -> None:
    """指标数(3) and 问卷1.有效份数 are names of the rule language."""
    for finding in audit.findings:
        assert "指标数(" not in finding.messages["zh"]
        assert not any(item.key in finding.messages["zh"] for item in finding.figures)


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        ("S-08", "第1120行写 30个，实际列出 29个，差 1个", "line 1120 says 30个, 29个 are listed"),
        ("W-209", "第4641行的 21.43%、78.57% 不可能由 71 份答卷得出", "line 4641: 21.43%, 78.57% cannot come from 71"),
        ("W-153", "第4439行起称由高到低排列", "line 4439 on, claimed to be falling"),
        ("D-02", "（正文·2.工作进程安排 第1221行）应不晚于工作进程", "(正文·2.工作进程安排 line 1221) must be no later than"),
        ("W-305", "不应相同，而报告两处都写 1", "must differ from"),
        ("A-04", "写 14.17万元，小于期初原值 14.18万元", "says 14.17万元, less than 14.18万元"),
        ("S-16", "第3697行等 2 处没有序号", "line 3697 and 1 more place(s)"),
        ("D-05", "引用基础表 2-3、2-4，", "does not hold 2-3, 2-4,"),
        ("Q-13", "写 99.55%，年度工作计划的目标为 100%，", "says 99.55%, the work plan 100%"),
        ("options-unanswered", "第3863行起列 5 个选项，结果给出 4 个占比", "lists 5 options, the results give 4"),
        ("survey-not-stated", "第4244行没有说明发放份数", "line 4244 does not say"),
        ("D-08", "第1231行等 2 处的“征求意见、报告修改定稿”没有编号", "'征求意见, 报告修改定稿'"),
        ("D-09", "第1039行列举“科学规范、全面系统、公正客观、绩效相关”", "line 1039 names"),
        ("multiple-not-marked", "第3998行等 8 处的第 4、5、6、7、8、9、10、13 题", "4, 5, 6, 7, 8, 9, 10, 13 ("),
        ("single-among-multiple", "第4764行把第 7 题列入多选题", "question 7 ("),
    ],
)  # fmt: skip
def test_headlines(audit: Audit, rule: str, zh: str, en: str) -> None:
    """What a reader sees first of each kind of finding."""
    found = of(audit, rule)
    assert any(zh in each.messages["zh"] for each in found), [each.messages["zh"] for each in found]
    assert any(en in each.messages["en"] for each in found), [each.messages["en"] for each in found]


def test_lists_over_another_number_are_named_with_their_lines(audit: Audit) -> None:
    """The first place in full, the others by their line."""
    said = of(audit, "W-212")[0].messages["zh"]
    assert "（附件4·附录4-2·2.多选题 第4680行 问卷2“信息查询”各选项占比；第4692行 问卷2“咨询服务”" in said


def test_a_target_beside_a_disputed_result_is_no_finding_of_its_own(audit: Audit) -> None:
    """C43's target equals one of its two results: one question. C42's result is not disputed."""
    assert {finding.figures[0].key for finding in of(audit, "S-14")} == {"C42.标杆值"}
    disputed = [each for each in of(audit, "mentions-disagree") if each.figures[0].key == "C43.业绩值"]
    assert [each.rule for finding in disputed for each in finding.consequences] == ["S-14"]
    assert any("疑似按结果倒填" in remark for finding in disputed for remark in finding.remarks)
    assert [finding.severity for finding in disputed] == [Severity.ERROR]
