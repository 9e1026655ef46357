"""Compare engine and kernel with the independent oracle on many generated comparisons.

    python -m benchmarks.oracle [COUNT] [SEED]

writes benchmarks/results/oracle.txt and exits with 1 where any two verdicts differ.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from pathlib import Path

from auditor.evaluation import forms
from auditor.evaluation.decide import decide
from auditor.evaluation.kernel import Comparison, Kernel
from auditor.findings import Verdict
from auditor.language.tree import Relation
from tests.evaluation.oracle import verdict
from tests.evaluation.problems import SHAPES, Problem, form_of, problem

RESULTS = Path(__file__).parent / "results"
CLAIM = forms.variable(0)
KERNELS = {shape: Kernel([Comparison(Relation.EQUAL, CLAIM, form_of(shape))], 5) for shape in SHAPES}


def judged(given: Problem) -> tuple[str, str, str, bool]:
    """Return the verdicts of oracle, engine and kernel, and whether a gap's witness proves it."""
    expected = verdict(0, given.tree, given.spans, given.point)
    decision = decide(Relation.EQUAL, CLAIM, given.form, given.box, given.point, steps=given.steps)
    kernel = KERNELS[given.tree]
    (fast,) = kernel.verdicts(kernel.load(given.point, given.box, given.steps))
    proved = True
    if decision.verdict is Verdict.ROUNDING_GAP:
        witness = decision.witness
        proved = (
            witness is not None
            and witness[0] == forms.value_at(given.form, witness)
            and all(witness[at] in given.box[at] for at in {0, *forms.variables(given.form)})
        )
    return expected, decision.verdict.value, fast.value, proved


def main() -> int:
    """Run the comparison and write its result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("count", nargs="?", type=int, default=100_000)
    parser.add_argument("seed", nargs="?", type=int, default=20170405)
    parser.add_argument("--output", type=Path, default=RESULTS / "oracle.txt")
    given = parser.parse_args()
    rng = random.Random(given.seed)  # noqa: S311 - test data
    seen: Counter[str] = Counter()
    engine = kernel = unproved = 0
    for _ in range(given.count):
        case = problem(rng)
        expected, slow, fast, proved = judged(case)
        seen[expected] += 1
        if slow != expected or fast != expected or not proved:
            box = [str(each) for each in case.box]
            sys.stdout.write(f"{expected} {slow} {fast} {proved}: {case.tree} {case.point} {box}\n")
        engine += slow != expected
        kernel += fast != expected
        unproved += not proved
    lines = [
        f"python -m benchmarks.oracle {given.count} {given.seed}",
        f"{given.count} comparisons of {len(SHAPES)} shapes: "
        + ", ".join(f"{name} {count}" for name, count in sorted(seen.items())),
        f"verdicts that differ from the oracle's: engine {engine}, kernel {kernel}",
        f"rounding gaps without a proving witness: {unproved}",
    ]
    text = "\n".join(lines) + "\n"
    sys.stdout.write(text)
    given.output.parent.mkdir(parents=True, exist_ok=True)
    given.output.write_text(text, encoding="utf-8")
    return 1 if engine or kernel or unproved else 0


if __name__ == "__main__":
    sys.exit(main())
