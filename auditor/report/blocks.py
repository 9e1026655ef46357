"""The document behind the figures: its blocks in reading order, and every number that stands in them."""

from __future__ import annotations

import bisect
import enum
import functools
from array import array
from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Final, overload

from auditor import patterns as re
from auditor import records
from auditor.numbers import Numeral
from auditor.source import Location, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_AIMS = re.compile(r"(?:目标|任务)(?:情况|设定|内容)?$")


class BlockKind(enum.Enum):
    """What a block is to its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    CAPTION = "caption"
    TABLE = "table"
    NOTE = "note"
    FURNITURE = "furniture"
    FRAGMENT = "fragment"
    """Lines of a table or drawing whose cells are not certain: numbers are read, places in it are not."""

    # Sets of these are asked for every block: a member is found by itself, which is quicker than by its name.
    __hash__ = object.__hash__


class NumberKind(enum.Enum):
    """What a number in the text is; only figures are audited, and nothing is left out silently."""

    FIGURE = "figure"
    CODE = "code"
    DATE = "date"
    REFERENCE = "reference"
    SERIAL = "serial"
    FURNITURE = "furniture"
    TEXT = "text"
    """A short text in a value cell of a table (合理, 公开及时): no number, yet something stated."""
    UNREAD = "unread"

    # Sets of these are asked for every number: a member is found by itself, which is quicker than by its name.
    __hash__ = object.__hash__


NAMED_CLASS = "class in a name"
"""Why a number is no figure that belongs to the word it stands in: 小（1）型."""
_DERIVED = {"增长率": "rate of change of", "变动额": "change of", "占比": "share of"}
"""How an English report is told that a figure is of another."""


@records.frozen
class Run:
    """A stretch of a block's text that stands in the source exactly so, without a break.

    `line` and `column` are 1-based places of the first character; `line` is None where a format has
    no lines, and `column` counts from the start of the block then. `page` is the printed page.
    """

    start: int
    length: int
    line: int | None
    column: int
    page: int | None = None


class Runs(Sequence[Run]):
    """The runs of a block, packed: each cell of a long draft has one. It equals the tuple of them."""

    __slots__ = ("_numbers",)

    def __init__(self, runs: Iterable[Run]) -> None:
        """Pack runs; places in a text are small numbers above -1, which stands for None."""
        self._numbers = array(
            "q", [_NONE if each is None else each for run in runs for each in _numbers_of(run)]
        )

    def __len__(self) -> int:
        return len(self._numbers) // _OF_RUN

    @overload
    def __getitem__(self, at: int) -> Run: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Run, ...]: ...

    def __getitem__(self, at: int | slice) -> Run | tuple[Run, ...]:
        if isinstance(at, slice):
            return tuple(self[each] for each in range(*at.indices(len(self))))
        first = range(len(self))[at] * _OF_RUN
        start, length, line, column, page = self._numbers[first : first + _OF_RUN]
        return Run(start, length, None if line == _NONE else line, column, None if page == _NONE else page)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Runs):
            return self._numbers == other._numbers
        return tuple(self) == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


_NONE: Final = -1
_OF_RUN: Final = 5
_numbers_of = attrgetter("start", "length", "line", "column", "page")


@records.frozen(kw_only=True)
class Label:
    """The words that name a figure. Two figures are one only if all of these agree, and their unit.

    `name` is the noun (全年预算金额), `period` the time it speaks of as printed (2023年, 1-4月), `basis`
    what it is compared with or counted from (同比, 环比, 较上年, 累计), `of` the name of the figure that it is a
    share, change or part of, `scope` whose figure it is where the clause says so. In a table `name` is
    the row and `scope` the column. `told` are the words that would stand before the number if it were told alone, where it
    is one of a list told in turn: 产出得分为 of 48 分 in 过程、产出得分分别为 22 分、48 分.
    """

    name: str
    period: str = ""
    basis: str = ""
    of: str = ""
    scope: str = ""
    told: str = ""

    @property
    def text(self) -> str:
        """Return the label as a reader would say it."""
        if self.of.isascii() and self.name in _DERIVED:
            return f"{_DERIVED[self.name]} {self.of}" if self.of else ""
        basis = self.basis if self.basis != self.name else ""
        of = f"{self.of}·" if self.of else ""
        return f"{self.period}{basis}{of}{self.name}"


@records.frozen(kw_only=True)
class Understood:
    """What was understood of a number, date or stated text, wherever it stands.

    `numeral` is None where the text is no single number. `sign` is -1 or +1 where a sign word (减少, 增长) stands before it
    and says so. `bound` is ≥ ≤ > < ± or "" and also counts words behind the number (以上, 以内). `range` is `low` or
    `high` for the ends of a range. `unit_lent` is true where the unit came from a header, caption or list end.
    `reason` says why it is no figure, or why it could not be read.
    """

    kind: NumberKind
    numeral: Numeral | None = None
    unit: str = ""
    unit_lent: bool = False
    sign_word: str = ""
    sign: int = 0
    bound: str = ""
    approximate: bool = False
    range: str = ""
    reason: str = ""


@records.frozen(kw_only=True)
class Occurrence(Understood):
    """One number, date or stated text, exactly as it stands at `span` of its block.

    `text` is the numeral with its sign, bound and %. `key` is its figure in the report.
    """

    text: str
    span: Span
    location: Location
    label: Label | None = None
    key: str | None = None


@records.frozen(kw_only=True)
class Cell:
    """A cell of a table block: its place in the grid, how far it spans, and its text at `span`."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    span: Span
    location: Location


@records.frozen(kw_only=True)
class Revision:
    """A tracked insertion or deletion of a draft: who, when, and the text put in or taken out."""

    kind: str
    author: str
    date: str
    text: str
    span: Span | None = None


@records.frozen(kw_only=True)
class Block:
    """A heading, paragraph, table … of the document, its text joined from the source.

    `section` is the heading path, outermost first (a heading's own title is its last part). `runs` map
    the text back to the source; characters outside every run were put in by joining. `table` is the
    id of the report's table that a table or its caption belongs to.
    """

    index: int
    kind: BlockKind
    text: str
    location: Location
    section: tuple[str, ...] = ()
    runs: Sequence[Run] = ()
    occurrences: tuple[Occurrence, ...] = ()
    level: int = 0
    table: str | None = None
    cells: tuple[Cell, ...] = ()
    revisions: tuple[Revision, ...] = ()

    @property
    def tells_aims(self) -> bool:
        """Whether its heading says that it tells what was to be done: its figures are aims, not what came of them."""
        return bool(self.section) and _tells_aims(self.section[-1])

    def run_at(self, offset: int) -> Run | None:
        """Return the run that holds the character at `offset` of the text."""
        at = bisect.bisect_right(self.runs, offset, key=lambda run: run.start) - 1
        if at < 0 or offset >= self.runs[at].start + self.runs[at].length:
            return None
        return self.runs[at]

    def place(self, offset: int) -> tuple[int | None, int | None]:
        """Return the source line and column of the character at `offset`, None where there is none."""
        run = self.run_at(offset)
        if run is None:
            return None, None
        return run.line, run.column + offset - run.start


@functools.lru_cache(maxsize=1024)
def _tells_aims(heading: str) -> bool:
    return _AIMS.search(heading) is not None


def occurrences(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, Occurrence]]:
    """Iterate over every number of a document with its block, in reading order."""
    for block in blocks:
        for occurrence in block.occurrences:
            yield block, occurrence
