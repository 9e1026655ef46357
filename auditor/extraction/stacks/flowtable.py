"""Tables of a text layer read from its flows: pieces of columns that have to fill one height, with a label for each row.

Values say how many rows there are: columns in one flow each, or in bands that fill a grid without rest. Of a column
that lacks cells the head alone is read, since nothing tells which; a table whose columns cannot be named is not.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor.extraction.prose.captions import is_caption, is_unit_line, numbers_only
from auditor.extraction.prose.headings import heading_level
from auditor.extraction.stacks.flowheads import says_little
from auditor.extraction.stacks.flowlabels import sensible
from auditor.extraction.stacks.flowpages import Page, kinds_of, page_of
from auditor.extraction.stacks.flows import Piece, Region, prose, region_at
from auditor.extraction.stacks.headedcolumns import is_corner
from auditor.extraction.stacks.skynames import whole_of
from auditor.extraction.stacks.wholecolumns import Whole
from auditor.extraction.tables.cellform import uniform
from auditor.extraction.tables.columnproofs import number_of, proven, torn
from auditor.extraction.tables.rowproofs import row_sums
from auditor.extraction.text.grid import Grid, GridCell
from auditor.extraction.text.mapped import EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.stacks.flowheads import Path
    from auditor.extraction.text.lines import Line
_FEWEST = 2
_MOST_CUTS = 12
_SURE = 6
"""A table with so many rows needs no head of its labels, where nothing is left that might be one."""


def parse_flows(lines: Sequence[Line], at: int, *, titled: bool) -> Whole | None:
    """Read the table that begins at a line, None where it is not certain; `titled` where its number stands above it."""
    if not _opens(lines, at):
        return None
    region = region_at(lines, at, titled=titled)
    untold = any(numbers_only(line.text) for line in region.asides) or (
        at > 0 and numbers_only(lines[at - 1].text)
    )
    for pages, end in _prefixes(region):
        found = _read(pages, untold=untold)
        # Where the next page may go on with it, a sum above its parts may lack some.
        if found is not None and not (len(pages) < len(region.pages) and whole_of(found[0].labels[0].text)):
            return _whole(lines, at, end, found)
    return None


def _opens(lines: Sequence[Line], at: int) -> bool:
    """Whether what a table begins with can stand at a line: behind a sentence, a title or a heading."""
    if not at:
        return True
    above = lines[at - 1]
    if (
        prose(above)
        or above.text.endswith(".")
        or is_caption(above.text)
        or is_unit_line(above.text)
        or heading_level(above.text)
    ):
        return True
    here = "".join(lines[at].text.split())
    return (lines[at].after_blank or lines[at].fresh) and is_corner(here)


def _prefixes(region: Region) -> Iterator[tuple[Sequence[Sequence[Piece]], int]]:
    """Iterate over the pages that a table may take: all, or those before what another one may begin with."""
    yield [page for page in region.pages if page], region.end
    cuts = set(region.cuts)
    valued = False
    for page, pieces in enumerate(region.pages):
        for at, piece in enumerate(pieces):
            if valued and len(piece.words) > _FEWEST and not piece.values:
                cuts.add((page, at))
            valued = valued or bool(piece.values)
    for page, at in sorted(cuts, reverse=True)[-_MOST_CUTS:]:
        pages = [*region.pages[:page], region.pages[page][:at]]
        if at < len(region.pages[page]) and any(piece.values for each in pages for piece in each):
            yield [each for each in pages if each], region.pages[page][at].at


def _below(heads: Sequence[Piece], pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a page with the heads of the page before, where its foot cut them off what they head."""
    corner = [piece for piece in heads[:1] if is_corner("".join(line.text for line in piece.words))]
    names = iter(heads[len(corner) :])
    valued = [piece for piece in pieces if piece.values]
    rest = [piece for piece in pieces if not piece.values]
    if len(heads) - len(corner) != len(valued) or len(rest) > 1:
        # What stands above the values may go on with any of the heads.
        return [*heads, *(attrs.evolve(piece, words=()) if piece.values else piece for piece in pieces)]
    below = [
        attrs.evolve(piece, words=(*next(names).words, *piece.words)) if piece.values else piece
        for piece in pieces
    ]
    return [*corner, *below]


def _read(pages: Sequence[Sequence[Piece]], *, untold: bool) -> list[Page] | None:
    found: list[Page] = []
    if len(pages) > 1 and not any(piece.values or piece.mixed for piece in pages[0]):
        pages = [_below(pages[0], pages[1]), *pages[2:]]
    for pieces in pages:
        page = page_of(pieces, found[0] if found else None, untold=untold)
        if page is None:
            return None
        found.append(page)
    if not found:
        return None
    return found if _continued(found) and _certain(found) else None


