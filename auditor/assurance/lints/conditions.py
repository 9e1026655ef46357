"""Sentences that can never hold, never break, or never come to apply: exact where they are linear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.assurance.inputs import shown
from auditor.assurance.remarks import Remark, Subject, remark
from auditor.assurance.satisfying import Negated, Satisfied, can_hold
from auditor.findings import Severity
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(subject: Subject) -> Iterator[Remark]:
    """Look at every condition of every rule."""
    for file, rule in subject.rules():
        premise = () if rule.when is None else (rule.when,)
        if rule.when is not None and can_hold(rule.when).answer is False:
            yield remark(
                "never-applies", file, rule.id, rule.when.span,
                ("前提永远不成立，规则永远不会用上", "the premise can never hold, so the rule never applies"),
                remedy=("检查前提里的界限", "look at the bounds in the premise"),
            )  # fmt: skip
            continue
        for statement in rule.statements:
            if isinstance(statement, tree.Check | tree.EachRow | tree.EachItem):
                yield from _sentence(file, rule, statement.condition, premise)
            if (
                isinstance(statement, tree.Order)
                and len(statement.items) == 1
                and not _several(statement.items[0])
            ):
                yield remark(
                    "never-fires", file, rule.id, statement.span,
                    ("只有一项，谈不上顺序", "one item alone is always in order"),
                )  # fmt: skip


def _several(node: tree.Expression) -> bool:
    return (isinstance(node, tree.Name) and node.is_pattern) or (
        isinstance(node, tree.Cell) and node.row == "*"
    )


def _sentence(
    file: str, rule: tree.Rule, condition: tree.Condition, premise: tuple[tree.Condition, ...]
) -> Iterator[Remark]:
    if can_hold(*premise, condition).answer is False:
        yield remark(
            "never-holds", file, rule.id, condition.span,
            ("这个条件永远不成立，任何报告都会报错", "this can never hold: every report would break it"),
            witness=_shown(rule, condition, can_hold(*premise, Negated(condition))),
            remedy=("检查比较方向和界限", "look at the signs of comparison and the bounds"),
        )  # fmt: skip
    if can_hold(*premise, Negated(condition)).answer is False:
        yield remark(
            "never-fires", file, rule.id, condition.span,
            ("这个条件总是成立，规则永远不会报警", "this always holds: the rule can never fire"),
            witness=_shown(rule, condition, can_hold(*premise, condition)),
            remedy=("检查两边是否写成了同一个数字", "are both sides the same figure?"),
        )  # fmt: skip
    yield from _parts(file, rule, condition, premise)


def _shown(rule: tree.Rule, condition: tree.Condition, found: Satisfied) -> str | None:
    """Return figures on which the rule does what it always does, as an example gives them; None where they are no numbers."""
    return shown([rule], (rule.when, condition), found.values) if found.answer else None


def _parts(
    file: str, rule: tree.Rule, condition: tree.Condition, premise: tuple[tree.Condition, ...]
) -> Iterator[Remark]:
    if isinstance(condition, tree.Implies) and can_hold(*premise, condition.premise).answer is False:
        yield remark(
            "never-applies", file, rule.id, condition.premise.span,
            ("“若”后的条件永远不成立", "what stands behind “if” can never hold"), severity=Severity.ERROR,
        )  # fmt: skip
