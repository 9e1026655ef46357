"""Relations that hold one by one can fail together."""

from __future__ import annotations

import random
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from auditor.evaluation import forms
from auditor.evaluation.decide import decide
from auditor.evaluation.joint import Together, hold_together, together
from auditor.evaluation.simplex import Constraint
from auditor.language.tree import Relation
from auditor.numbers import Interval, interval_of, round_to
from tests.evaluation.printing import A, B, C, D, T, prints

# a b r1 / c d r2 / c1 c2 t
CELLS = [forms.variable(index) for index in range(9)]
TABLE = [
    (Relation.EQUAL, CELLS[2], forms.add(CELLS[0], CELLS[1])),
    (Relation.EQUAL, CELLS[5], forms.add(CELLS[3], CELLS[4])),
    (Relation.EQUAL, CELLS[6], forms.add(CELLS[0], CELLS[3])),
    (Relation.EQUAL, CELLS[7], forms.add(CELLS[1], CELLS[4])),
    (Relation.EQUAL, CELLS[8], forms.add(CELLS[2], CELLS[5])),
    (Relation.EQUAL, CELLS[8], forms.add(CELLS[6], CELLS[7])),
]


def test_a_table_that_no_true_values_explain() -> None:
    """By rows the whole is 40 or more, by columns it stays below 40."""
    table = prints("10", "10", "21", "10", "10", "20", "19", "20", "40")
    for relation, left, right in TABLE:
        alone = decide(relation, left, right, table.box, table.point, steps=table.steps)
        assert alone.verdict.consistent
    system = together(TABLE, table.box)
    result = hold_together(system.constraints, table.box)
    assert result.answer is Together.INCONSISTENT
    for left_out in result.relations:
        rest = [system.constraints[at] for at in result.relations if at != left_out]
        assert hold_together(rest, table.box).answer is Together.CONSISTENT
    for left_out in result.unknowns:
        freed = [Interval.everything() if at == left_out else each for at, each in enumerate(table.box)]
        kept = [system.constraints[at] for at in result.relations]
        assert hold_together(kept, freed).answer is Together.CONSISTENT


