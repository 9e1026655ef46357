"""The hot path: verdicts on many comparisons of one report, in whole numbers only.

Comparisons fall into a few shapes, each with one tight loop: no tree is walked, and no source is generated
and run. The loops only find what holds as printed or within the rounding of the claim, which is nearly
everything; the rest is judged one at a time. What fits no shape, and what ends in a tie that whole numbers
alone do not decide, goes to `decide`, so that the verdicts are the same.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

import attrs

from auditor import records
from auditor.evaluation import forms, scaled, shapes
from auditor.evaluation.decide import Options, claimed, decide
from auditor.evaluation.forms import Form, Quotient
from auditor.evaluation.shapes import Getter, Line, Ratio, Weighted
from auditor.language.tree import Relation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from auditor.evaluation.scaled import Figures, Whole
    from auditor.findings import Verdict
    from auditor.numbers import Interval

FINENESS = 1024
"""A ratio is compared with its claim in so many parts of the figures' common scale: only one that comes
closer than that to an end needs a closer look."""

PAIR = 2


@records.frozen
class Comparison:
    """Two forms compared, with what the rule allows."""

    relation: Relation
    left: Form
    right: Form
    options: Options | None = None


class Kernel:
    """Comparisons over figures 0 … n-1, compiled once and judged on many reports."""

    def __init__(self, comparisons: Sequence[Comparison], figures: int) -> None:
        """Sort the comparisons by shape."""
        self._comparisons = tuple(comparisons)
        self._count = figures
        self._stretch = FINENESS
        # What each loop needs and nothing more: the claim, the figures, and the shape for a closer look.
        self._pairs: list[tuple[int, int, int, int]] = []
        self._sums: list[tuple[int, Getter, int]] = []
        self._rates: list[tuple[int, int, int, Ratio]] = []
        self._shares: list[tuple[int, int, int, int, int, Ratio]] = []
        self._ratios: list[tuple[int, Getter, Getter, Ratio]] = []
        self._alone: list[Line | Ratio] = []
        self._others: list[int] = []
        self._likely = [shapes.EXACT] * len(self._comparisons)
        below: set[int] = set()
        for at, comparison in enumerate(self._comparisons):
            below |= self._sort(at, comparison)
        self._below = itemgetter(*sorted(below), *sorted(below)) if below else None

    @property
    def shapes(self) -> dict[str, int]:
        """Return how many comparisons took which way."""
        return {
            "sums": len(self._pairs) + len(self._sums),
            "ratios": len(self._rates) + len(self._shares) + len(self._ratios),
            "alone": len(self._alone),
            "others": len(self._others),
        }

    def load(
        self, point: Sequence[Fraction], box: Sequence[Interval], steps: Sequence[Fraction] | None = None
    ) -> Figures:
        """Return printed values and intervals as whole numbers. Raises ValueError where one has no bound."""
        return self.load_whole(scaled.whole(point, box), steps)

    def load_whole(self, given: Whole, steps: Sequence[Fraction] | None = None) -> Figures:
        """Return figures that are whole numbers already, laid out for this kernel."""
        return scaled.prepared(given, self._stretch, steps)

    def verdicts(self, figures: Figures) -> list[Verdict]:
        """Return the verdict on every comparison, in order."""
        found = self._likely.copy()
        values = figures.values
        for claim, one, two, at in self._pairs:
            if values[one] + values[two] != values[claim]:
                found[at] = _of_sum(claim, itemgetter(one, two), figures)
        for claim, members, at in self._sums:
            if sum(members(values)) != values[claim]:
                found[at] = _of_sum(claim, members, figures)
        for ratio in self._unsettled(figures):
            found[ratio.at] = ratio.verdict(figures) or self._decided(ratio.at, figures)
        for shape in self._alone:
            found[shape.at] = shape.verdict(figures) or self._decided(shape.at, figures)
        for at in self._others:
            found[at] = self._decided(at, figures)
        return found

    def _unsettled(self, figures: Figures) -> list[Ratio]:
        """Return the ratios that are not surely within the rounding of their claims."""
        values, least, most, marks = figures.values, figures.least, figures.most, figures.marks
        if self._below is None:
            return []
        if min(self._below(least)) < figures.stretch or min(self._below(values)) <= 0:
            return [
                *(rate[-1] for rate in self._rates),
                *(share[-1] for share in self._shares),
                *(ratio[-1] for ratio in self._ratios),
            ]
        # Rounded down and strictly between two whole ends it lies strictly between them; where it meets the
        # claim itself it may recompute exactly.
        unit = figures.unit * figures.stretch
        found = [
            ratio
            for claim, top, bottom, ratio in self._rates
            if not least[claim] < (value := values[top] * unit // values[bottom]) < most[claim]
            or value == marks[claim]
        ]
        found += [
            ratio
            for claim, one, two, three, four, ratio in self._shares
            if not least[claim]
            < (value := (values[one] + values[two]) * unit // (values[three] + values[four]))
            < most[claim]
            or value == marks[claim]
        ]
        found += [
            ratio
            for claim, tops, bottoms, ratio in self._ratios
            if not least[claim] < (value := sum(tops(values)) * unit // sum(bottoms(values))) < most[claim]
            or value == marks[claim]
        ]
        return found

    def _decided(self, at: int, figures: Figures) -> Verdict:
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

    def _sort(self, at: int, comparison: Comparison) -> frozenset[int]:
        """Put a comparison with its like; return the figures a loop divides by."""
        left, right = comparison.left, comparison.right
        claim = claimed(left, right) if comparison.relation is Relation.EQUAL else None
        form = _computed(left, right, claim)
        usual = (
            comparison.options is None
            or attrs.evolve(comparison.options, rounding=Options().rounding) == Options()
        )
        if not usual or not isinstance(form, Quotient) or form.bases or not form.linear_fractional:
            self._others.append(at)
            return frozenset()
        top, bottom = (shapes.weighted(each, self._count) for each in (form.numerator, form.divisor))
        scale = form.divisor.constant
        # Infinitesimals must never add up to a whole unit.
        self._stretch = max(self._stretch, 2 * (sum(top.weights) + sum(bottom.weights) + abs(scale or 0) + 1))
        if scale:
            self._sort_line(Line(at, comparison.relation, claim, scale, top))
        elif scale is None and claim is not None:
            return self._sort_ratio(shapes.ratio(at, claim, top, bottom, self._count))
        else:
            self._others.append(at)
        return frozenset()

    def _sort_line(self, line: Line) -> None:
        if line.claim is None or line.scale != 1 or not line.sum.plain:
            self._alone.append(line)
        elif len(line.sum.places) <= PAIR:
            self._pairs.append((line.claim, *self._pair(line.sum), line.at))
        else:
            self._sums.append((line.claim, itemgetter(*line.sum.places), line.at))

    def _sort_ratio(self, ratio: Ratio) -> frozenset[int]:
        top, bottom = ratio.top, ratio.bottom
        # A divisor that only adds is positive where all its figures are; others are looked at one by one.
        if not (top.plain and bottom.plain and all(place < self._count for place in bottom.places)):
            self._alone.append(ratio)
            return frozenset()
        self._likely[ratio.at] = shapes.WITHIN
        if len(top.places) == len(bottom.places) == 1:
            self._rates.append((ratio.claim, top.places[0], bottom.places[0], ratio))
        elif max(len(top.places), len(bottom.places)) <= PAIR:
            self._shares.append((ratio.claim, *self._pair(top), *self._pair(bottom), ratio))
        else:
            # itemgetter gives a tuple for two and more only: the 0 after the figures fills up.
            tops, bottoms = (itemgetter(*each.places, *[self._count] * 2) for each in (top, bottom))
            self._ratios.append((ratio.claim, tops, bottoms, ratio))
        return frozenset(bottom.places)

    def _pair(self, given: Weighted) -> tuple[int, int]:
        one, two, *_ = (*given.places, self._count, self._count)
        return one, two


def _of_sum(claim: int, members: Getter, figures: Figures) -> Verdict:
    """Return the verdict on a sum that does not recompute exactly."""
    low, high = figures.least[claim], figures.most[claim]
    if low <= sum(members(figures.values)) * figures.stretch <= high:
        return shapes.WITHIN
    reached = sum(members(figures.least)) <= high and sum(members(figures.most)) >= low
    return shapes.GAP if reached else shapes.DISCREPANCY


def _computed(left: Form, right: Form, claim: int | None) -> Form:
    if claim is None:
        return forms.subtract(left, right)
    return right if forms.is_variable(left) and claim in forms.variables(left) else left
