"""Whether a line of words is the rest of the label above it, or begins something else: the title of the rows below.

A cell is broken where its next word finds no room. What would have found room on the line above, or stands further to
the left than it, or begins with a mark of its own (二、), is no rest of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.extraction.tables.cellvalues import is_value
from auditor.extraction.text.characters import fold, is_latin
from auditor.source import display_width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from auditor.extraction.layout.columns import Piece, Placed

_MARK = re.compile(r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|[1-9][0-9]?[.、](?![0-9])")
# What ends a line is not set at the beginning of the next one, and drags the character before it along.
_DRAGGED = re.compile(r".[，。；：、）)”」》,.;:%]")
_TOKEN = re.compile(r"[^\w\s]*(?:[A-Za-z0-9][^\s一-龥]*|.)")
_TOTAL = re.compile(r"(?:[合总小共]\s*计|\b(?:[Ss]ubt|[Tt])otal|\b(?:SUB)?TOTAL)$")
_CHINESE = re.compile(r"[一-龥]+")
_SPARE = 2
# Letters are of many widths: of seven, one may be set in the room of the others.
_LETTERS = 7


def rooms(
    lines: Sequence[Placed], labels: Sequence[int], values: frozenset[int]
) -> dict[int, tuple[int, int]]:
    """Return how far each column of labels reaches at least and how wide it is: as labels beside values, no titles."""
    found: dict[int, tuple[int, int]] = {}
    for line in lines:
        if any(column in line.cells and is_value(line.cells[column].text) for column in values):
            for column in labels:
                if column in line.cells:
                    piece, (right, width) = _piece(line, column), found.get(column, (0, 0))
                    found[column] = max(right, piece.right), max(width, piece.width)
    return found


def begins_anew(above: Placed, line: Placed, column: int, rooms: Mapping[int, tuple[int, int]]) -> bool:
    """Whether what a line holds in a column is no rest of what the line above holds there."""
    one, other = _piece(above, column), _piece(line, column)
    text, word = fold(one.text.text).strip(), fold(other.text.text).strip()
    if _MARK.match(word):
        return True
    token = _TOKEN.match(word)
    if token is None or _DRAGGED.match(word) or column not in rooms:
        return False
    if _TOTAL.search(text) and word[0].isalnum():
        return True
    latin = is_latin(text) or is_latin(word)
    # Chinese characters are all of one width.
    even = _CHINESE.fullmatch(text) is not None and _CHINESE.match(word) is not None
    spare = max(_SPARE - even, one.width // _LETTERS if latin else 0)
    if latin and other.left < one.left:
        spare = 0
    blank = int(text[-1:].isascii() and word[:1].isascii())
    # A piece is measured in characters or in the columns that these take.
    measure = len if one.width == len(one.text.text) else display_width
    more = blank + measure(token[0]) + spare
    right, width = rooms[column]
    # A cell may be centred in its column, or stand behind blanks that its rest does not have.
    return one.right + more <= right and one.width + more <= width


def _piece(line: Placed, column: int) -> Piece:
    text = line.cells[column]
    return next(piece for piece in line.pieces if piece.text is text)
