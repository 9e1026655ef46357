"""Tables with codes of accounts that print a row on a line, single blanks between its cells: 208 05 01 行政单位离退休 26.1 26.1.

Blank cells leave no trace there. What holds among the columns of a row and what the codes sum up put the values in
their columns, as in tables that print a cell a line; only the rows need not be searched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.extraction.coded.budget import Budget
from auditor.extraction.coded.extent import CODE_HEAD
from auditor.extraction.coded.relations import Cells, Number, Relation, relations_of
from auditor.extraction.coded.rows import Row, Value
from auditor.extraction.coded.tree import Tree, parents_of
from auditor.extraction.prose.captions import is_caption, is_unit_line
from auditor.extraction.stacks.headed import Headed
from auditor.extraction.tables.cellvalues import BLANK, is_value
from auditor.extraction.tables.columnproofs import number_of
from auditor.extraction.text.characters import fold
from auditor.extraction.text.grid import grid_of
from auditor.extraction.text.lines import Line
from auditor.extraction.text.mapped import EMPTY, Mapped, join, join_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

_BLANKS = re.compile(r"\s+")
_FIRST = re.compile(r"[1-9][0-9]{2}(?:[0-9]{2}){0,2}")
"""A class (类), or a whole code: 208, 20805, 2080501."""
_CODED = re.compile(r"[1-9][0-9]{2}(?:[0-9 ]|\s)|(?:合|总|共)\s*计\s")
_MORE = re.compile(r"[0-9]{2}")
_LONGEST_CODE = 7
_TOTAL = re.compile(r"(?:合|总|共)\s*计")
_SUMS = re.compile(r"(?:合|小|总)\s*计$")
_CODE_WORD = re.compile(
    r"类|款|项|栏\s*次|栏|次|行\s*次|项目|科目|[0-9]{1,2}|.{0,18}(?:编码|代码|名称|科目[）)]?)"
)
"""What heads the codes, the names or numbers the columns, and heads no values."""
_PROSE = re.compile(r"[。；;，？！]|[：:]$")
_MOST_HEADS = 8
_FEWEST_ROWS = 4
_LONGEST_NAME = 24
_ROWS_A_FAULT = 3
_STEPS = 4000


@attrs.define(eq=False)
class _Printed:
    """A row as it is printed: the pieces of its code, none for the total, those of its name, and its values."""

    code: list[Mapped]
    name: list[Mapped]
    values: list[Mapped]

    @property
    def key(self) -> str | None:
        """Return the code without blanks."""
        return "".join(part.text for part in self.code) or None


def parse_line_rows(lines: Sequence[Line], at: int) -> Headed | None:
    """Read the table with codes and a row a line that begins at a line, None where it is not certain."""
    first = _first(lines, at)
    if first is None:
        return None
    heads = lines[at:first]
    rows, end, repeated = _rows(lines, first, {line.text for line in heads})
    codes = [row.key for row in rows]
    if len(rows) < _FEWEST_ROWS or codes.count(None) > 1 or len(set(codes)) < len(codes):
        return None
    most = max(len(row.values) for row in rows)
    names = _names(heads, most)
    placed = _placed(rows, names, Budget(_STEPS)) if names else None
    if placed is None:
        return None
    lead = next((part for line in heads for part in _parts(line) if CODE_HEAD.search(part.text)), EMPTY)
    texts: list[list[Mapped]] = [[lead, EMPTY, *names]]
    for row, cells in zip(rows, placed, strict=True):
        name = join_lines(row.name)
        values = [cells.get(column, EMPTY) for column in range(len(names))]
        texts.append([join(row.code) if row.code else EMPTY, name, *values])
    return Headed(grid_of(texts, source="columns"), (), end, frozenset(repeated))


def _first(lines: Sequence[Line], at: int) -> int | None:
    """Return where the first row stands below the lines of a head, None where no head begins at a line.

    One begins below a title, a unit, or a sentence: from the lines behind its first no table is tried again.
    """
    if at and not (lines[at].after_blank or _ends(lines[at - 1].text)):
        return None
    for place in range(at, min(at + _MOST_HEADS, len(lines))):
        line = lines[place]
        if _CODED.match(line.text) and _row(line):
            return place if place > at else None
        if _ends(line.text) or re.search(r"[0-9][.,][0-9]", line.text):
            return None
    return None


def _ends(text: str) -> bool:
    """Whether a head may begin below a line: a sentence, a title, or a unit."""
    return _PROSE.search(text) is not None or is_unit_line(text) or is_caption(text)


def _parts(line: Line) -> list[Mapped]:
    return list(line.mapped.words(_BLANKS))


def _row(line: Line) -> _Printed | None:
    """Return the row that a line prints whole: its code or 合计, its name, its values."""
    parts = _parts(line)
    code: list[Mapped] = []
    for part in parts:
        known = sum(map(len, code))
        if (
            not (_FIRST if not code else _MORE).fullmatch(fold(part.text))
            or known + len(part) > _LONGEST_CODE
        ):
            break
        code.append(part)
    size = len(parts)
    while size > len(code) and is_value(parts[size - 1].text):
        size -= 1
    values, name = parts[size:], parts[len(code) : size]
    if not code:
        whole = _TOTAL.fullmatch("".join(part.text for part in name)) is not None
        return _Printed([], name, values) if whole and values else None
    if any(is_value(part.text) for part in name):
        return None
    # 2080505 67.42 67.42, and its name on the lines above and below: two values tell it from the number of a page.
    return _Printed(code, name, values) if name or len(values) > 1 else None


def _rows(lines: Sequence[Line], first: int, heads: set[str]) -> tuple[list[_Printed], int, set[int]]:
    """Return the rows from a line on, the index behind them, and the lines that repeat the head on a new page."""
    rows: list[_Printed] = []
    repeated: set[int] = set()
    begun: list[Mapped] = []
    at = end = first
    while at < len(lines):
        line = lines[at]
        row = _row(line)
        if row is not None:
            if not row.name:
                row.name, begun = begun, []
            if begun or not row.name:
                break  # words between two rows that are of neither
            rows.append(row)
            end = at + 1
            if not row.code and len(rows) > 1:
                break  # the total closes the table
        elif line.text in heads:
            repeated.add(id(line))
        elif _begins(lines, at) and not (rows and _wrapped(lines, at)):
            begun.append(line.mapped.strip())
        elif rows and _goes_on(lines, at):
            rows[-1].name.append(line.mapped.strip())
            end = at + 1
        else:
            break
        at += 1
    return rows, end, repeated


def _words(line: Line) -> bool:
    """Whether a line is a piece of a name: short words without a number."""
    short = len(line.text) <= _LONGEST_NAME and not _PROSE.search(line.text) and not _BLANKS.search(line.text)
    return short and not re.search(r"[0-9]", line.text)


def _begins(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is the beginning of the name of the row below it, which prints none."""
    below = _row(lines[at + 1]) if at + 1 < len(lines) else None
    return below is not None and not below.name and _words(lines[at])


