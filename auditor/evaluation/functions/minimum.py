"""最小 / min: the smallest of its arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.evaluation import forms
from auditor.evaluation.functions.maximum import extreme

if TYPE_CHECKING:
    from auditor.evaluation.binding import Binder, Term
    from auditor.language import tree

NAMES = ("最小", "最小值", "min")
SUMMARY = {"zh": "各项中最小的：最小(甲, 乙)", "en": "the smallest of its arguments"}


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return the smallest of all arguments, lists spread out."""
    return extreme(binder, call, forms.minimum)
