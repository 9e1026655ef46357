"""English: the last row of a table closes some of its columns as their sum, and not another one.

    Elder Bank   12.5   3,184.6
    Mill Lane     8.0   2,297.3
    System       20.5   5,841.9

That the row is the sum shows by the columns that it closes to the last place; the other must miss by a slip of the pen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import ONE, judged, plus, rule, summed
from auditor.checks.common.slips import slip_in_sum
from auditor.checks.common.tables import is_rate, numeric, sheets
from auditor.checks.english._closing import closing, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "closing-row-not-sum"
TITLE = {
    "zh": "末行与其上各行之和不符",
    "en": "the last row is not the sum of the rows above it in one column",
}


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the columns of tables whose last row is the sum of others."""
    for sheet in sheets(facts):
        found = None if sheet.totals else closing(sheet)
        if found is None or not re.match(r"[A-Za-z]", found[0].label or found[0].name):
            continue
        last, held = found
        for column in numeric(sheet):
            parts, whole = parts_of(sheet, last, column), sheet.at(last, column)
            if not parts or whole is None or whole.unit.dimension == "ratio" or is_rate(sheet, column):
                continue
            weighted = plus(list(parts))
            total = sum((each.printed.value for each in parts), start=0 * ONE)
            near = abs(total - whole.printed.value) * 5 <= abs(whole.printed.value)
            if column in held or (near and slip_in_sum(whole, weighted)):
                yield judged(facts, summed(rule(NAME, TITLE), whole, weighted))
