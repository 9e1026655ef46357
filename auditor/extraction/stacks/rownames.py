"""The names of a score table's rows that are printed row by row: beside their cells, or where the report tells them.

A name that the text layer printed elsewhere is known by what the report says: 预算调整率 6.90% in a sentence, 6.90% in
a row without a name.
"""

from __future__ import annotations

import functools
from decimal import Decimal
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.extraction.stacks.rowpath import FULL, Sort
from auditor.extraction.stacks.scoreheads import Part
from auditor.extraction.stacks.scorelabels import is_sum

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.stacks.rowpath import Piece, Row
    from auditor.extraction.text.lines import Line

_CODE = re.compile(r"[A-Z](?:[0-9]{1,3}(?:[-.][0-9]{1,2})*)?\s*(?=[一-龥“]|$)")
_NAME = re.compile(
    r"(?:率|数|度|量|性|次|额|资金|成本|费用?|面积|里程|长度|户|标准|制度|水平|能力|情况|影响|作用|机制|时间|效果|收入|培训|满意|比例|比重)(?:[（(].*[)）])?$"
)
_DIGITS = re.compile(r"[0-9][0-9,.]*")
_DECIMAL = re.compile(r"(?<![0-9.])[0-9]{1,3}\.[0-9]{1,2}(?![0-9])")
_INSIDE = re.compile(r"(?![的为中及和与其是度年])[一-龥A-Za-z0-9]")
"""Before a name: then the report speaks of something longer, 群众满意度."""
_FAR = 30
"""A sentence gives the value of a name within so many characters."""
_MOST_LINES = 3
_SHORTEST = 3
_LEAST_KNOWN = 4
_LEVEL = re.compile(r".{2,4}(?:指标|效益|影响)|服务对象")
_WEIGHED = re.compile(r"[（(]\s*[0-9.]+\s*[分%％][)）]")


