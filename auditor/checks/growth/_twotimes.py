"""The two rates of a change in points, one of an earlier time than the other: 412 个中有 46 个，比例 a；2023 年 430 个中有 10 个，比例 b，下降 c.

Counts may stand between, and a sentence may end between; both rates bear one name, or the second none.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.words import stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Number
    from auditor.checks.common.relations import Weighted

_MOVED = re.compile(
    r"^[^，,。；;：:]{0,2}[，,；;]?\s*(?:[两三]年|同比|相比|共|[比较](?P<than>20[0-9]{2}|上年|去年|年初|期初)年?(?:同期|末|底)?[，,]?)?(?P<name>[一-龥]{0,8}?)"
    r"(?:提高|提升|上升|增加|增长|下降|降低|减少|回落|改善)了?\s*$"
)
_TAIL = re.compile(r"(?P<who>.*?)(?P<tail>[一-龥]{2}[率度]|[率度]|占比?|比[例重])(?:为|是|达到?|约|的|\s)*$")
_SHARES = frozenset({"占", "占比", "比例", "比重"})
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?=\s*年)")
_TIME = re.compile(
    r"(?:19|20)[0-9]{2}年?|[本今]年度?|本期|(?:改造|整治|治理|实施|调整|培训|干预|改革|开展)后"
)
_PAST = re.compile(
    r"上年|去年|上一年|上期|上月|年初|期初|同期|(?:改造|整治|治理|实施|调整|培训|干预|改革|开展)前"
)
_OTHER = re.compile(r"目标|计划|要求|标准|平均|年均|全[国省市县区]|累计|预期|考核|其中|环比")
_NAMES = 2


def timed(numbers: Sequence[Number], at: int) -> list[Weighted]:
    """Return the rates that a number of points parts, each with its sign."""
    gap = numbers[at]
    moved = _MOVED.match(gap.before) if gap.sign and at else None
    rates = [each for each in numbers[:at] if each.is_share and not each.sign and each.stated]
    rates = [each for each in rates if each.depth == gap.depth and gap.sentence - each.sentence < _NAMES]
    if (
        moved is None
        or len(rates) < _NAMES
        or rates[-1] is not numbers[at - 1]
        or rates[-1].sentence != gap.sentence
    ):
        return []
    own = rates[-1]
    told = {id(each): _words(numbers, each) for each in rates}
    others = [
        each
        for each in rates[:-1]
        if _earlier(told[id(each)], told[id(own)]) is not None and _alike(each, own, moved["name"])
    ]
    if moved["than"]:
        others = [each for each in others if moved["than"] in told[id(each)]]
    if len({each.known.printed.value for each in others}) != 1 or any(
        _OTHER.search(each.clause) for each in (own, others[-1])
    ):
        return []
    first = _earlier(told[id(others[-1])], told[id(own)])
    now, before = (own, others[-1]) if first else (others[-1], own)
    sign = Fraction(gap.sign)
    return [(sign, now.known), (-sign, before.known)]


def _words(numbers: Sequence[Number], rate: Number) -> str:
    """Return all words between the rate before in its sentence, or the beginning of that, and a rate."""
    text, start = rate.block.text, rate.occurrence.span.start
    before = [
        each.occurrence.span.end
        for each in numbers
        if (each.is_share or each.sign) and each.occurrence.span.start < start
    ]
    return text[max([text.rfind("。", 0, start) + 1, *before]) : start]


def _earlier(one: str, two: str) -> bool | None:
    """Whether what words tell first is of the earlier time, None where they do not say."""
    years = [_YEAR.findall(words)[-1:] for words in (one, two)]
    past = [_PAST.search(words) is not None for words in (one, two)]
    if past[0] != past[1]:
        return past[0]
    return years[0] < years[1] if all(years) and years[0] != years[1] else None


def _alike(one: Number, two: Number, name: str) -> bool:
    """Whether two rates bear one name, and the change none or theirs."""
    found = [_TAIL.match(stem(each.clause)) for each in (one, two)]
    if found[0] is None:
        return False
    tails = [_kind(each["tail"]) for each in found if each is not None]
    who = [_PAST.sub("", _TIME.sub("", each["who"])).strip("年末底") for each in found if each is not None]
    own = found[1] is not None or re.search(r"[率度占比]", two.clause) is None
    same = len(set(tails)) == 1 and (len(who) < _NAMES or who[0].endswith(who[1]) or who[1].endswith(who[0]))
    meant = _TAIL.match(stem(name))
    return own and same and (not name or (meant is not None and _kind(meant["tail"]) == tails[0]))


def _kind(tail: str) -> str:
    return "占" if tail in _SHARES else tail
