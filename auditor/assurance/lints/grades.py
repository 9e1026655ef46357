"""Scales of grades that speak of one score: where two of them give it different grades, or say the same."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import records
from auditor.assurance.choosing import chosen, said
from auditor.assurance.inputs import shown
from auditor.assurance.remarks import Remark, Subject, remark
from auditor.assurance.satisfying import shows
from auditor.assurance.stretches import stretch_of
from auditor.assurance.walking import without_spans
from auditor.evaluation.agreement import same_words
from auditor.evaluation.grading import grade_of
from auditor.findings import Severity
from auditor.language import tree
from auditor.numbers import Interval, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

USUAL = ("评价.等级", "评价等级", "等级")
"""The figures that hold the grade where a scale names none."""


@records.frozen
class _Scale:
    file: str
    rule: tree.Rule
    statement: tree.Grading
    when: object

    @property
    def stated(self) -> str | None:
        """Return the figure that holds the grade, None for one of the usual ones."""
        stated = self.statement.stated
        return None if stated is None or stated.key in USUAL else stated.key


def check(subject: Subject) -> Iterator[Remark]:
    """Compare the scales of each score two by two; two premises may well part what they speak of."""
    scales: dict[object, list[_Scale]] = {}
    for file, rule in subject.rules():
        when = None if rule.when is None else without_spans(rule.when)
        for statement in rule.statements:
            if isinstance(statement, tree.Grading):
                scale = _Scale(file, rule, statement, when)
                scales.setdefault((without_spans(statement.figure), scale.stated), []).append(scale)
    for group in scales.values():
        told: set[int] = set()
        for one, two in itertools.combinations(group, 2):
            if id(two) not in told and (one.when == two.when or None in {one.when, two.when}):
                found = _compared(one, two)
                if found is not None:
                    told.add(id(two))
                    yield found


def _compared(one: _Scale, two: _Scale) -> Remark | None:
    grades = one.statement.grades, two.statement.grades
    unit = unit_of(next((end.unit for each in grades[1] for end in (each.low, each.high) if end), ""))
    more = False
    for stretch in _stretches([*grades[0], *grades[1]]):
        value = chosen(stretch_of(stretch), unit)
        if value is None:
            continue
        first, second = (grade_of(each, value) for each in grades)
        if first is not None and second is not None and same_words(first) != same_words(second):
            return _different(one, two, said(value, unit), (first, second))
        more = more or (second is not None and first is None)
    # The very same scale is a sentence said twice, and duplicates.py says so.
    if (
        more
        or without_spans(grades[0]) == without_spans(grades[1])
        or two.rule.level.rank > one.rule.level.rank
    ):
        return None
    return remark(
        "redundant-rule", two.file, two.rule.id, two.statement.span,
        (f"规则 {one.rule.id} 的等级已经包含这一句", f"the grades of rule {one.rule.id} say this already"),
        severity=Severity.NOTE, witness=f"({one.rule.id})", remedy=("删去其中一句", "leave one of them out"),
    )  # fmt: skip


def _different(one: _Scale, two: _Scale, value: str, names: tuple[str, str]) -> Remark:
    first, second = names
    grade = next(each for each in two.statement.grades if each.name == second)
    figure = two.statement.figure
    witness = None
    if isinstance(figure, tree.Name) and not figure.is_pattern:
        premise = two.rule.when
        met = "" if premise is None else shown([two.rule], premise, shows(premise))
        rows = [met, f"{figure.key}={value}", f'{two.stated or USUAL[0]}="{first}"']
        witness = None if met is None else ", ".join(filter(None, rows))
    return remark(
        "contradictory-rules", two.file, two.rule.id, grade.span,
        (f"与规则 {one.rule.id} 不可能同时成立：{value} 在那里是“{first}”，在这里是“{second}”",
         f"cannot hold together with rule {one.rule.id}: there {value} is {first}, here it is {second}"),
        witness=witness,
        remedy=("改成同样的界限；两套等级各有所指的，各写 评为 或 前提", "let the borders be the same; where each scale is for something else, give it its own as … or premise"),
    )  # fmt: skip


def _stretches(grades: Sequence[tree.Grade]) -> Iterator[Interval]:
    """Cut the line at every end of a grade: what lies between them, then the ends themselves, which rounding blurs."""
    ends: list[Fraction] = sorted(
        {end.value * unit_of(end.unit).factor for each in grades for end in (each.low, each.high) if end}
    )
    bounds: list[Fraction | None] = [None, *ends, None]
    for low, high in itertools.pairwise(bounds):
        yield Interval(low, high, lo_in=False, hi_in=False)
    yield from map(Interval.point, ends)
