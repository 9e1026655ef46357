"""The properties of a score: each decided on the straight pieces, with a witness where it breaks."""

from __future__ import annotations

import functools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor.assurance.choosing import chosen, counts, said, whole_part
from auditor.assurance.extent import Extent, extent_of
from auditor.assurance.lines import Line, line_of
from auditor.assurance.piecewise import (
    UNDEFINED,
    OutOfReachError,
    Piece,
    Straight,
    interval_over,
    less,
    pieces_of,
    stretch_of,
    where,
)
from auditor.assurance.reversals import reversal
from auditor.evaluation import forms
from auditor.language import tree
from auditor.language.tree import Relation
from auditor.numbers import Interval, Unit, unit_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_SCORE = unit_of("分")
_ZERO = Fraction(0)


@attrs.frozen
class Answer:
    """proved, refuted with a witness, or undecided; and why, in both languages."""

    result: str
    witness: str | None = None
    zh: str = ""
    en: str = ""


@attrs.frozen(kw_only=True)
class Scheme:
    """A scoring rule as pieces over its actual value, weight and target put in; `name` is the figure's."""

    scoring: tree.Scoring
    weight: Fraction
    target: Fraction | None
    name: str
    unit: Unit
    domain: Interval
    pieces: tuple[Piece, ...]
    form: forms.Form
    covered: forms.Condition

    @functools.cached_property
    def lines(self) -> tuple[Line, ...]:
        """Return the pieces as lines in exact numbers."""
        return tuple(map(line_of, self.pieces))

    @functools.cached_property
    def extent(self) -> Extent:
        """Return what the pieces do, found in one pass."""
        return extent_of(self.pieces)

    def value(self, x: Fraction) -> Fraction | None:
        """Return the score at `x`, None where it has none."""
        n, d = x.numerator, x.denominator
        for (lo, lo_in, hi, hi_in), (a, b, c, e) in self.pieces:
            if lo is not None and ((side := n * lo[1] - lo[0] * d) < 0 or (side == 0 and not lo_in)):
                continue
            if hi is not None and ((side := n * hi[1] - hi[0] * d) > 0 or (side == 0 and not hi_in)):
                continue
            return Fraction(a * n + b * d, c * n + e * d) if c or e else None
        return None

    def within(self) -> bool:
        """Whether one pass shows that the score lies between 0 and the weight."""
        low, high = self.extent.low, self.extent.high
        if low is None or high is None or low[0] < 0:
            return False
        return high[0] * self.weight.denominator <= self.weight.numerator * high[1]

    def shown(self, x: Fraction) -> str:
        """Return `x` as a rule would write it."""
        return f"{self.name}={said(x, self.unit)}"

    def first(self, intervals: Iterable[Interval]) -> Fraction | None:
        """Return a value to show out of some intervals, None where they hold none."""
        for interval in intervals:
            value = chosen(interval, self.unit)
            if value is not None:
                return value
        return None


PROVED = Answer("proved")


def _points(value: Fraction) -> str:
    return said(value, _SCORE)


def _refuted(scheme: Scheme, x: Fraction, zh: str, en: str) -> Answer:
    score = scheme.value(x)
    got = "" if score is None else _points(score)
    at = said(x, scheme.unit)
    return Answer(
        "refuted",
        scheme.shown(x) + (f" → {got}" if got else ""),
        zh.format(at=f"{scheme.name}为 {at}", value=at, got=got),
        en.format(at=at, got=got),
    )


def defined(scheme: Scheme) -> Answer:
    """Every value of the domain has a score: no zero base, no value that no band speaks of."""
    if scheme.extent.holes:
        hole = scheme.first(interval_over(each) for each, curve in scheme.pieces if curve == UNDEFINED)
        if hole is not None:
            return _refuted(scheme, hole, "{at} 时除以零", "divides by zero at {at}")
    if scheme.covered == forms.always() or scheme.domain.is_empty:
        return PROVED
    gaps = Straight().where(forms.none_of(scheme.covered), stretch_of(scheme.domain))
    gap = scheme.first(map(interval_over, gaps))
    if gap is not None:
        at = said(gap, scheme.unit)
        return Answer(
            "refuted", scheme.shown(gap), f"{scheme.name}为 {at} 时没有哪一档适用", f"no band speaks of {at}"
        )
    return PROVED


