"""A long figure that swapped digits or a moved point part from one told elsewhere beside the same figures.

到位 2,825.90 万元，支出 2,662.23 万元, where a row prints 2,825.90 beside 2,626.23: what stands beside both shows that one is the other, by
whatever name. In 700 consistent documents no figure that is printed once is such a slip away from another that stands by its neighbour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.checks.common.numbers import paragraphs, stated_of
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.repeated._oddones import follows
from auditor.checks.repeated._tellings import printed

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence
    from fractions import Fraction

    from auditor.checks.common.numbers import Number, Stated
    from auditor.evaluation.facts import Facts
    from auditor.source import Location

_REACH = 2
_TENTH = 10


def slipped_beside(facts: Facts) -> Iterator[tuple[Number, Stated]]:
    """Iterate over figures of running text and what they were to be."""
    for paragraph in paragraphs(facts):
        numbers = [each for each in paragraph.numbers if each.stated]
        for at, number in enumerate(numbers):
            if number.sign or number.is_share or digits(number.known) <= MEANT:
                continue
            beside = [
                each
                for each in numbers[max(0, at - _REACH) : at + _REACH + 1]
                if each is not number and each.sentence == number.sentence and digits(each.known) >= MEANT
            ]
            if beside and printed(facts, number.known) == 1 and not follows(facts, number):
                found = list(_meant(facts, number, beside))
                if len({each.printed.value for each in found}) == 1:
                    yield number, found[0]


def _meant(facts: Facts, number: Number, beside: Sequence[Number]) -> Iterator[Stated]:
    """Iterate over the figures a slip away that stand, elsewhere, beside one that stands beside a number."""
    here = _place(number.known.mention.location)
    values = {each.known.printed.value for each in beside}
    places = {place for each in values for place, _ in _told(facts, each)} - {here}
    for value in _variants(number.known) if places else ():
        # 市级 386 万元 of 3,860 万元: the tenth of what stands beside it.
        if value not in values:
            yield from (
                each
                for place, each in _told(facts, value)
                if place in places and each.unit.dimension in {number.dimension, "number"}
            )


def _told(facts: Facts, value: Fraction) -> Iterator[tuple[Hashable, Stated]]:
    """Iterate over what prints a value, each with the row or the paragraph it stands in."""
    for figure in facts.stating.get(value, ()):
        for mention in figure.mentions:
            stated = stated_of(facts, figure, mention)
            if stated is not None and stated.printed.value == value:
                yield _place(mention.location), stated


def _place(location: Location) -> Hashable:
    if location.table is not None:
        return location.table, location.row
    return location.order[:2]


def _variants(stated: Stated) -> Iterator[Fraction]:
    """Return the values that a number prints with two neighbouring digits swapped or its point moved by a place."""
    printed = stated.printed
    step = printed.numeral.step * printed.unit.factor
    if step and (abs(printed.value) / step).denominator == 1:
        text = str((abs(printed.value) / step).numerator)
        for at in range(len(text) - 1):
            if text[at] != text[at + 1] and not (at == 0 and text[1] == "0"):
                yield step * int(text[:at] + text[at + 1] + text[at] + text[at + 2 :])
    yield abs(printed.value) * _TENTH
    yield abs(printed.value) / _TENTH
