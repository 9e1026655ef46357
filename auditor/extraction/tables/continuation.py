"""Tables that go on: a table cut by a page, or repeated under 续表, becomes one table again."""

from __future__ import annotations

import attrs

from auditor import patterns as re
from auditor.extraction.prose.captions import read_caption
from auditor.extraction.tables.cellvalues import is_value
from auditor.extraction.tables.groupweights import carried_over
from auditor.extraction.tables.tables import header_height
from auditor.extraction.text.draft import Draft
from auditor.extraction.text.grid import Grid, GridCell, stack
from auditor.extraction.text.mapped import Mapped, join
from auditor.report.blocks import BlockKind

_STARTS = re.compile(
    r"(?:[A-Z][0-9]{1,3}|[0-9]{3,7}|[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.]|合计|总计|小计|总分)"
)

_TOTAL = re.compile(r"合计|总计|小计|总分")
_NARROW = 3


def join_continued(drafts: list[Draft]) -> list[Draft]:
    """Return `drafts` with each continued table stacked below its beginning.

    Two tables are one where only page furniture or a 续表 caption stands between them and the second
    repeats the first one's header, or has as many columns and no header at all.
    """
    kept: list[Draft] = []
    open_at: int | None = None
    for draft in drafts:
        if draft.grid is None:
            continued = draft.kind is BlockKind.CAPTION and read_caption(draft.text.text).continued
            if draft.kind is not BlockKind.FURNITURE and not continued:
                open_at = None
            kept.append(draft)
            continue
        if open_at is not None:
            first = kept[open_at].grid
            second = _spread(first, draft.grid) if first is not None else draft.grid
            skip = _repeated(first, second) if first is not None else None
            if first is not None and skip is not None and _untitled(second, first):
                upper, lower = (first, second) if second.source != "page" else _mend(first, second, skip)
                upper, lower = _spanned(upper, lower, skip)
                whole = carried_over(stack(upper, lower, skip), upper.height)
                kept[open_at] = attrs.evolve(kept[open_at], grid=whole)
                kept.extend(
                    Draft(
                        kind=BlockKind.FURNITURE,
                        text=cell.text,
                        place=draft.place,
                        remark="repeated table head",
                    )
                    for cell in draft.grid.cells
                    if cell.row < skip and any(char.isnumeric() for char in cell.text.text)
                )
                continue
        if draft.grid.source == "rest":
            # Rows whose columns nothing names: their cells are not certain.
            kept.append(attrs.evolve(draft, kind=BlockKind.FRAGMENT, text=_lines(draft.grid), grid=None))
            open_at = None
            continue
        kept.append(draft)
        open_at = len(kept) - 1
    return kept


def _spread(first: Grid, rest: Grid) -> Grid:
    """Return the rest of a table with the column that none of its rows fills, where what cells are tells which it is."""
    if rest.source != "rest" or rest.width != first.width - 1:
        return rest
    table = first.table()
    body = table[header_height(first, table) :]
    kinds = [{_kind(row[column]) for row in body} for column in range(first.width)]
    ways = [
        gap
        for gap in range(first.width)
        if all(
            (kind := _kind(cell)) == "" or kind in kinds[cell.column + (cell.column >= gap)]
            for cell in rest.cells
        )
    ]
    if len(ways) != 1:
        return rest
    cells = tuple(
        attrs.evolve(cell, column=cell.column + 1) if cell.column >= ways[0] else cell for cell in rest.cells
    )
    return attrs.evolve(rest, cells=cells, width=first.width)


def _kind(cell: GridCell | None) -> str:
    """Return what a cell holds: a percentage, another value, words, or nothing."""
    # 合计 stands over the columns that name rows, wherever the page sets it.
    if cell is None or not cell.plain or _TOTAL.fullmatch(cell.plain):
        return ""
    if is_value(cell.plain):
        return "share" if "%" in cell.plain else "value"
    return "words"


def _lines(grid: Grid) -> Mapped:
    """Return the rows of a grid as lines."""
    rows = [[cell.text for cell in grid.cells if cell.row == row] for row in range(grid.height)]
    return join((join(row, " ") for row in rows), "\n")


