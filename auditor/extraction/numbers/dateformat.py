"""What a spreadsheet shows for a date or time: the letters of its format, filled in from the count of days."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.numbers import round_to

if TYPE_CHECKING:
    from collections.abc import Sequence

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEK = "一二三四五六日"
_SHORT, _LONG, _LETTER = 3, 4, 5
_ELAPSED = {"h": 3600, "m": 60, "s": 1}
_LAST_DAY = 2_958_465
"""9999-12-31."""
_LEAP = 60
"""Day 60 is a leap day that 1900 did not have."""

ELAPSED = re.compile(r"([hms])\1*", re.IGNORECASE)


def date_text(value: Fraction, tokens: Sequence[tuple[str, str]]) -> str | None:
    """Return the date `value` as the tokens (kind, text) of its format show it; None where it is no date."""
    whole = value.numerator // value.denominator
    seconds = round_to((value - whole) * 86400, Fraction(1)).numerator
    days, second = whole + seconds // 86400, seconds % 86400
    if not 0 <= days <= _LAST_DAY:
        return None
    day = dt.date(1899, 12, 30 if days > _LEAP or not days else 31) + dt.timedelta(days=days)
    total = days * 86400 + second
    half = any((kind == "date" and not text.isascii()) or text == "AM/PM" for kind, text in tokens)
    letters = [text[:1].lower() if kind == "date" else _elapsed(kind, text) for kind, text in tokens]
    parts: list[str] = []
    for at, (kind, text) in enumerate(tokens):
        letter = letters[at]
        if kind == "literal":
            parts.append(text)
        elif kind == "bracket" and letter:
            parts.append(str(total // _ELAPSED[letter]).rjust(len(text), "0"))
        elif kind == "date":
            minute = letter == "m" and _beside_clock(letters, at)
            parts.append(_part("minute" if minute else letter, text, day, second, half=half))
    return "".join(parts)


def _elapsed(kind: str, text: str) -> str:
    return text[:1].lower() if kind == "bracket" and ELAPSED.fullmatch(text) else ""


def _beside_clock(letters: Sequence[str], at: int) -> bool:
    """Whether an `m` stands next to hours or seconds: then it shows minutes."""
    before = next((each for each in reversed(letters[:at]) if each), "")
    after = next((each for each in letters[at + 1 :] if each), "")
    return before == "h" or after == "s"


def _part(letter: str, text: str, day: dt.date, second: int, *, half: bool) -> str:
    width = len(text)
    hour, digits = second // 3600, min(width, 2)
    afternoon = hour >= 12  # noqa: PLR2004 - noon
    if not text.isascii() or text == "AM/PM":
        words = ("AM", "PM") if text.isascii() else ("上午", "下午")
        return words[afternoon]
    if letter == "y":
        return f"{day.year:04d}" if width > 2 else f"{day.year % 100:02d}"  # noqa: PLR2004
    if letter == "e":
        return str(day.year)
    if letter == "a":
        return ("星期" if width > _SHORT else "") + _WEEK[day.weekday()]
    if letter == "d":
        if width >= _SHORT:
            return _DAYS[day.weekday()][: None if width >= _LONG else _SHORT]
        return f"{day.day:0{digits}d}"
    if letter == "h":
        return f"{(hour - 1) % 12 + 1 if half else hour:0{digits}d}"
    if letter == "s":
        return f"{second % 60:0{digits}d}"
    if letter == "minute":
        return f"{second // 60 % 60:0{digits}d}"
    if width >= _SHORT:
        name = _MONTHS[day.month - 1]
        return name[:1] if width == _LETTER else name if width == _LONG else name[:_SHORT]
    return f"{day.month:0{digits}d}"
