"""平均 / mean_of: the plain mean of its arguments."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor.evaluation import forms
from auditor.evaluation.binding import PRODUCT, Binder, MissingError, Term
from auditor.evaluation.functions.total import total

if TYPE_CHECKING:
    from auditor.language import tree

NAMES = ("平均", "平均值", "mean_of", "average")
SUMMARY = {"zh": "各项的算术平均：平均(问卷1.满意度.*)", "en": "the arithmetic mean of its arguments"}


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return the sum of all arguments over their number."""
    terms = [term for argument in call.arguments for term in binder.numbers(argument)]
    if not terms:
        raise MissingError(call.function)
    whole = total(call, terms)
    count = Fraction(len(terms))
    form = forms.divide(whole.form, forms.constant(count))
    return Term(form, whole.dimension, f"{whole.within(PRODUCT)} / {len(terms)}", PRODUCT)
