"""A fund's months of payment that are not its balance over a month's spending: 年末滚存结余 A，支出 B，可支付 A / B × 12 个月."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import ONE, judged, quotient, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "months-not-balance"
TITLE = {
    "zh": "可支付月数与结余、支出不符",
    "en": "months of payment are not the balance over a month's spending",
}
_MONTHS = re.compile(r"(?:支付|支撑|保障|支付能力|支付月数)(?:期限|时间|月数|能力)*(?:约|为|达|达到|有|\s)*$")
_LEFT = re.compile(r"(?:结余|结存)(?:基金|资金)?(?:为|达|达到|\s)*$")
_SPENT = re.compile(r"(?:^|基金|本年|当年|全年|总|年度)支出(?:总额|合计)?(?:为|达|\s)*$")
_YEARLY = re.compile(r"本年|当年|收支|当期")
_YEAR = Fraction(12)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the months that the balance of a passage's fund can pay."""
    for paragraph in paragraphs(facts):
        numbers = [each for each in paragraph.numbers if each.stated]
        start = 0
        for at, claim in enumerate(numbers):
            if claim.occurrence.unit not in {"个月", "月"} or not _MONTHS.search(claim.clause):
                continue
            own, start = numbers[start:at], at + 1
            left = [each for each in _amounts(own, _LEFT) if not _YEARLY.search(each.clause)]
            spent = _amounts(own, _SPENT)
            if left and len(spent) == 1 and left[-1].dimension == spent[0].dimension:
                parts, base = [(ONE, left[-1].known)], [(ONE, spent[0].known)]
                info = rule(NAME, TITLE)
                yield judged(facts, quotient(info, claim.known, parts, base, factor=_YEAR))


def _amounts(numbers: Sequence[Number], called: re.Pattern[str]) -> list[Number]:
    return [
        each
        for each in numbers
        if called.search(each.clause) and not each.sign and not each.is_share and each.known.printed.value > 0
    ]
