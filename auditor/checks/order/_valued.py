"""A figure of a table's row that the text tells and calls the first or last of all: 到位率 94.55%，为四类资金中最低.

The figure says which row is meant, and words before it which column: the head of the column stands there, and a word of the row's name.
How many there are in all has to be how many the table lists; the most of recent years, or of the whole province, is told by no row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.cellsaid import measure
from auditor.checks.common.relations import evidence_of_words
from auditor.checks.common.tables import Sheet, header, numeric, plain, repeats
from auditor.checks.common.words import chinese_number
from auditor.findings import Evidence
from auditor.report.model import Column, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Paragraph

_COUNT = (
    r"(?P<count>[0-9]{1,3}|[一二三四五六七八九十两]{1,3})\s*(?:大|个|家|所|项|类|条|座|处|种|户|名|支|只)?"
)
_CALLED = re.compile(
    rf"^[，,]?\s*(?:(?:为|是|属|(?:位|排)?[居列在]|处于|排名|均为|也是|仍是|仍为)\s*(?:(?:各|所有|全部|全体|这|上述|以上)\s*)?(?:{_COUNT})?"
    r"(?P<scope>[一-龥]{0,8}?)(?:之?[中内间里])?的?(?:[一-龥]{2,3}[率额数量])?)?"
    r"(?P<most>最[多大高长低少小短]|之首|首位|第一位?|之末|末位|倒数第一|垫底|最末)(?=[，,。；;、）)]|$)"
)
_LEAST = re.compile(r"[低少小短末]|倒数|垫底")
_ELSEWHERE = re.compile(r"近|历|往|年|全[国省市区县]|同类|同期|同行|周边|季|月|其他|增|降|排")
_COMPARED = re.compile(r"[高低多少大小快慢优]于|超过|不及|[比较]|相当于|目标|占")
_SHORT = 2
_FEWEST = 3


@records.frozen(eq=False)
class Valued:
    """A cell that the text tells as the most or the least of its column."""

    sheet: Sheet
    row: Row
    column: Column
    item: Evidence
    most: bool


def valued(paragraph: Paragraph, tables: Sequence[Sheet]) -> Iterator[Valued]:
    """Iterate over the figures of a paragraph that are called the first or last, and of which one cell can be meant."""
    for number in paragraph.numbers:
        # 高于乙的 92.00%，为各项目最高: the first is what was compared, and not the number beside the word.
        if number.stated is None or number.sign or _COMPARED.search(number.clause):
            continue
        text = paragraph.text
        end = number.occurrence.span.end
        unit = number.occurrence.unit
        end += len(unit) if unit and text.startswith(unit, end) else 0
        found = _CALLED.match(text[end:])
        if found is None or _ELSEWHERE.search(found.group()):
            continue
        told = chinese_number(found["count"]) if found["count"] else 0
        words = _words(text, number)
        cells = [
            (sheet, row, column)
            for sheet in tables
            if len(sheet.details) >= _FEWEST and told in {0, len(sheet.details)}
            for column in numeric(sheet)
            if len(measure(header(column))) >= _SHORT and measure(header(column)) in words
            for row in sheet.details
            if (cell := sheet.at(row, column)) is not None and repeats(number, cell)
            if _named(plain(row.label or row.name), words)
        ]
        if len(cells) == 1:
            start = end + found.start("most")
            item = evidence_of_words(
                paragraph.block, start, f"{number.occurrence.text}，{found.group().strip('，, ')}", "最值"
            )
            yield Valued(*cells[0], item, _LEAST.search(found["most"]) is None)


def _words(text: str, number: Number) -> str:
    """Return the sentence up to a number."""
    return re.sub(r"\s", "", re.split(r"[。；;！]", text[: number.occurrence.span.start])[-1])


def _named(label: str, words: str) -> bool:
    """Whether words call a row by its name, or by a part of it: 区级配套 is of 区级财政."""
    return any(label[at : at + _SHORT] in words for at in range(max(1, len(label) - _SHORT + 1)))
