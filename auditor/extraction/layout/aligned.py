"""Tables whose columns are kept by blanks (the layout of a text layer): cells lie under their header."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.layout.breaks import drawn_under, head_alone
from auditor.extraction.layout.columns import Piece, Placed, columns_of, place
from auditor.extraction.layout.forms import (
    AROUND,
    around_heads,
    cut_rest,
    drawn_in,
    ends_before_part,
    named_shapes,
    opens_part,
    whole_head,
)
from auditor.extraction.layout.groups import merged_cells
from auditor.extraction.layout.gutters import names_year, part_of_name, parted, torn
from auditor.extraction.layout.heads import MOST_LINES, Head, head_of
from auditor.extraction.layout.pages import over_pages
from auditor.extraction.layout.parting import coded, merged, valued
from auditor.extraction.layout.pieces import pieces
from auditor.extraction.layout.ranks import ranked
from auditor.extraction.layout.rows import Division, Shape, divide, is_cut, shapes
from auditor.extraction.prose.captions import is_caption, is_unit_line
from auditor.extraction.prose.headings import heading_level
from auditor.extraction.tables.cellvalues import is_value, states_values
from auditor.extraction.text.grid import Grid, GridCell
from auditor.extraction.text.mapped import Mapped, closed_up, join, join_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from auditor.extraction.text.lines import Line

_SENTENCE = re.compile(r"[，。；].*[，。；]|[。]$")
_PART = re.compile(r"\s*第[一二三四五六七八九十]+(?:部分|章)\s")
_CAPTION = re.compile(
    r"\s*[表图]\s*[一二三四五六七八九十0-9][-0-9]*\s+(?:[一-龥]|(?:19|20)[0-9]{2}\s*(?:年|[-—~]))"
)
_TABLE_NUMBER = re.compile(r"(?:附表|附件|表|图|Table|Figure)\s*[0-9一二三四五六七八九十][-—.0-9]*")
_FORM = re.compile(
    r"(?:预算|决算|财决|财)?(?:公开)?\s*[0-9]{1,2}(?:-[0-9])?\s*表|(?:编制|填报)?(?:部门|单位)(?:名称)?[:：].{2,40}|(?:金额)?单位[:：].{1,6}"
    r"|币种[:：].{2,6}|20[0-9]{2}\s*年(?:度|[0-9—\-至 ]{1,6}月|\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日)?"
)
# 公司负责人：某某   主管会计工作负责人：某某: who answers for a statement stands below it.
_SIGNED = re.compile(r"[一-龥（）]{2,10}[:：]")
_ENDS = re.compile(r"[，。；：:,;.]$")
_LONGEST_GROUP = 12
_LONGEST_TITLE = 40
_INDENT = 4
_FEWEST = 2
_SHORTEST = 3
_LONGEST = 3_000
# The lines of words at the end of a stretch that may belong to what follows the table.
_MOST_LEFT = 6
_MERGED = 3
_NEARLY = 2
_LONGEST_REST = 24
# A rest such as 1.5 分 looks like a heading; no heading of the text stands so far to the right.
_FAR = 12
_MARGIN = 8
_WHOLE = 70


def parse_aligned(lines: list[Line], at: int) -> tuple[Grid | None, int, set[int]]:
    """Read the aligned table that begins at `lines[at]`; return it, if it is one, the index behind it, and what repeats its head."""
    first = pieces(lines[at])
    if _over(lines, at, first):
        # 功能分类科目 over 编码 and 科目名称: the head begins with a group that stands alone on its line.
        grid, end, repeated = _parsed(lines, at)
        return (grid, end, repeated) if grid is not None else (None, at, set())
    if len(first) < _FEWEST or _sentence(first) or is_unit_line(lines[at].text) or _titled(first):
        return None, at, set()
    return _parsed(lines, at)


def _over(lines: list[Line], at: int, first: list[Piece]) -> bool:
    """Whether a line holds one short word to the right of the margin, above a line of several cells."""
    if len(first) != 1 or at + 1 >= len(lines) or lines[at + 1].after_blank or lines[at + 1].fresh:
        return False
    if around_heads(lines, at, first):
        return True
    word = lines[at].text
    plain = len(word) <= _LONGEST_GROUP and lines[at].indent >= _INDENT and not is_value(word)
    return plain and not is_caption(word) and not is_unit_line(word) and len(pieces(lines[at + 1])) >= _FEWEST


def _parsed(lines: list[Line], at: int) -> tuple[Grid | None, int, set[int]]:
    """Read the table that begins at a line; return it, if it is one, the index behind it, and the lines that repeat its head."""
    end = _stretch(lines, at, at + 1)
    if end < len(lines) and lines[end].fresh:
        if pages := over_pages(lines, at, end, _stretch):
            around = around_heads(lines, at, pieces(lines[at]))
            readings = (
                []
                if around
                else _all_readings(lambda wide: pages.rows(lines, wide=wide), headless=False, narrow=True)
            )
            best = min(readings, key=_likeliest, default=None)
            if best is not None and (over := pages.behind(best.taken)) > end:
                return best.grid, over, pages.repeated(lines, over)
        if head_alone([pieces(line) for line in lines[at : end + 2]], end - at):
            over = _stretch(lines, at, end + 1)
            if reading := _by_rank(drawn_under([pieces(line) for line in lines[at:over]], end - at)):
                return reading.grid, at + reading.taken, set()
        if whole := _under(lines, at, end):
            return *whole, set()
    readings = _readings(lines, at, end)
    if not readings and (cut := _next_head(lines, at, end)):
        # Two tables with no more than a title between them.
        readings, end = _readings(lines, at, cut), cut
    readings = readings or _readings(lines, at, end, narrow=True)
    if not readings and (reading := _by_rank([pieces(line) for line in lines[at:end]])):
        readings = [reading]
    if not readings:
        return None, end, set()
    best = min(readings, key=_likeliest)
    return best.grid, at + best.taken, set()


def _likeliest(reading: _Reading) -> tuple[int, int]:
    return -reading.taken, reading.cost


def _under(lines: list[Line], at: int, end: int) -> tuple[Grid, int] | None:
    """Return the table whose head of indicators ends a page, where the rows behind it have as many columns."""
    rows = [pieces(line) for line in lines[at:end]]
    if around_heads(lines, at, rows[0]) and len(rows) > AROUND:
        rows = drawn_in(rows)
    texts = [piece.text.text for piece in rows[0]]
    if len(rows) > 1 or not whole_head(texts):
        return None
    over = _stretch(lines, at, end + 1)
    head = [GridCell(0, column, piece.text) for column, piece in enumerate(rows[0])]
    found = _best([pieces(line) for line in lines[end:over]], headless=True, named=head)
    if found is None or found.grid.width != len(texts):
        return None
    scored = {column for column, text in enumerate(texts) if text.strip() in {"分值", "权重", "得分"}}
    if not all(is_value(cell.plain) for cell in found.grid.cells if cell.column in scored and cell.plain):
        return None
    body = [attrs.evolve(cell, row=cell.row + 1) for cell in found.grid.cells]
    return Grid((*head, *body), found.grid.height + 1, len(texts), source="aligned"), end + found.taken


def _stretch(lines: list[Line], at: int, end: int) -> int:
    """Return where the lines end that go on with a table, from a place in it on."""
    behind, funds = ends_before_part(lines[at]), lines[at]
    while end < len(lines) and end - at < _LONGEST and _belongs(lines, end):
        around = around_heads(lines, end, pieces(lines[end]))
        head = lines[end + 1] if around else lines[end]
        if behind and opens_part(head, funds):
            break
        behind = behind or ends_before_part(lines[end])
        end += 1
    return end


def _readings(lines: list[Line], at: int, end: int, *, narrow: bool = False) -> list[_Reading]:
    around = around_heads(lines, at, pieces(lines[at]))

    def rows(wide: bool) -> list[list[Piece]]:  # noqa: FBT001 - the measure, as pieces are asked for
        found = [pieces(line, wide=wide) for line in lines[at:end]]
        return drawn_in(merged(coded(found))) if around else found

    found = _all_readings(rows, headless=lines[at].fresh, narrow=narrow)
    return [attrs.evolve(each, taken=each.taken + AROUND) for each in found] if around else found


def _all_readings(
    rows_of: Callable[[bool], list[list[Piece]]], *, headless: bool, narrow: bool
) -> list[_Reading]:
    """Return what lines of pieces make, measured in characters and in the columns that these take.

    Tools differ in how wide a Chinese character is; the right measure keeps the columns apart. Where columns are so
    `narrow` that one blank alone parts their cells, the columns of other lines tell.
    """
    found: list[_Reading] = []
    for wide in (False, True):
        rows = merged(coded(rows_of(wide)))
        reading = _reading(rows, headless=headless)
        if (apart := valued(rows)) != rows:
            again = _reading(apart, headless=headless)
            if again and (reading is None or _told(again) > _told(reading)):
                reading = again
        if (narrow and reading is None) or (reading is not None and not reading.whole()):
            again = _in_columns(rows, headless=headless)
            if again and (reading is None or _told(again) >= _told(reading)):
                reading = again
        if reading:
            found.append(reading)
    return found


def _told(reading: _Reading) -> tuple[int, int]:
    """Return how many lines a reading takes, and how many values stand in its cells."""
    return reading.taken, sum(1 for cell in reading.grid.cells if is_value(cell.plain))


def _in_columns(rows: list[list[Piece]], *, headless: bool) -> _Reading | None:
    """Return the table that lines make once the columns of the others part what one blank alone parts in them.

    Columns that no line fills both may be one, or are two whose cells are set at different heights of their rows.
    """
    first = next((at for at, row in enumerate(rows) if _states_values(row)), 0)
    for whole, start in itertools.product((False, True), dict.fromkeys((0, first))):
        bands = columns_of(rows[start:], whole=whole)
        if bands is None:
            continue
        apart = parted(rows, bands)
        if (whole or apart != rows) and (reading := _reading(apart, headless=headless, whole=whole)):
            return reading if reading.whole() else None
    return None


def _states_values(row: Sequence[Piece]) -> bool:
    return states_values([piece.text.text for piece in row])


def _by_rank(rows: list[list[Piece]]) -> _Reading | None:
    """Return the table whose cells only their order assigns to columns; words at its end may be of what follows."""
    last = len(rows)
    while last > _FEWEST and not states_values([piece.text.text for piece in rows[last - 1]]):
        last -= 1
    width = max(len(row) for row in rows)
    full = next((at for at, row in enumerate(rows) if at and len(row) < width == len(rows[at - 1])), last)
    if any(len(row) * 2 > width for row in rows[full:]):
        full = last  # the table goes on
    # One line of words may end the last label; several are what follows the table, unless they are its rest.
    ends = (full, len(rows), last) if len(rows) - last < _FEWEST else (full, last)
    if full == last < len(rows) and _rest_of_label(rows, last):
        ends = (len(rows), last)
    for end in dict.fromkeys(ends):
        found = ranked(rows[:end])
        if found is None:
            continue
        division = divide(found.body, found.shape)
        if division is not None:
            parts = _Parts(found.head, found.body, found.shape, division, division.cost)
            reading = _Reading(parts.grid(found.shape.width), end, parts.cost)
            if parts.values() >= _FEWEST and not any(torn(cell.plain) for cell in found.head.cells):
                return reading
    return None


def _rest_of_label(rows: list[list[Piece]], last: int) -> bool:
    """Whether the lines behind the last row are narrow, and its label so wide that it was cut."""
    full = [row for row in rows[:last] if states_values([piece.text.text for piece in row])]
    label = max((row[0].right for row in full), default=0)
    cut = rows[last - 1][0].right >= label - _NEARLY
    return cut and all(len(row) == 1 and row[0].right <= label for row in rows[last:])


def _next_head(lines: list[Line], at: int, end: int) -> int:
    """Return where the title of another table stands: a line of its own, and below it one that heads columns."""
    for here in range(at + _SHORTEST, end - _FEWEST):
        if len(pieces(lines[here])) == 1:
            below = [piece.text.text for piece in pieces(lines[here + 1])]
            if len(below) > _FEWEST and not states_values(below):
                return here
    return 0


def spread(lines: list[Line]) -> bool:
    """Whether lines are those of a table whose columns blanks keep: several lines of several cells."""
    full = 0
    for line in lines:
        full += len(pieces(line)) > _FEWEST
        if full > _FEWEST:
            return True
    return False


@records.frozen(eq=False)
class _Reading:
    """A table, how many lines it takes, and what its division into head and rows costs."""

    grid: Grid
    taken: int
    cost: int

    def whole(self) -> bool:
        """Whether the names of its columns are whole, and the first of them names one column alone.

        (公顷) below 林地面积 and 算 below 全年预 are the rest of a name; 项目 行次 金额 | 项目 行次 金额 stands below the
        names of two sides, which are none of a column.
        """
        values = [cell.row for cell in self.grid.cells if is_value(cell.plain) and not names_year(cell.plain)]
        head = [cell for cell in self.grid.cells if cell.row < min(values, default=1)]
        top = [cell.plain for cell in head if not cell.row]
        return not any(part_of_name(cell.plain) for cell in head) and not set(top[:1]) & set(top[1:])


def _reading(rows: list[list[Piece]], *, headless: bool, whole: bool = False) -> _Reading | None:
    """Return the table that lines of pieces make; lines of words at their end may belong to what follows."""
    last = len(rows)
    while last > _FEWEST and len(rows[last - 1]) < _FEWEST and _sentence(rows[last - 1]):
        last -= 1  # the paragraph behind a table, with no blank line between them
    for end in range(last, max(_FEWEST, last - _MOST_LEFT) - 1, -1):
        found = _best(rows[:end], whole=whole) or _best(rows[:end], below=True, whole=whole)
        if found is None and headless:
            found = _best(rows[:end], headless=True)
        if found is not None:
            return found
        if len(rows[end - 1]) >= _FEWEST:
            break
    return None


def _best(
    rows: list[list[Piece]],
    *,
    headless: bool = False,
    below: bool = False,
    whole: bool = False,
    named: Sequence[GridCell] = (),
) -> _Reading | None:
    """Return the likeliest division of lines into a head and rows, None where none is certain.

    The columns are those of all lines, or only of those from the first value on (`below` the head): the name of a
    group reaches over columns that it does not widen. `named` are the heads that the page before ends with.
    """
    first = next((at for at, row in enumerate(rows) if states_values([each.text.text for each in row])), 0)
    if below and not 0 < first <= MOST_LINES:
        return None
    # Without a head, columns that no line fills both may be two: basic and project expenditure.
    bands = columns_of(rows[first:] if below else rows, whole=headless or whole)
    if bands is None or len(bands) < _FEWEST:
        return None
    width = len(bands)
    lines = [place(row, bands) for row in rows]
    best: _Parts | None = None
    heights = range(1, min(MOST_LINES, len(lines) - 1) + 1)
    if len(rows[0]) == width and whole_head([piece.text.text for piece in rows[0]]):
        heights = range(1, 2)
    for height in [0] if headless else heights:
        head = head_of(lines[:height], width) if height else Head((), 0, 0)
        if head is None:
            continue
        body = lines[height:]
        for extra, shape in enumerate(named_shapes(shapes(body, width), head.cells or named, body)):
            division = divide(body, shape)
            if division is None:
                continue
            parts = _Parts(head, body, shape, division, head.cost + division.cost)
            # Merged cells explain more, so that they have to explain it better; or just as well where
            # each stands beside the first of its rows.
            handicap = _MERGED if extra and best is not None and parts.cost != best.cost else 0
            if best is None or parts.cost + handicap <= best.cost - (not extra):
                best = parts
    if best is None and heights == range(1, 2) and (rest := cut_rest(lines)):
        found = _best([rows[0], *rows[rest + 1 :]])
        return _with_rest(found, lines[1 : rest + 1]) if found is not None else None
    if best is None or best.values() < _FEWEST:
        return None
    return _Reading(best.grid(width), len(lines), best.cost)


def _with_rest(reading: _Reading, rest: list[Placed]) -> _Reading:
    """Return a table with the rest of a cell that the page cut as a row of its own below the head."""
    (column,) = rest[0].cells
    cell = GridCell(1, column, _joined([line.cells[column] for line in rest]))
    moved = [attrs.evolve(each, row=each.row + 1) if each.row else each for each in reading.grid.cells]
    cells = sorted([*moved, cell], key=lambda each: (each.row, each.column))
    grid = attrs.evolve(reading.grid, cells=tuple(cells), height=reading.grid.height + 1)
    return _Reading(grid, reading.taken + len(rest), reading.cost)


def _joined(parts: list[Mapped]) -> Mapped:
    if is_cut([part.text for part in parts]):
        return join(part.strip() for part in parts)
    return closed_up(join_lines(parts))


@records.frozen(eq=False)
class _Parts:
    head: Head
    body: list[Placed]
    shape: Shape
    division: Division
    cost: int

    def values(self) -> int:
        """Return how many cells state values in columns of values."""
        return sum(
            1
            for line in self.body
            for column, cell in line.cells.items()
            if column in self.shape.values and is_value(cell.text)
        )

    def grid(self, width: int) -> Grid:
        """Return the table."""
        cells = list(self.head.cells)
        rows = self.division.rows
        for number, row in enumerate(rows, start=self.head.height):
            for column in range(width):
                held = [self.body[at].cells[column] for at in row if column in self.body[at].cells]
                if held and column not in self.shape.merged:
                    cells.append(GridCell(number, column, _joined(held)))
            titles = self.body[row[0]].spanning
            cells.extend(GridCell(number, 0, piece.text, columns=width) for piece in titles)
        for column in self.shape.merged:
            cells.extend(merged_cells(self.body, self.division, column, self.shape, self.head.height))
        source = "aligned" if self.head.height else "rest"
        return Grid(tuple(cells), self.head.height + len(rows), width, source=source)


def _sentence(found: list[Piece]) -> bool:
    if len(found) > _FEWEST:
        return False
    return any(_SENTENCE.search(piece.text.text) and len(piece.text) > 20 for piece in found)  # noqa: PLR2004


def _titled(found: list[Piece]) -> bool:
    """Whether a line stands above a table: 表 1    三公经费情况, or 公开 01 表    部门：某局    单位：万元."""
    texts = [piece.text.text for piece in found]
    numbered = len(texts) == _FEWEST and _TABLE_NUMBER.fullmatch(texts[0]) is not None
    return numbered or (all(map(_FORM.fullmatch, texts)) and any("单位" in text for text in texts))


def _titles_rows(lines: list[Line], at: int) -> bool:
    """Whether a line between blank ones names the rows below it, which have no head of their own: 分地区情况, TITLE II."""
    word = lines[at].text
    if len(word) > _LONGEST_TITLE or is_value(word) or is_unit_line(word) or lines[at].indent > _INDENT:
        return False
    if at + 1 >= len(lines) or lines[at + 1].fresh or _ENDS.search(word) or _TABLE_NUMBER.match(word):
        return False
    below = [piece.text.text for piece in pieces(lines[at + 1])]
    above = [piece.text.text for piece in pieces(lines[at - 1])]
    values = sum(1 for text in below[1:] if is_value(text))
    return values > _FEWEST and not is_value(below[0]) and (len(above) > _FEWEST or not is_value(above[0]))


def _belongs(lines: list[Line], at: int) -> bool:
    """Whether a line continues the table: several cells, or one that hangs under a column."""
    line = lines[at]
    if line.fresh or _PART.match(line.text) or _CAPTION.match(line.text):
        return False
    found = pieces(line)
    if line.after_blank and _titled(found):
        return False
    if len(found) < _FEWEST and _titles_rows(lines, at):
        return True
    if line.after_blank and len(found) < _FEWEST:
        return False
    if len(found) >= _FEWEST:
        return not _sentence(found) and not all(_SIGNED.match(piece.text.text) for piece in found)
    # A cell that ends with a full stop stands under its column; the last line of a paragraph begins at the margin.
    ended = line.text.endswith("。") and line.indent < _FAR
    if line.after_blank or is_caption(line.text) or ended:
        return False
    # The first line of a paragraph that follows without a blank one: from the margin over the whole width.
    if line.indent <= _MARGIN and line.width >= _WHOLE and _SENTENCE.search(line.text):
        return False
    # 一、一般公共预算财政拨 / 18652.34 / 款: a label may look like a heading where its row's values follow.
    inside = at + 1 < len(lines) and not lines[at + 1].after_blank and len(pieces(lines[at + 1])) >= _FEWEST
    if heading_level(line.text) and not inside and line.indent < _FAR:
        return False
    # The rest of a label that was broken ends before the second column begins.
    return line.indent > 0 or line.width <= _LONGEST_REST
