"""The hot path: verdicts on many comparisons of one report, in whole numbers only.

Figures are brought to whole numbers by one scale, and stretched by a factor K: an end that does not belong
to its interval then is one more or one less, an infinitesimal that decides every tie as long as fewer than
K of them are added up. Comparisons fall into a few shapes, each with its loop: no tree is walked, and no
source is generated and run. What fits no shape, and what ends in a tie that a ratio cannot decide this way,
goes to `decide`, so that the verdicts are the same by construction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import lcm
from operator import itemgetter, mul

import attrs

from auditor.evaluation import forms
from auditor.evaluation.decide import Options, claimed, decide
from auditor.evaluation.forms import Form, Quotient
from auditor.findings import Verdict
from auditor.language.tree import Relation
from auditor.numbers import Interval

_EXACT, _WITHIN, _GAP = Verdict.EXACT, Verdict.WITHIN_ROUNDING, Verdict.ROUNDING_GAP
_DISCREPANCY = Verdict.DISCREPANCY

_Getter = Callable[[Sequence[int]], tuple[int, ...]]


@attrs.frozen
class Comparison:
    """Two forms compared, with what the rule allows."""

    relation: Relation
    left: Form
    right: Form
    options: Options | None = None


@attrs.frozen
class Figures:
    """The figures of one report as whole numbers, made by `Kernel.load`.

    All stand at `unit` times their value. `lows` and `highs` carry the infinitesimals, `ends` holds the
    plain lower ends and then the plain upper ends. Each list has a 0 after the last figure.
    """

    values: list[int]
    lows: list[int]
    highs: list[int]
    ends: list[int]
    unit: int
    stretch: int
    point: Sequence[Fraction]
    box: Sequence[Interval]
    steps: Sequence[Fraction] | None


@attrs.frozen
class _Sum:
    """claim = Σ plus - Σ minus."""

    at: int
    claim: int
    plus: _Getter
    minus: _Getter | None


@attrs.frozen
class _Ratio:
    """claim = numerator / divisor, both weighted sums."""

    at: int
    claim: int
    top: _Weighted
    bottom: _Weighted
    touched: tuple[tuple[int, int, int], ...]


@attrs.frozen
class _Weighted:
    """Σ weight · figure + constant, with getters for the ends that make it least and greatest."""

    figures: _Getter
    filled: tuple[int, ...]
    weights: tuple[int, ...]
    constant: int
    plain: bool
    rising: tuple[bool, ...]
    indices: tuple[int, ...]

    def at(self, values: Sequence[int], unit: int) -> int:
        """Return the sum at some values."""
        if self.plain:
            return sum(self.figures(values))
        return sum(map(mul, self.filled, self.figures(values))) + self.constant * unit

    def least(self, lows: Sequence[int], highs: Sequence[int], unit: int) -> int:
        """Return the least the sum can be."""
        total = self.constant * unit
        for index, weight, rises in zip(self.indices, self.weights, self.rising, strict=True):
            total += weight * (lows[index] if rises else highs[index])
        return total


@attrs.frozen
class _Line:
    """A weighted sum compared with zero, or with `scale` times a claimed figure."""

    at: int
    relation: Relation
    claim: int | None
    scale: int
    sum: _Weighted


class Kernel:
    """Comparisons over figures 0 … n-1, compiled once and judged on many reports."""

    def __init__(self, comparisons: Sequence[Comparison], figures: int) -> None:
        """Sort the comparisons by shape."""
        self._comparisons = tuple(comparisons)
        self._count = figures
        self._sums: list[_Sum] = []
        self._ratios: list[_Ratio] = []
        self._lines: list[_Line] = []
        self._others: list[int] = []
        self._stretch = 2
        for at, comparison in enumerate(self._comparisons):
            self._sort(at, comparison)

    @property
    def shapes(self) -> dict[str, int]:
        """Return how many comparisons took which way."""
        return {
            "sums": len(self._sums),
            "lines": len(self._lines),
            "ratios": len(self._ratios),
            "others": len(self._others),
        }

    def load(
        self, point: Sequence[Fraction], box: Sequence[Interval], steps: Sequence[Fraction] | None = None
    ) -> Figures:
        """Return figures as whole numbers: printed values and intervals of true values.

        Raises ValueError where an interval has no bound.
        """
        lows, highs = [], []
        for interval in box:
            if interval.lo is None or interval.hi is None:
                raise ValueError("a figure needs an interval with two ends")
            lows.append(interval.lo)
            highs.append(interval.hi)
        scale = lcm(1, *(value.denominator for values in (point, lows, highs) for value in values))
        unit = scale * self._stretch
        values, ends_low, ends_high = (
            [value.numerator * (unit // value.denominator) for value in each] + [0]
            for each in (point, lows, highs)
        )
        return Figures(
            values=values,
            lows=[end + (not each.lo_in) for end, each in zip(ends_low, box, strict=False)] + [0],
            highs=[end - (not each.hi_in) for end, each in zip(ends_high, box, strict=False)] + [0],
            ends=ends_low + ends_high,
            unit=unit,
            stretch=self._stretch,
            point=point,
            box=box,
            steps=steps,
        )

    def verdicts(self, figures: Figures) -> list[Verdict]:
        """Return the verdict on every comparison, in order."""
        found = [_EXACT] * len(self._comparisons)
        self._judge_sums(figures, found)
        self._judge_ratios(figures, found)
        for line in self._lines:
            found[line.at] = _on_line(line, figures)
        for at in self._others:
            found[at] = self._slow(at, figures)
        return found

    def _judge_sums(self, figures: Figures, found: list[Verdict]) -> None:
        values, lows, highs = figures.values, figures.lows, figures.highs
        for each in self._sums:
            plus, minus = each.plus, each.minus
            value = sum(plus(values))
            if minus is not None:
                value -= sum(minus(values))
            if value == values[each.claim]:
                continue
            low, high = lows[each.claim], highs[each.claim]
            if low <= value <= high:
                found[each.at] = _WITHIN
                continue
            least, most = sum(plus(lows)), sum(plus(highs))
            if minus is not None:
                least -= sum(minus(highs))
                most -= sum(minus(lows))
            found[each.at] = _GAP if least <= high and most >= low else _DISCREPANCY

    def _judge_ratios(self, figures: Figures, found: list[Verdict]) -> None:
        values, ends, unit = figures.values, figures.ends, figures.unit
        size = self._count + 1
        for each in self._ratios:
            if each.bottom.least(figures.lows, figures.highs, unit) < figures.stretch:
                found[each.at] = self._slow(
                    each.at, figures
                )  # not above zero everywhere: looked at with care
                continue
            top, bottom = each.top.at(values, unit) * unit, each.bottom.at(values, unit)
            if top == values[each.claim] * bottom:
                continue
            low, high = ends[each.claim], ends[each.claim + size]
            below, above = low * bottom, high * bottom
            if below < top < above:
                found[each.at] = _WITHIN
                continue
            if top in (below, above):
                found[each.at] = self._slow(each.at, figures)
                continue
            least = (each.top.constant * unit - high * each.bottom.constant) * unit
            most = (each.top.constant * unit - low * each.bottom.constant) * unit
            for index, one, two in each.touched:
                weight = one * unit - high * two
                least += weight * ends[index if weight > 0 else index + size]
                weight = one * unit - low * two
                most += weight * ends[index + size if weight > 0 else index]
            if least < 0 < most:
                found[each.at] = _GAP
            elif least > 0 or most < 0:
                found[each.at] = _DISCREPANCY
            else:
                found[each.at] = self._slow(each.at, figures)

    def _slow(self, at: int, figures: Figures) -> Verdict:
        each = self._comparisons[at]
        decision = decide(
            each.relation,
            each.left,
            each.right,
            figures.box,
            figures.point,
            steps=figures.steps,
            options=each.options,
        )
        return decision.verdict

    # Sorting ---------------------------------------------------------------------------------

    def _sort(self, at: int, comparison: Comparison) -> None:
        plain = comparison.options is None or comparison.options == Options()
        left, right = comparison.left, comparison.right
        claim = claimed(left, right) if comparison.relation is Relation.EQUAL else None
        if claim is None:
            form = forms.subtract(left, right)
        else:
            form = right if forms.is_variable(left) and claim in forms.variables(left) else left
        if not plain or not isinstance(form, Quotient) or form.bases or not form.linear_fractional:
            self._others.append(at)
            return
        top = self._weighted(form.numerator.terms)
        if form.divisor.degree:
            if claim is None:
                self._others.append(at)
                return
            bottom = self._weighted(form.divisor.terms)
            self._ratios.append(_Ratio(at, claim, top, bottom, _touched(top, bottom)))
            return
        scale = form.divisor.constant or 0
        if not scale:
            self._others.append(at)
            return
        self._stretch = max(self._stretch, 2 * (sum(map(abs, top.weights)) + abs(scale) + 1))
        if (
            claim is not None
            and scale == 1
            and not top.constant
            and all(abs(each) == 1 for each in top.weights)
        ):
            plus = [index for index, weight in zip(top.indices, top.weights, strict=True) if weight > 0]
            minus = [index for index, weight in zip(top.indices, top.weights, strict=True) if weight < 0]
            self._sums.append(_Sum(at, claim, self._getter(plus), self._getter(minus) if minus else None))
        else:
            self._lines.append(_Line(at, comparison.relation, claim, scale, top))

    def _getter(self, indices: Sequence[int]) -> _Getter:
        # The 0 after the last figure fills up: itemgetter gives a tuple for two and more only.
        filled = [*indices, *[self._count] * (2 - len(indices))]
        return itemgetter(*filled)

    def _weighted(self, terms: Sequence[tuple[tuple[int, ...], int]]) -> _Weighted:
        indices = tuple(monomial[0] for monomial, _ in terms if monomial)
        weights = tuple(weight for monomial, weight in terms if monomial)
        constant = sum(weight for monomial, weight in terms if not monomial)
        self._stretch = max(self._stretch, 2 * (sum(map(abs, weights)) + 1))
        plain = not constant and all(weight == 1 for weight in weights)
        return _Weighted(
            self._getter(indices),
            (*weights, 0, 0),  # as many as the getter gives, at least
            weights,
            constant,
            plain,
            tuple(weight > 0 for weight in weights),
            indices,
        )


def _touched(top: _Weighted, bottom: _Weighted) -> tuple[tuple[int, int, int], ...]:
    above = dict(zip(top.indices, top.weights, strict=False))
    below = dict(zip(bottom.indices, bottom.weights, strict=False))
    return tuple((index, above.get(index, 0), below.get(index, 0)) for index in sorted({*above, *below}))


def _on_line(line: _Line, figures: Figures) -> Verdict:
    """Return the verdict on a weighted sum against a claimed figure, or against zero."""
    values, lows, highs, unit = figures.values, figures.lows, figures.highs, figures.unit
    value = line.sum.at(values, unit)
    if line.claim is None:
        if forms.compares(line.relation, Fraction(value)):
            return _EXACT
        low = high = 0
    else:
        if value == values[line.claim] * line.scale:
            return _EXACT
        low, high = lows[line.claim] * line.scale, highs[line.claim] * line.scale
        if low <= value <= high:
            return _WITHIN
    least, most = line.sum.least(lows, highs, unit), line.sum.least(highs, lows, unit)
    return _GAP if _possible(line.relation, least - high, most - low) else _DISCREPANCY


def _possible(relation: Relation, least: int, most: int) -> bool:
    match relation:
        case Relation.EQUAL:
            return least <= 0 <= most
        case Relation.UNEQUAL:
            return least < 0 or most > 0
        case Relation.LESS:
            return least < 0
        case Relation.AT_MOST:
            return least <= 0
        case Relation.GREATER:
            return most > 0
        case Relation.AT_LEAST:
            return most >= 0
