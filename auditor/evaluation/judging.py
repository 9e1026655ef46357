"""Judge a relation: try every printed value of its unknowns and give the verdict with its proof."""

from __future__ import annotations

import functools
import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import records
from auditor.evaluation import forms
from auditor.evaluation.binding import Term, filled
from auditor.evaluation.decide import Decision, Options, claimed, decide
from auditor.evaluation.evidence import evidence_for
from auditor.evaluation.facts import Facts
from auditor.evaluation.relations import Outcome, Relation, Support
from auditor.evaluation.variables import Alternative, shown
from auditor.findings import Evidence, Verdict
from auditor.language import tree
from auditor.numbers import Rounding, unit_of, with_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.report.model import Mention

MAX_COMBINATIONS = 64
"""How many combinations of contradicting mentions are tried for one relation."""

_BEST_FIRST = (
    Verdict.EXACT,
    Verdict.WITHIN_ROUNDING,
    Verdict.ROUNDING_GAP,
    Verdict.NOT_CHECKABLE,
    Verdict.DISCREPANCY,
)


def judge(facts: Facts, relation: Relation) -> Outcome:
    """Return the verdict on `relation` over all combinations of its figures' printed values.

    Where mentions contradict each other the relation may hold for some and break for others: it then
    counts as holding, and says in `supports` which values it speaks for. The contradiction itself is
    reported once, as disagreement of the mentions.
    """
    if not any(variable.disputed for variable in relation.variables):
        only = _first_of(len(relation.variables))
        return _outcome(facts, relation, only, _decide(facts, relation, only), ())
    tried = [(chosen, _decide(facts, relation, chosen)) for chosen in _combinations(relation)]
    chosen, decision = min(tried, key=_closest)
    return _outcome(facts, relation, chosen, decision, _supports(relation, tried))


@functools.lru_cache(maxsize=256)
def _first_of(count: int) -> tuple[int, ...]:
    return (0,) * count


def _combinations(relation: Relation) -> list[tuple[int, ...]]:
    ranges = [range(len(variable.alternatives)) for variable in relation.variables]
    count = 1
    for each in ranges:
        count *= len(each)
    if count <= MAX_COMBINATIONS:
        return list(itertools.product(*ranges))
    # Too many: each figure's first value, and every single departure from it.
    first = tuple(0 for _ in ranges)
    single = [
        (*first[:at], value, *first[at + 1 :]) for at, each in enumerate(ranges) for value in each if value
    ]
    return [first, *single][:MAX_COMBINATIONS]


def _closest(entry: tuple[tuple[int, ...], Decision]) -> tuple[int, Fraction, tuple[int, ...]]:
    chosen, decision = entry
    return _BEST_FIRST.index(decision.verdict), abs(decision.gap or Fraction(0)), chosen


def _decide(facts: Facts, relation: Relation, chosen: tuple[int, ...]) -> Decision:
    return decide_with(facts, relation, _picked(relation, chosen))


def decide_with(
    facts: Facts, relation: Relation, picked: Sequence[Alternative], *, proof: bool = True
) -> Decision:
    """Return the decision on `relation` where its unknowns are printed as `picked`, one for each."""
    return decide(
        relation.comparison,
        relation.left.form,
        relation.right.form,
        [each.interval for each in picked],
        [each.value for each in picked],
        steps=[each.step for each in picked],
        options=_options(relation.rule.tolerance, facts.report.rounding),
        proof=proof,
    )


@functools.lru_cache(maxsize=256)
def _options(tolerance: tree.Tolerance | None, rounding: Rounding) -> Options:
    if tolerance is None:
        return Options(rounding=rounding)
    amount = tolerance.amount
    return Options(
        tolerance=Fraction(0) if amount is None else amount.value * unit_of(amount.unit).factor,
        tolerance_ulp=tolerance.last_places or Fraction(0),
        open_ends=tolerance.open_ends,
        rounding=rounding,
    )


def _picked(relation: Relation, chosen: Sequence[int]) -> list[Alternative]:
    return [variable.alternatives[at] for variable, at in zip(relation.variables, chosen, strict=True)]


def _supports(relation: Relation, tried: Sequence[tuple[tuple[int, ...], Decision]]) -> tuple[Support, ...]:
    supports = []
    for index, variable in enumerate(relation.variables):
        if not variable.disputed:
            continue
        holds = {chosen[index] for chosen, decision in tried if decision.verdict.consistent}
        every = {chosen[index] for chosen, _ in tried}
        supports.append(Support(variable.figure.key, tuple(sorted(holds)), tuple(sorted(every - holds))))
    return tuple(supports)


