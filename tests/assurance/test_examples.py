"""Examples are run by the real engine on the report that they speak of."""

from __future__ import annotations

import textwrap

import pytest

from auditor import resources
from auditor.assurance.examples import run
from auditor.assurance.mutants import mutants_of, score_of
from auditor.language.rulebook import Rulebook


def book_of(text: str) -> Rulebook:
    """Return the rules of `text`."""
    return Rulebook.of_texts({"t.rules": "语言 1\n" + textwrap.dedent(text)})


@pytest.mark.parametrize(
    "text",
    [
        """
        规则 A 净值
          逐行 资产情况表 含合计: 期末净值 = 期末原值 - 期末累计折旧
          例 期末净值=1.00万元, 期末原值=3.00万元, 期末累计折旧=2.00万元 结果 相符
          例 期末净值=1.00万元, 期末原值=3.00万元, 期末累计折旧=2.10万元 结果 不符
        """,
        """
        规则 A 合计
          合计 表1: 金额
          例 甲=1万元, 乙=2万元, 合计=3万元 结果 相符
          例 甲=1万元, 乙=2万元, 合计=5万元 结果 不符
        """,
        """
        规则 A 单元格
          合计 表1: 金额
          例 表1[甲, 金额]=1万元, 表1[乙, 金额]=2万元, 表1[合计, 金额]=3万元 结果 相符
          例 表1[甲, 金额]=1万元, 表1[乙, 金额]=2万元, 表1[合计, 金额]=9万元 结果 不符
        """,
        """
        规则 A 行数
          检查 项目.个数 = 行数(项目表)
          例 项目.个数=12个, 项目表=12个 结果 相符
          例 项目.个数=12个, 项目表=10个 结果 不符
        """,
        """
        规则 A 一致
          一致 *
          例 甲.数=12个, 甲.数=12个 结果 相符
          例 甲.数@摘要=12万元, 甲.数@正文=13.5万元 结果 不符
        """,
        """
        规则 A 逐级合计
          逐项 *: 权重 = 下级合计(权重)
          例 A.权重=15分, A1.权重=8分, A2.权重=7分 结果 相符
          例 A.权重=15分, A1.权重=8分, A2.权重=9分 结果 不符
        """,
        """
        规则 A 等级
          等级 总分.得分 评为 评价.等级: 90（含）-100分 优; 80（含）-90分 良; 80分以下 差
          例 总分.得分=92分, 评价.等级="优" 结果 相符
          例 总分.得分=92分, 评价.等级="良" 结果 不符
        """,
        """
        规则 A 占比
          占比 甲.占比, 乙.占比
          例 甲.占比=65.77%, 乙.占比=34.23% 结果 相符
          例 甲.占比=65.77%, 乙.占比=43.23% 结果 不符
        """,
        """
        评分 A11 要点
          权重 3分
          要点 4项 一项不符 扣 1分 扣完为止
          例 不符项数=0项 结果 3分
          例 不符项数=4项 结果 0分
        """,
    ],
)
def test_every_kind_of_sentence_can_be_shown(text: str) -> None:
    """Bare names, cells, repeated names and row counts stand for what they mean in the rule."""
    (tested,) = run(book_of(text))
    assert [(result.got, result.why) for result in tested.failures] == []
    assert tested.fired
    assert tested.held


_TWO = """
    规则 A 两句
      前提 甲.率 = 100%
      检查 甲.数 = 乙.数
      检查 丙.数 = 丁.数
      级别 应核实
      例 甲.率=100%, 甲.数={}个, 乙.数=2个, 丙.数={}个, 丁.数=3个 结果 {}
"""


@pytest.mark.parametrize(
    ("first", "second", "result", "passes"),
    [
        (2, 3, "都相符", True), (2, 4, "都相符", False), (5, 4, "都不符", True), (5, 3, "都不符", False),
        (5, 3, "不符", True), (5, 3, "应核实", True), (5, 4, "都应核实", True), (5, 4, "必改", False),
        (5, 4, "都提示", False), (2, 3, "应核实", False), (2, 3, "不适用", False), (5, 4, "不适用", False),
    ],
)  # fmt: skip
def test_a_result_may_speak_of_every_sentence_or_of_the_level(
    first: int, second: int, result: str, *, passes: bool
) -> None:
    """都 asks each sentence, a level asks for a discrepancy reported at it."""
    (tested,) = run(book_of(_TWO.format(first, second, result)))
    assert tested.results[0].passed is passes


