"""指标数 / indicators: how many indicators of a level the report has, told by their codes (A, A1, A11)."""

from __future__ import annotations

from fractions import Fraction

from auditor import patterns as re
from auditor.evaluation import forms
from auditor.evaluation.binding import Binder, BindingError, MissingError, Term
from auditor.evaluation.dimensions import ANY_COUNT, Dimension
from auditor.evaluation.functions import need
from auditor.language import tree

NAMES = ("指标数", "indicators")
NEVER_NEGATIVE = True
SUMMARY = {"zh": "某一级指标的个数：指标数(3)", "en": "the number of indicators of a level: indicators(3)"}
_LEVELS = {1: re.compile("[A-Z]"), 2: re.compile("[A-Z][0-9]"), 3: re.compile("[A-Z][0-9]{2,3}")}


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return how many concepts have a code of the level that the argument, 1 to 3, names."""
    need(call, 1)
    level = call.arguments[0]
    if not isinstance(level, tree.Number) or level.value not in _LEVELS:
        raise BindingError(call.span, "指标数 的参数应为 1、2 或 3", "indicators takes 1, 2 or 3")
    matcher = _LEVELS[int(level.value)]
    count = sum(1 for concept in binder.facts.report.concepts if matcher.fullmatch(concept))
    if count == 0:
        raise MissingError(f"{call.function}({level.text})")
    return Term(
        forms.constant(Fraction(count)), Dimension(((ANY_COUNT, 1),)), f"{call.function}({level.text})"
    )
