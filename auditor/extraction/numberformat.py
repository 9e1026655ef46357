"""What a spreadsheet shows for a stored value: number formats rendered exactly, from the decimal text.

The displayed text carries the precision (62.42%), the stored value is exact (0.6241803…). A spreadsheet
keeps 15 significant digits before it rounds half away from zero for display; so do we.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from fractions import Fraction

import attrs

from auditor.numbers import round_to

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 31: 'yyyy"年"m"月"d"日"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', 43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@", 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_DECIMAL = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,4}))?$")
_SIGNIFICANT = 15
_GENERAL_DIGITS = 11
_MOST_EXPONENT = 400
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|AM/PM|上午/下午)'
    r"|(?P<exponent>[eE][+-][0#]+)|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+)|(?P<general>General|G/通用格式)|(?P<percent>%)|(?P<other>.)"
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9.]+)$")


def exact(text: str) -> Fraction | None:
    """Return the stored text of a number as an exact value, None where it is no number."""
    found = _DECIMAL.match(text.strip())
    if not found or not (found.group(2) or found.group(3)):
        return None
    sign, whole, places, exponent = found.groups(default="")
    power = int(exponent or "0")
    if abs(power) > _MOST_EXPONENT or len(whole) + len(places) > _MOST_EXPONENT:
        return None
    value = Fraction(int((whole + places) or "0"), 10 ** len(places)) * Fraction(10) ** power
    return -value if sign == "-" else value


@attrs.frozen
class _Token:
    kind: str
    text: str


@functools.lru_cache(maxsize=4096)
def _sections(code: str) -> tuple[tuple[_Token, ...], ...]:
    sections: list[list[_Token]] = [[]]
    at = 0
    while at < len(code):
        if code[at] == ";":
            sections.append([])
            at += 1
            continue
        found = _TOKEN.match(code, at)
        if found is None:
            break
        kind = found.lastgroup or "skip"
        text = found.group(found.lastgroup) if found.lastgroup else ""
        if kind in {"quoted", "escaped"}:
            kind = "literal"
        elif kind == "other":
            kind = "text" if text == "@" else "literal"
        sections[-1].append(_Token(kind, text))
        at = found.end()
    return tuple(tuple(section) for section in sections)


def is_date(code: str) -> bool:
    """Whether a format shows dates or times."""
    tokens = _sections(code)[0]
    return any(token.kind == "date" for token in tokens) and not any(
        token.kind == "digits" and "." not in token.text for token in tokens
    )


def shown(value: Fraction, code: str) -> str:
    """Return what the format `code` shows for a number."""
    if code in {"", "General", "@"}:
        return _general(value)
    sections = _sections(code)
    tokens, absolute = _choose(sections, value)
    if not tokens:
        return ""
    if any(token.kind == "general" for token in tokens):
        body = _general(abs(value) if absolute else value)
        return "".join(
            body if token.kind == "general" else token.text if token.kind == "literal" else ""
            for token in tokens
        )
    if any(token.kind == "date" for token in tokens):
        return _date(value, tokens)
    return _number(abs(value) if absolute else value, tokens)


def _choose(sections: tuple[tuple[_Token, ...], ...], value: Fraction) -> tuple[tuple[_Token, ...], bool]:
    """Return the section for `value`, and whether the section itself shows the sign."""
    for section in sections[:2]:
        for token in section:
            condition = _CONDITION.match(token.text) if token.kind == "bracket" else None
            if condition and _holds(value, condition.group(1), exact(condition.group(2)) or Fraction(0)):
                return section, value < 0 and len(sections) > 1
    if any(token.kind == "bracket" and _CONDITION.match(token.text) for token in sections[0]):
        return sections[-1], False
    if value > 0 or len(sections) == 1:
        return sections[0], False
    if value < 0:
        return sections[1], True
    return (sections[2] if len(sections) > 2 else sections[0]), False  # noqa: PLR2004 - the third section is for zero


def _holds(value: Fraction, sign: str, limit: Fraction) -> bool:
    return {
        "<": value < limit, ">": value > limit, "=": value == limit,
        "<=": value <= limit, ">=": value >= limit, "<>": value != limit,
    }[sign]  # fmt: skip


def _significant(value: Fraction) -> Fraction:
    """Return `value` with the 15 significant digits that a spreadsheet keeps."""
    if value == 0:
        return value
    digits = len(str(abs(value.numerator) // value.denominator)) if abs(value) >= 1 else 0
    if not digits:
        shifted = abs(value)
        while shifted < Fraction(1, 10):
            shifted, digits = shifted * 10, digits - 1
    return round_to(value, Fraction(10) ** (digits - _SIGNIFICANT))


def _fixed(value: Fraction, places: int) -> tuple[bool, str, str]:
    """Return sign, whole digits and places of `value`, rounded half away from zero."""
    rounded = round_to(_significant(value), Fraction(1, 10**places))
    scaled = abs(rounded.numerator) * 10**places // rounded.denominator
    text = str(scaled).rjust(places + 1, "0")
    return rounded < 0, text[: len(text) - places], text[len(text) - places :]


def _general(value: Fraction) -> str:
    places = _GENERAL_DIGITS - 1
    whole_digits = len(str(abs(value.numerator) // value.denominator))
    negative, whole, rest = _fixed(value, max(0, places - whole_digits))
    rest = rest.rstrip("0")
    text = f"{whole}.{rest}" if rest else whole
    return f"-{text}" if negative else text


def _number(value: Fraction, tokens: tuple[_Token, ...]) -> str:
    pattern = next((token.text for token in tokens if token.kind == "digits"), "")
    percents = sum(1 for token in tokens if token.kind == "percent")
    value *= Fraction(100) ** percents
    scale = len(pattern) - len(pattern.rstrip(","))
    value /= Fraction(1000) ** scale
    body = pattern.rstrip(",")
    whole_form, _, place_form = body.partition(".")
    negative, whole, places = _fixed(value, len(place_form))
    least = sum(1 for char in whole_form if char == "0")
    whole = whole.lstrip("0").rjust(least, "0") if whole.strip("0") or least else ""
    if "," in whole_form:
        whole = _grouped(whole)
    keep = max((at + 1 for at, char in enumerate(place_form) if char == "0"), default=0)
    while len(places) > keep and places.endswith("0"):
        places = places[:-1]
    digits = whole + ("." + places if places or ("." in body and keep) else "")
    parts: list[str] = []
    placed = False
    for token in tokens:
        if token.kind == "digits" and not placed:
            parts.append(
                ("-" if negative and whole + places and (whole + places).strip("0") else "") + digits
            )
            placed = True
        elif token.kind in {"literal", "percent"}:
            parts.append(token.text)
        elif token.kind == "bracket" and token.text.startswith("$"):
            parts.append(token.text[1:].split("-")[0])
    text = "".join(parts).strip()
    if negative and not text.startswith("-") and "-" in text and pattern:
        text = "-" + text.replace("-", "", 1)
    return text


def _grouped(whole: str) -> str:
    groups: list[str] = []
    while len(whole) > 3:  # noqa: PLR2004 - thousands
        groups.insert(0, whole[-3:])
        whole = whole[:-3]
    return ",".join([whole, *groups]) if whole else ",".join(groups)


def _date(value: Fraction, tokens: tuple[_Token, ...]) -> str:
    days = value.numerator // value.denominator
    if not 0 < days < 2_958_466:  # noqa: PLR2004 - 9999-12-31
        return _general(value)
    # Day 60 is a leap day that 1900 did not have.
    day = dt.date(1899, 12, 30 if days > 60 else 31) + dt.timedelta(days=days)  # noqa: PLR2004
    seconds = round_to((value - days) * 86400, Fraction(1))
    second = seconds.numerator
    hour, minute = second // 3600 % 24, second // 60 % 60
    parts: list[str] = []
    clock = False
    for token in tokens:
        letter = token.text[:1].lower()
        width = len(token.text)
        if token.kind == "literal":
            parts.append(token.text)
        elif token.kind != "date":
            continue
        elif letter == "y":
            parts.append(f"{day.year:04d}" if width > 2 else f"{day.year % 100:02d}")  # noqa: PLR2004
        elif letter == "d":
            parts.append(f"{day.day:0{min(width, 2)}d}")
        elif letter == "h":
            parts.append(f"{hour:0{min(width, 2)}d}")
            clock = True
        elif letter == "s":
            parts.append(f"{second % 60:0{min(width, 2)}d}")
        elif letter == "m" and clock:
            parts.append(f"{minute:0{min(width, 2)}d}")
        elif letter == "m":
            parts.append(f"{day.month:0{min(width, 2)}d}")
    return "".join(parts)
