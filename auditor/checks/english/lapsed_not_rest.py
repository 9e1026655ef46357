"""English: what lapsed or stayed unspent, and is not what was granted less what was spent.

`Expenditure was A, or p percent of the final appropriations of B; appropriations of C lapsed`: C is B less A.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import english
from auditor.checks.common.relations import ONE, judged, near_ratio, rule, summed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "lapsed-not-rest"
TITLE = {
    "zh": "失效或未支出的数额与批准数、支出数之差不符",
    "en": "what lapsed is not what was granted less what was spent",
}
_REST = re.compile(
    r"^\s*(?:has |have |had )?(?:lapsed|(?:was|were|remained|went|stayed) (?:unspent|unused)|(?:was|were) (?:surrendered|returned|handed back))\b"
)
_GRANTED = re.compile(
    r"^\s*of (?:the |its |their )?[a-z -]{0,30}(?:appropriations?|budgets?|provisions?|estimates?|grants?|allocations?) of\s*(?:US)?$"
)
_BACK = 1


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge what lapsed by the amounts whose quotient the same or the last sentence tells."""
    own = english(facts)
    for at, sentence in enumerate(own):
        for claim in sentence.stated:
            if claim.is_share or claim.sign or not _REST.match(sentence.after(claim)):
                continue
            pair = _spent(own[max(0, at - _BACK) : at + 1], claim)
            if pair is not None:
                spent, granted = pair
                parts = [(ONE, granted.known), (-ONE, spent.known)]
                yield judged(facts, summed(rule(NAME, TITLE), claim.known, parts, role="stated"))


def _spent(sentences: Sequence[Sentence], claim: Number) -> tuple[Number, Number] | None:
    """Return what was spent and what was granted, as their share proves."""
    for sentence in reversed(sentences):
        numbers = sentence.stated
        for spent, share, granted in zip(numbers, numbers[1:], numbers[2:], strict=False):
            kinds = spent.dimension == granted.dimension == claim.dimension and share.is_share
            if kinds and _GRANTED.match(sentence.between(share, granted)) and granted is not claim:
                return (spent, granted) if near_ratio(share.known, spent.known, granted.known) else None
    return None
