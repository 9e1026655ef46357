"""What the language accepts and what it means, through the public interface."""

from __future__ import annotations

import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import lark
import pytest

from auditor import resources
from auditor.findings import Severity, Verdict
from auditor.language import parse_text, parser, render, tree, unparse
from auditor.language.keywords import CLAUSES, HEADS, INNER
from auditor.numbers import Rounding

# The blocks of design/language.md, as printed there.
SKETCH = """语言 1

规则 B-01 预算调整数
  检查 部门预算.调整数 = 部门预算.全年预算数 - 部门预算.年初预算数
  依据 附件1公式
  提示 "调整数应为{应为数}，报告写{报告数}，差{差额}"
  例 部门预算.调整数=276.08万元, 部门预算.全年预算数=718.39万元, 部门预算.年初预算数=442.31万元 结果 相符
  例 部门预算.调整数=276.09万元, 部门预算.全年预算数=718.39万元, 部门预算.年初预算数=442.31万元 结果 尾差
  例 部门预算.调整数=276.18万元, 部门预算.全年预算数=718.39万元, 部门预算.年初预算数=442.31万元 结果 不符

规则 A-01 资产净值
  逐行 资产情况表 含合计: 期末净值 = 期末原值 - 期末累计折旧

规则 S-05 项目个数
  检查 项目.个数 = 行数(项目表)

规则 S-08 评价等级
  等级 总得分: 90（含）-100分 优; 80（含）-90分 良; 60（含）-80分 中; 60分以下 差

评分 B31 支出预算执行率
  权重 5分
  目标 100%
  档 业绩值 ≥ 目标值 得 满分
  档 其余 每低于目标值 1个百分点 扣 权重的5% 按比例 扣完为止
  例 业绩值=80% 结果 0分
"""


def parsed(text: str) -> tree.File:
    """Return the tree of `text`, which must be without a problem."""
    file, problems = parse_text(text, "x.rules")
    assert not problems, "\n".join(render(problem, text, "en") for problem in problems)
    return file


def rule(*clauses: str) -> tree.Rule:
    """Return a rule with these clauses."""
    return parsed("规则 B-01 名称\n" + "".join(f"  {clause}\n" for clause in clauses)).rules[0]


def scoring(*clauses: str) -> tree.Scoring:
    """Return a scoring rule with these clauses."""
    return parsed("评分 B31 名称\n" + "".join(f"  {clause}\n" for clause in clauses)).scorings[0]


def shown(expression: str) -> str:
    """Return how an expression is understood: printed with every bracket by its tree."""
    check = rule(f"检查 a = {expression}").statements[0]
    assert isinstance(check, tree.Check)
    assert isinstance(check.condition, tree.Compare)
    return _brackets(check.condition.right)


def _brackets(node: tree.Expression) -> str:
    match node:
        case tree.Binary(operator, left, right):
            return f"({_brackets(left)} {operator.value} {_brackets(right)})"
        case tree.Negative(operand):
            return f"-{_brackets(operand)}"
        case tree.Number():
            return node.text
        case tree.Name(key):
            return key if node.place is None else f"{key}@{node.place}"
        case tree.Cell(table, row, col):
            return f"{table}[{row}|{col}]"
        case tree.Call(function, arguments):
            return f"{function}<{', '.join(map(_brackets, arguments))}>"
        case tree.Text(value) | tree.Date(value):
            return f"'{value}'"


