"""A distance from the growth of the whole economy that is not the difference of the two rates: 增长 5.3%，高于 GDP 增速 1.1 个百分点.

The growth of the product stands at the head of a bulletin, pages before what is compared with it. It is taken where the report
tells one growth of it alone; distances within the paragraph of that rate belong to `gap_not_difference`, as do those from other places.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import judged, rule, summed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "gap-to-product"
TITLE = {
    "zh": "与经济增速相差的百分点不符",
    "en": "a distance from the growth of the economy is not the difference of the rates",
}
_FROM = re.compile(
    r"(?P<way>高于|快于|高出|低于|慢于)(?:全[市县区州旗]|我[市县区州]|地区|同期)?(?:GDP|地区生产总值|生产总值|经济)(?:的)?(?:增速|增长速度|增长率|增长|增幅)?(?:约|了)?\s*$"
)
_PRODUCT = re.compile(r"生产总值|GDP")
_PART = re.compile(
    r"人均|产业|民营|非公|工业|占|高于|低于|快于|慢于|其中|单位|万元|能耗|拉动|贡献|目标|预期|计划"
)
_BELOW = frozenset({"低于", "慢于"})


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge distances from the one growth of the product that a report tells."""
    texts = paragraphs(facts)
    grown = [
        (paragraph, each) for paragraph in texts for each in paragraph.numbers if _is_growth_of_product(each)
    ]
    if len({each.known.printed.value * each.sign for _, each in grown}) != 1:
        return
    home, product = grown[0]
    for paragraph in texts:
        for at, gap in enumerate(paragraph.numbers):
            found = _FROM.search(gap.before) if gap.stated and gap.dimension == "points" else None
            own = _own(paragraph.numbers[:at], gap) if found is not None else None
            if found is None or own is None or paragraph is home:
                continue
            sign = -1 if found["way"] in _BELOW else 1
            parts = [(Fraction(sign * own.sign), own.known), (Fraction(-sign * product.sign), product.known)]
            yield judged(facts, summed(rule(NAME, TITLE), gap.known, parts, role="stated"))


def _is_growth_of_product(number: Number) -> bool:
    """Whether a number is the growth of the whole product of the place that a report is of."""
    if not (number.stated and number.sign and number.is_share) or number.depth:
        return False
    told = number.of if _PRODUCT.search(number.of) else number.lead
    return _PRODUCT.search(told) is not None and not _PART.search(told)


def _own(before: Sequence[Number], gap: Number) -> Number | None:
    """Return the growth that is compared: the last one told in the sentence of the distance."""
    found = [each for each in before if each.sentence == gap.sentence and each.stated and each.is_share]
    return found[-1] if found and found[-1].sign and not found[-1].depth else None
