"""A change that is not the difference of two levels of one name and two years, printed before it.

2023 年收入总计 A，2022 年收入总计 B，增加 C，增长 p%: the years say which level is the earlier one.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import ONE, judged, quotient, rule, summed
from auditor.checks._slips import digits
from auditor.checks._words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "change-not-between"
TITLE = {"zh": "增减额与两年数额之差不符", "en": "a change is not the difference of two years' levels"}
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_EARLIER = re.compile(r"上年|去年|上一年|上期")
_CHANGED = re.compile(
    r"^\s*[，,；;]?\s*(?:两年(?:相比|比较)[，,]?|相比[，,]?|同比|[比较]上年|[比较]20[0-9]{2}年)?(?:共|净)?[一-龥]{2}(?:了|额为|约)?\s*$"
)
_RATE = re.compile(r"^\s*[，,、（(]\s*(?:同比)?[一-龥]{2,3}(?:了|为|约)?\s*$")
_AMPLITUDE = re.compile(
    r"^\s*[，,、（(]\s*(?:同比)?(?:降幅|增幅|升幅|增长|下降|增长率|下降率|减幅|增加|减少)(?:了|为|达|约)?\s*$"
)
_SURE = 3
_OTHER = re.compile(r"可比|不变价|口径|扣除|剔除|平均|人均|目标|计划|预算")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the change behind every two levels of two years."""
    for paragraph in paragraphs(facts):
        numbers = paragraph.numbers
        for at in range(2, len(numbers)):
            levels = _levels(numbers, at)
            if levels is not None:
                yield from _judged(facts, numbers, at, *levels)
            elif at + 1 < len(numbers) and _come_out(*numbers[at - 2 : at + 2]):
                one, _, change, rate = (each.known for each in numbers[at - 2 : at + 2])
                yield judged(facts, quotient(rule(NAME, TITLE), rate, [(ONE, change)], [(ONE, one)]))


def _come_out(one: Number, two: Number, change: Number, rate: Number) -> bool:
    """Whether a change is to the last place that from the first to the second of two levels, and a rate stands behind it.

    春季 23405 人，秋季 22989 人，减少 416 人，降幅 1.78%: the first is what the rate is of.
    """
    each = (one, two, change, rate)
    if (
        any(number.stated is None or number.sentence != one.sentence for number in each)
        or one.sign
        or two.sign
    ):
        return False
    plain = (
        one.dimension == two.dimension == change.dimension and not one.is_share and one.depth == rate.depth
    )
    if not plain or not change.sign or not rate.is_share or rate.sign not in {0, change.sign}:
        return False
    # 由 a 减少到 b: growth judges it.
    if re.search(r"[由从][^，,。；;]{0,16}$", one.before):
        return False
    if (
        digits(change.known) < _SURE
        or not _AMPLITUDE.match(rate.before)
        or _OTHER.search(two.before + rate.before)
    ):
        return False
    gap = two.known.printed.value - one.known.printed.value
    return gap == change.known.printed.value * change.sign


def _levels(numbers: Sequence[Number], at: int) -> tuple[Number, Number] | None:
    """Return the later and the earlier level before a change."""
    one, two, change = numbers[at - 2 : at + 1]
    if not (one.stated and two.stated and change.stated and change.sign) or one.sign or two.sign:
        return None
    if one.dimension != two.dimension or one.sentence != change.sentence or not _CHANGED.match(change.before):
        return None
    if not one.depth == two.depth == change.depth or _OTHER.search(one.before + two.before + change.before):
        return None
    # The second of two may be named by its year alone: 2023 年收入 A，2022 年 B.
    name, other = stem(one.name), stem(two.name)
    if not name or (other and other != name and not _EARLIER.fullmatch(other) and name not in other):
        return None
    first, second = _time(one), _time(two)
    if first is None or second is None or abs(first - second) != 1:
        return None
    return (one, two) if first > second else (two, one)


def _time(number: Number) -> int | None:
    """Return the year that a figure's own words name; what has 上年 is a year earlier than what has none."""
    year = _YEAR.search(number.clause)
    if year is not None:
        return int(year.group())
    return (
        -1
        if _EARLIER.search(number.clause)
        else 0
        if re.search(r"本年|当年|今年|本期", number.clause)
        else None
    )


def _judged(
    facts: Facts, numbers: Sequence[Number], at: int, later: Number, earlier: Number
) -> Iterator[Outcome]:
    change, info = numbers[at], rule(NAME, TITLE)
    sign = Fraction(change.sign)
    parts = [(sign, later.known), (-sign, earlier.known)]
    if change.dimension == later.dimension or (change.dimension == "points" and later.is_share):
        if change.is_share:
            return
        yield judged(facts, summed(info, change.known, parts, role="stated"))
        change = numbers[at + 1] if at + 1 < len(numbers) else change
        if not (change.stated and change.sign and change.is_share and _RATE.match(change.before)):
            return
    if change.is_share and not later.is_share and earlier.known.printed.value > 0:
        parts = [(Fraction(change.sign), later.known), (-Fraction(change.sign), earlier.known)]
        yield judged(facts, quotient(info, change.known, parts, [(ONE, earlier.known)]))