def bounded(scheme: Scheme) -> Answer:
    """The score lies between 0 and the weight."""
    if scheme.within():
        return PROVED
    above = scheme.first(_where(scheme, Relation.GREATER, scheme.weight))
    full = _points(scheme.weight)
    if above is not None:
        return _refuted(
            scheme,
            above,
            f"{{at}} 时得 {{got}}，超过权重 {full}",
            f"at {{at}} the score is {{got}}, more than the weight {full}",
        )
    below = scheme.first(_where(scheme, Relation.LESS, _ZERO))
    if below is not None:
        return _refuted(
            scheme,
            below,
            "{at} 时得 {got}，低于 0 分",
            "at {at} the score is {got}, less than nothing",
        )
    return PROVED


def full_at_target(scheme: Scheme) -> Answer:
    """The target earns the whole weight; without a target in numbers, some value does."""
    if scheme.target is not None and scheme.value(scheme.target) == scheme.weight:
        return PROVED
    full = _points(scheme.weight)
    if scheme.target is None:
        best = scheme.first(_where(scheme, Relation.EQUAL, scheme.weight))
        if best is None:
            return Answer("refuted", None, f"没有业绩值能得满分 {full}", f"no value earns the full {full}")
        shown = said(best, scheme.unit)
        return Answer(
            "proved",
            None,
            f"没有数值目标；{shown} 得满分",
            f"no target in numbers; {shown} earns full marks",
        )
    return _refuted(
        scheme,
        scheme.target,
        f"达到目标 {{value}} 时得 {{got}}，不是满分 {full}",
        f"the target {{at}} earns {{got}}, not the full {full}",
    )


def monotone(scheme: Scheme) -> Answer | None:
    """The score moves one way, as the rule claims or as its bands say; rules that claim none are left out."""
    rising = trend(scheme.scoring)
    if rising is None:
        return None
    if not (scheme.extent.down if rising else scheme.extent.up):
        return PROVED
    pair = reversal(scheme.lines, scheme.unit, rising=rising)
    if pair is None:
        return PROVED
    (one, first), (two, second) = pair
    verb_zh, verb_en = ("反而更低", "less") if rising else ("反而更高", "more")
    left, right = said(one, scheme.unit), said(two, scheme.unit)
    return Answer(
        "refuted", f"{scheme.shown(one)} → {_points(first)}; {scheme.shown(two)} → {_points(second)}",
        f"{scheme.name}从 {left} 升到 {right}，得分{verb_zh}：{_points(first)} → {_points(second)}",
        f"from {left} to {right} the score becomes {verb_en}: {_points(first)} to {_points(second)}",
    )  # fmt: skip


def trend(scoring: tree.Scoring) -> bool | None:
    """Return whether the score should rise (True) or fall (False) with the actual value, None for neither."""
    if scoring.monotone is not None:
        return scoring.monotone == "rising"
    directions = {band.outcome.direction for band in scoring.bands if isinstance(band.outcome, tree.Deduct)}
    if directions == {tree.Direction.BELOW}:
        return True
    if directions == {tree.Direction.ABOVE}:
        return False
    if directions or scoring.formula is not None:
        return None
    # Only awards: the first band says which side is the good one.
    first = scoring.bands[0].condition if scoring.bands else None
    if (
        isinstance(first, tree.Compare)
        and isinstance(first.left, tree.Name)
        and first.left.key in {"业绩值", "实际值", "完成值", "actual"}
    ):
        return {
            Relation.AT_LEAST: True,
            Relation.GREATER: True,
            Relation.AT_MOST: False,
            Relation.LESS: False,
        }.get(first.relation)
    return None


def exhausts(scheme: Scheme) -> Answer | None:
    """扣完为止: some value loses the whole weight. Left out where no deduction claims it."""
    deductions = [band.outcome for band in scheme.scoring.bands if isinstance(band.outcome, tree.Deduct)]
    if not any(each.floored for each in deductions) or scheme.scoring.floor is not None:
        return None
    low = scheme.extent.low
    if (low is None or low[0] <= 0) and _somewhere(scheme, Relation.AT_MOST, _ZERO):
        return PROVED
    solid = [line for line in scheme.lines if not line.undefined]
    ends = [(x, line.at(x)) for line in solid for x in _ends(line, scheme.unit)]
    if not ends:
        return Answer("refuted", None, "没有一个业绩值有得分", "no actual value has a score")
    x, least = min(ends, key=lambda pair: pair[1])
    return Answer(
        "refuted", f"{scheme.shown(x)} → {_points(least)}",
        f"扣不完：最多扣到 {_points(least)}（{scheme.name} {said(x, scheme.unit)}）",
        f"cannot exhaust the marks: {_points(least)} are left at the worst ({said(x, scheme.unit)})",
    )  # fmt: skip


