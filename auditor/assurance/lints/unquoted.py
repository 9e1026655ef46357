"""Words that should stand in quotes: without them they are the names of figures, and no figure has that name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.assurance.remarks import Remark, Subject, remark
from auditor.assurance.scope import SCORED
from auditor.assurance.walking import nodes_in
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(subject: Subject) -> Iterator[Remark]:
    """Look at bare names that are compared and that no example gives, where the rule holds them as texts, too."""
    for file, rule in subject.entries:
        texts = {
            node.value
            for node in (*subject.sentences(rule), *nodes_in(rule.examples))
            if isinstance(node, tree.Text)
        }
        if not texts:
            continue
        given = subject.scope(file, rule).given
        for node in _beside(rule, subject.sentences(rule)):
            key = node.key
            if key in texts and "." not in key and key not in SCORED and not given[key]:
                yield remark(
                    "unquoted-text", file, rule.id, node.span,
                    (f"{key} 没有引号，被读成一个数字的名称", f"{key} has no quotes and is read as the name of a figure"),
                    remedy=(f'写作 "{key}"', f'write "{key}"'),
                )  # fmt: skip


def _beside(rule: tree.Rule | tree.Scoring, sentences: tuple[object, ...]) -> Iterator[tree.Name]:
    """Give the names that are compared for being equal or not, and the target."""
    if isinstance(rule, tree.Scoring) and isinstance(rule.target, tree.Name):
        yield rule.target
    for node in sentences:
        if isinstance(node, tree.Compare) and node.relation in {tree.Relation.EQUAL, tree.Relation.UNEQUAL}:
            yield from (side for side in (node.left, node.right) if isinstance(side, tree.Name))
