"""Sentences that can never hold, never break, or never come to apply: exact where they are linear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.assurance.inputs import shown
from auditor.assurance.remarks import Remark, Subject, remark
from auditor.assurance.satisfying import Negated, can_hold, shows
from auditor.assurance.units import counted, inferred, stepped
from auditor.assurance.walking import nodes_in
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def check(subject: Subject) -> Iterator[Remark]:
    """Look at every condition of every rule, and at those under which packs apply."""
    for each in subject.book.files:
        if (
            each.pack is not None
            and each.pack.applies is not None
            and can_hold(each.pack.applies).answer is False
        ):
            yield remark(
                "never-applies", each.name, each.pack.name, each.pack.applies.span,
                ("适用的条件永远不成立，整个包永远不会用上", "the condition can never hold, so the pack never applies"),
                remedy=("检查条件里的界限和“非”", "look at the bounds and at “not”"),
            )  # fmt: skip
    for file, rule in subject.rules():
        premise = () if rule.when is None else (rule.when,)
        if rule.when is not None and _never(subject, rule, rule.when):
            yield remark(
                "never-applies", file, rule.id, rule.when.span,
                ("前提永远不成立，规则永远不会用上", "the premise can never hold, so the rule never applies"),
                remedy=("检查前提里的界限", "look at the bounds in the premise"),
            )  # fmt: skip
            continue
        for statement in rule.statements:
            if isinstance(statement, tree.Check | tree.EachRow | tree.EachItem):
                yield from _sentence(subject, file, rule, statement.condition, premise)
            if (
                isinstance(statement, tree.Order)
                and len(statement.items) == 1
                and not _several(statement.items[0])
            ):
                yield remark(
                    "never-fires", file, rule.id, statement.span, ("只有一项，谈不上顺序", "one item alone is always in order"),
                    remedy=("写上要比较的各项", "list what is to be compared"),
                )  # fmt: skip


def _never(subject: Subject, rule: tree.Rule, *conditions: tree.Condition | Negated) -> bool:
    """Whether conditions exclude each other, of things that are counted those between whole numbers as well."""
    found = can_hold(*conditions)
    if not found.answer or not counted(subject.given_units(rule)):
        return found.answer is False
    several = sum(isinstance(node, tree.Compare) for node in nodes_in(_nodes(conditions))) > 1
    return several and can_hold(*conditions, whole=counted(inferred(rule))).answer is False


def _nodes(conditions: Sequence[tree.Condition | Negated]) -> tuple[tree.Condition, ...]:
    return tuple(each.condition if isinstance(each, Negated) else each for each in conditions)


def _several(node: tree.Expression) -> bool:
    return (isinstance(node, tree.Name) and node.is_pattern) or (
        isinstance(node, tree.Cell) and node.row == "*"
    )


def _sentence(
    subject: Subject,
    file: str,
    rule: tree.Rule,
    condition: tree.Condition,
    premise: tuple[tree.Condition, ...],
) -> Iterator[Remark]:
    if _never(subject, rule, *premise, condition):
        yield remark(
            "never-holds", file, rule.id, condition.span,
            ("这个条件永远不成立，任何报告都会报错", "this can never hold: every report would break it"),
            witness=_shown(rule, condition, *premise, Negated(condition)),
            remedy=("检查比较方向和界限", "look at the signs of comparison and the bounds"),
        )  # fmt: skip
    if _never(subject, rule, *premise, Negated(condition)):
        yield remark(
            "never-fires", file, rule.id, condition.span,
            ("这个条件总是成立，规则永远不会报警", "this always holds: the rule can never fire"),
            witness=_shown(rule, condition, *premise, condition),
            remedy=("检查界限、比较方向，两边是否写成了同一个数字", "look at the bounds and the sign: are both sides the same figure?"),
        )  # fmt: skip
    if isinstance(condition, tree.Implies) and _never(subject, rule, *premise, condition.premise):
        yield remark(
            "never-applies", file, rule.id, condition.premise.span,
            ("“若”后的条件永远不成立", "what stands behind “if” can never hold"),
            remedy=("检查“若”后的界限", "look at the bounds behind “if”"),
        )  # fmt: skip


def _shown(rule: tree.Rule, condition: tree.Condition, *held: tree.Condition | Negated) -> str | None:
    """Return figures on which the rule does what it always does, as an example gives them; None where they are no numbers."""
    units = inferred(rule)
    found = shows(*held, whole=counted(units), round_ones=stepped(nodes_in(_nodes(held)), units))
    return shown([rule], (rule.when, condition), found) if found else None
