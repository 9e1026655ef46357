"""English: a percentage beside the part and the whole that it is of, printed as a fraction: 158/176, 90.0%; 91.2% (176/193)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import english
from auditor.checks.common.numbers import Number
from auditor.checks.common.relations import evidence_at, said
from auditor.findings import Verdict
from auditor.numbers import decimal_text, round_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo

_OVER = r"(?<![0-9/.,–-])(?P<part>[1-9][0-9]{0,2}(?:,[0-9]{3})*|[1-9][0-9]*)\s?/\s?(?P<whole>[1-9][0-9]{0,2}(?:,[0-9]{3})*|[1-9][0-9]*)(?![0-9/.,]?[0-9/])"
_SHARE = r"(?P<share>[0-9]{1,3}(?:\.[0-9]{1,3})?)\s?(?:%|per ?cent\b)"
_FORMS = (
    re.compile(rf"{_OVER}\s*(?:[,;=:]\s*|[(\[]\s*){_SHARE}(?=\s*[)\]])"),
    re.compile(rf"{_SHARE}\s*[(\[]\s*(?:n\s*=\s*)?{_OVER}\s*[)\]]"),
)
_WEIGHTED = re.compile(r"\bweighted\b", re.IGNORECASE)
_MONTHS, _YEARS = 12, range(1900, 2101)


@records.frozen(eq=False)
class _Told:
    share: Number
    part: int
    whole: int

    @property
    def gap(self) -> Fraction:
        return Fraction(self.part, self.whole) - self.share.known.printed.value

    @property
    def right(self) -> bool:
        return abs(self.gap) * 2 <= self.share.known.printed.step


def overs(facts: Facts, info: RuleInfo, little: RuleInfo) -> Iterator[Outcome]:
    """Judge the shares that stand beside their fraction; where most are otherwise, they are weighted or of something else."""
    told = list(_told(facts))
    if sum(1 for each in told if not each.right) * 2 > max(2, len(told)):
        return
    for each in told:
        item = [evidence_at(each.share.block, each.share.occurrence)]
        if each.right:
            yield said(info, "", "", item, Verdict.WITHIN_ROUNDING)
            continue
        step = each.share.known.printed.step
        should = f"{decimal_text(round_to(Fraction(each.part, each.whole), step) * 100)}%"
        cut = 0 < each.gap < step
        text = each.share.occurrence.text
        zh = f"写 {text}，而 {each.part}/{each.whole} 为 {should}"
        yield said(
            little if cut else info, zh, f"says {text}, and {each.part}/{each.whole} is {should}", item
        )


def _told(facts: Facts) -> Iterator[_Told]:
    for sentence in english(facts):
        if "/" not in sentence.text or _WEIGHTED.search(sentence.text):
            continue
        shares = {
            each.occurrence.span.start - sentence.start: each
            for each in sentence.stated
            if each.is_share and not each.sign
        }
        for form in _FORMS:
            for found in form.finditer(sentence.text):
                share = shares.get(found.start("share"))
                part, whole = (int(found[name].replace(",", "")) for name in ("part", "whole"))
                date = part <= _MONTHS and whole in _YEARS
                if share is not None and part <= whole and not date:
                    yield _Told(share, part, whole)
