"""A total told just above its table with two digits swapped: 教学班 3,109 个，分布见表 2, and 3,190 below 合计.

Or with one wrong digit, where the words name both what the table is of and the column.

The figure is of the total's unit and printed nowhere in the table, and the paragraph does not tell the total otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.nearby import nearby
from auditor.checks.common.numbers import Stated, paragraphs
from auditor.checks.common.relations import compared, judged, rule
from auditor.checks.common.slips import MEANT, digits, slip
from auditor.checks.common.tables import Sheet, counted_like, header, numeric, plain, same_value, sheets
from auditor.checks.common.words import overlap
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Number
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column

NAME = "total-told-swapped"
TITLE = {
    "zh": "正文所述总数与下表合计疑似两位互换",
    "en": "a total told above its table has two digits swapped",
}
_TOTAL = re.compile(r"^(?:合计|总计|共计|总数)$")
_OTHER = re.compile(r"上年|去年|上一年|同期|目标|计划|预期|不含|另有")
_MEASURE = re.compile(r"(?:[（(][^（）()]*[）)])?(?:数|额|金额|值|余额)?(?:[（(][^（）()]*[）)])?$")
_CAPTION = re.compile(r"^(?:续?表[0-9]*)|(?:情况|变动|统计|汇总|明细)+表?$")
_AHEAD = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge figures of paragraphs that stand just above a table by its totals."""
    tables = nearby(sheet for sheet in sheets(facts) if sheet.values)
    for paragraph in paragraphs(facts):
        index = paragraph.block.index
        for number in paragraph.numbers:
            if number.stated is None or number.sign or digits(number.known) < MEANT:
                continue
            if number.is_share or _OTHER.search(number.clause):
                continue
            for sheet in tables.within(index + 1, index + _AHEAD):
                totals = [(column, cell) for column, cell in _totals(sheet) if _unit(number, column, cell)]
                meant = [cell for column, cell in totals if _slipped(number, sheet, column, cell)]
                if len(meant) != 1 or any(same_value(number.known, each) for each in sheet.values.values()):
                    continue
                told = any(
                    same_value(each.known, cell)
                    for each in paragraph.numbers
                    if each.stated
                    for _, cell in totals
                )
                if not told:
                    yield judged(
                        facts, compared(rule(NAME, TITLE), number.known, tree.Relation.EQUAL, meant[0])
                    )


def _slipped(number: Number, sheet: Sheet, column: Column, cell: Stated) -> bool:
    """Whether two digits are swapped; or one is wrong, where the words name the table and the column.

    年末固定资产原值 4,147.09, and 4,157.09 below 年末数 of 表 4 固定资产变动情况.
    """
    kind = slip(number.known, cell.printed.value)
    if kind != "digit" or digits(cell) <= MEANT:
        return kind == "swap"
    words, head = plain(number.clause), _MEASURE.sub("", plain(header(column)))
    titled = _CAPTION.sub("", plain(sheet.table.caption or ""))
    return len(head) > 1 and head in words and overlap(titled, words.replace(head, "")) > MEANT - 1


def _unit(number: Number, column: Column, cell: Stated) -> bool:
    return counted_like(number, column, cell) is not None


def _totals(sheet: Sheet) -> Iterator[tuple[Column, Stated]]:
    """Return the cells of the total row, and those below the head of a total."""
    for column in numeric(sheet):
        below = _TOTAL.search(plain(header(column))) is not None
        for row in sheet.table.rows:
            value = sheet.at(row, column)
            if value is not None and (row in sheet.totals or (below and len(sheet.table.rows) <= _AHEAD)):
                yield column, value
