"""The cells of a score table in the order in which a text layer prints them, and its heads taken out from among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.extraction.stacks.rownames import is_name
from auditor.extraction.stacks.rowpath import FULL, Piece, Sort
from auditor.extraction.stacks.scoreheads import Part, head_of, heads_of, is_number, is_rule
from auditor.extraction.stacks.scorelabels import is_sum
from auditor.extraction.tables.cellform import amount_of
from auditor.extraction.tables.cellvalues import BLANK, is_value
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import Mapped, join, join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_APART = 10
"""Where fewer lines than one of so many stand behind a blank one, blank lines part no cells."""
_UNITS = "分个人条次项处件家户起批%％天年"
_BLANK = re.compile(r"\s+")
_LABEL = 4
"""A name of a code and words stands before its weight."""
_FIRST = frozenset({Part.LEVEL, Part.SERIAL})
_TAIL = re.compile(r"[一-龥]{1,2}")
_SCALED = re.compile(r"[0-9]\s*分$")
_ON = re.compile(r"(?:[得扣计每少低高超过增为按满到达于的]|[，、；（(~～—÷×=])$")


def pieces_of(lines: Sequence[Line]) -> tuple[dict[Part, tuple[Line, ...]], list[Piece]]:
    """Return the heads, each where it is printed first (of levels the last), and the cells in the order of the text."""
    if sum(line.after_blank for line in lines) * _APART < len(lines):
        lines = _parted(lines)
    heads: dict[Part, tuple[Line, ...]] = {}
    groups: list[tuple[bool, Sequence[Line]]] = []
    begin, begun = 0, False
    for index in range(1, len(lines) + 1):
        if index < len(lines) and not (lines[index].after_blank or lines[index].fresh):
            continue
        group = lines[begin:index]
        begin = index
        known, size = heads_of(group)
        for part, taken in known:
            if part is Part.LEVEL or part not in heads:
                heads[part] = taken
        begun = begun or bool(known)
        if size < len(group):
            groups.append((begun, group[size:]))
            begun = False
    found: list[Piece] = []
    for behind, group in _rowwise(groups, len(set(heads) - _FIRST)):
        begun = behind
        for piece in _cells(group):
            if Part.SERIAL in heads and piece.value is not None and piece.value > FULL:
                continue  # 201, the code of an indicator
            found.append(attrs.evolve(piece, begins=begun))
            begun = False
    return heads, found


def _rowwise(
    groups: Sequence[tuple[bool, Sequence[Line]]], width: int
) -> Iterator[tuple[bool, Sequence[Line]]]:
    """Iterate over the stacks, those of rows that were set close together row by row.

    开工台数 / 竣工台数 | 8 / 10 | 200 台 / 175 台 …: a stack of names, and behind it as many stacks as there are columns.
    """
    at = 0
    while at < len(groups):
        begun, names = groups[at]
        rows, size = None, 0
        for size in (width, 1) if len(names) > 1 else ():
            band = [group for behind, group in groups[at + 1 : at + 1 + size] if not behind]
            if len(band) == size and (rows := _band(names, band)) is not None:
                break
        if rows is None:
            yield begun, names
            at += 1
            continue
        for row in rows:
            for cell in row:
                yield begun, [cell]
                begun = False
        at += 1 + size


def _band(names: Sequence[Line], band: Sequence[Sequence[Line]]) -> list[list[Line]] | None:
    """Return the rows of a band, None where its stacks do not divide into rows; sums have no aim or outcome."""
    if any(sort_of(line.text) not in {Sort.WORDS, Sort.NAME} for line in names):
        return None
    inner = [at for at, line in enumerate(names) if not is_sum(line.text)]
    rows: list[list[Line]] = [[line] for line in names]
    for stack in band:
        if len(stack) == len(names):
            places: Sequence[int] = range(len(names))
        elif len(stack) == len(inner):
            places = inner
        else:
            return None
        if any(is_sum(line.text) for line in stack):
            return None
        for at, line in zip(places, stack, strict=True):
            rows[at].append(line)
    numbers = sum(all(sort_of(line.text) is Sort.NUMBER for line in stack) for stack in band)
    return rows if numbers >= min(len(band), 2) else None


def begins(lines: Sequence[Line]) -> bool:
    """Whether the first of lines is the first head of a score table, or all its heads on a line."""
    names = _words(lines[0])
    told = [head_of(name.text) for name in names]
    if len(names) == 1 or None in told:
        heads, _ = heads_of(lines[:2])
        return bool(heads) and heads[0][0] in _FIRST
    return told[0] in _FIRST


def _words(line: Line) -> list[Mapped]:
    """Return what blanks part in a line, a number with its unit in one."""
    parts = list(line.mapped.words(_BLANK))
    for at in range(len(parts) - 1, 0, -1):
        if _mark(parts[at - 1].text) and parts[at].text[0] in _UNITS:
            parts[at - 1 : at + 1] = [join(parts[at - 1 : at + 1], " ")]
    return parts


def _parted(lines: Sequence[Line]) -> list[Line]:
    """Return the cells of lines that hold several, where no blank line parts cells: 到货及时率 5 | 92% 4."""
    found: list[Line] = []
    for at, line in enumerate(lines):
        behind = lines[at + 1].text if at + 1 < len(lines) else ""
        parts = _parts(line, behind)
        if len(parts) == 1:
            found.append(line)
            continue
        found.extend(
            Line(part, line.number, line.leaf, after_blank=True, page=line.page, box=line.box)
            for part in parts
        )
    return found


def _parts(line: Line, behind: str) -> list[Mapped]:
    names = _words(line)
    if len(names) > 1 and all(head_of(name.text) is not None for name in names):
        return names
    last = len(names)
    while last > 1 and _mark(names[last - 1].text) and not _goes_on(names[last - 2].text):
        last -= 1
    if last < len(names) and behind and behind[0] in _UNITS:
        last = len(names)
    first: list[Mapped] = []
    begin = 0
    for at in range(min(_LABEL, last - 1)):
        # A name, its weight and the beginning of its method; or the weight and the method alone.
        if _mark(names[at].text):
            name = [join(names[:at], " ")] if at else []
            named = is_name(name[0].text) if name else is_rule(names[1].text)
            if named and names[at + 1].text[0] not in _UNITS:
                first, begin = [*name, names[at]], at + 1
            break
    words = names[begin:last]
    if len(words) > 1 and last < len(names) and is_rule(words[-2].text) and not is_rule(words[-1].text):
        middle = [join(words[:-1], " "), words[-1]]
    else:
        middle = [join(words, " ")] if words else []
    return [*first, *middle, *names[last:]]


def _goes_on(text: str) -> bool:
    return _ON.search(text) is not None and not is_sum(text)


def _mark(text: str) -> bool:
    value = amount_of(text)
    return value is not None and 0 <= value <= FULL


def _cells(group: Sequence[Line]) -> Iterator[Piece]:
    """Iterate over the cells of a stack: numbers and quantities have a line each, words are wrapped."""
    words: list[Line] = []
    at = 0
    while at < len(group):
        line = group[at]
        sort = sort_of(line.text)
        going = bool(words) and (_goes_on(words[-1].text) or _SCALED.search(line.text) is not None)
        behind = group[at + 1].text if at + 1 < len(group) else ""
        going = going or (bool(words) and sort is Sort.NUMBER and behind[:1] in {"分", "个", "%"})
        at += 1
        if sort in {Sort.WORDS, Sort.NAME, Sort.RULE} or going:
            words.append(line)
            continue
        if words:
            yield _joined(words)
            words = []
        if sort is Sort.QUANTITY and _TAIL.fullmatch(behind) and _wide(line.text):
            line_, at = group[at], at + 1  # ≥24 平方公 / 里
            yield Piece(sort, join_lines((line.mapped, line_.mapped)), (line, line_))
            continue
        yield Piece(sort, line.mapped.strip(), (line,))
    if words:
        yield _joined(words)


def _wide(text: str) -> bool:
    return not text[-1].isascii()


def _joined(lines: Sequence[Line]) -> Piece:
    text = join_lines(line.mapped for line in lines)
    sort = sort_of(text.text)
    if sort not in {Sort.WORDS, Sort.NAME, Sort.RULE, Sort.QUANTITY}:
        sort = Sort.WORDS
    return Piece(sort, text, tuple(lines))


def sort_of(text: str) -> Sort:
    """Return what the text of a cell is by its form."""
    if text in BLANK:
        return Sort.BLANK
    if is_number(text):
        return Sort.NUMBER if amount_of(text) is not None else Sort.BOUND
    if is_value(text) and not _ON.search(text):
        return Sort.QUANTITY
    if is_rule(text):
        return Sort.RULE
    return Sort.NAME if is_name(text) else Sort.WORDS
