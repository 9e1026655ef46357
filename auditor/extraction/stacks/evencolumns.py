"""Tables that a text layer prints column by column, some columns in pairs: 年度 / 2022 / 2023 / 合计 | 得分 / 得分率 / 14.60 / 81.11% / ….

Columns that stand close to each other are printed line by line below their heads, with the name of their group above.
Heads may come before all cells, and a column in several stacks. All columns must come out of one height.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.extraction.stacks.cellheads import BRACKETED, Printed, crossed
from auditor.extraction.stacks.evenbands import parse_bands
from auditor.extraction.stacks.stacked import denied, misplaced
from auditor.extraction.stacks.stacklabels import TOTAL, Labels, labels_of
from auditor.extraction.stacks.stacks import Stack, stacks_of, without_pages
from auditor.extraction.tables.cellform import Form, Kind, amount_of, form_of
from auditor.extraction.text.grid import Grid, grid_of
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import EMPTY, Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_MEAN = re.compile(r"(?:总体|综合)?(?:平均(?:值|分|数|得分)?|均值)")
_NAME = re.compile(r"[一-龥A-Za-z].*[一-龥A-Za-z]|(?:19|20)[0-9]{2}|[0-9].*[一-龥]")
"""What names a row, and no note to it (七、3)."""
_SUM = re.compile(r".{0,2}(?:小计|合计|总计)")
_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 2
_MOST_COLUMNS = 14
_LONGEST_HEAD = 20
_MOST_WORDS = 6


@attrs.define(eq=False)
class _Column:
    """A column: the lines of its head, and its cells so far."""

    head: tuple[Line, ...]
    group: tuple[Line, ...] = ()
    cells: list[Line] = attrs.field(factory=list)


def parse_even(lines: Sequence[Line], at: int) -> tuple[Grid, int, set[int]] | None:
    """Read the table that begins at `lines[at]`, in even bands or in even columns, and the lines that repeat its head."""
    return parse_bands(lines, at) or parse_columns(lines, at)


def parse_columns(lines: Sequence[Line], at: int) -> tuple[Grid, int, set[int]] | None:
    """Read the table whose labels begin at `lines[at]`: the index behind it, and no lines that repeat its head."""
    if form_of(lines[at].text).kind is not Kind.WORDS:
        return None
    stacks, end = stacks_of(lines, at, numbered=True)
    stacks = without_pages(stacks)
    if len(stacks) < _FEWEST_COLUMNS + 1:
        return None
    corner, labels, rest = _labels(stacks)
    if not labels:
        return None
    found: list[Grid] = []
    for height in range(len(labels), max(_FEWEST_ROWS, len(labels) // 2) - 1, -1):
        names = _names(labels, height)
        if names is None:
            continue
        columns = _columns(rest, height, open_=_sums(names[-1].text))
        if columns is None or not _certain(columns) or _denied(names, columns):
            continue
        # Where lines were joined to labels, a total must confirm how many there are.
        if height < len(labels) and not (TOTAL.match(names[-1].text) and any(map(_adds, columns))):
            continue
        rows = [[corner, *(join_lines(line.mapped for line in column.head) for column in columns)]]
        rows.extend([name, *(_cell(column, row) for column in columns)] for row, name in enumerate(names))
        found.append(grid_of(rows, source="columns"))
        if height == len(labels):
            break
    return (found[0], end, set()) if len(found) == 1 else None


def _denied(names: Sequence[Mapped], columns: Sequence[_Column]) -> bool:
    """Whether labels are none, or heads deny what stands below them."""
    texts = [name.text for name in names]
    pairs = [("".join(line.text for line in column.head), _kind(column)) for column in columns]
    named = all(_NAME.search(text) for text in texts)
    told = [column for column in columns if column.head and column.cells]
    return not named or misplaced(texts, pairs) or denied(pairs) or crossed([_printed(each) for each in told])


def _printed(column: _Column) -> Printed:
    last, first = (line.mapped.origins[0] for line in (column.head[-1], column.cells[0]))
    glued = column.cells[0].number == column.head[-1].number + 1
    return Printed(last, first, glued, _kind(column))


def _kind(column: _Column) -> Kind:
    kinds = [form.kind for line in column.cells if (form := form_of(line.text)).kind is not Kind.BLANK]
    return max(set(kinds), key=kinds.count) if kinds else Kind.BLANK


def _adds(column: _Column) -> bool:
    *others, last = (amount_of(line.text) for line in column.cells)
    return bool(last) and sum(each for each in others if each is not None) == last


def _sums(name: str) -> bool:
    return TOTAL.match(name) is not None or _MEAN.fullmatch(name) is not None


def _cell(column: _Column, row: int) -> Mapped:
    return column.cells[row].mapped.strip() if row < len(column.cells) else EMPTY


def _labels(stacks: Sequence[Stack]) -> tuple[Mapped, tuple[Line, ...], Sequence[Stack]]:
    """Return the head of the labels, the labels, and the other stacks."""
    first = stacks[0]
    if not first.words and any(form.kind is Kind.PERCENT for form in first.forms):
        return EMPTY, (), stacks
    if len(first.lines) > _FEWEST_ROWS:
        return first.lines[0].mapped.strip(), first.lines[1:], stacks[1:]
    if len(first.lines) == 1 and stacks[1].words and len(stacks[1].lines) >= _FEWEST_ROWS:
        return first.text, stacks[1].lines, stacks[2:]
    return EMPTY, (), stacks


def _names(labels: Sequence[Line], height: int) -> list[Mapped] | None:
    if len(labels) == height:
        return [line.mapped.strip() for line in labels]
    return labels_of([Labels(tuple(labels), 0, direct=False)], height, frozenset())


def _columns(stacks: Sequence[Stack], height: int, *, open_: bool) -> list[_Column] | None:
    """Return the columns of so many cells that the stacks are; one more may lack where the last row is `open_`."""
    columns: list[_Column] = []
    for stack in stacks:
        heads, values = _parted(stack)
        if 1 < len(stack.lines) == _lacking(columns, height):
            heads, values = (), stack.lines  # the last rows of a column hold words as well: a grade, a rank
        elif stack.words and len(heads) in {height, height - 1 if open_ else height} and _awaited(columns):
            heads, values = (), heads  # grades, in words
        elif any(form_of(line.text).kind is Kind.WORDS for line in values) or len(heads) > _MOST_WORDS:
            return None
        if not values:
            columns.append(_Column(heads))
        elif heads:
            if not _headed(columns, heads, values, height, open_=open_):
                return None
        elif not _filled(columns, values, height, open_=open_):
            return None
        if len(columns) > _MOST_COLUMNS:
            return None
    heights = {len(column.cells) for column in columns}
    full = heights == {height} or (open_ and heights == {height, height - 1} and not _summed(columns, height))
    return columns if full and len(columns) >= _FEWEST_COLUMNS else None


def _summed(columns: Sequence[_Column], height: int) -> bool:
    """Whether a column that lacks a cell ends with the sum of the others: then it is not the last that it lacks."""
    return any(len(column.cells) < height and _adds(column) for column in columns)


def _parted(stack: Stack) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return the head that a stack begins with, units and full marks in brackets with it, and the cells below."""
    size = next(
        (
            at
            for at, form in enumerate(stack.forms)
            if form.kind is not Kind.WORDS and not (at and BRACKETED.fullmatch(stack.lines[at].text))
        ),
        len(stack.lines),
    )
    return stack.lines[:size], stack.lines[size:]


