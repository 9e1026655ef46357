"""A span of time that ends before it begins, a day that no calendar has, or a number that is no year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks._relations import evidence_at, rule, said
from auditor.findings import Evidence, Severity
from auditor.report.blocks import BlockKind, NumberKind, occurrences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.blocks import Occurrence

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


# A number before 年 that is no year may be a span of years; before 年度 or a month it is a wrong year.
_OF_YEAR = re.compile(
    r"\s{0,3}年(?:(?P<part>[度底末初])|\s{0,3}(?P<month>[0-9]{1,2}\s{0,3}月))?(?![均限份级])"
)
_SPAN_OF_YEARS = re.compile(r"^\s{0,3}年(?:度?以|多|余|来|前|后|的?历史|文明|古|期|内|一遇)")
# Behind a word that opens a date a sign is no dash: 为 -2023年1月.
_SIGN = re.compile(r"[为自从于至到]\s{0,2}[-–]$")
# 指标1 and 2021年11月, with nothing left between two cells.
_GLUED = re.compile(r"(?:指标|任务|目标|措施|项目|内容|事项)[1-9](?:19|20)[0-9]{2}$")
_LAST_YEAR = 2100
_WHOLE = re.compile(r"[12][0-9]{3}\s{0,3}年\s{0,3}[0-9]{1,2}\s{0,3}月")
_USUAL = 5
_LEN = 4


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every span of time that one phrase or one row states, every date, and what stands for a year."""
    yield from _rows(facts)
    info = rule(NAME, TITLE)
    yield from _years(facts)
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


def _years(facts: Facts) -> Iterator[Outcome]:
    whole = sum(1 for _, item in occurrences(facts.report.blocks) if _WHOLE.match(item.text))
    for block, item in occurrences(facts.report.blocks):
        if block.kind is BlockKind.FURNITURE:
            continue
        if item.kind is NumberKind.DATE and _SIGN.search(block.text[: item.span.start]):
            zh, en = f"日期“{item.text}”前有负号", f"a minus sign stands before the date {item.text}"
            yield said(rule(NAME, TITLE, Severity.NOTE, "medium"), zh, en, [evidence_at(block, item)])
        if item.kind is not NumberKind.FIGURE:
            continue
        found = _OF_YEAR.match(block.text, item.span.end)
        if found is None:
            continue
        # Where all other dates have years of four digits, one of fewer is a slip.
        short = whole >= _USUAL and found["month"] and item.text.isdecimal() and len(item.text) < _LEN
        if not short and not _no_year(block.text, item, found):
            continue
        level = Severity.WARNING if found["month"] and not short else Severity.NOTE
        zh = f"“{item.text}年”不是年份，疑似年份有误"
        en = f"'{item.text}年' is no year: perhaps a slip in it"
        yield said(rule(NAME, TITLE, level, "medium"), zh, en, [evidence_at(block, item)])


def _no_year(text: str, item: Occurrence, found: re.Match[str]) -> bool:
    whole, point, _ = item.text.lstrip("+-–").partition(".")
    if not whole.isascii() or not whole.isdecimal():
        return False
    if _SPAN_OF_YEARS.match(text[item.span.end :]):
        return False
    digits = len(whole)
    if point and "\n" in text[item.span.end : found.end()]:
        return False  # 842.00, and in the next cell 年初结转和结余
    if point and found["part"] and not whole.startswith(("19", "20")):
        return False  # a table of numbers, behind one of which the next row begins with 年底
    if point:
        return digits > 2 or bool(found["part"] or found["month"])  # noqa: PLR2004 - 2.5年 is a span
    if digits == _LEN:
        return int(whole) >= _LAST_YEAR
    if digits == _LEN + 1 and found["month"] and _GLUED.search(text[: item.span.start] + whole):
        return False
    return digits > _LEN or (digits == _LEN - 1 and bool(found["month"]))


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
        r"(?:(?P<y>[12][0-9]{3})\s*年\s*)?(?<![0-9.])(?P<m>[0-9]{1,2})\s*月\s*(?P<d>[0-9]{1,4})\s*日", text
    ):
        month, day = int(found["m"]), int(found["d"])
        if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
            return found.group()
        most = _DAYS[month - 1]
        if month == 2 and found["y"]:  # noqa: PLR2004 - February
            year = int(found["y"])
            most = 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
        if day > most or day == 0:
            return found.group()
    return ""
