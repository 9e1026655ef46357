"""English: a figure of a row that its text calls above or below the average of its column, and that is not.

`Construction trades finished at 81.2%, above the programme average`, where that column closes with 83.5%. The last row of a column
is its average where it lies between its least and its greatest and is no sum: rates, means, prices.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import compared, judged, rule
from auditor.checks.common.slips import digits
from auditor.checks.common.tables import header, numeric
from auditor.checks.english._bound import bound
from auditor.checks.english._rowforms import forms, wholes
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Stated
    from auditor.checks.common.rownames import Named
    from auditor.checks.english._bound import Bound
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "average-misjudged"
TITLE = {
    "zh": "称高于或低于平均水平，与表不符",
    "en": "a figure does not stand to the average of its column as is said",
}
_SAID = re.compile(
    r"\s*(?:days?|weeks?|hours?|minutes?|points?|years?|visits?|per \w+)?\)?,?\s*(?:(?:and|but|which|is|was|are|were|still|so|well|just|far|slightly|somewhat|a little|little|clearly|even|also|all)\s+){0,3}"
    r"(?P<way>above|below|higher than|lower than|more than|less than|over|under|better than|worse than)\s+"
    r"(?:(?:the|its|that of the)\s+)(?:(?:[a-z'\u2019-]+|[A-Z][a-z]+)\s+){0,3}?(?:average|mean|overall (?:rate|figure|level))\b(?!\s+(?:of|for|in|over)\b)(?![^.;,]{0,20}[0-9])"
)
_UP = frozenset({"above", "higher than", "more than", "over"})
_DOWN = frozenset({"below", "lower than", "less than", "under"})
_OTHER = re.compile(
    r"\b(?:national|regional|country|state|sector|industry|EU|European|OECD|world|earlier|previous|five-year|three-year|long-term)\b"
)
_LEAST = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the figures of rows that English sentences compare with the average."""
    for sentence, told, _ in bound(facts):
        for each in told:
            found = _SAID.match(sentence.after(each.number))
            if found is None or each.joint or each.moved or _OTHER.search(found.group()):
                continue
            way = found["way"]
            if way not in _UP | _DOWN or digits(each.number.known) < _LEAST:
                continue
            sign = tree.Relation.GREATER if way in _UP else tree.Relation.LESS
            wholes_of = {
                whole.printed.value: whole for row in each.rows for whole in _average(facts, each, row)
            }
            if len(wholes_of) == 1:
                whole = next(iter(wholes_of.values()))
                yield judged(facts, compared(rule(NAME, TITLE), each.number.known, sign, whole))


def _average(facts: Facts, told: Bound, row: Named) -> Iterator[Stated]:
    """Iterate over what closes the columns in which a number is the cell of its row."""
    number, sheet = told.number, row.sheet
    named = {
        form.key[1]
        for form in forms(facts, sheet, row.row, number)
        if form.key[0] == "cell" and form.scale == 1 and form.gives(number)
    }
    closing = [each for each in wholes(sheet, row.row) if each is sheet.table.rows[-1]]
    for column in numeric(sheet) if closing else ():
        whole = sheet.at(closing[0], column)
        cells = [
            cell.printed.value
            for each in sheet.details
            if each is not closing[0] and (cell := sheet.at(each, column))
        ]
        if (
            column.name in named
            and whole is not None
            and header(column)
            and len(cells) > _LEAST
            and min(cells) <= whole.printed.value <= max(cells)
            and whole.unit.dimension == number.known.unit.dimension
        ):
            yield whole
