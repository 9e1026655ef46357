"""English: a word of direction that the two levels beside it contradict: fell to 65.0 percent from 64.9 percent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.checks._english import english
from auditor.checks._moves import moves
from auditor.checks._relations import compared, judged, rule
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "order-words"
TITLE = {"zh": "比较用语与数字不符", "en": "a word of direction contradicts the figures"}


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the levels of English sentences that are told to rise or fall from one to the other."""
    for sentence in english(facts):
        for move in moves(sentence):
            before, now = move.earlier, move.level
            if before is None or now.stated is None or before.stated is None or not move.way:
                continue
            if move.change is not None or move.rate is not None or before.dimension != now.dimension:
                continue
            if now.known.printed.value == before.known.printed.value:
                continue
            comparison = tree.Relation.GREATER if move.way > 0 else tree.Relation.LESS
            yield judged(facts, compared(rule(NAME, TITLE), now.known, comparison, before.known))
