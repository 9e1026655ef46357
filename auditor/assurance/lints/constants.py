"""Sentences of several rules that say of one figure that it is this word, or that day, and another one."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor.assurance.inputs import shown
from auditor.assurance.remarks import Remark, Subject, remark
from auditor.assurance.satisfying import can_hold
from auditor.assurance.walking import without_spans
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 24
"""Of more sentences about one figure only the first are compared with each other."""
Said = tuple[str, tree.Rule, tree.Compare]


def check(subject: Subject) -> Iterator[Remark]:
    """Compare, two by two, what rules under one premise say of a figure beside a text or a date."""
    said: dict[tuple[str, object], list[Said]] = {}
    for file, rule in subject.rules():
        premise = None if rule.when is None else without_spans(rule.when)
        for statement in rule.statements:
            if isinstance(statement, tree.Check):
                for node in _constant(statement.condition):
                    said.setdefault((_figure(node), premise), []).append((file, rule, node))
    for sentences in said.values():
        for (_, other, first), (file, rule, node) in itertools.combinations(sentences[:_MOST], 2):
            if first is not node and can_hold(first, node).answer is False:
                yield remark(
                    "contradictory-rules", file, rule.id, node.span,
                    (f"与规则 {other.id} 不可能同时成立", f"cannot hold together with rule {other.id}"),
                    witness=shown([other, rule], (rule.when, first), {}) or f"({other.id}), ({rule.id})", remedy=("改掉其中一条，或各写明前提", "change one of them, or give each its premise"),
                )  # fmt: skip


def _constant(condition: tree.Condition) -> Iterator[tree.Compare]:
    match condition:
        case tree.Compare(left=tree.Name() as name, right=tree.Text() | tree.Date()) if not name.is_pattern:
            yield condition
        case tree.Compare(left=tree.Text() | tree.Date(), right=tree.Name() as name) if not name.is_pattern:
            yield condition
        case tree.All(parts=parts):
            for part in parts:
                yield from _constant(part)


def _figure(node: tree.Compare) -> str:
    name = node.left if isinstance(node.left, tree.Name) else node.right
    return name.key if isinstance(name, tree.Name) else ""
