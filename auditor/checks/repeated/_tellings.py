"""Every figure that a report tells in words or in a named cell: what it is called, of what time, and what stands around it.

A report tells an indicator's outcome in its summary, its narrative, its form and among its problems, and each time by a
somewhat other name. So that the mentions of one figure can be found, each is kept with its name without the words that
vary, and with its surroundings: what a bare 满意度 is of, the sentence or heading before it says.
"""

from __future__ import annotations

import functools
import sys
from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import TEXT_KINDS, Number, Stated, paragraphs, stated_of
from auditor.checks.common.tables import as_percent, header, plain, sheets
from auditor.checks.common.words import stem
from auditor.numbers import unit_of
from auditor.report.blocks import Block, BlockKind, NumberKind, Occurrence
from auditor.report.conditions import conditions
from auditor.report.pointing import points_back

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.report.model import Row

_AIM = re.compile(
    r"目标|计划|标准|要求|指标值|标杆|预期|应达|力争|确保|任务|不低于|不少于|上年|去年|上一年|同期|平均水平|[以之][上下内]|满分|权重|分值|[超近逾]过?\s*$"
)
"""What says that a figure is an aim, a bound or last year's, and no outcome."""
_AIMED_AT = re.compile(r"[^，,。；;：:]{0,16}(?:目标|任务|计划)[：:]")
_AIMS = re.compile(r"(?:目标|任务|计划|安排|预期|打算)(?:情况|设定|内容|指标)?$")
"""A part headed so tells what was or is to be done."""
DRAFT = re.compile(r"^(?!.*(?:执行|完成)).*预算(?:草案|安排|计划)")
"""A chapter of next year's budget, whose figures are not those of the outturn."""
_CHANGED = re.compile(r"^(?:占比|增长率|变动额)$")
_ACTUAL = re.compile(r"实际|完成(?:情况|值|数)|业绩值|实绩|决算数|评价值")
_NO_OUTCOME = re.compile(r"分|权重|年初|调整|增减|差|序号|偏差|预算|上年|计划|目标|标准|应")
RATE = re.compile(r"(?:率|度|比例|比重|指数|系数)$")
"""How the name of a rate ends: 占比 and 满意 name none."""
_CODE = re.compile(r"^[A-Z][0-9]{0,2}(?:[-.][0-9]{1,2})*")
_FROM = re.compile(r"(?:由|从|\b(?:from|than|versus|against|compared (?:with|to))\s*[$€£]?\s*)$")
_TO = re.compile(r"^[^，,。；;]{0,4}(?:提高|增加|增长|上升|下降|降低|降|减少|调整|调增|调减|升)(?:到|至|为)")
_YEARS = re.compile(r"(?:19|20)[0-9]{2}")
_YEAR = re.compile(r"((?:19|20)[0-9]{2})\s*年")
_TITLES = 3
_NOW = re.compile(
    r"(?:19|20)[0-9]{2}年?(?:末|底|度)?(?:数|决算数?|实际数?|金额|合计)?$|^(?:本年|本期|年末|期末|当年|绝对数|总量|数值|数量|指标值|本年数|年末数)$"
)
_LEADS = re.compile(r"^(?:综合|总体|整体|实际|全部|年度|社会|最终|该|其|本次|此次|项目|部门|单位)+(?=.{3})")
_SAME = (
    (re.compile(r"资金(?=执行率|支出率|使用率)"), "预算"),
    (re.compile(r"预算(?:支出|完成|使用)率|资金使用率"), "预算执行率"),
    (re.compile(r"群众(?=满意)"), "公众"),
)
"""Words of which one is told for another."""
_UNIT = re.compile(r"[（(][%％‰人次元万亿个户件分、/]{1,4}[)）]$")
_OF_WHAT = re.compile(r"(?<=[一-龥]{4})(?:长度|面积|里程|数量|[座户个件场次人]数|人次|册次|规模)$")
"""What a row says that its unit says as well: 维护堤防长度 is told as 维护堤防 121 公里."""
_LAST = re.compile(r"12月[底末]?")
_MARK = re.compile(r"[，,。；;、]")
_ENDS = re.compile(r"[。！？!?；;\n]")
_FUND = re.compile(r"一般公共预算|财政拨款|政府性基金|国有资本经营|财政专户|社会保险基金")
_LEAD = 24
_REACH = 90


def fund_of(words: str, section: Sequence[str]) -> frozenset[str]:
    """Return the funds that an amount is of: those that its own words name, else those that the chapter is about.

    卫生健康支出 is of all funds in one chapter, and of 一般公共预算财政拨款 in the next one.
    """
    return frozenset(_FUND.findall(words) or _FUND.findall("。".join(section)))


