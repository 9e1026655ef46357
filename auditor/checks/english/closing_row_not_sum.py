"""English: the last row of a table closes some of its columns as their sum, and not another one.

    Elder Bank   12.5   3,184.6
    Mill Lane     8.0   2,297.3
    System       20.5   5,841.9

That the row is the sum shows by the columns that it closes to the last place; another must miss by a slip of the pen. Where it
closes two and misses but one, it was meant to close that one, too, if it is more than its rows give or leaves out just one of them:
people counted once may be fewer than those of all rows together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import ONE, judged, near_sum, plus, rule, summed
from auditor.checks.common.slips import digits, slip_in_sum
from auditor.checks.common.tables import is_rate, numeric, sheets
from auditor.checks.english._closing import closing, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.checks.common.numbers import Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column, Row

NAME = "closing-row-not-sum"
TITLE = {
    "zh": "末行与其上各行之和不符",
    "en": "the last row is not the sum of the rows above it in one column",
}
_PROVEN = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the columns of tables whose last row is the sum of others."""
    for sheet in sheets(facts):
        found = None if sheet.totals else closing(sheet)
        if found is None or not re.match(r"[A-Za-z]", found[0].label or found[0].name):
            continue
        last, held = found
        columns = [each for each in numeric(sheet) if _adds(sheet, last, each)]
        missed = [each for each in columns if not _held(sheet, last, each)]
        for column in columns:
            parts, whole = parts_of(sheet, last, column), sheet.at(last, column)
            if not parts or whole is None:
                continue
            weighted = plus(list(parts))
            total = sum((each.printed.value for each in parts), start=0 * ONE)
            near = abs(total - whole.printed.value) * 5 <= abs(whole.printed.value)
            sure = len(held) >= _PROVEN and len(missed) == 1 and _beyond(whole, parts, total)
            if column in held or (near and (sure or slip_in_sum(whole, weighted))):
                yield judged(facts, summed(rule(NAME, TITLE), whole, weighted))


def _adds(sheet: Sheet, last: Row, column: Column) -> bool:
    whole = sheet.at(last, column)
    return whole is not None and whole.unit.dimension != "ratio" and not is_rate(sheet, column)


def _held(sheet: Sheet, last: Row, column: Column) -> bool:
    """Whether the last row gives a column, or the column lacks a cell so that nothing is known."""
    parts, whole = parts_of(sheet, last, column), sheet.at(last, column)
    return not parts or whole is None or near_sum(whole, plus(list(parts)))


def _beyond(whole: Stated, parts: Sequence[Stated], total: Fraction) -> bool:
    """Whether a total is more than its parts, or less by just one of them that says something."""
    short = total - whole.printed.value
    return short < 0 or any(digits(each) > 1 and each.printed.value == short for each in parts)
