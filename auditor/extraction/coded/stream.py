"""What a text layer prints of a table with codes, page by page: heads, codes, names and runs of values.

Words directly above numbers in one stack head a column: no name of a row stands in the column of its values.
Other heads stand above all codes of their page, or are printed late and known from a page that prints them there.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.extraction.prose.captions import is_caption
from auditor.extraction.stacks.bands import stretch_of
from auditor.extraction.tables.cellform import Kind, form_of
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.stacks.stacks import Stack

CODE = re.compile(r"[1-9][0-9]{2}(?:[0-9]{2}){0,2}")
CODE_HEAD = re.compile(r"(?:.{0,10}(?:科目|分类))?(?:编码|代码)")
_NAME_HEAD = re.compile(r"(?:.{0,6}科目|项目|分类)?名称|科目|项目")
_SURE_NAME_HEAD = re.compile(r"(?:.{0,6}科目|项目|分类)?名称")
_FORM = re.compile(r"公开\s*[0-9]{1,2}(?:-[0-9])?\s*表")
"""What numbers a form stands above it: the next form begins there."""
_RANK_HEAD = re.compile(r"栏\s*次|行\s*次")
TOTAL = re.compile(r"合\s*计|总\s*计")
_RANK = re.compile(r"[1-9]|[1-3][0-9]")
_NAMED_CODE = re.compile(r"(?P<code>[1-9][0-9]{2}(?:[0-9]{2}){0,2})\s+(?P<name>[一-龥].*)")
_NEAR = 14
_MOST_LINES = 3000
_MOST_HEAD_LINES = 4


class Part(enum.Enum):
    """What a line is."""

    CODE = "code"
    TOTAL = "total"
    RANK = "rank"
    VALUE = "value"
    WORDS = "words"


@attrs.frozen(eq=False)
class Head:
    """The head of a column: its text, and the number that the form prints below it (栏次)."""

    text: Mapped
    rank: int | None = None


@attrs.frozen(eq=False)
class Token:
    """Lines of one kind in a stack; values may stand below a head, or below its number."""

    part: Part
    lines: tuple[Line, ...]
    head: Head | None = None
    rank: int | None = None
    code: Line | None = None


@attrs.frozen(eq=False)
class Leaf:
    """A page of a table: its heads in order, and what else it prints."""

    heads: tuple[Head, ...]
    tokens: tuple[Token, ...]
    leads: tuple[Mapped, ...] = ()
    """The heads of the codes and of the names."""

    def lines(self, part: Part) -> list[Line]:
        """Return all lines of a kind."""
        return [line for token in self.tokens if token.part is part for line in token.lines]


def leaves_of(lines: Sequence[Line], at: int) -> tuple[list[Leaf], int] | None:
    """Return the pages of the table with codes that begins at a line, and the index behind it."""
    near = lines[at : at + _NEAR]
    if not any(_opens(line.text) or CODE_HEAD.search(line.text) for line in near):
        return None
    stretch = stretch_of(lines[: _bound(lines, at)], at, untitled=False, most=_MOST_LINES)
    if stretch is None:
        return None
    pages: dict[int, list[Stack]] = {}
    for page in stretch.pages:
        for stack in page:
            pages.setdefault(stack.lines[0].leaf, []).append(stack)
    if not any(
        CODE.fullmatch(line.text) for page in pages.values() for stack in page for line in stack.lines
    ):
        return None
    read = [_Page(stacks) for stacks in pages.values()]
    known = {_plain(head.text.text) for page in read for head in page.heads}
    return [page.leaf(known) for page in read], stretch.end


def _bound(lines: Sequence[Line], at: int) -> int:
    """Return where the next form begins: its number, and the title above it."""
    for place in range(at + 1, min(len(lines), at + _MOST_LINES)):
        if _FORM.match(lines[place].text):
            return place - (place - 1 > at and is_caption(lines[place - 1].text))
    return len(lines)


def _opens(text: str) -> bool:
    return CODE_HEAD.fullmatch(text) is not None


def _plain(text: str) -> str:
    return "".join(text.split())


def _part(text: str) -> Part:
    if _NAMED_CODE.fullmatch(text):
        return Part.WORDS  # 2130207 森林管护
    if TOTAL.fullmatch(text):
        return Part.TOTAL
    if CODE.fullmatch(text):
        return Part.CODE
    if _RANK.fullmatch(text):
        return Part.RANK
    return Part.WORDS if form_of(text).kind in {Kind.WORDS, Kind.DATE} else Part.VALUE


def _runs(lines: Sequence[Line]) -> Iterator[tuple[Part, list[Line]]]:
    """Iterate over the lines of a stack that are of one kind below each other."""
    kept: list[Line] = []
    last: Part | None = None
    for line in lines:
        part = _part(line.text)
        if part is not last and kept and last is not None:
            yield last, kept
            kept = []
        kept.append(line)
        last = part
    if kept and last is not None:
        yield last, kept


class _Page:
    """Reads the stacks of one page."""

    def __init__(self, stacks: Sequence[Stack]) -> None:
        self.heads: list[Head] = []
        self.tokens: list[Token] = []
        self._leads: list[Mapped] = []
        # The heads of a page stand above its first code, total or value.
        self._zone = any(_coded(stack.lines) for stack in stacks)
        self._unnamed: list[int] = []
        for stack in stacks:
            self._stack(stack.lines)

    def leaf(self, known: set[str]) -> Leaf:
        """Return what was read; words that are a head on another page are one here as well."""
        tokens: list[Token] = []
        heads = list(self.heads)
        for token in self.tokens:
            text = join_lines(line.mapped for line in token.lines)
            if token.part is Part.WORDS and token.code is None and _plain(text.text) in known:
                if _plain(text.text) not in {_plain(head.text.text) for head in heads}:
                    heads.append(Head(text))
            else:
                tokens.append(token)
        return Leaf(tuple(heads), tuple(tokens), tuple(self._leads))

    def _stack(self, lines: Sequence[Line]) -> None:
        lines, named = self._without_leads(lines)
        lines = [line for line in lines if not _RANK_HEAD.fullmatch(line.text)]
        parts = list(_runs(lines))
        at = 0
        while at < len(parts):
            part, here = parts[at]
            below = parts[at + 1][0] if at + 1 < len(parts) else None
            if part in {Part.WORDS, Part.TOTAL} and below in {Part.RANK, Part.VALUE} and not named:
                at = self._headed(parts, at)
                continue
            if part is Part.RANK:
                at = self._ranked(parts, at)
                continue
            if part is Part.WORDS:
                self._words(here, named=named)
            else:
                self._zone = False
                self.tokens.append(Token(part, tuple(here)))
            at += 1

    def _without_leads(self, lines: Sequence[Line]) -> tuple[list[Line], bool]:
        """Return the lines without the heads of codes and names, and whether names follow."""
        below = _NAME_HEAD if self._zone else _SURE_NAME_HEAD
        for pattern, names in ((CODE_HEAD, False), (below, True)):
            if size := _lead(lines, pattern):
                self._leads.append(join_lines(line.mapped for line in lines[:size]))
                return list(lines[size:]), names
        return list(lines), False

    def _headed(self, parts: Sequence[tuple[Part, list[Line]]], at: int) -> int:
        """Take a head with its number and the values below it; return the place behind them."""
        text = join_lines(line.mapped for line in parts[at][1])
        at += 1
        rank = None
        if parts[at][0] is Part.RANK:
            rank = int(parts[at][1][0].text)
            at += 1
        head = Head(text, rank)
        self.heads.append(head)
        if at < len(parts) and parts[at][0] is Part.VALUE:
            self.tokens.append(Token(Part.VALUE, tuple(parts[at][1]), head, rank))
            self._zone = False
            at += 1
        return at

    def _ranked(self, parts: Sequence[tuple[Part, list[Line]]], at: int) -> int:
        """Take the number of a column whose head stands apart, and the values below it."""
        rank = int(parts[at][1][0].text)
        bare = [place for place, head in enumerate(self.heads) if head.rank is None]
        if bare:
            self.heads[bare[0]] = attrs.evolve(self.heads[bare[0]], rank=rank)
        else:
            self._unnamed.append(rank)
            self._claim()
        at += 1
        if at < len(parts) and parts[at][0] is Part.VALUE:
            self.tokens.append(Token(Part.VALUE, tuple(parts[at][1]), rank=rank))
            self._zone = False
            at += 1
        return at

    def _claim(self) -> None:
        """Take the words before numbers of columns for their heads: 上缴上级支出 | 经营支出 | 4 | 5."""
        words = [place for place, token in enumerate(self.tokens) if token.part is Part.WORDS]
        if not words or words[-1] + 1 < len(self.tokens):
            return
        first = len(self.tokens)
        while first and self.tokens[first - 1].part is Part.WORDS:
            first -= 1
        claimed = self.tokens[first:]
        for token, rank in zip(
            claimed, range(self._unnamed[0], self._unnamed[0] + len(claimed)), strict=True
        ):
            bare = rank if rank == self._unnamed[0] else None
            self.heads.append(Head(join_lines(line.mapped for line in token.lines), bare))
        del self.tokens[first:]
        self._unnamed.clear()

    def _words(self, lines: Sequence[Line], *, named: bool) -> None:
        coded = any(_NAMED_CODE.fullmatch(line.text) for line in lines)
        if self._zone and not named and not coded and len(lines) <= _MOST_HEAD_LINES:
            self.heads.append(Head(join_lines(line.mapped for line in lines)))
            return
        for line in lines:
            found = _NAMED_CODE.fullmatch(line.text)
            raw = line.mapped.strip()
            if found is None:
                if self.tokens and self.tokens[-1].part is Part.WORDS and lines[0] is not line:
                    last = self.tokens.pop()
                    self.tokens.append(attrs.evolve(last, lines=(*last.lines, line)))
                else:
                    self.tokens.append(Token(Part.WORDS, (line,)))
                continue
            self._zone = False
            code = _cut(line, raw.cut(0, found.end("code")))
            name = _cut(line, raw.cut(found.start("name")).strip())
            self.tokens.append(Token(Part.CODE, (code,)))
            self.tokens.append(Token(Part.WORDS, (name,), code=code))


def _cut(line: Line, mapped: Mapped) -> Line:
    return Line(mapped, line.number, line.leaf, line.after_blank, line.page, line.box, line.fresh)


def _coded(lines: Sequence[Line]) -> bool:
    """Whether a stack begins with the head of the codes."""
    return bool(_lead(lines, CODE_HEAD))


def _lead(lines: Sequence[Line], pattern: re.Pattern[str]) -> int:
    """Return how many of the first lines are a head of that form, wrapped or not."""
    for size in range(1, min(_MOST_HEAD_LINES, len(lines)) + 1):
        if pattern.fullmatch("".join(_plain(line.text) for line in lines[:size])):
            return size
    return 0
