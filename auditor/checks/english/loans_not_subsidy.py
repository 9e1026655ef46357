"""English: the loans that a subsidy is said to support are not the subsidy over its rate.

`provides $6,300,000. At the subsidy rate of 4.5 percent, this supports loans of $140,000,000`; `$5,600,000 at a rate of 5.0 percent
supports loans of $112,000,000`.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import Sentence, sentences
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import ONE, judged, quotient, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "loans-not-subsidy"
TITLE = {
    "zh": "贷款规模与补贴额、补贴率不符",
    "en": "loans are not the subsidy over its rate",
}
_LOANS = re.compile(
    r"\b(?:support|finance|fund|allow|permit|sustain)(?:s|ed|ing)? (?:[a-z-]+ ){0,3}?(?:loans?|lending|credit|loan guarantees?|guarantees|loan level|loan volume)"
    r"(?: (?:level|volume|program))? of\s*(?:about )?[$€£]?\s*$",
    re.IGNORECASE,
)
_RATE = re.compile(r"\b(?:subsidy )?(?:rate|cost) of\s*$", re.IGNORECASE)
_THIS = re.compile(
    r"^[^.;0-9]{0,20}\b(?:this|that|the (?:amount|appropriation|recommendation))\b", re.IGNORECASE
)
_AT = re.compile(r"^[^.;,]{0,30}\bat an? (?:[a-z]+ ){0,3}(?:rate|cost) of\s*$", re.IGNORECASE)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the loans of every sentence that tells a rate before them."""
    for paragraph in paragraphs(facts):
        own = list(sentences(paragraph))
        for last, sentence in zip([None, *own], own, strict=False):
            for rate, loans in itertools.pairwise(sentence.numbers):
                if rate.stated is None or loans.stated is None or not rate.is_share:
                    continue
                if not _RATE.search(sentence.before(rate)) or not _LOANS.search(sentence.before(loans)):
                    continue
                subsidy = _subsidy(last, sentence, rate)
                if subsidy is None or subsidy.dimension != loans.dimension or not rate.known.printed.value:
                    continue
                parts, base = [(ONE, subsidy.known)], [(ONE, rate.known)]
                yield judged(facts, quotient(rule(NAME, TITLE), loans.known, parts, base))


def _subsidy(last: Sentence | None, sentence: Sentence, rate: Number) -> Number | None:
    """Return the amount whose rate is told: the one right before it, or what the sentence before is about."""
    numbers = sentence.numbers
    at = numbers.index(rate)
    if at and numbers[at - 1].stated and _AT.match(sentence.between(numbers[at - 1], rate)):
        return numbers[at - 1]
    if at == 0 and last is not None and last.stated and _THIS.match(sentence.after(rate)):
        return last.stated[0]
    return None
