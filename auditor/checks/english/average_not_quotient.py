"""English: a column of averages in which a row is not its amount over its count.

    Size     Grants        Amount      Average
    Large        12   $28,800,000   $2,400,000

Which columns are meant shows by the rows that keep the relation.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.english import counted
from auditor.checks.common.relations import ONE, judged, near_ratio, quotient, rule
from auditor.checks.common.tables import header, numeric, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column

NAME = "average-not-quotient"
TITLE = {"zh": "平均数与金额、数量不符", "en": "an average is not the amount over the count"}
_MEAN = re.compile(r"\baverage|\bmean\b|\bper\s+[a-z]|/\s?[a-z]", re.IGNORECASE)
_NOT = re.compile(r"per ?cent|change|increase|decrease|moving", re.IGNORECASE)
_SCALES = (
    (re.compile(r"(?<![0-9])['\u2019]?000s?\b|thousand", re.IGNORECASE), 10**3),
    (re.compile(r"million|\$m\b", re.IGNORECASE), 10**6),
)
_LEAST, _SHARP = 2, 20


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every column of averages."""
    for sheet in sheets(facts):
        columns = numeric(sheet)
        means = [each for each in columns if _MEAN.search(header(each)) and not _NOT.search(header(each))]
        others = [each for each in columns if each not in means and not _NOT.search(header(each))]
        for claim in means:
            for above, below in itertools.permutations(others, 2):
                rows = list(_rows(sheet, claim, above, below))
                scale = _scale(above) / _scale(claim) / _scale(below)
                near = [each for each in rows if near_ratio(_shifted(each[0], scale), *each[1:])]
                broken = len(rows) - len(near)
                kept = [each for each in near if _sharp(*each[1:])]
                if len(kept) < max(_LEAST, broken * 2) and not len(kept) > max(_LEAST, broken):
                    continue
                for mean, amount, count in rows:
                    info = rule(NAME, TITLE)
                    yield judged(facts, quotient(info, mean, [(ONE, amount)], [(ONE, count)], factor=scale))
                break


def _scale(column: Column) -> Fraction:
    """Return by what a head says that its numbers are to be multiplied: Expenditure ($000)."""
    found = [scale for words, scale in _SCALES if words.search(header(column))]
    return Fraction(found[0] if len(found) == 1 else 1)


def _sharp(amount: Stated, count: Stated) -> bool:
    """Whether an amount over a count is known well enough for an average near to it to be no accident: 7 over 1.09 is not."""
    top, bottom = amount.printed, count.printed
    return (top.step * abs(bottom.value) + abs(top.value) * bottom.step) * _SHARP <= abs(
        top.value * bottom.value
    )


def _shifted(mean: Stated, scale: Fraction) -> Stated:
    printed = mean.printed
    shifted = attrs.evolve(printed, value=printed.value / scale, step=printed.step / scale)
    return attrs.evolve(mean, printed=shifted)


def _rows(
    sheet: Sheet, claim: Column, above: Column, below: Column
) -> Iterator[tuple[Stated, Stated, Stated]]:
    for row in sheet.table.rows:
        mean, amount, count = sheet.at(row, claim), sheet.at(row, above), sheet.at(row, below)
        if mean is None or amount is None or count is None or count.printed.value <= 0:
            continue
        # An average is of the kind of its amount: $ over a count is $.
        if mean.unit.dimension in {amount.unit.dimension, "number"} and mean.unit.dimension != "ratio":
            yield mean, amount, counted(count)
