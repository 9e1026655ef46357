"""A rank in a table that is not the place of its row by the scores that all other ranks go by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.checks import _patterns as re
from auditor.checks._relations import rule, said
from auditor.checks._tables import header, numeric, sheets
from auditor.evaluation.evidence import evidence_of
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.checks._numbers import Stated
    from auditor.checks._tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column, Row

NAME = "rank-not-order"
TITLE = {"zh": "名次与得分高低不符", "en": "a rank is not the place of its row"}
_RANK = re.compile(r"^(?:综合|总分|得分|考核)?(?:名次|排名|位次|排序)$")
_FEWEST = 5
_SOME = 4


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the ranks of tables by the column that nearly all of them follow."""
    for sheet in sheets(facts):
        ranks = [column for column in numeric(sheet) if _RANK.match(header(column))]
        if len(ranks) == 1:
            yield from _judged(facts, sheet, ranks[0])


def _judged(facts: Facts, sheet: Sheet, ranks: Column) -> Iterator[Outcome]:
    best: tuple[int, list[tuple[Row, Stated, int]]] | None = None
    count = 0
    for column in numeric(sheet):
        rows = [
            (row, rank, value.printed.value)
            for row in sheet.details
            if (rank := sheet.at(row, ranks)) is not None and (value := sheet.at(row, column)) is not None
        ]
        if column is ranks or len(rows) < _FEWEST:
            continue
        for falling in (True, False):
            wrong = _wrong(rows, falling=falling)
            if best is None or len(wrong) < best[0]:
                best, count = (len(wrong), wrong), len(rows)
    if best is None or best[0] * _SOME > count:
        return
    for row, rank, place in best[1]:
        name = row.label or row.name
        zh = f"“{name}”名次写 {rank.printed.numeral.text}，按得分应为第 {place}"
        en = f"'{name}' is ranked {rank.printed.numeral.text}, by its score it is number {place}"
        yield said(
            rule(NAME, TITLE),
            zh,
            en,
            [evidence_of(facts, rank.figure, rank.mention, "stated")],
            Verdict.DISCREPANCY,
        )


def _wrong(rows: Sequence[tuple[Row, Stated, Fraction]], *, falling: bool) -> list[tuple[Row, Stated, int]]:
    """Return the rows whose rank is none that their value can have; equal values share their ranks."""
    found = []
    for row, rank, value in rows:
        before = sum(1 for _, _, other in rows if other != value and (other > value) is falling)
        same = sum(1 for _, _, other in rows if other == value)
        if not before < rank.printed.value <= before + same:
            found.append((row, rank, before + 1))
    return found
