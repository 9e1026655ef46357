"""So many for a thousand people that are not the count over the population: 床位 40.59 万张，常住人口 5,842.6 万人，每千人口床位 6.95 张."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor.checks import _patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import ONE, judged, quotient, rule
from auditor.checks._words import stem
from auditor.numbers import interval_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks._numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "per-thousand-not-quotient"
TITLE = {
    "zh": "每千人、每万人指标与总数、人口数不符",
    "en": "a number for a thousand people is not count over population",
}
_EACH = re.compile(
    r"每(?P<many>百|千|万|十万)(?:名)?(?:常住)?(?:人口|居民|人)(?:拥有|平均拥有|的)?(?P<noun>[一-龥（）()]{2,16}?)(?:数量|数)?(?:为|达|达到|由|从|\s)*$"
)
_MANY = {"百": 10**2, "千": 10**3, "万": 10**4, "十万": 10**5}
_PEOPLE = re.compile(r"(?<!城镇)(?<!农村)(?<!乡村)(?:常住|总)人口(?:数|总数|数量)?(?:为|达|约|\s)*$")
_COUNT = re.compile(r"(?:数量|总数|数)$")
_BACK = 200


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the numbers for a thousand people whose count and population the document prints once."""
    numbers = [each for paragraph in paragraphs(facts) for each in paragraph.numbers if each.stated]
    people = [
        each
        for each in numbers
        if _PEOPLE.search(each.clause)
        and each.known.unit.dimension.endswith("人")
        and "平均" not in each.clause
    ]
    if len({each.known.printed.value for each in people}) != 1:
        return
    for at, claim in enumerate(numbers):
        found = _EACH.search(claim.clause)
        if found is None or claim.sign or not claim.dimension.startswith("count"):
            continue
        counts = _counts(stem(found["noun"]), claim, numbers[max(0, at - _BACK) : at])
        if len({each.known.printed.value for each in counts}) == 1:
            factor = Fraction(_MANY[found["many"]])
            parts, base = [(ONE, counts[0].known)], [(ONE, people[0].known)]
            relation = quotient(rule(NAME, TITLE), _rounded(claim), parts, base, factor=factor)
            if _near(claim, counts[0], people[0], factor):
                yield judged(facts, relation)


def _rounded(claim: Number) -> Stated:
    """Return a rate as a rounded number: 张 is the unit of counts, which are exact, and 6.95 is none."""
    printed = claim.known.printed
    step = printed.numeral.step * printed.unit.factor
    return attrs.evolve(
        claim.known, printed=attrs.evolve(printed, step=step, interval=interval_of(printed.value, step))
    )


def _counts(noun: str, claim: Number, before: Sequence[Number]) -> list[Number]:
    """Return the counts that bear the noun of a rate, of its unit and in its chapter."""
    alike = [
        each
        for each in before
        if each.occurrence.unit.lstrip("万亿") == claim.occurrence.unit
        and not each.sign
        and "每" not in each.clause
        and each.block.section[:1] == claim.block.section[:1]
    ]
    named = [each for each in alike if _COUNT.sub("", stem(each.name)) == noun]
    # 医疗卫生机构床位 3,250 张，…每千人口床位…: the one figure of the paragraph that ends in the noun.
    return named or [
        each
        for each in alike
        if each.block is claim.block and _COUNT.sub("", stem(each.name)).endswith(f"机构{noun}")
    ]


def _near(claim: Number, count: Number, people: Number, factor: Fraction) -> bool:
    """Whether the rate can be meant to be of these two: off by less than half."""
    should = count.known.printed.value / people.known.printed.value * factor
    return abs(should - claim.known.printed.value) * 2 <= should
