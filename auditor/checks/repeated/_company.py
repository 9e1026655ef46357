"""Figures that a sentence tells among the totals of one table, and that are the total of their own name a power of ten away.

项目改造小区 9 个、惠及居民 3,568 户，建筑面积 29.30 平方米，总投资 6,500 万元: that the others are what the total row prints shows
which table was read; 面积 is one column of it, and its total 29.30 万平方米.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.byvalue import ByValue
from auditor.checks.common.cellsaid import rows_named
from auditor.checks.common.measures import measure_of
from auditor.checks.common.numbers import Number, Stated, paragraphs
from auditor.checks.common.slips import digits, misplaced
from auditor.checks.common.tables import (
    Sheet,
    adds,
    counted_like,
    header,
    numeric,
    plain,
    same_value,
    sheets,
)
from auditor.checks.common.words import overlap, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.report.model import Column

_OTHER = re.compile(
    r"均|每|单价|上年|去年|同期|标准|(?<!新)增|减(?!$)|比|约|其中|目标|计划|奖励|人均|分别|各"
)
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]$")
_PIECE = re.compile(r"[。；;]")
_LONG, _SURE, _SHORT = 4, 2, 2


def misplaced_totals(facts: Facts) -> Iterator[tuple[Number, Stated]]:
    """Iterate over figures and the totals that they are meant to be."""
    cells = [
        (sheet, column, value)
        for sheet in sheets(facts)
        if len(sheet.totals) == 1
        for column in numeric(sheet)
        if (value := sheet.at(sheet.totals[0], column)) is not None and value.printed.value > 0
    ]
    index = _by_dimension(cells) if cells else {}
    told = ByValue(
        (each.known for paragraph in paragraphs(facts) for each in paragraph.numbers if each.stated),
        lambda each: each,
    )
    for paragraph in paragraphs(facts) if cells else ():
        if paragraph.block.tells_aims:
            continue
        own = [each for each in paragraph.numbers if each.stated and not each.sign and not each.depth]
        for sentence in sorted({each.sentence for each in own}):
            numbers = [each for each in own if each.sentence == sentence]
            if len(numbers) > 1:
                yield from _misplaced(facts, numbers, index, told)


def _by_dimension(
    cells: Sequence[tuple[Sheet, Column, Stated]],
) -> Mapping[str, ByValue[tuple[Sheet, Column, Stated]]]:
    found: dict[str, list[tuple[Sheet, Column, Stated]]] = {}
    for each in cells:
        found.setdefault(each[2].unit.dimension, []).append(each)
    return {kind: ByValue(own, lambda each: each[2]) for kind, own in found.items()}


def _misplaced(
    facts: Facts,
    numbers: Sequence[Number],
    index: Mapping[str, ByValue[tuple[Sheet, Column, Stated]]],
    told: ByValue[Stated],
) -> Iterator[tuple[Number, Stated]]:
    weight: Counter[int] = Counter()
    held: dict[int, Sheet] = {}
    rest: list[Number] = []
    for number in numbers:
        alike = index[number.dimension].alike(number.known) if number.dimension in index else []
        if not alike:
            rest.append(number)
        for sheet in {id(each[0]): each[0] for each in alike}.values():
            size = digits(number.known)
            weight[id(sheet)] += 2 if size >= _LONG else 1 if size >= _SHORT else 0
            held[id(sheet)] = sheet
    while rest and (found := _next(facts, rest, numbers, [(held[key], weight[key]) for key in held], told)):
        number, total, sheet = found
        rest.remove(number)
        weight[id(sheet)] += _SURE  # one that was misplaced tells of its table, too
        yield number, total


def _next(
    facts: Facts,
    rest: Sequence[Number],
    numbers: Sequence[Number],
    company: Sequence[tuple[Sheet, int]],
    told: ByValue[Stated],
) -> tuple[Number, Stated, Sheet] | None:
    """Return a figure that is misplaced, its total and their table."""
    for number in rest if company else ():
        if number.is_share or _OTHER.search(number.clause) or digits(number.known) < _SHORT:
            continue
        if len(told.alike(number.known)) > 1 or rows_named(facts, _said(number)):
            continue
        telling = len(str(number.known.printed.numeral.value.numerator).rstrip("0"))
        least = 1 if telling > _SHORT else _SURE
        meant = [
            (value, sheet) for sheet, size in company if size >= least for value in _meant(number, sheet)
        ]
        if len({each.printed.value for each, _ in meant}) == 1 and not any(
            same_value(each.known, meant[0][0]) for each in numbers if each.dimension == number.dimension
        ):
            return number, *meant[0]
    return None


def _said(number: Number) -> str:
    return _PIECE.split(number.block.text[: number.occurrence.span.start])[-1]


def _meant(number: Number, sheet: Sheet) -> Iterator[Stated]:
    """Return the total of the one column that a figure's words name, where the figure is it but for a power of ten."""
    words = plain(number.clause)
    cells = [
        (plain(_BRACKETS.sub("", header(column))), value)
        for column in numeric(sheet)
        if adds(sheet, column)
        and (cell := sheet.at(sheet.totals[0], column)) is not None
        and (value := counted_like(number, column, cell)) is not None
    ]
    kind = measure_of(words)
    ways = (
        [each for each in cells if len(each[0]) >= _SHORT and stem(each[0]) and stem(each[0]) in words],
        [each for each in cells if kind and measure_of(each[0]) == kind],
        [each for each in cells if overlap(words, each[0]) >= _SHORT],
    )
    found = next((way for way in ways if way), [])
    if len(found) == 1 and misplaced(number.known, found[0][1]):
        yield found[0][1]
