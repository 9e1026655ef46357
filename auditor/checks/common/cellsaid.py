"""The cell of a table that words before a number name by its row and by the head of its column.

石门乡执行率只有 87.00%: the row 石门乡, and of its cells the one below 预算执行率. 受理民事监督案件 146 件，办结 133 件: what goes on without
a row of its own is of the row named last, where its words are nothing but a head. The words have to be the head, but for what
every table leaves out (支出决算为 for 决算数), so that 计划, 上年 and 调整 are never taken for one another.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.measures import measure_of, says_measure
from auditor.checks.common.nearby import Nearby
from auditor.checks.common.numbers import Stated
from auditor.checks.common.prices import priced_like
from auditor.checks.common.saidwords import CLAUSE, UNIT, YEARS, last_words, measure, words_said
from auditor.checks.common.tables import (
    SHORTEST_LABEL,
    Sheet,
    as_percent,
    corner,
    counted_like,
    drafted,
    header,
    numeric,
    plain,
    same_value,
    sheets,
)
from auditor.report.blocks import NumberKind
from auditor.report.model import Column, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.checks.common.numbers import Number, Paragraph
    from auditor.evaluation.facts import Facts

_END = re.compile(r"[。！？!?；;\n]")
_YEAR_NUMBERS = re.compile(r"(?:19|20)[0-9]{2}(?=年)")
_MOST = re.compile(r"最[高低多少大小长短]的[是为]?$")
_ITEM = re.compile(
    r"^(?:其中[:：]?|#|[（(]?[0-9一二三四五六七八九十]+[）)]|[0-9一二三四五六七八九十]+[.、])+"
)
_OTHER = re.compile(
    r"全[国省市区县州旗镇乡校院局街]|合计|总计|共计|小计|其余|其他|其它|另|其中|平均|人均|户均|每|分别|各|均|除|所有|两者|前[一二三四五六0-9]"
)
"""Words that lead away from the row named before."""
_MOVED = re.compile(
    r"上年|去年|上期|同期|较|比(?![例重率])|(?<!新)增|减|下降|上升|高于|低于|超过|目标|不低于|不少于|[由从]$|将|拟|力争|预计|应"
)
"""Words of a change, of another time, or of what is aimed at."""
_TWO = re.compile(r"^(?:[和与及、等]|以及)|^[^，,。]{0,3}[和与]")
_SPAN = re.compile(r"[一二两三四五六七八九十]年|(?<![0-9])[0-9]年|期间|以来")
"""Words of more years than one."""
_GENERIC = re.compile(r"^(?:支出|收入|资金|项目|投资|经费|工程|案件|机构|业务|任务|本级)$")
_UNTOLD = re.compile(
    r"得分|权重|分值|占|比[重例]|[增减差]|变动|变化|同比|环比|计划|预算|目标|指标值|年初|上年|均|标准"
)
"""Heads of what a row's bare name never says."""
_EARLIER = re.compile(r"上年|去年|上期|期初")
_ALL = re.compile(r"合计|总计|小计|共计|全[国省市区县州旗镇乡校院局街]")
_NAMELESS = re.compile(
    r"^(?:其他|其它|合计|总计|小计|全[市县省区]|年[度份]|季度|月份|序号|类别|科目|名称|指标|[0-9.,%]+)$"
)
_PART_OF_YEAR = re.compile(r"(?<![0-9])(?:[1-9]|1[01])\s*月|季度|半年|旬")
_OPENS = re.compile(r"(?:^|[。；;]|截[至止]到?)\s*$")
_HALF = str.maketrans("（）", "()")
"""Brackets as tables print them."""
_NEAR = 60
_LONG = 3


@records.frozen(eq=False)
class CellSaid:
    """A cell that words name, and how: in the words of the number's own clause, or by the row that goes on."""

    sheet: Sheet
    row: Row
    column: Column
    value: Stated
    own: bool
    headed: bool
    """Whether the words name the head of the column, too, and not its row alone."""


@records.frozen(eq=False)
class Label:
    """A label of a row, where it stands in a text."""

    start: int
    end: int
    text: str


