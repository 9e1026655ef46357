"""Exact numbers: a printed numeral, its unit, and the interval of true values it stands for."""

from auditor.numbers.counts import tells_change
from auditor.numbers.interval import Interval
from auditor.numbers.numeral import (
    NotANumeralError,
    Numeral,
    decimal_text,
    plain_text,
    ratio_text,
    read_numeral,
)
from auditor.numbers.rounding import Rounding, half_apart, interval_of, round_to
from auditor.numbers.units import Unit, rescaled, unit_of, with_unit

__all__ = [
    "Interval",
    "NotANumeralError",
    "Numeral",
    "Rounding",
    "Unit",
    "decimal_text",
    "half_apart",
    "interval_of",
    "plain_text",
    "ratio_text",
    "read_numeral",
    "rescaled",
    "round_to",
    "tells_change",
    "unit_of",
    "with_unit",
]
