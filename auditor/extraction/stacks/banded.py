"""Tables of a text layer that are read from their values first: bands of rows, and in each a stack a column.

Heads and labels are matched to the columns and rows that the values make. Heads of several lines stand beside the
first values of other columns, and one may be printed behind all: then arithmetic decides which column continues
which, and where it does not, the table stays unread.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Protocol

from auditor import patterns as re
from auditor import records
from auditor.extraction.stacks.bandfill import Filled, Item, alike, fillings, items_of, leading_of, rows_of
from auditor.extraction.stacks.cellheads import BRACKETED, Printed, crossed
from auditor.extraction.stacks.headed import AMOUNT_HEAD, NOTE, among_heads
from auditor.extraction.stacks.headedcolumns import CORNER, heads_labels, is_corner, is_head
from auditor.extraction.stacks.stacklabels import TOTAL, Labels
from auditor.extraction.stacks.wrappedlabels import row_labels
from auditor.extraction.tables.cellform import Kind, form_of
from auditor.extraction.tables.columnproofs import proven
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import EMPTY, Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from auditor.extraction.stacks.stacks import Stack

_MOST_COLUMNS = 12
_LONGEST_HEAD = 24
_FEWEST_ROWS = 2
_FEWEST_VALUES = 6
_MOST_BEHIND = 3
"""So many stacks of words behind the values may belong to what follows."""
_MOST_WAYS = 60
_SHARE = re.compile(r"(?:占比|比重|增长|增速|[（(]%[)）]|%)$")
"""A head that may stand behind each of several columns."""


@records.frozen(eq=False)
class Banded:
    """A page of a table: the head of its labels, the heads of its columns, a label a row, columns, and stacks used."""

    corner: Mapped
    names: tuple[tuple[Mapped, ...], ...]
    labels: tuple[Mapped, ...]
    columns: tuple[tuple[Line, ...], ...]
    leading: tuple[Mapped, tuple[Line, ...]] | None
    used: int


def banded_of(stacks: Sequence[Stack], known: Callable[[str], bool]) -> list[Banded]:
    """Return the ways to read the stacks of a page that the values themselves confirm.

    `known` tells whether the text beside the table names something so.
    """
    done = max((at for at, stack in enumerate(stacks, start=1) if not stack.words), default=0)
    found: list[Banded] = []
    for used in range(len(stacks), max(done, len(stacks) - _MOST_BEHIND) - 1, -1):
        items = items_of(stacks[:used])
        if items is None:
            return []
        found.extend(_read(items, used, known))
        if found:
            break
    return found


def _read(items: list[Item], used: int, known: Callable[[str], bool]) -> Iterator[Banded]:
    """Iterate over the tables that the items may be."""
    values = [at for at, item in enumerate(items) if item.values]
    if sum(len(items[at].values) for at in values) < _FEWEST_VALUES:
        return
    leading = leading_of(items)
    for lead in (leading, ()) if leading else ((),):
        kept = [at for at in values if at not in lead]
        count = sum(len(items[at].values) for at in kept)
        for width in range(2, _MOST_COLUMNS + 1):
            if not kept or count % width or count // width < _FEWEST_ROWS:
                continue
            for filled in fillings(items, kept, width):
                if found := list(_named(items, filled, lead, used, known)):
                    yield from found
                    break


def _named(
    items: list[Item], filled: Filled, lead: tuple[int, ...], used: int, known: Callable[[str], bool]
) -> Iterator[Banded]:
    """Iterate over the tables with heads for all columns and labels for all rows."""
    rows = len(filled.columns[0])
    glued = {at for at in filled.first if items[at].words}
    words = [at for at, item in enumerate(items) if item.words and at not in glued]
    leading = None
    if lead:
        first = items[0].words
        lines = tuple(line for at in lead for line in items[at].values)
        if not rows - 1 <= len(lines) <= rows or not is_head(items[0].words):
            return
        leading = (join_lines(line.mapped for line in first), lines)
        words = words[1:]
    for corner, top, rest in corners_of(items, words):
        for heads, below in _heads(items, rest, filled):
            labels = _labels(items, top, below, filled, known)
            if labels is None:
                continue
            names = _names(items, filled, heads)
            if names is None:
                continue
            if leading is not None and len(leading[1]) < rows and not TOTAL.match(labels[-1].text):
                continue
            table = Banded(corner, names, tuple(labels), filled.columns, leading, used)
            stacks = [*([top] if top else []), *(items[at].words for at in below)]
            printed = [
                Printed(name[-1].origins[0], cells[0].mapped.origins[0], bool(items[at].words), _kinds(cells))
                for name, cells, at in zip(names, filled.columns, filled.first, strict=True)
            ]
            if (
                not _misplaced(table)
                and not crossed(printed)
                and (_whole(items, filled, stacks) or _confirmed(table))
            ):
                yield table
                return  # what stands further down as a head is a label as well


def _whole(items: list[Item], filled: Filled, labels: Sequence[Sequence[Line]]) -> bool:
    """Whether each column begins with its head, and each band has as many labels, of a line each, as values.

    Heads of the same height stand in the order of their columns.
    """
    bands = [end - begin for begin, end in itertools.pairwise((0, *filled.ends))]
    heads = {len(items[at].words) for at in filled.first}
    plain = [len(each) for each in labels] == bands and filled.ends[-1] > _FEWEST_ROWS
    return plain and 0 not in heads and (len(bands) == 1 or len(heads) == 1)


class _Worded(Protocol):
    @property
    def words(self) -> tuple[Line, ...]: ...


def corners_of(
    items: Sequence[_Worded], words: Sequence[int]
) -> Iterator[tuple[Mapped, tuple[Line, ...], Sequence[int]]]:
    """Iterate over the heads of the labels, the labels below in the same stack, and the other stacks of words."""
    if not words:
        return
    first = items[words[0]].words
    above = "".join(first[0].text.split())
    if len(first) > 1 and is_corner(above) and not BRACKETED.fullmatch(first[1].text):
        yield first[0].mapped.strip(), first[1:], words[1:]
        return
    if is_head(first) and is_corner("".join("".join(line.text.split()) for line in first)):
        yield join_lines(line.mapped for line in first), (), words[1:]
        return
    if len(first) == 1:
        yield first[0].mapped.strip(), (), words[1:]
    elif len(first) > _FEWEST_ROWS:
        yield first[0].mapped.strip(), first[1:], words[1:]
    yield EMPTY, (), words


def _heads(
    items: list[Item], words: Sequence[int], filled: Filled
) -> Iterator[tuple[list[tuple[Mapped, ...]], Sequence[int]]]:
    """Iterate over the heads of the columns whose heads stand alone, and the stacks of labels."""
    count = sum(1 for at in filled.first if not items[at].words)
    if count == len(filled.first) and (grouped := _grouped(items, words, count)):
        yield grouped
    if count > len(words):
        return
    able = [at for at in words if at < max(filled.first) and is_head(items[at].words)]
    for heads in itertools.islice(itertools.combinations(able, count), _MOST_WAYS):
        below = [at for at in words if at not in heads]
        # The labels of a band, several of them, may stand before the last head; a single one is not told from it.
        if all(len(items[at].words) > 1 for at in below if heads and at < heads[-1]):
            yield [(join_lines(line.mapped for line in items[at].words),) for at in heads], below


def _grouped(
    items: list[Item], words: Sequence[int], width: int
) -> tuple[list[tuple[Mapped, ...]], Sequence[int]] | None:
    """Return heads that are printed above the like heads of their columns: 机构数 / 2023 年 / 2024 年."""
    names: list[tuple[Mapped, ...]] = []
    below: tuple[str, ...] | None = None
    for place, at in enumerate(words):
        group, *leaves = items[at].words
        texts = tuple(line.text for line in leaves)
        if len(leaves) < 2 or (below is not None and texts != below):  # noqa: PLR2004 - one column is no group
            return None
        below = texts
        names.extend((group.mapped.strip(), leaf.mapped.strip()) for leaf in leaves)
        if len(names) == width and place:
            return names, words[place + 1 :]
    return None


def _names(
    items: list[Item], filled: Filled, heads: list[tuple[Mapped, ...]]
) -> tuple[tuple[Mapped, ...], ...] | None:
    """Return the head of each column, None where two are the same or one is none."""
    # Heads that stand alone come in the order of the stacks below them.
    alone = dict(zip(sorted(at for at in filled.first if not items[at].words), heads, strict=True))
    names: list[tuple[Mapped, ...]] = []
    for at in filled.first:
        if items[at].words:
            if not is_head(items[at].words):
                return None
            names.append((join_lines(line.mapped for line in items[at].words),))
        else:
            names.append(alone[at])
    texts = [tuple(part.text for part in name) for name in names]
    told = [text for text in texts if not _SHARE.search(text[-1])]
    if len(set(told)) < len(told) or any(
        not 0 < len(part) <= _LONGEST_HEAD for text in texts for part in text
    ):
        return None
    return None if any(CORNER.search(text[-1]) and len(text) == 1 for text in texts) else tuple(names)


def _labels(
    items: list[Item],
    top: tuple[Line, ...],
    below: Sequence[int],
    filled: Filled,
    known: Callable[[str], bool],
) -> list[Mapped] | None:
    """Return the label of each row, None where the lines of words can be matched to the rows in two ways or none."""
    rows = len(filled.columns[0])
    found: list[Labels] = [Labels(top, 0, direct=False)] if top else []
    values = {at for at, item in enumerate(items) if item.values}
    width = len(filled.columns)
    for at in below:
        printed = sum(
            len(items[other].values) for other in values if other < at and not _lead(items, other, filled)
        )
        found.append(Labels(items[at].words, printed // width, direct=at + 1 in values))
    if not found:
        return None
    ways = {}
    inner = filled.ends[:-1]
    # A page may end within a band: its labels need not be wrapped there.
    torn = {end for end in inner if filled.columns[0][end].leaf != filled.columns[0][end - 1].leaf}
    for ends in {filled.ends, tuple(end for end in filled.ends if end not in torn)}:
        labels = row_labels(found, rows, ends, known=known)
        if labels is not None:
            ways[tuple(label.text for label in labels)] = labels
    if len(ways) != 1:
        return None
    labels = next(iter(ways.values()))
    # Statements name loans both among what is due soon and later; lines that were joined differ.
    plain = len(found) == 1 and len(found[0].lines) == rows
    return labels if plain or len({label.text for label in labels}) == rows else None


def _lead(items: list[Item], at: int, filled: Filled) -> bool:
    """Whether an item is none of those that fill the columns."""
    line = items[at].values[0]
    return not any(line is cell for column in filled.columns for cell in column)


def _kinds(cells: Sequence[Line]) -> frozenset[Kind]:
    return frozenset(form_of(line.text).kind for line in cells) - {Kind.BLANK}


def _misplaced(table: Banded) -> bool:
    """Whether a label looks like a head or refers to a note, or shares stand below the head of amounts."""
    labels = [label.text for label in table.labels]
    return (
        any(NOTE.fullmatch(label) or heads_labels(label) for label in labels)
        or among_heads(labels)
        or any(
            AMOUNT_HEAD.search(name[-1].text)
            and {form_of(line.text).kind for line in column} == {Kind.PERCENT}
            for name, column in zip(table.names, table.columns, strict=True)
        )
    )


def _confirmed(table: Banded) -> bool:
    """Whether the values prove by their forms or by arithmetic that they stand under their heads."""
    first = bool(TOTAL.match(table.labels[0].text))
    total = first or bool(TOTAL.match(table.labels[-1].text))
    rows = rows_of(table.columns)
    held = proven(rows, total=total, first=first)
    turned = list(zip(*rows, strict=True))
    if not all(map(alike, table.columns)):
        # Rows of unlike values are related to each other as columns are.
        closing = bool(TOTAL.match(table.names[-1][-1].text))
        return len(proven(turned, total=closing)) * 2 >= len(rows)
    shapes = {
        next(
            (
                (form.kind, form.decimals)
                for line in column
                if (form := form_of(line.text)).kind is not Kind.BLANK
            ),
            None,
        )
        for column in table.columns
    }
    return len(held) * 2 >= len(table.columns) or (len(shapes) == len(table.columns) and None not in shapes)
