"""A year's amount that is one slip away from what is paid a month: 43 人、每人每月 600 元，全年发放 30.96 元.

People come and go, so that the amount of a year seldom is heads x rate x months: only what a slip of the pen
parts from it, such as a unit that was left out, was meant to be.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import ONE, judged, quotient, rule
from auditor.checks._slips import slip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "amount-not-monthly"
TITLE = {"zh": "全年金额与人数、月标准不符", "en": "a year's amount is not heads times the monthly rate"}
_MONTHLY = re.compile(
    r"每(?:人|户|名|岗)每月[一-龥]{0,6}$|(?:人|户)均?每月[一-龥]{0,4}$|^元\s*/\s*(?:人|户)\s*[·/]\s*月$"
)
_YEAR = re.compile(r"(?:全年|年度|一年|当年|12\s*个月)[^，,。；;]{0,10}$")
_HEADS = re.compile(r"^count:(?:人|户|名|个)$")
_MONTHS = 12


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge sentences with one count, one monthly rate behind it and one amount of the year."""
    for paragraph in paragraphs(facts):
        numbers = [each for each in paragraph.numbers if each.stated and not each.sign]
        for before, rate, total in zip(numbers, numbers[1:], numbers[2:], strict=False):
            if not _belong(before, rate, total):
                continue
            heads = before.known.printed.value
            should = heads * rate.known.printed.value * _MONTHS
            if should and slip(total.known, should) not in {"", "sign"}:
                paid, months = [(ONE, total.known)], [(Fraction(_MONTHS), before.known)]
                yield judged(facts, quotient(rule(NAME, TITLE), rate.known, paid, months))


def _belong(heads: Number, rate: Number, total: Number) -> bool:
    monthly = _MONTHLY.search(rate.clause) or _MONTHLY.search(rate.occurrence.unit)
    money = rate.dimension == total.dimension == "money"
    near = heads.sentence == rate.sentence == total.sentence
    return bool(near and monthly and money and _HEADS.match(heads.dimension) and _YEAR.search(total.clause))
