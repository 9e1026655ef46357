"""Time the kernel against a fraction tree walk, CEL and rule-engine on one report of 300 figures and 150 rules.

    pip install common-expression-language rule-engine
    python -m benchmarks.engine

writes benchmarks/results/engine.txt. The tree walk gives the same five verdicts as the kernel, with exact
ranges (corners of the box). The two others give plain booleans, CEL on whole numbers, rule-engine on its
decimals: each with its rules compiled once and its context built once, all rules in one run.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import platform
import random
import sys
import time
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.evaluation import forms
from auditor.evaluation.kernel import Comparison, Kernel
from auditor.evaluation.scaled import whole
from auditor.language.tree import Relation
from auditor.numbers import Rounding, interval_of, round_to
from tests.evaluation.oracle import Tree, verdict, walk
from tests.evaluation.problems import form_of, span

if TYPE_CHECKING:
    from collections.abc import Callable

RESULTS = Path(__file__).parent / "results"
FIGURES, RULES = 300, 150
HIDDEN_DIGITS, WRONG = 0.1, 0.04
"""The shares of sums that need hidden digits, and of claims that are wrong."""
LEAST_RUNS = 5
CENT = Fraction(1, 100)
BASIS_POINT = Fraction(1, 10_000)


class Report:
    """150 rules on 300 figures: sums of two to six, differences, rates, shares and growth; one in 25 is wrong."""

    def __init__(self, seed: int) -> None:
        """Make the figures and the rules, each claiming a figure of its own."""
        rng = random.Random(seed)  # noqa: S311 - test data
        free = FIGURES - RULES
        self.point = [Fraction(rng.randint(1_000, 900_000), 100) for _ in range(free)]
        self.steps = [CENT] * free
        self.rules: list[tuple[int, Tree]] = []
        for at in range(RULES):
            one, two, *rest = rng.sample(range(free), rng.randint(3, 6))
            kind = rng.choice(("sum", "sum", "sum", "difference", "rate", "share", "growth"))
            tree: Tree
            step = CENT
            match kind:
                case "sum":
                    tree = ("+", one, two)
                    for other in rest:
                        tree = ("+", tree, other)
                case "difference":
                    tree = ("-", one, two)
                case "rate":
                    tree, step = ("/", one, two), BASIS_POINT
                case "share":
                    tree, step = ("/", one, ("+", one, two)), BASIS_POINT
                case _:
                    tree, step = ("/", ("-", one, two), two), BASIS_POINT
            claim = round_to(walk(tree, tuple(self.point)), step)
            if kind in {"sum", "difference"} and rng.random() < HIDDEN_DIGITS:
                claim += step  # hidden digits
            if rng.random() < WRONG:
                claim += rng.choice((9, 90, -27)) * step
            self.point.append(claim)
            self.steps.append(step)
            self.rules.append((free + at, tree))
        self.box = [
            interval_of(value, step, Rounding.HALF_UP)
            for value, step in zip(self.point, self.steps, strict=True)
        ]


def written(tree: Tree) -> str:
    """Return a formula as source for the other engines."""
    if isinstance(tree, int):
        return f"f{tree}"
    if isinstance(tree, Fraction):
        return str(tree)
    return f"({written(tree[1])} {tree[0]} {written(tree[2])})"


def in_whole_numbers(claim: int, tree: Tree) -> str:
    """Return `claim = tree` in whole numbers: cents, and rates as cross-multiplied basis points."""
    if isinstance(tree, tuple) and tree[0] == "/":
        return f"f{claim} * {written(tree[2])} == {written(tree[1])} * 10000"
    return f"f{claim} == {written(tree)}"


def seconds(run: Callable[[], object], budget: float) -> float:
    """Return the best time of one run among as many as fit into `budget` seconds, five at least."""
    times: list[float] = []
    start = time.perf_counter()
    while len(times) < LEAST_RUNS or time.perf_counter() - start < budget:
        before = time.perf_counter()
        run()
        times.append(time.perf_counter() - before)
    return min(times)


def main() -> int:
    """Time all engines in one run and write the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=2017)
    parser.add_argument("--budget", type=float, default=2.0, help="seconds for each engine")
    parser.add_argument("--output", type=Path, default=RESULTS / "engine.txt")
    given = parser.parse_args()
    report = Report(given.seed)
    kernel = Kernel(
        [Comparison(Relation.EQUAL, forms.variable(claim), form_of(tree)) for claim, tree in report.rules],
        FIGURES,
    )
    figures = kernel.load(report.point, report.box, report.steps)
    spans, point = [span(each) for each in report.box], tuple(report.point)

    def tree_walk() -> list[str]:
        return [verdict(claim, tree, spans, point) for claim, tree in report.rules]

    def values_only() -> list[bool]:
        return [walk(tree, point) == point[claim] for claim, tree in report.rules]

    given_whole = whole(report.point, report.box)

    def with_context() -> object:
        return kernel.verdicts(kernel.load_whole(given_whole))

    def with_load() -> object:
        return kernel.verdicts(kernel.load(report.point, report.box, report.steps))

    same = [each.value for each in kernel.verdicts(figures)] == tree_walk()
    timed = {
        "kernel, five verdicts": seconds(lambda: kernel.verdicts(figures), given.budget),
        "kernel, its figures laid out from whole numbers": seconds(with_context, given.budget),
        "kernel, its figures loaded from fractions": seconds(with_load, given.budget),
        "fraction tree walk, the same verdicts": seconds(tree_walk, given.budget),
        "fraction tree walk, printed values only, booleans": seconds(values_only, given.budget),
    }
    timed |= _others(report, given.budget)
    base = timed["kernel, five verdicts"]
    counts = Counter(tree_walk())
    lines = [
        "python -m benchmarks.engine" + "".join(f" {each}" for each in sys.argv[1:]),
        (
            f"Python {platform.python_version()}, {platform.machine()}; {FIGURES} figures, {RULES} rules; "
            f"shapes {kernel.shapes}"
        ),
        "verdicts: " + ", ".join(f"{name} {count}" for name, count in sorted(counts.items())),
        f"kernel and tree walk agree on every verdict: {'yes' if same else 'NO'}",
        "",
        f"{'':52} {'ms a report':>12} {'rules/s':>12} {'times the kernel':>17}",
    ]
    lines += [
        f"{name:52} {taken * 1000:12.3f} {RULES / taken:12,.0f} {taken / base:17.1f}"
        for name, taken in timed.items()
    ]
    text = "\n".join(lines) + "\n"
    sys.stdout.write(text)
    given.output.parent.mkdir(parents=True, exist_ok=True)
    given.output.write_text(text, encoding="utf-8")
    return 0 if same else 1


