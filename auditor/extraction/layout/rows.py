"""The rows of an aligned table, where cells are broken over lines that stand above and below the row's values.

Three settings occur. Cells are centred in their row, so that in every column the lines of a row lie symmetrically
around its middle; or they begin at its top, so that they fill its first lines; or, seldom, they end at its bottom.
Lines are divided into rows so that every column of every row is set so; a division that needs a row without a label,
or that puts two values into one cell, is none. Where the first two divide the lines equally well but differently,
nothing is certain; the third has to divide them better.
"""

from __future__ import annotations

import collections
import itertools
from typing import TYPE_CHECKING, TypeAlias

from auditor import patterns as re
from auditor import records
from auditor.extraction.layout.rests import begins_anew, rooms
from auditor.extraction.tables.cellvalues import is_value
from auditor.extraction.text.characters import fold
from auditor.source import display_width

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from auditor.extraction.layout.columns import Placed

_TALLEST = 14
_NEVER = 10_000
_TITLE = 6
_OTHER_SETTING = 4
_SHIFTED = 9
_OFF = 6
_MOST_MERGED = 3
_TORN = 8
_SHORT_LINE = 2
_SHORT_LABEL = 3
_ANEW = 7
_SLACK = 5
_BETTER = 3
_NARROWEST = 8
_SELDOM = 5
_FEW_BROKEN = 3
_MANY_BROKEN = 5
_WRAPPED = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+\.[0-9]+)%?")
_CUT = re.compile(r"[+-]?[0-9][0-9,]*\.?[0-9]*")
_LEAST_CUT = 7
# 101,31 and 86,423, are no numbers: their last groups of digits go on below.
_TORN_NUMBER = re.compile(r",[0-9]{0,2}$|\.$")
_NAME = re.compile(r"(?:19|20)[0-9]{2}(?:\s*年(?:度|末)?)?|[1-9][0-9]{4,6}\s*[一-龥]{2,}")
_WORD = re.compile(r"[^0-9]*[A-Za-z一-龥][^0-9]*")
# （15 分）, or a part of it: （15, 分）
_WEIGHT = re.compile(r"\((?:权重)?[0-9]{1,3}(?:\.[0-9]+)?(?:\s*分?\)|\s*分)?|[0-9]{0,3}\s*分\)|\)")
_BARE = re.compile(r"[-+]?[0-9][0-9,.]*%?")

_Setting: TypeAlias = "Callable[[list[int], int], bool]"
"""Whether the lines of a cell stand as they should in a row of so many lines."""


@records.frozen(eq=False)
class Shape:
    """What is known of the columns: those of values, those of labels, those of cells merged over rows."""

    width: int
    values: frozenset[int]
    labels: tuple[int, ...]
    merged: tuple[int, ...] = ()

    def widest(self, lines: Sequence[Placed]) -> dict[int, int]:
        """Return how wide the widest piece of each column is."""
        found: dict[int, int] = {}
        for line in lines:
            for column, cell in line.cells.items():
                found[column] = max(found.get(column, 0), display_width(cell.text))
        return found


@records.frozen
class Division:
    """The lines of each row, what it costs to divide them so, and whether cells are centred in their row."""

    cost: int
    rows: tuple[tuple[int, ...], ...]
    centred: bool


@records.frozen
class _Spans:
    cost: int
    spans: tuple[tuple[int, int], ...]


def shapes(lines: Sequence[Placed], width: int) -> list[Shape]:
    """Return what the columns may be: without merged cells, and with merged cells in the first ones."""
    values = set()
    for column in range(width):
        texts = [line.cells[column].text for line in lines if column in line.cells]
        stated = sum(1 for text in texts if is_value(text))
        if stated * 2 > len(texts) and not _serial(texts) and (column or not _names(texts)):
            values.add(column)
    labels = [column for column in range(width) if column not in values and column < max(values, default=0)]
    if not labels:
        return []
    first = labels[0]
    run = [column for at, column in enumerate(labels) if column == first + at]
    found = [Shape(width, frozenset(values), tuple(run))]
    found.extend(
        Shape(width, frozenset(values), tuple(run[count:]), tuple(run[:count]))
        for count in range(1, min(len(run), _MOST_MERGED + 1))
        if run[0] == 0 and all(_sparse(lines, column, values) for column in run[:count])
    )
    return found


