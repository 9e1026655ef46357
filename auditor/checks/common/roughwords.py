"""Shares in words: 近七成, 超六成五, 过半数, 三分之一以上."""

from __future__ import annotations

from fractions import Fraction

from auditor import patterns as re

_DIGITS = "一二三四五六七八九"
ROUGH = re.compile(
    r"(?P<near>超过?|逾|突破|过|接近|将近|近|不足|不到|约|达|高达)?"
    r"(?:(?P<tenths>[一二三四五六七八九])成(?![功果效本立为员绩就交品分熟长都新人型因])(?P<half>半|五(?![年个类项级家所十大]))?|(?P<most>半数?|一半)(?![年月天径])|(?P<under>[二三四五])分之(?P<over>[一二三四]))"
    r"(?P<behind>以上|以下|左右|多)?"
)
OVER = frozenset({"超", "超过", "逾", "突破", "过", "以上", "多"})
_SHORT_OF = frozenset({"接近", "将近", "近", "不足", "不到", "以下"})
_TENTH, _HALF = Fraction(1, 10), Fraction(1, 2)


def between(found: re.Match[str]) -> tuple[Fraction, Fraction] | None:
    """Return between which shares words are right, None where they say no share."""
    width = _TENTH
    if found["tenths"]:
        share = (_DIGITS.index(found["tenths"]) + 1) * _TENTH + (_TENTH / 2 if found["half"] else 0)
        width = _TENTH / 2 if found["half"] else _TENTH
    elif found["under"]:
        share = Fraction(_DIGITS.index(found["over"]) + 1, _DIGITS.index(found["under"]) + 1)
    elif found["most"] == "半" and found["near"] != "过":
        return None
    else:
        share, width = _HALF, 3 * _TENTH
    if found["near"] in OVER or found["behind"] in OVER:
        return share, share + width
    if found["near"] in _SHORT_OF or found["behind"] in _SHORT_OF:
        return share - width, share
    return share - _TENTH / 2, share + _TENTH / 2
