"""未注多选 / unmarked: questions reported with several choices, which the questionnaire does not mark so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.evaluation.binding import Binder, MissingError, Term
from auditor.evaluation.faults import Checked, Fault, counted, figures_of
from auditor.evaluation.survey_words import among_several

if TYPE_CHECKING:
    from auditor.language import tree
    from auditor.report.model import Mention

NAMES = ("未注多选", "unmarked")
NEVER_NEGATIVE = True
SUMMARY = {
    "zh": "结果按多选统计而问卷未注明可多选的题数：未注多选(问卷1.*.题号) = 0",
    "en": "questions reported with several choices that the form does not mark so: unmarked(survey1.*.number) = 0",
}
_MARKS = ("题型", "kind")
_PART = 2


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return how many questions, named by their numbers in the form, lack the mark. Missing without such questions."""
    faults: list[Fault] = []
    checked: list[Checked] = []
    for number in figures_of(binder, call):
        siblings = binder.facts.report.concepts[number.concept].values()
        shares = [figure for figure in siblings if figure.unit == "%"]
        if not any(among_several(mention.location.section) for each in shares for mention in each.mentions):
            continue
        place = number.mentions[0]
        checked.append((number, place))
        marks = [mention for each in siblings if each.attribute in _MARKS for mention in each.mentions]
        if not any(_together(mark, place) for mark in marks):
            faults.append(Fault(number, place, "not-marked"))
    if not checked:
        raise MissingError(call.function)
    return counted(binder, call, faults, checked)


def _together(mark: Mention, number: Mention) -> bool:
    """Whether a mark stands in the form that the question does, and not in the report on it."""
    return mark.location.section[:_PART] == number.location.section[:_PART]
