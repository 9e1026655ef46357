"""Prove what a score of several figures promises, by exact linear arithmetic on its pieces.

The form is cut into regions on which it is one quotient of sums. A property breaks where some region and the
breaking comparison can hold together, which the simplex decides exactly, half-open ends included; the values
it finds are the witness. A figure that something is divided by is taken to be above zero.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from auditor import records
from auditor.assurance.choosing import counts, said
from auditor.assurance.piecewise import OutOfReachError
from auditor.assurance.properties import Answer
from auditor.evaluation import forms
from auditor.evaluation.cutting import Cutter
from auditor.evaluation.forms import Any, Condition, Form, Quotient, Rounded
from auditor.evaluation.joint import Together, allowed_values, hold_together, within
from auditor.evaluation.quotients import ZeroBaseError
from auditor.language.tree import Operator, Relation
from auditor.numbers import Interval, Rounding, Unit, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from auditor.evaluation.polynomials import Polynomial
    from auditor.evaluation.simplex import Constraint

_SCORE = unit_of("分")
_ABOVE_ZERO = Interval(Fraction(0), None, lo_in=False, hi_in=False)
_MIRROR = {
    Relation.LESS: Relation.GREATER, Relation.AT_MOST: Relation.AT_LEAST, Relation.EQUAL: Relation.EQUAL,
    Relation.GREATER: Relation.LESS, Relation.AT_LEAST: Relation.AT_MOST, Relation.UNEQUAL: Relation.UNEQUAL,
}  # fmt: skip
_MOST = 2_000
"""So many pieces one form may fall into."""

Guards = tuple["Constraint", ...]


@records.frozen(kw_only=True)
class Several:
    """A scoring rule over several figures: its form, their names, units and domains.

    `actual` is the index of the figure that the target is set for, if there is one. `steps` is how many steps
    of a deduction can matter, 0 where that is not told.
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
    steps: int


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


class _Space(Cutter["Guards", Quotient]):
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
        return self._first(self._comparing(forms.subtract(form, other), relation, guards))

    def search(self, condition: Condition) -> Mapping[int, Fraction] | None:
        """Return figures for which `condition` holds, None where there are none."""
        return self._first(self._any(condition, ()))

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
        counted = [at for at, unit in enumerate(self._rule.units) if counts(unit) and at in point]
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

    def _comparing(self, form: Form, relation: Relation, guards: Guards) -> Iterator[Guards]:
        for inside, quotient in self.cut(form, guards):
            yield from self.sign(quotient, relation, inside)

    def _any(self, condition: Condition, guards: Guards) -> Iterator[Guards]:
        """Give the guards under which `condition` holds, each part of an 或 by itself: one is enough."""
        if isinstance(condition, Any):
            for part in condition.parts:
                yield from self._any(part, guards)
        else:
            yield from self.where(condition, guards)

    # Pieces ---------------------------------------------------------------------------------------

    def _possible(self, guards: Guards) -> bool:
        return hold_together(guards, self.box).answer is not Together.INCONSISTENT

    def checked(self, found: Iterable[tuple[Guards, Quotient]]) -> list[tuple[Guards, Quotient]]:
        """Return the pieces, unless they are too many."""
        pieces = list(found)
        if len(pieces) > _MOST:
            raise OutOfReachError("分段过多", "too many pieces")
        return pieces

    def leaf(self, form: Quotient, region: Guards) -> list[tuple[Guards, Quotient]]:
        """Return the quotient; its divisor is taken to be above zero."""
        return [(region, form)]

    def negative(self, value: Quotient) -> Quotient:
        """Return the quotient with its sign turned."""
        return _quotient(forms.negate(value))

    def difference(self, left: Quotient, right: Quotient) -> Quotient:
        """Return one quotient less another."""
        return _quotient(forms.subtract(left, right))

    def joined(
        self, operator: Operator, left: Quotient, right: Quotient, region: Guards
    ) -> Iterable[tuple[Guards, Quotient]]:
        """Return two quotients put together."""
        return [(region, _joined(operator, left, right))]

    def steps(self, form: Rounded, value: Quotient, region: Guards) -> Iterable[tuple[Guards, Quotient]]:
        """Return the steps up to the last that costs a mark; behind it the quotient itself, which costs all."""
        if form.mode not in {Rounding.FLOOR, Rounding.CEILING} or not self._rule.steps:
            raise OutOfReachError("按步扣分取决于几个数字", "steps depend on several figures")
        if any(self.sign(value, Relation.LESS, region)):
            raise OutOfReachError("按步扣分没有起点", "the steps have no beginning")
        full = form.mode is Rounding.FLOOR
        for count in range(self._rule.steps + 1):
            low = forms.constant((count if full else count - 1) * form.step)
            high = forms.constant((count + 1 if full else count) * form.step)
            over, under = self.difference(value, _quotient(low)), self.difference(value, _quotient(high))
            for one in self.sign(over, Relation.AT_LEAST if full else Relation.GREATER, region):
                for inside in self.sign(under, Relation.LESS if full else Relation.AT_MOST, one):
                    yield inside, _quotient(forms.constant(count * form.step))
        last = forms.constant((self._rule.steps + (1 if full else 0)) * form.step)
        relation = Relation.AT_LEAST if full else Relation.GREATER
        for inside in self.sign(self.difference(value, _quotient(last)), relation, region):
            yield inside, value

    def sign(self, value: Quotient, relation: Relation, region: Guards) -> list[Guards]:
        """Return the guards under which a quotient compares so with zero."""
        if relation is Relation.UNEQUAL:
            return [
                *self.sign(value, Relation.LESS, region),
                *self.sign(value, Relation.GREATER, region),
            ]
        if value.numerator.degree > 1 or value.divisor.degree > 1:
            raise OutOfReachError("得分不是各数字的一次式", "the score is not linear in its figures")
        bottom = value.divisor.constant
        if bottom is not None:
            meant = relation if bottom > 0 else _MIRROR[relation]
            return list(self._guarded(value.numerator, meant, region)) if bottom else []
        return [
            found
            for side, meant in ((Relation.GREATER, relation), (Relation.LESS, _MIRROR[relation]))
            for inside in self._guarded(value.divisor, side, region)
            for found in self._guarded(value.numerator, meant, inside)
        ]

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
    for quotient in forms.quotients_in(form):
        yield from (base for base in (quotient.divisor, *quotient.bases) if base.degree)


def _quotient(form: Form) -> Quotient:
    if not isinstance(form, Quotient):
        raise OutOfReachError("得分不是各数字的一次式", "the score is not linear in its figures")
    return form


def _joined(operator: Operator, left: Quotient, right: Quotient) -> Quotient:
    made = {
        Operator.ADD: forms.add, Operator.SUBTRACT: forms.subtract, Operator.MULTIPLY: forms.multiply, Operator.DIVIDE: forms.divide,
    }[operator](left, right)  # fmt: skip
    return _quotient(made)
