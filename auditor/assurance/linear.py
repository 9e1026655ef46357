"""Expressions as sums of names, and exact elimination over many of them that names its witnesses.

What is not linear (a product of two figures, a function) can stand as one opaque unknown: then what is
found impossible is so for every value that it may have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm

import attrs

from auditor import records
from auditor.assurance.walking import without_spans
from auditor.language import tree
from auditor.numbers import unit_of

Key = Hashable
_MOST_BACK = 2_000
"""Up to so many rows that hang together are solved backwards too, to find figures they force to be 0."""


@records.frozen
class Sum:
    """Names, each times a number, and a constant."""

    terms: Mapping[Key, Fraction]
    constant: Fraction = Fraction(0)

    def plus(self, other: Sum, factor: Fraction = Fraction(1)) -> Sum:
        """Return the sum with `other` times `factor`."""
        terms = dict(self.terms)
        for key, weight in other.terms.items():
            total = terms.get(key, Fraction(0)) + weight * factor
            if total:
                terms[key] = total
            else:
                terms.pop(key, None)
        return Sum(terms, self.constant + other.constant * factor)

    def times(self, factor: Fraction) -> Sum:
        """Return every part times `factor`."""
        if not factor:
            return Sum({})
        return Sum({key: weight * factor for key, weight in self.terms.items()}, self.constant * factor)


def sum_of(node: tree.Expression, *, opaque: bool) -> Sum | None:
    """Return an expression as a sum; what is not linear is one unknown where `opaque`, else gives None."""
    terms: dict[Key, _Exact] = {}
    constant = _gathered(node, 1, terms, opaque=opaque)
    return None if constant is None else _sum(terms, constant)


def difference_of(left: tree.Expression, right: tree.Expression, *, opaque: bool) -> Sum | None:
    """Return `left` less `right` as a sum; what is not linear is one unknown where `opaque`, else gives None."""
    terms: dict[Key, _Exact] = {}
    one = _gathered(left, 1, terms, opaque=opaque)
    two = None if one is None else _gathered(right, -1, terms, opaque=opaque)
    return None if one is None or two is None else _sum(terms, one + two)


_Exact = int | Fraction


def _sum(terms: Mapping[Key, _Exact], constant: _Exact) -> Sum:
    return Sum({key: Fraction(weight) for key, weight in terms.items() if weight}, Fraction(constant))


def _gathered(
    node: tree.Expression, factor: _Exact, terms: dict[Key, _Exact], *, opaque: bool
) -> _Exact | None:
    """Add `node`, `factor` times, to `terms` and return its constant part; None where it is not linear."""
    key: Key
    match node:
        case tree.Name() if "*" not in node.key:
            key = node.key if node.place is None else f"{node.key}@{node.place}"
        case tree.Number():
            value = unit_of(node.unit).in_base(node.value)
            return value if factor == 1 else value * factor
        case tree.Cell() if node.row != "*":
            key = f"{node.table}[{node.row}, {node.col}]"
        case tree.Negative():
            return _gathered(node.operand, -factor, terms, opaque=opaque)
        case tree.Binary(operator=tree.Operator.ADD | tree.Operator.SUBTRACT):
            left = _gathered(node.left, factor, terms, opaque=opaque)
            if left is None:
                return None
            sign = 1 if node.operator is tree.Operator.ADD else -1
            right = _gathered(node.right, factor * sign, terms, opaque=opaque)
            return None if right is None else left + right
        case tree.Binary() if (scale := _scale(node)) is not None:
            part, amount = scale
            return _gathered(part, factor * amount, terms, opaque=opaque)
        case _ if opaque:
            key = without_spans(node)
        case _:
            return None
    terms[key] = terms.get(key, 0) + factor
    return 0


def _scale(node: tree.Binary) -> tuple[tree.Expression, Fraction] | None:
    """Return a product with a number as the other factor and the number."""
    left, right = _number(node.left), _number(node.right)
    if node.operator is tree.Operator.DIVIDE:
        return (node.left, 1 / right) if right else None
    if left is not None:
        return node.right, left
    return None if right is None else (node.left, right)


def _number(node: tree.Expression) -> Fraction | None:
    """Return the value of an expression without names."""
    match node:
        case tree.Number():
            return unit_of(node.unit).in_base(node.value)
        case tree.Negative():
            inner = _number(node.operand)
            return None if inner is None else -inner
        case tree.Binary():
            left, right = _number(node.left), _number(node.right)
            if left is None or right is None:
                return None
            match node.operator:
                case tree.Operator.ADD:
                    return left + right
                case tree.Operator.SUBTRACT:
                    return left - right
                case tree.Operator.MULTIPLY:
                    return left * right
                case tree.Operator.DIVIDE:
                    return left / right if right else None
    return None


@records.frozen
class Found:
    """Rows that combine: to nothing new (`redundant`), to a falsehood (`contradiction`), or to figure = 0 (`zero`).

    `rows` are their numbers in order, each with its factor; the last one is the one that adds nothing.
    """

    kind: str
    rows: tuple[tuple[int, Fraction], ...]
    key: Key | None = None
    constant: Fraction = Fraction(0)


@attrs.define
class _Row:
    """Whole numbers that add up to 0, and which of the given rows, times what, gave them."""

    terms: dict[int, int]
    constant: int
    origin: dict[int, int]
    scale: int = 1

    def less(self, pivot: _Row, at: int) -> None:
        """Subtract the multiple of `pivot` that removes unknown `at`."""
        one, two = self.terms[at], pivot.terms[at]
        common = gcd(one, two)
        mine, other = two // common, -(one // common)
        if mine < 0:
            mine, other = -mine, -other
        _combine(self.terms, pivot.terms, mine, other)
        _combine(self.origin, pivot.origin, mine, other)
        self.constant = self.constant * mine + pivot.constant * other
        shared = gcd(self.constant, *self.terms.values(), *self.origin.values())
        if shared > 1:
            self.terms = {key: value // shared for key, value in self.terms.items()}
            self.origin = {key: value // shared for key, value in self.origin.items()}
            self.constant //= shared


def _combine(into: dict[int, int], other: Mapping[int, int], mine: int, factor: int) -> None:
    if mine != 1:
        for key in into:
            into[key] *= mine
    for key, value in other.items():
        total = into.get(key, 0) + value * factor
        if total:
            into[key] = total
        else:
            del into[key]


def eliminate(rows: Sequence[Sum]) -> Iterator[Found]:
    """Find rows (each says that its sum is 0) that follow from others or contradict them.

    A row with a figure that no other row speaks of says something of its own: such rows are laid
    aside first, again and again, and what is left is a small core. Of the rows laid aside only figures
    that they force to be 0 are of interest.
    """
    numbers: dict[Key, int] = {}
    names: list[Key] = []
    made: list[_Row] = []
    scales: list[int] = []
    for index, row in enumerate(rows):
        scale = lcm(row.constant.denominator, *(weight.denominator for weight in row.terms.values()))
        terms = {}
        for key, weight in row.terms.items():
            if key not in numbers:
                numbers[key] = len(names)
                names.append(key)
            terms[numbers[key]] = weight.numerator * (scale // weight.denominator)
        made.append(_Row(terms, int(row.constant * scale), {index: 1}))
        scales.append(scale)
    core, aside = _core([row.terms for row in made])
    uses = Counter(key for index in core for key in made[index].terms)
    pivots: dict[int, _Row] = {}
    for index in core:
        own = made[index]
        while shared := [number for number in own.terms if number in pivots]:
            own.less(pivots[shared[0]], shared[0])
        if own.terms:
            pivots[min(own.terms, key=lambda number: (uses[number], number))] = own
        else:
            yield _found("contradiction" if own.constant else "redundant", own, scales)
    whole = {key: made[index] for index, key in aside} | pivots
    if len(whole) <= _MOST_BACK:
        yield from _zeros(whole, names, scales)
    elif len(pivots) <= _MOST_BACK:
        yield from _zeros(pivots, names, scales)


def _core(rows: Sequence[Mapping[int, int]]) -> tuple[list[int], list[tuple[int, int]]]:
    """Return the rows of the core, and those laid aside with the figure that none of the rest speaks of."""
    users: dict[int, set[int]] = {}
    for index, row in enumerate(rows):
        for key in row:
            users.setdefault(key, set()).add(index)
    alone = [key for key, having in users.items() if len(having) == 1]
    aside: list[tuple[int, int]] = []
    gone: set[int] = set()
    while alone:
        key = alone.pop()
        having = users[key]
        if len(having) != 1:
            continue
        (index,) = having
        gone.add(index)
        aside.append((index, key))
        for other in rows[index]:
            users[other].discard(index)
            if len(users[other]) == 1:
                alone.append(other)
    return [index for index in range(len(rows)) if index not in gone], aside


def _zeros(pivots: dict[int, _Row], names: Sequence[Key], scales: Sequence[int]) -> Iterator[Found]:
    for own, row in reversed(list(pivots.items())):
        while shared := [key for key in row.terms if key != own and key in pivots]:
            key = shared[0]
            row.less(pivots[key], key)
        if len(row.terms) == 1 and row.constant == 0 and len(row.origin) > 1:
            found = _found("zero", row, scales)
            yield attrs.evolve(found, key=names[own])


def _found(kind: str, row: _Row, scales: Sequence[int]) -> Found:
    rows = tuple((index, Fraction(factor * scales[index])) for index, factor in sorted(row.origin.items()))
    return Found(kind, rows, constant=Fraction(row.constant))


# Bounds ------------------------------------------------------------------------------------------


def direction_of(row: Sum) -> tuple[tuple[tuple[Key, Fraction], ...], Fraction]:
    """Return a sum's terms scaled so that sums of one direction compare, and the scale taken out."""
    terms = sorted(row.terms.items(), key=lambda item: repr(item[0]))
    factor = terms[0][1]
    return tuple((key, weight / factor) for key, weight in terms), factor
