"""A misspelt name gets the one that was meant first: out of the rule, its examples, the pack and the report."""

from __future__ import annotations

import textwrap

import pytest

from auditor.assurance.lint import lint
from auditor.assurance.nearest import nearest
from auditor.language.rulebook import Rulebook, RulebookError

_PREMISE = "规则 A x\n  检查 部门.年初预算数 = 收入.合计.年初预算数\n  例 {}, 收入.合计.年初预算数=5万元 结果 {}\n  例 部门.年初预算数=6万元, 收入.合计.年初预算数=5万元 结果 不符\n"
_SHARES = "规则 A x\n  占比 问卷.身份.* 样本 问卷.份数 单选\n  例 问卷.身份.社会公众=60%, {}=40%, 问卷.份数=50份 结果 相符\n  例 问卷.身份.社会公众=60%, 问卷.身份.投标人=42%, 问卷.份数=50份 结果 不符\n"
_SCORE = "评分 C x\n  权重 5分\n  目标 90%\n  档 {} ≥ 目标值 得 满分\n  档 其余 不得分\n  例 业绩值=90% 结果 5分\n  例 业绩值=80% 结果 0分\n"


def suggestions(text: str) -> list[tuple[str, ...]]:
    """Return every list of near names that loading or lint gives."""
    try:
        book = Rulebook.of_texts({"t.rules": "语言 1\n" + textwrap.dedent(text)})
    except RulebookError as error:
        return [problem.near for problem in error.problems if problem.near]
    return [each.problem.near for each in lint(book) if each.problem.near]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        # In an example: a letter dropped, added, doubled, changed, swapped with its neighbour.
        (_PREMISE.format("部门.年初预数=5万元", "相符"), "部门.年初预算数"),
        (_PREMISE.format("部门.年初预算总数=5万元", "相符"), "部门.年初预算数"),
        (_PREMISE.format("部门.年初预算数数=5万元", "相符"), "部门.年初预算数"),
        (_PREMISE.format("部门.年初顶算数=5万元", "相符"), "部门.年初预算数"),
        (_PREMISE.format("部门.年初算预数=5万元", "相符"), "部门.年初预算数"),
        (_PREMISE.format("门部.年初预算数=5万元", "相符"), "部门.年初预算数"),
        # The right attribute of the wrong concept.
        (_PREMISE.format("单位.年初预算数=5万元", "相符"), "部门.年初预算数"),
        # A part of a name that a pattern stands for.
        (_SHARES.format("问卷.身分.投标人"), "问卷.身份.投标人"),
        # In a sentence: what no example gives, and all give almost.
        (_PREMISE.replace("部门.年初预算数 =", "部门.年初预算 =").format("部门.年初预算数=5万元", "相符"), "部门.年初预算数"),
        (_SHARES.replace("身份.*", "身分.*").format("问卷.身份.投标人"), "问卷.身份.*"),
        (_SCORE.format("业续值"), "业绩值"),
        # A unit, a function, a keyword, a verdict.
        (_PREMISE.format("部门.年初预算数=5万员", "相符"), "万元"),
        ("规则 A x\n  检查 甲.数 = 求合(乙.*.数)\n", "求和"),
        (_PREMISE.format("部门.年初预算数=5万元", "相符").replace("结果 相符", "结果果 相符"), "结果"),
        (_PREMISE.format("部门.年初预算数=5万元", "相符").replace("结果 相符", "结 相符"), "结果"),
        (_SCORE.format("业绩值").replace("其余", "余"), "其余"),
        ("规则 A x\n  检查 存存在(甲.数)\n", "存在"),
        (_SHARES.format("问卷.身份.投标人").replace("单选", "单选选"), "单选"),
        (_PREMISE.format("部门.年初预算数=5万元", "都相付"), "都相符"),
    ],
)  # fmt: skip
def test_the_right_name_comes_first(text: str, meant: str) -> None:
    """Some remark says so; of names its first suggestion is the one meant."""
    assert meant in [near[0] for near in suggestions(text)]


@pytest.mark.parametrize(
    "text",
    [
        _PREMISE.format("部门.年初预算数=5万元", "相符"),
        _SHARES.format("问卷.身份.投标人"),
        _SHARES.format("问卷.身份.非社会公众"),
        "规则 A x\n  逐项 项目.*: 支出数 ≤ 预算数\n  例 项目.供水站.支出数=1万元, 项目.供水站.预算数=2万元 结果 相符\n  例 项目.供电站.支出数=3万元, 项目.供电站.预算数=2万元 结果 不符\n",
    ],
)
def test_names_apart_on_purpose_are_left_alone(text: str) -> None:
    """Two names of one pattern may be alike."""
    assert suggestions(text) == []


def test_what_is_missing_there_comes_before_what_is_used_more() -> None:
    """Of two names one letter away, the one that the place lacks."""
    assert nearest("C4分.权重", ["C41.权重", "C44.权重"], {"C41.权重": 9}, {"C44.权重"})[0] == "C44.权重"


def test_a_name_one_letter_from_one_that_the_rule_uses_too() -> None:
    """The right name is suggested though another sentence of the rule uses it."""
    text = """语言 1
规则 G-02 采购分类
  检查 采购.合计数 = 采购.货物.采购数 + 采购.工.采购数
  检查 采购.合计数 ≥ 采购.工程.采购数
  例 采购.合计数=9.00万元, 采购.货物.采购数=4.00万元, 采购.工程.采购数=5.00万元 结果 相符
  例 采购.合计数=9.00万元, 采购.货物.采购数=4.00万元, 采购.工程.采购数=9.50万元 结果 不符
"""
    remarks = list(lint(Rulebook.of_texts({"t.rules": text})))
    near = [each.problem.near for each in remarks if each.problem.code == "near-name"]
    assert near
    assert near[0][0] == "采购.工程.采购数"


def test_figures_that_an_example_lacks_are_named_in_one_language() -> None:
    """All of them, with no word of the other language between."""
    text = """语言 1
规则 G-02 采购分类
  检查 采购.合计数 = 采购.货物.采购数
  检查 采购.合计数 = 采购.工程.采购数
  例 采购.合计数=9.00万元 结果 相符
"""
    remarks = list(lint(Rulebook.of_texts({"t.rules": text})))
    said = [each.problem.message.zh for each in remarks if each.problem.code == "example-fails"]
    assert said == ["例子应为 相符，实为 不适用：例子没有给出 采购.货物.采购数、采购.工程.采购数"]
