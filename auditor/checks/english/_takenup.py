"""English: a level that the next words hold against two others: This is A, or p percent, more than the B enacted and C less than the D requested.

Each change with its base gives the level; where both give one and the level is another, it is the level that is wrong.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import english
from auditor.checks.common.relations import ONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts

_THAN = re.compile(
    r"^[\s,)]*(?:(?:which|that) is )?(?:(?P<up>more|higher|greater)|(?P<down>less|lower|fewer)) than (?:the |its |our )?(?:[a-z]+ ){0,4}?$"
    r"|^[\s,)]*(?:(?P<above>above|over)|(?P<below>below|under)) (?:the |its |our )?(?:[a-z]+ ){0,4}?$"
)
_THIS = re.compile(
    r"^\s*(?:This|That|It|The (?:amount|total|sum|figure|recommendation)) (?:is|was|represents|stands)\s*$"
)
_WHICH = re.compile(r",? which (?:is|was|represents)\s*$")
_PAIRS = 2

Pair = tuple["Number", "Number", Fraction]
"""A change, what it is measured from, and the way it goes."""


def taken_up(facts: Facts) -> Iterator[tuple[Number, Sequence[Pair]]]:
    """Iterate over levels that two or more changes with their bases speak of."""
    last: Sentence | None = None
    for sentence in english(facts):
        before = last if last is not None and last.paragraph is sentence.paragraph else None
        last = sentence
        levels = [each for each in sentence.stated if not each.is_share and each.dimension != "points"]
        found = list(_pairs(sentence, levels))
        if len(found) < _PAIRS:
            continue
        first = sentence.before(found[0][0])
        at = levels.index(found[0][0])
        if _THIS.match(first) and before is not None:
            told = [each for each in before.stated if not each.is_share]
            if len(told) == 1:
                yield told[0], found
        elif at == 1 and _WHICH.search(sentence.between(levels[0], levels[1])):
            yield levels[0], found


def _pairs(sentence: Sentence, levels: Sequence[Number]) -> Iterator[Pair]:
    for change, base in pairwise(levels):
        shares = [
            each
            for each in sentence.stated
            if each.is_share
            and change.occurrence.span.end <= each.occurrence.span.start < base.occurrence.span.start
        ]
        found = _THAN.match(sentence.between(shares[-1] if shares else change, base))
        if found is not None and change.dimension == base.dimension and not (change.sign or base.sign):
            yield change, base, ONE if found["up"] or found["above"] else -ONE
