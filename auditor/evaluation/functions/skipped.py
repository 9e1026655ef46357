"""跳号 / skipped: places where a series of numbers or letters does not go on by one.

Numbers are read as printed: 3, （三）, D. A series may begin anew at its first number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.evaluation.binding import Binder, MissingError, Term
from auditor.evaluation.faults import Checked, Fault, counted, figures_of

if TYPE_CHECKING:
    from auditor.language import tree
    from auditor.report.model import Mention

NAMES = ("跳号", "skipped")
NEVER_NEGATIVE = True
SUMMARY = {
    "zh": "编号不连续的处数：跳号(综合评分表[*, 序号]) = 0",
    "en": "how often a series does not go on by one: skipped(table[*, serial]) = 0",
}
_DIGITS = "零一二三四五六七八九"
_SERIAL = re.compile("(-?[0-9]+)|([A-Z])|([一二三四五六七八九十]+)")

_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return the number of breaks in the series, one of the first copy of each number."""
    series: list[tuple[Checked, int]] = []
    for figure in figures_of(binder, call):
        mention = figure.mentions[0]
        value = serial(mention)
        if value is not None:
            series.append(((figure, mention), value))
    if len(series) < 2:  # noqa: PLR2004 - one number is a series by itself
        raise MissingError(call.function)
    values = [value for _, value in series]
    faults = [
        Fault(*series[at][0], "count-off", lettered(series[at][0][1], wanted))
        for at, wanted in breaks(values)
    ]
    return counted(binder, call, faults, [checked for checked, _ in series])


def breaks(values: list[int]) -> list[tuple[int, int]]:
    """Return the fewest numbers that must change for `values` to go on by one, each with what it should be."""
    found: list[tuple[int, int]] = []
    # A wrong first number shows when the second is the second of a series that begins at one.
    wanted = 1 if values[1] == 2 else values[0]  # noqa: PLR2004
    for at, value in enumerate(values):
        following = values[at + 1] if at + 1 < len(values) else None
        if value == wanted:
            wanted += 1
        elif value == 1 and following not in {None, 1, wanted + 1}:
            wanted = 2  # the series begins anew
        elif following == 2 and wanted > 1:  # noqa: PLR2004 - it begins anew, with a wrong first number
            found.append((at, 1))
            wanted = 2
        else:
            found.append((at, wanted))
            # Where the next one is as it should be, this one alone is wrong; else numbers were left out.
            alone = following is None or following == wanted + 1
            wanted = wanted + 1 if alone else value + 1
    return found


def serial(mention: Mention) -> int | None:
    """Return the number that a serial prints, or None where it is none."""
    matched = _SERIAL.search(mention.text)
    if matched is None:
        return None
    digits, letter, words = matched.groups()
    if digits:
        return int(digits)
    if letter:
        return ord(letter) - ord("A") + 1
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return _DIGITS.index(words) if words in _DIGITS else None
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)


def lettered(mention: Mention, value: int) -> str:
    """Return the serial `value` printed in the manner of `mention`."""
    matched = _SERIAL.search(mention.text)
    if _DECIMAL.fullmatch(mention.text.strip()):
        return str(value)
    if matched is None or matched.group(1):
        text = str(value)
    elif matched.group(2):
        text = chr(ord("A") + value - 1)
    else:
        tens, ones = divmod(value, 10)
        ten = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
        text = ten + (_DIGITS[ones] if ones else "")
    return text if matched is None else mention.text[: matched.start()] + text + mention.text[matched.end() :]