class Labels:
    """Labels of rows, found in a text by their first two characters."""

    def __init__(self, tables: Sequence[Sheet]) -> None:
        places: dict[str, list[tuple[Sheet, Row]]] = {}
        for sheet in tables:
            first = _first_labels(sheet)
            for row in sheet.table.rows:
                if row in sheet.totals and _ALL.search(plain(row.label or row.name)):
                    continue
                for name in {label_of(row), first.get(row.name, "")}:
                    if (
                        len(name) >= SHORTEST_LABEL
                        and re.search("[一-龥]{2}", name)
                        and not _NAMELESS.match(name)
                    ):
                        places.setdefault(name, []).append((sheet, row))
        self.places = {name: Nearby(found, lambda each: each[0]) for name, found in places.items()}
        self._begun: dict[str, list[str]] = {}
        for name in sorted(self.places, key=len, reverse=True):
            self._begun.setdefault(name[:2], []).append(name)

    def beginning(self, name: str) -> list[str]:
        """Return the one label that a name is the beginning, else the end of: 老旧货车 for 老旧货车淘汰, 助餐 for 老年助餐."""
        if len(name) < SHORTEST_LABEL:
            return []
        for fits in (str.startswith, str.endswith):
            found = [each for each in self.places if fits(each, name)]
            if found:
                return found if len(found) == 1 else []
        return []

    def found(self, text: str) -> list[Label]:
        """Return the labels that stand in a text, the longest at each place."""
        found: list[Label] = []
        end = 0
        for at in range(len(text) - 1):
            begun = self._begun.get(text[at : at + 2])
            if begun is None or at < end:
                continue
            name = next((each for each in begun if text.startswith(each, at)), None)
            if name is not None:
                end = at + len(name)
                found.append(Label(at, end, name))
        return found


def _first_labels(sheet: Sheet) -> Mapping[str, str]:
    """Return what stands first in each row, where the labels beside it are classes that several rows share: 青云线 | 县道."""
    labels = [row.label or row.name for row in sheet.details]
    if sheet.block is None or len(set(labels)) == len(labels):
        return {}
    rows = {cell.row: cell.location.row for cell in sheet.block.cells if cell.location.row}
    first = {rows[cell.row]: cell.text for cell in sheet.block.cells if not cell.column and cell.row in rows}
    names = {name: _ITEM.sub("", plain(text)).translate(_HALF) for name, text in first.items() if name}
    told = list(names.values())
    # 2022 年度 | 甲县, and blank | 乙县 below it: what stands first heads a group of rows, and is none of them.
    if not all(names.get(row.name) for row in sheet.details):
        return {}
    return {name: text for name, text in names.items() if told.count(text) == 1}


@functools.lru_cache(maxsize=4)
def labels_of(facts: Facts) -> Labels:
    """Return the labels of the rows of a report's tables."""
    return Labels([each for each in sheets(facts) if each.values and each.block is not None])


def of_part_of_year(number: Number, sheet: Sheet) -> bool:
    """Whether a figure is told of a month or a half year that its table does not name: 截至 6 月底，白塔镇使用 185.40 万元."""
    heads = "".join(header(each) for each in sheet.columns)
    period = number.period if _goes_on(number) else ""
    told = _PART_OF_YEAR.search(f"{period} {number.clause}")
    return told is not None and _PART_OF_YEAR.search(f"{sheet.table.caption or ''}{heads}") is None


def _goes_on(number: Number) -> bool:
    """Whether the time that was told last is still that of a figure: 截至 6 月底 goes on behind its sentence, 系 5 月至 7 月停业 does not."""
    text, start = number.block.text, number.occurrence.span.start
    dates = [
        each for each in number.block.occurrences if each.kind is NumberKind.DATE and each.span.end <= start
    ]
    last = max(dates, key=lambda each: each.span.start, default=None)
    if last is None or not _END.search(text, last.span.end, start):
        return True
    return _OPENS.search(text[: last.span.start]) is not None


def rows_named(facts: Facts, words: str) -> frozenset[str]:
    """Return the labels of rows that stand in some words."""
    return frozenset(each.text for each in labels_of(facts).found(re.sub(r"\s", "", words).translate(_HALF)))


