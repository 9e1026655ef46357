"""English: what a sentence says comes out of terms that it adds and takes off: A plus B gave C; A and B, less D, left C.

    Contributions of A and investment income of B, less expenses of D, left a surplus of C.
    Cash at the start of the year was A; receipts were B and payments D, so that cash at year end was C.
    Arrears stood at A on 1 July. Assessments of B fell overdue, C was collected and D written off, leaving E.

Every amount before the result has to be a term; its words, or the verb behind it, say whether it counts or is taken off.
What it began with the sentence before may tell.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Paragraph, paragraphs
from auditor.checks.common.relations import ONE, judged, rule, summed
from auditor.checks.common.slips import slip_in_sum

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Stated
    from auditor.checks.common.relations import Weighted
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
    r"\b(?:less|minus|payments?|paid|obligated|expenses?|expenditures?|spending|spent|costs?|closed|settled|resolved|discharged|withdrawals?|outgoings?|outflows?|repaid|repayments?|disbursements?)\b",
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
_OPENED = re.compile(
    r"\b(?:stood at|(?:opened|began|started)(?: the (?:year|period|quarter))? (?:with|at)|amounted to|were|was)\s*(?:US)?[$€£]?$"
)
_DATED = re.compile(
    r"\b(?:on|at) (?:1|the (?:start|beginning|opening)|[0-9]{1,2} [A-Z]|[A-Z][a-z]+ [0-9])|\bopen|\bbegan|\bstarted"
)
_IN = re.compile(
    r"\b(?:fell (?:overdue|due)|arose|accrued|came in|received|added|raised|issued|assessed|borrowed|lodged|registered|admitted)\b"
)
_OUT = re.compile(
    r"\b(?:collected|written off|repaid|paid(?: out)?|spent|redeemed|cancelled|recovered|withdrawn|settled|waived|remitted|disbursed|released)\b"
)
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
    opening = _opening(paragraph, ends, result)
    text = _EARLIER.sub("", _GROWN.sub("", paragraph.text[start:end]))
    text = _IN.sub("", text) if opening else text
    if not _FEWEST <= len(terms) <= _MOST or _ELSE.search(text) or not (opening or _SURE.search(text)):
        return
    if any(each.stated is None or each.sign or each.dimension != result.dimension for each in terms):
        return
    found = _RESULT.search(paragraph.text[terms[-1].occurrence.span.end : end])
    if found is None or _AFTER.search(found.group()):
        return
    signs = list(_signs(paragraph, terms, start, result, opened=opening is not None))
    if 0 in signs:
        return
    turned = -1 if (found["what"] or "").lower() in _LOSS else 1
    parts = [(ONE * sign * turned, each.known) for sign, each in zip(signs, terms, strict=True)]
    if opening is None or _meant(result.known, parts := [(ONE, opening.known), *parts]):
        yield judged(facts, summed(rule(NAME, TITLE), result.known, parts, role="stated"))


def _opening(paragraph: Paragraph, ends: Sequence[int], result: Number) -> Number | None:
    """Return what the sentence before says that there was at first: Arrears stood at A on 1 July."""
    start, end = (ends[-2] if len(ends) > 1 else 0), (ends[-1] if ends else 0)
    told = [each for each in paragraph.numbers if start <= each.occurrence.span.start < end]
    alike = [each for each in told if each.dimension == result.dimension and each.stated and not each.sign]
    words = paragraph.text[start:end]
    if len(alike) != 1 or not _DATED.search(words):
        return None
    return alike[0] if _OPENED.search(words[: alike[0].occurrence.span.start - start]) else None


def _signs(
    paragraph: Paragraph, terms: Sequence[Number], start: int, result: Number, *, opened: bool
) -> Iterator[int]:
    """Iterate over +1 for each term that counts, -1 where it is taken off, 0 where its words do not say."""
    for before, each, after in zip([None, *terms], terms, [*terms[1:], result], strict=False):
        words = paragraph.text[before.occurrence.span.end if before else start : each.occurrence.span.start]
        behind = paragraph.text[each.occurrence.span.end : after.occurrence.span.start].split(",")[0]
        if opened:
            yield bool(_IN.search(behind)) - bool(_OUT.search(behind))
        else:
            yield _sign(words, first=before is None)


def _meant(claim: Stated, parts: Sequence[Weighted]) -> bool:
    """Whether parts give the result, or miss it by one of them, told or counted the other way, or by one slip."""
    total = sum((weight * part.printed.value for weight, part in parts), Fraction(0))
    gap, slack = abs(claim.printed.value - total), claim.printed.step * len(parts)
    moved = any(abs(gap - times * part.printed.value) <= slack for _, part in parts[1:] for times in (1, 2))
    return gap <= slack or moved or bool(slip_in_sum(claim, parts))


def _sign(words: str, *, first: bool) -> int:
    """Return whether the words before a term add it or take it off, 0 where they say neither."""
    if _TOGETHER.search(words):
        return 1
    if _LESS.search(words):
        return 0 if first else -1
    return 1 if first or _MORE.search(words) else 0
