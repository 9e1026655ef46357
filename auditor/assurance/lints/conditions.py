"""Sentences that can never hold, never break, or never come to apply: exact where they are linear."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import records
from auditor.assurance.inputs import shown
from auditor.assurance.remarks import Remark, Subject, remark
from auditor.assurance.satisfying import Negated, can_hold, shows
from auditor.assurance.scope import plain
from auditor.assurance.units import counted, inferred, stepped
from auditor.assurance.walking import nodes_in
from auditor.findings import Severity
from auditor.language import tree
from auditor.numbers import tells_change, unit_of

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
        seen = _Seen(file, rule, bool(counted(subject.given(rule))))
        premise = () if rule.when is None else (rule.when,)
        if rule.when is not None and _never(seen, rule.when):
            yield remark(
                "never-applies", file, rule.id, rule.when.span,
                ("前提永远不成立，规则永远不会用上", "the premise can never hold, so the rule never applies"),
                remedy=("检查前提里的界限", "look at the bounds in the premise"),
            )  # fmt: skip
            continue
        if rule.when is not None and (name := _below_zero(subject, rule, rule.when)):
            yield _uncountable(file, rule, rule.when, name)
            continue
        for statement in rule.statements:
            if isinstance(statement, tree.Check | tree.EachRow | tree.EachItem):
                yield from _sentence(seen, statement.condition, premise)
                yield from _supposed(subject, seen, statement.condition)
            if (
                isinstance(statement, tree.Order)
                and len(statement.items) == 1
                and not _several(statement.items[0])
            ):
                yield remark(
                    "never-fires", file, rule.id, statement.span, ("只有一项，谈不上顺序", "one item alone is always in order"),
                    remedy=("写上要比较的各项", "list what is to be compared"),
                )  # fmt: skip


@records.frozen
class _Seen:
    """A rule as it is looked at: its file, and whether its examples count things."""

    file: str
    rule: tree.Rule
    counts: bool


def _never(seen: _Seen, *conditions: tree.Condition | Negated) -> bool:
    """Whether conditions exclude each other, of things that are counted those between whole numbers as well."""
    found = can_hold(*conditions)
    if not found.answer or not seen.counts:
        return found.answer is False
    several = sum(isinstance(node, tree.Compare) for node in nodes_in(_nodes(conditions))) > 1
    return several and can_hold(*conditions, whole=counted(inferred(seen.rule))).answer is False


def _nodes(conditions: Sequence[tree.Condition | Negated]) -> tuple[tree.Condition, ...]:
    return tuple(each.condition if isinstance(each, Negated) else each for each in conditions)


def _several(node: tree.Expression) -> bool:
    return (isinstance(node, tree.Name) and node.is_pattern) or (
        isinstance(node, tree.Cell) and node.row == "*"
    )


def _sentence(
    seen: _Seen, condition: tree.Condition, premise: tuple[tree.Condition, ...]
) -> Iterator[Remark]:
    file, rule = seen.file, seen.rule
    if _never(seen, *premise, condition):
        yield remark(
            "never-holds", file, rule.id, condition.span,
            ("这个条件永远不成立，任何报告都会报错", "this can never hold: every report would break it"),
            witness=_shown(rule, condition, *premise, Negated(condition)),
            remedy=("检查比较方向和界限", "look at the signs of comparison and the bounds"),
        )  # fmt: skip
    if _never(seen, *premise, Negated(condition)):
        yield remark(
            "never-fires", file, rule.id, condition.span,
            ("这个条件总是成立，规则永远不会报警", "this always holds: the rule can never fire"),
            witness=_shown(rule, condition, *premise, condition),
            remedy=("检查界限、比较方向，两边是否写成了同一个数字", "look at the bounds and the sign: are both sides the same figure?"),
        )  # fmt: skip
    if isinstance(condition, tree.Implies) and _never(seen, *premise, condition.premise):
        yield remark(
            "never-applies", file, rule.id, condition.premise.span,
            ("“若”后的条件永远不成立", "what stands behind “if” can never hold"),
            remedy=("检查“若”后的界限", "look at the bounds behind “if”"),
        )  # fmt: skip


def _supposed(subject: Subject, seen: _Seen, condition: tree.Condition) -> Iterator[Remark]:
    if isinstance(condition, tree.Implies) and can_hold(condition.premise).answer is not False:
        name = _below_zero(subject, seen.rule, condition.premise)
        if name:
            yield _uncountable(seen.file, seen.rule, condition.premise, name)


def _below_zero(subject: Subject, rule: tree.Rule, premise: tree.Condition) -> str:
    """Return the number of things that would have to be below zero for a premise to hold; nothing where none would."""
    units = subject.units(rule)
    names = {node.key: node for node in nodes_in(premise) if isinstance(node, tree.Name)}
    negative = {
        plain(each.name)
        for example in rule.examples
        for each in example.bindings
        if isinstance(each.value, tree.Number) and each.value.value < 0
    }
    floors = {
        name: tree.Compare(
            tree.Relation.AT_LEAST, node, tree.Number(Fraction(0), "", "0", node.span), node.span
        )
        for name, node in names.items()
        if unit_of(units.get(name, "")).dimension.startswith("count:")
        and not tells_change(name)
        and name not in negative
    }
    impossible = floors and can_hold(premise, *floors.values()).answer is False
    return next(iter(floors)) if impossible else ""


def _uncountable(file: str, rule: tree.Rule, premise: tree.Condition, name: str) -> Remark:
    return remark(
        "below-zero", file, rule.id, premise.span,
        (f"{name} 数的是个数，不会小于 0：这个条件永远不成立", f"{name} counts things and is never below 0: this can never hold"),
        severity=Severity.WARNING, remedy=("检查界限；数的若是增减，名称里写明", "look at the bound; if it counts a change, let the name say so"),
    )  # fmt: skip


def _shown(rule: tree.Rule, condition: tree.Condition, *held: tree.Condition | Negated) -> str | None:
    """Return figures on which the rule does what it always does, as an example gives them; None where they are no numbers."""
    units = inferred(rule)
    found = shows(*held, whole=counted(units), round_ones=stepped(nodes_in(_nodes(held)), units))
    return shown([rule], (rule.when, condition), found) if found else None
