"""Rules without a source, scores without a weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.assurance.proof import weight_of
from auditor.assurance.remarks import Remark, Subject, remark
from auditor.findings import Severity
from auditor.language import tree
from auditor.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.assurance.walking import AnyRule


def check(subject: Subject) -> Iterator[Remark]:
    """Look at what stands beside the sentences, and for files in which there are none."""
    for each in subject.book.files:
        if not (each.rules or each.scorings or each.catalogues or each.includes or each.synonyms):
            yield remark(
                "no-rules", each.name, "", Span(0, 0),
                ("文件里没有规则，什么也不会核对", "the file holds no rules: nothing is checked"), severity=Severity.WARNING,
                remedy=("写一条规则，或删去这个文件", "write a rule, or delete the file"),
            )  # fmt: skip
    for file, rule in subject.entries:
        if rule.source is None:
            yield remark(
                "missing-source", file, rule.id, rule.span,
                (f"规则 {rule.id} 没有写依据", f"rule {rule.id} names no source"), severity=Severity.NOTE,
                remedy=("加一行 依据 ……", "add a line: source …"),
            )  # fmt: skip
        yield from _messages(file, rule)
        if isinstance(rule, tree.Scoring):
            yield from _idle(file, rule)
        listed = (row.id for each in subject.book.files for c in each.catalogues for row in c.indicators)
        if isinstance(rule, tree.Scoring) and _no_weight(rule.weight):
            yield remark(
                "bad-weight", file, rule.id, rule.weight.span if rule.weight else rule.span,
                ("权重应为正数", "a weight is a positive number"), remedy=("写成 权重 5分", "write: weight 5分"),
            )  # fmt: skip
        elif isinstance(rule, tree.Scoring) and weight_of(rule) is None and rule.id not in listed:
            yield remark(
                "missing-weight", file, rule.id, rule.span,
                (f"评分 {rule.id} 没有写权重", f"score {rule.id} states no weight"), severity=Severity.WARNING,
                remedy=("加一行 权重 5分", "add a line: weight 5分"),
            )  # fmt: skip


def _messages(file: str, rule: AnyRule) -> Iterator[Remark]:
    """Findings are worded in Chinese and in English: what a message says in another language nobody sees."""
    for message in rule.messages:
        if message.language not in {"zh", "en"}:
            yield remark(
                "idle-message", file, rule.id, message.span,
                (f"没有语言“{message.language}”，这条提示不会显示", f"there is no language {message.language}: this message is never shown"),
                severity=Severity.WARNING, remedy=("写 提示(中) 或 提示(英)", "write message(zh) or message(en)"),
            )  # fmt: skip


def _idle(file: str, rule: tree.Scoring) -> Iterator[Remark]:
    """Of a formula, bands and criteria the first that is there gives the score, and the others do nothing."""
    ways = [
        (("得", "formula"), rule.formula.span if rule.formula else None),
        (("档", "band"), rule.bands[0].span if rule.bands else None),
        (("要点", "criteria"), rule.criteria.span if rule.criteria else None),
    ]
    there = [(words, span) for words, span in ways if span is not None]
    for (zh, en), span in there[1:]:
        first = there[0][0]
        yield remark(
            "idle-clause", file, rule.id, span,
            (f"写了“{first[0]}”，这里的“{zh}”不起作用", f"there is a {first[1]}: this {en} does nothing"),
            remedy=("只留一种；另有上限的写 封顶，有前提的写成各档", "keep one of them: a cap is a clause of its own, and bands may award a formula"),
        )  # fmt: skip


def _no_weight(node: tree.Expression | None) -> bool:
    """Whether a stated weight is no positive number."""
    return isinstance(node, tree.Negative) or (isinstance(node, tree.Number) and node.value <= 0)
