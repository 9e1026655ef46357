"""A paragraph of a yearly report that begins with another year than all the others: what was left of the last report.

2022 年度一般公共预算支出 12,638.69 万元，与上年的…相比, in the final accounts of 2023 whose tables print this very amount.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import evidence_at, evidence_of_words, rule, said
from auditor.checks._slips import MEANT, digits
from auditor.checks._tables import Sheet, header, numeric, repeats, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "year-of-template"
TITLE = {"zh": "年度与本报告年度不一致", "en": "a paragraph is told of another year than the report"}
_BEGINS = re.compile(r"\s*(?P<year>20[0-9]{2})\s*年度")
_SINCE = re.compile(r"[与比较]上年")
_OFTEN = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge paragraphs by the year that the others begin with, and the tables of the year."""
    begun = [(each, found) for each in paragraphs(facts) if (found := _BEGINS.match(each.text))]
    usual = Counter(found["year"] for _, found in begun).most_common(1)
    if not usual or usual[0][1] < _OFTEN:
        return
    year = usual[0][0]
    others = [(each, found) for each, found in begun if found["year"] != year]
    # Reports on several years tell each of them.
    if len(others) != 1 or abs(int(others[0][1]["year"]) - int(year)) != 1:
        return
    paragraph, found = others[0]
    first = next((each for each in paragraph.numbers if each.stated), None)
    if first is None or digits(first.known) <= MEANT or not _SINCE.search(paragraph.text):
        return
    if any(_printed(sheet, first, found["year"]) for sheet in sheets(facts)):
        zh = f"本报告为 {year} 年度，此处却写“{found['year']}年度”，而表中该数为本年度数"
        en = f"the report is of {year}, this paragraph says {found['year']}, and a table prints its amount"
        items = [
            evidence_of_words(paragraph.block, found.start("year"), f"{found['year']}年度", "年度"),
            evidence_at(paragraph.block, first.occurrence, "part"),
        ]
        yield said(rule(NAME, TITLE), zh, en, items)


def _printed(sheet: Sheet, number: Number, year: str) -> bool:
    """Whether a table prints a figure under heads that are not of a year."""
    if year in (sheet.table.caption or ""):
        return False
    return any(
        repeats(number, cell)
        for column in numeric(sheet)
        if year not in header(column) and not re.search("上年|去年", header(column))
        for row in sheet.table.rows
        if (cell := sheet.at(row, column)) is not None
    )
