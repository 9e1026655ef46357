"""Compare every proof verdict with an SMT solver on mutated scoring rules, and the time both take.

    python benchmarks/assurance_proof.py [COUNT]

Needs z3-solver, which nothing else does. The solver gets its own encoding, made from the syntax tree.

Both sides start from the same loaded trees and decide the same properties of the same rules; nothing is
kept from one rule to the next. Timed is the CPU time of the process: on our side all that `rules prove` does
with a rule (binding, cutting, deciding, the wording of witnesses; cliffs too, which the solver is not asked
for), on the solver's side building its terms and its answer, without reading a model. A rule's properties
are asked one by one, as the library's users do; how long the terms alone took is printed beside the total.
"""

from __future__ import annotations

import functools
import random
import sys
import time
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

import attrs
import z3

from auditor import resources
from auditor.assurance.mutants import mutants_of
from auditor.assurance.piecewise import OutOfReachError
from auditor.assurance.proof import ACTUALS, TARGETS, WEIGHTS, domain_of, proofs_of, scheme_of
from auditor.assurance.properties import trend
from auditor.assurance.walking import without_spans
from auditor.language import tree
from auditor.language.printer import unparse
from auditor.language.rulebook import Rulebook
from auditor.numbers import unit_of

if TYPE_CHECKING:
    from collections.abc import Callable

EXTRA = """语言 1
评分 X1 分档
  权重 10分
  目标 90%
  档 业绩值 ≥ 90% 得 10分
  档 业绩值 ≥ 80% 且 业绩值 < 90% 得 8分
  档 业绩值 ≥ 60% 且 业绩值 < 80% 得 6分
  档 业绩值 < 60% 得 0分
评分 X2 成本
  权重 6分
  目标 5%
  走向 越低越好
  档 业绩值 ≤ 目标值 得 满分
  档 业绩值 > 20% 不得分
  档 其余 每高于目标值 1个百分点 扣 0.4分 每满不足不扣 扣完为止
评分 X3 办件
  权重 8分
  目标 30件
  档 业绩值 ≥ 目标值 得 满分
  档 其余 每低于目标值 相对 10% 扣 权重的10% 不足按1个计 扣完为止
评分 X4 比例
  权重 4分
  目标 80%
  得 业绩值 / 目标值 × 权重
  封顶 4分
评分 X5 偏离
  权重 5分
  档 绝对值(业绩值) ≤ 5% 得 满分
  档 绝对值(业绩值) ≥ 30% 或 业绩值 < -20% 得 0分
  档 其余 每超出± 5% 1个百分点 扣 0.2分 按比例
  保底 1分
评分 X8 偏离目标
  权重 5分
  目标 90%
  档 业绩值 = 目标值 得 满分
  档 其余 每偏离 目标值 2个百分点 扣 0.5分 每满不足不扣 扣完为止
评分 X6 成本比
  权重 4分
  目标 5%
  走向 越低越好
  档 业绩值 ≤ 目标值 得 满分
  档 其余 得 目标值 / 业绩值 × 权重
评分 X7 插值
  权重 10分
  目标 90%
  档 业绩值 ≥ 90% 得 满分
  档 业绩值 ≥ 60% 且 业绩值 < 90% 得 6分 + (业绩值 - 60%) / 30% × 4分
  档 业绩值 < 60% 不得分
"""

RESULTS = Path(__file__).resolve().parents[1] / "benchmarks" / "results" / "assurance_proof.txt"
COMMAND = "python benchmarks/assurance_proof.py"


