"""Stacks: what a text layer prints between blank lines, cells of one column below each other.

`pdftotext` without -layout prints each group of words that stand close below each other as lines, and a blank
line behind it. Of a table that is a cell, a wrapped cell, or cells of one column in consecutive rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.prose.captions import is_caption, is_unit_line
from auditor.extraction.prose.headings import heading_level
from auditor.extraction.stacks.cellheads import BRACKETED, SERIAL_HEAD
from auditor.extraction.tables.cellform import Form, Kind, form_of
from auditor.extraction.text.cutnumbers import mended
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_LONGEST = 24
_MOST_LINES = 600
_LONGEST_HEAD = 20
_MOST_COLUMNS = 12
_FEWEST_HEADS = 3
_PROSE = re.compile(r"[。；，？！]|[：:]$")
_PAGE = re.compile(r"[0-9]{1,3}")
_NUMBERED = re.compile(r"[0-9]{1,2}[.．、](?![0-9])")  # noqa: RUF001
_HEAD = re.compile(r"(?:19|20)[0-9]{2}\s*年度?|[0-9]{1,2}\s*分")
_CORNER = re.compile(r".{0,3}(?:名称?|类别|类型|项目|单位|科目|指标|地区|年份|季度|种类)")


@records.frozen(eq=False)
class Stack:
    """Lines without a blank line between them, and the form of each; `parted`: not all printed together."""

    lines: tuple[Line, ...]
    forms: tuple[Form, ...]
    at: int
    parted: bool = False

    @property
    def words(self) -> bool:
        """Whether no line states a value."""
        return all(form.kind is Kind.WORDS for form in self.forms)

    @property
    def values(self) -> bool:
        """Whether every line states a value, a date or a blank."""
        return all(form.kind is not Kind.WORDS for form in self.forms)

    @property
    def text(self) -> Mapped:
        """Return the lines as one cell that was wrapped."""
        return join_lines(line.mapped for line in self.lines)

    def part(self, first: int, last: int | None = None) -> Stack:
        """Return the lines from `first` to `last` as a stack."""
        return Stack(self.lines[first:last], self.forms[first:last], self.at + first, self.parted)


def stacks_of(lines: Sequence[Line], at: int, *, numbered: bool = False) -> tuple[list[Stack], int]:
    """Return the stacks of short lines from `at` on and the index behind them: up to a heading or a sentence.

    Where labels may be `numbered`, 1.路面平整 directly below another line is one of them.
    """
    found: list[Stack] = []
    start = end = at
    while end < len(lines) and end - at < _MOST_LINES and _short(lines[end], numbered=numbered):
        end += 1
    for index in range(at + 1, end + 1):
        if index == end or lines[index].after_blank or lines[index].fresh:
            part = mended(lines[start:index])
            if part:
                forms = tuple(form_of(line.text) for line in part)
                found.append(Stack(part, forms, start, len(part) < index - start))
            start = index
    return found, end


def without_pages(stacks: Sequence[Stack]) -> list[Stack]:
    """Return the stacks without the numbers of pages: a whole number that is the last of its page."""
    return [
        stack
        for at, stack in enumerate(stacks)
        if not (
            at + 1 < len(stacks)
            and len(stack.lines) == 1
            and _PAGE.fullmatch(stack.lines[0].text)
            and stacks[at + 1].lines[0].leaf > stack.lines[0].leaf
        )
    ]


def _short(line: Line, *, numbered: bool) -> bool:
    text = line.text
    if len(text) > _LONGEST or _PROSE.search(text):
        return False
    if numbered and not line.after_blank and _NUMBERED.match(text):
        return True
    if BRACKETED.fullmatch(text) and not line.after_blank:
        return True  # the unit of the name above it
    return not (is_caption(text) or is_unit_line(text) or heading_level(text))


@records.frozen(eq=False)
class Head:
    """One way to read the head of a table: the texts above its columns, and the stacks of its body.

    `serial` and `corner` stand above the serial numbers and the labels, `names` above the values.
    """

    corner: Mapped
    names: tuple[Mapped, ...]
    body: tuple[Stack, ...]
    repeated: tuple[int, ...] = ()
    serial: Mapped | None = None


def heads_of(stacks: list[Stack]) -> Iterator[Head]:
    """Iterate over the ways to read the stacks as a head and a body."""
    serial = None
    if len(stacks[0].lines) == 1 and SERIAL_HEAD.fullmatch(stacks[0].lines[0].text):
        serial, stacks = stacks[0].text, stacks[1:]
    run = 0
    while run < len(stacks) and run <= _MOST_COLUMNS + 1 and _heads(stacks[run]):
        run += 1
    for head in _ways(stacks, run):
        texts = [name.text for name in head.names]
        if len(set(texts)) == len(texts) and all(0 < len(text) <= _LONGEST_HEAD for text in texts):
            yield attrs.evolve(_without_repeats(head, serial), serial=serial)


def _ways(stacks: list[Stack], run: int) -> Iterator[Head]:
    """Iterate over the heads that the first `run` stacks, all of words, may be or begin."""
    if not run:
        return
    first, last = stacks[0], stacks[run - 1]
    if run > _FEWEST_HEADS and _CORNER.fullmatch(last.text.text) and not _CORNER.fullmatch(first.text.text):
        # The heads, the first label, and 类别 only then: it stands lower than the other heads.
        names = tuple(stack.text for stack in stacks[: run - 2])
        yield Head(last.text, names, (stacks[run - 2], *stacks[run:]))
        return
    foot = stacks[-1]
    if (
        foot.words
        and run > _FEWEST_HEADS
        and _CORNER.fullmatch(foot.text.text)
        and not _CORNER.fullmatch(first.text.text)
    ):
        # 类别 stands lower than the other heads, and was printed behind all rows.
        yield Head(foot.text, tuple(stack.text for stack in stacks[: run - 1]), tuple(stacks[run - 1 : -1]))
        return
    for width in range(2, min(run, _MOST_COLUMNS + 1)):
        names = tuple(stack.text for stack in stacks[1 : width + 1])
        rest = tuple(stacks[width + 1 :])
        # 类别, then the heads, then the rows.
        yield Head(first.text, names, rest)
        if len(first.lines) > 1 and not BRACKETED.fullmatch(first.lines[1].text):
            # 类别 and all labels below it, then the heads.
            yield Head(first.part(0, 1).text, names, (first.part(1), *rest))
    if run == 1 and len(first.lines) > 1:
        yield from _by_columns(first, stacks[1:])


def _by_columns(first: Stack, stacks: list[Stack]) -> Iterator[Head]:
    """Return the head of a table whose labels come first, and then columns that begin with their names.

    年初原值 / 86,423,500.00 / 38,216,745.30 …; several names may stand above cells row by row:
    本年增加 | 本年减少 | 2,864,300.00 | 0.00 | 6,082,951.36 | 1,274,630.00 …
    """
    names: list[Mapped] = []
    body: list[Stack] = []
    rows = at = 0
    while at < len(stacks):
        size = _named(stacks[at])
        if size:
            names.append(stacks[at].part(0, size).text)
            body.append(stacks[at].part(size))
            at += 1
            rows = rows or len(body[0].lines)
            continue
        run = at
        while run < len(stacks) and _heads(stacks[run]):
            run += 1
        columns = _section(stacks[run:], run - at, rows)
        if columns is None:
            break
        if len(names) >= 2:  # noqa: PLR2004 - the next words may be the label of a row as well
            yield Head(first.part(0, 1).text, tuple(names), (first.part(1), *body, *stacks[at:]))
        names.extend(stack.text for stack in stacks[at:run])
        body.extend(column for column, _ in columns)
        at = run + sum(taken for _, taken in columns)
    if 2 <= len(names) <= _MOST_COLUMNS:  # noqa: PLR2004 - a single column has no rows to compare
        yield Head(first.part(0, 1).text, tuple(names), (first.part(1), *body, *stacks[at:]))


def _named(stack: Stack) -> int:
    """Return how many lines of a stack name the column whose values follow, 0 where it is no such column."""
    ways = (at for at in range(1, len(stack.lines)) if stack.part(at).values and _heads(stack.part(0, at)))
    return next(ways, 0)


def _section(stacks: list[Stack], width: int, rows: int) -> list[tuple[Stack, int]] | None:
    """Return columns of so many rows that come row by row, each with the number of stacks it takes."""
    taken: list[list[Stack]] = [[] for _ in range(width)]
    heights = [0] * width
    for stack in stacks:
        if not width or min(heights) >= rows:
            break
        if not stack.values:
            return None
        column = heights.index(min(heights))
        heights[column] += len(stack.lines)
        taken[column].append(stack)
    if not width or set(heights) != {rows}:
        return None
    return [
        (
            Stack(
                tuple(line for stack in column for line in stack.lines),
                tuple(form for stack in column for form in stack.forms),
                column[0].at,
                parted=True,
            ),
            len(column),
        )
        for column in taken
    ]


def _heads(stack: Stack) -> bool:
    """Whether a stack can be the head of a column: words, a year, or the score of a scale (5 分)."""
    return stack.words or (len(stack.lines) == 1 and bool(_HEAD.fullmatch(stack.lines[0].text)))


def _without_repeats(head: Head, serial: Mapped | None) -> Head:
    """Return the head without the stacks that repeat it on a new page."""
    texts = [item.text for item in (serial, head.corner, *head.names) if item is not None]
    kept: list[Stack] = []
    repeated: list[int] = []
    at = 0
    while at < len(head.body):
        here = head.body[at : at + len(texts)]
        if here[0].lines[0].fresh and [stack.text.text for stack in here] == texts:
            repeated.extend(id(line) for stack in here for line in stack.lines)
            at += len(texts)
            continue
        kept.append(head.body[at])
        at += 1
    return attrs.evolve(head, body=tuple(kept), repeated=tuple(repeated))
