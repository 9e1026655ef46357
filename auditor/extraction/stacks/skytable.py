"""Tables of a text layer whose runs of values fill columns of one height, over one page or more.

What fills a grid without rest, names every column and row once, and keeps the arithmetic of its columns or rows is
taken; where two ways are as good, nothing is.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.stacks.bandpages import near_text
from auditor.extraction.stacks.grouprows import closed
from auditor.extraction.stacks.headed import Headed
from auditor.extraction.stacks.headedcolumns import is_corner
from auditor.extraction.stacks.lattice import misplaced, parse_lattice
from auditor.extraction.stacks.latticenames import sensible
from auditor.extraction.stacks.latticestream import Run, pieces_of, without_serials
from auditor.extraction.stacks.skyline import MOST_MOVED, Filling, fillings
from auditor.extraction.stacks.skynames import Namer, Names, Path, whole_of
from auditor.extraction.tables.cellform import Kind, form_of, uniform
from auditor.extraction.tables.columnproofs import holds, number_of, proven, relations, torn
from auditor.extraction.tables.rowproofs import row_sums
from auditor.extraction.text.grid import Grid, GridCell
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import EMPTY, Mapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from auditor.extraction.stacks.bands import Stretch
    from auditor.extraction.stacks.stacks import Stack
    from auditor.extraction.tables.columnproofs import Row, Test

_MOST_COLUMNS = 12
_FEWEST_VALUES = 4
_FEWEST_ROWS = 2
_MOST_BEHIND = 2
"""So many stacks of words behind the values may belong to what follows."""
_MOST_PIECES = 400
_TITLE = 12
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@records.frozen(eq=False)
class _Page:
    """A page with its values in their places and its names."""

    filling: Filling
    names: Names
    columns: tuple[tuple[Line, ...], ...]


def parse_filled(lines: Sequence[Line], stretch: Stretch, *, untitled: bool) -> Headed | None:
    """Read the table of a stretch by its arithmetic, or by the height of its columns."""
    return parse_lattice(lines, stretch, untitled=untitled) or parse_sky(lines, stretch, untitled=untitled)


def parse_sky(lines: Sequence[Line], stretch: Stretch, *, untitled: bool = False) -> Headed | None:
    """Read the table that takes a stretch of lines, None where it is not certain.

    The last words may belong to the text below. An `untitled` table has its number above it, and its title may stand
    in a stack with a head.
    """
    *before, last = [part for page in stretch.pages for part in _parts(page)]
    known = near_text(lines, stretch)
    done = max((at for at, stack in enumerate(last, start=1) if not stack.words), default=0)
    for used in range(len(last), max(done, len(last) - _MOST_BEHIND) - 1, -1):
        end = last[used].at if used < len(last) else stretch.end
        grid = _parsed([*before, last[:used]], known, untitled=untitled)
        if grid is not None:
            asides = tuple(line for line in stretch.asides if line.number < lines[end - 1].number)
            return Headed(grid, asides, end, frozenset())
    return None


def _parts(stacks: Sequence[Stack]) -> Iterator[Sequence[Stack]]:
    """Iterate over the parts of a page that begin with the corner again: a table in halves below each other."""
    corners = [stack.lines[0].text for stack in stacks]
    again = next(
        (text for text in corners if corners.count(text) > 1 and is_corner("".join(text.split()))), None
    )
    begins = [at for at, text in enumerate(corners) if text == again]
    for begin, end in itertools.pairwise([0, *begins[1:], len(stacks)]):
        yield stacks[begin:end]


def _parsed(
    stacks: Sequence[Sequence[Stack]], known: Callable[[str], bool], *, untitled: bool
) -> Grid | None:
    pages = [pieces_of(page) for page in stacks]
    told = [page for page in pages if page is not None]
    if len(told) < len(pages) or sum(len(piece.values) for page in told for piece in page) < _FEWEST_VALUES:
        return None
    told, serials = without_serials([_parted([_dated(piece) for piece in page]) for page in told])
    if untitled:
        told[:1] = [[_untitled(piece) for piece in page] for page in told[:1]]
    if any(not page for page in told) or sum(map(len, told)) > _MOST_PIECES:
        return None
    if len(told) == 1:
        told = [_head_above_labels(told[0])]
    grid = _filled(told, serials, known)
    if grid is None and len(told) == 1 and (moved := _labels_above(told[0])) is not None:
        grid = _filled([moved], serials, known)
    return grid


def _labels_above(pieces: Sequence[Run]) -> list[Run] | None:
    """Return a page with the labels of its first rows above these, where they were printed behind all values.

    学段 | 2024 年 / 12418 / 16327 | … | 初中 / 普通高中 | 22815 / 24186 | … | 幼儿园 / 小学: all other rows have labels before them.
    """
    first = next((at for at, piece in enumerate(pieces) if piece.values), 0)
    last = pieces[-1]
    labelled = any(piece.words and not piece.values for piece in pieces[first:-1])
    if last.values or last.group or not labelled or len(last.words) != len(pieces[first].values):
        return None
    return [*pieces[:first], last, *pieces[first:-1]]


def _filled(told: Sequence[list[Run]], serials: Sequence[Line], known: Callable[[str], bool]) -> Grid | None:
    """Return the one table that the pieces of pages can be, with the fewest runs out of their order."""
    glued = sum(1 for piece in told[0] if piece.words and piece.values)
    alone = sum(1 for piece in told[0] if piece.words and not piece.values)
    for moved in range(MOST_MOVED + 1):
        found: dict[tuple[str, ...], Grid] = {}
        for width in range(max(1, glued), min(_MOST_COLUMNS, glued + alone) + 1):
            for read in _read(told, width, moved, known):
                grid = _grid(read, serials)
                found.setdefault(tuple(cell.text.text for cell in grid.cells), grid)
        if found:
            return next(iter(found.values())) if len(found) == 1 else None
    return None


def _untitled(piece: Run) -> Run:
    """Return a piece without the title above its head: no head has so long a line above its last."""
    words = (*piece.group, *piece.words)
    if not piece.values or len(words) <= 1 or len(words[0].text) < _TITLE:
        return piece
    return Run(piece.words, piece.values) if piece.group else Run(piece.words[1:], piece.values)


def _head_above_labels(pieces: list[Run]) -> list[Run]:
    """Return a page with the first head above its own column where it was printed above the labels: Librarians / Established / Filled | 14.0 / 13.2.

    The place above the labels is blank then: all columns are whole, every other one has its head, and this one has no other.
    """
    if len(pieces) <= _FEWEST_ROWS:
        return pieces
    labels, first, *others = pieces
    rows = len(first.values)
    if labels.values or labels.group or first.words or len(labels.words) != rows + 1 or rows < _FEWEST_ROWS:
        return pieces
    if any(not piece.words or len(piece.values) != rows for piece in others):
        return pieces
    if is_corner("".join(labels.words[0].text.split())):
        return pieces
    return [Run(labels.words[1:], ()), Run(labels.words[:1], first.values), *others]


def _dated(piece: Run) -> Run:
    """Return a piece with its years as labels: 年份 / 2022 / 2023 / 2024."""
    years = [int(line.text) for line in piece.values if _YEAR.fullmatch(line.text)]
    if len(years) < max(len(piece.values), _FEWEST_ROWS) or years != list(
        range(years[0], years[0] + len(years))
    ):
        return piece
    return Run((*piece.words, *piece.values), (), piece.group)


def _parted(pieces: Sequence[Run]) -> list[Run]:
    """Return the pieces of a page, with columns that were printed row by row apart: 一般 | 不满意 | 14 | 6 | 13 | 6.

    Not where names of groups stand above several of them: columns between these may be of either.
    """
    heights = [len(piece.values) for piece in pieces if piece.values]
    usual = max(set(heights), key=heights.count, default=0)
    found: list[list[Run]] = []
    grouped = 0
    for piece in pieces:
        count, rest = divmod(len(piece.values), usual) if usual > 1 else (0, 0)
        names = piece.words[-count:] if count > 1 else ()
        sizes = [len(line.text) for line in names]
        if rest or not 1 < count == len({line.text for line in names}) or max(sizes) > 2 * min(sizes) + 2:
            found.append([piece])
            continue
        group = (*piece.group, *piece.words[:-count])
        grouped += bool(group)
        parts = enumerate(names)
        found.append([Run((name,), piece.values[at::count], group if not at else ()) for at, name in parts])
    return list(pieces) if grouped > 1 else [run for runs in found for run in runs]


def _read(
    pages: Sequence[list[Run]], width: int, moved: int, known: Callable[[str], bool]
) -> Iterator[list[_Page]]:
    """Iterate over the ways to read all pages with so many columns."""
    ways = [list(_pages(pieces, width, moved if not at else 0, known)) for at, pieces in enumerate(pages)]
    if any(not each for each in ways):
        return
    for read in itertools.islice(itertools.product(*ways), 64):
        first = read[0]
        heads = [_plain(first.names, column) for column in range(width)]
        aligned = [first]
        for page in read[1:]:
            own = [_plain(page.names, column) for column in range(width)]
            if sorted(own) != sorted(heads):
                break
            columns = tuple(page.columns[own.index(head)] for head in heads)
            aligned.append(attrs.evolve(page, columns=columns))
        else:
            if _certain(aligned):
                yield aligned


def _pages(pieces: list[Run], width: int, moved: int, known: Callable[[str], bool]) -> Iterator[_Page]:
    places = [at for at, piece in enumerate(pieces) if piece.values]
    runs = [pieces[at] for at in places]
    for filling in fillings(runs, width, moved):
        columns = filling.cells(runs)
        if filling.moved and not _in_turn(filling, runs):
            continue
        headed = filling.whole and all(runs[column[0]].words for column in filling.columns)
        if not (headed or _alike(columns)):
            continue
        names = Namer(pieces, places, filling, known).names()
        if len(names) == 1:
            yield _Page(filling, names[0], tuple(map(tuple, columns)))


def _in_turn(filling: Filling, runs: Sequence[Run]) -> bool:
    """Whether bands of rows print the columns whose heads stand apart in the order of these, most of them at least."""
    bare = [column for column in filling.columns if not runs[column[0]].words]
    deep = max(map(len, bare), default=1)
    bands = [[column[at] for column in bare if len(column) > at] for at in range(1, deep)]
    agreed = [band == sorted(band) for band in bands if len(band) > 1]
    return 2 * sum(agreed) >= len(agreed)


def _plain(names: Names, column: int) -> str:
    return "".join("".join(part.text for part in names.paths[column]).split())


def _alike(columns: Sequence[Sequence[Line]]) -> bool:
    """Whether the cells of nearly every column are of one form, or those of every row are."""
    rows = list(zip(*columns, strict=True))
    return all(uniform(line.text for line in column) for column in columns) or all(
        uniform(line.text for line in row) for row in rows
    )


def _certain(pages: Sequence[_Page]) -> bool:
    """Whether the form of the stacks or arithmetic proves that the values stand under their heads."""
    width = len(pages[0].columns)
    columns = [[line for page in pages for line in page.columns[at]] for at in range(width)]
    labels = [label for page in pages for label in page.names.labels]
    paths = pages[0].names.paths
    rows = [tuple(number_of(line.text) for line in row) for row in zip(*columns, strict=True)]
    keys = [(at if page.names.groups else 0, key) for at, page in enumerate(pages) for key in page.names.keys]
    if len(set(keys)) < len(keys) or misplaced(pages[0].names.paths, columns):
        return False
    told = is_corner("".join(pages[0].names.corner.text.split()))
    if len(rows) * width < _FEWEST_VALUES or (not told and (width == 1 or len(rows) <= _FEWEST_ROWS)):
        return False
    if any(form_of(label.text).kind not in {Kind.WORDS, Kind.DATE} for label in labels):
        return False
    first, last = whole_of(labels[0].text), whole_of(labels[-1].text)
    if (first or last) and torn(rows, first=first and not last):
        return False
    tests = relations(rows)
    if not sensible(paths, tests) or _torn_top(rows, tests, pages[0].filling.top):
        return False
    moved = any(page.filling.moved for page in pages)
    held = _held(rows, total=first or last, first=first and not last)
    for page in pages:
        held |= closed(page.names.labels, page.names.groups, page.columns) if page.names.groups else set()
    if 2 * len(held) >= width:
        return len(held) * 2 > width or not moved
    if moved:
        return False
    if all(page.filling.whole for page in pages):
        return width > 1 or len(rows) > _FEWEST_ROWS
    forms = {_shape(column) for column in columns}
    return len(forms) == width and None not in forms


def _torn_top(rows: Sequence[Row], tests: Sequence[Test], top: int) -> bool:
    """Whether what columns keep below the rows that were printed first fails in all of these: their columns are others."""
    told = [[holds(test, row) for row in rows[:top]] for test in tests if test[3] == "sum"]
    failed = [each for each in told if not any(each)]
    # In one row a wrong figure may break them all.
    return 1 < top < len(rows) and bool(failed) and len(failed) == len(told)


def _held(rows: Sequence[Row], *, total: bool, first: bool) -> set[int]:
    """Return the columns that arithmetic holds in their places; of rows that hold each other, all columns."""
    held = set(proven(rows, total=total, first=first))
    for each in row_sums(rows):
        held |= each.held
    turned = list(zip(*rows, strict=True))
    if len(proven(turned, total=False)) * 2 > min(len(rows), len(turned)) > _FEWEST_ROWS:
        held |= set(range(len(turned)))
    return held


def _shape(column: Sequence[Line]) -> tuple[Kind, int | None] | None:
    forms = [form for line in column if (form := form_of(line.text)).kind is not Kind.BLANK]
    return (forms[0].kind, forms[0].decimals) if forms else None


def _grid(pages: Sequence[_Page], serials: Sequence[Line]) -> Grid:
    names = pages[0].names
    deep = max(map(len, names.paths))
    columns: list[tuple[Path, list[Mapped]]] = []
    labels = [label for page in pages for label in page.names.labels]
    if serials:
        numbers = [line.mapped.strip() for line in serials[1:]]
        columns.append(((serials[0].mapped.strip(),), [*numbers, *[EMPTY] * (len(labels) - len(numbers))]))
    columns.append(((names.corner,), labels))
    for at, path in enumerate(names.paths):
        if len(pages) == 1:
            columns.extend(_words(lines) for place, lines in names.words if place == at)
        columns.append((path, [line.mapped.strip() for page in pages for line in page.columns[at]]))
    if len(pages) == 1:
        columns.extend(_words(lines) for place, lines in names.words if place == len(names.paths))
    cells: list[GridCell] = []
    at = 0
    for _, group in itertools.groupby(
        enumerate(columns), key=lambda each: each[1][0][0].origins if len(each[1][0]) > 1 else each[0]
    ):
        same = [path for _, (path, _) in group]
        single = len(same[0]) == 1
        cells.append(GridCell(0, at, same[0][0], rows=deep if single else 1, columns=len(same)))
        if not single:
            cells.extend(GridCell(1, at + place, path[1]) for place, path in enumerate(same))
        at += len(same)
    groups = _groups(pages)
    row = deep
    for at in range(len(labels)):
        for name in groups.get(at, ()):
            texts = [name if path[0] is names.corner else EMPTY for path, _ in columns]
            cells.extend(GridCell(row, place, text) for place, text in enumerate(texts))
            row += 1
        cells.extend(GridCell(row, place, texts[at]) for place, (_, texts) in enumerate(columns))
        row += 1
    return Grid(tuple(cells), row, len(columns), source="columns")


def _groups(pages: Sequence[_Page]) -> dict[int, list[Mapped]]:
    """Return the names of groups of rows, each by the row before which it stands."""
    found: dict[int, list[Mapped]] = {}
    before = 0
    for page in pages:
        for row, name in page.names.groups:
            found.setdefault(before + row, []).append(name)
        before += len(page.names.labels)
    return found


def _words(lines: Sequence[Line]) -> tuple[Path, list[Mapped]]:
    head, *cells = (line.mapped.strip() for line in lines)
    return (head,), cells
