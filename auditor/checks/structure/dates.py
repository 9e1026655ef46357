"""Days that stand in no possible order, a day that no calendar has, or a number that is no year.

A span that ends before it begins, in one phrase or in one row. What a sentence tells of one day and then of an earlier one. A base day that lies before the year that is
evaluated. Something told as done by a day that lies after the one that the report bears below its title, or where it is
signed: what is planned, promised or due may lie later, and so may what only bounds a period.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import evidence_at, evidence_of_words, rule, said
from auditor.checks.structure._borne import days_borne, told_later
from auditor.checks.structure._columns_of_days import columns_out_of_order, delays_unlike_days
from auditor.checks.structure._columns_of_lengths import lengths_unlike_days
from auditor.checks.structure._evaluated import evaluated_too_early
from auditor.checks.structure._founded import before_founded
from auditor.checks.structure._notices import papers_misdated
from auditor.checks.structure._ofyear import periods_beyond, too_early, year_ends_beyond
from auditor.checks.structure._quarters import months_beyond
from auditor.checks.structure._sequence import days_not_before, days_out_of_order, lies_before
from auditor.checks.structure._spans import reversed_span
from auditor.checks.structure._stages import told_backwards
from auditor.findings import Severity, Verdict
from auditor.report.blocks import BlockKind, NumberKind, occurrences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.blocks import Occurrence

NAME = "dates"
TITLE = {"zh": "日期前后颠倒或不存在", "en": "days stand in no possible order, or there is no such day"}
_DATE = re.compile(
    r"(?:(?P<y>[12][0-9]{3})\s*[年./-]\s*)?(?P<m>[0-9]{1,2})\s*(?:月份?|[./-])\s*(?:(?P<d>[0-9]{1,2})\s*[日号]?)?"
)
_TO = re.compile(r"\s*(?:至|到|—+|–|－|--?|~|～)\s*")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_YEARS = re.compile(
    r"(?P<one>(?:19|20)[0-9]{2})\s*年?\s*(?:至|到|—+|–|－|-|~|～)\s*(?P<two>(?:19|20)[0-9]{2})\s*年"
)
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
_MONTH = re.compile(r"(?P<year>20[0-9]{2})\s*年\s*(?P<month>[0-9]{1,2})\s*月(?:\s*(?P<day>[0-9]{1,2})\s*日)?")
_BASE = re.compile(
    r"基准日[^，,。；;0-9]{0,6}(?P<day>(?P<year>20[0-9]{2})\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日)"
)
_EVALUATED = re.compile(r"对[^。；;]{0,60}?(?P<year>20[0-9]{2})\s*年度?[^。；;]{0,40}?(?:绩效)?评价")
_NO_MONTH = re.compile(r"(?<![0-9])20[0-9]{2}\s?年\s?(?:1[3-9]|[2-9][0-9]|00?)\s?月(?![龄日])")
_UP_TO = re.compile(
    r"\s*(?:起|开始)\s*(?:(?:正式|试)?(?:施行|执行|实施|生效|实行|行))?[，,]?\s*(?:有效期|执行期|试行期)?\s*(?:至|到|—+)\s*"
)
_IN_CELL = re.compile(r"(20[0-9]{2})[-./]([0-9]{1,2})[-./]([0-9]{1,2})")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge spans of time, dates, what stands for a year, work begun and done, base days, and what is told as past."""
    yield from _spans(facts)
    yield from _work(facts)
    yield from _hitherto(facts)
    yield from _base_day(facts)
    yield from _told_as_past(facts)
    yield from _of_year(facts)
    yield from _of_papers(facts)
    yield from _founded(facts)


def _founded(facts: Facts) -> Iterator[Outcome]:
    """Judge what is told of a body by the year of its founding."""
    for paragraph in paragraphs(facts):
        for (start, year), (at, other) in before_founded(paragraph.text):
            block = paragraph.block
            items = [evidence_of_words(block, *each, "年份") for each in ((start, year), (at, other))]
            if int(year) <= int(other):
                yield said(rule(NAME, TITLE), "", "", items, Verdict.EXACT)
                continue
            zh = f"始建于 {year} 年，而 {other} 年已有变更"
            yield said(rule(NAME, TITLE), zh, f"founded in {year}, and changed in {other}", items)


@records.frozen(order=True)
class _Date:
    year: int
    month: int
    day: int


