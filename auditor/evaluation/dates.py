"""Dates as days, so that rules can say which comes first."""

from __future__ import annotations

import calendar
import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.evaluation.variables import Alternative
from auditor.numbers import Interval, Numeral, unit_of
from auditor.report.printed import Printed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.evaluation.facts import Facts
    from auditor.report.model import Figure, Mention

_FULL = re.compile(r"([0-9]{4})\D+([0-9]{1,2})\D+([0-9]{1,2})")
_SHORT = re.compile(r"([0-9]{1,2})\s*月\s*([0-9]{1,2})")
_MONTH = re.compile(r"([0-9]{4})\s*年\s*([0-9]{1,2})\s*月\s*$")
_YEAR = re.compile("[0-9]{4}")


def day_of(text: str, year: int | None = None) -> Fraction | None:
    """Return the day that `text` names, counted from year 1; `year` completes a date without one.

    None where the text is no date to the day (2024年7月), or no date of the calendar.
    """
    full, short = _FULL.search(text), _SHORT.search(text)
    if full:
        parts = [int(part) for part in full.groups()]
    elif short and year is not None:
        parts = [year, *(int(part) for part in short.groups())]
    else:
        return None
    try:
        return Fraction(dt.date(*parts).toordinal())
    except ValueError:
        return None


def date_alternatives(facts: Facts, figure: Figure, mentions: Sequence[Mention]) -> tuple[Alternative, ...]:
    """Return the days that a date figure is printed with; a missing year is that of its concept's other dates."""
    year = _year_of(facts, figure)
    found: dict[Fraction, list[tuple[Mention, Printed]]] = {}
    unit = unit_of("date")
    for mention in mentions:
        days = days_of(mention.text, year)
        if days is not None:
            numeral = Numeral(mention.text, days[0], Fraction(0))
            printed = Printed(numeral, unit, days[0], Fraction(0), Interval(*days))
            found.setdefault(days[0], []).append((mention, printed))
    return tuple(
        Alternative(
            day,
            Fraction(0),
            pairs[0][1].interval,
            tuple(mention for mention, _ in pairs),
            tuple(each for _, each in pairs),
        )
        for day, pairs in found.items()
    )


def days_of(text: str, year: int | None = None) -> tuple[Fraction, Fraction] | None:
    """Return the first and the last day that `text` can mean: one day, or those of a month (2024年7月)."""
    day = day_of(text, year)
    if day is not None:
        return day, day
    month = _MONTH.search(text)
    if month is None:
        return None
    first = day_of(f"{month.group(1)}-{month.group(2)}-1")
    if first is None:
        return None
    _, length = calendar.monthrange(int(month.group(1)), int(month.group(2)))
    return first, first + length - 1


def _year_of(facts: Facts, figure: Figure) -> int | None:
    for sibling in facts.report.concepts[figure.concept].values():
        if sibling.unit == "date":
            for mention in sibling.mentions:
                if year := _YEAR.search(mention.text):
                    return int(year.group())
    return None
