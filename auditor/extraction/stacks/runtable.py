"""Tables of a text layer whose columns come as runs of values, band below band, with names printed anywhere among them.

Every band of rows has a run for each column, all of one height and in the order of the columns. The words between the
runs are heads, labels, columns of words, or no part of the table (its title, the foot of a page): of the ways to tell
them apart that one is taken which leaves least unsaid, where it is the only one, and what the table adds up to or the
way it is printed confirms it.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor.extraction.prose.captions import is_caption, is_unit_line
from auditor.extraction.stacks.cellheads import BRACKETED
from auditor.extraction.stacks.headedcolumns import is_corner
from auditor.extraction.stacks.latticestream import alike
from auditor.extraction.stacks.runitems import Item, end_of, items_from
from auditor.extraction.stacks.runnames import Band, Named, named
from auditor.extraction.stacks.runproofs import certain
from auditor.extraction.stacks.wholecolumns import Whole
from auditor.extraction.tables.cellvalues import is_value
from auditor.extraction.text.characters import is_latin
from auditor.extraction.text.grid import Grid, GridCell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.text.lines import Line

_MOST_COLUMNS = 12
_FEWEST_COLUMNS = 2
_FEWEST_CELLS = 6
_WIDE = 36
"""A line so wide is a title or a sentence more often than a label."""


def opens(lines: Sequence[Line], at: int) -> bool:
    """Whether a table may begin at a line: behind a blank line, a sentence, a unit, or a title that stands behind one."""
    if _opens(lines, at):
        return True
    above, here = lines[at - 1].text, "".join(lines[at].text.split())
    titled = _opens(lines, at - 1) and not is_value(above) and not is_corner("".join(above.split()))
    return titled and (is_corner(here) or (is_latin(here) and len(above.split()) > _FEWEST_COLUMNS))


def _opens(lines: Sequence[Line], at: int) -> bool:
    if not at or lines[at].after_blank or lines[at].fresh:
        return True
    above = lines[at - 1]
    return (
        above.width > _WIDE
        or above.text.endswith(("。", "：", ":", "."))
        or is_caption(above.text)
        or is_unit_line(above.text)
    )


def parse_runs(lines: Sequence[Line], at: int, *, titled: bool) -> Whole | None:
    """Read the table that begins at a line, None where it is not certain; `titled` where its number stands above it."""
    if BRACKETED.fullmatch(lines[at].text) or not opens(lines, at):
        return None
    if at and is_value(lines[at - 1].text) and not is_corner("".join(lines[at].text.split())):
        return None  # in the middle of a table
    items = items_from(lines, at, titled=titled)
    runs = [item for item in items if item.values]
    if sum(len(item.values) for item in runs) < _FEWEST_CELLS:
        return None
    found: list[tuple[int, Named]] = []
    for width in range(min(_MOST_COLUMNS, len(runs)), _FEWEST_COLUMNS - 1, -1):
        for bands in _banded(runs, width):
            table = _table(items, bands)
            if table is not None:
                found.append((sum(len(each.cells) for each in table.columns), table))
    if not found:
        return None
    most = max(count for count, _ in found)
    best = [table for count, table in found if count == most]
    if len(best) != 1:
        return None
    table = best[0]
    if not table.corner and not (titled or is_latin(table.labels[0].text)):
        return None  # it may begin in the middle of another
    end = end_of(lines, table.last)
    loose = sorted(
        (line for line in table.loose if line.number <= lines[end - 1].number), key=lambda line: line.number
    )
    titles = tuple(line for line in loose if is_caption(line.text) or is_unit_line(line.text))
    return Whole(_grid(table), titles, tuple(line for line in loose if line not in titles), end)


def _banded(runs: Sequence[Item], width: int) -> Iterator[list[Band]]:
    """Iterate over the bands that the runs make, each with so many columns; the number of a page may stand among them."""
    bands: list[Band] = []
    left = list(runs)
    while len(left) >= width:
        part = left[:width]
        height = max(len(item.values) for item in part)
        if _even(part, height, bands):
            bands.append(Band(tuple(part), height))
            left = left[width:]
            continue
        pages = [item for item in left[:width] if item.paged]
        if not pages:
            break
        left = [item for item in left if item is not pages[0]]
    while left and left[0].paged:
        left = left[1:]
    if max((band.height for band in bands), default=0) < _FEWEST_COLUMNS:
        return  # a stack a row is no stack a column
    for count in range(len(bands), 0, -1):
        if sum(band.height for band in bands[:count]) < _FEWEST_COLUMNS:
            continue
        behind = [item for band in bands[count:] for item in band.items] + left
        yield [*bands[:count], *([Band(tuple(behind), 0)] if behind else [])]


def _even(part: Sequence[Item], height: int, above: Sequence[Band]) -> bool:
    """Whether runs are those of one band: of one height, and each like those above it."""
    short = [item for item in part if len(item.values) != height]
    if (
        any(len(item.values) != height - 1 for item in short)
        or 2 * len(short) >= len(part)
        or (short and height <= _FEWEST_COLUMNS)
    ):
        return False
    return not above or all(
        alike([first.look, item.look]) or not (first.look.kinds and item.look.kinds)
        for first, item in zip(above[0].items, part, strict=True)
    )


def _table(items: Sequence[Item], bands: Sequence[Band]) -> Named | None:
    """Return the table of these bands, None where runs behind them were not understood or its names are not certain."""
    if not bands[-1].height:
        behind = bands[-1].items[0]
        bands = bands[:-1]
        between = items[items.index(bands[-1].items[-1]) + 1 : items.index(behind)]
        if not any(item.prose for item in between):
            return None
        items = items[: items.index(behind)]
    table = named(items, bands)
    return table if table is not None and certain(table) else None


def _grid(table: Named) -> Grid:
    """Return the table as a grid."""
    deep = max(len(column.path) for column in table.columns)
    cells: list[GridCell] = [GridCell(0, 0, table.corner, rows=deep)]
    place = 1
    for _, group in itertools.groupby(
        table.columns, key=lambda column: column.path[0].origins if len(column.path) > 1 else id(column)
    ):
        same = list(group)
        first = same[0]
        if len(first.path) > 1:
            cells.append(GridCell(0, place, first.path[0], columns=len(same)))
            cells.extend(GridCell(1, place + at, column.path[1]) for at, column in enumerate(same))
        else:
            cells.append(GridCell(0, place, first.path[0], rows=deep))
        place += len(same)
    for row, label in enumerate(table.labels):
        texts = [label, *(column.cells[row] for column in table.columns)]
        cells.extend(GridCell(deep + row, at, text) for at, text in enumerate(texts))
    return Grid(tuple(cells), deep + len(table.labels), place, source="columns")
