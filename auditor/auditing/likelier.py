"""Which of several statements that could each be wrong is the likelier one, by what is printed alone.

The relations leave it open: either side can be changed. A reader would still look at one first, and these are the
reasons: nothing else in the document prints that value; its unit makes it an absurd amount; it alone is one slip of
the pen away from what should stand there. None of them proves anything, so that the confidence is never high.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor.auditing.causes import DISTINCT, PEN, cause_of
from auditor.auditing.slips import digits_of
from auditor.evaluation import forms
from auditor.evaluation.variables import Alternative, suggested
from auditor.findings import Suspect
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.auditing.repairs import Cause, Repair
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Figure

_LEAST_YUAN = 1000
"""Reports that count in 万元 print no smaller amount in 元, but for what is paid a head or a thing."""
_MOST_WAN = 100_000
"""Amounts of so many 万元 are printed in 亿元, or were meant in 元."""

Side = tuple["Figure", Alternative]


def likelier(facts: Facts, cause: Cause, primary: Outcome, found: tuple[Suspect, ...]) -> tuple[Suspect, ...]:
    """Return the suspects that what is printed speaks against, or `found` as it is where nothing does."""
    if not found:
        return found
    borne_out = _borne_out(facts, primary)
    if borne_out:
        return borne_out
    absurd, slip = _absurd_unit(facts, cause.repairs), _only_slip(facts, cause.repairs)
    repair = absurd or slip
    if repair is None:
        return found
    first = tuple(attrs.evolve(each, confidence="medium") for each in found if each.key == repair.figure.key)
    # The others may have been copied from somewhere that is not printed: they are named behind it.
    rest = () if absurd else tuple(each for each in found if each.key != repair.figure.key)
    return (*first, *rest) if first else found


def _borne_out(facts: Facts, primary: Outcome) -> tuple[Suspect, ...]:
    """Return the mentions of the one of two values that nothing else prints, where another figure prints the other.

    Numbers of a few digits meet by chance and bear nothing out, and that of a neighbour is where a copy comes from.
    """
    sides = _sides(facts, primary)
    if len(sides) != 2 or any(len(digits_of(each).strip("0")) < DISTINCT for _, each in sides):  # noqa: PLR2004
        return ()
    keys = {figure.key for figure, _ in sides}
    others = [other.value for _, other in reversed(sides)]
    elsewhere = [
        any(each.key not in keys for each in facts.stating.get(side.value, ()))
        and cause_of(facts, figure, side, should) != "sibling-copy"
        for (figure, side), should in zip(sides, others, strict=True)
    ]
    if elsewhere[0] is elsewhere[1]:
        return ()
    (figure, lonely), (_, other) = sides if elsewhere[1] else sides[::-1]
    return tuple(
        Suspect(
            key=figure.key,
            label=figure.label,
            location=mention.location,
            confidence="medium",
            cause=cause_of(facts, figure, lonely, other.value),
            suggested=suggested(other.value, lonely.finest),
        )
        for mention in lonely.mentions
    )


def _sides(facts: Facts, primary: Outcome) -> list[Side]:
    """Return the two values that should be one: of one figure printed twice, or of two figures that are the same."""
    relation = primary.relation
    if primary.kind == "agreement":
        figure = facts.report.figures[primary.evidence[0].key]
        return [
            (figure, each) for each in facts.alternatives(figure, figure.mentions, bounds=bool(figure.exact))
        ]
    if relation is None or relation.comparison is not tree.Relation.EQUAL:
        return []
    if not (forms.is_variable(relation.left.form) and forms.is_variable(relation.right.form)):
        return []
    return [
        (each.figure, each.alternatives[at])
        for each, at in zip(relation.variables, primary.chosen, strict=True)
    ]


def _absurd_unit(facts: Facts, repairs: Sequence[Repair]) -> Repair | None:
    """Return the one repair of a unit whose printed amount nobody would print so: 24.35元 beside 26.40万元."""
    units = [
        each
        for each in repairs
        if not each.vague and cause_of(facts, each.figure, each.printed, each.value) == "unit-scale"
    ]
    absurd = [each for each in units if _absurd(each.printed)]
    return absurd[0] if len(absurd) == 1 and len(units) > 1 else None


def _absurd(printed: Alternative) -> bool:
    numeral, symbol = printed.finest.numeral, printed.finest.unit.symbol
    return (symbol == "元" and abs(numeral.value) < _LEAST_YUAN) or (
        symbol == "万元" and abs(numeral.value) >= _MOST_WAN
    )


def _only_slip(facts: Facts, repairs: Sequence[Repair]) -> Repair | None:
    """Return the one repair that a slip of the pen explains, where no other change has any reason."""
    if len(repairs) < 2 or any(each.vague or len(each.wrong) > 1 for each in repairs):  # noqa: PLR2004
        return None
    causes = [cause_of(facts, each.figure, each.printed, each.value) for each in repairs]
    reasons = [at for at, each in enumerate(causes) if each is not None]
    return repairs[reasons[0]] if len(reasons) == 1 and causes[reasons[0]] in PEN else None
