"""What so many things come to by a sentence that points to their table, and not by its rows: 违规支出 3 起，金额合计 128,000 万元，见表 10.

That the table has as many rows as things are told, and one column of amounts of that kind, shows that the amount is its sum.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.labelheads import things
from auditor.checks.common.nearby import nearby
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import judged, plus, rule, summed
from auditor.checks.common.slips import digits
from auditor.checks.common.tablenumbers import numbers_of
from auditor.checks.common.tables import counted_like, header, numeric, sheets
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.nearby import Nearby
    from auditor.checks.common.numbers import Number, Paragraph, Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Row

NAME = "amount-not-of-table"
TITLE = {
    "zh": "所述合计与所附表格各行之和不符",
    "en": "an amount is not the sum of the table that it points to",
}
_POINTS = re.compile(
    r"(?:见|列于|列示于|如)\s*(?:(?P<next>下表)|(?P<number>(?:附?表|附件)\s*[0-9]+(?:-[0-9]+)?))"
)
_IN_ALL = re.compile(r"[合总共]计|总[额金]|累计|涉及|共|金额|资金")
_SOME = re.compile(r"其余|其他|其中|部分|上年|去年|预算|计划|目标|均|每|比|较|超")
_UNITS = frozenset("个 项 家 类 名 条 种 所 座 处 笔 起 宗 件 户".split())
_FEWEST, _TELLING = 2, 3
_FAR, _NEXT = 40, 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the amounts of sentences that count the rows of the table that they point to."""
    tables = sheets(facts)
    near = nearby(tables)
    for paragraph in paragraphs(facts):
        for found in _POINTS.finditer(paragraph.text):
            sheet = _pointed(paragraph, found, near)
            if sheet is not None:
                yield from _judged(facts, paragraph, found.start(), sheet)


def _pointed(paragraph: Paragraph, found: re.Match[str], near: Nearby[Sheet]) -> Sheet | None:
    """Return the one table of that number, or the one that stands next."""
    at = paragraph.block.index
    if found["next"]:
        behind = near.within(at + 1, at + _NEXT)
        return behind[0] if len(behind) == 1 else None
    number = re.sub(r"\s", "", found["number"])
    called = [sheet for sheet in near.near(at, _FAR) if number in numbers_of(sheet)]
    return called[0] if len(called) == 1 else None


def _judged(facts: Facts, paragraph: Paragraph, place: int, sheet: Sheet) -> Iterator[Outcome]:
    rows = things(sheet)
    if len(rows) < _FEWEST or any(row.role is Role.OF_WHICH for row in sheet.table.rows):
        return
    start = max(paragraph.text.rfind(mark, 0, place) for mark in "。；")
    told = [each for each in paragraph.numbers if start < each.occurrence.span.start < place]
    counts = [each for each in told if each.occurrence.unit in _UNITS and each.stated is not None]
    if not counts or counts[0].known.printed.value != len(rows) or counts[0].depth:
        return
    for amount in told[told.index(counts[0]) + 1 :]:
        if not _in_all(amount):
            continue
        columns = [cells for cells in _columns(amount, sheet, rows) if len(cells) == len(rows)]
        if len(columns) == 1:
            yield judged(facts, summed(rule(NAME, TITLE), amount.known, plus(columns[0])))


def _in_all(amount: Number) -> bool:
    """Whether a number is told as what all the things come to."""
    if amount.stated is None or amount.sign or amount.depth or amount.is_share:
        return False
    words = amount.clause
    return (
        digits(amount.known) >= _TELLING
        and _IN_ALL.search(words) is not None
        and _SOME.search(words) is None
        and amount.dimension != "score"
    )


def _columns(amount: Number, sheet: Sheet, rows: Sequence[Row]) -> Iterator[Sequence[Stated]]:
    """Iterate over the cells of each column that measures what a number does."""
    for column in numeric(sheet):
        if _SOME.search(header(column)):
            continue
        cells = [sheet.at(row, column) for row in rows]
        alike = [
            like
            for cell in cells
            if cell is not None and (like := counted_like(amount, column, cell)) is not None
        ]
        if alike:
            yield alike
