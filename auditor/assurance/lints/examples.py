"""Examples that fail, and rules whose examples never show them hold or never show them fire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.assurance.examples import Result, failure, reason_of
from auditor.assurance.remarks import Remark, Subject, remark
from auditor.findings import Severity, Verdict
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.assurance.walking import AnyRule


def check(subject: Subject) -> Iterator[Remark]:
    """Run the examples."""
    for tested in subject.tested:
        for result in tested.failures:
            yield failed(tested.file, tested.rule, result)
        if tested.failures or (isinstance(tested.rule, tree.Scoring) and tested.rule.criteria is not None):
            continue
        yield from _unseen(tested.file, tested.rule, fired=tested.fired, held=tested.held)


def failed(file: str, rule: AnyRule, result: Result) -> Remark:
    """Return what is said of an example that does not give what it says."""
    return remark(
        "example-fails", file, rule.id, result.example.span, failure(result), witness=_given(result.example),
        remedy=_remedy(result, tolerant=isinstance(rule, tree.Rule) and rule.tolerance is not None),
    )  # fmt: skip


_REMEDY = ("改正例子，或改正规则", "correct the example, or the rule")
_FIXED = {"目标值": ("目标 95%", "target 95%"), "权重": ("权重 5分", "weight 5分")}
"""What a scoring rule says of itself."""


def _remedy(result: Result, *, tolerant: bool) -> tuple[str, str]:
    """Return what to do about a failing example."""
    reason, names = reason_of(result)
    name = names[0] if names else ""
    if reason == "absent" and name in _FIXED:
        zh, en = _FIXED[name]
        return (
            f"在规则里加一行 {zh}，或在例子里写 {name}=……",
            f"add a line to the rule, {en}, or give {name}=… in the example",
        )
    if reason == "absent":
        return (f"在例子里写 {name}=……；名称写错的，改正规则", f"give {name}=… in the example, or correct the name in the rule")  # fmt: skip
    near = {Verdict.WITHIN_ROUNDING, Verdict.ROUNDING_GAP}
    if result.verdict in near and result.example.verdict is Verdict.DISCREPANCY and not tolerant:
        return (
            "例子里的数按印出的位数算，8分 可以是 7.5分 到 8.5分：写足小数位，如 8.00分，或改正结果",
            "a figure counts as printed, 8分 may be 7.5分 to 8.5分: write its decimals, as in 8.00分, or correct the result",
        )
    return _REMEDY


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
