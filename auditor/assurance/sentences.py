"""What rules say of sums of figures, whenever they apply: the sentences that combine, contradict and imply each other."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import records
from auditor.assurance.inputs import shown
from auditor.assurance.linear import Key, Sum, difference_of
from auditor.assurance.satisfying import shows
from auditor.assurance.units import counted, inferred, last_place_of, stepped
from auditor.assurance.walking import nodes_in, without_spans
from auditor.evaluation.joint import ALLOWED, JointResult, hold_together
from auditor.evaluation.simplex import Constraint
from auditor.language import tree
from auditor.language.tree import Relation
from auditor.numbers import Interval, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.assurance.remarks import Subject

MOST = 24
"""So many sentences that hang together are decided as a whole; past that only pairs are, and equations."""


@records.frozen
class Sentence:
    """One comparison that holds whenever its rule, `of`, does: the sum that is compared with 0.

    `allowed` is where the sum may lie, the rule's tolerance included; ≠ leaves it everywhere. `when` is the
    premise of its rule without its place: what two rules say under one premise combines.
    """

    file: str
    of: tree.Rule
    node: tree.Compare
    sum: Sum
    allowed: Interval
    when: object = None

    @property
    def rule(self) -> str:
        """Return the identifier of the rule."""
        return self.of.id

    @property
    def constraint(self) -> tuple[Mapping[Key, Fraction], Interval]:
        """Return the weights of the figures, and where their sum without its constant may lie."""
        return self.sum.terms, self.allowed.plus(Interval.point(-self.sum.constant))

    @property
    def is_equation(self) -> bool:
        """Whether the sum must be 0: = without a tolerance."""
        return self.node.relation is Relation.EQUAL and self.allowed.is_point

    def said_as_gravely_by(self, others: Sequence[Sentence]) -> bool:
        """Whether the level of none of `others` is lower: a wider bound of a graver rule says something of its own."""
        return all(other.of.level.rank >= self.of.level.rank for other in others)


def under_one_premise(subject: Subject) -> list[list[Sentence]]:
    """Return the sentences of rules without a premise, then those of each premise."""
    return subject.shared("under one premise", lambda: _grouped(subject))


def _grouped(subject: Subject) -> list[list[Sentence]]:
    groups: dict[object, list[Sentence]] = {None: []}
    for sentence in sentences_of(subject):
        groups.setdefault(sentence.when, []).append(sentence)
    return list(groups.values())


def sentences_of(subject: Subject) -> Iterator[Sentence]:
    """Give every linear comparison that holds whenever its rule does; of rows and items, on each of them."""
    for file, rule in subject.rules():
        slack = _slack(rule)
        if slack is None:
            continue
        when = None if rule.when is None else without_spans(rule.when)
        for statement in rule.statements:
            for node in _said(statement):
                found = _sum(node)
                if found is not None and found.terms:
                    allowed = _allowed(node.relation, slack, rule.tolerance)
                    yield Sentence(file, rule, node, _within(statement, found), allowed, when)


def _said(statement: tree.Statement) -> Iterator[tree.Compare]:
    """Give the comparisons that a sentence makes; an order is one of each item with the next."""
    match statement:
        case tree.Check() | tree.EachRow() | tree.EachItem():
            yield from _compared(statement.condition)
        case tree.Order(items=items, falling=falling):
            relation = Relation.AT_LEAST if falling else Relation.AT_MOST
            for one, two in itertools.pairwise(items):
                yield tree.Compare(relation, one, two, statement.span)


def _slack(rule: tree.Rule) -> Fraction | None:
    """Return how far the sides of a rule's comparisons may be apart; None where its examples do not tell."""
    tolerance = rule.tolerance
    if tolerance is None:
        return Fraction(0)
    if tolerance.amount is not None:
        return tolerance.amount.value * unit_of(tolerance.amount.unit).factor
    places = last_place_of(rule)
    return None if places is None or tolerance.last_places is None else tolerance.last_places * places


def _allowed(relation: Relation, slack: Fraction, tolerance: tree.Tolerance | None) -> Interval:
    if relation is Relation.UNEQUAL:
        return Interval.everything()
    allowed = ALLOWED[relation]
    return (
        allowed if tolerance is None or not slack else allowed.widened(slack, open_ends=tolerance.open_ends)
    )


def _within(statement: tree.Statement, found: Sum) -> Sum:
    """Return the sum with bare names told apart by the rows or items that they belong to."""
    match statement:
        case tree.EachRow():
            where = f"{statement.table}:{statement.rows.value}"
        case tree.EachItem():
            where = statement.pattern
        case _:
            return found
    terms = {
        f"{where}:{key}" if isinstance(key, str) and "." not in key else key: weight
        for key, weight in found.terms.items()
    }
    return attrs.evolve(found, terms=terms)


