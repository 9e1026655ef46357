"""Where the tables of a sheet part: at empty columns, where each side of them is a table with labels of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.extraction.tables.cellvalues import is_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_FEWEST = 2
"""The rows and columns that a table has at least."""

Filled = dict[int, list[int]]
"""Rows, each with its filled columns."""


def stretches(
    cells: Mapping[tuple[int, int], str], filled: Filled, merged: Mapping[tuple[int, int], tuple[int, int]]
) -> Iterator[Filled]:
    """Iterate over stretches of a sheet: rows without tables side by side together, such tables one by one."""
    together: Filled = {}
    for run in _runs(list(filled)):
        rows = {row: filled[row] for row in run}
        # A title above stands over all sides.
        above: list[int] = []
        while len(rows) > _FEWEST and len(rows[first := next(iter(rows))]) == 1:
            above.append(first)
            del rows[first]
        sides = _sides(cells, rows, merged)
        if len(sides) < _FEWEST:
            together |= {row: filled[row] for row in run}
            continue
        together |= {row: filled[row] for row in above}
        if together:
            yield together
        together = {}
        yield from sides
    if together:
        yield together


def _runs(rows: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for row in rows:
        if run and row != run[-1] + 1:
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _sides(
    cells: Mapping[tuple[int, int], str], rows: Filled, merged: Mapping[tuple[int, int], tuple[int, int]]
) -> list[Filled]:
    """Return the tables that empty columns part, none unless each of them is one."""
    used = {column for columns in rows.values() for column in columns}
    for row, columns in rows.items():
        for column in columns:
            used.update(range(column, column + merged.get((row, column), (1, 1))[1]))
    if not used or len(used) == max(used) - min(used) + 1:
        return []
    parts: list[list[int]] = [[]]
    for column in sorted(used):
        if parts[-1] and column != parts[-1][-1] + 1:
            parts.append([])
        parts[-1].append(column)
    sides = [
        {row: kept for row, columns in rows.items() if (kept := [each for each in columns if each in part])}
        for part in map(frozenset, parts)
    ]
    whole = all(_is_table(cells, side, part[0]) for side, part in zip(sides, parts, strict=True))
    return sides if whole else []


def _is_table(cells: Mapping[tuple[int, int], str], side: Filled, first: int) -> bool:
    """Whether a side has rows of several cells, most of them behind a label."""
    rows = [row for row, columns in side.items() if len(columns) >= _FEWEST]
    labelled = sum(1 for row in rows if (text := cells.get((row, first), "").strip()) and not is_value(text))
    return len(rows) > _FEWEST and labelled * 2 > len(rows)
