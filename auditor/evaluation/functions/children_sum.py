"""下级合计 / children_sum: the sum of an attribute over the indicators below a code.

Inside 逐项 a bare attribute means the concept at hand: 下级合计(得分) of A1 adds A11.得分, A12.得分, ….
Where a child does not state the attribute, its own children stand for it. For a concept that is no
code, such as 总分, the first-level indicators are summed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.evaluation.binding import Binder, BindingError, MissingError, Term
from auditor.evaluation.functions import need
from auditor.evaluation.functions.total import total
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.report.model import Figure

NAMES = ("下级合计", "children_sum")
SUMMARY = {
    "zh": "下一级指标同一属性之和：下级合计(得分)",
    "en": "the sum of an attribute over the indicators one level below",
}
_SCORED = ("权重", "得分")


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return the sum over the children of the named figure's concept. Missing without children."""
    need(call, 1)
    argument = call.arguments[0]
    if not isinstance(argument, tree.Name):
        raise BindingError(call.span, "下级合计 的参数应为一个名称", "children_sum takes a name")
    figure = binder.meaning(argument)
    if figure is None:
        raise MissingError(argument.key)
    terms = []
    for below in _below(binder, figure.concept, figure.attribute):
        try:
            terms.append(binder.unknown(below))
        except MissingError as error:
            if error.reason != "blank":
                raise
    if not terms:
        raise MissingError(f"{figure.concept}*.{figure.attribute}")
    return total(call, terms)


def _below(binder: Binder, concept: str, attribute: str) -> Iterator[Figure]:
    facts = binder.facts
    for child in facts.children(concept):
        figures = facts.report.concepts[child]
        found = facts.attribute(figures, attribute)
        if found is not None:
            yield found
        elif facts.children(child):
            yield from _below(binder, child, attribute)
        elif any(facts.attribute(figures, name) for name in _SCORED):
            raise MissingError(f"{child}.{attribute}")
        # else: an indicator without weight and score (加减分项 that did not apply) adds nothing
