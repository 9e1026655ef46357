"""Doubtful relations, and what makes one sure: another of another kind that asks the same value of the same figure.

Many a relation may or may not be meant: the list may be open, the row may be another one's, the whole another figure. Alone it
says nothing where it fails, and a copied or outdated figure fails it by any amount. But two that have no other figure in common
hardly ask one and the same value of the figure that they share, unless that value should stand there.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import records
from auditor.checks.common.numbers import Stated, paragraphs
from auditor.checks.common.relations import DOUBTFUL
from auditor.checks.common.tables import numeric, sheets
from auditor.evaluation.relations import Outcome
from auditor.evaluation.solving import solve
from auditor.evaluation.variables import Alternative
from auditor.findings import Severity, Verdict
from auditor.language import tree
from auditor.source import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.variables import Variable

_RARE = Fraction(1, 200)
_HALF = Fraction(1, 2)
_LONGEST = 8
_FEWEST = 100
"""A value of fewer last places is asked by chance."""


@records.frozen(eq=False)
class _Asked:
    """What a relation asks of one of its figures: a value, and how far off it may be for what the others were rounded by."""

    outcome: Outcome
    printed: Alternative
    value: Fraction
    slack: Fraction
    others: frozenset[tuple[str, Location]]

    @property
    def step(self) -> Fraction:
        """Return to what place the figure is printed."""
        return self.printed.finest.unit.in_base(self.printed.finest.numeral.step)


def corroborated(facts: Facts, outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Return outcomes without the doubtful ones that stand alone, and as warnings those that bear each other out."""
    every = list(outcomes)
    asked: dict[tuple[str, Location], list[_Asked]] = {}
    for outcome in every:
        if outcome.verdict is Verdict.DISCREPANCY and outcome.rule.level is Severity.NOTE:
            for place, each in _asked(outcome):
                asked.setdefault(place, []).append(each)
    sure: set[int] = set()
    for place, found in asked.items():
        for one, two in itertools.combinations(found, 2):
            if _agree(one, two, found) and not _stands_beside(facts, place, one):
                sure.update((id(one.outcome), id(two.outcome)))
    return [
        _raised(each) if id(each) in sure else each
        for each in every
        if id(each) in sure or each.rule.confidence != DOUBTFUL
    ]


def _raised(outcome: Outcome) -> Outcome:
    return attrs.evolve(outcome, rule=attrs.evolve(outcome.rule, level=Severity.WARNING, confidence="medium"))


def _asked(outcome: Outcome) -> Iterator[tuple[tuple[str, Location], _Asked]]:
    """Iterate over the figures of a failed equation, each with what the others ask of it."""
    relation = outcome.relation
    if relation is None or relation.comparison is not tree.Relation.EQUAL:
        return
    picked = [variable.alternatives[0] for variable in relation.variables]
    point = [each.value for each in picked]
    places = [_place(variable) for variable in relation.variables]
    for at, printed in enumerate(picked):
        value = solve(relation, at, point)
        if value is None or value <= 0 or printed.value <= 0:
            continue
        slack = Fraction(0)
        for other, each in enumerate(picked):
            if other != at and each.step:
                moved = solve(
                    relation, at, [*point[:other], each.value + each.step * _HALF, *point[other + 1 :]]
                )
                slack += abs(moved - value) if moved is not None else value
        yield (
            places[at],
            _Asked(outcome, printed, value, slack, frozenset(places[:at] + places[at + 1 :])),
        )


def _place(variable: Variable) -> tuple[str, Location]:
    return variable.figure.key, variable.alternatives[0].mentions[0].location


def _agree(one: _Asked, two: _Asked, every: Sequence[_Asked]) -> bool:
    """Whether two relations ask one value that is not printed, and hardly would by chance among all that ask some value."""
    if one.outcome.rule.id == two.outcome.rule.id or one.others & two.others:
        return False
    reach = one.slack + two.slack + one.step * _HALF
    value = max(one.value, two.value)
    near = abs(one.value - two.value) <= reach
    off = min(abs(each.value - one.printed.value) for each in (one, two)) > reach
    if not near or not off or value < _FEWEST * one.step:
        return False
    pairs = _different(one, every) * _different(two, every)
    return 2 * reach * pairs <= value * _RARE


def _different(asked: _Asked, every: Sequence[_Asked]) -> int:
    """Return how many values relations of one kind ask of a figure: shares of one whole ask the same."""
    own = sorted(
        (each for each in every if each.outcome.rule.id == asked.outcome.rule.id), key=lambda each: each.value
    )
    return 1 + sum(1 for one, two in itertools.pairwise(own) if two.value - one.value > one.slack + two.slack)


def _stands_beside(facts: Facts, place: tuple[str, Location], asked: _Asked) -> bool:
    """Whether the value stands beside the figure, in its paragraph, row or column: the relations are that one's."""
    return any(
        abs(value - asked.value) <= asked.slack + asked.step * _HALF for value in _beside(facts, place)
    )


def _beside(facts: Facts, place: tuple[str, Location]) -> Sequence[Fraction]:
    for paragraph in paragraphs(facts):
        known = [each.known for each in paragraph.numbers if each.stated]
        at = next(
            (at for at, each in enumerate(known) if (each.figure.key, each.mention.location) == place), None
        )
        if at is not None:
            return [*(each.printed.value for each in known), *_runs(known, at)]
    for sheet in sheets(facts):
        for row in sheet.table.rows:
            for column in numeric(sheet):
                cell = sheet.at(row, column)
                if cell is not None and (cell.figure.key, cell.mention.location) == place:
                    cells = [
                        *(sheet.at(each, column) for each in sheet.table.rows),
                        *(sheet.at(row, each) for each in numeric(sheet)),
                    ]
                    return [each.printed.value for each in cells if each is not None]
    return ()


def _runs(known: Sequence[Stated], at: int) -> Iterator[Fraction]:
    """Iterate over the sums of figures told in a row with one: 分别为 2216 人、11873 人和 8900 人, of which no total is printed."""
    kind = known[at].unit.dimension
    for start in range(max(0, at - _LONGEST + 1), at + 1):
        total = Fraction(0)
        for end, each in enumerate(known[start : start + _LONGEST], start + 1):
            if each.unit.dimension != kind:
                break
            total += each.printed.value
            if start <= at < end and end - start > 1:
                yield total
