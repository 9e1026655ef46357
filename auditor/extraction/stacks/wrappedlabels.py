"""Labels that are wrapped in their cells: which lines are one, told by where the values of the rows stand apart.

Cells are set from the top of their row, or in its middle. Where they are set from the top, the values of a row
stand apart from those of the next exactly where its label takes more than one line; set in the middle, where
that of either does.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import records
from auditor.extraction.stacks.stacklabels import TOTAL, Labels, in_order, joints
from auditor.extraction.text.mapped import Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from auditor.extraction.text.lines import Line

_MOST_STEPS = 4000
_MOST_LINES = 5
_MOST_WAYS = 12


def row_labels(  # noqa: PLR0913 - what is printed, and what is known of it
    found: Sequence[Labels],
    rows: int,
    ends: Sequence[int],
    widest: int = 0,
    known: Callable[[str], bool] | None = None,
    *,
    closing: int = 1,
) -> list[Mapped] | None:
    """Return one label a row, None where lines and rows can be matched in two ways or in none.

    `ends` are the rows behind which the values of a column are parted, `widest` the width of labels on other pages.
    The total may be one of so many `closing` labels: 合计 | 任务数 | 完成率.
    Of several ways that one is taken which alone has labels that are `known` to the text.
    """
    lines = [line for each in found for line in each.lines]
    sure, may, across = joints(found, widest)
    if len(lines) < rows:
        return None
    banded = _by_bands(found, rows, sure, may)
    if len(lines) - len(sure) == rows:
        begins = [at for at in range(len(lines)) if at not in sure]
        way = tuple(end - begin for begin, end in itertools.pairwise([*begins, len(lines)]))
        ways = [way] if _fits(found, way) else []
    elif banded is not None:
        ways = [banded]
    else:
        joins = _Joins(frozenset(sure), frozenset(may | across), frozenset(ends))
        top, centre = (_ways(len(lines), rows, joins, middle=middle) for middle in (False, True))
        if top is None or centre is None:
            return None
        ways = [way for way in top | centre if _fits(found, way)]
    if known is not None and 1 < len(ways) <= _MOST_WAYS:
        ways = _told(lines, ways, known)
    if len(ways) != 1:
        return None
    texts: list[Mapped] = []
    at = 0
    for count in ways[0]:
        texts.append(join_lines(line.mapped for line in lines[at : at + count]))
        at += count
    return None if any(TOTAL.match(text.text) for text in texts[1:-closing]) else texts


def _told(
    lines: Sequence[Line], ways: list[tuple[int, ...]], known: Callable[[str], bool]
) -> list[tuple[int, ...]]:
    """Return the ways of whose own labels the text knows most; the beginning of a label is known as well."""
    names = [
        {
            join_lines(line.mapped for line in lines[end - count : end]).text
            for count, end in zip(way, itertools.accumulate(way), strict=True)
        }
        for way in ways
    ]
    shared = set.intersection(*names)
    told = [sum(len(name) for name in own - shared if known(name)) for own in names]
    return [way for way, length in zip(ways, told, strict=True) if 0 < length == max(told)]


def _by_bands(found: Sequence[Labels], rows: int, sure: set[int], may: set[int]) -> tuple[int, ...] | None:
    """Return the numbers of lines where each stack of labels is printed directly before the values of its rows.

    Then it holds as many labels as rows follow. None where that does not tell which lines are one.
    """
    begins = [each.row for each in found]
    if len(found) < 2 or begins[0] or not all(each.direct for each in found):  # noqa: PLR2004 - one stack has all
        return None
    way: list[int] = []
    at = 0
    for each, end in zip(found, [*begins[1:], rows], strict=True):
        size, count = len(each.lines), end - each.row
        joined = [place for place in range(at + 1, at + size) if place in sure or place in may]
        if count < 1 or size < count:
            return None
        if len(joined) < size - count or (size > count > 1 and len(joined) > size - count):
            return None
        if size > count == 1:
            way.append(size)
        else:
            counts = [0] * count
            row = -1
            for place in range(at, at + size):
                row += place not in joined or size == count
                counts[row] += 1
            way.extend(counts)
        at += size
    return tuple(way)


def _fits(found: Sequence[Labels], way: tuple[int, ...]) -> bool:
    """Whether the labels come in the order of their rows."""
    if len(found) == 1:
        return True
    behind = list(itertools.accumulate(way))
    counts = []
    at = 0
    for each in found:
        last = at + len(each.lines)
        # A label counts where it begins.
        begins = [0, *behind[:-1]]
        counts.append(sum(1 for place in begins if at <= place < last))
        at = last
    return in_order(found, counts, len(way))


@records.frozen
class _Joins:
    """Which lines surely go on with the one above, which may, and behind which rows the values are parted."""

    sure: frozenset[int]
    may: frozenset[int]
    ends: frozenset[int]

    def joined(self, line: int) -> bool:
        return line in self.sure or line in self.may


def _ways(lines: int, rows: int, joins: _Joins, *, middle: bool) -> set[tuple[int, ...]] | None:
    """Return the numbers of lines that the labels may take, None where there are too many to try."""
    found: set[tuple[int, ...]] = set()
    todo: list[tuple[int, ...]] = [()]
    for _ in range(_MOST_STEPS):
        if not todo:
            return found
        way = todo.pop()
        at, row = sum(way), len(way)
        if row == rows:
            if at == lines:
                found.add(way)
            continue
        for count in range(1, min(_MOST_LINES, lines - at - (rows - row - 1)) + 1):
            if count > 1 and not joins.joined(at + count - 1):
                break
            if at + count not in joins.sure and _stands(way, count, rows, joins, middle=middle):
                todo.append((*way, count))
    return None


def _stands(way: tuple[int, ...], count: int, rows: int, joins: _Joins, *, middle: bool) -> bool:
    """Whether a label of so many lines goes with where the values of its row stand."""
    row, wrapped = len(way), count > 1
    if middle:
        return row == 0 or (way[-1] + count > 2) == (row in joins.ends)  # noqa: PLR2004 - two labels of a line each
    if row + 1 == rows:
        # Nothing stands below the last row: only labels wrapped above show that labels are.
        return not wrapped or sum(way) + 1 in joins.sure or max(way, default=1) > 1
    return wrapped == (row + 1 in joins.ends)
