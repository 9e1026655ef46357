"""Comparisons of one shape side by side, so that Python's own loops in C do the arithmetic.

Term k of every comparison makes a column. Most comparisons of a report hold as printed or within the
rounding of the claim, and a few passes over columns find those; only the rest is judged one at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress, repeat
from operator import add, eq, floordiv, ge, itemgetter, le, mul, ne, or_, sub
from typing import TYPE_CHECKING

import attrs

from auditor.evaluation.shapes import EXACT, WITHIN, Getter, Line, Ratio, Weighted
from auditor.findings import Verdict

if TYPE_CHECKING:
    from auditor.evaluation.scaled import Figures

SIZES = (0, 1, 2, 4, 6, 8, 12, 16, 24, 32, 48, 64)
"""Sums are filled up with zeros to these lengths, so that unlike ones share a group."""

Later = Callable[[int], Verdict]
"""Gives the verdict on a comparison that whole numbers alone do not decide."""


def padded(count: int) -> int | None:
    """Return the length to which a sum of `count` figures is filled up, None where it is too long."""
    return next((size for size in SIZES if size >= count), None)


@attrs.frozen
class Column:
    """The sums of a group: its figures to add and those to subtract, each list one a comparison."""

    plus: tuple[Getter, ...]
    minus: tuple[Getter, ...]

    def at(self, values: Sequence[int]) -> Iterator[int]:
        """Give the sum of each comparison."""
        return self._of(values, values)

    def least(self, figures: Figures) -> Iterator[int]:
        """Give the least that each sum can be."""
        return self._of(figures.lows, figures.highs)

    def _of(self, added: Sequence[int], taken: Sequence[int]) -> Iterator[int]:
        first, *rest = self.plus
        total: Iterable[int] = first(added)
        for getter in rest:
            total = map(add, total, getter(added))
        for getter in self.minus:
            total = map(sub, total, getter(taken))
        return iter(total)


def column(sums: Sequence[Weighted], zero: int) -> Column:
    """Return sums of one padded shape as columns."""
    found = []
    for sign in (1, -1):
        rows = [each.signed(sign) for each in sums]
        size = padded(max(map(len, rows))) or 0
        if sign > 0:
            size = max(size, 1)
        found.append(
            tuple(_getter([row[at] if at < len(row) else zero for row in rows], zero) for at in range(size))
        )
    return Column(found[0], found[1])


def _getter(indices: Sequence[int], zero: int) -> Getter:
    # One more than there are comparisons, so that even one gives a tuple; it is never looked at.
    return itemgetter(*indices, zero)


class SumGroup:
    """claim = Σ figures - Σ figures, many of one shape."""

    def __init__(self, lines: Sequence[Line], zero: int) -> None:
        """Lay the sums out in columns."""
        self.places = tuple(line.at for line in lines)
        self._lines = tuple(lines)
        self._sums = column([line.sum for line in lines], zero)
        self._claims = _getter([line.claim for line in lines if line.claim is not None], zero)

    def verdicts(self, figures: Figures, _later: Later) -> list[Verdict]:
        """Return the verdict on each."""
        values = figures.values
        found = [EXACT] * len(self._lines)
        differs = map(ne, self._sums.at(values), self._claims(values))
        for at in compress(range(len(found)), differs):
            found[at] = self._lines[at].verdict(figures)
        return found


class RatioGroup:
    """claim = a sum over another, many of one shape."""

    def __init__(self, ratios: Sequence[Ratio], zero: int) -> None:
        """Lay the sums above and below the line out in columns."""
        self.places = tuple(each.at for each in ratios)
        self._ratios = tuple(ratios)
        self._tops = column([each.top for each in ratios], zero)
        self._bottoms = column([each.bottom for each in ratios], zero)
        self._claims = _getter([each.claim for each in ratios], zero)

    def verdicts(self, figures: Figures, later: Later) -> list[Verdict]:
        """Return the verdict on each."""
        count = len(self._ratios)
        if min(list(self._bottoms.least(figures))[:count]) < figures.stretch:
            return [each.verdict(figures) or later(each.at) for each in self._ratios]
        found = [WITHIN] * count
        # The added last row divides by 1 instead of 0.
        bottoms = list(self._bottoms.at(figures.values))
        bottoms[-1] = 1
        # Rounded down, which loses nothing: only strictly inside of the claim's whole ends it is taken as within.
        wholes = list(map(floordiv, map(mul, self._tops.at(figures.values), repeat(figures.unit)), bottoms))
        claims = self._claims
        outside = map(or_, map(le, wholes, claims(figures.floors)), map(ge, wholes, claims(figures.roofs)))
        maybe_exact = map(eq, wholes, claims(figures.values))
        for at in compress(range(count), map(or_, outside, maybe_exact)):
            each = self._ratios[at]
            found[at] = each.verdict(figures) or later(each.at)
        return found


def grouped(lines: Iterable[Line], ratios: Iterable[Ratio], zero: int) -> list[SumGroup | RatioGroup]:
    """Return comparisons of plain sums and ratios of sums by padded shape; the rest stays out."""
    sums: dict[tuple[int, ...], list[Line]] = {}
    for line in lines:
        sums.setdefault(shape(line.sum), []).append(line)
    by_shape: dict[tuple[int, ...], list[Ratio]] = {}
    for each in ratios:
        by_shape.setdefault((*shape(each.top), *shape(each.bottom)), []).append(each)
    found: list[SumGroup | RatioGroup] = [SumGroup(members, zero) for members in sums.values()]
    return found + [RatioGroup(members, zero) for members in by_shape.values()]


def shape(given: Weighted) -> tuple[int, ...]:
    """Return the padded lengths of what is added and what is subtracted."""
    return tuple(padded(len(given.signed(sign))) or 0 for sign in (1, -1))


def fits(given: Weighted) -> bool:
    """Return whether a sum can stand in a column."""
    return given.units and len(given.indices) <= SIZES[-1]
