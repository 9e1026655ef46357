"""Units that the language does not know and that look like one it does."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor.assurance.nearest import nearest
from auditor.assurance.remarks import Remark, Subject, remark
from auditor.assurance.walking import nodes_in
from auditor.extraction.numbers.unitwords import WORDS
from auditor.findings import Severity
from auditor.language import tree
from auditor.numbers import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_KNOWN = "元 千元 万元 百万元 亿元 个百分点 百分点 分 人 人次 户次 项 个 件 份 户 次 家 万人 万人次".split()
_SCALES = frozenset("十 百 千 万 百万 亿".split())


def check(subject: Subject) -> Iterator[Remark]:
    """Look at the unit of every literal; one letter alone may well be a unit of its own (吨)."""
    for file, rule in subject.entries:
        # The units of the rule itself first, then the usual ones in their order.
        uses = Counter({unit: -at for at, unit in enumerate(_KNOWN)})
        numbers = [node for node in subject.sentences(rule) if isinstance(node, tree.Number)]
        numbers += [node for node in nodes_in(rule.examples) if isinstance(node, tree.Number)]
        for node in numbers:
            uses[node.unit] += len(_KNOWN)
        for node in numbers:
            kind, _, measure = unit_of(node.unit).dimension.partition(":")
            if kind != "measure" or measure in WORDS:
                continue
            if node.unit in _SCALES:
                near: tuple[str, ...] = (f"{node.unit}元",)
            else:
                near = nearest(node.unit, _KNOWN, uses) if len(node.unit) > 1 else ()
            if near:
                yield remark(
                    "unknown-unit", file, rule.id, node.span,
                    (f"没有单位“{node.unit}”", f"{node.unit} is no known unit"), severity=Severity.WARNING, near=near,
                    remedy=("若是另一种计量单位，不必理会", "if it is a measure of its own, leave it"),
                )  # fmt: skip
