"""English: a product that is not price times quantity.

`At a cost of $1,240 per branch, opening 12 branches would cost $14,880`; `300 grants averaging $2,500, for a total of
$750,000`; `40 grants totaling $100,000, an average of $2,500 each`. The three figures stand in one sentence, and
what the price is for is the noun behind the quantity.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import Sentence, english, terms
from auditor.checks.common.relations import ONE, judged, quotient, rule

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
_THREE = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge sentences of exactly one price, one quantity and one amount."""
    for sentence in english(facts):
        found = _figures(sentence)
        if found is not None:
            price, quantity, amount = found
            yield judged(
                facts,
                quotient(rule(NAME, TITLE), price.known, [(ONE, amount.known)], [(ONE, quantity.known)]),
            )


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
