"""A row of a table that its label makes a share of two other rows, and that is not: 资本化研发投入占研发投入的比例.

Statements of one column print amounts and, below them, what part one is of another.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._current import current, of_years, year_of
from auditor.checks._relations import ONE, judged, quotient, rule
from auditor.checks._tables import Sheet, numeric, plain, same_value, sheets
from auditor.checks._words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks._numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Row

NAME = "share-row-not-rows"
TITLE = {
    "zh": "占比行与同表所指两行不符",
    "en": "a row that is a share of two other rows does not follow from them",
}
_SHARE = re.compile(
    r"^(?P<part>[^占]{2,20}?)占(?P<whole>[^占]{2,20}?)的?(?:比例|比重|百分比|比)(?:[（(][％%][）)])?$"
)
_CAPITALISED = re.compile(
    r"^(?P<whole>[^占]{2,16}?)(?P<kind>资本化|费用化)的?(?:金额)?(?:比例|比重)(?:[（(][％%][）)])?$"
)
_SUM = re.compile(r"(?:合计|总计|总额|总数|小计|金额|[（(][^（）()]*[）)]|本期|本年|当期)")
_PERCENT = re.compile(r"[％%]")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the rows of shares whose part and whole are rows of the same table."""
    info = rule(NAME, TITLE)
    for sheet in sheets(facts):
        for row in sheet.table.rows:
            label = plain(row.label or row.name)
            found = _members(sheet, row, label)
            if found is None:
                continue
            part, whole = found
            columns = numeric(sheet)
            for column in columns:
                claim, above = sheet.at(row, column), sheet.at(part, column)
                # A statement of one column is of this period: what it is a share of, other tables print for it.
                below = (
                    _elsewhere(facts, whole, year_of(column), alone=len(columns) == 1)
                    if isinstance(whole, str)
                    else sheet.at(whole, column)
                )
                if claim is None or above is None or below is None or below.printed.value <= 0:
                    continue
                if above.unit.dimension != below.unit.dimension or above.unit.dimension == "ratio":
                    continue
                bare = claim.unit.dimension != "ratio"
                if bare and not _PERCENT.search(label):
                    continue
                factor = Fraction(100) if bare else ONE
                yield judged(facts, quotient(info, claim, [(ONE, above)], [(ONE, below)], factor=factor))


def _elsewhere(facts: Facts, name: str, year: str, *, alone: bool) -> Stated | None:
    """Return the one value that the tables print for a year, or this period, under a name, None where they print several."""
    found = of_years(facts).get((name, year), []) if year else current(facts).get(name, []) if alone else []
    return found[0] if found and all(same_value(found[0], each) for each in found) else None


def _members(sheet: Sheet, row: Row, label: str) -> tuple[Row, Row | str] | None:
    """Return the rows that a label names as part and whole, or the name of a whole that the table has not."""
    if (found := _SHARE.match(label)) is not None:
        names = found["part"], found["whole"]
    elif (found := _CAPITALISED.match(label)) is not None:
        names = f"{found['kind']}{found['whole']}", found["whole"]
    else:
        return None
    rows = [
        [each for each in sheet.table.rows if each is not row and _key(each.label or each.name) == _key(name)]
        for name in names
    ]
    if len(rows[0]) != 1 or len(rows[1]) > 1:
        return None
    return rows[0][0], (rows[1][0] if rows[1] else names[1])


def _key(label: str) -> str:
    return stem(_SUM.sub("", plain(label)))
