"""Names of examples and sentences that do not meet, and look alike: one of them is a slip of the pen.

An example is written beside its rule, so what is meant is near: a figure that the rule names and the example
does not give, a name that the other examples give, a part that its neighbours have.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor.assurance.nearest import distance, parts_of
from auditor.assurance.remarks import Remark, Subject, remark
from auditor.assurance.scope import Scope, plain
from auditor.assurance.vocabulary import apart_on_purpose
from auditor.findings import Severity
from auditor.language import tree
from auditor.numbers import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.assurance.walking import AnyRule

_LONG = 3
"""Of an example that passes only names of so many letters are suspected."""


def check(subject: Subject) -> Iterator[Remark]:
    """Look at the examples of each rule, then at what its sentences name and no example gives."""
    for tested in subject.tested:
        if not tested.rule.examples:
            continue
        scope = subject.scope(tested.file, tested.rule)
        failed = {result.example.span for result in tested.failures}
        alone = _alone(scope)
        for example in tested.rule.examples if alone or failed else ():
            fails = example.span in failed
            yield from _in_example(tested.file, tested.rule, scope, alone, example, fails=fails)
        yield from _in_sentences(subject, tested.file, tested.rule, scope)


def _alone(scope: Scope) -> frozenset[str]:
    """Return the names that one example alone gives, that the rule speaks of and no sentence names."""
    return frozenset(
        name
        for name, count in scope.given.items()
        if count == 1
        and name not in scope.figures
        and len(parts_of(name)) > 1  # bare names are judged by names.py
        and scope.knows(name)  # names.py says so
    )


def _in_example(  # noqa: PLR0913 - an example, its rule and what is known of both
    file: str, rule: AnyRule, scope: Scope, alone: frozenset[str], example: tree.Example, *, fails: bool
) -> Iterator[Remark]:
    for binding in example.bindings:
        name = plain(binding.name)
        if fails:
            yield from _unit(file, rule, binding)
        if name not in alone:
            continue
        near, wanted = scope.meant_by(name, example)
        if near and _slipped(name, near[0], scope, fails=fails, wanted=near[0] in wanted):
            yield remark(
                "near-name", file, rule.id, binding.span,
                (f"{name} 只在这个例子里出现", f"{name} stands in this example alone"), severity=Severity.WARNING, near=near,
                remedy=("与规则和其他例子用同样的名称", "use the name that the rule and its other examples use"),
            )  # fmt: skip


def _unit(file: str, rule: AnyRule, binding: tree.Binding) -> Iterator[Remark]:
    """Of an example that fails, a figure in another unit of its kind than the rest of the rule's examples."""
    value = binding.value
    if not isinstance(value, tree.Number):
        return
    kind = unit_of(value.unit).dimension
    units = Counter(
        each.value.unit
        for example in rule.examples
        for each in example.bindings
        if isinstance(each.value, tree.Number) and unit_of(each.value.unit).dimension == kind
    )
    usual, often = max(units.items(), key=lambda item: (item[1], item[0]))
    if usual != value.unit and units[value.unit] == 1 and often > 1 and kind == "money":
        yield remark(
            "unit-slip", file, rule.id, binding.span,
            (f"只有这里的单位是“{value.unit}”", f"{value.unit} stands here alone"), severity=Severity.WARNING, near=(usual,),
            remedy=("与其他例子用同样的单位", "use the unit of the other examples"),
        )  # fmt: skip


def _slipped(name: str, meant: str, scope: Scope, *, fails: bool, wanted: bool) -> bool:
    """Whether one part is a slip for another: one letter apart, not on purpose, the other one used more."""
    pairs = [(a, b) for a, b in zip(parts_of(name), parts_of(meant), strict=False) if a != b]
    if len(parts_of(name)) != len(parts_of(meant)) or len(pairs) != 1:
        return False
    ((own, other),) = pairs
    if distance(own, other, 1) > 1:
        return False
    if fails or apart_on_purpose(own, other):
        return fails and (wanted or not apart_on_purpose(own, other))
    often = sum(count for each, count in scope.given.items() if other in parts_of(each))
    alone = sum(count for each, count in scope.given.items() if own in parts_of(each)) == 1
    return alone and often > 1 and min(len(own), len(other)) >= _LONG


def _in_sentences(subject: Subject, file: str, rule: AnyRule, scope: Scope) -> Iterator[Remark]:
    """Of names that the sentences use and no example gives, say which name of the examples is like them."""
    for use, near in subject.misnamed(file, rule):
        yield remark(
            "near-name", file, rule.id, use.span,
            (f"没有例子给出 {use.name}", f"no example gives {use.name}"), near=near,
            # Where the examples' name means nothing to the rule, they test nothing.
            severity=Severity.WARNING if scope.knows(near[0]) else Severity.ERROR,
            remedy=("规则与例子用同样的名称", "the rule and its examples use one name"),
        )  # fmt: skip
