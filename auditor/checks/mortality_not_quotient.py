"""A death rate of mothers or children that is not the deaths over the live births: 活产数 24,186 人，婴儿死亡 52 人，死亡率 2.15‰.

By definition these rates are of live births. The one whose base is proven by another rate beside it, or that one slip
of the pen parts from the quotient, is wrong.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks._numbers import Paragraph, Stated, as_numeral, paragraphs
from auditor.checks._relations import ONE, judged, quotient, rule
from auditor.checks._slips import slip
from auditor.numbers import round_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "mortality-not-quotient"
TITLE = {"zh": "死亡率与死亡人数、活产数不符", "en": "a death rate is not the deaths over the live births"}
_BORN = re.compile(r"活产(?:婴儿|儿)?(?:总?数|人数)?(?:为|达|共|\s)*$")
_DIED = re.compile(r"(?P<who>孕产妇|婴儿|新生儿|(?:以下)?儿童)死亡(?:人数|数)?(?:为|共|\s)*$")
_RATE = re.compile(
    r"^(?:[（(][^（）()]*[)）])?\s*[，,（(、]\s*(?P<who>孕产妇|婴儿|新生儿|(?:5\s*岁以下)?儿童)?死亡率(?:为|达|是|\s)*$"
)
_PER = re.compile(r"\s*/\s*10\s*万")
_HUNDRED_THOUSAND = 10**5
_SURE = frozenset({"swap", "digit", "shift"})


@attrs.frozen(eq=False)
class _Rate:
    """A rate, the deaths before it, and by what their quotient is to be multiplied."""

    claim: Stated
    died: Stated
    factor: Fraction

    def should(self, born: Stated) -> Fraction:
        """Return the quotient in the places of the rate."""
        step = self.claim.printed.step
        return round_to(self.died.printed.value / born.printed.value * self.factor, step)

    def explained(self, born: Stated) -> bool:
        """Whether a slip of the pen in the rate or in the deaths explains that they do not agree."""
        deaths = round_to(self.claim.printed.value * born.printed.value / self.factor, Fraction(1))
        one = slip(self.claim, self.should(born))
        return one in _SURE or slip(self.died, deaths) in _SURE


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the death rates of paragraphs that print the live births once."""
    for paragraph in paragraphs(facts):
        born = [each for each in paragraph.numbers if each.stated and _BORN.search(each.clause)]
        if len(born) != 1 or born[0].sign:
            continue
        base = born[0].known
        rates = list(_rates(paragraph))
        right = [each for each in rates if each.should(base) == each.claim.printed.value]
        for each in rates:
            if each in right or right or each.explained(base):
                parts, whole = [(ONE, each.died)], [(ONE, base)]
                relation = quotient(rule(NAME, TITLE), each.claim, parts, whole, factor=each.factor)
                yield judged(facts, relation)


def _rates(paragraph: Paragraph) -> Iterator[_Rate]:
    numbers = paragraph.numbers
    for at, died in enumerate(numbers[:-1]):
        told = _DIED.search(died.before.rstrip())
        claim = numbers[at + 1]
        if told is None or died.stated is None or died.sign or claim.stated is None or claim.sign:
            continue
        said = _RATE.match(claim.before)
        if said is None or claim.sentence != died.sentence:
            continue
        if said["who"] and said["who"][-2:] != told["who"][-2:]:
            continue
        if claim.is_share:
            yield _Rate(claim.known, died.known, ONE)
        elif _PER.match(claim.after) or _PER.match(paragraph.text[claim.occurrence.span.end :]):
            yield _Rate(as_numeral(claim.known), died.known, Fraction(_HUNDRED_THOUSAND))
