"""Tables of code, name and amount, two side by side, that print a row of both on a line: 301 工资福利支出 695.80 302 商品和服务支出 142.60.

Where one side has run out only the other is printed. The codes of each side go up: of the side whose last code one follows, and
of the other's it does not, or whose class it is of, a line alone is, and so are those behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.extraction.coded.extent import CODE_HEAD
from auditor.extraction.coded.sided import VALUE_HEAD
from auditor.extraction.stacks.headed import Headed
from auditor.extraction.tables.cellvalues import is_value
from auditor.extraction.text.characters import fold
from auditor.extraction.text.grid import grid_of
from auditor.extraction.text.mapped import EMPTY, Mapped, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.text.lines import Line

_BLANKS = re.compile(r"\s+")
_CODE = re.compile(r"[1-9][0-9]{2}(?:[0-9]{2})?")
_TOTAL = re.compile(r".{0,8}(?:合计|总计)")
_PROSE = re.compile(r"[。；;，？！]|[：:]$")
_CLASS, _HEADS, _FEWEST, _MOST_LINES = 3, 3, 4, 90
_Row = tuple[Mapped, Mapped, Mapped]


@attrs.define(eq=False)
class _Side:
    """The rows of a side, code, name and amount, and whether its total closed it."""

    rows: list[_Row] = attrs.field(factory=list)
    closed: bool = False
    alone: bool = False
    """Whether the line before was of this side alone: the other one has run out."""

    @property
    def last(self) -> str:
        """Return the last code."""
        return next((row[0].text for row in reversed(self.rows) if row[0]), "")


def parse_line_triples(lines: Sequence[Line], at: int) -> Headed | None:
    """Read the table of two sides with codes that begins at a line, None where it is not certain."""
    first = at + (0 if _heads(lines[at]) else 1)
    heads = _heads(lines[first]) if first < len(lines) else []
    if not heads or (first > at and len(lines[at].text.split()) > 2):  # noqa: PLR2004 - 人员经费 公用经费
        return None
    sides = (_Side(), _Side())
    repeated: set[int] = set()
    end = first + 1
    while end < min(len(lines), first + _MOST_LINES) and not all(side.closed for side in sides):
        line = lines[end]
        if line.text in {each.text for each in lines[at : first + 1]}:
            repeated.add(id(line))
            end += 1
            continue
        rows = None if _PROSE.search(line.text) else _rows(line)
        if not rows or not _taken(rows, sides):
            break
        end += 1
    if any(len(side.rows) < _FEWEST for side in sides) or not any(side.closed for side in sides):
        return None
    texts: list[list[Mapped]] = [heads]
    for place in range(max(len(side.rows) for side in sides)):
        blank = (EMPTY, EMPTY, EMPTY)
        texts.append(
            [cell for side in sides for cell in (side.rows[place] if place < len(side.rows) else blank)]
        )
    return Headed(grid_of(texts, source="columns"), (), end, frozenset(repeated))


def _heads(line: Line) -> list[Mapped]:
    """Return the heads 编码 名称 金额, twice; none where a line has others."""
    parts = list(line.mapped.words(_BLANKS))
    sides = parts[:_HEADS], parts[_HEADS:]
    told = len(parts) == 2 * _HEADS and all(
        CODE_HEAD.fullmatch(side[0].text)
        and VALUE_HEAD.fullmatch(side[2].text)
        and not is_value(side[1].text)
        for side in sides
    )
    return parts if told else []


def _rows(line: Line) -> list[_Row]:
    """Return the rows of a line, none where something in it is of no row: one or two of code, name and amount, or totals."""
    found: list[_Row] = []
    code: Mapped = EMPTY
    name: list[Mapped] = []
    for part in line.mapped.words(_BLANKS):
        if not name and not code and _CODE.fullmatch(fold(part.text)):
            code = part
        elif not is_value(part.text):
            name.append(part)
        elif name and (code or _TOTAL.fullmatch(join(name).text)):
            found.append((code, join(name), part))
            code, name = EMPTY, []
        else:
            return []
    return found if not (code or name) and len(found) <= 2 else []  # noqa: PLR2004 - two sides


def _taken(rows: Sequence[_Row], sides: tuple[_Side, _Side]) -> bool:
    """Whether the rows of a line go on with their sides, to which they are added."""
    if len(rows) > 1:
        places = [0, 1]
    else:
        code = rows[0][0].text
        able = [
            place for place, side in enumerate(sides) if not side.closed and (not code or code > side.last)
        ]
        kin = [place for place in able if code and sides[place].last[:_CLASS] == code[:_CLASS]]
        places = able if len(able) == 1 else kin or [place for place in able if sides[place].alone]
    if len(places) != len(rows):
        return False
    for place, row in zip(places, rows, strict=True):
        side = sides[place]
        if side.closed or (row[0] and row[0].text <= side.last):
            return False
        side.rows.append(row)
        side.closed = not row[0]
        side.alone = len(rows) == 1
    return True
