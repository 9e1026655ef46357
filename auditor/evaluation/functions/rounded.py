"""舍入 / round: a number rounded half up to a step, for scores that are defined as rounded."""

from __future__ import annotations

from auditor.evaluation import forms
from auditor.evaluation.binding import Binder, BindingError, Term
from auditor.evaluation.functions import need
from auditor.language import tree
from auditor.numbers import Rounding, unit_of

NAMES = ("舍入", "四舍五入", "round")
SUMMARY = {
    "zh": "四舍五入到一个单位：舍入(得分, 0.01分)",
    "en": "rounded half up to a step: round(score, 0.01分)",
}


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return the first argument rounded to the second, a positive literal."""
    need(call, 2)
    inner, step = binder.number(call.arguments[0]), call.arguments[1]
    if not isinstance(step, tree.Number) or step.value <= 0:
        raise BindingError(
            call.span, "舍入 的第二个参数应为正数，如 0.01分", "round takes a positive step, such as 0.01分"
        )
    form = forms.rounded(inner.form, step.value * unit_of(step.unit).factor, Rounding.HALF_UP)
    return Term(form, inner.dimension, f"{call.function}({inner.text}, {step.text})")