def of_one_fund(number: Number, sheet: Sheet) -> bool:
    """Whether an amount and a table are of the same funds, as far as either names any."""
    return fund_of(number.lead, number.block.section) == fund_of(sheet.table.caption or "", sheet.section)


@records.frozen(eq=False, kw_only=True)
class Telling:
    """A figure as one place tells it; `number` is None where a cell does.

    `item` is the number that words tell, `row` what stands before a cell.
    `alone` is false for the cells of a table of many: they bear out what is told, and other checks hold them to it.
    """

    name: str
    core: str
    dimension: str
    period: str
    stated: Stated
    block: Block | None
    section: tuple[str, ...]
    alone: bool = True
    number: Number | None = None
    item: Occurrence | None = None
    row: str = ""

    @property
    def around(self) -> str:
        """Return what is said before it there; few are asked, so it is read when asked for."""
        if self.item is None or self.block is None:
            return plain(self.row)
        return _before(self.block, self.item)

    @property
    def value(self) -> Fraction:
        """Return what it says."""
        return self.stated.printed.value


@functools.lru_cache(maxsize=2)
def tellings(facts: Facts) -> tuple[Telling, ...]:
    """Return the outcomes of this period that the words and the named cells of a report tell, in reading order."""
    main = main_year(facts)
    return (*_told(facts, main), *_form(facts, main), *_cells(facts, main))


def period_of(period: str) -> str:
    """Return the time a figure speaks of: a day is when something was done, and no such time."""
    return "" if "日" in period or _LAST.fullmatch(period) else re.sub(r"年[度末初]?$", "年", period)


@functools.lru_cache(maxsize=4)
def main_year(facts: Facts) -> str:
    """Return the year that a report is of: the one its headings and captions name most, else its figures.

    Sentences may name the year before more often: every comparison does.
    """
    titles = [each.text for each in facts.report.blocks[:_TITLES]]
    titles.extend(
        each.text for each in facts.report.blocks if each.kind in {BlockKind.HEADING, BlockKind.CAPTION}
    )
    for texts in (titles, [number.period for each in paragraphs(facts) for number in each.numbers]):
        years = Counter(year for text in texts for year in set(_YEAR.findall(text)))
        if years:
            return f"{max(years, key=lambda year: (years[year], year))}年"
    return ""


@functools.lru_cache(maxsize=4)
def prints(facts: Facts) -> Counter[tuple[str, Fraction]]:
    """Count how often each value is printed, whatever its label; under `any` whatever it counts."""
    found: Counter[tuple[str, Fraction]] = Counter()
    for figure, mention in facts.report.mentions():
        printed = facts.steps.printed(figure, mention)
        if printed is not None and not printed.numeral.blank:
            dimension = unit_of(figure.unit_at(mention)).dimension
            found[dimension, printed.value] += 1
            if not dimension.startswith(("ratio", "money")):
                found["any", printed.value] += 1
    return found


def printed(facts: Facts, stated: Stated) -> int:
    """Return how often the document prints a value, as what it is or as a number without a unit."""
    found = prints(facts)
    value, dimension = stated.printed.value, stated.unit.dimension
    bare = stated.printed.numeral.value
    without = found["number", bare] if dimension != "number" else 0
    if bare != value:
        return max(found[dimension, value], found["any", value]) + without
    return max(found[dimension, value] + without, found["any", value])


def core_of(name: str) -> str:
    """Return a name without the words that vary, and with one word where several are told for one another."""
    core = _CODE.sub("", plain(name))
    for pattern, word in _SAME:
        core = pattern.sub(word, core)
    core = _LEADS.sub("", stem(core))
    return _OF_WHAT.sub("", core)


def starts(number: Number) -> bool:
    """Whether a figure is what something was before: 由 86.93% 提高到 89.31%."""
    return _FROM.search(number.clause) is not None or _TO.search(number.after) is not None


def condition_of(number: Number) -> str:
    """Return the condition that a figure is told under, or an empty text: 扣除购置因素后，“三公”经费支出 55.82 万元.

    What is told under one is another figure than what bears its name without it.
    """
    found = conditions(number.lead)
    return plain(found[-1]) if found else ""