@given(st.integers(0, 10**9))
def test_rounded_true_tables_hold_together(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - test data
    a, b, c, d = (Fraction(rng.randint(-999, 9_999), 1000) for _ in range(4))
    true = [a, b, a + b, c, d, c + d, a + c, b + d, a + b + c + d]
    step = Fraction(1, 10)
    box = [interval_of(round_to(value, step), step) for value in true]
    result = hold_together(together(TABLE, box).constraints, box)
    assert result.answer is Together.CONSISTENT
    witness = [result.witness[at] for at in range(9)]
    assert all(value in interval for value, interval in zip(witness, box, strict=True))
    assert all(forms.value_at(left, witness) == forms.value_at(right, witness) for _, left, right in TABLE)


@given(st.integers(0, 10**9))
def test_one_relation_together_is_that_relation(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - test data
    figures = prints(*(f"{rng.randint(-4, 9)}" for _ in range(5)))
    right = rng.choice(
        (forms.add(A, B), forms.subtract(A, forms.add(B, C)), forms.divide(forms.add(A, B), D))
    )
    alone = decide(Relation.EQUAL, T, right, figures.box, figures.point, steps=figures.steps).verdict
    system = together([(Relation.EQUAL, T, right)], figures.box)
    if system.left_out:
        return
    result = hold_together(system.constraints, figures.box)
    assert (result.answer is Together.CONSISTENT) is alone.consistent


def test_half_open_ends_decide_ties() -> None:
    weights = {0: Fraction(1), 1: Fraction(1)}
    box = [Interval(Fraction(0), Fraction(1), hi_in=False)] * 2
    at_end = hold_together([Constraint(weights, Interval.point(Fraction(2)))], box)
    assert at_end.answer is Together.INCONSISTENT
    assert (at_end.relations, at_end.unknowns) == ((0,), (0, 1))
    below = hold_together([Constraint(weights, Interval(Fraction(199, 100), None, hi_in=False))], box)
    assert below.answer is Together.CONSISTENT


def test_exact_figures_do_not_tie_relations_together() -> None:
    figures = prints("3!", "1", "2", "9", "1")
    wrong = together(
        [(Relation.EQUAL, T, forms.add(A, B)), (Relation.EQUAL, forms.add(C, T), D)], figures.box
    )
    result = hold_together(wrong.constraints, figures.box)
    assert (result.answer, result.relations) == (Together.INCONSISTENT, (1,))


def test_what_is_not_linear_is_said() -> None:
    figures = prints("3", "1", "2", "9", "1")
    system = together(
        [(Relation.EQUAL, T, forms.multiply(A, B)), (Relation.UNEQUAL, T, A), (Relation.EQUAL, C, D)],
        figures.box,
    )
    assert (system.left_out, system.origin) == ((0, 1), (2,))


# A second opinion: Fourier-Motzkin elimination on c·x + k ≥ 0 (or > 0), one unknown after the other.
Line = tuple[tuple[Fraction, ...], Fraction, bool]


def lines_of(weights: list[Fraction], allowed: Interval) -> list[Line]:
    """Return a bounded sum as two half-planes."""
    found: list[Line] = []
    if allowed.lo is not None:
        found.append((tuple(weights), -allowed.lo, not allowed.lo_in))
    if allowed.hi is not None:
        found.append((tuple(-each for each in weights), allowed.hi, not allowed.hi_in))
    return found


def feasible(lines: list[Line], size: int) -> bool:
    """Return whether some point lies in all half-planes."""
    for index in range(size):
        up = [line for line in lines if line[0][index] > 0]
        down = [line for line in lines if line[0][index] < 0]
        lines = [line for line in lines if line[0][index] == 0]
        for one, first, strict in up:
            for two, second, also in down:
                a, b = -two[index], one[index]
                mixed = tuple(a * x + b * y for x, y in zip(one, two, strict=True))
                lines.append((mixed, a * first + b * second, strict or also))
        lines = list(dict.fromkeys(lines))
    return all(rest > 0 or (rest == 0 and not strict) for _, rest, strict in lines)


@given(st.integers(0, 10**9))
def test_simplex_and_elimination_agree(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - test data
    size = 4
    box = [
        Interval(
            Fraction(low), Fraction(low + rng.choice((0, 1, 1, 2))), rng.random() < 0.5, rng.random() < 0.5
        )
        for low in (rng.randint(-3, 3) for _ in range(size))
    ]
    box = [Interval.point(each.lo) if each.lo == each.hi and each.lo is not None else each for each in box]
    lines = [
        line
        for at, each in enumerate(box)
        for line in lines_of([Fraction(at == other) for other in range(size)], each)
    ]
    constraints = []
    for _ in range(rng.randint(1, 3)):
        weights = [Fraction(rng.choice((-2, -1, 0, 1, 1)), rng.choice((1, 1, 3))) for _ in range(size)]
        low = Fraction(rng.randint(-5, 5), rng.choice((1, 2)))
        high = low + rng.choice((0, 0, 1))
        ends = (rng.random() < 0.5, rng.random() < 0.5)
        allowed = Interval.point(low) if low == high else Interval(low, high, *ends)
        allowed = rng.choice(
            (allowed, allowed, Interval(low, None, ends[0]), Interval(None, high, hi_in=ends[1]))
        )
        constraints.append(Constraint({at: weight for at, weight in enumerate(weights) if weight}, allowed))
        lines += lines_of(weights, allowed)
    result = hold_together(constraints, box)
    assert (result.answer is Together.CONSISTENT) is feasible(lines, size)
    if result.answer is Together.CONSISTENT:
        assert all(result.witness[at] in each for at, each in enumerate(box))
        for each in constraints:
            total = sum((weight * result.witness[at] for at, weight in each.weights.items()), Fraction(0))
            assert total in each.allowed
