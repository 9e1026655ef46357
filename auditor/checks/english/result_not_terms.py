"""English: what a sentence says comes out of terms that it adds and takes off: A plus B gave C; A and B, less D, left C.

    Contributions of A and investment income of B, less expenses of D, left a surplus of C.
    Cash at the start of the year was A; receipts were B and payments D, so that cash at year end was C.

Every amount before the result has to be a term; its words say whether it counts or is taken off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Paragraph, paragraphs
from auditor.checks.common.relations import ONE, judged, rule, summed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "result-not-terms"
TITLE = {"zh": "结果与所述各项加减不符", "en": "a result is not the sum of the terms told before it"}
_RESULT = re.compile(
    r"\b(?:(?:bring(?:s|ing)?|brought|will bring) the total [a-z ]{0,20}to|mak(?:es|ing) a total(?: [a-z ]{0,30}of)?|carry|carried|carries|carrying|left|leaving|gave|giving|gives|producing|resulting in|so that|which left|to give|to leave|made)\b[^.;0-9$€£]{0,50}?"
    r"(?P<what>surplus|deficit|loss|balance|reserves?|cash|funds?|fund balance|net assets|net position|total)?\b[^.;0-9$€£]{0,30}\s*[$€£]?\s*$",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"\b(?:less|minus|payments?|paid|obligated|expenses?|expenditures?|spending|spent|costs?|withdrawals?|outgoings?|outflows?|repaid|repayments?|disbursements?)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:plus|and|opening|start|beginning|income|receipts?|revenues?|contributions?|surplus|received|inflows?|additions?|brought forward|raised|donations?|sales|grants?)\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"\b(?:in addition to|(?:together|combined|added) (?:with|to))\b", re.IGNORECASE)
_SURE = re.compile(
    r"\b(?:plus|less|minus|in addition to|(?:together|combined|added) (?:with|to)|began|opened|opening|at the (?:start|beginning)|beginning|brought forward)\b",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"\b(?:of which|including|compared|than|from|increase|decrease|rose|fell|up|down|per (?!cent\b|(?:ordinary )?share\b)|each|about|some|nearly|(?:19|20)[0-9]{2}: )\b",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\b(?:after|before|excluding|adjusted|underlying|average)\b", re.IGNORECASE)
_GROWN = re.compile(r"\s*representing an? [0-9.]+ ?(?:%|per ?cent) (?:increase|decrease|rise|fall)")
"""What is told of a term in passing: a dividend of 8.5p, representing an 8.2% increase, which combined with …."""
_EARLIER = re.compile(r"\(\s*(?:FY ?)?(?:19|20)[0-9]{2}\s*[:–-][^()]*\)")
_ENDED = re.compile(r"(?<=[a-z0-9)])[.!?]\s+(?=[A-Z])")
_LOSS = frozenset({"deficit", "loss"})
_FEWEST, _MOST = 2, 6


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the results of English sentences."""
    for paragraph in paragraphs(facts):
        for at, result in enumerate(paragraph.numbers):
            if at >= _FEWEST and result.stated is not None and not result.is_share:
                yield from _judged(facts, paragraph, at)


def _judged(facts: Facts, paragraph: Paragraph, at: int) -> Iterator[Outcome]:
    result = paragraph.numbers[at]
    end = result.occurrence.span.start
    ends = [found.end() for found in _ENDED.finditer(paragraph.text[:end])]
    start = ends[-1] if ends else 0
    passing = [
        found.span() for each in (_GROWN, _EARLIER) for found in each.finditer(paragraph.text, start, end)
    ]
    terms = [
        each
        for each in paragraph.numbers[:at]
        if each.occurrence.span.start >= start
        and not any(one <= each.occurrence.span.start < two for one, two in passing)
    ]
    text = _EARLIER.sub("", _GROWN.sub("", paragraph.text[start:end]))
    if not _FEWEST <= len(terms) <= _MOST or _ELSE.search(text) or not _SURE.search(text):
        return
    if any(each.stated is None or each.sign or each.dimension != result.dimension for each in terms):
        return
    found = _RESULT.search(paragraph.text[terms[-1].occurrence.span.end : end])
    if found is None or _AFTER.search(found.group()):
        return
    signs: list[int] = []
    before = start
    for each in terms:
        sign = _sign(paragraph.text[before : each.occurrence.span.start], first=not signs)
        if sign == 0:
            return
        signs.append(sign)
        before = each.occurrence.span.end
    turned = -1 if (found["what"] or "").lower() in _LOSS else 1
    parts = [(ONE * sign * turned, each.known) for sign, each in zip(signs, terms, strict=True)]
    yield judged(facts, summed(rule(NAME, TITLE), result.known, parts, role="stated"))


def _sign(words: str, *, first: bool) -> int:
    """Return whether the words before a term add it or take it off, 0 where they say neither."""
    if _TOGETHER.search(words):
        return 1
    if _LESS.search(words):
        return 0 if first else -1
    return 1 if first or _MORE.search(words) else 0
