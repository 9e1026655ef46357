"""计数 / count: how many figures of the report match a pattern, or stand in a list."""

from __future__ import annotations

from fractions import Fraction

from auditor.evaluation import forms
from auditor.evaluation.binding import Binder, MissingError, Term
from auditor.evaluation.dimensions import ANY_COUNT, Dimension
from auditor.language import tree

NAMES = ("计数", "count")
NEVER_NEGATIVE = True
SUMMARY = {
    "zh": "符合名称样式的数字个数：计数(项目.*.实际支出数)",
    "en": "the number of figures that match a pattern",
}


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return the number of figures its arguments name; a blank or a text counts as well."""
    count = 0
    for argument in call.arguments:
        if isinstance(argument, tree.Name):
            count += sum(1 for _ in binder.facts.matching(argument.key))
        elif isinstance(argument, tree.Cell):
            count += len(binder.facts.cells(argument.table, argument.row, argument.col))
        else:
            count += len(binder.numbers(argument))
    if count == 0:
        raise MissingError(call.function)
    return Term(forms.constant(Fraction(count)), Dimension(((ANY_COUNT, 1),)), f"{call.function}({count})")
