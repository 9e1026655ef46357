"""The verdict on one comparison of two forms, on the figures as printed and within their rounding."""

from __future__ import annotations

import enum
import functools
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import records
from auditor.evaluation import forms, ranges
from auditor.evaluation.forms import Form, Quotient, ZeroBaseError
from auditor.evaluation.joint import allowed_values
from auditor.evaluation.margins import beyond_rounding, nearest_claim, unlikely_gap
from auditor.evaluation.witness import find_witness
from auditor.findings import Verdict
from auditor.language.tree import Relation
from auditor.numbers import Interval, Rounding, round_to

if TYPE_CHECKING:
    from auditor.evaluation.ranges import RangeResult


Witness = tuple[Fraction, ...] | None
Late = Fraction | Callable[[], Fraction | None] | None
"""A value, or how to find it for those who ask."""


_NO_GAP = Fraction(0)


class Compare(enum.Enum):
    """How a claim is compared with what was computed.

    OVERLAP asks whether some true values explain both. ROUND_THEN_EQUAL takes the inputs as exact,
    rounds the result and compares it with the claim, as the tax rules of EN 16931 do.
    """

    OVERLAP = "overlap"
    ROUND_THEN_EQUAL = "round_then_equal"


@records.frozen(kw_only=True)
class Options:
    """What a rule allows beyond rounding.

    `tolerance` is an amount, `tolerance_ulp` a number of the claim's last places: together they widen
    the claim and nothing else, with ends left out on `open_ends`. `rounding` is how claims are printed.
    For ROUND_THEN_EQUAL, `round_step` is what the result is rounded to (None: not at all), and
    `absolute` compares without signs.
    """

    tolerance: Fraction = Fraction(0)
    tolerance_ulp: Fraction = Fraction(0)
    open_ends: bool = False
    rounding: Rounding = Rounding.HALF_UP
    compare: Compare = Compare.OVERLAP
    round_step: Fraction | None = None
    absolute: bool = False


@records.frozen(kw_only=True)
class Decision:
    """A verdict with its proof, in base units.

    `claim` is the unknown whose printed value was claimed, if one side is such. `computed` is the other
    side at the printed values; `gap` is claim less computed (left less right without a claim), `gap_ulp`
    the same in last places. `interval` is what the computed side can be, worked out where the printed
    values alone do not settle the verdict; `outcomes` are its disjoint parts. `beyond` is the distance
    between what is claimed and what is possible in last places, `nearest` the closest value that could
    have been printed; both are found when they are read, and so is the `witness` of a gap. A gap
    is `unlikely` where rounding can, but hardly would, explain it. `reason` says why there is no verdict:
    zero-base, threshold, budget, unbounded.
    """

    verdict: Verdict
    claim: int | None = None
    computed: Fraction | None = None
    gap: Fraction | None = None
    gap_ulp: Fraction | None = None
    interval: Interval | None = None
    outcomes: tuple[Interval, ...] = ()
    _beyond: Late = attrs.field(default=None, alias="beyond")
    _nearest: Late = attrs.field(default=None, alias="nearest")
    _witness: Witness | Callable[[], Witness] = attrs.field(default=None, alias="witness")
    _unlikely: bool | Callable[[], bool] = attrs.field(default=False, alias="unlikely")
    reason: str = ""

    @functools.cached_property
    def beyond(self) -> Fraction | None:
        """Return how far what is claimed is from what is possible, in last places."""
        return self._beyond() if callable(self._beyond) else self._beyond

    @functools.cached_property
    def nearest(self) -> Fraction | None:
        """Return the value closest to the claim that could have been printed."""
        return self._nearest() if callable(self._nearest) else self._nearest

    @functools.cached_property
    def unlikely(self) -> bool:
        """Whether rounding can, but hardly would, explain the gap."""
        return self._unlikely() if callable(self._unlikely) else self._unlikely

    @functools.cached_property
    def witness(self) -> Witness:
        """Return a true value for each unknown that makes a comparison hold whose printed values do not, None where none was found."""
        return self._witness() if callable(self._witness) else self._witness


@records.frozen(kw_only=True)
class _Question:
    """A comparison as one form and the values it should have; `claim` is None for a bare comparison."""

    sides: tuple[Form, Form]
    targets: tuple[Interval, ...]
    claim: int | None
    step: Fraction
    computed: Fraction
    gap: Fraction
    box: Sequence[Interval]
    point: Sequence[Fraction]
    options: Options

    @functools.cached_property
    def form(self) -> Form:
        """Return what is computed: the side that claims nothing, without a claim the difference of both."""
        left, right = self.sides
        return forms.subtract(left, right) if self.claim is None else derived(left, right, self.claim)

    @property
    def may_have_zero_base(self) -> bool:
        """Whether something is divided by figures, or was before it cancelled."""
        for side in self.sides:
            if not isinstance(side, Quotient) or side.bases or not side.divisor.constant:
                return True
        return False


