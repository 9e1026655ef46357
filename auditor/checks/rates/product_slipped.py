"""An amount worked out of a mean and a number, a power of ten away from their product: 人均 94 元，按 47.20 万人计算为 4,436.8 元."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import ONE, judged, quotient, rule
from auditor.checks.common.slips import digits
from auditor.numbers import round_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "product-slipped"
TITLE = {
    "zh": "测算金额与单价、数量之积差十的倍数",
    "en": "an amount is a power of ten off its mean times its number",
}
_MEAN = re.compile(r"[人户亩车床台件生]均(?!衡)|每[一-龥]")
_BY = re.compile(r"^(?:并|如|若)?按")
_GIVES = re.compile(r"(?:计算|测算|折算|计|核算)[一-龥]{0,10}$")
_SCALES = tuple(Fraction(10) ** power for power in (4, -4, 1, -1, 2, -2, 3, -3))
_LEAST = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge amounts that a sentence works out of a mean and a number."""
    for paragraph in paragraphs(facts):
        numbers = [each for each in paragraph.numbers if each.stated and not each.sign and not each.depth]
        for mean, count, amount in zip(numbers, numbers[1:], numbers[2:], strict=False):
            same = mean.sentence == count.sentence == amount.sentence
            kinds = mean.dimension == amount.dimension == "money" and not count.is_share
            told = _MEAN.search(mean.clause) and _BY.match(count.clause) and _GIVES.search(amount.before)
            if not (same and kinds and told) or digits(amount.known) < _LEAST:
                continue
            printed = amount.known.printed
            value = mean.known.printed.value * count.known.printed.value
            step = printed.numeral.step * printed.unit.factor
            if (
                any(round_to(value, step * scale) == printed.value * scale for scale in _SCALES if scale != 1)
                and round_to(value, step) != printed.value
            ):
                yield judged(
                    facts,
                    quotient(rule(NAME, TITLE), mean.known, [(ONE, amount.known)], [(ONE, count.known)]),
                )
