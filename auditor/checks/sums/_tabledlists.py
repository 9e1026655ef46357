"""Lists of the text that a table tells in full: what it prints beside the parts listed shows that they are not all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.parts import called
from auditor.checks.common.tables import Sheet, numeric, plain, same_value, sheets
from auditor.checks.common.words import stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.report.model import Column

_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")


def goes_on_in_table(facts: Facts, whole: Number, parts: Sequence[Number]) -> bool:
    """Whether a table prints all parts of a list under one head, and other rows among them, of the whole printed there too.

    非税收入 29,691; 有偿使用 15,327; 罚没 6,134; 其他 -36, and between them in the table 捐赠收入 120: the list is open, though it
    ends in what is called the rest.
    """
    return any(
        _among_others(sheet, column, whole, parts)
        for sheet in sheets(facts)
        if len(sheet.table.rows) > len(parts) + 1
        for column in numeric(sheet)
    )


def _among_others(sheet: Sheet, column: Column, whole: Number, parts: Sequence[Number]) -> bool:
    rows = sheet.table.rows
    cells = [sheet.at(row, column) for row in rows]
    if not any(cell is not None and same_value(whole.known, cell) for cell in cells):
        return False
    names = [stem(_BRACKETS.sub("", plain(row.label or row.name))) for row in rows]
    places: list[int] = []
    for part in parts:
        word = stem(_BRACKETS.sub("", plain(called(part))))
        printed = (
            at
            for at, (name, cell) in enumerate(zip(names, cells, strict=True))
            if cell is not None and word and word in name and same_value(part.known, cell)
        )
        place = next(printed, None)
        if place is None:
            return False
        places.append(place)
    between = range(min(places) + 1, max(places))
    others = [cells[at] for at in between if at not in places]
    return any(cell is not None and not same_value(whole.known, cell) for cell in others)