def decide(  # noqa: PLR0913 - a comparison has two sides, and figures have values and intervals
    relation: Relation,
    left: Form,
    right: Form,
    box: Sequence[Interval],
    point: Sequence[Fraction],
    *,
    steps: Sequence[Fraction] | None = None,
    options: Options | None = None,
    proof: bool = True,
) -> Decision:
    """Return the verdict on `left relation right`.

    Without `proof` it comes alone: who tries many values asks for no witness. `box` holds the interval of true values of each unknown, `point` its printed value, `steps` the unit
    of its last place (taken from the widths of the intervals where not given).
    """
    options = options or Options()
    claim = claimed(left, right) if relation is Relation.EQUAL else None
    step = _step_of(claim, left, right, box, steps)
    try:
        values = forms.value_at(left, point), forms.value_at(right, point)
    except ZeroBaseError:
        return Decision(verdict=Verdict.NOT_CHECKABLE, claim=claim, reason="zero-base")
    computed = values[1] if claim is None or forms.unknown_of(left) == claim else values[0]
    gap = values[0] - values[1] if claim is None else point[claim] - computed
    if not gap:
        # What comes out to the digit, as most does, is the claim itself, and off by one nothing for all.
        computed, gap = computed if claim is None else point[claim], _NO_GAP
    if options.compare is Compare.ROUND_THEN_EQUAL and relation is Relation.EQUAL:
        return _rounded_equal(claim, step, computed + gap, computed, options)
    question = _Question(
        sides=(left, right),
        targets=_targets(relation, claim, step, box, options),
        claim=claim,
        step=step,
        computed=computed,
        gap=gap,
        box=box,
        point=point,
        options=options,
    )
    return _settled(question, exact=forms.compares(relation, gap)) or _answer(question, proof=proof)


def claimed(left: Form, right: Form) -> int | None:
    """Return the unknown that stands alone on one side and not on the other, the left one first."""
    for side, other in ((left, right), (right, left)):
        index = forms.unknown_of(side)
        if index is not None and not forms.speaks_of(other, index):
            return index
    return None


def derived(left: Form, right: Form, claim: int) -> Form:
    """Return the side from which the claimed unknown is computed."""
    return right if forms.unknown_of(left) == claim else left


def _step_of(
    claim: int | None, left: Form, right: Form, box: Sequence[Interval], steps: Sequence[Fraction] | None
) -> Fraction:
    def step(index: int) -> Fraction:
        if steps is not None:
            return steps[index]
        low, high = box[index].lo, box[index].hi
        return Fraction(0) if low is None or high is None else high - low

    if claim is not None:
        return step(claim)
    # Without a claim the coarsest figure sets the scale; a lone figure on one side is measured in its own.
    for side in (left, right):
        index = forms.unknown_of(side)
        if index is not None:
            return step(index)
    return max((step(index) for index in forms.variables(left) | forms.variables(right)), default=Fraction(0))


def _targets(
    relation: Relation, claim: int | None, step: Fraction, box: Sequence[Interval], options: Options
) -> tuple[Interval, ...]:
    slack = options.tolerance
    if options.tolerance_ulp:
        slack += options.tolerance_ulp * step
    if claim is not None:
        return (_widened(box[claim], slack, options),)
    allowed = allowed_values(relation)
    if allowed is not None:
        return (_widened(allowed, slack, options),)
    zero = Fraction(0)
    return (Interval(None, zero, hi_in=False), Interval(zero, None, lo_in=False))


def _widened(interval: Interval, slack: Fraction, options: Options) -> Interval:
    return interval.widened(slack, open_ends=options.open_ends) if slack else interval


def _settled(question: _Question, *, exact: bool) -> Decision | None:
    """Return the verdict where the printed values alone give it, as nearly always."""
    printed = question.computed if question.claim is not None else question.gap
    # A divisor that may be zero says nothing, even where the printed digits happen to agree.
    reason = ""
    if question.may_have_zero_base and isinstance(question.form, Quotient):
        reason = ranges.zero_base(question.form, question.box)
    if not reason and not exact and not _fits(printed, question.targets):
        return None
    verdict = Verdict.NOT_CHECKABLE if reason else Verdict.EXACT if exact else Verdict.WITHIN_ROUNDING
    return Decision(
        verdict=verdict,
        claim=question.claim,
        computed=question.computed,
        gap=question.gap,
        gap_ulp=_ulps(question),
        reason=reason,
    )


