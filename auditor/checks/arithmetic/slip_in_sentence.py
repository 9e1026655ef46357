"""A sentence whose figures would make up each other but for one slip of the pen in one of them."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.checks.arithmetic._readings import claims
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import judged, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.arithmetic._equations import Equation
    from auditor.checks.common.numbers import Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "slip-in-sentence"
TITLE = {
    "zh": "句中算出的数因一处笔误与其他数不符",
    "en": "one slip keeps the figures of a sentence from making up each other",
}
_WIDEST = {"shift": Fraction(1, 150), "swap": Fraction(1, 150), "digit": Fraction(1, 1000), "digit lost": Fraction(1, 1000)}
_LIKELIEST = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the figures that a sentence works out, where one slip explains why they are not what they should be."""
    for paragraph in paragraphs(facts):
        if not paragraph.block.tells_aims:
            yield from _judged(facts, paragraph)


def _judged(facts: Facts, paragraph: Paragraph) -> Iterator[Outcome]:
    for _, group in itertools.groupby(paragraph.numbers, key=lambda each: each.sentence):
        found = list(claims(list(group)))
        held = [each for claim in found for each in claim.equations if each.holds()]
        # What makes up one figure of a sentence makes up no other of its kind.
        used = {frozenset(map(id, each.numbers[1:])) for each in held}
        for claim in found:
            if any(each.numbers[0] is claim.number for each in held):
                continue
            free = [each for each in claim.equations if frozenset(map(id, each.numbers[1:])) not in used]
            slipped = _slipped(free)
            if slipped is not None:
                yield judged(facts, slipped.relation(rule(NAME, TITLE)))


def _slipped(equations: Sequence[Equation]) -> Equation | None:
    for equation in equations[:_LIKELIEST]:
        for each in equation.slips():
            if each.kind in _WIDEST and each.width <= _WIDEST[each.kind]:
                return equation
    return None
