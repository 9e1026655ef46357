"""A span of time that ends before it begins, or a day that no calendar has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

from auditor.checks._relations import evidence_at, rule, said
from auditor.findings import Evidence, Severity
from auditor.report.blocks import BlockKind, NumberKind, occurrences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "dates"
TITLE = {"zh": "日期前后颠倒或不存在", "en": "a span ends before it begins, or there is no such day"}
_DATE = re.compile(
    r"(?:(?P<y>[12][0-9]{3})\s*[年./-]\s*)?(?P<m>[0-9]{1,2})\s*(?:月份?|[./-])\s*(?:(?P<d>[0-9]{1,2})\s*[日号]?)?"
)
_TO = re.compile(r"\s*(?:至|到|—+|–|－|--?|~|～)\s*")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BEGUN = re.compile(r"^(?:开工|开始|启动|起始)(?:时间|日期)?$")
_DONE = re.compile(r"^(?:竣工|完工|完成|结束|验收)(?:时间|日期)$")
_YEARS = re.compile(
    r"(?P<one>(?:19|20)[0-9]{2})\s*年?\s*(?:至|到|—+|–|－|-|~|～)\s*(?P<two>(?:19|20)[0-9]{2})\s*年"
)


@attrs.frozen(order=True)
class _Day:
    year: int
    month: int
    day: int


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every span of time that one phrase or one row states."""
    yield from _rows(facts)
    info = rule(NAME, TITLE)
    for block, item in occurrences(facts.report.blocks):
        if item.kind is not NumberKind.DATE or block.kind is BlockKind.FURNITURE:
            continue
        text = item.text
        if (years := _YEARS.fullmatch(text.strip())) and int(years["one"]) > int(years["two"]):
            zh, en = f"“{text}”起始年份晚于截止年份", f"'{text}' begins after it ends"
            yield said(info, zh, en, [evidence_at(block, item)])
            continue
        parts = _TO.split(text, maxsplit=1)
        days = [_day(part) for part in parts] if len(parts) > 1 else [_day(text)]
        if wrong := _impossible(text):
            yield said(
                attrs.evolve(info, level=Severity.WARNING),
                f"没有“{wrong}”这一天", f"there is no such day as {wrong}", [evidence_at(block, item)],
            )  # fmt: skip
            continue
        first, last = days[0], days[-1]
        if first is None or last is None:
            continue
        if last.year == 0:
            last = attrs.evolve(last, year=first.year)
        if first.year and first.month and last < first:
            zh = f"“{text}”起始日期晚于截止日期"
            yield said(info, zh, f"'{text}' begins after it ends", [evidence_at(block, item)])


def _rows(facts: Facts) -> Iterator[Outcome]:
    """Judge rows of tables that print when a thing began and when it was done."""
    info = rule(NAME, TITLE)
    for block in facts.report.blocks:
        heads = {cell.column: re.sub(r"\s", "", cell.text) for cell in block.cells if cell.row == 0}
        begun = [column for column, text in heads.items() if _BEGUN.search(text)]
        done = [column for column, text in heads.items() if _DONE.search(text)]
        if len(begun) != 1 or len(done) != 1:
            continue
        cells = {(cell.row, cell.column): cell for cell in block.cells if cell.row > 0}
        for row in sorted({at for at, _ in cells}):
            one, two = cells.get((row, begun[0])), cells.get((row, done[0]))
            if one is None or two is None or not _earlier(two.text, one.text):
                continue
            name = cells[row, 0].text if (row, 0) in cells else ""
            evidence = [
                Evidence(key=f"{block.table}.{name}.{heads[cell.column]}", label=f"{name}{heads[cell.column]}",
                         role="stated", text=cell.text, unit="date", location=cell.location)
                for cell in (two, one)
            ]  # fmt: skip
            zh = f"“{name}”{heads[done[0]]} {two.text}，早于{heads[begun[0]]} {one.text}"
            yield said(info, zh, f"{name}: done {two.text}, before it began {one.text}", evidence)


def _earlier(one: str, two: str) -> bool:
    """Whether a day lies before another one, as far as both are printed: a month without its day is all of it."""
    first, second = _day(one), _day(two)
    if first is None or second is None or not (first.year and second.year):
        return False
    if not (first.day and second.day):
        first, second = attrs.evolve(first, day=0), attrs.evolve(second, day=0)
    return first < second


def _day(text: str) -> _Day | None:
    found = _DATE.match(text.strip())
    if found is None:
        return None
    month = int(found["m"])
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        return None
    return _Day(int(found["y"] or 0), month, int(found["d"] or 0))


def _impossible(text: str) -> str:
    for found in re.finditer(
        r"(?:(?P<y>[12][0-9]{3})\s*年\s*)?(?P<m>[0-9]{1,2})\s*月\s*(?P<d>[0-9]{1,2})\s*日", text
    ):
        month, day = int(found["m"]), int(found["d"])
        if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
            continue
        most = _DAYS[month - 1]
        if month == 2 and found["y"]:  # noqa: PLR2004 - February
            year = int(found["y"])
            most = 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
        if day > most or day == 0:
            return found.group()
    return ""
