"""The hot path: verdicts on many comparisons of one report, in whole numbers only.

Comparisons fall into a few shapes and are judged shape by shape: no tree is walked, and no source is
generated and run. What fits no shape, and what ends in a tie that whole numbers alone do not decide, goes
to `decide`, so that the verdicts are the same.
"""

from __future__ import annotations

from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING

import attrs

from auditor.evaluation import columns, forms, scaled, shapes
from auditor.evaluation.decide import Options, claimed, decide
from auditor.evaluation.forms import Form, Quotient
from auditor.evaluation.shapes import Line, Ratio
from auditor.language.tree import Relation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from auditor.evaluation.scaled import Figures
    from auditor.findings import Verdict
    from auditor.numbers import Interval


@attrs.frozen
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
        self._zero = figures
        self._stretch = 2
        self._lines: list[Line] = []
        self._ratios: list[Ratio] = []
        self._others: list[int] = []
        for at, comparison in enumerate(self._comparisons):
            self._sort(at, comparison)
        sums = [
            line
            for line in self._lines
            if line.claim is not None and line.scale == 1 and columns.fits(line.sum)
        ]
        ratios = [each for each in self._ratios if columns.fits(each.top) and columns.fits(each.bottom)]
        self._groups = columns.grouped(sums, ratios, self._zero)
        self._lines = [line for line in self._lines if line not in sums]
        self._ratios = [each for each in self._ratios if each not in ratios]
        self._kinds = {"sums": len(sums), "ratios": len(ratios)}
        alone = [*(line.at for line in self._lines), *(each.at for each in self._ratios), *self._others]
        places = [*chain.from_iterable(group.places for group in self._groups), *alone]
        position = {place: at for at, place in enumerate(places)}
        # Two more than there are, so that itemgetter gives a tuple; they are cut off again.
        self._in_order = itemgetter(*(position[at] for at in range(len(places))), 0, 0) if places else None

    @property
    def shapes(self) -> dict[str, int]:
        """Return how many comparisons took which way."""
        alone = {"weighted": len(self._lines) + len(self._ratios), "others": len(self._others)}
        return self._kinds | alone

    def load(
        self, point: Sequence[Fraction], box: Sequence[Interval], steps: Sequence[Fraction] | None = None
    ) -> Figures:
        """Return printed values and intervals as whole numbers. Raises ValueError where one has no bound."""
        return scaled.load(point, box, steps, self._stretch)

    def verdicts(self, figures: Figures) -> list[Verdict]:
        """Return the verdict on every comparison, in order."""
        if self._in_order is None:
            return []

        def later(at: int) -> Verdict:
            return self._decided(at, figures)

        found: list[Verdict] = []
        for group in self._groups:
            found += group.verdicts(figures, later)
        found += [line.verdict(figures) for line in self._lines]
        found += [each.verdict(figures) or later(each.at) for each in self._ratios]
        found += map(later, self._others)
        return list(self._in_order(found))[:-2]

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

    def _sort(self, at: int, comparison: Comparison) -> None:
        left, right = comparison.left, comparison.right
        claim = claimed(left, right) if comparison.relation is Relation.EQUAL else None
        if claim is None:
            form = forms.subtract(left, right)
        else:
            form = right if forms.is_variable(left) and claim in forms.variables(left) else left
        plain = (
            comparison.options is None
            or attrs.evolve(comparison.options, rounding=Options().rounding) == Options()
        )
        if not plain or not isinstance(form, Quotient) or form.bases or not form.linear_fractional:
            self._others.append(at)
            return
        top, bottom = (shapes.weighted(each, self._zero) for each in (form.numerator, form.divisor))
        scale = form.divisor.constant
        # Infinitesimals must never add up to a whole unit.
        spread = sum(map(abs, top.weights)) + sum(map(abs, bottom.weights)) + abs(scale or 0)
        self._stretch = max(self._stretch, 2 * spread + 2)
        if scale:
            self._lines.append(Line(at, comparison.relation, claim, scale, top))
        elif scale is None and claim is not None:
            self._ratios.append(shapes.ratio(at, claim, top, bottom))
        else:
            self._others.append(at)
