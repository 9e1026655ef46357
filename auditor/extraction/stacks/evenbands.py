"""Tables whose rows a text layer prints in bands: as many stacks as there are columns, all of them of as many lines.

评价内容 | 满意 | 占比 | 不满意 | 占比 | 环境 / 服务 | 86 / 95 | 60.6% / 66.9% | …; a band may be a single row, heads may
stand above the cells of the first band (满意 / 86), and come again on a new page. Nothing may be left over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.stacks.stacked import denied, misplaced
from auditor.extraction.stacks.stacks import Stack, stacks_of, without_pages
from auditor.extraction.tables.cellform import Kind, form_of
from auditor.extraction.tables.columnproofs import beyond_share
from auditor.extraction.text.grid import Grid, grid_of
from auditor.extraction.text.mapped import EMPTY, Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.text.lines import Line

_FEWEST_COLUMNS = 3
_MOST_COLUMNS = 12
_FEWEST_ROWS = 3
_FEWEST_VALUES = 2
_LONGEST_HEAD = 20
_MOST_HEAD = 3
_LAST = re.compile(r"(?:总体|综合)?(?:均值|平均(?:值|分|数)?)|合\s*计|总\s*计|总体.{0,4}")
_SERIAL = re.compile(r"[0-9]{1,3}")


@records.frozen(eq=False)
class _Table:
    heads: tuple[Mapped, ...]
    rows: tuple[tuple[Mapped, ...], ...]
    used: int
    repeated: frozenset[int]


def parse_bands(lines: Sequence[Line], at: int) -> tuple[Grid, int, set[int]] | None:
    """Read the table whose head begins at `lines[at]`: the index behind it, the lines that repeat its head."""
    if form_of(lines[at].text).kind is not Kind.WORDS:
        return None
    stacks, end = stacks_of(lines, at)
    stacks = without_pages(stacks)
    stacks, foot = _footed(stacks)
    found = [
        table
        for width in range(_FEWEST_COLUMNS, min(_MOST_COLUMNS, len(stacks) - 1) + 1)
        if (table := _table(stacks, width, foot)) is not None
    ]
    if len(found) != 1:
        return None
    table = found[0]
    if table.used < len(stacks):
        end = stacks[table.used].at
    return grid_of([table.heads, *table.rows], source="columns"), end, set(table.repeated)


def _footed(stacks: Sequence[Stack]) -> tuple[list[Stack], tuple[Line, ...]]:
    """Return the stacks, and the name of the last row where it stands in the middle of its merged cell: below values."""
    found = list(stacks)
    foot: tuple[Line, ...] = ()
    for at, stack in enumerate(stacks):
        if len(stack.lines) > 1 and _LAST.fullmatch(stack.lines[-1].text) and _stated(stack.lines[-2]):
            if foot:
                return list(stacks), ()
            found[at], foot = stack.part(0, -1), stack.lines[-1:]
    return found, foot


def _table(stacks: Sequence[Stack], width: int, foot: tuple[Line, ...]) -> _Table | None:
    """Return the table of so many columns that the stacks are, None where they are none."""
    first = [_parted(stack) for stack in stacks[:width]]
    heads = [head for head, _ in first]
    texts = [_text(head).text for head in heads]
    if not all(0 < len(text) <= _LONGEST_HEAD for text in texts) or any(
        len(head) > _MOST_HEAD for head in heads
    ):
        return None
    rows: list[tuple[Mapped, ...]] = []
    repeated: set[int] = set()
    values = [rest for _, rest in first]
    if any(values[1:]):
        band = _band([heads[0][1:], *values[1:]])
        if band is None:
            return None
        rows.extend(band)
        texts[0], heads[0] = heads[0][0].text, heads[0][:1]
    elif values[0]:
        return None
    at = width
    while at + width <= len(stacks):
        here = [stack.lines for stack in stacks[at : at + width]]
        again = _repeated(here, heads)
        if again is not None:
            repeated.update(id(line) for each in again[0] for line in each)
            here = again[1]
            if not any(here):
                at += width
                continue
        band = _band(here) or (_band([(*here[0], *foot), *here[1:]]) if foot else None)
        if band is None:
            break
        rows.extend(band)
        at += width
    if any(not stack.words and not _page(stack) for stack in stacks[at:]) or not _certain(rows):
        return None
    kinds = [next(_kinds(column), Kind.BLANK) for column in zip(*[row[1:] for row in rows], strict=True)]
    pairs = list(zip(texts[1:], kinds, strict=True))
    cells = zip(*([cell.text for cell in row[1:]] for row in rows), strict=True)
    if (
        any(map(beyond_share, texts[1:], cells))
        or misplaced([row[0].text for row in rows], pairs)
        or denied(pairs)
    ):
        return None
    return _Table(tuple(_text(head) for head in heads), tuple(rows), at, frozenset(repeated))


def _page(stack: Stack) -> bool:
    return len(stack.lines) == 1 and _SERIAL.fullmatch(stack.lines[0].text) is not None


def _text(lines: Sequence[Line]) -> Mapped:
    return join_lines(line.mapped for line in lines)


def _parted(stack: Stack) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return the words that a stack begins with, and the values below."""
    size = next(
        (at for at, form in enumerate(stack.forms) if at and form.kind is not Kind.WORDS), len(stack.lines)
    )
    return stack.lines[:size], stack.lines[size:]


