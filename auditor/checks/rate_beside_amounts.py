"""English: a rate that is not the one amount over the other that its sentence or paragraph names.

`The provision was $7.5 million on income before taxes of $34.7 million, an effective tax rate of 21.6%`; `3,917 were
approved … 3,428 vouchers had been redeemed, a redemption rate of 87.5 per cent of approvals`: what was redeemed over
what was approved, as the words say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._english import Sentence, counted, end_of, english, one_value
from auditor.checks._relations import ONE, judged, quotient, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks._numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "rate-beside-amounts"
TITLE = {"zh": "比率与所称两数不符", "en": "a rate is not the one amount over the other that it names"}
_ON = re.compile(
    r"^\s*(?:on|against|out of|of|from|over)\s+(?:an? |the |our |its |total )*(?:[a-z-]+\s+){0,6}?(?:of|totall?ing|at)?\s*$",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"^\s*(?:\([^()]*\)\s*)?[,(]\s*(?:or |for |giving |yielding |resulting in |which (?:is|gives) )?(?:an?|the|our) (?:[a-z-]+ ){0,3}?(?P<kind>[a-z-]+ )(?:rate|margin|yield|ratio) of\s*$",
    re.IGNORECASE,
)
_OTHER_RATE = re.compile(
    r"growth|interest|inflation|exchange|discount|coupon|statutory|annual|mean|average|run|hourly|daily|monthly|increase|turnover|current",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"^(?:\s+[a-z-]+){0,3}?\s+(?:was|were|had been|have been|has been|was being)\s+(?P<verb>[a-z]{4,})\b[^.;,0-9]{0,30},\s*(?:or |giving )?an? (?P<noun>[a-z]{4,}) rate of\s*$",
    re.IGNORECASE,
)
_OF = re.compile(r"^\s*(?:of|among) (?:the |all |its |those )*(?P<of>[a-z]{4,})\b(?! of)", re.IGNORECASE)
_STEM = 4
_BESIDE = 24


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the rates of English sentences that name their amounts."""
    for sentence in english(facts):
        numbers = sentence.stated
        for at, share in enumerate(numbers):
            if not share.is_share or share.sign or not at:
                continue
            yield from _on(facts, sentence, numbers[:at], share)
            yield from _done(facts, sentence, numbers[at - 1], share)


def _on(facts: Facts, sentence: Sentence, before: list[Number], share: Number) -> Iterator[Outcome]:
    """Judge `A on income of B, an effective tax rate of p%`."""
    if len(before) < 2:  # noqa: PLR2004 - the amount and what it is of
        return
    part, whole = before[-2:]
    rate = _RATE.match(sentence.between(whole, share))
    if rate is None or _OTHER_RATE.search(rate.group()) or not _ON.match(sentence.between(part, whole)):
        return
    if part.dimension != whole.dimension or part.is_share or part.sign or whole.sign:
        return
    if 0 < part.known.printed.value < whole.known.printed.value:
        info = rule(NAME, TITLE)
        one, two = counted(part.known), counted(whole.known)
        yield judged(facts, quotient(info, share.known, [(ONE, one)], [(ONE, two)]))


def _done(facts: Facts, sentence: Sentence, part: Number, share: Number) -> Iterator[Outcome]:
    """Judge `A were redeemed, a redemption rate of p% of approvals` by the number that was approved."""
    said, of = _DONE.match(sentence.between(part, share)), _OF.match(sentence.after(share))
    if said is None or of is None or said["verb"][:_STEM].lower() != said["noun"][:_STEM].lower():
        return
    stem = of["of"][:_STEM].lower()
    wholes = [
        each.known
        for each in sentence.paragraph.numbers
        if each.stated
        and each is not part
        and each.dimension == part.dimension
        and re.search(
            rf"\b{stem}", sentence.paragraph.text[end_of(each) : end_of(each) + _BESIDE].split(",")[0].lower()
        )
    ]
    whole = one_value(wholes)
    if whole is not None and whole.printed.value >= part.known.printed.value > 0:
        info = rule(NAME, TITLE)
        yield judged(
            facts, quotient(info, share.known, [(ONE, counted(part.known))], [(ONE, counted(whole))])
        )
