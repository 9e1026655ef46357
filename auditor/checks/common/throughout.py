"""What one check says against one figure, or one table, again and again: read wrongly, more likely than written wrongly.

A writer errs in one place of many. Where three shares of one number fail and fewer hold, they are of another number, and a formula
that hardly a row of a table keeps, or none to the digit, is not the table's. What is said so is a note; only a base that one slip
of the pen makes fit all that is said of it is wrong itself.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor.evaluation.solving import solve
from auditor.findings import Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.relations import Outcome
    from auditor.evaluation.variables import Alternative
    from auditor.source import Location

_SEVERAL = 3
_CLOSE = Fraction(1, 100)
"""How near a value comes to what shares of a few digits ask."""
_COMES_OUT = (Verdict.EXACT, Verdict.WITHIN_ROUNDING)
"""What is only not excluded, as nearly everything is for figures of a digit, bears nothing out."""
_SHIFTS = tuple(Fraction(10) ** power for power in (1, -1, 2, -2, 3, -3, 4, -4))
Shared = tuple[str, "Location | str"]
Places = frozenset["Location"]


def written(outcomes: Sequence[Outcome]) -> Iterator[Outcome]:
    """Iterate over outcomes, those as notes that accuse throughout."""
    asked = {each.rule.id for each in outcomes if _accuses(each)}
    failed: dict[Shared, list[Outcome]] = {}
    told: dict[tuple[Shared, Verdict], set[Places]] = {}
    for each in outcomes if asked else ():
        if each.rule.id not in asked or (each.verdict is Verdict.DISCREPANCY and not _accuses(each)):
            continue
        # What several readings of a check find in the same figures is said once.
        places = frozenset(place for _, place in each.places)
        for shared in _shared(each.rule.id, places):
            told.setdefault((shared, each.verdict), set()).add(places)
            if _accuses(each):
                failed.setdefault(shared, []).append(each)

    def count(shared: Shared, *verdicts: Verdict) -> int:
        return sum(len(told.get((shared, verdict), ())) for verdict in verdicts)

    groups: dict[Shared, list[Outcome]] = {}
    for shared, several in failed.items():
        wrong, right = count(shared, Verdict.DISCREPANCY), count(shared, *_COMES_OUT)
        unsure = count(shared, Verdict.ROUNDING_GAP) if isinstance(shared[1], str) else 0
        if (wrong >= _SEVERAL and wrong > right) or (unsure and not right and wrong + unsure >= _SEVERAL):
            groups[shared] = several
    borne = {id(each) for (_, at), several in groups.items() if _one_slip(several, at) for each in several}
    doubted = {id(each) for several in groups.values() for each in several} - borne
    for each in outcomes:
        yield _doubted(each) if id(each) in doubted else each


def _accuses(outcome: Outcome) -> bool:
    return outcome.verdict is Verdict.DISCREPANCY and outcome.rule.level is not Severity.NOTE


def _doubted(outcome: Outcome) -> Outcome:
    return attrs.evolve(
        outcome, rule=attrs.evolve(outcome.rule, level=Severity.NOTE, confidence="low", explained=False)
    )


def _shared(rule: str, places: Places) -> set[Shared]:
    """Return what other outcomes of a rule may speak of as well: its figures, and the one table that all of them stand in."""
    tables = {place.table for place in places}
    found: set[Shared] = {(rule, place) for place in places}
    if len(tables) == 1 and (table := tables.pop()) is not None:
        found.add((rule, table))
    return found


def _one_slip(several: Sequence[Outcome], place: Location | str) -> bool:
    """Whether one slip in the figure at a place makes all hold that is said of it."""
    asked = [each for outcome in several if (each := _asked(outcome, place)) is not None]
    if len(asked) < len(several):
        return False
    return any(
        all(abs(value - wanted) <= _CLOSE * abs(wanted) for _, wanted in asked)
        for value in _meant(asked[0][0])
    )


def _asked(outcome: Outcome, place: Location | str) -> tuple[Alternative, Fraction] | None:
    """Return what is printed at a place, and what a relation asks there."""
    relation = outcome.relation
    if relation is None:
        return None
    chosen = outcome.chosen or (0,) * len(relation.variables)
    picked = [each.alternatives[at] for each, at in zip(relation.variables, chosen, strict=True)]
    for at, each in enumerate(picked):
        if any(mention.location == place for mention in each.mentions):
            wanted = solve(relation, at, [one.value for one in picked])
            return (each, wanted) if wanted else None
    return None


def _meant(printed: Alternative) -> Iterator[Fraction]:
    """Iterate over the values that one slip turns into what is printed."""
    # A count has no place beyond its last digit to be rounded at: what was slipped is what is printed.
    value, step = printed.value, printed.finest.unit.in_base(printed.finest.numeral.step)
    yield from (value * shift for shift in _SHIFTS)
    if not step or (value / step).denominator != 1:
        return
    digits = str(abs(int(value / step)))
    for at in range(len(digits)):
        swapped = digits[:at] + digits[at : at + 2][::-1] + digits[at + 2 :]
        yield from (
            int(each) * step
            for each in (swapped, *(digits[:at] + other + digits[at + 1 :] for other in "0123456789"))
        )
