"""Tables of a text layer whose values are put in their places by arithmetic, over one page or more.

What `headed` and `banded` leave: runs that were printed late, first rows in another order than those below,
pages of a single row, heads in groups above columns that have values already.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.extraction.stacks.bandpages import near_text
from auditor.extraction.stacks.cellheads import Printed, crossed
from auditor.extraction.stacks.headed import AMOUNT_HEAD, Headed
from auditor.extraction.stacks.latticefill import (
    MOST_LATE,
    Filling,
    best_of,
    cells_of,
    fillings,
    numbers_of,
    orders,
)
from auditor.extraction.stacks.latticenames import Names, labels_of_page, names_of, sensible
from auditor.extraction.stacks.latticesheet import Sheet, detached, words_of
from auditor.extraction.stacks.latticestream import Run, pieces_of, without_serials
from auditor.extraction.stacks.stacklabels import TOTAL
from auditor.extraction.tables.cellform import Kind, form_of
from auditor.extraction.tables.columnproofs import beyond_share, failures, proven, relations, torn
from auditor.extraction.tables.rowproofs import row_sums
from auditor.extraction.text.grid import Grid, GridCell
from auditor.extraction.text.mapped import EMPTY, Mapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.stacks.bands import Stretch
    from auditor.extraction.stacks.stacks import Stack
    from auditor.extraction.tables.columnproofs import Row
    from auditor.extraction.text.lines import Line

_MOST_COLUMNS = 12
SHARE_HEAD = re.compile(r"(?:占比|比重|比例|率|幅度?)$")
_FEWEST = 2
_FEWEST_ROWS = 3
_FEWEST_VALUES = 6
_MOST_BEHIND = 2
"""So many stacks of words behind the values may belong to what follows."""
_SHORTEST_TITLE = 7
_PLACE = re.compile(r"全[国省市区县州旗镇乡]")
"""The last row of a table of places sums them."""

_Tried = Callable[["Sequence[Run]", int, int], "list[Filling]"]
Columns = list[list["Line | None"]]


def parse_lattice(lines: Sequence[Line], stretch: Stretch, *, untitled: bool = False) -> Headed | None:
    """Read the table that takes a stretch of lines, None where it is not certain.

    An `untitled` table has its number above it, and its title may stand among its cells. The last words may belong
    to the text below.
    """
    *before, last = stretch.pages
    tried = _ways_once()
    done = max((at for at, stack in enumerate(last, start=1) if not stack.words), default=0)
    for used in range(len(last), max(done, len(last) - _MOST_BEHIND) - 1, -1):
        end = last[used].at if used < len(last) else stretch.end
        found = _parsed(
            [*before, last[:used]], near_text(lines, stretch), tried, untitled=untitled and not stretch.asides
        )
        if found is not None:
            asides = tuple(line for line in stretch.asides if line.number < lines[end - 1].number)
            return Headed(found[0], (*asides, *found[1]), end, frozenset())
    return None


def _ways_once() -> _Tried:
    """Return what finds the ways to fill columns with runs, and finds them once only."""
    kept: dict[tuple[object, ...], list[Filling]] = {}

    def ways(runs: Sequence[Run], width: int, late: int) -> list[Filling]:
        key = (tuple(id(line) for run in runs for line in (*run.words, *run.values)), width, late)
        if key not in kept:
            found = fillings(runs, width, late)
            kept[key] = [order for filling in found for order in orders(runs, filling)]
        return kept[key]

    return ways


def _parsed(
    stacks: Sequence[Sequence[Stack]], known: Callable[[str], bool], tried: _Tried, *, untitled: bool
) -> tuple[Grid, list[Line]] | None:
    """Return the table of stacks, page by page, and the line of its title among them."""
    pages = [pieces_of(page) for page in stacks]
    told = [page for page in pages if page is not None]
    values = sum(len(piece.values) for page in told for piece in page)
    words = sum(len(piece.words) for page in told for piece in page)
    if len(told) < len(pages) or values < max(_FEWEST_VALUES, words // 2):
        return None
    told, serials = without_serials(told)
    if any(not page for page in told):
        return None
    titles = _titles(told[0]) if untitled else []
    if not titles:
        grid = _table(told, known, tried)
        return (_numbered(grid, serials), []) if grid is not None else None
    found: list[tuple[Grid, list[Line]]] = []
    for title in titles:
        grid = _table(
            [[part for piece in page for part in _without(piece, title)] for page in told], known, tried
        )
        if grid is not None:
            found.append((_numbered(grid, serials), [title]))
    return found[0] if len(found) == 1 else None


def _numbered(grid: Grid, serials: Sequence[Line]) -> Grid:
    """Return a table with its serial numbers left of the labels; the total has none."""
    rows = len({cell.row for cell in grid.cells if cell.column == 0}) - 1
    if not serials or not rows - 1 <= len(serials) - 1 <= rows:
        return grid
    top = max(cell.rows for cell in grid.cells if cell.row == 0)
    moved = [attrs.evolve(cell, column=cell.column + 1) for cell in grid.cells]
    head, *numbers = serials
    moved.insert(0, GridCell(0, 0, head.mapped.strip(), rows=top))
    moved.extend(GridCell(top + at, 0, line.mapped.strip()) for at, line in enumerate(numbers))
    return Grid(tuple(moved), grid.height, grid.width + 1, source=grid.source)


def _titles(pieces: Sequence[Run]) -> list[Line]:
    """Return the lines above all values that may be the title of the table."""
    count = next((at for at, piece in enumerate(pieces) if piece.values), 0)
    return [
        piece.words[0]
        for piece in pieces[: count + 1]
        if piece.words and not piece.group and len(piece.words[0].text) >= _SHORTEST_TITLE
    ]


def _without(piece: Run, title: Line) -> Iterator[Run]:
    """Return a piece without the line of a title, and none where that is all of it."""
    if not piece.words or piece.words[0] is not title:
        yield piece
    elif len(piece.words) > 1 or piece.values:
        yield Run(piece.words[1:], piece.values, piece.group)


def _table(pages: Sequence[list[Run]], known: Callable[[str], bool], tried: _Tried) -> Grid | None:
    """Return the one table that the pieces of pages can be, with the fewest runs out of their order."""
    headed = sum(1 for piece in pages[0] if piece.words and piece.values)
    alone = sum(1 for piece in pages[0] if piece.words and not piece.values)
    widths = range(max(2, headed), min(_MOST_COLUMNS, headed + alone) + 1)
    for late in range(MOST_LATE + 1):
        found: dict[tuple[str, ...], Grid] = {}
        for width in widths:
            sheets = _filled(pages, width, late, tried)
            if sheets is None:
                continue
            for grid in _read(sheets, known):
                found.setdefault(tuple(cell.text.text for cell in grid.cells), grid)
        if found:
            return next(iter(found.values())) if len(found) == 1 else None
    return None


def _filled(pages: Sequence[list[Run]], width: int, late: int, tried: _Tried) -> list[Sheet] | None:
    """Return the pages with their values in so many columns, None where arithmetic does not tell one way.

    No page has more than so many late runs, and one of them has as many.
    """
    ways: list[list[Sheet]] = []
    most = 0
    for pieces in pages:
        places = tuple(at for at, piece in enumerate(pieces) if piece.values)
        runs = [pieces[at] for at in places]
        found: list[Sheet] = []
        for few in range(late + 1):
            found = [Sheet(tuple(pieces), places, order) for order in tried(runs, width, few)]
            if found:
                most = max(most, few)
                break
        if not found:
            return None
        ways.append(found)
    if most != late or sum(each[0].rows for each in ways) < _FEWEST_ROWS:
        return None
    rows = [[numbers_of(_columns(sheet)) for sheet in each] for each in ways]
    sure = [row for each in rows for row in _shared(each)]
    chosen: list[Sheet] = []
    for sheets, each in zip(ways, rows, strict=True):
        place = best_of(each, sure)
        if place is None and sheets is ways[0]:
            return None
        place = place or 0  # heads tell the columns of other pages
        chosen.append(sheets[place])
    return chosen


def _columns(sheet: Sheet) -> Columns:
    return cells_of([sheet.pieces[at] for at in sheet.places], sheet.filling)


def _shared(ways: Sequence[list[Row]]) -> list[Row]:
    """Return the rows that all ways have."""
    return [row for at, row in enumerate(ways[0]) if all(at < len(way) and way[at] == row for way in ways)]


def _read(sheets: Sequence[Sheet], known: Callable[[str], bool]) -> Iterator[Grid]:
    """Return the table with heads for all columns and labels for all rows, if there is one.

    Heads are taken off the values that follow them only where that alone keeps the arithmetic.
    """
    found: list[tuple[int, Grid]] = []
    for first in (sheets[0], detached(sheets[0])):
        names = next(names_of(first, known, words_of(sheets[1:])), None) if first is not None else None
        if first is None or names is None or crossed(_printed(first, names)):
            continue
        pages = [sheets[0], *(_aligned(sheet, names, known, words_of(sheets[:1])) for sheet in sheets[1:])]
        columns = [[cell for sheet in pages for cell in _columns(sheet)[at]] for at in range(sheets[0].width)]
        rows = numbers_of(columns)
        tests = relations(rows)
        labels = _labelled(names, sheets[1:], known)
        if labels is None or not sensible(names.paths, tests) or misplaced(names.paths, columns):
            continue
        if _confirmed(names, labels, columns, sheets):
            wrong = failures(tests, rows)[0] + sum(len(each.broken) for each in row_sums(rows))
            found.append((wrong, _grid(names, labels, columns)))
    found.sort(key=lambda each: each[0])
    tied = len(found) > 1 and found[0][0] == found[1][0] > 0
    if found and (not tied or _same(found[0][1], found[1][1])):
        yield found[0][1]


def _printed(sheet: Sheet, names: Names) -> list[Printed]:
    """Return where the heads and first cells of columns stand."""
    firsts = [sheet.first(column) for column in range(sheet.width)]
    return [
        Printed(head, at, bool(sheet.pieces[at].words), sheet.pieces[at].look.kinds)
        for head, at in zip(names.places, firsts, strict=True)
    ]


def _same(one: Grid, other: Grid) -> bool:
    return [cell.text.text for cell in one.cells] == [cell.text.text for cell in other.cells]


def _aligned(sheet: Sheet, names: Names, known: Callable[[str], bool], others: frozenset[str]) -> Sheet:
    """Return a page with its columns in the order of the first page, where its own heads tell them."""
    texts = _texts(names)
    for part in (sheet, detached(sheet)):
        own = next(names_of(part, known, others), None) if part is not None else None
        if own is not None and sorted(_texts(own)) == sorted(texts):
            places = [_texts(own).index(text) for text in texts]
            columns = tuple(sheet.filling.columns[place] for place in places)
            return Sheet(sheet.pieces, sheet.places, Filling(columns, sheet.filling.late))
    return sheet


def _labelled(names: Names, more: Sequence[Sheet], known: Callable[[str], bool]) -> list[Mapped] | None:
    """Return the labels of all pages, None where a page is not headed as the first is."""
    labels = list(names.labels)
    for sheet in more:
        below = labels_of_page(sheet, Counter(names.lines), known)
        if below is None:
            return None
        labels.extend(below)
    return labels


def _texts(names: Names) -> list[str]:
    return ["".join(part.text for part in path) for path in names.paths]


def _confirmed(names: Names, labels: Sequence[Mapped], columns: Columns, sheets: Sequence[Sheet]) -> bool:
    """Whether the values prove by their forms or by arithmetic that they stand under their heads."""
    rows = numbers_of(columns)
    first, last = _total(labels[0]), _total(labels[-1])
    if (first or last) and torn(rows, first=first and not last):
        return False
    held = set(proven(rows, total=first or last, first=first and not last))
    added = row_sums(rows)
    for each in added:
        held |= each.held
    late = any(sheet.filling.late for sheet in sheets)
    if len(held) * 2 > len(columns) or (not late and held and len(held) * 2 >= len(columns)):
        return True
    if late:
        return False
    whole = [sheet for sheet in sheets if all(len(column) == 1 for column in sheet.filling.columns)]
    glued = all(piece.words and len(piece.look.kinds) < _FEWEST for piece in sheets[0].pieces if piece.values)
    if len(whole) == len(sheets) == 1 and names.plain and glued and len(labels) > _FEWEST_ROWS:
        return True
    shapes = {_shape(column) for column in columns}
    return len(shapes) == len(columns) and None not in shapes


def misplaced(paths: Sequence[Sequence[Mapped]], columns: Sequence[Sequence[Line | None]]) -> bool:
    """Whether shares stand below the head of amounts, or amounts below that of shares, with shares beside them."""
    cells = [[line.text for line in column if line is not None] for column in columns]
    kinds = [{form_of(text).kind for text in column} - {Kind.BLANK} for column in cells]
    percent = any(kind == {Kind.PERCENT} for kind in kinds)
    for path, kind, texts in zip(paths, kinds, cells, strict=True):
        if AMOUNT_HEAD.search(path[-1].text) and kind == {Kind.PERCENT}:
            return True
        if percent and SHARE_HEAD.search(path[-1].text) and kind == {Kind.NUMBER}:
            return True
        if beyond_share(path[-1].text, texts):
            return True
    return False


def _total(label: Mapped) -> bool:
    return bool(TOTAL.match(label.text) or _PLACE.fullmatch(label.text)) or label.text.lower().startswith(
        ("total", "grand total")
    )


def _shape(column: Sequence[Line | None]) -> tuple[Kind, int | None] | None:
    forms = [
        form for line in column if line is not None and (form := form_of(line.text)).kind is not Kind.BLANK
    ]
    return (forms[0].kind, forms[0].decimals) if forms else None


def _grid(names: Names, labels: Sequence[Mapped], columns: Columns) -> Grid:
    deep = max(len(path) for path in names.paths)
    cells = [GridCell(0, 0, names.corner, rows=deep)]
    column = 1
    ordered = sorted(range(len(columns)), key=lambda at: (names.places[at], at))

    def group(at: int) -> object:
        path = names.paths[at]
        return path[0].text if len(path) > 1 else at

    for _, same in itertools.groupby(ordered, key=group):
        paths = [names.paths[at] for at in same]
        single = len(paths[0]) == 1
        cells.append(GridCell(0, column, paths[0][0], rows=deep if single else 1, columns=len(paths)))
        if not single:
            cells.extend(GridCell(1, column + place, path[1]) for place, path in enumerate(paths))
        column += len(paths)
    for row, label in enumerate(labels):
        lines = [columns[at][row] for at in ordered]
        texts = [label, *(line.mapped.strip() if line is not None else EMPTY for line in lines)]
        cells.extend(GridCell(deep + row, place, text) for place, text in enumerate(texts))
    return Grid(tuple(cells), deep + len(labels), column, source="columns")