def test_every_sentence_must_be_tried() -> None:
    """A sentence whose figures are left out makes 都 fail, and the message says which one."""
    (tested,) = run(book_of(_TWO.format(2, 3, "都相符").replace("丙.数=", "戊.数=")))
    (result,) = tested.results
    assert not result.passed
    assert result.got == ("第 2 句不适用", "not applicable in sentence 2")


@pytest.mark.parametrize(("rate", "passes"), [("100%", False), ("98%", True)])
def test_an_example_can_show_where_a_rule_keeps_silent(rate: str, *, passes: bool) -> None:
    """不适用 holds where the premise does not; such an example shows neither holding nor firing."""
    (tested,) = run(book_of(_TWO.format(5, 4, "不适用").replace("100%, 甲.数", f"{rate}, 甲.数")))
    assert tested.results[0].passed is passes
    assert not tested.fired
    assert not tested.held


@pytest.mark.parametrize(
    ("rule", "cells", "verdict"),
    [
        ("缺填(*.得分) = 0", 'B.得分@正文=32分, B.得分@表4-1="-"', "不符"),
        ("缺百分号(*.得分率) = 0", 'B.得分率@正文=91%, B.得分率@表4-1="91"', "不符"),
        ("缺百分号(*.得分率) = 0", "B.得分率@正文=91%, B.得分率@表4-1=91%", "相符"),
    ],
)
def test_a_text_given_for_a_number_is_what_is_printed(rule: str, cells: str, verdict: str) -> None:
    """A dash or a number without its sign can be shown in quotes."""
    (tested,) = run(book_of(f"规则 A x\n  检查 {rule}\n  例 {cells} 结果 {verdict}\n"))
    assert tested.results[0].passed


def test_a_failing_example_says_what_came_and_how() -> None:
    """The result carries both verdicts and the formula with the numbers put in."""
    (tested,) = run(
        book_of(
            "规则 A x\n  检查 甲.数 = 乙.数 + 丙.数\n  例 甲.数=5.00万元, 乙.数=2.00万元, 丙.数=2.00万元 结果 相符\n"
        )
    )
    (result,) = tested.failures
    assert (result.expected, result.got) == (("相符", "exact"), ("不符", "discrepancy"))
    assert "2.00万元 + 2.00万元" in result.trace


def test_a_score_is_compared_with_its_printed_places() -> None:
    """3.33分 is what a third of ten rounds to; a weight other than the rule's is noticed."""
    text = "评分 C x\n  权重 10分\n  目标 90%\n  得 业绩值 / 目标值 × 权重\n  例 业绩值=30% 结果 3.33分\n  例 业绩值=30% 结果 3.34分\n  例 业绩值=90%, 权重=9分 结果 9分\n"
    (tested,) = run(book_of(text))
    assert [result.passed for result in tested.results] == [True, False, False]


def test_shipped_examples_pass() -> None:
    """Every example of every shipped pack gives what it says, and shows its rule hold and fire."""
    book = Rulebook.load(list(resources.rule_packs().values()))
    found = list(run(book))
    assert [result.rule for tested in found for result in tested.failures] == []
    assert [tested.rule.id for tested in found if not (tested.fired and tested.held)] == []


def test_mutants_are_noticed_by_good_examples() -> None:
    """Examples at the border of a scale notice every change of it; one lone example does not."""
    bands = "评分 C x\n  权重 4分\n  目标 90%\n  档 业绩值 ≥ 90% 得 4分\n  档 其余 不得分\n"
    good = book_of(bands + "  例 业绩值=90% 结果 4分\n  例 业绩值=89% 结果 0分\n").scorings[0][1]
    poor = book_of(bands + "  例 业绩值=300% 结果 4分\n").scorings[0][1]
    assert score_of("t", good).noticed > score_of("t", poor).noticed
    assert any(mutant.kind == "relation" for mutant in score_of("t", poor).survivors)
    assert len({mutant.rule for mutant in mutants_of(good)}) == len(list(mutants_of(good)))
