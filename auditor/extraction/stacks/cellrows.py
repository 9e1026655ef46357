"""Tables that a text layer prints row by row, a cell between blank lines: label, values, label, values.

社会保险补贴 | 2,240.00 | 2,239.36 | 99.97% | 公益性岗位补贴 | 1,860.00 | …, below the heads or above some of them.
As many values as most labels have behind them are the columns. A value may be printed early or late, its row lacks it
then; the last rows may stand behind the heads that a new page repeats, and their labels behind them. Taken only where
no value is left over and each row has its label.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.prose.captions import is_unit_line, numbers_only
from auditor.extraction.stacks.bands import Stretch, english_begins, stretch_of
from auditor.extraction.stacks.cellheads import SERIAL_HEAD
from auditor.extraction.stacks.cellrowheads import heads_over
from auditor.extraction.stacks.headed import Headed
from auditor.extraction.stacks.headedcolumns import heads_labels, is_corner
from auditor.extraction.stacks.rowcells import cells_of
from auditor.extraction.stacks.rowchains import chains_of
from auditor.extraction.stacks.rowgrid import grid_of_rows
from auditor.extraction.stacks.rowprofile import profile_of
from auditor.extraction.stacks.stacked import misplaced
from auditor.extraction.stacks.stacklabels import TOTAL
from auditor.extraction.stacks.stacks import Stack
from auditor.extraction.stacks.strays import with_strays
from auditor.extraction.tables.cellform import Kind, form_of
from auditor.extraction.tables.columnproofs import number_of, torn
from auditor.extraction.text.grid import Grid, GridCell
from auditor.extraction.text.mapped import EMPTY, Mapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.text.lines import Line

_FEWEST_ROWS = 3
_MOST_LINES = 1500
_TRIES = 2
_FEWEST_COLUMNS = 2
_MOST_COLUMNS = 14
_MOST_MISSING = 2
_PAGE = re.compile(r"[0-9]{1,3}")
_SECTION = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,2}")
_RARE = 12
"""Of so many stacks one may hold two values: that below was printed too early."""
_COLUMN = re.compile(
    r"[%％]|(?:change|variance|actual|budget|outturn|rate|amount|share|percent|target|score|balance)s?$",
    re.IGNORECASE,
)
"""Heads of columns, which name a row only where others are named so."""
_SUBTOTAL = re.compile(r"小\s*计|[Ss]ubtotal")


@records.frozen(eq=False)
class _Run:
    """Words of a text layer and the values printed behind them.

    `glued` are words directly above one of the values, with its place; `early` values directly below one.
    """

    words: tuple[Stack, ...]
    values: tuple[Stack, ...]
    glued: tuple[tuple[int, Stack], ...] = ()
    early: tuple[Stack, ...] = ()


@attrs.define(eq=False)
class _Rows:
    """The rows of a table as they are printed, some without a label or a value, and what is left over.

    `heads` stand above the first row, `left` below it; `again` is the longest head that a new page repeats.
    """

    heads: list[Stack]
    labels: list[Mapped | None] = attrs.Factory(list)
    rows: list[tuple[Stack, ...]] = attrs.Factory(list)
    strays: list[Stack] = attrs.Factory(list)
    left: list[Stack] = attrs.Factory(list)
    again: tuple[Stack, ...] = ()
    repeated: list[Stack] = attrs.Factory(list)


@attrs.define(eq=False)
class CellRows:
    """The tables among lines; a stretch is sought for rows in pieces from a few of its lines on."""

    _end: int = 0
    _tried: int = 0
    _last: tuple[int, Stretch | None] = (-1, None)

    def at(self, lines: Sequence[Line], at: int, above: str, *, led: bool) -> Headed | None:
        """Read the table that begins at a line, below what stands above it; its title below 表 5 is no head."""
        self._last = (at, None)
        if not (led and not numbers_only(above)) and not english_begins(lines[at], above):
            return None
        self._last = (at, stretch_of(lines, at, untitled=False, most=_MOST_LINES))
        stretch = self._last[1]
        return parse_cell_rows(lines, stretch) if stretch is not None else None

    def pieces(self, at: int) -> Headed | None:
        """Read the table at the line last looked at, its rows in pieces."""
        stretch = self._last[1] if self._last[0] == at else None
        if stretch is None:
            return None
        if at >= self._end:
            self._end, self._tried = stretch.end, 0
        self._tried += 1
        return parse_row_pieces(stretch) if self._tried <= _TRIES else None


def parse_row_pieces(stretch: Stretch) -> Headed | None:
    """Read the table that takes a stretch of lines, some of its rows in pieces, None where it is not certain."""
    cells = cells_of(stretch)
    profile = profile_of(cells)
    chains = chains_of(cells, profile) if profile else None
    grid = grid_of_rows(cells, profile, chains) if profile and chains else None
    if grid is None or chains is None:
        return None
    used = {origin for cell in grid.cells for origin in cell.text.origins}
    last = max(at for at, cell in enumerate(cells) if not used.isdisjoint(cell.text.origins) or cell.again)
    end = cells[last + 1].stack.at if last + 1 < len(cells) else stretch.end
    stop = cells[last].stack.lines[-1].number
    asides = tuple(line for line in stretch.asides if line.number < stop)
    heads = [line for at in chains.heads if at < last for line in cells[at].stack.lines]
    repeated = frozenset(id(line) for line in heads if used.isdisjoint(line.mapped.strip().origins))
    return Headed(grid, asides, end, repeated)


def parse_cell_rows(lines: Sequence[Line], stretch: Stretch) -> Headed | None:
    """Read the table that takes a stretch of lines, None where it is not certain."""
    stacks = [stack for page in stretch.pages for stack in page]
    if sum(_values(stack) > 1 for stack in stacks) * _RARE > len(stacks):
        return None  # columns are printed whole
    if not all(stack.part(0, len(stack.lines) - _values(stack)).words for stack in stacks):
        return None
    stacks, end = _without_number(stacks, stretch.end)
    stacks, serials = _without_serials(stacks)
    runs = list(_runs(stacks))
    width = _width(runs)
    if not width:
        return None
    ways = [
        (grid, rows)
        for cornered in (False, True)
        if (rows := _rows(runs, width, cornered=cornered)) is not None
        if (grid := _grid(rows, width, serials)) is not None
    ]
    if len(ways) != 1:
        return None
    grid, rows = ways[0]
    asides = tuple(line for line in stretch.asides if line.number < lines[end - 1].number)
    repeated = frozenset(id(line) for stack in rows.repeated for line in stack.lines)
    return Headed(grid, asides, end, repeated)


def _values(stack: Stack) -> int:
    """Return how many lines of values a stack ends with."""
    words = [at for at, form in enumerate(stack.forms, start=1) if form.kind is Kind.WORDS]
    return len(stack.forms) - max(words, default=0)


def _without_number(stacks: list[Stack], end: int) -> tuple[list[Stack], int]:
    """Return the stacks and the index behind them, without the number of the section that follows and its title."""
    for at in range(len(stacks) - 1, max(len(stacks) - 3, 0), -1):
        stack = stacks[at]
        if stack.words:
            continue
        numbered = len(stack.lines) == 1 and at < len(stacks) - 1 and _SECTION.fullmatch(stack.lines[0].text)
        return (stacks[:at], stack.at) if numbered else (stacks, end)
    return stacks, end


def _without_serials(stacks: Sequence[Stack]) -> tuple[list[Stack], list[Mapped]]:
    """Return the stacks without the numbers 1, 2, 3, … that stand before labels, and these numbers."""
    serials: list[int] = []
    for at, stack in enumerate(stacks[:-1]):
        if len(stack.lines) == 1 and stack.lines[0].text == str(len(serials) + 1) and stacks[at + 1].words:
            serials.append(at)
    if len(serials) < _FEWEST_ROWS:
        return list(stacks), []
    kept = [stack for at, stack in enumerate(stacks) if at not in serials]
    return kept, [stacks[at].text for at in serials]


def _runs(stacks: Sequence[Stack]) -> Iterator[_Run]:
    """Iterate over the stacks as words with the values behind them; a year behind words is one of them."""
    words: list[Stack] = []
    values: list[Stack] = []
    glued: list[tuple[int, Stack]] = []
    early: list[Stack] = []
    for stack in stacks:
        kind = stack.forms[0].kind
        if stack.words or (kind is Kind.DATE and not values):
            if values:
                yield _Run(tuple(words), tuple(values), tuple(glued), tuple(early))
                words, values, glued, early = [], [], [], []
            words.append(stack)
        else:
            first = len(stack.lines) - _values(stack)
            if first:
                glued.append((len(values), stack.part(0, first)))
            values.append(stack.part(first, first + 1))
            early.extend(stack.part(at, at + 1) for at in range(first + 1, len(stack.lines)))
    yield _Run(tuple(words), tuple(values), tuple(glued), tuple(early))


def _width(runs: Sequence[_Run]) -> int:
    """Return how many values most labels have behind them, 0 where they do not agree."""
    counts = Counter(len(run.values) for run in runs if run.values)
    told = [count for count in counts if _FEWEST_COLUMNS <= count <= _MOST_COLUMNS]
    fits = {width: sum(times for count, times in counts.items() if count % width == 0) for width in told}
    width = max(told, key=lambda each: (fits[each], each), default=0)
    return width if width and fits[width] * 2 > sum(counts.values()) else 0


def _rows(runs: Sequence[_Run], width: int, *, cornered: bool) -> _Rows | None:
    """Return the rows of so many values, None where words stand among them that name neither rows nor columns.

    `cornered`: the first label stands in one stack with the head of the labels.
    """
    least = max(_FEWEST_COLUMNS, width - 1)
    start = next((at for at, run in enumerate(runs) if len(run.values) >= least), len(runs))
    above = [stack for run in runs[: start + 1] for stack in run.words]
    if start == len(runs) or not above or (cornered and len(above[0].lines) == 1):
        return None
    if cornered:
        found = _Rows([above[0].part(0, 1), *above[1:]], [above[0].part(1).text])
    else:
        above = _corner_first(above)
        found = _Rows(above[:-1], [above[-1].text])
    found.strays.extend(stack for run in runs[:start] for stack in run.values)
    known = {_plain(stack.text) for stack in found.heads}
    found.rows.append(runs[start].values)
    found.strays.extend(stack for run in runs[: start + 1] for stack in run.early)
    corner = len(found.heads) + len(runs[start].glued) - width
    if corner in {0, 1}:
        for place, stack in runs[start].glued:
            found.heads.insert(place + corner, stack)
    else:
        found.left.extend(stack for _, stack in runs[start].glued)
    found.left.extend(stack for run in runs[:start] for _, stack in run.glued)
    for run in runs[start + 1 :]:
        if not _added(found, run, width, known):
            return None
    for row in list(found.rows):
        if len(row) > width and len(row) % width == 0:
            found.rows.extend(row[at : at + width] for at in range(width, len(row), width))
            found.labels.extend([None] * (len(row) // width - 1))
        else:
            found.strays.extend(row[width:])
    found.rows = [row[:width] for row in found.rows]
    return found


def _corner_first(words: list[Stack]) -> list[Stack]:
    """Return words with the head of the labels first, which stands lower than the other heads and is printed behind a label."""
    told = [is_corner(_plain(stack.text)) for stack in words]
    if told and heads_labels(_plain(words[-1].text)):
        told = [heads_labels(_plain(stack.text)) for stack in words]
    last = len(words) > 1 and told[-1] and not any(told[:-1])
    return [words[-1], *words[:-1]] if last else words


def _added(found: _Rows, run: _Run, width: int, known: set[str]) -> bool:
    """Put a run below the rows found; False where its words name neither a row nor columns."""
    words: list[Stack] = []
    again: list[Stack] = []
    for stack in run.words:
        if _plain(stack.text) in known:
            again.append(stack)
        elif _plain(stack.part(0, 1).text) in known:
            again.append(stack.part(0, 1))
            words.append(stack.part(1))
        else:
            words.append(stack)
    found.left.extend(stack for _, stack in run.glued)
    found.strays.extend(run.early)
    if len(run.values) < width - _MOST_MISSING or not (words or len(run.values) > _MOST_MISSING):
        found.left.extend(words)
        found.strays.extend(
            stack for stack in run.values if not (again and _PAGE.fullmatch(stack.lines[0].text))
        )
    else:
        words = _corner_first(words)
        cornered = len(words) == 2 and (is_corner(_plain(words[0].text)) or len(found.heads) == width)  # noqa: PLR2004
        if len(words) > 1 and not again and not cornered:
            return False
        found.left.extend(words[:-1])
        found.labels.append(words[-1].text if words else None)
        found.rows.append(run.values)
    if len(again) > 1:
        whole = tuple(stack for stack in run.words if stack not in words[-1:])
        found.again = max(found.again, whole, key=len)
        found.repeated.extend(again)
    else:
        found.left.extend(again)
    return True


def _plain(text: Mapped) -> str:
    return "".join(text.text.split())


def _grid(rows: _Rows, width: int, serials: Sequence[Mapped]) -> Grid | None:
    """Return the table of rows, None where a row has no label or value, or a column no cells of one form."""
    named = _labelled(rows)
    count = len(rows.rows)
    if named is None or count < _FEWEST_ROWS or len(serials) not in {0, count, count - 1}:
        return None
    labels, left = named
    total = TOTAL.match(labels[-1].text) is not None
    texts = [tuple(stack.text for stack in row) for row in rows.rows]
    full = with_strays(texts, [stack.text for stack in rows.strays], width, total=total)
    if full is None:
        return None
    if total and torn([tuple(number_of(cell.text) for cell in row) for row in full], first=False):
        return None
    counted = [stack for stack in rows.heads if serials and SERIAL_HEAD.fullmatch(_plain(stack.text))]
    columns = list(zip(*full, strict=True))
    heads = heads_over([stack for stack in rows.heads if stack not in counted], left, rows.again, columns)
    if heads is None:
        return None
    top = max(cell.row + cell.rows for cell in heads)
    first = 1 if serials else 0
    cells = [attrs.evolve(cell, column=cell.column + first) for cell in heads]
    if serials:
        cells.append(GridCell(0, 0, counted[0].text if counted else EMPTY, rows=top))
        cells.extend(GridCell(top + at, 0, serial) for at, serial in enumerate(serials))
    cells.extend(
        GridCell(top + at, first + column, cell)
        for at, (label, row) in enumerate(zip(labels, full, strict=True))
        for column, cell in enumerate([label, *row])
    )
    return Grid(tuple(cells), top + count, first + width + 1, source="columns")


def _labelled(rows: _Rows) -> tuple[list[Mapped], list[Stack]] | None:
    """Return the labels of all rows and the words left for heads, None where a row has no label.

    Those of the last rows may be printed behind their values.
    """
    labels = [label for label in rows.labels if label is not None]
    count = len(rows.labels) - len(labels)
    if any(label is not None for label in rows.labels[len(labels) :]):
        return None
    left = list({_plain(stack.text): stack for stack in rows.left}.values())
    if count:
        closing = [stack for stack in left if _closes(stack, count)] or left[-1:]
        if len(closing) != 1 or len(closing[0].lines) != count:
            return None
        labels.extend(line.mapped.strip() for line in closing[0].lines)
        left.remove(closing[0])
    texts = [text for label in labels if not _SUBTOTAL.fullmatch(text := _plain(label))]
    if len(set(texts)) < len(texts) or any(TOTAL.match(text) for text in texts[:-1]):
        return None
    if form_of(labels[0].text).kind is Kind.DATE or misplaced([label.text for label in labels], []):
        return None  # the head of a column, and the label stands among the heads
    if _COLUMN.search(labels[0].text) and not any(_COLUMN.search(label.text) for label in labels[1:]):
        return None
    return labels, [stack for stack in left if not is_unit_line(stack.lines[0].text)]


def _closes(stack: Stack, count: int) -> bool:
    """Whether a stack surely holds the labels of so many last rows."""
    return len(stack.lines) == count and (count > 1 or TOTAL.match(stack.lines[0].text) is not None)
