"""What a text that tells both a rule and its outcome gives of a full mark: 3个村未完成，每个扣0.5分; 计划40场，实际36场，按比例得分.

The one reader for remarks of tables and for running text. Each way of scoring is read by its form and only where it is the one way
that the text tells; what can be meant in several ways gives several scores, and nothing is given where the outcome is not told.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.scores._eachrules import bare, counts, limits, losses, rules, shares, value_of
from auditor.checks.scores._methods import given_by

if TYPE_CHECKING:
    from collections.abc import Iterator

_N = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_OFF = re.compile(rf"扣(?:减|除|了|掉|分)?\s*(?P<n>{_N})\s*分")
_EACH_OFF = re.compile(
    rf"(?P<n>{_N}|[一二两三四五六七八九])\s*(?P<unit>[一-龥]{{1,2}}?)(?P<what>[^，,。；;0-9]{{0,14}})[，,]?\s*各扣(?:减|除)?\s*(?P<loss>{_N})\s*分"
)
_BY_SHARE = re.compile(
    r"按(?:照)?[^，,。；;0-9]{0,8}(?:比例|率)[^，,。；;0-9]{0,5}(?P<rate>[0-9]+(?:\.[0-9]+)?\s*[%％])?\s*[×*]?[^，,。；;0-9]{0,4}(?:得|计|赋|折算|计算)|(?:率|比例)\s*[×*]\s*(?:分值|权重|满分|标准分)"
)
_PERCENT = re.compile(rf"(?<![0-9.])(?P<n>{_N})\s*[%％]")
_AIM = re.compile(r"目标|标准|计划|要求|指标值|不低于|达到|上年|去年|同期")
_COUNTED = re.compile(
    rf"(?<![0-9.第])(?P<n>{_N})\s*(?P<scale>[万亿]?)(?P<unit>元|公里|人次|人|户|场次|场|个|处|件|项|亩|台|套|份|家|座|条|批次|期|次|吨|平方米)"
)
_LACKING = re.compile(r"[少缺欠差漏]|未|没有|不合格|超期|逾期")
_BANDS = re.compile(r"以[上下]|[≥≤<>＜＞]|[0-9]\s*[%％]?\s*[~～—–至-]\s*[0-9]|否则|不得分|区间")
_SOME = re.compile(r"主要|其中|酌情|部分|加[0-9]|另加|加分|倒扣|一票|最多|最高|封顶|上限|累计|等[，,。；;]")
_LOW = re.compile(r"每(?:再|继续)?[低少差降减欠下]")
_FEW = 2


def scores(text: str, full: Fraction, target: str = "") -> tuple[Fraction, ...]:
    """Return every score that a text can mean of a full mark, none where it is not understood; `target` is an aim printed apart."""
    if _SOME.search(text) or ("每" in text and not rules(text)):
        return ()
    for read in (_by_rule, _each, _shared):
        found = tuple(dict.fromkeys(min(max(each, Fraction(0)), full) for each in read(text, full)))
        if found:
            return found
    return given_by(text, full, target)


def _each(text: str, full: Fraction) -> Iterator[Fraction]:
    """Read 2项未达标，各扣1分."""
    found = list(_EACH_OFF.finditer(text))
    if len(found) == 1 and text.count("扣") == 1:
        yield full - value_of(found[0]["n"]) * value_of(found[0]["loss"])


def _by_rule(text: str, full: Fraction) -> Iterator[Fraction]:
    """Read one rule for each of what is counted, or for each point, with one count of it."""
    every = rules(text)
    told = bare(text)
    if len(every) != 1 or not every[0].off or not every[0].sure or _OFF.search(told) or limits(text):
        return
    own = every[0]
    if own.unit:
        known = counts(told, own.unit)
        odd = [each for each in known if _LACKING.search(each.before + each.behind)]
        if len(known) > 1 and len(odd) == 1:
            # 抽查30份，不合格2份: the ones that count say so.
            many = odd[0].value / own.size
            yield from (full - times * own.loss for times in {many, Fraction(many.__floor__())})
            return
        if len(known) != 1:
            return
    elif _BANDS.search(text) or len(_PERCENT.findall(told)) > _FEW:
        return
    elif len(rates := shares(told)) == _FEW:
        low = _LOW.search(text[own.start : own.end]) is not None
        aimed = _AIM.search(told.split("%")[0].split("％")[0]) is not None
        if (rates[1] >= rates[0]) is low:
            # 目标 90%，每低 1 个百分点扣 1 分，实际 92.51%: nothing was lost, where the first is what was aimed at.
            yield full
            if aimed:
                return
    yield from (full - each for each in losses(own, told, text))


def _shared(text: str, full: Fraction) -> Iterator[Fraction]:
    """Read 按完成率92.4%计分, and 计划40场，实际36场，按比例得分."""
    found = _BY_SHARE.search(text)
    if found is None or "扣" in text or _BANDS.search(text):
        return
    rates = list(dict.fromkeys(value_of(each) for each in _PERCENT.findall(text)))
    if rates:
        for rate in rates:
            yield full * rate / 100
        for one, two in itertools.permutations(rates, 2):
            if 0 < one < two:
                yield full * one / two
        return
    amounts = [
        (value_of(each["n"]) * {"万": 10**4, "亿": 10**8}.get(each["scale"], 1), each["unit"], each)
        for each in _COUNTED.finditer(text)
    ]
    if len(amounts) != _FEW or amounts[0][1] != amounts[1][1]:
        return
    (one, _, _), (two, _, last) = amounts
    lacking = _LACKING.search(re.split(r"[，,。；;]", text[: last.start()])[-1])
    small, great = sorted((one, two))
    if great > 0:
        yield full * (great - small) / great if lacking else full * small / great
