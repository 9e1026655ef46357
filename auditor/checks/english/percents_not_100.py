"""English: a column of percentages whose rows do not add up to the 100 percent that its total row prints.

The rows of one such column are the parts of one whole, each rounded for print. Where answers may overlap no total of
100 is printed.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import judged, near_sum, plus, rule, summed
from auditor.checks.common.tables import header, numeric, sheets, unread
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "percents-not-100"
TITLE = {"zh": "各行百分比之和不是 100%", "en": "the percentages of a column do not add up to 100"}
_PERCENT = re.compile(r"%|\bper ?cent|\bpercentage|\bshare", re.IGNORECASE)
_CHANGE = re.compile(
    r"change|growth|increase|decrease|points|vs|variance|over|under|margin|rate", re.IGNORECASE
)
_WHOLE = re.compile(r"(?:total|all)\b", re.IGNORECASE)
_FEWEST = 3
_FAR = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the columns of percentages that a row of the whole closes."""
    for sheet in sheets(facts):
        for column in numeric(sheet):
            head = header(column)
            if not _PERCENT.search(head) or _CHANGE.search(head):
                continue
            last = sheet.table.rows[-1]
            claim = sheet.at(last, column)
            rows = sheet.table.rows[:-1]
            values = [value for row in rows if (value := sheet.at(row, column)) is not None]
            if claim is None or not _WHOLE.match(last.label or "") or len(values) < max(_FEWEST, len(rows)):
                continue
            if any(row.role is not Role.DETAIL for row in rows) or unread(sheet, rows, column):
                continue
            total = sum((value.printed.value for value in values), Fraction(0))
            whole = Fraction(1) if claim.unit.dimension == "ratio" else Fraction(100)
            # Either the total prints 100 or the rows add up to it; where neither does they are no parts.
            close = abs(total - whole) <= claim.printed.step * len(values)
            if (
                (claim.printed.value == whole and total < whole * _FAR)
                or close
                or near_sum(claim, plus(values))
            ):
                yield judged(facts, summed(rule(NAME, TITLE), claim, plus(values)))