def _serial(texts: Sequence[str]) -> bool:
    """Whether a column counts its rows: 1, 2, 3, …; it belongs to their labels."""
    numbers = [number for text in texts if (number := fold(text).strip()).isdigit()]
    # 合计 may stand below the numbers.
    return len(texts) - 1 <= len(numbers) > _SHORT_LINE and numbers == [
        str(at) for at in range(1, len(numbers) + 1)
    ]


def _names(texts: Sequence[str]) -> bool:
    """Whether all that looks like a value names a row: 2023 年, or a code and its short name (2050803 培训支出)."""
    folded = [fold(text).strip() for text in texts]
    return all(_NAME.fullmatch(text) for text in folded if is_value(text))


def _sparse(lines: Sequence[Placed], column: int, values: set[int]) -> bool:
    """Whether a column is filled in clearly fewer lines than there are rows: its cells are merged.

    The weight of a group is no cell of its own: 过程 / （25 / 分）.
    """
    rows = sum(
        1 for line in lines
        if any(at in values and is_value(cell.text) for at, cell in line.cells.items())
    )  # fmt: skip
    texts = [fold(line.cells[column].text).strip() for line in lines if column in line.cells]
    return sum(1 for text in texts if not _WEIGHT.fullmatch(text)) * 3 <= rows * 2


def divide(lines: Sequence[Placed], shape: Shape, *, loose: bool = False) -> Division | None:
    """Return the lines divided into rows, None where that is not certain; `loose` cells may stand half a line off."""
    widest = shape.widest(lines)
    # The words of a merged cell may stand between the lines of its rows.
    kept = [
        at for at, line in enumerate(lines)
        if line.spanning or not line.cells.keys() <= set(shape.merged)
    ]  # fmt: skip
    own = [lines[at] for at in kept]
    room = _Room(widest, rooms(own, shape.labels, shape.values), _column_decimals(own, shape))
    centred = _best(own, shape, room, _middle)
    top = _best(own, shape, room, _top)
    if loose and min(centred.cost, top.cost) >= _NEVER:
        centred = _best(own, shape, room, _middle, loose=True)
    best, other = sorted((centred, top), key=lambda division: division.cost)
    if best.cost > _BETTER and (bottom := _best(own, shape, room, _bottom)).cost < best.cost - _BETTER:
        best, other = (bottom, bottom) if _filled(own, bottom, shape, room.widest) else (best, other)
    if best.cost >= _NEVER or (best.cost == other.cost and best.spans != other.spans):
        return None
    rows = tuple(tuple(kept[start:end]) for start, end in best.spans)
    return Division(best.cost, rows, best is centred)


def _filled(lines: Sequence[Placed], found: _Spans, shape: Shape, widest: dict[int, int]) -> bool:
    """Whether the labels of several rows have lines that their column left no room to go on.

    Names of groups, 分产品 above the rows of products, seldom fill it, but few of them may be as wide as any other
    name: words in Latin letters tell by fewer lines, since the next word has to find no room.
    """
    full: list[bool] = []
    latin = True
    for start, end in found.spans:
        for column in shape.labels:
            texts = [line.cells[column].text.strip() for line in lines[start:end] if column in line.cells]
            for upper, lower in itertools.pairwise(texts):
                latin = latin and upper.isascii()
                word = lower.split()[0] if lower.isascii() else lower[:1]
                room = widest[column] - display_width(upper) - upper.isascii()
                full.append(widest[column] >= _NARROWEST and display_width(word) >= room)
    return len(full) >= (_FEW_BROKEN if latin else _MANY_BROKEN) and full.count(False) * _SELDOM <= len(full)


@records.frozen(eq=False)
class _Room:
    """How wide the widest piece of each column is, what finds room in each one of labels, the decimals of each one of values."""

    widest: dict[int, int]
    labels: dict[int, tuple[int, int]]
    decimals: dict[int, int]


