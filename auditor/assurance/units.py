"""Which unit each name of a rule has, as far as literals and examples tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from auditor.assurance.walking import nodes_in
from auditor.evaluation.dimensions import Dimension, DimensionError
from auditor.evaluation.facts import BUILT_IN_SYNONYMS
from auditor.language import tree
from auditor.numbers import unit_of

if TYPE_CHECKING:
    from auditor.source import Span

_COUNTING = frozenset({"行数", "rows", "计数", "count", "指标数", "indicators"})
_SAME = frozenset(
    "求和 sum 平均 mean average 最大 最大值 max maximum 最小 最小值 min minimum 绝对值 abs absolute 下级合计 children_sum 四舍五入 round rounded".split()
)
_SCORE_WORDS = frozenset("权重 权重分 满分 分值 得分 实际得分 weight full score".split())
_LIKE = (tree.Operator.ADD, tree.Operator.SUBTRACT)
_ROUNDS = 4

Units = Mapping[str, str]


def told_by_examples(rule: tree.Rule | tree.Scoring) -> dict[str, str]:
    """Return the unit of every name that an example of `rule` gives a value."""
    found: dict[str, str] = {}
    for example in rule.examples:
        for binding in example.bindings:
            match binding.value:
                case tree.Number(unit=unit):
                    name = binding.name.partition("@")[0]
                    # A unit that is left out in one example is told by the others.
                    found[name] = found.get(name) or unit
                case tree.Text():
                    found.setdefault(binding.name.partition("@")[0], "text")
                case tree.Date():
                    found.setdefault(binding.name.partition("@")[0], "date")
    return found


def last_place_of(rule: tree.Rule) -> Fraction | None:
    """Return the coarsest last place of the figures that a rule's examples give, None where they give none."""
    found = []
    for example in rule.examples:
        for binding in example.bindings:
            if isinstance(binding.value, tree.Number):
                numeral = binding.value.text.removesuffix(binding.value.unit).strip().rstrip("%‰")
                places = len(numeral.partition(".")[2])
                found.append(unit_of(binding.value.unit).factor / 10**places)
    return max(found, default=None)


def inferred(
    rule: tree.Rule | tree.Scoring, told: Units | None = None, nodes: Sequence[object] | None = None
) -> dict[str, str]:
    """Return the unit of every name that examples, literals and sums of `rule` give one.

    `nodes` are those of the rule, where they are at hand.
    """
    units = {**(told or {}), **told_by_examples(rule)}
    nodes = tuple(nodes_in(rule)) if nodes is None else nodes
    name = tree.Name
    for part in nodes:
        if type(part) is name and part.key.rpartition(".")[2] in _SCORE_WORDS:
            units.setdefault(part.key, "分")
    unsettled = [
        (one, other)
        for left, right in likes(rule, nodes)
        for one, other in ((left, right), (right, left))
        if not _learned(one, other, units)
    ]
    known = 0
    for _ in range(_ROUNDS - 1):
        if known == len(units) or not unsettled:
            break
        known = len(units)
        unsettled = [pair for pair in unsettled if not _learned(*pair, units)]
    if isinstance(rule, tree.Scoring):
        for group in BUILT_IN_SYNONYMS:
            settled = next((units[name] for name in group if name in units), None)
            if settled is not None:
                units.update({name: settled for name in group if name not in units})
    return units


def counted(units: Units) -> dict[str, Fraction]:
    """Return the figures that count things, with the step from one value to the next."""
    return {name: unit_of(unit).factor for name, unit in units.items() if unit_of(unit).is_exact}


def stepped(nodes: Iterable[object], units: Units) -> dict[str, Fraction]:
    """Return every figure of `nodes` with one of its unit: values that people write are multiples of it."""
    return {
        part.key: unit_of(units.get(part.key, "")).factor
        for part in nodes
        if isinstance(part, tree.Name) and unit_of(units.get(part.key, "")).is_numeric
    }


def fit(one: str, two: str) -> bool:
    """Whether two dimensions may stand beside each other."""
    return one == two or {one, two} <= {"ratio", "points"} or {one, two} <= {"date", "count:天", "count:日"}


