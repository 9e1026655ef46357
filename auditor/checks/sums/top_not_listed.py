"""A sum over the first few of a list that the table of those few does not give.

前五名客户销售额 41,634.29 万元，占年度销售总额 25.77%: the table beside has five rows, and the sums of its columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.nearby import nearby
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import judged, plus, rule, summed
from auditor.checks.common.tables import Sheet, header, is_rate, is_share, like, numeric, sheets, unread
from auditor.checks.common.words import chinese_number, overlap
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column, Row

NAME = "top-not-listed"
TITLE = {"zh": "前几名合计与所列不符", "en": "the sum of the first few is not that of their table"}
_TOP = re.compile(
    r"(?:^|[，,。；;：:])[^，,。；;：:]{0,6}?前(?P<count>[2-9]|1?0|[二两三四五六七八九十])(?:名|大|位|家)(?P<what>[^，,。；;：:0-9]{2,16}?)(?:为|达|共)?\s*$"
)
_PART = re.compile(r"关联|其中|中$|新增|减少|增加|变动|平均|上年|去年|分别")
_SHARE = re.compile(r"^[^，,。；;0-9]{0,4}[，,]\s*占[^，,。；;0-9]{2,20}?(?:比例|比重)?(?:为|达|的)?\s*$")
_NEAR = 4
_NOUN = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the sums of the first few, and the shares that follow them."""
    tables = nearby(sheet for sheet in sheets(facts) if sheet.values)
    for paragraph in paragraphs(facts):
        for at, number in enumerate(paragraph.numbers):
            found = _TOP.search(paragraph.text[: number.occurrence.span.start])
            if found is None or number.stated is None or number.sign or _PART.search(found["what"]):
                continue
            count = chinese_number(found["count"]) or 0
            named = [
                (sheet, rows, column)
                for sheet in tables.near(paragraph.block.index, _NEAR)
                if len(rows := _rows(sheet)) == count and _is_of(sheet, found["what"])
                for column in _columns(sheet, rows, number)
                if overlap(found["what"], header(column)) > 1
            ]
            if len(named) != 1:
                continue
            sheet, rows, column = named[0]
            yield from _judged(facts, number, sheet, rows, column)
            share = paragraph.numbers[at + 1] if at + 1 < len(paragraph.numbers) else None
            shares = [each for each in numeric(sheet) if is_share(each)]
            told = share is not None and share.stated and share.is_share and _SHARE.match(number.after)
            if told and share is not None and len(shares) == 1:
                yield from _judged(facts, share, sheet, rows, shares[0])


def _rows(sheet: Sheet) -> Sequence[Row]:
    return [row for row in sheet.table.rows if row.role is not Role.TOTAL]


def _is_of(sheet: Sheet, what: str) -> bool:
    """Whether a table lists the things that are counted: 前三家企业 are no rows of a table of 楼层."""
    head = sheet.block.cells[0].text if sheet.block is not None and sheet.block.cells else ""
    told = (sheet.table.caption or "", head, *(row.label or row.name for row in sheet.table.rows))
    return any(overlap(what[:_NOUN], words) >= _NOUN for words in told)


def _columns(sheet: Sheet, rows: Sequence[Row], number: Number) -> Iterator[Column]:
    for column in numeric(sheet):
        values = [sheet.at(row, column) for row in rows]
        if not is_rate(sheet, column) and all(each is not None and like(number, each) for each in values):
            yield column


def _judged(
    facts: Facts, number: Number, sheet: Sheet, rows: Sequence[Row], column: Column
) -> Iterator[Outcome]:
    values = [value for row in rows if (value := sheet.at(row, column)) is not None]
    if len(values) == len(rows) and not unread(sheet, rows, column):
        yield judged(facts, summed(rule(NAME, TITLE), number.known, plus(values)))
