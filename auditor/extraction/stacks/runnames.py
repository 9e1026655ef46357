"""The heads and labels of a table that was read from its runs of values: which words name which of them.

Words directly above a first run head its column. The others are told apart by how many there have to be: a head for
each column that has none, a label for each row, band by band or all together, and columns of words with a line a row.
"""

from __future__ import annotations

import heapq
import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.stacks.cellheads import BRACKETED, Printed, crossed
from auditor.extraction.stacks.headedcolumns import is_corner, is_head
from auditor.extraction.stacks.runitems import DATED, Item, foreign, untitled
from auditor.extraction.stacks.runlabels import Rows, parted, rows_of, sensible
from auditor.extraction.stacks.skynames import Path, paths_of, whole_of
from auditor.extraction.stacks.stacklabels import Labels
from auditor.extraction.text.characters import is_latin
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import EMPTY, Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_STEPS = 800
_MOST_ROWS_READ = 60
_MOST_COST = 4
_MOST_HEAD = 4
_MOST_CORNER = 2
_LONGEST_HEAD = 40
_SHORTEST_TITLE = 7
_TITLED, _UNSAID, _BEHIND, _CORNERED = 3, 6, 1, 1
"""What is left unsaid: a line that may be a title, other words, a head behind all values, a head of labels among heads."""
_LAST = 10**6
_SHARE = re.compile(
    r"(?:比上年|较上年|同比)?(?:占比|比重|比例|同比|环比|增长|增速|增幅|增减|[Ss]hare|[Cc]hange|率)?\s*(?:[（(]%[)）]|%)?"
)
"""A head that may stand behind each of several columns."""
_ALL = re.compile(r"Overall|Average|Mean|总体|综合|平均")
_UNIT = re.compile(r"(?:计\s*[量算]\s*)?单\s*位")
_COLUMN = re.compile(r"(?:增减|增长|变动|占比|比重|比例|率|额|数|得分|说明)$")
_BARE = re.compile(
    r"(?:19|20)[0-9]{2}\s*年?度?|(?:金额|数量|占比|比重|人数|份数|计划|实际|到位|完成|小计)(?:[（(].*[)）])?|%|n"
)
"""A head that says too little without the name of its group."""
_OPEN = re.compile(r"[（(][^（）()]*$")
_GOES_ON = re.compile(r"[^（(]{0,3}[)）]")


@records.frozen(eq=False)
class Band:
    """Rows that stand close to each other: a run for each column. Without a height it is what was left behind them."""

    items: tuple[Item, ...]
    height: int


@records.frozen(eq=False)
class Column:
    """A column with its name and cells, whether its head stands directly above them, and whether they are words."""

    path: Path
    cells: tuple[Mapped, ...]
    glued: bool
    worded: bool = False


@records.frozen(eq=False)
class Named:
    """A table with its names, the lines among it that are no part of it, and the line at which its last stack begins.

    `exact` tells that nothing but these labels explains their lines, `bands` how many bands it has.
    """

    corner: Mapped
    labels: tuple[Mapped, ...]
    columns: tuple[Column, ...]
    loose: tuple[Line, ...]
    last: int
    bands: int
    exact: bool


@records.frozen
class _Way:
    """Which of the pieces of words are heads, labels, columns of words, or none of these."""

    cost: int = 0
    at: int = 0
    heads: tuple[int, ...] = ()
    labels: tuple[int, ...] = ()
    worded: tuple[int, ...] = ()
    corner: int = -1
    loose: tuple[int, ...] = ()

    def __lt__(self, other: _Way) -> bool:
        return (self.cost, -self.at) < (other.cost, -other.at)


def named(items: Sequence[Item], bands: Sequence[Band]) -> Named | None:
    """Return the table with a name for each column and row, None where they can be told in two ways or none."""
    return _Namer(items, bands).table()


