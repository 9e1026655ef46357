"""The heads and labels of columns that are filled: which pieces of words name which of them.

Words directly above values head their column. The other pieces are the corner, heads of the columns that have none,
labels, or say something else (the title, the name of a group): of the ways to tell them apart, that is taken which
leaves least unsaid.
"""

from __future__ import annotations

import heapq
import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.prose.captions import read_caption
from auditor.extraction.stacks.cellheads import BRACKETED, Printed, crossed
from auditor.extraction.stacks.corners import holds_corner, names_no_row
from auditor.extraction.stacks.grouprows import with_groups, without_codes
from auditor.extraction.stacks.headed import NOTE, among_heads
from auditor.extraction.stacks.headedcolumns import heads_labels, is_corner, is_head
from auditor.extraction.stacks.stacklabels import TOTAL, Labels, in_order, joints
from auditor.extraction.stacks.wrappedlabels import row_labels
from auditor.extraction.text.characters import is_latin
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import EMPTY, Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from auditor.extraction.stacks.latticestream import Run
    from auditor.extraction.stacks.skyline import Filling

_MOST_STEPS = 1500
_MOST_LINES = 4
_GROUPED = 3
_LONGEST_HEAD = 40
_SHORTEST_TITLE = 7
_MOST_COST = 12
_CORNERED, _WORDED, _BARE, _WRAPPED, _UNSAID, _BEHIND = 1, 1, 2, 2, 4, 9

_OPEN = re.compile(r"[（(][^（）()]*$")
_UNIT = re.compile(r"(?:计\s*[量算]\s*)?单\s*位")
_COLUMN = re.compile(r"(?:增减|增长|变动|占比|比重|比例|率|额|数|得分|说明)$")
"""What stands above values or words, and above no labels."""
_DAY = re.compile(r"[A-Z][a-z]+ (?:19|20)[0-9]{2}$")
"""31 March 2025."""
_WHOLE = re.compile(
    r"合计|总计|共计|总数|总分|全[国省市区县州旗镇乡](?:[合总共]计)?$|(?:[Gg]rand)?[Tt]otal|All(?![a-z])"
)

Path = tuple[Mapped, ...]


@records.frozen(eq=False)
class Names:
    """The head of the labels, those of the columns, the labels of the rows, and how much was left unsaid.

    `words` are columns of words, each with its head, and before which column of values it was printed.
    """

    corner: Mapped
    paths: tuple[Path, ...]
    labels: tuple[Mapped, ...]
    words: tuple[tuple[int, tuple[Line, ...]], ...]
    cost: int
    groups: tuple[tuple[int, Mapped], ...] = ()
    """Names of groups of rows, each with the row before which it stands."""

    @property
    def keys(self) -> list[tuple[int, str]]:
        """Return what tells each row from all others: its label, within its group."""
        return [
            (sum(row <= at for row, _ in self.groups), label.text) for at, label in enumerate(self.labels)
        ]

    @property
    def texts(self) -> tuple[str, ...]:
        """Return all names."""
        heads = ("".join(part.text for part in path) for path in self.paths)
        return (self.corner.text, *heads, *(label.text for label in self.labels))


@records.frozen
class _Way:
    cost: int
    at: int = 0
    heads: tuple[int, ...] = ()
    labels: tuple[int, ...] = ()
    unsaid: tuple[int, ...] = ()
    words: tuple[int, ...] = ()
    corner: int = -1

    def __lt__(self, other: _Way) -> bool:
        return (self.cost, -self.at) < (other.cost, -other.at)


@records.frozen
class _Asked:
    """What is asked of a piece of words: its lines and length, whether it is short, a corner, can be a head."""

    size: int
    length: int
    short: bool
    corner: bool
    head: bool


