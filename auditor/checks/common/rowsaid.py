"""The row of a table that the words before a number name: 其中东湖街道支出最多，占总支出的 22.95%."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.tables import Sheet, plain, repeats, rows_by_label, sheets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.report.model import Row

_BREAK = re.compile(r"[。；;！？!?]")
_SHORTEST = 3
_NEAR = 12


@functools.lru_cache(maxsize=4)
def _labels(facts: Facts) -> Mapping[str, Sequence[tuple[Sheet, Row]]]:
    tables = [sheet for sheet in sheets(facts) if sheet.values]
    return {
        label: places
        for label, places in rows_by_label(tables).items()
        if len(label) >= _SHORTEST and re.search("[一-龥]", label)
    }


def row_said(facts: Facts, number: Number, words: str) -> tuple[Sheet, Row] | None:
    """Return the one row that words before a number name, of the table nearest to it.

    Words that name two rows, as A 和 B, speak of both: of none alone.
    """
    told = plain(_BREAK.split(words)[-1])
    named = [label for label in _labels(facts) if label in told]
    longest = [label for label in named if not any(label != each and label in each for each in named)]
    if len(longest) != 1 or told.count(longest[0]) > 1:
        return None
    return _nearest(number, _labels(facts)[longest[0]])


def _nearest(number: Number, places: Sequence[tuple[Sheet, Row]]) -> tuple[Sheet, Row] | None:
    """Return the place of a row: the only one, else the only one of its chapter or close by."""
    if len({id(sheet) for sheet, _ in places}) != len(places):
        return None  # a name that a table prints twice is no one's
    for near in (
        places,
        [each for each in places if each[0].section[:1] == number.block.section[:1]],
        [each for each in places if each[0].near(number.block.index, _NEAR)],
    ):
        if len(near) == 1:
            return near[0]
    return None


def in_row(sheet: Sheet, row: Row, number: Number) -> bool:
    """Whether some cell of a row prints a figure: 计划 186 处 | 完成 184 处, of which words that name neither may mean either."""
    cells = (sheet.at(row, column) for column in sheet.table.columns)
    return any(cell is not None and repeats(number, cell) for cell in cells)
