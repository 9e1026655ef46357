"""What follows from a block's text and its runs: places, quotations, keys and figures.

A report file leaves out what follows from the rest, so that it stays short; the writer and the reader ask
here what that is. What does not follow is written beside it. These rules are part of the format: files
that exist were written by them, so a rule that changes needs another version of the draft in the file.
"""

from __future__ import annotations

import bisect
import functools
from typing import TYPE_CHECKING, Final

import attrs

from auditor.report.blocks import Block, Label, NumberKind, Occurrence, Run
from auditor.report.model import Figure, Mention
from auditor.report.printed import numeral_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.numbers import Numeral
    from auditor.report.blocks import Cell
    from auditor.source import Location, Span

AROUND: Final = 12
"""Characters of a quotation on either side."""
LONGEST: Final = 200
_WIDEST_GAP: Final = 40
_LONGEST_PART: Final = 24
_KEPT: Final = 8192
_DIGITS: Final = 9
"""More digits than the place in any text has."""


@functools.lru_cache(maxsize=_KEPT)
def key_part(text: str) -> str:
    """Return `text` as a part of a key: no blanks, no dots, not too long."""
    bare = "".join(text.split()).replace(".", "·")
    return bare if len(bare) <= _LONGEST_PART else bare[: _LONGEST_PART - 1] + "…"


def cell_key(table: str, row: str, column: str) -> str:
    """Return the key of a table cell's figure, where no other has it."""
    names = ("".join(name.split()).replace(".", "·") for name in (row, column))
    return ".".join((key_part(table), *names))


def cell_label(row: str, column: str) -> str:
    """Return what a cell is called: row and column, parted where they are words of letters."""
    return f"{row}, {column}" if row and column and row.isascii() and column.isascii() else f"{row}{column}"


def joined_cells(cells: Sequence[tuple[int, int, str]]) -> tuple[str, list[int]]:
    """Return the text of a table and where each cell begins in it: rows are lines, cells are parted by tabs.

    Cells are given as row, column and text.
    """
    order = sorted(range(len(cells)), key=lambda at: cells[at][:2])
    starts = [0] * len(cells)
    parts: list[str] = []
    length = before = 0
    for number, at in enumerate(order):
        row, _, text = cells[at]
        if number:
            parts.append("\n" if row != before else "\t")
            length += 1
        before, starts[at] = row, length
        parts.append(text)
        length += len(text)
    return "".join(parts), starts


class Lines:
    """The lines of the source as far as a block's runs show them; what stands between runs counts as blanks."""

    def __init__(self, text: str, runs: Sequence[Run]) -> None:
        """Put the runs of each line of the source beside each other."""
        self._runs = runs = tuple(runs)
        self._starts = [run.start for run in runs]
        self._ends = [run.start + run.length for run in runs]
        self._lines: list[tuple[str, int]] = [("", 1)] * len(runs)
        for group in self._groups(text):
            shown, first = "", runs[group[0]].column
            for at in group:
                run = runs[at]
                gap = " " * min(run.column - first - len(shown), LONGEST)
                shown += gap + text[run.start : run.start + run.length]
            for at in group:
                self._lines[at] = (shown, first)

    def _groups(self, text: str) -> Iterable[list[int]]:
        """Return the numbers of the runs that stand on one line, from left to right."""
        lined: dict[int, list[int]] = {}
        groups: list[list[int]] = []
        before: Run | None = None
        for at, run in enumerate(self._runs):
            if run.line is not None:
                lined.setdefault(run.line, []).append(at)
                before = None
                continue
            # Without lines, runs that follow each other closely stand on one.
            if (
                before is not None
                and 0 <= run.column - before.column - before.length <= _WIDEST_GAP
                and run.page == before.page
                and text[before.start + before.length - 1 : before.start + before.length] != "\n"
            ):
                groups[-1].append(at)
            else:
                groups.append([at])
            before = run
        for group in lined.values():
            group.sort(key=lambda at: self._runs[at].column)
        return [*groups, *lined.values()]

    def placed(self, base: Location, start: int, end: int, shift: int | None = None) -> Location:
        """Return the place of the text from `start` to `end`; `base` tells what the runs do not.

        `shift` is how far the block's text begins behind the paragraph's, where that counts its characters.
        """
        first = bisect.bisect_right(self._ends, start)
        if first >= len(self._runs) or self._runs[first].start >= end:
            return base
        run = self._runs[first]
        column = run.column + max(start, run.start) - run.start
        return attrs.evolve(
            base,
            line=run.line,
            column=None if run.line is None else column,
            page=base.page if run.page is None else run.page,
            range=None if shift is None else f"{max(start + shift, 0)}-{end + shift}",
            quote=self._quote(first, column, end),
        )

    def _quote(self, first: int, column: int, end: int) -> str:
        shown, left = self._lines[first]
        last = bisect.bisect_left(self._starts, end) - 1
        run = self._runs[last]
        stop = left + len(shown)
        if self._lines[last] is self._lines[first]:
            stop = min(end, run.start + run.length) - run.start + run.column
        stop = min(stop, column + LONGEST) + AROUND
        return shown[max(0, column - AROUND - left) : stop - left].strip(" \r\n\f\t")


