"""Rules without a source; a tolerance wider than the values it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.assurance.proof import weight_of
from auditor.assurance.remarks import Remark, Subject, remark
from auditor.findings import Severity
from auditor.language import tree
from auditor.numbers import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_MANY_PLACES = 10


def check(subject: Subject) -> Iterator[Remark]:
    """Look at what stands beside the sentences."""
    for file, rule in subject.entries:
        if rule.source is None:
            yield remark(
                "missing-source", file, rule.id, rule.span,
                (f"规则 {rule.id} 没有写依据", f"rule {rule.id} names no source"), severity=Severity.NOTE,
                remedy=("加一行 依据 ……", "add a line: source …"),
            )  # fmt: skip
        if isinstance(rule, tree.Scoring):
            if weight_of(rule) is None and not any(
                row.id == rule.id
                for each in subject.book.files
                for c in each.catalogues
                for row in c.indicators
            ):
                yield remark(
                    "missing-weight", file, rule.id, rule.span,
                    (f"评分 {rule.id} 没有写权重", f"score {rule.id} states no weight"), severity=Severity.WARNING,
                    remedy=("加一行 权重 5分", "add a line: weight 5分"),
                )  # fmt: skip
            continue
        if rule.tolerance is not None:
            yield from _tolerance(file, rule, rule.tolerance)


def _tolerance(file: str, rule: tree.Rule, tolerance: tree.Tolerance) -> Iterator[Remark]:
    if tolerance.last_places is not None and tolerance.last_places > _MANY_PLACES:
        yield remark(
            "wide-tolerance", file, rule.id, tolerance.span,
            (f"容差 {tolerance.last_places} 个末位过宽", f"{tolerance.last_places} last places is a wide tolerance"), severity=Severity.WARNING,
        )  # fmt: skip
    if tolerance.amount is None:
        return
    own = unit_of(tolerance.amount.unit)
    width = tolerance.amount.value * own.factor
    for example in rule.examples:
        for binding in example.bindings:
            value = binding.value
            if not isinstance(value, tree.Number) or unit_of(value.unit).dimension != own.dimension:
                continue
            if 0 < abs(value.value * unit_of(value.unit).factor) <= width:
                yield remark(
                    "wide-tolerance", file, rule.id, tolerance.span,
                    (f"容差 {tolerance.amount.text} 不小于例子里的 {binding.name}={value.text}", f"the tolerance {tolerance.amount.text} is no smaller than {binding.name}={value.text} of the example"),
                    severity=Severity.WARNING, witness=f"{binding.name}={value.text}", remedy=("检查容差的单位", "look at its unit"),
                )  # fmt: skip
                return
