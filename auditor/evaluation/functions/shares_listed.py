"""占比数 / shares_listed: how many percentages the report gives for a question of a questionnaire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.evaluation.functions.options import siblings, tally

if TYPE_CHECKING:
    from auditor.evaluation.binding import Binder, Term
    from auditor.language import tree

NAMES = ("占比数", "shares_listed")
NEVER_NEGATIVE = True
SUMMARY = {
    "zh": "问卷一题列出的百分比个数：占比数(题号)",
    "en": "how many percentages are given for a question: shares_listed(number)",
}


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return how many percentages the concept of the named figure has. Missing without any."""
    return tally(binder, call, [figure for figure in siblings(binder, call) if figure.unit == "%"])
