"""Every defect that lint knows, planted; the shipped packs have none."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest

from auditor import resources
from auditor.assurance.lint import lint
from auditor.assurance.lints import checks
from auditor.findings import Severity
from auditor.language.rulebook import Rulebook

if TYPE_CHECKING:
    from auditor.assurance.remarks import Remark


def found(text: str) -> dict[str, Remark]:
    """Return the remarks on `text` by their code."""
    book = Rulebook.of_texts({"t.rules": "语言 1\n" + textwrap.dedent(text)})
    return {remark.problem.code: remark for remark in lint(book)}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("unit-mismatch", "规则 A x\n  检查 甲.数 = 乙.数 + 丙.数\n  例 甲.数=5人, 乙.数=3项, 丙.数=2人 结果 相符"),
        ("missing-unit", "规则 A x\n  检查 甲.数 = 5\n  例 甲.数=5人 结果 相符"),
        ("unit-conflict", "规则 A x\n  检查 甲.数 ≤ 乙.数\n  例 甲.数=5人, 乙.数=6人 结果 相符\n规则 B y\n  检查 甲.数 ≤ 丙.数\n  例 甲.数=5项, 丙.数=6项 结果 相符"),
        ("unknown-function", "规则 A x\n  检查 甲.数 = 求合(乙.数, 丙.数)"),
        ("unused-name", "规则 A x\n  检查 甲.总数 = 乙.总数\n  例 甲.总数=5人, 乙.总数=5人, 丙.总数=5人 结果 相符"),
        ("near-name", "规则 A x\n  检查 部门.支出总额 = 甲.数\n规则 B y\n  检查 部门.支出总额 = 乙.数\n规则 C z\n  检查 部门.支出总合 = 丙.数"),
        ("never-holds", "规则 A x\n  检查 甲.数 > 5人 且 甲.数 < 3人"),
        ("never-fires", "规则 A x\n  检查 甲.数 ≥ 甲.数"),
        ("never-applies", "规则 A x\n  前提 甲.数 > 5人 且 甲.数 < 3人\n  检查 甲.数 = 乙.数"),
        ("duplicate-sentence", "规则 A x\n  检查 甲.数 = 乙.数\n规则 B y\n  检查 甲.数 = 乙.数"),
        ("contradictory-rules", "规则 A x\n  检查 甲.数 = 乙.数 + 1万元\n规则 B y\n  检查 乙.数 = 甲.数 + 1万元"),
        ("redundant-rule", "规则 A x\n  检查 甲.数 = 乙.数\n规则 B y\n  检查 乙.数 = 丙.数\n规则 C z\n  检查 甲.数 = 丙.数"),
        ("forces-zero", "规则 A x\n  检查 甲.数 = 乙.数 + 丙.数\n规则 B y\n  检查 甲.数 = 乙.数 - 丙.数"),
        ("wide-tolerance", "规则 A x\n  检查 甲.数 = 乙.数\n  容差 5万元\n  例 甲.数=2万元, 乙.数=2万元 结果 相符"),
        ("gap-between-grades", "规则 A x\n  等级 总分.得分: 90（含）-100分 优; 80（含）-89分 良; 80分以下 差"),
        ("overlapping-grades", "规则 A x\n  等级 总分.得分: 90（含）-100分 优; 80（含）-90分（含） 良; 80分以下 差"),
        ("unreachable-band", "评分 C x\n  权重 5分\n  目标 80%\n  档 业绩值 ≥ 目标值 得 满分\n  档 业绩值 ≥ 90% 得 3分\n  档 其余 不得分"),
        ("overlapping-bands", "评分 C x\n  权重 5分\n  档 业绩值 ≥ 80% 得 满分\n  档 业绩值 ≤ 85% 得 3分"),
        ("ambiguous-step", "评分 C x\n  权重 5分\n  目标 80%\n  档 其余 每低于目标值 1% 扣 1分 按比例 扣完为止"),
        ("step-unit", "评分 C x\n  权重 5分\n  目标 500件\n  档 其余 每低于目标值 1个百分点 扣 1分 按比例 扣完为止"),
        ("missing-source", "规则 A x\n  检查 甲.数 = 乙.数"),
        ("missing-weight", "评分 C x\n  档 业绩值 ≥ 80% 得 3分"),
        ("idle-hole", '规则 A x\n  检查 甲.数 = 乙.数\n  提示 "{表} 不对"'),
        ("unknown-unit", "规则 A x\n  检查 甲.数 = 5万"),
        ("example-fails", "规则 A x\n  检查 甲.数 = 乙.数\n  例 甲.数=5人, 乙.数=6人 结果 相符"),
        ("untested", "规则 A x\n  检查 甲.数 = 乙.数\n  例 甲.数=5人, 乙.数=5人 结果 相符"),
    ],
)  # fmt: skip
def test_a_planted_defect_is_found(code: str, text: str) -> None:
    """Its code, its rule, its place, and a message in both languages."""
    remarks = found(text)
    assert code in remarks
    problem = remarks[code].problem
    assert problem.message.zh
    assert problem.message.en
    assert problem.span.end > problem.span.start


def test_the_rules_that_combine_are_named() -> None:
    """A contradiction names every rule that it needs, with its factor."""
    remark = found(
        "规则 A x\n  检查 甲.数 = 乙.数 + 1万元\n规则 N n\n  检查 丁.数 = 戊.数\n规则 B y\n  检查 乙.数 = 甲.数 + 1万元\n"
    )["contradictory-rules"]
    assert "A、B" in remark.problem.message.zh
    assert "N" not in remark.problem.message.zh


def test_a_misspelt_name_gets_its_likeness() -> None:
    """The suggestion comes first in the list of near names."""
    text = "规则 A x\n  检查 甲.年初预算数 = 乙.年初预算数\n  例 甲.年初预算书=5万元, 乙.年初预算数=5万元 结果 相符\n"
    assert found(text)["unused-name"].problem.near[0] == "甲.年初预算数"


def test_shipped_packs_are_clean() -> None:
    """No error and no warning."""
    book = Rulebook.load(list(resources.rule_packs().values()))
    worse = [remark for remark in lint(book) if remark.severity is not Severity.NOTE]
    assert [(remark.rule, remark.problem.code) for remark in worse] == []


def test_checks_are_found_by_their_folder() -> None:
    """One module a check, each with a sentence of its own."""
    assert set(checks()) >= {
        "bands",
        "combined",
        "conditions",
        "documented",
        "duplicates",
        "examples",
        "functions",
        "kinds",
        "names",
    }
