"""最大 / max: the largest of its arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor.evaluation import forms
from auditor.evaluation.binding import Binder, MissingError, Term, common, mismatch
from auditor.evaluation.dimensions import DimensionError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from auditor.evaluation.forms import Form
    from auditor.language import tree

NAMES = ("最大", "最大值", "max")
SUMMARY = {"zh": "各项中最大的：最大(0分, 甲)", "en": "the largest of its arguments"}


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return the largest of all arguments, lists spread out."""
    return extreme(binder, call, forms.maximum)


def extreme(binder: Binder, call: tree.Call, choose: Callable[[Sequence[Form]], Form]) -> Term:
    """Return what `choose` makes of all arguments, which must be of one kind."""
    terms = [term for argument in call.arguments for term in binder.numbers(argument)]
    if not terms:
        raise MissingError(call.function)
    kind = terms[0]
    try:
        for term in terms[1:]:
            kind = attrs.evolve(kind, dimension=common(kind, term), bare=kind.bare and term.bare)
    except DimensionError as error:
        raise mismatch(call.span, error) from error
    inner = ", ".join(term.text for term in terms)
    return Term(choose([term.form for term in terms]), kind.dimension, f"{call.function}({inner})")
