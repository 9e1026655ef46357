"""A mention as a number: value and step in base units, after lending the steps that print dropped."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import records
from auditor.numbers import (
    Interval,
    NotANumeralError,
    Numeral,
    Rounding,
    Unit,
    interval_of,
    read_numeral,
    unit_of,
)
from auditor.report.model import Places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.report.model import Figure, Mention, Report


@records.frozen
class Printed:
    """What one mention states, in the base unit of its dimension (万元 becomes 元, % becomes 1).

    `step` is the unit of the last place, 0 for an exact figure; `lent` tells where it came from when
    the numeral itself shows a coarser one (`column`, `document`). `interval` is every true value
    that prints so.
    """

    numeral: Numeral
    unit: Unit
    value: Fraction
    step: Fraction
    interval: Interval
    lent: str = ""
    approximate: bool = False

    @property
    def usable(self) -> bool:
        """Whether the mention states a value that can be tested for equality."""
        return not (self.numeral.blank or self.numeral.bound or self.approximate)

    @functools.cached_property
    def digits(self) -> str:
        """Return the digits that carry the value, counted in the last place that the numeral shows."""
        return str((abs(self.value) / (self.numeral.step * self.unit.factor)).numerator)


@functools.lru_cache(maxsize=16384)
def numeral_of(text: str) -> Numeral | None:
    """Return the numeral that `text` prints, or None where it is no single number."""
    try:
        return read_numeral(text)
    except NotANumeralError:
        return None


@functools.lru_cache(maxsize=4096)
def _stating(  # noqa: PLR0913, PLR0917 - what tells one reading from another, each a key
    text: str,
    symbol: str,
    step: tuple[int, int],
    lent: str,
    mode: Rounding,
    approximate: bool,  # noqa: FBT001
) -> Printed:
    # 100% and 4分 stand in hundreds of places: one reading serves all that are printed alike.
    numeral, unit = read_numeral(text), unit_of(symbol)
    value, last = unit.in_base(numeral.value), _in_base(step, symbol)
    interval = interval_of(value, last, mode)
    return Printed(numeral, unit, value, last, interval, lent, approximate=approximate)


@functools.lru_cache(maxsize=1024)
def _in_base(step: tuple[int, int], symbol: str) -> Fraction:
    return unit_of(symbol).in_base(Fraction(*step))


class Steps:
    """Which step each mention of a report is printed to, by the report's policy for dropped zeros.

    Tables, lists and authors drop trailing zeros (18, 5.7 and 1.40 in one column; 预算 8万元 beside
    59.55万元). A table column lends its smallest step to its cells, but not that of one cell alone where
    several others print the next coarser one: not all of them end in zero, that cell is odd. An amount of money in the
    narrative borrows the step that the document prints most often for its unit, if that is finer.
    """

    def __init__(self, report: Report) -> None:
        """Collect the steps that `report` prints."""
        self._policy = report.places
        self._mode = report.rounding
        # Counted as pairs of whole numbers: a fraction takes long to hash.
        columns: defaultdict[tuple[str, str, str], Counter[tuple[int, int]]] = defaultdict(Counter)
        largest: dict[tuple[tuple[str, str, str], tuple[int, int]], Fraction] = {}
        usual: defaultdict[str, Counter[tuple[int, int]]] = defaultdict(Counter)
        if self._policy is not Places.AS_PRINTED:
            for figure, mention in report.mentions():
                numeral = numeral_of(mention.text)
                unit = figure.unit_at(mention)
                if numeral is None or numeral.blank or mention.approximate or not unit_of(unit).is_numeric:
                    continue
                place, step = mention.location, numeral.step.as_integer_ratio()
                if place.table is not None and place.col is not None:
                    column = (place.table, place.col, unit)
                    columns[column][step] += 1
                    largest[column, step] = max(largest.get((column, step), _EXACT), abs(numeral.value))
                usual[unit][step] += 1
        self._columns = {column: _smallest(steps) for column, steps in columns.items()}
        self._largest = {
            column: largest[column, step.as_integer_ratio()] for column, step in self._columns.items()
        }
        self._usual: Mapping[str, Fraction] = {
            unit: min((-count, Fraction(*step)) for step, count in counts.items())[1]
            for unit, counts in usual.items()
        }
        # Each mention by what its figure says of all: a key of three for each mention would be as large as what it stands for.
        self._known: defaultdict[tuple[bool | None, str], dict[int, Printed | None]] = defaultdict(dict)

    def printed(self, figure: Figure, mention: Mention) -> Printed | None:
        """Return what `mention` states, or None where its text is no number."""
        known, key = self._known[figure.exact, figure.unit], id(mention)
        if key not in known:
            known[key] = self._read(figure, mention)
        return known[key]

    def _read(self, figure: Figure, mention: Mention) -> Printed | None:
        unit = unit_of(figure.unit_at(mention))
        numeral = numeral_of(mention.text) if unit.is_numeric else None
        if numeral is None:
            return None
        if numeral.mark and unit.dimension == "number":
            unit = unit_of(numeral.mark)
        step, lent = numeral.step, ""
        if mention.step is not None:
            step = read_numeral(mention.step).value
        elif not mention.approximate and self._usual:
            step, lent = self._lent(mention, unit, numeral)
        exact = figure.exact
        if exact is None:
            # 户均 3.57 人: a count with decimals is a mean, and rounded as any other.
            exact = (unit.is_exact and numeral.step >= 1) or _is_weight(figure, mention)
        if exact or numeral.blank:
            step, lent = _EXACT, ""
        return _stating(
            mention.text,
            unit.symbol,
            (step.numerator, step.denominator),
            lent,
            self._mode,
            mention.approximate,
        )

    def _lent(self, mention: Mention, unit: Unit, numeral: Numeral) -> tuple[Fraction, str]:
        place, step = mention.location, numeral.step
        key = place.table or "", place.col or "", unit.symbol
        column = self._columns.get(key, step)
        # 33275 above 62.3 and 100.0: a number that much larger than all with decimals is no share of the column's own.
        if column < step and abs(numeral.value) <= self._largest[key] * _LIKE:
            return column, "column"
        narrative_money = unit.dimension == "money" and place.table is None
        if narrative_money or self._policy is Places.DOCUMENT:
            usual = self._usual.get(unit.symbol, step)
            if usual < step:
                return usual, "document"
        return step, ""


_EXACT = Fraction(0)
_LIKE = 100
"""A number of so many times the largest with decimals has not dropped any."""
SEVERAL = 3
"""That so many cells all end in a zero that was dropped happens once in a thousand times."""


def _smallest(steps: Counter[tuple[int, int]]) -> Fraction:
    """Return the smallest step of a column that is not one odd cell's."""
    (first, count), *others = sorted((Fraction(*step), count) for step, count in steps.items())
    odd = count == 1 and others and others[0][1] >= SEVERAL
    return others[0][0] if odd else first


_WEIGHTS = frozenset({"权重", "权重分", "分值", "满分", "weight"})


def _is_weight(figure: Figure, mention: Mention) -> bool:
    """Return whether a figure is a weight: the scheme sets it, nobody rounded it."""
    return figure.attribute in _WEIGHTS or mention.location.col in _WEIGHTS