def shift_of(place: Location, length: int) -> int | None:
    """Return how far a block's text of `length` begins behind its paragraph's, None where no range says so."""
    end = (place.range or "").rpartition("-")[2]
    return int(end) - length if end.isascii() and end.isdigit() and len(end) <= _DIGITS else None


def cell_place(
    block: Location, lines: Lines, span: Span, names: tuple[str | None, str | None], shift: int | None
) -> Location:
    """Return a cell's place as far as that of its block and its names tell it; an empty cell stands nowhere."""
    base = attrs.evolve(block, row=names[0], col=names[1], revision=None)
    if span.end > span.start:
        return lines.placed(base, span.start, span.end, shift)
    return attrs.evolve(base, line=None, column=None, page=None, range=None, box=None, quote=None)


def cell_names(
    cell: tuple[int, int, str], rows: Sequence[str | None], columns: Sequence[str | None]
) -> tuple[str | None, str | None]:
    """Return the names of a cell: those of its row and its column, where both have one and it is not empty."""
    row, column, text = cell
    if not text or row >= len(rows) or column >= len(columns) or None in {rows[row], columns[column]}:
        return None, None
    return rows[row], columns[column]


def number_label(place: Location) -> Label | None:
    """Return the label of a number that is all of a table cell: its row and column."""
    if place.row is None or place.col is None:
        return None
    return Label(name=place.row, scope=place.col)


def number_key(kind: NumberKind, place: Location) -> str | None:
    """Return the key of a number that is all of a table cell."""
    if kind not in {NumberKind.FIGURE, NumberKind.TEXT} or None in {place.table, place.row, place.col}:
        return None
    return cell_key(place.table or "", place.row or "", place.col or "")


def number_numeral(kind: NumberKind, text: str) -> Numeral | None:
    """Return the numeral that a number is, by its text; only figures are read as one."""
    return numeral_of(text) if kind is NumberKind.FIGURE else None


def number_unit(kind: NumberKind, numeral: Numeral | None) -> str:
    """Return the unit that a number prints itself."""
    return "text" if kind is NumberKind.TEXT else numeral.mark if numeral is not None else ""


def called(occurrence: Occurrence) -> str:
    """Return what the figure of a number is called, by its label; else its key."""
    label, place = occurrence.label, occurrence.location
    if label is None:
        return occurrence.key or ""
    words = cell_label(label.name, label.scope) if place.col is not None else label.text
    return words or occurrence.key or ""


def figure_of(occurrence: Occurrence, label: str) -> Figure:
    """Return the figure that a number states."""
    mention = Mention(
        text=occurrence.text,
        location=occurrence.location,
        approximate=occurrence.approximate or bool(occurrence.range),
        sign_word=occurrence.sign_word or None,
    )
    return Figure(key=occurrence.key or "", label=label, unit=occurrence.unit, mentions=(mention,))


def stating(blocks: Iterable[Block]) -> Iterator[Occurrence]:
    """Iterate over the numbers that state a figure, in the order of the figures: in tables that of the cells."""
    for block in blocks:
        if not block.cells:
            yield from (each for each in block.occurrences if each.key is not None)
            continue
        for _, numbers in by_cell(block):
            yield from (each for each in numbers if each.key is not None)


def by_cell(block: Block) -> Iterator[tuple[Cell, list[Occurrence]]]:
    """Iterate over the cells of a table with the numbers that stand in each."""
    starts = [each.span.start for each in block.occurrences]
    for cell in block.cells:
        first = bisect.bisect_left(starts, cell.span.start)
        last = bisect.bisect_left(starts, cell.span.end)
        yield cell, list(block.occurrences[first:last])
