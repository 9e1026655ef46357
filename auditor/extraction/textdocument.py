"""A plain text, as lines, in blocks: furniture out, tables where their cells are certain, the rest joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import records
from auditor.extraction.bars.barred import held, parse_barred, parts_rows
from auditor.extraction.bars.markup import html_tables, parse_tabs
from auditor.extraction.coded.accounts import accounts_at, line_accounts_at
from auditor.extraction.layout.aligned import parse_aligned, spread
from auditor.extraction.prose.captions import captioned, is_caption, is_unit_line, numbers_only, read_caption
from auditor.extraction.prose.furniture import mark_furniture
from auditor.extraction.prose.headings import heading_level
from auditor.extraction.prose.joining import Joiner, fragment, fragments
from auditor.extraction.rows.formrows import parse_form
from auditor.extraction.rows.indicators import parse_indicators
from auditor.extraction.rows.piecewise import parse_pieces
from auditor.extraction.rows.rowheads import is_header
from auditor.extraction.rows.rowparser import parse, parse_wrapped
from auditor.extraction.stacks.bandpages import parse_banded
from auditor.extraction.stacks.bands import Stretch, english_begins, stretch_of
from auditor.extraction.stacks.celllines import parse_cells
from auditor.extraction.stacks.cellrows import CellRows
from auditor.extraction.stacks.columnwise import parse_columns
from auditor.extraction.stacks.corners import with_corner
from auditor.extraction.stacks.evencolumns import parse_even
from auditor.extraction.stacks.flowtable import parse_flows
from auditor.extraction.stacks.headed import Headed, begins, parse_headed
from auditor.extraction.stacks.headedcolumns import UNIT_CORNER
from auditor.extraction.stacks.rowscores import RowTables
from auditor.extraction.stacks.runtable import parse_runs
from auditor.extraction.stacks.scored import parse_scored
from auditor.extraction.stacks.skytable import parse_filled
from auditor.extraction.stacks.stacked import parse_stacks
from auditor.extraction.stacks.wholecolumns import Whole, parse_whole
from auditor.extraction.text.draft import Draft
from auditor.extraction.text.grid import Grid
from auditor.extraction.text.leftout import behind, held_by, left_out, parts_left_out
from auditor.extraction.text.lines import Line
from auditor.report.blocks import BlockKind
from auditor.source import Location

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CAPTION_LINES = 3
_TRIES = 1
_BAR_TRIES = 12
_FORM_LINES = 3
_PROOFS = 2
_TITLE = 30


def text_drafts(items: Sequence[Line | FoundTable]) -> Iterator[Draft]:
    """Return the blocks of a text in reading order; tables that were found by their rules stay as they are.

    Furniture is listed last: it belongs to no place in the order.
    """
    lines = [item for item in items if isinstance(item, Line)]
    marked = mark_furniture(lines)
    furniture = {id(lines[at]) for at in marked}
    for at, line in enumerate(lines):
        line.fresh = at > 0 and (at - 1 in marked or line.leaf != lines[at - 1].leaf)
    reader = _Reader([item for item in items if id(item) not in furniture])
    yield from reader.drafts()
    for at in sorted(marked):
        line = lines[at]
        yield Draft(
            kind=BlockKind.FURNITURE, text=line.mapped.strip(), place=Location(page=line.page, box=line.box)
        )


@records.frozen(eq=False)
class FoundTable:
    """A table whose cells its rules show, and where it stands."""

    grid: Grid
    page: int | None = None
    box: tuple[str, ...] | None = None
    leaf: int = 0


class _Reader:
    """Splits lines into tables and narrative."""

    def __init__(self, items: list[Line | FoundTable]) -> None:
        self._items = items
        lines = [item for item in items if isinstance(item, Line)]
        self._joiner = Joiner(lines)
        self._buffer: list[Line] = []
        # Where the last stretch of aligned lines ended, and how often it was tried in vain.
        self._tried = (0, 0)
        # Where the last stretch that arithmetic was to prove ends, and how often it was tried.
        self._proved = (0, 0)
        self._rowed = RowTables()
        self._cell_rows = CellRows()
        self._bars = (0, 0)
        # Rows of a table that are read as text behind it.
        self._asides: list[Line] = []
        # Rows of a table whose prose is printed in pieces.
        self._pieces_behind: list[Line] = []
        # Consecutive lines without a found table between them.
        self._lines: list[Line] = []

    def drafts(self) -> Iterator[Draft]:
        for item in self._items:
            if isinstance(item, Line):
                self._lines.append(item)
                continue
            yield from self._narrative()
            captions = self._captions()
            yield from self._flush()
            for caption in captions:
                if heading_level(caption.text) != 1:
                    yield Draft(
                        kind=BlockKind.CAPTION, text=caption.mapped.strip(), place=Location(page=caption.page)
                    )
            place = Location(page=item.page, box=item.box)
            yield Draft(kind=BlockKind.TABLE, grid=captioned(item.grid, captions), place=place)
        yield from self._narrative()
        yield from self._flush()

    def _narrative(self) -> Iterator[Draft]:
        at = 0
        while at < len(self._lines):
            line = self._lines[at]
            if "<table" in line.text:
                captions = self._captions()
                yield from self._flush()
                yield from _html(line, captions)
                at += 1
                continue
            found = self._table(at)
            if (
                found is None
                and at + 1 < self._tried[0]
                and self._tried[1] >= _TRIES
                and spread(self._lines[at : self._tried[0]])
            ):
                yield from self._flush()
                yield fragment(self._lines[at : self._tried[0]])
                at = self._tried[0]
                continue
            if found is None:
                self._buffer.append(line)
                at += 1
                continue
            grid, end, skipped = found
            taken = held_by(grid)
            end = behind(self._lines, at, end, taken, skipped)
            self._buffer, self._asides, self._pieces_behind = (
                [line for line in lines if line.number <= self._lines[end - 1].number]
                for lines in (self._buffer, self._asides, self._pieces_behind)
            )
            captions = self._captions()
            told = (*captions, *self._buffer, *self._asides, *self._pieces_behind)
            left = left_out(self._lines[at:end], taken, skipped, told)
            self._asides = sorted((*self._asides, *left), key=lambda line: line.number)
            told = (*captions, *self._buffer, *self._asides, *self._pieces_behind)
            self._pieces_behind.extend(parts_left_out(self._lines[at:end], taken, skipped, told))
            yield from self._flush()
            for caption in captions:
                if heading_level(caption.text) != 1:
                    yield Draft(
                        kind=BlockKind.CAPTION, text=caption.mapped.strip(), place=Location(page=caption.page)
                    )
            if grid.caption:
                yield Draft(kind=BlockKind.CAPTION, text=grid.caption, place=Location(page=line.page))
            yield Draft(kind=BlockKind.TABLE, grid=captioned(grid, captions), place=Location(page=line.page))
            for again in self._lines[at:end]:
                if id(again) in skipped:
                    text = again.mapped.strip()
                    yield Draft(kind=BlockKind.FURNITURE, text=text, remark="repeated table head")
            if self._pieces_behind:
                yield fragment(self._pieces_behind)
            self._buffer.extend(self._asides)
            self._asides, self._pieces_behind = [], []
            at = end
        self._lines = []
        self._tried = self._bars = self._proved = (0, 0)
        self._rowed, self._cell_rows = RowTables(), CellRows()

    def _table(self, at: int) -> tuple[Grid, int, set[int]] | None:
        """Return the table that begins at a line, the index behind it, and the lines that repeat its head."""
        line = self._lines[at]
        if barred := self._barred(at):
            return barred
        if "\t" in line.mapped.text and (tabbed := parse_tabs(self._lines, at)):
            return *tabbed, set()
        if heading_level(line.text):
            return None
        if accounts := line_accounts_at(self._lines, at):
            return accounts.grid, accounts.end, set(accounts.repeated)
        if at >= self._tried[0] or self._tried[1] < _TRIES:
            # A stretch that does not divide into rows is tried from its next lines on: they may be its head.
            grid, end, repeated = parse_aligned(self._lines, at)
            if grid is not None:
                return grid, end, repeated
            below = next(
                (line for line in range(at + 1, min(at + _FORM_LINES, end)) if self._begins(line)), 0
            )
            if below:
                # 部门名称  某局  预算代码  417203: what fills the first lines of a form heads no columns.
                self._tried = (below, 0)
                return None
            self._tried = (end, self._tried[1] + 1 if at < self._tried[0] else 1)
        if at < self._tried[0] and spread(self._lines[at : self._tried[0]]):
            # Blanks keep its columns, but its rows are not certain: counting would not make them so.
            return None
        if form := parse_form(self._lines, at):
            return *form, set()
        if read_caption(line.text).number is None and is_header(line) and (parsed := parse(self._lines, at)):
            return parsed.grid, parsed.end, parsed.repeated
        if pieced := self._pieces(at):
            return pieced
        if is_unit_line(line.text) or is_caption(line.text):
            return None
        found = self._cells(at)
        return found and (with_corner(found[0]), *found[1:])

    def _barred(self, at: int) -> tuple[Grid, int, set[int]] | None:
        """Return the table that begins at a line and whose cells bars part; a stretch of bars is tried a few times."""
        lines = self._lines
        if not any("|" in line.text for line in lines[at : at + 2]):
            return None
        if at >= self._bars[0]:
            self._bars = (at + len(held(lines, at)), 0)
        if self._bars[1] >= _BAR_TRIES:
            return None
        # A line that holds several rows is none of a table whose rows are lines, nor is the rule above it.
        here = "|" in lines[at].text
        flat = here and any(parse_pieces([each], 0) for each in lines[at : at + 2])
        if (flat or (here and not parts_rows(lines, at))) and (pieced := self._pieces(at)):
            return pieced
        if not flat and (barred := parse_barred(lines, at)):
            return *barred, set()
        self._bars = (self._bars[0], self._bars[1] + 1)
        return None

    def _pieces(self, at: int) -> tuple[Grid, int, set[int]] | None:
        """Return the English table that begins at a line, its rows broken into pieces."""
        pieced = None if is_caption(self._lines[at].text) else parse_pieces(self._lines, at)
        if pieced is None:
            return None
        barred = "|" in self._lines[at].text
        if not barred and any(_cells_of(line) > 1 for line in self._lines[at : pieced.end]):
            return None  # the bars of the lines below part its cells
        self._asides = pieced.asides
        return pieced.grid, pieced.end, set()

    def _cells(self, at: int) -> tuple[Grid, int, set[int]] | None:
        """Return the table that begins at a line, each of its cells on a line of its own."""
        line = self._lines[at]
        above = self._buffer[-1].text if self._buffer else ""
        titled = is_caption(above) or is_unit_line(above)
        led = titled or heading_level(above) > 0 or above.endswith(("。", "：", ":"))
        if (known := self._known(at, titled=titled, led=led)) is not None:
            return known
        led = led or self._named() or UNIT_CORNER.fullmatch(line.text) is not None
        scored = parse_scored(self._lines, at) if led else None
        if scored is not None and scored.prose:
            self._asides = list(scored.asides)
            return scored.grid, scored.end, set()
        apart = line.after_blank or led
        if apart and (columnwise := parse_columns(self._lines, at)):
            self._buffer.extend(columnwise.captions)
            return columnwise.grid, columnwise.end, set()
        if led and (stacked := parse_stacks(self._lines, at)):
            return stacked
        if apart and (cells := parse_cells(self._lines, at)):
            return *cells, set()
        if scored is None and (rows := self._rowed.at(self._lines, at)):
            self._asides = list(rows.asides)
            return rows.grid, rows.end, set()
        if self._rowed.awaited(at):
            return None
        # Below 表 5 stands its title, which is no head.
        if led and not numbers_only(above) and (even := parse_even(self._lines, at)):
            return even
        headed: Headed | None = None
        if led and (begins(self._lines, at) or UNIT_CORNER.fullmatch(line.text)):
            if stretch := stretch_of(self._lines, at, untitled=numbers_only(above)):
                headed = (
                    parse_headed(self._lines, stretch)
                    or parse_banded(self._lines, stretch)
                    or self._lattice(stretch, untitled=numbers_only(above))
                )
        elif english_begins(line, above):
            # English text says by nothing but a blank line that a table begins.
            stretch = stretch_of(self._lines, at, untitled=False)
            headed = self._lattice(stretch, untitled=False) if stretch else None
        whole = parse_whole(self._lines, at) if apart and not headed else None
        if not headed and not whole and scored is not None:
            self._asides = list(scored.asides)
            return scored.grid, scored.end, set()
        headed = headed or (None if whole else self._cell_rows.at(self._lines, at, above, led=led))
        found = headed or whole or parse_runs(self._lines, at, titled=titled) or self._cell_rows.pieces(at)
        return self._taken(found or parse_flows(self._lines, at, titled=titled))

    def _taken(self, found: Headed | Whole | None) -> tuple[Grid, int, set[int]] | None:
        """Return the table found at a line; the lines among it that tell its title and unit stand above it."""
        if found is None:
            return None
        captions, behind = (found.asides, ()) if isinstance(found, Headed) else (found.titles, found.behind)
        repeated = set(found.repeated) if isinstance(found, Headed) else set()
        self._buffer.extend(captions)
        self._asides = list(behind)
        return found.grid, found.end, repeated

    def _known(self, at: int, *, titled: bool, led: bool) -> tuple[Grid, int, set[int]] | None:
        """Return the table at a line whose rows are told by what they hold: labels in pieces, codes of indicators or accounts."""
        if titled and (parsed := parse_wrapped(self._lines, at)):
            return parsed.grid, parsed.end, parsed.repeated
        if titled and (coded := parse_indicators(self._lines, at)):
            self._pieces_behind = list(coded.asides)
            return coded.grid, coded.end, set()
        if led and (accounts := accounts_at(self._lines, at)):
            self._asides = list(accounts.asides)
            return accounts.grid, accounts.end, set(accounts.repeated)
        return None

    def _lattice(self, stretch: Stretch, *, untitled: bool) -> Headed | None:
        """Return the table of a stretch by its arithmetic; a stretch is tried from a few of its lines on."""
        if stretch.end != self._proved[0]:
            self._proved = (stretch.end, 0)
        self._proved = (stretch.end, self._proved[1] + 1)
        return parse_filled(self._lines, stretch, untitled=untitled) if self._proved[1] <= _PROOFS else None

    def _begins(self, at: int) -> bool:
        """Whether an aligned table begins at a line."""
        return parse_aligned(self._lines, at)[0] is not None

    def _captions(self) -> list[Line]:
        """Take the caption and unit lines that stand directly above a table off the narrative."""
        found: list[Line] = []
        while self._buffer and len(found) < _CAPTION_LINES:
            line = self._buffer[-1]
            unit = is_unit_line(line.text)
            if not unit and heading_level(line.text) == 1 and is_caption(line.text):
                # 附件 1 自评表 is the heading of its part and the title of its only table.
                found.insert(0, line)
                break
            if not unit and not is_caption(line.text) and not self._named():
                break
            found.insert(0, self._buffer.pop())
            if not unit:
                if self._buffer and not numbers_only(line.text) and numbers_only(self._buffer[-1].text):
                    heading = heading_level(self._buffer[-1].text) == 1
                    found.insert(0, self._buffer[-1] if heading else self._buffer.pop())
                break
        return found

    def _named(self) -> bool:
        """Whether the last line of the narrative is the title of the table whose number stands above it: 表 5 / 投诉分类."""
        if len(self._buffer) < 2:  # noqa: PLR2004 - a number and a title
            return False
        number, title = self._buffer[-2:]
        named = len(title.text) <= _TITLE and not title.text.endswith(("。", "；", "："))
        return named and numbers_only(number.text)

    def _flush(self) -> Iterator[Draft]:
        lines, self._buffer = self._buffer, []
        at = start = 0
        counts = fragments(lines, self._joiner.width)
        while at < len(lines):
            count = counts[at]
            # The last, short line of a paragraph belongs to the paragraph above, not to the pieces below.
            if not count or (at > start and self._joiner.tail(lines[at - 1], lines[at])):
                at += 1
                continue
            yield from self._joiner.drafts(lines[start:at])
            yield fragment(lines[at : at + count])
            at = start = at + count
        yield from self._joiner.drafts(lines[start:])


def _cells_of(line: Line) -> int:
    """Return how many cells a line holds between bars, 0 where it has no bar."""
    return sum(1 for part in line.text.split("|") if part.strip()) if "|" in line.text else 0


def _html(line: Line, captions: list[Line]) -> Iterator[Draft]:
    at = 0
    place = Location(page=line.page)
    for caption in captions:
        if heading_level(caption.text) != 1:
            yield Draft(
                kind=BlockKind.CAPTION, text=caption.mapped.strip(), place=Location(page=caption.page)
            )
    for start, end, grid in html_tables(line):
        before = line.mapped.cut(at, start).strip()
        if before and not before.text.startswith("<"):
            yield Draft(kind=BlockKind.PARAGRAPH, text=before, place=place)
        yield Draft(kind=BlockKind.TABLE, grid=captioned(grid, captions), place=place)
        captions, at = [], end
    rest = line.mapped.cut(at).strip()
    if rest and not rest.text.startswith("</"):
        yield Draft(kind=BlockKind.PARAGRAPH, text=rest, place=place)