def _mend(first: Grid, second: Grid, skip: int) -> tuple[Grid, Grid]:
    """Put together a row that the page cut: the rest of its cells stands alone at the top of the next page.

    The rest has no value and no serial number, code or item number of its own.
    """
    above, below = first.table()[-1], second.table()[skip]
    texts = [cell.plain if cell and cell.row == skip else "" for cell in below]
    filled = [text for text in texts if text]
    whole_row = [cell.plain for cell in above if cell]
    fits = filled and not any(is_value(text) for text in filled) and any(is_value(text) for text in whole_row)
    if not fits or _STARTS.match(filled[0]) or (texts[0] and is_value(whole_row[0])):
        return first, second
    rest = {cell.column: cell for cell in second.cells if cell.row == skip and cell.text}
    cells = []
    for cell in first.cells:
        under = rest.pop(cell.column, None) if cell.row + cell.rows == first.height else None
        if under is not None:
            # What the page cut may go on over rows of the next page.
            rows = cell.rows + under.rows - 1
            cell = attrs.evolve(cell, text=join((cell.text, under.text)), rows=rows)  # noqa: PLW2901 - put together
        cells.append(cell)
    if rest:
        return first, second
    mended = attrs.evolve(first, cells=tuple(cells))
    kept = tuple(
        _moved_up(cell, skip)
        for cell in second.cells
        if cell.row != skip or (cell.rows > 1 and not cell.text)
    )
    return mended, Grid(kept, second.height - 1, second.width, second.caption, second.source, second.unit)


def _spanned(first: Grid, second: Grid, skip: int) -> tuple[Grid, Grid]:
    """Put together a merged cell that the page cut: its rest is blank, and goes on over rows of the next page."""
    blank = {
        cell.column: cell
        for cell in second.cells
        if cell.row == skip and cell.columns == 1 and not cell.plain
    }
    gone: set[int] = set()
    cells = []
    for cell in first.cells:
        rest = blank.get(cell.column) if cell.row + cell.rows == first.height and cell.columns == 1 else None
        if rest is not None and cell.plain and not is_value(cell.plain) and max(cell.rows, rest.rows) > 1:
            gone.add(id(rest))
            cell = attrs.evolve(cell, rows=cell.rows + rest.rows)  # noqa: PLW2901 - put together
        cells.append(cell)
    if not gone:
        return first, second
    kept = tuple(cell for cell in second.cells if id(cell) not in gone)
    return attrs.evolve(first, cells=tuple(cells)), attrs.evolve(second, cells=kept)


def _moved_up(cell: GridCell, row: int) -> GridCell:
    """Return a cell of a grid that loses `row`."""
    if cell.row > row:
        return attrs.evolve(cell, row=cell.row - 1)
    return attrs.evolve(cell, rows=cell.rows - 1) if cell.row + cell.rows > row else cell


def _untitled(grid: Grid, first: Grid) -> bool:
    caption = read_caption(grid.caption.text)
    return not caption.title or caption.continued or grid.caption.text == first.caption.text


def _rest_of_labels(grid: Grid) -> bool:
    """Whether a grid begins with the rest of a label that the page cut, and with no head: few cells, then values."""
    rows = grid.table()[:2]
    if len(rows) < 2:  # noqa: PLR2004 - the rest, and a row of values
        return False
    filled = [cell for cell in rows[0] if cell and cell.plain]
    below = [cell for cell in rows[1] if cell and cell.row == 1 and cell.plain]
    alone = len({id(cell) for cell in filled}) == 1 and filled[0].columns == 1 and grid.width > _NARROW
    return alone and any(is_value(cell.plain) for cell in below)


def _repeated(first: Grid, second: Grid) -> int | None:
    """Return how many rows at the top of `second` repeat the header of `first`, None where it goes not on."""
    if first.width != second.width:
        return None
    top, below = first.table(), second.table()
    heads = header_height(first, top)
    if not heads:
        return None
    if second.source == "rest":
        return 0
    if header_height(second, below) == 0 or _rest_of_labels(second):
        return 0
    if second.height <= heads:
        return None
    for row in range(heads):
        left = [cell.plain if cell else "" for cell in top[row]]
        right = [cell.plain if cell else "" for cell in below[row]]
        if left != right:
            return None
    return heads