def _others(report: Report, budget: float) -> dict[str, float]:
    timed: dict[str, float] = {}
    # The claims of rates are basis points; everything else is cents.
    numbers = {
        f"f{at}": int(value / (step if step == BASIS_POINT else CENT))
        for at, (value, step) in enumerate(zip(report.point, report.steps, strict=True))
    }
    sources = [in_whole_numbers(claim, tree) for claim, tree in report.rules]
    try:
        import cel  # noqa: PLC0415 - only where it is installed
    except ImportError:
        sys.stderr.write("common-expression-language is not installed\n")
    else:
        programs = [cel.compile(source) for source in sources]
        context = cel.Context(variables=numbers)
        together = cel.compile("[" + ", ".join(sources) + "]")
        name = f"CEL {importlib.metadata.version('common-expression-language')}, booleans"
        timed[f"{name}, a program a rule"] = seconds(
            lambda: [program.execute(context) for program in programs], budget
        )
        timed[f"{name}, all rules in one list"] = seconds(lambda: together.execute(context), budget)
        timed[f"{name}, with its context built"] = seconds(
            lambda: together.execute(cel.Context(variables=numbers)), budget
        )
    try:
        import rule_engine  # noqa: PLC0415 - the same
    except ImportError:
        sys.stderr.write("rule-engine is not installed\n")
    else:
        rules = [rule_engine.Rule(source) for source in sources]
        decimals = {name: Decimal(number) for name, number in numbers.items()}
        timed[f"rule-engine {importlib.metadata.version('rule-engine')}, booleans"] = seconds(
            lambda: [rule.matches(decimals) for rule in rules], budget
        )
    return timed


if __name__ == "__main__":
    sys.exit(main())
