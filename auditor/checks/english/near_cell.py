"""English: a long number in a sentence that is one slip of the pen away from the table cell that it repeats.

Two long numbers hardly ever differ by one wrong digit or a swapped pair alone. The sentence has to name the row, or to
speak of a total where the cell is in the total row, and no other cell may print the number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import Sentence, cells, english
from auditor.checks.common.nearby import Nearby
from auditor.checks.common.relations import judged, rule, summed
from auditor.checks.common.rownames import named, scale_in, scales
from auditor.checks.common.slips import digits, slip
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from auditor.checks.common.english import Place
    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "near-cell"
TITLE = {
    "zh": "正文与表格的数字仅一处笔误之差",
    "en": "a number is one slip away from the table cell that it repeats",
}
_SHORTEST = 6
"""Shorter numbers of two years may differ by one digit and both be right."""
_NEAR = 8
_SLIPS = frozenset({"digit", "swap", "digit lost"})
_TOTAL = re.compile(r"\btotal", re.IGNORECASE)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the long numbers of English sentences by the tables around them."""
    places = Nearby((each for each in cells(facts) if digits(each.value) > 1), lambda each: each.sheet)
    for sentence in english(facts):
        here = places.near(sentence.paragraph.block.index, _NEAR)
        for number in sentence.stated if here else ():
            if number.sign or number.is_share or digits(number.known) < _SHORTEST:
                continue
            found = _slipped(facts, sentence, number, here)
            if len(found) == 1:
                (place, scale), info = found[0], rule(NAME, TITLE, confidence="medium")
                parts = [(scale, place.value)]
                yield judged(facts, summed(info, number.known, parts, role="stated"))


def _slipped(
    facts: Facts, sentence: Sentence, number: Number, places: list[Place]
) -> list[tuple[Place, Fraction]]:
    found: list[tuple[Place, Fraction]] = []
    for place in places:
        if scale_in(facts, place.sheet, number.known, place.value) is not None:
            return []
        for scale in scales(facts, place.sheet, number.known, place.value):
            should = abs(place.value.printed.value) * scale
            if slip(number.known, should) in _SLIPS and _meant(facts, sentence, number, place):
                found.append((place, scale))
    return found


def _meant(facts: Facts, sentence: Sentence, number: Number, place: Place) -> bool:
    """Whether the sentence names the row, or a total."""
    if place.row.role is Role.TOTAL and _TOTAL.search(sentence.before(number)[-60:]):
        return True
    return any(each.row is place.row for each in named(facts, sentence))
