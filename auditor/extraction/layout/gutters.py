"""Cells that one blank parts, told by the columns of the other lines: 资金管理 资金到位, 年初原值 本年增加 本年减少.

A piece that no wide blank parts may hold the cells of several columns where these are narrow. It does where the
pieces beside it leave it as many columns as it has words, or where its blanks stand in the gutters between columns.
Words of a language that blanks part are one name, and a number with its unit is one cell.
"""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.extraction.layout.columns import Band, Piece, bands_over
from auditor.extraction.tables.cellvalues import BLANK, is_value
from auditor.extraction.text.characters import fold
from auditor.source import display_width

if TYPE_CHECKING:
    from collections.abc import Sequence

# A blank between two words of Chinese, or between two numbers, may part cells.
_WORD = re.compile(r"(?:(?:19|20)[0-9]{2} ?)?[（(]?[一-龥%％“”、，/（）()：:]{2,}")
# 2023 年, 12 个: the blank that a text layer sets between a digit and a Chinese character parts no cells.
_BLANK = re.compile(r"(?<![0-9]) | (?![一-龥])")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?: ?年(?:度|末)?)?")
# One character is hardly a name, but for those that name a class: 男 女, 优 良.
_REST = re.compile(r"\([^()]*\)|(?![男女优良中差是否有无大小上下左右甲乙丙丁东西南北])[一-龥]")
_FEWEST = 2
_MOST = 8


def parted(rows: Sequence[Sequence[Piece]], bands: Sequence[Band]) -> list[list[Piece]]:
    """Return lines whose pieces over several columns are parted at their blanks, where these columns tell how."""
    first = next((at for at, row in enumerate(rows) if any(map(_values, row))), 0)
    return [_row(row, bands, head=at < first) for at, row in enumerate(rows)]


def _row(row: Sequence[Piece], bands: Sequence[Band], *, head: bool) -> list[Piece]:
    if len(row) > len(bands):
        return list(row)
    over = [bands_over(piece, bands) for piece in row]
    claims = Counter(itertools.chain.from_iterable(over))
    sure = [
        len(each) == 1 and claims[each[0]] == 1 and not _words(piece)
        for piece, each in zip(row, over, strict=True)
    ]
    by_room: list[Piece] = []
    by_place: list[Piece] = []
    before = -1
    for certain, run in itertools.groupby(range(len(row)), key=sure.__getitem__):
        unsure = list(run)
        placed = [part for at in unsure for part in _placed(row[at], over[at], bands)]
        by_place.extend(placed)
        if certain:
            by_room.extend(placed)
            before = over[unsure[-1]][0]
            continue
        behind = over[unsure[-1] + 1][0] if unsure[-1] + 1 < len(row) else len(bands)
        joined = any(len(over[at]) > 1 or _words(row[at]) for at in unsure)
        crowded = any(claims[to] > 1 for at in unsure for to in over[at])
        roomed = (
            _roomed([row[at] for at in unsure], bands[before + 1 : behind]) if joined or crowded else None
        )
        by_room.extend(roomed or placed)
    # In a row the room beside a piece may be that of a blank cell; a line of a head leaves it to names alone.
    return by_room if head or len(by_room) == len(bands) else by_place


def _placed(piece: Piece, over: Sequence[int], bands: Sequence[Band]) -> list[Piece]:
    """Return the words of a piece whose blanks stand in the gutters between columns, or else the piece."""
    words = _words(piece) if len(over) > 1 else []
    return words if words and _in_gutters(words, bands) else [piece]


def _roomed(run: Sequence[Piece], room: Sequence[Band]) -> list[Piece] | None:
    """Return the words of pieces in the columns that those beside them leave, None where they are not as many."""
    words = [word for piece in run for word in _words(piece) or [piece]]
    if len(words) != len(room) or len({_states(word) for word in words}) != 1:
        return None
    return [Piece(word.text, *band) for word, band in zip(words, room, strict=True)]


def _words(piece: Piece) -> list[Piece]:
    """Return the words of a piece, none where a blank may stand within a name or between a number and its unit."""
    texts = list(piece.text.words(_BLANK))
    if not _FEWEST <= len(texts) <= _MOST:
        return []
    if not all(
        is_value(text.text) or _YEAR.fullmatch(text.text) or _WORD.fullmatch(text.text) for text in texts
    ):
        return []
    # Pieces are measured in characters or, where that is how the lines were set, in the columns that these take.
    measure = len if piece.width == len(piece.text.text) else display_width
    found: list[Piece] = []
    for text in texts:
        before = text.origins[0] - piece.text.origins[0]
        left = piece.left + measure(piece.text.text[:before])
        found.append(Piece(text, left, left + measure(text.text)))
    return found


def torn(name: str) -> bool:
    """Whether a name is only a part of one: 元) below 单价(万."""
    folded = fold(name)
    return folded.count("(") != folded.count(")")


def part_of_name(name: str) -> bool:
    """Whether a name of a column is only the rest of one: a bracket, a unit, a character."""
    folded = fold(name).strip()
    return torn(name) or (len(folded) == 1 and not folded.isalnum()) or _REST.fullmatch(folded) is not None


def names_year(text: str) -> bool:
    """Whether a text is a year that heads a column."""
    return _YEAR.fullmatch(text.strip()) is not None


def _values(piece: Piece) -> bool:
    """Whether a piece states values, and none of its words a year."""
    words = _words(piece) or [piece]
    return all(map(_states, words)) and piece.text.text.strip() not in BLANK


def _states(word: Piece) -> bool:
    return is_value(word.text.text) and not _YEAR.fullmatch(word.text.text)


def _in_gutters(words: Sequence[Piece], bands: Sequence[Band]) -> bool:
    """Whether each word lies over a column of its own, and over no other."""
    over = [bands_over(word, bands) for word in words]
    return all(len(each) == 1 for each in over) and all(
        one[0] < other[0] for one, other in itertools.pairwise(over)
    )
