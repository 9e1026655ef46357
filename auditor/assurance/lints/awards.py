"""Scores that are no marks, and actual values, targets and shares that do not fit what they are measured by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.assurance.proof import ACTUALS, TARGETS, WEIGHTS, weight_of
from auditor.assurance.remarks import Remark, Subject, remark
from auditor.assurance.units import dimension_of, fit, told_by_examples
from auditor.evaluation.binding import kind_zh
from auditor.evaluation.dimensions import Dimension, DimensionError
from auditor.findings import Severity
from auditor.language import tree
from auditor.language.indicators import catalogued, indicators_of
from auditor.numbers import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def check(subject: Subject) -> Iterator[Remark]:
    """Look at what scoring rules award and take, at their links and targets, and at the rows of catalogues."""
    for file, scoring in subject.scorings():
        units = subject.units(scoring)
        for node in subject.sentences(scoring):
            match node:
                case tree.Award(score=marks) | tree.Deduct(amount=marks):
                    yield from _marks(file, scoring, marks, units)
                case tree.Binary(
                    operator=tree.Operator.MULTIPLY, left=tree.Name(key=key), right=tree.Number() as share
                ):
                    if key in WEIGHTS:
                        yield from _share(file, scoring, share)
        for part in (scoring.formula, scoring.cap, scoring.floor):
            if part is not None:
                yield from _marks(file, scoring, part, units)
        yield from _link(file, scoring, subject.told)
        yield from _points(file, scoring)
    rows = indicators_of(subject.book.files)
    for each in subject.book.files:
        for scoring in catalogued(each, subject.book.files):
            if scoring.bands or scoring.formula or scoring.criteria:
                yield from _row(each.name, rows[scoring.id], scoring)


def _marks(
    file: str, scoring: tree.Scoring, node: tree.Expression, units: Mapping[str, str]
) -> Iterator[Remark]:
    """得 目标值: a rate, an amount or a number of things is no score."""
    try:
        found = dimension_of(node, units)
    except DimensionError:
        return  # kinds.py speaks of the sum
    if found is None or _is_score(found) or (isinstance(node, tree.Number) and not node.value):
        return
    yield remark(
        "unit-mismatch", file, scoring.id, node.span,
        (f"得分和扣分应为“分”，这里是{kind_zh(str(found))}", f"marks are wanted, and this is {found}"),
        remedy=("乘以权重或分值，如 权重 × 业绩值 / 目标值", "multiply by the weight, as in weight × actual / target"),
    )  # fmt: skip


def _is_score(found: Dimension) -> bool:
    return ("score", 1) in found.powers


def _share(file: str, scoring: tree.Scoring, share: tree.Number) -> Iterator[Remark]:
    if unit_of(share.unit).dimension == "points":
        yield remark(
            "unit-mismatch", file, scoring.id, share.span,
            (f"权重的几成应为百分比，不是 {share.text}", f"a share of the weight is a percentage, not {share.text}"),
            remedy=("写成 权重的5%", "write: 5% of weight"),
        )  # fmt: skip


def _link(file: str, scoring: tree.Scoring, told: Mapping[str, str]) -> Iterator[Remark]:
    """业绩 names a figure that other rules give in a unit that this one cannot score."""
    actual = scoring.actual
    unit = None if actual is None else told.get(actual.key)
    own = _measured_in(scoring)
    if (
        actual is not None
        and unit is not None
        and own is not None
        and not fit(unit_of(unit).dimension, unit_of(own).dimension)
    ):
        zh, en = _SORTS.get(unit, (f"的单位是“{unit}”", f"in {unit}"))
        scored = f"按“{own}”评分" if own not in _SORTS else f"{_SORTS[own][0].removeprefix('是')}来评"
        yield remark(
            "unit-mismatch", file, scoring.id, actual.span,
            (f"{actual.key} {zh}，{scoring.id} 的业绩值{scored}", f"{actual.key} is {en}, and {scoring.id} is scored by {own or 'a number'}"),
            remedy=("检查是否取错了数字", "is it the right figure?"),
        )  # fmt: skip


_SORTS = {"text": ("是文字", "a text"), "date": ("是日期", "a date"), "": ("没有单位", "without a unit")}


def _measured_in(scoring: tree.Scoring) -> str | None:
    """Return the unit of the actual value as the rule's own examples or its target tell it."""
    told = told_by_examples(scoring)
    found = next((told[name] for name in told if name in ACTUALS), None)
    if found is not None:
        return found
    match scoring.target:
        case tree.Number(unit=unit):
            return unit
        case tree.Text():
            return "text"
        case tree.Date():
            return "date"
    return None


def _points(file: str, scoring: tree.Scoring) -> Iterator[Remark]:
    target, told = scoring.target, told_by_examples(scoring)
    actual = next((told[name] for name in told if name in ACTUALS), "")
    if (
        isinstance(target, tree.Number)
        and unit_of(target.unit).dimension == "points"
        and unit_of(actual).dimension == "ratio"
    ):
        bare = target.text.removesuffix(target.unit).strip()
        yield remark(
            "points-for-rate", file, scoring.id, target.span,
            (f"业绩值是比率，目标 {target.text} 是两个比率之差", f"the actual value is a rate, and the target {target.text} a difference of rates"),
            remedy=(f"写成 {bare}%", f"write {bare}%"),
        )  # fmt: skip


def _row(file: str, row: tree.Indicator, scoring: tree.Scoring) -> Iterator[Remark]:
    """Compare the target of a catalogue's row with the units that its scoring rule measures in."""
    if weight_of(scoring) is None:
        yield remark(
            "missing-weight", file, row.id, row.span,
            (f"指标 {row.id} 没有写权重", f"indicator {row.id} states no weight"), severity=Severity.WARNING,
            remedy=("在权重一格写 5分", "write 5分 in the cell of the weight"),
        )  # fmt: skip
    target = row.target
    for number in _measures(scoring) if target is not None else ():
        kind = unit_of(target.unit).dimension if isinstance(target, tree.Number) else "text"
        if not fit(kind, unit_of(number.unit).dimension):
            yield remark(
                "unit-mismatch", file, row.id, target.span if target is not None else row.span,
                (f"{row.id} 的目标与评分“{row.scheme}”不合：那里按 {number.text} 计算", f"the target of {row.id} does not fit scoring rule {row.scheme}, which measures by {number.text}"),
                remedy=("改目标的单位，或换一条评分", "change the unit of the target, or name another scoring rule"),
            )  # fmt: skip
            return


def _measures(scoring: tree.Scoring) -> Iterator[tree.Number]:
    """Give the steps away from the target and the numbers that the actual value is compared with."""
    for band in scoring.bands:
        outcome = band.outcome
        if isinstance(outcome, tree.Deduct) and not outcome.relative and _named(outcome.reference, TARGETS):
            yield outcome.step
        for node in (band.condition,) if isinstance(band.condition, tree.Compare) else ():
            for one, other in ((node.left, node.right), (node.right, node.left)):
                if _named(one, ACTUALS) and isinstance(other, tree.Number) and other.value:
                    yield other


def _named(node: tree.Expression, names: frozenset[str]) -> bool:
    return isinstance(node, tree.Name) and node.key in names
