"""Whether two rules mean the same, by an exact argument: no list of exceptions, and never a guess.

Scores are compared piece by piece, of counts on whole numbers; criteria on every number of them; conditions
by showing that neither can hold without the other. What cannot be shown is not the same.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor.assurance.criteria import amount_of
from auditor.assurance.lines import Line, merged
from auditor.assurance.piecewise import OutOfReachError
from auditor.assurance.proof import scheme_of, weight_of
from auditor.assurance.satisfying import Negated, can_hold
from auditor.assurance.walking import without_spans
from auditor.evaluation.forms import always
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.assurance.properties import Scheme
    from auditor.numbers import Interval

AnyRule = tree.Rule | tree.Scoring
_MOST_CRITERIA = 100


def same_meaning(one: AnyRule, two: AnyRule) -> bool:
    """Return whether two rules judge every report alike, as far as that can be shown; examples and texts aside."""
    first, second = judging_alone(one), judging_alone(two)
    if without_spans(first) == without_spans(second):
        return True
    if isinstance(first, tree.Rule) and isinstance(second, tree.Rule):
        return _same_rule(first, second)
    if isinstance(first, tree.Scoring) and isinstance(second, tree.Scoring):
        return _same_criteria(first, second) or _same_score(first, second)
    return False


def judging_alone(rule: AnyRule) -> AnyRule:
    """Return a rule without what does not judge: its examples, words and places."""
    return attrs.evolve(rule, examples=(), messages=(), source=None, note=None, known=None, title="")


# Conditions ----------------------------------------------------------------------------------------


def _same_rule(one: tree.Rule, two: tree.Rule) -> bool:
    if without_spans(attrs.evolve(one, statements=())) != without_spans(attrs.evolve(two, statements=())):
        return False
    first, second = _by_reach(one), _by_reach(two)
    if first.keys() != second.keys():
        return False
    return all(_imply(first[reach], second[reach]) and _imply(second[reach], first[reach]) for reach in first)


def _by_reach(rule: tree.Rule) -> dict[object, tuple[tree.Condition, ...]]:
    """Return the conditions of a rule by what they speak of: the report, the rows of a table, the items of a pattern."""
    found: dict[object, tuple[tree.Condition, ...]] = {}
    for at, statement in enumerate(rule.statements):
        match statement:
            case tree.Check():
                reach: object = "report"
            case tree.EachRow():
                reach = ("rows", statement.table, statement.rows)
            case tree.EachItem():
                reach = ("items", statement.pattern)
            case _:
                found[at, without_spans(statement)] = ()  # of other sentences, only the same mean the same
                continue
        found[reach] = (*found.get(reach, ()), statement.condition)
    return found


def _imply(premises: Sequence[tree.Condition], conclusions: Sequence[tree.Condition]) -> bool:
    return all(can_hold(*premises, Negated(each)).answer is False for each in conclusions)


# Scores --------------------------------------------------------------------------------------------


def _same_criteria(one: tree.Scoring, two: tree.Scoring) -> bool:
    """Whether the score is the same for every number of criteria that are not met."""
    if one.criteria is None or two.criteria is None:
        return False
    plain = [attrs.evolve(each, criteria=None) for each in (one, two)]
    if without_spans(plain[0]) != without_spans(plain[1]):
        return False
    counts = [each.criteria.count for each in (one, two) if each.criteria is not None]
    if any(count is None or count > _MOST_CRITERIA for count in counts):
        return False
    top = int(max(count for count in counts if count is not None))
    scores = [[_criteria_score(each, failed) for failed in range(top + 1)] for each in (one, two)]
    return None not in scores[0] and scores[0] == scores[1]


def _criteria_score(scoring: tree.Scoring, failed: int) -> Fraction | None:
    weight, criteria = weight_of(scoring), scoring.criteria
    if weight is None or criteria is None or criteria.count is None:
        return None
    amount = amount_of(criteria.amount, weight)
    if amount is None:
        return None
    score = weight - min(Fraction(failed), criteria.count) * amount
    return max(score, Fraction(0)) if criteria.floored else score


def _same_score(one: tree.Scoring, two: tree.Scoring) -> bool:
    if not one.bands and one.formula is None:
        return False
    try:
        first, second = scheme_of(one), scheme_of(two)
    except OutOfReachError:
        return False
    told = [
        (scheme.weight, scheme.target, scheme.domain, scheme.unit.symbol, scheme.covered == always())
        for scheme in (first, second)
    ]
    if told[0] != told[1]:
        return False
    lines = merged(first.lines), merged(second.lines)
    return lines[0] == lines[1] or (first.unit.is_exact and _same_on_whole_numbers(first, *lines))


def _same_on_whole_numbers(scheme: Scheme, one: Sequence[Line], two: Sequence[Line]) -> bool:
    """Whether two scores of a count agree wherever there is a count: 2.9个 is none."""
    for first in one:
        for second in two:
            shared = first.interval.meet(second.interval)
            whole = [] if shared.is_empty else _whole(shared, scheme.unit.factor)
            if whole is None or len(whole) > 1:
                same = attrs.evolve(first, interval=shared) == attrs.evolve(second, interval=shared)
            else:
                same = all(not each.undefined for each in (first, second)) and all(
                    first.at(value) == second.at(value) for value in whole
                )
                same = same or not whole
            if not same:
                return False
    return True


def _whole(interval: Interval, factor: Fraction) -> list[Fraction] | None:
    """Return up to two counts of an interval; None where it has no end."""
    if interval.lo is None or interval.hi is None:
        return None
    low, high = (interval.lo / factor).__ceil__(), (interval.hi / factor).__floor__()
    found = (value * factor for value in range(low, min(high, low + 3) + 1))
    return [value for value in found if value in interval][:2]
