"""A rank in a table that is not the place of its row by the scores that all other ranks go by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import rule, said
from auditor.checks.common.tables import header, numeric, sheets
from auditor.evaluation.evidence import evidence_of
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column, Row

NAME = "rank-not-order"
TITLE = {"zh": "名次与得分高低不符", "en": "a rank is not the place of its row"}
_RANK = re.compile(r"^(?:综合|总分|得分|考核)?(?:名次|排名|位次|排序)$")
_FEWEST = 5
_SOME = 4

_Placed = tuple["Row", "Stated", "Stated", int]


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the ranks of tables by the column that nearly all of them follow."""
    for sheet in sheets(facts):
        ranks = [column for column in numeric(sheet) if _RANK.match(header(column))]
        if len(ranks) == 1:
            yield from _judged(facts, sheet, ranks[0])


def _judged(facts: Facts, sheet: Sheet, ranks: Column) -> Iterator[Outcome]:
    ways = [
        _placed(rows, falling=falling)
        for column in numeric(sheet)
        if column is not ranks and len(rows := _rows(sheet, ranks, column)) >= _FEWEST
        for falling in (True, False)
    ]
    placed = min(ways, key=_wrong, default=())
    if _wrong(placed) * _SOME > len(placed):
        return
    for row, rank, value, place in placed:
        name, told = row.label or row.name, rank.printed.numeral.text
        zh = f"“{name}”名次写 {told}，按得分应为第 {place}"
        en = f"'{name}' is ranked {told}, by its score it is number {place}"
        items = [
            evidence_of(facts, each.figure, each.mention, role)
            for each, role in ((rank, "stated"), (value, "base"))
        ]
        yield said(rule(NAME, TITLE), zh, en, items, Verdict.DISCREPANCY if place else Verdict.EXACT)


def _rows(sheet: Sheet, ranks: Column, column: Column) -> list[tuple[Row, Stated, Stated]]:
    return [
        (row, rank, value)
        for row in sheet.details
        if (rank := sheet.at(row, ranks)) is not None and (value := sheet.at(row, column)) is not None
    ]


def _placed(rows: Sequence[tuple[Row, Stated, Stated]], *, falling: bool) -> Sequence[_Placed]:
    """Return each row with the place that its value has, 0 where that is its rank; equal values share their ranks."""
    found = []
    values = [value.printed.value for _, _, value in rows]
    for row, rank, value in rows:
        own = value.printed.value
        before = sum(1 for other in values if other != own and (other > own) is falling)
        held = before < rank.printed.value <= before + values.count(own)
        found.append((row, rank, value, 0 if held else before + 1))
    return found


def _wrong(placed: Sequence[_Placed]) -> int:
    return sum(1 for *_, place in placed if place)
