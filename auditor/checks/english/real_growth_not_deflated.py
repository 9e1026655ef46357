"""English: a real growth that is not the nominal one less the rise of prices: 6.7 percent (3.9 percent in real terms, prices rose 2.7 percent)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import english
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "real-growth-not-deflated"
TITLE = {
    "zh": "实际增长与名义增长、物价涨幅不符",
    "en": "a real growth is not the nominal one less the rise of prices",
}
_REAL = re.compile(
    r"^\s*(?:in real terms,? )?(?:after (?:allowing|adjusting|correcting) for|allowing for|net of|after|with) (?:a |an |the )?"
    r"(?:general |average |consumer )?(?:price (?:increases?|rises?|inflation)|inflation|rises? in (?:consumer )?prices) (?:of|at) $"
)
_OPEN = re.compile(r"^\s*[(,]\s*(?:or |that is |equal to )?$")
_GREW = re.compile(r"\b(?:increas\w+|rose|rise|grew|growth|up|gain\w*)\b[^.;]{0,40}$", re.IGNORECASE)
_LOOSE = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge real growths that stand between the nominal growth and the rise of prices."""
    for sentence in english(facts):
        for nominal, real, prices in zip(
            sentence.stated, sentence.stated[1:], sentence.stated[2:], strict=False
        ):
            if not (nominal.is_share and real.is_share and prices.is_share):
                continue
            grew = nominal.sign > 0 or _GREW.search(sentence.before(nominal)) is not None
            opens = _OPEN.match(sentence.between(nominal, real)) is not None
            if grew and opens and _REAL.match(sentence.between(real, prices)):
                yield _judged(nominal, real, prices)


def _judged(nominal: Number, real: Number, prices: Number) -> Outcome:
    grown, rise, claim = (each.known.printed.value for each in (nominal, prices, real))
    step = max(each.known.printed.step for each in (nominal, prices, real))
    # Deflated, or the two percentages taken from each other: both are done.
    fits = any(abs(each - claim) <= _LOOSE * step for each in ((1 + grown) / (1 + rise) - 1, grown - rise))
    items = [
        evidence_at(real.block, real.occurrence),
        evidence_at(nominal.block, nominal.occurrence, "part"),
        evidence_at(prices.block, prices.occurrence, "part"),
    ]
    zh = f"名义增长 {nominal.occurrence.text}、物价上涨 {prices.occurrence.text} 时，实际增长不是 {real.occurrence.text}"
    en = f"{nominal.occurrence.text} with prices up {prices.occurrence.text} is no real growth of {real.occurrence.text}"
    return said(rule(NAME, TITLE), zh, en, items, Verdict.WITHIN_ROUNDING if fits else Verdict.DISCREPANCY)
