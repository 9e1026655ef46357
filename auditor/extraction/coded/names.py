"""The names of the rows of a page: which lines of words are one name, and which row each one names.

Words printed directly before the first value of a row name that row, and perhaps some beside it. Others, printed late, fill the rows that
are left in their order. A name is wrapped where its line is full, and surely where the text prints the end of one
line and the beginning of the next inside a line elsewhere.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from auditor import records
from auditor.extraction.stacks.stacklabels import Labels, joints, printed_width
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import EMPTY, Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


_NEAR = 1000
_MOST_TILES = 2
_MOST_STEPS = 2000
_TAIL = 3


@records.frozen(eq=False)
class Words:
    """Lines of words in one stack, and a row that they name where one is known."""

    lines: tuple[Line, ...]
    row: int | None = None
    whole: bool = False
    """All lines are one name."""


def inside_lines(lines: Sequence[Line], first: int, last: int) -> Callable[[str, str], bool]:
    """Return what tells whether some line near a table holds the end of one line and the beginning of the next."""

    @functools.cache
    def text() -> str:
        near = lines[max(0, first - _NEAR) : last + _NEAR]
        return "\n".join("".join(line.text.split()) for line in near)

    def told(above: str, below: str) -> bool:
        end = "".join(above.split())[-_TAIL:]
        return len(end) == _TAIL and end + below[:1] in text()

    return told


class Namer:
    """Names rows by the words of their page; `widest` is the widest line of a name in the whole table."""

    def __init__(self, words: Sequence[Words], goes_on: Callable[[str, str], bool], widest: int) -> None:
        self._words = words
        self._joints: list[tuple[set[int], set[int]]] = []
        for each in words:
            if each.whole:
                self._joints.append((set(range(1, len(each.lines))), set()))
                continue
            sure, may, _ = joints([Labels(each.lines, 0, direct=False)], widest)
            more = {
                at
                for at in range(1, len(each.lines))
                if goes_on(each.lines[at - 1].text, each.lines[at].text)
            }
            self._joints.append((sure | more, may - sure - more))

    def names(self, rows: Sequence[int]) -> dict[int, Mapped] | None:
        """Return the names of rows, blank where lines can be joined in two ways; None where they do not fill the rows."""
        # Mostly the row whose values follow a stack is the first that it names.
        tiles = self._tiles(rows, first=True) or self._tiles(rows, first=False)
        if len(tiles) != 1:
            return None
        found: dict[int, Mapped] = {}
        for at, first, count in tiles[0]:
            for place, name in enumerate(self._split(at, count)):
                found[rows[first + place]] = name
        return found

    def _tiles(self, rows: Sequence[int], *, first: bool) -> list[list[tuple[int, int, int]]]:
        """Return the ways to lay the stacks over the rows: each with its stack, first row and number of rows.

        The row that is known of a stack is the `first` that it names, or any of them.
        """
        anchors = {at: rows.index(each.row) for at, each in enumerate(self._words) if each.row in rows}
        bound = sorted(anchors, key=lambda at: anchors[at])
        loose = [at for at in range(len(self._words)) if at not in anchors]
        found: list[list[tuple[int, int, int]]] = []
        todo: list[tuple[int, int, int, list[tuple[int, int, int]]]] = [(0, 0, 0, [])]
        for _ in range(_MOST_STEPS):
            if not todo or len(found) >= _MOST_TILES:
                break
            row, used, taken, laid = todo.pop()
            if row == len(rows):
                if used == len(loose) and taken == len(bound):
                    found.append(laid)
                continue
            due = anchors[bound[taken]] if taken < len(bound) else len(rows)
            if taken < len(bound):
                at = bound[taken]
                todo.extend(
                    (row + count, used, taken + 1, [*laid, (at, row, count)])
                    for count in self._counts(at)
                    if row == due or (not first and row < due < row + count)
                )
            if used < len(loose):
                at = loose[used]
                todo.extend(
                    (row + count, used + 1, taken, [*laid, (at, row, count)])
                    for count in self._counts(at)
                    if row + count <= due
                )
        return found

    def _counts(self, at: int) -> range:
        """Return how many names a stack may hold."""
        sure, may = self._joints[at]
        size = len(self._words[at].lines)
        return range(max(1, size - len(sure) - len(may)), size - len(sure) + 1)

    def _split(self, at: int, count: int) -> list[Mapped]:
        lines = self._words[at].lines
        sure, may = self._joints[at]
        lacking = len(lines) - count - len(sure)
        if lacking not in {0, len(may)}:
            return [EMPTY] * count
        joined = sure | may if lacking else sure
        parts: list[list[Mapped]] = []
        for place, line in enumerate(lines):
            if place in joined:
                parts[-1].append(line.mapped)
            else:
                parts.append([line.mapped])
        return [join_lines(part) for part in parts]


def widest_of(words: Sequence[Words]) -> int:
    """Return the width of the widest line."""
    return max((printed_width(line) for each in words for line in each.lines), default=0)
