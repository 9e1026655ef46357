"""Reading stacks as columns under their heads: 预算数 / 120.00 / 80.00 | 支出数 | 114.00 / 80.00 | 50.00 | 45.00.

A head stands above its values, with them or in a stack of its own; the next values belong to the leftmost of
the shortest columns. Heads come in the order in which the text layer prints them, so that a column may begin
when others are full.
"""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.stacks.bandcolumn import Column, alike, level
from auditor.extraction.stacks.cellheads import BRACKETED, SERIAL_HEAD
from auditor.extraction.stacks.corners import names_rows
from auditor.extraction.stacks.stacklabels import TOTAL, Labels
from auditor.extraction.tables.cellform import Kind
from auditor.extraction.text.mapped import EMPTY, Mapped
from auditor.source import display_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.stacks.stacks import Stack
    from auditor.extraction.text.lines import Line

_MOST_STEPS = 3000
_MOST_WORK = 80_000
"""A page of few stacks may take many steps to read; one of many is read in few, or not at all."""
_MOST_COLUMNS = 14
_LONGEST_HEAD = 24
_MOST_HEAD_LINES = 3
_YEAR = re.compile(
    r"(?:19|20)[0-9]{2}\s*(?:年(?:度|末|初|底)?)?|[0-9]{1,2}\s*分|(?:19|20)[0-9]{2}\s*年\s*[0-9]{1,2}\s*月(?:\s*[0-9]{1,2}\s*日)?"
)
_AMONG = re.compile(r"其中[:：]?")
CORNER = re.compile(r"(?:名称?|类别|类型|项目|单位|科目|指标|地区|年份|季度|种类|来源|群体)$")
"""What stands above labels."""
UNIT_CORNER = re.compile(
    r"(?:US|A|C|NZ|HK)?[£$€]\s*(?:m|mn|k|million|bn|['\u2019]?000s?|thousands?|millions?)", re.IGNORECASE
)
"""The unit of a statement stands above its labels: £m, $ thousands."""
_LABELLED = re.compile(r"(?:类别|名称|年份)$|^(?:类型|项目|单位|科目|指标|地区|季度|种类|来源|群体)$")
_ENGLISH = re.compile(
    r"Region|Measure|Programme?|Quarter|Source|Item|Category|Class|County|District|Age|Vote|Indicator|Year|Project|Account|Subject|Instrument|Answer|Aspect|Activity|Title|Report"
)
_WORD = re.compile(r"[!-~]+|.")
_CODE = re.compile(r"[0-9]{1,9}|合\s*计|总\s*计|小\s*计")
CODE_HEAD = re.compile(r".{0,4}(?:编码|代码)")