def test_the_sketch_parses_as_printed() -> None:
    """The blocks of the design page are the first rules there were."""
    file = parsed(SKETCH)
    assert [rule.id for rule in file.rules] == ["B-01", "A-01", "S-05", "S-08"]
    score = file.scorings[0].examples[0].score
    assert score is not None
    assert score.text == "0分"
    assert [example.verdict for example in file.rules[0].examples] == [
        Verdict.EXACT,
        Verdict.ROUNDING_GAP,
        Verdict.DISCREPANCY,
    ]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("b + c × d", "(b + (c * d))"),
        ("b - c - d", "((b - c) - d)"),
        ("(b - c) / d", "((b - c) / d)"),
        ("b ÷ c * d", "((b / c) * d)"),
        ("-b + c", "(-b + c)"),
        ("权重的5%", "(权重 * 5%)"),
        ("表1-1的5%", "(表1-1 * 5%)"),
        ("5% of weight", "(weight * 5%)"),
        ("b + 权重的 5%", "(b + (权重 * 5%))"),
        ("表1-1[部门绩效, 得分]", "表1-1[部门绩效|得分]"),
        ("表1-1[*, 净值（万元）]", "表1-1[*|净值（万元）]"),
        ("自评表[「一，二」, 得分]", "自评表[一，二|得分]"),
        ("行数(表1-1)", "行数<表1-1>"),
        ("求和(支出.*.决算数)", "求和<支出.*.决算数>"),
        ("最大(b, c, *.得分)", "最大<b, c, *.得分>"),
        ("C43.业绩值 摘要所述", "C43.业绩值@摘要"),
        ("C43.业绩值 附件1所述 + b", "(C43.业绩值@附件1 + b)"),
        ("C43.业绩值@表3-3 - b", "(C43.业绩值@表3-3 - b)"),
        ("C43.业绩值@「二、绩效」", "C43.业绩值@二、绩效"),
        ("「A-01」.得分 - 1分", "(A-01.得分 - 1分)"),
        ("规则总数 + 检查率", "(规则总数 + 检查率)"),
        ("非税收入.决算数", "非税收入.决算数"),
        ("目的地.数量", "目的地.数量"),
        ("2023-12-31", "'2023-12-31'"),
        ("2023年1月1日", "'2023-01-01'"),
        ("“是”", "'是'"),
        ("5 分", "5 分"),
        ("1个百分点", "1个百分点"),
        ("500件", "500件"),
        ("12平方米", "12平方米"),
        ("b-c", "(b - c)"),
        ("表1 - 1", "(表1 - 1)"),
        ("项目.2023年预算", "项目.2023年预算"),
        ("（b ＋ c）／d", "((b + c) / d)"),
    ],
)
def test_expressions_mean_what_they_read_like(text: str, meaning: str) -> None:
    """Ranks, shares, cells, places, odd names, dates and full-width signs."""
    assert shown(text) == meaning


@pytest.mark.parametrize(("zh", "en"), [
    ("检查 若 a > 0 则 b = 1 且 c ≠ 2", "check if a > 0 then b = 1 and c != 2"),
    ("检查 若 a > 0，则 b = 1", "check if a > 0 then b = 1"),
    ("检查 非 (a = 1 或 存在(表1-1))", "check not (a = 1 or exists(表1-1))"),
    ("逐行 表1-1 仅合计: a ≤ b", "each_row 表1-1 totals_only: a <= b"),
    ("逐项 *: 得分 ≤ 权重", "each_item *: 得分 <= 权重"),
    ("合计 表1-1: 预算数, 决算数", "total 表1-1: 预算数, 决算数"),
    ("一致 *, *.权重, C43.业绩值", "agree *, *.权重, C43.业绩值"),
    ("对照 自评表 与 评价表: 得分", "match 自评表 and 评价表: 得分"),
    ("占比 a、b、c 样本 33份 多选", "shares a, b, c of 33份 multiple"),
    ("占比 a、b、c 样本 33份 多选必答", "shares a, b, c of 33份 multiple_required"),
    ("均值 a 样本 33份 项数 4 范围 1到5", "mean a of 33份 items 4 range 1 to 5"),
    ("顺序 a, b 由低到高", "order a, b ascending"),
    ("等级 总得分 评为 评价等级: ≥90分 优; 60分以下（不含） 差", "grade 总得分 as 评价等级: ≥90分 优; below 60分 差"),
])  # fmt: skip
def test_both_spellings_make_one_tree(zh: str, en: str) -> None:
    """A rule says the same in Chinese and in English."""
    assert unparse(rule(zh)) == unparse(rule(en))


def test_a_literal_share_before_a_base_is_printed_in_brackets() -> None:
    """`shares 80% of 100` would read as a share of 100."""
    (rule,) = parse_text("语言 1\n规则 A 甲\n  占比 20%, 80% 样本 100 单选\n", "x")[0].rules
    text = unparse(rule, "en")
    assert "shares 20%, (80%) of 100 single" in text
    assert unparse(parse_text("language 1\n" + text, "x")[0].rules[0]) == unparse(rule)


def test_clauses_of_a_rule() -> None:
    """Everything that qualifies a rule."""
    made = rule(
        "检查 a = b", "前提 存在(c)", "必填 a, b 摘要所述", "级别 应核实", "尾差 警告", "舍入 截断", "容差 1个末位 不含端点",
        "依据 附件1 第2条  # 注释", "说明 见#3", '已知 "报告自身的错误"', '提示(英) "off by {gap}"', "提示 “差{差额}”",
    )  # fmt: skip
    assert made.level is Severity.WARNING
    assert made.gap_level is Severity.WARNING
    assert made.rounding is Rounding.TRUNCATE
    assert made.tolerance is not None
    assert made.tolerance.last_places == 1
    assert made.tolerance.open_ends
    assert [(name.key, name.place) for name in made.required] == [("a", None), ("b", "摘要")]
    assert (made.source, made.note, made.known) == ("附件1 第2条", "见#3", "报告自身的错误")
    assert [(message.language, message.text) for message in made.messages] == [
        ("en", "off by {gap}"),
        ("zh", "差{差额}"),
    ]


