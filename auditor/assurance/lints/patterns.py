"""逐项 over a name without `*`: it takes one concept of that name, and no example gives one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.assurance.remarks import Remark, Subject, remark
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(subject: Subject) -> Iterator[Remark]:
    """Look at every rule over items whose examples speak of other items."""
    for file, rule in subject.rules():
        given = subject.scope(file, rule).given
        for statement in rule.statements:
            if not isinstance(statement, tree.EachItem) or "*" in statement.pattern or not given:
                continue
            name = statement.pattern
            if any(each.startswith(f"{name}.") for each in given):
                continue
            yield remark(
                "no-star", file, rule.id, statement.span,
                (f"没有例子给出 {name} 的数字：没有 *，只看名为 {name} 的一项", f"no example gives figures of {name}: without * it is one item of that name"),
                near=("*", f"{name}.*"), remedy=(f"全部写 *，{name} 之下的各项写 {name}.*", f"write * for all, or {name}.* for all under {name}"),
            )  # fmt: skip
