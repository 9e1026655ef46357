"""Order claims and grades: whether a list falls as claimed, whether a grade follows from the score."""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING

from auditor.evaluation import forms
from auditor.evaluation.agreement import same_words
from auditor.evaluation.binding import Binder, MissingError
from auditor.evaluation.conditions import worst
from auditor.evaluation.evidence import evidence_of
from auditor.evaluation.judging import judge
from auditor.evaluation.relations import Outcome, Relation
from auditor.evaluation.retrials import order_again, usual
from auditor.findings import Verdict
from auditor.language import tree
from auditor.numbers import Interval, unit_of

if TYPE_CHECKING:
    from fractions import Fraction

    from auditor.evaluation.conditions import Setting
    from auditor.evaluation.facts import Facts
    from auditor.report.model import Figure, Mention


def order(setting: Setting, statement: tree.Order) -> Outcome:
    """Judge the claim that a list falls or rises; one outcome for the whole list."""
    binder = Binder(setting.facts, setting.resolve)
    terms = [term for item in statement.items for term in binder.numbers(item)]
    if len(terms) < 2:  # noqa: PLR2004 - one item is in order
        raise MissingError("顺序")
    relation = tree.Relation.AT_LEAST if statement.falling else tree.Relation.AT_MOST
    broken: list[Outcome] = []
    steps: list[Outcome] = []
    for left, right in itertools.pairwise(terms):
        step = Relation(
            rule=setting.rule, comparison=relation, left=left, right=right, variables=tuple(binder.variables)
        )
        outcome = judge(setting.facts, step)
        steps.append(outcome)
        if outcome.verdict is Verdict.DISCREPANCY:
            broken.append(outcome)
    listed = [variable.alternatives[0].finest.numeral.text for variable in binder.variables]
    evidence = [
        evidence_of(setting.facts, variable.figure, variable.alternatives[0].mentions[0], "stated")
        for variable in binder.variables
    ]
    verdict = Verdict.DISCREPANCY if broken else worst(steps)
    trace = "; ".join(outcome.trace or "" for outcome in broken)
    again, propose = order_again(
        [variable.figure.key for variable in binder.variables],
        [usual(variable).value for variable in binder.variables],
        falling=statement.falling,
    )
    return Outcome(
        rule=setting.rule,
        verdict=verdict,
        kind="order",
        evidence=tuple(evidence),
        facts={
            **setting.context,
            "falling": "1" if statement.falling else "",
            "list": ", ".join(listed),
            "breaks": str(len(broken)),
            "open_ended": "1",
        },
        trace=trace or None,
        again=again,
        propose=propose,
    )


def grading(setting: Setting, statement: tree.Grading) -> Outcome:
    """Judge the printed grade against the one that the printed score gives."""
    facts = setting.facts
    binder = Binder(facts, setting.resolve)
    score = binder.number(statement.figure)
    figure = _stated_grade(facts, statement)
    if figure is None:
        raise MissingError("等级")
    point = [variable.alternatives[0].value for variable in binder.variables]
    box = [variable.alternatives[0].interval for variable in binder.variables]
    value = forms.value_at(score.form, point)
    grade = grade_of(statement.grades, value)
    stated: dict[str, list[Mention]] = {}
    for mention in figure.mentions:
        stated.setdefault(same_words(mention.text), []).append(mention)
    possible = {
        each.name for each in statement.grades if len(box) == 1 and box[0].meets(grade_interval(each))
    }
    wrong = [words for words in stated if words != same_words(grade or "")]
    verdict = Verdict.EXACT if not wrong else Verdict.DISCREPANCY
    if (
        wrong
        and len(possible) > 1
        and all(words in {same_words(name) for name in possible} for words in stated)
    ):
        verdict = Verdict.NOT_CHECKABLE
    reason = "threshold" if verdict is Verdict.NOT_CHECKABLE else ""
    top = max(
        (each.high.value * unit_of(each.high.unit).factor for each in statement.grades if each.high),
        default=value,
    )
    if grade is None and not possible and value <= top:
        # The rule says nothing of such a score: no grade is wrong for it. A score beyond the scale is.
        verdict, reason = Verdict.NOT_CHECKABLE, "no-grade"
    evidence = [
        evidence_of(facts, figure, mention, "stated") for group in stated.values() for mention in group
    ]
    for variable in binder.variables:
        evidence.extend(
            evidence_of(facts, variable.figure, mention, "base")
            for mention in variable.alternatives[0].mentions
        )
    return Outcome(
        rule=setting.rule,
        verdict=verdict,
        kind="grade",
        evidence=tuple(evidence),
        facts={
            **setting.context,
            "grade": grade or "—",
            "stated": figure.mentions[0].text,
            "possible": "/".join(sorted(possible)),
        },
        trace=f"{binder.variables[0].alternatives[0].finest.numeral.text if binder.variables else ''} → {grade or '—'}",
        reason=reason,
        grade_at=functools.partial(grade_of, statement.grades),
    )


def _stated_grade(facts: Facts, statement: tree.Grading) -> Figure | None:
    if statement.stated is not None:
        return facts.figure(statement.stated.key)
    names = ["评价.等级", "评价等级", "等级"]
    if isinstance(statement.figure, tree.Name):
        concept = statement.figure.key.rpartition(".")[0]
        names = [f"{concept}.等级" if concept else f"{statement.figure.key}.等级", *names]
    return next((figure for name in names if (figure := facts.figure(name)) is not None), None)


def grade_interval(grade: tree.Grade) -> Interval:
    """Return the values that a grade stands for, in base units."""
    low, high = (
        None if end is None else end.value * unit_of(end.unit).factor for end in (grade.low, grade.high)
    )
    return Interval(low, high, grade.low_in, grade.high_in)


def grade_of(grades: tuple[tree.Grade, ...], value: Fraction) -> str | None:
    """Return the name of the first grade that `value` belongs to, or None."""
    return next((grade.name for grade in grades if value in grade_interval(grade)), None)