def likes(
    rule: tree.Rule | tree.Scoring, nodes: Iterable[Any] | None = None
) -> Iterator[tuple[tree.Expression, tree.Expression]]:
    """Give the pairs of expressions that must be of one kind: compared, added, measured against."""
    actual: tree.Expression | None = None
    if isinstance(rule, tree.Scoring):
        actual = tree.Name("业绩值", rule.span)
        if rule.target is not None:
            yield tree.Name("目标值", rule.span), rule.target
            yield actual, rule.target
    for part in nodes_in(rule) if nodes is None else nodes:
        kind = type(part)
        if kind is tree.Compare:
            yield part.left, part.right
        elif kind is tree.Binary:
            if part.operator in _LIKE:
                yield part.left, part.right
        elif kind is tree.Deduct and actual is not None:
            yield actual, part.reference


def _learned(one: tree.Expression, other: tree.Expression, units: MutableMapping[str, str]) -> bool:
    """Give the names of one expression the unit of its like, and return whether each of them has a unit now."""
    if type(one) is tree.Number or (type(one) is tree.Name and one.key in units):
        return True
    terms = _terms(one)
    names = [part.key for part in terms if type(part) is tree.Name and part.key not in units]
    if not names:
        return True
    unit = unit_of_expression(other, units)
    if unit is None:
        known = [unit_of_expression(part, units) for part in terms]
        unit = next((each for each in known if each), None)
    if unit is None:
        return False
    for name in names:
        units[name] = unit
    return True


def _terms(node: tree.Expression) -> tuple[tree.Expression, ...]:
    """Return the parts of a sum, which are all of one kind."""
    match node:
        case tree.Name() | tree.Number():
            return (node,)
        case tree.Binary(operator=tree.Operator.ADD | tree.Operator.SUBTRACT):
            return (*_terms(node.left), *_terms(node.right))
        case tree.Negative():
            return _terms(node.operand)
        case tree.Call() if node.function in _SAME:
            return tuple(part for argument in node.arguments[:1] for part in _terms(argument))
    return (node,)


def unit_of_expression(node: tree.Expression, units: Units) -> str | None:
    """Return a unit that the expression can be printed in, None where nothing tells it."""
    match node:
        case tree.Number(unit=unit):
            return unit if unit or node.value != 0 else None
        case tree.Text():
            return "text"
        case tree.Date():
            return "date"
        case tree.Name():
            return units.get(node.key)
        case _:
            try:
                dimension = dimension_of(node, units)
            except DimensionError:
                return None
            return None if dimension is None else _symbol(dimension)


def _symbol(dimension: Dimension) -> str | None:
    if dimension.plain:
        return {"number": "", "ratio": "%", "points": "个百分点"}[dimension.kind]
    if len(dimension.powers) == 1 and dimension.powers[0][1] == 1:
        name = dimension.powers[0][0]
        return {"money": "万元", "score": "分"}.get(name) or (
            name.partition(":")[2].replace("*", "个") or None
        )
    return None


def dimension_of(node: tree.Expression, units: Units) -> Dimension | None:
    """Return the kind of an expression, None where it is not known. Raises DimensionError."""
    match node:
        case tree.Number():
            return Dimension.of(unit_of(node.unit))
        case tree.Name():
            unit = units.get(node.key)
            return None if unit is None or not unit_of(unit).is_numeric else Dimension.of(unit_of(unit))
        case tree.Negative():
            return dimension_of(node.operand, units)
        case tree.Call() if node.function in _COUNTING:
            return Dimension((("count:*", 1),))
        case tree.Call() if node.function in _SAME and node.arguments:
            return dimension_of(node.arguments[0], units)
        case tree.Binary():
            left, right = dimension_of(node.left, units), dimension_of(node.right, units)
            if left is None or right is None:
                return None
            match node.operator:
                case tree.Operator.MULTIPLY:
                    return left.times(right)
                case tree.Operator.DIVIDE:
                    return left.over(right)
                case _:
                    return left.plus(right)
    return None


def stub(unit: str, span: Span) -> tree.Number | tree.Text | tree.Date:
    """Return a value of `unit` to stand in for one that is not known."""
    if unit == "text":
        return tree.Text("某", span)
    if unit == "date":
        return tree.Date("2024-01-01", span)
    return tree.Number(Fraction(1), unit, f"1{unit}", span)
