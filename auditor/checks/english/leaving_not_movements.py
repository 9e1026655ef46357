"""English: what is left of a stock that its sentence leads from opening to closing, and is not what the movements leave.

`Arrears stood at A on 1 July. Assessments of B fell overdue, C was collected and D written off, leaving E`: each
movement says by its verb whether it adds or takes off. A gap counts where one movement, or one slip, explains it.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import english
from auditor.checks.common.relations import ONE, judged, near_sum, rule, summed
from auditor.checks.common.slips import slip_in_sum

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number
    from auditor.checks.common.relations import Weighted
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "leaving-not-movements"
TITLE = {
    "zh": "期末数与期初数、各项增减不符",
    "en": "what is left is not what the movements leave of the opening",
}
_OPENING = re.compile(
    r"\b(?:stood at|(?:opened|began|started)(?: the (?:year|period|quarter))? (?:with|at)|amounted to|were|was)\s*(?:US)?$"
)
_DATED = re.compile(
    r"\b(?:on|at) (?:1|the (?:start|beginning|opening)|[0-9]{1,2} [A-Z]|[A-Z][a-z]+ [0-9])|\bopen|\bbegan|\bstarted"
)
_LEAVING = re.compile(r"\bleaving(?: (?:a balance|a total|an amount) of)?\s*(?:US)?$")
_IN = re.compile(
    r"\b(?:fell (?:overdue|due)|arose|accrued|came in|(?:(?:was|were) )?(?:received|added|raised|issued|assessed|borrowed|lodged|registered|admitted))\b"
)
_OUT = re.compile(
    r"\b(?:collected|written off|repaid|paid(?: out)?|spent|redeemed|cancelled|recovered|withdrawn|settled|waived|remitted|disbursed|released)\b"
)
_FEWEST = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge what movements leave, where the sentence before tells what they began with."""
    for before, sentence in itertools.pairwise(english(facts)):
        numbers = sentence.stated
        at = next((at for at, each in enumerate(numbers) if _LEAVING.search(sentence.before(each))), 0)
        opening = _opening(before, numbers[at]) if at >= _FEWEST else None
        if opening is None or before.paragraph is not sentence.paragraph:
            continue
        moves = [_move(sentence, one, two) for one, two in itertools.pairwise(numbers[: at + 1])]
        if any(sign == 0 or each.dimension != opening.dimension for sign, each in moves):
            continue
        parts: list[Weighted] = [(ONE, opening.known), *((ONE * sign, each.known) for sign, each in moves)]
        if _meant(numbers[at], parts):
            yield judged(facts, summed(rule(NAME, TITLE), numbers[at].known, parts, role="stated"))


def _opening(sentence: Sentence, closing: Number) -> Number | None:
    """Return what a sentence says that there was at first."""
    alike = [each for each in sentence.stated if each.dimension == closing.dimension and not each.is_share]
    dated = _DATED.search(sentence.text) is not None
    return alike[0] if len(alike) == 1 and dated and _OPENING.search(sentence.before(alike[0])) else None


def _move(sentence: Sentence, number: Number, following: Number) -> tuple[int, Number]:
    """Return a number with +1 where its verb adds, -1 where it takes off, 0 where that is not said."""
    words = sentence.between(number, following).split(",")[0]
    adds, takes = _IN.search(words) is not None, _OUT.search(words) is not None
    return adds - takes, number


def _meant(closing: Number, parts: Sequence[Weighted]) -> bool:
    """Whether parts give the closing, or miss it by one of them, told or counted the other way, or by one slip."""
    claim = closing.known
    if near_sum(claim, parts):
        return True
    total = sum((weight * part.printed.value for weight, part in parts), Fraction(0))
    gap, slack = abs(claim.printed.value - total), claim.printed.step * len(parts)
    moved = any(abs(gap - times * part.printed.value) <= slack for _, part in parts[1:] for times in (1, 2))
    return moved or bool(slip_in_sum(claim, parts))
