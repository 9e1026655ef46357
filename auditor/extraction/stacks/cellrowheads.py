"""The heads of columns that are known from their rows: in the order of the text, or in groups with like columns."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.extraction.stacks.headedcolumns import is_corner
from auditor.extraction.stacks.stacked import denied, misplaced
from auditor.extraction.tables.cellform import Kind, form_of
from auditor.extraction.tables.columnproofs import beyond_share, number_of, proven
from auditor.extraction.text.grid import GridCell
from auditor.extraction.text.mapped import EMPTY, Mapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.stacks.stacks import Stack

_MOST_GROUPS = 4
_LONGEST_HEAD = 30
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")

Columns = list[tuple[Mapped, ...]]


def heads_over(
    above: Sequence[Stack], below: Sequence[Stack], again: Sequence[Stack], columns: Columns
) -> list[GridCell] | None:
    """Return the cells of the head, None where the words are none; columns that no words surely head stay nameless.

    Heads stand `above` the first row or `below` it, and some pages repeat them: `again`.
    """
    width = len(columns)
    kinds = [_kind(column) for column in columns]
    corner: Stack | None
    if any(len(stack.text) > _LONGEST_HEAD for stack in (*above, *below)):
        return None
    if len(again) == width + 1 and (below or len(above) != width + 1):
        corner, names = again[0], list(again[1:])
    elif len(above) == width and len(below) <= 1:
        corner, names = (below[0] if below else None), list(above)
    elif not above or below or len(above) > width + 1 + _MOST_GROUPS:
        return None
    else:
        corner = next((stack for stack in above if is_corner(_plain(stack.text))), above[0])
        if corner.lines[0].text[:1].isdigit():
            return None  # 1 April 2024 heads a column: the head of the labels may have been taken for one
        names = [stack for stack in above if stack is not corner]
    texts = [stack.text for stack in names]
    if len(names) == width:
        beyond = any(
            beyond_share(_plain(name), [cell.text for cell in column])
            for name, column in zip(texts, columns, strict=True)
        )
        if _in_order(names) and len({*map(_plain, texts)}) == width and _fit(texts, kinds) and not beyond:
            return [
                GridCell(0, 0, _text(corner)),
                *(GridCell(0, at, text) for at, text in enumerate(texts, start=1)),
            ]
    elif (over := grouped(texts, kinds)) is not None:
        return [GridCell(0, 0, _text(corner), rows=2), *over]
    elif len(names) < width and not _proved(columns):
        return None
    return [GridCell(0, column, EMPTY if column else _text(corner)) for column in range(width + 1)]


def _text(stack: Stack | None) -> Mapped:
    return stack.text if stack is not None else EMPTY


def _proved(columns: Columns) -> bool:
    """Whether arithmetic holds most columns in their places."""
    rows = [tuple(number_of(cell.text) for cell in row) for row in zip(*columns, strict=True)]
    return 2 * len(proven(rows, total=True)) > len(columns)


def _plain(text: Mapped) -> str:
    return "".join(text.text.split())


def _kind(column: Sequence[Mapped]) -> Kind:
    return next((kind for cell in column if (kind := form_of(cell.text).kind) is not Kind.BLANK), Kind.BLANK)


def _in_order(heads: Sequence[Stack]) -> bool:
    """Whether heads are printed from left to right: one of more lines than the others comes too early, or last."""
    wrapped = [at for at, head in enumerate(heads) if len(head.lines) > 1]
    return len(wrapped) == len(heads) or wrapped == list(range(len(heads) - len(wrapped), len(heads)))


def _fit(names: Sequence[Mapped], kinds: Sequence[Kind]) -> bool:
    """Whether no name denies what stands below it."""
    pairs = [(_plain(name), kind) for name, kind in zip(names, kinds, strict=True)]
    return not misplaced(["", ""], pairs) and not denied(pairs)


def grouped(names: Sequence[Mapped], kinds: Sequence[Kind], first: int = 1) -> list[GridCell] | None:
    """Return groups of like columns with their columns, and the columns of no group, where one way fits the cells.

    They stand from the `first` column on.

    2025 年末 / 2024 年末 / 增减 / 金额 / 占比 / 金额 / 占比: of the words above, those are groups that are alike.
    """
    texts = [_plain(name) for name in names]
    ways: list[list[GridCell]] = []
    count = len(names) - len(kinds)
    for span in range(2, len(kinds) // max(count, 1) + 1):
        for at in range(len(names) - span * count + 1):
            leaves = texts[at : at + span * count]
            if count < 2 or leaves != leaves[:span] * count or len(set(leaves[:span])) < span:  # noqa: PLR2004 - two alike
                continue
            others = [*names[:at], *names[at + span * count :]]
            groups = _alike(others, count)
            if groups is not None:
                singles = [text for text in others if text not in groups]
                ways.extend(_blocks(groups, singles, names[at : at + span * count], kinds))
    if len(ways) != 1:
        return None
    return [attrs.evolve(cell, column=cell.column + first - 1) for cell in ways[0]]


def _alike(names: Sequence[Mapped], count: int) -> list[Mapped] | None:
    """Return the names of so many groups: all there are, or those that tell a year where the others do not."""
    if len(names) == count:
        return list(names)
    dated = [name for name in names if _YEAR.match(name.text)]
    return dated if len(dated) == count else None


def _blocks(
    groups: Sequence[Mapped], singles: Sequence[Mapped], leaves: Sequence[Mapped], kinds: Sequence[Kind]
) -> Iterator[list[GridCell]]:
    """Iterate over the ways in which groups and single columns may stand beside each other."""
    span = len(leaves) // len(groups)
    for order in itertools.combinations(range(len(groups) + len(singles)), len(groups)):
        cells: list[GridCell] = []
        column, group, single = 1, 0, 0
        for at in range(len(groups) + len(singles)):
            if at in order:
                cells.append(GridCell(0, column, groups[group], columns=span))
                own = leaves[group * span : (group + 1) * span]
                cells.extend(GridCell(1, column + place, leaf) for place, leaf in enumerate(own))
                column, group = column + span, group + 1
            else:
                cells.append(GridCell(0, column, singles[single], rows=2))
                column, single = column + 1, single + 1
        if _agree([cell for cell in cells if cell.columns == 1], kinds):
            yield cells


def _agree(cells: Sequence[GridCell], kinds: Sequence[Kind]) -> bool:
    """Whether columns of one name hold cells of one kind, and no name denies what stands below it."""
    named: dict[str, set[Kind]] = {}
    for cell in cells:
        named.setdefault(_plain(cell.text), set()).add(kinds[cell.column - 1])
    return all(len(each - {Kind.BLANK}) <= 1 for each in named.values()) and _fit(
        [cell.text for cell in cells], [kinds[cell.column - 1] for cell in cells]
    )