def _fits(value: Fraction, targets: Sequence[Interval]) -> bool:
    return value in targets[0] or any(value in target for target in targets[1:])


def _ulps(question: _Question) -> Fraction | None:
    if not question.step:
        return None
    return question.gap / question.step if question.gap else question.gap


def _answer(question: _Question, *, proof: bool) -> Decision:
    """Return the verdict where the printed values do not agree: whether some true values do."""
    form, box = question.form, question.box
    fixed = functools.partial(
        Decision,
        claim=question.claim,
        computed=question.computed,
        gap=question.gap,
        gap_ulp=_ulps(question),
    )
    result = ranges.range_of(form, box)
    if result.reason:
        return fixed(verdict=Verdict.NOT_CHECKABLE, reason=result.reason)
    outcomes = result.outcomes
    if proof:
        fixed = functools.partial(
            fixed,
            interval=result.interval,
            outcomes=tuple(ranges.hull_of(group) for group in outcomes),
            beyond=functools.partial(_beyond, question, result),
        )
    answers = [_met(group, question.targets) for group in outcomes]
    # Where all pieces are one outcome, they have been asked.
    asked = len(answers) == 1 and answers[0] is False
    overall = True if True in answers else False if asked else _met_by_all(result, question.targets)
    if overall is None:
        return fixed(verdict=Verdict.NOT_CHECKABLE, reason="budget")
    if not overall:
        nearest = functools.partial(_nearest, question, result) if proof else None
        return fixed(verdict=Verdict.DISCREPANCY, nearest=nearest)
    if len(answers) > 1 and not all(answers):
        return fixed(verdict=Verdict.NOT_CHECKABLE, reason="threshold")
    if not proof:
        return fixed(verdict=Verdict.ROUNDING_GAP)
    return fixed(
        verdict=Verdict.ROUNDING_GAP,
        witness=functools.partial(_gap_witness, question, result),
        unlikely=functools.partial(unlikely_gap, form, box, question.point, question.gap),
    )


def _met(group: Sequence[ranges.Piece], targets: Sequence[Interval]) -> bool | None:
    answers = [ranges.reaches(group, target) for target in targets]
    return True if True in answers else None if None in answers else False


def _met_by_all(result: RangeResult, targets: Sequence[Interval]) -> bool | None:
    answers = [result.reaches(target) for target in targets]
    return True if True in answers else None if None in answers else False


def _beyond(question: _Question, result: RangeResult) -> Fraction | None:
    return beyond_rounding([piece.interval for piece in result.pieces], question.targets, question.step)


def _nearest(question: _Question, result: RangeResult) -> Fraction | None:
    if question.claim is None or result.interval is None:
        return None
    claim = question.point[question.claim]
    return nearest_claim(
        claim, question.step, [piece.interval for piece in result.pieces], question.options.rounding
    )


def _gap_witness(question: _Question, result: RangeResult) -> tuple[Fraction, ...] | None:
    for target in question.targets:
        aim = target
        if question.claim is not None:
            aim = target.meet(question.box[question.claim])
            if aim.is_empty or not (result.interval and result.interval.meets(aim)):
                continue  # only the tolerance explains it: no true values do
        found = find_witness(question.form, question.box, result, aim)
        if found is None:
            continue
        if question.claim is not None:
            found[question.claim] = forms.value_at(question.form, found)
        return tuple(found.get(at, value) for at, value in enumerate(question.point))
    return None


def _rounded_equal(
    claim: int | None, step: Fraction, stated: Fraction, computed: Fraction, options: Options
) -> Decision:
    shown, result = (abs(stated), abs(computed)) if options.absolute else (stated, computed)
    exact = shown == result
    if options.round_step is not None:
        result = round_to(result, options.round_step, options.rounding)
    slack = options.tolerance + options.tolerance_ulp * step
    distance = abs(shown - result)
    holds = distance < slack if options.open_ends and slack else distance <= slack
    verdict = Verdict.EXACT if exact and holds else Verdict.WITHIN_ROUNDING if holds else Verdict.DISCREPANCY
    gap = stated - computed
    return Decision(
        verdict=verdict,
        claim=claim,
        computed=computed,
        gap=gap,
        gap_ulp=gap / step if step else None,
        nearest=None if holds else result,
    )
