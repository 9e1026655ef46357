"""Days and months as English prints them: 14 May 2023; May 14, 2023; between 6 and 24 March 2023; May 2024; 2023-05-14.

A day without its year has that of the day it is joined to (6 March to 4 April 2023), else none.
"""

from __future__ import annotations

import calendar

from auditor import patterns as re
from auditor import records

MONTHS = "january february march april may june july august september october november december".split()
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
    r"\b\.?"
)
_TH = r"(?:st|nd|rd|th)?"
_DAY = re.compile(
    rf"(?<![0-9.,/-])(?:(?P<d>[0-9]{{1,2}}){_TH}(?: of)?(?:\s*(?P<to>–|-|to|and|&)\s*(?P<d2>[0-9]{{1,2}}){_TH})?\s+)?(?P<m>{MONTH})"
    rf"(?:\s+(?P<e>[0-9]{{1,2}}){_TH}(?![0-9])(?:\s*(?P<to2>–|-|to|and)\s*(?P<e2>[0-9]{{1,2}}){_TH}(?![0-9]))?)?(?:,?\s+(?P<y>(?:19|20)[0-9]{{2}})(?![0-9]))?"
    r"|(?<![0-9/.-])(?P<iy>(?:19|20)[0-9]{2})-(?P<im>0[1-9]|1[0-2])-(?P<id>[0-3][0-9])(?![0-9-])"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_JOINT = re.compile(rf"\s*(?:–|—|-|to|and|until|till|through|up to|ending(?: on)?)\s*(?:the )?{_WEEKDAY}")
_OPENS = re.compile(rf"\b(?:from|between)\s*(?:the )?{_WEEKDAY}$", re.IGNORECASE)
Date = tuple[int, int, int]


@records.frozen
class Day:
    """A day, or a month where its day is 0, and where it stands; a span has its last day as well.

    `By June 31 had been done` has no day: a number behind a month is one where the year follows.
    """

    start: int
    stop: int
    text: str
    first: Date
    last: Date
    spanned: bool = False

    @property
    def impossible(self) -> bool:
        """Whether no calendar has such a day."""
        return (self.first[0] > 0 or self.text[:1].isdigit()) and any(
            day > (calendar.monthrange(year, month)[1] if year else [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1])
            for year, month, day in (self.first, self.last)
        )  # fmt: skip


def days(text: str) -> list[Day]:
    """Return the days of a text, those that are joined to spans as one."""
    found: list[Day] = []
    for each in _DAY.finditer(text):
        day = _read(each)
        if day is None:
            continue
        joined = found and _JOINT.fullmatch(text, found[-1].stop, day.start) and not found[-1].spanned
        dash = joined and not re.search(r"\band\b", text[found[-1].stop : day.start])
        if joined and (dash or _OPENS.search(text[: found[-1].start])):
            before = found.pop()
            first = before.first
            if not first[0] and day.last[0]:
                first = (day.last[0] - (first[1:] > day.last[1:] and first[1] != day.last[1]), *first[1:])
            day = Day(before.start, day.stop, text[before.start : day.stop], first, day.last, spanned=True)
        found.append(day)
    return found


def _read(found: re.Match[str]) -> Day | None:
    start, stop, text = found.start(), found.end(), found.group()
    if found["iy"]:
        date = int(found["iy"]), int(found["im"]), int(found["id"])
        return Day(start, stop, text, date, date)
    if not (found["d"] or found["e"] or found["y"]):
        return None  # May, March and Sun may be other words
    month = next(at for at, name in enumerate(MONTHS, 1) if name.startswith(found["m"].lower()[:3]))
    year, one = int(found["y"] or 0), int(found["d"] or found["e"] or 0)
    two = int(found["d2"] or found["e2"] or one)
    return Day(start, stop, text, (year, month, one), (year, month, two), spanned=two != one)


def before(one: Date, two: Date) -> bool:
    """Whether a day lies before another, as far as both are printed."""
    if not one[0] or not two[0]:
        return False
    return one < two if one[2] and two[2] else one[:2] < two[:2]
