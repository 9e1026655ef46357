"""A figure of a passage about one row of a table that differs from the row's cell of its name.

Below the heading 小学: 招生 19,846 人，在校生 124,753 人，毕业生 21,374 人, and a table whose row 小学 prints 23,174 below 毕业生数. That a
passage repeats the row its other figures show, which are the cells below the heads that they are called by; where too few
do, only swapped digits show it.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Stated, paragraphs
from auditor.checks.common.relations import compared, judged, rule
from auditor.checks.common.slips import digits, slip
from auditor.checks.common.tables import (
    Sheet,
    counted_like,
    drafted,
    header,
    numeric,
    plain,
    rows_by_label,
    same_value,
    sheets,
)
from auditor.language import tree
from auditor.report.model import Column

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.checks.common.numbers import Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Row

NAME = "passage-not-row"
TITLE = {
    "zh": "分述段落与表中该行的数字不一致",
    "en": "a passage states a figure of its row otherwise than the table",
}
_MARK = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]+[.\uff0e、])\s*"
)
_MEASURE = re.compile(r"(?:总数|数量|数|人数|总额|金额|情况)?(?:[（(][^（）()]*[）)])?$")
_ANY_YEAR = re.compile(r"(?:19|20)[0-9]{2}年?度?末?")
_FILLER = re.compile(
    r"^(?:全[国省市区县镇乡校]|年末|共有?|现有|拥有|其中|实有|当年|本年|全年|实际|的)*|(?:为|是|有|达到?|共|约)*$"
)
_OTHER = re.compile(
    r"上年|去年|上期|上一年|同期|目标|计划|预期|增加|减少|新增|比|较|另有|不含|累计|平均|每|均"
)
_CHANGE = re.compile(r"增减|变动|增长|变化|增幅|±")
_SHORTEST = 2
_LEAST = 2
_SWAPPED = 3
_NEAR = 40
_FEWEST = 2


@records.frozen(eq=False)
class _Pair:
    """A figure of a passage and the cell that its name means."""

    number: Number
    column: Column
    cell: Stated

    @property
    def agrees(self) -> bool:
        """Whether both print one value."""
        return same_value(self.number.known, self.cell)

    @property
    def swapped(self) -> bool:
        """Whether two digits were swapped: no other figure of the name differs so by chance."""
        return digits(self.cell) >= _SWAPPED and slip(self.number.known, self.cell.printed.value) == "swap"


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the passages whose heading is the label of a row."""
    labels = rows_by_label([sheet for sheet in sheets(facts) if len(numeric(sheet)) >= _FEWEST])
    places = {label: found for label, found in labels.items() if re.search("[一-龥]", label)}
    passages: dict[str, list[Paragraph]] = {}
    for paragraph in paragraphs(facts):
        if paragraph.numbers and (subject := _subject(paragraph)):
            passages.setdefault(subject, []).append(paragraph)
    for subject, found in passages.items():
        exact = subject in places
        rows = places.get(subject, [])
        if not exact and len(subject) > _LEAST:
            rows = [place for label, each in places.items() if label.startswith(subject) for place in each]
        if exact or len(rows) == 1:
            for sheet, row in rows:
                yield from _judged(facts, _pairs(found, subject, sheet, row), exact=exact)


def _subject(paragraph: Paragraph) -> str:
    head = paragraph.block.section[-1] if paragraph.block.section else ""
    return plain(_MARK.sub("", head))


def _pairs(passage: Sequence[Paragraph], subject: str, sheet: Sheet, row: Row) -> Sequence[_Pair]:
    heads = _heads(sheet)
    pairs: list[_Pair] = []
    for paragraph in passage:
        block = paragraph.block
        if not sheet.near(block.index, _NEAR) or drafted(sheet.section) != drafted(block.section):
            continue
        for number in paragraph.numbers:
            name = _name(number, subject)
            if number.stated is None or number.sign or number.depth or name not in heads:
                continue
            column = heads[name]
            cell = sheet.at(row, column)
            if cell is not None and (alike := counted_like(number, column, cell)) is not None:
                pairs.append(_Pair(number, column, alike))
    return pairs


def _judged(facts: Facts, pairs: Sequence[_Pair], *, exact: bool) -> Iterator[Outcome]:
    right = {pair.column.name for pair in pairs if pair.agrees}
    info = rule(NAME, TITLE)
    repeated = exact and len(right) >= _LEAST and len(right) * 2 > len({each.column.name for each in pairs})
    for pair in pairs:
        missed = pair.column.name not in right and (repeated or pair.swapped)
        if pair.agrees or missed:
            yield judged(facts, compared(info, pair.number.known, tree.Relation.EQUAL, pair.cell))


def _heads(sheet: Sheet) -> Mapping[str, Column]:
    """Return the columns by what they count: of several years the latest, and none that print changes."""
    found: dict[str, Column] = {}
    for column in numeric(sheet):
        head = plain(header(column))
        name = _MEASURE.sub("", _ANY_YEAR.sub("", head))
        if len(name) < _SHORTEST or _CHANGE.search(head) or _OTHER.search(name):
            continue
        if name in found and _year(head) <= _year(plain(header(found[name]))):
            continue
        found[name] = column
    return found


@functools.lru_cache(maxsize=512)
def _year(head: str) -> str:
    return max(_ANY_YEAR.findall(head), default="")


def _name(number: Number, subject: str) -> str:
    """Return what a figure is called, without the passage's subject and words of every figure."""
    clause = plain(number.clause)
    if _OTHER.search(clause):
        return ""
    name = _FILLER.sub("", clause)
    name = _FILLER.sub("", name.removeprefix(subject))
    return _MEASURE.sub("", name)
