"""The row of a table that each number of running text is told of, which the words around it name.

石门乡改造 124 户、投资 231.8 万元: what stands behind a row's name is of that row, up to the next name or the end of the sentence.
甲乡、乙乡和丙乡完成率分别为 a、b 和 c: what is told in turn is of the rows that are named in turn. That a number is of a row says
nothing yet of its column: which one is meant its words may say, or the other numbers that are told like it.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.cellsaid import Label, cell_like, labels_of, of_part_of_year
from auditor.checks.common.numbers import Number, Stated, paragraphs
from auditor.checks.common.rowcalled import rows_called
from auditor.checks.common.saidwords import YEARS
from auditor.checks.common.tables import Sheet, drafted, header, numeric, of_other_year, plain, sheets
from auditor.report.model import Column, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.checks.common.numbers import Paragraph
    from auditor.evaluation.facts import Facts

_END = re.compile(r"[。！？!?；;\n]")
_IN_TURN = re.compile(r"(?:分别|依次)[^，,。；;0-9]{0,8}$")
_JOINED = re.compile(r"[、和及与，,]{1,2}")
_JOINT = re.compile(r"(?P<other>[^，,。；;：:、和及与]+)\s*[、和及与]\s*$")
_MEASURE = re.compile(r"(?:[率比度分数量额值重例]|情况|满意|标准)$")
_HALF = str.maketrans("（）", "()")
_OPENS = re.compile(r"[（(]")
_CLOSES = re.compile(r"[）)]")
_BEFORE = re.compile(r"[是为的在有年中但而则即和与及对以由从,，、：:；;。（(“\s0-9]|$")
"""What may stand before a name of two characters that is a word of its own: 检测服务 is no 服务."""
_SUFFIX = re.compile(r"^[度率性感化]")
_NOT = ("非", "未", "占")
"""非利息收入 is no 利息收入, and 占地区生产总值 is of it."""
_SHORT = 2
_NEAR = 60


@records.frozen(eq=False)
class CellAt:
    """A cell of the row that a number is of, and what it states as a figure of the number's kind."""

    sheet: Sheet
    row: Row
    column: Column
    value: Stated


@records.frozen(eq=False)
class RowBound:
    """A number, the name of the row that it is told of, and the cells of the rows of that name that are of its kind.

    `named` are the rows that its sentence names, `between` the words from the name up to it, and `run` the numbers told in
    turn with it, itself among them.
    """

    number: Number
    label: str
    cells: Sequence[CellAt]
    named: frozenset[str]
    between: str = ""
    run: Sequence[Number] = ()

    @functools.cached_property
    def held(self) -> Sequence[CellAt]:
        """Return the cells that print it: of a change what it is, whichever way it goes."""
        return [each for each in self.cells if repeated(self.number, each.value)]


def repeated(number: Number, cell: Stated) -> bool:
    """Whether a cell prints a number, of a change with its sign or without: 下降 5.5% of -5.5%."""
    one, two = number.known.printed, cell.printed
    apart = abs(one.value) - abs(two.value) if number.sign else one.value - two.value
    return abs(apart) * 2 <= max(one.step, two.step)


@functools.lru_cache(maxsize=2)
def rows_bound(facts: Facts) -> Mapping[int, Sequence[RowBound]]:
    """Return the numbers of each paragraph, by the place of its block, that are told of a row of a table near it."""
    if not labels_of(facts).places:
        return {}
    return {
        paragraph.block.index: found
        for paragraph in paragraphs(facts)
        if paragraph.numbers and (found := list(_of_paragraph(facts, paragraph)))
    }


def _of_paragraph(facts: Facts, paragraph: Paragraph) -> Iterator[RowBound]:
    text, start = paragraph.text, 0
    for end in (*(found.end() for found in _END.finditer(text)), len(text)):
        numbers = [
            each for each in paragraph.numbers if each.stated and start <= each.occurrence.span.start < end
        ]
        if numbers and (names := _names(facts, text, start, end)):
            yield from _of_sentence(facts, paragraph, numbers, names)
        start = end


def _names(facts: Facts, text: str, start: int, end: int) -> list[Label]:
    """Return the names of rows in a stretch of text, where they stand in the text."""
    places = [at for at in range(start, end) if not text[at].isspace()]
    squeezed = "".join(text[at] for at in places).translate(_HALF)
    return [
        Label(places[each.start], places[each.end - 1] + 1, each.text)
        for each in rows_called(facts).found(squeezed)
        if each.text not in _measures(facts)
        and not _SUFFIX.match(squeezed[each.end : each.end + 1])
        and not squeezed[: each.start].endswith(_NOT)
        and (each.end - each.start > _SHORT or _BEFORE.match(squeezed[each.start - 1 : each.start]))
    ]


