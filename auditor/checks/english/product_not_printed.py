"""English: a product that is not price times quantity.

`At a cost of $1,240 per branch, opening 12 branches would cost $14,880`; `300 grants averaging $2,500, for a total of
$750,000`; `40 grants totaling $100,000, an average of $2,500 each`. The three figures stand in one sentence, and
what the price is for is the noun behind the quantity. `An average of 1,759 per quarter`, where 7,037 are told of the year.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.english import Sentence, english, terms
from auditor.checks.common.relations import ONE, judged, quotient, rule, summed
from auditor.checks.common.slips import MEANT, digits, slip_within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "product-not-printed"
TITLE = {"zh": "单价、数量与金额不符", "en": "a price, a quantity and their amount do not agree"}
_PER = re.compile(r"^\s*(?:per|a|an|each|for each|for every)\s+(?P<noun>[a-z][a-z-]+(?: [a-z][a-z-]+)?)")
_TOTAL = re.compile(
    r"\b(?:total(?:s|ed|l?ing|led)?(?: cost)?(?: of)?|(?:would|will|to) cost|costs?(?: (?:would be|will be|was|is))?|costing|amount(?:s|ed|ing)? to|worth|valued at|for|came to|comes to|raised|paid)\s*(?:about )?$",
    re.IGNORECASE,
)
_MEAN = re.compile(
    r"\baverag(?:e|es|ed|ing)\b(?: (?:of|was|is|grant|award|cost|price|amount|size|value|payment))*\s*$",
    re.IGNORECASE,
)
_AVERAGE = re.compile(r"\baverag\w+(?: of)?\s*[$€£]?\s*$", re.IGNORECASE)
_PERIODS = re.compile(r"^\s*(?:[a-z]+ ){0,3}(?:per|a|each|every) (?P<period>quarter|month|week|day)\b")
_TIMES = {"quarter": 4, "month": 12, "week": 52, "day": 365}
_EQUAL = re.compile(r"\b(?:the )?equivalent (?:to|of)\s*[$€£]?\s*$")
_THREE, _MOST = 3, 13


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge sentences of exactly one price, one quantity and one amount."""
    yield from _of_year(facts)
    for sentence in english(facts):
        found = _figures(sentence)
        if found is not None:
            price, quantity, amount = found
            yield judged(
                facts,
                quotient(rule(NAME, TITLE), price.known, [(ONE, amount.known)], [(ONE, quantity.known)]),
            )


def _of_year(facts: Facts) -> Iterator[Outcome]:
    """Judge `an average of 1,759 per quarter` by a figure of the year, and `equivalent to 120,908` by the one before, of which a slip parts it."""
    told = [each for sentence in english(facts) for each in sentence.stated if _long(each)]
    for sentence in english(facts):
        for number in sentence.stated:
            if not _long(number):
                continue
            found = _PERIODS.search(sentence.after(number)[:40])
            if found is not None and _AVERAGE.search(sentence.before(number)):
                times = [Fraction(1, _TIMES[found["period"].lower()])]
                wholes = [each for each in told if each is not number]
            elif _EQUAL.search(sentence.before(number)):
                times = [Fraction(count) for count in range(2, _MOST)]
                before = [each for each in told if each.block is number.block and _ahead(each, number)]
                wholes = before[-1:]
            else:
                continue
            pairs = [(each, by) for each in wholes for by in times if each.dimension == number.dimension]
            off = [(_missed(number, each, by), each, by) for each, by in pairs]
            if any(kind == "" for kind, _, _ in off):
                continue
            meant = [(each, by) for kind, each, by in off if kind == "swap"]
            if len({each.known.printed.value for each, _ in meant}) == 1:
                whole, by = meant[0]
                info = attrs.evolve(rule(NAME, TITLE), explained=True)
                yield judged(facts, summed(info, number.known, [(by, whole.known)]))


def _long(number: Number) -> bool:
    return not (number.is_share or number.sign) and digits(number.known) >= MEANT


def _ahead(one: Number, two: Number) -> bool:
    return one.occurrence.span.start < two.occurrence.span.start


def _missed(number: Number, whole: Number, by: Fraction) -> str | None:
    """Return nothing where a figure is so many times another one, the slip that parts it from that, None where none does."""
    value, slack = whole.known.printed.value * by, whole.known.printed.step * by / 2
    if abs(value - number.known.printed.value) <= slack + number.known.printed.step:
        return ""
    found = slip_within(number.known, value, slack)
    return found[0] if found is not None else None


def _figures(sentence: Sentence) -> tuple[Number, Number, Number] | None:
    money = [
        each for each in sentence.numbers if each.stated and each.known.unit.dimension.startswith("measure:")
    ]
    counts = [each for each in sentence.numbers if each.stated and each.dimension == "number"]
    money = [each for each in money if each.occurrence.unit[:1] in "$€£"]
    if len(money) != _THREE - 1 or any(each.sign for each in money):
        return None
    for price, amount in (money, money[::-1]):
        per = _PER.match(sentence.after(price))
        mean = _MEAN.search(sentence.before(price))
        if not (per or mean) or not _TOTAL.search(sentence.before(amount)):
            continue
        noun = terms(per["noun"].split()[0]) if per else frozenset[str]()
        nouned = [each for each in counts if _behind(sentence, each) & noun] if noun else counts
        if not noun and len(counts) != 1:
            continue
        if len(nouned) == 1 and nouned[0].known.printed.value > 1:
            return price, nouned[0], amount
    return None


def _behind(sentence: Sentence, number: Number) -> frozenset[str]:
    """Return the three words behind a number: 12 county branches."""
    return terms(" ".join(re.match(r"[^,.;:()0-9]*", sentence.after(number)).group().split()[:3]))  # type: ignore[union-attr]
