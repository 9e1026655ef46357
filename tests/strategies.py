"""The one source of generated data: rule texts that mean something, trees, and texts that need not."""

# ruff: noqa: RUF001 - odd characters are what this data is for

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from auditor.findings import Severity, Verdict
from auditor.language import tree
from auditor.language.clauses import message_language
from auditor.numbers import Rounding
from auditor.source import Span

NOWHERE = Span(0, 0)

_PLAIN = [
    "部门预算.调整数",
    "C43.业绩值",
    "总得分",
    "a",
    "dept.full_year",
    "支出.公用经费.决算数",
    "规则总数",
    "非税收入.决算数",
    "表1-1",
]
_ODD = [
    "B-01.得分",
    "净值（万元）",
    "若",
    "非",
    "其余.业绩值",
    "not",
    "x y.z",
    "权重的5",
    "第1次.2023年",
    "①",
    "表1-1.得分",
    "and",
]

names_plain = st.sampled_from(_PLAIN)
keys = st.one_of(names_plain, st.sampled_from(_ODD))
columns = st.sampled_from(["期末净值", "得分", "决算数", "净值（万元）", "amount", "2023年", "A-1", "x, y"])
tables = st.sampled_from(["表1-1", "表3", "附表2", "资产情况表", "自评表", "table4-1"])
places = st.sampled_from(["摘要", "附件1", "表3-3", "正文", "且慢", "二、绩效分析", "summary"])
words = (
    st.text(st.sampled_from("甲乙丙分项 得，；：（）“”abc,;:()=%.-1"), min_size=1, max_size=12)
    .map(str.strip)
    .filter(bool)
)
quoted_texts = words.filter(lambda text: not ('"' in text and "”" in text))
ids = st.sampled_from(["B-01", "A-1.2", "收入-3", "S_05", "7"])
units = st.sampled_from(["", "分", "%", "万元", "个百分点", "件", "‰", "元"])


@st.composite
def numbers(draw: st.DrawFn, unit: st.SearchStrategy[str] = units) -> tree.Number:
    """Numbers with a unit, up to four places."""
    whole, places_count, word = draw(st.integers(0, 10**9)), draw(st.integers(0, 4)), draw(unit)
    digits = str(whole).rjust(places_count + 1, "0")
    text = f"{digits[:-places_count]}.{digits[-places_count:]}" if places_count else digits
    return tree.Number(Fraction(whole, 10**places_count), word, text + word, NOWHERE)


scores = numbers(st.just("分"))
dates = st.dates().map(lambda day: tree.Date(day.isoformat(), NOWHERE))
texts = quoted_texts.map(lambda text: tree.Text(text, NOWHERE))
figures = st.builds(tree.Name, keys, st.just(NOWHERE), st.none() | places)
patterns = st.builds(
    tree.Name,
    st.one_of(keys, st.sampled_from(["*", "*.权重", "支出.*.决算数"])),
    st.just(NOWHERE),
    st.none() | places,
)
cells = st.builds(
    tree.Cell, tables, st.sampled_from(["*", "部门绩效", "A-01", "一，二"]), columns, st.just(NOWHERE)
)
_leaves = st.one_of(numbers(), figures, cells, texts, dates)


def _grown(inner: st.SearchStrategy[tree.Expression]) -> st.SearchStrategy[tree.Expression]:
    functions = st.sampled_from(["求和", "sum", "行数", "存在", "插值"])
    return st.one_of(
        st.builds(tree.Binary, st.sampled_from(tree.Operator), inner, inner, st.just(NOWHERE)),
        st.builds(tree.Negative, inner, st.just(NOWHERE)),
        st.builds(tree.Call, functions, st.lists(inner, min_size=1, max_size=3).map(tuple), st.just(NOWHERE)),
    )


expressions = st.recursive(_leaves, _grown, max_leaves=8)
comparisons = st.builds(
    tree.Compare, st.sampled_from(tree.Relation), expressions, expressions, st.just(NOWHERE)
)


