"""The two rates that a distance in points is of, where brackets print the other ones or the words call both by name.

增长 8.4%，比全省（7.7%）和全国（7.0%）分别高 0.7、1.4 个百分点; 出口增长 23.2%；进口下降 4%，…出口增幅大于进口 27.2 个百分点.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import Weighted, near_sum
from auditor.checks.common.tables import header, plain, sheets
from auditor.checks.common.words import stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts

_WITH = re.compile(r"(?:[比较]|[高低快慢]于)[^，,。；;、（()）0-9]{0,12}[（(](?:为|是|增长)?\s*$")
_ALSO = re.compile(r"^[）)]?\s*[、，,和与及][^，,。；;、（()）0-9]{1,12}[（(](?:为|是|增长)?\s*$")
_TOLD = re.compile(
    r"^[）)]?(?:的?(?:平均)?(?:水平|增速|增幅|涨幅))?\s*(?:分别)?(?P<way>高|低|快|慢|多|少)(?:出|了|于)?\s*$"
)
_AND = re.compile(r"^\s*(?:个?百分点)?\s*[、，,和与及]\s*$")
_RATE = r"(?:的)?(?:增速|增幅|涨幅|降幅|增长率|增长速度)"
_BOTH = re.compile(
    rf"(?:^|[，,。；;：:])\s*(?:其中)?(?P<one>[^，,。；;：:、0-9]{{2,16}}?){_RATE}(?P<way>高于|高出|快于|大于|低于|慢于|小于|比)(?P<two>[^，,。；;：:、0-9]{{2,16}}?)(?:{_RATE})?(?P<late>高|快|低|慢)?(?:了|约|出|近)*\s*$"
)
_MORE = frozenset({"高于", "高出", "快于", "大于", "高", "快", "多"})
_LESS = frozenset({"低于", "慢于", "小于", "低", "慢", "少"})
_SCOPE = re.compile(r"全[国省市县区州旗]|我[国省市县区]|上年|去年|同期|上月|季度|月|年")
_THAN_ROW = re.compile(
    rf"^\s*[，,]\s*(?:其)?{_RATE}(?:分别)?(?P<way>高于|高出|快于|低于|慢于)(?:同期|同年)?(?P<name>[一-龥]{{2,12}}?){_RATE}(?:约|出)?\s*$"
)
_GROWTH = re.compile(r"增长率|增幅|增速|增长")
_SHORTEST = 2


def bracketed(numbers: Sequence[Number], at: int) -> list[Weighted]:
    """Return the parts of one of the distances behind as many rates in brackets."""
    start = at
    while start and numbers[start].dimension == "points" and _AND.match(numbers[start].before):
        start -= 1
    found = _TOLD.match(numbers[start].before) if numbers[start].dimension == "points" else None
    if found is None:
        return []
    others: list[Number] = []
    for each in reversed(numbers[:start]):
        if not each.is_share or each.sign or each.depth != numbers[start].depth + 1:
            break
        others.insert(0, each)
        if _WITH.search(each.before) or not _ALSO.match(each.before):
            break
    first = numbers.index(others[0]) if others else 0
    if not others or not first or not _WITH.search(others[0].before):
        return []
    # 增长 8.4%，增速同比提高 0.8 个百分点，比全省（7.7%）…: points between are of the rate itself.
    own = next((each for each in reversed(numbers[:first]) if each.dimension != "points"), numbers[0])
    told = 1
    for each in numbers[start + 1 :]:
        if each.dimension != "points" or not _AND.match(each.before):
            break
        told += 1
    # 下降 3.2%，降幅比全省（5.1%）低…: of rates that fall either way of counting is in use.
    beside = own.is_share and own.sign >= 0 and own.sentence == numbers[at].sentence
    if told != len(others) or not beside or own.depth != numbers[start].depth:
        return []
    sign = Fraction(1 if found["way"] in _MORE else -1)
    return [(sign, own.known), (-sign, others[at - start].known)]


def by_name(gap: Number, before: Sequence[Number], earlier: Sequence[Number]) -> list[Weighted]:
    """Return the parts of a distance whose words call both rates: the growth that was last told of each."""
    found = _BOTH.search(gap.before)
    if found is None or _SCOPE.search(found["one"] + found["two"]):
        return []
    words = {found["way"], found["late"] or ""}
    if not words & (_MORE | _LESS):
        return []
    rates = [
        each for each in (*earlier, *before) if each.sign and each.is_share and each.period == gap.period
    ]
    rates = [each for each in rates if each.block is gap.block]
    pairs = [
        (one, two)
        for one in rates
        for two in rates
        if one is not two and _of(one, stem(found["one"])) and _of(two, stem(found["two"]))
    ]
    sign = Fraction(1 if words & _MORE else -1)
    signed = [[(sign * one.sign, one.known), (-sign * two.sign, two.known)] for one, two in pairs]
    fitting = [parts for parts in signed if near_sum(gap.known, parts)]
    return next(iter(fitting), signed[0] if len(signed) == 1 else [])


def by_row(facts: Facts, gap: Number, before: Sequence[Number]) -> list[Weighted]:
    """Return the parts of 应收款增长 a，增幅低于同期医疗收入增幅 b 个百分点, whose other growth only the row of that name prints."""
    found, own = _THAN_ROW.search(gap.before), before[-1] if before else None
    if found is None or own is None or own.sign != 1 or not own.is_share or own.sentence != gap.sentence:
        return []
    name = plain(found["name"])
    rates = [
        cell
        for sheet in sheets(facts)
        for row in sheet.table.rows
        if name == plain(row.label or row.name)
        for column in sheet.columns
        if _GROWTH.search(header(column))
        and (cell := sheet.at(row, column)) is not None
        and cell.unit.dimension == "ratio"
    ]
    if len({each.printed.value for each in rates}) != 1:
        return []
    sign = Fraction(1 if found["way"] in _MORE else -1)
    return [(sign, own.known), (-sign, rates[0])]


def _of(rate: Number, name: str) -> bool:
    """Whether a growth is that of a name."""
    return len(name) >= _SHORTEST and stem(rate.of).endswith(name)
