"""English: a figure told of a row that prints another one, and that is to the last digit that of another row of the column.

`Fernhill followed with 83.28%`, where that is the rate of Elmhurst; `and Corrections $9,538,744 (97.1%)`, where Corrections spent
5,907,318 and the fire service so much. So long a figure is another row's by chance in no column, and a figure of the named row in any
table is what it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import english, terms
from auditor.checks.common.relations import ONE
from auditor.checks.common.rownames import CHANGES, Named, named, scale_in, years
from auditor.checks.common.slips import digits
from auditor.checks.common.tables import as_percent, header, numeric, same_value
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number, Stated
    from auditor.evaluation.facts import Facts
    from auditor.report.model import Row

_LEADS = re.compile(
    r"(?:^|[,;]|\b(?:and|while|but|whereas|where|when|that))\s*(?:only |the )*$", re.IGNORECASE
)
_BETWEEN = re.compile(
    r"\s*(?:(?:spent|had|has|received|took|reached|showed|recorded|came|follows?|followed|next|second|was|is|at|with|to|paid|collected|used|"
    r"delivered|scored|earned|cost|got)\s*){0,4}\(?[$€£]?$"
)
_NEAR = 20
_LONG, _RATE = 5, 4


def copied(facts: Facts) -> Iterator[tuple[Number, Stated, Fraction]]:
    """Iterate over the figures of sentences that are another row's, each with the cell of the row that is named, and its scale."""
    for sentence in english(facts):
        numbers = [
            each
            for each in sentence.stated
            if not each.sign and digits(each.known) >= (_RATE if each.is_share else _LONG)
        ]
        rows = named(facts, sentence) if numbers else []
        for number in numbers if not years(sentence.text) else ():
            own = [each for each in rows if _told_of(sentence, each, number)]
            near = [each for each in own if each.sheet.near(sentence.paragraph.block.index, _NEAR)]
            if any(_prints(facts, each, each.row, number) for each in own):
                continue
            found = [cell for each in near for cell in _of_another(facts, each, number)]
            if len({cell.printed.value for cell, _ in found}) == 1:
                yield (number, *found[0])


def _told_of(sentence: Sentence, row: Named, number: Number) -> bool:
    """Whether a row is the subject of a clause in which nothing but a verb stands before a number."""
    start = number.occurrence.span.start - sentence.start
    return (
        row.end <= start
        and _LEADS.search(sentence.text[: row.start]) is not None
        and _BETWEEN.fullmatch(sentence.text[row.end : start]) is not None
    )


def _prints(facts: Facts, place: Named, row: Row, number: Number) -> bool:
    """Whether a row prints a number in any of its columns."""
    cells = ((column, place.sheet.at(row, column)) for column in numeric(place.sheet))
    return any(
        cell is not None and _repeats(facts, place, number, as_percent(cell, header(column))) is not None
        for column, cell in cells
    )


def _repeats(facts: Facts, place: Named, number: Number, cell: Stated) -> Fraction | None:
    """Return the scale in which a cell repeats a number."""
    if number.is_share or cell.unit.dimension == "ratio":
        return ONE if number.is_share and same_value(number.known, cell) else None
    return scale_in(facts, place.sheet, number.known, cell)


def _of_another(facts: Facts, place: Named, number: Number) -> Iterator[tuple[Stated, Fraction]]:
    """Iterate over the cells of the named row in the columns in which one other row alone prints the number to the last digit."""
    label = terms(place.row.label or place.row.name)
    for column in numeric(place.sheet):
        mine = place.sheet.at(place.row, column)
        if mine is None or CHANGES.search(header(column)):
            continue
        others = [
            (row, scale)
            for row in place.sheet.details
            if row is not place.row
            and row.role is Role.DETAIL
            and (cell := place.sheet.at(row, column)) is not None
            and (scale := _repeats(facts, place, number, as_percent(cell, header(column)))) is not None
            and cell.printed.numeral.step <= number.known.printed.numeral.step
        ]
        if len(others) != 1:
            continue
        name = terms(others[0][0].label or others[0][0].name)
        # Libraries, branch is a part of Libraries, and Fire that of Fire and rescue.
        if label and name and not (label <= name or name <= label):
            yield as_percent(mine, header(column)), others[0][1]
