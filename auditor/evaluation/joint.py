"""Whether relations that hold one by one can hold together.

Every row, column and total of a table can pass alone while no true values satisfy all of them. Linear
relations over half-open intervals are decided exactly, and what cannot hold together is cut down to a
set in which nothing can be spared.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

import attrs

from auditor import records
from auditor.evaluation import bounding, forms
from auditor.evaluation.corners import OutOfReachError
from auditor.evaluation.forms import Form, Quotient, ZeroBaseError
from auditor.evaluation.simplex import Conflict, Constraint, PivotsSpentError, Simplex
from auditor.language.tree import Relation
from auditor.numbers import Interval

MAX_TRIALS = 400
"""How often one conflict is tried again with a part left out; past that it is reported as it stands."""


class Together(enum.Enum):
    """Whether relations can hold together."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    UNDECIDED = "undecided"


@records.frozen
class JointResult:
    """The answer, with its proof.

    `witness` gives each unknown a true value under which everything holds. Of an inconsistent system,
    `relations` and `unknowns` are one smallest conflict: leave any of the relations out, or any of the
    printed figures, and the rest can hold. `undecided` lists relations too large or too curved.
    """

    answer: Together
    witness: Mapping[int, Fraction] = attrs.field(factory=dict)
    relations: tuple[int, ...] = ()
    unknowns: tuple[int, ...] = ()
    undecided: tuple[int, ...] = ()


def hold_together(
    constraints: Sequence[Constraint], box: Mapping[int, Interval] | Sequence[Interval]
) -> JointResult:
    """Return whether all constraints can hold at once for some true values of the box.

    The system falls apart into connected components, each decided alone; the first that is
    inconsistent answers for all.
    """
    bounds = box if isinstance(box, Mapping) else dict(enumerate(box))
    witness: dict[int, Fraction] = {}
    undecided: list[int] = []
    for members in _components(constraints, bounds):
        solved = _solve([constraints[at] for at in members], bounds)
        if solved is None:
            undecided.extend(members)
        elif isinstance(solved, Conflict):
            among = [members[at] for at in sorted(solved.constraints)]
            relations, unknowns = _smallest(constraints, bounds, among, solved.unknowns)
            return JointResult(Together.INCONSISTENT, relations=relations, unknowns=unknowns)
        else:
            witness.update(solved)
    if undecided:
        return JointResult(Together.UNDECIDED, undecided=tuple(undecided))
    for index, interval in bounds.items():
        witness.setdefault(index, some_value(interval))
    return JointResult(Together.CONSISTENT, witness=witness)


@records.frozen
class System:
    """Comparisons as constraints; `origin` says which comparison each constraint came from.

    `left_out` are comparisons that linear constraints cannot express.
    """

    constraints: tuple[Constraint, ...]
    origin: tuple[int, ...]
    left_out: tuple[int, ...]


def together(comparisons: Sequence[tuple[Relation, Form, Form]], box: Sequence[Interval]) -> System:
    """Return what comparisons say as linear constraints.

    Sums are linear as they stand. A ratio is so for a claimed figure that no other comparison uses: its
    interval then is all that binds it.
    """
    uses = Counter(
        index for _, left, right in comparisons for index in forms.variables(left) | forms.variables(right)
    )
    constraints: list[Constraint] = []
    origin: list[int] = []
    left_out: list[int] = []
    for at, (relation, left, right) in enumerate(comparisons):
        found = _linear(relation, left, right, box) or _ratio(relation, left, right, box, uses)
        if not found:
            left_out.append(at)
        constraints.extend(found)
        origin.extend(at for _ in found)
    return System(tuple(constraints), tuple(origin), tuple(left_out))


def _linear(relation: Relation, left: Form, right: Form, box: Sequence[Interval]) -> tuple[Constraint, ...]:
    difference = forms.subtract(left, right)
    allowed = allowed_values(relation)
    if not isinstance(difference, Quotient) or allowed is None:
        return ()
    try:
        difference = bounding.folded(difference, box)
    except ZeroBaseError:
        return ()
    if not difference.affine or not difference.divisor.constant:
        return ()
    return (within(difference, allowed),)


def _ratio(
    relation: Relation, left: Form, right: Form, box: Sequence[Interval], uses: Mapping[int, int]
) -> tuple[Constraint, ...]:
    if relation is not Relation.EQUAL:
        return ()
    for claim, other in ((left, right), (right, left)):
        if not forms.is_variable(claim) or not isinstance(other, Quotient):
            continue
        (index,) = forms.variables(claim)
        if uses[index] > 1 or index in forms.variables(other):
            continue
        try:
            ratio = bounding.folded(other, box)
            sign = bounding.range_of_quotient(Quotient(ratio.divisor), box).interval
        except (ZeroBaseError, OutOfReachError):
            return ()
        if (
            ratio.bases
            or not ratio.linear_fractional
            or sign.lo is None
            or sign.hi is None
            or sign.lo <= 0 <= sign.hi
        ):
            continue
        if sign.hi < 0:
            ratio = Quotient(ratio.numerator.times(-1), ratio.divisor.times(-1))
        return ratio_constraints(box[index], ratio)
    return ()


