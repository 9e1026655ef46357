"""English: what is left is not the difference of the two amounts before it.

`grantees had spent A of the B awarded, leaving C unspent`; `B, of which A was repaid, leaving C`. The sentence names
no other amounts before the rest.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.checks._english import english
from auditor.checks._relations import ONE, judged, rule, summed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "rest-not-difference"
TITLE = {"zh": "余额与两数之差不符", "en": "what is left is not the difference of two amounts"}
_LEFT = re.compile(
    r"\bleaving(?: (?:a remainder of|an? (?:\w+ )?balance of|some|only))?\s*$|\bwith (?:the remaining|the balance of)\s*$",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b(?:of (?:the|that|which|this|its)|out of)\b|\b(?:spent|used|paid|repaid|withdrawn|disbursed|obligated|drawn|allocated|distributed|closed|expended)\b",
    re.IGNORECASE,
)
_PAIR = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge what English sentences say is left."""
    for sentence in english(facts):
        for rest in sentence.numbers:
            words = sentence.before(rest)
            if rest.stated is None or not _LEFT.search(words) or not _GONE.search(words):
                continue
            before = [
                each
                for each in sentence.numbers
                if each.stated
                and each.occurrence.span.start < rest.occurrence.span.start
                and each.dimension == rest.dimension
            ]
            if len(before) != _PAIR or any(each.sign for each in before):
                continue
            small, large = sorted(before, key=lambda each: each.known.printed.value)
            parts = [(ONE, large.known), (-ONE, small.known)]
            yield judged(facts, summed(rule(NAME, TITLE), rest.known, parts, role="stated"))
