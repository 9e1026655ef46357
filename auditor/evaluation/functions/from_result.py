"""取自结果 / from_result: a target with odd decimals that equals the actual value: probably set afterwards."""

from __future__ import annotations

from fractions import Fraction

from auditor.evaluation.binding import Binder, BindingError, MissingError, Term
from auditor.evaluation.faults import Checked, Fault, counted
from auditor.evaluation.functions import need
from auditor.language import tree

NAMES = ("取自结果", "from_result")
NEVER_NEGATIVE = True
SUMMARY = {
    "zh": "带零头且与业绩值相同的目标的处数：逐项 *: 取自结果(标杆值, 业绩值) = 0",
    "en": "targets with odd decimals equal to the actual: each_item *: from_result(target, actual) = 0",
}
_PERCENT = Fraction(1, 100)


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return how many mentions of the first figure, a rate with decimals, print a value of the second."""
    need(call, 2)
    figures = []
    for argument in call.arguments:
        if not isinstance(argument, tree.Name):
            raise BindingError(call.span, f"{call.function} 的参数应为名称", f"{call.function} takes names")
        figure = binder.meaning(argument)
        if figure is None or figure.unit != "%":
            raise MissingError(argument.key)
        figures.append(figure)
    target, actual = figures
    facts = binder.facts
    reached = {
        printed.value
        for mention in actual.mentions
        if (printed := facts.steps.printed(actual, mention)) is not None
    }
    faults: list[Fault] = []
    checked: list[Checked] = []
    for mention in target.mentions:
        printed = facts.steps.printed(target, mention)
        if printed is None or printed.numeral.blank:
            continue
        checked.append((target, mention))
        if printed.value % _PERCENT and printed.value in reached:
            faults.append(Fault(target, mention, "target-from-result"))
    if not checked:
        raise MissingError(target.key)
    return counted(binder, call, faults, checked)