def _joined(inner: st.SearchStrategy[tree.Condition]) -> st.SearchStrategy[tree.Condition]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(tree.All, several, st.just(NOWHERE)),
        st.builds(tree.Any, several, st.just(NOWHERE)),
        st.builds(tree.Not, inner, st.just(NOWHERE)),
        st.builds(tree.Implies, inner, inner, st.just(NOWHERE)),
    )


conditions = st.recursive(
    comparisons | st.builds(tree.Exists, st.one_of(keys, tables), st.just(NOWHERE)), _joined, max_leaves=5
)
_lists = st.lists(expressions, min_size=1, max_size=3).map(tuple)


@st.composite
def grades(draw: st.DrawFn) -> tree.Grade:
    """Grades with both bounds or one."""
    name = draw(st.sampled_from(["优", "良好", "A", "A+", "一级"]))
    low, high = draw(st.sampled_from([(True, True), (True, False), (False, True)]))
    return tree.Grade(
        name,
        draw(scores) if low else None,
        draw(scores) if high else None,
        low and draw(st.booleans()),
        high and draw(st.booleans()),
        NOWHERE,
    )


@st.composite
def means(draw: st.DrawFn) -> tree.Mean:
    """Means with or without items and range."""
    bounds = st.tuples(numbers(), numbers()) | st.just((None, None))
    low, high = draw(bounds)
    return tree.Mean(draw(expressions), draw(expressions), draw(st.none() | expressions), low, high, NOWHERE)


_columns = st.lists(columns, max_size=2).map(tuple)
statements = st.one_of(
    st.builds(tree.Check, conditions, st.just(NOWHERE)),
    st.builds(tree.EachRow, tables, st.sampled_from(tree.RowChoice), conditions, st.just(NOWHERE)),
    st.builds(tree.EachItem, st.sampled_from(["*", "支出.*", "*.权重"]), conditions, st.just(NOWHERE)),
    st.builds(tree.Total, tables, _columns, st.just(NOWHERE)),
    st.builds(tree.Agree, st.lists(patterns, min_size=1, max_size=3).map(tuple), st.just(NOWHERE)),
    st.builds(tree.Match, tables, tables, _columns, st.just(NOWHERE)),
    st.builds(tree.Shares, _lists, st.none() | expressions, st.sampled_from(tree.Choice), st.just(NOWHERE)),
    means(),
    st.builds(tree.Order, _lists, st.booleans(), st.just(NOWHERE)),
    st.builds(
        tree.Grading,
        expressions,
        st.none() | figures,
        st.lists(grades(), min_size=1, max_size=3).map(tuple),
        st.just(NOWHERE),
    ),
)
_signed = st.builds(
    lambda number, minus: (
        tree.Number(-number.value, number.unit, f"-{number.text}", NOWHERE) if minus else number
    ),
    numbers(),
    st.booleans(),
)
_bound_names = st.one_of(
    names_plain, st.just("a@摘要"), st.just("表4-1[部门绩效, 得分]"), st.just("B-01.得分")
)
bindings = st.lists(
    st.builds(tree.Binding, _bound_names, st.one_of(_signed, dates, texts), st.just(NOWHERE)),
    min_size=1,
    max_size=3,
).map(tuple)


@st.composite
def messages(draw: st.DrawFn) -> tuple[tree.Message, ...]:
    """At most one message a language, the language given or plain from the text."""
    hole = st.sampled_from(["{应为数}", "{stated}", "", "{差额}"])
    made = [draw(quoted_texts) + draw(hole) for _ in range(draw(st.integers(0, 2)))]
    found = [
        tree.Message(draw(st.sampled_from([message_language(text), "zh", "en", "fr"])), text, NOWHERE)
        for text in made
    ]
    return tuple({message.language: message for message in found}.values())