class Namer:
    """Names the columns and rows of a page whose values are in their places."""

    def __init__(
        self, pieces: Sequence[Run], places: Sequence[int], filling: Filling, known: Callable[[str], bool]
    ) -> None:
        self._pieces = pieces
        self._filling = filling
        self._known = known
        self._runs = [pieces[at] for at in places]
        self._width = len(filling.columns)
        self._first = [places[column[0]] for column in filling.columns]
        self._bare = sorted(
            (column for column in range(self._width) if not pieces[self._first[column]].words),
            key=lambda column: self._first[column],
        )
        below = [places[at] for column in filling.columns for at in column[1:]]
        self._below = min(below, default=len(pieces))
        self._second = max(*self._first, self._below)
        self._last = max(places)
        # The last columns may have their heads among those of groups: 2022 年 / 新建 | 小计 | 2023 年 / 新建 | 合计 / 小计.
        lent = len(self._bare)
        self._lent = lent if 0 < lent < self._width - 1 and self._bare[0] == self._width - lent else 0
        self._words = [at for at, piece in enumerate(pieces) if piece.words and not piece.values]
        self._told_of: dict[int, _Asked] = {}

    def names(self) -> list[Names]:
        """Return the ways to name the page that leave least unsaid."""
        found: dict[tuple[str, ...], Names] = {}
        todo = [_Way(0)]
        least = _MOST_COST
        for _ in range(_MOST_STEPS):
            if not todo:
                break
            way = heapq.heappop(todo)
            if way.cost > least:
                break
            if way.at < len(self._words):
                for each in self._next(way):
                    heapq.heappush(todo, each)
                continue
            if len(way.heads) < len(self._bare) and (way.heads or not self._lent):
                continue
            for names in self._told(way):
                if names.cost <= least:
                    if names.cost < least:
                        found.clear()
                    least = names.cost
                    found.setdefault(names.texts, names)
        else:
            return []
        return list(found.values())

    def _lines(self, at: int) -> tuple[Line, ...]:
        piece = self._pieces[at]
        return (*piece.group, *piece.words)

    def _asked(self, at: int) -> _Asked:
        """Return what every way asks of the same piece of words, found once."""
        if at not in self._told_of:
            lines = self._lines(at)
            length = sum(len(line.text) for line in lines)
            short = len(lines) <= _MOST_LINES and length <= _LONGEST_HEAD
            corner = is_corner("".join("".join(line.text.split()) for line in lines))
            self._told_of[at] = _Asked(len(lines), length, short, corner, short and is_head(lines))
        return self._told_of[at]

    def _next(self, way: _Way) -> Iterator[_Way]:
        at = self._words[way.at]
        asked = self._asked(at)
        step = _Way(way.cost, way.at + 1, way.heads, way.labels, way.unsaid, way.words, way.corner)
        yield attrs.evolve(step, labels=(*way.labels, at))
        if way.labels and asked.size == self._filling.rows + 1 and _worded(self._lines(at)[0].text):
            yield attrs.evolve(step, words=(*way.words, at), cost=way.cost + _WORDED)
        if not asked.short:
            return
        place = len(way.heads)
        corner = asked.corner
        before = place < len(self._bare) and at < min(self._first[self._bare[place]], self._second)
        if before and asked.head and not corner:
            yield attrs.evolve(step, heads=(*way.heads, at))
        if (
            way.corner < 0
            and not way.labels
            and at < self._second
            and (corner or not way.heads)
            and asked.head
        ):
            yield attrs.evolve(step, corner=at, cost=way.cost + (0 if corner else _CORNERED))
        if asked.size < _MOST_LINES and (at < self._second or at > self._last):
            title = asked.length >= _SHORTEST_TITLE
            more = _UNSAID - title if at < self._second else _BEHIND
            yield attrs.evolve(step, unsaid=(*way.unsaid, at), cost=way.cost + more)

    def _told(self, way: _Way) -> Iterator[Names]:
        """Iterate over the names that a way gives: the corner may be the first line of the labels, or blank."""
        if not way.labels:
            return
        heads = max((at for at in way.heads if at < self._below), default=0)
        if len(way.labels) > 1 and any(len(self._lines(at)) == 1 for at in way.labels if at < heads):
            return  # a word among the heads may be one of them
        heads_at = dict(zip(self._bare, way.heads, strict=False))
        if crossed(
            [self._printed(column, heads_at.get(column, at)) for column, at in enumerate(self._first)]
        ):
            return
        first = self._lines(way.labels[0])
        for size, more in self._corners(way, first):
            labels = self._labels(way, abs(size))
            if labels is None:
                continue
            rows, groups, cost = labels
            corner = self._lines(way.corner) if way.corner >= 0 else ()
            if size:
                corner = first[size - 1 : size] if size > 0 else first[:-size]
            paths = self._paths(way, first[: size - 1] if size > 0 else ())
            if paths is None:
                continue
            texts = [label.text for label in rows]
            if any(TOTAL.match(text) for text in texts[1:-1]) or (len(texts) > 1 and among_heads(texts)):
                continue
            if any(heads_labels(text) or NOTE.fullmatch(text) or names_no_row(text) for text in texts):
                continue  # the corner of a table is no label, nor is the unit of a column
            head = join_lines(line.mapped for line in corner) if corner else EMPTY
            plain = "".join(head.text.split())
            if not is_corner(plain) and any(names_no_row(path[-1].text) for path in paths):
                continue  # the head of the labels stands among those of the columns
            if head and not is_corner(plain) and (len(rows) == 1 or _COLUMN.search(plain)):
                continue
            if _DAY.search(head.text) and any(_DAY.search(path[-1].text) for path in paths):
                continue  # of several days each heads a column
            if not head and (way.unsaid or (len(way.labels) > 1 and len(first) == 1)):
                continue  # what stands alone may be the corner, or the first label
            # Labels that stand among the values are none of the text below.
            unsure = size > 0 and not min(self._first) < way.labels[-1] < self._last
            if unsure and not is_corner(plain) and not any(map(whole_of, (texts[0], texts[-1]))):
                continue  # the line may as well be the first label, and the last one none
            words = tuple((sum(first < at for first in self._first), self._lines(at)) for at in way.words)
            yield Names(head, paths, tuple(rows), words, way.cost + more + cost, groups)

    def _corners(self, way: _Way, first: Sequence[Line]) -> list[tuple[int, int]]:
        """Return how many of the first lines of labels may be the corner, and what that leaves unsaid.

        That many lines are the corner where the number is negative; else the last of them is, and the others name a group.
        """
        if way.corner >= 0:
            return [(0, 0)]
        if is_corner("".join(first[0].text.split())):
            return [(1, 0)]
        if len(first) > _GROUPED and is_corner("".join(first[1].text.split())):
            return [(2, 0)]
        if len(first) > _GROUPED and _OPEN.search(first[0].text):
            return [(-2, _CORNERED)]
        before = any(at < way.labels[0] for at in way.heads)
        return [(0, _BARE)] if before else [(0, _BARE), (1, _CORNERED)]

    def _printed(self, column: int, head: int) -> Printed:
        piece = self._pieces[self._first[column]]
        return Printed(head, self._first[column], bool(piece.words), piece.look)

    def _labels(
        self, way: _Way, skip: int
    ) -> tuple[list[Mapped], tuple[tuple[int, Mapped], ...], int] | None:
        found: list[Labels] = []
        for place, at in enumerate(way.labels):
            lines = self._lines(at)[skip if not place else 0 :]
            direct = at + 1 < len(self._pieces) and bool(self._pieces[at + 1].values)
            lines = without_codes(lines)
            if lines:
                row = sum(len(piece.values) for piece in self._pieces[:at]) // self._width
                found.append(Labels(lines, row, direct=direct))
        every = [line for each in found for line in each.lines]
        rows = self._filling.rows
        if len(every) < rows:
            return None
        if len(every) == rows:
            counts = [len(each.lines) for each in found]
            labels = [line.mapped.strip() for line in every]
            return (labels, (), 0) if len(found) == 1 or in_order(found, counts, rows) else None
        ends = self._filling.ends(self._runs)
        joined = row_labels(found, rows, ends, known=self._known)
        single = {line.text for line in every}
        sure = len(every) - len(joints(found)[0]) == rows
        if joined is None or not all(
            sure or label.text in single or not is_latin(label.text) or self._known(label.text)
            for label in joined
        ):
            if len(found) > 1:
                return None
            grouped = with_groups(every, rows, ends, self._filling.cells(self._runs))
            return (list(grouped.labels), grouped.heads, _WRAPPED) if grouped else None
        return joined, (), _WRAPPED

    def _paths(self, way: _Way, above: Sequence[Line]) -> tuple[Path, ...] | None:
        heads: dict[int, tuple[Line, ...]] = {}
        at: dict[int, int] = {}
        for column in range(self._width):
            if self._pieces[self._first[column]].words:
                heads[column] = self._lines(self._first[column])
                at[column] = self._first[column]
        for column, piece in zip(self._bare, way.heads, strict=False):
            heads[column] = self._lines(piece)
            at[column] = piece
        lent = self._width - len(heads)
        order = sorted(heads, key=lambda column: (at[column], column))
        unsaid = [self._lines(each) for each in way.unsaid if each < self._second]
        # What is longest is the title.
        groups = sorted([*([tuple(above)] if above else []), *unsaid], key=lambda lines: len(_text(lines)))
        paths = paths_of([heads[column] for column in order], groups, lent)
        order.extend(self._bare[len(self._bare) - lent :])
        if paths is None or any(holds_corner(part.text) for path in paths for part in path):
            return None
        named = dict(zip(order, paths, strict=True))
        return tuple(named[column] for column in range(self._width))