def test_clauses_of_a_scoring_rule() -> None:
    """Everything that a scoring rule can say."""
    made = scoring(
        "权重 5分", "目标 “规范”", "业绩 B31.业绩值", "档 业绩值 < 80% 不得分", "档 业绩值 ≥ 95% 得满分", "档 其余 每高于目标值 相对1% 扣 0.2分 不足按1个计",
        "要点 4项 一项不符 扣1分，扣完为止", "得 权重 × 业绩值 / 目标值", "封顶 5分", "保底 0分", "否决 安全事故.起数 > 0起", "走向 越高越好", "例 业绩值=-3.5%, 名称=“甲” 结果 2.5分",
    )  # fmt: skip
    deduct = made.bands[2].outcome
    assert isinstance(deduct, tree.Deduct)
    assert (deduct.direction, deduct.relative, deduct.reading, deduct.floored) == (
        tree.Direction.ABOVE, True, tree.Reading.STARTED_STEPS, False,
    )  # fmt: skip
    assert made.criteria is not None
    assert made.criteria.count == 4
    assert made.criteria.floored
    assert made.monotone == "rising"
    assert made.examples[0].bindings[0].value.value == Fraction(-7, 2)


@pytest.mark.parametrize(
    ("scale", "ends"),
    [
        ("90（含）-100分 优; 80（含）-90分 良; 60分以下 差", [("90", True, "100", True), ("80", True, "90", False), (None, False, "60", True)]),
        ("80-90分 良; 90-100分 优", [("80", True, "90", False), ("90", True, "100", True)]),
        ("60分以下 差; 60（含）-80分 中", [(None, False, "60", False), ("60", True, "80", True)]),
        ("90分以上（含） 优; 90分以下 良", [("90", True, None, False), (None, False, "90", False)]),
        ("90（不含）-100分 优; 80-90分（含） 良", [("90", False, "100", True), ("80", True, "90", True)]),
        ("90 (incl)-100分 A; below 60分 D", [("90", True, "100", True), (None, False, "60", False)]),
        (">90分 优; ≤90分 良", [("90", False, None, False), (None, False, "90", True)]),
    ],
)  # fmt: skip
def test_an_unmarked_end_belongs_to_its_grade_unless_the_neighbour_has_it(
    scale: str, ends: list[tuple[str | None, bool, str | None, bool]]
) -> None:
    """Grades as reports print them."""
    grading = rule(f"等级 总得分: {scale}").statements[0]
    assert isinstance(grading, tree.Grading)
    found = [
        (
            grade.low and str(grade.low.value),
            grade.low_in,
            grade.high and str(grade.high.value),
            grade.high_in,
        )
        for grade in grading.grades
    ]
    assert found == ends
    assert {number.unit for grade in grading.grades for number in (grade.low, grade.high) if number} == {"分"}


def test_a_file_with_every_block() -> None:
    """Pack, include, synonyms and a catalogue; CRLF, a byte order mark and comments."""
    text = (
        "\ufeff# 注释\r\n语言 1\r\n包 dept “部门整体”  # 说明\r\n  适用 存在(部门预算.全年预算数)\r\n  舍入 四舍五入\r\n"
        '引用 "common.rules"\r\n同义 业绩值 = 实际值 = 完成值\r\n指标表 全部指标\r\n'
        "  B31 | 支出预算执行率 | 5分 | 100% | 每低1%扣5%权重 | B31.业绩值\r\n  A11 | 规划 | 3分\r\n"
    )
    file = parsed(text)
    assert file.pack is not None
    assert (file.pack.name, file.pack.title, file.pack.rounding) == ("dept", "部门整体", Rounding.HALF_UP)
    assert file.includes[0].path == "common.rules"
    assert file.synonyms[0].names == ("业绩值", "实际值", "完成值")
    first, second = file.catalogues[0].indicators
    assert (first.id, first.scheme, first.figure and first.figure.key) == (
        "B31",
        "每低1%扣5%权重",
        "B31.业绩值",
    )
    assert second.weight is not None
    assert second.weight.value == 3
    assert second.target is None
    assert second.figure is None
    assert parsed(unparse(file)).catalogues[0].title == "全部指标"


