"""Which statement is probably wrong: the fewest changed mentions that make everything hold again.

The model is that relations hold among unknown true values and a mention is honest or wrong; the smallest
sets of wrong ones explain the report (Fellegi and Holt, "A systematic approach to automatic edit and
imputation", JASA 71, 1976). Copies of one printed value are one error and no extra evidence, but changing
one mention is likelier than changing nine.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

import attrs

from auditor.evaluation import forms
from auditor.evaluation.facts import Facts
from auditor.evaluation.judging import claim_of, decide_with
from auditor.evaluation.relations import Outcome, Relation
from auditor.evaluation.variables import Alternative, alternatives_of
from auditor.findings import Verdict
from auditor.numbers import interval_of, round_to
from auditor.report.model import Figure

MAX_CAUSES = 3
"""How many wrong statements one connected group of broken rules is searched for."""
MAX_STATEMENTS = 40
"""A larger group is left undecided: the search would take longer than a person."""


_RECOMPUTED = frozenset({Verdict.EXACT, Verdict.WITHIN_ROUNDING})


@attrs.frozen
class Statement:
    """A figure with one of the values it is printed with: what is honest or wrong as a whole."""

    key: str
    value: Fraction


@attrs.frozen
class Repair:
    """A change of one statement: the value it should print, which broken outcomes that mends, its evidence.

    `exact` counts the relations that the new value recomputes exactly, `lost` those that the printed one
    recomputes and the new one does not, `cost` the mentions to change.
    """

    statement: Statement
    printed: Alternative
    figure: Figure
    value: Fraction
    mends: frozenset[int]
    exact: int
    lost: int
    cost: int


@attrs.frozen
class Cause:
    """One group of broken outcomes and the ways to repair it, the likeliest first.

    `repairs` are alternatives or, with `joint`, all needed together. `decided` says that the first is
    clearly the likeliest.
    """

    outcomes: tuple[Outcome, ...]
    repairs: tuple[Repair, ...]
    decided: bool
    joint: bool = False


def causes_of(facts: Facts, outcomes: Sequence[Outcome]) -> list[Cause]:
    """Return the causes of all discrepancies among `outcomes`, every discrepancy in exactly one."""
    broken = [outcome for outcome in outcomes if outcome.verdict is Verdict.DISCREPANCY]
    world = _World(facts, outcomes)
    causes = []
    for group in _connected(broken):
        causes.extend(world.explain(group))
    return causes


def _connected(broken: Sequence[Outcome]) -> list[list[Outcome]]:
    groups: list[tuple[set[str], list[Outcome]]] = []
    for outcome in broken:
        keys = _keys(outcome)
        touching = [group for group in groups if group[0] & keys]
        merged: tuple[set[str], list[Outcome]] = (set(keys), [outcome])
        for group in touching:
            merged[0].update(group[0])
            merged[1][:0] = group[1]
            groups.remove(group)
        groups.append(merged)
    return [members for _, members in groups]


def _keys(outcome: Outcome) -> set[str]:
    return {item.key for item in outcome.evidence}


class _World:
    """All outcomes, by the figures that take part in them."""

    def __init__(self, facts: Facts, outcomes: Sequence[Outcome]) -> None:
        self._facts = facts
        self._by_key: dict[str, list[Outcome]] = {}
        for outcome in outcomes:
            if outcome.relation is not None:
                for key in {variable.figure.key for variable in outcome.relation.variables}:
                    self._by_key.setdefault(key, []).append(outcome)

    def explain(self, group: Sequence[Outcome]) -> list[Cause]:
        repairs = self._repairs(group)
        everything = frozenset(range(len(group)))
        for size in range(1, MAX_CAUSES + 1):
            found = [
                combination
                for combination in itertools.combinations(repairs, size)
                if frozenset().union(*(repair.mends for repair in combination)) == everything
                and len({repair.statement for repair in combination}) == size
            ]
            if found:
                return self._chosen(group, found)
        return [Cause((outcome,), (), decided=False) for outcome in group]

    def _chosen(self, group: Sequence[Outcome], found: list[tuple[Repair, ...]]) -> list[Cause]:
        ranked = sorted(found, key=self._rank)
        best = ranked[0]
        if len(best) == 1:
            rest = [combination[0] for combination in ranked]
            unique: dict[Statement, Repair] = {}
            for repair in rest:
                unique.setdefault(repair.statement, repair)
            repairs = tuple(unique.values())
            decided = repairs[0].lost == 0 and (
                len(repairs) == 1 or self._rank((repairs[0],)) < self._rank((repairs[1],))
            )
            return [Cause(tuple(group), repairs[:6], decided=decided)]
        causes = []
        left = set(range(len(group)))
        for repair in sorted(best, key=lambda each: -len(each.mends)):
            mine = sorted(left & repair.mends)
            left -= repair.mends
            if mine:
                decided = repair.lost == 0 and (len(ranked) == 1 or self._rank(ranked[0]) < self._rank(ranked[1]))
                causes.append(Cause(tuple(group[at] for at in mine), (repair,), decided=decided))
        return causes

    @staticmethod
    def _rank(combination: Sequence[Repair]) -> tuple[int, int, int]:
        # A value that other figures recompute exactly is hardly the wrong one.
        lost = sum(repair.lost for repair in combination)
        cost = sum(repair.cost for repair in combination)
        return lost, cost, -sum(repair.exact for repair in combination)

    # Repairs -----------------------------------------------------------------------------------

    def _repairs(self, group: Sequence[Outcome]) -> list[Repair]:
        keys = sorted({key for outcome in group for key in _keys(outcome)})
        if len(keys) > MAX_STATEMENTS:
            return []
        repairs: list[Repair] = []
        for key in keys:
            figure = self._facts.report.figures.get(key)
            if figure is None:
                continue
            alternatives = alternatives_of(figure, figure.mentions, self._facts.steps, bounds=bool(figure.exact))
            if len(alternatives) == 1:
                repairs.extend(self._changed(group, figure, alternatives[0]))
            elif alternatives:
                repairs.extend(self._settled(group, figure, alternatives))
        return repairs

    def _settled(self, group: Sequence[Outcome], figure: Figure, alternatives: Sequence[Alternative]) -> Iterable[Repair]:
        # The mentions contradict each other: one value is right for all, the others are to be changed.
        related = [outcome for outcome in self._by_key.get(figure.key, ()) if outcome.relation is not None]
        for right in alternatives:
            holding, exact, lost = self._holding(related, figure.key, right)
            if any(outcome.verdict.consistent and id(outcome) not in holding for outcome in related):
                continue
            mends = frozenset(
                at
                for at, outcome in enumerate(group)
                if (outcome.kind == "agreement" and outcome.evidence[0].key == figure.key) or id(outcome) in holding
            )
            wrong = [each for each in alternatives if each is not right]
            for each in wrong[:1]:
                cost = sum(len(other.mentions) for other in wrong)
                yield Repair(Statement(figure.key, each.value), each, figure, right.value, mends, exact, lost, cost)

    def _changed(self, group: Sequence[Outcome], figure: Figure, printed: Alternative) -> Iterable[Repair]:
        related = [outcome for outcome in self._by_key.get(figure.key, ()) if outcome.relation is not None]
        broken = {id(outcome): at for at, outcome in enumerate(group)}
        candidates: dict[Fraction, None] = {}
        for outcome in related:
            if id(outcome) in broken:
                for value in _solved(outcome, figure.key, printed):
                    candidates[value] = None
        best: Repair | None = None
        for value in candidates:
            replaced = _printed_as(printed, value, self._facts)
            holding, exact, lost = self._holding(related, figure.key, replaced)
            if any(outcome.verdict.consistent and id(outcome) not in holding for outcome in related):
                continue
            mends = frozenset(at for identity, at in broken.items() if identity in holding)
            if not mends:
                continue
            cost = len(printed.mentions)
            repair = Repair(Statement(figure.key, printed.value), printed, figure, value, mends, exact, lost, cost)
            if best is None or (len(repair.mends), -repair.lost, repair.exact) > (len(best.mends), -best.lost, best.exact):
                best = repair
        if best is not None:
            yield best

    def _holding(self, related: Sequence[Outcome], key: str, replaced: Alternative) -> tuple[set[int], int, int]:
        holding: set[int] = set()
        exact = lost = 0
        for outcome in related:
            verdict = _verdict_with(self._facts, outcome, key, replaced)
            if verdict.consistent:
                holding.add(id(outcome))
            exact += verdict in _RECOMPUTED
            lost += outcome.verdict in _RECOMPUTED and verdict not in _RECOMPUTED
        return holding, exact, lost


def _verdict_with(facts: Facts, outcome: Outcome, key: str, replaced: Alternative) -> Verdict:
    relation = outcome.relation
    if relation is None:
        return outcome.verdict
    picked = [
        replaced if variable.figure.key == key and variable.place is None else variable.alternatives[at]
        for variable, at in zip(relation.variables, outcome.chosen, strict=True)
    ]
    return decide_with(facts, relation, picked).verdict


def _printed_as(printed: Alternative, value: Fraction, facts: Facts) -> Alternative:
    interval = interval_of(value, printed.step, facts.report.rounding)
    return attrs.evolve(printed, value=value, interval=interval)


def _solved(outcome: Outcome, key: str, printed: Alternative) -> Iterable[Fraction]:
    """Yield the values, rounded to the figure's printed places, that make a broken relation hold."""
    relation = outcome.relation
    if relation is None:
        return
    index = next((at for at, each in enumerate(relation.variables) if each.figure.key == key), None)
    if index is None:
        return
    value = solve(relation, index, outcome.chosen)
    if value is None:
        return
    step = printed.step or printed.finest.numeral.step * printed.finest.unit.factor
    yield round_to(value, step)


