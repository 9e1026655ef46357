"""A rate named after the first classes of a list that is not what these are of all: 优良路率 beside 优等路 a、良等路 b、中等路 c.

优等路 1,187 公里、良等路 1,492 公里、中等路 612 公里、次等路 284 公里…，优良中等路率 88.66%，优良路率 75.16%: the name holds the first
characters of the classes that it joins.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import judged, near_sum, plus, quotient, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "joint-rate-not-sum"
TITLE = {"zh": "合并比率与各等级之和不符", "en": "a joint rate is not what its classes are of all"}
_NEXT = re.compile(r"^\s*[、，,和及与]\s*[一-龥]{2,8}\s*$")
_FEWEST = 4
_SHORTEST = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the rates behind a list of classes of one kind."""
    for paragraph in paragraphs(facts):
        for run in _runs(paragraph.numbers):
            whole = [each.known for each in run]
            told = [
                (rate, [each.known for each in run[:count]])
                for rate in paragraph.numbers
                if rate.is_share
                and rate.stated
                and not rate.sign
                and rate.occurrence.span.start > run[-1].occurrence.span.start
                and (count := _joined(rate, run))
            ]
            total = sum((each.printed.value for each in whole), Fraction(0))
            # That the list is of all its whole tells, or another rate that is of it.
            printed = any(
                each.stated and each not in run and near_sum(each.known, plus(whole))
                for each in paragraph.numbers
            )
            outcomes = [
                judged(facts, quotient(rule(NAME, TITLE), rate.known, plus(parts), plus(whole)))
                for rate, parts in told
                if total
            ]
            if printed or any(each.verdict.consistent for each in outcomes):
                yield from outcomes


def _runs(numbers: Sequence[Number]) -> Iterator[Sequence[Number]]:
    """Iterate over the lists of classes whose names end alike and begin each with a character of its own."""
    run: list[Number] = []
    for before, each in itertools.pairwise(numbers):
        beside = (
            _NEXT.match(each.before) and each.dimension == before.dimension and each.depth == before.depth
        )
        if beside and each.stated and before.stated and not (each.sign or before.sign or each.is_share):
            run = [*run, each] if run else [before, each]
            continue
        yield from _lists(run)
        run = []
    yield from _lists(run)


def _lists(run: Sequence[Number]) -> Iterator[Sequence[Number]]:
    """Iterate over the list that a run is, or that begins behind its first number: 检测 a 公里，优等路 b 公里、…."""
    yield from itertools.islice((each for each in (run, run[1:]) if _classes(each)), 1)


def _classes(run: Sequence[Number]) -> bool:
    names = [each.clause for each in run]
    if len(run) < _FEWEST or any(len(name) < _SHORTEST for name in names):
        return False
    ends = {name[1:] for name in names}
    return len(ends) == 1 and len({name[0] for name in names}) == len(names)


def _joined(rate: Number, run: Sequence[Number]) -> int:
    """Return how many of the first classes the name of a rate joins, 0 where it is called otherwise."""
    name = re.sub(r"(?:为|达到?|是)\s*$", "", rate.clause)
    end = run[0].clause[1:]
    heads = "".join(each.clause[0] for each in run)
    for count in range(len(run) - 1, 1, -1):
        if any(name == f"{heads[:count]}{rest}率" for rest in (end, end[-1:], "")):
            return count
    return 0
