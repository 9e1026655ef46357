"""Tables of one amount a code, several side by side: code, name, amount, printed one behind the other.

A row is what is printed together. What a code sums up has to prove it, and a total stands below the codes that it adds.
"""

from __future__ import annotations

import itertools
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.coded.extent import CODE_HEAD
from auditor.extraction.coded.leaf import Leaf, Part, Token
from auditor.extraction.coded.stream import leaves_of
from auditor.extraction.stacks.headed import Headed
from auditor.extraction.tables.columnproofs import number_of
from auditor.extraction.text.grid import grid_of
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import EMPTY, Mapped, join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_AMOUNT_HEAD = re.compile(r".{0,6}?(金额|决算数|预算数)")
_CLOSES = re.compile(r".{1,8}合计")
_FEWEST_ROWS = 6
_TOP = 3
_NEAR = 2
_ROWS_A_DOUBT = 6
_MOST_TOPS = 6


@records.frozen(eq=False)
class _Row:
    """A row: its code, none for a total, the lines of its name, its amount and what that is."""

    code: Line | None
    name: tuple[Line, ...]
    amount: Line
    value: Fraction
    half: Fraction


def parse_triples(lines: Sequence[Line], at: int) -> Headed | None:
    """Read the table of codes with one amount each that begins at a line, None where it is not proved."""
    found = leaves_of(lines, at)
    if found is None:
        return None
    ways, end, notes = found
    head = _head(ways[0])
    if head is None or any(leaf.lines(Part.TOTAL) for leaf in ways[0]):
        return None
    rows: list[_Row] = []
    totals: list[_Row] = []
    doubtful: set[str] = set()
    for leaf in ways[0]:
        beside = leaf.beside()
        for one, name, other in _triples(leaf.tokens):
            if one.part is Part.CODE and other in beside and (row := _row(one.lines[-1], name, other)):
                rows.append(row)
            elif _closes(name, other) and (row := _row(None, name, other)):
                totals.append(row)
        doubtful |= _crowded(beside)
    codes = [row.code.text for row in rows if row.code is not None]
    if len(rows) < _FEWEST_ROWS or len(set(codes)) < len(codes):
        return None
    broken = _broken(rows)
    if broken is None or len(doubtful) * _ROWS_A_DOUBT > len(rows):
        return None
    # Of two amounts beside a code one belongs elsewhere: where the sum holds, it is known which.
    rows = [
        row
        for row in rows
        if row.code is None or row.code.text not in doubtful or row.code.text[:_TOP] not in broken
    ]
    placed = _ordered(rows, totals)
    leads = [lead for leaf in ways[0] for lead in leaf.leads]
    coded = next((lead for lead in leads if CODE_HEAD.search("".join(lead.text.split()))), EMPTY)
    named = next((lead for lead in leads if lead.text.endswith("名称")), EMPTY)
    texts: list[list[Mapped]] = [[coded, named, head]]
    texts.extend(
        [
            row.code.mapped.strip() if row.code is not None else EMPTY,
            join_lines(line.mapped for line in row.name),
            row.amount.mapped.strip(),
        ]
        for row in placed
    )
    held = {id(line) for row in placed for line in (row.code, *row.name, row.amount)}
    left = [
        line
        for leaf in ways[0]
        for part in (Part.VALUE,)
        for line in leaf.lines(part)
        if id(line) not in held
    ]
    asides = tuple(sorted((*notes, *left), key=lambda line: line.number))
    return Headed(grid_of(texts, source="columns"), asides, end, frozenset())


def _triples(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token, Token]]:
    """Iterate over tokens with the two behind them."""
    yield from zip(tokens, tokens[1:], tokens[2:], strict=False)


def _head(leaves: Sequence[Leaf]) -> Mapped | None:
    """Return the one head of the amounts, None where there are others."""
    found: dict[str, Mapped] = {}
    for leaf in leaves:
        for head in leaf.heads:
            text = head.text
            told = _AMOUNT_HEAD.fullmatch(text.text)
            if told is not None:
                found.setdefault(told[1], text.cut(told.start(1)))
    return next(iter(found.values())) if len(found) == 1 else None


def _row(code: Line | None, name: Token, amount: Token) -> _Row | None:
    """Return the row of a code, its name and its amount, None where these are others."""
    if (name.part, amount.part) != (Part.WORDS, Part.VALUE) or len(amount.lines) != 1:
        return None
    told = number_of(amount.lines[0].text)
    return _Row(code, name.lines, amount.lines[0], told.value, told.half) if told is not None else None


def _closes(name: Token, amount: Token) -> bool:
    """Whether words are those of a total, its amount directly behind them."""
    near = amount.lines[0].number <= name.lines[-1].number + _NEAR
    return near and len(name.lines) == 1 and _CLOSES.fullmatch(name.lines[0].text) is not None


def _crowded(beside: dict[Token, str | None]) -> set[str]:
    """Return the codes with more than one amount beside them."""
    counts = Counter(code for code in beside.values() if code is not None)
    return {code for code, count in counts.items() if count > 1}


def _broken(rows: Sequence[_Row]) -> set[str] | None:
    """Return the codes that are not the sum of those below them, None where these are more than the others."""
    held = 0
    broken: set[str] = set()
    for row in rows:
        below = [each for each in rows if _above(row, each)]
        if row.code is None or not below:
            continue
        room = sum((each.half for each in below), row.half) if len(below) > 1 else 0
        if abs(sum(each.value for each in below) - row.value) <= room:
            held += 1
        else:
            broken.add(row.code.text)
    return broken if held > 0 and held >= len(broken) else None


def _above(row: _Row, other: _Row) -> bool:
    """Whether one code is that above another."""
    if row.code is None or other.code is None:
        return False
    one, below = row.code.text, other.code.text
    return len(one) == _TOP < len(below) and below.startswith(one)


def _ordered(rows: Sequence[_Row], totals: Sequence[_Row]) -> list[_Row]:
    """Return the rows by their codes, each total below those that it adds; one that adds none is left out."""
    tops = [row for row in rows if row.code is not None and len(row.code.text) == _TOP]
    blocks: list[tuple[list[str], _Row]] = []
    free = [str(row.code.text) for row in tops if row.code is not None]
    values = {row.code.text: row.value for row in tops if row.code is not None}
    for total in totals:
        ways = [
            codes
            for size in range(1, min(_MOST_TOPS, len(free)) + 1)
            for codes in itertools.combinations(sorted(free), size)
            if abs(sum(values[code] for code in codes) - total.value) <= total.half * (size + 1)
        ]
        if len(ways) == 1:
            blocks.append((list(ways[0]), total))
            free = [code for code in free if code not in ways[0]]
    order = sorted(
        (row for row in rows if row.code is not None), key=lambda row: row.code.text if row.code else ""
    )
    found: list[_Row] = []
    for codes, total in blocks:
        found.extend(row for row in order if row.code is not None and row.code.text[:_TOP] in codes)
        found.append(total)
    found.extend(row for row in order if row not in found)
    return found
