"""A page of a table read from its flows: the columns that fill its rows, and the words that name them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.stacks.cellheads import SERIAL_HEAD
from auditor.extraction.stacks.flowheads import Headed, Path, named
from auditor.extraction.stacks.flowlabels import Rows, rows_of
from auditor.extraction.stacks.headed import NOTE
from auditor.extraction.stacks.headedcolumns import is_corner
from auditor.extraction.stacks.latticestream import Run, alike
from auditor.extraction.stacks.runitems import DATED, foreign, untitled
from auditor.extraction.stacks.skyline import fillings
from auditor.extraction.stacks.skynames import whole_of
from auditor.extraction.tables.cellform import Kind, form_of, uniform
from auditor.extraction.tables.columnproofs import number_of
from auditor.extraction.text.characters import is_latin
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import EMPTY, Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.stacks.flows import Piece

_FEWEST = 2
_MOST_COLUMNS = 12
_MOST_RUNS = 60
_MOST_MOVED = 1
_MOST_HEAD = 4
_UNITS = re.compile(r"(?:计\s*[量算]\s*)?单\s*位")


@records.frozen(eq=False)
class Column:
    """A column of a page: the lines above it, its cells, and the place of its first piece.

    Of one that lacks cells only the head is told; `group` is what stands above it and the columns printed with it row by row.
    """

    above: tuple[Line, ...]
    cells: tuple[Line, ...]
    at: int
    worded: bool = False
    group: tuple[Line, ...] | None = None


@records.frozen(eq=False)
class Page:
    """What one page holds of a table."""

    corner: Mapped
    labels: tuple[Mapped, ...]
    columns: tuple[Column, ...]
    names: tuple[Path, ...]
    exact: bool
    headed: bool
    sure: bool
    lacking: tuple[int, ...] = ()
    """The places of columns that lack cells and were left out."""

    def texts(self, column: int) -> list[Mapped]:
        """Return the cells of a column; that of the last row may be blank."""
        cells = [line.mapped.strip() for line in self.columns[column].cells]
        return [*cells, *[EMPTY] * (len(self.labels) - len(cells))]


def page_of(pieces: Sequence[Piece], first: Page | None, *, untold: bool) -> Page | None:
    """Return what the pieces of a page hold, None where they can be read in two ways or in none."""
    for way in (_single, _banded):
        found = [
            page
            for each in way(pieces, first=first is None)
            if (page := _named(pieces, each, first, untold=untold)) is not None
        ]
        if found:
            return found[0] if len(found) == 1 else None
    return None


_Way = tuple[list[Column], int, tuple[int, ...]]


def _single(pieces: Sequence[Piece], *, first: bool) -> Iterator[_Way]:
    """Iterate over the ways to read pieces as columns of one flow each; of those that lack cells only heads are kept."""
    runs = [(at, piece) for at, piece in enumerate(pieces) if piece.values and not _serial(piece)]
    for rows in dict.fromkeys(len(piece.values) for _, piece in runs):
        if rows < _FEWEST and first:
            continue
        columns: list[Column] = []
        if any(_taller(piece, rows) for _, piece in runs):
            continue
        for at, piece in runs:
            columns.extend(_columns(piece, at, rows))
        short = [len(piece.values) for _, piece in runs if _FEWEST <= len(piece.values) < rows]
        others = {
            len(piece.words) - head
            for piece in pieces
            if piece.words and not piece.values
            for head in (0, 1)
            if len(piece.words) > _FEWEST
        }
        if any(height in others and short.count(height) > 1 for height in short):
            continue  # a band of rows below the first
        full = [column for column in columns if len(column.cells) == rows]
        alone = sum(len(piece.values) == 1 < rows for _, piece in runs)
        if alone > 1 and 2 * alone >= len(full):
            continue  # a row that was printed cell by cell
        if len(full) >= _FEWEST and len(columns) <= 3 * len(full):
            yield columns, rows, (rows,)


def _taller(piece: Piece, rows: int) -> bool:
    """Whether a piece has more values than rows, and is not several columns printed row by row."""
    return (
        len(piece.values) > rows
        and len(piece.words) <= 1
        and not all(each.cells for each in _columns(piece, 0, rows))
    )


def _columns(piece: Piece, at: int, rows: int) -> list[Column]:
    """Return the columns that a piece prints, one, or several row by row; without cells where it does not fill them."""
    count, rest = divmod(len(piece.values), rows)
    if (count == 1 and not rest) or (len(piece.values) == rows - 1 > 1):
        return [Column(piece.words, piece.values, at)]
    cut = piece.values[:-1]
    if (
        (
            (count, rest) == (1, 1)
            and piece.values[-1].text.isdecimal()
            and len(piece.values[-1].text) <= _FEWEST
        )
        and uniform(line.text for line in cut)
        and not uniform(line.text for line in piece.values)
    ):
        return [Column(piece.words, cut, at)]  # the last is the number of the page
    words = tuple(line for line in piece.words if not foreign(line))
    names, group = words[-count:] if count else (), words[: len(words) - count]
    columns = [piece.values[each::count] for each in range(count)]
    if (
        rest
        or not 1 < count <= min(_MOST_HEAD, len(words))
        or not (all(uniform(line.text for line in column) for column in columns) or _level(columns))
        or len({line.text for line in names}) < count
    ):
        return [Column(piece.words, (), at)] if piece.words or len(piece.values) > 1 else []
    return [Column((name,), column, at, group=group) for name, column in zip(names, columns, strict=True)]


def _level(columns: Sequence[Sequence[Line]]) -> bool:
    """Whether columns have one form down to the last row, and in that another one: shares below counts."""
    body = [form_of(line.text) for column in columns for line in column[:-1]]
    last = {form_of(column[-1].text).kind for column in columns}
    return len({form.kind for form in body}) == 1 == len(last) and last != {body[0].kind}


def _crossed(columns: Sequence[Sequence[Line]]) -> bool:
    """Whether percents fill rows or columns of a table of numbers: 完成率 below 任务数, and 增幅 beside 增减."""
    forms = [[form_of(line.text).kind for line in column] for column in columns]
    told = {kind for column in forms for kind in column} - {Kind.BLANK}
    if told != {Kind.NUMBER, Kind.PERCENT}:
        return False
    rows = [set(row) - {Kind.BLANK} == {Kind.PERCENT} for row in zip(*forms, strict=True)]
    return all(
        set(column) - {Kind.BLANK} == {Kind.PERCENT}
        or all(kind is not Kind.PERCENT or row for kind, row in zip(column, rows, strict=True))
        for column in forms
    )


def _serial(piece: Piece) -> bool:
    """Whether values only number the rows."""
    texts = [line.text for line in piece.values]
    if len(texts) < _FEWEST or not texts[0].isdecimal() or len(texts[0]) > _FEWEST:
        return False
    due = [str(int(texts[0]) + step) for step in range(len(texts))]
    headed = not piece.words or SERIAL_HEAD.fullmatch(piece.words[-1].text) is not None
    return texts == due and (headed or len(texts) > _FEWEST + 1)


def _banded(pieces: Sequence[Piece], *, first: bool) -> Iterator[_Way]:
    """Iterate over the ways to fill columns from pieces of them."""
    runs = [(at, piece) for at, piece in enumerate(pieces) if piece.values and not _serial(piece)]
    if not _FEWEST < len(runs) <= _MOST_RUNS:
        return
    if all(len(piece.values) == 1 for _, piece in runs) and not _stacked(pieces):
        return
    given = [Run(piece.words, piece.values) for _, piece in runs]
    for moved in range(_MOST_MOVED + 1):
        done = False
        for width in range(_FEWEST, min(_MOST_COLUMNS, len(runs) - 1) + 1):
            for filling in fillings(given, width, moved):
                if filling.rows < _FEWEST + first or filling.whole:
                    continue
                columns = []
                for column, cells in zip(filling.columns, filling.cells(given), strict=True):
                    at, piece = runs[column[0]]
                    columns.append(Column(piece.words, tuple(cells), at))
                looks = [[given[at].look for at in column] for column in filling.columns]
                if all(map(alike, looks)) or _crossed([column.cells for column in columns]):
                    done = True
                    yield columns, filling.rows, filling.ends(given)
        if done:
            return


def _stacked(pieces: Sequence[Piece]) -> bool:
    """Whether heads stand above cells that are printed one by one, and labels below each other: their rows are told."""
    labelled = any(len(piece.words) > _FEWEST and not piece.values and not piece.mixed for piece in pieces)
    return labelled and sum(bool(piece.words and piece.values) for piece in pieces) >= _FEWEST


@records.frozen(eq=False)
class _Words:
    """What words on a page are: columns of words, the head of the labels, heads alone; `odd` where some are none of these."""

    columns: tuple[Column, ...]
    corner: tuple[Line, ...]
    alone: tuple[tuple[int, tuple[Line, ...]], ...]
    odd: bool


def _words(pieces: Sequence[Piece], labels: Rows, rows: int, columns: Sequence[Column]) -> _Words | None:
    """Return what the words beside the labels are, None where another table begins among them."""
    begin, last = min(column.at for column in columns), max(column.at for column in columns)
    behind = labels.used[0]
    found: list[Column] = []
    alone: list[tuple[int, tuple[Line, ...]]] = []
    corner: tuple[Line, ...] = (labels.corner,) if labels.corner else ()
    odd = False
    for at, piece in enumerate(pieces):
        if at in labels.used or piece.values or piece.mixed or all(map(_beside, piece.words)):
            continue
        words = untitled(piece.words) if len(piece.words) == rows + _FEWEST else piece.words
        size = len(words)
        unit = next(
            (place for place in range(min(size, _MOST_HEAD)) if _UNITS.fullmatch(words[place].text)), -1
        )
        if unit >= 0 and rows > 1:
            if size - unit != rows + 1:
                return None  # what the values are is not told
            words, size = words[unit:], rows + 1
        fits = size in {rows, rows + 1}
        # The row of the total has no word in a column of words: 优 | 良 | 优 beside 合计.
        bare = size == rows - 1 > _FEWEST and whole_of(labels.labels[-1].text)
        other = _corners(words[:1]) if fits else (size > _MOST_HEAD and not bare) or _corners(words[:1])
        if at > begin and size > _FEWEST and other and not _UNITS.fullmatch(words[0].text):
            return None
        if at > behind and fits and size > _FEWEST:
            found.append(Column(words[: size - rows], words[size - rows :], at, worded=True))
        elif at > behind and bare:
            found.append(Column((), words, at, worded=True))
        elif not corner and size <= _FEWEST and at < behind and _corners(words[-1:]):
            corner = words[-1:]
            alone.extend([(at, words[:-1])] if size > 1 else [])
        elif not corner and size <= _FEWEST and at < last and _corners(words) and not is_latin(words[0].text):
            corner = words
        elif size <= _MOST_HEAD and at <= last:
            alone.extend([] if size == 1 and SERIAL_HEAD.fullmatch(words[0].text) else [(at, words)])
            odd = odd or size > _FEWEST
        else:
            odd = odd or at > behind
    unnamed = sum(not column.above for column in (*columns, *found))
    if not corner and alone and alone[0][0] < behind and len(alone) > unnamed:
        corner = alone.pop(0)[1]
    if any(len(piece.values) == 1 for piece in pieces):
        alone = [each for each in alone if not whole_of(each[1][0].text)]
    return _Words(tuple(found), corner, tuple(alone), odd)


def _named(pieces: Sequence[Piece], way: _Way, first: Page | None, *, untold: bool) -> Page | None:
    """Return columns with the names of their rows and heads, None where these cannot be told."""
    columns, rows, ends = way
    labels = rows_of(pieces, rows, ends, corner=None if first is None else first.corner.text)
    words = None if labels is None else _words(pieces, labels, rows, columns)
    if labels is None or words is None or labels.used[0] > max(column.at for column in columns):
        return None
    short = [column for column in columns if 0 < len(column.cells) < rows]
    closed = whole_of(labels.labels[-1].text) and 2 * len(short) < len(columns)
    # Only the row of the total may lack a value: else nothing tells which does.
    lacking = [column for column in short if not closed or _adds_up(column.cells)]
    columns = [attrs.evolve(column, cells=()) if column in lacking else column for column in columns]
    columns = sorted([*columns, *words.columns], key=lambda column: column.at)
    bare = sum(not column.above for column in columns)
    if first is None and not labels.corner:
        if any(column.at < labels.used[0] and not column.above for column in columns):
            return None  # which of the heads is that of the labels is not told
        dated = bool(words.alone) and DATED.match(words.alone[0][1][0].text) is not None
        if not words.corner and len(words.alone) != bare * dated:
            return None  # the first label or the first head may be the head of the labels
    heads = [Headed(column.at, column.above, kinds_of(column), column.group) for column in columns]
    names = named(heads, words.alone, labels.above[-1:], untold=untold)
    if names is None and first is None:
        return None
    if names is None:
        names = [()] * len(columns)
    elif words.odd:
        names = [name if column.above else () for column, name in zip(columns, names, strict=True)]
    # The head of a column that lacks cells says that its values are none of the others'.
    # Words without a head would be taken for labels.
    full = [
        (column, name)
        for column, name in zip(columns, names, strict=True)
        if name or (column.cells and not column.worded)
    ]
    glued = any(column.above for column in columns)
    return Page(
        join_lines(line.mapped for line in words.corner) if words.corner else EMPTY,
        labels.labels,
        tuple(column for column, _ in full),
        tuple(name for _, name in full),
        exact=labels.exact,
        headed=glued or bool(words.alone),
        sure=glued or labels.corner is not None,
        lacking=tuple(column.at for column in columns if not column.cells and column.above),
    )


def _adds_up(cells: Sequence[Line]) -> bool:
    """Whether the last cell is the sum of the others."""
    numbers = [number_of(line.text) for line in cells]
    rest = sum((each.value for each in numbers[:-1] if each is not None), Fraction(0))
    return numbers[-1] is not None and rest == numbers[-1].value != 0


def _beside(line: Line) -> bool:
    """Whether a line is the title of a table, or refers to a note (七、24): a column of such lines is left out."""
    return foreign(line) or NOTE.fullmatch(line.text) is not None


def _corners(words: Sequence[Line]) -> bool:
    return is_corner(_joined(words))


def _joined(words: Sequence[Line]) -> str:
    return "".join("".join(line.text.split()) for line in words)


def kinds_of(column: Column) -> frozenset[Kind]:
    """Return the kinds of the values of a column."""
    if column.worded:
        return frozenset({Kind.WORDS})
    return frozenset({form_of(line.text).kind for line in column.cells} - {Kind.BLANK})