_about: dict[str, st.SearchStrategy[object]] = {
    "id": ids,
    "title": words,
    "level": st.sampled_from(Severity),
    "source": st.none() | words,
    "note": st.none() | words,
    "known": st.none() | quoted_texts,
    "messages": messages(),
    "span": st.just(NOWHERE),
}
tolerances = st.builds(
    lambda amount, last, is_open: tree.Tolerance(amount if last is None else None, last, is_open, NOWHERE),
    numbers(st.sampled_from(["万元", "分", "%"])),
    st.none() | st.integers(1, 9).map(Fraction),
    st.booleans(),
)
rules = st.builds(
    tree.Rule,
    statements=st.lists(statements, min_size=1, max_size=2).map(tuple),
    when=st.none() | conditions,
    required=st.lists(figures, max_size=2).map(tuple),
    gap_level=st.sampled_from(Severity),
    rounding=st.none() | st.sampled_from(Rounding),
    tolerance=st.none() | tolerances,
    examples=st.lists(
        st.builds(tree.Example, bindings, st.sampled_from(Verdict), st.none(), st.just(NOWHERE)), max_size=2
    ).map(tuple),
    **_about,
)
_amounts = st.one_of(scores, figures, st.just(
    tree.Binary(tree.Operator.MULTIPLY, tree.Name("权重", NOWHERE), tree.Number(Fraction(5), "%", "5%", NOWHERE), NOWHERE)))  # fmt: skip
outcomes = st.one_of(
    st.builds(tree.Award, st.one_of(scores, figures), st.just(NOWHERE)),
    st.builds(
        tree.Deduct,
        st.sampled_from(tree.Direction),
        st.one_of(figures, numbers()),
        numbers(st.sampled_from(["%", "个百分点", "件"])),
        st.booleans(),
        _amounts,
        st.sampled_from(tree.Reading),
        st.booleans(),
        st.just(NOWHERE),
    ),
)
scorings = st.builds(
    tree.Scoring,
    weight=st.none() | scores,
    target=st.none() | numbers() | texts,
    actual=st.none() | figures,
    bands=st.lists(
        st.builds(tree.Band, st.none() | conditions, outcomes, st.just(NOWHERE)), min_size=1, max_size=3
    ).map(tuple),
    criteria=st.none()
    | st.builds(
        tree.Criteria, st.none() | st.integers(1, 9).map(Fraction), _amounts, st.booleans(), st.just(NOWHERE)
    ),
    formula=st.none() | expressions,
    cap=st.none() | scores,
    floor=st.none() | scores,
    veto=st.none() | conditions,
    monotone=st.none() | st.sampled_from(["rising", "falling"]),
    examples=st.lists(st.builds(tree.Example, bindings, st.none(), scores, st.just(NOWHERE)), max_size=2).map(
        tuple
    ),
    **_about,
)

# Texts that are nearly rules: every word of the language, signs, odd characters, in any order.
_PIECES = [
    "语言 1\n", "规则 B-01 名称\n", "评分 B31 执行率\n", "指标表 全部\n", "包 p\n", '引用 "a.rules"\n', "同义 a = b\n", "\n", "\n  ",
    "检查 ", "逐行 ", "合计 ", "等级 ", "例 ", "提示 ", "档 ", "要点 ", "容差 ", "必填 ", "均值 ", "占比 ", "权重 ", "级别 ",
    "业绩值", "目标值", "满分", "表1-1", "「x y」", "*", "*.权重", "a.b", "5分", "100%", "1个百分点", "276.08万元", "2023-01-01", '"文字"',
    "“文字”", "{应为数}", "{", "=", "≥", "<", "+", "-", "×", "/", "(", ")", "，", "：", "；", "、", "且", "或", "非 ", "若 ", "则 ", " 得 ", " 扣 ",
    " 结果 ", "相符", "其余 ", "每低于", "按比例", "扣完为止", "不得分", "的5%", "（含）", "以下", "[a, b]", "@摘要", " 摘要所述", "|", "#", "==",
    "а", "①", "〇", "\u200b", "\u202e", "\x00", "\ufeff", "\ud800", "🙂", "\t", "\r\n", "９", "1e9", "**", '"', "「", "“", " ",
]  # fmt: skip
near_texts = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)
any_texts = st.one_of(near_texts, st.text(max_size=60))
