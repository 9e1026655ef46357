"""Sentences that compare something with itself or count it twice, and bounds of surveys that nothing can meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.assurance.remarks import Remark, Subject, remark
from auditor.assurance.walking import without_spans
from auditor.findings import Severity
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def check(subject: Subject) -> Iterator[Remark]:
    """Look at every statement that lists something, and at the bounds of survey statements."""
    for file, rule in subject.rules():
        for statement in rule.statements:
            yield from _repeated(file, rule, statement)
            if isinstance(statement, tree.Match) and statement.left == statement.right:
                yield remark(
                    "never-fires", file, rule.id, statement.span,
                    (f"{statement.left} 与自己对照，规则永远不会报警", f"{statement.left} is compared with itself: the rule can never fire"),
                    remedy=("写另一张表", "name another table"),
                )  # fmt: skip
            if isinstance(statement, tree.Shares | tree.Mean):
                yield from _bounds(file, rule, statement)


def _repeated(file: str, rule: tree.Rule, statement: tree.Statement) -> Iterator[Remark]:
    match statement:
        case tree.Total(columns=columns) | tree.Match(columns=columns):
            listed: Sequence[object] = columns
        case tree.Shares(items=items) | tree.Order(items=items):
            listed = [without_spans(item) for item in items]
        case tree.Agree(patterns=patterns):
            listed = [pattern.key for pattern in patterns]
        case _:
            return
    if len(set(listed)) < len(listed):
        yield remark(
            "listed-twice", file, rule.id, statement.span,
            ("同一个名称在这一句里写了两次", "one name stands twice in this sentence"), severity=Severity.WARNING,
            remedy=("删去一个，或检查是否写错", "leave one out, or look whether it is misspelt"),
        )  # fmt: skip


def _bounds(file: str, rule: tree.Rule, statement: tree.Shares | tree.Mean) -> Iterator[Remark]:
    base = statement.base
    if isinstance(base, tree.Number) and base.value <= 0:
        yield remark(
            "never-holds", file, rule.id, base.span,
            (f"样本 {base.text}：没有答卷就没有占比和均值", f"of {base.text}: without answers there are no shares and no means"),
            remedy=("写有效份数的名称", "name the number of answers"),
        )  # fmt: skip
    if not isinstance(statement, tree.Mean):
        return
    if isinstance(statement.items, tree.Number) and statement.items.value <= 0:
        yield remark(
            "never-holds", file, rule.id, statement.items.span,
            (f"项数 {statement.items.text}：没有题目就没有均值", f"of {statement.items.text} items there is no mean"),
            remedy=("写量表的题目数，如 项数 4", "say how many items the scale has, as in items 4"),
        )  # fmt: skip
    low, high = statement.low, statement.high
    if isinstance(low, tree.Number) and isinstance(high, tree.Number) and low.value >= high.value:
        yield remark(
            "never-holds", file, rule.id, statement.span,
            (f"范围 {low.text}到{high.text}：下限不小于上限，任何报告都会报错", f"range {low.text} to {high.text} is empty: every report would break it"),
            remedy=("小的数写在前面，如 范围 1到5", "write the smaller one first, as in range 1 to 5"),
        )  # fmt: skip