def ratio_constraints(claim: Interval, ratio: Quotient) -> tuple[Constraint, ...]:
    """Return what `ratio ∈ claim` says as constraints, for a ratio of sums whose divisor is positive.

    N/D ≥ t is N - t·D ≥ 0 then. Enough for a claimed figure that no other relation uses.
    """
    found = []
    for end, included, upper in ((claim.lo, claim.lo_in, False), (claim.hi, claim.hi_in, True)):
        if end is None:
            continue
        moved = forms.subtract(
            Quotient(ratio.numerator), forms.multiply(forms.constant(end), Quotient(ratio.divisor))
        )
        zero = Fraction(0)
        side = Interval(None, zero, hi_in=included) if upper else Interval(zero, None, lo_in=included)
        if isinstance(moved, Quotient):
            found.append(within(moved, side))
    return tuple(found)


def within(affine: Quotient, allowed: Interval) -> Constraint:
    """Return the constraint that a sum of figures lies in `allowed`."""
    scale = Fraction(1, affine.divisor.constant or 1)
    weights: dict[int, Fraction] = {}
    shift = Fraction(0)
    for monomial, factor in affine.numerator.terms:
        if monomial:
            weights[monomial[0]] = factor * scale
        else:
            shift = factor * scale
    return Constraint(weights, allowed.plus(Interval.point(-shift)))


def allowed_values(relation: Relation) -> Interval | None:
    """Return the values that compare so with zero, or None for ≠, whose values are no interval."""
    return ALLOWED.get(relation)


_ZERO = Fraction(0)
ALLOWED: Mapping[Relation, Interval] = {
    Relation.EQUAL: Interval.point(_ZERO),
    Relation.LESS: Interval(None, _ZERO, lo_in=False, hi_in=False),
    Relation.AT_MOST: Interval(None, _ZERO, lo_in=False),
    Relation.GREATER: Interval(_ZERO, None, lo_in=False, hi_in=False),
    Relation.AT_LEAST: Interval(_ZERO, None, hi_in=False),
}
"""Where a difference lies whose sides compare so; ≠ leaves no interval."""


def some_value(interval: Interval) -> Fraction:
    """Return a value of a non-empty interval, its middle where it has one."""
    if interval.lo is None:
        return Fraction(0) if interval.hi is None else interval.hi - 1
    return interval.lo + 1 if interval.hi is None else (interval.lo + interval.hi) / 2


def _solve(
    constraints: Sequence[Constraint], box: Mapping[int, Interval]
) -> Conflict | dict[int, Fraction] | None:
    # Points are numbers: put in, they leave a smaller system. A conflict with points alone keeps its constraint.
    for at, each in enumerate(constraints):
        if not each.weights and Fraction(0) not in each.allowed:
            return Conflict(frozenset({at}), frozenset())
    try:
        return Simplex(box, constraints).solve()
    except PivotsSpentError:
        return None


def _components(constraints: Sequence[Constraint], box: Mapping[int, Interval]) -> list[list[int]]:
    # Exact figures (points) do not tie relations together: they have no freedom to share.
    owner: dict[int, int] = {}
    groups: dict[int, list[int]] = {}
    for at, each in enumerate(constraints):
        free = [index for index in each.weights if not box[index].is_point]
        touched = sorted({owner[index] for index in free if index in owner})
        home = touched[0] if touched else at
        members = groups.setdefault(home, [])
        members.append(at)
        for other in touched[1:]:
            moved = groups.pop(other)
            members.extend(moved)
            owner.update({index: home for index, group in owner.items() if group == other})
        owner.update(dict.fromkeys(free, home))
    return [sorted(members) for members in groups.values()]


def _smallest(
    constraints: Sequence[Constraint],
    box: Mapping[int, Interval],
    among: Sequence[int],
    unknowns: frozenset[int],
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Leave out whatever the conflict does not need, one part at a time (a deletion filter)."""
    relations, figures = list(among), set(unknowns)
    trials = 0

    def conflicts(chosen: Sequence[int], bounded: set[int]) -> Conflict | None:
        freed = {
            index: interval if index in bounded else Interval.everything() for index, interval in box.items()
        }
        solved = _solve([constraints[at] for at in chosen], freed)
        return solved if isinstance(solved, Conflict) else None

    for at in among:
        trials += 1
        if trials > MAX_TRIALS:
            break
        rest = [other for other in relations if other != at]
        if conflicts(rest, figures):
            relations = rest
    for index in sorted(unknowns):
        trials += 1
        if trials > MAX_TRIALS:
            break
        if conflicts(relations, figures - {index}):
            figures.discard(index)
    return tuple(relations), tuple(sorted(figures))