def _told(facts: Facts, main: str) -> Iterator[Telling]:
    for paragraph in paragraphs(facts):
        section = paragraph.block.section
        if (
            paragraph.block.tells_aims
            or any(map(_AIMS.search, section[-1:]))
            or any(map(DRAFT.search, section))
        ):
            continue
        for number in paragraph.numbers:
            label = number.occurrence.label
            if label is None or number.stated is None or number.sign or number.in_ratio:
                continue
            if number.dimension == "points" or _CHANGED.match(label.name) or label.name == label.basis:
                continue
            if (
                points_back(label.name)
                or "分别" in number.clause
                or any(
                    map(
                        _AIM.search,
                        (number.clause, label.text, number.period, _MARK.split(number.after[:6])[0]),
                    )
                )
            ):
                continue
            # A number that borrowed its unit, and numbers in a row: a line of a table that was not read as one.
            if (number.is_share and number.occurrence.unit_lent) or not (
                number.after.strip() or number.occurrence.unit
            ):
                continue
            if starts(number) or _AIMED_AT.match(number.lead) or condition_of(number):
                continue
            core = core_of(label.name)
            if len(core) > 1:
                yield Telling(
                    name=label.name,
                    core=core,
                    dimension=number.dimension,
                    period=period_of(number.period) or main,
                    stated=number.known,
                    block=number.block,
                    section=number.block.section,
                    number=number,
                    item=number.occurrence,
                )


def _before(block: Block, item: Occurrence) -> str:
    """Return what a place says before a number: the heading, how the paragraph begins, and the sentence so far."""
    text = block.text
    start = item.span.start
    told = _ENDS.split(text[max(0, start - _REACH) : start])[-1]
    lead = _ENDS.split(text[:_LEAD])[0]
    head = block.section[-1] if block.section else ""
    return plain(f"{head}。{lead if lead not in told else ''}。{told}")


def _form(facts: Facts, main: str) -> Iterator[Telling]:
    """Tell what the words in the cells of a form say: 5.公众满意度 90.27%. Of two told by one name the first is the aim."""
    for block in facts.report.blocks:
        if block.kind in TEXT_KINDS or block.tells_aims or not block.occurrences:
            continue
        last: dict[str, Telling | None] = {}
        for item in block.occurrences:
            if item.kind is not NumberKind.FIGURE or item.location.col is not None or item.key is None:
                continue
            label = item.label
            if label is None or item.sign or _CHANGED.match(label.name):
                continue
            core = core_of(label.name)
            stated = _own(facts, item)
            if stated is None or _AIM.search(block.text[item.span.end : item.span.end + 4]):
                last.setdefault(core, None)
                continue
            before = core in last
            told = Telling(
                name=label.name,
                core=core,
                dimension=stated.unit.dimension,
                period=period_of(label.period) or main,
                stated=stated,
                block=block,
                section=block.section,
                item=item,
            )
            last[core] = told if before or _headed(block, item) else None
        yield from (each for each in last.values() if each is not None)


def _headed(block: Block, item: Occurrence) -> bool:
    """Whether the cell that a number stands in is headed as an outcome."""
    if block.kind is not BlockKind.TABLE:
        return False
    own = next((each for each in block.cells if each.span.start <= item.span.start < each.span.end), None)
    if own is None:
        return False
    above = [each for each in block.cells if each.column == own.column and each.row < own.row]
    return bool(above) and _ACTUAL.search(above[-1].text) is not None


def _own(facts: Facts, item: Occurrence) -> Stated | None:
    figure = facts.report.figures.get(item.key or "")
    if figure is None:
        return None
    found = (stated_of(facts, figure, each) for each in figure.mentions if each.location == item.location)
    return next((each for each in found if each is not None), None)


def _cells(facts: Facts, main: str) -> Iterator[Telling]:
    for sheet in sheets(facts):
        for row in sheet.table.rows:
            yield from _row(sheet, row, main)


def _row(sheet: Sheet, row: Row, main: str) -> Iterator[Telling]:
    label = row.label or row.name
    one = len(sheet.columns) == 1
    before = f"{sheet.table.caption or ''}。{label}"
    for column in sheet.columns:
        cell, head = sheet.at(row, column), _UNIT.sub("", plain(header(column)))
        if cell is None or _AIM.search(head) or _other_year(head, main):
            continue
        value = as_percent(cell, head, label)
        outcome = (one or _ACTUAL.search(head) is not None) and not _NO_OUTCOME.search(head)
        if row in sheet.totals:
            core = core_of(head) if RATE.search(head) else ""
        elif RATE.search(head):
            core = core_of(label) + core_of(head)
        elif outcome or _NOW.search(head):
            core = core_of(re.sub(r"[（(][^（）()]*[)）]$", "", label))
        else:
            continue
        if len(core) > 1:
            yield Telling(
                # The tables of a long draft have the same few rows and heads again and again.
                name=sys.intern(f"{label}{head}"),
                core=sys.intern(core),
                dimension=value.unit.dimension,
                period=main,
                stated=value,
                block=sheet.block,
                section=sheet.section,
                row=before,
                alone=outcome and row not in sheet.totals and not RATE.search(head),
            )


def _other_year(head: str, main: str) -> bool:
    years = _YEARS.findall(head)
    return bool(years) and bool(main) and main[:4] not in years
