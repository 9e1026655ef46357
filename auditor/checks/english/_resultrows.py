"""English: a result told with what it was made on, which a table has in one column: a surplus of A on income of B.

That a cell prints B in a row of its name shows the column; the row that begins with the name of the result has there what A should be.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import english, terms
from auditor.checks.common.rownames import agrees, scale_in
from auditor.checks.common.slips import digits
from auditor.checks.common.tables import numeric, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from auditor.checks.common.numbers import Number, Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts

_RESULT = re.compile(
    r"\b(?P<what>(?:operating |net |gross |pre-tax )?(?:surplus|deficit|profit|loss|result|income|underspend|overspend|earnings))(?: for the (?:year|period))? of\s*$",
    re.IGNORECASE,
)
_ON = re.compile(
    r"^\s*(?:on|from|against|out of) (?:an? |the |our |its )?(?P<of>(?:[a-z]+ ){0,2}(?:income|revenues?|turnover|sales|expenditure|spending|receipts|budget)) (?:of|totalling|totaling)\s*$",
    re.IGNORECASE,
)
_FIRST = re.compile(r"(?:the |total )*", re.IGNORECASE)
_TELLING = 3


def results(facts: Facts) -> Iterator[tuple[Number, Fraction, Stated]]:
    """Iterate over the results that sentences tell, with the cell that each should be and by what that is multiplied."""
    for sentence in english(facts):
        for result, base in pairwise(sentence.stated):
            what = _RESULT.search(sentence.before(result))
            on = _ON.match(sentence.between(result, base))
            if (
                what is None
                or on is None
                or result.dimension != base.dimension
                or digits(base.known) < _TELLING
            ):
                continue
            found = [
                pair
                for sheet in sheets(facts)
                for pair in _cells(facts, sheet, what["what"].lower(), terms(on["of"]), base)
            ]
            held = [(scale, cell) for scale, cell in found if agrees(result.known, cell, scale)]
            if held or len({abs(cell.printed.value) * scale for scale, cell in found}) == 1:
                yield (result, *(held or found)[0])


def _cells(
    facts: Facts, sheet: Sheet, what: str, of: frozenset[str], base: Number
) -> Iterator[tuple[Fraction, Stated]]:
    """Iterate over the results of the columns of a table in which a row of the base's name prints the base."""
    for column in numeric(sheet):
        for row in sheet.table.rows:
            cell = sheet.at(row, column) if of <= terms(row.label or row.name) else None
            scale = scale_in(facts, sheet, base.known, cell) if cell is not None else None
            if scale is None:
                continue
            for other in sheet.table.rows:
                label = _FIRST.sub("", (other.label or other.name).lower(), count=1)
                own = sheet.at(other, column)
                if label.startswith(what) and own is not None and own.unit.dimension != "ratio":
                    yield scale, own
