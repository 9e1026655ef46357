"""求和 / sum: the sum of figures, of a column, or of everything a pattern matches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.evaluation import forms
from auditor.evaluation.binding import Binder, BindingError, MissingError, Term, added, mismatch
from auditor.evaluation.dimensions import DimensionError

if TYPE_CHECKING:
    from auditor.language import tree

NAMES = ("求和", "sum")
SUMMARY = {
    "zh": "各项之和：求和(表[*, 列])、求和(支出.*.决算数)",
    "en": "the sum of its arguments: sum(table[*, column])",
}


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return the sum of all arguments, lists spread out."""
    terms = [term for argument in call.arguments for term in binder.numbers(argument)]
    if not terms:
        if call.arguments:
            raise MissingError(call.function)
        raise BindingError(call.span, "求和 至少需要一个参数", "sum needs at least one argument")
    return total(call, terms)


def total(call: tree.Call, terms: list[Term]) -> Term:
    """Return the sum of `terms`, which must be of one kind."""
    first, *rest = terms
    result = first
    try:
        for term in rest:
            result = added(result, term)
    except DimensionError as error:
        raise mismatch(call.span, error) from error
    return Term(
        forms.total([term.form for term in terms]),
        result.dimension,
        " + ".join(t.within(1) for t in terms),
        1,
    )