def _repeated(
    here: Sequence[tuple[Line, ...]], heads: Sequence[Sequence[Line]]
) -> tuple[list[tuple[Line, ...]], list[tuple[Line, ...]]] | None:
    """Return the heads that stacks begin with once more, and what stands below them."""
    sizes = [len(head) for head in heads]
    for lines, head in zip(here, heads, strict=True):
        if [line.text for line in lines[: len(head)]] != [line.text for line in head]:
            return None
    return (
        [lines[:size] for lines, size in zip(here, sizes, strict=True)],
        [lines[size:] for lines, size in zip(here, sizes, strict=True)],
    )


def _band(stacks: Sequence[Sequence[Line]]) -> list[tuple[Mapped, ...]] | None:
    """Return the rows of a band, None where its stacks are not of as many lines."""
    heights = {len(stack) for stack in stacks[1:]}
    height = max(heights, default=0)
    labels = stacks[0]
    if not height or not labels or not any(_stated(line) for stack in stacks[1:] for line in stack):
        return None
    if height == 1 and heights == {1}:
        return [(_text(labels), *(stack[0].mapped.strip() for stack in stacks[1:]))]
    if len(labels) != height:
        return None
    # 总体均值 states its mean alone.
    alone = heights == {height, height - 1} and len(stacks[-1]) == height
    if heights != {height} and not (alone and _LAST.fullmatch(labels[-1].text)):
        return None
    columns = [[line.mapped.strip() for line in stack] for stack in stacks]
    for column in columns:
        column.extend([EMPTY] * (height - len(column)))
    return list(zip(*columns, strict=True))


def _stated(line: Line) -> bool:
    return form_of(line.text).kind not in {Kind.WORDS, Kind.BLANK}


def _certain(rows: Sequence[Sequence[Mapped]]) -> bool:
    """Whether every column holds cells of one kind, and several of them values."""
    if len(rows) < _FEWEST_ROWS:
        return False
    numeric = 0
    for column in zip(*[row[1:] for row in rows], strict=True):
        kinds = set(_kinds(column))
        if len(kinds) > 1:
            return False
        numeric += bool(kinds & {Kind.NUMBER, Kind.PERCENT})
    labels = [row[0].text for row in rows]
    return numeric >= _FEWEST_VALUES and any(form_of(label).kind is Kind.WORDS for label in labels)


def _kinds(column: Sequence[Mapped]) -> Iterator[Kind]:
    for cell in column:
        kind = form_of(cell.text).kind if cell else Kind.BLANK
        if kind is not Kind.BLANK:
            yield kind
