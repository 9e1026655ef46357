"""Generated comparisons for the oracle: few digits, so that ties, negatives and zero bases are common."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor.evaluation import forms
from auditor.evaluation.forms import Form
from auditor.numbers import Interval, Rounding, interval_of, round_to
from tests.evaluation.oracle import Span, Tree, ZeroError, extremes, walk

if TYPE_CHECKING:
    import random

# Unknown 0 is the claim. Figures repeat in many of these, above and below the line.
SHAPES: tuple[Tree, ...] = (
    1,
    ("+", 1, 2),
    ("-", 1, 2),
    ("+", ("+", 1, 2), 3),
    ("-", ("+", 1, 2), ("+", 3, 4)),
    ("+", 1, ("+", 1, 2)),
    ("-", ("+", 1, 2), 1),
    ("/", 1, 2),
    ("/", ("-", 1, 2), 2),
    ("-", ("/", 1, 2), Fraction(1)),
    ("/", 1, ("+", 1, 2)),
    ("/", ("-", 1, 2), ("-", 3, 2)),
    ("/", ("+", 1, 2), ("+", 3, 4)),
    ("*", ("/", 1, 2), 3),
    ("*", ("/", 1, 2), Fraction(5)),
    ("*", 1, 2),
    ("+", ("*", 1, 2), ("*", 3, 4)),
    ("*", 1, ("-", Fraction(1), 2)),
    ("+", ("*", 1, 2), ("*", 1, 3)),
    ("/", ("+", ("*", 1, 2), ("*", 3, 4)), ("+", 2, 4)),
    ("/", ("+", 1, ("+", 2, 3)), Fraction(3)),
    ("-", Fraction(100), ("+", 1, 2)),
    ("/", Fraction(1), ("-", 1, 2)),
    ("-", ("*", Fraction(3, 10), 1), ("*", Fraction(7, 10), 2)),
)

MODES = (
    Rounding.HALF_UP, Rounding.HALF_UP, Rounding.HALF_UP, Rounding.HALF_EVEN, Rounding.HALF_DOWN,
    Rounding.NEAREST, Rounding.TRUNCATE, Rounding.FLOOR, Rounding.CEILING, Rounding.AWAY,
)  # fmt: skip


@attrs.frozen
class Problem:
    """A claim, its formula for both judges, and the figures."""

    tree: Tree
    form: Form
    box: list[Interval]
    spans: list[Span]
    point: tuple[Fraction, ...]
    steps: tuple[Fraction, ...]


def form_of(tree: Tree) -> Form:
    """Return the package's form of a formula."""
    if isinstance(tree, int):
        return forms.variable(tree)
    if isinstance(tree, Fraction):
        return forms.constant(tree)
    make = {"+": forms.add, "-": forms.subtract, "*": forms.multiply, "/": forms.divide}[tree[0]]
    return make(form_of(tree[1]), form_of(tree[2]))


def problem(rng: random.Random) -> Problem:
    """Return one comparison with a claim that is right, near, at the border of the range, or wrong."""
    tree = rng.choice(SHAPES)
    mode = rng.choice(MODES)
    figures: list[tuple[Fraction, Fraction, Interval]] = []
    for _ in range(5):
        step = rng.choice(
            (Fraction(1), Fraction(1, 10), Fraction(1, 10), Fraction(1, 100), Fraction(10), Fraction(0))
        )
        most = rng.choice((3, 12, 120))
        count = rng.randint(-most // 3 if rng.random() < 0.3 else 0, most)
        value = count * (step or Fraction(1))
        figures.append((value, step, interval_of(value, step, mode)))
    value, step = _claim(rng, tree, mode, figures)
    figures[0] = (value, step, interval_of(value, step, mode))
    box = [interval for _, _, interval in figures]
    return Problem(
        tree,
        form_of(tree),
        box,
        [span(each) for each in box],
        tuple(each[0] for each in figures),
        tuple(each[1] for each in figures),
    )


def span(interval: Interval) -> Span:
    """Return a bounded interval as the oracle takes it."""
    if interval.lo is None or interval.hi is None:
        raise ValueError("bounded intervals only")
    return (interval.lo, interval.lo_in), (interval.hi, interval.hi_in)


def _claim(
    rng: random.Random, tree: Tree, mode: Rounding, figures: list[tuple[Fraction, Fraction, Interval]]
) -> tuple[Fraction, Fraction]:
    step = rng.choice((Fraction(1), Fraction(1, 10), Fraction(1, 100), Fraction(1, 10000)))
    point = tuple(value for value, _, _ in figures)
    try:
        value = walk(tree, point)
        kind = rng.random()
        if kind < 0.4:
            # At the edge of what is possible: the last place inside, or the first outside.
            low, high = extremes(tree, [span(interval) for _, _, interval in figures])
            value = rng.choice((low, high))[0] + rng.choice((-step, -step / 2, Fraction(0), step / 2, step))
        elif kind < 0.7:
            value += rng.randint(-3, 3) * step
    except ZeroError:
        value = Fraction(rng.randint(-20, 20))
    if rng.random() < 0.05 and value.denominator <= 10_000:
        return value, Fraction(0)
    return round_to(value, step, mode), step
