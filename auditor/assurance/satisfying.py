"""Can a condition hold at all? Decided exactly, whatever stands in it.

Comparisons are sums of names, what is not linear is one opaque unknown (a count is never negative), texts are numbers
of their own.
An answer of "no" is a proof; "yes" comes with values that do it where everything is linear.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable, Mapping
from fractions import Fraction
from math import gcd, lcm

from auditor import records
from auditor.assurance.linear import Sum, difference_of
from auditor.assurance.walking import nodes_in
from auditor.evaluation.catalogue import never_negative
from auditor.evaluation.forms import OPPOSITE
from auditor.evaluation.joint import ALLOWED, Together, hold_together
from auditor.evaluation.simplex import Constraint
from auditor.language import tree
from auditor.language.tree import Relation
from auditor.numbers import Interval

_MOST_CASES = 64
_ZERO = Fraction(0)
_NONE: Mapping[str, Fraction] = {}

Atom = tuple[Relation, Sum]
Cases = list[list[Atom]]


class _TooManyCasesError(Exception):
    """The condition has more cases than are looked at."""


@records.frozen
class Satisfied:
    """Whether a condition can hold: True, False (proved), None (too many cases)."""

    answer: bool | None
    _found: Callable[[], Mapping[Hashable, Fraction]] = dict

    @property
    def values(self) -> Mapping[Hashable, Fraction]:
        """Return values that do it, by name."""
        return self._found()


def can_hold(*conditions: tree.Condition | Negated, whole: Mapping[str, Fraction] = _NONE) -> Satisfied:
    """Return whether all of `conditions` can hold at once; figures in `whole` are multiples of a step."""
    try:
        cases: Cases = [[]]
        for condition in conditions:
            negated = isinstance(condition, Negated)
            node = condition.condition if isinstance(condition, Negated) else condition
            cases = _both(cases, _cases(node, negated=negated))
    except _TooManyCasesError:
        return Satisfied(None)
    undecided = False
    for case in cases:
        found = _solved(case, whole)
        if found.answer:
            return found
        undecided |= found.answer is None
    return Satisfied(None if undecided else False)


def shows(
    *conditions: tree.Condition | Negated,
    whole: Mapping[str, Fraction] = _NONE,
    round_ones: Mapping[str, Fraction] = _NONE,
) -> Mapping[Hashable, Fraction]:
    """Return values under which all of `conditions` hold; none where nothing does it.

    Figures in `whole` are multiples of a step, those in `round_ones` and none below 0 where that is possible.
    """
    nodes = [each.condition if isinstance(each, Negated) else each for each in conditions]
    names = {part.key: part for part in nodes_in(tuple(nodes)) if isinstance(part, tree.Name)}
    floors = [
        tree.Compare(Relation.AT_LEAST, name, tree.Number(_ZERO, "", "0", name.span), name.span)
        for name in names.values()
    ]
    tries = (
        can_hold(*conditions, *floors, whole={**round_ones, **whole}),
        can_hold(*conditions, *floors, whole=whole),
        can_hold(*conditions, whole=whole),
    )
    return next((found.values for found in tries if found.values), {})


@records.frozen
class Negated:
    """A condition that must not hold."""

    condition: tree.Condition


def _cases(node: tree.Condition, *, negated: bool) -> Cases:
    match node:
        case tree.Compare():
            return _compared(node, negated=negated)
        case tree.Not():
            return _cases(node.part, negated=not negated)
        case tree.Implies():
            if negated:
                return _both(_cases(node.premise, negated=False), _cases(node.conclusion, negated=True))
            return _either(_cases(node.premise, negated=True), _cases(node.conclusion, negated=False))
        case tree.Exists():
            there = Sum({("exists", node.name): Fraction(1)}, Fraction(-1))
            return [[(Relation.UNEQUAL if negated else Relation.EQUAL, there)]]
        case tree.All() | tree.Any():
            both = isinstance(node, tree.All) is not negated
            found: Cases = [[]] if both else []
            for part in node.parts:
                cases = _cases(part, negated=negated)
                found = _both(found, cases) if both else _either(found, cases)
            return found


def _both(left: Cases, right: Cases) -> Cases:
    if len(left) * len(right) > _MOST_CASES:
        raise _TooManyCasesError
    return [[*one, *two] for one in left for two in right]


def _either(left: Cases, right: Cases) -> Cases:
    if len(left) + len(right) > _MOST_CASES:
        raise _TooManyCasesError
    return [*left, *right]


def _compared(node: tree.Compare, *, negated: bool) -> Cases:
    relation = OPPOSITE[node.relation] if negated else node.relation
    found = difference_of(_numbered(node.left), _numbered(node.right), opaque=True)
    assert found is not None  # noqa: S101 - what was established before
    return [[(relation, found)]]


def _numbered(node: tree.Expression) -> tree.Expression:
    if not isinstance(node, tree.Text | tree.Date):
        return node
    # Any number of its own will do: texts are only ever equal or not.
    own = int.from_bytes(node.value.encode("utf-8", "surrogatepass"), "big") + 2
    return tree.Number(Fraction(own), "", node.value, node.span)


def _solved(case: list[Atom], whole: Mapping[str, Fraction]) -> Satisfied:
    kept: list[Atom] = []
    unequal: list[Sum] = []
    for relation, row in case:
        if not row.terms:
            if not _constant_holds(relation, row.constant):
                return Satisfied(False)  # noqa: FBT003 - the library's own form
        elif relation is Relation.UNEQUAL:
            unequal.append(row)
        else:
            kept.append((relation, row))
    if len(unequal) > 4:  # noqa: PLR2004 - the number says it
        return Satisfied(None)
    kept += _floors([*(row for _, row in kept), *unequal])
    choices: Cases = [kept]
    for row in unequal:
        choices = [[*one, (side, row)] for one in choices for side in (Relation.LESS, Relation.GREATER)]
    undecided = False
    for choice in choices:
        if whole:
            choice = [_counted(relation, row, whole) for relation, row in choice]  # noqa: PLW2901 - the same, for things
        if len(choice) < 2:  # noqa: PLR2004 - the number says it
            return Satisfied(True, functools.partial(_alone, choice))  # noqa: FBT003 - the library's own form
        found = _linear(choice)
        if found.answer:
            return found
        undecided |= found.answer is None
    return Satisfied(None if undecided else False)


def _counted(relation: Relation, row: Sum, whole: Mapping[str, Fraction]) -> Atom:
    """Return a comparison of multiples with its bound moved to the next value that they can have."""
    if relation is Relation.EQUAL or not all(key in whole for key in row.terms):
        return relation, row
    steps = [weight * whole[str(key)] for key, weight in row.terms.items()]
    scale = Fraction(lcm(*(step.denominator for step in steps)), gcd(*(step.numerator for step in steps)))
    row = row.times(scale)
    bound = -row.constant
    if relation in {Relation.LESS, Relation.AT_MOST}:
        most = bound.__ceil__() - 1 if relation is Relation.LESS else bound.__floor__()
        return Relation.AT_MOST, Sum(row.terms, Fraction(-most))
    least = bound.__floor__() + 1 if relation is Relation.GREATER else bound.__ceil__()
    return Relation.AT_LEAST, Sum(row.terms, Fraction(-least))


def _floors(rows: list[Sum]) -> list[Atom]:
    """Return what is known of functions: counts and numbers without their sign are never negative."""
    keys = dict.fromkeys(key for row in rows for key in row.terms)
    return [(Relation.AT_LEAST, Sum({key: Fraction(1)})) for key in keys if _never_negative(key)]


def _never_negative(key: Hashable) -> bool:
    # What is not linear is known by its tree without places: the name of its class, then its fields.
    match key:
        case ("Call", str(function), *_):
            return never_negative(function)
    return False


def _constant_holds(relation: Relation, value: Fraction) -> bool:
    if relation is Relation.UNEQUAL:
        return value != 0
    return value in ALLOWED[relation]


def _alone(choice: list[Atom]) -> dict[Hashable, Fraction]:
    if not choice:
        return {}
    relation, row = choice[0]
    key, weight = next(iter(row.terms.items()))
    moved = {Relation.LESS: -1, Relation.GREATER: 1}.get(relation, 0)
    values = dict.fromkeys(row.terms, _ZERO)
    values[key] = (Fraction(moved) - row.constant) / weight
    return values


def _linear(choice: list[Atom]) -> Satisfied:
    answer = _at_once(choice)
    if answer is None:
        return _searched(choice)
    return Satisfied(answer, (lambda: _searched(choice).values) if answer else dict)


def _at_once(choice: list[Atom]) -> bool | None:
    """Return whether comparisons can hold together, where that shows without a search; None where it does not.

    Those of one figure each leave it an interval; one more of several figures, of which one is free, can always be met.
    """
    left: dict[Hashable, Interval] = {}
    several: list[Sum] = []
    for relation, row in choice:
        if len(row.terms) > 1:
            several.append(row)
            continue
        ((key, weight),) = row.terms.items()
        allowed = ALLOWED[relation].plus(Interval.point(-row.constant)).times(1 / weight)
        left[key] = left[key].meet(allowed) if key in left else allowed
        if left[key].is_empty:
            return False
    if not several:
        return True
    met = len(several) == 1 and any(key not in left for key in several[0].terms)
    return True if met else None


def _searched(choice: list[Atom]) -> Satisfied:
    names: dict[Hashable, int] = {}
    constraints = []
    for relation, row in choice:
        weights = {names.setdefault(key, len(names)): weight for key, weight in row.terms.items()}
        constraints.append(Constraint(weights, ALLOWED[relation].plus(Interval.point(-row.constant))))
    box = dict.fromkeys(range(len(names)), Interval.everything())
    found = hold_together(constraints, box)
    if found.answer is Together.CONSISTENT:
        return Satisfied(True, lambda: {name: found.witness[index] for name, index in names.items()})  # noqa: FBT003 - the library's own form
    return Satisfied(False if found.answer is Together.INCONSISTENT else None)
