"""A rate of change that is not that of the row which changed by so much: rose by 1,071, or 2.41%, where a row prints 43,391 and 44,462.

No sentence tells the levels, and no name is asked for: the row shows by its change alone. Over the earlier level the rate is
another one, while over the later it is the printed one to the last place, or one slip of the pen parts the two.
"""

from __future__ import annotations

import bisect
import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.checks.arithmetic._chinese import CHINESE
from auditor.checks.arithmetic._english import ENGLISH
from auditor.checks.common.english import is_english
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import judged, quotient, rule
from auditor.checks.common.rownames import scales
from auditor.checks.common.slips import digits, slip_from
from auditor.checks.common.tables import sheets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.arithmetic._words import Words
    from auditor.checks.common.numbers import Number, Paragraph, Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "rate-of-changed-row"
TITLE = {
    "zh": "增减率与表中变动不符",
    "en": "a rate of change is not that of the row that changed by so much",
}
_LEAST = 3
_PAIR = 2
_ANY_SCALE = tuple(Fraction(10**power) for power in (0, 3, 6, 9))
"""The scales that a table may be printed in."""
_Values = tuple[Fraction, Fraction]


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge changes told with their rates by the rows of tables that changed by so much."""
    words = ENGLISH if is_english(facts) else CHINESE
    told = [
        pair
        for paragraph in paragraphs(facts)
        if not paragraph.block.tells_aims
        for pair in _told(paragraph, words)
    ]
    levels = _levels(facts, [change for change, _ in told])
    for (change, rate), found in zip(told, levels, strict=True):
        if any(_is(rate, now - former, former) for former, now in found):
            continue
        wrong = [
            cells
            for (former, now), cells in found.items()
            if _is(rate, now - former, now) or _slipped(change, rate, abs(now - former) / former)
        ]
        if len(wrong) == 1:
            former, now = wrong[0]
            sign = Fraction(rate.sign)
            parts, base = [(sign, now), (-sign, former)], [(Fraction(1), former)]
            yield judged(facts, quotient(rule(NAME, TITLE), rate.known, parts, base))


def _told(paragraph: Paragraph, words: Words) -> Iterator[tuple[Number, Number]]:
    """Iterate over amounts of change and the rates told beside them."""
    for _, group in itertools.groupby(paragraph.numbers, key=lambda each: each.sentence):
        told = words.ready([each for each in group if each.stated])
        for pair in itertools.pairwise(told):
            rates = [each for each in pair if each.is_share]
            changes = [each for each in pair if not each.is_share and each.dimension != "points"]
            if len(rates) == len(changes) == 1 and changes[0].sign == rates[0].sign != 0:
                change, rate = changes[0], rates[0]
                # Where both levels are told as well, the word for the way may be what is wrong.
                levels = [each for each in told if each.dimension == change.dimension and not each.sign]
                if any(_apart(one, two, change) for one, two in itertools.combinations(levels, _PAIR)):
                    continue
                if digits(change.known) >= _LEAST and digits(rate.known) >= _LEAST - 1:
                    yield change, rate


def _apart(one: Number, two: Number, change: Number) -> bool:
    """Whether two levels differ by a change, as far as they are told."""
    values = [each.known.printed for each in (one, two, change)]
    gap = abs(abs(values[0].value - values[1].value) - values[2].value)
    return gap <= sum((each.step for each in values), Fraction(0))


def _levels(facts: Facts, changes: Sequence[Number]) -> list[dict[_Values, tuple[Stated, Stated]]]:
    """Return for each change the cells of a row that differ by it, the former first, by their values."""
    found: list[dict[_Values, tuple[Stated, Stated]]] = [{} for _ in changes]
    by_value = sorted(range(len(changes)), key=lambda at: changes[at].known.printed.value)
    values = [changes[at].known.printed.value for at in by_value]
    most = max((change.known.printed.step for change in changes), default=Fraction(0))
    for sheet, one, two in _pairs(facts) if changes else ():
        low, high = sorted((one, two), key=lambda each: each.printed.value)
        gap = high.printed.value - low.printed.value
        scaled = one.unit.dimension == "number" or one.unit.dimension.startswith("measure:")
        for scale in (_ANY_SCALE if scaled else _ANY_SCALE[:1]) if gap else ():
            start = bisect.bisect_left(values, gap * scale - most)
            for at in by_value[start : bisect.bisect_right(values, gap * scale + most, lo=start)]:
                wanted = changes[at].known.printed
                near = abs(gap * scale - wanted.value) * 2 <= wanted.step
                if near and scale in _scales(facts, sheet, changes[at], one):
                    former, now = (low, high) if changes[at].sign > 0 else (high, low)
                    found[at][former.printed.value, now.printed.value] = former, now
    return found


def _pairs(facts: Facts) -> Iterator[tuple[Sheet, Stated, Stated]]:
    """Iterate over any two cells of a row."""
    for sheet in sheets(facts):
        for row in sheet.table.rows:
            cells = [cell for column in sheet.columns if (cell := sheet.at(row, column)) is not None]
            cells = [each for each in cells if each.unit.dimension != "ratio" and each.printed.value > 0]
            for one, two in itertools.combinations(cells, _PAIR):
                yield sheet, one, two


def _scales(facts: Facts, sheet: Sheet, change: Number, cell: Stated) -> Sequence[Fraction]:
    if change.dimension == cell.unit.dimension:
        return (Fraction(1),)
    return scales(facts, sheet, change.known, cell)


def _slipped(change: Number, rate: Number, right: Fraction) -> bool:
    """Whether a rate is one slip of the pen away from that of a change which is no other one by chance."""
    return digits(change.known) > _LEAST and slip_from(rate.known, right) != ""


def _is(rate: Number, change: Fraction, base: Fraction) -> bool:
    """Whether a rate is a change over a base, to its last place."""
    printed = rate.known.printed
    return abs(abs(change) / base - printed.value) * 2 <= printed.step
