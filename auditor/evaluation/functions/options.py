"""选项数 / options: how many options a question of a questionnaire lists (选项1, 选项2, …)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.evaluation.binding import Binder, BindingError, MissingError, Term
from auditor.evaluation.faults import Checked, named, number
from auditor.evaluation.functions import need
from auditor.language import tree

if TYPE_CHECKING:
    from auditor.report.model import Figure

NAMES = ("选项数", "options")
NEVER_NEGATIVE = True
SUMMARY = {
    "zh": "问卷一题的选项个数：逐项 问卷1.*: 选项数(题号) = 占比数(题号)",
    "en": "how many options a question lists: each_item survey*: options(number) = shares_listed(number)",
}
_OPTION = re.compile("(?:选项|option)[0-9]+")


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return how many options the concept of the named figure has. Missing without any."""
    return tally(binder, call, options_of(binder, call))


def options_of(binder: Binder, call: tree.Call) -> list[Figure]:
    """Return the options (选项1, 选项2, …) of the concept that the argument belongs to. Raises MissingError."""
    return [figure for figure in siblings(binder, call) if _OPTION.fullmatch(figure.attribute)]


def siblings(binder: Binder, call: tree.Call) -> list[Figure]:
    """Return all figures of the concept that the argument belongs to. Raises MissingError."""
    need(call, 1)
    argument = call.arguments[0]
    if not isinstance(argument, tree.Name):
        raise BindingError(call.span, f"{call.function} 的参数应为一个名称", f"{call.function} takes a name")
    figure = binder.meaning(argument)
    if figure is None:
        raise MissingError(argument.key)
    return list(binder.facts.report.concepts[figure.concept].values())


def tally(binder: Binder, call: tree.Call, figures: list[Figure]) -> Term:
    """Return the number of `figures`, which a finding names. Raises MissingError where there are none."""
    if not figures:
        raise MissingError(call.function)
    checked: list[Checked] = [(figure, figure.mentions[0]) for figure in figures]
    named(binder, checked)
    return number(call, len(figures))
