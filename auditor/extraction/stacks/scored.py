"""Score tables that a text layer prints as stacks: indicators with their weights and scores.

Prose columns (评分标准) and empty cells make most of their cells uncertain. Weights, deductions and scores are
read where they can be filled into rows in one way that adds up, and the rows named in one way; the cells of other
columns stay text.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import attrs

from auditor import records
from auditor.extraction.stacks.scorefill import Column, Filled, fillings
from auditor.extraction.stacks.scoreheads import Part, scored_at
from auditor.extraction.stacks.scorelabels import is_sum, label_head, labels_of
from auditor.extraction.stacks.scorewords import words_of
from auditor.extraction.text.grid import Grid, GridCell, grid_of
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import EMPTY, Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.stacks.scoreheads import Scored

_NEAR = 1000
"""Text that speaks of a table stands within so many lines of it."""


@records.frozen(eq=False)
class ScoreGrid:
    """A table, the lines among it that are not read as cells of it, and the index behind it.

    `prose` tells that it has columns of words, which no other reader understands.
    """

    grid: Grid
    asides: tuple[Line, ...]
    end: int
    prose: bool


def parse_scored(lines: Sequence[Line], at: int) -> ScoreGrid | None:
    """Read the score table whose first head is `lines[at]`, None where it is not certain."""
    scored = scored_at(lines, at)
    if scored is None:
        return None
    ways = fillings(scored)
    if len(ways) != 1:
        return None
    near = [*lines[max(0, at - _NEAR) : at], *lines[scored.end : scored.end + _NEAR]]

    @functools.cache
    def text() -> str:
        return "".join("".join(line.text.split()) for line in near)

    filled = ways[0]
    weight = next(column for column in filled.columns if column.part is Part.WEIGHT)
    rows = max(column.height for column in filled.columns)
    labels = labels_of(scored, weight, filled.sums, rows, lambda name: "".join(name.split()) in text())
    if labels is None:
        return None
    grid, used = _grid(scored, filled, labels)
    asides = tuple(line for line in lines[at : scored.end] if id(line) not in used)
    prose = any(part in {Part.METHOD, Part.AIM, Part.DONE} for part, _ in scored.heads)
    return ScoreGrid(grid, asides, scored.end, prose)


def _grid(scored: Scored, filled: Filled, labels: Sequence[Mapped]) -> tuple[Grid, set[int]]:
    corner = label_head(scored)
    inner = [
        row
        for row, label in enumerate(labels)
        if row not in filled.sums.rows and label and not is_sum(label.text)
    ]
    words = words_of(scored, filled, inner)
    numbers = {column.head: _cells(column, filled, len(labels)) for column in filled.columns}
    columns = dict(sorted({**numbers, **words}.items(), key=lambda each: each[0]))
    heads = [scored.heads[head][1] for head in columns]
    body: list[list[Mapped]] = [[join_lines(line.mapped for line in each) for each in (corner, *heads)]]
    used = {id(line) for each in (corner, *heads) for line in each}
    places: dict[int, int] = {}
    for row, label in enumerate(labels):
        if not label:
            continue
        places[row] = len(body)
        body.append([label, *(cells.get(row, EMPTY) for cells in columns.values())])
    grid = grid_of(body, source="columns")
    over = _groups(scored, filled, places)
    if over:
        moved = [attrs.evolve(cell, column=cell.column + 1) for cell in grid.cells]
        grid = Grid((*over, *moved), grid.height, grid.width + 1, source="columns")
    origins = {origin for cell in grid.cells for origin in cell.text.origins}
    used.update(
        id(line)
        for run in scored.runs
        for line in run.lines
        if (stripped := line.mapped.strip()) and stripped.origins[0] in origins
    )
    return grid, used


def _cells(column: Column, filled: Filled, rows: int) -> dict[int, Mapped]:
    """Return the cells of a column of numbers by their rows; it may have none in rows of sums."""
    short = column.height == len(filled.sums.leaves) < rows
    places = filled.sums.leaves if short else range(column.height)
    return {
        row: line.mapped.strip()
        for row, line in zip(places, column.lines, strict=True)
        if (column.head, row) not in filled.doubtful
    }


def _groups(scored: Scored, filled: Filled, places: dict[int, int]) -> list[GridCell]:
    """Return the first level's column where it has a name for each group that is summed up, its head above."""
    groups = [(parts[0], row) for row, parts in filled.sums.groups]
    head = next(at for at, (part, _) in enumerate(scored.heads) if part is Part.LEVEL)
    lines = scored.heads[head][1]
    if len(groups) < 2 or lines is label_head(scored):  # noqa: PLR2004 - one group is the table
        return []
    names: list[Mapped] = []
    on = False
    for run in scored.runs:
        if run.head is not None:
            on = run.head == head
        if on and run.lines:
            names.extend([run_line.mapped.strip() for run_line in run.lines])
    if len(names) != len(groups) or any(row not in places for group in groups for row in group):
        return []
    cells = [GridCell(0, 0, join_lines(line.mapped for line in lines))]
    for name, (first, last) in zip(names, groups, strict=True):
        cells.append(GridCell(places[first], 0, name, rows=places[last] - places[first] + 1))
    return cells