def _continued(pages: Sequence[Page]) -> bool:
    """Whether later pages have the columns of the first, under the same heads or under none; not those left of a total."""
    first, *others = pages
    closing = [
        column.at
        for column, name in zip(first.columns, first.names, strict=True)
        if name and whole_of(name[-1].text)
    ]
    if closing and first.lacking and min(first.lacking) < closing[-1]:
        return False  # the total has parts that were not read
    names = [_plain(name) for name in first.names]
    for page in others:
        if len(page.columns) != len(first.columns):
            return False
        if page.headed and [_plain(name) for name in page.names] != names:
            return False
        if any(
            kinds_of(one) != kinds_of(other) and kinds_of(one) and kinds_of(other)
            for one, other in zip(first.columns, page.columns, strict=True)
        ):
            return False
    return True


def _plain(name: Path) -> str:
    return "".join("".join(part.text.split()) for part in name)


def _full(pages: Sequence[Page], at: int) -> bool:
    """Whether a column lacks its cells on no page."""
    return all(page.columns[at].cells for page in pages)


def _certain(pages: Sequence[Page]) -> bool:
    """Whether forms or arithmetic confirm that the cells stand in their rows and columns."""
    columns = [
        [text.text for page in pages for text in page.texts(at)]
        for at, column in enumerate(pages[0].columns)
        if not column.worded and _full(pages, at)
    ]
    labels = [label.text for page in pages for label in page.labels]
    if len(columns) < _FEWEST or len(labels) < _FEWEST or not sensible(labels):
        return False
    if any(
        not name and says_little(column.above)
        for column, name in zip(pages[0].columns, pages[0].names, strict=True)
    ):
        return False  # the name of its group would be read as that of the column beside it
    if 2 * sum(map(bool, pages[0].names)) < len(columns):
        return False  # read from another line, it may have its names
    rows = [tuple(number_of(text) for text in row) for row in zip(*columns, strict=True)]
    first, last = whole_of(labels[0]), whole_of(labels[-1])
    if (first or last) and torn(rows, first=first and not last):
        return False
    held = set(proven(rows, total=first or last, first=first and not last))
    for each in row_sums(rows):
        held |= each.held
    if 2 * len(held) > len(columns):
        return True
    if any(
        not name and not column.worded and _full(pages, at)
        for at, (name, column) in enumerate(zip(pages[0].names, pages[0].columns, strict=True))
    ):
        return False  # what the text tells of it would be looked for in the columns beside it
    if len(labels) <= _FEWEST or not all(page.exact for page in pages):
        return False
    glued = all(column.above for column in pages[0].columns)
    if not pages[0].sure or not (pages[0].corner or glued or len(labels) >= _SURE):
        return False
    unlike = [column for column in columns if not uniform(text for text in column if text)]
    return not unlike or all(map(uniform, zip(*unlike, strict=True)))


def _whole(lines: Sequence[Line], at: int, end: int, pages: Sequence[Page]) -> Whole:
    grid = _grid(pages)
    taken = {origin for cell in grid.cells for origin in cell.text.origins}
    loose = [line for line in lines[at:end] if not taken.intersection(line.mapped.origins)]
    titles = tuple(line for line in loose if is_caption(line.text) or is_unit_line(line.text))
    return Whole(grid, titles, tuple(line for line in loose if line not in titles), end)


def _grid(pages: Sequence[Page]) -> Grid:
    """Return the table as a grid."""
    names = pages[0].names
    deep = max(1, *map(len, names))
    cells: list[GridCell] = [GridCell(0, 0, pages[0].corner, rows=deep)]
    place = 1
    for group, same in itertools.groupby(
        enumerate(names), key=lambda each: each[1][0].origins if len(each[1]) > 1 else each[0]
    ):
        members = [name for _, name in same]
        if isinstance(group, int):
            cells.append(GridCell(0, place, members[0][0] if members[0] else EMPTY, rows=deep))
        else:
            cells.append(GridCell(0, place, members[0][0], columns=len(members)))
            cells.extend(GridCell(1, place + at, name[-1]) for at, name in enumerate(members))
        place += len(members)
    row = deep
    for page in pages:
        for at, label in enumerate(page.labels):
            texts = [
                page.texts(column)[at] if _full(pages, column) else EMPTY
                for column in range(len(page.columns))
            ]
            cells.extend(GridCell(row, each, text) for each, text in enumerate([label, *texts]))
            row += 1
    return Grid(tuple(cells), row, place, source="columns")