def _spans(facts: Facts) -> Iterator[Outcome]:
    """Judge every span of time that one phrase or one row states, every date, and what stands for a year."""
    yield from _rows(facts)
    info = rule(NAME, TITLE)
    for block in facts.report.blocks:
        for one, two in itertools.pairwise(
            each for each in block.occurrences if each.kind is NumberKind.DATE
        ):
            between = block.text[one.span.end : two.span.start]
            if _UP_TO.fullmatch(between) and lies_before(two, one):
                zh = f"“{one.text}{between}{two.text}”起始日期晚于截止日期"
                en = f"'{one.text}{between}{two.text}' begins after it ends"
                yield said(info, zh, en, [evidence_at(block, two), evidence_at(block, one)])
        for cell in block.cells:
            if (found := _IN_CELL.fullmatch(cell.text.strip())) and _impossible(
                f"{found[1]}年{int(found[2])}月{int(found[3])}日"
            ):
                place = evidence_of_words(block, cell.span.start, cell.text.strip(), "日期")
                zh, en = f"没有“{cell.text.strip()}”这一天", f"there is no such day as {cell.text.strip()}"
                yield said(attrs.evolve(info, level=Severity.WARNING), zh, en, [place])
        for found in _NO_MONTH.finditer(block.text) if block.kind is not BlockKind.FURNITURE else ():
            place = evidence_of_words(block, found.start(), found.group(), "日期")
            zh, en = f"没有“{found.group()}”", f"there is no such month as {found.group()}"
            yield said(attrs.evolve(info, level=Severity.WARNING), zh, en, [place])
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
        days = [_date(part) for part in parts] if len(parts) > 1 else [_date(text)]
        if wrong := _impossible(text):
            yield said(
                attrs.evolve(info, level=Severity.WARNING),
                f"没有“{wrong}”这一天", f"there is no such day as {wrong}", [evidence_at(block, item)],
            )  # fmt: skip
            continue
        first, last = days[0], days[-1]
        if reversed_span(text, block.text[: item.span.start], block.text[item.span.end :]):
            zh = f"“{text}”起始日期晚于截止日期"
            yield said(info, zh, f"'{text}' begins after it ends", [evidence_at(block, item)])
            continue
        if first is None or last is None:
            continue
        if last.year == 0:
            last = attrs.evolve(last, year=first.year)
        if first.year and first.month and last < first:
            zh = f"“{text}”起始日期晚于截止日期"
            yield said(info, zh, f"'{text}' begins after it ends", [evidence_at(block, item)])


def _rows(facts: Facts) -> Iterator[Outcome]:
    """Judge rows of tables that print when a thing began and when it was done."""
    for block in facts.report.blocks:
        for find in (columns_out_of_order, delays_unlike_days, lengths_unlike_days) if block.cells else ():
            for each in find(block):
                yield said(rule(NAME, TITLE), each.zh, each.en, each.evidence)


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


def _date(text: str) -> _Date | None:
    found = _DATE.match(text.strip())
    if found is None:
        return None
    month = int(found["m"])
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        return None
    return _Date(int(found["y"] or 0), month, int(found["d"] or 0))


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


def _work(facts: Facts) -> Iterator[Outcome]:
    """Judge the days that a sentence tells one behind the other."""
    for block in facts.report.blocks:
        for one, two in days_out_of_order(block):
            between, behind = block.text[one.span.end : two.span.start], block.text[two.span.end :]
            if told_backwards(re.split("[，,]", between)[0], re.split("[，,。；;]", behind)[0]):
                continue
            zh = f"{two.text}的事项写在 {one.text} 的事项之后，日期却早于它"
            en = f"what is told of {two.text} follows what is told of {one.text}, and lies before it"
            # Without its year the second day may be one of the next.
            level = Severity.ERROR if _MONTH.match(two.text.strip()) else Severity.WARNING
            yield said(rule(NAME, TITLE, level), zh, en, [evidence_at(block, two), evidence_at(block, one)])


def _hitherto(facts: Facts) -> Iterator[Outcome]:
    """Judge the days that a sentence tells as of before another one."""
    for block in facts.report.blocks:
        for one, two in days_not_before(block):
            zh = f"写在 {one.text} “此前”的 {two.text} 晚于它"
            en = f"{two.text} is told as of before {one.text}, and lies behind it"
            items = [evidence_at(block, one), evidence_at(block, two)]
            yield said(rule(NAME, TITLE, Severity.WARNING), zh, en, items)


