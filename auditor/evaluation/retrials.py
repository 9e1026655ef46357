"""How survey lists, means and orders would be judged if one of their figures said something else."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from auditor import records
from auditor.evaluation import survey
from auditor.evaluation.variables import Alternative, Variable
from auditor.findings import Verdict
from auditor.numbers import Interval, Rounding, interval_of, round_to

Changes = Mapping[str, Alternative]
Again = Callable[[Changes], Verdict]
Propose = Callable[[str, Changes], tuple[Fraction, ...]]


USUAL_POINTS = tuple(Fraction(points) for points in (5, 10, 7, 4, 3, 100))
"""How many points the scales of questionnaires have."""


def usual(variable: Variable) -> Alternative:
    """Return the value that most mentions of a figure print."""
    return max(variable.alternatives, key=lambda each: len(each.mentions))


@records.frozen
class ListTrial:
    """A list of shares of one question, its rows by figure key."""

    rows: Mapping[str, tuple[Alternative, Fraction]]
    base: int | None
    base_key: str | None
    step: Fraction
    mode: Rounding
    multiple: bool
    required: bool = False

    def again(self, changes: Changes) -> Verdict:
        """Judge the list with some rows, or the number of answers, replaced."""
        found = survey.shares(
            self._intervals(changes), self._base(changes), multiple=self.multiple, required=self.required
        )
        return Verdict.WITHIN_ROUNDING if found.consistent else Verdict.DISCREPANCY

    def propose(self, key: str, changes: Changes) -> tuple[Fraction, ...]:
        """Return the shares that one row can have so that the list fits."""
        base = self._base(changes)
        if key not in self.rows or not base:
            return ()
        if self.multiple:
            # Any whole count that leaves no answer without an option would do: the nearest is only an example.
            value = changes[key].value if key in changes else self.rows[key][0].value
            least = 0
            if self.required:
                others = self._others(key, base, changes)
                least = 0 if others is None else base - sum(each.high for each in others)
            near = min(max(int(round_to(value * base, Fraction(1))), least, 0), base)
            return (round_to(Fraction(near, base), self.step),)
        others = self._others(key, base, changes)
        if others is None:
            return ()
        low = max(0, base - sum(each.high for each in others))
        high = min(base, base - sum(each.low for each in others))
        return tuple(
            round_to(Fraction(count, base), self.step) for count in range(low, min(high, low + 2) + 1)
        )

    def _others(self, key: str, base: int, changes: Changes) -> list[survey.Counts] | None:
        """Return the counts that the rows beside `key` can stand for, None where one of them can be none."""
        found = [
            survey.counts(interval, base)
            for other, interval in zip(self.rows, self._intervals(changes), strict=True)
            if other != key
        ]
        known = [each for each in found if each is not None]
        return known if len(known) == len(found) else None

    def _base(self, changes: Changes) -> int | None:
        if self.base_key is None or self.base_key not in changes:
            return self.base
        return int(changes[self.base_key].value)

    def _intervals(self, changes: Changes) -> list[Interval]:
        return [
            interval_of(changes[key].value, self.step, self.mode)
            if key in changes
            else interval_of(row.value, step, self.mode)
            for key, (row, step) in self.rows.items()
        ]


@records.frozen
class MeanTrial:
    """A mean of whole-number answers."""

    key: str
    value: Fraction
    step: Fraction
    usual_step: Fraction
    base_key: str | None
    items_key: str | None
    answers: int
    items: int
    scale: survey.Scale
    mode: Rounding

    def again(self, changes: Changes) -> Verdict:
        """Judge the mean with another value."""
        value = changes[self.key].value if self.key in changes else self.value
        known = self.base_key is not None and self.base_key in changes
        answers = int(changes[self.base_key or ""].value) if known else self.answers
        counted = self.items_key is not None and self.items_key in changes
        items = int(changes[self.items_key or ""].value) if counted else self.items
        # A shifted point shows more places than its list prints: what it should say has the usual ones.
        changed = self.key in changes and self.usual_step and not value % self.usual_step
        interval = interval_of(value, self.usual_step if changed else self.step, self.mode)
        found = survey.counts(interval, answers, items=items, scale=self.scale)
        return Verdict.DISCREPANCY if found is None else Verdict.WITHIN_ROUNDING

    def propose(self, key: str, changes: Changes) -> tuple[Fraction, ...]:
        """Return the printable mean nearest to the printed one that the answers can give: an example, no more.

        Of the points of a scale the usual numbers are proposed.
        """
        if key == self.items_key:
            return USUAL_POINTS
        if key != self.key:
            return ()
        value = changes[key].value if key in changes else self.value
        size = self.answers * self.items
        return (round_to(round_to(value * size, Fraction(1)) / size, self.step),)


def order_again(keys: Sequence[str], values: Sequence[Fraction], *, falling: bool) -> tuple[Again, Propose]:
    """Return how an order claim is judged again, and the values that would put one item in its place."""

    def changed(changes: Changes) -> list[Fraction]:
        return [
            changes[key].value if key in changes else value for key, value in zip(keys, values, strict=True)
        ]

    def again(changes: Changes) -> Verdict:
        now = changed(changes)
        pairs = itertools.pairwise(now)
        right = all(left >= after if falling else left <= after for left, after in pairs)
        return Verdict.EXACT if right else Verdict.DISCREPANCY

    def propose(key: str, changes: Changes) -> tuple[Fraction, ...]:
        now, at = changed(changes), keys.index(key)
        return tuple(now[other] for other in (at - 1, at + 1) if 0 <= other < len(now))

    return again, propose
