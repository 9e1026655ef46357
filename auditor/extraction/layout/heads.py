"""The head of an aligned table: one line, heads broken over lines, or groups above the heads of their columns.

A group (编制 above 行政 事业 工勤 小计) is centred above its columns or begins where they begin; it is taken only
where one division of the columns among the groups fits clearly better than every other one.
"""

from __future__ import annotations

import collections
import enum
import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.layout.columns import Piece
from auditor.extraction.layout.gutters import torn
from auditor.extraction.layout.repeats import broken_names
from auditor.extraction.tables.cellvalues import states_values
from auditor.extraction.text.characters import fold
from auditor.extraction.text.grid import GridCell
from auditor.extraction.text.mapped import join_lines
from auditor.source import display_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.extraction.layout.columns import Placed

MOST_LINES = 8
_MORE = 1
_TWO = 2
_SELDOM = 4
_ONLY_FIRST = 8
_CLEARLY = 6
_WIDEST = 48
_WEIGHT = re.compile(r"\([0-9]{1,3}\s*分?\)")
_BRACKET = re.compile(r"\([^()]*\)")
_MOST_LEAVES = 16
# Half columns: names of groups are set in the middle, give or take a few characters.
_FARTHEST = 12
_NEAR = 4
_ABOVE = 2
_HALF_LINE = 4
_NEVER = 10_000
_MOST_OPEN = 6


# of whom under / 30: no name ends with such a word.
_OPEN = re.compile(r"\b(?:under|over|below|above|than|aged|of|to|from|least|most)$", re.IGNORECASE)
_FEW_DIGITS = re.compile(r"[0-9]{1,3}")
_TWO_DIGITS = re.compile(r"[0-9]{2}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)$"
)


class _Setting(enum.Enum):
    """How the lines of a cell stand in the height of the head."""

    CENTRED = enum.auto()
    TOP = enum.auto()
    NEARLY = enum.auto()


@records.frozen(eq=False)
class Head:
    """The cells of a head, how many rows they take, and how unlikely this reading is."""

    cells: tuple[GridCell, ...]
    height: int
    cost: int


def head_of(lines: Sequence[Placed], width: int, *, loose: bool = False) -> Head | None:
    """Return the head that lines make above `width` columns, None where they make none; `loose` cells half a line off."""
    texts = [piece.text.text.strip() for line in lines for piece in line.pieces]
    if any(_states(line, lines[at - 1] if at else None) for at, line in enumerate(lines)):
        return None
    if not texts or any(display_width(text) > _WIDEST for text in texts):
        return None
    plain = _plain(lines, width)
    if plain is not None and len({cell.plain for cell in plain.cells}) < len(plain.cells):
        # 份数 占比 | 份数 占比: heads that repeat stand below groups, where these can be told.
        return _grouped(lines, width) or plain
    found = plain or _grouped(lines, width) or _nearly(lines, width) or _plain(lines, width, bottom=True)
    if found is None and loose:
        return _clearest(lines, width, list(itertools.product(_Setting, _Setting)), deep=True, settled=True)
    return found


def _nearly(lines: Sequence[Placed], width: int) -> Head | None:
    """Return the head of two lines in which a name of one line is printed with the upper or with the lower of them.

    Most names stand on the first line: the others are not those of columns below a group.
    """
    if len(lines) != _TWO or any(line.spanning for line in lines):
        return None
    upper, lower = lines
    late = [column for column in lower.cells if column not in upper.cells]
    if len(late) * _SELDOM > width or len(upper.cells) + len(late) < width:
        return None
    cells = [
        GridCell(0, column, join_lines(line.cells[column] for line in lines if column in line.cells))
        for column in range(width)
    ]
    return Head(tuple(cells), 1, _MORE + _CLEARLY)


def _states(line: Placed, above: Placed | None) -> bool:
    """Whether a line states values; （20） below 决策 is the weight that its head gives, 25 below 2024– ends a year."""
    ends = {
        line.cells[column].text.strip()
        for column, word in (above.cells.items() if above is not None else ())
        if column in line.cells and _ends(word.text.strip(), line.cells[column].text.strip())
    }
    texts = [piece.text.text.strip() for piece in line.pieces]
    return states_values([text for text in texts if not _WEIGHT.fullmatch(fold(text)) and text not in ends])


