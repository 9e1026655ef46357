"""What shares were sold for that is not their number times their price, and what was left of it that is not less the costs.

发行 41,850,000 股，发行价格为每股人民币 8.06 元，共计募集资金 33,731.10 万元，扣除发行费用 2,600.00 万元后，募集资金净额为 31,131.10 万元.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Paragraph, exactly, paragraphs
from auditor.checks.common.relations import ONE, judged, quotient, rule, summed
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "proceeds-not-net"
TITLE = {
    "zh": "募集资金与股数、发行价或发行费用不符",
    "en": "proceeds do not follow from shares, price and costs",
}
_LESS = re.compile(
    r"(?:扣除|减除|坐扣|减去|扣减)[^，,。；;0-9]{0,16}?(?:[^。；;0-9]{0,60}费用?)?(?:人民币|共计|合计|总额|为)*$"
)
_LEFT = re.compile(
    r"^[^。；;]{0,12}?后[^。；;]{0,24}?(?:净额|净筹资额|净收入|余额)(?:共计|总计|合计|为|是)*(?:人民币)?$"
    r"|^[^。；;]{0,6}?后的[^，,。；;]{0,12}?(?:资金|金额)(?:共计|合计|为|是)*(?:人民币)?$"
)
_PRICE = re.compile(r"(?:发行价格?|每股(?:发行)?价格?)(?:为|是)*(?:每股)?(?:人民币)?$")
_RAISED = re.compile(r"募集(?:的)?(?:资金)?(?:总额|总金额|资金总额)?(?:为|共计|合计|是)*(?:人民币)?$")
_SHARES = re.compile(r"\s*(?P<scale>万|亿)?\s*股")
_SCALES = {"": 1, "万": 10**4, "亿": 10**8}


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge what was raised and what was left of it in running text."""
    for paragraph in paragraphs(facts):
        numbers = [each for each in paragraph.numbers if each.stated and not each.is_share]
        money = [each for each in numbers if each.dimension == "money" and not each.sign]
        for gross, less, net in zip(money, money[1:], money[2:], strict=False):
            if gross.sentence < net.sentence - 1 or less.sentence != net.sentence:
                continue
            if _LESS.search(_words(less)) and _LEFT.match(_words(net)):
                parts = [(ONE, gross.known), (-ONE, less.known)]
                yield judged(facts, summed(rule(NAME, TITLE), net.known, parts))
        yield from _sold(facts, paragraph, numbers)


def _words(number: Number) -> str:
    return re.sub(r"\s|[（(][^（）()]*[)）]", "", number.before)


def _sold(facts: Facts, paragraph: Paragraph, numbers: Sequence[Number]) -> Iterator[Outcome]:
    for at, price in enumerate(numbers):
        if price.dimension != "money" or not _PRICE.search(_words(price)) or "面值" in price.clause:
            continue
        shares = [
            (each, found)
            for each in numbers[:at]
            if each.sentence == price.sentence
            and each.dimension == "number"
            and (found := _SHARES.match(paragraph.text, each.occurrence.span.end))
        ]
        raised = [
            each
            for each in numbers[at + 1 : at + 2]
            if each.dimension == "money"
            and _RAISED.search(_words(each))
            and each.sentence - price.sentence < 2  # noqa: PLR2004
        ]
        if not shares or not raised:
            continue
        count, found = shares[-1]
        if count.known.printed.value <= 0:
            continue
        scale = Fraction(1, _SCALES[found["scale"] or ""])
        info, above, below = rule(NAME, TITLE), [(ONE, raised[0].known)], [(ONE, count.known)]
        outcomes = [
            judged(facts, quotient(info, each, above, below, factor=scale))
            for each in (exactly(price.known), price.known)
        ]
        # A price was set and not measured, but what it brought may be rounded.
        yield outcomes[outcomes[0].verdict is Verdict.ROUNDING_GAP]
