"""A sentence whose figures do not make up each other: one slip of the pen is all that keeps them from it, or they are all there is.

A sum, difference, rate, growth or mean that a sentence announces is worked out of its other figures in every way its words
allow. Where one of them holds, nothing is said. Where none does, it is wrong if one digit, a swapped pair or a
shifted point in one member makes the likeliest hold more closely than an accident would, or if the sentence leaves
no other reading.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor.checks.arithmetic._chinese import CHINESE
from auditor.checks.arithmetic._english import ENGLISH
from auditor.checks.arithmetic._readings import FORM, Claim, claims
from auditor.checks.common.english import is_english
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import judged, rule
from auditor.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.arithmetic._equations import Equation, Slip
    from auditor.checks.arithmetic._words import Words
    from auditor.checks.common.numbers import Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "sentence-miscalculated"
TITLE = {
    "zh": "句中算出的数与所列各数不符",
    "en": "a figure worked out in a sentence does not follow from its others",
}
_WIDEST = {
    "shift": Fraction(1, 150),
    "swap": Fraction(1, 150),
    "digit": Fraction(1, 1000),
    "digit lost": Fraction(1, 1000),
}
"""How much of its value may be left open of a figure that such a slip is to explain: there are ten times as many wrong digits as swapped pairs."""
_ALONE = Fraction(1, 40)
"""The same for a shifted point or swapped pair where there is one reading alone."""
_LIKELIEST = 3
_SMALL = 100


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the figures that a sentence works out, where one slip explains why they are not what they should be."""
    for paragraph in paragraphs(facts):
        if not paragraph.block.tells_aims:
            yield from _judged(facts, paragraph)


def _judged(facts: Facts, paragraph: Paragraph) -> Iterator[Outcome]:
    words = ENGLISH if is_english(facts) else CHINESE
    for _, group in itertools.groupby(paragraph.numbers, key=lambda each: each.sentence):
        found = list(claims(list(group), words))
        held = [each for claim in found for each in claim.equations if each.holds()]
        # What makes up one figure of a sentence makes up no other of its kind.
        used = {frozenset(map(id, each.numbers[1:])) for each in held}
        for claim in found:
            if any(each in held for each in claim.equations) or _adds_up(paragraph, claim, words):
                continue
            free = [each for each in claim.equations if frozenset(map(id, each.numbers[1:])) not in used]
            meant = claim.equations[0] if claim.sure else _slipped(free)
            if meant is not None and not _unit_lost(meant):
                # What has no other reading is wrong by whatever it is off.
                far = claim.sure and meant.far()
                # The check that knows what a sentence speaks of says so first where it sees the same.
                level = (Severity.WARNING, "medium") if far and claim.kind != FORM else ()
                info = attrs.evolve(rule(NAME, TITLE, *level), explained=far)
                yield judged(facts, meant.relation(info))


def _unit_lost(equation: Equation) -> bool:
    """Whether a figure without a unit is worked out of an amount in 万元 and another figure without one: a row whose unit stands above it."""
    claim, *others = equation.numbers
    kinds = {each.known.unit.dimension for each in others}
    return claim.known.unit.dimension == "number" and kinds >= {"money", "number"}


def _adds_up(paragraph: Paragraph, claim: Claim, words: Words) -> bool:
    """Whether a total is that of figures that the sentences before began to tell, less what was taken off.

    甲县 30 万元。乙县 12.3 万元、12.8 万元，共 55.1 万元; 上半年 1.2 万户。下半年 1.1 万户，注销 0.4 万户，合计 1.9 万户.
    """
    if claim.number.is_share or not words.total.of(claim.number):
        return False
    start = claim.number.occurrence.span.start
    rest = claim.number.known.printed.value
    slack = claim.number.known.printed.step
    for each in reversed([one for one in paragraph.numbers if one.occurrence.span.start < start]):
        if each.stated and each.dimension == claim.number.dimension and not each.sign:
            rest -= each.known.printed.value * (-1 if words.less.of(each) else 1)
            slack += each.known.printed.step / 2 if each.dimension != "score" else 0
            if abs(rest) <= slack:
                return True
    return False


def _slipped(equations: Sequence[Equation]) -> Equation | None:
    for equation in equations[:_LIKELIEST]:
        for each in equation.slips():
            if _tells(each, equation, alone=len(equations) == 1):
                return equation
    return None


def _tells(slip: Slip, equation: Equation, *, alone: bool) -> bool:
    """Whether a slip is no accident: small counts give so many quotients that one is near to any."""
    if slip.kind in {"shift", "swap"} and alone:
        return slip.width <= _ALONE
    others = [each for each in equation.numbers if each is not slip.number]
    small = all(each.known.printed.value < _SMALL and not each.is_share for each in others)
    return (
        slip.kind in _WIDEST
        and not (small and slip.kind.startswith("digit"))
        and slip.width <= _WIDEST[slip.kind]
    )
