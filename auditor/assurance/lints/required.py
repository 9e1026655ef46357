"""Figures that a rule requires (必填) under a name that its sentences spell another way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor.assurance.nearest import distance, nearest
from auditor.assurance.remarks import Remark, Subject, remark
from auditor.assurance.vocabulary import apart_on_purpose, uses_of
from auditor.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(subject: Subject) -> Iterator[Remark]:
    """Look at what is required and nowhere used: a figure may well be required for itself, unless it looks like a used one."""
    for file, rule in subject.rules():
        if not rule.required:
            continue
        spoken = {use.name for use in uses_of(file, attrs.evolve(rule, required=()))}
        given = subject.scope(file, rule).given
        elsewhere = {
            use.name
            for other, each in subject.entries
            if each is not rule
            for use in subject.uses(other, each)
        }
        required = {name.key for name in rule.required}
        for name in rule.required:
            if name.key in spoken | elsewhere or given[name.key]:
                continue
            likely = [
                each for each in spoken - required
                if distance(name.key, each, 1) == 1 and not apart_on_purpose(name.key, each)
            ]  # fmt: skip
            near = nearest(name.key, likely, given, alike=True)
            if near:
                yield remark(
                    "near-name", file, rule.id, name.span,
                    (f"必填的 {name.key} 在这条规则里没有用到", f"the rule requires {name.key} and does not use it"),
                    severity=Severity.WARNING, near=near,
                    remedy=("必填与检查用同样的名称，否则要的数字永远没有", "spell what is required as it is used, or it is never there"),
                )  # fmt: skip