class _Namer:
    """Names the columns and rows of bands of values."""

    def __init__(self, items: Sequence[Item], bands: Sequence[Band]) -> None:
        self._items = items
        self._bands = bands
        self._ends = list(itertools.accumulate(band.height for band in bands))
        self._rows = self._ends[-1]
        self._lowest = min(band.height for band in bands)
        places = {id(item): at for at, item in enumerate(items)}
        used = {id(item) for band in bands for item in band.items}
        self._last = max(places[each] for each in used)
        self._begins = [places[id(band.items[0])] for band in bands]
        self._first = [places[id(item)] for item in bands[0].items]
        self._second = min((places[id(item)] for band in bands[1:] for item in band.items), default=_LAST)
        self._glued = [untitled(item.words) for item in bands[0].items]
        # Words below a head may only go on with it: 在校生 | （人） / 9846.
        self._bare = [at for at, head in enumerate(self._glued) if not head or _goes_on(head)]
        self._words = [at for at, item in enumerate(items) if id(item) not in used and not item.paged]
        self._kept: dict[tuple[tuple[int, ...], int], Rows | None] = {}

    def table(self) -> Named | None:
        """Return the table in the way that leaves least unsaid, None where two do or none is."""
        if not self._repeated():
            return None
        found: dict[tuple[str, ...], Named] = {}
        todo = [_Way()]
        least = _MOST_COST
        for _ in range(_MOST_STEPS):
            if not todo or todo[0].cost > least:
                return next(iter(found.values())) if len(found) == 1 else None
            way = heapq.heappop(todo)
            if way.at < len(self._words):
                for each in self._next(way):
                    heapq.heappush(todo, each)
            elif (told := self._told(way)) is not None and told[0] <= least:
                if told[0] < least:
                    found.clear()
                least = told[0]
                found.setdefault(_texts(told[1]), told[1])
        return None

    def _repeated(self) -> bool:
        """Whether words above later runs are the heads of their columns once more."""
        heads = {"".join(line.text for line in head) for head in self._glued if head}
        later = [item.words for band in self._bands[1:] for item in band.items if item.words]
        return all("".join(line.text for line in words) in heads for words in later)

    def _next(self, way: _Way) -> Iterator[_Way]:
        at = self._words[way.at]
        item = self._items[at]
        step = attrs.evolve(way, at=way.at + 1)
        if item.values or item.mixed or item.prose:
            if item.mixed and len(item.words) == self._rows + 1:
                yield attrs.evolve(step, worded=(*way.worded, at))
            elif item.prose or at > self._last:
                # Values that fit no band make everything uncertain, unless they stand behind.
                yield attrs.evolve(step, loose=(*way.loose, at))
            return
        outside = all(map(foreign, item.words)) or (len(item.words) > 1 and foreign(item.words[0]))
        yield from self._left(way, step, at, outside=outside)
        if outside and len(item.words) == 1:
            return
        if way.labels and self._fills(at):
            yield attrs.evolve(step, worded=(*way.worded, at))
        yield from self._heading(way, step, at)
        size = len(item.words)
        told = size + sum(len(self._items[each].words) for each in way.labels)
        fits = size >= self._lowest if at > self._last else told <= 2 * self._rows + _MOST_HEAD
        if fits and (size > 1 or (self._lowest == 1 and whole_of(item.words[0].text))):
            yield attrs.evolve(step, labels=(*way.labels, at))

    def _left(self, way: _Way, step: _Way, at: int, *, outside: bool) -> Iterator[_Way]:
        """Iterate over the way in which words are no part of the table: not the name of its total, nor many lines."""
        words = self._items[at].words
        text = _plain(words)
        behind = at > self._last
        if not behind and (whole_of(text) or whole_of(words[0].text)):
            return
        full = len(words) == self._rows + 1 and len(words) > _MOST_CORNER
        groups = len(words) < self._rows and not way.labels and is_corner(words[0].text)
        if not (behind or groups or len(words) <= _MOST_HEAD):
            return
        title = len(words) == 1 and len(text) >= _SHORTEST_TITLE
        cost = 0 if (outside or behind) and not full else _TITLED if title else _UNSAID
        yield attrs.evolve(step, loose=(*way.loose, at), cost=way.cost + cost)

    def _fills(self, at: int) -> bool:
        """Whether words are a column with its head: 单位 / 人 / 元, perhaps below the title of the table."""
        words = self._items[at].words
        if len(words) == self._rows + 2:
            words = words[1:] if untitled(words[:2]) != words[:2] else words
        head = words[0].text
        worded = _UNIT.fullmatch(head) is not None or not is_corner(head) or [at] == self._words[1:2]
        return len(words) == self._rows + 1 and worded

    def _heading(self, way: _Way, step: _Way, at: int) -> Iterator[_Way]:
        """Iterate over the ways in which words are the head of the labels, or of the next column that has none."""
        words = self._items[at].words
        words = untitled(words) or words
        text = _plain(words)
        corner = is_corner(text)
        opening = not way.labels and at < self._second
        first = opening and way.at == 0 and len(words) == 1
        if (
            way.corner < 0
            and len(words) <= _MOST_CORNER
            and (first or (corner and (opening or at > self._last)))
        ):
            yield attrs.evolve(step, corner=at, cost=way.cost + (0 if corner else _CORNERED))
        place = len(way.heads)
        if place == len(self._bare) or len(words) > _MOST_HEAD or len(text) > _LONGEST_HEAD:
            return
        behind = at > self._first[self._bare[place]]
        if behind and at != self._last + 1 and at - 1 not in (*way.heads, way.corner):
            return
        below = self._items[at + 1] if at + 1 < len(self._items) else None
        if behind and below is not None and below.prose and below.at == self._items[at].at:
            return  # the heading of the text that follows
        if first and at < self._first[0] and not DATED.match(text) and not is_latin(text):
            return  # what a table begins with heads its labels
        # As many lines as a band has rows may be its labels.
        rowed = len(words) > 1 and any(band.height == len(words) for band in self._bands)
        if (
            not is_head(words)
            or (corner and len(words) > 1)
            or (rowed and "（" not in text and "(" not in text)
        ):
            return
        cost = (_CORNERED if corner else 0) + (_BEHIND if behind else 0)
        yield attrs.evolve(step, heads=(*way.heads, at), cost=way.cost + cost)

    def _told(self, way: _Way) -> tuple[int, Named] | None:
        """Return the table that a way gives, and what it leaves unsaid."""
        if len(way.heads) < len(self._bare) or not way.labels:
            return None
        behind = [place > self._first[column] for column, place in zip(self._bare, way.heads, strict=True)]
        if any(behind) and not (all(behind) and len(behind) > 1):
            return None
        rows = self._labels(way)
        if rows is None or not sensible(rows) or not _corners(rows.corner.text, len(rows.labels)):
            return None
        columns = self._columns(way)
        if columns is None or rows.corner.text in {column.path[-1].text for column in columns}:
            return None
        if not self._closed(rows.labels[-1].text):
            return None
        size = self._rows + 1
        loose = [line for at in way.loose if at <= self._last for line in self._items[at].words]
        for item, head in zip(self._bands[0].items, self._glued, strict=True):
            loose.extend(item.words[: len(item.words) - len(head)])
        for at in way.worded:
            loose.extend(self._items[at].words[:-size])
        for at in way.heads:
            words = self._items[at].words
            loose.extend(words[: len(words) - len(untitled(words))])
        last = self._items[max(self._last, *way.labels, *way.worded, *way.heads)].at
        table = Named(
            rows.corner, rows.labels, columns, tuple(loose), last, len(self._bands), exact=rows.exact
        )
        return way.cost + rows.cost, table

    def _closed(self, label: str) -> bool:
        """Whether a column lacks no value, or only that of the last row, which sums or averages the others."""
        lacking = [any(len(item.values) < band.height for item in band.items) for band in self._bands]
        if any(lacking[:-1]):
            return False
        return not lacking[-1] or whole_of(label) or _ALL.match(label) is not None

    def _columns(self, way: _Way) -> tuple[Column, ...] | None:
        """Return the columns from the left with their names, None where their heads are printed in another order."""
        alone = dict(zip(self._bare, way.heads, strict=True))
        at = [alone.get(column, first) for column, first in enumerate(self._first)]
        heads = [
            (*(untitled(self._items[alone[column]].words) if column in alone else ()), *glued)
            for column, glued in enumerate(self._glued)
        ]
        printed = [
            Printed(head, first, head == first, item.look.kinds)
            for head, first, item in zip(at, self._first, self._bands[0].items, strict=True)
        ]
        places = [min(head, first) for head, first in zip(at, self._first, strict=True)]
        if (
            crossed(printed)
            or places != sorted(places)
            or not all(0 < len(head) <= _MOST_HEAD for head in heads)
        ):
            return None
        paths = _paths(
            heads, [untitled(self._items[each].words) for each in way.loose if each < self._second]
        )
        if paths is None:
            return None
        found: list[tuple[int, Column]] = []
        for column, path in enumerate(paths):
            cells: list[Mapped] = []
            for band in self._bands:
                values = [line.mapped.strip() for line in band.items[column].values]
                cells.extend([*values, *[EMPTY] * (band.height - len(values))])
            found.append((places[column], Column(path, tuple(cells), glued=column not in alone)))
        for each in way.worded:
            head, *texts = (line.mapped.strip() for line in self._items[each].words[-self._rows - 1 :])
            found.append((each, Column((head,), tuple(texts), glued=True, worded=True)))
        return tuple(column for _, column in sorted(found, key=lambda each: each[0]))

    def _labels(self, way: _Way) -> Rows | None:
        """Return the head of the labels and a label for each row."""
        key = (way.labels, way.corner)
        if key not in self._kept and len(self._kept) < _MOST_ROWS_READ:
            stacks = [self._items[at].words for at in way.labels]
            if way.corner >= 0:
                skip, corner = 0, _text(self._items[way.corner].words)
            else:
                skip, corner = parted(stacks, self._rows, headed=not self._bare)
            found = []
            for place, (at, lines) in enumerate(zip(way.labels, stacks, strict=True)):
                above = sum(
                    band.height for band, begin in zip(self._bands, self._begins, strict=True) if begin < at
                )
                direct = at + 1 < len(self._items) and bool(self._items[at + 1].values)
                found.append(Labels(lines[0 if place else skip :], above, direct=direct))
            self._kept[key] = rows_of(corner, found, self._ends)
        return self._kept.get(key)


