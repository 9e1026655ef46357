"""An amount that is not its price times its quantity: 每亩补助 120 元，共 3,450 亩，补助资金 41.40 万元.

`rate_not_ratio` judges the order of quantity, price, amount; here the price comes first, or is printed as 元/亩.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import ONE, judged, near_ratio, quotient, rule
from auditor.checks.common.slips import slip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "amount-not-price"
TITLE = {"zh": "金额与单价、数量不符", "en": "an amount is not price times quantity"}
_UNITS = "人次|剂次|人|户|亩|名|头|只|辆|台|套|个|所|床|村|座|处|公里|平方米|立方米|吨|件|份|次|人次|盏|株|棵|张|块|间|支|剂|例|期|场|班|节|宗|批"
_EACH = re.compile(
    rf"每(?P<unit>{_UNITS})(?:[一-龥]{{0,4}}(?:补助|补贴|标准|奖励|奖补|造价|单价|价格|投资|收费|费用|发放|给予))?(?:标准)?(?:为|按|约|\s)*$"
)
_SLASH = re.compile(rf"元\s*/\s*(?P<unit>{_UNITS})$")
_TOTAL = re.compile(
    r"(?:^|[，,；;])\s*(?:共|共计|合计|累计|总计|需|应|实际|全年)*(?:发放|补助|补贴|奖励|奖补|支付|兑付|拨付|投入|支出|下达|安排|金额|资金|费用|总价|总额|投资|收入)"
    r"(?:补助|补贴|奖补|奖励|资金|金额|款|费用|总额|合计|共计|支出)*(?:为|共|计|约|\s)*$"
)
# 45,912 人次，每人每月 100 元: each time is a person's month, or term.
_MONTHLY = re.compile(r"每(?:人|户|生)每(?:月|次|学期|学年|季度?|期|年)[一-龥]{0,4}$")
_TIMED = re.compile(r"每[人户]?每?(?:年|月|天|日|学期|季|次)|[年月]均")
_BESIDE = 2
_SHARED = 5
"""An amount that is off by more than a fifth may cover other things too."""


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the amounts of sentences with one price, one quantity of its unit and one amount."""
    for paragraph in paragraphs(facts):
        numbers = [each for each in paragraph.numbers if each.stated and not each.sign]
        for at, price in enumerate(numbers):
            unit = _unit(price)
            if not unit:
                continue
            own = [each for each in numbers[at + 1 :] if each.sentence == price.sentence]
            counts = [each for each in own if each.occurrence.unit.lstrip("万亿") == unit]
            totals = [each for each in own if each.dimension == "money" and _TOTAL.search(each.before)]
            if len(counts) == len(totals) == 1 and _follow(own, counts[0], totals[0], price):
                parts, below = [(ONE, totals[0].known)], [(ONE, counts[0].known)]
                yield judged(facts, quotient(rule(NAME, TITLE), price.known, parts, below))
            elif (slipped := _slipped(numbers, at, unit)) is not None:
                total, count = slipped
                parts, below = [(ONE, total.known)], [(ONE, count.known)]
                yield judged(facts, quotient(rule(NAME, TITLE), price.known, parts, below))


def _slipped(numbers: Sequence[Number], at: int, unit: str) -> tuple[Number, Number] | None:
    """Return amount and quantity around a price that one slip of the pen keeps from each other.

    服务费 739.76 万元（36,988 剂次，每剂次 20 元）; 库存 812 支，按每支 329 元计占用 267.15 万元: in any order.
    """
    price = numbers[at]
    near = [
        each for each in numbers[max(0, at - _BESIDE) : at + _BESIDE + 1] if each.sentence == price.sentence
    ]
    counts = [each for each in near if _counts(each, unit)]
    # 45,912 人次，每人每月 100 元，计…；74,500 人次: the one before its price.
    before = [each for each in counts if each in numbers[:at]]
    counts = before if len(before) == 1 else counts
    totals = [each for each in near if each.dimension == "money" and each is not price and not _unit(each)]
    if len(counts) != 1 or not counts[0].known.printed.value:
        return None
    if any(near_ratio(price.known, total.known, counts[0].known) for total in totals):
        return None
    should = price.known.printed.value * counts[0].known.printed.value
    found = [total for total in totals if _by_slip(total, should)]
    return (found[0], counts[0]) if len(found) == 1 else None


def _counts(number: Number, unit: str) -> bool:
    """Whether a number counts things of a unit; 36,988 剂次 may be read as so many 剂."""
    behind = number.block.text[number.occurrence.span.end :].lstrip(" 万亿")
    return number.dimension != "money" and behind.startswith(unit)


def _by_slip(total: Number, should: Fraction) -> bool:
    """Whether a slip of the pen parts an amount from the one that it should be, as rounded to its places."""
    step = total.known.printed.numeral.step * total.known.printed.unit.factor
    rounded = (should / step + Fraction(1, 2)).__floor__() * step
    scales = [Fraction(10**power) for power in (1, 2, 3, 4)]
    scales += [1 / scale for scale in scales]
    shifted = any(
        abs(total.known.printed.value * scale - should) * 2 <= step * max(scale, ONE) for scale in scales
    )
    return shifted or slip(total.known, rounded) not in {"", "sign"}


def _unit(price: Number) -> str:
    """Return the unit that a number is the price of, an empty text where it is none."""
    if price.dimension == "money" and _MONTHLY.search(price.clause):
        return "人次"
    found = _SLASH.search(price.occurrence.unit)
    if found is None and price.dimension == "money" and not _TIMED.search(price.before):
        found = _EACH.search(price.clause)
    return found["unit"] if found else ""


def _follow(own: Sequence[Number], count: Number, total: Number, price: Number) -> bool:
    """Whether quantity and amount belong to the price, as far as place and size tell."""
    if own[0] is not count or own.index(total) > 2 or not count.known.printed.value:  # noqa: PLR2004 - close by
        return False
    if near_ratio(price.known, total.known, count.known):
        return True
    should = price.known.printed.value * count.known.printed.value
    near = abs(should - total.known.printed.value) * _SHARED <= should
    return near or bool(slip(total.known, should))
