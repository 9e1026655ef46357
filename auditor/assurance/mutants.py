"""Change a rule or a figure a little and see whether its examples notice: the mutation score of a rule.

An example that no change disturbs shows nothing. What is changed: signs of comparison and arithmetic,
the order of operands, constants, names, the reading of steps, bounds of grades, rows, directions,
dropped sentences and conditions; and every number of every example.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from auditor import records
from auditor.assurance.equivalence import judging_alone, same_meaning
from auditor.assurance.examples import Result, Synonyms, result_of
from auditor.assurance.lint import lint
from auditor.assurance.walking import Path, nodes_in, paths_in, replaced, without_spans
from auditor.findings import Severity
from auditor.language import tree
from auditor.language.rulebook import Rulebook
from auditor.language.tree import Operator, Relation
from auditor.numbers import decimal_text, round_to, unit_of
from auditor.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

AnyRule = tree.Rule | tree.Scoring


@records.frozen(kw_only=True)
class Mutant:
    """A rule with one change: what was there, what stands there now, and where."""

    rule: AnyRule
    kind: str
    was: str
    now: str
    span: Span


@records.frozen(kw_only=True)
class Score:
    """How many of the changes the examples of a rule noticed.

    `rejected` changes do not even run, `reported` ones are found by lint, `equivalent` ones mean the same. `idle` are
    figures of examples that can be changed, or left out, without changing any result.
    """

    file: str
    rule: AnyRule
    noticed: int
    rejected: int
    reported: int
    equivalent: int
    survivors: tuple[Mutant, ...]
    idle: tuple[tree.Binding, ...]

    @property
    def total(self) -> int:
        """Return how many changes could be noticed; what does not even load counts as noticed by loading."""
        return self.noticed + len(self.survivors)

    @property
    def share(self) -> Fraction | None:
        """Return the share of changes noticed, None where there was nothing to change."""
        return Fraction(self.noticed, self.total) if self.total else None


def score_of(file: str, rule: AnyRule, synonyms: Synonyms = ()) -> Score:
    """Change `rule` in every way and run its examples each time."""
    noticed = rejected = reported = equivalent = 0
    survivors: list[Mutant] = []
    before = [result_of(file, rule, example, synonyms) for example in rule.examples]
    said = _said_of(file, rule, synonyms)
    for mutant in mutants_of(rule):
        notices, refused = _noticed(file, mutant.rule, before, synonyms)
        rejected += refused
        noticed += notices and not refused
        if not notices and not refused:
            if same_meaning(rule, mutant.rule):
                equivalent += 1
            elif _reported(file, mutant.rule, said, synonyms):
                reported += 1
            else:
                survivors.append(mutant)
    return Score(
        file=file, rule=rule, noticed=noticed, rejected=rejected, reported=reported, equivalent=equivalent, survivors=tuple(survivors),
        idle=tuple(_idle(file, rule, synonyms)),
    )  # fmt: skip


def _reported(file: str, rule: AnyRule, before: set[str], synonyms: Synonyms) -> bool:
    return bool(_said_of(file, rule, synonyms) - before)


def _said_of(file: str, rule: AnyRule, synonyms: Synonyms) -> set[str]:
    """Return what lint finds wrong with a rule that stands alone."""
    nowhere = Span(0, 0)
    alone = tree.File(
        name=file, version="1", pack=None, includes=(), catalogues=(),
        synonyms=tuple(tree.Synonym(tuple(names), nowhere) for names in synonyms),
        rules=(rule,) if isinstance(rule, tree.Rule) else (), scorings=(rule,) if isinstance(rule, tree.Scoring) else (),
    )  # fmt: skip
    remarks = lint(Rulebook(files=(alone,)))
    return {each.problem.message.en for each in remarks if each.severity is not Severity.NOTE}


def _noticed(file: str, rule: AnyRule, before: Sequence[Result], synonyms: Synonyms) -> tuple[bool, bool]:
    for old in before:
        new = result_of(file, rule, old.example, synonyms)
        if new.rejected:
            return True, True
        if new.passed is not old.passed or new.got != old.got:
            return True, False
    return False, False


def _idle(file: str, rule: AnyRule, synonyms: Synonyms) -> Iterator[tree.Binding]:
    """Give the figures of examples that can be changed without changing any result."""
    moved: dict[str, bool] = {}
    first: dict[str, tree.Binding] = {}
    for example in rule.examples:
        old = result_of(file, rule, example, synonyms)
        for at, binding in enumerate(example.bindings):
            if not isinstance(binding.value, tree.Number):
                continue
            first.setdefault(binding.name, binding)
            if moved.get(binding.name):
                continue
            shorter = attrs.evolve(example, bindings=(*example.bindings[:at], *example.bindings[at + 1 :]))
            shifted = (
                replaced(example, ("bindings", at, "value"), value) for value in _shifted(binding.value)
            )
            for changed in (shorter, *shifted):
                new = result_of(file, rule, changed, synonyms)
                if new.passed is not old.passed or new.got != old.got:
                    moved[binding.name] = True
                    break
    return (binding for name, binding in first.items() if not moved.get(name))


def _shifted(number: tree.Number) -> Iterator[tree.Number]:
    for factor, extra in (
        (Fraction(11, 10), 1),
        (Fraction(9, 10), -1),
        (Fraction(2), 10),
        (Fraction(1, 2), -10),
    ):
        value = number.value * factor if number.value else Fraction(extra)
        if _counts(number):
            value = Fraction(int(number.value) + extra)
        yield _number(number, value)


def _counts(number: tree.Number) -> bool:
    return unit_of(number.unit).is_exact


def _number(number: tree.Number, value: Fraction) -> tree.Number:
    _, _, places = number.text.removesuffix(number.unit).strip().partition(".")
    digits = max(len(places), 0)
    scaled = round_half(value, digits)
    text = decimal_text(scaled)
    if digits:
        head, _, tail = text.partition(".")
        text = f"{head}.{tail.ljust(digits, '0')}"
    return attrs.evolve(number, value=scaled, text=f"{text}{number.unit}")


def round_half(value: Fraction, digits: int) -> Fraction:
    """Return `value` rounded half up to so many places."""
    return round_to(value, Fraction(1, 10**digits))


# Changes ---------------------------------------------------------------------------------------

_RELATIONS = {
    Relation.EQUAL: (Relation.AT_MOST, Relation.AT_LEAST), Relation.UNEQUAL: (Relation.EQUAL,),
    Relation.LESS: (Relation.AT_MOST, Relation.GREATER), Relation.AT_MOST: (Relation.LESS, Relation.AT_LEAST),
    Relation.GREATER: (Relation.AT_LEAST, Relation.LESS), Relation.AT_LEAST: (Relation.GREATER, Relation.AT_MOST),
}  # fmt: skip
_OPERATORS = {
    Operator.ADD: Operator.SUBTRACT, Operator.SUBTRACT: Operator.ADD, Operator.MULTIPLY: Operator.DIVIDE, Operator.DIVIDE: Operator.MULTIPLY,
}  # fmt: skip
_READINGS = tuple(tree.Reading)


def mutants_of(rule: AnyRule) -> Iterator[Mutant]:
    """Give every change of the parts of `rule` that decide; examples, texts and levels stay."""
    seen = {without_spans(judging_alone(rule))}
    for path, node in paths_in(judging_alone(rule)):
        for kind, new, was, now in _changes(node, rule, path):
            changed = replaced(rule, path, new)
            meaning = without_spans(judging_alone(changed))
            if meaning not in seen:
                seen.add(meaning)
                yield Mutant(rule=changed, kind=kind, was=was, now=now, span=getattr(node, "span", rule.span))


Change = tuple[str, Any, str, str]


def _changes(node: object, rule: AnyRule, path: Path) -> Iterator[Change]:
    match node:
        case tree.Compare():
            for relation in _RELATIONS[node.relation]:
                yield "relation", attrs.evolve(node, relation=relation), node.relation.value, relation.value
        case tree.Binary():
            other = _OPERATORS[node.operator]
            yield "operator", attrs.evolve(node, operator=other), node.operator.value, other.value
            if node.operator in {Operator.SUBTRACT, Operator.DIVIDE}:
                yield "order", attrs.evolve(node, left=node.right, right=node.left), "a, b", "b, a"
        case tree.Number() if "examples" not in path:
            for value in _constants(node):
                yield "constant", value, node.text, value.text
        case tree.Name() if not node.is_pattern:
            for key in _other_names(rule, node):
                yield "name", attrs.evolve(node, key=key), node.key, key
        case tree.All() | tree.Any():
            swapped = (tree.Any if isinstance(node, tree.All) else tree.All)(node.parts, node.span)
            yield "joined", swapped, "且/或", "或/且"
            for at in range(len(node.parts)):
                rest = (*node.parts[:at], *node.parts[at + 1 :])
                yield (
                    "dropped",
                    rest[0] if len(rest) == 1 else attrs.evolve(node, parts=rest),
                    f"第{at + 1}个条件",
                    "",
                )
        case tree.Not():
            yield "dropped", node.part, "非", ""
        case tree.Implies():
            yield "dropped", node.conclusion, "若", ""
        case _:
            yield from _choices(node)


def _choices(node: object) -> Iterator[Change]:  # noqa: C901, PLR0912 - one case a node
    match node:
        case tree.Deduct():
            for reading in _READINGS:
                if reading is not node.reading:
                    yield "reading", attrs.evolve(node, reading=reading), node.reading.value, reading.value
            for direction in tree.Direction:
                if direction is not node.direction:
                    yield (
                        "direction",
                        attrs.evolve(node, direction=direction),
                        node.direction.value,
                        direction.value,
                    )
            yield "relative", attrs.evolve(node, relative=not node.relative), "相对", "非相对"
            yield "floor", attrs.evolve(node, floored=not node.floored), "扣完为止", ""
        case tree.Criteria():
            yield "floor", attrs.evolve(node, floored=not node.floored), "扣完为止", ""
            if node.count is not None:
                yield (
                    "constant",
                    attrs.evolve(node, count=node.count - 1),
                    f"{node.count}项",
                    f"{node.count - 1}项",
                )
        case tree.Grade():
            if node.low is not None:
                yield "bound", attrs.evolve(node, low_in=not node.low_in), "（含）", "（不含）"
            if node.high is not None:
                yield "bound", attrs.evolve(node, high_in=not node.high_in), "（含）", "（不含）"
        case tree.EachRow():
            for rows in tree.RowChoice:
                if rows is not node.rows:
                    yield "rows", attrs.evolve(node, rows=rows), node.rows.value, rows.value
        case tree.Order():
            yield "direction", attrs.evolve(node, falling=not node.falling), "由高到低", "由低到高"
        case tree.Shares():
            for other in tree.Choice:
                if other is not node.choice:
                    yield "choice", attrs.evolve(node, choice=other), node.choice.value, other.value
        case tree.Rule():
            for at in range(len(node.statements) if len(node.statements) > 1 else 0):
                rest = (*node.statements[:at], *node.statements[at + 1 :])
                yield "dropped", attrs.evolve(node, statements=rest), f"第{at + 1}句", ""
        case tree.Scoring():
            for at in range(len(node.bands) if len(node.bands) > 1 else 0):
                bands = (*node.bands[:at], *node.bands[at + 1 :])
                yield "dropped", attrs.evolve(node, bands=bands), f"第{at + 1}档", ""


def _constants(number: tree.Number) -> Iterator[tree.Number]:
    places = len(number.text.removesuffix(number.unit).strip().partition(".")[2])
    step = Fraction(1, 10**places)
    for value in (number.value + step, number.value - step, number.value * 10):
        text = f"{decimal_text(value)}{number.unit}"
        yield attrs.evolve(number, value=value, text=text)


def _other_names(rule: AnyRule, node: tree.Name) -> list[str]:
    """Return up to two other names of the rule, those that share a part with this one first."""
    names = {
        part.key
        for part in nodes_in(judging_alone(rule))
        if isinstance(part, tree.Name) and not part.is_pattern
    }
    parts = set(node.key.split("."))
    others = sorted(names - {node.key}, key=lambda other: (-len(parts & set(other.split("."))), other))
    return others[:2]