class Oracle:
    """A scoring rule as a term of the solver."""

    def __init__(self, rule: tree.Scoring) -> None:
        """Encode `rule`; weight and target are those it states."""
        scheme = scheme_of(rule)
        self.rule, self.whole = rule, scheme.unit.is_exact
        self.weight, self.target = number(scheme.weight), scheme.target
        self.everything = domain_of(rule, scheme.unit).lo is None
        self._divisors: list[z3.ArithRef] = []

    def unknown(self, name: str) -> tuple[z3.ArithRef, list[z3.BoolRef]]:
        """Return an actual value and what is known of it."""
        if self.whole:
            count = z3.Int(name)
            return z3.ToReal(count), [count >= 0]
        value = z3.Real(name)
        return value, [] if self.everything else [value >= 0]

    def score(self, x: z3.ArithRef) -> z3.ArithRef:
        """Return the score at `x`."""
        rule = self.rule
        if rule.formula is not None:
            result = self.expression(rule.formula, x)
        else:
            result = number(Fraction(0))
            for band in reversed(rule.bands):
                outcome = self.outcome(band.outcome, x)
                result = (
                    outcome
                    if band.condition is None
                    else z3.If(self.condition(band.condition, x), outcome, result)
                )
        if rule.cap is not None:
            result = smaller(result, self.expression(rule.cap, x))
        if rule.floor is not None:
            result = larger(result, self.expression(rule.floor, x))
        return result

    def covered(self, x: z3.ArithRef) -> z3.BoolRef:
        """Return whether some band speaks of `x`."""
        if self.rule.formula is not None or any(band.condition is None for band in self.rule.bands):
            return z3.BoolVal(True)  # noqa: FBT003 - the library's own form
        return z3.Or(
            [self.condition(band.condition, x) for band in self.rule.bands if band.condition is not None]
        )

    def undefined(self, x: z3.ArithRef) -> z3.BoolRef:
        """Return whether the band that counts at `x` divides by zero there; the solver itself gives x/0 any value."""

        def zero(make: Callable[[], object]) -> z3.BoolRef:
            self._divisors = []
            make()
            return z3.Or([divisor == 0 for divisor in self._divisors])

        rule = self.rule
        if rule.formula is not None:
            formula = rule.formula
            return zero(lambda: self.expression(formula, x))
        result = z3.BoolVal(False)  # noqa: FBT003 - the library's own form
        for band in reversed(rule.bands):
            outcome = band.outcome
            own = zero(functools.partial(self.outcome, outcome, x))
            result = own if band.condition is None else z3.If(self.condition(band.condition, x), own, result)
        return result

    def outcome(self, node: tree.Award | tree.Deduct, x: z3.ArithRef) -> z3.ArithRef:
        """Return the score of one band."""
        if isinstance(node, tree.Award):
            return self.expression(node.score, x)
        reference = self.expression(node.reference, x)
        match node.direction:
            case tree.Direction.BELOW:
                away = reference - x
            case tree.Direction.ABOVE:
                away = x - reference
            case tree.Direction.AWAY:
                away = larger(x - reference, reference - x)
            case tree.Direction.OUTSIDE:
                away = larger(x, -x) - reference
            case _:
                assert_never(node.direction)
        step = number(node.step.value * unit_of(node.step.unit).factor)
        # 10% of 3个 can only be a share of them; of a rate the rule has to say which it is.
        share = node.relative or (self.whole and unit_of(node.step.unit).dimension == "ratio")
        unit = step * reference if share else step
        self._divisors.append(unit)
        steps = larger(away, number(Fraction(0))) / unit
        if node.reading is tree.Reading.FULL_STEPS:
            steps = z3.ToReal(z3.ToInt(steps))
        elif node.reading is tree.Reading.STARTED_STEPS:
            steps = -z3.ToReal(z3.ToInt(-steps))
        score = self.weight - steps * self.expression(node.amount, x)
        return larger(score, number(Fraction(0))) if node.floored else score

    def expression(self, node: tree.Expression, x: z3.ArithRef) -> z3.ArithRef:
        """Return the value of an expression."""
        match node:
            case tree.Number():
                return number(node.value * unit_of(node.unit).factor)
            case tree.Name(key=key):
                if key in ACTUALS:
                    return x
                if key in WEIGHTS:
                    return self.weight
                if key in TARGETS and self.target is not None:
                    return number(self.target)
                raise OutOfReachError(key, key)
            case tree.Negative():
                return -self.expression(node.operand, x)
            case tree.Call(function="绝对值"):
                inner = self.expression(node.arguments[0], x)
                return larger(inner, -inner)
            case tree.Binary():
                left, right = self.expression(node.left, x), self.expression(node.right, x)
                if node.operator is tree.Operator.DIVIDE:
                    self._divisors.append(right)
                return {
                    tree.Operator.ADD: lambda: left + right, tree.Operator.SUBTRACT: lambda: left - right,
                    tree.Operator.MULTIPLY: lambda: left * right, tree.Operator.DIVIDE: lambda: left / right,
                }[node.operator]()  # fmt: skip
        raise OutOfReachError(str(node), str(node))

    def condition(self, node: tree.Condition, x: z3.ArithRef) -> z3.BoolRef:
        """Return a condition."""
        match node:
            case tree.Compare():
                left, right = self.expression(node.left, x), self.expression(node.right, x)
                return {
                    tree.Relation.EQUAL: left == right, tree.Relation.UNEQUAL: left != right, tree.Relation.LESS: left < right,
                    tree.Relation.AT_MOST: left <= right, tree.Relation.GREATER: left > right, tree.Relation.AT_LEAST: left >= right,
                }[node.relation]  # fmt: skip
            case tree.All():
                return z3.And([self.condition(part, x) for part in node.parts])
            case tree.Any():
                return z3.Or([self.condition(part, x) for part in node.parts])
            case tree.Not():
                return z3.Not(self.condition(node.part, x))
        raise OutOfReachError(str(node), str(node))

    def breaks(self, name: str) -> list[z3.BoolRef] | None:
        """Return what must be satisfiable for property `name` to break, None where the solver is not asked."""
        x, known = self.unknown("x")
        score = self.score(x)
        known = [*known, z3.Not(self.undefined(x))] if name != "defined" else known
        match name:
            case "defined":
                return [*known, z3.Or(z3.Not(self.covered(x)), self.undefined(x))]
            case "bounded":
                return [*known, z3.Or(score > self.weight, score < 0)]
            case "floor":
                return [*known, score < 0]
            case "full_at_target" if self.target is not None:
                target = number(self.target)
                return [z3.Or(self.undefined(target), self.score(target) != self.weight)]
            case "monotone":
                other, more = self.unknown("y")
                first, second = (score, self.score(other)) if trend(self.rule) else (self.score(other), score)
                return [*known, *more, z3.Not(self.undefined(other)), x < other, first > second]
        return None

    def reaches(self, name: str) -> list[z3.BoolRef] | None:
        """Return what must be satisfiable for property `name` to hold."""
        x, known = self.unknown("x")
        known = [*known, z3.Not(self.undefined(x))]
        if name == "exhausts":
            return [*known, self.score(x) <= 0]
        if name == "full_at_target" and self.target is None:
            return [*known, self.score(x) == self.weight]
        return None


