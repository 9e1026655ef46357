"""Tables of two sides, income on the left and spending on the right, that print a row on a line: 一、… 424.10 一、… 85.30.

A blank cell leaves no trace, and where one side has run out only the other is printed. The numbers of the items tell
the side: those of each have to follow each other, to the total below them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.extraction.coded.sided import INCOME, LABEL_HEAD, SPENDING, VALUE_HEAD
from auditor.extraction.stacks.headed import Headed
from auditor.extraction.tables.cellvalues import is_value
from auditor.extraction.text.characters import fold
from auditor.extraction.text.grid import grid_of
from auditor.extraction.text.mapped import EMPTY, Mapped, join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.text.lines import Line

_BLANKS = re.compile(r"\s+")
_RUN_ON = re.compile(r"(?P<value>-?[0-9][0-9,]*(?:\.[0-9]+)?)(?=[一二三四五六七八九十]{1,3}、)")
"""A value that the first item of the other side follows without a blank: 47,483一、社会保障."""
_ITEM = re.compile(
    r"(?P<top>[一二三四五六七八九十]{1,3})、|[（(](?P<mid>[一二三四五六七八九十]{1,3})[)）]|(?P<low>[0-9]{1,2})[.、](?![0-9])"
)
_BEGINS = re.compile(r"其中|(?:本年)?(?:收入|支出)(?:合|总)计|[合总]计$|(?:年[初末]|上年|结转|结余|使用)")
_CLOSES = re.compile(r"总计$")
_NUMERALS = "一二三四五六七八九十"
_RANK = re.compile(r"行次")
_NUMBER_ROW = re.compile(r"栏次")
_PROSE = re.compile(r"[。；;，？！]|[：:]$")
_TOP, _MID, _LOW = "top", "mid", "low"
_APART = "   "
_MOST_LINES = 120
_FEWEST_ROWS = 3


@attrs.define(eq=False)
class _Side:
    """The rows of a side: labels with their values, and the numbers that its next items bear."""

    width: int
    rows: list[tuple[Mapped, list[Mapped]]] = attrs.field(factory=list)
    due: dict[str, int] = attrs.field(factory=lambda: {_TOP: 1, _MID: 1, _LOW: 1})

    def expects(self, label: str) -> bool:
        """Whether the number of an item is that which is due."""
        level, number = _number(label)
        return bool(level) and self.due[level] == number

    def take(self, label: Mapped, values: list[Mapped]) -> bool:
        """Add a row; false where its number is not due, or its values are not those of all its columns."""
        level, number = _number(label.text)
        if level and number != self.due[level]:
            return False
        if level:
            self.due[level] += 1
            for below in (_TOP, _MID, _LOW)[(_TOP, _MID, _LOW).index(level) + 1 :]:
                self.due[below] = 1
        self.rows.append((label, values))
        return len(values) in {0, self.width}


def parse_line_sides(lines: Sequence[Line], at: int) -> Headed | None:
    """Read the table of two sides with a row on a line that begins at a line, None where it is not certain."""
    first = at
    while first < min(at + 2, len(lines)) and _over(lines[first]):
        first += 1
    heads = _heads(lines[first]) if first < len(lines) else None
    if heads is None:
        return None
    if all(_RANK.fullmatch(side[1].text) for side in heads):
        return _ranked(lines, first, heads)
    sides = [_Side(len(part) - 1) for part in heads]
    end, closed = first + 1, False
    last = gutter = 0
    while end < min(len(lines), first + _MOST_LINES) and not closed:
        parts = list(_segments(lines[end]))
        if _PROSE.search(lines[end].text) or not 1 <= len(parts) <= len(sides):
            return None
        if len(parts) == len(sides):
            places: list[int | None] = [0, 1]
            gutter = gutter or _gutter(lines[end], parts[1][0])
        else:
            began = _column(lines[end], parts[0][0])
            places = [_place(parts[0][0].text, sides, int(began * 2 >= gutter) if gutter else last)]
        if None in places or not all(
            sides[place].take(*part) for place, part in zip(places, parts, strict=True) if place is not None
        ):
            return None
        last = places[-1] or 0
        closed = all(side.rows and _CLOSES.search(_plain(side.rows[-1][0].text)) for side in sides)
        end += 1
    if not closed or any(len(side.rows) < _FEWEST_ROWS for side in sides):
        return None
    texts: list[list[Mapped]] = [[*heads[0], *heads[1]]]
    for at_row in range(max(len(side.rows) for side in sides)):
        row: list[Mapped] = []
        for side in sides:
            label, values = side.rows[at_row] if at_row < len(side.rows) else (EMPTY, [])
            row.extend([label, *values, *[EMPTY] * (side.width - len(values))])
        texts.append(row)
    return Headed(grid_of(texts, source="columns"), (), end, frozenset())


def _ranked(lines: Sequence[Line], first: int, heads: tuple[list[Mapped], list[Mapped]]) -> Headed | None:
    """Return the table whose rows number their cells on both sides: 八、其他收入 8 61.42 八、社会保障和就业支出 39 629.94."""
    if any(len(side) != 3 for side in heads):  # noqa: PLR2004 - with more columns a blank cell is in none of them
        return None
    rows: list[list[Mapped]] = []
    begun = 0
    end = first + 1
    while end < min(len(lines), first + _MOST_LINES):
        line = lines[end]
        end += 1
        parts = list(line.mapped.words(_BLANKS))
        if _NUMBER_ROW.match(line.text):
            continue
        if _PROSE.search(line.text):
            return None
        at = next((place for place, part in enumerate(parts) if part.text == str(len(rows) + 1)), None)
        if at is None:
            # The rest of a name stands below it: of the longer one, which did not fit.
            if not rows or len(parts) != 1 or is_value(parts[0].text):
                return None
            side = 0 if len(rows[-1][0]) >= len(rows[-1][2]) else 2
            rows[-1][side] = join([rows[-1][side], parts[0]])
            continue
        other = next(
            (place for place in range(at + 1, len(parts)) if not is_value(parts[place].text)), len(parts)
        )
        rank = next((place for place in range(other, len(parts)) if is_value(parts[place].text)), len(parts))
        if rank == len(parts) or not parts[rank].text.isdigit() or other - at > 2 or len(parts) - rank > 2:  # noqa: PLR2004 - a value a side
            return None
        begun = begun or int(parts[rank].text)
        if int(parts[rank].text) != begun + len(rows):
            return None
        sides = (parts[:at], parts[at + 1 : other], parts[other:rank], parts[rank + 1 :])
        rows.append([join(cell) for cell in sides])
        if all(_CLOSES.search(_plain(rows[-1][side].text)) for side in (0, 2)):
            texts = [[heads[0][0], heads[0][2], heads[1][0], heads[1][2]], *rows]
            return Headed(grid_of(texts, source="columns"), (), end, frozenset())
    return None


def _plain(text: str) -> str:
    return "".join(text.split())


def _over(line: Line) -> bool:
    """Whether a line stands above the heads of both sides: 收入 支出."""
    parts = line.text.split()
    return len(parts) == 2 and bool(INCOME.search(parts[0])) and bool(SPENDING.search(parts[1]))  # noqa: PLR2004


def _heads(line: Line) -> tuple[list[Mapped], list[Mapped]] | None:
    """Return the heads of both sides, None where a line is not those of labels and values, twice."""
    parts = list(line.mapped.words(_BLANKS))
    begins = [at for at, part in enumerate(parts) if LABEL_HEAD.fullmatch(part.text)]
    if len(begins) != 2 or begins[0] != 0:  # noqa: PLR2004 - two sides
        return None
    sides = parts[: begins[1]], parts[begins[1] :]
    values = [[head for head in side[1:] if not _RANK.fullmatch(head.text)] for side in sides]
    if any(not heads or not all(VALUE_HEAD.fullmatch(head.text) for head in heads) for heads in values):
        return None
    return sides


def _segments(line: Line) -> Iterator[tuple[Mapped, list[Mapped]]]:
    """Iterate over the labels of a line with the values behind them."""
    pieces: list[Mapped] = []
    for part in line.mapped.words(_BLANKS):
        run_on = _RUN_ON.match(fold(part.text))
        pieces.extend([part.cut(0, run_on.end()), part.cut(run_on.end())] if run_on else [part])
    label: list[Mapped] = []
    values: list[Mapped] = []
    for part in pieces:
        if label and is_value(part.text) and not _ITEM.match(part.text):
            values.append(part)
            continue
        if label and (values or _ITEM.match(part.text) or _BEGINS.match(part.text)):
            yield join(label), values
            label, values = [], []
        label.append(part)
    if label:
        yield join(label), values


def _number(label: str) -> tuple[str, int]:
    """Return the level of an item and its number, nothing where it bears none."""
    found = _ITEM.match(fold(label))
    if found is None:
        return "", 0
    level = next(name for name in (_TOP, _MID, _LOW) if found[name])
    text = found[level]
    if level == _LOW:
        return level, int(text)
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return level, _NUMERALS.index(text) + 1 if len(text) == 1 else 0
    return level, 10 * (_NUMERALS.index(tens) + 1 if tens else 1) + (_NUMERALS.index(ones) + 1 if ones else 0)


def _column(line: Line, part: Mapped) -> int:
    return part.origins[0] - line.mapped.origins[0]


def _gutter(line: Line, label: Mapped) -> int:
    """Return where the second side begins on a line that keeps its columns apart by blanks, 0 where it does not."""
    begun = _column(line, label)
    return begun if line.mapped.text[:begun].endswith(_APART) else 0


def _place(label: str, sides: Sequence[_Side], last: int) -> int | None:
    """Return the side of a label that stands alone on its line, None where nothing tells."""
    income, spending = INCOME.search(label) is not None, SPENDING.search(label) is not None
    if not _number(label)[0]:
        return last if income == spending else int(spending)
    told = [at for at, side in enumerate(sides) if side.expects(label)]
    if len(told) > 1 and income != spending:
        return int(spending)
    return told[0] if len(told) == 1 else None
