"""Rules that say the same sentence twice, and messages with holes that nothing fills."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.assurance.remarks import Remark, Subject, remark
from auditor.assurance.walking import without_spans
from auditor.findings import Severity
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACED = {"表": "table", "table": "table", "行": "row", "row": "row", "列": "col", "col": "col"}
_GIVEN = {
    tree.EachRow: {"table", "row"}, tree.EachItem: {"row"}, tree.Total: {"table", "row", "col"}, tree.Match: {"table", "row", "col"},
}  # fmt: skip
_HOLE = re.compile(r"\{([^{}]*)\}")


def check(subject: Subject) -> Iterator[Remark]:
    """Compare every sentence with those before it."""
    seen: dict[object, tuple[str, str]] = {}
    for file, rule in subject.rules():
        yield from _holes(file, rule)
        yield from _examples(file, rule)
        for statement in rule.statements:
            # With another tolerance, or rounded another way, a sentence says something else.
            key = tuple(map(without_spans, (statement, rule.when, rule.tolerance, rule.rounding)))
            first = seen.get(key)
            if first is None:
                seen[key] = (file, rule.id)
                continue
            yield remark(
                "duplicate-sentence", file, rule.id, statement.span,
                (f"规则 {first[1]} 已经有同样的一句", f"rule {first[1]} says exactly this already"),
                severity=Severity.WARNING, remedy=("删去其中一句，否则同一错误报两次", "leave one out, or one error is reported twice"),
            )  # fmt: skip


def _examples(file: str, rule: tree.Rule) -> Iterator[Remark]:
    seen: set[object] = set()
    for example in rule.examples:
        key = tuple(
            (each.name, each.value.text if isinstance(each.value, tree.Number) else each.value.value)
            for each in example.bindings
        )
        if (key, example.verdict, example.level) in seen:
            yield remark(
                "duplicate-example", file, rule.id, example.span,
                ("同样的例子写了两次", "the same example stands twice"), severity=Severity.NOTE,
                remedy=("删去其中一个，或改成界限另一边的数", "leave one out, or give it figures beyond the border"),
            )  # fmt: skip
        seen.add((key, example.verdict, example.level))


def _holes(file: str, rule: tree.Rule) -> Iterator[Remark]:
    given = {place for statement in rule.statements for place in _GIVEN.get(type(statement), set())}
    for message in rule.messages:
        for found in _HOLE.finditer(message.text):
            place = _PLACED.get(found.group(1).strip())
            if place is not None and place not in given:
                yield remark(
                    "idle-hole", file, rule.id, message.span,
                    (f"这条规则不在表格中逐行核对，{found.group()} 没有内容", f"nothing fills {found.group()} in this rule"),
                    severity=Severity.WARNING, remedy=("删去它，或改用 {位置}", "leave it out, or use {place}"),
                )  # fmt: skip
