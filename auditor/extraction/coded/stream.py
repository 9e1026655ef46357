"""What a text layer prints of a table with codes, page by page: heads, codes, names and runs of values.

Words directly above numbers in one stack head a column: no name of a row stands in the column of its values.
Other heads stand above all codes of their page, or are printed late and known from a page that prints them there.
"""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.extraction.coded.extent import CODE_HEAD, MOST_LINES, bound_of, without_notes
from auditor.extraction.coded.leaf import CODE, Head, Leaf, Part, Token
from auditor.extraction.stacks.bands import stretch_of
from auditor.extraction.tables.cellform import Kind, form_of
from auditor.extraction.text.characters import KEPT
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.stacks.stacks import Stack

_NAME_HEAD = re.compile(r"(?:.{0,6}科目|项目|分类)?名称|科目|项目")
_SURE_NAME_HEAD = re.compile(r"(?:.{0,6}科目|项目|分类)?名称")
_RANK_HEAD = re.compile(r"栏\s*次|行\s*次")
_LEVELS = re.compile(r"类|款|项|类\s*款(?:\s*项)?|款\s*项")
"""What an official form prints in the head of its codes, a column a level: 类 款 项."""
TOTAL = re.compile(r"合\s*计|总\s*计")
_RANK = re.compile(r"[1-9]|[1-3][0-9]")
_NAMED_CODE = re.compile(r"(?P<code>[1-9][0-9]{2}(?:[0-9]{2}){0,2})\s+(?P<name>[一-龥].*)")
_NAMED_VALUE = re.compile(r"(?P<name>[^0-9]*[一-龥）)])\s+(?P<value>-?[0-9][0-9,]*\.[0-9]+)")
_AMOUNT = re.compile(r"[0-9]+\.[0-9]{2}")
_NEAR = 14
_MOST_OVER = 2
_MOST_HEAD_LINES = 4


def leaves_of(lines: Sequence[Line], at: int) -> tuple[list[list[Leaf]], int, list[Line]] | None:
    """Return the ways to read the pages of the table with codes that begins at a line, the index behind it, its notes."""
    if not any(_tells_codes(line.text) for line in lines[at : at + _NEAR]):
        return None
    kept, notes = without_notes(lines, at, min(bound_of(lines, at), at + MOST_LINES))
    stretch = stretch_of(kept, 0, untitled=False, most=MOST_LINES)
    if stretch is None:
        return None
    last = kept[stretch.end - 1].number
    end = next((place for place in range(at, len(lines)) if lines[place].number > last), len(lines))
    notes = [line for line in notes if line.number < last]
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
    for each in read:
        known |= each.between(known)
    ways = [[page.leaf(known) for page in read]]
    if any(page.doubtful for page in read):
        ways.append([page.leaf(known, behind=True) for page in read])
    return ways, end, notes


