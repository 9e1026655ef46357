"""Conversions that the units do already: 万元 times 10000, a rate times 100."""

from __future__ import annotations

from collections import ChainMap
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.assurance.lints.rates import is_rate
from auditor.assurance.remarks import Remark, Subject, remark
from auditor.findings import Severity
from auditor.language import tree
from auditor.language.tree import Operator
from auditor.numbers import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SCALES = frozenset(map(Fraction, (1000, 10_000, 1_000_000, 100_000_000)))
_HUNDRED = Fraction(100)
_FAR = 1000


def check(subject: Subject) -> Iterator[Remark]:
    """Look at bare factors beside money, and at quotients that are compared with a rate."""
    told = {} if subject.report is None else {key: each.unit for key, each in subject.report.figures.items()}
    values = _Values(subject)
    for file, rule in subject.entries:
        units = ChainMap(subject.given(rule), told)
        for node in subject.sentences(rule):
            if isinstance(node, tree.Binary) and node.operator in {Operator.MULTIPLY, Operator.DIVIDE}:
                yield from _money(file, rule.id, node, units)
            elif isinstance(node, tree.Compare):
                for one, other in ((node.left, node.right), (node.right, node.left)):
                    yield from _hundredfold(file, rule.id, one, other, units)
                    yield from _apart(file, rule.id, one, other, values)


def _money(file: str, rule: str, node: tree.Binary, units: Mapping[str, str]) -> Iterator[Remark]:
    """乙.支出 × 10000, where 乙.支出 is money: 万元 and 元 are converted by the engine."""
    pairs = [(node.left, node.right)]
    if node.operator is Operator.MULTIPLY:
        pairs.append((node.right, node.left))
    for amount, factor in pairs:
        if (
            isinstance(amount, tree.Name)
            and unit_of(units.get(amount.key, "")).dimension == "money"
            and isinstance(factor, tree.Number)
            and not factor.unit
            and factor.value in _SCALES
        ):
            yield remark(
                "scale-factor", file, rule, node.span,
                (f"{amount.key} 的单位已是{units[amount.key]}，金额单位自动换算，不必乘除 {factor.text}",
                 f"{amount.key} is in {units[amount.key]} and is converted anyway: {factor.text} counts twice"),
                severity=Severity.WARNING, witness=f"{amount.key}=1{units[amount.key]}",
                remedy=(f"删去 {factor.text}", f"leave out {factor.text}"),
            )  # fmt: skip


class _Values:
    """The amounts of money that the examples of all rules give each figure; gathered when first asked for."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._found: dict[str, list[tree.Number]] | None = None

    def of(self, name: str) -> list[tree.Number]:
        """Return the amounts given to `name` that are not 0."""
        if self._found is None:
            self._found = {}
            for _, rule in self._subject.entries:
                for example in rule.examples:
                    for each in example.bindings:
                        value = each.value
                        if isinstance(value, tree.Number) and value.value and _is_money(value):
                            self._found.setdefault(each.name, []).append(value)
        return self._found.get(name, [])


def _is_money(number: tree.Number) -> bool:
    return unit_of(number.unit).dimension == "money"


def _amount(number: tree.Number) -> Fraction:
    return abs(number.value) * unit_of(number.unit).factor


def _apart(
    file: str, rule: str, one: tree.Expression, other: tree.Expression, values: _Values
) -> Iterator[Remark]:
    """甲.支出 ≤ 1300元, where every example states it in 万元 and a thousand times as much, or as little."""
    if not (
        isinstance(one, tree.Name) and isinstance(other, tree.Number) and other.value and _is_money(other)
    ):
        return
    given = values.of(one.key)
    sizes = [_amount(each) for each in given]
    own = _amount(other)
    if not given or not (min(sizes) >= own * _FAR or max(sizes) * _FAR <= own):
        return
    units = sorted({each.unit for each in given} - {other.unit})
    bare = other.text.removesuffix(other.unit).strip()
    if units:
        yield remark(
            "unit-slip", file, rule, other.span,
            (f"{other.text} 与例子里的 {one.key}={given[0].text} 相差千倍以上", f"{other.text} is a thousand times away from {one.key}={given[0].text} of an example"),
            severity=Severity.WARNING, near=tuple(f"{bare}{unit}" for unit in units), witness=f"{one.key}={given[0].text}",
            remedy=("检查金额的单位", "look at the unit of the amount"),
        )  # fmt: skip


def _hundredfold(
    file: str, rule: str, one: tree.Expression, other: tree.Expression, units: Mapping[str, str]
) -> Iterator[Remark]:
    """甲.率 = a / b × 100: a rate is a quotient, and 100 makes it a hundred times too large."""
    if not isinstance(one, tree.Name) or not is_rate(one, units):
        return
    factor = _bare_hundred(other)
    if factor is not None:
        yield remark(
            "scale-factor", file, rule, factor.span,
            (f"{one.key} 是比率，商不必再乘 100", f"{one.key} is a rate: the quotient need not be multiplied by 100"),
            severity=Severity.WARNING, witness=f"{one.key}=50%", remedy=("删去 × 100，或写作 × 100%", "leave out × 100, or write × 100%"),
        )  # fmt: skip


def _bare_hundred(node: tree.Expression) -> tree.Number | None:
    if not isinstance(node, tree.Binary) or node.operator is not Operator.MULTIPLY:
        return None
    for part, rest in ((node.left, node.right), (node.right, node.left)):
        if isinstance(part, tree.Number) and not part.unit and part.value == _HUNDRED and _divides(rest):
            return part
    return None


def _divides(node: tree.Expression) -> bool:
    return isinstance(node, tree.Binary) and node.operator is Operator.DIVIDE
