"""A mean of a rating table that its counts do not give: Σ mark x count over Σ count."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.checks._relations import ONE, judged, quotient, rule
from auditor.checks._tables import header, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "mean-not-average"
TITLE = {"zh": "均值与各档人数不符", "en": "a mean is not what its counts give"}
_MARK = re.compile(r"^([1-9]|10)(?:分)?$")
_MEAN = re.compile(r"^(?:均值|平均分|平均值|平均得分|得分均值|[Mm]ean|[Aa]verage)(?:[（(].*[)）])?$")
_MARKS = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the rows of tables that count marks and state their mean."""
    for sheet in sheets(facts):
        marks = [
            (int(found[1]), column)
            for column in sheet.table.columns
            if (found := _MARK.match(header(column)))
        ]
        means = [column for column in sheet.table.columns if _MEAN.match(header(column))]
        if len(means) != 1 or len(marks) < _MARKS or len({mark for mark, _ in marks}) != len(marks):
            continue
        for row in sheet.table.rows:
            mean = sheet.at(row, means[0])
            counts = [(mark, value) for mark, column in marks if (value := sheet.at(row, column)) is not None]
            if (
                mean is None
                or len(counts) != len(marks)
                or not any(value.printed.value for _, value in counts)
            ):
                continue
            above = [(Fraction(mark), value) for mark, value in counts]
            yield judged(
                facts, quotient(rule(NAME, TITLE), mean, above, [(ONE, value) for _, value in counts])
            )
