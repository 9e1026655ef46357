"""What a spreadsheet shows for a stored value: number formats rendered exactly, from the decimal text.

The displayed text carries the precision (62.42%), the stored value is exact (0.6241803…). A spreadsheet
keeps 15 significant digits before it rounds half away from zero for display; so do we.
"""

from __future__ import annotations

import functools
from fractions import Fraction

from auditor import patterns as re
from auditor import records
from auditor.extraction.numbers.dateformat import ELAPSED, date_text
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
_LONGEST_CODE = 255
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|AM/PM|上午/下午|a{3,4}|[eE](?![-+]))'
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


@records.frozen
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


def shown(value: Fraction, code: str, epoch: int = 0) -> str:
    """Return what the format `code` shows for a number; `epoch` is added to the days of a date."""
    if code in {"", "General", "@"} or len(code) > _LONGEST_CODE:
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
    if any(
        token.kind == "date" or (token.kind == "bracket" and ELAPSED.fullmatch(token.text))
        for token in tokens
    ):
        text = date_text(value + epoch, [(token.kind, token.text) for token in tokens])
        return _general(value) if text is None else text
    return _number(abs(value) if absolute else value, tokens)


def _choose(sections: tuple[tuple[_Token, ...], ...], value: Fraction) -> tuple[tuple[_Token, ...], bool]:
    """Return the section for `value`, and whether the section itself shows the sign."""
    for section in sections[:2]:
        for token in section:
            condition = _CONDITION.match(token.text) if token.kind == "bracket" else None
            if condition and _holds(value, condition.group(1), exact(condition.group(2)) or Fraction(0)):
                # Only a section for nothing but negative numbers shows their sign in its own way.
                return section, value < 0 and condition.group(1) in "<=" and _below_zero(condition.group(2))
    if any(token.kind == "bracket" and _CONDITION.match(token.text) for token in sections[0]):
        return sections[-1], False
    if value > 0 or len(sections) == 1:
        return sections[0], False
    if value < 0:
        return sections[1], True
    return (sections[2] if len(sections) > 2 else sections[0]), False  # noqa: PLR2004 - the third section is for zero


def _below_zero(limit: str) -> bool:
    return (exact(limit) or Fraction(0)) <= 0


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


def _scientific(value: Fraction, tokens: tuple[_Token, ...]) -> str:
    """Return a number with a power of ten: 1.23E+06."""
    pattern = next((token.text for token in tokens if token.kind == "digits"), "0")
    form = next(token.text for token in tokens if token.kind == "exponent")
    whole_form, _, place_form = pattern.partition(".")
    step, power, size = max(1, len(whole_form)), 0, abs(value)
    while size and size >= Fraction(10) ** step:
        size, power = size / 10**step, power + step
    while size and size < 1:
        size, power = size * 10**step, power - step
    _, whole, places = _fixed(size, len(place_form))
    if len(whole.lstrip("0")) > step:
        _, whole, places = _fixed(size / 10**step, len(place_form))
        power += step
    mantissa = (whole.lstrip("0") or "0") + ("." + places if places else "")
    sign = "-" if power < 0 else "+" if form[1] == "+" else ""
    return f"{'-' if value < 0 else ''}{mantissa}E{sign}{str(abs(power)).rjust(form.count('0'), '0')}"


def _fraction(value: Fraction, tokens: tuple[_Token, ...]) -> str:
    """Return a number as a whole and a fraction: 12 1/3."""
    width = next((len(token.text) for token in reversed(tokens) if token.kind == "digits"), 1)
    size = abs(value).limit_denominator(10 ** min(width, 3) - 1)
    whole, rest = divmod(size, 1)
    parts = [str(whole)] if whole or not rest else []
    parts += [f"{rest.numerator}/{rest.denominator}"] if rest else []
    return ("-" if value < 0 and size else "") + " ".join(parts)


def _spread(value: Fraction, tokens: tuple[_Token, ...]) -> str:
    """Return a number whose digits stand among literal marks: 0!.0,"万" shows 12345 as 1.2万."""
    patterns = [token.text for token in tokens if token.kind == "digits"]
    scale = len(patterns[-1]) - len(patterns[-1].rstrip(","))
    negative, whole, _ = _fixed(value / Fraction(1000) ** scale, 0)
    digits = whole.rjust(sum(len(pattern.rstrip(",")) for pattern in patterns), "0")
    parts: list[str] = []
    for token in reversed(tokens):
        if token.kind == "digits":
            patterns.pop()
            width = len(token.text.rstrip(",")) if patterns else len(digits)
            parts.insert(0, digits[len(digits) - width :])
            digits = digits[: len(digits) - width]
        elif token.kind in {"literal", "percent"}:
            parts.insert(0, token.text)
    return ("-" if negative else "") + "".join(parts)


def _number(value: Fraction, tokens: tuple[_Token, ...]) -> str:
    if any(token.kind == "exponent" for token in tokens):
        return _scientific(value, tokens)
    patterns = [token.text for token in tokens if token.kind == "digits"]
    if len(patterns) > 1 and any(token.text == "/" for token in tokens):
        return _fraction(value, tokens)
    if len(patterns) > 1 and not any("." in pattern for pattern in patterns):
        return _spread(value, tokens)
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
