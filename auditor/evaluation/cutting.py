"""Cut a form into pieces on each of which it is one simple thing: the walk that every analysis shares.

The smaller of two figures is the one where it is below, the other elsewhere; a score by bands is one form
a band. What a region is (an interval, a box with guards, linear constraints) and what stands on it (a
straight line, a quotient) is the matter of the analysis: it says how a comparison narrows a region.
"""

from __future__ import annotations

import abc
from typing import TYPE_CHECKING, Generic, TypeVar, assert_never

from auditor.evaluation import forms
from auditor.evaluation.forms import (
    Absolute,
    All,
    Any,
    Choice,
    Combined,
    Condition,
    Extremum,
    Form,
    Not,
    Quotient,
    Rounded,
    Test,
)
from auditor.language.tree import Operator, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable

R = TypeVar("R")
V = TypeVar("V")

_EITHER_WAY = (Operator.ADD, Operator.MULTIPLY)


class Cutter(abc.ABC, Generic[R, V]):
    """Cuts forms and conditions over regions; regions handed on are never empty."""

    @abc.abstractmethod
    def leaf(self, form: Quotient, region: R) -> list[tuple[R, V]]:
        """Return a quotient on a region, cut where it has to be."""

    @abc.abstractmethod
    def sign(self, value: V, relation: Relation, region: R) -> list[R]:
        """Return where in a region a value compares so with zero: nowhere, in one region or in several."""

    @abc.abstractmethod
    def joined(self, operator: Operator, left: V, right: V, region: R) -> Iterable[tuple[R, V]]:
        """Return two values of a region put together, cut where that has to be."""

    @abc.abstractmethod
    def steps(self, form: Rounded, value: V, region: R) -> Iterable[tuple[R, V]]:
        """Return a value of a region rounded, a piece a step."""

    @abc.abstractmethod
    def negative(self, value: V) -> V:
        """Return a value with its sign turned."""

    @abc.abstractmethod
    def difference(self, left: V, right: V) -> V:
        """Return by how much one value is larger than another."""

    def parted(self, value: V, relation: Relation, region: R) -> tuple[list[R], list[R]]:
        """Return where in a region a value compares so with zero, and where it compares otherwise."""
        return self.sign(value, relation, region), self.sign(value, forms.OPPOSITE[relation], region)

    def everywhere(self, form: Form) -> V | None:  # noqa: ARG002 - for those who can tell at a glance
        """Return the value of a form that is the same on every region, None where regions are to be cut."""
        return None

    def joined_each(self, operator: Operator, pieces: Iterable[tuple[R, V]], other: V) -> list[tuple[R, V]]:
        """Return pieces with one value put to each of them."""
        return [piece for region, value in pieces for piece in self.joined(operator, value, other, region)]

    def preferred(self, one: V, other: V, keep: Relation, region: R) -> list[tuple[R, V]]:
        """Return the larger of two values of a region, where `keep` is AT_LEAST, or the smaller with AT_MOST."""
        if not (self.defined(one) and self.defined(other)):
            return [(region, other if self.defined(one) else one)]
        kept, left = self.parted(self.difference(one, other), keep, region)
        found: list[tuple[R, V]] = []
        if kept:
            best = self.beside(one, other)
            found += [(inside, best) for inside in kept]
        if left:
            best = self.beside(other, one)
            found += [(inside, best) for inside in left]
        return found

    def defined(self, value: V) -> bool:  # noqa: ARG002 - for those who go on behind a zero base
        """Whether there is a value at all; one that is not defined makes all that holds it so."""
        return True

    def beside(self, value: V, other: V) -> V:  # noqa: ARG002 - for those who remember
        """Return the value that was preferred to another one, which some analyses remember."""
        return value

    def chosen(self, value: V, at: int) -> V:  # noqa: ARG002 - for those who remember
        """Return the value of case `at` of a choice, which some analyses remember."""
        return value

    def checked(self, found: Iterable[tuple[R, V]]) -> list[tuple[R, V]]:
        """Return the pieces found of one form, within the analysis' limit."""
        return list(found)

    def checked_regions(self, found: list[R]) -> list[R]:
        """Return the regions found of one condition, within the analysis' limit."""
        return found

    # The walk -----------------------------------------------------------------------------------

    def cut(self, form: Form, region: R) -> list[tuple[R, V]]:
        """Return the pieces of `form` over `region`."""
        if isinstance(form, Quotient):
            return self.leaf(form, region)
        return self.checked(self._walked(form, region))

    def _walked(
        self, form: Extremum | Absolute | Rounded | Choice | Combined, region: R
    ) -> Iterable[tuple[R, V]]:
        match form:
            case Extremum():
                return self._extremum(form, region)
            case Absolute():
                return self._absolute(form, region)
            case Rounded():
                return [
                    piece
                    for inside, value in self.cut(form.part, region)
                    for piece in self.steps(form, value, inside)
                ]
            case Choice():
                return self._choice(form, region)
            case Combined():
                return self._combined(form, region)
        assert_never(form)

    def _combined(self, form: Combined, region: R) -> Iterable[tuple[R, V]]:
        left, right = self.everywhere(form.left), self.everywhere(form.right)
        if right is not None:
            return self.joined_each(form.operator, self.cut(form.left, region), right)
        if left is not None and form.operator in _EITHER_WAY:
            return self.joined_each(form.operator, self.cut(form.right, region), left)
        return [
            piece
            for one, first in self.cut(form.left, region)
            for inside, second in self.cut(form.right, one)
            for piece in self.joined(form.operator, first, second, inside)
        ]

    def _absolute(self, form: Absolute, region: R) -> Iterable[tuple[R, V]]:
        for one, value in self.cut(form.part, region):
            if not self.defined(value):
                yield one, value
                continue
            positive, negative = self.parted(value, Relation.AT_LEAST, one)
            for inside in positive:
                yield inside, value
            for inside in negative:
                yield inside, self.negative(value)

    def _extremum(self, form: Extremum, region: R) -> list[tuple[R, V]]:
        best = self.cut(form.parts[0], region)
        keep = Relation.AT_LEAST if form.largest else Relation.AT_MOST
        for other in form.parts[1:]:
            better: list[tuple[R, V]] = []
            same = self.everywhere(other)
            for one, first in best:
                for two, second in self.cut(other, one) if same is None else ((one, same),):
                    better += self.preferred(first, second, keep, two)
            best = self.checked(better)
        return best

    def _choice(self, form: Choice, region: R) -> Iterable[tuple[R, V]]:
        rest = [region]
        for at, (condition, part) in enumerate(form.cases):
            left: list[R] = []
            for one in rest:
                held, free = self.divided(condition, one)
                left.extend(free)
                for inside in held:
                    for place, value in self.cut(part, inside):
                        yield place, self.chosen(value, at)
            rest = self.checked_regions(left)
        for one in rest:
            for place, value in self.cut(form.otherwise, one):
                yield place, self.chosen(value, len(form.cases))

    def where(self, condition: Condition, region: R) -> list[R]:
        """Return the parts of `region` where `condition` holds, apart from each other."""
        match condition:
            case Test():
                found = [
                    inside
                    for one, value in self.cut(condition.form, region)
                    for inside in self.sign(value, condition.relation, one)
                ]
            case All():
                found = [region]
                for each in condition.parts:
                    found = [inside for one in found for inside in self.where(each, one)]
            case _:
                return self.divided(condition, region)[0]
        return self.checked_regions(found)

    def divided(self, condition: Condition, region: R) -> tuple[list[R], list[R]]:
        """Return where in `region` a condition holds and where it does not; where it is not defined it does neither."""
        match condition:
            case Test():
                held: list[R] = []
                free: list[R] = []
                same = self.everywhere(condition.form)
                if same is not None:
                    held, free = self.parted(same, condition.relation, region)
                else:
                    for one, value in self.cut(condition.form, region):
                        kept, left = self.parted(value, condition.relation, one)
                        held += kept
                        free += left
            case All():
                # What a part leaves is not asked the next one.
                held, free = [region], []
                for each in condition.parts:
                    held = self._narrowed(each, held, free, holding=True)
            case Any():
                held, free = [], [region]
                for each in condition.parts:
                    free = self._narrowed(each, free, held, holding=False)
            case Not():
                free, held = self.divided(condition.part, region)
                return held, free
            case _:
                assert_never(condition)
        return self.checked_regions(held), self.checked_regions(free)

    def _narrowed(self, condition: Condition, regions: list[R], aside: list[R], *, holding: bool) -> list[R]:
        """Return where in some regions a condition holds (or does not); the rest of them is put `aside`."""
        found: list[R] = []
        for one in regions:
            held, free = self.divided(condition, one)
            found += held if holding else free
            aside += free if holding else held
        return found
