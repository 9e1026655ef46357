"""绝对值 / abs: a number without its sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.evaluation import forms
from auditor.evaluation.binding import Binder, Term
from auditor.evaluation.functions import need

if TYPE_CHECKING:
    from auditor.language import tree

NAMES = ("绝对值", "abs")
NEVER_NEGATIVE = True
SUMMARY = {"zh": "去掉正负号：绝对值(调整率)", "en": "the number without its sign"}


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return the absolute value of the argument."""
    need(call, 1)
    inner = binder.number(call.arguments[0])
    return Term(forms.absolute(inner.form), inner.dimension, f"|{inner.text}|", bare=inner.bare)