def _ends(word: str, text: str) -> bool:
    """Whether a number ends the head above it: June / 2024, 2024– / 25, under / 30."""
    dashed = word[-1:] in set("-–—") and _TWO_DIGITS.fullmatch(text) is not None
    opened = _OPEN.search(word) is not None and _FEW_DIGITS.fullmatch(text) is not None
    return dashed or opened or (_MONTH.search(word) is not None and _YEAR.fullmatch(text) is not None)


def _plain(lines: Sequence[Placed], width: int, *, bottom: bool = False) -> Head | None:
    """Return the head whose columns have one cell each, all of which may end at its `bottom`."""
    if any(line.spanning for line in lines):
        return None
    height = len(lines)
    held = [[at for at, line in enumerate(lines) if column in line.cells] for column in range(width)]
    filled = [places for places in held if places]
    # Only the corner above the labels may be blank.
    if not all(held[1:]) or not filled:
        return None
    middle = all([height - 1 - at for at in reversed(places)] == places for places in filled)
    top = all(places == list(range(len(places))) for places in filled)
    bottom = bottom and broken_names(lines, sum(1 for places in filled if len(places) > 1))
    ends = bottom and all(places == list(range(height - len(places), height)) for places in filled)
    if not (middle or top or ends):
        return None
    cells = [
        GridCell(0, column, join_lines(lines[at].cells[column] for at in places))
        for column, places in enumerate(held)
        if places
    ]
    cost = _MORE * (height - 1)
    cost += _ONLY_FIRST * sum(1 for line in lines[1:] if line.cells.keys() <= {0})
    return Head(tuple(cells), 1, cost)


def _grouped(lines: Sequence[Placed], width: int) -> Head | None:
    """Return the head whose first line names groups of the columns that its last lines head."""
    strict = (_Setting.CENTRED, _Setting.TOP)
    return (
        _clearest(lines, width, [(setting, setting) for setting in strict])
        or _clearest(lines, width, list(itertools.product(strict, strict)))
        or _clearest(lines, width, [(_Setting.NEARLY, setting) for setting in strict])
        or _clearest(lines, width, list(itertools.product(_Setting, strict)), deep=True)
    )


def _clearest(
    lines: Sequence[Placed],
    width: int,
    settings: Sequence[tuple[_Setting, _Setting]],
    *,
    deep: bool = False,
    settled: bool = False,
) -> Head | None:
    """Return the head that fits clearly better than every other one that the settings allow.

    The names of groups stand on the first line, or, where they are `deep`, on all lines above their columns' heads.
    Where no other settings are left (`settled`) it goes without groups that are not certain.
    """
    readings = [
        reading
        for first, (leafy, single) in itertools.product(
            range(1 + (deep and not settled), len(lines)), settings
        )
        if not any(line.spanning for line in lines[first if deep else 1 :])
        for reading in _with_leaves(lines, width, first, leafy, single, deep=deep)
    ]
    readings.sort(key=lambda reading: reading.misfit)
    if not readings or readings[0].misfit >= _NEVER:
        return None
    best = readings[0]
    others = [
        each for each in readings if each.misfit - best.misfit < _CLEARLY and each.names() != best.names()
    ]
    if others and not settled:
        return None
    cells = best.cells if not others else _agreed([best, *others])
    return Head(cells, 2, _MORE * (len(lines) - 1)) if cells else None


def _agreed(readings: Sequence[_Grouping]) -> tuple[GridCell, ...]:
    """Return the names of single columns where readings differ in the groups above them alone, none where they do not."""
    ways = [
        {cell.column: cell for cell in reading.cells if cell.row or cell.columns == 1} for reading in readings
    ]
    texts = [{column: cell.plain for column, cell in way.items()} for way in ways]
    if any(other != texts[0] for other in texts):
        return ()
    return tuple(attrs.evolve(cell, row=0, rows=2) for _, cell in sorted(ways[0].items()))


