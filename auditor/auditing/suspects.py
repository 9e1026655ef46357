"""The mentions that a finding suspects: where they stand, how sure that is, why, and what they should say."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.auditing.bases import wrong_bases
from auditor.auditing.causes import PEN, cause_of, figure_of_gap
from auditor.auditing.likelier import likelier
from auditor.auditing.localisation import accused
from auditor.auditing.repairs import contradicting
from auditor.evaluation.variables import Alternative, suggested
from auditor.findings import Severity, Suspect
from auditor.numbers import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.auditing.repairs import Cause, Repair
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Figure

MAX_SUSPECTS = 24
COPIES = frozenset({"sibling-copy", "stale-copy", "target-as-actual"})
"""Causes that need no knowledge of what should stand there."""


def suspects_of(facts: Facts, cause: Cause, primary: Outcome) -> tuple[Suspect, ...]:
    """Return the suspects of a cause, the likeliest first; empty where the evidence does not decide."""
    if accused(primary):
        return _accused(primary)
    found = _of_repairs(facts, cause)
    if not cause.decided:
        found = likelier(facts, cause, primary, found)
    if primary.kind == "agreement":
        found = (*found, *_outvoted(facts, primary, found))
    if not found and primary.kind == "survey" and primary.facts.get("other_base"):
        return wrong_bases([each for each in cause.outcomes if each.facts.get("other_base")])
    if primary.facts.get("left_out"):
        return _lacking(primary)
    if not found or len({repair.figure.key for repair in cause.repairs if cause.decided}) > 1:
        return omitted(facts, primary) or found
    return found


def _outvoted(facts: Facts, primary: Outcome, found: tuple[Suspect, ...]) -> Iterator[Suspect]:
    """Yield the one mention that contradicts the others, where only they are suspected or nobody is.

    Other errors of the report may speak for it; a reader looks at it all the same.
    """
    figure = facts.report.figures[primary.evidence[0].key]
    sides = facts.alternatives(figure, figure.mentions, bounds=bool(figure.exact))
    named = {each.location for each in found}
    loners = [each for each in sides if len(each.mentions) == 1 and each.mentions[0].location not in named]
    if len(sides) != 2 or not loners:  # noqa: PLR2004 - one against the rest
        return
    loner = loners[0]
    other = next(each for each in sides if each is not loner)
    if found and len(other.mentions) == 1:
        return  # one against one, and a rule decides
    yield Suspect(
        key=figure.key,
        label=figure.label,
        location=loner.mentions[0].location,
        confidence="low",
        cause=cause_of(facts, figure, loner, other.value),
        suggested=suggested(other.value, loner.finest),
    )


def _accused(outcome: Outcome) -> tuple[Suspect, ...]:
    relation = outcome.relation
    if relation is None:
        return ()
    return tuple(
        Suspect(
            key=variable.figure.key,
            label=variable.figure.label,
            location=mention.location,
            confidence="medium",
            cause=variable.accused,
            suggested=variable.suggested,
        )
        for variable in relation.variables
        if variable.accused is not None
        for mention in variable.alternatives[0].mentions
    )


def _of_repairs(facts: Facts, cause: Cause) -> tuple[Suspect, ...]:
    if not cause.repairs:
        return ()
    if not cause.decided and all(repair.cost > 1 for repair in cause.repairs):
        return ()  # as many copies on either side and no rule that speaks for one: a person must look
    hint = all(outcome.rule.level is Severity.NOTE for outcome in cause.outcomes)
    if hint and all(repair.vague for repair in cause.repairs):
        return ()  # a hint asks for a word of explanation and accuses no number
    suspects: list[Suspect] = []
    for rank, repair in enumerate(cause.repairs):
        sure = "low"
        if cause.decided and (rank == 0 or cause.together):
            sure = "high" if repair.exact and not repair.lost and not repair.vague else "medium"
            if len(repair.wrong) > 1 or any(each.facts.get("inferred_base") for each in cause.outcomes):
                sure = "medium"
        suspects.extend(named(facts, repair, sure))
        if sure == "high" and not cause.together:
            break  # the other figures say so: nothing else is suspected beside it
    first = {(each.key, each.location): each for each in reversed(suspects)}
    return tuple(each for each in suspects if first[each.key, each.location] is each)[:MAX_SUSPECTS]


def named(facts: Facts, repair: Repair, confidence: str) -> list[Suspect]:
    """Return the mentions that a repair changes, each with why it is wrong and what it should say."""
    found: list[Suspect] = []
    for printed, value in _likeliest_first(facts, repair):
        should = None
        why = cause_of(facts, repair.figure, printed, value)
        if not repair.vague:
            should = _suggestion(repair, printed, value)
        elif why not in COPIES:
            why = None
        found.extend(
            Suspect(
                key=repair.figure.key,
                label=repair.figure.label,
                location=mention.location,
                confidence=confidence,
                cause=why,
                suggested=should,
            )
            for mention in contradicting(printed, value)
        )
    return found


_MOST_VALUES = 30
"""Each of more values than this would be held against each."""


def _likeliest_first(facts: Facts, repair: Repair) -> list[tuple[Alternative, Fraction]]:
    """Return the wrong values with what each should say.

    Of three values that contradict each other, one may be a slip for another that is itself disputed: it
    is surely wrong, and comes first. Of very many values nobody can say which was meant.
    """
    slips: list[tuple[Alternative, Fraction]] = []
    rest: list[tuple[Alternative, Fraction]] = []
    for printed in repair.wrong:
        off = abs(printed.value - repair.value)
        others = [repair.value, *(each.value for each in repair.wrong)]
        others = [value for value in others if abs(value - repair.value) < off]
        meant = None
        if 1 < len(repair.wrong) <= _MOST_VALUES:
            whys = {value: cause_of(facts, repair.figure, printed, value) for value in others}
            meant = next((value for value, why in whys.items() if why in PEN), None)
        (rest if meant is None else slips).append((printed, repair.value if meant is None else meant))
    return [*sorted(slips, key=lambda each: len(each[0].mentions)), *rest]


def _suggestion(repair: Repair, printed: Alternative, value: Fraction) -> str:
    if unit_of(repair.figure.unit).dimension == "date":
        day = dt.date.fromordinal(int(value))
        return f"{day.year}年{day.month}月{day.day}日"
    return suggested(value, printed.finest)


def omitted(facts: Facts, primary: Outcome) -> tuple[Suspect, ...]:
    """Return the smaller side of two figures whose gap is itself a printed figure: an item was left out."""
    relation, decision = primary.relation, primary.decision
    left_out = gap_figure(facts, primary)
    if relation is None or decision is None or left_out is None or len(relation.variables) != 2:  # noqa: PLR2004
        return ()
    sides = [
        (each, each.alternatives[at]) for each, at in zip(relation.variables, primary.chosen, strict=True)
    ]
    variable, chosen = min(sides, key=lambda side: side[1].value)
    other: Fraction = max(side[1].value for side in sides)
    return _short(variable.figure, chosen, other, "low")


def _lacking(primary: Outcome) -> tuple[Suspect, ...]:
    """Return the total that a row was left out of, with what it is with that row."""
    relation = primary.relation
    if relation is None:
        return ()
    total, *parts = relation.variables
    chosen = total.alternatives[primary.chosen[0]]
    # A part is printed once: a cell has one value.
    value = sum((each.alternatives[0].value for each in parts), Fraction(0))
    return _short(total.figure, chosen, value, "medium")


def _short(figure: Figure, chosen: Alternative, value: Fraction, confidence: str) -> tuple[Suspect, ...]:
    """Return the mentions of a value that lacks an item, with what it is with it."""
    return tuple(
        Suspect(
            key=figure.key,
            label=figure.label,
            location=mention.location,
            confidence=confidence,
            cause="omitted-item",
            suggested=suggested(value, chosen.finest),
        )
        for mention in chosen.mentions
    )


def gap_figure(facts: Facts, outcome: Outcome) -> Figure | None:
    """Return the one figure that is printed with exactly the size of the outcome's gap, or None."""
    relation, decision = outcome.relation, outcome.decision
    if relation is None or decision is None or decision.gap is None:
        return None
    keys = frozenset(variable.figure.key for variable in relation.variables)
    unit = relation.variables[0].figure.unit if relation.variables else ""
    return figure_of_gap(facts, decision.gap, unit, keys)
