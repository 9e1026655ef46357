"""English: a column of changes that is not the difference of the two columns of percentages beside it.

    Frequency         2024 %   2021 %   Change (percentage points)
    Weekly or more      11.3     10.1   +1.2

Which two columns are meant, and in which order, shows by the other rows.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import ONE, judged, near_sum, rule, summed
from auditor.checks.common.tables import header, numeric, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from auditor.checks.common.numbers import Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column

NAME = "points-not-difference"
TITLE = {
    "zh": "百分点变动与两期百分比之差不符",
    "en": "a change in points is not the difference of two percentages",
}
_CHANGE = re.compile(r"change|differ|variance|points|increase|decrease|\+/-|vs", re.IGNORECASE)
_LEAST = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every column of changes by the percentages that it is the difference of."""
    for sheet in sheets(facts):
        columns = numeric(sheet)
        changes = [column for column in columns if _CHANGE.search(header(column))]
        rates = [column for column in columns if column not in changes and _is(sheet, column, "ratio")]
        for claim in changes:
            for now, before in itertools.permutations(rates, 2):
                rows = list(_rows(sheet, claim, now, before))
                kept = [each for each in rows if near_sum(each[0], [(ONE, each[1]), (-ONE, each[2])])]
                if len(kept) < max(_LEAST, (len(rows) - len(kept)) * 2):
                    continue
                for change, one, two in rows:
                    parts: list[tuple[Fraction, Stated]] = [(ONE, one), (-ONE, two)]
                    yield judged(facts, summed(rule(NAME, TITLE), change, parts, role="stated"))
                break


def _is(sheet: Sheet, column: Column, dimension: str) -> bool:
    values = [value for row in sheet.table.rows if (value := sheet.at(row, column)) is not None]
    return bool(values) and all(value.unit.dimension == dimension for value in values)


def _rows(
    sheet: Sheet, claim: Column, now: Column, before: Column
) -> Iterator[tuple[Stated, Stated, Stated]]:
    for row in sheet.table.rows:
        change, one, two = sheet.at(row, claim), sheet.at(row, now), sheet.at(row, before)
        if change is None or one is None or two is None or change.unit.dimension not in {"points", "ratio"}:
            continue
        if one.printed.value != two.printed.value:
            yield change, one, two
