"""Units: what may be added to what, and by which exact factor."""

from __future__ import annotations

import functools
from fractions import Fraction

from auditor import patterns as re
from auditor import records

_MULTIPLES = {
    "十": 10, "百": 100, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12,
}  # fmt: skip
_MONEY = {"元": 1, "yuan": 1} | {f"{multiple}元": size for multiple, size in _MULTIPLES.items()}
_RATIOS = {"%": Fraction(1, 100), "％": Fraction(1, 100), "‰": Fraction(1, 1000), "percent": Fraction(1, 100)}
_POINTS = {
    **dict.fromkeys(
        (
            "百分点",
            "个百分点",
            "percentage_point",
            "percentage_points",
            "percentage point",
            "percentage points",
        ),
        Fraction(1, 100),
    ),
    "千分点": Fraction(1, 1000),
    **dict.fromkeys(("bp", "个基点", "basis points"), Fraction(1, 10000)),
}
_CLASSIFIERS = frozenset(
    "人 名 位 项 个 件 份 户 次 家 套 台 辆 所 处 条 批 期 场 篇 张 座 只 头 根 块 本 部 宗 起 例 批次 人次 "
    "户次 台次 件次 家次 册次 趟次 册 卷 趟 单 笔 栋 间 村 社区 类 级 年 月 日 天 岁 items persons projects".split()
)
_ALSO = {
    "㎡": "平方米",
    "m²": "平方米",
    "m2": "平方米",
    "㎥": "立方米",
    "m³": "立方米",
    "m3": "立方米",
    "平方千米": "平方公里",
    "km²": "平方公里",
    "km2": "平方公里",
    "千米": "公里",
    "km": "公里",
    "千克": "公斤",
    "kg": "公斤",
}
"""Measures that have two signs, and what both are of."""
_WITH_SCALE = frozenset({"千瓦时", "千瓦"})
"""Measures that begin with a word of scale and are told by it: 万千瓦时 are so many 千瓦时."""
_ONE = Fraction(1)
_SIGNS_BEFORE = frozenset("$€£₹")
_SCALES = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "lakh": 10**5,
    "crore": 10**7,
}
_NOUNS = {"dollars": "$", "pounds": "£", "euros": "€", "yuan": "元", "people": ""}
"""What a scale in words may be of, and the unit that it is: 5.3 billion dollars are $5.3 billion."""


@records.frozen
class Unit:
    """A unit as printed, its dimension, and its factor to the dimension's base unit.

    Dimensions: `money` (base 元), `ratio` (%, base 1), `points` (percentage points, base 1),
    `score` (分), `number` (no unit), `text`, `date`, `count:<classifier>` (项 and 人 differ), and
    `measure:<word>` for everything else. Counts are exact; everything else was rounded for print.
    """

    symbol: str
    dimension: str
    factor: Fraction

    @property
    def is_exact(self) -> bool:
        """Whether figures of this unit are whole counts and not rounded values."""
        return self.dimension.startswith("count:") and self.factor == 1

    @property
    def is_numeric(self) -> bool:
        """Whether figures of this unit are numbers."""
        return self.dimension not in {"text", "date"}

    def in_base(self, value: Fraction) -> Fraction:
        """Return a number of this unit in the base unit of its dimension."""
        factor = self.factor
        if factor is _ONE:
            return value
        return Fraction(value.numerator * factor.numerator, value.denominator * factor.denominator)


def with_unit(number: str, symbol: str) -> str:
    """Return a number with its unit as it is written: 276.08万元, 230.0 million dollars, -$1.5, $3.2 million."""
    if symbol[:1] in _SIGNS_BEFORE:
        mark, sign, digits = re.fullmatch(r"(≈?)([-+−]?)(.*)", number, re.DOTALL).groups()  # type: ignore[union-attr]
        return f"{mark}{sign}{symbol[0]}{digits}{symbol[1:]}"
    apart = len(symbol) > 1 and symbol.isascii() and symbol[0].isalpha()
    return f"{number} {symbol}" if apart else f"{number}{symbol}"


@functools.cache
def unit_of(symbol: str) -> Unit:
    """Return the unit that `symbol` names; an unknown word is a measure of its own dimension."""
    if symbol in _MONEY:
        return Unit(symbol, "money", Fraction(_MONEY[symbol]))
    if symbol in _RATIOS:
        return Unit(symbol, "ratio", _RATIOS[symbol])
    if symbol in _POINTS:
        return Unit(symbol, "points", _POINTS[symbol])
    if symbol in {"分", "points"}:
        return Unit(symbol, "score", _ONE)
    if symbol in {"text", "date"}:
        return Unit(symbol, symbol, _ONE)
    if not symbol:
        return Unit(symbol, "number", _ONE)
    if symbol in _CLASSIFIERS:
        return Unit(symbol, f"count:{symbol}", _ONE)
    rest, _, scale = symbol.rpartition(" ")
    if scale in _SCALES:
        # $259 million is an amount in $.
        base = unit_of(rest)
        return Unit(symbol, base.dimension, base.factor * _SCALES[scale])
    scale, _, noun = symbol.partition(" ")
    if scale in _SCALES and noun.lower().split(" ")[-1] in _NOUNS:
        base = unit_of(_NOUNS[noun.lower().split(" ")[-1]])
        return Unit(symbol, base.dimension, base.factor * _SCALES[scale])
    for prefix in sorted(_MULTIPLES, key=len, reverse=True):
        rest = symbol.removeprefix(prefix)
        if rest != symbol and rest and symbol not in _ALSO and symbol not in _WITH_SCALE:
            kind = "count" if rest in _CLASSIFIERS else "measure"
            return Unit(symbol, f"{kind}:{_ALSO.get(rest, rest)}", Fraction(_MULTIPLES[prefix]))
    return Unit(symbol, f"measure:{_ALSO.get(symbol, symbol)}", _ONE)


def rescaled(unit: Unit, factor: Fraction) -> Unit | None:
    """Return the unit of a counted or measured thing that is `factor` times as large (万元 of 元), None where none is printed."""
    told = next((each for each in _WITH_SCALE if unit.symbol.endswith(each)), "")
    base = told or unit.symbol.lstrip("".join(_MULTIPLES))
    if not base or base.isascii():
        return None
    names = (base, *(f"{multiple}{base}" for multiple in ("千", "万", "百万", "亿")))
    return next((each for each in map(unit_of, names) if each.factor == unit.factor * factor), None)