def _texts(table: Named) -> tuple[str, ...]:
    heads = ("".join(part.text for part in column.path) for column in table.columns)
    return (table.corner.text, *(label.text for label in table.labels), *heads)


def _corners(text: str, rows: int) -> bool:
    """Whether a text can stand above labels: 增减 and 2023 年 stand above values."""
    plain = "".join(text.split())
    if text.endswith((".", "。", "：", ":")):
        return False
    return not plain or is_corner(plain) or (rows > 1 and not (_COLUMN.search(plain) or DATED.match(plain)))


def _goes_on(head: Sequence[Line]) -> bool:
    """Whether lines only go on with a head above them: （人）, 元）."""
    return all(BRACKETED.fullmatch(line.text) or _GOES_ON.fullmatch(line.text) for line in head)


def _plain(lines: Sequence[Line]) -> str:
    return "".join("".join(line.text.split()) for line in lines)


def _paths(heads: Sequence[tuple[Line, ...]], groups: Sequence[tuple[Line, ...]]) -> list[Path] | None:
    """Return the names of the columns, with those of their groups; None where one may lack that of its group."""
    texts = [_text(lines).text for lines in heads]
    again = [text for text in texts if texts.count(text) > 1]
    if again and all(map(_SHARE.fullmatch, again)) and texts[0] not in again:
        behind = itertools.pairwise(texts)
        if all(one not in again or other not in again for one, other in behind):
            return [(_text(lines),) for lines in heads]
    paths = paths_of(heads, groups)
    # 到位 / 金额 | 到位率: of two lines the first may name both columns, and a year or 金额 alone says too little.
    if paths is not None and any(map(_two, heads)):
        bare = [_BARE.fullmatch(_text(lines).text) for lines in heads if not _two(lines)]
        if any(bare) and all(len(path) == 1 for path in paths):
            return None
    return paths


def _two(head: Sequence[Line]) -> bool:
    """Whether a head of more than one line may be two names."""
    return any(
        not (BRACKETED.fullmatch(below.text) or _OPEN.search(above.text) or is_latin(below.text))
        for above, below in itertools.pairwise(head)
    )


def _text(lines: Sequence[Line]) -> Mapped:
    return join_lines(line.mapped for line in lines)