@records.frozen(eq=False)
class _Grouping:
    cells: tuple[GridCell, ...]
    misfit: int

    def names(self) -> list[tuple[int, int, int, str]]:
        return [(cell.row, cell.column, cell.columns, cell.plain) for cell in self.cells]


def _with_leaves(  # noqa: PLR0913 - where the heads begin, and how they are set
    lines: Sequence[Placed], width: int, first: int, leafy: _Setting, single: _Setting, *, deep: bool
) -> Iterator[_Grouping]:
    """Iterate over the heads whose groups have the heads of their columns on the lines from `first` on.

    A head broken over the first and the last line may stand below a group's name or for itself; heads below
    groups are set as `leafy` says, those without a group as `single` says.
    """
    height = len(lines)
    held = [[at for at, line in enumerate(lines) if column in line.cells] for column in range(width)]
    below = {
        column for column, places in enumerate(held)
        if (rest := [at - first for at in places if at >= (first if deep else 1)]) and _fits(rest, height - first, leafy)
    }  # fmt: skip
    alone = {column for column, places in enumerate(held) if places and _fits(places, height, single)}
    if held[0] and len(held[0]) == 1 and _fits(held[0], height, _Setting.NEARLY):
        alone.add(0)  # the corner has its middle between two lines, and is printed with either
    below -= {
        column for column in below & alone if _rest_of_word(lines, held[column], column, first if deep else 1)
    }
    # Only the corner above the labels may be blank.
    if any(column and column not in below and column not in alone for column in range(width)):
        return
    open_ones = sorted((below & alone) - _beneath(lines, below, first if deep else 1))
    if len(open_ones) > _MOST_OPEN or (held[0] and 0 not in below | alone):
        return
    for count in range(len(open_ones) + 1):
        for taken in itertools.combinations(open_ones, count):
            leaves = sorted(below - set(taken))
            if 1 < len(leaves) <= _MOST_LEAVES:
                yield from _grouping(lines, held, leaves, first, deep=deep)


def _rest_of_word(lines: Sequence[Placed], places: list[int], column: int, first: int) -> bool:
    """Whether one character alone stands where a head would, below a word in its column: 全年预 / 算 is no group over a head."""
    words = [lines[at].cells[column].text.strip() for at in places]
    return len(words) > 1 and places[-2] < first and len(words[-1]) == 1 < len(words[-2])


def _beneath(lines: Sequence[Placed], below: set[int], first: int) -> set[int]:
    """Return the columns that belong to a group: their heads lie beneath its name, or repeat under another one."""
    names = [(piece.left, piece.right) for line in lines[:first] for piece in line.spanning]
    stretches = {column: _stretch(lines[first:], column) for column in below}
    heads = {
        column: "".join(line.cells[column].text for line in lines[first:] if column in line.cells)
        for column in below
    }
    # （个） | （个） are the rests of names above them.
    counts = collections.Counter(
        head for head in heads.values() if not _BRACKET.fullmatch(fold(head).strip())
    )
    return {
        column
        for column, (left, right) in stretches.items()
        if (counts[heads[column]] > 1 and not _topped(lines[:first], column, left + right))
        or any(start < right and left < end for start, end in names)
    }


def _topped(lines: Sequence[Placed], column: int, middle: int) -> bool:
    """Whether a word stands right above the head of a column, in its middle: FY 2026 over request, Change from over request."""
    words = [line.cells[column] for line in lines if column in line.cells]
    return bool(words) and abs(sum(_stretch(lines, column)) - middle) <= _ABOVE


