"""Rates and percentage points taken for one another: 5% of a rate is not 5 percentage points."""

from __future__ import annotations

import re
from collections import ChainMap
from typing import TYPE_CHECKING

from auditor.assurance.remarks import Remark, Subject, remark
from auditor.findings import Severity
from auditor.language import tree
from auditor.language.tree import Operator
from auditor.numbers import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CHANGE = re.compile(
    r"增|减|升|降|提高|变动|变化|差|较上年|change|growth|increase|decrease|rise|fall|gap", re.IGNORECASE
)
_RATE = re.compile(r"(?:率|占比|比重|比例|\b(?:rate|share|ratio))$", re.IGNORECASE)
_WRITE = (
    "比率写成 5%；两个比率之差写成 5个百分点",
    "write a rate as 5%, and the difference of two rates as 5个百分点",
)


def check(subject: Subject) -> Iterator[Remark]:
    """Look at comparisons of rates with points and of differences of rates with rates."""
    told = {} if subject.report is None else {key: each.unit for key, each in subject.report.figures.items()}
    for file, rule in subject.entries:
        units = ChainMap(subject.given(rule), told)
        for node in subject.sentences(rule):
            if isinstance(node, tree.Compare):
                for one, other in ((node.left, node.right), (node.right, node.left)):
                    yield from _points_for_rate(file, rule.id, one, other, units)
                    yield from _rate_for_points(file, rule.id, one, other, units)


def _points_for_rate(
    file: str, rule: str, one: tree.Expression, other: tree.Expression, units: Mapping[str, str]
) -> Iterator[Remark]:
    """甲.率 = 5个百分点: a rate stands alone beside points."""
    if (
        isinstance(one, tree.Name)
        and isinstance(other, tree.Number)
        and unit_of(other.unit).dimension == "points"
        and is_rate(one, units)
    ):
        yield remark(
            "points-for-rate", file, rule, other.span,
            (f"{one.key} 是比率，不能与 {other.text} 比较：百分点是两个比率之差",
             f"{one.key} is a rate, and {other.text} is a difference of rates"),
            witness=f"{one.key}={_bare(other)}%", remedy=_WRITE,
        )  # fmt: skip


def _rate_for_points(
    file: str, rule: str, one: tree.Expression, other: tree.Expression, units: Mapping[str, str]
) -> Iterator[Remark]:
    """甲.率 - 乙.率 = 5%: the difference of two rates beside a percentage."""
    names = _difference(one)
    if names is None or not all(is_rate(name, units) for name in names):
        return
    shown = f"{names[0].key} - {names[1].key}"
    witness = f"{names[0].key}=95%, {names[1].key}=90%"
    if isinstance(other, tree.Number) and unit_of(other.unit).dimension == "ratio" and other.value:
        yield remark(
            "rate-for-points", file, rule, other.span,
            (f"{shown} 是两个比率之差，单位是百分点，不是 {other.text}", f"{shown} is a difference of rates: percentage points, not {other.text}"),
            witness=witness, severity=Severity.WARNING, remedy=(f"写成 {_bare(other)}个百分点", f"write {_bare(other)}个百分点"),
        )  # fmt: skip
    elif isinstance(other, tree.Name) and units.get(other.key) == "%" and _CHANGE.search(_attribute(other)):
        yield remark(
            "rate-for-points", file, rule, other.span,
            (f"{other.key} 是两个比率之差，单位应为百分点，例子里是“%”", f"{other.key} is a difference of two rates: percentage points, not %"),
            witness=f"{witness}, {other.key}=5%", severity=Severity.WARNING,
            remedy=("例子里写成 5个百分点；若是增长率，应除以上年的比率", "write 5个百分点 in the example; a growth rate is divided by the rate before"),
        )  # fmt: skip


def _difference(node: tree.Expression) -> tuple[tree.Name, tree.Name] | None:
    if (
        isinstance(node, tree.Binary)
        and node.operator is Operator.SUBTRACT
        and isinstance(node.left, tree.Name)
        and isinstance(node.right, tree.Name)
    ):
        return node.left, node.right
    return None


def is_rate(name: tree.Name, units: Mapping[str, str]) -> bool:
    """Whether a figure is a rate, by its unit where that is told and by its name otherwise."""
    unit = units.get(name.key)
    if unit is not None:
        return unit_of(unit).dimension == "ratio"
    # 增长率 may be stated in points; only its unit tells.
    return bool(_RATE.search(name.key)) and not _CHANGE.search(_attribute(name))


def _attribute(name: tree.Name) -> str:
    return name.key.rpartition(".")[2]


def _bare(number: tree.Number) -> str:
    return number.text.removesuffix(number.unit).strip()
