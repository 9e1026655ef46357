"""Deductions that take nothing, vetoes that nothing meets, targets that nothing reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.assurance.criteria import amount_of
from auditor.assurance.proof import weight_of
from auditor.assurance.remarks import Remark, Subject, remark
from auditor.assurance.satisfying import Negated, can_hold
from auditor.assurance.stated import filled, from_zero
from auditor.assurance.units import counted
from auditor.findings import Severity
from auditor.language import tree
from auditor.numbers import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SIDES = {
    tree.Direction.BELOW: (tree.Relation.LESS, ("低于", "below")),
    tree.Direction.ABOVE: (tree.Relation.GREATER, ("高于", "above")),
}


def check(subject: Subject) -> Iterator[Remark]:
    """Look at the steps and amounts of deductions, at when they apply, at vetoes and targets."""
    for file, scoring in subject.scorings():
        yield from _target(file, scoring)
        units = subject.units(scoring)
        domain, whole = from_zero(scoring, units, subject.sentences(scoring)), counted(units)
        if (
            scoring.veto is not None
            and can_hold(filled(scoring, scoring.veto), *domain, whole=whole).answer is False
        ):
            yield remark(
                "never-applies", file, scoring.id, scoring.veto.span,
                ("否决的条件永远不成立", "the condition of the veto can never hold"),
                remedy=("检查否决的比较方向和界限", "look at the sign and the bound of the veto"),
            )  # fmt: skip
        before: list[tree.Condition | Negated] = []
        for band in filled(scoring, scoring.bands):
            own = [*before, *([band.condition] if band.condition is not None else [])]
            if isinstance(band.outcome, tree.Deduct):
                yield from _amounts(file, scoring, band.outcome.step, band.outcome.amount)
                yield from _idle(file, scoring, band.outcome, [*own, *domain])
            if band.condition is not None:
                before.append(Negated(band.condition))
        if scoring.criteria is not None:
            yield from _amounts(file, scoring, None, scoring.criteria.amount)


def _target(file: str, scoring: tree.Scoring) -> Iterator[Remark]:
    target = scoring.target
    if isinstance(target, tree.Number) and target.value < 0 and unit_of(target.unit).is_exact:
        yield remark(
            "bad-target", file, scoring.id, target.span,
            (f"目标 {target.text} 小于 0：没有业绩值够得到", f"the target {target.text} is below 0: no value reaches it"),
            remedy=("检查目标的正负号", "look at its sign"),
        )  # fmt: skip


def _amounts(
    file: str, scoring: tree.Scoring, step: tree.Number | None, amount: tree.Expression
) -> Iterator[Remark]:
    if step is not None and step.value <= 0:
        yield remark(
            "bad-step", file, scoring.id, step.span,
            (f"步长 {step.text} 应大于 0", f"the step {step.text} must be more than 0"),
            remedy=("写每差多少扣一次，如 1个百分点、1项", "say for how much one deduction is made, as in 1个百分点"),
        )  # fmt: skip
    lost = amount_of(amount, weight_of(scoring))
    if lost is not None and lost <= 0:
        zh, en = ("一分也不扣", "nothing is taken") if lost == 0 else ("反而加分", "marks are added")
        yield remark(
            "bad-amount", file, scoring.id, amount.span, (f"扣分应大于 0：现在{zh}", f"a deduction must be more than 0: {en}"),
            remedy=("写 扣 0.5分 或 扣 权重的5%", "write: deduct 0.5分, or deduct 5% of weight"),
        )  # fmt: skip


def _idle(
    file: str, scoring: tree.Scoring, deduct: tree.Deduct, conditions: Sequence[tree.Condition | Negated]
) -> Iterator[Remark]:
    """每高于 … in a band whose values all lie below: the sign of the comparison or the direction is the wrong way round."""
    if deduct.direction not in _SIDES or can_hold(*conditions).answer is not True:
        return
    relation, (zh, en) = _SIDES[deduct.direction]
    actual = tree.Name("业绩值", deduct.span)
    beyond = tree.Compare(relation, actual, deduct.reference, deduct.span)
    if can_hold(*conditions, beyond).answer is False:
        yield remark(
            "never-deducts", file, scoring.id, deduct.span,
            (f"这一档里业绩值从不{zh}参照，一分也扣不到", f"no value of this band lies {en} the reference: it never deducts"),
            severity=Severity.ERROR,
            remedy=("检查前面各档的比较方向，或“每低于”与“每高于”", "look at the signs of the bands before it, or at per_below and per_above"),
        )  # fmt: skip