def _grouping(
    lines: Sequence[Placed], held: list[list[int]], leaves: list[int], first: int, *, deep: bool
) -> Iterator[_Grouping]:
    single = [column for column, places in enumerate(held) if places and column not in leaves]
    upper = lines[: first if deep else 1]
    taken = {id(line.cells[column]) for line in upper for column in single if column in line.cells}
    groups = group_names([piece for line in upper for piece in line.pieces if id(piece.text) not in taken])
    stretches = {column: _stretch(lines[first:], column) for column in leaves}
    # The lines of a head of its own lie one above the other.
    aside = sum(
        abs(sum(_stretch(lines[:1], at)) - sum(_stretch(lines[1:], at)))
        for at in single
        if held[at][0] == 0 and len(held[at]) > 1
    )
    aside += _HALF_LINE * sum(1 for at in single if not _exact(held[at], len(lines)))
    singles = [
        GridCell(0, at, join_lines(lines[line].cells[at] for line in held[at]), rows=2) for at in single
    ]
    heads = [
        GridCell(1, at, join_lines(lines[line].cells[at] for line in held[at] if line >= first))
        for at in leaves
    ]
    names = {cell.column: cell.plain for cell in heads}
    for spans in _divisions(leaves, len(groups)) if groups else ():
        # No group has two columns of one name.
        if any(len({names[at] for at in span}) < len(span) for span in spans):
            continue
        above = [
            GridCell(0, span[0], group.text, columns=len(span))
            for group, span in zip(groups, spans, strict=True)
        ]
        cells = sorted([*singles, *above, *heads], key=lambda cell: (cell.row, cell.column))
        if any(torn(cell.plain) for cell in cells):
            continue  # 执业（助 is no name, and 理）医师 none below it
        # （人） is the rest of a name above it rather than a name below one.
        rests = _CLEARLY * sum(1 for cell in heads if _BRACKET.fullmatch(cell.plain))
        yield _Grouping(tuple(cells), aside + rests + _misfit(groups, spans, stretches))


def group_names(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the names of groups: pieces above one another are the lines of one name."""
    names: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.left, piece.right)):
        if names and piece.left < max(each.right for each in names[-1]):
            names[-1].append(piece)
        else:
            names.append([piece])
    lines = {id(piece): at for at, piece in enumerate(pieces)}
    return [
        Piece(
            join_lines(each.text for each in sorted(name, key=lambda each: lines[id(each)])),
            min(each.left for each in name),
            max(each.right for each in name),
        )
        for name in names
    ]


def _exact(places: list[int], height: int) -> bool:
    return _fits(places, height, _Setting.CENTRED) or _fits(places, height, _Setting.TOP)


def _fits(places: list[int], height: int, setting: _Setting) -> bool:
    """Whether the lines of a cell lie around the middle of `height` lines, nearly so, or begin at their top."""
    if places[0] < 0:
        return False
    if setting is _Setting.TOP:
        return places == list(range(len(places)))
    mirrored = [height - 1 - at for at in reversed(places)]
    if setting is _Setting.CENTRED:
        return mirrored == places
    # One line beside two has its middle between them, and is printed with the upper or the lower one.
    return abs(sum(mirrored) - sum(places)) <= len(places) and places == list(
        range(places[0], places[-1] + 1)
    )


def _stretch(lines: Sequence[Placed], column: int) -> tuple[int, int]:
    """Return from where to where the pieces of a column reach."""
    texts = [line.cells[column] for line in lines if column in line.cells]
    pieces = [piece for line in lines for piece in line.pieces if any(piece.text is text for text in texts)]
    return min(piece.left for piece in pieces), max(piece.right for piece in pieces)


def _divisions(leaves: list[int], count: int) -> Iterator[list[list[int]]]:
    for cuts in itertools.combinations(range(1, len(leaves)), count - 1):
        spans = [leaves[start:end] for start, end in itertools.pairwise((0, *cuts, len(leaves)))]
        # A group of one column would be a head broken over two lines.
        if all(1 < len(span) == span[-1] - span[0] + 1 for span in spans):
            yield spans


def _misfit(groups: list[Piece], spans: list[list[int]], stretches: dict[int, tuple[int, int]]) -> int:
    """Return how far, in half columns, groups lie from the middle or from the beginning of their columns."""
    centred: list[int] = []
    left: list[int] = []
    for group, span in zip(groups, spans, strict=True):
        first, last = stretches[span[0]][0], stretches[span[-1]][1]
        centred.append(abs(group.left + group.right - first - last))
        left.append(2 * abs(group.left - first))
    middle = sum(centred) if max(centred) <= _FARTHEST else _NEVER
    return min(middle, sum(left) if max(left) <= _NEAR else _NEVER)