@functools.lru_cache(maxsize=KEPT)
def _tells_codes(text: str) -> bool:
    return CODE_HEAD.search(text) is not None


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
    kind = form_of(text).kind
    if kind is Kind.DATE and _AMOUNT.fullmatch(text):
        return Part.VALUE  # 2012.05 among amounts
    return Part.WORDS if kind in {Kind.WORDS, Kind.DATE} else Part.VALUE


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
        self._behind = False
        self._ranks: list[int] = []
        # Heads with their number directly below them.
        self._told: list[Head] = []
        formed = self._zone
        for stack in stacks:
            kept = [line for line in stack.lines if not (formed and _LEVELS.fullmatch(line.text))]
            if kept:
                self._stack(kept)
        self._in_order()

    @property
    def doubtful(self) -> bool:
        """Whether words are printed directly beside a head that has values."""
        pairs = itertools.pairwise(self.tokens)
        before = any(one.part is Part.WORDS and other.head is not None for one, other in pairs)
        return before or any(token.behind for token in self.tokens)

    def between(self, known: set[str]) -> set[str]:
        """Return the words that are printed between two heads: they are one as well."""
        texts = [
            _plain("".join(line.text for line in token.lines)) if token.part is Part.WORDS else ""
            for token in self.tokens
        ]
        triples = zip(texts, texts[1:], texts[2:], strict=False)
        return {text for before, text, after in triples if text and {before, after} <= known}

    def _in_order(self) -> None:
        """Give the numbers of columns to the heads in their order where a page prints as many of both.

        A number that stands apart from its head may be printed before that of a head to its left.
        """
        size = len(self.heads)
        numbered = bool(size) and sorted(self._ranks) == list(range(1, size + 1))
        sure = all(head.rank == at for at, head in enumerate(self.heads, 1) if head in self._told)
        if numbered and sure:
            self.heads = [attrs.evolve(head, rank=at) for at, head in enumerate(self.heads, 1)]
            return
        # 本年支出 stands above 小计, 基本支出 and 项目支出: it has no number, and which it is arithmetic tells.
        over = size - len(self._ranks)
        numbers = sorted(self._ranks) == list(range(1, len(self._ranks) + 1))
        able = all(
            0 <= at - (head.rank or 0) <= over for at, head in enumerate(self.heads, 1) if head in self._told
        )
        if self._ranks and numbers and able and 0 < over <= _MOST_OVER:
            self.heads = [attrs.evolve(head, rank=None) for head in self.heads]

    def leaf(self, known: set[str], *, behind: bool = False) -> Leaf:
        """Return what was read; words that are a head on another page are one here as well.

        So are those directly `behind` a head or before one, where that is asked for.
        """
        tokens: list[Token] = []
        heads = list(self.heads)
        for at, token in enumerate(self.tokens):
            text = join_lines(line.mapped for line in token.lines)
            before = at + 1 < len(self.tokens) and self.tokens[at + 1].head is not None
            beside = behind and (token.behind or before) and len(token.lines) <= _MOST_HEAD_LINES
            again = beside or _plain(text.text) in known
            if token.part is Part.WORDS and token.code is None and again:
                if _plain(text.text) not in {_plain(head.text.text) for head in heads}:
                    heads.append(Head(text))
            else:
                tokens.append(token)
        heads.sort(key=lambda head: head.text.origins[head.text.lead])
        return Leaf(tuple(heads), tuple(tokens), tuple(self._leads))

    def _stack(self, lines: Sequence[Line]) -> None:
        lines, named = self._without_leads(lines)
        parted = [part for line in lines for part in _valued(line)]
        if {Part.CODE, Part.VALUE} <= {_part(line.text) for line in parted}:
            self._mixed(parted)
            return
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
                # 科目名称 / 合计: the row of the total begins directly below the head of the names.
                self._zone = self._zone and named and part is Part.TOTAL
                self._behind = False
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

    def _mixed(self, lines: Sequence[Line]) -> None:
        """Take a stack that goes through several columns row by row: each row begins with its code.

        A name that takes more lines goes on behind the values of its row.
        """
        lines = self._without_leads(lines)[0]
        begins = [at for at, line in enumerate(lines) if _part(line.text) in {Part.CODE, Part.TOTAL}]
        rows = [lines[at:end] for at, end in itertools.pairwise([*begins, len(lines)])]
        values = [[line for line in row if _part(line.text) is Part.VALUE] for row in rows]
        width = max(map(len, values))
        heads = _split(lines[: begins[0]], width)
        self.heads.extend(heads)
        self._zone = False
        for (code, *rest), given in zip(rows, values, strict=True):
            self.tokens.append(Token(_part(code.text), (code,)))
            words = tuple(line for line in rest if line not in given)
            if words:
                self.tokens.append(Token(Part.WORDS, words, code=code))
            for at, value in enumerate(given):
                head = heads[at] if heads and len(given) == width else None
                self.tokens.append(Token(Part.VALUE, (value,), head, code=code))

    def _headed(self, parts: Sequence[tuple[Part, list[Line]]], at: int) -> int:
        """Take a head with its number and the values below it; return the place behind them."""
        text = join_lines(line.mapped for line in parts[at][1])
        at += 1
        rank = None
        if parts[at][0] is Part.RANK:
            rank = int(parts[at][1][0].text)
            self._ranks.append(rank)
            at += 1
        head = Head(text, rank)
        self.heads.append(head)
        if rank is not None:
            self._told.append(head)
        self._behind = not self._zone
        if at < len(parts) and parts[at][0] is Part.VALUE:
            self.tokens.append(Token(Part.VALUE, tuple(parts[at][1]), head, rank))
            self._zone = False
            self._behind = True
            at += 1
        return at

    def _ranked(self, parts: Sequence[tuple[Part, list[Line]]], at: int) -> int:
        """Take the number of a column whose head stands apart, and the values below it."""
        rank = int(parts[at][1][0].text)
        self._ranks.extend(int(line.text) for line in parts[at][1])
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
                    self.tokens.append(Token(Part.WORDS, (line,), behind=self._behind and not named))
                continue
            self._zone = False
            code = _cut(line, raw.cut(0, found.end("code")))
            name = _cut(line, raw.cut(found.start("name")).strip())
            self.tokens.append(Token(Part.CODE, (code,)))
            self.tokens.append(Token(Part.WORDS, (name,), code=code))


def _valued(line: Line) -> list[Line]:
    """Return the name and the value that one line holds (防灾减灾 312.40), or the line."""
    found = _NAMED_VALUE.fullmatch(line.text)
    raw = line.mapped.strip()
    if found is None or len(raw) != len(line.text):
        return [line]
    return [
        _cut(line, raw.cut(0, found.end("name")).strip()),
        _cut(line, raw.cut(found.start("value")).strip()),
    ]


def _split(lines: Sequence[Line], width: int) -> list[Head]:
    """Return as many heads as there are columns, none where lines can be joined in two ways."""
    lines = [line for line in lines if not _RANK_HEAD.fullmatch(line.text)]
    if len(lines) == width:
        return [Head(line.mapped.strip()) for line in lines]
    return [Head(join_lines(line.mapped for line in lines))] if width == 1 and lines else []


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
