"""Tolerances wider than what they are for, or in another unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor.assurance.remarks import Remark, Subject, remark
from auditor.assurance.units import likes, told_by_examples
from auditor.assurance.walking import nodes_in
from auditor.evaluation.binding import kind_zh
from auditor.findings import Severity
from auditor.language import tree
from auditor.numbers import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

_MANY_PLACES = 10


def check(subject: Subject) -> Iterator[Remark]:
    """Compare each tolerance with the numbers of its sentences and examples."""
    for file, rule in subject.rules():
        if rule.tolerance is not None:
            yield from _tolerance(file, rule, rule.tolerance)


def _tolerance(file: str, rule: tree.Rule, tolerance: tree.Tolerance) -> Iterator[Remark]:
    if tolerance.last_places is not None and tolerance.last_places > _MANY_PLACES:
        yield remark(
            "wide-tolerance", file, rule.id, tolerance.span,
            (f"容差 {tolerance.last_places} 个末位过宽", f"{tolerance.last_places} last places is a wide tolerance"), severity=Severity.WARNING,
            remedy=("写成金额，或几个末位", "write an amount, or a few last places"),
        )  # fmt: skip
    if tolerance.amount is None:
        return
    amount = tolerance.amount
    own = unit_of(amount.unit)
    width = amount.value * own.factor
    for name, value in _values(rule):
        if _kind(value) == _kind(amount) and 0 < abs(value.value * unit_of(value.unit).factor) <= width:
            shown = f"{name}={value.text}" if name else value.text
            yield remark(
                "wide-tolerance", file, rule.id, tolerance.span,
                (f"容差 {amount.text} 不小于{'例子' if name else '规则'}里的 {shown}", f"the tolerance {amount.text} is no smaller than {shown} of the {'example' if name else 'rule'}"),
                severity=Severity.WARNING, witness=shown if name else None, remedy=("检查容差的单位", "look at its unit"),
            )  # fmt: skip
            return
    kinds = _compared(rule)
    if kinds and _kind(amount) not in kinds:
        told = kind_zh(min(kinds)), min(kinds)
        yield remark(
            "tolerance-unit", file, rule.id, tolerance.span,
            (f"容差 {amount.text} 与所核对的{told[0]}不是一种单位", f"the tolerance {amount.text} does not fit what is compared: {told[1]}"),
            remedy=("容差与所核对的数字用同一种单位", "give the tolerance in the unit of what is compared"),
        )  # fmt: skip


def _values(rule: tree.Rule) -> Iterator[tuple[str, tree.Number]]:
    """Give the largest value of what is claimed, the largest figure of each example, then the literals compared with."""
    assert rule.tolerance is not None and rule.tolerance.amount is not None  # noqa: S101, PT018 - what was established before
    kind = _kind(rule.tolerance.amount)
    alone = {
        side.key
        for node in nodes_in(rule.statements)
        if isinstance(node, tree.Compare)
        for side in (node.left, node.right)
        if isinstance(side, tree.Name)
    }
    claimed = [
        (binding.name, binding.value)
        for example in rule.examples
        for binding in example.bindings
        if binding.name in alone and isinstance(binding.value, tree.Number) and _kind(binding.value) == kind
    ]
    if claimed:
        yield max(claimed, key=_size)
    for example in rule.examples:
        given = [
            (binding.name, binding.value)
            for binding in example.bindings
            if isinstance(binding.value, tree.Number) and _kind(binding.value) == kind
        ]
        if given:
            yield max(given, key=_size)
    for node in nodes_in(rule.statements):
        if isinstance(node, tree.Compare):
            for side in (node.left, node.right):
                if isinstance(side, tree.Number):
                    yield "", side


def _size(pair: tuple[str, tree.Number]) -> Fraction:
    return abs(pair[1].value * unit_of(pair[1].unit).factor)


def _compared(rule: tree.Rule) -> set[str]:
    """Return the kinds of what the sentences compare, as far as literals and examples tell each of them."""
    units = told_by_examples(rule)
    kinds: set[str] = set()
    for left, right in likes(attrs.evolve(rule, when=None)):
        told = [
            unit_of(side.unit if isinstance(side, tree.Number) else units[side.key]).dimension
            for side in (left, right)
            if isinstance(side, tree.Number) or (isinstance(side, tree.Name) and side.key in units)
        ]
        if not told:
            return set()
        kinds.update("ratio" if kind == "points" else kind for kind in told)
    return kinds


def _kind(number: tree.Number) -> str:
    dimension = unit_of(number.unit).dimension
    return "ratio" if dimension == "points" else dimension
