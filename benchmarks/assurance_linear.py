"""10,000 linear rules, with planted contradictions and redundancies: all found, named, and how fast.

    python benchmarks/assurance_linear.py [COUNT]

Measured from the compiled form: the trees are in memory, nothing is parsed.
"""

from __future__ import annotations

import random
import sys
import time
from fractions import Fraction
from pathlib import Path

from auditor.assurance.linear import Sum, difference_of, eliminate
from auditor.language import tree
from auditor.source import Span

RESULTS = Path(__file__).resolve().parents[1] / "benchmarks" / "results" / "assurance_linear.txt"
COMMAND = "python benchmarks/assurance_linear.py"
NOWHERE = Span(0, 0)
PLANTED = 50


def name(key: str) -> tree.Name:
    """Return a name."""
    return tree.Name(key, NOWHERE)


def added(keys: list[str]) -> tree.Expression:
    """Return a sum of names."""
    result: tree.Expression = name(keys[0])
    for key in keys[1:]:
        result = tree.Binary(tree.Operator.ADD, result, name(key), NOWHERE)
    return result


def equal(left: tree.Expression, right: tree.Expression) -> tree.Compare:
    """Return the sentence that two expressions are equal."""
    return tree.Compare(tree.Relation.EQUAL, left, right, NOWHERE)


def rules(count: int, rng: random.Random) -> tuple[list[tree.Compare], dict[int, tuple[str, set[int]]]]:
    """Return rules as packs have them (totals of parts, balances, copies), and what was planted among them."""
    found: list[tree.Compare] = []
    planted: dict[int, tuple[str, set[int]]] = {}
    claims: list[str] = []
    while len(found) < count - 3 * PLANTED:
        at = len(found)
        parts = [f"f{at}.{part}" for part in range(rng.randint(1, 4))]
        if claims and rng.random() < 0.6:  # noqa: PLR2004 - most totals are parts of another
            parts[0] = rng.choice(claims)
        found.append(equal(name(f"t{at}.x"), added(parts)))
        claims.append(f"t{at}.x")
    for at in range(PLANTED):
        base, first = len(found), f"p{at}"
        found += [
            equal(name(f"{first}.a"), added([f"{first}.b", f"{first}.c"])),
            equal(name(f"{first}.b"), added([f"{first}.d", f"{first}.e"])),
        ]
        whole = added([f"{first}.d", f"{first}.e", f"{first}.c"])
        if at % 2:
            one = tree.Number(Fraction(1), "万元", "1万元", NOWHERE)
            whole = tree.Binary(tree.Operator.ADD, whole, one, NOWHERE)
        found.append(equal(name(f"{first}.a"), whole))
        planted[base + 2] = ("contradiction" if at % 2 else "redundant", {base, base + 1, base + 2})
    return found, planted


def main(count: int) -> int:
    """Plant, look, compare."""
    made, planted = rules(count, random.Random(7))  # noqa: S311 - a benchmark
    started = time.process_time()
    sums: list[Sum] = []
    for node in made:
        found_sum = difference_of(node.left, node.right, opaque=False)
        assert found_sum is not None  # noqa: S101 - all are linear
        sums.append(found_sum)
    read = time.process_time() - started
    found = [each for each in eliminate(sums) if each.kind != "zero"]
    took = time.process_time() - started
    right_ones = sum(
        planted.get(max(at for at, _ in each.rows)) == (each.kind, {at for at, _ in each.rows})
        for each in found
    )
    text = (
        f"{COMMAND}\n\n{count} linear rules: {took:.2f} s (sums {read:.2f} s)\n"
        f"planted {len(planted)}, found {len(found)}, with exactly the rules that combine {right_ones}\n"
    )
    RESULTS.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    return 0 if right_ones == len(found) == len(planted) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
