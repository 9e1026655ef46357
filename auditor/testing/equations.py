"""Which figure each rule claims, and from which others it follows: the order to make a report up in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import records
from auditor.assurance.units import inferred, unit_of_expression
from auditor.assurance.walking import nodes_in
from auditor.language import tree
from auditor.numbers import Rounding, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction


@records.frozen
class Equation:
    """`claim = formula`, a sentence of a rule; `names` are the figures of the formula."""

    rule: tree.Rule
    claim: str
    formula: tree.Expression
    names: tuple[str, ...]


class NotComputableError(Exception):
    """The formula holds what cannot be computed from single figures, or divides by zero."""


def equations_of(rules: Sequence[tree.Rule]) -> list[Equation]:
    """Return the equations that can hold together, each after those that its figures follow from."""
    found: list[Equation] = []
    claimed: set[str] = set()
    for rule in rules:
        own = list(_equations(rule, claimed))
        if len(own) == len(rule.statements):
            claimed |= {each.claim for each in own}
            found += own
    return _ordered(found)


def _equations(rule: tree.Rule, before: set[str]) -> Iterator[Equation]:
    # Where nothing is rounded, few true values come out with the places that are printed.
    if rule.when is not None or rule.rounding is Rounding.EXACT:
        return
    claimed = set(before)
    for statement in rule.statements:
        if not isinstance(statement, tree.Check) or not isinstance(statement.condition, tree.Compare):
            continue
        node = statement.condition
        if node.relation is not tree.Relation.EQUAL:
            continue
        for claim, formula in ((node.left, node.right), (node.right, node.left)):
            if (
                isinstance(claim, tree.Name)
                and _computable(claim)
                and claim.key not in claimed
                and _computable(formula)
            ):
                names = tuple(
                    dict.fromkeys(part.key for part in nodes_in(formula) if isinstance(part, tree.Name))
                )
                if names and claim.key not in names:
                    yield Equation(rule, claim.key, formula, names)
                    claimed.add(claim.key)
                    break


def _computable(node: tree.Expression) -> bool:
    match node:
        case tree.Number():
            return True
        case tree.Name():
            return not node.is_pattern and node.place is None and "." in node.key
        case tree.Negative():
            return _computable(node.operand)
        case tree.Binary():
            return _computable(node.left) and _computable(node.right)
    return False


def _ordered(found: Sequence[Equation]) -> list[Equation]:
    # A figure that two equations would settle, or a circle of them, leaves the later equation out.
    ordered: list[Equation] = []
    claims = {each.claim for each in found}
    waiting = list(found)
    settled: set[str] = set()
    while waiting:
        ready = [each for each in waiting if not set(each.names) & claims - settled]
        if not ready:
            dropped = waiting.pop()
            claims = {each.claim for each in waiting} | settled
            waiting = [each for each in waiting if each.rule.id != dropped.rule.id]
            continue
        for each in ready:
            ordered.append(each)
            settled.add(each.claim)
            waiting.remove(each)
    return ordered


def value_of(node: tree.Expression, values: Mapping[str, Fraction]) -> Fraction:
    """Return the value of a formula in base units. Raises NotComputableError."""
    match node:
        case tree.Number():
            return node.value * unit_of(node.unit).factor
        case tree.Name():
            return values[node.key]
        case tree.Negative():
            return -value_of(node.operand, values)
        case tree.Binary():
            left, right = value_of(node.left, values), value_of(node.right, values)
            match node.operator:
                case tree.Operator.ADD:
                    return left + right
                case tree.Operator.SUBTRACT:
                    return left - right
                case tree.Operator.MULTIPLY:
                    return left * right
                case tree.Operator.DIVIDE:
                    if right == 0:
                        raise NotComputableError(node)
                    return left / right
    raise NotComputableError(node)


def units_of(rules: Sequence[tree.Rule], equations: Sequence[Equation]) -> dict[str, str]:
    """Return a unit for every figure, the usual one for its name where nothing tells."""
    units: dict[str, str] = {}
    for rule in rules:
        units.update({name: unit for name, unit in inferred(rule, units).items() if name not in units})
    for equation in equations:
        for name in equation.names:
            units.setdefault(name, _usual(name))
    for equation in equations:
        if equation.claim not in units:
            units[equation.claim] = unit_of_expression(equation.formula, units) or _usual(equation.claim)
    return units


def _usual(name: str) -> str:
    if name.endswith(("率", "占比", "比例")):
        return "%"
    return "分" if name.endswith(("得分", "权重")) else "万元"