@records.frozen(eq=False)
class Page:
    """One way to read a page of a table: the head of its labels, their lines, and its columns.

    `used` counts its stacks: words behind them belong to the text. A column of numbers or codes that stands left
    of the labels may lack one for the total, and so may one whose name stands directly above its first cell.
    """

    corner: Mapped
    labels: tuple[Labels, ...]
    columns: tuple[Column, ...]
    used: int

    @property
    def rows(self) -> int:
        """Return the number of rows."""
        return max(column.height for column in self.columns if not column.leading)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the heads: of the labels, then of the columns."""
        return (self.corner.text, *(column.name.text for column in self.columns))

    @property
    def label_lines(self) -> list[Line]:
        """Return the lines of all labels."""
        return [line for each in self.labels for line in each.lines]

    @property
    def values(self) -> list[Column]:
        """Return the full columns behind the labels that hold no words."""
        body = [column for column in self.columns if not column.leading and column.height == self.rows]
        return [column for column in body if Kind.WORDS not in column.kinds]

    @property
    def ordered(self) -> bool:
        """Whether the columns were printed from left to right: a head with values may stand left of bare ones."""
        glued = [column.glued for column in self.values]
        return glued == sorted(glued, reverse=True)


@records.frozen(eq=False, slots=False)
class _State:
    at: int = 0
    corner: Mapped | None = None
    labels: tuple[Labels, ...] = ()
    columns: tuple[Column, ...] = ()
    named: bool = False

    @functools.cached_property
    def body(self) -> list[int]:
        """Return the heights of the columns behind the labels."""
        return [column.height for column in self.columns if not column.leading]

    def even(self) -> bool:
        """Whether every row that was begun is full."""
        return len(set(self.body)) <= 1

    @functools.cached_property
    def banded(self) -> bool:
        """Whether a band of rows is read, and another begun: no head stands so low."""
        return any(
            len(column.ends) > 1
            for column in self.columns
            if not column.leading and Kind.WORDS not in column.kinds
        )

    def full(self) -> bool:
        """Whether nothing lacks in any column but the number of the total."""
        rows = max(self.body, default=0)
        short = [column for column in self.columns if column.height < rows]
        return (
            rows > 0
            and all(column.height + 1 == rows for column in short)
            and all(column.leading or (column.glued and len(column.ends) == 1) for column in short)
            and not any(column.lacking for column in self.columns)
        )


def pages_of(stacks: Sequence[Stack], names: tuple[str, ...] = ()) -> list[Page]:
    """Return the ways to read stacks as a page of a table; with `names`, under these heads only.

    None where there are too many to try them all.
    """
    # Each row has its label: no column is longer than there are lines of words.
    most = sum(form.kind is Kind.WORDS for stack in stacks for form in stack.forms)
    heights = {height for stack in stacks if (height := _cells(stack))}
    longest = max(heights, default=0)
    if longest > 2 and longest - min(heights) < 2 and longest < most:  # noqa: PLR2004 - perhaps one band of all rows
        found = _readings(stacks, names, longest)
        if found:
            return found
    return _readings(stacks, names, most)


def _readings(stacks: Sequence[Stack], names: tuple[str, ...], most: int) -> list[Page]:
    """Return the ways to read stacks as columns of no more than `most` cells."""
    found: list[Page] = []
    done = max((at for at, stack in enumerate(stacks, start=1) if not stack.words), default=0)
    todo = [_State()]
    for _ in range(min(_MOST_STEPS, _MOST_WORK // max(1, len(stacks)))):
        if not todo:
            return found
        state = todo.pop()
        if state.at >= done and state.corner is not None and state.full():
            page = Page(state.corner, state.labels, state.columns, state.at)
            if not names or page.names == names:
                found.append(page)
        if state.at < len(stacks):
            todo.extend(
                each
                for each in _next(state, stacks[state.at], names)
                if max((column.height for column in each.columns), default=0) <= most
            )
    return []


def _cells(stack: Stack) -> int:
    """Return how many lines of a stack are cells at least: those from the first value on, none without one."""
    words = [form.kind is Kind.WORDS for form in stack.forms]
    return len(words) - words.index(False) if False in words else 0


def _next(state: _State, stack: Stack, names: tuple[str, ...]) -> Iterator[_State]:
    """Iterate over what the next stack may be."""
    if len(stack.lines) > 2 and _AMONG.fullmatch(stack.lines[0].text) and not stack.words:  # noqa: PLR2004 - a head and a value
        # 其中 stands above this column and those to its right.
        stack = stack.part(1)
    if not state.banded:
        yield from _begun(state, stack, names)
    else:
        yield from _late(state, stack, names)
    if state.corner is None:
        if (
            state.columns
            and stack.values
            and (more := _put(state, stack, len(state.columns) - 1)) is not None
        ):
            yield more  # 序号 / 1 / 2 | 3 / 4: the serials in two stacks
        return
    if stack.words and state.even() and (len(stack.lines) > 1 or state.columns):
        label = Labels(stack.lines, max(state.body, default=0), direct=False)
        yield records.evolve(state, at=state.at + 1, labels=(*state.labels, label), named=True)
    yield from _placed(state, stack)
    body = state.body
    if body and state.even() and body[0] and not state.banded and all(each.glued for each in state.columns):
        # The first band of the rightmost column, below a head of more lines, may be printed last.
        column = Column(EMPTY, ends=(body[0],), glued=True, lacking=body[0])
        yield from _placed(records.evolve(state, columns=(*state.columns, column)), stack)


def _late(state: _State, stack: Stack, names: tuple[str, ...]) -> Iterator[_State]:
    """Iterate over the states in which the stack is a whole column with its head, or the first band of one."""
    for size in range(1, min(_MOST_HEAD_LINES, len(stack.lines) - 1) + 1):
        if not _heads(stack.part(0, size)):
            break
        name, rest = stack.part(0, size).text, stack.part(size)
        known = any(column.name.text == name.text for column in state.columns)
        if len(name) > _LONGEST_HEAD or known or (names and name.text not in names) or not state.even():
            continue
        *others, last = state.columns
        if last.lacking == len(rest.lines):
            column = records.evolve(
                last, name=name, lines=(*rest.lines, *last.lines), forms=(*rest.forms, *last.forms), lacking=0
            )
            if alike(column):
                yield records.evolve(state, at=state.at + 1, columns=(*others, column), named=False)
        elif len(rest.lines) == max(state.body, default=0) and Kind.WORDS in {
            form.kind for form in rest.forms
        }:
            column = records.evolve(Column(name).with_cells(rest), glued=True)
            yield records.evolve(state, at=state.at + 1, columns=(*state.columns, column), named=False)


def _begun(state: _State, stack: Stack, names: tuple[str, ...]) -> Iterator[_State]:
    """Iterate over the states in which the stack is or begins with a head."""
    for size in range(1, min(_MOST_HEAD_LINES, len(stack.lines)) + 1):
        if not _heads(stack.part(0, size)):
            break
        name = stack.part(0, size).text
        if len(name) > _LONGEST_HEAD or (names and name.text not in names):
            continue
        if state.corner is None and not _leads(name):
            yield from _cornered(state, stack, size, name)
        else:
            yield from _named(state, stack, size, name)
    blank = state.corner is None and not state.columns and (not names or not names[0])
    if blank and stack.words and len(stack.lines) > 1 and not CORNER.search(stack.lines[0].text):
        # The place above the labels is blank.
        labels = (Labels(stack.lines, 0, direct=False),)
        yield records.evolve(state, at=state.at + 1, corner=EMPTY, labels=labels, named=True)


def _leads(name: Mapped) -> bool:
    """Whether a head stands above serial numbers or codes."""
    return bool(SERIAL_HEAD.fullmatch(name.text) or CODE_HEAD.fullmatch(name.text))


def _cornered(state: _State, stack: Stack, size: int, name: Mapped) -> Iterator[_State]:
    """Iterate over the states in which the stack is the head of the labels, with some of them below."""
    rest = stack.part(size)
    if size > 1 and not BRACKETED.fullmatch(stack.lines[1].text):
        return
    if not rest.lines or rest.words:
        labels = (Labels(rest.lines, 0, direct=False),) if rest.lines else ()
        yield records.evolve(state, at=state.at + 1, corner=name, labels=labels, named=bool(labels))


def _named(state: _State, stack: Stack, size: int, name: Mapped) -> Iterator[_State]:
    """Iterate over the states in which the stack begins with the head of a column, `size` lines of it."""
    rest = stack.part(size)
    lines = stack.lines
    if size > 1 and CORNER.search(lines[0].text) and not BRACKETED.fullmatch(lines[1].text):
        return
    if rest.lines and rest.words and TOTAL.match(name.text):
        return
    if CORNER.search(name.text) and any(
        column.height and not column.leading and Kind.WORDS not in column.kinds for column in state.columns
    ):
        return  # the labels of another table
    known = [column.name.text for column in state.columns]
    if state.corner is not None:
        known.append(state.corner.text)
    if name.text in known or len(known) > _MOST_COLUMNS:
        return
    single = state.named and len(state.labels[-1].lines) == 1
    if not rest.lines and single and state.columns and not any(state.body):
        return  # heads that stand alone come before a first label that does
    column = Column(name, leading=state.corner is None)
    if rest.lines:
        if _headed(rest):
            return  # 预算 / 数 / 120.00: a piece of the head
        column = Column(name, glued=True, leading=state.corner is None).with_cells(rest)
        if not alike(column) or not level(column, state.columns):
            return
    yield _State(state.at + 1, state.corner, state.labels, (*state.columns, column))


def _heads(stack: Stack) -> bool:
    """Whether lines can be one head: words and years, each line but the last as long as it could be."""
    return all(
        form.kind is Kind.WORDS or _YEAR.fullmatch(line.text)
        for line, form in zip(stack.lines, stack.forms, strict=True)
    ) and is_head(stack.lines)


def is_corner(text: str) -> bool:
    """Whether a text stands above labels: 科目, £m, Region."""
    return any(
        each is not None
        for each in (CORNER.search(text), UNIT_CORNER.fullmatch(text), _ENGLISH.fullmatch(text))
    ) or names_rows(text)


def heads_labels(text: str) -> bool:
    """Whether a text is nothing but the head of labels, and no label: 类别, 机构类别, but not 事业单位."""
    return _LABELLED.search("".join(text.split())) is not None


def is_head(lines: Sequence[Line]) -> bool:
    """Whether lines can be one head: each but the last as long as it could be."""
    widest = max(line.width for line in lines)
    return all(
        BRACKETED.fullmatch(below.text) or above.width + _first_width(below.text) > widest
        for above, below in itertools.pairwise(lines)
    )


def _headed(stack: Stack) -> bool:
    """Whether one or two lines of words stand above values: pieces of a head."""
    words = [form.kind is Kind.WORDS for form in stack.forms]
    count = words.index(False) if False in words else 0
    return 0 < count == sum(words) < _MOST_HEAD_LINES


def _first_width(text: str) -> int:
    """Return the width of what would have to stand behind the line above: a letter word, else a character."""
    found = _WORD.match(text)
    return display_width(found.group()) if found else 0


def _placed(state: _State, stack: Stack) -> Iterator[_State]:
    """Iterate over the states with the stack in the leftmost of the shortest columns.

    Left of the labels, what is no number or code may stand nowhere: it belongs to the row of the total.
    """
    heights = [column.height for column in state.columns]
    if not heights:
        return
    at = heights.index(min(heights))
    if (moved := _put(state, stack, at)) is not None:
        yield moved
    if state.columns[at].leading and (body := state.body):
        at = next(
            place
            for place, column in enumerate(state.columns)
            if not column.leading and column.height == min(body)
        )
        if (moved := _put(state, stack, at)) is not None:
            yield moved


def _put(state: _State, stack: Stack, at: int) -> _State | None:
    """Return the state with the stack in a column, None where its cells cannot stand there."""
    before = state.columns[at]
    words = any(form.kind is Kind.WORDS for form in stack.forms)
    if before.leading and not all(_CODE.fullmatch(line.text) for line in stack.lines):
        return None
    if not before.leading:
        if words and ((before.height and Kind.WORDS not in before.kinds) or _headed(stack)):
            return None
        if before.kinds == {Kind.WORDS} and stack.values:
            return None  # 等次 / 94.6 / 91.2: a word above values is a head
        if stack.words and sum(len(each.lines) for each in state.labels) <= before.height:
            return None  # the label of a row stands left of its words
    column = before.with_cells(stack)
    others = (*state.columns[:at], *state.columns[at + 1 :])
    if not before.leading and (not alike(column) or not level(column, others)):
        return None
    labels = state.labels
    if state.named and labels:
        labels = (*labels[:-1], records.evolve(labels[-1], direct=True))
    columns = (*state.columns[:at], column, *state.columns[at + 1 :])
    return _State(state.at + 1, state.corner, labels, columns)
