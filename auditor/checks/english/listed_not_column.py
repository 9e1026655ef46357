"""English: one of several figures that a sentence repeats from a column of a table has another value there.

`The most common were opening hours (32.8%), distance (25.5%) and own books (18.8%)`: that a sentence repeats a column
shows by the figures that do; the one that does not counts only where one slip of the pen parts it from a cell that
the sentence leaves out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.checks.common.english import english
from auditor.checks.common.nearby import nearby
from auditor.checks.common.relations import compared, judged, rule
from auditor.checks.common.rownames import levels
from auditor.checks.common.slips import digits, slip
from auditor.checks.common.tables import numeric, same_value, sheets
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "listed-not-column"
TITLE = {"zh": "正文所列与表列不一致", "en": "one of the figures repeated from a table column differs"}
_NEAR = 5
_LEAST = 2
_DIGITS = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge English sentences that repeat three and more cells of a column."""
    tables = nearby(sheets(facts))
    for sentence in english(facts):
        numbers = [each for each in sentence.stated if not each.sign and digits(each.known) >= _DIGITS]
        near = tables.near(sentence.paragraph.block.index, _NEAR) if len(numbers) > _LEAST else []
        for sheet in near:
            for column in numeric(sheet):
                values = [
                    value
                    for row in sheet.table.rows
                    for own, value in levels(sheet, row)
                    if own is column and digits(value) >= _DIGITS
                ]
                yield from _judged(facts, numbers, values)


def _judged(facts: Facts, numbers: Sequence[Number], values: Sequence[Stated]) -> Iterator[Outcome]:
    alike = [each for each in numbers if any(_same(each, value) for value in values)]
    kept = [
        (each, value)
        for each in alike
        for value in values
        if _same(each, value) and same_value(each.known, value)
    ]
    used = {id(value) for _, value in kept}
    told = {id(each) for each, _ in kept}
    wrong = [each for each in numbers if id(each) not in told and any(_same(each, value) for value in values)]
    if len(used) < _LEAST or len(wrong) != 1:
        return
    left = [value for value in values if id(value) not in used and slip(wrong[0].known, value.printed.value)]
    if len(left) == 1:
        yield judged(facts, compared(rule(NAME, TITLE), wrong[0].known, tree.Relation.EQUAL, left[0]))


def _same(number: Number, value: Stated) -> bool:
    return number.known.unit.dimension == value.unit.dimension
