"""English: a rate told beside a change and the level it led to that does not follow from the two.

`decreased by 95,994 (2.2%) to 4.3 million`: the level before is the level less the change, so p is B / (A ∓ B).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.checks._english import english
from auditor.checks._moves import moves
from auditor.checks._relations import ONE, fits, judged, quotient, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "rate-not-level"
TITLE = {
    "zh": "增减率与增减额及其后水平不符",
    "en": "a rate does not follow from the change and the level it led to",
}


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the rates of changes whose earlier level is not printed."""
    for sentence in english(facts):
        for move in moves(sentence):
            change, rate, level = move.change, move.rate, move.level
            if change is None or rate is None or move.earlier is not None or level.stated is None:
                continue
            if change.stated is None or rate.stated is None:
                continue
            before = [(ONE, level.known), (-move.way, change.known)]
            if level.known.printed.value - move.way * change.known.printed.value <= 0:
                continue
            # A fall may be printed with its sign: decreased by 95,994 (-2.2%).
            sign = Fraction(-1) if rate.known.printed.value < 0 else ONE
            relation = quotient(rule(NAME, TITLE), rate.known, [(ONE, change.known)], before, factor=sign)
            # A change of the last places of a level in millions leaves the rate open: no note of that.
            if level.known.printed.step <= change.known.printed.step or not fits(facts, relation):
                yield judged(facts, relation)