def _column_decimals(lines: Sequence[Placed], shape: Shape) -> dict[int, int]:
    """Return how many decimals most amounts of each column of values have."""
    found: dict[int, int] = {}
    for column in shape.values:
        counts = collections.Counter(
            _decimals(line.cells[column].text)
            for line in lines
            if column in line.cells and "." in line.cells[column].text
        )
        (decimals, count), *_ = counts.most_common(1) or [(0, 0)]
        if count > _SHORT_LINE:
            found[column] = decimals
    return found


def _decimals(text: str) -> int:
    return len(fold(text).strip().rstrip("%").partition(".")[2])


def _best(
    lines: Sequence[Placed], shape: Shape, room: _Room, setting: _Setting, *, loose: bool = False
) -> _Spans:
    costs = [0] + [_NEVER] * len(lines)
    starts = [0] * (len(lines) + 1)
    for end in range(1, len(lines) + 1):
        for start in range(max(0, end - _TALLEST), end):
            if costs[start] >= _NEVER:
                continue
            cost = costs[start] + _row(lines[start:end], shape, room, setting, loose=loose)
            if cost < costs[end]:
                costs[end], starts[end] = cost, start
    rows = []
    end = len(lines)
    while end > 0:
        rows.append((starts[end], end))
        end = starts[end]
    return _Spans(costs[-1], tuple(reversed(rows)))


def _row(lines: Sequence[Placed], shape: Shape, room: _Room, setting: _Setting, *, loose: bool) -> int:
    """Return what it costs to take lines as one row."""
    height = len(lines)
    places: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        if line.spanning and (height > 1 or line.cells):
            return _NEVER
        for column in line.cells:
            places.setdefault(column, []).append(at)
    valued = [
        column
        for column in places
        if column in shape.values and any(is_value(lines[at].cells[column].text) for at in places[column])
    ]
    if height == 1 and not valued:
        # The title of the rows below, or a row whose cells hold words only.
        titles = all(column <= shape.labels[-1] for column in places)
        filled = shape.labels[0] in places and len(places) * 2 > shape.width
        if titles and _opens(lines[0], shape):
            return 0
        return _TITLE if titles or filled else _NEVER
    unended = setting is _bottom and _unended(lines, places, valued)
    if not valued or unended or not _labelled(lines, places, shape) or _headed(lines, places, valued):
        return _NEVER
    if height > 1 and any(_opens(line, shape) and len(line.cells) == 1 for line in lines):
        return _NEVER
    cost = 0 if height == 1 else _set(places, shape, height, setting, loose=loose)
    if cost >= _NEVER:
        return cost
    cost += sum(_TORN for column in shape.labels if column in places and _torn(lines, column, places[column]))
    for column, held in places.items():
        if len(held) == 1 or column in shape.merged:
            continue
        texts = [lines[at].cells[column] for at in held]
        if column in valued and sum(1 for text in texts if is_value(text.text)) > 1:
            full = texts[-1] if texts[0].text.strip() == "-" else texts[0]
            whole = display_width(full.text) >= room.widest[column] - 1
            if not whole or not is_cut([text.text for text in texts], room.decimals.get(column, 0)):
                return _NEVER
        elif loose and column in valued and not is_value(texts[0].text):
            return _NEVER  # 例 above 6.47% ends the head
        short = sum(1 for text in texts[:-1] if display_width(text.text) < room.widest[column] - _SLACK)
        cost += short * (_SHORT_LABEL if column in shape.labels else _SHORT_LINE)
        if column in shape.labels:
            pairs = itertools.pairwise(held)
            anew = (begins_anew(lines[one], lines[other], column, room.labels) for one, other in pairs)
            cost += _ANEW * sum(anew)
    return cost


def _torn(lines: Sequence[Placed], column: int, held: Sequence[int]) -> bool:
    """Whether a label opens a bracket that it does not close, or the other way round: Grant ($ / thousand)."""
    text = fold("".join(lines[at].cells[column].text for at in held))
    return text.count("(") != text.count(")")


def _unended(lines: Sequence[Placed], places: dict[int, list[int]], valued: Sequence[int]) -> bool:
    """Whether a number ends in the midst of it, or words stand above it.

    3,085,88 goes on below, wherever the row ends, and ($) above 6,000 ends the head.
    """
    for column in valued:
        first = lines[places[column][0]].cells[column].text.strip()
        if not is_value(first) or (len(places[column]) == 1 and _TORN_NUMBER.search(first)):
            return True
    return False


