"""A paragraph of a yearly report that begins with another year than all the others: what was left of the last report.

2022 年度一般公共预算支出 12,638.69 万元，与上年的…相比, in the final accounts of 2023 whose tables print this very amount.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import evidence_at, evidence_of_words, rule, said
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.common.tables import Sheet, header, numeric, repeats, sheets
from auditor.checks.common.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from auditor.checks.common.numbers import Number, Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "year-of-template"
TITLE = {"zh": "年度与本报告年度不一致", "en": "a paragraph is told of another year than the report"}
_BEGINS = re.compile(r"\s*(?P<year>20[0-9]{2})\s*年度")
_SINCE = re.compile(r"[与比较]上年")
_OF_YEAR = re.compile(r"(20[0-9]{2})\s*年度?[^。；;0-9]{0,24}(?:公报|(?<!预)决算)")
_LAST = re.compile(r"(?:上年|去年)(?:年?末|底)?[^，,。；;]{0,8}$")
_HELD = re.compile(
    r"\s*截[至止]\s*(?P<year>20[0-9]{2})\s*年\s*(?:12\s*月\s*31\s*日|12\s*月底|年?[末底])[，,]?[^，,。；;]{0,12}?(?:共有|拥有|占用|保有|现有)[^，,。；;]{0,8}(?:车辆|公务用车|设备|房屋|资产|用房)"
)
_OFTEN, _TITLES, _SHORTEST = 3, 4, 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge paragraphs by the year that the others begin with, and what is told of the end of another year."""
    yield from _begun(facts)
    if (year := _titled(facts)) is not None:
        yield from _told_again(facts, year)
        yield from _holdings(facts, year)


def _titled(facts: Facts) -> int | None:
    """Return the one year that the title of a bulletin or of accounts names."""
    found = {each for block in facts.report.blocks[:_TITLES] for each in _OF_YEAR.findall(block.text)}
    return int(found.pop()) if len(found) == 1 else None


def _told_again(facts: Facts, year: int) -> Iterator[Outcome]:
    """Judge 2023 年末常住人口 41.37 万人 in a bulletin of 2024 that tells it beside that of 上年末, which is another one."""
    told = [(each, at, number) for each in paragraphs(facts) for at, number in enumerate(each.numbers)]
    called: dict[tuple[str, Fraction], list[tuple[Paragraph, int, Number]]] = {}
    for each, at, now in told:
        if now.stated is not None:
            called.setdefault((stem(now.name), now.stated.printed.value), []).append((each, at, now))
    for paragraph, _, number in told:
        if not re.match(rf"{year - 1}\s*年", number.period) or number.stated is None or number.sign:
            continue
        name = stem(number.name)
        if len(name) < _SHORTEST or digits(number.known) < MEANT or _SINCE.search(number.clause):
            continue
        for other, at, now in called.get((name, number.known.printed.value), ()):
            before = next(iter(other.numbers[at + 1 :]), None)
            if before is None or before.stated is None or now.period == number.period:
                continue
            alike = now.dimension == number.dimension == before.dimension
            if (
                alike
                and _LAST.search(before.before)
                and before.known.printed.value != now.known.printed.value
            ):
                time = str(year - 1)
                start = paragraph.text.rfind(time, 0, number.occurrence.span.start)
                zh = f"本报告为 {year} 年，{number.occurrence.text} 为本年数，此处却写“{time}年”"
                en = f"{number.occurrence.text} is told of {year} elsewhere, and here of {time}"
                items = [
                    evidence_of_words(paragraph.block, start, time, "年度"),
                    evidence_at(paragraph.block, number.occurrence, "part"),
                    evidence_at(other.block, now.occurrence, "part"),
                ]
                yield said(rule(NAME, TITLE), zh, en, items)
                break


def _holdings(facts: Facts, year: int) -> Iterator[Outcome]:
    """Judge 截至 2023 年 12 月 31 日，共有车辆… in the accounts of 2024: what there is, is told of the end of their year."""
    begun = [(each, found) for each in paragraphs(facts) if (found := _HELD.match(each.text))]
    if len({found["year"] for _, found in begun}) != 1:
        return
    for paragraph, found in begun:
        if int(found["year"]) != year - 1 or str(year) in paragraph.text:
            continue
        zh = f"本报告为 {year} 年度，此处却写截至“{found['year']}年”末"
        en = f"the accounts are of {year}, this paragraph tells what there was at the end of {found['year']}"
        items = [evidence_of_words(paragraph.block, found.start("year"), found["year"], "年度")]
        yield said(rule(NAME, TITLE), zh, en, items)


def _begun(facts: Facts) -> Iterator[Outcome]:
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