@functools.lru_cache(maxsize=4096)
def label_of(row: Row) -> str:
    """Return what a row is called, without its number and the unit behind it."""
    return UNIT.sub("", _ITEM.sub("", plain(row.label or row.name))).translate(_HALF)


def cells_said(facts: Facts, paragraph: Paragraph, number: Number) -> Sequence[CellSaid]:
    """Return the cells that words before a number name: one of each table that has such a row and column."""
    labels = labels_of(facts)
    if number.stated is None or number.sign or not labels.places or number.in_ratio:
        return ()
    block = paragraph.block
    sentence = number.told or _END.split(block.text[: number.occurrence.span.start])[-1]
    told = re.sub(r"\s", "", sentence).translate(_HALF)
    own = last_words(told)
    found = labels.found(told)
    if not found:
        return _below(labels, paragraph, number, own)
    last = found[-1]
    mine = last.start >= len(told) - len(own)
    words = told[last.end :] if mine else own
    if _MOVED.search(own) or _EARLIER.search(number.period):
        return ()
    if mine:
        lead = own[: last.start - (len(told) - len(own))]
        if any(each.start >= len(told) - len(own) for each in found[:-1]) or _TWO.match(words):
            return ()
        if _OTHER.search(words) or _OTHER.search(lead.removeprefix("其中")) or _SPAN.search(lead):
            return ()
        return list(_named(labels.places[last.text], number, (words_said(lead), words_said(words)), own=True))
    heads = {
        measure(header(each))
        for sheet, _ in labels.places[last.text].near(block.index, _NEAR)
        for each in numeric(sheet)
    }
    # 公益性岗位补贴最多，为 a 万元，人均补贴 b 元: the head of a column leads nowhere else.
    between = told[last.end : told.rfind(own) if words_said(words) in heads else len(told)]
    if _OTHER.search(between) or _TWO.match(between) or _MOVED.search(between):
        return ()
    if told.count("（") + told.count("(") == told.count("）") + told.count(")") and re.search(
        r"[）)]", told[last.end :]
    ):
        return ()  # what brackets speak of ends with them
    # 桥梁检测服务 is another thing than the row 服务.
    lead = words_said(_MOST.sub("", CLAUSE.split(told[: last.start])[-1]))
    if lead and lead not in heads:
        return ()
    # A和B: of both.
    if len(found) > 1 and re.fullmatch(r"[和与及、]|以及", told[found[-2].end : last.start]):
        return ()
    return list(_named(labels.places[last.text], number, ("", words_said(words)), own=False))


def _below(labels: Labels, paragraph: Paragraph, number: Number, own: str) -> Sequence[CellSaid]:
    """Return the cells of the row that heads a paragraph: 2.卫生健康支出。支出决算为 169.83 万元."""
    lead = _END.split(paragraph.text)[0]
    name = _ITEM.sub("", plain(lead))
    if name not in labels.places and paragraph.block.section:
        name = _ITEM.sub("", plain(paragraph.block.section[-1]))
    if (
        name not in labels.places
        or _OTHER.search(own)
        or _MOVED.search(own)
        or _EARLIER.search(number.period)
    ):
        return ()
    if not (said := words_said(own)):
        return ()
    return list(_named(labels.places[name], number, ("", said), own=False))


def _named(
    places: Nearby[tuple[Sheet, Row]], number: Number, words: tuple[str, str], *, own: bool
) -> Iterator[CellSaid]:
    for sheet, row in places.near(number.block.index, _NEAR):
        if drafted(sheet.section) != drafted(number.block.section) or of_part_of_year(number, sheet):
            continue
        cells = list(_cells(sheet, row, number))
        if not own or any(words):
            headed = [each for each in cells if _heads(each[0], words, sheet, row)]
            exact = [each for each in headed if measure(header(each[0])) in words]
            # 第四季度支出, where 当季支出 prints it: what 累计支出 prints is not meant, whichever head is shorter.
            ending = [
                each
                for each in cells
                if any(word and plain(header(each[0])).endswith(word) for word in words)
            ]
            printed = [each for each in ending if same_value(number.known, each[1])]
            named = _of_time(exact or headed or _measured(cells, "".join(words)), number)
            named = named or (() if words[0] else _counted(cells, number, words[1]))
            named = printed if len(printed) == 1 else named
        else:
            named = _of_time([each for each in cells if not _UNTOLD.search(header(each[0]))], number)
        if len(named) == 1 and not _to_date(cells, named[0], "".join(words)):
            yield CellSaid(sheet, row, *named[0], own=own, headed=any(words))


