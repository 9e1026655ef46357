"""Spans of days that end before they begin, where no year is printed with one or both of their ends.

2 月 20 日至 2 月 9 日 is no span of a year, and 9 月 2 日至 8 月 29 日 hardly one; 9 月 1 日至 8 月 31 日 is a year of schools, and
11 月 15 日至 3 月 15 日 a winter.
"""

from __future__ import annotations

from auditor import patterns as re

_TO = r"\s*(?:起|开始)?\s*(?:至|到|—+|–|－|--?|~|～)\s*"
_MONTH = r"(?P<m{0}>0?[1-9]|1[0-2])\s*(?:月|[./])\s*(?P<d{0}>0?[1-9]|[12][0-9]|3[01])\s*[日号]?"
_DAYS = re.compile(_MONTH.format("1") + _TO + _MONTH.format("2"))
_IN_MONTH = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2}\s*年\s*)?"
    r"(?P<m1>0?[1-9]|1[0-2])\s*月\s*(?P<d1>0?[1-9]|[12][0-9]|3[01])\s*[日号]?"
    + _TO
    + r"(?P<d2>0?[1-9]|[12][0-9]|3[01])\s*[日号]"
)
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_EACH_YEAR = re.compile(r"每年|次年|翌年|第二年|来年|下一?年|明年|历年|跨年")
_NEAR = 12
_SHORT = 75
"""So many days before its beginning no season ends that began the year before."""


def reversed_span(text: str, before: str, behind: str) -> bool:
    """Whether a span without a year for its end, between the words around it, ends before it begins."""
    if _EACH_YEAR.search(before[-_NEAR:] + behind[:_NEAR]):
        return False
    if (found := _IN_MONTH.fullmatch(text.strip())) is not None:
        return int(found["d2"]) < int(found["d1"])
    if (found := _DAYS.fullmatch(text.strip())) is None:
        return False
    first, last = (_of_year(int(found[f"m{at}"]), int(found[f"d{at}"])) for at in "12")
    whole = first - last == 1 or (
        int(found["d1"]) == 1 and int(found["d2"]) == _LENGTHS[int(found["m2"]) - 1]
    )
    return 0 < first - last <= _SHORT and not whole


def _of_year(month: int, day: int) -> int:
    return sum(_LENGTHS[: month - 1]) + day
