"""The properties of a score: each decided on the straight pieces, with a witness where it breaks."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from auditor import records
from auditor.assurance.choosing import chosen, counts, said, whole_part
from auditor.assurance.extent import Extent, extent_of
from auditor.assurance.lines import Line, line_of
from auditor.assurance.piecewise import (
    UNDEFINED,
    OutOfReachError,
    Piece,
    failing,
    height,
    less,
    pieces_of,
    where,
)
from auditor.assurance.reversals import reversal
from auditor.evaluation import forms
from auditor.language import tree
from auditor.language.tree import Relation
from auditor.numbers import Interval, Unit, unit_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from auditor.assurance.stretches import Ratio, Stretch

_SCORE = unit_of("分")
_ZERO = Fraction(0)


@records.frozen
class Answer:
    """proved, refuted with a witness, or undecided; and why, in both languages."""

    result: str
    witness: str | None = None
    zh: str = ""
    en: str = ""


@records.frozen(kw_only=True)
class Scheme:
    """A scoring rule as pieces over its actual value, weight and target put in; `name` is the figure's."""

    scoring: tree.Scoring
    weight: Fraction
    target: Fraction | None
    name: str
    unit: Unit
    domain: Interval
    pieces: Sequence[Piece]
    extent: Extent
    form: forms.Form
    covered: forms.Condition

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return the pieces as lines in exact numbers."""
        return tuple(map(line_of, self.pieces))

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

    def first(self, stretches: Iterable[Stretch]) -> Fraction | None:
        """Return a value to show out of some stretches, None where they hold none."""
        for stretch in stretches:
            value = chosen(stretch, self.unit)
            if value is not None:
                return value
        return None


PROVED = Answer("proved")


def _points(value: Fraction) -> str:
    return said(value, _SCORE)


def _refuted(scheme: Scheme, x: Fraction, zh: str, en: str) -> Answer:
    score = scheme.value(x)
    got = "" if score is None else _points(score)
    value = said(x, scheme.unit)
    return Answer(
        "refuted",
        f"{scheme.name}={value} → {got}" if got else f"{scheme.name}={value}",
        zh.format(at=f"{scheme.name}为 {value}", value=value, got=got),
        en.format(at=value, got=got),
    )


def defined(scheme: Scheme) -> Answer:
    """Every value of the domain has a score: no zero base, no value that no band speaks of."""
    if scheme.extent.holes:
        hole = scheme.first(each for each, curve in scheme.pieces if curve == UNDEFINED)
        if hole is not None:
            return _refuted(scheme, hole, "{at} 时除以零", "divides by zero at {at}")
    if scheme.covered == forms.always():
        return PROVED
    gap = scheme.first(failing(scheme.covered, scheme.domain))
    if gap is not None:
        at = said(gap, scheme.unit)
        shown = f"{scheme.name}={at}"
        return Answer("refuted", shown, f"{scheme.name}为 {at} 时没有哪一档适用", f"no band speaks of {at}")
    return PROVED


def _writable(scheme: Scheme, x: Fraction, wanted: Callable[[Fraction], bool]) -> Fraction:
    """Return a value near `x` whose score has an end in decimals, so that an example can say it; else `x`."""
    for step in range(_NEARBY):
        for near in (x + step * scheme.unit.factor, x - step * scheme.unit.factor):
            score = scheme.value(near) if near in scheme.domain else None
            if score is not None and wanted(score) and _DECIMALS % score.denominator == 0:
                return near
    return x


_NEARBY, _DECIMALS = 100, 10**6


def bounded(scheme: Scheme) -> Answer:
    """The score lies between 0 and the weight."""
    if scheme.within():
        return PROVED
    above = scheme.first(_where(scheme, Relation.GREATER, scheme.weight))
    full = _points(scheme.weight)
    if above is not None:
        return _refuted(
            scheme,
            _writable(scheme, above, lambda score: score > scheme.weight),
            f"{{at}} 时得 {{got}}，超过权重 {full}",
            f"at {{at}} the score is {{got}}, more than the weight {full}",
        )
    below = scheme.first(_where(scheme, Relation.LESS, _ZERO))
    if below is not None:
        return _refuted(
            scheme,
            _writable(scheme, below, lambda score: score < 0),
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
    if failing(scheme.covered, Interval.point(scheme.target)):
        at = said(scheme.target, scheme.unit)
        return Answer(
            "refuted",
            f"{scheme.name}={at}",
            f"达到目标 {at} 时没有哪一档适用",
            f"no band speaks of the target {at}",
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
    pair = reversal(scheme.pieces, scheme.unit, rising=rising)
    if pair is None:
        return PROVED
    (one, first), (two, second) = pair
    verb_zh, verb_en = ("反而更低", "less") if rising else ("反而更高", "more")
    left, right = said(one, scheme.unit), said(two, scheme.unit)
    before, after = _points(first), _points(second)
    return Answer(
        "refuted",
        f"{scheme.name}={left} → {before}; {scheme.name}={right} → {after}",
        f"{scheme.name}从 {left} 升到 {right}，得分{verb_zh}：{before} → {after}",
        f"from {left} to {right} the score becomes {verb_en}: {before} to {after}",
    )


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
    if (low is None or low[0] <= 0) and _reached(scheme, Relation.AT_MOST, _ZERO):
        return PROVED
    worst = _least(scheme)
    if worst is None:
        return Answer("refuted", None, "没有一个业绩值有得分", "no actual value has a score")
    x, least = (Fraction(*each) for each in worst)
    value, left = said(x, scheme.unit), _points(least)
    return Answer(
        "refuted",
        f"{scheme.name}={value} → {left}",
        f"扣不完：最多扣到 {left}（{scheme.name} {value}）",
        f"cannot exhaust the marks: {left} are left at the worst ({value})",
    )


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
    at, before, after = said(border, scheme.unit), _points(first), _points(second)
    return Answer(
        "refuted",
        f"{scheme.name}={at}",
        f"在 {at} 处得分从 {before} 跳到 {after}",
        f"at {at} the score jumps from {before} to {after}",
    )


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


def _where(scheme: Scheme, relation: Relation, value: Fraction) -> Iterator[Stretch]:
    bound = (0, value.numerator, 0, value.denominator)
    for stretch, curve in scheme.pieces:
        yield from where(less(curve, bound) if value else curve, relation, stretch)


def _reached(scheme: Scheme, relation: Relation, value: Fraction) -> bool:
    """Whether the score of some value compares so; of what is counted, a whole one."""
    found = _where(scheme, relation, value)
    if counts(scheme.unit):
        return scheme.first(found) is not None
    return next(found, None) is not None


def _least(scheme: Scheme) -> tuple[Ratio, Ratio] | None:
    """Return a value with the lowest score, and that score; near it where the lowest is not reached."""
    found: tuple[Ratio, Ratio] | None = None
    for stretch, curve in scheme.pieces:
        inside = None if curve == UNDEFINED else whole_part(stretch, scheme.unit)
        if inside is None:
            continue
        lo, lo_in, hi, hi_in = inside
        left, right = None if lo is None else height(curve, lo), None if hi is None else height(curve, hi)
        for end, included, score in ((lo, lo_in, left), (hi, hi_in, right)):
            if (
                end is not None
                and included
                and score is not None
                and (found is None or _lower(score, found[1]))
            ):
                found = (end, score)
        # Between its ends a piece falls below both of them nowhere.
        if (
            found is None
            or left is None
            or right is None
            or _lower(left, found[1])
            or _lower(right, found[1])
        ):
            middle = chosen(inside, scheme.unit)
            if middle is not None:
                x = (middle.numerator, middle.denominator)
                score = height(curve, x)
                if score is not None and (found is None or _lower(score, found[1])):
                    found = (x, score)
    return found


def _lower(one: Ratio, two: Ratio) -> bool:
    return one[0] * two[1] < two[0] * one[1]


def _proportional(form: forms.Form) -> forms.Form:
    """Return the form with its steps smoothed out: the jumps that are left are no steps."""
    match form:
        case forms.Quotient():
            return form
        case forms.Rounded():
            return _proportional(form.part)
        case forms.Extremum():
            parts = tuple(map(_proportional, form.parts))
            same = all(one is two for one, two in zip(parts, form.parts, strict=True))
            return form if same else forms.Extremum(form.largest, parts)
        case forms.Absolute():
            part = _proportional(form.part)
            return form if part is form.part else forms.Absolute(part)
        case forms.Choice():
            cases = tuple((condition, _proportional(part)) for condition, part in form.cases)
            otherwise = _proportional(form.otherwise)
            same = all(one[1] is two[1] for one, two in zip(cases, form.cases, strict=True))
            return form if same and otherwise is form.otherwise else forms.Choice(cases, otherwise)
        case forms.Combined():
            left, right = _proportional(form.left), _proportional(form.right)
            if left is form.left and right is form.right:
                return form
            return forms.Combined(form.operator, left, right)
    assert_never(form)