def _lacking(columns: Sequence[_Column], height: int) -> int:
    """Return how many cells the shortest column lacks where each was begun."""
    shortest = min((len(column.cells) for column in columns), default=0)
    return height - shortest if shortest else 0


def _awaited(columns: Sequence[_Column]) -> bool:
    return any(not column.cells for column in columns)


def _headed(
    columns: list[_Column], heads: Sequence[Line], values: Sequence[Line], height: int, *, open_: bool
) -> bool:
    """Add the columns of a stack of heads and cells, whether it can be one."""
    count = 1
    if len(values) > height or (open_ and len(values) > height - 1 and len(values) != height):
        each = next(
            (size for size in (height, height - 1 if open_ else height) if len(values) % size == 0), 0
        )
        if not each:
            return False
        count = len(values) // each
    names = _heads(heads, count)
    if names is None:
        return False
    group = [line for line in heads if all(line in name for name in names)] if count > 1 else []
    columns.extend(_Column(name, tuple(group), list(values[at::count])) for at, name in enumerate(names))
    return True


def _heads(heads: Sequence[Line], count: int) -> list[tuple[Line, ...]] | None:
    """Return the heads of so many columns, each behind the name of their group; units stand below all of them."""
    if count == 1:
        return [tuple(heads)]
    units = [line for line in heads if BRACKETED.fullmatch(line.text)]
    plain = [line for line in heads if line not in units]
    if len(plain) < count or len(units) not in {0, count}:
        return None
    group, names = plain[:-count], plain[-count:]
    return [(*group, name, *units[at : at + 1]) for at, name in enumerate(names)]


