"""Findings of detectors that are more likely misread than wrong: far off, and nothing explains how it came about.

A writer errs by a digit, a point, a row or an old draft; the reading of a sentence errs by taking another figure for the base.
So a figure in running text that is three tenths or more away from what its relation asks is told as a note, unless a slip in one of
the figures or a copy explains it, another relation fails for the same cause, or the writer worked it out the wrong way: over
the later year, as points and not as a rate, or over an amount that stands elsewhere. One that stands beside it is its base, unless
the detector has found it to be none.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor.auditing.slips import digits_of, slips_of
from auditor.evaluation.judging import claim_of
from auditor.evaluation.solving import solve
from auditor.language import tree
from auditor.numbers import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation
    from auditor.evaluation.variables import Alternative
    from auditor.findings import Finding, Suspect

_FAR = Fraction(3, 10)
_PAIR = 2
_LITTLE = 200
_LONG = 6
"""A value of so many digits is not met by chance."""
_UNITS = tuple(Fraction(10) ** power for power in (4, -4, 8, -8))
_DISTINCT = 3
"""Of fewer digits almost everything is one slip away from something."""


def farfetched(
    facts: Facts, finding: Finding, outcomes: Sequence[Outcome], suspects: Sequence[Suspect]
) -> bool:
    """Whether what one detector says of a sentence alone is far off and has no likely cause."""
    if len(outcomes) != 1 or finding.source is not None or any(each.cause for each in suspects):
        return False
    relation = outcomes[0].relation
    if outcomes[0].rule.explained:
        return False
    if relation is None or relation.comparison is not tree.Relation.EQUAL:
        return False
    if finding.computed is None or finding.gap is None or finding.figures[0].location.table is not None:
        return False
    picked = [
        variable.alternatives[at]
        for variable, at in zip(relation.variables, _chosen(outcomes[0], relation), strict=True)
    ]
    asked, gap = Fraction(finding.computed), Fraction(finding.gap)
    if abs(gap) < _FAR * max(abs(asked), abs(asked + gap)):
        return False
    # 由 22.86 减少 0.62 到 23.48: the amount is right, and the word beside it is the wrong one.
    if asked and asked + gap == -asked:
        return False
    return not (
        _slipped(relation, picked)
        or _copied(facts, relation, picked)
        or _worked_out_otherwise(facts, relation, picked)
        or _stands_elsewhere(facts, relation, picked)
    )


def _chosen(outcome: Outcome, relation: Relation) -> Sequence[int]:
    """Return which of its printed values was taken for each figure."""
    return outcome.chosen or (0,) * len(relation.variables)


def _stands_elsewhere(facts: Facts, relation: Relation, picked: Sequence[Alternative]) -> bool:
    """Whether the long value that one of its figures should have is printed elsewhere: a total of an earlier draft."""
    point = [each.value for each in picked]
    for at, each in enumerate(picked):
        asked = solve(relation, at, point)
        if asked is None or not asked or each.step <= 0 or (asked / each.step).denominator != 1:
            continue
        long = len(str(abs(asked / each.step)).strip("0")) >= _LONG
        own = {variable.figure.key for variable in relation.variables}
        dimension = unit_of(relation.variables[at].figure.unit).dimension
        if long and any(
            figure.key not in own and unit_of(figure.unit).dimension == dimension
            for figure in facts.stating.get(asked, ())
        ):
            return True
    return False


def _slipped(relation: Relation, picked: Sequence[Alternative]) -> bool:
    """Whether one slip of the pen in any of its figures makes a relation hold."""
    point = [each.value for each in picked]
    for at, lent in enumerate(picked):
        asked = solve(relation, at, point)
        if asked is None:
            continue
        # 39.8 亿元 among amounts told to the hundredth: what its digits may be a slip of is told to its own last place.
        own = lent.finest.unit.in_base(lent.finest.numeral.step)
        each = attrs.evolve(lent, step=max(own, lent.step))
        if len(digits_of(each).strip("0")) < _DISTINCT:
            # 3.26 万元，比预算 4.00 万元节约 7,400 万元: of two digits no other slip than that of a unit says anything.
            if _of_unit(relation, at, each, asked):
                return True
        else:
            room = _room(relation, picked, at, asked)
            if any(abs(value - asked) <= max(step, room) for value, step in _meant(each)):
                return True
    return False


def _room(relation: Relation, picked: Sequence[Alternative], at: int, asked: Fraction) -> Fraction:
    """Return how far the rounding of a rate leaves open what another figure should be, 0 where that is not little: 1,620 is 35.76 % of 4,530."""
    found = Fraction(0)
    for other, each in enumerate(picked):
        if other == at or unit_of(relation.variables[other].figure.unit).dimension != "ratio":
            continue
        for edge in (each.value - each.step / 2, each.value + each.step / 2):
            point = [edge if place == other else one.value for place, one in enumerate(picked)]
            solved = solve(relation, at, point)
            found = max(found, abs(solved - asked) if solved is not None else Fraction(0))
    return found if found * _LITTLE <= abs(asked) else Fraction(0)


def _of_unit(relation: Relation, at: int, printed: Alternative, asked: Fraction) -> bool:
    """Whether an amount is the one asked with 万 or 亿 put in or left out, to its last place."""
    money = unit_of(relation.variables[at].figure.unit).dimension == "money"
    told = len(digits_of(printed).strip("0")) > 1
    return money and told and any(printed.value == asked * scale for scale in _UNITS)


def _meant(printed: Alternative) -> Iterator[tuple[Fraction, Fraction]]:
    """Iterate over what may have been meant: one slip away, or without the first digit, 16.01 % for 116.01 %."""
    yield from slips_of(printed)
    place = printed.step * 10 ** len(digits_of(printed))
    sign = -1 if printed.value < 0 else 1
    yield from ((printed.value + sign * digit * place, printed.step) for digit in range(1, 10))


def _copied(facts: Facts, relation: Relation, picked: Sequence[Alternative]) -> bool:
    """Whether a figure that should be that of a cell is what a cell beside it prints, in its row or column."""
    at = claim_of(relation)
    if at is None or len(relation.variables) != _PAIR:
        return False
    claim, asked = (picked[each] for each in (at, 1 - at))
    if len(digits_of(claim).strip("0")) < _DISTINCT and len(digits_of(claim)) <= _DISTINCT:
        return False
    places = [mention.location for mention in asked.mentions if mention.location.table is not None]
    beside = [
        mention.location for figure in facts.stating.get(claim.value, ()) for mention in figure.mentions
    ]
    return any(
        each.table == place.table
        and (each.row == place.row) is not (each.col == place.col)
        # Of a line of text without cells, what stands below another head may have been put there in reading.
        and (place.block is not None or each.row != place.row)
        for place in places
        for each in beside
    )


def _worked_out_otherwise(facts: Facts, relation: Relation, picked: Sequence[Alternative]) -> bool:
    """Whether the figure claimed is what its others give when taken the wrong way, or with an amount from elsewhere."""
    at = claim_of(relation)
    if at is None or len(digits_of(picked[at]).strip("0")) < _DISTINCT:
        return False
    claim = picked[at]
    members = [each for other, each in enumerate(picked) if other != at and each.value]
    if any(_is(claim, way) for one, two in itertools.permutations(members, 2) for way in _ways(one, two)):
        return True
    # 存贷比 167.1% of deposits over loans, cut off.
    if any(
        abs(one.value / two.value - claim.value) <= claim.step
        for one, two in itertools.permutations(members, 2)
    ):
        return True
    if unit_of(relation.variables[at].figure.unit).dimension != "ratio":
        return False
    here = claim.mentions[0].location.order[:2]
    others = [variable.figure for other, variable in enumerate(relation.variables) if other != at]
    kinds = {unit_of(each.unit).dimension for each in others}
    bases = [
        figure
        for value, figures in facts.stating.items()
        if value > 0 and any(_is(claim, each.value / value) for each in members)
        for figure in figures
        if unit_of(figure.unit).dimension in kinds
    ]
    places = {mention.location.order[:2] for figure in bases for mention in figure.mentions}
    return bool(places) and here not in places


def _is(claim: Alternative, value: Fraction) -> bool:
    return abs(abs(claim.value) - abs(value)) * 2 <= claim.step


def _ways(one: Alternative, two: Alternative) -> Iterator[Fraction]:
    """Iterate over what two figures give that are taken the wrong way round, or as a change of the wrong one."""
    yield one.value / two.value
    yield (one.value - two.value) / one.value
    yield one.value - two.value
    if one.value + two.value:
        yield one.value / (one.value + two.value)
