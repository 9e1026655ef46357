"""Cells that one blank parts, where other rows of an aligned table show that they are two: codes and names, labels and values."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.extraction.layout.columns import Piece
from auditor.extraction.tables.cellvalues import is_value
from auditor.extraction.text.mapped import join

if TYPE_CHECKING:
    from collections.abc import Sequence

_FEWEST = 2
_CODE = re.compile(r"[1-9][0-9]{2}(?:[0-9]{2}){0,2}")
_CODED = re.compile(rf"({_CODE.pattern}) ([一-龥].+)")
# 编码 above codes on either side of a table says that they have a column of their own.
_CODE_HEAD = re.compile(r"(?:科目)?(?:编码|代码)")
_HEAD = 6
_MOST_CODES = 3
_SHIFT = 4
_MEAN = re.compile(r"(?:总体|综合)?(?:平均(?:值|分|数|得分)?|均值)|合\s*计|总\s*计|总分")
_LABEL_VALUE = re.compile(r"([^0-9].*[一-龥）)]) ([+-]?[0-9][0-9,.]*%?)")


def coded(rows: list[list[Piece]]) -> list[list[Piece]]:
    """Return rows whose codes stand in a column of their own, or all with their names, where some are one blank apart.

    212 城乡社区支出 below 21101 | 行政运行: what stands so near to each other is told by the other rows.
    """
    if any(_CODE_HEAD.fullmatch(piece.text.text) for row in rows[:_HEAD] for piece in row):
        return [[part for piece in row for part in _split(piece)] for row in rows]
    codes = {at for at, row in enumerate(rows) if row and _CODE.fullmatch(row[0].text.text)}
    apart = [at for at in codes if len(rows[at]) < _FEWEST or rows[at][1].left > rows[at][0].right + 1]
    found = list(rows)
    for at, row in enumerate(rows):
        if not row:
            continue
        first, *others = row
        code = _CODED.fullmatch(first.text.text)
        if len(apart) >= _MOST_CODES and code is not None:
            found[at] = [*_split(first), *others]
        elif not apart and at in codes and not is_value(others[0].text.text):
            name, *others = others
            found[at] = [Piece(join([first.text, name.text], " "), first.left, name.right), *others]
    return found


def _split(piece: Piece) -> list[Piece]:
    """Return a code and its name apart, any other piece as it is."""
    code = _CODED.fullmatch(piece.text.text)
    if code is None:
        return [piece]
    width = piece.left + code.end(1)
    name = Piece(piece.text.cut(code.end(1) + 1), width + 1, piece.right)
    return [Piece(piece.text.cut(0, code.end(1)), piece.left, width), name]


def valued(rows: list[list[Piece]]) -> list[list[Piece]]:
    """Return rows with a value apart from the label one blank before it, where it begins about as those of other rows do.

    家庭医生签约人 15 above 老年人体检率      15: the label filled its column, and the row has one cell less than most.
    """
    starts = Counter(piece.left for row in rows for piece in row[1:] if is_value(piece.text.text))
    often = {start for start, count in starts.items() if count >= _MOST_CODES}
    most = Counter(len(row) for row in rows if len(row) > _FEWEST).most_common(1)
    found = list(rows)
    for at, row in enumerate(rows):
        if not most or len(row) + 1 not in {most[0][0], most[0][0] + 1}:
            continue
        for index, piece in enumerate(row):
            told = _LABEL_VALUE.fullmatch(piece.text.text)
            if told is None or not is_value(told[2]):
                continue
            left = piece.right - len(told[2])
            beside = row[index + 1].left if index + 1 < len(row) else None
            if any(abs(left - start) <= _SHIFT for start in often) and (
                beside is None or beside > left + len(told[2]) + 1
            ):
                label = Piece(piece.text.cut(0, told.end(1)), piece.left, left - 1)
                value = Piece(piece.text.cut(told.start(2)), left, piece.right)
                found[at] = [*row[:index], label, value, *row[index + 1 :]]
                break
    return found


def merged(rows: list[list[Piece]]) -> list[list[Piece]]:
    """Return rows with the name of a total at the left, where a cell over several columns holds it in its middle.

    平均值 below the columns of answers, and behind it the mean of the rows above alone; 总分 below the column of aims.
    """
    if len(rows) < _MOST_CODES:
        return rows
    lefts = [row[0].left for row in rows if len(row) > _FEWEST]
    if not lefts:
        return rows
    found = list(rows)
    for at, row in enumerate(rows):
        name, *values = row or (None,)
        if name is None or not values or not _MEAN.fullmatch(name.text.text):
            continue
        if not all(is_value(piece.text.text) for piece in values):
            continue
        last = at == len(rows) - 1 and len(values) == 1
        others = [each for each in rows[:at] if len(each) > _FEWEST]
        aside = last and others and name.left >= min(each[1].left for each in others)
        if aside or _among_values(name, rows[:at]):
            found[at] = [Piece(name.text, min(lefts), min(lefts) + name.width), *values]
    return found


def _among_values(name: Piece, rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether a name stands in a column of values."""
    over = [
        is_value(piece.text.text)
        for row in rows
        for piece in row
        if piece.left < name.right and name.left < piece.right
    ]
    return sum(over) >= _MOST_CODES and sum(over) * _FEWEST > len(over)