def _worded(head: str) -> bool:
    """Whether a head can stand above words: 单位, and no corner of another table."""
    return _UNIT.fullmatch(head) is not None or not is_corner(head)


def whole_of(label: str) -> bool:
    """Whether a label names the sum of the others: 合计, 全市, Total."""
    return any(_WHOLE.match(text) for text in (label, "".join(label.split())))


def _text(lines: Sequence[Line]) -> Mapped:
    return join_lines(line.mapped for line in lines)


def paths_of(
    heads: Sequence[tuple[Line, ...]], groups: Sequence[tuple[Line, ...]], lent: int = 0
) -> list[Path] | None:
    """Return the heads, with those of their groups where heads come again below each: 2023 年 | 2024 年 | 增减.

    So many of the last of these names head columns of their own, behind all others.
    """
    texts = [_text(lines).text for lines in heads]
    if any(not text or len(text) > _LONGEST_HEAD or read_caption(text).number for text in texts):
        return None
    ends = [{_text(lines[at:]).text for at in range(len(lines))} for lines in heads]
    again = [
        next(
            (
                at
                for at in range(len(lines))
                if not (BRACKETED.fullmatch(lines[at].text) or _OPEN.search(_text(lines[:at]).text))
                and sum(_text(lines[at:]).text in each for each in ends) > 1
            ),
            0,
        )
        for lines in heads
    ]
    leaves = [_text(lines[at:]) for lines, at in zip(heads, again, strict=True)]
    if not lent and len(set(texts)) == len(texts) and len({leaf.text for leaf in leaves}) == len(texts):
        return [(_text(lines),) for lines in heads]
    told = [leaf.text for leaf in leaves]
    glued = [lines[:at] for lines, at in zip(heads, again, strict=True) if at]
    for apart in range(len(groups) + 1):
        for chosen in itertools.combinations(groups, apart):
            names = [_text(lines) for lines in (*glued, *chosen)]
            spans = _spans(told, len(names) - lent) if len(names) > lent + 1 else None
            if spans is None:
                continue
            names.sort(key=lambda name: name.origins[0] if name.origins else 0)
            paths: list[Path] = [(leaf,) for leaf in leaves]
            paths.extend((name,) for name in names[len(spans) :])
            for name, span in zip(names, spans, strict=False):
                for place in span:
                    paths[place] = (name, leaves[place])
            full = ["".join(part.text for part in path) for path in paths]
            return paths if len(set(full)) == len(full) else None
    return None


def _spans(leaves: Sequence[str], groups: int) -> list[range] | None:
    """Return which heads stand below each of so many groups: those that come again below every one."""
    for first, size in itertools.product(range(len(leaves)), range(1, len(leaves) // groups + 1)):
        part = list(leaves[first : first + size])
        if list(leaves[first : first + size * groups]) != part * groups or len(set(part)) < size:
            continue
        if not {*leaves[:first], *leaves[first + size * groups :]} & set(part):
            return [range(first + size * at, first + size * (at + 1)) for at in range(groups)]
    return None