def _opens(line: Placed, shape: Shape) -> bool:
    """Whether a label opens the rows below it, as 非流动资产 with a colon does."""
    return any(
        line.cells[column].text.rstrip().endswith((":", "："))
        for column in shape.labels
        if column in line.cells
    )


def _headed(lines: Sequence[Placed], places: dict[int, list[int]], valued: Sequence[int]) -> bool:
    """Whether the first line holds words above the values of several columns: the heads of the rows below."""
    above = [
        column
        for column in valued
        if places[column][0] == 0 and _WORD.fullmatch(lines[0].cells[column].text.strip())
    ]
    return len(lines) > 1 and len(above) > 1


def _labelled(lines: Sequence[Placed], places: dict[int, list[int]], shape: Shape) -> bool:
    """Whether the lines of a row name it."""
    named = [column for column in shape.labels if column in places]
    if named:
        # A number for a label, in a row with blanks, may be a value that stands too far to the left.
        text = lines[places[named[0]][0]].cells[named[0]].text
        bare = named == [shape.labels[0]] and _BARE.fullmatch(fold(text).strip()) is not None
        return not bare or len(places) == shape.width
    if len(lines) == 1 and any(column in places for column in shape.merged):
        return True  # 合计 stands in the merged column, on the line of its values
    first = min(places)
    # The left side of a two-sided table (收入 | 支出) has come to its end: 310 on the right is a code, no value.
    if first not in shape.values and first - 1 in shape.values:
        return True
    # 合计 in the column of codes.
    return first < shape.labels[0] and not is_value(lines[places[first][0]].cells[first].text)


def _middle(held: list[int], height: int) -> bool:
    return [height - 1 - at for at in reversed(held)] == held


def _top(held: list[int], height: int) -> bool:  # noqa: ARG001 - one of three settings
    return held == list(range(len(held)))


def _bottom(held: list[int], height: int) -> bool:
    return held == list(range(height - len(held), height))


def _set(places: dict[int, list[int]], shape: Shape, height: int, setting: _Setting, *, loose: bool) -> int:
    """Return what it costs that the cells of a row stand at other heights of it than the setting says."""
    kept = [held for column, held in places.items() if column not in shape.merged]
    if all(setting(held, height) for held in kept):
        return 0
    if any(all(other(held, height) for held in kept) for other in (_middle, _top)):
        return _OTHER_SETTING
    # A cell in another font stands a little higher or lower, and comes out on a line of its own.
    if height == 2 and all(len(held) == 1 for held in kept):  # noqa: PLR2004 - next to it
        return _SHIFTED
    return sum(_off(held, height) for held in kept) if loose else _NEVER


def _off(held: list[int], height: int) -> int:
    """Return what it costs that a cell does not lie around the middle of a row: half a line is the lines' own fault."""
    aside = abs(len(held) * (height - 1) - 2 * sum(held))
    return 0 if not aside else _OFF if aside <= len(held) else _NEVER


def is_cut(texts: list[str], decimals: int = 0) -> bool:
    """Whether a numeral was broken over lines: 1,528,4 / 30, 86,423,500.0 / 0, 552.0 / 0 in a column of two decimals, - / 15.6."""
    folded = [fold(text).strip() for text in texts]
    if len(folded) != 2 or not _CUT.fullmatch(folded[0]):  # noqa: PLR2004 - where it broke
        return len(folded) == 2 and folded[0] == "-" and _WRAPPED.fullmatch(folded[1]) is not None  # noqa: PLR2004
    if decimals and "." in folded[0][1:] and _decimals("".join(folded)) == decimals:
        return True
    torn = _TORN_NUMBER.search(folded[0]) is not None or folded[1][:1] in {".", ","}
    if len(folded[0]) < _LEAST_CUT and not torn:
        return False
    return bool(re.fullmatch(r"[0-9,.]{1,4}%?", folded[1]) and _WRAPPED.fullmatch("".join(folded)))
