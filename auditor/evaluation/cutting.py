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

STRICT_OPPOSITE = {Relation.AT_LEAST: Relation.LESS, Relation.AT_MOST: Relation.GREATER}


class Cutter(abc.ABC, Generic[R, V]):
    """Cuts forms and conditions over regions; regions handed on are never empty."""

    @abc.abstractmethod
    def leaf(self, form: Quotient, region: R) -> Iterable[tuple[R, V]]:
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
            return self.checked(self.leaf(form, region))
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
                return [
                    piece
                    for one, left in self.cut(form.left, region)
                    for inside, right in self.cut(form.right, one)
                    for piece in self.joined(form.operator, left, right, inside)
                ]
        assert_never(form)

    def _absolute(self, form: Absolute, region: R) -> Iterable[tuple[R, V]]:
        for one, value in self.cut(form.part, region):
            if not self.defined(value):
                yield one, value
                continue
            for inside in self.sign(value, Relation.AT_LEAST, one):
                yield inside, value
            for inside in self.sign(value, Relation.LESS, one):
                yield inside, self.negative(value)

    def _extremum(self, form: Extremum, region: R) -> list[tuple[R, V]]:
        best = self.cut(form.parts[0], region)
        keep = Relation.AT_LEAST if form.largest else Relation.AT_MOST
        for other in form.parts[1:]:
            better: list[tuple[R, V]] = []
            for one, first in best:
                for two, second in self.cut(other, one):
                    if not (self.defined(first) and self.defined(second)):
                        better.append((two, second if self.defined(first) else first))
                        continue
                    difference = self.difference(first, second)
                    one_best, other_best = self.beside(first, second), self.beside(second, first)
                    better.extend((inside, one_best) for inside in self.sign(difference, keep, two))
                    opposite = STRICT_OPPOSITE[keep]
                    better.extend((inside, other_best) for inside in self.sign(difference, opposite, two))
            best = self.checked(better)
        return best

    def _choice(self, form: Choice, region: R) -> Iterable[tuple[R, V]]:
        rest = [region]
        for at, (condition, part) in enumerate(form.cases):
            left: list[R] = []
            for one in rest:
                held, free = self._parted(condition, one)
                left.extend(free)
                for inside in held:
                    for place, value in self.cut(part, inside):
                        yield place, self.chosen(value, at)
            rest = self.checked_regions(left)
        for one in rest:
            for place, value in self.cut(form.otherwise, one):
                yield place, self.chosen(value, len(form.cases))

    def _parted(self, condition: Condition, region: R) -> tuple[list[R], list[R]]:
        """Return where in `region` a condition holds and where it does not; a comparison is cut once for both."""
        if not isinstance(condition, Test):
            return self.where(condition, region), self.where(forms.none_of(condition), region)
        held: list[R] = []
        free: list[R] = []
        for one, value in self.cut(condition.form, region):
            held.extend(self.sign(value, condition.relation, one))
            free.extend(self.sign(value, forms.OPPOSITE[condition.relation], one))
        return self.checked_regions(held), self.checked_regions(free)

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
            case Any():
                found, rest = [], [region]
                for each in condition.parts:
                    found.extend(inside for one in rest for inside in self.where(each, one))
                    rest = [inside for one in rest for inside in self.where(forms.none_of(each), one)]
            case Not():
                return self.where(forms.none_of(condition.part), region)
            case _:
                assert_never(condition)
        return self.checked_regions(found)
