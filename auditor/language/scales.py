"""Grades of a scale: whether an end that the author did not mark belongs to its grade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import records
from auditor.language.tree import Grade, Number, Text
from auditor.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction


@records.frozen
class Bound:
    """One grade as written; a mark is True for （含）, False for （不含）, None where nothing is said."""

    name: Text
    low: Number | None
    high: Number | None
    low_mark: bool | None
    high_mark: bool | None


def resolve(bounds: Sequence[Bound]) -> tuple[Grade, ...]:
    """Decide every end: an unmarked one belongs to its grade unless its neighbour has that value.

    80（含）-90分 and 90（含）-100分: 90 belongs to the upper grade, 100 to it as well, since nobody
    else claims it. Where neither neighbour is marked, the value belongs to the upper grade.
    """
    lows = {bound.low.value: bound.low_mark for bound in bounds if bound.low}
    highs = {bound.high.value: bound.high_mark for bound in bounds if bound.high}
    return tuple(_grade(bound, lows, highs) for bound in bounds)


def _grade(bound: Bound, lows: dict[Fraction, bool | None], highs: dict[Fraction, bool | None]) -> Grade:
    low_in = bound.low_mark
    if low_in is None:
        low_in = bound.low is not None and highs.get(bound.low.value) is not True
    high_in = bound.high_mark
    if high_in is None:
        high_in = bound.high is not None and lows.get(bound.high.value, False) is False
    start = min(
        (number.span.start for number in (bound.low, bound.high) if number), default=bound.name.span.start
    )
    return Grade(bound.name.value, bound.low, bound.high, low_in, high_in, Span(start, bound.name.span.end))