def _of_sentence(
    facts: Facts, paragraph: Paragraph, numbers: Sequence[Number], names: Sequence[Label]
) -> Iterator[RowBound]:
    named = frozenset(each.text for each in names)
    turns = _in_turn(paragraph, numbers, names)
    for number in numbers:
        between = ""
        run: Sequence[Number] = ()
        if id(number) in turns:
            name, run = turns[id(number)]
        elif number.told:
            found = labels_of(facts).found(re.sub(r"\s", "", number.told).translate(_HALF))
            if not found:
                continue
            name = found[-1].text
        else:
            start = number.occurrence.span.start
            before = [each for each in names if each.end <= start]
            # 甲乡和乙乡合计 a: of both, and of none alone.
            if (
                _joined(paragraph.text, before)
                or not before
                or _apart(between := re.sub(r"\s", "", paragraph.text[before[-1].end : start]))
            ):
                continue
            name = before[-1].text
        if cells := _cells(facts, number, name):
            yield RowBound(number, name, cells, named, between, run)


def _apart(between: str) -> bool:
    """Whether brackets part a name from what stands behind it: it stands in them, or what is told does and is no figure of its own."""
    opened, closed = len(_OPENS.findall(between)), len(_CLOSES.findall(between))
    return closed > opened or (opened > closed and not _OPENS.match(between))


def _in_turn(
    paragraph: Paragraph, numbers: Sequence[Number], names: Sequence[Label]
) -> Mapping[int, tuple[str, Sequence[Number]]]:
    """Return the names of numbers told in turn behind as many rows as there are numbers, and who is told with them."""
    found: dict[int, tuple[str, Sequence[Number]]] = {}
    for at, first in enumerate(numbers):
        if at and _JOINED.fullmatch(first.before.strip()) and numbers[at - 1].dimension == first.dimension:
            continue  # it is told with the number before it
        start = first.occurrence.span.start
        before = [each for each in names if each.end <= start]
        if not _IN_TURN.search(paragraph.text[:start]) and not _joined(paragraph.text, before[-2:]):
            continue
        run = [first]
        for each in numbers[at + 1 :]:
            if not _JOINED.fullmatch(each.before.strip()) or each.dimension != first.dimension:
                break
            run.append(each)
        rows = before[-len(run) :]
        if len(run) > 1 and len(rows) == len(run) == len({each.text for each in rows}):
            found |= {id(each): (row.text, run) for each, row in zip(run, rows, strict=True)}
    return found


def _joined(text: str, names: Sequence[Label]) -> bool:
    """Whether the last of some names is told as one with what is named before it: 甲乡和乙乡, but not 甲乡 3 户、乙乡."""
    joint = _JOINT.search(text, 0, names[-1].start) if names else None
    return joint is not None and not re.search("[0-9]", joint["other"])


def _cells(facts: Facts, number: Number, name: str) -> list[CellAt]:
    return [
        CellAt(sheet, row, column, value)
        for sheet, row in labels_of(facts).places[name].near(number.block.index, _NEAR)
        if not (of_part_of_year(number, sheet) or of_other_year(number, sheet))
        for column in numeric(sheet)
        if _of_one_draft(number, sheet, column)
        and (value := cell_like(sheet, row, column, number)) is not None
    ]


def _of_one_draft(number: Number, sheet: Sheet, column: Column) -> bool:
    """Whether a number and a column are both of a draft budget or neither: an annex prints last year's outturn beside it."""
    section = number.block.section
    if drafted(sheet.section) == drafted(section):
        return True
    head = header(column)
    years = YEARS.findall(head)
    return drafted(section) and "预算" in head and bool(years) and years[-1][:4] in "".join(section)


@functools.lru_cache(maxsize=4)
def _measures(facts: Facts) -> frozenset[str]:
    """Return the heads of columns that are measures: a row called 完成率 or 得分 names what is told, and no thing that it is told of."""
    return frozenset(
        plain(word)
        for sheet in sheets(facts)
        for column in sheet.columns
        for word in (header(column), *column.path[-1:])
        if _MEASURE.search(word)
    )
