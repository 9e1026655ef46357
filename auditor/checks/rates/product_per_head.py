"""A product per head that the product and the population of the document do not bear out: 生产总值 281 亿元，常住人口 9.85 万人，人均 217.7 元.

It is of the mean of the populations at both ends of the year, of which the earlier one is seldom printed, and either may have been
revised: only what is off by more than populations move in a year is called.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.findings import Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "product-per-head"
TITLE = {
    "zh": "人均生产总值与总量、人口不符",
    "en": "the product per head is not the product over the population",
}
_CLAIM = re.compile(r"(?<!户籍)人均(?:地区|国内)?(?:生产总值|GDP)(?:[（(]GDP[)）])?(?:达到?|为|是|\s)*$")
_REGISTERED = re.compile(r"户籍")
_PRODUCT = re.compile(
    r"(?<!人均)(?<!人均地区)(?<!人均国内)生产总值(?:\[[0-9]+\])?(?:[（(]GDP[)）])?(?:为|达到?|完成|实现|\s)*$"
)
_PEOPLE = re.compile(r"(?:^|年末|全[县市区省]|年)常住(?:总)?人口(?:数|总数)?(?:为|达到?|有|共|\s)*$")
_MOVED, _ALONE = Fraction(1, 100), Fraction(3, 100)
_LEAST = 10**8


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the product per head of the one resident population that a document tells."""
    numbers = [each for paragraph in paragraphs(facts) for each in paragraph.numbers if each.stated]
    people = _people(numbers)
    products = [
        each
        for each in numbers
        if each.dimension == "money"
        and not each.sign
        and _PRODUCT.search(re.split(r"[，,。；;]", each.before)[-1])
        and each.known.printed.value >= _LEAST
    ]
    claims = [
        each
        for each in numbers
        if each.dimension == "money"
        and not each.sign
        and _CLAIM.search(each.clause)
        and not _registered(each)
    ]
    if people is None or len(claims) != 1 or not products:
        return
    claim, product = claims[0], products[0]
    if product.block.section[:1] != claim.block.section[:1] or claim.depth:
        return
    before, slack = _earlier(people, numbers)
    heads = [people.known.printed.value, before]
    amounts = sorted(product.known.printed.value / each for each in heads)
    value = claim.known.printed.value
    inside = amounts[0] * (1 - slack) <= value <= amounts[-1] * (1 + slack)
    low, high = (str((each + Fraction(1, 2)).__floor__()) for each in (amounts[0], amounts[-1]))
    text = f"{low}—{high}元" if low != high else f"{low}元"
    yield said(
        rule(NAME, TITLE, Severity.WARNING, "medium"),
        f"人均生产总值 {claim.occurrence.text}元，按总量与常住人口复算约 {text}",
        f"the product per head is {claim.occurrence.text}, the product over the population about {low} to {high}",
        [
            evidence_at(claim.block, claim.occurrence),
            evidence_at(product.block, product.occurrence, "part"),
            evidence_at(people.block, people.occurrence, "base"),
        ],
        Verdict.WITHIN_ROUNDING if inside else Verdict.DISCREPANCY,
    )


def _people(numbers: Sequence[Number]) -> Number | None:
    """Return the one resident population, None where several are told."""
    found = [
        each
        for each in numbers
        if each.dimension == "count:人" and not each.sign and _PEOPLE.search(each.clause) and not each.depth
    ]
    return found[0] if len({each.known.printed.value for each in found}) == 1 else None


def _earlier(people: Number, numbers: Sequence[Number]) -> tuple[Fraction, Fraction]:
    """Return the population a year before, where its change is told, and how far off a mean may be."""
    value = people.known.printed.value
    at = numbers.index(people)
    after = numbers[at + 1] if at + 1 < len(numbers) else None
    if after is not None and after.sign and after.dimension == "count:人" and after.block is people.block:
        before = value - after.sign * after.known.printed.value
        return (before, _MOVED) if before > 0 else (value, _ALONE)
    return value, _ALONE


def _registered(number: Number) -> bool:
    told = number.block.text[: number.occurrence.span.start]
    return _REGISTERED.search(re.split(r"[。；;]", told)[-1].split("，")[-1].split(",")[-1]) is not None or (
        _REGISTERED.search(re.split(r"[。；;]", told)[-1][-24:]) is not None
    )
