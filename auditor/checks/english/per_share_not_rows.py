"""English: earnings per share that are not the net income over the weighted shares of their column.

Which rows are meant their labels say; that nothing else (preferred dividends, two classes) comes between, another
column has to show.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.relations import ONE, fits, judged, near_ratio, quotient, rule
from auditor.checks.common.tables import Sheet, numeric, sheets
from auditor.numbers import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Row

NAME = "per-share-not-rows"
TITLE = {"zh": "每股收益与净利润、股数不符", "en": "earnings per share are not net income over shares"}
_CLAIM = re.compile(r"\b(?:earnings|income|loss)\b.*\bper\b.*\bshare|\bEPS\b", re.IGNORECASE)
_INCOME = re.compile(
    r"^net (?:income|earnings|loss|\(loss\) income|income \(loss\))(?: (?:available|attributable) to.*)?$",
    re.IGNORECASE,
)
_SHARES = re.compile(r"\bshares\b", re.IGNORECASE)
_KINDS = ("diluted", "basic")
_BETWEEN = re.compile(r"preferred|participating|allocated|class [ab]\b|noncontrolling", re.IGNORECASE)
_NUMBER = unit_of("")
_SCALES = tuple(Fraction(10) ** power for power in (0, 3, -3, 6, -6))


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the rows of every table that prints income, shares and their quotient."""
    for sheet in sheets(facts):
        labels = {row.name: row.label or row.name for row in sheet.table.rows}
        income = [row for row in sheet.table.rows if _INCOME.match(labels[row.name].strip())]
        if len(income) != 1 or any(_BETWEEN.search(label) for label in labels.values()):
            continue
        for kind in _KINDS:
            named = [row for row in sheet.table.rows if kind in labels[row.name].lower()]
            claims = [row for row in named if _CLAIM.search(labels[row.name])]
            shares = [row for row in named if row not in claims and _SHARES.search(labels[row.name])]
            if len(claims) == len(shares) == 1:
                yield from _judged(facts, sheet, claims[0], income[0], shares[0])


def _judged(facts: Facts, sheet: Sheet, claim: Row, income: Row, shares: Row) -> Iterator[Outcome]:
    cells = [
        (_bare(rate), _bare(above), _bare(below))
        for column in numeric(sheet)
        if (rate := sheet.at(claim, column)) is not None
        and (above := sheet.at(income, column)) is not None
        and (below := sheet.at(shares, column)) is not None
        and below.printed.value > 0
    ]
    for scale in _SCALES:
        kept = [each for each in cells if near_ratio(_scaled(each[0], scale), each[1], each[2])]
        if not kept or len(kept) * 2 < len(cells):
            continue
        relations = [
            quotient(rule(NAME, TITLE), rate, [(ONE, above)], [(ONE, below)], factor=1 / scale)
            for rate, above, below in cells
        ]
        # Where most periods miss by little, part of the income belongs to others: two classes share it.
        if sum(1 for each in relations if fits(facts, each)) * 2 >= len(relations):
            yield from (judged(facts, each) for each in relations)
        return


def _bare(stated: Stated) -> Stated:
    """Return a number without the $ that a column lends to its shares and rates alike."""
    if stated.unit.dimension == "ratio":
        return stated
    return attrs.evolve(stated, printed=attrs.evolve(stated.printed, unit=_NUMBER))


def _scaled(stated: Stated, scale: Fraction) -> Stated:
    printed = stated.printed
    return attrs.evolve(
        stated, printed=attrs.evolve(printed, value=printed.value * scale, step=printed.step * scale)
    )
