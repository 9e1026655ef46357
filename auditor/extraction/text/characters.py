"""Characters: the full-width forms that stand for ASCII, one for one, so that offsets never move."""

# ruff: noqa: RUF001 - the look-alikes are the very characters that reports print
from __future__ import annotations

import functools

from auditor import patterns as re

# Written out: NFKC on the whole text would turn 10² into 102 and ① into 1, and change lengths.
_FULL = "０１２３４５６７８９．％＋－−﹣／＝＜＞（）［］：＄￥~～〜∼＃"
_ASCII = "0123456789.%+---/=<>()[]:$¥~~~~#"
_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
_TABLE: dict[int, int | str] = {**str.maketrans(_FULL, _ASCII), **{ord(blank): " " for blank in _BLANKS}}

CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""The body of a character class of Chinese characters."""

_WORD = re.compile(r"[A-Za-z]{2}")
_FOLDED = re.compile("[" + "".join(map(re.escape, map(chr, _TABLE))) + "]")
KEPT = 8192
"""How many answers about single texts are kept: the ways to read a table ask the same of the same lines."""


@functools.lru_cache(maxsize=KEPT)
def fold(text: str) -> str:
    """Return `text` with full-width digits, signs and blanks as ASCII, of the same length.

    The full-width comma stays: in a sentence it ends a clause (2023年，500件) and groups no digits.
    """
    return text.translate(_TABLE) if _FOLDED.search(text) else text


def is_cjk(char: str) -> bool:
    """Whether `char` is a Chinese character."""
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"


def is_wide(char: str) -> bool:
    """Whether `char` joins a neighbour line without a blank: Chinese text and its punctuation."""
    return char >= "\u2e80" or char in "“”‘’…—·"


def is_latin(text: str) -> bool:
    """Whether a text has no Chinese character: English with its quotes and dashes is not ASCII alone."""
    return text.isascii() or not any(map(is_cjk, text))


@functools.lru_cache(maxsize=KEPT)
def squeeze(text: str) -> str:
    """Return `text` without blanks between Chinese characters, and single blanks elsewhere.

    Text layers spread titles over their cell (合 计, 指 标): the blanks mean nothing there.
    """
    parts = text.split()
    if not parts:
        return ""
    if _WORD.search(text) and is_latin(text):
        return " ".join(parts)
    joined = [parts[0]]
    for part in parts[1:]:
        if not is_wide(joined[-1][-1]) and not is_wide(part[0]):
            joined.append(" ")
        joined.append(part)
    return "".join(joined)


def close_up(text: str) -> str:
    """Return a name without its blanks, which part no words in Chinese; in English they stay, single."""
    return re.sub(r"\s+", " ", text).strip() if is_latin(text) else re.sub(r"\s+", "", text)
