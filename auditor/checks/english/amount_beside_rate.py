"""English: an amount told with a rate that a table prints in one row, and that is a slip away from the amount of that row.

`The ministry paid in 71.02 million, or 84.0 per cent of its commitment`: 84.0 stands in one row, whose amount is 7,102 thousand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import english, terms
from auditor.checks.common.nearby import nearby
from auditor.checks.common.relations import judged, rule, summed
from auditor.checks.common.rownames import CHANGES, agrees, scales
from auditor.checks.common.slips import digits, slip
from auditor.checks.common.tables import as_percent, header, numeric, sheets
from auditor.numbers import round_to

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.nearby import Nearby
    from auditor.checks.common.numbers import Number, Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "amount-beside-rate"
TITLE = {
    "zh": "与比率同述的数额与表中该行不符",
    "en": "an amount told with the rate of a row is not the amount of that row",
}
_OR = re.compile(r"^[^.;:()0-9]{0,30}(?:,? or|\()\s*$")
_OF = re.compile(r"^\s*of\b", re.IGNORECASE)
_NEAR, _DIGITS = 10, 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the amounts that sentences tell with a rate."""
    tables = nearby(sheet for sheet in sheets(facts) if sheet.values)
    for sentence in english(facts):
        for amount, rate in zip(sentence.numbers, sentence.numbers[1:], strict=False):
            if amount.stated is None or rate.stated is None or not rate.is_share or amount.is_share:
                continue
            if amount.dimension == "points" or min(digits(amount.known), digits(rate.known)) < _DIGITS:
                continue
            if _OR.match(sentence.between(amount, rate)) and _OF.match(sentence.after(rate)):
                yield from _judged(facts, sentence, amount, rate, tables)


def _judged(
    facts: Facts, sentence: Sentence, amount: Number, rate: Number, tables: Nearby[Sheet]
) -> Iterator[Outcome]:
    words = terms(sentence.before(amount))
    slips: dict[Fraction, tuple[Fraction, Stated]] = {}
    for sheet in tables.near(sentence.paragraph.block.index, _NEAR):
        for row in sheet.table.rows:
            cells = [
                (column, cell) for column in numeric(sheet) if (cell := sheet.at(row, column)) is not None
            ]
            told = [as_percent(cell, header(column)) for column, cell in cells]
            if not any(
                each.unit.dimension == "ratio" and each.printed.value == rate.known.printed.value
                for each in told
            ):
                continue
            named = bool(terms(row.label or row.name) & words)
            for (column, cell), percent in zip(cells, told, strict=True):
                if percent.unit.dimension == "ratio" or CHANGES.search(header(column)):
                    continue
                for scale in scales(facts, sheet, amount.known, cell):
                    if agrees(amount.known, cell, scale):
                        return
                    should = round_to(cell.printed.value * scale, amount.known.printed.step)
                    if named and slip(amount.known, should) not in {"", "sign"}:
                        slips[should] = (scale, cell)
    if len(slips) == 1:
        ((scale, cell),) = slips.values()
        yield judged(facts, summed(rule(NAME, TITLE), amount.known, [(scale, cell)], role="stated"))
