"""Functions that the language does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor.assurance.nearest import nearest
from auditor.assurance.remarks import Remark, Subject, remark
from auditor.assurance.walking import nodes_in
from auditor.evaluation.functions import catalogue
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(subject: Subject) -> Iterator[Remark]:
    """Look at every call."""
    known = catalogue()
    for file, rule in subject.entries:
        for node in nodes_in(attrs.evolve(rule, examples=(), messages=())):
            if isinstance(node, tree.Call) and node.function not in known:
                listed = sorted(name for name in known if not name.isascii())
                yield remark(
                    "unknown-function", file, rule.id, node.span,
                    (f"没有函数 {node.function}", f"there is no function {node.function}"),
                    near=nearest(node.function, known),
                    remedy=("可用的函数：" + "、".join(listed), "functions: " + ", ".join(sorted(name for name in known if name.isascii()))),
                )  # fmt: skip