class Told:
    """What the report says beside a table, without its blanks; joined when it is first asked for."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines

    @functools.cached_property
    def text(self) -> str:
        """Return the lines as one text."""
        return "".join("".join(line.text.split()) for line in self._lines)

    def known(self, name: str) -> bool:
        """Whether the report speaks of a name, and not of a longer one."""
        at = self.text.find(name)
        while at >= 0:
            if not (at > 0 and _INSIDE.match(self.text[at - 1])):
                return True
            at = self.text.find(name, at + 1)
        return False

    def states(self, value: Decimal) -> bool:
        """Whether the report states a number that has decimals."""
        return any("." in text and Decimal(text) == value for text in _DECIMAL.findall(self.text))

    def told(self, name: str, value: str) -> bool:
        """Whether the report gives a value for a name."""
        at = self.text.find(name)
        while at >= 0:
            behind = self.text[at + len(name) : at + len(name) + _FAR]
            inside = at > 0 and _INSIDE.match(self.text[at - 1]) is not None
            if not inside and value in _DIGITS.findall(behind):
                return True
            at = self.text.find(name, at + 1)
        return False


def is_name(text: str) -> bool:
    """Whether words are called as indicators are, or begin with a code."""
    return _NAME.search(text) is not None or _CODE.match(text) is not None or is_sum(text)


def labels_of(
    rows: Sequence[Row], order: Sequence[Part], pieces: Sequence[Piece], told: Told
) -> list[tuple[Line, ...]]:
    """Return the lines that name each row, none where that is not certain; `order` is that of the columns."""
    found = [_beside(row, order, told) for row in rows]
    _ordered(found)
    taken = {id(line) for name in found for line in name}
    open_ = [at for at, name in enumerate(found) if not name and not rows[at].bare]
    for at in open_:
        names = [name for name in _loose(pieces, taken) if _fits(rows[at], name, told)]
        longest = max(map(len, names), default=0)
        best = [name for name in names if len(name) == longest] or _between(found, at, pieces, taken)
        if len(best) == 1:
            found[at] = best[0]
            taken.update(map(id, best[0]))
    last = len(rows) - 1
    if not found[last] and rows[last].bare and rows[last].value(Part.WEIGHT) == FULL:
        sums = [
            (line,) for piece in pieces for line in piece.lines if is_sum(line.text) and id(line) not in taken
        ]
        found[last] = sums[0] if len(sums) == 1 else ()
    return found


def _code(lines: Sequence[Line]) -> str:
    found = _CODE.match(lines[0].text) if lines else None
    return found[0].strip() if found else ""


def _ordered(names: list[tuple[Line, ...]]) -> None:
    """Take away the names whose codes do not stand between those of the rows beside them."""
    for at, name in enumerate(names):
        code = _code(name)
        above, below = _beside_codes(names, at)
        if code and ((above and code <= above) or (below and code >= below)):
            names[at] = ()


def _beside_codes(names: Sequence[tuple[Line, ...]], at: int) -> tuple[str, str]:
    above = next((code for name in reversed(names[:at]) if (code := _code(name))), "")
    below = next((code for name in names[at + 1 :] if (code := _code(name))), "")
    return above, below


def _between(
    names: Sequence[tuple[Line, ...]], at: int, pieces: Sequence[Piece], taken: set[int]
) -> list[tuple[Line, ...]]:
    """Return the names whose code stands between those of the rows above and below, and is as long."""
    above, below = _beside_codes(names, at)
    if not (above and below and names[at - 1] and names[at + 1]):
        return []
    return [
        piece.lines
        for piece in pieces
        if (code := _code(piece.lines))
        and len(code) == len(above)
        and above < code < below
        and not taken & {id(line) for line in piece.lines}
    ]


def _bare(lines: Sequence[Line]) -> str:
    text = "".join("".join(line.text.split()) for line in lines)
    return _CODE.sub("", text)


def _beside(row: Row, order: Sequence[Part], told: Told) -> tuple[Line, ...]:
    """Return the name that is printed directly before the cells of a row."""
    pieces = row.cells.get(Part.LEVEL, ())
    if not pieces or (order[1] not in row.cells and not row.bare):
        return ()
    lines = _last_level(pieces[-1].lines, told)
    name = _bare(lines)
    if row.bare:
        return lines if is_sum(name) else ()
    value = _value(row)
    if row.whole or len(_code(lines)) > 1:
        # Behind the last row a reason may stand.
        alone = Part.OTHER not in order and row.whole and len(name) >= _LEAST_KNOWN
        named = pieces[-1].sort is Sort.NAME and len(name) >= _LEAST_KNOWN
        return lines if alone or named or told.known(name) else ()
    return lines if value and told.told(name, value) else ()


def _last_level(lines: tuple[Line, ...], told: Told) -> tuple[Line, ...]:
    """Return the lines of a name without those of the levels above it that were printed with them."""
    while len(lines) > 1 and _LEVEL.fullmatch(lines[0].text):
        lines = lines[1:]
    coded = [at for at in range(1, len(lines)) if len(_code(lines[at:])) > 1]
    lines = lines[coded[-1] :] if coded else lines
    if len(lines) == 1 or told.known(_bare(lines)):
        return lines
    ends = [lines[at:] for at in range(1, len(lines)) if is_name(_bare(lines[at:]))]
    known = next((end for end in ends if len(_bare(end)) >= _LEAST_KNOWN and told.known(_bare(end))), None)
    if known is None and any(_WEIGHED.search(line.text) for line in lines[:-1]):
        return lines[-1:]
    return known or lines


def _value(row: Row) -> str:
    """Return the digits of what came of a row's indicator."""
    pieces = row.cells.get(Part.DONE, ())
    found = _DIGITS.findall(pieces[-1].text.text) if pieces else []
    return found[0] if len(found) == 1 else ""


def _loose(pieces: Sequence[Piece], taken: set[int]) -> Iterator[tuple[Line, ...]]:
    """Iterate over the lines, and wrapped lines, of words that name no row."""
    for piece in pieces:
        if piece.sort not in {Sort.WORDS, Sort.NAME}:
            continue
        for begin in range(len(piece.lines)):
            for end in range(begin + 1, min(begin + _MOST_LINES, len(piece.lines)) + 1):
                lines = piece.lines[begin:end]
                if not any(id(line) in taken for line in lines):
                    yield lines


def _fits(row: Row, name: Sequence[Line], told: Told) -> bool:
    value, text = _value(row), _bare(name)
    return len(value) >= _SHORTEST and len(text) >= _LEAST_KNOWN and is_name(text) and told.told(text, value)
