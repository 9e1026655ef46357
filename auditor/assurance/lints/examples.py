"""Examples that fail, and rules whose examples never show them hold or never show them fire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.assurance.examples import Result, failure
from auditor.assurance.remarks import Remark, Subject, remark
from auditor.findings import Severity
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(subject: Subject) -> Iterator[Remark]:
    """Run the examples."""
    for tested in subject.tested:
        for result in tested.failures:
            yield failed(tested.file, tested.rule.id, result)
        if tested.failures or (isinstance(tested.rule, tree.Scoring) and tested.rule.criteria is not None):
            continue
        yield from _unseen(tested.file, tested.rule, fired=tested.fired, held=tested.held)


def failed(file: str, rule: str, result: Result) -> Remark:
    """Return what is said of an example that does not give what it says."""
    return remark(
        "example-fails", file, rule, result.example.span, failure(result), witness=_given(result.example),
        remedy=("改正例子，或改正规则", "correct the example, or the rule"),
    )  # fmt: skip


def _given(example: tree.Example) -> str:
    return ", ".join(f"{each.name}={_text(each.value)}" for each in example.bindings)


def _text(value: tree.Number | tree.Text | tree.Date) -> str:
    match value:
        case tree.Number():
            return value.text
        case tree.Text():
            return f'"{value.value}"'
        case tree.Date():
            return value.value


def _unseen(file: str, rule: tree.Rule | tree.Scoring, *, fired: bool, held: bool) -> Iterator[Remark]:
    if fired and held:
        return
    missing = [
        word for word, seen in ((("不符", "breaking"), fired), (("相符", "holding"), held)) if not seen
    ]
    zh, en = "、".join(each[0] for each in missing), " and ".join(each[1] for each in missing)
    if isinstance(rule, tree.Scoring):
        zh, en = (
            zh.replace("不符", "扣分").replace("相符", "满分"),
            en.replace("breaking", "losing marks").replace("holding", "full marks"),
        )
    yield remark(
        "untested", file, rule.id, rule.span,
        (f"没有例子让规则 {rule.id} {zh}", f"no example shows rule {rule.id} {en}"),
        severity=Severity.NOTE,
        remedy=("各写一行 例 …… 结果 ……：从不报警的规则看起来像一条正确的规则",
                "write an example of each: a rule that cannot fire looks like one that passes"),
    )  # fmt: skip