def _measured(cells: Sequence[tuple[Column, Stated]], words: str) -> Sequence[tuple[Column, Stated]]:
    """Return the cells below a head that is another word for what the words say, and say alone: 支出 for 决算数."""
    kind, summed = says_measure(words), "累计" in words
    named = [(header(each[0]), each) for each in cells]
    return [each for head, each in named if kind and measure_of(head) == kind and ("累计" in head) is summed]


def _to_date(cells: Sequence[tuple[Column, Stated]], named: tuple[Column, Stated], words: str) -> bool:
    """Whether a cell is what was spent to date, beside what was in the quarter: which of them is told the words do not say."""
    head = header(named[0])
    return (
        "累计" in head
        and "累计" not in words
        and any(
            each is not named
            and "累计" not in header(each[0])
            and each[1].unit.dimension == named[1].unit.dimension
            for each in cells
        )
    )


def _counted(
    cells: Sequence[tuple[Column, Stated]], number: Number, words: str
) -> Sequence[tuple[Column, Stated]]:
    """Return the one cell of a number's own unit, which no money is, where the words say little: 婚姻档案 49.9 万页."""
    own = number.dimension.startswith(("count:", "measure:"))
    return cells if own and len(cells) == 1 and len(words) <= _LONG and not _UNTOLD.search(words) else ()


def _cells(sheet: Sheet, row: Row, number: Number) -> Iterator[tuple[Column, Stated]]:
    for column in numeric(sheet):
        if (cell := cell_like(sheet, row, column, number)) is not None:
            yield column, cell


def cell_like(sheet: Sheet, row: Row, column: Column, number: Number) -> Stated | None:
    """Return what a cell prints as a figure of the number's kind, None where it is of another."""
    cell = sheet.at(row, column)
    if cell is None:
        return None
    head = header(column)
    same = counted_like(number, column, as_percent(cell, head) if number.is_share else cell)
    return same or priced_like(number, head, cell)


def _heads(column: Column, words: tuple[str, str], sheet: Sheet, row: Row) -> bool:
    """Whether words before and behind a row's name are the head of a column, but for what the table's words say."""
    head = measure(header(column))
    if len(head) < SHORTEST_LABEL:
        return False
    around = plain(f"{sheet.table.caption or ''}{row.label or row.name}{corner(sheet)}")
    for said, other in (words, words[::-1]):
        if not said or (other and other not in around and not _GENERIC.match(other)):
            continue
        if said in {head, head.removesuffix("人")} or (len(said) >= _LONG and head.endswith(said)):
            return True
        rest = said.removesuffix(head)
        if rest != said and (rest in around or _GENERIC.match(rest)):
            return True
    return False


def _of_time(cells: Sequence[tuple[Column, Stated]], number: Number) -> Sequence[tuple[Column, Stated]]:
    """Return the cells of the year that is told, the latest where none is."""
    years = {column.name: YEARS.findall(header(column)) for column, _ in cells}
    if len(cells) < 2 or not all(len(found) == 1 for found in years.values()):  # noqa: PLR2004 - one needs no choice
        return cells
    told = YEARS.findall(number.period)
    latest = max(found[0][:4] for found in years.values())
    if not told and len(cells) > 2 and set(_YEAR_NUMBERS.findall(number.block.text)) - {latest}:  # noqa: PLR2004 - this year and the one before it
        return ()
    year = told[-1][:4] if told else latest
    # 比 2023 年减少。其中，接待费…: a year of another sentence may be one that was only compared with.
    start = max(number.block.text.rfind(mark, 0, number.occurrence.span.start) for mark in "。；;")
    if year != latest and year not in number.block.text[start + 1 : number.occurrence.span.start]:
        return ()
    return [each for each in cells if years[each[0].name][0][:4] == year]
