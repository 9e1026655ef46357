"""English: growth told of a level that a table prints for one year, with the year before beside it.

`Visits reached 11.2 million in 2024, an increase of 7.7 percent over 2023`, where a row has 10,400 below `Visits 2023 (thousands)` and
11,200 below `Visits 2024 (thousands)`; `from 6.12 million in 2022 it rose to 7.87 million in 2023, and by a further 17.1% in 2024`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import terms, year_of
from auditor.checks.common.relations import ONE, near_growth, quotient
from auditor.checks.common.rownames import CHANGES, scale_in, years
from auditor.checks.common.slips import digits
from auditor.checks.common.tables import header, numeric

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number, Stated
    from auditor.checks.common.tables import Sheet
    from auditor.checks.english._changes import Change
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Relation, RuleInfo
    from auditor.report.model import Column, Row

_FURTHER = re.compile(r"\b(?:further|another)\s*$", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:target|budget|plan(?:ned)?|forecast|real|constant|inflation|average|per|month|quarter|half|since|decade|five|ten|three|two)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_CLOSE, _TELLING = 24, 3

Cells = tuple["Stated", "Stated"]
"""What a row prints for a year and for the year before."""


def of_years(facts: Facts, info: RuleInfo, change: Change, tables: Iterable[Sheet]) -> Iterator[Relation]:
    """Iterate over the growth of the one level that is told with a change, as a row of a table has it."""
    rate, now = change.rate, change.now
    if (
        rate is None
        or now is None
        or now.is_share
        or change.amount is not None
        or _OTHER.search(change.words)
    ):
        return
    behind = years(change.sentence.after(now)[:_CLOSE]) or years(change.sentence.text)
    # An increase of 7.7 percent over 2023: a base of another year is none that this reads.
    based = years(change.sentence.after(rate)[:_CLOSE])
    year = max(behind, default="")
    if based and year and based - {year, str(int(year) - 1)}:
        return
    named = terms(change.sentence.before(now))
    yield from _one(info, rate, change.way, list(_rows(facts, now, year, named, tables)))


def gone_on(facts: Facts, info: RuleInfo, sentence: Sentence, tables: Sequence[Sheet]) -> Iterator[Relation]:
    """Iterate over the growth that is told of the year behind the last level: by a further 17.1% in 2024."""
    for at, rate in enumerate(sentence.stated):
        levels = [each for each in sentence.stated[:at] if not each.is_share and not each.sign]
        if not rate.is_share or len(levels) < 2 or not _FURTHER.search(sentence.before(rate)):  # noqa: PLR2004
            continue
        told = years(sentence.between(levels[-1], rate))
        if len(told) != 1 or _OTHER.search(sentence.text):
            continue
        year = str(int(told.pop()) + 1)
        said = years(sentence.after(rate)[:_CLOSE])
        pairs = [
            (after, before)
            for sheet in tables
            for row in sheet.table.rows
            for after, before in _pairs(sheet, row, year)
            if scale_in(facts, sheet, levels[-1].known, before) is not None
            and _has(facts, sheet, row, levels[-2])
        ]
        if not said - {year}:
            yield from _one(info, rate, 1, pairs)


def _has(facts: Facts, sheet: Sheet, row: Row, level: Number) -> bool:
    return any(
        (cell := sheet.at(row, column)) is not None and scale_in(facts, sheet, level.known, cell) is not None
        for column in numeric(sheet)
    )


def _one(info: RuleInfo, rate: Number, way: int, pairs: Sequence[Cells]) -> Iterator[Relation]:
    """Yield what a rate should be, where some row gives it or all rows that may be meant give the same."""
    held = [each for each in pairs if near_growth(rate.known, *each)]
    values = {now.printed.value / before.printed.value for now, before in pairs}
    if held or len(values) == 1:
        now, before = (held or pairs)[0]
        factor = -ONE if way < 0 < rate.known.printed.value else ONE
        yield quotient(info, rate.known, [(ONE, now), (-ONE, before)], [(ONE, before)], factor=factor)


def _rows(
    facts: Facts, now: Number, year: str, named: frozenset[str], tables: Iterable[Sheet]
) -> Iterator[Cells]:
    if digits(now.known) < _TELLING:
        return
    for sheet in tables:
        for row in sheet.table.rows:
            for after, before in _pairs(sheet, row, year):
                place = (
                    f"{row.label or row.name} {after.mention.location.col or ''} {sheet.table.caption or ''}"
                )
                if scale_in(facts, sheet, now.known, after) is not None and named & terms(place):
                    yield after, before


def _pairs(sheet: Sheet, row: Row, year: str) -> Iterator[Cells]:
    """Iterate over what a row has for a year and the one before, below heads that differ by nothing else."""
    columns = [each for each in numeric(sheet) if year_of(each) and not CHANGES.search(header(each))]
    latest = max((year_of(each) for each in columns), default="")
    for column in columns:
        if year_of(column) != (year or latest):
            continue
        for other in columns:
            if int(year_of(column)) - int(year_of(other)) == 1 and _kind(column) == _kind(other):
                now, before = sheet.at(row, column), sheet.at(row, other)
                if now is not None and before is not None and before.printed.value > 0:
                    yield now, before


def _kind(column: Column) -> str:
    return re.sub(r"[0-9/\s–-]+", "", _YEAR.sub("", header(column)))
