"""Bands of scores and grades: values between two of them, values of two, bands that nothing reaches."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.assurance.choosing import chosen, said
from auditor.assurance.proof import proofs_of
from auditor.assurance.remarks import Remark, Subject, remark
from auditor.assurance.satisfying import Negated, can_hold
from auditor.assurance.stated import filled
from auditor.assurance.stretches import stretch_of
from auditor.assurance.units import counted
from auditor.assurance.walking import nodes_in
from auditor.evaluation.grading import grade_interval
from auditor.findings import Severity
from auditor.language import tree
from auditor.numbers import Interval, unit_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence


def check(subject: Subject) -> Iterator[Remark]:
    """Look at the bands of scoring rules and at scales of grades."""
    for file, scoring in subject.scorings():
        yield from _bands(file, scoring, counted(subject.units(scoring)))
        yield from _gaps(file, scoring)
    for file, rule in subject.rules():
        for statement in rule.statements:
            if isinstance(statement, tree.Grading):
                yield from _grades(file, rule, statement)


def _bands(file: str, scoring: tree.Scoring, whole: Mapping[str, Fraction]) -> Iterator[Remark]:
    before: list[tree.Condition] = []
    for band in filled(scoring, scoring.bands):
        conditions = [*map(Negated, before), *([band.condition] if band.condition else [])]
        if (before or band.condition) and can_hold(*conditions, whole=whole).answer is False:
            yield remark(
                "unreachable-band", file, scoring.id, band.span,
                ("这一档永远轮不到：前面的档已经包括了它，或条件自相矛盾",
                 "nothing ever reaches this band: the ones before it take it all, or it contradicts itself"),
                witness=_valued(scoring, can_hold(band.condition).values) if band.condition else None,
                remedy=("把窄的档写在前面", "put the narrower band first"),
            )  # fmt: skip
        if band.condition is None:
            if band.span != scoring.bands[-1].span:
                yield remark(
                    "unreachable-band", file, scoring.id, band.span,
                    ("“其余”之后的档永远轮不到", "bands behind “otherwise” are never reached"),
                    remedy=("把“其余”写在最后", "put “otherwise” last"),
                )  # fmt: skip
            break
        for other in before:
            yield from _overlap(file, scoring, band, other)
        before.append(band.condition)


def _gaps(file: str, scoring: tree.Scoring) -> Iterator[Remark]:
    """Where no band says “otherwise”, ask the proof whether some value has none."""
    if not scoring.bands or any(band.condition is None for band in scoring.bands):
        return
    for proof in proofs_of(scoring, file):
        if proof.property == "defined" and proof.result == "refuted":
            yield remark(
                "gap-between-bands", file, scoring.id, scoring.bands[-1].span, proof.reason,
                severity=Severity.NOTE if proof.known else Severity.ERROR,
                witness=(proof.witness or "").partition(" → ")[0] or None,
                remedy=("把界限首尾相接，或在末尾写 档 其余 不得分", "let the borders meet, or end with: band otherwise no_score"),
            )  # fmt: skip


def _overlap(file: str, scoring: tree.Scoring, band: tree.Band, other: tree.Condition) -> Iterator[Remark]:
    own = band.condition
    assert own is not None  # noqa: S101 - what was established before
    if not _names(own) & _names(other):
        return  # of two things: which of them comes first is meant
    both, only, theirs = can_hold(other, own), can_hold(own, Negated(other)), can_hold(other, Negated(own))
    # One inside the other is how bands are written from the top down; crossing ones are a slip.
    if both.answer and only.answer and theirs.answer:
        yield remark(
            "overlapping-bands", file, scoring.id, band.span,
            ("这一档与前面的档部分重叠，重叠处按前面的档计", "this band overlaps an earlier one, which wins where both apply"),
            severity=Severity.WARNING, witness=_valued(scoring, both.values),
            remedy=("写明界限属于哪一档", "say to which band the border belongs"),
        )  # fmt: skip


def _names(condition: tree.Condition) -> set[str]:
    return {node.key for node in nodes_in(condition) if isinstance(node, tree.Name)}


def _valued(scoring: tree.Scoring, values: Mapping[Hashable, Fraction]) -> str | None:
    """Return the values that show a defect as an example gives them, in the unit that the bands are written in."""
    units = {node.unit for node in nodes_in((scoring.bands, scoring.target)) if isinstance(node, tree.Number)}
    unit = next((unit_of(each) for each in sorted(units) if each not in {"分", "个百分点"}), unit_of(""))
    shown = [f"{name}={said(value, unit)}" for name, value in values.items() if isinstance(name, str)]
    return ", ".join(shown) or None


def _grades(file: str, rule: tree.Rule, statement: tree.Grading) -> Iterator[Remark]:
    spans = [(grade_interval(grade), grade) for grade in statement.grades]
    for interval, grade in spans:
        if interval.is_empty:
            yield remark(
                "empty-grade", file, rule.id, grade.span,
                (f"等级“{grade.name}”的下限高于上限", f"grade {grade.name} begins above its end"),
                remedy=("小的数写在前面", "write the smaller one first"),
            )  # fmt: skip
    ordered = sorted((pair for pair in spans if not pair[0].is_empty), key=_start)
    for (one, lower), (two, upper) in itertools.pairwise(ordered):
        shared = one.meet(two)
        unit = unit_of(_unit(lower) or _unit(upper))
        if not shared.is_empty:
            value = said(chosen(stretch_of(shared), unit) or Fraction(0), unit)
            yield remark(
                "overlapping-grades", file, rule.id, upper.span,
                (f"{value} 既是“{lower.name}”又是“{upper.name}”", f"{value} is both {lower.name} and {upper.name}"),
                witness=_graded(statement, value), remedy=("写明（含）或（不含）", "say which border is included"),
            )  # fmt: skip
            continue
        gap = Interval(one.hi, two.lo, not one.hi_in, not two.lo_in)
        if one.hi is not None and two.lo is not None and not gap.is_empty:
            value = said(chosen(stretch_of(gap), unit) or Fraction(0), unit)
            yield remark(
                "gap-between-grades", file, rule.id, upper.span,
                (f"{value} 不属于任何等级，在“{lower.name}”与“{upper.name}”之间", f"{value} has no grade, between {lower.name} and {upper.name}"),
                witness=_graded(statement, value), remedy=("把界限首尾相接", "let the borders meet"),
            )  # fmt: skip
    yield from _ends(file, rule, statement, ordered)
    names = [grade.name for grade in statement.grades]
    for grade in statement.grades:
        if names.count(grade.name) > 1 and names.index(grade.name) != statement.grades.index(grade):
            yield remark(
                "grade-twice", file, rule.id, grade.span,
                (f"等级“{grade.name}”写了两次", f"grade {grade.name} stands twice"), severity=Severity.WARNING,
                remedy=("改掉其中一个名称，或把两段并成一段", "name one of them otherwise, or make them one"),
            )  # fmt: skip


def _ends(
    file: str, rule: tree.Rule, statement: tree.Grading, ordered: Sequence[tuple[Interval, tree.Grade]]
) -> Iterator[Remark]:
    """Scores below the lowest grade, and a full score that the highest one leaves out; units that do not fit."""
    units = {
        unit_of(end.unit).dimension for grade in statement.grades for end in (grade.low, grade.high) if end
    }
    if len(units) > 1:
        yield remark(
            "unit-mismatch", file, rule.id, statement.span,
            ("各等级的界限不是一种单位", "the borders of the grades are in different units"), remedy=("统一单位", "use one unit"),
        )  # fmt: skip
        return
    if not ordered:
        return
    (lowest, low), (highest, high) = ordered[0], max(ordered, key=_end)
    if lowest.lo is not None and lowest.lo > 0:
        unit = unit_of(_unit(low))
        beneath = Interval(Fraction(0), lowest.lo, hi_in=not lowest.lo_in)
        value = said(chosen(stretch_of(beneath), unit) or Fraction(0), unit)
        yield remark(
            "gap-between-grades", file, rule.id, low.span,
            (f"“{low.name}”以下没有等级，{value} 不属于任何等级", f"nothing stands below {low.name}: {value} has no grade"),
            severity=Severity.WARNING, witness=_graded(statement, value), remedy=("加上最低一档，如 60分以下 差", "add the lowest grade"),
        )  # fmt: skip
    if highest.hi is not None and not highest.hi_in:
        value = said(highest.hi, unit_of(_unit(high)))
        yield remark(
            "gap-between-grades", file, rule.id, high.span,
            (f"“{high.name}”不含 {value}，它不属于任何等级", f"{high.name} leaves {value} out, which has no grade"),
            witness=_graded(statement, value), remedy=("写 （含）", "include the end"),
        )  # fmt: skip


def _end(pair: tuple[Interval, tree.Grade]) -> tuple[bool, Fraction, bool]:
    interval = pair[0]
    return interval.hi is None, interval.hi or Fraction(0), interval.hi_in


def _graded(statement: tree.Grading, value: str) -> str:
    return f"{statement.figure.key}={value}" if isinstance(statement.figure, tree.Name) else value


def _start(pair: tuple[Interval, tree.Grade]) -> tuple[bool, Fraction, bool]:
    interval = pair[0]
    return interval.lo is not None, interval.lo or Fraction(0), not interval.lo_in


def _unit(grade: tree.Grade) -> str:
    end = grade.low or grade.high
    return end.unit if end else ""
