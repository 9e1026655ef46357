"""标准满分 / full_marks: the full marks that an indicator's printed standard gives (评分标准.满分).

Inside 逐项 a bare attribute means the concept at hand: 标准满分(权重) of C31 is C31.评分标准.满分.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.evaluation.binding import Binder, MissingError, Term
from auditor.evaluation.functions import named_figure, need

if TYPE_CHECKING:
    from auditor.language import tree

NAMES = ("标准满分", "full_marks")
SUMMARY = {
    "zh": "该指标的评分标准写明的满分：逐项 *: 标准满分(权重) = 权重",
    "en": "the full marks that the indicator's standard states: each_item *: full_marks(weight) = weight",
}
_STATED = ("评分标准.满分", "standard.full_marks")


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return the full marks stated for the concept of the named figure. Missing where none are."""
    need(call, 1)
    concept = named_figure(binder, call, 0).concept
    for name in _STATED:
        figure = binder.facts.report.figures.get(f"{concept}.{name}")
        if figure is not None:
            return binder.unknown(figure)
    raise MissingError(f"{concept}.{_STATED[0]}")
