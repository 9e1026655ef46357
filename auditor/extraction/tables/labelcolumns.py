"""Columns beside the values: codes printed in pieces, a column each (类 208, 款 05, 项 01), names, explanations."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.text.grid import GridCell
    from auditor.report.model import Column

_LONG_CELL = 30
_LEVELS = ("类", "款", "项")


def split_codes(columns: Sequence[Column]) -> list[int]:
    """Return the neighbouring columns that are headed 类, 款 and perhaps 项, none where there are no such."""
    heads = [column.path[-1] if column.path else "" for column in columns]
    for count in (len(_LEVELS), len(_LEVELS) - 1):
        for at in range(len(heads) - count + 1):
            if tuple(heads[at : at + count]) == _LEVELS[:count]:
                return list(range(at, at + count))
    return []


def joined_code(row: Sequence[GridCell | None], columns: Sequence[int]) -> str:
    """Return the code of a row: the texts of its columns, one cell over several of them (合计) once."""
    cells: list[GridCell] = []
    for column in columns:
        cell = row[column]
        if cell is not None and not any(cell is each for each in cells):
            cells.append(cell)
    return "".join(cell.plain for cell in cells)


def prose(texts: Sequence[str]) -> bool:
    """Whether a column holds explanations rather than names."""
    return sum(len(text) for text in texts) > _LONG_CELL * max(1, len(texts))
