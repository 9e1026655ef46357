"""What would hold if a figure said something else: outcomes judged again with some values replaced."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor.evaluation import forms
from auditor.evaluation.dates import date_alternatives
from auditor.evaluation.judging import decide_with
from auditor.evaluation.solving import solve
from auditor.evaluation.variables import Alternative
from auditor.findings import Severity, Verdict
from auditor.language import tree
from auditor.numbers import interval_of, round_to, unit_of
from auditor.report.printed import numeral_of

if TYPE_CHECKING:
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation
    from auditor.numbers import Numeral
    from auditor.report.model import Figure, Mention
    from auditor.source import Location

Changes = Mapping[str, Alternative]
MAX_COMBINATIONS = 16
"""How many combinations of contradicting mentions of other figures are tried for one relation."""
MAX_VERDICTS = 20_000
"""How many verdicts one audit may try again; a report takes some thousand."""
RECOMPUTED = frozenset({Verdict.EXACT, Verdict.WITHIN_ROUNDING})


class Trials:
    """All outcomes of an audit, by the figures that take part, and how they fare under changes."""

    def __init__(self, facts: Facts, outcomes: Sequence[Outcome]) -> None:
        """Index `outcomes`; nothing is judged yet. `accused` are the figures in whose print a rule found a fault."""
        self.facts = facts
        self._tried = 0
        self._related: dict[str, list[Outcome]] = {}
        self._known: dict[tuple[object, ...], Verdict] = {}
        self._alternatives: dict[str, tuple[Alternative, ...]] = {}
        self.accused: set[str] = set()
        self._meant: dict[tuple[str, Location], Numeral] = {}
        for outcome in outcomes:
            if outcome.verdict is Verdict.DISCREPANCY and outcome.relation is not None:
                self._note(outcome.relation)
            # A hint is no evidence: it may well be right that a notice is of an earlier year.
            hint = outcome.rule.level is Severity.NOTE and outcome.kind != "agreement"
            if hint or outcome.verdict is Verdict.NOT_CHECKABLE:
                continue
            for key in dict.fromkeys(keys_of(outcome)):
                self._related.setdefault(key, []).append(outcome)

    def _note(self, relation: Relation) -> None:
        for variable in relation.variables:
            if variable.accused is None:
                continue
            self.accused.add(variable.figure.key)
            meant = None if variable.suggested is None else numeral_of(variable.suggested)
            if meant is not None:
                mentions = (mention for each in variable.alternatives for mention in each.mentions)
                self._meant.update(((variable.figure.key, mention.location), meant) for mention in mentions)

    def meant(self, figure: Figure, mention: Mention) -> Fraction | None:
        """Return the value (base unit) that the rule which found a fault in the print of a mention wants there."""
        found = self._meant.get((figure.key, mention.location))
        return None if found is None else found.value * unit_of(figure.unit_at(mention)).factor

    @property
    def spent(self) -> bool:
        """Whether no more may be tried: what is not found by now is left undecided."""
        return self._tried > MAX_VERDICTS

    def related(self, key: str) -> Sequence[Outcome]:
        """Return every outcome in which a figure takes part."""
        return self._related.get(key, ())

    def alternatives(self, figure: Figure) -> tuple[Alternative, ...]:
        """Return the values that a figure is printed with."""
        if figure.key not in self._alternatives:
            if unit_of(figure.unit).dimension == "date":
                found = date_alternatives(self.facts, figure, figure.mentions)
            else:
                found = self.facts.alternatives(figure, figure.mentions, bounds=bool(figure.exact))
            self._alternatives[figure.key] = found
        return self._alternatives[figure.key]

    def printed_as(self, printed: Alternative, value: Fraction, step: Fraction | None = None) -> Alternative:
        """Return what a figure would be that printed `value` in the manner of `printed`, or to another `step`.

        A value with more places than the figure prints takes as many as it needs.
        """
        step = _needed(value, printed.step) if step is None else step
        interval = interval_of(value, step, self.facts.report.rounding)
        return attrs.evolve(printed, value=value, step=step, interval=interval)

    def verdict(self, outcome: Outcome, changes: Changes) -> Verdict:
        """Return how `outcome` is judged where the figures in `changes` say something else."""
        self._tried += 1
        if outcome.relation is not None:
            return self._relation(outcome, outcome.relation, changes)
        if outcome.kind == "agreement":
            settled = outcome.keys[0] in changes
            return Verdict.EXACT if settled else outcome.verdict
        if outcome.again is not None and any(key in changes for key in keys_of(outcome)):
            known = (
                id(outcome),
                *(
                    (key, changes[key].value.as_integer_ratio(), changes[key].step.as_integer_ratio())
                    for key in keys_of(outcome)
                    if key in changes
                ),
            )
            if known not in self._known:
                self._known[known] = outcome.again(changes)
            return self._known[known]
        return outcome.verdict

    def _relation(self, outcome: Outcome, relation: Relation, changes: Changes) -> Verdict:
        ranges: list[Sequence[Alternative]] = []
        count = 1
        for variable, at in zip(relation.variables, outcome.chosen, strict=True):
            changed = changes.get(variable.figure.key) if variable.accused is None else None
            if changed is not None and (variable.place is None or not variable.place.startswith("#")):
                ranges.append((changed,))
            elif variable.disputed:
                first = variable.alternatives[at]
                ranges.append((first, *(each for each in variable.alternatives if each is not first)))
                count *= len(variable.alternatives)
            else:
                ranges.append((variable.alternatives[at],))
        if count > MAX_COMBINATIONS:
            ranges = [each[:1] for each in ranges]
        best = Verdict.DISCREPANCY
        for picked in itertools.product(*ranges):
            verdict = self._decided(outcome, relation, picked)
            if verdict in RECOMPUTED:
                return verdict
            if verdict.consistent or verdict is Verdict.NOT_CHECKABLE:
                best = verdict
        return best

    def _decided(self, outcome: Outcome, relation: Relation, picked: Sequence[Alternative]) -> Verdict:
        # By pairs of whole numbers: a fraction takes long to hash.
        known = (
            id(outcome),
            *((each.value.as_integer_ratio(), each.step.as_integer_ratio()) for each in picked),
        )
        found = self._known.get(known)
        if found is None:
            found = (
                _quick(outcome, relation, picked)
                or decide_with(self.facts, relation, picked, proof=False).verdict
            )
            self._known[known] = found
        return found

    def proposals(self, outcome: Outcome, figure: Figure, changes: Changes) -> Iterable[Fraction]:
        """Yield values of `figure`, rounded to its places, that may mend `outcome`."""
        if outcome.propose is not None:
            yield from outcome.propose(figure.key, changes)
        relation = outcome.relation
        if relation is None:
            return
        for index, variable in enumerate(relation.variables):
            if variable.figure.key != figure.key or (variable.place or "").startswith("#"):
                continue
            point = [
                changes[each.figure.key].value if each.figure.key in changes else each.alternatives[at].value
                for each, at in zip(relation.variables, outcome.chosen, strict=True)
            ]
            value = solve(relation, index, point)
            if value is not None:
                printed = variable.alternatives[outcome.chosen[index]]
                step = _shown_step(printed)
                if _impossible(printed, value):
                    continue
                if printed.finest.unit.is_exact and value.denominator != 1:
                    # There are no parts of things: a rate asks for the next whole number, or for none.
                    yield round_to(value, Fraction(1))
                    continue
                yield round_to(value, step)
                finest = min(self._steps_beside(outcome, relation, index), default=step)
                if finest < step:
                    yield round_to(value, finest)  # 100% where the others print two places: 99.55%
                if not printed.step and printed.finest.unit.dimension != "ratio":
                    yield value  # a deduction of 0.2 printed as 93 has more places than it shows
            return

    @staticmethod
    def _steps_beside(outcome: Outcome, relation: Relation, index: int) -> Iterable[Fraction]:
        """Yield the steps of the other figures of an equality that are of one kind with one of them."""
        dimension = unit_of(relation.variables[index].figure.unit).dimension
        for at, each in enumerate(relation.variables):
            if at != index and unit_of(each.figure.unit).dimension == dimension:
                yield _shown_step(each.alternatives[outcome.chosen[at]])


def _shown_step(printed: Alternative) -> Fraction:
    """Return the unit of the last place that is printed, of an exact figure as well."""
    return printed.step or printed.finest.numeral.step * printed.finest.unit.factor


MORE_PLACES = 4
"""So many places more than it prints a figure may need."""


def _needed(value: Fraction, step: Fraction) -> Fraction:
    """Return the step that `value` needs, where its last place lies beyond `step`."""
    finer = step
    for _ in range(MORE_PLACES):
        if not finer or value % finer == 0:
            return finer
        finer /= 10
    return step


def _impossible(printed: Alternative, value: Fraction) -> bool:
    """Whether no figure of the kind can have a value: less than nothing, where only a sign may be lost."""
    unit = printed.finest.unit
    return unit.dimension != "ratio" and value < 0 < printed.value and value != -printed.value


def keys_of(outcome: Outcome) -> tuple[str, ...]:
    """Return the keys of all figures that take part in `outcome`."""
    if outcome.relation is not None:
        return tuple(variable.figure.key for variable in outcome.relation.variables)
    return outcome.keys


def _quick(outcome: Outcome, relation: Relation, picked: Sequence[Alternative]) -> Verdict | None:
    """Return the verdict where the printed values alone show it; most trials end here."""
    claim = None if outcome.decision is None else outcome.decision.claim
    if relation.comparison is not tree.Relation.EQUAL or relation.rule.tolerance is not None or claim is None:
        return None
    point = [each.value for each in picked]
    try:
        left, right = forms.value_at(relation.left.form, point), forms.value_at(relation.right.form, point)
    except forms.ZeroBaseError:
        return None
    if left == right:
        return Verdict.EXACT
    if all(each.interval.is_point for each in picked):
        return Verdict.DISCREPANCY
    computed = right if forms.unknown_of(relation.left.form) == claim else left
    return Verdict.WITHIN_ROUNDING if computed in picked[claim].interval else None
