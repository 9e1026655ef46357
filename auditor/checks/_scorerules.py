"""Scoring methods as score tables print them: 每低1个百分点扣0.5分, 按完成比例得分, bands of values.

A method is read only where the whole of it is understood; where it can be read in two ways, every reading
counts as right.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor.checks import _patterns as re
from auditor.numbers import decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_N = r"([0-9][0-9,]*(?:\.[0-9]+)?)"
_UNIT = r"(?:%|％|个百分点|百分点|[一-龥]{1,3})?"
_STEP = re.compile(
    rf"每(?P<way>低于?|少|减少|降低|下降|超过?|高于?|增加)\s*(?:于目标值?|目标值?)?\s*{_N}\s*(?P<unit>个?百分点|%|％|[一-龥]{{1,2}}?)[，,]?\s*扣(?:减|除)?\s*{_N}\s*分"
)
_UP = re.compile(r"不足\s*[0-9.]+\s*[^，。；]{0,6}?按\s*[0-9.]+\s*[^，。；]{0,6}?(?:计|扣)")
_GOAL = re.compile(rf"(?:目标值?(?:为|是)?|≥|不低于|达到?|达标准?)\s*{_N}\s*(?P<mark>%|％)?")
_FULL_AT = re.compile(rf"[≥]?\s*{_N}\s*(?P<mark>%|％)?\s*{_UNIT}\s*(?:及?以上)?得满分")
_PROPORTION = re.compile(r"按(?:完成|实际)?(?:情况)?比例得分|按比例计分|得分[=＝][^-－(（]{0,10}[×*]")
_ELSE = re.compile(
    rf"(?:否则|不达标|未达到的?|其余|否则得)[^，。；0-9]{{0,3}}(?:得|计)?\s*{_N}\s*分|否则(?:不得分|0分)|不得分"
)
_BAND = re.compile(
    r"(?:(?P<low>[0-9.]+)\s*[%％]?\s*(?P<lowin>[（(]含[）)])?\s*[~～\-—－至]+\s*(?P<high>[0-9.]+)\s*[%％]?\s*(?P<highin>[（(](?:不)?含[）)])?"
    r"|(?P<sign>≥|≤|>|<|＞|＜)\s*(?P<bound>[0-9.]+)\s*[%％]?"
    r"|(?P<edge>[0-9.]+)\s*[%％]?\s*(?P<edgein>[（(]含[）)])?\s*(?P<side>以上|以内|以下|及以上|及以下))"
    r"\s*[，,]?\s*(?:的)?(?:得|计)?\s*(?P<score>[0-9.]+)\s*分"
)


# Cells that wrap stand beside those of other rows in a text layer, and a method may have a line of another's.
_MIXED = re.compile(
    r"分(?:[≥≤>＜<]|得分|得满|每)|^(?:[，。、；]|为止|得分(?![=＝])|升|否则)|得分得分|满分[^，。；得扣按]{1,2}$"
)
_ENDS = re.compile(r"(?:[分止零扣计例率值重准数效算满级内下上]|[0-9]%?|[）)])[。；;]?$")


@attrs.frozen
class Row:
    """What a score table states of one indicator; `percent` says that `actual` is in percent."""

    method: str
    actual: Fraction
    weight: Fraction
    percent: bool


def readings(row: Row) -> tuple[Fraction, ...]:
    """Return every score that the method can give, none where it is not understood."""
    method = re.sub(r"\s", "", row.method)
    if _MIXED.search(method) or not _ENDS.search(method):
        return ()
    for read in (_steps, _bands, _proportion):
        found = tuple(dict.fromkeys(min(max(score, Fraction(0)), row.weight) for score in read(method, row)))
        if found:
            return found
    return ()


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", ""))


def _goal(method: str, row: Row) -> Fraction | None:
    for pattern in (_FULL_AT, _GOAL):
        if found := pattern.search(method):
            # 100% 得满分，每少 1 批次扣 0.5 分, and 41 批次 done: what was aimed at is not told in 批次.
            return None if found["mark"] and not row.percent else _number(found[1])
    if found := re.match(rf"{_N}个", method):
        return _number(found[1])
    return None


def _steps(method: str, row: Row) -> Iterator[Fraction]:
    steps = list(_STEP.finditer(method))
    goal = _goal(method, row)
    if len(steps) != 1 or goal is None or "加" in method or "封顶" in method or "一票" in method:
        return
    found = steps[0]
    size, loss = _number(found[2]), _number(found[4])
    if size == 0:
        return
    low = found["way"].startswith(("低", "少", "减", "降", "下"))
    missing = goal - row.actual if low else row.actual - goal
    if missing <= 0:
        yield row.weight
        return
    times = missing / size
    whole = times.numerator // times.denominator
    up = whole if times == whole else whole + 1
    if _UP.search(method):
        yield row.weight - up * loss
        return
    yield from (row.weight - times * loss, row.weight - whole * loss, row.weight - up * loss)


def _bands(method: str, row: Row) -> Iterator[Fraction]:
    text = re.sub(r"得满分", f"得{_plain(row.weight)}分", method)
    bands = list(_BAND.finditer(text))
    if not bands:
        return
    rest = _BAND.sub("", text)
    if re.search(r"[0-9]", _ELSE.sub("", rest)) or "比例" in rest or "扣" in rest:
        return
    at_edge: set[Fraction] = set()
    for band in bands:
        inside, edge = _inside(band, row.actual)
        if inside and not edge:
            yield _number(band["score"])
            return
        if edge:
            at_edge.add(_number(band["score"]))
    if at_edge:
        # At a border that neither band claims, each may be meant.
        yield from sorted(at_edge)
        return
    other = _ELSE.search(rest)
    if other is not None:
        yield _number(other[1]) if other[1] else Fraction(0)


def _plain(value: Fraction) -> str:
    return decimal_text(value)


def _inside(band: re.Match[str], value: Fraction) -> tuple[bool, bool]:
    """Return whether a value lies in a band, and whether it lies on its border."""
    if band["low"] is not None:
        low, high = _number(band["low"]), _number(band["high"])
        return low <= value <= high, value in {low, high}
    if band["sign"] is not None:
        bound = _number(band["bound"])
        inside = {"≥": value >= bound, "≤": value <= bound, ">": value > bound, "<": value < bound}
        return inside[band["sign"].translate({0xFF1E: ">", 0xFF1C: "<"})], False
    edge = _number(band["edge"])
    above = band["side"].endswith("上")
    return (value >= edge if above else value <= edge), value == edge


def _proportion(method: str, row: Row) -> Iterator[Fraction]:
    if not _PROPORTION.search(method) or "扣" in method:
        return
    numbers = re.findall(r"[0-9][0-9,]*(?:\.[0-9]+)?", method)
    goal = _goal(method, row)
    if goal is None and row.percent and (not numbers or numbers == [_plain(row.weight)]):
        goal = Fraction(100)
    if goal is None or goal <= 0 or "得满分" in method:
        return
    yield row.actual / goal * row.weight