def number(value: Fraction) -> z3.ArithRef:
    """Return an exact number."""
    return z3.RealVal(f"{value.numerator}/{value.denominator}")


def larger(one: z3.ArithRef, two: z3.ArithRef) -> z3.ArithRef:
    """Return the larger of two."""
    return z3.If(one >= two, one, two)


def smaller(one: z3.ArithRef, two: z3.ArithRef) -> z3.ArithRef:
    """Return the smaller of two."""
    return z3.If(one <= two, one, two)


def solved(claims: list[z3.BoolRef]) -> bool | None:
    """Return whether the claims can hold together, None where the solver gives up."""
    solver = z3.Solver()
    solver.set("timeout", 5000)
    solver.add(*claims)
    answer = solver.check()
    return True if answer == z3.sat else False if answer == z3.unsat else None


def mutated(count: int) -> list[tree.Scoring]:
    """Return scoring rules changed once or twice, the shipped ones and some of other shapes."""
    texts = {name: path.read_text(encoding="utf-8") for name, path in resources.rule_packs().items()}
    books = Rulebook.of_texts({**texts, "extra": EXTRA})
    rules = [attrs.evolve(rule, examples=()) for _, rule in books.scorings if rule.criteria is None]
    found: dict[object, tree.Scoring] = {without_spans(rule): rule for rule in rules}
    for rule in rules:
        for mutant in mutants_of(rule):
            found.setdefault(without_spans(mutant.rule), mutant.rule)  # type: ignore[arg-type]
    randomly = random.Random(2023)  # noqa: S311 - a benchmark
    pool = list(found.values())
    while len(found) < count * 2:
        rule = randomly.choice(pool)
        changes = list(mutants_of(rule))
        if changes:
            twice = randomly.choice(changes).rule
            found.setdefault(without_spans(twice), twice)  # type: ignore[arg-type]
    usable = []
    for rule in found.values():
        try:
            Oracle(rule).breaks("bounded")
        except OutOfReachError:
            continue
        usable.append(rule)
    randomly.shuffle(usable)
    return usable[:count]


def main(count: int) -> int:
    """Run the comparison; 1 where a verdict differs."""
    rules = mutated(count)
    started = time.process_time()
    ours = [proofs_of(rule) for rule in rules]
    own = time.process_time() - started
    differ: list[tuple[str | None, ...]] = []
    asked, gave_up, solving, encoding = Counter[str](), 0, 0.0, 0.0
    for rule, proofs in zip(rules, ours, strict=True):
        oracle = Oracle(rule)
        for proof in proofs:
            started = time.process_time()
            breaking, reaching = oracle.breaks(proof.property), oracle.reaches(proof.property)
            if breaking is None and reaching is None:
                continue
            encoding += time.process_time() - started
            answer = solved(breaking if breaking is not None else reaching or [])
            solving += time.process_time() - started
            if answer is None:
                gave_up += 1
                continue
            asked[proof.property] += 1
            wanted = "refuted" if answer is (breaking is not None) else "proved"
            if proof.result != wanted:
                differ.append((rule.id, proof.property, proof.result, wanted, proof.witness, unparse(rule)))
    results = Counter(proof.result for proofs in ours for proof in proofs)
    lines = [
        COMMAND, "",
        f"mutated scoring rules {len(rules)}, verdicts compared {sum(asked.values())}, the solver gave up on {gave_up}",
        "  " + ", ".join(f"{name} {number}" for name, number in asked.items()),
        "ours: " + ", ".join(f"{name} {number}" for name, number in sorted(results.items())),
        f"verdicts that differ: {len(differ)}", "",
        f"ours   {_ms(own, rules)} ms a rule",
        f"solver {_ms(solving, rules)} ms a rule, of which its terms {_ms(encoding, rules)}",
        f"{int(solving / own)} times; by the solver's answers alone {int((solving - encoding) / own)} times",
    ]  # fmt: skip
    text = "\n".join(lines) + "\n"
    RESULTS.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    for each in differ[:20]:
        print("  ", *each)  # noqa: T201 - a benchmark prints
    return 1 if differ else 0


def _ms(seconds: float, rules: list[tree.Scoring]) -> str:
    return f"{seconds / len(rules) * 1000:.2f}"


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1200))