def solve(relation: Relation, index: int, chosen: Sequence[int]) -> Fraction | None:
    """Return the value of one unknown that makes an equality hold at the others' printed values, or None."""
    point = [variable.alternatives[at].value for variable, at in zip(relation.variables, chosen, strict=True)]
    if claim_of(relation) == index:
        side = relation.right if forms.is_variable(relation.left.form) and index in forms.variables(relation.left.form) else relation.left
        try:
            return forms.value_at(side.form, point)
        except forms.ZeroBaseError:
            return None

    def off(value: Fraction) -> Fraction:
        at = [*point[:index], value, *point[index + 1 :]]
        return forms.value_at(relation.left.form, at) - forms.value_at(relation.right.form, at)

    try:
        return _root(off, point[index])
    except (forms.ZeroBaseError, ZeroDivisionError):
        return None


def _root(off: Callable[[Fraction], Fraction], start: Fraction) -> Fraction | None:
    # (a·x + b)/(c·x + d) is fixed by three points, and so is its zero.
    xs = [start + shift for shift in (Fraction(0), Fraction(1), Fraction(3))]
    (x0, y0), (x1, y1), (x2, y2) = ((x, off(x)) for x in xs)
    if y1 != y0 and (y2 - y0) * (x1 - x0) == (y1 - y0) * (x2 - x0):
        return x0 - y0 * (x1 - x0) / (y1 - y0)
    # y = p + q/(x - r): solve for the pole, then for the zero.
    left = (y0 - y1) * (x2 - x1)
    right = (y1 - y2) * (x1 - x0)
    if left == right:
        return None
    pole = (left * x0 - right * x2) / (left - right)
    q = (y0 - y1) * (x0 - pole) * (x1 - pole) / (x1 - x0)
    p = y0 - q / (x0 - pole)
    if p == 0:
        return None
    root = pole - q / p
    return root if off(root) == 0 else None


