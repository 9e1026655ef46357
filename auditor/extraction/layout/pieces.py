"""The pieces of a line: stretches between wide blanks, and what one blank alone parts where it parts cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.extraction.layout.columns import Piece
from auditor.extraction.text.mapped import Mapped, join
from auditor.source import display_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.extraction.text.lines import Line

_SPACED = frozenset({"合计", "总计", "小计", "共计", "总分"})
_CURRENCIES = frozenset("$€£¥")
_GAP = re.compile(r"[ \u00a0\u3000\t]{2,}|\u3000+")
# 8,906,415.89 1,386,000.00: columns so wide that their amounts stand one blank apart; 1 234.00 is one amount.
_AMOUNT = r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})*|[0-9]+)(?:\.[0-9]+%?|%)"
_AMOUNTS = re.compile(rf"{_AMOUNT}(?: {_AMOUNT})+")
# 2296003 用于体育事业的支出, a code and its name; 1082.03 公用经费合计, an amount and the label of the second side.
_BESIDE = re.compile(r"[1-9][0-9]{6} [一-龥]{3,}|[0-9,]+\.[0-9]{2} [一-龥]{2,8}(?:合计|总计)")
# Fiscal year Fiscal year: heads of two columns that end in one word each on the next line.
_TWICE = re.compile(r"([^\W\d]{3,}(?: [^\W\d]+)*) (\1)")
# 2024 年 2023 年: heads of two narrow columns; 148 45.4%: a count and its share.
_YEAR = r"(?:19|20)[0-9]{2} ?年(?:度|末)?"
_YEARS = re.compile(rf"{_YEAR}(?: {_YEAR})+")
_YEARS_GAP = re.compile(r"(?<=[年度末]) (?=(?:19|20)[0-9]{2})")
_COUNT_SHARE = re.compile(r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})*|[0-9]+) (?:100|[0-9]{1,2})(?:\.[0-9]+)?%")
# 执行率 得分: heads of two narrow columns of a form.
_SCORE_HEAD = "(?:分值|权重|执行率|完成率|得分率?)"
_SCORE_HEADS = re.compile(rf"{_SCORE_HEAD}(?: {_SCORE_HEAD})+")
# 满意（人） 不满意（人）: heads that say what they count in end with it.
_UNIT_HEAD = r"[一-龥]{1,8}[（(](?:[人户份个件次家台项套]|万?[元亩吨人次]|人次|%|％)[）)]"
_UNIT_HEADS = re.compile(rf"{_UNIT_HEAD}(?: {_UNIT_HEAD})+")
_BLANK = re.compile(" ")
_PARTED = (_AMOUNTS, _BESIDE, _COUNT_SHARE, _SCORE_HEADS, _UNIT_HEADS)
_WIDEST = 2_000
# 合 and 计 as the head of a table's last row may stand so far apart.
_FAR = 12


def pieces(line: Line, *, wide: bool = False) -> list[Piece]:
    """Return the cells of a line with the columns they take: characters, or display columns where `wide`."""
    found: list[Piece] = []
    if len(line.mapped) > _WIDEST:
        return found
    measure = display_width if wide else len
    for cell in _cells(line):
        if cell:
            text = cell
            offset = cell.origins[0] - line.mapped.origins[0]
            if found and found[-1].text.text in _CURRENCIES and cell.text[0].isdigit():
                # Statements set the $ at the left edge of its column: $      121.0 is one cell.
                end = offset + len(cell.text)
                offset = found.pop().text.origins[0] - line.mapped.origins[0]
                text = line.mapped.cut(offset, end)
            left = measure(line.mapped.text[:offset])
            right = left + measure(text.text)
            if found and found[-1].text.text + text.text in _SPACED and left - found[-1].right <= _FAR:
                # 合  计 is one word, set over the width of its column.
                before = found.pop()
                text, left = join([before.text, text]), before.left
            found.append(Piece(text, left, right))
    return found


def _cells(line: Line) -> Iterator[Mapped]:
    """Iterate over the stretches of a line between wide blanks, amounts that one blank parts each for itself."""
    for part in line.mapped.words(_GAP):
        cell = part.strip()
        if any(each.fullmatch(cell.text) for each in _PARTED):
            yield from cell.words(_BLANK)
        elif _YEARS.fullmatch(cell.text):
            yield from cell.words(_YEARS_GAP)
        elif twice := _TWICE.fullmatch(cell.text):
            yield cell.cut(*twice.span(1))
            yield cell.cut(*twice.span(2))
        else:
            yield cell
