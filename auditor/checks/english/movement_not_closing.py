"""English: a movement in a table whose opening balance and changes do not give the closing balance.

    At 1 January        382.6
    Additions            57.3
    Depreciation        (41.6)
    At 31 December      398.3

Another column that adds up shows how the table is meant; where there is none, a slip of the pen has to explain the gap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import judged, near_sum, plus, rule, summed
from auditor.checks.common.slips import slip_in_sum
from auditor.checks.common.tables import numeric, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column, Row

NAME = "movement-not-closing"
TITLE = {"zh": "期初、变动与期末不符", "en": "opening balance and changes do not give the closing balance"}
_OPENS = re.compile(
    r"^(?:(?:balance|carrying amount|cost|cash)[a-z ]* )?(?:as )?at (?:1|beginning|the beginning|start)\b|^(?:opening|beginning) (?:balance|carrying|net|book)|^opening$",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    r"^(?:(?:balance|carrying amount|cost|cash)[a-z ]* )?(?:as )?at (?:28|29|30|31|end|the end)\b|^(?:closing|ending) (?:balance|carrying|net|book)|^closing$",
    re.IGNORECASE,
)
_FEWEST = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every stretch of rows from an opening balance to the next closing balance."""
    for sheet in sheets(facts):
        for rows in _movements(sheet):
            yield from _judged(facts, sheet, rows)


def _movements(sheet: Sheet) -> Iterator[Sequence[Row]]:
    start: int | None = None
    rows = sheet.table.rows
    for at, row in enumerate(rows):
        label = " ".join((row.label or row.name).split())
        if _OPENS.match(label):
            start = at
        elif _CLOSES.match(label) and start is not None:
            if at - start >= _FEWEST:
                yield rows[start : at + 1]
            start = None


def _judged(facts: Facts, sheet: Sheet, rows: Sequence[Row]) -> Iterator[Outcome]:
    told: list[tuple[Stated, list[Stated]]] = []
    for column in numeric(sheet):
        opening, closing = sheet.at(rows[0], column), sheet.at(rows[-1], column)
        parts = _parts(sheet, rows[:-1], column)
        alike = opening is not None and all(each.unit.dimension == opening.unit.dimension for each in parts)
        if closing is not None and alike and len(parts) > _FEWEST - 1:
            told.append((closing, parts))
    kept = [each for each in told if near_sum(each[0], plus(each[1]))]
    for closing, parts in told:
        if len(kept) * 2 > len(told) or (not kept and slip_in_sum(closing, plus(parts))):
            yield judged(facts, summed(rule(NAME, TITLE), closing, plus(parts)))


def _parts(sheet: Sheet, rows: Sequence[Row], column: Column) -> list[Stated]:
    return [value for row in rows if (value := sheet.at(row, column)) is not None]
