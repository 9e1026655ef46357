"""Prove what a score of several figures promises, by exact linear arithmetic on its pieces.

The form is cut into regions on which it is one quotient of sums. A property breaks where some region and the
breaking comparison can hold together, which the simplex decides exactly, half-open ends included; the values
it finds are the witness. A figure that something is divided by is taken to be above zero.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, assert_never

import attrs

from auditor.assurance.choosing import said
from auditor.assurance.piecewise import MAX_PIECES, OutOfReachError
from auditor.assurance.properties import Answer
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
from auditor.evaluation.joint import Together, allowed_values, hold_together, within
from auditor.evaluation.quotients import ZeroBaseError
from auditor.language.tree import Operator, Relation
from auditor.numbers import Interval, Unit, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.evaluation.polynomials import Polynomial
    from auditor.evaluation.simplex import Constraint

_SCORE = unit_of("分")
_ABOVE_ZERO = Interval(Fraction(0), None, lo_in=False, hi_in=False)
_MIRROR = {
    Relation.LESS: Relation.GREATER, Relation.AT_MOST: Relation.AT_LEAST, Relation.EQUAL: Relation.EQUAL,
    Relation.GREATER: Relation.LESS, Relation.AT_LEAST: Relation.AT_MOST, Relation.UNEQUAL: Relation.UNEQUAL,
}  # fmt: skip
_OPPOSITE = {Relation.AT_LEAST: Relation.LESS, Relation.AT_MOST: Relation.GREATER}

Guards = tuple["Constraint", ...]


@attrs.frozen(kw_only=True)
class Several:
    """A scoring rule over several figures: its form, their names, units and domains.

    `actual` is the index of the figure that the target is set for, if there is one.
    """

    form: Form
    covered: Condition
    weight: Fraction
    target: Fraction | None
    names: tuple[str, ...]
    units: tuple[Unit, ...]
    domains: tuple[Interval, ...]
    actual: int | None
    exhausting: bool


def of_several(rule: Several) -> list[tuple[str, Answer]]:
    """Decide what is promised of a score of several figures. Raises OutOfReachError.

    Whether it moves one way and where it jumps is said of scores of one figure only.
    """
    space = _Space(rule)
    full, zero = forms.constant(rule.weight), forms.constant(Fraction(0))
    gap = space.search(forms.none_of(rule.covered))
    above = space.compared(rule.form, Relation.GREATER, full)
    below = space.compared(rule.form, Relation.LESS, zero)
    aim: Guards = ()
    if rule.target is not None and rule.actual is not None:
        aim = (within(_quotient(forms.variable(rule.actual)), Interval.point(rule.target)),)
    best = space.compared(rule.form, Relation.EQUAL, full, aim)
    answers = [
        ("defined", _broken(gap, rule, "没有哪一档适用", "no band speaks of it")),
        ("bounded", _broken(above or below, rule, f"不在 0 分到 {said(rule.weight, _SCORE)} 之间", "outside 0 and the weight")),
        ("full_at_target", Answer("proved") if best else Answer(
            "refuted", None, f"没有一种情形能得满分 {said(rule.weight, _SCORE)}", "nothing earns full marks")),
    ]  # fmt: skip
    if rule.exhausting:
        worst = space.compared(rule.form, Relation.AT_MOST, zero)
        answers.append(("exhausts", Answer("proved") if worst else Answer(
            "refuted", None, "没有一种情形扣完", "nothing exhausts the marks")))  # fmt: skip
    answers.append(("floor", _broken(below, rule, "低于 0 分", "less than nothing")))
    return answers


def _broken(point: Mapping[int, Fraction] | None, rule: Several, zh: str, en: str) -> Answer:
    if point is None:
        return Answer("proved")
    shown = ", ".join(
        f"{name}={said(point.get(at, Fraction(0)), unit)}"
        for at, (name, unit) in enumerate(zip(rule.names, rule.units, strict=True))
    )
    score = _value(rule.form, [point.get(at, Fraction(0)) for at in range(len(rule.names))])
    got = "" if score is None else f" → {said(score, _SCORE)}"
    return Answer("refuted", f"{shown}{got}", f"{shown} 时{zh}", f"at {shown}: {en}")


def _value(form: Form, point: Sequence[Fraction]) -> Fraction | None:
    try:
        return forms.value_at(form, point)
    except ZeroBaseError:
        return None


@attrs.frozen
class _Piece:
    guards: Guards
    quotient: Quotient


class _Space:
    """The domains of the figures, and what can hold in them."""

    def __init__(self, rule: Several) -> None:
        self._rule = rule
        divided = {index for base in _bases(rule.form) for index in base.variables}
        self.box = {
            at: _ABOVE_ZERO if at in divided and domain.lo == 0 else domain
            for at, domain in enumerate(rule.domains)
        }

    def compared(
        self, form: Form, relation: Relation, other: Form, guards: Guards = ()
    ) -> Mapping[int, Fraction] | None:
        """Return figures for which `form` compares so with a constant, None where there are none."""
        return self._first(self._where(forms.subtract(form, other), relation, guards))

    def search(self, condition: Condition) -> Mapping[int, Fraction] | None:
        """Return figures for which `condition` holds, None where there are none."""
        return self._first(self._holding(condition, ()))

    def _first(self, found: Iterator[Guards]) -> Mapping[int, Fraction] | None:
        halves = False
        for guards in found:
            answer = hold_together(guards, self.box)
            if answer.answer is Together.UNDECIDED:
                raise OutOfReachError("超出计算限度", "too much to compute")
            if answer.answer is Together.CONSISTENT:
                point = self._whole(answer.witness, guards)
                if point is not None:
                    return point
                halves = True
        if halves:
            raise OutOfReachError("只找到非整数的反例", "only a witness that is no whole number was found")
        return None

    def _whole(self, point: Mapping[int, Fraction], guards: Guards) -> Mapping[int, Fraction] | None:
        """Return a point at which what is counted is whole: this one, or a multiple of it that fits as well."""
        counted = [at for at, unit in enumerate(self._rule.units) if unit.is_exact and at in point]
        scale = lcm(*(point[at].denominator for at in counted)) if counted else 1
        grown = {at: value * scale if at in counted else value for at, value in point.items()}
        if scale == 1:
            return point
        inside = all(grown[at] in self.box[at] for at in grown)
        fits = all(
            sum((weight * grown[at] for at, weight in each.weights.items()), Fraction(0)) in each.allowed
            for each in guards
        )
        return grown if inside and fits else None

    # Pieces ---------------------------------------------------------------------------------------

    def _possible(self, guards: Guards) -> bool:
        return hold_together(guards, self.box).answer is not Together.INCONSISTENT

    def _pieces(self, form: Form, guards: Guards) -> list[_Piece]:
        found = [piece for piece in self._cut(form, guards) if self._possible(piece.guards)]
        if len(found) > MAX_PIECES // 10:
            raise OutOfReachError("分段过多", "too many pieces")
        return found

    def _cut(self, form: Form, guards: Guards) -> Iterator[_Piece]:
        match form:
            case Quotient():
                yield _Piece(guards, form)
            case Extremum():
                keep = Relation.AT_LEAST if form.largest else Relation.AT_MOST
                best = self._pieces(form.parts[0], guards)
                for other in form.parts[1:]:
                    best = [each for one in best for each in self._better(one, other, keep)]
                yield from best
            case Absolute():
                for piece in self._pieces(form.part, guards):
                    for inside in self._sign(piece.quotient, Relation.AT_LEAST, piece.guards):
                        yield _Piece(inside, piece.quotient)
                    for inside in self._sign(piece.quotient, Relation.LESS, piece.guards):
                        yield _Piece(inside, _quotient(forms.negate(piece.quotient)))
            case Choice():
                yield from self._chosen(form, guards)
            case Combined():
                for left in self._pieces(form.left, guards):
                    for right in self._pieces(form.right, left.guards):
                        yield _Piece(right.guards, _joined(form.operator, left.quotient, right.quotient))
            case Rounded():
                raise OutOfReachError("按步扣分取决于几个数字", "steps depend on several figures")
            case _:
                assert_never(form)

    def _chosen(self, form: Choice, guards: Guards) -> Iterator[_Piece]:
        rest = [guards]
        for condition, chosen in form.cases:
            for one in rest:
                for inside in self._holding(condition, one):
                    yield from self._cut(chosen, inside)
            rest = [left for one in rest for left in self._holding(forms.none_of(condition), one)]
        for one in rest:
            yield from self._cut(form.otherwise, one)

    def _better(self, one: _Piece, other: Form, keep: Relation) -> Iterator[_Piece]:
        for two in self._pieces(other, one.guards):
            difference = _quotient(forms.subtract(one.quotient, two.quotient))
            for inside in self._sign(difference, keep, two.guards):
                yield _Piece(inside, one.quotient)
            for inside in self._sign(difference, _OPPOSITE[keep], two.guards):
                yield _Piece(inside, two.quotient)

    def _where(self, form: Form, relation: Relation, guards: Guards) -> Iterator[Guards]:
        for piece in self._pieces(form, guards):
            yield from self._sign(piece.quotient, relation, piece.guards)

    def _holding(self, condition: Condition, guards: Guards) -> Iterator[Guards]:
        match condition:
            case Test():
                yield from self._where(condition.form, condition.relation, guards)
            case All():
                found = [guards]
                for each in condition.parts:
                    found = [inside for one in found for inside in self._holding(each, one)]
                yield from found
            case Any():
                for each in condition.parts:
                    yield from self._holding(each, guards)
            case Not():
                yield from self._holding(forms.none_of(condition.part), guards)
            case _:
                assert_never(condition)

    def _sign(self, quotient: Quotient, relation: Relation, guards: Guards) -> Iterator[Guards]:
        """Give the guards under which a quotient compares so with zero."""
        if relation is Relation.UNEQUAL:
            yield from self._sign(quotient, Relation.LESS, guards)
            yield from self._sign(quotient, Relation.GREATER, guards)
            return
        if quotient.numerator.degree > 1 or quotient.divisor.degree > 1:
            raise OutOfReachError("得分不是各数字的一次式", "the score is not linear in its figures")
        bottom = quotient.divisor.constant
        if bottom is not None:
            if bottom:
                yield from self._guarded(
                    quotient.numerator, relation if bottom > 0 else _MIRROR[relation], guards
                )
            return
        for side, meant in ((Relation.GREATER, relation), (Relation.LESS, _MIRROR[relation])):
            for inside in self._guarded(quotient.divisor, side, guards):
                yield from self._guarded(quotient.numerator, meant, inside)

    def _guarded(self, polynomial: Polynomial, relation: Relation, guards: Guards) -> Iterator[Guards]:
        allowed = allowed_values(relation)
        if allowed is None:
            return
        value = polynomial.constant
        if value is not None:
            if Fraction(value) in allowed:
                yield guards
            return
        found = (*guards, within(Quotient(polynomial), allowed))
        if self._possible(found):
            yield found


def _bases(form: Form) -> Iterator[Polynomial]:
    """Give what a form divides by."""
    match form:
        case Quotient():
            yield from (base for base in (form.divisor, *form.bases) if base.degree)
        case Extremum():
            for part in form.parts:
                yield from _bases(part)
        case Absolute() | Rounded():
            yield from _bases(form.part)
        case Choice():
            for _, part in form.cases:
                yield from _bases(part)
            yield from _bases(form.otherwise)
        case Combined():
            yield from _bases(form.left)
            yield from _bases(form.right)
        case _:
            assert_never(form)


def _quotient(form: Form) -> Quotient:
    if not isinstance(form, Quotient):
        raise OutOfReachError("得分不是各数字的一次式", "the score is not linear in its figures")
    return form


def _joined(operator: Operator, left: Quotient, right: Quotient) -> Quotient:
    made = {
        Operator.ADD: forms.add, Operator.SUBTRACT: forms.subtract, Operator.MULTIPLY: forms.multiply, Operator.DIVIDE: forms.divide,
    }[operator](left, right)  # fmt: skip
    return _quotient(made)