def _compared(condition: tree.Condition) -> Iterator[tree.Compare]:
    match condition:
        case tree.Compare():
            yield condition
        case tree.All():
            for part in condition.parts:
                yield from _compared(part)


def _sum(node: tree.Compare) -> Sum | None:
    if isinstance(node.left, tree.Text | tree.Date) or isinstance(node.right, tree.Text | tree.Date):
        return None
    return difference_of(node.left, node.right, opaque=False)


def input_of(sentences: Sequence[Sentence]) -> str | None:
    """Return figures on which all sentences but the last hold, so that the last, which contradicts them, breaks."""
    *others, last = sentences
    if len(others) >= MOST:
        return None
    premise = () if last.of.when is None else (last.of.when,)
    held = [*premise, *(each.node for each in others)]
    # On the border itself rounding would explain the break: one unit off, where there is room.
    units: dict[str, str] = {}
    for each in sentences:
        units.update(inferred(each.of, units))
    whole, round_ones = counted(units), stepped(nodes_in(tuple(held)), units)
    tries = (
        shows(*held, *broken, whole=whole, round_ones=round_ones) for broken in [*_broken(last, units), []]
    )
    values = next(filter(None, tries), None)
    if values is None:
        # Only within their tolerances.
        witness = together(others).witness
        names = dict.fromkeys(name_of(key) for each in others for key in each.sum.terms)
        values = {name: witness[at] for at, name in enumerate(names) if at in witness}
    return shown([each.of for each in sentences], (*premise, last.node), values) if values else None


def met_by(sentences: Sequence[Sentence]) -> str | None:
    """Return figures on which all sentences hold, as an example of the last one gives them."""
    last = sentences[-1]
    premise = () if last.of.when is None else (last.of.when,)
    held = [*premise, *(each.node for each in sentences)]
    if len(held) > MOST:
        return None
    units: dict[str, str] = {}
    for each in sentences:
        units.update(inferred(each.of, units))
    # All 0 would do for most of them and show little.
    names = {node.key: node for node in nodes_in(tuple(held)) if isinstance(node, tree.Name)}
    some = [_at_least_one(node, units.get(key, "")) for key, node in names.items()]
    whole, round_ones = counted(units), stepped(nodes_in(tuple(held)), units)
    tries = (shows(*held, *more, whole=whole, round_ones=round_ones) for more in (some, []))
    values = next(filter(None, tries), None)
    return shown([each.of for each in sentences], tuple(held), values) if values else None


def _at_least_one(name: tree.Name, unit: str) -> tree.Compare:
    one = tree.Number(Fraction(1), unit if unit_of(unit).is_numeric else "", "1", name.span)
    return tree.Compare(Relation.AT_LEAST, name, one, name.span)


def _broken(sentence: Sentence, units: Mapping[str, str]) -> Iterator[list[tree.Compare]]:
    """Give the ways in which a sentence is broken by a whole unit of what it compares."""
    names = [str(name_of(key)) for key in sentence.sum.terms]
    unit = next((units[name] for name in names if name in units), "")
    one = tree.Number(Fraction(1), unit, f"1{unit}", sentence.node.span)
    if not unit_of(unit).is_numeric:
        return
    for relation, operator in (
        (Relation.AT_LEAST, tree.Operator.ADD),
        (Relation.AT_MOST, tree.Operator.SUBTRACT),
    ):
        moved = tree.Binary(operator, sentence.node.right, one, sentence.node.span)
        yield [tree.Compare(relation, sentence.node.left, moved, sentence.node.span)]


def together(sentences: Sequence[Sentence], allowed: Mapping[int, Interval] | None = None) -> JointResult:
    """Decide whether all sentences can hold; `allowed` says where the sum of some of them lies instead."""
    names: dict[Key, int] = {}
    constraints = []
    for at, sentence in enumerate(sentences):
        terms, within = sentence.constraint
        if allowed and at in allowed:
            within = allowed[at].plus(Interval.point(-sentence.sum.constant))
        weights = {names.setdefault(key, len(names)): weight for key, weight in terms.items()}
        constraints.append(Constraint(weights, within))
    return hold_together(constraints, dict.fromkeys(range(len(names)), Interval.everything()))


def name_of(key: Key | None) -> str:
    """Return the figure's name without the table it is a column of."""
    return str(key).rpartition(":")[2]
