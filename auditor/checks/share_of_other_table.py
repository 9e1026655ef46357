"""A column of shares whose wholes another table prints in rows of the same names, and a row in which it is not so.

占同类在校生比重 beside 在校生 of the private schools, and the pupils of all schools of a kind in a table of their own: that the
column is part over whole shows in the other rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks._current import called
from auditor.checks._numbers import Stated, as_numeral
from auditor.checks._relations import ONE, fits, judged, near_ratio, quotient, rule
from auditor.checks._tables import Sheet, as_percent, header, is_rate, numeric, sheets
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column, Row

NAME = "share-of-other-table"
TITLE = {
    "zh": "占比与另一表中同名各行之数不符",
    "en": "a share is not of the row of its name in another table",
}
_SHARE = re.compile(r"^占(?P<whole>.{2,}?)的?(?:比重|比例|比|百分比)")
_FEWEST = 3


@attrs.frozen(eq=False)
class _Claim:
    """A share, its part and its whole."""

    share: Stated
    part: Stated
    whole: Stated

    @property
    def kept(self) -> bool:
        """Whether rounding explains the share."""
        return near_ratio(self.share, self.part, self.whole)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge columns of shares by the columns of other tables that most of their rows are of."""
    tables = [sheet for sheet in sheets(facts) if sheet.values]
    for sheet in tables:
        for column in numeric(sheet):
            if _SHARE.match(header(column)) is not None:
                yield from _judged(facts, sheet, column, tables)


def _judged(facts: Facts, sheet: Sheet, column: Column, tables: Sequence[Sheet]) -> Iterator[Outcome]:
    best: list[_Claim] = []
    for part in numeric(sheet):
        if part is column or is_rate(sheet, part):
            continue
        for other in tables:
            named = _named(other)
            for below in numeric(other) if other is not sheet else ():
                if is_rate(other, below):
                    continue
                claims = list(_claims(sheet, column, part, other, below, named))
                kept = sum(1 for each in claims if each.kept)
                broken = len(claims) - kept
                if kept >= _FEWEST and broken <= 1 and kept > sum(1 for each in best if each.kept):
                    best = claims
    for claim in best:
        relation = quotient(rule(NAME, TITLE), claim.share, [(ONE, claim.part)], [(ONE, claim.whole)])
        if claim.kept or not fits(facts, relation):
            yield judged(facts, relation)


def _claims(  # noqa: PLR0913, PLR0917 - two columns of one table and one of another
    sheet: Sheet, column: Column, part: Column, other: Sheet, below: Column, named: Mapping[str, Row]
) -> Iterator[_Claim]:
    for row in sheet.table.rows:
        share, above, whole = sheet.at(row, column), sheet.at(row, part), named.get(called(row))
        base = other.at(whole, below) if whole is not None and row.role is not Role.TOTAL else None
        if share is None or above is None or base is None:
            continue
        share = as_percent(share, "%")
        # 单位：所、人 lends one unit to all columns: the numbers are compared as they are printed.
        above, base = as_numeral(above), as_numeral(base)
        if share.unit.dimension == "ratio" and base.printed.value > 0 and above.printed.value > 0:
            yield _Claim(share, above, base)


def _named(sheet: Sheet) -> Mapping[str, Row]:
    """Return the rows of a table by name, without those whose name it prints twice."""
    names = [called(row) for row in sheet.table.rows]
    return {name: row for name, row in zip(names, sheet.table.rows, strict=True) if names.count(name) == 1}
