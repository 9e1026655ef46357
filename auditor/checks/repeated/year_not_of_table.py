"""A figure that the text tells of another year than the table that prints it.

截至 2022 年末参保人数 5,286,413 人, and the total of 表 1 2023 年末参保情况 is 5,286,413: numbers of so many digits are not
alike in two years. A table that prints several years, or an earlier one beside its own, is not asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.checks.common.slips import digits
from auditor.checks.common.tables import Sheet, header, numeric, same_value, sheets
from auditor.checks.common.words import overlap
from auditor.report.blocks import NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.blocks import Occurrence
    from auditor.report.model import Row

NAME = "year-not-of-table"
TITLE = {"zh": "正文所称年份与表格年份不一致", "en": "the text tells a figure of another year than its table"}
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?=\s*年)")
_OTHER = re.compile(r"上年|去年|年初|期初|同期|累计|[12][0-9]{3}")
_OF_TIME = re.compile(r"(?:19|20)[0-9]{2}\s*年(?:末|底|度)?")
_ALL = re.compile(r"全[国省市县区州镇乡旗盟院校]")
_LONG = 5
_CLOSE = 8


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge figures that stand behind a year and are the total of a table of one year."""
    tables = [(sheet, year) for sheet in sheets(facts) if (year := _year(sheet))]
    for paragraph in paragraphs(facts):
        for number in paragraph.numbers:
            time = _time(paragraph, number)
            if time is None or number.stated is None or digits(number.known) < _LONG:
                continue
            outcome = _judged(number, time, tables)
            if outcome is not None:
                yield outcome


def _year(sheet: Sheet) -> str:
    """Return the one year that a table's caption names, empty where the table may hold others."""
    years = set(_YEAR.findall(sheet.table.caption or ""))
    if len(years) != 1 or _whole(sheet) is None or sheet.block is None:
        return ""
    return "" if any(_OTHER.search(header(each)) for each in sheet.table.columns) else years.pop()


def _whole(sheet: Sheet) -> Row | None:
    """Return the row of the whole: the one total, or the one row that is called 全市."""
    rows = sheet.totals or tuple(row for row in sheet.table.rows if _ALL.fullmatch(row.label or row.name))
    return rows[0] if len(rows) == 1 else None


def _time(paragraph: Paragraph, number: Number) -> Occurrence | None:
    """Return the time that a number is the first to stand behind."""
    behind = [
        item
        for item in paragraph.block.occurrences
        if item.span.end <= number.occurrence.span.start and item.kind in {NumberKind.DATE, NumberKind.FIGURE}
    ]
    if (
        not behind
        or behind[-1].kind is not NumberKind.DATE
        or not _OF_TIME.fullmatch(behind[-1].text.strip())
    ):
        return None
    between = paragraph.text[behind[-1].span.end : number.occurrence.span.start]
    return None if re.search(r"[。；;]", between) or number.sign or number.depth else behind[-1]


def _judged(number: Number, time: Occurrence, tables: Sequence[tuple[Sheet, str]]) -> Outcome | None:
    told = _YEAR.findall(time.text)[0]
    for sheet, year in tables:
        near = sheet.block is not None and 0 < sheet.block.index - number.block.index <= _CLOSE
        named = overlap(number.name, sheet.table.caption or "")
        if told == year or not near or named < 2:  # noqa: PLR2004 - one character names nothing
            continue
        whole = _whole(sheet)
        cells = [sheet.at(whole, column) for column in numeric(sheet) if whole is not None]
        if any(
            cell is not None and cell.unit.dimension == number.dimension and same_value(number.known, cell)
            for cell in cells
        ):
            zh = f"正文称“{time.text}”{number.occurrence.text}，而“{sheet.title}”中该数为 {year} 年的合计"
            en = f"the text tells {number.occurrence.text} of {told}, and '{sheet.title}' is of {year}"
            items = [evidence_at(number.block, time), evidence_at(number.block, number.occurrence)]
            return said(rule(NAME, TITLE), zh, en, items)
    return None