def _base_day(facts: Facts) -> Iterator[Outcome]:
    """Judge the base day by the year that its paragraph says is evaluated."""
    for paragraph in paragraphs(facts):
        for found in _BASE.finditer(paragraph.text):
            told = {each["year"] for each in _EVALUATED.finditer(paragraph.text[: found.start()])}
            # What a paragraph of its own says of the base day is of the one year that the report evaluates.
            told = told or {
                each["year"] for one in paragraphs(facts) for each in _EVALUATED.finditer(one.text)
            }
            if len(told) != 1:
                continue
            year = told.pop()
            item = evidence_of_words(paragraph.block, found.start("day"), found["day"], "基准日")
            if found["year"] >= year:
                yield said(rule(NAME, TITLE), "", "", [item], Verdict.EXACT)
                continue
            day = re.sub(r"\s", "", found["day"])
            zh = f"被评价的是 {year} 年度，评价基准日却写“{day}”"
            en = f"{year} is evaluated, and the base day is {day}"
            yield said(rule(NAME, TITLE), zh, en, [item])


def _told_as_past(facts: Facts) -> Iterator[Outcome]:
    """Judge what the text tells as done by the day that the report bears."""
    for block, item, until, day, signed in told_later(facts.report.blocks):
        shown = f"{day[0]}年{day[1]}月" + (f"{day[2]}日" if day[2] else "")
        zh = f"{'截至' if until else ''}“{item.text}”的情况晚于报告日期 {shown}"
        en = f"the report of {shown} tells what was done {'by' if until else 'on'} {item.text}"
        level = Severity.ERROR if until else Severity.WARNING
        # Either of the two may be wrong.
        own = [evidence_at(signed, each) for each in signed.occurrences if each.kind is NumberKind.DATE]
        yield said(rule(NAME, TITLE, level), zh, en, [evidence_at(block, item), *own[:1]])


def _of_papers(facts: Facts) -> Iterator[Outcome]:
    """Judge days by the years that the numbers of papers bear, and months by the quarters they are told of."""
    for block, start, day, year in papers_misdated(facts.report.blocks):
        zh = f"“{day}”与 {year} 年的文号不符"
        en = f"{day} does not go with the paper, whose number is of {year}"
        item = evidence_of_words(block, start, day, "日期")
        yield said(rule(NAME, TITLE, Severity.WARNING), zh, en, [item])
    for each in months_beyond(facts.report.blocks):
        zh = f"“{each.name}”写作“{each.shown}”，超出该时段"
        en = f"'{each.name}' is told to be {each.shown}, which goes beyond it"
        item = evidence_of_words(each.block, each.start, each.shown, "时段")
        yield said(rule(NAME, TITLE, Severity.WARNING), zh, en, [item])


def _of_year(facts: Facts) -> Iterator[Outcome]:
    """Judge the day of the report by the year it is of, and the period it tells of by the day up to which its data go."""
    blocks = facts.report.blocks
    for block, start, span, end in periods_beyond(blocks):
        zh, en = f"时段写“{span}”，数据却止于 {end}", f"the period is {span}, and the data end on {end}"
        yield said(rule(NAME, TITLE), zh, en, [evidence_of_words(block, start, span, "时段")])
    for block, work, of in evaluated_too_early(blocks):
        zh = f"被评价的是 {of} 年全年，评价却写在 {work.text}"
        en = f"all of {of} is evaluated, and the evaluation is dated {work.text}"
        yield said(rule(NAME, TITLE, Severity.WARNING), zh, en, [evidence_at(block, work)])
    borne = days_borne(blocks)
    for block, start, shown in year_ends_beyond(blocks, max((day for day, _ in borne), default=None)):
        zh = f"报告所述年度止于上一年末，却写“{shown}”的数据"
        en = f"the report is of the year before {shown}, and tells what there was by then"
        yield said(rule(NAME, TITLE), zh, en, [evidence_of_words(block, start, shown, "时点")])
    if not borne:
        return
    day, block = max(borne, key=lambda each: each[0])
    if (year := too_early(blocks, day)) is not None:
        item = evidence_of_words(block, 0, block.text.strip(), "报告日期")
        zh = f"报告所述为 {year} 年全年，落款日期却是 {block.text.strip()}"
        en = f"the report tells of all of {year}, and is dated {block.text.strip()}"
        yield said(rule(NAME, TITLE), zh, en, [item])