def test_spans_point_at_the_text() -> None:
    """A node's span covers its own words, full-width signs and all."""
    text = "规则 B-01 名称\n  检查 a ＝ 求和（b，c） ＋ 5分\n"
    check = parsed(text).rules[0].statements[0]
    assert isinstance(check, tree.Check)
    assert isinstance(check.condition, tree.Compare)
    right = check.condition.right
    assert text[right.span.start : right.span.end] == "求和（b，c） ＋ 5分"
    assert text[check.span.start : check.span.end] == "检查 a ＝ 求和（b，c） ＋ 5分"


def test_keywords_and_grammar_agree() -> None:
    """Every word of the tables stands in the grammar, in both spellings."""
    grammar = resources.grammar_path().read_text(encoding="utf-8")
    patterns = [
        re.compile(found)
        for found in re.findall(r"^_?[A-Z_]+(?:\.\d)?: /(.+?)/(?: |$)", grammar, re.MULTILINE)
    ]
    for table in (HEADS, CLAUSES, INNER):
        for kind, keyword in table.items():
            for word in (keyword.zh, keyword.en):
                folded = word.replace("（", "(").replace("）", ")")
                assert kind == "full" or any(pattern.match(folded + " (") for pattern in patterns), word


def test_no_two_terminals_of_one_rank_collide() -> None:
    """Strict mode of lark on a grammar that it can judge; a planted collision shows that it does."""
    pytest.importorskip("interegular")
    grammar = _judgeable(resources.grammar_path().read_text(encoding="utf-8"))
    _strictly(grammar)
    planted = grammar.replace("IF.2:", "IF:").replace("(?:如果|若|if)", "(?:甲甲|若|if)")
    with pytest.raises(lark.exceptions.LexError, match=r"IF and NAME|NAME and IF"):
        _strictly(planted)


def _strictly(grammar: str) -> None:
    lark.Lark(grammar, parser="lalr", lexer="contextual", start=["head", "clause"], strict=True)


def _judgeable(grammar: str) -> str:
    """Return the grammar with few letters and without what looks ahead.

    interegular takes minutes for all Chinese letters, and finds nothing in a pattern that looks ahead
    in its middle.
    """
    grammar = re.sub(r"^//.*$| {2,}//.*$", "", grammar, flags=re.MULTILINE)
    for letters in (r"\u3400-\u4dbf", r"\u7685-\u9fff", r"\U00020000-\U000323af"):
        grammar = grammar.replace(letters, "")
    grammar = grammar.replace(r"\u4e00-\u9fff", "甲乙的").replace(r"\u4e00-\u7683", "甲乙")
    grammar = grammar.replace("[0-9A-Za-z_", "[0-2a-cA-C_").replace("[A-Za-z_", "[a-cA-C_")
    while found := re.search(r"\(\?<?[=!]", grammar):
        grammar = grammar[: found.start()] + grammar[_end_of_group(grammar, found.start()) :]
    return re.sub(r"^UNIT_END: //$\n| UNIT_END\b| //(?= |\)|$)", "", grammar, flags=re.MULTILINE)


def _end_of_group(pattern: str, at: int) -> int:
    depth, in_set = 0, False
    while True:
        char = pattern[at]
        if char == "\\":
            at += 1
        elif char in "[]":
            in_set = char == "["
        elif char in "()" and not in_set:
            depth += 1 if char == "(" else -1
        at += 1
        if depth == 0:
            return at


def test_every_state_reads_by_the_pattern_that_re_compiles() -> None:
    """The terminals of a state are one pattern, put together from sets of letters that were made once."""
    contexts: Any = parser._parser()[0].parser.lexer  # noqa: SLF001 - lark is asked in that module only
    states = {id(each): each for each in contexts.lexers.values()}.values()
    found = [pattern for each in (*states, contexts.root_lexer) for pattern in each.scanner._mres]  # noqa: SLF001 - lark's
    assert len(found) > len(HEADS)
    for pattern in found:
        plain = re.compile(pattern.pattern, pattern.flags)
        assert pattern == plain
        assert pattern.groupindex == plain.groupindex


def test_importing_the_language_does_not_import_lark() -> None:
    """Only reading text costs lark."""
    code = "import sys, auditor.language.rulebook, auditor.language.printer; print('lark' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.strip() == "False"


def test_many_threads_read_at_the_same_time() -> None:
    """Each thread has its own parser: the one being built knows its line."""
    from concurrent.futures import ThreadPoolExecutor

    texts = [SKETCH.replace("B-01", f"B-{number}") * 1 for number in range(40)]
    with ThreadPoolExecutor(4) as pool:
        files = list(pool.map(lambda text: parse_text(text, "x")[0], texts))
    assert [file.rules[0].id for file in files] == [f"B-{number}" for number in range(40)]
