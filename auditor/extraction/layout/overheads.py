"""Lines of one word that begin the head of an aligned table: a group above its columns, or the first line of a tall head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.extraction.layout.forms import around_heads
from auditor.extraction.layout.gutters import names_year
from auditor.extraction.layout.heads import MOST_LINES
from auditor.extraction.layout.pieces import pieces
from auditor.extraction.prose.captions import is_caption, is_unit_line
from auditor.extraction.tables.cellvalues import is_value, states_values
from auditor.extraction.text.characters import is_latin

if TYPE_CHECKING:
    from auditor.extraction.layout.columns import Piece
    from auditor.extraction.text.lines import Line

_TOLD = re.compile(r"[:：；;，。]")
_PAGE = re.compile(r"[-—–·~]{1,2}\s*[0-9]{1,4}\s*[-—–·~]{1,2}|第\s*[0-9]{1,4}\s*页")
"""- 2 - between two pages is no group; 2024/25 is one."""
_LONGEST = 12
_INDENT = 4
_FEWEST = 2
_MOST = 3
# In half columns of characters.
_ASIDE = 2


def over_heads(lines: list[Line], at: int, first: list[Piece]) -> bool:
    """Whether a line holds one short word to the right of the margin, and a line of several cells follows.

    功能分类科目 over 编码 and 科目名称. Two such lines, or longer words, are of the head where each has its rest below it:
    Grant per child, then the line of the other heads, then (dollars) in the same middle.
    """
    if len(first) != 1 or at + 1 >= len(lines) or lines[at + 1].after_blank or lines[at + 1].fresh:
        return False
    if around_heads(lines, at, first):
        return True
    alone = 0
    while alone < _MOST and at + alone < len(lines) and _word(lines, at + alone, begins=not alone):
        alone += 1
    below = at + alone
    if not alone or below >= len(lines) or lines[below].after_blank or lines[below].fresh:
        return False
    if len(pieces(lines[below])) < _FEWEST:
        return False
    if alone == 1 and len(lines[at].text) <= _LONGEST:
        return True
    return all(_goes_on(lines, each) for each in range(at, below))


def _word(lines: list[Line], at: int, *, begins: bool) -> bool:
    line = lines[at]
    if len(pieces(line)) != 1 or line.indent < _INDENT or (not begins and (line.after_blank or line.fresh)):
        return False
    word = line.text
    longest = 2 * _LONGEST if is_latin(word) else _LONGEST
    named = (not is_value(word) or names_year(word)) and not _PAGE.fullmatch(word)
    told = _TOLD.search(word) is not None  # 里程：公里；投资：万元 tells units
    return len(word) <= longest and named and not told and not is_caption(word) and not is_unit_line(word)


def _goes_on(lines: list[Line], at: int) -> bool:
    """Whether a word stands right above another one of the head: both have one middle."""
    (word,) = pieces(lines[at])
    for line in lines[at + 1 : at + MOST_LINES]:
        found = pieces(line)
        if line.after_blank or states_values([piece.text.text for piece in found]):
            return False
        for piece in found:
            if abs(piece.left + piece.right - word.left - word.right) <= _ASIDE:
                return True
    return False
