"""English: a column of percentage changes in which a row does not follow from its two amounts.

    (in millions)       2022      2021   Change
    Net sales        1,204.5   1,010.3    19.2%

Columns may hold rates in some rows: rows of two amounts are judged, and of two percentages by their distance in points;
which columns are meant shows by them.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import ONE, fits, judged, quotient, rule, summed
from auditor.checks.common.rownames import CHANGES
from auditor.checks.common.tables import header, numeric, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation
    from auditor.report.model import Column

NAME = "growth-not-columns"
TITLE = {"zh": "增减率与两期数额不符", "en": "a percentage change does not follow from its two amounts"}
_PERCENT = re.compile(r"%|per ?cent", re.IGNORECASE)
_LEAST = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every column of percentage changes."""
    for sheet in sheets(facts):
        columns = numeric(sheet)
        changes = [each for each in columns if CHANGES.search(header(each))]
        amounts = [each for each in columns if each not in changes and not _PERCENT.search(header(each))]
        for claim in changes:
            for now, before in itertools.permutations(amounts, 2):
                found = list(_relations(sheet, claim, now, before))
                kept = sum(1 for each in found if fits(facts, each))
                if kept >= max(_LEAST, (len(found) - kept) * 2):
                    yield from (judged(facts, each) for each in found)
                    break


def _relations(sheet: Sheet, claim: Column, now: Column, before: Column) -> Iterator[Relation]:
    for row in sheet.table.rows:
        rate, one, two = sheet.at(row, claim), sheet.at(row, now), sheet.at(row, before)
        if rate is None or one is None or two is None:
            continue
        if rate.unit.dimension == "points" and one.unit.dimension == two.unit.dimension == "ratio":
            yield summed(rule(NAME, TITLE), rate, [(ONE, one), (-ONE, two)], role="stated")
        if rate.unit.dimension != "ratio":
            continue
        if "ratio" in {one.unit.dimension, two.unit.dimension} or two.printed.value == 0:
            continue
        # Costs are printed in brackets: growing, they grow.
        if (one.printed.value < 0) == (two.printed.value < 0):
            yield quotient(rule(NAME, TITLE), rate, [(ONE, one), (-ONE, two)], [(ONE, two)])