def _wrapped(lines: Sequence[Line], at: int) -> bool:
    """Whether a line behind a row without a name of its own is the only one before the next row: the rest of that name."""
    above = _row(lines[at - 1])
    return above is not None and not above.name and bool(above.code)


def _goes_on(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is the rest of the name above it: short words that the next row follows."""
    if not _words(lines[at]) or lines[at].after_blank or at + 1 >= len(lines):
        return False
    return _row(lines[at + 1]) is not None or (_wrapped(lines, at) and _begins(lines, at + 1))


def _names(heads: Sequence[Line], most: int) -> tuple[Mapped, ...]:
    """Return the heads of the columns of values, none where they are not all of one line: in pieces they are others.

    That line names the codes' names, too, or begins with a total. What stands below it heads the codes.
    """
    for line in reversed(heads):
        texts = ["".join(part.text.split()) for part in _parts(line)]
        names = [
            part for part, text in zip(_parts(line), texts, strict=True) if not _CODE_WORD.fullmatch(text)
        ]
        if names:
            told = any(text.endswith("名称") for text in texts) or _SUMS.search(names[0].text)
            return tuple(names) if told and len(names) >= most else ()
    return ()


def _placed(
    rows: Sequence[_Printed], names: Sequence[Mapped], budget: Budget
) -> list[dict[int, Mapped]] | None:
    """Return the values of each row by their columns, None where these are not certain."""
    width = len(names)
    numbers = [[number_of(value.text) for value in row.values] for row in rows]
    unit = max((each.half.denominator for row in numbers for each in row if each is not None), default=2)
    values: list[list[Value]] = []
    for row in rows:
        made: list[Value] = []
        for text in row.values:
            number = Number(0, 0) if text.text in BLANK else None
            if number is None and (told := number_of(text.text)) is not None:
                number = Number(int(told.value * unit), int(told.half * unit))
            if number is None:
                return None
            made.append(Value(Line(text, 0), number))
        values.append(made)
    if width > 1 and all(len(row.values) == width for row in rows):
        return [dict(enumerate(row.values)) for row in rows]
    codes = [row.key for row in rows]
    parents = parents_of(codes)
    for relation in relations_of([name.text for name in names], unit):
        chosen: list[Row] = []
        for made in values:
            ways = tuple(relation.fits({}, [value.number for value in made])) if made else ((),)
            chosen.append(Row({}, tuple(made), ways or tuple(relation.all({}, len(made))), bool(ways)))
        columns = _solved(chosen, codes, parents, relation, budget)
        if columns is not None:
            return [
                dict(zip(cells, row.values, strict=True)) for cells, row in zip(columns, rows, strict=True)
            ]
    return None


def _solved(
    rows: Sequence[Row],
    codes: Sequence[str | None],
    parents: Sequence[int],
    relation: Relation,
    budget: Budget,
) -> list[Cells] | None:
    """Return the columns of the values of each row, None where the codes do not tell them or too much breaks."""
    if None not in codes:
        return None
    tree = Tree(rows, parents, relation, budget)
    solved = tree.solved()
    if solved is None:
        return None
    columns, broken = solved
    faults = broken + sum(not row.kept for row in rows)
    kept = tree.held > broken and faults * _ROWS_A_FAULT <= len(rows) + _ROWS_A_FAULT
    return columns if kept else None
