"""似单选 / single_like: a question reported among those of several choices, whose shares are those of a single choice.

Where several could be ticked, the shares of the answers add up to more than 100 %, or those of the ticks to
100 % of another number. Shares that are just what the stated answers give, one tick each, belong to a
question of one choice.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.evaluation import survey
from auditor.evaluation.binding import Binder, MissingError, Term
from auditor.evaluation.faults import Fault, counted
from auditor.evaluation.functions import named_figure, need
from auditor.evaluation.survey_words import among_several
from auditor.numbers import interval_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.language import tree
    from auditor.report.printed import Printed

NAMES = ("似单选", "single_like")
NEVER_NEGATIVE = True
SUMMARY = {
    "zh": "列在多选题中而占比为单选的题数：逐项 问卷1.*: 似单选(结果题号, 问卷1.有效份数) = 0",
    "en": "questions among those of several choices that are of one: each_item survey1.*: single_like(number, survey1.answers) = 0",
}
_TELLING = Fraction(1, 2)
_FEWEST = 2


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return 1 where the question of the first figure is one, 0 where not. Missing outside such questions."""
    need(call, 2)
    number, base = (named_figure(binder, call, at) for at in range(2))
    steps = binder.facts.steps
    shares = [
        printed
        for figure in binder.facts.report.concepts[number.concept].values()
        if figure.unit == "%" and among_several(figure.mentions[0].location.section)
        if (printed := steps.printed(figure, figure.mentions[0])) is not None and not printed.numeral.blank
    ]
    answers = steps.printed(base, base.mentions[0])
    if len(shares) < _FEWEST or answers is None or answers.value.denominator != 1 or answers.value <= 0:
        raise MissingError(call.function)
    checked = (number, number.mentions[0])
    faults = [Fault(*checked, "single-choice")] if _of_one(shares, int(answers.value), binder) else []
    return counted(binder, call, faults, [checked])


def _of_one(shares: Sequence[Printed], answers: int, binder: Binder) -> bool:
    """Whether one tick of each answer gives the shares, and hardly any others would be printed so."""
    step = min((each.step for each in shares if each.step), default=Fraction(0))
    mode = binder.facts.report.rounding
    caught = survey.caught(step, answers, survey.SHARE, mode=mode)
    intervals = [interval_of(each.value, step, mode) for each in shares]
    return caught is not None and caught >= _TELLING and survey.shares(intervals, answers).consistent