def _filled(columns: Sequence[_Column], values: Sequence[Line], height: int, *, open_: bool) -> bool:
    """Add cells to the leftmost of the shortest columns, whether they complete it: in bands, the order may be another."""
    if not columns:
        return False
    column = min(columns, key=lambda each: len(each.cells))
    column.cells.extend(values)
    return len(column.cells) == height or (open_ and len(column.cells) == height - 1)


def _certain(columns: Sequence[_Column]) -> bool:
    """Whether columns have names of their own, and all cells of each are alike, or all cells of each row."""
    names = ["".join(line.text for line in column.head) for column in columns]
    if (
        not _grouped(columns)
        or len(set(names)) < len(names)
        or not all(0 < len(name) <= _LONGEST_HEAD for name in names)
    ):
        return False
    forms = [[form_of(line.text) for line in column.cells] for column in columns]
    numeric = sum(any(form.kind in {Kind.NUMBER, Kind.PERCENT} for form in column) for column in forms)
    rows = [list(row) for row in zip(*forms, strict=False)]
    return numeric >= _FEWEST_COLUMNS and any(_ordered(forms, rows, last) for last in (0, 1, 2, len(rows)))


def _grouped(columns: Sequence[_Column]) -> bool:
    """Whether it is certain which columns between two groups belong to the first: up to a sum that closes it."""
    places = [at for at, column in enumerate(columns) if column.group]
    for one, two in itertools.pairwise(places):
        if two > one + 1 and columns[one].group != columns[two].group:
            last = columns[two - 1].head[-1].text
            if not _SUM.fullmatch(re.sub(r"\s", "", last)):
                return False
    return True


def _ordered(columns: Sequence[Sequence[Form]], rows: Sequence[Sequence[Form]], last: int) -> bool:
    """Whether cells are alike down each column, and along each of so many last rows: shares below counts."""
    inner = len(rows) - last
    if inner and not all(_alike(column[:inner]) for column in columns):
        return False
    return all(_one(form.kind for form in _told(row)) for row in rows[inner:])


def _alike(forms: Sequence[Form]) -> bool:
    told = list(_told(forms))
    return _one(form.kind for form in told) and _one(
        form.decimals for form in told if form.decimals is not None
    )


def _one(each: Iterable[object]) -> bool:
    return len(set(each)) <= 1


def _told(forms: Sequence[Form]) -> Iterator[Form]:
    return (form for form in forms if form.kind is not Kind.BLANK)