def floor(scheme: Scheme) -> Answer:
    """The score never falls below 0."""
    low = scheme.extent.low
    if low is not None and low[0] >= 0:
        return PROVED
    below = scheme.first(_where(scheme, Relation.LESS, _ZERO))
    if below is not None:
        return _refuted(
            scheme,
            below,
            "没有写“扣完为止”，{at} 时得 {got}",
            "no floor is stated: at {at} the score is {got}",
        )
    return PROVED


def cliff(scheme: Scheme) -> Answer:
    """No jump but those of steps that the rule names: a note, since all or nothing is often meant."""
    extent = scheme.extent
    if extent.jump is not None and (smooth := _proportional(scheme.form)) is not scheme.form:
        try:
            extent = extent_of(pieces_of(smooth, scheme.domain))
        except OutOfReachError as error:
            return Answer("undecided", None, error.zh, error.en)
    if extent.jump is None:
        return PROVED
    border, first, second = (Fraction(*each) for each in extent.jump)
    at = said(border, scheme.unit)
    return Answer(
        "refuted", scheme.shown(border),
        f"在 {at} 处得分从 {_points(first)} 跳到 {_points(second)}",
        f"at {at} the score jumps from {_points(first)} to {_points(second)}",
    )  # fmt: skip


PROPERTIES: Mapping[str, Callable[[Scheme], Answer | None]] = {
    "defined": defined,
    "bounded": bounded,
    "full_at_target": full_at_target,
    "monotone": monotone,
    "exhausts": exhausts,
    "floor": floor,
    "cliff": cliff,
}


# Looking at the pieces -------------------------------------------------------------------------


def _somewhere(scheme: Scheme, relation: Relation, value: Fraction) -> bool:
    """Whether the score of some value compares so; of what is counted, a whole one."""
    bound = (0, value.numerator, 0, value.denominator)
    found = (
        part for stretch, curve in scheme.pieces for part in where(less(curve, bound), relation, stretch)
    )
    if counts(scheme.unit):
        return scheme.first(map(interval_over, found)) is not None
    return next(found, None) is not None


def _where(scheme: Scheme, relation: Relation, value: Fraction) -> Iterator[Interval]:
    bound = (0, value.numerator, 0, value.denominator)
    for stretch, curve in scheme.pieces:
        yield from map(interval_over, where(less(curve, bound), relation, stretch))


def _ends(line: Line, unit: Unit) -> list[Fraction]:
    inside = whole_part(line.interval, unit)
    if inside.is_empty:
        return []
    found = [
        end
        for end, included in ((inside.lo, inside.lo_in), (inside.hi, inside.hi_in))
        if end is not None and included
    ]
    middle = chosen(inside, unit)
    return found if middle is None else [*found, middle]


def _proportional(form: forms.Form) -> forms.Form:
    """Return the form with its steps smoothed out: the jumps that are left are no steps."""
    match form:
        case forms.Rounded():
            return _proportional(form.part)
        case forms.Extremum():
            parts = tuple(map(_proportional, form.parts))
            same = all(one is two for one, two in zip(parts, form.parts, strict=True))
            return form if same else attrs.evolve(form, parts=parts)
        case forms.Absolute():
            part = _proportional(form.part)
            return form if part is form.part else attrs.evolve(form, part=part)
        case forms.Choice():
            cases = tuple((condition, _proportional(part)) for condition, part in form.cases)
            otherwise = _proportional(form.otherwise)
            same = all(one[1] is two[1] for one, two in zip(cases, form.cases, strict=True))
            return form if same and otherwise is form.otherwise else forms.Choice(cases, otherwise)
        case forms.Combined():
            left, right = _proportional(form.left), _proportional(form.right)
            if left is form.left and right is form.right:
                return form
            return attrs.evolve(form, left=left, right=right)
    return form