def _outcome(
    facts: Facts,
    relation: Relation,
    chosen: tuple[int, ...],
    decision: Decision,
    supports: tuple[Support, ...],
) -> Outcome:
    picked = _picked(relation, chosen)
    softened = None
    if decision.verdict is Verdict.DISCREPANCY and _same_figure_twice(relation) and decision.gap is not None:
        steps = {each.step for each in picked}
        if len(steps) == 1 and abs(decision.gap) == next(iter(steps)) != 0:
            softened = "one-last-place"
    return Outcome(
        rule=relation.rule,
        verdict=decision.verdict,
        relation=relation,
        decision=decision,
        chosen=chosen,
        supports=supports,
        reason=decision.reason or "",
        gap_ulp=decision.gap_ulp,
        softened=softened,
        facts=relation.context,
        proof=_proof(facts),
    )


@records.frozen(eq=False)
class _Proof:
    """What the outcomes of relations say when they are asked: one for all of a report, of which a long draft has ten thousand."""

    facts: Facts

    def evidence(self, outcome: Outcome) -> tuple[Evidence, ...]:
        """Return the mentions that take part, each in its role."""
        relation = _relation(outcome)
        return _evidence(self.facts, relation, _picked(relation, outcome.chosen))

    @staticmethod
    def stated(outcome: Outcome) -> Iterator[tuple[str, Mention]]:
        """Iterate over the mentions that take part, each with the key of its figure."""
        for variable, at in zip(_relation(outcome).variables, outcome.chosen, strict=True):
            for mention in variable.alternatives[at].mentions:
                yield variable.figure.key, mention

    @staticmethod
    def trace(outcome: Outcome) -> str:
        """Return the relation with the printed numbers put in and what it gives."""
        relation, decision = _relation(outcome), outcome.decision
        assert decision is not None  # noqa: S101 - it was judged
        return trace_of(relation, _picked(relation, outcome.chosen), decision)


@functools.lru_cache(maxsize=4)
def _proof(facts: Facts) -> _Proof:
    return _Proof(facts)


def _relation(outcome: Outcome) -> Relation:
    assert outcome.relation is not None  # noqa: S101 - what is proved here compares two terms
    return outcome.relation


def _evidence(facts: Facts, relation: Relation, picked: Sequence[Alternative]) -> tuple[Evidence, ...]:
    """Return the mentions of a relation in their roles, the claimed figure first."""
    claim = claim_of(relation)
    bases = _divisors(relation)
    evidence: list[Evidence] = []
    for index in sorted(range(len(picked)), key=lambda index: (index != claim, index)):
        role = relation.variables[index].role
        if role == "input":
            role = "stated" if index == claim else "base" if index in bases else "part"
        evidence.extend(evidence_for(facts, relation.variables[index], picked[index], role))
    return tuple(evidence)


def _same_figure_twice(relation: Relation) -> bool:
    if relation.comparison is not tree.Relation.EQUAL:
        return False
    return forms.is_variable(relation.left.form) and forms.is_variable(relation.right.form)


def claim_of(relation: Relation) -> int | None:
    """Return the index of the unknown that the relation claims a value for, or None."""
    if relation.comparison is not tree.Relation.EQUAL:
        return None
    return claimed(relation.left.form, relation.right.form)


def _divisors(relation: Relation) -> frozenset[int]:
    found: set[int] = set()
    for term in (relation.left, relation.right):
        found |= forms.divisor_variables(term.form)
    return frozenset(found)


def trace_of(relation: Relation, picked: Sequence[Alternative], decision: Decision) -> str:
    """Return the relation with the printed numbers put in and what it gives."""
    numbers = [number_text(each) for each in picked]
    claim = claim_of(relation)
    sign = relation.comparison.value
    left, right = filled(relation.left.text, numbers), filled(relation.right.text, numbers)
    if claim is None or decision.computed is None or relation.comparison is not tree.Relation.EQUAL:
        return f"{left} {sign} {right}"
    derived = right if forms.unknown_of(relation.left.form) == claim else left
    computed = shown(decision.computed, picked[claim].finest)
    if " " not in derived and "(" not in derived:
        if not _same_figure_twice(relation):
            return derived  # a literal: 9分
        if decision.gap in {None, 0}:
            return f"{left} {sign} {right}"
        return f"{left} - {right} = {shown(_difference(relation, picked), picked[claim].finest)}"
    return f"{derived} {'' if computed.startswith('≈') else '= '}{computed}"


def _difference(relation: Relation, picked: Sequence[Alternative]) -> Fraction:
    point = [each.value for each in picked]
    return forms.value_at(relation.left.form, point) - forms.value_at(relation.right.form, point)


def number_text(alternative: Alternative) -> str:
    """Return a value as it is printed, with its unit where the text does not show it."""
    printed = alternative.finest
    text = printed.numeral.text.strip()
    return (
        text if printed.numeral.mark or not printed.unit.is_numeric else with_unit(text, printed.unit.symbol)
    )


def labels(relation: Relation, side: Term) -> str:
    """Return one side of the relation in words: the labels of its figures in the formula."""
    return filled(side.text, [variable.figure.label for variable in relation.variables])
