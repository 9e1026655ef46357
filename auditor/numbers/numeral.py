"""Read one printed numeral: its exact value, its last place, its bound, and whether it is blank."""

from __future__ import annotations

import functools
from fractions import Fraction
from math import gcd

from auditor import patterns as re
from auditor import records

MAX_DIGITS = 40
"""A figure in a report has fewer digits; more is an attack on exact arithmetic."""
_KEPT = 8192

# Written out rather than folded with NFKC, which would turn 10² into 102 and ① into 1.
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％＋－−–（）＜＞＝：", "0123456789.,%+---()<>=:")
_BLANKS = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "…", "―", "*"})
_BOUND_WORDS = {
    "不低于": "≥", "不少于": "≥", "大于等于": "≥", "大于或等于": "≥", "至少": "≥", ">=": "≥", "≧": "≥",
    "不超过": "≤", "不高于": "≤", "小于等于": "≤", "小于或等于": "≤", "至多": "≤", "<=": "≤", "≦": "≤",
    "大于": ">", "超过": ">", "高于": ">", "小于": "<", "低于": "<", "少于": "<", "±": "±", "=": "",
    "≥": "≥", "≤": "≤", ">": ">", "<": "<",
}  # fmt: skip
_BOUND = re.compile("^(?:" + "|".join(sorted(map(re.escape, _BOUND_WORDS), key=len, reverse=True)) + ")")
# Thousands separators count only where every group has three digits: 1,23 is no number.
# A nought before the point may be left out: $.43 a share.
_PLAIN = re.compile(r"^([+-]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+|(?=\.[0-9]))(?:\.([0-9]+))?([%‰]?)$")
# Accountants' brackets: (2,188), (3.0)%.
_BRACKETS = re.compile(r"^\(([^()]*)\)([%‰]?)$")


class NotANumeralError(ValueError):
    """The text is not one printed numeral; `reason` says why."""

    def __init__(self, text: str, reason: str) -> None:
        """Keep the text and the reason for whoever words the message."""
        super().__init__(f"{text!r}: {reason}")
        self.text = text
        self.reason = reason


@records.frozen
class Numeral:
    """A printed numeral: `value` and `step` in the unit it was printed in.

    `step` is the unit of the last printed place (0.01 for 46.92). `mark` is the % or ‰ that stands
    in the text. `bound` is one of "", ≥, ≤, >, <, ±: a bound is a half-line, never an equality.
    A blank (`-`, `—`, `/`) has `blank` set and value 0, and is neither 0 nor missing by itself.
    """

    text: str
    value: Fraction
    step: Fraction
    mark: str = ""
    bound: str = ""
    blank: bool = False


def read_numeral(text: str) -> Numeral:
    """Read `text` as one numeral with optional sign, bound, thousands separators, % or ‰.

    Raises NotANumeralError for anything else, also for digits of other scripts, exponents,
    underscores and more than MAX_DIGITS digits: `Decimal` and `int` would accept all of those.
    """
    read = _read(text)
    if isinstance(read, str):
        raise NotANumeralError(text, read)
    return read


@functools.lru_cache(maxsize=_KEPT)
def _read(text: str) -> Numeral | str:
    """Return the numeral that `text` is, or why it is none."""
    folded = text.strip().translate(_FULL_WIDTH).replace(" ", "")
    if folded in _BLANKS:
        return Numeral(text, Fraction(0), Fraction(0), blank=True)
    bound = ""
    if matched := _BOUND.match(folded):
        bound = _BOUND_WORDS[matched.group()]
        folded = folded[matched.end() :]
    if matched := _BRACKETS.match(folded):
        folded = f"-{matched[1]}{matched[2]}"
    matched = _PLAIN.match(folded)
    if not matched:
        return "not a plain number"
    sign, whole, places, mark = matched.groups(default="")
    digits = whole.replace(",", "") + places
    if len(digits) > MAX_DIGITS:
        return f"more than {MAX_DIGITS} digits"
    step = _step(len(places))
    value = int(digits) * step
    return Numeral(text, -value if sign == "-" else value, step, mark, bound)


@functools.cache
def _step(places: int) -> Fraction:
    return Fraction(1, 10**places)


def decimal_text(value: Fraction, *, places: int = 12) -> str:
    """Return `value` as ASCII decimal where it ends within `places`, and as p/q otherwise."""
    return ratio_text(value.numerator, value.denominator, places=places)


def ratio_text(top: int, bottom: int, *, places: int = 12) -> str:
    """Return a whole number over a positive one as ASCII decimal where it ends within `places`, and as p/q otherwise."""
    common = gcd(top, bottom)
    top, bottom = top // common, bottom // common
    if bottom == 1:
        return str(top)
    twos = (bottom & -bottom).bit_length() - 1
    rest, fives = bottom >> twos, 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    count = max(twos, fives)
    if rest != 1 or count > places:
        return f"{top}/{bottom}"
    digits = str(abs(top) * 10**count // bottom).rjust(count + 1, "0")
    sign = "-" if top < 0 else ""
    return f"{sign}{digits[:-count]}.{digits[-count:]}"


def plain_text(numeral: Numeral) -> str:
    """Return the numeral in ASCII decimal, its digits and trailing zeros kept: `-13.49`, `93.20`."""
    places = 0
    step = numeral.step
    while step < 1:
        step, places = step * 10, places + 1
    scaled = abs(numeral.value) * 10**places
    digits = str(scaled.numerator // scaled.denominator).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if numeral.value < 0 else text
