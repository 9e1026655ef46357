"""An amount a head whose whole only a table prints: 接待 31 批次、246 人次，人均接待费 666.67 元, and 公务接待费 in a row.

Several columns may hold the amount of the row; that none gives the mean, and one gives it but for its decimal point or
a digit, shows that it was meant and slipped.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.nearby import nearby
from auditor.checks.common.numbers import Number, Stated, paragraphs
from auditor.checks.common.relations import ONE, judged, near_ratio, quotient, rule
from auditor.checks.common.slips import MEANT, digits, slip
from auditor.checks.common.tables import numeric, plain, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "per-head-not-row"
TITLE = {"zh": "人均金额与表中金额不符", "en": "an amount a head is not that of the table's row"}
_MEAN = re.compile(r"(?P<each>[人户车])均(?P<what>[一-龥]{2,8}?)(?:支出|费用|金额)?(?:为|约|是)?$")
_UNITS = {"人": ("人次", "人", "名"), "户": ("户",), "车": ("辆",)}
_FAR = 20


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge means whose count stands before them and whose amount a row of a table near them."""
    tables = nearby(sheet for sheet in sheets(facts) if sheet.values)
    for paragraph in paragraphs(facts):
        numbers = [each for each in paragraph.numbers if each.stated and not each.sign]
        for at, mean in enumerate(numbers):
            found = _MEAN.search(mean.clause) if mean.dimension == "money" else None
            count = _counted(numbers[:at], mean, found["each"]) if found else None
            if found is None or count is None:
                continue
            cells = [
                cell
                for sheet in tables.near(paragraph.block.index, _FAR)
                for row in sheet.details
                if plain(row.label or row.name).endswith(found["what"])
                for column in numeric(sheet)
                if (cell := sheet.at(row, column)) is not None and cell.unit.dimension == "money"
            ]
            yield from _judged(facts, mean, count, cells)


def _counted(before: Sequence[Number], mean: Number, each: str) -> Number | None:
    own = [
        number
        for number in before
        if number.sentence == mean.sentence and number.occurrence.unit.lstrip("万亿") in _UNITS[each]
    ]
    return own[-1] if own and own[-1].known.printed.value else None


def _judged(facts: Facts, mean: Number, count: Number, cells: Sequence[Stated]) -> Iterator[Outcome]:
    fitting = [cell for cell in cells if near_ratio(mean.known, cell, count.known)]
    meant = fitting or [cell for cell in cells if _slipped(mean, cell, count)]
    if fitting or len({cell.printed.value for cell in meant}) == 1:
        yield judged(facts, quotient(rule(NAME, TITLE), mean.known, [(ONE, meant[0])], [(ONE, count.known)]))


def _slipped(mean: Number, cell: Stated, count: Number) -> bool:
    step = mean.known.printed.numeral.step * mean.known.printed.unit.factor
    should = (cell.printed.value / count.known.printed.value / step + Fraction(1, 2)).__floor__() * step
    ratio = (
        mean.known.printed.value * count.known.printed.value / cell.printed.value if cell.printed.value else 0
    )
    shifted = any(
        abs(ratio - Fraction(10) ** power) * 1000 <= Fraction(10) ** power for power in (1, -1, 2, -2, 4, -4)
    )
    return shifted or (digits(mean.known) >= MEANT and slip(mean.known, should) not in {"", "sign"})
